"""The workspace of a deal: what changed on top, the chat at the left, artifacts at the right."""

from __future__ import annotations

import logging
from typing import Any, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Horizontal
from textual.content import Content
from textual.widgets import Static

from journey_tui.domain.views import DealView
from journey_tui.domain.views_workspace import WorkspaceView
from journey_tui.screens.base import bindings_for
from journey_tui.screens.tab_verbs import Brought, CameFrom
from journey_tui.screens.workspace_facts import FactVerbs
from journey_tui.screens.workspace_rewriting import RewritingVerbs
from journey_tui.widgets.bars import Head
from journey_tui.widgets.chat_log import ChatLog, chat_blocks
from journey_tui.widgets.document import WHOLE_ROW, Document, Item
from journey_tui.widgets.editor import Editor
from journey_tui.widgets.format import count
from journey_tui.widgets.ink import Line, cut, sides
from journey_tui.widgets.pane import Pane
from journey_tui.widgets.papers import paper_list
from journey_tui.widgets.prompt import Prompt

log = logging.getLogger("journey.ui")

BESIDE_FROM: Final = 120
"""Columns from which chat and artifacts stand side by side."""


class WorkspaceTab(RewritingVerbs, FactVerbs):
    """Chat beside artifacts; below 120 columns one of them at a time."""

    PLACE = "workspace"
    WIDE = True
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("workspace", shared=())

    def __init__(self, place: Any) -> None:
        super().__init__(place)
        self.work: WorkspaceView | None = None
        self.view: DealView | None = None
        self.side = "chat"
        self.about: Item | None = None
        self.came_from: CameFrom | None = None
        self._brought: Brought | None = None
        self._drilled = False
        """Whether the artifact that is open was brought along: Esc then goes back at once."""
        self._read = -1

    def compose(self) -> ComposeResult:
        """Compose the line on top, the chat with its input, and the artifacts."""
        yield Head(1)
        with Horizontal(id="work"):
            with Container(id="talk"):
                yield ChatLog(id="chat")
                yield Document(id="completion", cells=WHOLE_ROW)
                with Container(id="ask"):
                    yield Static(Content("›"), classes="mark")
                    yield Prompt("", placeholder="i asks · /draft /plan /recap /ask /find /pin", id="question")
            with Container(id="papers"):
                yield Document(id="paper")

    @property
    def is_whole(self) -> bool:
        """Return whether both panes are there."""
        return bool(self.query("#question")) and bool(self.query("#paper"))

    def on_mount(self) -> None:
        """Begin: arrange the panes and read."""
        if not self.is_whole:
            return
        for pane in (self.chat, self.paper):
            pane.bar = self.look.mark("bar")
            pane.on_moved = self.place.cursor_moved
        self.completion.display = False
        self._arrange()
        self._show_since()
        self.show_context()

    @property
    def pane(self) -> Pane:
        """Return the pane that the keys go to."""
        return self.chat if self.side == "chat" else self.paper

    @property
    def item(self) -> Item | None:
        """Return what is under the cursor."""
        return self.chat.item if self.side == "chat" else self.paper.item

    @property
    def beside(self) -> bool:
        """Return whether both panes show."""
        return self.place.app.size.width >= BESIDE_FROM

    # Reading.

    def opened(self) -> None:
        """Read where the store has changed since."""
        if self._read != self.place.journey.version:
            self.reload()
        self.pane.tell()

    def reload(self) -> None:
        """Read chat and artifacts again."""
        self._read = self.place.journey.version
        workspace, deal_id = self.place.journey.workspace, self.place.deal_id
        self.load("workspace", lambda: workspace.workspace_view(deal_id))

    def deal_loaded(self, view: DealView) -> None:
        """Take the deal: the line on top says what changed."""
        self.view = view
        self._show_since()

    def loaded(self, what: str, value: Any) -> bool:
        """Take what was read."""
        if what == "workspace":
            first = self.work is None
            self.work = value
            self.show_chat(end=first or not self.streaming)
            if self.mode == "list":
                self._show_list()
            self.after_first_read(first)
            self.look_for_others(value.artifacts)
            if first:
                self.restore_question(value.unsent)
            if first:
                self.run_worker(self._warm, thread=True, exit_on_error=False, group="model")
            return True
        if what == "standing":
            self.words_found(*value)
            return True
        if what == "overtaken":
            self.overtaken(value)
            return True
        return self.chat_loaded(what, value) or self.paper_loaded(what, value)

    def _warm(self) -> None:
        """Load what the first answer needs, and start the model's process where there is one; runs in a thread."""
        workspace, deal_id = self.place.journey.workspace, self.place.deal_id
        try:
            workspace.ask(deal_id, "what did they say about price?", self.view)
        except Exception:
            # Nobody asked yet; whoever asks is told.
            log.info("the first answer could not be prepared", exc_info=True)
        workspace.start_model()

    # Showing.

    def _show_since(self) -> None:
        view, width = self.view, self.place.app.size.width
        if view is None or not self.query(Head):
            return
        news = view.since
        if news:
            since = f"Since {self.look.moment(view.looked_at)}: " if view.looked_at else "New to you: "
            text = since + count(len(news), "change") + " · " + "; ".join(cut(one.text, 70) for one in news[:3])
        else:
            text = (
                f"Nothing has changed since you looked on {self.look.moment(view.looked_at)}."
                if view.looked_at
                else "Not marked as seen yet: m does, and from then on what is new stands here."
            )
        line: Line = sides(((" " + text, "accent" if news else "muted"),), (), width)
        self.query_one(Head).set_lines([line])

    def show_chat(self, *, end: bool = False) -> None:
        """Show the chat."""
        if self.work is None:
            return
        self.chat.show(chat_blocks(self.work.chat, self.work.facts, self.look, self.chat_width, self.work.earlier))
        if end:
            self.chat.to_end()
        self.show_coming()

    def _show_list(self) -> None:
        work = self.work
        if work is not None:
            self.paper.show(paper_list(list(work.artifacts), list(work.elsewhere), self.look, self.paper_width))

    @property
    def chat_width(self) -> int:
        """Return the columns of the chat."""
        width = self.place.app.size.width
        return width - self.paper_width - 1 if self.beside else width

    @property
    def paper_width(self) -> int:
        """Return the columns of the artifacts."""
        width = self.place.app.size.width
        return max(56, width * 52 // 100) if self.beside else width

    def relayout(self) -> None:
        """Set everything at the present width."""
        self._arrange()
        self._show_since()
        self.show_chat()
        self.show_paper_again()

    def _arrange(self) -> None:
        """Show both panes, or the one that has the keys."""
        beside = self.beside
        talk, papers = self.query_one("#talk"), self.query_one("#papers")
        talk.display = beside or self.side == "chat"
        papers.display = beside or self.side == "paper"
        talk.styles.width = self.chat_width if beside else "1fr"
        papers.styles.width = "1fr"
        papers.set_class(beside, "beside")
        self.chat.set_active(self.side == "chat")
        self.paper.set_active(self.side == "paper")

    def set_active(self, active: bool) -> None:
        """Show or hide the cursor."""
        self.chat.set_active(active and self.side == "chat")
        self.paper.set_active(active and self.side == "paper")

    def turn_to(self, side: str) -> None:
        """Give the keys to the chat or to the artifacts."""
        self.side = side
        self._arrange()
        self.pane.tell()

    def next_pane(self) -> None:
        """Give the keys to the other pane."""
        self.turn_to("paper" if self.side == "chat" else "chat")
        editor = self.editor
        self.screen.set_focus(editor if self.side == "paper" and editor is not None else self)

    # Verbs of an item that mean something of their own here.

    def take(self, verb: str) -> bool:
        """Do what a key means here alone."""
        takers = {"open": self._open, "act": self._act, "reject": self._reject, "undo": self.undo_hunks, "done": self.mark_sent,
                  "pin": self.pin_item, "top": self._top, "pane": self._pane}  # fmt: skip
        return takers[verb]()

    def _pane(self) -> bool:
        """Complete a command where a menu shows; else give the keys to the other pane."""
        if self.completion.display and self.prompt.has_focus:
            self.complete()
        else:
            self.next_pane()
        return True

    def _open(self) -> bool:
        """Open an artifact, compare a version, keep what was taken, ask a question that is offered."""
        item = self.item
        if self.side == "paper":
            if self.keep_taken() or self.compare_under_cursor() or self.put_in():
                return True
            if item is not None and item.kind == "artifact":
                self.open_paper(item.id)
                return True
        if item is not None and item.kind == "said" and item.value.state == "open" and item.copy.endswith("?"):
            self.put_in_prompt(item.copy.replace("…", ""))
            self.action_input()
            return True
        if item is not None and item.kind == "said" and item.value.asked and not item.touchpoint:
            self.put_in_prompt(item.value.asked)
            self.action_input()
            return True
        return False

    def _act(self) -> bool:
        """Take a proposed change; compare from a version on; keep a proposed fact."""
        return self.decide_hunk(take=True) or self.choose_version() or self.settle_fact(keep=True)

    def _reject(self) -> bool:
        """Leave a proposed change; take a fact or an artifact down."""
        if self.decide_hunk(take=False) or self.settle_fact(keep=False) or self.take_fact_down():
            return True
        item = self.item
        if item is not None and item.kind == "artifact":
            self._take_off(item)
            return True
        return False

    def _take_off(self, item: Item) -> None:
        from journey_tui.screens.dialogs import ConfirmSheet

        workspace = self.place.journey.workspace

        def sure(yes: bool | None) -> None:
            if yes:
                self.place.run_decision(
                    lambda: workspace.drop_artifact(item.id), words="Taken off the list; its versions stay in the store"
                )

        self.place.app.push_screen(
            ConfirmSheet(f"Take “{cut(item.copy, 40)}” off the list?", "Its versions stay in the store."), sure
        )

    def _top(self) -> bool:
        """At the top of the chat, read the messages before it."""
        return self.side == "chat" and self.chat.top == 0 and self.read_earlier()

    # Coming and going.

    def drill_in(self, brought: Brought, came_from: CameFrom | None) -> None:
        """Open with an item of another tab or place in context; Esc goes back to it."""
        item = brought.item
        self.came_from, self._brought = came_from, brought
        self.about = item if item is not None and item.copy else None
        self._drilled = brought.draft or bool(brought.artifact)
        self.show_context()
        if self.work is not None:
            self.after_first_read(False)

    def after_first_read(self, first: bool) -> None:
        """Open what was brought, once the tab has been read."""
        brought, self._brought = self._brought, None
        if brought is None:
            return
        if brought.draft and brought.item is not None:
            self.draft_for(brought.item)
        elif brought.artifact:
            self.open_paper(brought.artifact)
            self.turn_to("paper")

    def show_context(self) -> None:
        """Say what is in context."""
        if not self.query("#question"):
            return
        words = self.about.copy.split("\n")[0] if self.about else ""
        self.prompt.placeholder = (
            cut(f"about: {words} · i asks, A drafts", max(20, self.chat_width - 6))
            if words
            else "i asks · /draft /plan /recap /ask /find /pin"
        )

    def leave(self) -> bool:
        """Take Esc: a menu, a stream, the input, what is open, what was drilled into."""
        if self.close_completion() or self.cancel_stream() or self.leave_prompt():
            return True
        if self._drilled and self.side == "paper" and self.mode == "read":
            return self._go_back()
        if self.leave_paper():
            return True
        if self.side == "paper":
            self.next_pane()
            return True
        return self._go_back()

    def _go_back(self) -> bool:
        """Go back to where the workspace was opened from; False where that is another place, below this one."""
        came_from, self.came_from, self.about = self.came_from, None, None
        if self._drilled:
            self._drilled, self.mode, self.open = False, "list", None
            self.turn_to("chat")
            self.show_paper_again()
        if came_from is not None:
            self.place.go_back_to(came_from)
        return came_from is not None

    def flush(self) -> None:
        """Write down at once what was typed: the terminal has gone."""
        super().flush()
        self.flush_question()

    def on_unmount(self) -> None:
        """Write down what was typed: the deal is being closed."""
        if self.keeper is not None:
            self.keeper.flush()
        self.flush_question()

    @on(Editor.Changed)
    def _typed(self, event: Editor.Changed) -> None:
        event.stop()
        self.text_typed()

    def copy_text(self) -> str:
        """Return what `y` copies: an artifact whole, else the item."""
        return self.paper_text() or (self.item.copy if self.item else "")
