"""What the next keys may ask the lane timeline for, read before they do: a key is then painted once, whole."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from datetime import datetime
from typing import Final, Protocol, TypeVar

from textual.cache import LRUCache
from textual.message import Message

from journey_tui.domain.timescale import Zoom
from journey_tui.domain.views_lanes import LaneItems, LaneWindow
from journey_tui.widgets.lanes_rows import LaneRow

TILE: Final = 64
"""Cells that are counted at once."""
PAN: Final = 0.25
"""The part of its width by which a key moves the window."""


class ItemsWanted(Message):
    """Touchpoints around the cursor of a row have not been read."""

    def __init__(self, row: LaneRow, at: datetime, touchpoint_id: str, age: int) -> None:
        super().__init__()
        self.row, self.at, self.touchpoint_id, self.age = row, at, touchpoint_id, age


class NearWanted(Message):
    """The next key may put the cursor on these touchpoints, or into these rows at these moments; nothing waits for it."""

    def __init__(self, places: tuple[tuple[LaneRow, datetime], ...], touchpoint_ids: tuple[str, ...], age: int) -> None:
        super().__init__()
        self.places, self.touchpoint_ids, self.age = places, touchpoint_ids, age


class _Moment(Protocol):
    @property
    def at(self) -> datetime: ...


M = TypeVar("M", bound=_Moment)


def nearest(found: Sequence[M], at: datetime) -> M:
    """Return what lies nearest to a moment, the later one of two."""
    return min(found, key=lambda one: (abs(one.at - at), -one.at.timestamp()))


class Stretches:
    """Touchpoints of rows as they were read: stretches of time in which none is missing, the newest few."""

    def __init__(self, kept: int = 24) -> None:
        self._kept: deque[tuple[str, LaneItems]] = deque(maxlen=kept)

    def keep(self, key: str, items: LaneItems) -> None:
        """Keep a stretch of a row."""
        self._kept.appendleft((key, items))

    def clear(self) -> None:
        """Forget everything."""
        self._kept.clear()

    def holding(self, key: str, at: datetime) -> LaneItems | None:
        """Return a stretch of the row in which the moment lies, so that the nearest touchpoint is among it; None where there is none."""
        for row, items in self._kept:
            found = items.rows
            begun = items.starts or (found and found[0].at < at)
            if row == key and begun and (items.ends or (found and at < found[-1].at)):
                return items
        return None


class Tiles:
    """Counted cells, as many as fit."""

    def __init__(self) -> None:
        self.age = 0
        """Grows when counts are out of date; answers to older questions are thrown away."""
        self._kept: LRUCache[tuple[Zoom, int], LaneWindow] = LRUCache(96)

    @staticmethod
    def over(left: int, columns: int) -> tuple[int, ...]:
        """Return the numbers of the tiles that cover some cells."""
        return tuple(range(left // TILE, (left + columns - 1) // TILE + 1))

    def outdate(self) -> None:
        """Count everything again."""
        self._kept.clear()
        self.age += 1

    def keep(self, window: LaneWindow) -> None:
        """Keep the counts of one tile."""
        self._kept[window.zoom, window.first // TILE] = window

    def get(self, zoom: Zoom, tile: int) -> LaneWindow | None:
        """Return what was counted of a tile."""
        return self._kept.get((zoom, tile))
