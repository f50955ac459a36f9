"""Find the time zone that an iCalendar file means: IANA, Windows and vendor names, offsets, or the file's own definition."""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from dateutil.rrule import rrulestr  # type: ignore[import-untyped]  # comes with icalendar, ships no types
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from journey_tui.sources.calendar_lines import Block, CalendarInfo, Property, parse_line

_OFFSET: Final = re.compile(r"(?:GMT|UTC|^|\()\s*([+-])\s?(\d{1,2})(?::?(\d{2}))?(?!\d)", re.IGNORECASE)
_UTC_OFFSET: Final = re.compile(r"([+-])(\d{2})(\d{2})(\d{2})?$")
_DATE: Final = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ](\d{2}):?(\d{2})(?::?(\d{2}))?(?:[.,]\d+)?(Z)?)?", re.IGNORECASE)
_US: Final = {
    "eastern": "America/New_York",
    "central": "America/Chicago",
    "mountain": "America/Denver",
    "pacific": "America/Los_Angeles",
}
_FIRST, _LAST = 1900, 2200
"""Years that a meeting can have; outside them it is a slip of some program."""
_KNOWN_FROM: Final = datetime(1970, 1, 1)  # noqa: DTZ001 - a wall time
_KNOWN_TO: Final = datetime(2045, 1, 1)  # noqa: DTZ001 - a wall time
_RULE: Final = re.compile(r"FREQ=YEARLY(?!.*BY(?:HOUR|MINUTE|SECOND))(?!.*INTERVAL=(?![1-9]))[A-Z0-9=;,+-]{0,200}", re.IGNORECASE)


class FileZone(tzinfo):
    """A zone as a VTIMEZONE of the file defines it."""

    def __init__(self, changes: list[tuple[datetime, timedelta, timedelta]]) -> None:
        self._changes = sorted(changes)
        self._walls = [wall for wall, _, _ in self._changes]
        self._instants = [wall - before for wall, before, _ in self._changes]

    def _after(self, index: int) -> timedelta:
        return self._changes[index - 1][2] if index else self._changes[0][1]

    def utcoffset(self, dt: datetime | None) -> timedelta:
        """Return the offset at a wall time."""
        if dt is None:
            return self._after(len(self._changes))
        return self._after(bisect_right(self._walls, dt.replace(tzinfo=None)))

    def fromutc(self, dt: datetime) -> datetime:
        """Return the wall time of an instant."""
        return dt + self._after(bisect_right(self._instants, dt.replace(tzinfo=None)))

    def dst(self, dt: datetime | None) -> timedelta:
        """Return zero: the file's offsets already hold daylight saving."""
        return timedelta(0)

    def tzname(self, dt: datetime | None) -> str:
        """Return the offset as `+02:00`."""
        return offset_name(self.utcoffset(dt))

    def __deepcopy__(self, memo: object) -> FileZone:
        return self


def offset_name(offset: timedelta) -> str:
    """Return an offset as `+02:00`."""
    minutes = int(offset.total_seconds() // 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def zone_name(zone: tzinfo, at: datetime) -> str:
    """Return the IANA name of a zone, else its offset at that moment as `+02:00`."""
    if isinstance(zone, ZoneInfo):
        return "UTC" if zone.key in ("UTC", "Etc/UTC", "Etc/GMT", "GMT", "Zulu") else zone.key
    if zone is UTC:
        return "UTC"
    return offset_name(zone.utcoffset(at.replace(tzinfo=zone)) or timedelta(0))


@cache
def _names() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones()}


@cache
def _cities() -> dict[str, str]:
    regions = ("Europe/", "America/", "Asia/", "Africa/", "Australia/", "Pacific/", "Atlantic/", "Indian/")
    return {
        name.rsplit("/", 1)[1].replace("_", " ").casefold(): name
        for name in sorted(available_timezones())
        if name.startswith(regions)
    }


def iana(name: str) -> ZoneInfo | None:
    """Return the zone of an IANA or Windows name, whatever its case, or None."""
    key = name.strip().strip('"/')
    key = WINDOWS_TO_OLSON.get(key, key)
    found = _names().get(key.replace(" ", "_").casefold())
    return ZoneInfo(found) if found else None


def named_zone(name: str) -> tzinfo | None:
    """Return the zone that a name alone tells: IANA, Windows, `/vendor/Europe/Berlin`, a listed city, a GMT offset; or None."""
    zone = iana(name)
    if zone is not None:
        return zone
    parts = [p for p in name.strip().split("/") if p]
    for start in range(1, min(len(parts), 8)):
        zone = iana("/".join(parts[start:]))
        if zone is not None and "/" in zone.key:
            return zone
    shown = name.rsplit(")", 1)[-1] if name.lstrip().startswith("(") else name
    for city in re.split(r"[,;]", shown):
        if city.strip().casefold() in _cities():
            return ZoneInfo(_cities()[city.strip().casefold()])
    american = re.search(r"\b(eastern|central|mountain|pacific)\b.*\b(?:US|United States)", name, re.IGNORECASE)
    if american:
        return ZoneInfo(_US[american[1].lower()])
    return _from_offset(name)


