"""Evidence, one key away: the quote in its message, and the sums behind its band."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from journey_tui.domain.reading import Band
from journey_tui.domain.views import EvidenceView
from journey_tui.screens.base import Place, bindings_for
from journey_tui.screens.messages import Loaded
from journey_tui.widgets.document import Document, Item
from journey_tui.widgets.ink import cut, joined
from journey_tui.widgets.pane import Pane
from journey_tui.widgets.quotes import evidence_blocks
from journey_tui.widgets.story import blank, prose


class EvidencePlace(Place):
    """The quotes behind one sentence, status, signal or step."""

    PLACE = "evidence"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("evidence")

    def __init__(self, evidence: tuple[str, ...], claim: str = "", band: Band | None = None) -> None:
        super().__init__()
        self.ids = evidence
        self.claim, self.band = claim, band
        self.views: list[EvidenceView] = []

    def compose_body(self) -> ComposeResult:
        """Compose the text."""
        yield Document(id="quotes")

    @property
    def pane(self) -> Pane:
        """Return the text."""
        return self.text

    @property
    def text(self) -> Document:
        """Return the text."""
        return self.query_one("#quotes", Document)

    @property
    def current(self) -> EvidenceView | None:
        """Return the quote under the cursor."""
        item = self.text.item
        return item.value if item else None

    def on_mount(self) -> None:
        """Start reading."""
        self.text.bar = self.look.mark("bar")

    def reload(self, *, want: Any = None) -> None:
        """Read the quotes again."""
        workspace, ids, as_of = self.journey.workspace, self.ids, self.journey.as_of
        self.load("evidence", lambda: ([workspace.evidence(one, as_of=as_of) for one in ids[:40]], want))

    @on(Loaded)
    def _show(self, event: Loaded) -> None:
        self.views, want = event.value
        self.relayout(want if isinstance(want, tuple) else None)

    def load_failed(self, what: str, error: Exception) -> None:
        """Say it in the text's place when nothing was read."""
        if self.views:
            super().load_failed(what, error)
            return
        self.text.show([blank(), prose(f"The quote could not be read: {error}", self.size.width, "strong"),
                        prose("It may have been withdrawn with its source. Esc goes back.", self.size.width)])  # fmt: skip

    def relayout(self, want: tuple[str, str] | None = None) -> None:
        """Set the text at the present width."""
        self.refresh_head()
        if self.views:
            self.text.show(evidence_blocks(self.claim, self.band, self.views, self.look, self.app.size.width), want=want)

    def refresh_head(self) -> None:
        """Say where this is."""
        self.head.set_lines([((" Evidence", "tab"), ("  the quote in its message, and why this band", "muted"))])

    def cursor_moved(self, pane: Pane) -> None:
        """Say what the cursor is on."""
        self.foot.set_detail(self.text.item.detail if self.text.item else "")

    def action_open(self) -> None:
        """Read the whole message."""
        from journey_tui.screens.reader import ReaderPlace

        if self.current is not None:
            quote = self.current.evidence
            self.app.push_screen(ReaderPlace(quote.touchpoint_id, quote.deal_id, quote.id))

    def action_evidence(self) -> None:
        """Read the whole message: the evidence is here already."""
        self.action_open()

    def in_context(self) -> tuple[str, Item | None]:
        """Return the quote under the cursor."""
        current = self.current
        return (current.evidence.deal_id, self.text.item) if current is not None else ("", None)

    def _next(self) -> tuple[str, str] | None:
        following = self.text.following
        return following.key if following else None

    def action_confirm(self) -> None:
        """Say that the quote is read rightly."""
        if self.current is not None:
            quote = self.current.evidence
            self.decide(
                "confirm", quote.id, deal_id=quote.deal_id, words=f"Confirmed: “{cut(quote.quote, 48)}”", want=self._next()
            )

    def action_reject(self) -> None:
        """Say that the quote does not mean this."""
        from journey_tui.screens.forms import ask_reason

        if self.current is not None:
            quote, want = self.current.evidence, self._next()
            ask_reason(self, "The quote does not say this", "reject", quote.id, lambda why: self.decide(
                "reject", quote.id, deal_id=quote.deal_id, **why, words="Quote rejected", want=want), note=f"“{quote.quote}”")  # fmt: skip

    def action_override(self) -> None:
        """Say where overriding works."""
        self.say("c confirms this quote, x rejects it; o works on the sentence or the requirement, one Esc back.")

    def action_pin(self) -> None:
        """Keep the quote with the deal."""
        if self.current is not None:
            quote = self.current.evidence
            self.decide(
                "pin",
                quote.id,
                deal_id=quote.deal_id,
                value=joined((f"“{quote.quote}”", quote.speaker)),
                words="Pinned to the deal",
            )
