"""Sources: what was imported, how fresh it is, what was left out and why, and what belongs to no deal yet."""

from __future__ import annotations

import os
from typing import Any, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from journey_tui.domain.views import DealHit, SkipRow, SourceRow, TimelineRow
from journey_tui.screens.base import Place, bindings_for
from journey_tui.screens.messages import Loaded
from journey_tui.screens.seek import seek_row
from journey_tui.widgets.document import Block, Document, Item
from journey_tui.widgets.format import ORIGINS, Look, count
from journey_tui.widgets.ink import Line, cut_start, fit, joined, sides, wrap
from journey_tui.widgets.pane import Pane
from journey_tui.widgets.rows import Rows
from journey_tui.widgets.story import MARGIN, blank, heading, prose
from journey_tui.widgets.timeline_list import TimelineList

STATE_INK: Final = {"ok": "good", "partly skipped": "weak", "failed": "bad"}


def sources_blocks(rows: list[SourceRow], skipped: list[SkipRow], look: Look, width: int) -> list[Block]:
    """Return the imported sources, then what was left out with its remedy."""
    if not rows:
        return [blank(), prose("Nothing has been imported yet.", width, "strong"),
                prose("Leave with Ctrl+Q and run `journey import PATH…` with a CRM export, a mailbox, a calendar or transcripts.", width)]  # fmt: skip
    blocks = [blank(), _columns(width)]
    folder = common_folder([row.file for row in rows])
    blocks += [_source(row, folder, look, width) for row in rows]
    blocks += [blank(), prose(f"in {folder}", width)] if folder else []
    if skipped:
        blocks += [blank(), heading(f"Left out: {count(len(skipped), 'place')}")]
        blocks += [_skip(row, number, width) for number, row in enumerate(skipped)]
    return blocks


def _columns(width: int) -> Block:
    """Return the column heads."""
    records = f"{'records':>9}" if width >= 100 else ""
    right: Line = ((f"{records}{'touchpoints':>13}{'left out':>10}  {'synced':<14}", "muted"),)
    return Block((sides(((" " * MARGIN + fit("kind", 12) + "file", "muted"),), right, width - 1),))


def common_folder(files: list[str]) -> str:
    """Return the folder that all files are in, with its slash; empty where it would say little."""
    folder = os.path.commonpath(files) if len(files) > 1 and all(file.startswith("/") for file in files) else ""
    return f"{folder}/" if folder.count("/") > 1 else ""


def _source(row: SourceRow, folder: str, look: Look, width: int) -> Block:
    """Return one source as a line."""
    synced = look.heard(row.synced_at) if row.synced_at else "never"
    left: Line = (
        (" " * MARGIN, "text"),
        (fit(row.kind, 12), "text"),
        (cut_start(row.file.removeprefix(folder), max(8, width - MARGIN - 12 - (51 if width >= 100 else 42))), "muted"),
    )
    records = f"{row.records:>9,}" if width >= 100 else ""
    right: Line = ((f"{records}{row.touchpoints:>13,}", "text"), (f"{row.skipped:>10,}", "weak" if row.skipped else "muted"),
                   (f"  {fit(synced, 14)}", "muted"))  # fmt: skip
    lines: list[Line] = [sides(left, right, width - 1)]
    if row.state != "ok":
        words = joined((row.state, row.message))
        lines += [((" " * (MARGIN + 12) + line, STATE_INK.get(row.state, "weak")),) for line in wrap(words, width - MARGIN - 14)]
    return Block(tuple(lines), Item("source", row.id, row.file, detail=joined((row.state, row.file, row.message)), value=row))


def _skip(row: SkipRow, number: int, width: int) -> Block:
    """Return one thing left out: where, why, and what to do."""
    room = width - MARGIN - 3
    lines: list[Line] = [((" " * MARGIN + line, "text"),) for line in wrap(joined((row.file, row.place)), room)]
    lines += [((" " * (MARGIN + 2) + line, "muted"),) for line in wrap(joined((row.reason, row.remedy), ". "), room - 2)]
    return Block(
        tuple(lines),
        Item(
            "skip", f"{number} {row.file} {row.place}", joined((row.file, row.place, row.reason, row.remedy)), detail=row.remedy
        ),
    )


class SourcesPlace(Place):
    """Two lists: the sources with what was left out, and what is unmatched. Tab goes between them."""

    PLACE = "sources"
    HEAD_LINES = 2
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("sources")

    def __init__(self) -> None:
        super().__init__()
        self.unmatched_shown = False
        self.read: tuple[list[SourceRow], list[SkipRow]] | None = None

    def compose_body(self) -> ComposeResult:
        """Compose both lists; one shows."""
        yield Document(id="sources")
        yield TimelineList(self.look, id="unmatched", why=True)

    def on_mount(self) -> None:
        """Start reading."""
        self.text.bar = self.look.mark("bar")
        self.unmatched.display = False

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
        page = rows.at // rows.PAGE
        key = want if isinstance(want, str) and want != "decision" else (rows.current.id if rows.current else "")
        self.load("sources", workspace.sources)
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
            self.text.show(sources_blocks(*self.read, self.look, self.app.size.width))

    def refresh_head(self) -> None:
        """Say which of the two lists shows, and the origin filter."""
        rows, width = self.unmatched, self.app.size.width
        more = "+" if rows.total % rows.PAGE == 0 and rows.total else ""
        skipped = len(self.read[1]) if self.read else 0
        tabs: Line = ((" Sources", "tab"), ("  ", "text"), (f"imported · {count(skipped, 'place')} left out", "tab" if not self.unmatched_shown else "muted"),
                      ("   ", "text"), (f"unmatched {rows.total}{more}", "tab" if self.unmatched_shown else "muted"), ("   Tab", "faint"))  # fmt: skip
        origin = self.journey.origin
        note = "a assigns an item to a deal" if self.unmatched_shown else ""
        self.head.set_lines(
            [
                sides(tabs, ((ORIGINS[origin] if width >= 90 else origin, "muted"), (" ", "text")), width),
                ((f"   {note}", "muted"),),
            ]
        )
        rows.look = self.look

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
        """Read again; importing is a command."""
        self.reload()
        self.say("Read again. `journey import PATH…` brings in new files; what was imported before is not doubled.", seconds=8)

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
        """A match is overridden by assigning."""
        self.action_act()

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
