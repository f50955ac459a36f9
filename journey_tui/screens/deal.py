"""A deal: its story first, then health, timeline, actions, what is pinned, and its channel."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from journey_tui.ahead import Ahead
from journey_tui.commands import Command
from journey_tui.domain.model import Decision
from journey_tui.domain.views import DealView
from journey_tui.domain.views_measures import Opened
from journey_tui.screens.base import bindings_for
from journey_tui.screens.deal_tab import DealTab
from journey_tui.screens.deal_tabs import MADE_TABS
from journey_tui.screens.deal_watching import DealWatching
from journey_tui.screens.decided import place_of
from journey_tui.screens.messages import Loaded
from journey_tui.screens.tab_verbs import Brought, TabVerbs
from journey_tui.widgets.document import Block, Document, Item
from journey_tui.widgets.format import ORIGINS, SHORT_ORIGINS, deal_words, money
from journey_tui.widgets.grid import health
from journey_tui.widgets.ink import Line, Span, joined, label, sides
from journey_tui.widgets.pane import Pane
from journey_tui.widgets.record import actions, context
from journey_tui.widgets.story import blank, prose, snapshot

TABS: Final = ("Snapshot", "Health", "Timeline", "Actions", "Workspace", "Channel")
SIDE_FROM = 120
"""Columns from which the context stands beside the story (product.md §6)."""
SIDE_WIDTH = 36
AIRY_FROM = 40
"""Lines from which sentences are set apart and the next steps still show."""
AHEAD_SECONDS: Final = 0.05
"""How long a deal's first paint waits for its text; a deal that takes longer is painted without it first."""


