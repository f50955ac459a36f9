"""What a model read of a deal, as people look at it: how it went, what was sent and answered, how it stands for all."""

from __future__ import annotations

from journey_tui.data.model_store import load_note, load_windows
from journey_tui.domain.views_model import ModelNote, ModelStatus, WindowRow
from journey_tui.doors.base import Door


class ModelDoor(Door):
    """What a model read."""

    def model_note(self, deal_id: str) -> ModelNote | None:
        """Return how the last reading of the deal by a model went, None where none was tried."""
        return load_note(self._db, deal_id)

    def model_windows(self, deal_id: str) -> tuple[WindowRow, ...]:
        """Return the model's answers that are kept of the deal, oldest first."""
        return load_windows(self._db, deal_id)

    def model_status(self) -> ModelStatus | None:
        """Return how the model stands for the whole store, None where the worker never tried."""
        import json

        from journey_tui.domain.codec import decode

        found = self.meta("model_status")
        return decode(ModelStatus, json.loads(found)) if found else None
