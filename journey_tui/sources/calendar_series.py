"""Read one VEVENT, choose among its versions, and expand a series into occurrences (RFC 5545 §3.8.4.4, §3.8.5)."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from dateutil.rrule import rrulestr  # type: ignore[import-untyped]  # comes with icalendar, ships no types
from icalendar import Calendar, Event, vDDDLists, vDDDTypes, vRecur
from recurring_ical_events import of
from recurring_ical_events.adapters.event import EventAdapter
from recurring_ical_events.occurrence import Occurrence
from recurring_ical_events.selection.name import ComponentsWithName

from journey_tui.lean import dataclass
from journey_tui.sources.calendar_lines import Block, Property, find_all
from journey_tui.sources.calendar_zones import Zones
from journey_tui.text import one_line

LONGEST_SERIES: Final = 1000
"""Occurrences kept of one series, the latest ones."""
BACK: Final = timedelta(days=3 * 366)
AHEAD: Final = timedelta(days=180)
"""How far ahead of now callers let a series run: `until` less this is now, and `BACK` before that is where series begin."""
_MOST_STEPS: Final = 60_000
"""Candidates that one rule may make before `until`: 150 years of days."""
_MOST_DATES: Final = 2000
_STEP: Final = {
    "SECONDLY": 1,
    "MINUTELY": 60,
    "HOURLY": 3600,
    "DAILY": 86_400,
    "WEEKLY": 604_800,
    "MONTHLY": 2_629_746,
    "YEARLY": 31_556_952,
}
_DURATION: Final = re.compile(
    r"([+-]?)P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,8})S)?)?", re.IGNORECASE
)

Moment = date | datetime


class Unusable(Exception):
    """A component that cannot become a meeting; the message says why in plain words."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """One VEVENT, its times understood."""

    block: Block
    properties: list[Property]
    zones: Zones
    uid: str
    start: Moment
    end: Moment
    sequence: int
    stamp: str
    cancelled: bool
    recurrence: Moment | None = None
    and_future: bool = False
    occurrence: str = ""
    """Recurrence id as the record's id has it: `20261127T140000Z`, or empty outside a series."""

    def first(self, name: str) -> Property | None:
        """Return the first property of that name."""
        return next(find_all(self.properties, name), None)

    def text(self, name: str) -> str:
        """Return the first property's text, or an empty string."""
        found = self.first(name)
        return found.text if found else ""

    @property
    def repeats(self) -> bool:
        """Return whether it has rules or dates of its own for further occurrences."""
        return self.first("RRULE") is not None or self.first("RDATE") is not None


def read_meeting(block: Block, zones: Zones) -> Meeting:
    """Return the meeting that a VEVENT describes; raises `Unusable`."""
    properties = block.properties()
    found = {p.name: p for p in reversed(properties)}
    recurrence = zones.moment(found["RECURRENCE-ID"]) if "RECURRENCE-ID" in found else None
    start = zones.moment(found["DTSTART"]) if "DTSTART" in found else recurrence
    if start is None:
        raise Unusable("it has no start" if "DTSTART" not in found else "its start is no date that exists")
    status = found["STATUS"].text.strip().upper() if "STATUS" in found else ""
    uid = one_line(found["UID"].text)[:500] if "UID" in found else ""
    sequence = found["SEQUENCE"].value.strip() if "SEQUENCE" in found else ""
    return Meeting(
        block=block,
        properties=properties,
        zones=zones,
        uid=uid or f"hash-{block.hash[:24]}",
        start=start,
        end=_end(found, start, zones),
        sequence=int(sequence) if re.fullmatch(r"[0-9]{1,6}", sequence) else 0,
        stamp=max((found[n].value.strip()[:20] for n in ("DTSTAMP", "LAST-MODIFIED") if n in found), default=""),
        cancelled=status in ("CANCELLED", "CANCELED") or block.calendar.first("METHOD").upper() == "CANCEL",
        recurrence=_alike(recurrence, start),
        and_future="RECURRENCE-ID" in found and found["RECURRENCE-ID"].params.get("RANGE", "").upper() == "THISANDFUTURE",
    )


def _end(found: dict[str, Property], start: Moment, zones: Zones) -> Moment:
    """Return the end by DTEND, else by DURATION, else a day for a date and nothing for an instant; never before the start."""
    end = zones.moment(found["DTEND"]) if "DTEND" in found else None
    if end is None and "DURATION" in found:
        length = duration(found["DURATION"].value)
        end = None if length is None else start + length
    end = _alike(end, start)
    if end is None or _order(end) < _order(start):
        return start if isinstance(start, datetime) else start + timedelta(days=1)
    return end


def duration(text: str) -> timedelta | None:
    """Return an RFC 5545 duration, at most a year, or None when it is none."""
    found = _DURATION.fullmatch(text.strip())
    if not found or not any(found.groups()[1:]):
        return None
    weeks, days, hours, minutes, seconds = (int(n or 0) for n in found.groups()[1:])
    length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return None if found[1] == "-" else min(length, timedelta(days=366))


