"""Working days, Monday to Friday without holidays; and days as people write them."""

from __future__ import annotations

import re
from datetime import date, timedelta


def workday(day: date) -> date:
    """Return the day itself, or the Monday after a weekend."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= 5 else day


def workdays_before(day: date, n: int) -> date:
    """Return the day that lies `n` working days earlier."""
    while n:
        day -= timedelta(days=1)
        n -= day.weekday() < 5
    return day


_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SPAN = re.compile(r"(\d{1,3}) ?(d|w|m)(?:ays?|eeks?|onths?)?")
_DAY_MONTH = re.compile(r"(\d{1,2})[. ] ?(\d{1,2}\.?|[a-z]{3,9})(?:[. ]+(\d{4}))?")


def read_day(words: str, today: date) -> date | None:
    """Return the day meant by `2026-12-01`, `1.12.`, `1 dec`, `tomorrow`, `fri`, `10 d`, `2 w` or `1 m`; None when it is no day.

    A weekday, and a day without its year, is the next one to come.
    """
    text = " ".join(words.lower().split())
    if text in ("today", "tomorrow"):
        return today + timedelta(days=text == "tomorrow")
    if span := _SPAN.fullmatch(text):
        return today + timedelta(days=int(span[1]) * {"d": 1, "w": 7, "m": 30}[span[2]])
    if text[:3] in _WEEKDAYS and text.isalpha():
        return today + timedelta(days=(_WEEKDAYS.index(text[:3]) - today.weekday() - 1) % 7 + 1)
    try:
        if named := _DAY_MONTH.fullmatch(text):
            return _named(int(named[1]), named[2].rstrip("."), int(named[3] or 0), today)
        return date.fromisoformat(text)
    except ValueError:
        return None


def _named(day: int, month: str, year: int, today: date) -> date:
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3]) + 1
    found = date(year or today.year, number, day)
    return found if year or found >= today else date(today.year + 1, number, day)
