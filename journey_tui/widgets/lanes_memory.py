"""Answers for the lane timeline from rows in memory, for an example, a test or a few hundred rows: the store's door asks SQL instead."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from journey_tui.domain.model import FieldChange, Lane
from journey_tui.domain.timescale import Zoom
from journey_tui.domain.views import TimelineRow
from journey_tui.domain.views_lanes import LANE_ORDER, Hits, LaneFrame, LaneItems, LaneWindow, Spot


class MemoryLanes:
    """Touchpoints and CRM changes of one deal; the methods are those of the store's door."""

    def __init__(self, rows: Iterable[TimelineRow], changes: Iterable[FieldChange] = (), *, origin: str = "all") -> None:
        """Take the rows that the filter lets through, in any order."""
        everything = sorted(rows, key=lambda row: (row.at, row.id))
        self.rows = [row for row in everything if origin == "all" or (row.origin.value == "automated") == (origin == "automated")]
        self.changes = tuple(sorted(changes, key=lambda change: change.at))
        self._everything = everything

    def frame(self) -> LaneFrame:
        """Return what holds at every zoom."""
        present = {row.lane for row in self._everything}
        first = self._everything[0].at if self._everything else None
        last = self._everything[-1].at if self._everything else None
        return LaneFrame(first, last, tuple(lane for lane in LANE_ORDER if lane in present), len(self._everything), self.changes)

    def window(self, zoom: Zoom, first: int, starts: Sequence[int]) -> LaneWindow:
        """Return the cells from `first` on, counted; `starts` are their beginnings and the last one's end, in seconds."""
        spots: dict[Lane, dict[int, Spot]] = {}
        for row in self.rows:
            at = int(row.at.timestamp())
            if starts[0] <= at < starts[-1]:
                cell = first + bisect_right(starts, at) - 1
                spot = Spot(1, row.origin.value != "automated", row.kind)
                lane = spots.setdefault(row.lane, {})
                lane[cell] = lane[cell].with_more(spot) if cell in lane else spot
        return LaneWindow(zoom, first, len(starts) - 1, spots)

    def items(
        self,
        at: datetime,
        *,
        touchpoint_id: str = "",
        lanes: frozenset[Lane] | None = None,
        before: int = 40,
        after: int = 40,
    ) -> LaneItems:
        """Return touchpoints of some lanes around one of them, or around a moment."""
        rows = [row for row in self.rows if lanes is None or row.lane in lanes]
        here = next((n for n, row in enumerate(rows) if row.id == touchpoint_id), None)
        split = here if here is not None else next((n for n, row in enumerate(rows) if row.at >= at), len(rows))
        end = split + after + (here is not None)
        return LaneItems(tuple(rows[max(0, split - before) : end]), split < before or split == 0, end >= len(rows))

    def near(self, at: datetime, touchpoint_id: str, step: int) -> TimelineRow | None:
        """Return the touchpoint of a person after (1) or before (-1) a place."""
        people = [row for row in self.rows if row.origin.value != "automated" and row.id != touchpoint_id]
        place = (at, touchpoint_id)
        ahead = [row for row in people if ((row.at, row.id) > place if step > 0 else (row.at, row.id) < place)]
        return (ahead[0] if step > 0 else ahead[-1]) if ahead else None

    def hits(self, words: str, at: datetime, touchpoint_id: str, step: int, *, here: bool) -> Hits:
        """Return the hit next to a place, round the end; with `here` the one nearest in time."""
        found = [row for row in self.rows if words.casefold() in f"{row.actor} {row.subject} {row.snippet}".casefold()]
        if not found:
            return Hits(None, 0, 0)
        place = (at, touchpoint_id)
        ahead = [n for n, row in enumerate(found) if ((row.at, row.id) > place if step > 0 else (row.at, row.id) < place)]
        number = (ahead[0] if step > 0 else ahead[-1]) if ahead else (0 if step > 0 else len(found) - 1)
        if here:
            number = min(range(len(found)), key=lambda n: abs(found[n].at - at))
        return Hits(found[number], number + 1, len(found), tuple((row.at.astimezone(UTC), row.lane) for row in found))
