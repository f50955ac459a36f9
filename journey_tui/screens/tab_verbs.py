"""Keys that mean something of their own on a tab: the tab is asked first, then the deal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journey_tui.screens.deal_verbs import DealVerbs

if TYPE_CHECKING:
    from journey_tui.screens.deal_tab import DealTab


class TabVerbs(DealVerbs):
    """The verbs that a tab may take; what it does not take is done to the item as everywhere."""

    side_active: bool

    @property
    def made(self) -> DealTab | None:
        """Return the tab that shows, where it is more than a text."""
        return None

    def _taken(self, verb: str) -> bool:
        made = None if self.side_active else self.made
        return made is not None and made.is_mounted and made.take(verb)

    def action_open(self) -> None:
        """Open the item."""
        if not self._taken("open"):
            super().action_open()

    def action_act(self) -> None:
        """Act on the item."""
        if not self._taken("act"):
            super().action_act()

    def action_reject(self) -> None:
        """Reject or dismiss the item."""
        if not self._taken("reject"):
            super().action_reject()

    def action_undo(self) -> None:
        """Take back the last decision."""
        if not self._taken("undo"):
            super().action_undo()

    def action_done(self) -> None:
        """Mark the item as done."""
        if not self._taken("done"):
            super().action_done()

    def action_pin(self) -> None:
        """Keep the item with the deal."""
        if not self._taken("pin"):
            super().action_pin()

    def action_top(self) -> None:
        """Move to the first item."""
        if not self._taken("top"):
            super().action_top()
