"""Keys that mean something of their own on a tab: the tab is asked first, then the deal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journey_tui.lean import dataclass
from journey_tui.screens.deal_tabs import WORKSPACE
from journey_tui.screens.deal_verbs import DealVerbs
from journey_tui.widgets.document import Document, Item

if TYPE_CHECKING:
    from journey_tui.screens.deal_tab import DealTab


@dataclass(frozen=True, slots=True)
class Brought:
    """What the workspace is opened with."""

    item: Item | None
    draft: bool = False
    """The item is a step: open what does it, written where it is not yet."""
    artifact: str = ""
    """Id of the artifact to open."""


@dataclass(frozen=True, slots=True)
class CameFrom:
    """Where the workspace was opened from: what Esc comes back to."""

    tab: int
    key: tuple[str, str] | None
    top: int
    """How far the text was scrolled."""
    side: bool
    """Whether the context panel had the keys."""


class TabVerbs(DealVerbs):
    """The verbs that a tab may take; what it does not take is done to the item as everywhere."""

    side_active: bool
    tab: int
    _brought: Brought | None

    # To the workspace and back.

    def action_tab(self, number: int) -> None:
        """Show a tab."""

    def action_workspace(self) -> None:
        """Show the Workspace tab with the item under the cursor in context; Esc comes back to it."""
        if self.tab != WORKSPACE:
            self.bring(Brought(self.item))

    def draft_step(self, item: Item) -> None:
        """Open what does a step; nothing is written in the past."""
        if self.journey.as_of is not None:
            self.say_past()
        else:
            self.bring(Brought(item, draft=True))

    def bring(self, brought: Brought) -> None:
        """Open the Workspace tab with something; Esc comes back to the item."""
        from journey_tui.screens.workspace_tab import WorkspaceTab

        item, pane = self.item, self.pane
        came_from = CameFrom(self.tab, item.key if item else None, pane.top, self.side_active) if self.tab != WORKSPACE else None
        self.action_tab(WORKSPACE)
        if isinstance(made := self.made, WorkspaceTab):
            # Opened from another place, Esc leaves the deal for it.
            made.drill_in(brought, came_from if self._brought is not brought else None)

    def go_back_to(self, before: CameFrom) -> None:
        """Show a tab again as it was left, with the cursor on its item."""
        self.action_tab(before.tab)
        if before.side:
            self.show_side()
        pane = self.pane
        if before.key is not None and isinstance(pane, Document):
            pane.seek(before.key)
            # While it was hidden it had no height, so the item alone would be scrolled to the top.
            pane.top = before.top
            pane.repaint()
            # It may stand elsewhere now: a step that was done meanwhile is below the open ones.
            pane.call_after_refresh(pane.reveal)

    def show_side(self) -> None:
        """Give the keys to the context panel."""

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
