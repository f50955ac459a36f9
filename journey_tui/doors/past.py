"""Reads of the past: what happened before or after a moment."""

from __future__ import annotations

from datetime import datetime

from journey_tui.data.moments import moment_beside
from journey_tui.domain.views import MomentRow
from journey_tui.doors.reading import ReadingDoor


class PastDoor(ReadingDoor):
    """Reads of the past."""

    def moment_beside(self, deal_id: str, moment: datetime, step: int) -> MomentRow | None:
        """Return the event before (`step` -1) or after (1) the moment; None where there is none, planned ones aside."""
        return moment_beside(self._db, deal_id, moment, step, self.now)
