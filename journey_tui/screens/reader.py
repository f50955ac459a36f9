"""A touchpoint read whole: a message, a call, a meeting, a note."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from journey_tui.domain.views import TouchpointView
from journey_tui.screens.base import Place, bindings_for
from journey_tui.screens.messages import Loaded
from journey_tui.text import normalise
from journey_tui.widgets.document import Document, Item
from journey_tui.widgets.format import KINDS
from journey_tui.widgets.ink import cut, joined
from journey_tui.widgets.pane import Pane
from journey_tui.widgets.quotes import row_words, touchpoint_blocks
from journey_tui.widgets.story import blank, prose


class ReaderPlace(Place):
    """One touchpoint; the cursor goes from quote to quote."""

    PLACE = "reader"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("reader")

    def __init__(self, touchpoint_id: str, deal_id: str = "", mark: str = "") -> None:
        super().__init__()
        self.touchpoint_id, self.deal_id, self.mark = touchpoint_id, deal_id, mark
        self.view: TouchpointView | None = None

    def compose_body(self) -> ComposeResult:
        """Compose the text."""
        yield Document(id="message")

    @property
    def pane(self) -> Pane:
        """Return the text."""
        return self.text

    @property
    def text(self) -> Document:
        """Return the text."""
        return self.query_one("#message", Document)

    def on_mount(self) -> None:
        """Start reading."""
        self.text.bar = self.look.mark("bar")

    def reload(self, *, want: Any = None) -> None:
        """Read the touchpoint again."""
        workspace, key = self.journey.workspace, self.touchpoint_id
        self.load("touchpoint", lambda: workspace.touchpoint(key))

    @on(Loaded)
    def _show(self, event: Loaded) -> None:
        first = self.view is None
        self.view = event.value
        self.relayout()
        if first and self.mark:
            if not self.text.seek(("evidence", self.mark)) and not self.text.seek(("passage", self.mark)):
                self._seek_words()
        elif first:
            self.text.top = 0
            self.text.repaint()

    def _seek_words(self) -> None:
        """Put the cursor on the quote that the words are, or are part of."""
        words = normalise(self.mark).casefold()
        for item in self.text.items:
            said = normalise(item.value.quote).casefold() if item.kind == "evidence" else ""
            if said and (said in words or words in said):
                self.text.seek(item.key)
                return

    @property
    def quote(self) -> Item | None:
        """Return the quote under the cursor."""
        item = self.text.item
        return item if item is not None and item.kind == "evidence" else None

    def load_failed(self, what: str, error: Exception) -> None:
        """Say it in the text's place when nothing was read."""
        if self.view is not None:
            super().load_failed(what, error)
            return
        self.text.show([blank(), prose(f"This touchpoint could not be read: {error}", self.size.width, "strong"),
                        prose("Everything else still works. r tries again, Esc goes back.", self.size.width)])  # fmt: skip

    def relayout(self) -> None:
        """Set the text at the present width."""
        self.refresh_head()
        if self.view is not None:
            self.text.show(touchpoint_blocks(self.view, self.look, self.app.size.width, self.mark))

    def refresh_head(self) -> None:
        """Say what this is."""
        words = "reading"
        if self.view is not None:
            row = self.view.row
            words = joined((row.actor, cut(row.subject, 60), self.look.moment(row.at)))
        kind = KINDS[self.view.row.kind] if self.view is not None else "touchpoint"
        self.head.set_lines([((f" {kind[:1].upper()}{kind[1:]}", "tab"), (f"  {words}", "muted"))])

    def cursor_moved(self, pane: Pane) -> None:
        """Say what the cursor is on."""
        source = self.view.row.source if self.view else None
        fallback = joined((source.file, source.locator, source.native_id)) if source else ""
        self.foot.set_detail(self.text.item.detail if self.text.item else fallback)

    def action_evidence(self) -> None:
        """Open what the quote under the cursor bears on."""
        from journey_tui.screens.evidence import EvidencePlace

        item = self.quote
        if item is not None:
            self.app.push_screen(EvidencePlace(item.evidence))
        else:
            self.say("No quote was taken from it.")

    def action_open(self) -> None:
        """Open the evidence of the quote under the cursor."""
        self.action_evidence()

    def action_confirm(self) -> None:
        """Confirm the quote under the cursor."""
        item = self.quote
        if item is not None:
            self.decide("confirm", item.id, deal_id=self.deal_id, words=f"Confirmed: {cut(item.copy, 48)}")
        else:
            self.say("No quote was taken from it.")

    def action_reject(self) -> None:
        """Reject the quote under the cursor."""
        from journey_tui.screens.forms import ask_reason

        item = self.quote
        if item is not None:
            ask_reason(self, "The quote does not say this", "reject", item.id, lambda why: self.decide(
                "reject", item.id, deal_id=self.deal_id, **why, words="Quote rejected"), note=item.copy)  # fmt: skip

    def action_override(self) -> None:
        """Say who did it, or which deal it belongs to."""
        from journey_tui.screens.overrides import override_touchpoint

        if self.view is not None:
            row = self.view.row
            override_touchpoint(self, row.id, row.deal_id, joined((row.actor, row.subject)))

    def in_context(self) -> tuple[str, Item | None]:
        """Return the quote under the cursor, else the touchpoint itself."""
        if self.view is None:
            return self.deal_id, None
        row = self.view.row
        whole = Item("touchpoint", row.id, joined((row.subject, row.snippet)) or KINDS[row.kind], touchpoint=row.id, value=row)
        return row.deal_id or self.deal_id, self.quote or whole

    def copy_text(self) -> str:
        """Return the quote under the cursor, else the whole text."""
        if self.text.item is not None:
            return self.text.item.copy
        return f"{row_words(self.view.row, self.look)}\n\n{self.view.text}" if self.view else ""
