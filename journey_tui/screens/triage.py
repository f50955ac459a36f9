"""Triage, the home: which customer needs something next, why, and what exactly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from journey_tui.domain.views import TriagePage, TriageRow
from journey_tui.screens.base import Place, bindings_for
from journey_tui.screens.messages import Loaded
from journey_tui.screens.triage_views import LABELS, ORDERS, VIEWS, SavedView, age_words, fits_view, notice_words
from journey_tui.widgets.document import Block, Document
from journey_tui.widgets.format import ORIGINS, deal_words, money
from journey_tui.widgets.ink import Line, joined, sides, wrap
from journey_tui.widgets.pane import Pane
from journey_tui.widgets.rows import Rows
from journey_tui.widgets.triage_list import TriageList, weakest_words

WHO: Final = "“mine” shows everybody's deals until you say who you are: journey whoami --set ADDRESS"
AHEAD_SECONDS: Final = 0.5
"""How long the first paint waits for its rows; after that the frame is painted without them."""
TEAM: Final = "team store: every member can read all of it"


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around the list: the ages of the sources, and whether the store is a team's."""

    ages: str
    team: bool
    warning: str = ""
    """What to know before the list is trusted: a late source, an own side that is a guess."""


@dataclass(frozen=True, slots=True)
class _Read:
    """A page as a thread has read it, and where the wanted deal stands now."""

    page: int
    data: TriagePage
    at: int | None
    fresh: bool
    around: _Around | None = None


