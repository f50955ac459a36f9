"""A deal: its story first, then health, timeline, actions, what is pinned, and its channel."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from journey_tui.ahead import Ahead
from journey_tui.domain.views import DealView, TimelineRow
from journey_tui.screens.base import bindings_for
from journey_tui.screens.deal_verbs import DealVerbs
from journey_tui.screens.messages import Loaded
from journey_tui.screens.seek import seek_row
from journey_tui.widgets.document import Block, Document, Item
from journey_tui.widgets.format import ORIGINS, deal_words, money
from journey_tui.widgets.grid import health
from journey_tui.widgets.ink import Line, Span, joined, label, sides
from journey_tui.widgets.pane import Pane
from journey_tui.widgets.record import actions, channel_tab, context, workspace_tab
from journey_tui.widgets.rows import Rows
from journey_tui.widgets.story import blank, prose, snapshot
from journey_tui.widgets.timeline_list import TimelineList

TABS: Final = ("Snapshot", "Health", "Timeline", "Actions", "Workspace", "Channel")
TIMELINE = 3
SIDE_FROM = 120
"""Columns from which the context stands beside the story (product.md §6)."""
SIDE_WIDTH = 36
AIRY_FROM = 40
"""Lines from which sentences are set apart and the next steps still show."""
AHEAD_SECONDS: Final = 0.05
"""How long a deal's first paint waits for its text; a deal that takes longer is painted without it first."""


