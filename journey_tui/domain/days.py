"""Working days: Monday to Friday, no holidays."""

from __future__ import annotations

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
