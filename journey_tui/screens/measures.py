"""Measures: how Journey is used and how well it is right, from what was seen and done here; shown to the person first."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from journey_tui.domain.measures import LEAST_PEOPLE, Measure
from journey_tui.domain.views_measures import MeasuresView
from journey_tui.screens.base import Place, bindings_for
from journey_tui.screens.messages import Loaded
from journey_tui.widgets.document import Block, Document
from journey_tui.widgets.ink import Line, joined, sides
from journey_tui.widgets.measures_text import copied, list_blocks, measure_blocks
from journey_tui.widgets.pane import Pane
from journey_tui.widgets.story import blank, prose

WIDE_FROM: Final = 120
"""Columns from which a measure stands opened beside the list."""
LIST_WIDTH: Final = 63


class MeasuresPlace(Place):
    """Every measure in a line with its trend; Enter, e or Tab open one."""

    PLACE = "measures"
    CSS_PATH = "measures.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("measures")

    def __init__(self) -> None:
        super().__init__()
        self.span, self.team = "week", False
        self.view: MeasuresView | None = None
        self.in_detail = False
        self._shown = ""

    def compose_body(self) -> ComposeResult:
        """Compose the list and the measure opened."""
        with Container(id="measures-body"):
            yield Document(id="measures")
            yield Document(id="measure")

    def on_mount(self) -> None:
        """Arrange; reading begins."""
        self.listing.bar = self.opened.bar = self.look.mark("bar")
        self._arrange()

    @property
    def listing(self) -> Document:
        """Return the list."""
        return self.query_one("#measures", Document)

    @property
    def opened(self) -> Document:
        """Return the measure opened."""
        return self.query_one("#measure", Document)

    @property
    def pane(self) -> Pane:
        """Return the pane that the keys go to."""
        return self.opened if self.in_detail else self.listing

    @property
    def measure(self) -> Measure | None:
        """Return the measure under the cursor of the list."""
        item = self.listing.item
        return item.value if item is not None else None

    def reload(self, *, want: Any = None) -> None:
        """Read the measures again."""
        workspace, span, team, zone = self.journey.workspace, self.span, self.team, self.journey.zone
        if self.view is None:
            self.load("first", lambda: workspace.measures(span=span, team=team, zone=zone, quick=True))
        self.load("measures", lambda: workspace.measures(span=span, team=team, zone=zone))

    @on(Loaded)
    def _show(self, event: Loaded) -> None:
        if event.what == "measures" or self.view is None:
            self.view = event.value
            self.relayout()

    # Showing.

    def _wide(self) -> bool:
        return self.app.size.width >= WIDE_FROM

    def _arrange(self) -> None:
        wide = self._wide()
        self.query_one("#measures-body").set_class(wide, "wide")
        self.listing.display, self.opened.display = wide or not self.in_detail, wide or self.in_detail
        self.listing.set_active(not self.in_detail)
        self.opened.set_active(self.in_detail)

    def relayout(self) -> None:
        """Set everything at the present width."""
        self._arrange()
        self.refresh_head()
        if self.view is None:
            return
        width = LIST_WIDTH if self._wide() else self.app.size.width
        self.listing.show(list_blocks(self.view, self.look, width) if self.view.measures else self._nothing(self.view))
        self._open(again=True)

    def _open(self, *, again: bool = False) -> None:
        """Show the measure under the cursor opened."""
        measure, view = self.measure, self.view
        if measure is None or view is None:
            self.opened.show([], top=True)
        elif again or measure.key != self._shown:
            width = self.app.size.width - (LIST_WIDTH + 1 if self._wide() else 0)
            self.opened.show(measure_blocks(measure, view, self.look, width), top=measure.key != self._shown)
            self._shown = measure.key

    def _nothing(self, view: MeasuresView) -> list[Block]:
        """Say why there are no figures, and what would bring them."""
        width = self.app.size.width
        if not view.enabled:
            return [blank(), prose("Measures are off: nothing is noted, nothing is asked.", width, "strong"),
                    prose("`enabled = true` under `[measures]` in the settings turns them on; `journey paths` says where the file is.", width)]  # fmt: skip
        words = f"Everybody's figures together are told from {LEAST_PEOPLE} people on; with fewer they would be somebody's own."
        return [blank(), prose(words, width, "strong"), prose(f"So far {view.people} used it here. M goes back to yours.", width)]

    def refresh_head(self) -> None:
        """Say whose figures these are, and over which time."""
        view = self.view
        whose = "everybody's together" if self.team else "yours alone"
        words = joined((whose, f"12 {self.span}s", f"since {self.look.short_day(view.since)}" if view and view.since else ""))
        left: Line = ((" Measures", "tab"), ("  ", "text"), (words if view else "reading", "muted"))
        note = "demo data, made up" if view and view.made_up else "kept here, sent nowhere"
        if view and not view.complete:
            note = "reading deals as of then"
        self.head.set_lines([sides(left, ((note + " ", "accent" if view and view.made_up else "muted"),), self.head.room)])

    def load_failed(self, what: str, error: Exception) -> None:
        """Say it in the list's place when nothing was read."""
        if self.view is not None:
            super().load_failed(what, error)
        else:
            self.listing.show([blank(), prose(f"The measures could not be read: {error}", self.size.width, "strong"),
                               prose(f"r tries again; the log is {self.journey.log_path}.", self.size.width)])  # fmt: skip

    def cursor_moved(self, pane: Pane) -> None:
        """Open what the cursor is on, and say what was counted."""
        if pane is self.listing and (self._wide() or not self.in_detail):
            self._open()
        if pane is self.pane and isinstance(pane, Document):
            self.foot.set_detail(pane.item.detail if pane.item else "")

    # Keys.

    def action_open(self) -> None:
        """Open the measure; in its list the deal."""
        if not self.in_detail:
            self.action_next_pane()
            return
        item = self.opened.item
        if item is not None and item.kind == "case" and item.value.deal_id:
            self.journey.open_deal(item.value.deal_id)
        else:
            self.say("Enter opens the deal of a line under “Behind it”.")

    def action_evidence(self) -> None:
        """Show counts, definition and what is behind the figure."""
        if not self.in_detail:
            self.action_next_pane()

    def action_next_pane(self) -> None:
        """Give the keys to the measure opened, or back to the list."""
        if self.measure is None:
            return
        self.in_detail = not self.in_detail
        self._arrange()
        self.call_after_refresh(self._open, again=True)
        self.pane.tell()

    def action_back(self) -> None:
        """Leave the measure first, then the place."""
        if self.in_detail:
            self.action_next_pane()
        else:
            super().action_back()

    def action_span(self, span: str) -> None:
        """Show weeks or months."""
        if span != self.span:
            self.span = span
            self.reload()

    def action_whose(self) -> None:
        """Show one's own figures, or everybody's together."""
        self.team = not self.team
        self.in_detail = False
        self._arrange()
        self.reload()

    def action_measures(self) -> None:
        """Say that this is it."""
        self.say("These are the measures. + shows weeks, - months, M everybody's together.")

    def copy_text(self) -> str:
        """Return what is under the cursor."""
        item = self.opened.item if self.in_detail else None
        return item.copy if item else copied(self.measure) if self.measure else ""
