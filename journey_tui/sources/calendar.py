"""Read iCalendar files: one record an occurrence, with who was invited, what they answered, and what became of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Final

from journey_tui.domain.model import Kind, Origin, Party, Segment, Source
from journey_tui.sources.calendar_lines import MOST_COMPONENTS, Block, Property, blocks, find_all
from journey_tui.sources.calendar_series import Meeting, Unusable, apart, instant, occurrences, read_meeting
from journey_tui.sources.calendar_text import description, place
from journey_tui.sources.calendar_zones import Zones, zone_name
from journey_tui.sources.decoding import read_at_most
from journey_tui.sources.records import Parsed, Skipped, TouchpointRecord
from journey_tui.text import clean, one_line

LARGEST: Final = 32 * 1024 * 1024
"""Bytes of one calendar file."""
MOST_OCCURRENCES: Final = 50_000
"""Records of one file: ten busy calendars over three years."""
_MOST_NOTES: Final = 100
_MOST_PEOPLE: Final = 500
_AGAIN: Final = "Export the calendar again, or correct the entry in the calendar and export it."
_ANSWERS: Final = {
    "ACCEPTED": "accepted",
    "DECLINED": "declined",
    "TENTATIVE": "tentative",
    "DELEGATED": "delegated",
    "NEEDS-ACTION": "needs_action",
}
_ADDRESS: Final = re.compile(r"[^\s@<>\"'(),:;\\]{1,128}@[^\s@<>\"'(),:;\\]{1,255}")
_MACHINE: Final = re.compile(
    r"(?:(?:no|do)[-_.]?(?:not[-_.]?)?reply|donotreply|notifications?|mailer-daemon|calendar-(?:notification|server)|calendar|robot|bounces?|unknownorganizer)"
    r"(?:[+._-][^@]*)?@.*",
)  # fmt: skip
_REPLY_TIME: Final = re.compile(r"X-[A-Z-]*(?:DTSTAMP|REPLY-?TIME|RESPONSE-?TIME|RESPONDED)")


def parse_calendar(path: Path, name: str, *, until: datetime) -> Iterator[Parsed]:
    """Yield a record for every meeting and answer in the file; series run up to `until` (UTC), half a year after now."""
    try:
        data = read_at_most(path, LARGEST)
    except OSError as error:
        yield Skipped(
            name, "", f"the file cannot be read: {error.strerror}", "Make it readable for your user, then import it again."
        )
        return
    if data is None:
        yield Skipped(
            name, "", f"the file is larger than {LARGEST >> 20} MB", "Export a shorter span of time, or one calendar a file."
        )
        return
    found = blocks(data)
    if not found and b"VCALENDAR" not in data[:4096].upper():
        yield Skipped(name, "", "there is no calendar in it", "Export the calendar as iCalendar (.ics).")
        return
    if len(found) >= MOST_COMPONENTS:
        yield Skipped(name, "", f"more than {MOST_COMPONENTS} entries: the rest is left out", "Export a shorter span of time.")
    yield from _few_notes(_Reader(name, until).read(found), name)


def _few_notes(parsed: Iterator[Parsed], name: str) -> Iterator[Parsed]:
    """Pass all records on, and the first notes: what is left out of a file of rubbish is one sum at the end."""
    notes = 0
    for item in parsed:
        notes += isinstance(item, Skipped)
        if not isinstance(item, Skipped) or notes <= _MOST_NOTES:
            yield item
    if notes > _MOST_NOTES:
        yield Skipped(name, "", f"{notes - _MOST_NOTES} further entries that cannot be read", _AGAIN)


class _Reader:
    """What reading one file needs to keep: its zones, and the meetings by UID."""

    def __init__(self, name: str, until: datetime) -> None:
        self._name, self._until = name, until
        self._zones: dict[int, Zones] = {}
        self._meetings: dict[str, list[Meeting]] = {}
        self._room = MOST_OCCURRENCES
        self._bases: dict[int, TouchpointRecord] = {}

    def read(self, found: list[Block]) -> Iterator[Parsed]:
        """Yield all records: answers as they come, then the meetings of each UID."""
        for block in found:
            if block.name == "VEVENT":
                yield from self._event(block)
        for meetings in self._meetings.values():
            yield from self._series(meetings)

    def _skip(self, block: Block, reason: str) -> Skipped:
        return Skipped(self._name, f"component {block.number}", reason, _AGAIN)

    def _event(self, block: Block) -> Iterator[Parsed]:
        key = id(block.calendar)
        if key not in self._zones:
            self._zones[key] = Zones(block.calendar)
        if not block.complete:
            yield self._skip(block, "the entry is cut off; what there is of it is kept")
        try:
            meeting = read_meeting(block, self._zones[key])
        except (Unusable, ValueError, OverflowError) as error:
            yield self._skip(block, one_line(str(error), limit=200))
            return
        method = block.calendar.first("METHOD").upper()
        if method in ("REPLY", "COUNTER"):
            yield from _response(meeting, self._name)
        elif method not in ("REFRESH", "DECLINECOUNTER") and not _private(meeting):
            self._meetings.setdefault(meeting.uid, []).append(meeting)

    def _series(self, meetings: list[Meeting]) -> Iterator[Parsed]:
        block = meetings[0].block
        try:
            found, note = occurrences(meetings, self._until)
        # The rule and the expansion are a library's over hostile text: whatever it says costs this series alone.
        except Exception as error:
            found = apart(meetings)
            note = f"its repetition cannot be followed ({type(error).__name__}): what is listed one by one is kept"
        if note:
            yield self._skip(block, note)
        if len(found) > self._room:
            yield self._skip(block, f"the file makes more than {MOST_OCCURRENCES} meetings: the rest of this series is left out")
        for meeting in found[: self._room]:
            self._room -= 1
            yield from self._record(meeting)

    def _record(self, meeting: Meeting) -> Iterator[Parsed]:
        """Yield the record; what all occurrences of a component share is read once."""
        try:
            key = id(meeting.block)
            if key not in self._bases:
                self._bases[key] = _touchpoint(meeting, self._name)
            yield _occurrence(meeting, self._bases[key])
        except (ValueError, OverflowError) as error:
            yield self._skip(meeting.block, one_line(str(error), limit=200))


def _private(meeting: Meeting) -> bool:
    """Return whether it is marked private and nobody of another domain is invited: then it is nobody's business."""
    if meeting.text("CLASS").strip().upper() not in ("PRIVATE", "CONFIDENTIAL"):
        return False
    organizer = meeting.first("ORGANIZER")
    people = [p for p in find_all(meeting.properties, "ATTENDEE") if not _is_room(p)]
    domains = {_address(p).rpartition("@")[2] for p in ([organizer] if organizer else []) + people} - {""}
    return len(domains) < 2


