"""The sheet of views: to choose one, and to save, rename and delete one's own."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from journey_tui.screens.dialogs import MenuSheet
from journey_tui.widgets.document import Document


class ViewsSheet(MenuSheet):
    """The views to choose from, where one's own are saved, renamed and deleted."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("A", "answer('save')", show=False),
        Binding("i", "answer('rename')", show=False),
        Binding("x", "answer('delete')", show=False),
    ]

    def on_mount(self) -> None:
        """Say the keys, and leave room for all of the sheet."""
        self.query_one(".box").border_subtitle = Content("A saves this list · i renames · x deletes · Esc closes")
        listing = self.query_one(Document)
        listing.styles.height = min(len(self.choices), max(4, self.app.size.height - 8))

    def action_choose(self) -> None:
        """Use the view under the cursor."""
        self.action_answer("use")

    def action_number(self, number: int) -> None:
        """Use a view by number."""
        if number <= len(self.choices):
            self.dismiss(f"use {self.choices[number - 1].value}")

    def action_answer(self, verb: str) -> None:
        """Close with what is to be done, and with which view."""
        item = self.query_one(Document).item
        self.dismiss(f"{verb} {item.id if item else ''}")
