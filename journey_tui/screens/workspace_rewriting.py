"""Let the model write in the workspace: a first version beside the template's, or other words for the open artifact."""

from __future__ import annotations

import logging
import time
from typing import Any, Final

from textual import on
from textual.message import Message

from journey_tui.domain.views_workspace import ArtifactItem, ChatLine
from journey_tui.lean import dataclass
from journey_tui.screens.workspace_chat import ChatVerbs
from journey_tui.screens.workspace_papers import PaperVerbs

log = logging.getLogger("journey.ui")

TOLD_S: Final = 1.0
"""Seconds between two words on how far it is."""


class RewritingVerbs(PaperVerbs, ChatVerbs):
    """What the model does with artifacts."""

    @dataclass
    class Written(Message):
        """The model has written, or has not."""

        key: str
        written: Any
        error: str = ""

    @property
    def beside(self) -> bool:
        """Return whether both panes show."""
        return False

    @property
    def has_model(self) -> bool:
        """Return whether a model is set up."""
        return bool(self.work and self.work.model)

    def drafted(self, made: ArtifactItem, asked: str, words: str) -> None:
        """A first version from the template is there: let the model write one too, where there is a model."""
        if self.has_model and made.kind != "note":
            self.write_with_model(made.id, asked, words)

    def write_again(self, asked: str) -> bool:
        """Let the model try once more what the template alone has written so far; False where there is nothing such."""
        kind, _, words = asked.removeprefix("/draft ").partition(" ")
        known = self.work.artifacts if self.work and self.has_model else ()
        item = next((one for one in known if one.kind == kind and one.author == "template" and one.head == 1), None)
        if item is not None:
            self.open_paper(item.id)
            self.turn_to("paper")
            self.write_with_model(item.id, asked, words)
        return item is not None

    def improve(self, wish: str = "") -> None:
        """Let the model propose other words for the open artifact; what a person wrote stays until they say otherwise."""
        item = self.artifact_under_cursor()
        if item is None:
            self.place.say("Open an artifact first: Tab, then Enter.", ink="weak")
        elif not self.has_model:
            self.place.say("No language model is set up; docs/model.md says how. i writes in it yourself.", ink="weak", seconds=8)
        else:
            self.write_with_model(item.id, f"/improve {wish}".strip(), wish, keep=self.end_writing())

    def action_improve(self) -> None:
        """Let the model propose other words for the open artifact."""
        self.improve()

    def write_with_model(self, key: str, asked: str, words: str, *, keep: Any = None) -> None:
        """Ask the model for a text, in a thread; `keep` first makes a version of what was being typed."""
        if not self.is_free():
            return
        self.begin(asked)
        workspace, view = self.place.journey.workspace, self.view

        def run() -> None:
            try:
                if keep is not None:
                    keep()
                wish = workspace.wish(key, asked)
                talk = workspace.write(wish, words, view=view)
                self.follow(talk)
                written = workspace.keep_writing(wish, talk)
            except Exception as problem:
                log.exception("writing with the model")
                self.post_message(
                    self.Written(
                        key, None, f"The model did not write: {problem} The text stays as it was; /again tries once more."
                    )
                )
                return
            self.post_message(self.Written(key, written))

        self.in_thread(run)

    def show_progress(self, text: str, head: str) -> None:
        """Say how far it is where the chat does not show."""
        if self.side == "paper" and not self.beside and time.monotonic() - self._told >= TOLD_S:
            self._told = time.monotonic()
            self.place.say(f"{head.partition(' · ')[0]} writes, {len(text):,} characters so far · Esc stops it", seconds=3)

    _told = 0.0

    @on(Written)
    def _written(self, event: Written) -> None:
        event.stop()
        written = event.written
        self.finish(event.error, written.line if written is not None else None)
        if written is None or written.version is None:
            self.place.say(event.error or why_not(written.line), ink="weak", seconds=10)
            return
        shows = self.open_artifact == event.key and self.mode in ("read", "diff")
        if written.proposed and shows:
            self.show_proposal(event.key)
            self.place.say("A proposal: a takes a change, x leaves it, Enter keeps what was taken, u starts again.", seconds=10)
        elif written.proposed:
            self.place.say("A proposal waits: V on the artifact shows it, hunk by hunk.", seconds=10)
        else:
            if shows:
                self.open_paper(event.key)
            self.place.say(f"Version {written.version.number} is AI's; V compares it with the template's · i edits", seconds=10)


def why_not(line: ChatLine) -> str:
    """Return why no text came, of what the chat says of it."""
    return next((one.text for one in line.lines if one.ink == "muted"), line.lines[0].text if line.lines else "Nothing came.")