def _alike(value: Moment | None, like: Moment) -> Moment | None:
    """Return the value as a date or as an instant, whichever `like` is: programs mix them in one component."""
    if value is None or isinstance(value, datetime) == isinstance(like, datetime):
        return value
    if isinstance(like, datetime):
        return datetime.combine(value, like.timetz())
    return value.date() if isinstance(value, datetime) else value


def _order(value: Moment) -> datetime:
    return instant(value)


def instant(value: Moment) -> datetime:
    """Return the instant in UTC; a date is its midnight in UTC."""
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    return datetime.combine(value, time(), UTC)


def recurrence_id(value: Moment) -> str:
    """Return a recurrence id as ids carry it: `20261127T140000Z`, or `20261127` for a whole day."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    return value.strftime("%Y%m%d")


def latest(meetings: list[Meeting]) -> Meeting:
    """Return the version that counts; a later cancellation keeps what the invitation said and marks it cancelled."""
    ordered = sorted(meetings, key=lambda m: (m.sequence, m.stamp, m.block.number))
    last = ordered[-1]
    invitations = [m for m in ordered if not m.cancelled]
    if last.cancelled and invitations and len(last.properties) < len(invitations[-1].properties):
        return replace(invitations[-1], cancelled=True, sequence=last.sequence, stamp=last.stamp)
    return last


def versions(meetings: list[Meeting]) -> tuple[Meeting | None, list[Meeting]]:
    """Return, of all components with one UID, the master and the changed occurrences, each in its latest version."""
    groups: dict[str, list[Meeting]] = {}
    for meeting in meetings:
        groups.setdefault("" if meeting.recurrence is None else recurrence_id(meeting.recurrence), []).append(meeting)
    master = latest(groups.pop("")) if "" in groups else None
    return master, [latest(group) for group in groups.values()]


def occurrences(meetings: list[Meeting], until: datetime) -> tuple[list[Meeting], str]:
    """Return every occurrence of one UID's components in order of time, and a note where some are left out."""
    master, changed = versions(meetings)
    if master is None:
        return [_single(m) for m in changed], ""
    if not master.repeats and not changed:
        return [master], ""
    trouble = _too_much(master, until)
    if trouble:
        return apart(meetings), trouble
    start = until - AHEAD - BACK
    found = sorted(_once(_expand(master, changed, start, until)), key=lambda m: _order(m.start))
    if len(found) > LONGEST_SERIES:
        return found[-LONGEST_SERIES:], f"a series of {len(found)} meetings: the first {len(found) - LONGEST_SERIES} are left out"
    return found, ""


def apart(meetings: list[Meeting]) -> list[Meeting]:
    """Return the components of one UID as single meetings, where no series can be made of them."""
    master, changed = versions(meetings)
    return _once([*([_single(master)] if master else []), *(_single(m) for m in changed)])


def _once(found: Iterable[Meeting]) -> list[Meeting]:
    """Return each occurrence once; of two with one id the changed one, which stands later."""
    return list({m.occurrence: m for m in found}.values())


def _single(meeting: Meeting) -> Meeting:
    return replace(meeting, occurrence=recurrence_id(meeting.recurrence or meeting.start))


def _too_much(master: Meeting, until: datetime) -> str:
    """Return why a series cannot be expanded within bounds, or an empty string."""
    rules = list(find_all(master.properties, "RRULE"))
    if len(rules) > 20:
        return f"{len(rules)} rules for one series: only its first meeting is kept"
    for rule in rules:
        parts = _parts(rule.value)
        step = _STEP.get(parts.get("FREQ", ""))
        if step is None or len(rule.value) > 2000 or not re.fullmatch("[1-9][0-9]{0,4}", parts.get("INTERVAL", "1")):
            return "a rule of repetition that is none: only its first meeting is kept"
        every = int(parts.get("INTERVAL", "1"))
        span = max(0.0, (until - instant(master.start)).total_seconds())
        a_day = 1
        for name in ("BYHOUR", "BYMINUTE", "BYSECOND"):
            a_day *= len(parts.get(name, "0").split(","))
        if step < 3600 or a_day > 24 or span / (step * every) * a_day > _MOST_STEPS:
            return "a series that repeats too often to be meetings: only its first one is kept"
        if step <= _STEP["WEEKLY"] and not _fulfilled(parts):
            return "a rule of repetition that no day fulfils: only its first meeting is kept"
    return ""


def _parts(rule: str) -> dict[str, str]:
    """Return the parts of a rule by name; what was checked in them is what is followed."""
    return dict(p.split("=", 1) for p in "".join(rule.upper().split()).split(";") if "=" in p)


