"""Where the touchpoints of a deal lie, as numbers in order of time: a window is counted by looking its edges up, whatever their number."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Final

from journey_tui.domain.model import Kind, Lane
from journey_tui.domain.timescale import Zoom
from journey_tui.domain.views_lanes import LANE_ORDER, WEIGHTS, LaneWindow, Spot

KINDS: Final = tuple(sorted(Kind, key=lambda kind: (WEIGHTS.get(kind, 0), kind.value)))
"""The weightiest last, so that the greatest number of several is the kind that stands for them."""
KIND_NUMBER: Final = {kind.value: number for number, kind in enumerate(KINDS)}

TOLD_APART: Final = 10
"""Touchpoints of a cell that are looked at for the weightiest: where more fall together, a shade is painted."""


class Series:
    """What people, or machines, did in one lane, in order of time and key: 17 bytes a touchpoint."""

    __slots__ = ("at", "kinds", "pks")

    def __init__(self) -> None:
        self.at = array("q")
        """Seconds since 1970."""
        self.pks = array("q")
        self.kinds = bytearray()
        """Places in `KINDS`."""

    def place(self, at: int, pk: int) -> int:
        """Return how many stand before a place in time and key."""
        found = bisect_left(self.at, at)
        while found < len(self.at) and self.at[found] == at and self.pks[found] < pk:
            found += 1
        return found


class LaneIndex:
    """The touchpoints of one deal that count under a filter, as of a moment."""

    def __init__(self, rows: Iterable[tuple[int, int, Lane, bool, int]]) -> None:
        """Take (second, key, lane, whether a person did it, number of the kind) in order of second and key."""
        self._series: dict[tuple[Lane, bool], Series] = {}
        for at, pk, lane, person, kind in rows:
            one = self._series.get((lane, person))
            if one is None:
                one = self._series[lane, person] = Series()
            one.at.append(at)
            one.pks.append(pk)
            one.kinds.append(kind)

    def __len__(self) -> int:
        """Return how many touchpoints there are."""
        return sum(len(one.at) for one in self._series.values())

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """Return the lanes that have any, in the product's order."""
        present = {lane for lane, _ in self._series}
        return tuple(lane for lane in LANE_ORDER if lane in present)

    def window(self, zoom: Zoom, first: int, starts: Sequence[int]) -> LaneWindow:
        """Return the cells from `first` on, counted; `starts` are their beginnings and the last one's end, in seconds."""
        spots: dict[Lane, dict[int, Spot]] = {}
        for (lane, person), one in self._series.items():
            low, end = bisect_left(one.at, starts[0]), len(one.at)
            cell = first - 1
            for edge in starts[1:]:
                cell += 1
                if low >= end:
                    break
                if one.at[low] >= edge:
                    continue
                high = bisect_left(one.at, edge, low)
                count = high - low
                spot = Spot(count, count if person else 0, KINDS[max(one.kinds[low : min(high, low + TOLD_APART)])])
                cells = spots.setdefault(lane, {})
                cells[cell] = cells[cell].with_more(spot) if cell in cells else spot
                low = high
        return LaneWindow(zoom, first, len(starts) - 1, spots)

    def around(
        self, lanes: frozenset[Lane] | None, place: tuple[int, int], before: int, after: int, *, people: bool = False
    ) -> tuple[list[int], list[int]]:
        """Return the keys of the touchpoints next to a place (second, key), before and after it, each the nearest first.

        `lanes` None is every lane; `people` leaves out what machines did. What stands at the place itself is in neither.
        """
        earlier: list[tuple[int, int]] = []
        later: list[tuple[int, int]] = []
        for (lane, person), one in self._series.items():
            if (lanes is not None and lane not in lanes) or (people and not person):
                continue
            at = one.place(*place)
            low = max(0, at - before)
            earlier += zip(one.at[low:at], one.pks[low:at], strict=True)
            at += at < len(one.at) and (one.at[at], one.pks[at]) == place
            later += zip(one.at[at : at + after], one.pks[at : at + after], strict=True)
        earlier.sort(reverse=True)
        later.sort()
        return [pk for _, pk in earlier[:before]], [pk for _, pk in later[:after]]
