"""Sources: what was imported, how fresh it is, what was left out and why, and what belongs to no deal yet."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from journey_tui.commands import footer_of, key_names
from journey_tui.domain.views import DealHit, TimelineRow
from journey_tui.domain.views_sources import OwnSide, SourcesView
from journey_tui.screens.base import Place, bindings_for
from journey_tui.screens.messages import Loaded
from journey_tui.screens.seek import seek_row
from journey_tui.widgets.document import Document
from journey_tui.widgets.format import ORIGINS, count
from journey_tui.widgets.ink import Line, joined, sides
from journey_tui.widgets.pane import Pane
from journey_tui.widgets.rows import Rows
from journey_tui.widgets.sources_list import sources_blocks
from journey_tui.widgets.story import blank, prose
from journey_tui.widgets.timeline_list import TimelineList

SYNCING = {
    "asked": "Asked the worker to look now; what it does shows here.",
    "begun": "No worker runs: one round has begun by itself. `journey worker` keeps the sources in sync.",
    "none": "No source is configured: `journey init` asks for them. `journey import PATH…` brings something in once.",
}
DOMAIN = re.compile(r"[\w-]+(\.[\w-]+)+")


class SourcesPlace(Place):
    """Two lists: the sources with what was left out, and what is unmatched. Tab goes between them."""

    PLACE = "sources"
    HEAD_LINES = 2
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("sources")

    def __init__(self) -> None:
        super().__init__()
        self.unmatched_shown = False
        self.read: SourcesView | None = None

    def compose_body(self) -> ComposeResult:
        """Compose both lists; one shows."""
        yield Document(id="sources")
        yield TimelineList(self.look, id="unmatched", why=True)

    def on_mount(self) -> None:
        """Start reading."""
        self.text.bar = self.look.mark("bar")
        self.unmatched.display = False

    def show_keys(self) -> None:
        """Show the keys of the place; what refreshes elsewhere syncs here."""
        keymap = self.journey.own_keys
        keys = [(key_names(command, keymap).split(" ")[0], command) for command in footer_of(self.PLACE)]
        self.foot.set_keys([(key, "sync now" if command.id == "view.refresh" else command.label) for key, command in keys])

    @property
    def text(self) -> Document:
        """Return the list of sources."""
        return self.query_one("#sources", Document)

    @property
    def unmatched(self) -> TimelineList:
        """Return the list of what belongs to no deal."""
        return self.query_one(TimelineList)

    @property
    def pane(self) -> Pane:
        """Return the list that shows."""
        return self.unmatched if self.unmatched_shown else self.text

    def reload(self, *, want: Any = None) -> None:
        """Read both lists again."""
        workspace, rows = self.journey.workspace, self.unmatched
        page, want = rows.at // rows.PAGE, getattr(want, "target", want)
        key = want if isinstance(want, str) and want != "decision" else (rows.current.id if rows.current else "")
        self.load("sources", lambda: replace(workspace.sources_view(), model=workspace.model_status()))
        self.load("unmatched", lambda: (page, workspace.unmatched(offset=page * rows.PAGE, limit=rows.PAGE), key))

    @on(Rows.PageWanted)
    def _read_page(self, event: Rows.PageWanted) -> None:
        page, size, workspace = event.page, self.unmatched.PAGE, self.journey.workspace
        self.load("page", lambda: (page, workspace.unmatched(offset=page * size, limit=size), ""), group=f"page {page}")

    @on(Loaded)
    def _show(self, event: Loaded) -> None:
        if event.what == "sources":
            self.read = event.value
            self.relayout()
            return
        page, found, key = event.value
        rows = self.unmatched
        size = rows.PAGE
        total = page * size + len(found) + (size if len(found) == size else 0)
        if event.what == "page":
            rows.add_page(page, found, total)
        else:
            at = next((page * size + place for place, row in enumerate(found) if row.id == key), None)
            rows.reset(total, page, found, at=at)
        self.refresh_head()

    def relayout(self) -> None:
        """Set the list at the present width."""
        self.refresh_head()
        if self.read is not None:
            self.text.show(sources_blocks(self.read, self.look, self.app.size.width))

    def refresh_head(self) -> None:
        """Say which of the two lists shows, and the origin filter."""
        rows, width = self.unmatched, self.app.size.width
        more = "+" if rows.total % rows.PAGE == 0 and rows.total else ""
        skipped = len(self.read.skipped) + self.read.more_skipped if self.read else 0
        tabs: Line = ((" Sources", "tab"), ("  ", "text"), (f"{self._kept()} · {count(skipped, 'place')} left out", "tab" if not self.unmatched_shown else "muted"),
                      ("   ", "text"), (f"unmatched {rows.total}{more}", "tab" if self.unmatched_shown else "muted"), ("   Tab", "faint"))  # fmt: skip
        origin = self.journey.origin
        note = "a assigns an item to a deal" if self.unmatched_shown else self._worker_words()
        self.head.set_lines(
            [
                sides(tabs, ((ORIGINS[origin] if width >= 90 else origin, "muted"), (" ", "text")), width),
                ((f"   {note}", "muted"),),
            ]
        )
        rows.look = self.look

    def _kept(self) -> str:
        """Return how many sources are kept in sync, in words."""
        number = len(self.read.state.sources) if self.read else 0
        return f"{number} kept in sync" if number else "imported"

    def _worker_words(self) -> str:
        """Return whether a worker keeps the sources."""
        if self.read is None or not self.read.state.sources:
            return ""
        return (
            "a worker keeps them in sync" if self.read.state.worker is not None else "no worker runs: `journey worker` starts one"
        )

    def minute_passed(self) -> None:
        """Set ages again, and when each source is looked at next."""
        self.relayout()

    def load_failed(self, what: str, error: Exception) -> None:
        """Say it in the list's place when nothing was read."""
        if self.read is not None:
            super().load_failed(what, error)
        else:
            self.text.show([blank(), prose(f"The sources could not be read: {error}", self.size.width, "strong"),
                            prose(f"r tries again; `journey doctor` names what is wrong; the log is {self.journey.log_path}.", self.size.width)])  # fmt: skip

    def cursor_moved(self, pane: Pane) -> None:
        """Say what the cursor is on."""
        if pane is not self.pane:
            return
        row = self.unmatched.current
        if self.unmatched_shown:
            self.foot.set_detail(self.unmatched.detail(row) if row else "Everything that was imported belongs to a deal.")
        else:
            self.foot.set_detail(self.text.item.detail if self.text.item else "")

    # Keys.

    def action_next_pane(self) -> None:
        """Go to the other list."""
        self.unmatched_shown = not self.unmatched_shown
        self.text.display, self.unmatched.display = not self.unmatched_shown, self.unmatched_shown
        self.refresh_head()
        self.pane.tell()

    def action_refresh(self) -> None:
        """Let the sources be looked at now."""
        self.run_decision(self.journey.workspace.sync_now, words=lambda word: SYNCING[word])

    def action_confirm(self) -> None:
        """Confirm whose domains are ours."""
        own = self.read.own if self.read else OwnSide((), (), confirmed=False)
        if self.unmatched_shown or not own.domains:
            self.say("There is no own side to confirm yet: a CRM export with its users suggests one; o sets it.")
        elif own.confirmed:
            self.say(f"Confirmed already: {', '.join(own.domains)}. o corrects it.")
        else:
            self._confirm(own.domains)

    def _confirm(self, domains: tuple[str, ...]) -> None:
        workspace = self.journey.workspace
        self.run_decision(
            lambda: workspace.confirm_own_side(domains), words=f"Our own side: {', '.join(domains)}. Mail is placed by it."
        )

    def _correct_own_side(self) -> None:
        """Ask for our own domains."""
        from journey_tui.screens.forms import Field, FormSheet

        own = self.read.own if self.read else OwnSide((), (), confirmed=False)
        note = "Mail from these domains is ours; everybody else's is theirs. Personal mail domains are nobody's company."
        fields = [Field("domains", "Our mail domains, separated by commas", ", ".join(own.domains), needed=True)]
        self.app.push_screen(FormSheet("Whose side is ours", fields, note=note, about="own side"), self._take_domains)

    def _take_domains(self, values: dict[str, str] | None) -> None:
        if values is None:
            return
        domains = tuple(sorted({d.strip().casefold().lstrip("@") for d in values["domains"].split(",") if d.strip()}))
        wrong = next((d for d in domains if not DOMAIN.fullmatch(d)), None)
        if wrong is not None or not domains:
            self.journey.form_typed = ""  # not stored: the words stay for the next time
            self.say(f"Not a mail domain such as example.com: {wrong or 'nothing'}. Nothing was changed.", ink="weak")
        else:
            self._confirm(domains)

    def action_open(self) -> None:
        """Read the unmatched touchpoint under the cursor; or tell of the source."""
        from journey_tui.screens.reader import ReaderPlace

        row = self.unmatched.current if self.unmatched_shown else None
        if row is not None:
            self.app.push_screen(ReaderPlace(row.id))
        elif self.text.item is not None:
            self.say(self.text.item.detail, seconds=10)

    def action_act(self) -> None:
        """Assign the unmatched touchpoint to a deal."""
        from journey_tui.screens.finder import FinderSheet

        row = self.unmatched.current if self.unmatched_shown else None
        if row is None:
            self.say("a assigns an unmatched item: Tab shows them.")
            return
        following = self.unmatched.following
        want = following.id if following else None
        self.app.push_screen(FinderSheet("Assign to which deal?"), lambda hit: self._assign(row, hit, want) if hit else None)

    def _assign(self, row: TimelineRow, hit: DealHit, want: str | None) -> None:
        workspace = self.journey.workspace
        self.run_decision(
            lambda: workspace.assign(row.id, hit.deal_id), words=f"Assigned to {hit.account or hit.name} · u undoes", want=want
        )

    def action_override(self) -> None:
        """Override a match by assigning it; correct whose side is ours."""
        if self.unmatched_shown:
            self.action_act()
        else:
            self._correct_own_side()

    def search(self, step: int, *, here: bool = False) -> None:
        """Search in the list that shows."""
        if self.unmatched_shown and self.query_words:
            workspace = self.journey.workspace
            seek_row(self, self.unmatched, lambda offset, limit: workspace.unmatched(offset=offset, limit=limit),
                     lambda row: joined((row.actor, row.subject, row.snippet, row.why), " "), step, here=here)  # fmt: skip
        else:
            super().search(step, here=here)

    def copy_text(self) -> str:
        """Return the item under the cursor."""
        if not self.unmatched_shown:
            return self.text.item.copy if self.text.item else ""
        row = self.unmatched.current
        return joined((row.actor, row.subject, row.snippet, row.why)) if row else ""
