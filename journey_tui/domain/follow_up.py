"""Calls and meetings, and the message of ours that follows each."""

from __future__ import annotations

from datetime import datetime, timedelta

from journey_tui.domain.model import NOBODY_REACHED, Kind, Origin, Side, Touchpoint

FOLLOW_UP_WITHIN = timedelta(days=14)
"""How long a call or meeting waits for its follow-up before it is history."""


def without_follow_up(touchpoints: tuple[Touchpoint, ...], now: datetime) -> Touchpoint | None:
    """Return the newest call or meeting with the customer that ended and was not followed by a human message of ours."""
    last_out = max((t.at for t in touchpoints if _is_follow_up(t, now)), default=None)
    ended = [t for t in touchpoints if _was_held(t, now) and now - (t.ends_at or t.at) <= FOLLOW_UP_WITHIN]
    newest = max(ended, key=lambda t: t.at, default=None)
    if newest is None or (last_out is not None and last_out > newest.at):
        return None
    same = [t for t in ended if t.meeting and t.meeting == newest.meeting]
    return next((t for t in same if t.kind is Kind.CALL), newest)


def _was_held(t: Touchpoint, now: datetime) -> bool:
    return (
        t.kind in (Kind.CALL, Kind.MEETING)
        and t.side in (Side.CUSTOMER, Side.PARTNER)
        and (t.ends_at or t.at) <= now
        and t.status not in ("cancelled", "tentative", NOBODY_REACHED)
        and t.origin is not Origin.AUTOMATED
    )


def _is_follow_up(t: Touchpoint, now: datetime) -> bool:
    return t.kind is Kind.EMAIL and t.direction == "out" and t.origin is not Origin.AUTOMATED and t.at <= now


def with_follow_up(touchpoints: tuple[Touchpoint, ...], now: datetime) -> tuple[Touchpoint, Touchpoint] | None:
    """Return the newest call or meeting that was followed by a human message of ours, and that message."""
    ended = [t for t in touchpoints if _was_held(t, now) and now - (t.ends_at or t.at) <= FOLLOW_UP_WITHIN]
    for held in sorted(ended, key=lambda t: t.at, reverse=True):
        after = next((t for t in touchpoints if _is_follow_up(t, now) and t.at > held.at), None)
        if after is not None:
            same = [t for t in ended if t.meeting and t.meeting == held.meeting]
            return next((t for t in same if t.kind is Kind.CALL), held), after
    return None
