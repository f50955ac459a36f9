"""How fast the model process asks: requests and tokens a minute, requests in flight, and pauses that the provider asks for."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from math import isfinite

LONGEST_WAIT_S = 120.0
"""A provider that asks for a longer pause is asked again another time."""
_FIRST_S, _MOST_S = 0.5, 30.0


class Bucket:
    """So much a minute, as a bucket that fills evenly; zero lets everything through."""

    def __init__(self, a_minute: float, clock: Callable[[], float]) -> None:
        self._rate, self._clock = a_minute / 60, clock
        self._free_at = 0.0

    def take(self, amount: float) -> float:
        """Return how many seconds to wait before using `amount`, which is booked at once.

        A tenth of a minute's worth may go at once, so that a short burst waits for nothing.
        """
        if self._rate <= 0:
            return 0.0
        now = self._clock()
        begin = max(self._free_at, now - 6.0)
        self._free_at = begin + amount / self._rate
        return max(0.0, self._free_at - amount / self._rate - now) if begin > now else 0.0


class Limits:
    """All limits of one model."""

    def __init__(self, concurrency: int, requests_a_minute: float, tokens_a_minute: float, clock: Callable[[], float]) -> None:
        self.in_flight = asyncio.Semaphore(max(1, concurrency))
        self._clock = clock
        self._requests, self._tokens = Bucket(requests_a_minute, clock), Bucket(tokens_a_minute, clock)
        self._not_before = 0.0

    async def turn(self, tokens: int) -> None:
        """Wait until a request of so many tokens may go."""
        wait = max(self._requests.take(1), self._tokens.take(tokens))
        if wait > 0:
            await asyncio.sleep(wait)
        # Whoever waits may find that the pause was made longer meanwhile.
        while (pause := self._not_before - self._clock()) > 0:  # noqa: ASYNC110
            await asyncio.sleep(pause)

    def pause(self, seconds: float) -> None:
        """Let nobody ask for so many seconds: the provider said so."""
        self._not_before = max(self._not_before, self._clock() + seconds)


def back_off(attempt: int, asked: float | None) -> float | None:
    """Return the seconds before attempt `attempt` + 1: what the provider asked for, else longer each time; None to give up."""
    if asked is not None:
        return asked + random.uniform(0, 0.25) if asked <= LONGEST_WAIT_S else None
    return random.uniform(0.5, 1.0) * min(_MOST_S, _FIRST_S * 2.0**attempt)


def read_retry_after(value: str, now: datetime | None = None) -> float | None:
    """Return the seconds that a `retry-after` header names, as a number or a date; None where it says nothing."""
    text = value.strip()
    try:
        seconds = float(text)
    except ValueError:
        try:
            moment: datetime = parsedate_to_datetime(text)
        except (TypeError, ValueError):
            return None
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        seconds = (moment - (now or datetime.now(UTC))).total_seconds()
    return max(0.0, seconds) if isfinite(seconds) else None