class DealPlace(DealVerbs):
    """One deal with its six tabs."""

    PLACE = "deal"
    HEAD_LINES = 2
    CSS_PATH = "deal.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("deal")

    def __init__(self, deal_id: str, title: str = "", ahead: Ahead[DealView] | None = None) -> None:
        super().__init__()
        self.deal_id = deal_id
        self.title_words = title
        self._ahead = ahead
        self.view: DealView | None = None
        self.tab = 1
        self.unfolded: frozenset[str] = frozenset()
        self.folded = False
        self.side_wanted: bool | None = None
        self.side_active = False
        self._timeline_read = -1
        self._items: dict[int, tuple[str, str] | None] = {}

    def compose_body(self) -> ComposeResult:
        """Compose the text, the timeline and the context side by side; each shows when it is its turn."""
        story, timeline, side = Document(id="story"), TimelineList(self.look), Document(id="side")
        # Set before they are mounted, so that the first layout is the last.
        side.active = False
        self._place(story, timeline, side)
        with Container(id="deal-body"):
            yield story
            yield timeline
            yield side

    def on_mount(self) -> None:
        """Start reading."""
        self.set_class(self.journey.plain, "-ascii")
        for document in self.query(Document):
            document.bar = self.look.mark("bar")
        self._arrange()

    @property
    def story(self) -> Document:
        """Return the text of the tab."""
        return self.query_one("#story", Document)

    @property
    def timeline(self) -> TimelineList:
        """Return the timeline."""
        return self.query_one(TimelineList)

    @property
    def side(self) -> Document:
        """Return the context panel."""
        return self.query_one("#side", Document)

    @property
    def pane(self) -> Pane:
        """Return the pane that the keys go to."""
        if self.side_active and self.side.display:
            return self.side
        return self.timeline if self.tab == TIMELINE else self.story

    @property
    def item(self) -> Item | None:
        """Return what is under the cursor."""
        pane = self.pane
        if isinstance(pane, Document):
            return pane.item
        row = self.timeline.current
        return (
            None if row is None else Item("touchpoint", row.id, joined((row.subject, row.snippet)), touchpoint=row.id, value=row)
        )

    # Reading.

    def reload(self, *, want: Any = None) -> None:
        """Read the deal again; the cursor stays on its item or goes to `want`."""
        if want is None and self._show_ahead():
            return
        workspace, deal_id, origin = self.journey.workspace, self.deal_id, self.journey.origin
        self.load("deal", lambda: (workspace.deal(deal_id, origin=origin), want))
        self._timeline_read = -1
        if self.tab == TIMELINE:
            self._read_timeline()

    def _show_ahead(self) -> bool:
        """Show the deal that was read while the screen was being made; return whether it was there in time."""
        ahead, self._ahead = self._ahead, None
        try:
            view = ahead.take(AHEAD_SECONDS) if ahead is not None else None
        except Exception:
            # The read is done again, where an error is told.
            return False
        if view is None:
            return False
        self.view, self.shown_version = view, self.journey.version
        self._show_deal()
        return True

    def _read_timeline(self) -> None:
        """Read the page of the timeline at the cursor."""
        rows = self.timeline
        page, key = rows.at // rows.PAGE, rows.current.id if rows.current else ""
        self._timeline_read = self.journey.version
        self.load("timeline", lambda: (page, self._fetch(page * rows.PAGE, rows.PAGE), key))

    def _fetch(self, offset: int, limit: int) -> list[TimelineRow]:
        """Read a window of the timeline; runs in a thread."""
        return self.journey.workspace.timeline(self.deal_id, origin=self.journey.origin, offset=offset, limit=limit)

    @on(Rows.PageWanted)
    def _read_page(self, event: Rows.PageWanted) -> None:
        page, size = event.page, self.timeline.PAGE
        self.load("page", lambda: (page, self._fetch(page * size, size)), group=f"page {page}")

    @on(Loaded)
    def _show_loaded(self, event: Loaded) -> None:
        if event.what == "deal":
            self.view, want = event.value
            self._show_deal(want if isinstance(want, tuple) else None)
        elif event.what == "timeline":
            page, found, key = event.value
            at = next((page * self.timeline.PAGE + place for place, row in enumerate(found) if row.id == key), None)
            self.timeline.reset(self._total(page, found), page, found, at=at)
            self._show_empty_timeline()
        elif event.what == "page":
            page, found = event.value
            self.timeline.add_page(page, found, self._total(page, found))

    def _total(self, page: int, found: list[TimelineRow]) -> int:
        """Return how many touchpoints there are: a page that is not full ends the list."""
        size = self.timeline.PAGE
        known = sum(number for name, number in self.view.reading.counts if self._counts_in(name)) if self.view else 0
        if len(found) < size:
            return page * size + len(found)
        return max(known, (page + 1) * size)

    def _counts_in(self, name: str) -> bool:
        """Return whether touchpoints of an origin show under the filter in force."""
        origin = self.journey.origin
        return origin == "all" or (name == "automated") == (origin == "automated")

    def load_failed(self, what: str, error: Exception) -> None:
        """Say it in the text's place when the deal could not be read at all."""
        if self.view is not None:
            super().load_failed(what, error)
            return
        words = (
            "This deal is not in the store any more."
            if type(error).__name__ == "DealNotFound"
            else f"The deal could not be read: {error}"
        )
        note = f"Nothing was changed. r tries again, q goes back to the list; the log is {self.journey.log_path}."
        self.story.show([blank(), prose(words, self.size.width, "strong"), prose(note, self.size.width)], top=True)

    # Showing.

    def _show_deal(self, want: tuple[str, str] | None = None) -> None:
        """Set the text of the tab and the context."""
        self.refresh_head()
        view = self.view
        if view is None:
            return
        if self.tab != TIMELINE:
            self.story.show(self._blocks(view), want=want)
        self.side.show(context(view, self.look, self._side_width()))

    def _blocks(self, view: DealView) -> list[Block]:
        """Return the text of the tab."""
        width, look = self._text_width(), self.look
        if self.tab == 2:
            return health(view, look, width, unfolded=self.unfolded, folded=self.folded)
        if self.tab == 1:
            return snapshot(view, look, width, terse=self.app.size.height < 30, airy=self.app.size.height >= AIRY_FROM)
        makers = {4: actions, 5: workspace_tab, 6: channel_tab}
        return makers[self.tab](view, look, width)

    def _side_shows(self) -> bool:
        """Return whether the context stands beside the text."""
        wide = self.app.size.width >= SIDE_FROM
        return wide if self.side_wanted is None else self.side_wanted

    def _side_width(self) -> int:
        return SIDE_WIDTH if self.app.size.width >= SIDE_FROM else self.app.size.width

    def _text_width(self) -> int:
        wide = self.app.size.width >= SIDE_FROM
        return self.app.size.width - (SIDE_WIDTH + 1 if wide and self._side_shows() else 0)

    def _arrange(self) -> None:
        """Show the panes that the tab and the width ask for, and the cursor in the one that the keys go to."""
        self._place(self.story, self.timeline, self.side)
        side, wide = self._side_shows(), self.app.size.width >= SIDE_FROM
        covered = side and not wide
        self.side_active = covered or (self.side_active and side)
        self.side.set_active(self.side_active)
        self.story.set_active(not self.side_active)
        self.timeline.set_active(not self.side_active)

    def _place(self, story: Document, timeline: TimelineList, side: Document) -> None:
        """Show the panes that the tab and the width ask for."""
        shows, wide = self._side_shows(), self.app.size.width >= SIDE_FROM
        covered = shows and not wide
        side.display = shows
        side.styles.width = SIDE_WIDTH if wide else "1fr"
        side.set_class(wide, "beside")
        story.display = self.tab != TIMELINE and not covered
        timeline.display = self.tab == TIMELINE and not covered

    def relayout(self) -> None:
        """Set everything at the new width."""
        if not wide_enough(self):
            self.side_wanted = None
        self._arrange()
        self._show_deal()
        self.timeline.repaint()

    def refresh_head(self) -> None:
        """Say which deal this is, and the tab that shows."""
        width, look = self.app.size.width, self.look
        self.head.set_lines([self._title_line(width), self._tab_line(width)])
        self.timeline.look = look

    def _title_line(self, width: int) -> Line:
        """Return customer, deal, amount, close date and owner."""
        if self.view is None:
            return ((" " + label(self.title_words), "strong"), ("  reading", "muted"))
        deal, look = self.view.deal, self.look
        left: list[Span] = [(" " + label(deal.account or deal.name), "strong")]
        if deal.account and deal.name:
            left += [(f" {look.mark('crumb')} ", "muted"), (label(deal_words(deal.name, deal.account)), "text")]
        close = f"{'closed' if deal.closed else 'closes'} {look.short_day(deal.close_date)}" if deal.close_date else ""
        won = ("won" if deal.won else "not won") if deal.closed else ""
        right = joined((money(deal.amount, deal.currency), won, close, label(deal.owner) if width >= 90 else ""))
        return sides(tuple(left), ((right, "muted"), (" ", "text")), width)

    def _tab_line(self, width: int) -> Line:
        """Return the tabs, and at the right the origin filter in force."""
        between = "  " if width >= 90 else " "
        spans: list[Span] = [(" ", "text")]
        for number, name in enumerate(TABS, 1):
            ink = "tab" if number == self.tab else "muted"
            spans += [(f"{number} {name}", ink), (between, "text")]
        origin = self.journey.origin
        words = ORIGINS[origin] if width >= 90 else {"all": "all", "human": "people", "automated": "machines"}[origin]
        right: list[Span] = [(words, "muted" if origin == "all" else "accent"), (" ", "text")]
        if width >= SIDE_FROM and self.view is not None:
            late = [age.words for age in self.view.sources if age.late]
            ages = joined(age.words for age in self.view.sources[:3])
            right = [(label(late[0] if late else ages) + "   ", "weak" if late else "muted"), *right]
        return sides(tuple(spans), tuple(right), width)

    def cursor_moved(self, pane: Pane) -> None:
        """Say what the cursor is on."""
        if pane is not self.pane:
            return
        if pane is self.timeline:
            row = self.timeline.current
            total = f"{self.timeline.at + 1} of {self.timeline.total:,}"
            self.foot.set_detail(joined((total, self.timeline.detail(row))) if row else "")
        else:
            self.foot.set_detail(self.item.detail if self.item else "")

    def _show_empty_timeline(self) -> None:
        """Say why the timeline is empty."""
        if self.timeline.total == 0:
            origin = self.journey.origin
            self.say(
                "Nothing is here under this filter; h changes it."
                if origin != "all"
                else "No touchpoint of this deal was imported yet."
            )

    # Keys.

    def action_tab(self, number: int) -> None:
        """Show a tab; the cursor is where it was there."""
        if self._side_shows() and self.app.size.width < SIDE_FROM:
            self.side_wanted = False
        if number != self.tab:
            self._items[self.tab] = self.story.item.key if self.story.item and self.tab != TIMELINE else self._items.get(self.tab)
            self.tab = number
        self.side_active = False
        self._arrange()
        self.refresh_head()
        if number == TIMELINE:
            if self._timeline_read != self.journey.version:
                self._read_timeline()
            self.timeline.tell()
        elif self.view is not None:
            key = self._items.get(number)
            first = ("requirement", self.view.reading.weakest) if number == 2 else None
            self.story.show(self._blocks(self.view), want=key or first, top=not (key or first))

    def action_side(self) -> None:
        """Show or hide the context."""
        self.side_wanted = not self._side_shows()
        self._arrange()
        self.call_after_refresh(self._show_deal)

    def action_next_pane(self) -> None:
        """Give the keys to the other pane; the first press shows the context where it is hidden."""
        if not self._side_shows():
            self.action_side()
            return
        if self.app.size.width < SIDE_FROM:
            self.action_side()
            return
        self.side_active = not self.side_active
        self._arrange()
        self.pane.tell()

    def action_back(self) -> None:
        """Leave the context first, then the deal."""
        if self._side_shows() and self.app.size.width < SIDE_FROM:
            self.action_side()
        elif self.side_active:
            self.action_next_pane()
        else:
            super().action_back()

    def action_fold(self) -> None:
        """On Health: one line a requirement, or all of it."""
        if self.tab == 2 and self.view is not None:
            self.folded = not self.folded
            self.story.show(self._blocks(self.view))
        else:
            self.say("z folds the list on Triage and the grid on 2 Health.")

    def unfold(self, key: str) -> None:
        """Show or hide the evidence of a requirement in place."""
        self.unfolded = self.unfolded ^ {key}
        if self.view is not None:
            self.story.show(self._blocks(self.view))

    def action_workspace(self) -> None:
        """Show the Workspace tab."""
        self.action_tab(5)

    def search(self, step: int, *, here: bool = False) -> None:
        """Search in the text, or in the whole timeline."""
        if self.tab == TIMELINE and self.query_words and not self.side_active:
            seek_row(self, self.timeline, self._fetch,
                     lambda row: joined((row.actor, row.subject, row.snippet), " "), step, here=here)  # fmt: skip
        else:
            super().search(step, here=here)

    def copy_text(self) -> str:
        """Return the item under the cursor."""
        return self.item.copy if self.item else ""


def wide_enough(place: DealPlace) -> bool:
    """Return whether the context can stand beside the text."""
    return place.app.size.width >= SIDE_FROM
