"""A place with a list and, beside or below it, what the entry under the cursor holds."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Container

from journey_tui.screens.base import Place
from journey_tui.widgets.document import Document
from journey_tui.widgets.pane import Pane


class TwoPanes(Place):
    """Tab goes from one pane to the other; `WIDE_FROM` columns on they stand side by side."""

    PANES: ClassVar[tuple[str, str, str]]
    """Ids of what holds both, of the list, and of what its entry holds."""
    WIDE_FROM: ClassVar[int]

    in_detail = False
    """Whether the keys go to what the entry holds."""

    def compose_body(self) -> ComposeResult:
        """Compose both panes."""
        body, listing, detail = self.PANES
        with Container(id=body):
            yield Document(id=listing)
            yield Document(id=detail)

    def on_mount(self) -> None:
        """Arrange; reading begins."""
        self.listing.bar = self.detail.bar = self.look.mark("bar")
        self._arrange()

    @property
    def listing(self) -> Document:
        """Return the list."""
        return self.query_one(f"#{self.PANES[1]}", Document)

    @property
    def detail(self) -> Document:
        """Return what the entry under the cursor holds."""
        return self.query_one(f"#{self.PANES[2]}", Document)

    @property
    def pane(self) -> Pane:
        """Return the pane that the keys go to."""
        return self.detail if self.in_detail else self.listing

    def _wide(self) -> bool:
        return self.app.size.width >= self.WIDE_FROM

    def _arrange(self) -> None:
        self.query_one(f"#{self.PANES[0]}").set_class(self._wide(), "wide")
        self.listing.set_active(not self.in_detail)
        self.detail.set_active(self.in_detail)

    def action_next_pane(self) -> None:
        """Give the keys to the other pane."""
        self.in_detail = not self.in_detail
        self._arrange()
        if self.in_detail:
            self.detail.go(self.detail.at)  # the keys go to an item that shows
        self.pane.tell()
