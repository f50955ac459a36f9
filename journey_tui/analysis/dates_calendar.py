"""Calendar sums for dates in text: pure functions over days, without words."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

# A day and month without a year mean the future unless that is more than eleven months away (then it has just been).
_FUTURE_DAYS = 335


def last_day(first: date, precision: str) -> date:
    """Return the last day of the week (Friday), month, quarter or year that `first` is in."""
    if precision == "week":
        return first + timedelta(days=max(0, 4 - first.weekday()))
    if precision == "month":
        return month_end(first.year, first.month)
    if precision == "quarter":
        return month_end(first.year, (first.month - 1) // 3 * 3 + 3)
    if precision == "year":
        return date(first.year, 12, 31)
    return first


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def nearest(said: date, month: int, day: int, *, past: bool = False, weekday: int | None = None) -> date:
    """Return the day of that month and day nearest in sense: the coming one, the last one for the past tense.

    A weekday said with it decides the year where one of the three near years has it. Raises ValueError where no such day is.
    """
    years = range(said.year - 1, said.year + 5)
    days = [date(year, month, day) for year in years if (month, day) != (2, 29) or calendar.isleap(year)]
    named = [one for one in days if weekday is not None and one.weekday() == weekday]
    if named:
        return min(named, key=lambda one: (abs((one - said).days), one < said))
    if past:
        return max((one for one in days if one <= said), default=days[0])
    coming_day = min(one for one in days if one >= said)
    if (coming_day - said).days > _FUTURE_DAYS and coming_day.year - said.year <= 1:
        return date(coming_day.year - 1, month, day)
    return coming_day


def nearest_month(said: date, month: int, *, past: bool = False) -> int:
    """Return the year in which that month is meant; this month counts as coming."""
    if past:
        return said.year if month <= said.month else said.year - 1
    return said.year if month >= said.month else said.year + 1


def nearest_quarter(said: date, quarter: int, *, past: bool = False) -> int:
    """Return the year in which that calendar quarter is meant; the running one counts as coming."""
    return nearest_month(said, quarter * 3, past=past) if not past else nearest_month(said, quarter * 3 - 2, past=True)


def part_of_month(year: int, month: int, how: str) -> tuple[date, str]:
    """Return day and precision of `early`, `mid`, `late`, `end of` or the whole month."""
    if how.startswith(("end", "close", "last day")):
        return month_end(year, month), "month"
    if how.startswith("mid"):
        return date(year, month, 15), "week"
    if how.startswith("late"):
        return date(year, month, 24), "week"
    if how.startswith(("early", "beginning", "start")):
        return date(year, month, 1), "week"
    return date(year, month, 1), "month"


def week_of_month(year: int, month: int, which: int) -> date:
    """Return the first day of the n-th week of a month; 5 is the last one with all its working days inside."""
    if which >= 5:
        end = month_end(year, month)
        friday = end - timedelta(days=(end.weekday() - 4) % 7)
        return friday - timedelta(days=4)
    first = date(year, month, 1)
    wednesday = first + timedelta(days=(2 - first.weekday()) % 7)
    return max(first, wednesday - timedelta(days=2)) + timedelta(days=7 * (which - 1))


def nth_weekday(year: int, month: int, weekday: int, which: int) -> date:
    """Return the n-th such weekday of a month; 5 is the last."""
    if which >= 5:
        end = month_end(year, month)
        return end - timedelta(days=(end.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))


def next_day_of_month(said: date, day: int, *, past: bool = False) -> date:
    """Return the nearest coming day of that number (the last one for the past tense); raises ValueError above 31."""
    year, month = said.year, said.month
    for _ in range(14):
        if 1 <= day <= calendar.monthrange(year, month)[1]:
            found = date(year, month, day)
            if (found <= said) if past else (found >= said):
                return found
        month += -1 if past else 1
        if not 1 <= month <= 12:
            year, month = year + (1 if month > 12 else -1), 1 if month > 12 else 12
    raise ValueError(f"no month has a day {day}")


def day_on_weekday(said: date, day: int, weekday: int) -> date | None:
    """Return the nearest day of that number, within half a year, that is that weekday (Monday 0): `Thursday the 3rd`; None where none is."""
    months = (add_months(said.replace(day=1), away) for away in range(-6, 7))
    days = (one.replace(day=day) for one in months if 1 <= day <= calendar.monthrange(one.year, one.month)[1])
    return min((one for one in days if one.weekday() == weekday), key=lambda one: abs((one - said).days), default=None)


def coming(said: date, weekday: int) -> date:
    """Return the next such weekday after `said`."""
    return said + timedelta(days=(weekday - said.weekday() - 1) % 7 + 1)


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, or the last of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def add_working_days(day: date, count: int) -> date:
    """Return the day `count` working days (Monday to Friday) later."""
    weeks, rest = divmod(max(0, count), 5)
    found = day + timedelta(weeks=weeks)
    while rest or found.weekday() > 4:
        found += timedelta(days=1)
        if found.weekday() < 5 and rest:
            rest -= 1
    return found


def period(said: date, unit: str, step: int) -> tuple[date, str]:
    """Return first day and precision of this (0), the next (1) or the last (-1) week, month, quarter, year or weekend."""
    if unit.startswith("weekend"):
        return said + timedelta(days=(5 - said.weekday()) % 7 + 7 * step), "day"
    if unit.startswith("week"):
        return said - timedelta(days=said.weekday()) + timedelta(weeks=step), "week"
    if unit.startswith("month"):
        return add_months(said.replace(day=1), step), "month"
    if unit.startswith("quarter"):
        return add_months(date(said.year, (said.month - 1) // 3 * 3 + 1, 1), 3 * step), "quarter"
    return date(said.year + step, 1, 1), "year"


def feast(said: date, name: str) -> date:
    """Return the coming Christmas, Easter, Thanksgiving or New Year's Day."""
    for year in (said.year, said.year + 1):
        if name.startswith(("christmas", "xmas")):
            day = date(year, 12, 25)
        elif name.startswith("easter"):
            day = easter(year)
        elif name.startswith("thanksgiving"):
            day = date(year, 11, 22) + timedelta(days=(3 - date(year, 11, 22).weekday()) % 7)
        else:
            day = date(year, 1, 1)
        if day >= said:
            return day
    return day


def easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (the anonymous Gregorian computus)."""
    century, cycle = year // 100, year % 19
    moon = (century - century // 4 - (8 * century + 13) // 25 + 19 * cycle + 15) % 30
    moon -= moon // 28 * (1 - moon // 28 * (29 // (moon + 1)) * ((21 - cycle) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    offset = moon - weekday
    month = 3 + (offset + 40) // 44
    return date(year, month, offset + 28 - 31 * (month // 4))
