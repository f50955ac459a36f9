"""The screen for a terminal in which nothing can be read."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.screen import Screen

from journey_tui.widgets.document import Block, Document
from journey_tui.widgets.ink import INK_CLASSES, fit


class TooSmall(Screen[None], inherit_bindings=False):
    """Say what is wrong and take no key but quit."""

    COMPONENT_CLASSES: ClassVar[set[str]] = INK_CLASSES
    AUTO_FOCUS = ""

    def compose(self) -> ComposeResult:
        """Compose one sentence."""
        yield Document(id="small")

    def on_resize(self) -> None:
        """Say how much room there is and how much is needed."""
        width, height = self.app.size
        lines = ("Too small.", f"Journey needs 60 × 16; this is {width} × {height}.", "Ctrl+Q quits.")
        self.query_one(Document).show([Block(tuple(((" " + fit(line, width - 2), "text"),) for line in lines))])
