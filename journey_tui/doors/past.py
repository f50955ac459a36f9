"""Reads of the past: what happened before or after a moment, and what differs between two."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from journey_tui.data.moments import moment_beside
from journey_tui.domain.views import MomentRow
from journey_tui.doors.reading import ReadingDoor

if TYPE_CHECKING:
    from journey_tui.domain.compare import Comparison, Told


class PastDoor(ReadingDoor):
    """Reads of the past."""

    def moment_beside(self, deal_id: str, moment: datetime, step: int, *, origin: str = "all") -> MomentRow | None:
        """Return the event before (`step` -1) or after (1) the moment; None where there is none, planned ones aside.

        `origin` leaves out touchpoints of people or of machines.
        """
        return moment_beside(self._db, deal_id, moment, step, self.now, origin)

    def compare(self, deal_id: str, before: datetime, after: datetime | None = None) -> Comparison:
        """Return what differs between two moments; `after` None is now, and the moments may come in any order.

        Raises `DealNotFound`.
        """
        from journey_tui.data.reader import load_changes
        from journey_tui.domain.compare import compare

        if after is not None and after < before:
            before, after = after, before
        one, other = self._told(deal_id, before), self._told(deal_id, after)
        return compare(one, other, load_changes(self._db, deal_id))

    def _told(self, deal_id: str, moment: datetime | None) -> Told:
        from journey_tui.domain.compare import Told

        view = self.deal(deal_id, as_of=moment)
        return Told(view.as_of, view.deal, view.reading, view.evidence)
