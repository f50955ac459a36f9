"""A tab of a deal that is more than a text: it has panes, keys and reads of its own, and is made when it first shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from textual.containers import Container

from journey_tui.widgets.document import Item
from journey_tui.widgets.format import Look
from journey_tui.widgets.pane import Pane

if TYPE_CHECKING:
    from journey_tui.domain.views import DealView
    from journey_tui.screens.deal import DealPlace


class DealTab(Container, can_focus=True, inherit_bindings=False):
    """One tab; its bindings (those of `PLACE` in the table of commands) are in force while it shows, before the deal's."""

    PLACE: ClassVar[str] = "deal"
    WIDE: ClassVar[bool] = False
    """It takes the whole width: the context stands beside it only when a person asks for it."""

    def __init__(self, place: DealPlace) -> None:
        super().__init__(classes="deal-tab")
        self.place = place

    def on_mount(self) -> None:
        """Begin: its panes are there now, unless whoever opened it has left already."""
        if not self.is_whole:
            return
        if self.place.view is not None:
            self.deal_loaded(self.place.view)
        self.opened()

    @property
    def is_whole(self) -> bool:
        """Return whether its panes are there: a deal that is left at once takes its tab away half made."""
        return bool(self.children)

    @property
    def look(self) -> Look:
        """Return how things are written for this person, now."""
        return self.place.look

    @property
    def pane(self) -> Pane:
        """Return the pane of the tab that the keys go to."""
        raise LookupError(f"{type(self).__name__} has no pane")

    @property
    def item(self) -> Item | None:
        """Return what is under the cursor."""
        return None

    @property
    def detail(self) -> str:
        """Return what the line above the keys says of the item."""
        item = self.item
        return item.detail if item else ""

    def opened(self) -> None:
        """Read what is out of date; called each time the tab shows."""

    def reload(self) -> None:
        """Read again: the store has changed, or the filter has; called while the tab shows."""

    def deal_loaded(self, view: DealView) -> None:
        """Take the deal as it was read last."""

    def loaded(self, what: str, value: Any) -> bool:
        """Take what was read in a thread; return whether it was this tab's."""
        return False

    def relayout(self) -> None:
        """Set everything at the present width."""
        self.pane.repaint()

    def set_active(self, active: bool) -> None:
        """Show or hide the cursor: the context panel may have the keys."""
        self.pane.set_active(active)

    def search(self, words: str, step: int, *, here: bool) -> bool:
        """Go to a hit of the words; return False where the text's own search is to be used."""
        return False

    def fold(self) -> bool:
        """Take `z`; return whether the tab had anything to fold."""
        return False

    def take(self, verb: str) -> bool:
        """Do what a key means on this tab alone (`open`, `act`, `reject`, `undo`, `done`, `pin`, `top`, `pane`); False to leave it to the deal."""
        return False

    def copy_text(self) -> str:
        """Return what `y` copies."""
        return self.item.copy if self.item else ""

    def leave(self) -> bool:
        """Take Esc: return True where the tab had something of its own to close."""
        return False

    def flush(self) -> None:
        """Write down at once what was typed here: the terminal has gone."""

    def load(self, what: str, work: Callable[[], Any], *, group: str = "") -> None:
        """Run `work` in a thread; what it returns comes to `loaded`."""
        self.place.load(what, work, group=group)
