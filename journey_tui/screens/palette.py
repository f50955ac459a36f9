"""Every command by name: type a few letters, Enter runs it."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content

from journey_tui.commands import BY_ID, COMMANDS, PLACES, SHARED, Command, around, key_names
from journey_tui.screens.dialogs import Sheet
from journey_tui.widgets.document import WHOLE_ROW, Block, Document, Item
from journey_tui.widgets.ink import fit
from journey_tui.widgets.pane import Pane
from journey_tui.widgets.prompt import Prompt


def matching(query: str, place: str) -> list[Command]:
    """Return the commands that fit: those in force in `place`, each word of `query` in their text, best first."""
    words = query.casefold().split()
    found: list[tuple[int, int, Command]] = []
    for order, command in enumerate(COMMANDS):
        if command.place not in (*SHARED, *around(place)) or command.id == "app.palette":
            continue
        label, text = command.label.casefold(), f"{command.label} {command.help} {PLACES[command.place]}".casefold()
        if all(word in text for word in words):
            rank = sum(0 if label.startswith(word) else 1 if word in label else 2 for word in words)
            found.append((rank, order if words or command.place in around(place) else order + 1000, command))
    return [command for _, _, command in sorted(found, key=lambda one: one[:2])]


class PaletteSheet(Sheet[Command]):
    """The list of commands."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,ctrl+n", "move(1)", show=False),
        Binding("up,ctrl+p", "move(-1)", show=False),
        Binding("pagedown", "move(10)", show=False),
        Binding("pageup", "move(-10)", show=False),
    ]

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    def compose(self) -> ComposeResult:
        """Compose the line and the list."""
        with Container(classes="box") as box:
            box.border_title = Content("Commands")
            box.border_subtitle = Content("↑ ↓ choose · Enter runs · Esc closes")
            yield Prompt(placeholder="what do you want to do?")
            yield Document(id="commands", cells=WHOLE_ROW)

    def on_mount(self) -> None:
        """Show every command of the place."""
        self.query_one(Document).styles.height = min(14, max(3, self.app.size.height - 8))
        self.call_after_refresh(self._fill, "")

    @on(Prompt.Changed)
    def _changed(self, event: Prompt.Changed) -> None:
        self._fill(event.value)

    def _fill(self, query: str) -> None:
        """Show the commands that fit."""
        listing = self.query_one(Document)
        keymap, width = self.app.own_keys, max(40, listing.size.width)  # type: ignore[attr-defined]
        found = matching(query, self.place)
        blocks = [Block((((" " + fit(command.label, 24), "text"), (fit(command.help, width - 40), "muted"),
                          (fit(key_names(command, keymap), 14, right=True), "accent")),),
                        Item("command", command.id)) for command in found]  # fmt: skip
        listing.show(blocks or [Block((((" No command fits these letters.", "muted"),),))], top=True)

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        self.query_one(Document).move(step)

    @on(Prompt.Submitted)
    def action_choose(self) -> None:
        """Run the command under the cursor."""
        item = self.query_one(Document).item
        if item is not None:
            self.dismiss(BY_ID[item.id])

    @on(Pane.Chosen)
    def _clicked(self, event: Pane.Chosen) -> None:
        event.stop()
        self.action_choose()
