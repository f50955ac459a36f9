"""Triage, the home: which customer needs something next, why, and what exactly."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from journey_tui.domain.views_triage import TriagePage
from journey_tui.lean import dataclass
from journey_tui.screens.base import bindings_for
from journey_tui.screens.messages import Loaded
from journey_tui.screens.triage_preview import TriagePreview
from journey_tui.screens.triage_views import LABELS, ORDERS, VIEWS, age_words, as_many, notice_words
from journey_tui.widgets.document import Block, Document
from journey_tui.widgets.format import ORIGINS, SHORT_ORIGINS, deal_words, money
from journey_tui.widgets.ink import Line, joined, label, sides, width_of, wrap
from journey_tui.widgets.pane import Pane
from journey_tui.widgets.rows import Rows
from journey_tui.widgets.triage_list import TriageList, weakest_words

WHO: Final = "Everybody's deals, until you say who you are: journey whoami --set ADDRESS"
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


class TriagePlace(TriagePreview):
    """The list of deals."""

    PLACE = "triage"
    HEAD_LINES = 2
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("triage")

    def __init__(self) -> None:
        super().__init__()
        self.ages = ""
        self.team = False
        self.warning = ""
        self.nobody = False
        """Whether "mine" shows everybody's because nobody said whose deals are meant."""
        self.loaded = False
        self.exact = True
        """Whether the order is that of the moment that shows."""

    def compose_body(self) -> ComposeResult:
        """Compose the list, and the sentence that stands in its place when it is empty."""
        empty = Document(id="triage-empty")
        # Set before it is mounted, so that the first layout is the last.
        empty.display = False
        with Container(id="triage-body"):
            yield TriageList(self.look)
            yield empty

    @property
    def pane(self) -> Pane:
        """Return the pane that the keys go to."""
        return self.list

    # Reading.

    def _fetch(self, offset: int, limit: int) -> TriagePage:
        """Read a window of the list in force; runs in a thread."""
        journey = self.journey
        return journey.workspace.triage(mine=self.mine, origin=journey.origin, order=self.order, query=self.query_text, offset=offset,
                                        limit=limit, as_of=journey.as_of)  # fmt: skip

    def reload(self, *, want: Any = None) -> None:
        """Read again; the cursor stays on its deal, or goes to `want`."""
        listing, want = self.list, getattr(want, "deal_id", want)
        at, size, current = listing.at, listing.PAGE, listing.current
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
        self._show_page(_Read(0, page, None, True))
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
        elif event.what == "preview":
            self.show_preview(event.value)
        elif event.what == "views":
            self.show_views(event.value)
        elif event.what in ("saved", "deleted"):
            self.view_kept(event.what, event.value)
        elif event.what in ("step", "done"):
            self.step_found(event.what, *event.value)
        else:
            self._show_page(event.value)

    def _show_page(self, read: _Read) -> None:
        listing = self.list
        listing.look, listing.grouped = self.look, self.order == "needs" and self.view == VIEWS[0] and self.journey.as_of is None
        listing.owners = read.data.scope == "all"
        if read.fresh:
            listing.reset(read.data.total, read.page, list(read.data.rows), at=read.at)
        else:
            listing.add_page(read.page, list(read.data.rows), read.data.total)
        first, self.loaded = not self.loaded, True
        self._take_around(read.around)
        self.exact = read.data.exact
        self._say_who(self.mine and read.data.scope == "all")
        self._show_empty(read.data.total)
        self.refresh_head()
        self.preview_stale()
        if first and read.around is None:
            self.call_after_refresh(self._read_rest, len(read.data.rows), read.data.total)
        if first and read.data.rows:
            self.journey.warm_up(read.data.rows[0].deal_id)

    def _read_rest(self, shown: int, total: int) -> None:
        """Read what the first paint could do without: the rest of the page, and what stands around the list."""
        size = self.list.PAGE
        if shown < min(size, total):
            self.load("page", lambda: _Read(0, self._fetch(0, size), None, False), group="page 0")
        self.load("around", self._read_around)

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
            self._show_sentence((f"No deal fits “{self.filter_words}”.", "Esc clears the filter; ? lists what a filter can say."))
        elif self.view != VIEWS[0]:
            self._show_sentence((f"No deal is in “{self.view.name}” now.", "v chooses another list."))
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
        order = ORDERS[self.order] if self.view == VIEWS[0] else label(self.view.name)
        order += "" if self.exact else ", in today's order"
        left: list[Any] = [(" Journey", "strong"), ("  Triage", "tab")]
        if self.team:
            left.append((f"  {TEAM if self.app.size.width >= 120 else 'team store'}", "weak"))
        left.append((f"  {scope} · {order}" if self.loaded else f"  {scope}", "text"))
        if self.journey.demo and self.head.room >= 120:
            left.append(("  demo, made-up deals", "muted"))
        if self.filter_words:
            left.append((f"  / {self.filter_words}", "accent"))
        origin = self.journey.origin
        right = [(ORIGINS[origin] if wide else SHORT_ORIGINS[origin], "muted" if origin == "all" else "accent")]
        # What narrows the list is said before all else where there is little room.
        told = wide or not (self.filter_words or self.view != VIEWS[0])
        if self.warning and told and self.journey.as_of is None:
            right.append((f"   {self.warning}", "weak"))
        elif self.ages and told and self.journey.as_of is None:
            room = self.head.room - width_of(tuple(left)) - width_of(tuple(right)) - 5
            right.append((f"   {as_many(self.ages.split(' · '), room)}", "muted"))
        self.head.set_lines(
            [
                sides(tuple(left), (*right, (" ", "text")), self.head.room),
                self.list.legend(self.list.row(self.list.at), self.list_width),
            ]
        )
        self.list.look = look

    def relayout(self) -> None:
        """Set everything at the new width."""
        self.arrange_preview()
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
        self.preview_moved()
        snoozed = f"snoozed to {self.look.short_day(row.snoozed_until)}" if row.snoozed_until else ""
        snoozed = "snoozed until the customer writes" if row.snoozed_for else snoozed
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
        elif self.view != VIEWS[0]:
            self.use_view(VIEWS[0])
        else:
            super().action_back()

    def action_fold(self) -> None:
        """Show one line a deal, or two."""
        self.list.set_height(1 if self.list.height_of_row == 2 else 2)

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

    def action_evidence(self) -> None:
        """Open the deal, where every sentence has its evidence."""
        self.action_open()
