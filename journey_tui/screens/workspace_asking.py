"""Ask in the workspace: the store answers at once; the rest goes to the model, shown as it comes and stopped by Esc."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from textual import on
from textual.message import Message

from journey_tui.domain.views_workspace import Answer, ChatLine
from journey_tui.lean import dataclass
from journey_tui.screens.deal_tab import DealTab
from journey_tui.widgets.chat_log import ChatLog
from journey_tui.widgets.document import Item

if TYPE_CHECKING:
    from journey_tui.domain.views import DealView
    from journey_tui.domain.views_workspace import WorkspaceView

log = logging.getLogger("journey.ui")

PAINT_S: Final = 0.2
"""Seconds between two paintings of an answer that comes: eye and wire are both content."""
NO_MODEL: Final = "The chat answers from the store alone, without a language model; docs/model.md says how one is set up."


class AskingVerbs(DealTab):
    """What asks and shows what comes."""

    work: WorkspaceView | None
    view: DealView | None
    about: Item | None

    @dataclass
    class Streamed(Message):
        """More of what the model writes has come."""

        text: str
        head: str

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
        """What is being answered."""
        self._cancel = threading.Event()
        self._talk: Any = None
        self.last_question = ""
        self._coming: tuple[str, str] | None = None
        """What has come so far, and what is said above it."""

    @property
    def chat(self) -> ChatLog:
        """Return the chat."""
        return self.query_one("#chat", ChatLog)

    @property
    def open_artifact(self) -> str:
        """Return the id of the artifact that is open."""
        return ""

    def is_free(self) -> bool:
        """Return whether nothing is on its way; says so where something is."""
        if self.streaming:
            self.place.say("An answer is still coming; Esc stops it.", ink="weak")
        return not self.streaming

    def ask(self, question: str, *, model: bool = False) -> None:
        """Ask: the store first, the model for the rest."""
        if not self.is_free():
            return
        self.begin(question)
        workspace, deal_id, view = self.place.journey.workspace, self.place.deal_id, self.view
        named = self.work.model if self.work else ""
        self.show_now(ChatLine(0, self.look.now, workspace.person, "person", "done", question))

        def run() -> None:
            try:
                given = None if model else workspace.ask(deal_id, question, view)
                if given is not None and (given.understood or not named):
                    self.post_message(self.Answered(given, None, question))
                    self._keep(question, given)
                    return
                workspace.say(deal_id, question)
            except Exception as error:
                log.exception("asking")
                self.post_message(
                    self.Answered(None, None, question, f"Asking did not succeed: {error}. /again tries once more.")
                )
                return
            if named:
                self._ask_model(question)
            else:
                self.post_message(self.Answered(None, None, question, NO_MODEL))

        self.run_worker(run, thread=True, exit_on_error=False, group="ask")

    def _keep(self, question: str, given: Answer) -> None:
        """Keep question and answer; one that cannot be kept is shown all the same, and that is said."""
        workspace, deal_id = self.place.journey.workspace, self.place.deal_id
        try:
            workspace.say(deal_id, question)
            workspace.keep_answer(deal_id, given)
        except Exception as error:
            log.exception("keeping an answer")
            self.post_message(self.Answered(None, None, question, f"The answer stands, but could not be kept: {error}."))

    def begin(self, what: str) -> None:
        """Note that something is on its way."""
        self.streaming = self.last_question = what
        self._talk = self._coming = None
        self._cancel.clear()

    def _ask_model(self, question: str) -> None:
        """Read the model's answer as it comes; runs in a thread."""
        workspace, deal_id = self.place.journey.workspace, self.place.deal_id
        about = self.about.copy if self.about else ""
        try:
            talk = workspace.talk(deal_id, question, about=about, artifact=self.open_artifact, view=self.view)
            self.follow(talk)
            line = workspace.keep_talk(deal_id, question, talk)
        except Exception as problem:
            log.exception("asking the model")
            error = f"The model did not answer: {problem} What is known here still works; /again tries once more."
            self.post_message(self.Answered(None, None, question, error))
        else:
            self.post_message(self.Answered(None, line, question))

    def follow(self, talk: Any) -> None:
        """Show what a model writes as it comes, until it ends or Esc stops it; runs in a thread."""
        self._talk = talk
        if self._cancel.is_set():
            talk.cancel()
        self.post_message(self.Streamed("", talk.way))
        text, painted = "", 0.0
        for piece in talk:
            text += piece
            now = time.monotonic()
            if now - painted >= PAINT_S:
                painted = now
                self.post_message(self.Streamed(text, talk.way))

    def cancel_stream(self) -> bool:
        """Stop what is coming; what has come is kept."""
        if not self.streaming:
            return False
        self._cancel.set()
        talk = self._talk
        if talk is not None:
            talk.cancel()
        self.place.say("Stopped; what had come is kept.")
        return True

    def show_now(self, line: ChatLine) -> None:
        """Show a message before it is kept."""
        if self.work is not None:
            self.work = replace(self.work, chat=(*self.work.chat, line))
            self.show_chat(end=True)

    def show_chat(self, *, end: bool = False) -> None:
        """Show the chat."""

    def in_thread(self, work: Callable[[], None]) -> None:
        """Run what asks the model in a thread."""
        self.run_worker(work, thread=True, exit_on_error=False, group="ask")

    @on(Streamed)
    def _grow(self, event: Streamed) -> None:
        event.stop()
        if self.streaming:
            self._coming = (event.text, f"{event.head} · Esc stops")
            self.show_coming()
            self.show_progress(event.text, event.head)

    def show_coming(self) -> None:
        """Show what has come so far, again after the chat was read anew."""
        if self.streaming and self._coming is not None:
            text, head = self._coming
            self.chat.grow(text or "waiting for its first words …", head=head)

    def show_progress(self, text: str, head: str) -> None:
        """Say how far it is where the chat does not show."""

    @on(Answered)
    def _answered(self, event: Answered) -> None:
        event.stop()
        given = event.answer
        if given is not None:
            text = "\n".join(line.text for line in given.lines)
            state = "done" if given.understood else "open"
            self.show_now(ChatLine(0, self.look.now, "Journey", "store", state, text, given.way, given.lines))
        self.finish(event.error, event.line)

    def finish(self, error: str, line: ChatLine | None) -> None:
        """End what was on its way: show what came of it."""
        self.streaming, self._talk = "", None
        if line is not None:
            self.show_now(line)
        if error:
            self.show_now(ChatLine(0, self.look.now, "Journey", "note", "done", error))
        if line is not None:
            self.place.journey.touched()
            self.reload()