def _occurrence(meeting: Meeting, base: TouchpointRecord) -> TouchpointRecord:
    """Return the component's record with the times and ids of one occurrence."""
    return replace(
        base,
        id=f"{base.id}#{meeting.occurrence}" if meeting.occurrence else base.id,
        at=instant(meeting.start),
        ends_at=instant(meeting.end),
        zone=_zone(meeting),
        source=replace(base.source, locator=meeting.occurrence) if meeting.occurrence else base.source,
        status="cancelled" if meeting.cancelled else base.status,
        sequence=meeting.sequence,
    )


def _touchpoint(meeting: Meeting, name: str) -> TouchpointRecord:
    parties = _parties(meeting)
    text, segments = _words(meeting, parties)
    origin, rule = _origin(parties)
    status = meeting.text("STATUS").strip().upper()
    subject = one_line(meeting.text("SUMMARY"), limit=500)
    return TouchpointRecord(
        id=f"calendar:-:{meeting.uid}",
        kind=Kind.MEETING,
        at=instant(meeting.start),
        source=_source(meeting, name),
        subject=subject,
        title=subject,
        text=text,
        segments=segments,
        parties=parties,
        origin=origin,
        origin_rule=rule,
        all_day=not isinstance(meeting.start, datetime),
        status="tentative" if status == "TENTATIVE" else "",
        uid=meeting.uid,
        created_at=_when(meeting, "CREATED") or _when(meeting, "DTSTAMP"),
    )


def _source(meeting: Meeting, name: str) -> Source:
    return Source("calendar", name, meeting.uid, f"component {meeting.block.number}", meeting.block.hash)


def _zone(meeting: Meeting) -> str:
    start, default = meeting.start, meeting.zones.default
    if not isinstance(start, datetime):
        return zone_name(default, datetime(start.year, start.month, start.day))  # noqa: DTZ001
    named = zone_name(start.tzinfo, start) if start.tzinfo else "UTC"
    # Exports that write instants in UTC still say where the calendar is.
    return zone_name(default, start.replace(tzinfo=None)) if named == "UTC" else named


def _when(meeting: Meeting, name: str) -> datetime | None:
    found = meeting.first(name)
    value = meeting.zones.moment(found) if found else None
    return instant(value) if isinstance(value, date) else None


def _is_room(prop: Property) -> bool:
    kind = prop.params.get("CUTYPE", "").upper()
    return kind in ("ROOM", "RESOURCE") or "@resource.calendar.google.com" in prop.value.lower()


def _address(prop: Property) -> str:
    """Return the lower-case address, from the value or from the EMAIL parameter (RFC 7986), or an empty string."""
    for text in (prop.value, prop.params.get("EMAIL", ""), prop.params.get("X-EMAIL", "")):
        found = _ADDRESS.search(clean(text[-400:]))
        if found:
            return found.group().lower()
    return ""


def _party(prop: Property, role: str, meeting: Meeting) -> Party:
    address = _address(prop)
    name = one_line(prop.params.get("CN", ""), limit=200).strip("'\" ")
    answer = _ANSWERS.get(prop.params.get("PARTSTAT", "NEEDS-ACTION").upper(), "needs_action") if role != "organizer" else ""
    stamp = next((value for key, value in prop.params.items() if _REPLY_TIME.fullmatch(key)), "")
    at = meeting.zones.value(stamp) if stamp else None
    return Party(
        "" if name.lower() == address else name, address, role, answer, instant(at) if isinstance(at, datetime) else None
    )


