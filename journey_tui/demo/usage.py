"""Some weeks of use for the demo's measures: made up, but of what the deals read as on those days; marked as made up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final, Protocol

from journey_tui.demo.days import Days
from journey_tui.demo.story import digest
from journey_tui.domain.agreement import LEVELS
from journey_tui.domain.lines import NOT_MAPPED
from journey_tui.domain.measures import Event
from journey_tui.domain.reading import Band, DealReading, Status
from journey_tui.domain.views import DealView, TriagePage

DAYS: Final = 39
"""Working days before today on which the demo was used: eight weeks."""
_BANDS: Final = (Band.NONE, Band.LOW, Band.MEDIUM, Band.HIGH)
_HOW: Final = ("read", "evidence", "act", "tab", "read", "", "evidence", "")


class Reader(Protocol):
    """What the deals are read with."""

    def triage(self, *, mine: bool = True, limit: int = 200) -> TriagePage:
        """Return the list of deals."""

    def deal(self, deal_id: str, *, as_of: datetime | None = None) -> DealView:
        """Return a deal as of a moment."""


def weeks_of_use(reader: Reader, today: date) -> list[Event]:
    """Return the events of eight weeks before today; the same day gives the same events."""
    days, deals = Days(today), [row.deal_id for row in reader.triage(mine=True, limit=100).rows]
    events: list[Event] = []
    if not deals:
        return events
    stood: dict[str, dict[str, str]] = {}
    for number in range(DAYS, 0, -1):
        day = days.on(-number)
        for turn in range(1 + number % 2):
            deal_id = deals[(number * 3 // 2 + turn) % len(deals)]
            at = datetime(day.year, day.month, day.day, 7 + turn, _pick(f"{number} {turn}", 50), tzinfo=UTC)
            view = reader.deal(deal_id, as_of=at)
            if view.reading.requirements and not view.deal.closed and (view.deal.created_at or at) <= at:
                events += _visit(view, at, f"demo-{number}-{turn}", stood.setdefault(deal_id, {}))
        events += _answers(events, number, datetime(day.year, day.month, day.day, 16, 10, tzinfo=UTC))
    return events


def _pick(key: str, below: int) -> int:
    """Return a number that looks like chance and is always the same."""
    return int(digest(f"use {key}")[:6], 16) % below


def _visit(view: DealView, at: datetime, visit: str, stood: dict[str, str]) -> Iterator[Event]:
    """Yield what is noted when somebody opens a deal, looks at its snapshot and its health, and perhaps behind a sentence."""
    reading, deal_id = view.reading, view.deal.id
    gap = "" if reading.lines.claim == NOT_MAPPED else str(reading.lines.gap)
    items = [
        *(("claim", claim.id, claim.band.value) for claim in reading.claims),
        *(("step", step.id, step.state) for step in reading.steps),
    ]
    if visit.endswith("-0"):
        yield from _check(reading, deal_id, at - timedelta(seconds=20))
    yield Event(at, 0, "opened", deal_id, visit, gap)
    yield Event(at, 0, "shown", deal_id, "1", "", tuple(items))
    how = _HOW[_pick(visit, len(_HOW))]
    if how:
        yield Event(at + timedelta(seconds=40), 0, "engaged", deal_id, visit, how)
    if how == "evidence":
        yield from _behind(reading, deal_id, at + timedelta(seconds=60))
    fired = {signal.id: signal.kind for signal in reading.signals if signal.fired}
    # Now and then the mailbox was late: what was over already came on the screen as if it stood.
    over = {key: kind for key, kind in stood.items() if key not in fired and _is_late(key)}
    seen = {key: kind for key, kind in fired.items() if not _is_late(key)} | over
    rows = [
        ("requirement", f"{deal_id}|requirement|{one.key}", one.band.value)
        for one in reading.requirements
        if one.status is not Status.BLANK
    ]
    yield Event(at + timedelta(seconds=90), 0, "shown", deal_id, "2", "", (*rows, *(("signal", *pair) for pair in seen.items())))
    stood.clear()
    stood.update(fired)


def _is_late(signal_id: str) -> bool:
    return _pick(f"late {signal_id}", 5) == 0


def _behind(reading: DealReading, deal_id: str, at: datetime) -> Iterator[Event]:
    """Yield a look behind the two weakest sentences that have a quote."""
    quoted = [claim for claim in reading.claims if claim.evidence]
    for claim in sorted(quoted, key=lambda one: _BANDS.index(one.band))[:2]:
        yield Event(at, 0, "evidence", deal_id, claim.id, claim.band.value, tuple(("quote", one, "") for one in claim.evidence))


def _check(reading: DealReading, deal_id: str, at: datetime) -> Iterator[Event]:
    """Yield the answer to the blind question: near what Journey made of it, a little surer."""
    on = [one for one in reading.requirements if one.gate and one.status is not Status.BLANK]
    if on and _pick(f"asked {at}", 5):
        one = on[_pick(f"about {at}", len(on))]
        off = (0, 0, 1, 0, -1, 1, 0, 0, 2)[_pick(f"sure {at}", 9)]
        level = min(3, max(0, _BANDS.index(one.band) + off))
        yield Event(at, 0, "check", deal_id, one.key, LEVELS[level], (("band", one.key, one.band.value),))


def _answers(before: list[Event], number: int, at: datetime) -> Iterator[Event]:
    """Yield what is answered and reviewed at the end of a day, surer and quicker as the weeks go by."""
    deal_id = before[-1].deal_id if before else ""
    if deal_id and _pick(f"rated {number}", 3):
        rating = min(5, max(1, 3 + (DAYS - number) // 18 + (-1, 0, 0, 1)[_pick(f"rating {number}", 4)]))
        yield Event(at, 0, "rating", deal_id, "", str(rating))
    for turn in range(_pick(f"reviews {number}", 4) if number % 3 == 0 else 0):
        subject = f"demo-update-{number}-{turn}"
        yield Event(at + timedelta(minutes=turn), 0, "review_shown", "", subject)
        yield Event(
            at + timedelta(minutes=turn, seconds=30), 0, "reviewed", "", subject, f"{9 + number / 4 + _pick(subject, 8):.1f}"
        )
