"""Dates and times as CRM tables write them: which day is meant, and which instant in which zone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from journey_tui.lean import dataclass
from journey_tui.sources.values import is_blank

_FIRST_YEAR, _LAST_YEAR = 1900, 2199
"""A deal's dates outside these years are typing errors, and would stretch every timeline."""
_CACHE = 100_000

_NUMERIC: Final = re.compile(
    r"(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})\.?(?:[\sT,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?"
    r"\s*([AaPp])?(?:\.?[Mm]\.?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}(?:\s*UTC)?)?)?",
    re.ASCII,
)
_WORDS: Final = re.compile(
    r"(?:[A-Za-z]{3,9},?\s+)?(?:(\d{1,2})\.?[\s-]+([A-Za-z]{3,9})\.?|([A-Za-z]{3,9})\.?\s+(\d{1,2}))(?:st|nd|rd|th)?[,\s-]+(\d{4}|\d{2})(.*)",
    re.ASCII,
)
_EPOCH: Final = re.compile(r"1?\d{9}(\d{3})?", re.ASCII)
_ORDERED: Final = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](?:\d{4}|\d{2})(?!\d)", re.ASCII)
_MONTHS: Final = {
    "jan": 1,
    "feb": 2,
    "mar": 3,
    "apr": 4,
    "may": 5,
    "jun": 6,
    "jul": 7,
    "aug": 8,
    "sep": 9,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}
"""English alone: other languages export numbers."""


class DateOrder(StrEnum):
    """Which comes first where a date has two small numbers."""

    MONTH_FIRST = "month-first"
    DAY_FIRST = "day-first"


def zone_of(name: str) -> tzinfo:
    """Return the zone of an IANA name or an offset like `+02:00`; raises ValueError that says what is accepted."""
    if name in ("", "UTC", "Z", "Etc/UTC"):
        return UTC
    offset = re.fullmatch(r"([+-])(\d{2}):?(\d{2})", name)
    if offset and int(offset[2]) < 15 and int(offset[3]) < 60:
        delta = timedelta(hours=int(offset[2]), minutes=int(offset[3]))
        return timezone(-delta if offset[1] == "-" else delta)
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(f"{name!r} is no time zone: give a name like Europe/Berlin or an offset like +02:00") from error


def order_of(values: Iterable[str]) -> DateOrder | None:
    """Return the order that the values show: those with a number above twelve decide, by majority; None if none does."""
    months = days = 0
    for value in values:
        found = _ORDERED.match(value)
        if found:
            first, second = int(found[1]), int(found[2])
            days += 12 < first <= 31 and second <= 12
            months += 12 < second <= 31 and first <= 12
    if months == days:
        return None
    return DateOrder.MONTH_FIRST if months > days else DateOrder.DAY_FIRST


@dataclass(frozen=True, slots=True)
class When:
    """What a cell says about time."""

    day: date
    """The day as written, in no zone."""
    at: datetime
    """The instant in UTC; of a bare day its beginning in the source's zone."""
    timed: bool
    """False where the cell gives a day alone."""


class Clock:
    """Read the dates of one table, remembering those already seen."""

    def __init__(self, zone: tzinfo = UTC, order: DateOrder | None = None) -> None:
        self.zone = zone
        self.order = order
        self._seen: dict[str, When | None] = {"": None}

    def read(self, text: str) -> When | None:
        """Return what the cell says, or None where it is blank or no date that exists."""
        try:
            return self._seen[text]
        except KeyError:
            if len(text) > 64:
                return None
            if len(self._seen) > _CACHE:
                self._seen = {"": None}
            try:
                found = self._parse(text.strip())
            except (ValueError, OverflowError):
                found = None
            self._seen[text] = found
            return found

    def day(self, text: str) -> date | None:
        """Return the day as written."""
        found = self.read(text)
        return found.day if found else None

    def moment(self, text: str) -> datetime | None:
        """Return the instant in UTC."""
        found = self.read(text)
        return found.at if found else None

    def noon(self, day: date) -> datetime:
        """Return the middle of a day in the source's zone: where something stands of which only the day is known."""
        return datetime.combine(day, time(12), tzinfo=self.zone).astimezone(UTC)

    def local_day(self, at: datetime) -> date:
        """Return the day of an instant in the source's zone."""
        return at.astimezone(self.zone).date()

    def _parse(self, text: str) -> When | None:
        if is_blank(text) or len(text) > 64 or text.startswith("0000-00-00"):
            return None
        if text[4:5] == "-":
            try:
                return self._when(datetime.fromisoformat(text), len(text) > 10)
            except ValueError:
                pass  # an hour of one digit, a zone in letters: read below
        if any(mark in text for mark in "年月日"):
            text = re.sub(r"\s*日\s*", " ", re.sub(r"\s*[年月]\s*", "-", text)).strip()
        found = _NUMERIC.fullmatch(text)
        if found:
            return self._numeric(found)
        found = _EPOCH.fullmatch(text)
        if found:
            stamp = datetime.fromtimestamp(int(text) / (1000 if found[1] else 1), UTC)
            return self._when(stamp, True)
        found = _WORDS.fullmatch(text)
        return self._worded(found) if found else None

    def _numeric(self, found: re.Match[str]) -> When | None:
        first, second, third = found[1], found[2], found[3]
        if len(first) == 4:
            year, month, day = int(first), int(second), int(third)
        elif len(first) > 2 or len(third) not in (2, 4):
            return None
        else:
            year = int(third) if len(third) == 4 else int(third) + (2000 if int(third) < 70 else 1900)
            month, day = self._ordered(int(first), int(second), found.string)
        return self._clocked(date(year, month, day), found.groups()[3:])

    def _ordered(self, first: int, second: int, text: str) -> tuple[int, int]:
        """Return (month, day): as the table shows; else American with slashes, European with dots and dashes."""
        order = self.order or (DateOrder.MONTH_FIRST if "/" in text else DateOrder.DAY_FIRST)
        return (first, second) if order is DateOrder.MONTH_FIRST else (second, first)

    def _clocked(self, day: date, parts: tuple[str | None, ...]) -> When:
        hour, minute, second, fraction, half, zone = parts
        if hour is None:
            return self._when(datetime.combine(day, time()), False)
        hours = int(hour)
        if half:
            if not 1 <= hours <= 12:
                raise ValueError("hour")
            hours = hours % 12 + (12 if half in "Pp" else 0)
        micro = int(((fraction or "") + "000000")[:6])
        local = datetime.combine(day, time(hours, int(minute or 0), int(second or 0), micro))
        if zone:
            letters = zone.removesuffix("UTC").strip()
            local = local.replace(tzinfo=UTC if letters in ("", "Z", "GMT") else zone_of(letters))
        return self._when(local, True)

    def _worded(self, found: re.Match[str]) -> When | None:
        month = _MONTHS.get((found[2] or found[3])[:3].casefold())
        if month is None:
            return None
        year = int(found[5]) if len(found[5]) == 4 else 2000 + int(found[5])
        rest = found[6].strip(" ,")
        numeric = _NUMERIC.fullmatch(f"{year}-{month}-{found[1] or found[4]}" + (f" {rest}" if rest else ""))
        return self._numeric(numeric) if numeric else None

    def _when(self, at: datetime, timed: bool) -> When:
        if not _FIRST_YEAR <= at.year <= _LAST_YEAR:
            raise ValueError("year")
        aware = at if at.tzinfo else at.replace(tzinfo=self.zone)
        return When(at.date(), aware.astimezone(UTC), timed)
