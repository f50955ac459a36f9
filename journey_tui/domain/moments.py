"""Moments as people type them: `yesterday`, `fri`, `2 w`, `10 nov`, `2026-11-10 14:00`; days mean their end."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

EARLIEST: Final = 1970
"""No year before it is meant."""
_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_UNITS: Final = {"d": 1, "day": 1, "days": 1, "w": 7, "week": 7, "weeks": 7, "m": 30, "month": 30, "months": 30}
_AGO: Final = re.compile(r"(\d{1,4}|an?)\s*(d|days?|w|weeks?|m|months?)(?:\s+ago)?")
_CLOCK: Final = re.compile(r"(?:^|[ ,t]+)(\d{1,2}):(\d{2})$")
_NAMED: Final = re.compile(r"(\d{1,2})\.?\s*([a-z]{3,9})\.?,?\s*(\d{4})?|([a-z]{3,9})\.?\s+(\d{1,2})(?:,?\s+(\d{4}))?")
_DOTTED: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})?")


def end_of_day(day: date, zone: tzinfo | None) -> datetime:
    """Return the last second of the day in the zone (None: the machine's), as a UTC instant."""
    return _instant(datetime.combine(day, time(23, 59, 59)), zone)


def read_moment(words: str, now: datetime, zone: tzinfo | None = None) -> datetime | None:
    """Return the UTC instant that is meant, None where it is none; days lie in the past and mean their end.

    `now` is an aware instant; `zone` that of the person, None the machine's. A weekday is the last one before today.
    """
    text = " ".join(words.strip().casefold().split())
    exact = _exact(words.strip(), zone)
    if exact is not None:
        return exact
    clock = _CLOCK.search(text)
    day = _day(text[: clock.start()].strip(" ,") if clock else text, now.astimezone(zone).date())
    if day is None or day.year < EARLIEST or (clock and (int(clock[1]) > 23 or int(clock[2]) > 59)):
        return None
    try:
        return _instant(datetime.combine(day, time(int(clock[1]), int(clock[2]))), zone) if clock else end_of_day(day, zone)
    except (OverflowError, ValueError):
        return None


def _exact(text: str, zone: tzinfo | None) -> datetime | None:
    """Return the instant of an ISO date or time."""
    try:
        if len(text) <= 10:
            return end_of_day(date.fromisoformat(text), zone)
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else _instant(moment, zone)
    except (ValueError, OverflowError):
        return None


def _instant(local: datetime, zone: tzinfo | None) -> datetime:
    return (local.replace(tzinfo=zone) if zone is not None else local).astimezone(UTC)


def _day(text: str, today: date) -> date | None:
    """Return the day in the past that the words mean."""
    if text in ("today", ""):
        return today if text else None
    if text == "yesterday":
        return today - timedelta(days=1)
    found = _AGO.fullmatch(text)
    try:
        if found:
            return today - timedelta(days=(1 if found[1][0] == "a" else int(found[1])) * _UNITS[found[2]])
        name = text.removeprefix("last ")
        if name in ("week", "month"):
            return today - timedelta(days=_UNITS[name])
        if name[:3] in _WEEKDAYS and name.isalpha() and _is_weekday(name):
            return today - timedelta(days=(today.weekday() - _WEEKDAYS.index(name[:3]) - 1) % 7 + 1)
        return _dated(text, today)
    except (ValueError, OverflowError):
        return None


def _is_weekday(name: str) -> bool:
    full = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    return any(day.startswith(name) for day in full)


def _dated(text: str, today: date) -> date | None:
    """Return the day of `10 nov`, `nov 10 2026` or `10.11.`; without a year the last such day."""
    if found := _DOTTED.fullmatch(text):
        return _last(int(found[2]), int(found[1]), found[3], today)
    found = _NAMED.fullmatch(text)
    if found is None:
        return None
    day, name, year = (found[1], found[2], found[3]) if found[1] else (found[5], found[4], found[6])
    return _last(_MONTHS.index(name[:3]) + 1, int(day), year, today) if name[:3] in _MONTHS else None


def _last(month: int, day: int, year: str | None, today: date) -> date:
    if year:
        return date(int(year), month, day)
    this = date(today.year, month, day)
    return this if this <= today else date(today.year - 1, month, day)