def _from_offset(name: str) -> tzinfo | None:
    found = _OFFSET.search(name)
    if not found or int(found[2]) > 14:
        return None
    minutes = int(found[2]) * 60 + min(int(found[3] or 0), 59)
    return timezone(timedelta(minutes=-minutes if found[1] == "-" else minutes))


class Zones:
    """The zones of one VCALENDAR; what it defines itself is read once, when it is asked for."""

    def __init__(self, calendar: CalendarInfo) -> None:
        self._own = {tzid: block for block in calendar.zones if (tzid := _value(block, "TZID"))}
        self._found: dict[str, tzinfo | None] = {}
        self.default: tzinfo = self._default(calendar)
        """For times that say no zone: the calendar's, else its only zone, else UTC."""

    def _default(self, calendar: CalendarInfo) -> tzinfo:
        stated = self.find(calendar.first("X-WR-TIMEZONE")) if calendar.first("X-WR-TIMEZONE") else None
        if stated is None and len(self._own) == 1:
            stated = self.find(next(iter(self._own)))
        return stated or UTC

    def find(self, tzid: str) -> tzinfo | None:
        """Return the zone that a TZID means in this file, or None."""
        if tzid not in self._found:
            self._found[tzid] = self._look(tzid)
        return self._found[tzid]

    def _look(self, tzid: str) -> tzinfo | None:
        zone: tzinfo | None = iana(tzid)
        block = self._own.get(tzid) or self._own.get(tzid.strip('"'))
        if zone is None and block is not None:
            zone = iana(_value(block, "X-LIC-LOCATION")) or _defined(block)
        return zone or named_zone(tzid)

    def moment(self, prop: Property) -> date | datetime | None:
        """Return the date, or the aware instant in its own zone, that a property holds; None when it holds neither."""
        return self.value(prop.value, prop.params.get("TZID", ""), day=prop.params.get("VALUE", "").upper() == "DATE")

    def value(self, text: str, tzid: str = "", *, day: bool = False) -> date | datetime | None:
        """Return the date or aware instant that `text` is, or None."""
        found = _DATE.match(text.strip())
        if not found or not _FIRST <= int(found[1]) <= _LAST:
            return None
        try:
            whole = date(int(found[1]), int(found[2]), int(found[3]))
            if day or found[4] is None:
                return whole
            wall = datetime(whole.year, whole.month, whole.day, int(found[4]) % 24, int(found[5]), min(int(found[6] or 0), 59))  # noqa: DTZ001
        except ValueError:
            return None
        if int(found[4]) == 24:
            wall += timedelta(days=1)
        if found[7]:
            return wall.replace(tzinfo=UTC)
        return wall.replace(tzinfo=(self.find(tzid) if tzid else None) or self.default)


def _value(block: Block, name: str) -> str:
    return next((p.text.strip() for p in block.properties() if p.name == name), "")


def _defined(block: Block) -> tzinfo | None:
    """Return the zone that a VTIMEZONE defines by its observances; only yearly rules and listed dates are followed."""
    changes: list[tuple[datetime, timedelta, timedelta]] = []
    for lines in block.inner[:200]:
        changes += _observance([p for line in lines if (p := parse_line(line)) is not None])
    return FileZone(changes) if changes else None


def _observance(properties: list[Property]) -> list[tuple[datetime, timedelta, timedelta]]:
    values = {p.name: p.value.strip() for p in properties}
    before, after = _offset(values.get("TZOFFSETFROM", "")), _offset(values.get("TZOFFSETTO", ""))
    start = _wall(values.get("DTSTART", ""))
    if after is None or start is None:
        return []
    walls = [start]
    walls += [w for p in properties if p.name == "RDATE" for text in p.value.split(",")[:500] if (w := _wall(text)) is not None]
    rule = _RULE.fullmatch(values.get("RRULE", ""))
    if rule:
        walls += _yearly(rule.group(), start)
    return [(wall, after if before is None else before, after) for wall in set(walls)]


def _yearly(rule: str, start: datetime) -> list[datetime]:
    try:
        plain = re.sub(r"(UNTIL=\d{8}T\d{6})Z", r"\1", rule.upper())
        found: list[datetime] = rrulestr(plain, dtstart=start).between(_KNOWN_FROM, _KNOWN_TO, inc=True)
        return found
    except (ValueError, TypeError, KeyError, IndexError, OverflowError):
        return []


def _offset(text: str) -> timedelta | None:
    found = _UTC_OFFSET.match(text)
    if not found or int(found[2]) > 23 or int(found[3]) > 59:
        return None
    minutes = int(found[2]) * 60 + int(found[3])
    return timedelta(minutes=-minutes if found[1] == "-" else minutes)


def _wall(text: str) -> datetime | None:
    found = _DATE.match(text.strip())
    if not found:
        return None
    try:
        return datetime(int(found[1]), int(found[2]), int(found[3]), int(found[4] or 0) % 24, int(found[5] or 0))  # noqa: DTZ001
    except ValueError:
        return None
