"""What people saw, did and answered in Journey, as the measures count it (product.md §8); pure, time and zone are given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Final

from journey_tui.lean import dataclass

SPANS: Final = ("week", "month")
SHOWN: Final = 12
"""Weeks or months that a trend shows."""
LEAST: Final = 5
"""Cases below which a figure says "too few" (setting `measures.least`)."""
LEAST_PEOPLE: Final = 3
"""People below whom figures of a team are not shown: they would be somebody's own."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that somebody saw, opened or answered."""

    at: datetime
    who: int
    """The operating system's user."""
    kind: str
    """`opened`, `engaged`, `shown`, `evidence`, `review_shown`, `reviewed`, `check`, `rating` or `asked`."""
    deal_id: str = ""
    subject: str = ""
    """What it was about: the visit, the tab, the claim, the update, the requirement."""
    value: str = ""
    items: tuple[tuple[str, str, str], ...] = ()
    """(kind, id, band or state) of what was on the screen."""
    made_up: bool = False
    """Whether it belongs to the demo."""


@dataclass(frozen=True, slots=True)
class Said:
    """A decision as far as the measures need it; only those that were not taken back."""

    at: datetime
    who: int
    kind: str
    target: str
    deal_id: str = ""
    value: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A call or meeting with the customer that took place, and the first message of ours after it."""

    id: str
    deal_id: str
    ended: datetime
    what: str = ""
    answered: datetime | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a signal that somebody saw."""

    id: str
    kind: str
    deal_id: str
    seen: datetime
    resolved: bool = True
    """It does not stand any more, or a person judged it."""
    cleared: str = ""
    """What had cleared it already when it was first seen, in words; empty where nothing had."""
    fact: str = ""


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """All that the measures are computed from."""

    now: datetime
    zone: tzinfo | None = UTC
    """None is the zone of the machine."""
    span: str = "week"
    events: tuple[Event, ...] = ()
    said: tuple[Said, ...] = ()
    done: Mapping[str, datetime] = field(default_factory=dict)
    """Step → when the store shows it done, where nobody said so."""
    held: tuple[Held, ...] = ()
    began: datetime | None = None
    """When Journey was first used here: what lies before is the baseline."""
    verdicts: tuple[Verdict, ...] = ()
    heard: Mapping[tuple[str, str], tuple[tuple[datetime, bool], ...]] = field(default_factory=dict)
    """(deal, requirement) → when the customer said something on it, and whether it supported it."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Deal → its name for people."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """Step, sentence, signal or update → its words, where they are known."""
    team: bool = False
    """Whether these are everybody's together."""
    least: int = LEAST

    @property
    def least_point(self) -> int:
        """Return how many cases a week or month of a trend needs: fewer than the figure, since its neighbours stand beside it."""
        return max(2, (self.least + 1) // 2)

    @property
    def buckets(self) -> tuple[date, ...]:
        """Return the first days of the weeks or months shown, oldest first."""
        return buckets(self.now, self.zone, self.span)

    @property
    def since(self) -> datetime:
        """Return when the first of them begins."""
        return starts_at(self.buckets[0], self.zone)


@dataclass(frozen=True, slots=True)
class Case:
    """One thing that a measure counts."""

    at: datetime
    id: str
    value: float
    """Of a share 0 or 1; else hours, seconds, stages or an answer."""
    deal_id: str = ""
    what: str = ""
    part: str = ""
    """Which part of the measure it falls into: a band, a reason, a kind."""
    note: str = ""
    """Why it counts as it does."""


@dataclass(frozen=True, slots=True)
class Point:
    """A week or month of a trend."""

    start: date
    value: float | None
    """None with too few cases, or none."""
    count: int
    hits: int


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a measure: its cases alone."""

    name: str
    value: float | None
    count: int
    hits: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure, ready to be shown."""

    key: str
    name: str
    unit: str
    """`share`, `hours`, `seconds`, `answer`, `kappa`, `stages` or `points`."""
    value: float | None
    """None where there are too few cases."""
    count: int
    hits: int
    """Of a share how many of `count`; else 0."""
    least: int
    goal: float | None
    goal_words: str
    met: bool | None
    """Whether the goal is met; None without a goal or with too few cases."""
    words: str
    """The value as people read it, or `too few to say`."""
    counts: str
    """The counts in a sentence."""
    says: str
    """What it means, for the person whose figures they are."""
    definition: str
    trend: tuple[Point, ...] = ()
    parts: tuple[Part, ...] = ()
    cases: tuple[Case, ...] = ()
    """What is counted, newest first."""
    before: Part | None = None
    """The same before Journey, from imported history."""


def local_day(at: datetime, zone: tzinfo | None) -> date:
    """Return the day of an instant in the zone; at the ends of the calendar the day in UTC."""
    try:
        return at.astimezone(zone).date()
    except OverflowError:
        return at.date()


def starts_at(day: date, zone: tzinfo | None) -> datetime:
    """Return the first instant of a day in the zone, UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)


def bucket_of(day: date, span: str) -> date:
    """Return the first day of the week (Monday) or month that a day is in."""
    if span == "month":
        return day.replace(day=1)
    return date.fromordinal(max(1, day.toordinal() - day.weekday()))


def buckets(now: datetime, zone: tzinfo | None, span: str) -> tuple[date, ...]:
    """Return the first days of the last weeks or months up to now, oldest first."""
    last = bucket_of(local_day(now, zone), span)
    found = [last]
    while len(found) < SHOWN:
        found.append(bucket_of(found[-1] - timedelta(days=1), span))
    return tuple(reversed(found))


def median(values: Iterable[float]) -> float | None:
    """Return the middle value, of an even number the mean of the two middle ones; None of nothing."""
    ordered = sorted(values)
    if not ordered:
        return None
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def mean(values: Iterable[float]) -> float | None:
    """Return the mean, None of nothing."""
    found = list(values)
    return sum(found) / len(found) if found else None
