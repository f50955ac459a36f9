"""Dates of the demo: counted in working days from today, so that no story falls on a weekend, and written into its texts.

A text says `{+14}` for the fourteenth working day from now; what follows a colon is the way to write it, see `FORMS`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

_DAYS: Final = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTHS: Final = "January February March April May June July August September October November December".split()
_TAGE: Final = "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag".split()
_MONATE: Final = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
_HOLIDAYS: Final = frozenset({(1, 1), (12, 25), (12, 26)})
_REACH: Final = 500
"""Days looked at on either side of today; the stories use fewer than 200 working days."""
_PLACE: Final = re.compile(r"\{([+-]\d+)(?::([a-z]+))?\}")


def nth(day: date) -> str:
    """Return `1st`, `22nd`, `13th`."""
    ending = "th" if 11 <= day.day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    return f"{day.day}{ending}"


FORMS: Final[dict[str, Callable[[date], str]]] = {
    "": lambda d: f"{_DAYS[d.weekday()]} {d.day} {_MONTHS[d.month - 1]}",
    "day": lambda d: _DAYS[d.weekday()],
    "daynth": lambda d: f"{_DAYS[d.weekday()]} the {nth(d)}",
    "dm": lambda d: f"{d.day} {_MONTHS[d.month - 1]}",
    "nth": nth,
    "month": lambda d: _MONTHS[d.month - 1],
    "us": lambda d: f"{_MONTHS[d.month - 1]} {d.day}",
    "usd": lambda d: f"{_DAYS[d.weekday()]}, {_MONTHS[d.month - 1]} {d.day}",
    "de": lambda d: f"{_TAGE[d.weekday()]}, {d.day}. {_MONATE[d.month - 1]}",
    "year": lambda d: str(d.year),
    "iso": date.isoformat,
}
"""Ways to write a date, by what follows the colon."""


class Days:
    """The working days around today."""

    def __init__(self, today: date) -> None:
        """Count from `today`; on a weekend the next working day is day +1 and the last one day -1."""
        span = (today + timedelta(days=n) for n in range(-_REACH, _REACH))
        self.today = today
        self._days = [day for day in span if day.weekday() < 5 and (day.month, day.day) not in _HOLIDAYS]
        self._before, self._after = bisect_left(self._days, today), bisect_right(self._days, today)

    def on(self, offset: int) -> date:
        """Return the working day `offset` days from today; 0 is today itself."""
        if offset == 0:
            return self.today
        return self._days[self._before + offset] if offset < 0 else self._days[self._after + offset - 1]

    def at(self, offset: int, clock: str, zone: str) -> datetime:
        """Return the moment `HH:MM` in the zone on that day."""
        hour, minute = clock.split(":")
        day = self.on(offset)
        return datetime(day.year, day.month, day.day, int(hour), int(minute), tzinfo=ZoneInfo(zone))

    def fill(self, text: str) -> str:
        """Return the text with its dates written out; raises `KeyError` for a form that is not in `FORMS`."""
        return _PLACE.sub(lambda found: FORMS[found[2] or ""](self.on(int(found[1]))), text)
