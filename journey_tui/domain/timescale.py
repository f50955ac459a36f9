"""Time as columns: five zooms that follow the calendar of a zone, each cell one column wide.

A cell is a number that stays the same whatever is on the screen. Cells follow months, weeks and days, so that a ruler is even:
a month is always fifteen columns at `month`, a day twelve at `day`. Where a day has 23 or 25 hours, or a month 28 days, a cell
is shorter or longer, down to no time at all; every instant lies in exactly one cell.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from datetime import time as wall_time
from enum import StrEnum
from functools import cache
from typing import Final


class Zoom(StrEnum):
    """How much time a column is; the name is the unit of the ruler."""

    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"


ZOOMS: Final = tuple(Zoom)
"""The coarsest first."""
UNIT: Final = {Zoom.YEAR: 12, Zoom.QUARTER: 4, Zoom.MONTH: 15, Zoom.WEEK: 14, Zoom.DAY: 12}
"""Cells of one step of the ruler: a year, a month, a month, a week, a day."""
SECONDS: Final = {Zoom.YEAR: 2_629_800, Zoom.QUARTER: 657_450, Zoom.MONTH: 175_320, Zoom.WEEK: 43_200, Zoom.DAY: 7_200}
"""How long a cell is on average."""
MIDNIGHT: Final = wall_time()
NOON: Final = wall_time(12)
_FIRST: Final = date(1900, 1, 1)
_LAST: Final = date(2200, 1, 1)


def cell_of(at: datetime, zoom: Zoom, zone: tzinfo | None) -> int:
    """Return the cell of an instant in a zone; None is the machine's. Instants before 1900 or after 2199 lie in the outermost cell."""
    local = at.astimezone(zone) if 1900 < at.year < 2200 else at
    found = _cell(local, zoom)
    # Where a clock was set back over a boundary, the boundary's instant decides, as it does in `edges`.
    while start_of(found, zoom, zone) > at.timestamp() and found > first_cell(zoom):
        found -= 1
    return max(first_cell(zoom), min(found, last_cell(zoom)))


@cache
def first_cell(zoom: Zoom) -> int:
    """Return the first cell that there is."""
    return _cell(datetime.combine(_FIRST, MIDNIGHT), zoom)


@cache
def last_cell(zoom: Zoom) -> int:
    """Return the last cell that there is."""
    return _cell(datetime.combine(_LAST, MIDNIGHT), zoom) - 1


def day_cell(day: date, zoom: Zoom) -> int:
    """Return the cell of the middle of a day."""
    day = max(_FIRST, min(day, _LAST - timedelta(days=1)))
    return _cell(datetime.combine(day, NOON), zoom)


def _cell(local: datetime, zoom: Zoom) -> int:
    month = local.year * 12 + local.month - 1
    if zoom is Zoom.YEAR:
        return month
    if zoom is Zoom.QUARTER:
        return month * 4 + min((local.day - 1) // 7, 3)
    if zoom is Zoom.MONTH:
        return month * 15 + min((local.day - 1) // 2, 14)
    days = local.toordinal() - 1
    return days * 2 + local.hour // 12 if zoom is Zoom.WEEK else days * 12 + local.hour // 2


def local_start(cell: int, zoom: Zoom) -> datetime:
    """Return the wall-clock time at which a cell begins, without a zone; a cell without time begins with the next."""
    if zoom in (Zoom.WEEK, Zoom.DAY):
        parts, hours = (2, 12) if zoom is Zoom.WEEK else (12, 2)
        days, part = divmod(cell, parts)
        return datetime.fromordinal(days + 1) + timedelta(hours=part * hours)
    month, part = divmod(cell, {Zoom.YEAR: 1, Zoom.QUARTER: 4, Zoom.MONTH: 15}[zoom])
    year, month = divmod(month, 12)
    start = date(year, month + 1, 1) + timedelta(days=part * (7 if zoom is Zoom.QUARTER else 2))
    if start.month != month + 1:
        start = date(year + month // 11, (month + 1) % 12 + 1, 1)
    return datetime.combine(start, MIDNIGHT)


def start_of(cell: int, zoom: Zoom, zone: tzinfo | None) -> int:
    """Return the instant at which a cell begins, in whole seconds since 1970."""
    cell = max(first_cell(zoom), min(cell, last_cell(zoom) + 1))
    local = local_start(cell, zoom)
    return int((local if zone is None else local.replace(tzinfo=zone)).timestamp())


def edges(first: int, count: int, zoom: Zoom, zone: tzinfo | None) -> list[int]:
    """Return the beginnings of `count` cells from `first` on, and the end of the last, in seconds since 1970; never falling."""
    found: list[int] = []
    for cell in range(first, first + count + 1):
        start = start_of(cell, zoom, zone)
        found.append(start if not found or start > found[-1] else found[-1])
    return found


def place_in(at: int, starts: Sequence[int]) -> int:
    """Return which of the cells between `starts` an instant lies in: -1 before the first, their number after the last."""
    return min(bisect_right(starts, at), len(starts)) - 1


def middle_of(cell: int, zoom: Zoom, zone: tzinfo | None) -> datetime:
    """Return the instant in the middle of a cell, UTC."""
    start, end = start_of(cell, zoom, zone), start_of(cell + 1, zoom, zone)
    return datetime.fromtimestamp((start + end) // 2, UTC)


def finer(zoom: Zoom, steps: int = 1) -> Zoom:
    """Return the zoom that many steps finer, coarser where negative, as far as there are any."""
    return ZOOMS[max(0, min(ZOOMS.index(zoom) + steps, len(ZOOMS) - 1))]


def fitting(first: datetime, last: datetime, columns: int, zone: tzinfo | None) -> Zoom:
    """Return the finest zoom at which both instants lie within so many columns; `year` where none does."""
    for zoom in reversed(ZOOMS):
        if cell_of(last, zoom, zone) - cell_of(first, zoom, zone) < columns:
            return zoom
    return Zoom.YEAR


def ticks(first: int, count: int, zoom: Zoom) -> list[tuple[int, date]]:
    """Return where on the ruler a step begins: the cell, and its day."""
    step = {Zoom.YEAR: 12, Zoom.QUARTER: 4, Zoom.MONTH: 15, Zoom.WEEK: 14, Zoom.DAY: 12}[zoom]
    start = first + -first % step
    return [(cell, local_start(cell, zoom).date()) for cell in range(start, first + count, step)]
