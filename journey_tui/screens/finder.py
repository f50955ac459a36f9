"""Find a deal by a few letters."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.worker import get_current_worker

from journey_tui.domain.views import DealHit
from journey_tui.screens.dialogs import Sheet
from journey_tui.screens.messages import Loaded, LoadFailed
from journey_tui.widgets.document import WHOLE_ROW, Block, Document, Item
from journey_tui.widgets.ink import fit, label
from journey_tui.widgets.pane import Pane
from journey_tui.widgets.prompt import Prompt

SHOWN = 12


class FinderSheet(Sheet[DealHit]):
    """A line to type in, and the deals that fit, best first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,ctrl+n", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("pagedown", "move(10)", show=False),
        Binding("pageup", "move(-10)", show=False),
    ]

    def __init__(self, title: str = "Find a deal") -> None:
        super().__init__()
        self.heading = title

    def compose(self) -> ComposeResult:
        """Compose the line and the list."""
        with Container(classes="box") as box:
            box.border_title = Content(self.heading)
            box.border_subtitle = Content("↑ ↓ choose · Enter opens · Esc closes")
            yield Prompt(placeholder="customer, deal or id")
            yield Document(id="hits", cells=WHOLE_ROW)

    def on_mount(self) -> None:
        """Show the first deals."""
        self.query_one(Document).styles.height = min(SHOWN, max(3, self.app.size.height - 8))
        self._look_up("")

    @on(Prompt.Changed)
    def _changed(self, event: Prompt.Changed) -> None:
        self._look_up(event.value)

    def _look_up(self, query: str) -> None:
        """Ask the store in a thread; a later question supersedes this one."""
        workspace = self.app.workspace  # type: ignore[attr-defined]

        def run() -> None:
            worker = get_current_worker()
            try:
                hits = workspace.find(query, limit=40)
            except Exception as error:
                self.post_message(LoadFailed("find", error))
                return
            if not worker.is_cancelled:
                self.post_message(Loaded("find", hits))

        self.run_worker(run, thread=True, exit_on_error=False, group="find", exclusive=True)

    @on(Loaded)
    def _show(self, event: Loaded) -> None:
        listing = self.query_one(Document)
        hits: list[DealHit] = event.value
        width = max(30, listing.size.width)
        if hits:
            listing.show([_hit(hit, width) for hit in hits], top=True)
        else:
            listing.show([Block((((" No deal fits these letters.", "muted"),),))])

    @on(LoadFailed)
    def _failed(self, event: LoadFailed) -> None:
        self.query_one(Document).show([Block((((f" Not read: {label(str(event.error))}", "bad"),),))])

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        self.query_one(Document).move(step)

    @on(Prompt.Submitted)
    def action_choose(self) -> None:
        """Choose the deal under the cursor."""
        item = self.query_one(Document).item
        if item is not None:
            self.dismiss(item.value)

    @on(Pane.Chosen)
    def _clicked(self, event: Pane.Chosen) -> None:
        event.stop()
        self.action_choose()


def _hit(hit: DealHit, width: int) -> Block:
    """Return a deal as a line."""
    name = min(28, width // 3)
    rest = max(8, width - name - 22)
    owner = "closed" if hit.closed else hit.owner
    line = (
        (" " + fit(hit.account or hit.name, name), "text"),
        (" " + fit(hit.name, rest), "muted"),
        (" " + fit(owner, 18, right=True), "muted"),
    )
    return Block((line,), Item("hit", hit.deal_id, hit.name, value=hit))