class DealPlace(TabVerbs, DealWatching):
    """One deal with its six tabs."""

    PLACE = "deal"
    HEAD_LINES = 2
    CSS_PATH = "deal.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("deal")

    def __init__(
        self, deal_id: str, title: str = "", ahead: Ahead[Opened] | None = None, *, brought: Brought | None = None
    ) -> None:
        """Open a deal, at its Workspace with what is `brought` from another place."""
        super().__init__()
        self._brought = brought
        self.deal_id = deal_id
        self.title_words = title
        self._ahead = ahead
        self.view: DealView | None = None
        self.tab = 1
        self.unfolded: frozenset[str] = frozenset()
        self.folded = False
        self.side_wanted: bool | None = None
        self.side_active = False
        self._tabs: dict[int, DealTab] = {}
        self._items: dict[int, tuple[str, str] | None] = {}

    def compose_body(self) -> ComposeResult:
        """Compose the text and the context side by side; each shows when it is its turn."""
        story, side = Document(id="story"), Document(id="side")
        # Set before they are mounted, so that the first layout is the last.
        side.active = False
        self._place(story, side)
        with Container(id="deal-body"):
            yield story
            yield side

    def on_mount(self) -> None:
        """Start reading."""
        self.set_class(self.journey.plain, "-ascii")
        for document in self.query(Document):
            document.bar = self.look.mark("bar")
        self._arrange()
        if self._brought is not None:
            self.bring(self._brought)

    @property
    def story(self) -> Document:
        """Return the text of the tab."""
        return self.query_one("#story", Document)

    @property
    def made(self) -> DealTab | None:
        """Return the tab that shows, where it is more than a text."""
        return self._tabs.get(self.tab)

    @property
    def here(self) -> str:
        """Return the place whose keys are in force."""
        made = self.made
        return made.PLACE if made else self.PLACE

    @property
    def side(self) -> Document:
        """Return the context panel."""
        return self.query_one("#side", Document)

    @property
    def pane(self) -> Pane:
        """Return the pane that the keys go to."""
        if self.side_active and self.side.display:
            return self.side
        made = self.made
        return made.pane if made and made.is_mounted else self.story

    @property
    def item(self) -> Item | None:
        """Return what is under the cursor."""
        pane, made = self.pane, self.made
        if made and pane is not self.side:
            return made.item
        return pane.item if isinstance(pane, Document) else None

    # Reading.

    def reload(self, *, want: Any = None) -> None:
        """Read the deal again; the cursor stays on its item or goes to `want`."""
        if want is None and self._show_ahead():
            return
        read = self.reading()
        self.load("deal", lambda: (read(), want))
        if (made := self.made) and made.is_mounted:
            made.reload()

    def _show_ahead(self) -> bool:
        """Show the deal that was read while the screen was being made; return whether it was there in time."""
        ahead, self._ahead = self._ahead, None
        try:
            opened = ahead.take(AHEAD_SECONDS) if ahead is not None else None
        except Exception:
            # The read is done again, where an error is told.
            return False
        if opened is None:
            return False
        self.take(opened)
        self.shown_version = self.journey.version
        self._show_deal()
        return True

    @on(Loaded)
    def _show_loaded(self, event: Loaded) -> None:
        if event.what == "deal":
            claims, want = self.take(event.value[0]).reading.claims, event.value[1]
            words = place_of(want, claims) if isinstance(want, Decision) else want
            self._show_deal(words if isinstance(words, tuple) else None)
            return
        for made in self._tabs.values():
            if made.is_mounted and made.loaded(event.what, event.value):
                return

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
        """Set the text of the tab and the context, unless they are gone with whoever left at once."""
        if not self.query("#story"):
            return
        self.refresh_head()
        view = self.view
        if view is None or self.asking:
            return
        if (made := self.made) is None:
            self.story.show(self._blocks(view), want=want)
        elif made.is_mounted:
            made.deal_loaded(view)
        self.side.show(context(view, self.look, self._side_width()))
        self.watched()

    def _blocks(self, view: DealView) -> list[Block]:
        """Return the text of the tab."""
        width, look = self._text_width(), self.look
        if self.tab == 2:
            return health(view, look, width, unfolded=self.unfolded, folded=self.folded)
        if self.tab == 1:
            return snapshot(view, look, width, terse=self.app.size.height < 30, airy=self.app.size.height >= AIRY_FROM)
        makers = {4: actions}
        return makers[self.tab](view, look, width)

    def _side_shows(self) -> bool:
        """Return whether the context stands beside the text."""
        wide = self.app.size.width >= SIDE_FROM and not (self.made and self.made.WIDE)
        return wide if self.side_wanted is None else self.side_wanted

    def _side_width(self) -> int:
        return SIDE_WIDTH if self.app.size.width >= SIDE_FROM else self.app.size.width

    def _text_width(self) -> int:
        wide = self.app.size.width >= SIDE_FROM
        return self.app.size.width - (SIDE_WIDTH + 1 if wide and self._side_shows() else 0)

    def _arrange(self) -> None:
        """Show the panes that the tab and the width ask for, and the cursor in the one that the keys go to."""
        self._place(self.story, self.side)
        side, wide = self._side_shows(), self.app.size.width >= SIDE_FROM
        covered = side and not wide
        self.side_active = covered or (self.side_active and side)
        self.side.set_active(self.side_active)
        self.story.set_active(not self.side_active)
        if (made := self.made) and made.is_mounted:
            made.set_active(not self.side_active)

    def _place(self, story: Document, side: Document) -> None:
        """Show the panes that the tab and the width ask for."""
        shows, wide = self._side_shows(), self.app.size.width >= SIDE_FROM
        covered = shows and not wide
        side.display = shows
        side.styles.width = SIDE_WIDTH if wide else "1fr"
        side.set_class(wide, "beside")
        story.display = self.made is None and not covered
        for number, made in self._tabs.items():
            made.display = number == self.tab and not covered

    def relayout(self) -> None:
        """Set everything at the new width."""
        if self.app.size.width < SIDE_FROM:
            self.side_wanted = None
        self._arrange()
        self._show_deal()
        if (made := self.made) and made.is_mounted:
            made.relayout()

    def refresh_head(self) -> None:
        """Say which deal this is, and the tab that shows."""
        width = self.app.size.width
        self.head.set_lines([self._title_line(self.head.room), self._tab_line(width)])

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
        words = ORIGINS[origin] if width >= 90 else SHORT_ORIGINS[origin]
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
        super().cursor_moved(pane)
        made = self.made if pane is not self.side else None
        self.foot.set_detail(made.detail if made else self.item.detail if self.item else "")

    # Keys.

    def action_tab(self, number: int) -> None:
        """Show a tab; the cursor is where it was there."""
        if self._side_shows() and self.app.size.width < SIDE_FROM:
            self.side_wanted = False
        if number != self.tab:
            text = self.made is None and self.story.item
            self._items[self.tab] = self.story.item.key if text and self.story.item else self._items.get(self.tab)
            self.tab = number
            self.went_to(number)
        self.side_active = False
        fresh = self._make_tab(number)
        self._arrange()
        self.refresh_head()
        self.show_keys()
        if made := self.made:
            made.focus()
            if not fresh:
                made.opened()
            return
        self.set_focus(None)
        if self.view is not None:
            key = self._items.get(number)
            first = ("requirement", self.view.reading.weakest) if number == 2 else None
            self.story.show(self._blocks(self.view), want=key or first, top=not (key or first), anew=True)
            self.watched()

    def show_item(self, tab: int, key: tuple[str, str]) -> None:
        """Show a tab with the cursor on an item of its text."""
        self._items[tab] = key
        self.action_tab(tab)

    def _make_tab(self, number: int) -> bool:
        """Make a tab with panes of its own the first time that it shows; return whether it was made now."""
        if number not in MADE_TABS or number in self._tabs:
            return False
        made = self._tabs[number] = MADE_TABS[number](self)
        self.query_one("#deal-body").mount(made, after=self.story)
        return True

    def action_side(self) -> None:
        """Show or hide the context."""
        self.side_wanted = not self._side_shows()
        self._arrange()
        self.call_after_refresh(self._show_deal)

    def show_side(self) -> None:
        """Show the context with the keys in it."""
        if not self._side_shows():
            self.side_wanted = True
        self.side_active = True
        self._arrange()

    def action_next_pane(self) -> None:
        """Give the keys to the other pane; the first press shows the context where it is hidden."""
        if self._taken("pane"):
            return
        if not self._side_shows() or self.app.size.width < SIDE_FROM:
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
        elif not ((made := self.made) and made.is_mounted and made.leave()):
            super().action_back()

    def action_fold(self) -> None:
        """On Health: one line a requirement, or all of it."""
        if self.tab == 2 and self.view is not None:
            self.folded = not self.folded
            self.story.show(self._blocks(self.view))
        elif not ((made := self.made) and made.is_mounted and made.fold()):
            self.say("z folds the list on Triage and the grid on 2 Health.")

    def unfold(self, key: str) -> None:
        """Show or hide the evidence of a requirement in place."""
        self.unfolded = self.unfolded ^ {key}
        if self.view is not None:
            self.story.show(self._blocks(self.view))

    def search(self, step: int, *, here: bool = False) -> None:
        """Search in the text, or as the tab searches."""
        made = self.made if self.query_words and not self.side_active else None
        if not (made and made.is_mounted and made.search(self.query_words, step, here=here)):
            super().search(step, here=here)

    def _run_command(self, command: Command | None) -> None:
        """Run a command chosen in the palette; the tab's own ones there."""
        made = self.made
        if command is not None and made and command.place == made.PLACE != self.PLACE:
            self.call_later(made.run_action, command.action)
        else:
            super()._run_command(command)

    def copy_text(self) -> str:
        """Return the item under the cursor."""
        made = self.made
        if made is not None and not self.side_active:
            return made.copy_text()
        return self.item.copy if self.item else ""
