"""The menu of commands above the chat's input: what begins with a slash, completed by Tab."""

from __future__ import annotations

from typing import Final

from textual import on

from journey_tui.domain.drafts import KINDS
from journey_tui.screens.deal_tab import DealTab
from journey_tui.widgets.document import Block, Document, Item
from journey_tui.widgets.ink import fit
from journey_tui.widgets.prompt import Prompt

COMMANDS: Final = (
    ("/draft", "write one from what is known: follow-up, call-plan, plan, business-case, recap, note"), ("/plan", "the mutual action plan"),
    ("/recap", "where the deal stands, for a colleague"), ("/ask", "ask the model, even where the store could answer"),
    ("/find", "find words in this chat"), ("/pin", "keep a fact with the deal"),
    ("/improve", "let the model propose other words for the open artifact: yours stay until you say otherwise"),
    ("/again", "try the last question or draft once more"), ("/model", "which model answers; with a name, another one for this session"),
    ("/about", "take what is in context away"),
)  # fmt: skip
WITH_WORDS: Final = ("/draft", "/ask", "/find", "/pin", "/improve", "/model")
"""Commands that words follow."""
MOST_SHOWN: Final = 7


class CompletionVerbs(DealTab):
    """What completes a command."""

    @property
    def completion(self) -> Document:
        """Return the menu of commands above the input."""
        return self.query_one("#completion", Document)

    @property
    def prompt(self) -> Prompt:
        """Return the input."""
        return self.query_one("#question", Prompt)

    @on(Prompt.Changed, "#question")
    def _changed(self, event: Prompt.Changed) -> None:
        event.stop()
        self._complete(event.value)
        self.question_typed(event.value)

    def question_typed(self, text: str) -> None:
        """Take note of what stands in the input."""

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
            menu.styles.height = min(MOST_SHOWN, len(found))
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
        self.put_in_prompt(item.id + (" " if item.id in WITH_WORDS else ""))
        return True

    def put_in_prompt(self, text: str) -> None:
        """Write in the input, the cursor behind it."""
        self.prompt.value = text
        self.prompt.cursor_position = len(text)

    def complete_on_enter(self, text: str) -> bool:
        """Take the menu's choice on Enter where the command is not written out yet."""
        known = {command for command, _ in COMMANDS}
        if self.completion.display and text.startswith("/") and " " not in text and text not in known:
            return self.complete()
        return False
