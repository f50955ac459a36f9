"""What was typed into a form and is not stored yet: kept as it is typed, there again when the form opens for the same item."""

from __future__ import annotations

from journey_tui.data import artifacts as table
from journey_tui.data.sqlite import transaction
from journey_tui.data.store import writing
from journey_tui.doors.artifacts import SESSION, ArtifactsDoor, is_open


class FormsDoor(ArtifactsDoor):
    """Forms that were left, or that a session ended in."""

    def keep_form(self, about: str, text: str) -> None:
        """Write down what stands in a form about an item, at once."""
        with writing(self.store) as connection, transaction(connection):
            table.keep_typing(connection, self._writer, f"form:{about}", SESSION, 0, text)

    def typed_form(self, about: str) -> str:
        """Return what this person typed last into the form about an item and did not store, empty where nothing was."""
        left = [row for row in table.typed(self._db, f"form:{about}", self._uid) if row[0] == SESSION or not is_open(row[0])]
        return left[0][3] if left else ""

    def drop_form(self, about: str) -> None:
        """Forget it: it was stored, or taken out again."""
        if not self.typed_form(about):
            return
        key = f"form:{about}"
        with writing(self.store) as connection, transaction(connection):
            for session in [row[0] for row in table.typed(connection, key, self._uid)]:
                if session == SESSION or not is_open(session):
                    table.drop_typing(connection, key, session)
