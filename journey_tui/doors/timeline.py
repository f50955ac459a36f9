"""Reads of the lane timeline: its frame, windows of counts, touchpoints around a moment, and hits."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

from journey_tui.data import artifacts
from journey_tui.data import timeline_items as items
from journey_tui.data import timeline_windows as windows
from journey_tui.data.reader import load_changes, load_decisions
from journey_tui.data.timeline_windows import Slice
from journey_tui.domain.model import Lane
from journey_tui.domain.plan_table import planned
from journey_tui.domain.timescale import Zoom, cell_of, edges
from journey_tui.domain.views import TimelineRow
from journey_tui.domain.views_lanes import LANE_ORDER, Hits, LaneFrame, LaneItems, LaneWindow
from journey_tui.domain.waivers import waivers
from journey_tui.doors.reading import ReadingDoor

KEPT: Final = 64
"""Windows kept in memory for the deal that was read last."""
SAMPLE: Final = 3_000
"""Touchpoints that are looked at for the lanes before all are counted."""
SETTLED_S: Final = 2
"""A reading that is younger may be followed by another in the same second, so nothing is kept that was counted from it."""


class TimelineDoor(ReadingDoor):
    """Reads of the lane timeline; what is far away costs nothing."""

    _windows: tuple[Any, dict[Any, Any]] = (None, {})

    def lane_frame(self, deal_id: str, *, as_of: datetime | None = None, whole: bool = True) -> LaneFrame:
        """Return what holds at every zoom; raises `DealNotFound`.

        `whole` False looks at the newest touchpoints alone where there are very many: enough to begin with, at once.
        """
        which = self._slice(deal_id, as_of, "all")
        first, last = windows.span_of(self._db, which)
        total, present = windows.sample_of(self._db, which, SAMPLE)
        counted = total < SAMPLE
        if not counted and whole:
            total, present = self._counted(which, first, last)
        today = (as_of or self.now).date()
        texts = artifacts.plans(self._db, deal_id, as_of)
        plans = [step for key, text in texts for step in planned(text, today, key) if step.due and not step.done]
        return LaneFrame(
            first, last, tuple(lane for lane in LANE_ORDER if lane in present), total, counted=counted or whole,
            changes=tuple(c for c in load_changes(self._db, deal_id) if as_of is None or c.at <= as_of),
            plans=tuple(plans),
            drafts=artifacts.written_by_machines(self._db, deal_id, as_of),
            waivers=waivers(load_decisions(self._db, deal_id, as_of)),
            cancelled=windows.cancelled(self._db, which),
        )  # fmt: skip

    def _counted(self, which: Slice, first: datetime | None, last: datetime | None) -> tuple[int, frozenset[Lane]]:
        """Return how many touchpoints there are, and their lanes."""
        if first is None or last is None:
            return 0, frozenset()
        start = cell_of(first, Zoom.YEAR, UTC)
        window = self._count(which, Zoom.YEAR, start, edges(start, cell_of(last, Zoom.YEAR, UTC) - start + 1, Zoom.YEAR, UTC))
        return sum(spot.count for spots in window.spots.values() for spot in spots.values()), frozenset(window.spots)

    def lane_window(
        self, deal_id: str, zoom: Zoom, first: int, starts: Sequence[int], *, as_of: datetime | None = None, origin: str = "all"
    ) -> LaneWindow:
        """Return the touchpoints of cells counted by lane; `starts`, in seconds, are the cells' beginnings and the last one's end.

        Raises `DealNotFound`.
        """
        return self._count(self._slice(deal_id, as_of, origin), zoom, first, starts)

    def lane_items(
        self,
        deal_id: str,
        at: datetime,
        *,
        touchpoint_id: str = "",
        lanes: frozenset[Lane] | None = None,
        before: int = 40,
        after: int = 40,
        as_of: datetime | None = None,
        origin: str = "all",
    ) -> LaneItems:
        """Return touchpoints of some lanes (None: of all) around a touchpoint, or around a moment where it does not count.

        Raises `DealNotFound`.
        """
        which = self._slice(deal_id, as_of, origin)
        place = windows.place_of(self._db, which, touchpoint_id) if touchpoint_id else None
        here = [place[1]] if place else []
        place = place or (int(at.timestamp()), 0)
        earlier = windows.neighbours(self._db, which, lanes, place, before, after=False) if before else []
        later = windows.neighbours(self._db, which, lanes, place, after, after=True) if after else []
        found = items.rows_at(self._db, which, [*earlier, *here, *later])
        return LaneItems(found, len(earlier) < before, len(later) < after)

    def lane_hits(
        self,
        deal_id: str,
        words: str,
        at: datetime,
        *,
        touchpoint_id: str = "",
        step: int = 1,
        here: bool = False,
        as_of: datetime | None = None,
        origin: str = "all",
    ) -> Hits:
        """Return the hit next to a touchpoint or moment, round the end; with `here` the one nearest in time, itself too."""
        which = self._slice(deal_id, as_of, origin)
        place = windows.place_of(self._db, which, touchpoint_id) if touchpoint_id else None
        second, pk = place or (int(at.timestamp()), 0)
        found = items.hits(self._db, which, words)
        if found is None:
            return self._far_hit(which, words, (second, pk - (step if here else 0)), step)
        if not found:
            return Hits(None, 0, 0)
        ahead = [n for n, one in enumerate(found) if (one[:2] > (second, pk) if step > 0 else one[:2] < (second, pk))]
        number = (ahead[0] if step > 0 else ahead[-1]) if ahead else (0 if step > 0 else len(found) - 1)
        if here:
            number = min(range(len(found)), key=lambda n: (abs(found[n][0] - second), found[n][1] != pk))
        row = items.rows_at(self._db, which, [found[number][1]])[0]
        marks = tuple((datetime.fromtimestamp(one[0], UTC), one[2]) for one in found)
        return Hits(row, number + 1, len(found), marks)

    def _far_hit(self, which: Slice, words: str, place: tuple[int, int], step: int) -> Hits:
        """Return the next of very many hits, not counted."""
        ends = ((0, -1), (1 << 40, 1 << 62))
        starts = (place, ends[0] if step > 0 else ends[1])
        found = (items.next_hit(self._db, which, words, start, after=step > 0) for start in starts)
        pk = next((one for one in found if one is not None), None)
        return Hits(items.rows_at(self._db, which, [pk])[0] if pk is not None else None, 0, items.MANY_HITS)

    def human_near(
        self, deal_id: str, at: datetime, *, touchpoint_id: str = "", step: int = 1, as_of: datetime | None = None
    ) -> TimelineRow | None:
        """Return the next touchpoint of a person from there on, or the one before; None where there is none."""
        before, after = (0, 1) if step > 0 else (1, 0)
        found = self.lane_items(deal_id, at, touchpoint_id=touchpoint_id, as_of=as_of, origin="human", before=before, after=after)
        others = [row for row in found.rows if row.id != touchpoint_id]
        return others[0] if others else None

    # How counts are kept.

    def _slice(self, deal_id: str, as_of: datetime | None, origin: str) -> Slice:
        until = int(as_of.timestamp()) if as_of else None
        return Slice(deal_id, self._lanes(deal_id, as_of), origin, until)

    def _count(self, which: Slice, zoom: Zoom, first: int, starts: Sequence[int]) -> LaneWindow:
        """Return counts, from memory while the deal's reading is the one that they were counted under."""
        stamp = self._stamp(which.deal_id)
        key = (which.origin, which.until, zoom, first, tuple(starts))
        kept = self._windows
        if stamp is not None and kept[0] == stamp and key in kept[1]:
            found: LaneWindow = kept[1][key]
            return found
        window = LaneWindow(zoom, first, len(starts) - 1, windows.count_window(self._db, which, first, starts))
        if stamp is not None:
            if kept[0] != stamp or len(kept[1]) >= KEPT:
                kept = self._windows = (stamp, {})
            kept[1][key] = window
        return window

    def _stamp(self, deal_id: str) -> tuple[Any, ...] | None:
        """Return what changes whenever a deal is read anew; None where counts cannot be kept."""
        row = self._db.execute(
            "SELECT computed_at, changed_at, length(reading), valid_until FROM projection WHERE deal_id=?", (deal_id,)
        ).fetchone()
        settled = row is not None and self._fixed_now is None and abs(time.time() - row[0]) > SETTLED_S
        return (deal_id, *row) if settled else None
