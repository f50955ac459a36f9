"""The reads of the lane timeline over made-up touchpoints."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from journey_tui.domain.model import FieldChange, Lane, Source
from journey_tui.domain.views import TimelineRow
from journey_tui.domain.views_lanes import Hits, LaneFrame, LaneItems
from journey_tui.widgets.lanes_memory import MemoryLanes
from tests.ui.fake_sources import NOW, touchpoints


def changes_of(deal_id: str) -> list[FieldChange]:
    """Return the CRM history of a deal."""
    rows = ((60, "stage", "", "Discovery"), (22, "stage", "Discovery", "Evaluation"), (12, "close_date", "2026-12-02", "2026-12-18"),
            (5, "stage", "Evaluation", "Proposal"), (3, "amount", "170000", "184000"))  # fmt: skip
    return [
        FieldChange(
            deal_id, NOW - timedelta(days=days), name, old, new, "Dana Ruiz", Source("salesforce", "History.csv", f"h{days}")
        )
        for days, name, old, new in rows
    ]


class FakeLanes:
    """What the lane timeline asks of the workspace."""

    timeline_size: int

    def _row(self, deal_id: str) -> Any: ...
    def _check(self) -> None: ...

    def _memory(self, deal_id: str, as_of: datetime | None = None, origin: str = "all") -> MemoryLanes:
        self._check()
        silent = self._row(deal_id).headline.startswith("A deal with no message")
        rows = [row for row in touchpoints(deal_id, 0 if silent else self.timeline_size) if as_of is None or row.at <= as_of]
        changes = [] if silent else [change for change in changes_of(deal_id) if as_of is None or change.at <= as_of]
        return MemoryLanes(rows, changes, origin=origin)

    def lane_frame(self, deal_id: str, *, as_of: datetime | None = None, whole: bool = True, index: Any = None) -> LaneFrame:
        return self._memory(deal_id, as_of).frame()

    def lane_index(self, deal_id: str, *, as_of: datetime | None = None, origin: str = "all") -> Any:
        return self._memory(deal_id, as_of, origin)

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
        index: Any = None,
        people: bool = False,
    ) -> LaneItems:
        self._check()
        memory: MemoryLanes = index if index is not None else self._memory(deal_id, as_of, origin)
        if people:
            memory = MemoryLanes([row for row in memory.rows if row.origin.value != "automated"])
        return memory.items(at, touchpoint_id=touchpoint_id, lanes=lanes, before=before, after=after)

    def human_near(
        self,
        deal_id: str,
        at: datetime,
        *,
        touchpoint_id: str = "",
        step: int = 1,
        as_of: datetime | None = None,
        index: Any = None,
    ) -> TimelineRow | None:
        return self._memory(deal_id, as_of, "human").near(at, touchpoint_id, step)

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
        return self._memory(deal_id, as_of, origin).hits(words, at, touchpoint_id, step, here=here)
