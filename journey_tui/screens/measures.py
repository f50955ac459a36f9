"""Measures: how Journey is used and how well it is right, from what was seen and done here; shown to the person first."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from textual import on
from textual.binding import BindingType

from journey_tui.domain.measures import LEAST_PEOPLE, Measure
from journey_tui.domain.views_measures import MeasuresView
from journey_tui.screens.base import bindings_for
from journey_tui.screens.messages import Loaded
from journey_tui.screens.two_panes import TwoPanes
from journey_tui.widgets.document import Block, Document
from journey_tui.widgets.ink import Line, joined, sides
from journey_tui.widgets.measures_text import copied, list_blocks, measure_blocks
from journey_tui.widgets.pane import Pane
from journey_tui.widgets.story import blank, prose

LIST_WIDTH: Final = 63


class MeasuresPlace(TwoPanes):
    """Every measure in a line with its trend; Enter, e or Tab open one."""

    PANES = ("measures-body", "measures", "measure")
    WIDE_FROM = 120

    PLACE = "measures"
    CSS_PATH = "measures.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("measures")

    def __init__(self) -> None:
        super().__init__()
        self.span, self.team = "week", False
        self.view: MeasuresView | None = None
        self.in_detail = False
        self._shown = ""

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

    def _arrange(self) -> None:
        super()._arrange()
        # One at a time where it is narrow: both are long.
        wide = self._wide()
        self.listing.display, self.detail.display = wide or not self.in_detail, wide or self.in_detail

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
            self.detail.show([], top=True)
        elif again or measure.key != self._shown:
            width = self.app.size.width - (LIST_WIDTH + 1 if self._wide() else 0)
            self.detail.show(measure_blocks(measure, view, self.look, width), top=measure.key != self._shown)
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
        item = self.detail.item
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
        super().action_next_pane()
        self.call_after_refresh(self._open, again=True)

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
        item = self.detail.item if self.in_detail else None
        return item.copy if item else copied(self.measure) if self.measure else ""
