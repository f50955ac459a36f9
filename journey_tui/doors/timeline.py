"""Reads of the lane timeline: its frame, where its touchpoints lie, those around a moment, and hits."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from journey_tui.data import artifacts
from journey_tui.data import timeline_items as items
from journey_tui.data import timeline_windows as windows
from journey_tui.data.reader import load_changes, load_decisions
from journey_tui.data.timeline_windows import Slice
from journey_tui.domain.lane_index import LaneIndex
from journey_tui.domain.model import Lane
from journey_tui.domain.plan_table import planned
from journey_tui.domain.views import TimelineRow
from journey_tui.domain.views_lanes import LANE_ORDER, Hits, LaneFrame, LaneItems
from journey_tui.domain.waivers import waivers
from journey_tui.doors.reading import ReadingDoor

SAMPLE: Final = 3_000
"""Touchpoints that are looked at for the lanes before all are counted."""


class TimelineDoor(ReadingDoor):
    """Reads of the lane timeline; what is far away costs nothing."""

    def lane_frame(
        self, deal_id: str, *, as_of: datetime | None = None, whole: bool = True, index: LaneIndex | None = None
    ) -> LaneFrame:
        """Return what holds at every zoom; raises `DealNotFound`.

        `whole` False looks at the newest touchpoints alone where there are very many: enough to begin with, at once.
        `index` is that of the same deal and moment, of every origin, where it was read before.
        """
        which = self._slice(deal_id, as_of, "all")
        first, last = windows.span_of(self._db, which)
        total, present = windows.sample_of(self._db, which, SAMPLE)
        counted = total < SAMPLE
        if not counted and whole:
            index = index or windows.read_index(self._db, which)
            total, present = len(index), frozenset(index.lanes)
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

    def lane_index(self, deal_id: str, *, as_of: datetime | None = None, origin: str = "all") -> LaneIndex:
        """Return where the touchpoints lie, to count any window of them without the store; raises `DealNotFound`."""
        return windows.read_index(self._db, self._slice(deal_id, as_of, origin))

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
        index: LaneIndex | None = None,
        people: bool = False,
    ) -> LaneItems:
        """Return touchpoints of some lanes (None: of all) around a touchpoint, or around a moment where it does not count.

        `index` is that of the same deal, moment and filter, where it was read before; `people` leaves out what machines did.
        Raises `DealNotFound`.
        """
        which = self._slice(deal_id, as_of, origin)
        place = windows.place_of(self._db, which, touchpoint_id) if touchpoint_id else None
        here = [place[1]] if place else []
        if index is None:
            index = windows.read_index(self._db, which)
        earlier, later = index.around(lanes, place or (int(at.timestamp()), 0), before, after, people=people)
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
        self,
        deal_id: str,
        at: datetime,
        *,
        touchpoint_id: str = "",
        step: int = 1,
        as_of: datetime | None = None,
        index: LaneIndex | None = None,
    ) -> TimelineRow | None:
        """Return the next touchpoint of a person from there on, or the one before, whatever the filter; None where there is none."""
        before, after = (0, 1) if step > 0 else (1, 0)
        found = self.lane_items(
            deal_id, at, touchpoint_id=touchpoint_id, as_of=as_of, before=before, after=after, index=index, people=True
        )
        others = [row for row in found.rows if row.id != touchpoint_id]
        return others[0] if others else None

    def _slice(self, deal_id: str, as_of: datetime | None, origin: str) -> Slice:
        until = int(as_of.timestamp()) if as_of else None
        return Slice(deal_id, self._lanes(deal_id, as_of), origin, until)
