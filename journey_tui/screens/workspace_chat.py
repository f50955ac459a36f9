"""The chat of the workspace: questions, and commands that begin with a slash."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual import on

from journey_tui.screens.typing import Keeper
from journey_tui.screens.workspace_asking import NO_MODEL, AskingVerbs
from journey_tui.screens.workspace_completion import COMMANDS, CompletionVerbs
from journey_tui.widgets.chat_log import message_blocks
from journey_tui.widgets.document import Block, Item
from journey_tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from journey_tui.domain.views import DealView
    from journey_tui.domain.views_workspace import WorkspaceView


class ChatVerbs(CompletionVerbs, AskingVerbs):
    """What can be done in the chat."""

    work: WorkspaceView | None
    view: DealView | None
    about: Item | None
    side: str
    mode: str

    _asked_keeper: Keeper | None = None

    @property
    def chat_width(self) -> int:
        """Return the columns of the chat."""
        return self.size.width

    # Asking.

    def question_typed(self, text: str) -> None:
        """Write down what stands in the input, as it is typed."""
        if self._asked_keeper is None:
            workspace, deal_id = self.place.journey.workspace, self.place.deal_id
            self._asked_keeper = Keeper(lambda typed: workspace.keep_question(deal_id, typed), lambda _: None)
        self._asked_keeper.put(text)

    def restore_question(self, text: str) -> None:
        """Put what was typed and not sent back into the input."""
        if text and not self.prompt.value:
            self.put_in_prompt(text)
            self.place.say("What you had typed is in the line again: i goes on with it.", seconds=8)

    def flush_question(self) -> None:
        """Write down at once what stands in the input."""
        if self._asked_keeper is not None:
            self._asked_keeper.flush()

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
        if self.complete_on_enter(text):
            return
        self.close_completion()
        if not text:
            return
        self.prompt.value = ""
        if text.startswith("/"):
            self._command(text)
        else:
            self.ask(text)

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
            self._again()
        elif name == "/model":
            self._model(rest)
        elif name == "/improve":
            self.improve(rest)
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

    def improve(self, wish: str = "") -> None:
        """Let the model propose other words for the open artifact."""

    def write_again(self, asked: str) -> bool:
        """Let the model try once more what the template alone has written so far; False where there is nothing such."""
        return False

    def _again(self) -> None:
        """Ask or draft once more what was asked last, in this session or before it."""
        kept = (line.asked for line in reversed(self.work.chat if self.work else ()) if line.asked)
        last = self.last_question or next(kept, "")
        if not last:
            self.place.say("Nothing was asked yet.")
        elif last.startswith("/draft ") and self.write_again(last):
            return
        elif last.startswith("/"):
            self._command(last)
        else:
            self.ask(last, model=bool(self.work and self.work.model))

    def _model(self, name: str) -> None:
        """Say which model answers; with a name, use another one for this session."""
        workspace = self.place.journey.workspace
        if not name:
            named = self.work.model if self.work else ""
            self.place.say(
                f"{named} answers what the store cannot. /model and a name uses another one." if named else NO_MODEL, seconds=8
            )
            return
        self.load("model chosen", lambda: workspace.use_model("" if name == "default" else name))

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

        self.place.app.push_screen(
            FormSheet("A kept fact", [Field("text", "Fact", item.copy, needed=True)], about=item.id), filled
        )

    def chat_loaded(self, what: str, value: Any) -> bool:
        """Take what was read for the chat."""
        if what == "model chosen":
            if self.work is not None:
                self.work = replace(self.work, model=value)
            self.place.say(f"{value} answers from now on in this session; /again asks it what was asked last.", seconds=8)
            return True
        if what == "earlier":
            lines, earlier = value
            if self.work is not None and lines:
                self.work = replace(self.work, chat=(*lines, *self.work.chat), earlier=earlier)
                self.show_chat()
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
