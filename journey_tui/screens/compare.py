"""A deal at two moments: what differs, as a list to read, each line with its quote one key away."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from journey_tui.domain.compare import Comparison
from journey_tui.screens.base import Place, bindings_for
from journey_tui.screens.messages import Loaded
from journey_tui.screens.moments import moment_words
from journey_tui.widgets.differences import difference_blocks
from journey_tui.widgets.document import Document, Item
from journey_tui.widgets.format import count, deal_words
from journey_tui.widgets.ink import joined, label
from journey_tui.widgets.pane import Pane
from journey_tui.widgets.story import blank, prose


class ComparePlace(Place):
    """What differs between two moments of a deal."""

    PLACE = "compare"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("compare")

    def __init__(self, deal_id: str, before: datetime, after: datetime | None) -> None:
        super().__init__()
        self.deal_id, self.before, self.after = deal_id, before, after
        """`after` None is now."""
        self.found: Comparison | None = None

    def compose_body(self) -> ComposeResult:
        """Compose the text."""
        yield Document(id="differences")

    @property
    def pane(self) -> Pane:
        """Return the text."""
        return self.text

    @property
    def text(self) -> Document:
        """Return the text."""
        return self.query_one("#differences", Document)

    def on_mount(self) -> None:
        """Start reading."""
        self.text.bar = self.now_look.mark("bar")

    def in_context(self) -> tuple[str, Item | None]:
        """Return the difference under the cursor."""
        return self.deal_id, self.text.item

    def show_moment(self) -> None:
        """Mark nothing: both moments stand in the head."""

    def reload(self, *, want: Any = None) -> None:
        """Read both moments again."""
        workspace, deal_id, before, after = self.journey.workspace, self.deal_id, self.before, self.after
        self.load("compare", lambda: workspace.compare(deal_id, before, after))

    @on(Loaded)
    def _show(self, event: Loaded) -> None:
        self.found = event.value
        self.relayout()

    def load_failed(self, what: str, error: Exception) -> None:
        """Say it in the text's place when nothing was read."""
        if self.found is not None:
            super().load_failed(what, error)
            return
        self.text.show([blank(), prose(f"The two moments could not be read: {error}", self.size.width, "strong"),
                        prose("r tries again, Esc goes back.", self.size.width)])  # fmt: skip

    def relayout(self) -> None:
        """Set the text at the present width."""
        self.refresh_head()
        if self.found is not None:
            self.text.show(difference_blocks(self.found, self.now_look, self.app.size.width))

    def refresh_head(self) -> None:
        """Say which deal and which moments."""
        look = self.now_look
        moments = (
            f"{moment_words(look, self.before)} {look.mark('arrow')} {moment_words(look, self.after) if self.after else 'now'}"
        )
        found = self.found
        name = label(joined((found.account, deal_words(found.name, found.account)))) if found else "reading"
        number = count(len(found.differences), "difference") if found else ""
        self.head.set_lines(
            [((" Compare", "tab"), (f"  {moments}", "accent"), (f"  {name}", "strong"), (f"  {number}", "muted"))]
        )

    def cursor_moved(self, pane: Pane) -> None:
        """Say what the cursor is on."""
        self.foot.set_detail(self.text.item.detail if self.text.item else "")

    def last_look(self) -> datetime | None:
        """Return nothing: the moments are chosen here."""
        return None

    def action_open(self) -> None:
        """Read the quotes behind the line, else the touchpoint."""
        from journey_tui.screens.evidence import EvidencePlace
        from journey_tui.screens.reader import ReaderPlace

        item = self.text.item
        if item is not None and item.evidence:
            self.app.push_screen(EvidencePlace(item.evidence, item.copy.split("\n")[0]))
        elif item is not None and item.touchpoint:
            self.app.push_screen(ReaderPlace(item.touchpoint, self.deal_id))
        elif item is not None:
            self.say("No quote stands behind this line.")

    def action_evidence(self) -> None:
        """Read the quotes behind the line."""
        self.action_open()

    def action_compare(self) -> None:
        """Choose another earlier moment."""
        self.ask_moment("Compare with an earlier moment", self._from)

    def _from(self, moment: datetime) -> None:
        if self.after is not None and moment >= self.after:
            self.before, self.after = self.after, moment
        else:
            self.before = moment
        self.refresh_head()
        self.reload()

    def action_pick_moment(self) -> None:
        """Choose another later moment."""
        self.ask_moment("Compare up to", self._to)

    def _to(self, moment: datetime) -> None:
        self.before, self.after = min(moment, self.before), max(moment, self.before)
        self.refresh_head()
        self.reload()

    def action_moment_now(self) -> None:
        """Compare up to now."""
        self.after = None
        self.refresh_head()
        self.reload()
