"""The decision log of a deal: who decided what, when and why, and what became of it."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from journey_tui.domain.reasons import because
from journey_tui.domain.views_deciding import FORCE_WORDS, DecisionEntry, value_words, verb_of
from journey_tui.screens.base import Place, bindings_for
from journey_tui.screens.messages import Loaded
from journey_tui.widgets.document import Block, Document, Item
from journey_tui.widgets.format import Look
from journey_tui.widgets.ink import Line, fit, joined, wrap
from journey_tui.widgets.pane import Pane
from journey_tui.widgets.story import MARGIN, blank, prose

MEASURE = 96


class DecisionLogPlace(Place):
    """Every decision on one deal, the newest first; `x` takes back one of your own."""

    PLACE = "decisions"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("decisions")

    def __init__(self, deal_id: str, title: str) -> None:
        super().__init__()
        self.deal_id, self.title_words = deal_id, title
        self.entries: list[DecisionEntry] | None = None

    def compose_body(self) -> ComposeResult:
        """Compose the list."""
        yield Document(id="log")

    @property
    def pane(self) -> Pane:
        """Return the list."""
        return self.log_text

    @property
    def log_text(self) -> Document:
        """Return the list."""
        return self.query_one("#log", Document)

    def reload(self, *, want: Any = None) -> None:
        """Read the log again."""
        workspace, deal_id = self.journey.workspace, self.deal_id
        self.load("decisions", lambda: workspace.decisions(deal_id))

    @on(Loaded)
    def _show(self, event: Loaded) -> None:
        self.entries = event.value
        self.relayout()

    def relayout(self) -> None:
        """Set the list at the present width."""
        self.refresh_head()
        if self.entries is not None:
            self.log_text.bar = self.look.mark("bar")
            self.log_text.show(log_blocks(self.entries, self.look, self.app.size.width))

    def refresh_head(self) -> None:
        """Say whose decisions these are."""
        self.head.set_lines([((" Decisions", "tab"), (f"  {self.title_words}", "muted"))])

    def cursor_moved(self, pane: Pane) -> None:
        """Say what the cursor is on."""
        self.foot.set_detail(self.log_text.item.detail if self.log_text.item else "")

    def in_context(self) -> tuple[str, Item | None]:
        """Return the decision under the cursor."""
        return self.deal_id, self.log_text.item

    def action_reject(self) -> None:
        """Take back the decision under the cursor, where it is one's own."""
        item = self.log_text.item
        if item is None:
            self.say("There is nothing here to take back.")
            return
        workspace, key = self.journey.workspace, item.id
        self.run_decision(lambda: workspace.undo(key), words=lambda one: self._undo_words(one, "Taken back"), want=item.key)


def log_blocks(entries: list[DecisionEntry], look: Look, width: int) -> list[Block]:
    """Return the log as text."""
    if not entries:
        return [
            blank(),
            prose("Nothing has been decided on this deal yet. c confirms a quote, o puts your word in place.", width),
        ]
    return [blank(), *[_entry(one, look, min(width, MEASURE + MARGIN)) for one in entries]]


def _entry(entry: DecisionEntry, look: Look, width: int) -> Block:
    one = entry.decision
    stands = entry.force == "leads"
    value = value_words(one)
    what = f"{verb_of(one)}: {entry.what}" + (f" {look.mark('crumb')} {value}" if value else "")
    room = width - MARGIN - 30
    texts = wrap(what, room)[:3]
    when, who = look.moment(one.at), one.by
    lines: list[Line] = []
    for number, text in enumerate(texts):
        lead = (fit(when, 18), "muted") if number == 0 else (" " * 18, "muted")
        by = (fit(who, 11), "accent" if entry.mine else "text") if number == 0 else (" " * 11, "text")
        lines.append(((" " * MARGIN, "text"), lead, by, (text, "text" if stands else "muted")))
    more = joined(
        (because(one), f"until {look.short_day(one.expires)}" if one.expires else "", "" if stands else FORCE_WORDS[entry.force])
    )
    lines += [((" " * (MARGIN + 29), "text"), (row, "muted")) for row in (wrap(more, room) if more else [])]
    mine = "x takes it back" if entry.mine else f"only {one.by} takes it back; a word of yours stands above it"
    detail = joined((FORCE_WORDS[entry.force], mine if entry.force in ("leads", "beside") else ""))
    return Block(
        (*lines, ()), Item("decision", one.id, f"{when} {who} {what} {because(one)}".strip(), detail=detail, value=entry)
    )
