"""The chat of the workspace: questions, commands that begin with a slash, and the model's answer as it comes."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from textual import on
from textual.message import Message

from journey_tui.domain.drafts import KINDS
from journey_tui.domain.views_workspace import Answer, ChatLine
from journey_tui.screens.deal_tab import DealTab
from journey_tui.widgets.chat_log import ChatLog, message_blocks
from journey_tui.widgets.document import Block, Document, Item
from journey_tui.widgets.ink import fit
from journey_tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from journey_tui.domain.views import DealView
    from journey_tui.domain.views_workspace import WorkspaceView

log = logging.getLogger("journey.ui")

PAINT_S: Final = 0.12
"""Seconds between two paintings of an answer that comes: eye and wire are both content."""
COMMANDS: Final = (
    ("/draft", "write one from what is known: follow-up, call-plan, plan, business-case, recap, note"), ("/plan", "the mutual action plan"),
    ("/recap", "where the deal stands, for a colleague"), ("/ask", "ask the model, even where the store could answer"),
    ("/find", "find words in this chat"), ("/pin", "keep a fact with the deal"),
    ("/again", "ask the last question once more"), ("/about", "take what is in context away"),
)  # fmt: skip


class ChatVerbs(DealTab):
    """What can be done in the chat."""

    work: WorkspaceView | None
    view: DealView | None
    about: Item | None
    side: str
    mode: str

    @dataclass
    class Streamed(Message):
        """More of the model's answer has come."""

        text: str

    @dataclass
    class Answered(Message):
        """An answer is there, from the store or whole from the model."""

        answer: Answer | None
        line: ChatLine | None
        question: str
        error: str = ""

    def __init__(self, place: Any) -> None:
        super().__init__(place)
        self.streaming = ""
        """The question that is being answered by the model."""
        self._cancel = threading.Event()
        self._request = ""
        self.last_question = ""

    @property
    def chat(self) -> ChatLog:
        """Return the chat."""
        return self.query_one("#chat", ChatLog)

    @property
    def completion(self) -> Document:
        """Return the menu of commands above the input."""
        return self.query_one("#completion", Document)

    @property
    def prompt(self) -> Prompt:
        """Return the input."""
        return self.query_one("#question", Prompt)

    @property
    def chat_width(self) -> int:
        """Return the columns of the chat."""
        return self.size.width

    # Asking.

    def action_input(self) -> None:
        """Give the keys to the input, or to the text of the artifact under them."""
        if self.side == "paper" and self.edit_here():
            return
        item = self.item if self.side == "chat" else None
        if item is not None and item.kind == "fact":
            self._edit_fact(item)
            return
        self.turn_to("chat")
        self.screen.set_focus(self.prompt)

    def edit_here(self) -> bool:
        """Edit what the artifacts' pane shows; False where it shows nothing to edit."""
        return False

    def turn_to(self, side: str) -> None:
        """Give the keys to the chat or to the artifacts."""

    def leave_prompt(self) -> bool:
        """Leave the input; what was typed stays in it."""
        if self.prompt.has_focus:
            self.screen.set_focus(self)
            return True
        return False

    @on(Prompt.Submitted, "#question")
    def _submitted(self, event: Prompt.Submitted) -> None:
        event.stop()
        text = event.value.strip()
        if self._complete_on_enter(text):
            return
        self.close_completion()
        if not text:
            return
        self.prompt.value = ""
        self.last_question = text if not text.startswith("/") else self.last_question
        if text.startswith("/"):
            self._command(text)
        else:
            self.ask(text)

    def ask(self, question: str, *, model: bool = False) -> None:
        """Ask: the store first, the model for the rest."""
        if self.streaming:
            self.place.say("An answer is still coming; Esc stops it.", ink="weak")
            return
        self.last_question = question
        workspace, deal_id, view = self.place.journey.workspace, self.place.deal_id, self.view
        named = self.work.model if self.work else ""
        asked = ChatLine(0, self.look.now, workspace.person, "person", "done", question)
        self._show_now(asked)

        def run() -> None:
            try:
                given = None if model else workspace.ask(deal_id, question, view)
                if given is not None and (given.understood or not named):
                    self.post_message(self.Answered(given, None, question))
                    workspace.say(deal_id, question)
                    workspace.keep_answer(deal_id, given)
                    return
                workspace.say(deal_id, question)
                if not named:
                    self.post_message(self.Answered(None, None, question, NO_MODEL))
                    return
            except Exception as error:
                log.exception("asking")
                self.post_message(
                    self.Answered(None, None, question, f"Asking did not succeed: {error}. /again tries once more.")
                )
                return
            self._stream(question)

        self.run_worker(run, thread=True, exit_on_error=False, group="ask")

    def _stream(self, question: str) -> None:
        """Read the model's answer as it comes; runs in a thread."""
        workspace, deal_id = self.place.journey.workspace, self.place.deal_id
        self.streaming = question
        self._cancel.clear()
        about = self.about.copy if self.about else ""
        text, painted, shown = "", 0.0, 0
        line = None
        error = ""
        try:
            for piece in workspace.ask_model(
                deal_id, question, about=about, artifact=self.open_artifact, cancelled=self._cancel.is_set
            ):
                if isinstance(piece, ChatLine):
                    line = piece
                    continue
                text += piece
                now = time.monotonic()
                if now - painted >= PAINT_S and len(text) > shown:
                    painted, shown = now, len(text)
                    self.post_message(self.Streamed(text))
        except Exception as problem:
            log.exception("asking the model")
            error = f"The model did not answer: {problem}. What is known here still works; /again tries once more."
        self.streaming = ""
        self.post_message(self.Answered(None, line, question, error))

    @property
    def open_artifact(self) -> str:
        """Return the id of the artifact that is open."""
        return ""

    def cancel_stream(self) -> bool:
        """Stop the answer that is coming; what has come is kept."""
        if not self.streaming:
            return False
        self._cancel.set()
        self.place.say("Stopped; what had come is kept.")
        return True

    def _show_now(self, line: ChatLine) -> None:
        """Show a message before it is kept."""
        if self.work is not None:
            from dataclasses import replace

            self.work = replace(self.work, chat=(*self.work.chat, line))
            self._show_chat(end=True)

    def _show_chat(self, *, end: bool = False) -> None:
        """Show the chat."""

    @on(Streamed)
    def _grow(self, event: Streamed) -> None:
        event.stop()
        if self.streaming:
            self.chat.grow(event.text)

    @on(Answered)
    def _answered(self, event: Answered) -> None:
        event.stop()
        given = event.answer
        if given is not None:
            text = "\n".join(line.text for line in given.lines)
            self._show_now(
                ChatLine(
                    0, self.look.now, "Journey", "store", "done" if given.understood else "open", text, given.way, given.lines
                )
            )
        elif event.line is not None:
            self._show_now(event.line)
        if event.error:
            self._show_now(ChatLine(0, self.look.now, "Journey", "note", "done", event.error))
        if event.line is not None and event.line.role == "model":
            self.reload()

    # Commands.

    def _command(self, text: str) -> None:
        """Run a command of the chat."""
        name, _, rest = text.partition(" ")
        rest = rest.strip()
        if name == "/draft":
            self.draft(rest.split(" ")[0] if rest else self._fitting_kind(), rest.partition(" ")[2])
        elif name in ("/plan", "/recap"):
            self.draft(name[1:], rest)
        elif name == "/ask":
            self.ask(rest, model=True) if rest else self.place.say("/ask and a question.", ink="weak")
        elif name == "/again":
            self.ask(self.last_question, model=bool(self.work and self.work.model)) if self.last_question else self.place.say(
                "Nothing was asked yet."
            )
        elif name == "/find":
            self._find(rest)
        elif name == "/pin":
            self._pin(rest)
        elif name == "/about":
            self.about = None
            self.show_context()
        else:
            self.place.say(f"There is no {name}. Known: {' '.join(command for command, _ in COMMANDS)}", ink="weak", seconds=10)

    def show_context(self) -> None:
        """Say what is in context."""

    def draft(self, kind: str, words: str = "") -> None:
        """Write an artifact."""

    def _fitting_kind(self) -> str:
        return "call-plan" if self.about is not None and self.about.kind == "gate" else "follow-up"

    def _find(self, words: str) -> None:
        workspace, deal_id = self.place.journey.workspace, self.place.deal_id
        if words:
            self.load("found in chat", lambda: (words, workspace.find_messages(deal_id, words)))
        else:
            self.place.say("/find and the words to look for.", ink="weak")

    def _pin(self, words: str) -> None:
        item = self.about
        text = words or (item.copy if item else "")
        if not text:
            self.place.say("/pin and the fact; P keeps what is under the cursor.", ink="weak")
            return
        workspace, deal_id = self.place.journey.workspace, self.place.deal_id
        evidence = item.evidence[0] if item is not None and not words and item.evidence else ""
        self.place.run_decision(lambda: workspace.pin(deal_id, text, evidence=evidence), words="Pinned · u undoes")

    def _edit_fact(self, item: Item) -> None:
        from journey_tui.screens.forms import Field, FormSheet

        workspace, deal_id = self.place.journey.workspace, self.place.deal_id

        def filled(values: dict[str, str] | None) -> None:
            if values and values["text"] != item.copy:
                self.place.run_decision(
                    lambda: workspace.pin(deal_id, values["text"], target=item.id, source="edited"),
                    words="Kept in your words · u undoes",
                )

        self.place.app.push_screen(FormSheet("A kept fact", [Field("text", "Fact", item.copy, needed=True)]), filled)

    def chat_loaded(self, what: str, value: Any) -> bool:
        """Take what was read for the chat."""
        if what == "earlier":
            from dataclasses import replace

            lines, earlier = value
            if self.work is not None and lines:
                self.work = replace(self.work, chat=(*lines, *self.work.chat), earlier=earlier)
                self._show_chat()
            return True
        if what == "found in chat":
            words, lines = value
            blocks: list[Block] = [block for line in lines for block in message_blocks(line, self.look, self.chat_width)]
            if blocks:
                self.chat.show(blocks, top=True)
            self.place.say(
                f"{len(lines)} messages with “{words}”, newest first; r shows the chat again."
                if lines
                else f"Nothing in this chat has “{words}”.",
                seconds=8,
            )
            return True
        return False

    def read_earlier(self) -> bool:
        """Read the messages before the first one; return whether there are any."""
        work = self.work
        if work is None or not work.earlier or not work.chat:
            return False
        workspace, deal_id, first = self.place.journey.workspace, self.place.deal_id, work.chat[0].id
        self.load("earlier", lambda: workspace.messages(deal_id, before=first))
        return True

    # Completion.

    @on(Prompt.Changed, "#question")
    def _changed(self, event: Prompt.Changed) -> None:
        event.stop()
        self._complete(event.value)

    def _complete(self, value: str) -> None:
        found = self._fitting(value)
        menu = self.completion
        shows = bool(found) and self.prompt.has_focus
        if shows:
            menu.show(
                [
                    Block(((("  " + fit(words, 16), "accent"), (about, "muted")),), Item("completion", words))
                    for words, about in found
                ],
                top=True,
            )
            menu.styles.height = min(7, len(found))
        if menu.display != shows:
            menu.display = shows

    def _fitting(self, value: str) -> list[tuple[str, str]]:
        if not value.startswith("/"):
            return []
        if value.startswith("/draft "):
            rest = value.removeprefix("/draft ")
            return [(f"/draft {kind}", name) for kind, name in KINDS.items() if kind.startswith(rest) and kind != rest]
        return [one for one in COMMANDS if one[0].startswith(value) and one[0] != value]

    def close_completion(self) -> bool:
        """Close the menu of commands; return whether it showed."""
        if not self.completion.display:
            return False
        self.completion.display = False
        return True

    def complete(self) -> bool:
        """Take what the menu offers; return whether it showed."""
        item = self.completion.item if self.completion.display else None
        if item is None:
            return False
        self.prompt.value = item.id + (" " if item.id in ("/draft", "/ask", "/find", "/pin") else "")
        self.prompt.cursor_position = len(self.prompt.value)
        return True

    def _complete_on_enter(self, text: str) -> bool:
        """Take the menu's choice on Enter where the command is not written out yet."""
        known = {command for command, _ in COMMANDS}
        if self.completion.display and text.startswith("/") and " " not in text and text not in known:
            return self.complete()
        return False


NO_MODEL: Final = "The chat answers from the store alone, without a language model."