def _fulfilled(parts: dict[str, str]) -> bool:
    """Return whether some day fulfils a daily or weekly rule's conditions; one that none does is followed to the year 9999."""
    days = {name: parts[name] for name in ("BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYDAY") if name in parts}
    if "BYEASTER" in parts or (
        "BYSETPOS" in parts and (parts["FREQ"] != "WEEKLY" or not re.fullmatch("-?[1-7]", parts["BYSETPOS"]))
    ):
        return False
    rule = ";".join(["FREQ=YEARLY", "COUNT=1", *(f"{name}={value}" for name, value in days.items())])
    return not days or next(iter(rrulestr(rule, dtstart=datetime(2000, 1, 1))), None) is not None  # noqa: DTZ001


class _Adapter(EventAdapter):  # type: ignore[misc]  # the library ships no types
    """A VEVENT that carries the number of the meeting it was made from."""

    @property
    def index(self) -> int:
        return int(self._component["X-INDEX"])


class _Occurrence(Occurrence):  # type: ignore[misc]  # the library ships no types
    """An occurrence that is handed on as (index, start, end): copying the component is all the cost there is."""

    def as_component(self, keep_recurrence_attributes: bool) -> Any:
        return self._adapter.index, self.start, self.end


def _expand(master: Meeting, changed: list[Meeting], start: datetime, until: datetime) -> Iterator[Meeting]:
    sources = [master, *changed]
    calendar = Calendar()
    for index, meeting in enumerate(sources):
        calendar.add_component(_component(meeting, index, until))
    with warnings.catch_warnings():
        # COUNT beside our UNTIL is meant: both bounds hold.
        warnings.simplefilter("ignore", DeprecationWarning)
        query = of(calendar, components=[ComponentsWithName("VEVENT", _Adapter, occurrence=_Occurrence)])
    for index, begins, ends in query.between(start, until):
        source: Meeting = sources[index]
        yield replace(source, start=begins, end=ends, occurrence=recurrence_id(_original(source, begins)))


def _original(source: Meeting, begins: Moment) -> Moment:
    """Return when the occurrence was planned by the rule: ids hang on that, not on where it was moved."""
    if source.recurrence is None:
        return begins
    if source.and_future and isinstance(begins, datetime) and isinstance(source.start, datetime):
        moved = source.start.replace(tzinfo=None) - instant(source.recurrence).astimezone(source.start.tzinfo).replace(
            tzinfo=None
        )
        return begins - moved
    if source.and_future and not isinstance(begins, datetime):
        return begins - (instant(source.start) - instant(source.recurrence))
    return source.recurrence


def _component(meeting: Meeting, index: int, until: datetime) -> Event:
    """Return a bare VEVENT with times alone, which the library expands."""
    event = Event()
    event["UID"], event["X-INDEX"], event["SEQUENCE"] = "series", index, meeting.sequence
    event["DTSTART"], event["DTEND"] = vDDDTypes(meeting.start), vDDDTypes(meeting.end)
    if meeting.recurrence is not None:
        event["RECURRENCE-ID"] = vDDDTypes(meeting.recurrence)
        if meeting.and_future:
            event["RECURRENCE-ID"].params["RANGE"] = "THISANDFUTURE"
        return event
    rules = [vRecur.from_ical(_rule(p.value, meeting, until)) for p in find_all(meeting.properties, "RRULE")]
    if rules:
        event["RRULE"] = rules
    for name in ("EXDATE", "RDATE"):
        dates = _dates(meeting, name)
        if dates:
            event[name] = vDDDLists(dates)
    return event


def _rule(value: str, meeting: Meeting, until: datetime) -> str:
    """Return the rule with an UNTIL in UTC, never later than `until`: a rule that no day fulfils would run to the year 9999.

    An UNTIL that is a date holds to the end of that day (RFC 5545 §3.3.10).
    """
    parts = _parts(value)
    stated = parts.pop("UNTIL", "")
    value = ";".join(f"{name}={text}" for name, text in parts.items())
    last = meeting.zones.value(stated) if stated else None
    if stated and last is None:
        raise Unusable("its rule of repetition ends on a date that does not exist")
    if not isinstance(meeting.start, datetime):
        day = min((last.date() if isinstance(last, datetime) else last) or until.date(), until.date())
        return f"{value};UNTIL={day:%Y%m%d}"
    if last is not None and not isinstance(last, datetime):
        last = datetime.combine(last, time(23, 59, 59), meeting.start.tzinfo)
    elif last is not None and not stated.endswith("Z"):
        last = last.replace(tzinfo=meeting.start.tzinfo)
    return f"{value};UNTIL={recurrence_id(min(instant(last or until), until))}"


def _dates(meeting: Meeting, name: str) -> list[Moment]:
    """Return the dates of EXDATE or RDATE; of a period its start."""
    found: list[Moment] = []
    for prop in find_all(meeting.properties, name):
        for text in prop.value.split(",")[: _MOST_DATES - len(found)]:
            value = meeting.zones.value(text.split("/")[0], prop.params.get("TZID", ""))
            alike = _alike(value, meeting.start) if value is not None else None
            if alike is not None:
                found.append(alike)
    return found
