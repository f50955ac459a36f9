"""The Channel tab of a deal: the record that applies and why, what follows from it here, what waits, and another record beside it."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from journey_tui.domain.views import DealView
from journey_tui.domain.views_channels import ChannelRecordView, Comparison, Follows
from journey_tui.screens.base import bindings_for
from journey_tui.screens.deal_tab import DealTab
from journey_tui.screens.dialogs import Choice, MenuSheet
from journey_tui.widgets.channel_text import channel_blocks, compare_blocks
from journey_tui.widgets.document import Document, Item
from journey_tui.widgets.story import blank, prose


class ChannelTab(DealTab):
    """One record, read beside the deal."""

    PLACE = "channel"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("channel", shared=())

    def __init__(self, place: Any) -> None:
        super().__init__(place)
        self.record: ChannelRecordView | None = None
        self.compared: Comparison | None = None
        self._read = -1

    def compose(self) -> ComposeResult:
        """Compose the text."""
        text = Document(id="channel-text")
        text.on_moved = self.place.cursor_moved
        text.bar = self.look.mark("bar")
        yield text

    @property
    def pane(self) -> Document:
        """Return the text."""
        return self.query_one("#channel-text", Document)

    @property
    def item(self) -> Item | None:
        """Return what is under the cursor."""
        return self.pane.item

    def opened(self) -> None:
        """Read where the store has changed since."""
        if self._read != self.place.journey.version:
            self.reload()
        self.pane.tell()

    def reload(self) -> None:
        """Read the record, and what follows from it here."""
        workspace, deal_id = self.place.journey.workspace, self.place.deal_id
        self._read = self.place.journey.version
        self.load("record", lambda: workspace.deal_channel(deal_id))

    def deal_loaded(self, view: DealView) -> None:
        """Set the text for the deal as it reads now."""
        self.relayout()

    def loaded(self, what: str, value: Any) -> bool:
        """Take the record, or a comparison."""
        if what == "record":
            self.record = value
        elif what == "comparison":
            self.compared = value
        else:
            return False
        self._show(top=what == "comparison")
        return True

    def relayout(self) -> None:
        """Set the text at the present width."""
        self._show()

    def _show(self, *, top: bool = False) -> None:
        view, width = self.place.view, self.size.width or self.app.size.width
        if self.compared is not None:
            self.pane.show(compare_blocks(self.compared, width), top=top)
        elif self.record is not None and view is not None:
            self.pane.show(channel_blocks(self.record, view.reading, self.look, width))
        else:
            self.pane.show([blank(), prose("Reading the channel's record.", width)])

    def leave(self) -> bool:
        """Leave the comparison first."""
        if self.compared is None:
            return False
        self.compared = None
        self._show(top=True)
        return True

    # Keys.

    def take(self, verb: str) -> bool:
        """Do what Enter means here."""
        return verb == "open" and self._open_item()

    def _open_item(self) -> bool:
        """Go to what follows from the record, or to the update in Review."""
        from journey_tui.screens.review import ReviewPlace

        item = self.item
        if item is None or item.kind not in ("update", "follows", "kept", "difference"):
            return False
        if item.kind == "update":
            self.app.push_screen(ReviewPlace(item.value.channel, want=item.id))
        elif item.kind == "follows":
            self._go(item.value)
        return True

    def _go(self, one: Follows) -> None:
        """Show what the line is about, where the deal shows it."""
        kind, key = one.opens
        if kind == "requirement":
            self.place.show_item(2, ("requirement", key))
            return
        gate_or_signal = next((item for item in self.pane.items if item.kind == "gate" and item.id == key), None)
        if kind == "gate" and gate_or_signal is not None:
            self.pane.go(self.pane.items.index(gate_or_signal))
        else:
            self.place.show_item(1, (kind, key))

    def action_beside(self) -> None:
        """Choose another channel, and read the deal under it."""
        if self.record is None:
            return
        workspace, deal_id = self.place.journey.workspace, self.place.deal_id
        choices = [Choice(key, name) for key, name in self.record.others]

        def chosen(key: str | None) -> None:
            if key:
                self.load("comparison", lambda: workspace.compare_channels(deal_id, key))

        self.app.push_screen(MenuSheet("Read this deal as in", choices), chosen)

    def action_propose(self) -> None:
        """Propose a change of this record."""
        from journey_tui.screens.propose import propose_in

        if self.record is not None:
            row = self.record.row
            propose_in(self.place, [(row.key, row.name), *self.record.others], row.key, self.place.deal_id)