def _parties(meeting: Meeting) -> tuple[Party, ...]:
    """Return organizer and attendees, each person once; an organizer who is also invited keeps that answer."""
    found: dict[str, Party] = {}
    organizer = meeting.first("ORGANIZER")
    if organizer is not None and not _is_room(organizer):
        party = _party(organizer, "organizer", meeting)
        if party.address or party.name:
            found[party.address or party.name.casefold()] = party
    for prop in find_all(meeting.properties, "ATTENDEE"):
        party = _party(prop, "attendee", meeting)
        key = party.address or party.name.casefold()
        if not key or _is_room(prop) or len(found) >= _MOST_PEOPLE:
            continue
        known = found.get(key)
        if known is None:
            found[key] = party
        elif known.role == "organizer":
            found[key] = Party(known.name or party.name, known.address, "organizer", party.answer, party.answered_at)
    return _with_reply_time(tuple(found.values()), meeting)


def _with_reply_time(parties: tuple[Party, ...], meeting: Meeting) -> tuple[Party, ...]:
    """Return the parties; Outlook's reply time is the owner's, so it tells something only where one person answered."""
    at = _when(meeting, "X-MICROSOFT-CDO-REPLYTIME")
    answered = [p for p in parties if p.role == "attendee" and p.answer in ("accepted", "declined", "tentative")]
    if at is None or at.year < 1970 or len(answered) != 1 or answered[0].answered_at:
        return parties
    one = answered[0]
    return tuple(Party(p.name, p.address, p.role, p.answer, at) if p is one else p for p in parties)


def _words(meeting: Meeting, parties: tuple[Party, ...]) -> tuple[str, tuple[Segment, ...]]:
    """Return the description, what people wrote with their answers, and the place as the last line, with whose words they are."""
    text = description(meeting.text("DESCRIPTION"))
    organizer = next((p for p in parties if p.role == "organizer"), Party())
    segments = [Segment(0, len(text), organizer.name, organizer.address)] if text else []
    for prop in find_all(meeting.properties, "ATTENDEE"):
        comment = clean(prop.params.get("X-RESPONSE-COMMENT", ""), limit=2000).strip()
        person = next((p for p in parties if p.address and p.address == _address(prop)), None)
        if comment and person is not None:
            label = f"{person.name or person.address}: "
            start = len(text) + len(label) + (1 if text else 0)
            text = f"{text}\n{label}{comment}" if text else label + comment
            segments.append(Segment(start, len(text), person.name, person.address))
    where = place(meeting.text("LOCATION"))
    if where:
        text = f"{text}\nLocation: {where}" if text else f"Location: {where}"
    return text, tuple(segments)


def _origin(parties: tuple[Party, ...]) -> tuple[Origin, str]:
    organizer = next((p for p in parties if p.role == "organizer"), None)
    if organizer is None:
        return Origin.HUMAN, "entered in a calendar"
    if _MACHINE.fullmatch(organizer.address):
        return Origin.AUTOMATED, "calendar system notification"
    return Origin.HUMAN, "invited by a person"


def _response(meeting: Meeting, name: str) -> Iterator[Parsed]:
    """Yield the answer that a METHOD:REPLY component is, from whoever answered."""
    prop = next((p for p in find_all(meeting.properties, "ATTENDEE") if not _is_room(p)), None)
    at = _when(meeting, "DTSTAMP")
    if prop is None or at is None:
        reason = "an answer without its sender" if prop is None else "an answer without its time"
        yield Skipped(name, f"component {meeting.block.number}", reason, _AGAIN)
        return
    who = _party(prop, "from", meeting)
    comment = clean(meeting.text("COMMENT") or prop.params.get("X-RESPONSE-COMMENT", ""), limit=10_000).strip()
    organizer = meeting.first("ORGANIZER")
    to = (_party(organizer, "organizer", meeting),) if organizer else ()
    subject = one_line(meeting.text("SUMMARY"), limit=500)
    yield TouchpointRecord(
        id=f"calendar:-:{meeting.uid}#answer-{who.address or who.name}-{at:%Y%m%dT%H%M%SZ}",
        kind=Kind.EMAIL,
        at=at,
        source=_source(meeting, name),
        zone=_zone(meeting),
        subject=f"{who.answer.replace('_', ' ').capitalize()}: {subject}",
        title=subject,
        text=comment,
        segments=(Segment(0, len(comment), who.name, who.address),) if comment else (),
        parties=(
            Party(who.name, who.address, "from", who.answer, at),
            *(Party(p.name, p.address, "to") for p in to if p.address or p.name),
        ),
        origin=Origin.AUTOMATED,
        origin_rule="calendar system notification",
        auto="calendar_response",
        uid=meeting.uid,
        sequence=meeting.sequence,
        created_at=at,
    )