class TriagePlace(Place):
    """The list of deals."""

    PLACE = "triage"
    HEAD_LINES = 2
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("triage")

    def __init__(self) -> None:
        super().__init__()
        self.mine = True
        self.order = "needs"
        self.view = VIEWS[0].name
        self.filter_words = ""
        self.ages = ""
        self.team = False
        self.warning = ""
        self.nobody = False
        """Whether "mine" shows everybody's because nobody said whose deals are meant."""
        self.loaded = False
        self._narrowed: list[TriageRow] | None = None

    def compose_body(self) -> ComposeResult:
        """Compose the list, and the sentence that stands in its place when it is empty."""
        yield TriageList(self.look)
        empty = Document(id="triage-empty")
        # Set before it is mounted, so that the first layout is the last.
        empty.display = False
        yield empty

    @property
    def list(self) -> TriageList:
        """Return the list."""
        return self.query_one(TriageList)

    @property
    def pane(self) -> Pane:
        """Return the pane that the keys go to."""
        return self.list

    # Reading.

    def _fetch(self, offset: int, limit: int) -> TriagePage:
        """Read a window of the list in force; runs in a thread."""
        workspace, view = self.journey.workspace, self.view
        if view in ("Needs me",):
            return workspace.triage(mine=self.mine, origin=self.journey.origin, order=self.order, query=self.filter_words, offset=offset,
                                    limit=limit, as_of=self.journey.as_of)  # fmt: skip
        rows, start, scope, today = [], 0, "mine", self.look.today
        while True:
            page = workspace.triage(mine=self.mine, origin=self.journey.origin, order=self.order, query=self.filter_words, offset=start,
                                    limit=500, as_of=self.journey.as_of)  # fmt: skip
            rows += [row for row in page.rows if fits_view(view, row, today)]
            start, scope = start + len(page.rows), page.scope
            if not page.rows or start >= page.total:
                break
        return TriagePage(tuple(rows[offset : offset + limit]), len(rows), offset, scope)

    def _restart(self) -> None:
        """Read another list from its top."""
        self.list.at = self.list.top = 0
        self.reload(want="")

    def reload(self, *, want: Any = None) -> None:
        """Read again; the cursor stays on its deal, or goes to `want`."""
        listing = self.list
        at, size = listing.at, listing.PAGE
        current = listing.current
        key = want if isinstance(want, str) and want != "decision" else (current.deal_id if current else "")
        first = not self.loaded
        if first and self._show_ahead():
            return

        def work() -> _Read:
            page = at // size
            data = self._fetch(page * size, size)
            where = next((page * size + place for place, row in enumerate(data.rows) if row.deal_id == key), None)
            if key and where is None:
                for other in range((data.total + size - 1) // size):
                    found = self._fetch(other * size, size)
                    where = next((other * size + place for place, row in enumerate(found.rows) if row.deal_id == key), None)
                    if where is not None:
                        page, data = other, found
                        break
            if not data.rows and data.total:
                page = (data.total - 1) // size
                data = self._fetch(page * size, size)
            return _Read(page, data, where, True, self._read_around() if not (first and data.total) else None)

        self.load("triage", work)

    def _show_ahead(self) -> bool:
        """Show the page that was read while the app was loading; return whether there was one with rows."""
        ahead, self.journey.ahead = self.journey.ahead, None
        try:
            page = ahead.take(AHEAD_SECONDS) if ahead is not None else None
        except Exception:
            # The read is done again, where an error is told.
            return False
        if page is None or not page.rows:
            return False
        self.shown_version = self.journey.version
        self._show(Loaded("triage", _Read(0, page, None, True)))
        return True

    def _read_around(self) -> _Around:
        """Read how old each kind of source is, and whose the store is; runs in a thread."""
        workspace = self.journey.workspace
        ages = workspace.source_ages()
        return _Around(age_words(ages, self.look), workspace.is_team, notice_words(ages, workspace.own_side()))

    @on(Rows.PageWanted)
    def _read_page(self, event: Rows.PageWanted) -> None:
        size, page = self.list.PAGE, event.page
        self.load("page", lambda: _Read(page, self._fetch(page * size, size), None, False), group=f"page {page}")

    @on(Loaded)
    def _show(self, event: Loaded) -> None:
        if event.what == "around":
            self._take_around(event.value)
            self.refresh_head()
            return
        read: _Read = event.value
        listing = self.list
        listing.look, listing.grouped = self.look, self.order == "needs" and self.view == "Needs me"
        listing.owners = read.data.scope == "all"
        if read.fresh:
            listing.reset(read.data.total, read.page, list(read.data.rows), at=read.at)
        else:
            listing.add_page(read.page, list(read.data.rows), read.data.total)
        first, self.loaded = not self.loaded, True
        self._take_around(read.around)
        self._say_who(self.mine and read.data.scope == "all")
        self._show_empty(read.data.total)
        self.refresh_head()
        if first and read.around is None:
            self.load("around", self._read_around)
        if first and read.data.rows:
            self.journey.warm_up(read.data.rows[0].deal_id)

    def _take_around(self, around: _Around | None) -> None:
        if around is not None:
            self.ages, self.team, self.warning = around.ages, around.team, around.warning

    def _say_who(self, nobody: bool) -> None:
        """Say once how to tell Journey whose deals are "mine"."""
        if nobody and not self.nobody:
            self.say(WHO, ink="weak", seconds=15)
        self.nobody = nobody

    def load_failed(self, what: str, error: Exception) -> None:
        """Say it in the list's place when nothing could be read at all."""
        if self.loaded:
            super().load_failed(what, error)
            return
        text = (f"The store could not be read: {error}", "Nothing was changed. r tries again; S still shows the sources; "
                f"the log is {self.journey.log_path}, and `journey doctor` names what is wrong.")  # fmt: skip
        self._show_sentence(text)

    def _show_empty(self, total: int) -> None:
        """Say why the list is empty, and the one key to press."""
        empty = self.query_one("#triage-empty", Document)
        empty.display, self.list.display = total == 0, total > 0
        if total:
            return
        if self.filter_words:
            self._show_sentence((f"No deal has “{self.filter_words}”.", "Esc clears the filter."))
        elif self.view != "Needs me":
            self._show_sentence((f"No deal is in “{self.view}” now.", "v chooses another list."))
        elif self.mine and not self.nobody:
            self._show_sentence(
                ("No open deals are yours here.", "M shows everybody's. `journey whoami` says which CRM user you are.")
            )
        elif self.ages:
            self._show_sentence(("No open deal is stored.", "S shows what was imported and what was left out; closed deals: `journey deals --all`. "
                                 "A CRM export with open deals fills this list: `journey import PATH…`."))  # fmt: skip
        else:
            self._show_sentence(("There are no deals yet.", "Leave with q and run `journey import PATH…` with a CRM export, a mailbox, "
                                 "a calendar or call transcripts; or `journey demo` to look around."))  # fmt: skip

    def _show_sentence(self, text: tuple[str, str]) -> None:
        empty = self.query_one("#triage-empty", Document)
        empty.display, self.list.display = True, False
        width = min(76, self.app.size.width - 6)
        lines: list[Line] = [(), ()]
        lines += [(("   " + line, "strong"),) for line in wrap(text[0], width)]
        lines += [(), *((("   " + line, "muted"),) for line in wrap(text[1], width))]
        empty.show([Block(tuple(lines))], top=True)

    # What stands around the list.

    def refresh_head(self) -> None:
        """Say scope, order, filter, origin and the age of the sources."""
        look, wide = self.look, self.head.room >= 100
        total = self.list.total
        scope = f"{'mine' if self.mine and not self.nobody else 'all'} · {total:,} open" if self.loaded else "reading the store"
        order = ORDERS[self.order] if self.view == "Needs me" else self.view
        left: list[Any] = [(" Journey", "strong"), ("  Triage", "tab")]
        if self.team:
            left.append((f"  {TEAM if self.app.size.width >= 120 else 'team store'}", "weak"))
        left.append((f"  {scope} · {order}" if self.loaded else f"  {scope}", "text"))
        if self.journey.demo and wide:
            left.append(("  demo, made-up deals", "muted"))
        if self.filter_words:
            left.append((f"  / {self.filter_words}", "accent"))
        origin = self.journey.origin
        right = [(ORIGINS[origin], "muted" if origin == "all" else "accent")]
        if self.warning and self.journey.as_of is None:
            right.append((f"   {self.warning}", "weak"))
        elif self.ages and (wide or not self.filter_words) and self.journey.as_of is None:
            right.append((f"   {self.ages if wide and not self.team else self.ages.split(' · ')[0]}", "muted"))
        self.head.set_lines(
            [sides(tuple(left), (*right, (" ", "text")), self.head.room), self.list.legend(self.list.row(self.list.at))]
        )
        self.list.look = look

    def relayout(self) -> None:
        """Set everything at the new width."""
        self.list.repaint()
        self.refresh_head()

    def minute_passed(self) -> None:
        """Set the ages again."""
        self.load("around", self._read_around)

    def cursor_moved(self, pane: Pane) -> None:
        """Say what the cursor is on."""
        row = self.list.current
        if row is None:
            self.foot.set_detail("")
            return
        amount = money(row.amount, row.currency)
        close = f"closes {self.look.short_day(row.close_date)}" if row.close_date else ""
        snoozed = f"snoozed to {self.look.short_day(row.snoozed_until)}" if row.snoozed_until else ""
        self.foot.set_detail(joined((f"{self.list.at + 1} of {self.list.total:,}", deal_words(row.name, row.account), amount, close, weakest_words(row, LABELS),
                                     snoozed, row.channel, row.owner)))  # fmt: skip

    # Keys.

    def action_open(self) -> None:
        """Open the deal under the cursor."""
        row = self.list.current
        if row is not None:
            self.journey.open_deal(row.deal_id, row.account or row.name)

    def action_back(self) -> None:
        """Clear the filter, then the view; never quit."""
        if self.filter_words:
            self.filter_words = ""
            self.reload()
        elif self.view != "Needs me":
            self._use_view(VIEWS[0])
        else:
            super().action_back()

    def action_fold(self) -> None:
        """Show one line a deal, or two."""
        self.list.set_height(1 if self.list.height_of_row == 2 else 2)

    def action_mine(self) -> None:
        """Show one's own deals, or everybody's."""
        self.mine = not self.mine
        self.reload()

    def action_sort(self) -> None:
        """Choose an order."""
        from journey_tui.screens.dialogs import Choice, MenuSheet

        choices = [Choice(key, words_) for key, words_ in ORDERS.items()]
        self.app.push_screen(MenuSheet("Sort", choices, chosen=self.order), self._use_order)

    def _use_order(self, order: str | None) -> None:
        if order:
            self.order = order
            self._restart()

    def action_views(self) -> None:
        """Choose a ready-made list."""
        from journey_tui.screens.dialogs import Choice, MenuSheet

        choices = [Choice(view.name, view.name, view.about) for view in VIEWS]
        by_name = {view.name: view for view in VIEWS}
        self.app.push_screen(
            MenuSheet("Views", choices, chosen=self.view), lambda name: self._use_view(by_name[name]) if name else None
        )

    def _use_view(self, view: SavedView) -> None:
        self.view, self.order = view.name, view.order
        self._restart()

    def action_filter(self) -> None:
        """Narrow the list to the deals that have the words typed."""
        from journey_tui.screens.dialogs import LinePrompt

        before = self.filter_words

        def done(text: str | None) -> None:
            self._narrow(before if text is None else text)

        self.app.push_screen(LinePrompt("filter", self.filter_words, changed=self._narrow), done)

    def _narrow(self, text: str) -> None:
        if text.strip() != self.filter_words:
            self.filter_words = text.strip()
            self.reload()

    def search(self, step: int, *, here: bool = False) -> None:
        """Go to the next deal that has the words, reading on as far as needed."""
        from journey_tui.screens.seek import seek_row

        if not self.query_words:
            self.say("/ searches here first.")
            return
        seek_row(self, self.list, lambda offset, limit: self._fetch(offset, limit).rows,
                 lambda row: joined((row.account, row.name, row.headline, row.owner, row.next_title), " "), step, here=here)  # fmt: skip

    def copy_text(self) -> str:
        """Return the deal under the cursor as lines of text."""
        row = self.list.current
        if row is None:
            return ""
        due = f" ({row.next_due.isoformat()})" if row.next_due else ""
        return (
            f"{row.account} · {row.name}\n{row.headline}\nEvidence: {row.truth} · CRM: {row.claim}\nNext: {row.next_title}{due}"
        )

    def _next_key(self) -> str:
        """Return the deal that the cursor goes to after an act."""
        following = self.list.following
        return following.deal_id if following else ""

    def action_snooze(self) -> None:
        """Put the deal off."""
        from journey_tui.screens.dialogs import ask_day

        row = self.list.current
        if row is not None:
            want = self._next_key()
            ask_day(self, "Snooze the deal until", lambda day: self.decide(
                "snooze", row.deal_id, deal_id=row.deal_id, value=day.isoformat(), expires=day, want=want,
                words=f"{row.account}: back on {self.look.day(day)}"))  # fmt: skip

    def action_seen(self) -> None:
        """Remember that the deal was seen as it is now."""
        row = self.list.current
        if row is not None:
            workspace = self.journey.workspace
            self.run_decision(lambda: workspace.mark_seen(row.deal_id), words=f"{row.account}: seen as it is now · u undoes",
                              want=self._next_key())  # fmt: skip

    def action_evidence(self) -> None:
        """Open the deal, where every sentence has its evidence."""
        self.action_open()
