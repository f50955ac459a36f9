"""The keys of where you are, and what the glyphs mean."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content

from journey_tui.commands import PLACES, around, commands_of, key_names
from journey_tui.domain.reading import Band, GateState, Status
from journey_tui.screens.dialogs import Sheet, inner_width
from journey_tui.widgets.document import Block, Document
from journey_tui.widgets.format import STATUS_INK
from journey_tui.widgets.ink import Line, fit, wrap

_TERMINAL: Final = ("Shift+drag selects text past the program. In tmux, `set -g set-clipboard on` lets y reach your clipboard. "
                    "JOURNEY_MOUSE=0 leaves the mouse to the terminal. JOURNEY_THEME: dark, light, ansi-dark, ansi-light.")  # fmt: skip


_GATES: Final = (
    GateState.OPEN, GateState.READY, GateState.PASSED, GateState.HELD, GateState.LOCKED, GateState.RECYCLED, GateState.WAIVED,
)  # fmt: skip


class HelpSheet(Sheet[None]):
    """Keys by group: those of the place first."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "scroll(1)", show=False),
        Binding("k,up", "scroll(-1)", show=False),
        Binding("pagedown,ctrl+d,space", "scroll(10)", show=False),
        Binding("pageup,ctrl+u", "scroll(-10)", show=False),
        Binding("g,home", "scroll(-9999)", show=False),
        Binding("G,end", "scroll(9999)", show=False),
        Binding("q,question_mark,enter", "close", show=False),
    ]

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    def compose(self) -> ComposeResult:
        """Compose the list."""
        with Container(classes="box") as box:
            box.border_title = Content(f"Keys · {PLACES.get(self.place, 'here')}")
            box.border_subtitle = Content("j k scroll · Esc closes")
            yield Document(id="keys")

    def on_mount(self) -> None:
        """Show the keys."""
        self.on_resize()

    def on_resize(self) -> None:
        """Set the list at the present width."""
        width = inner_width(self.app.size.width) - 1
        lines = self._lines(width)
        listing = self.query_one(Document)
        listing.styles.height = min(len(lines), max(6, int(self.app.size.height * 0.9) - 2))
        listing.show([Block(tuple(lines))])

    def _lines(self, width: int) -> list[Line]:
        """Return the groups with their keys."""
        keymap = self.app.own_keys  # type: ignore[attr-defined]
        lines: list[Line] = []
        for place in dict.fromkeys((*around(self.place), "", "item", "everywhere", "places")):
            if not place:
                lines += [(), *self._glyphs(width)]
                continue
            commands = commands_of(place)
            if not commands:
                continue
            lines += [((f" {PLACES[place]}", "accent"),)] if not lines else [(), ((f" {PLACES[place]}", "accent"),)]
            for command in commands:
                text = wrap(command.help or command.label, max(20, width - 34))
                lines.append(
                    (
                        (f"  {fit(key_names(command, keymap), 12)}", "strong"),
                        (f" {fit(command.label, 18)}", "text"),
                        (text[0] if command.help else "", "muted"),
                    )
                )
                lines += [((" " * 32 + line, "muted"),) for line in text[1:]]
        if self.place == "triage":
            lines += [(), *self._filter_keys(width)]
        return [*lines, (), *(((" " + line, "muted"),) for line in wrap(_TERMINAL, width - 2))]

    def _filter_keys(self, width: int) -> list[Line]:
        """Return what a filter can say."""
        from journey_tui.domain.triage_filter import HELP as TERMS

        lines: list[Line] = [((" What F can filter by", "accent"),)]
        for term, about in TERMS:
            lines += [((f"  {line}", "strong"),) for line in wrap(term, width - 3)]
            lines += [((f"     {line}", "muted"),) for line in wrap(about, width - 6)]
        return lines

    def _glyphs(self, width: int) -> list[Line]:
        """Return how to read what stands on the screens: statuses, both lines, gates and bands."""
        look, plain = self.app.look, self.app.plain  # type: ignore[attr-defined]
        shown = [status for status in Status if status is not Status.BLANK]
        named = [(f"  {look.status(status)} {fit(status.value, 13)}", STATUS_INK[status]) for status in shown]
        lines: list[Line] = [((" How to read it", "accent"),)]
        lines += [tuple(named[start : start + 4]) for start in range(0, len(named), 4)]
        gates = ", ".join(f"{look.gate(state)} {state.value}" for state in _GATES)
        agree, ahead, behind = ("=", ">>", "<<") if plain else ("=", "▸▸", "◂◂")
        bands = ", ".join(f"“{band.words}”" for band in Band)
        told = (
            f"Truth → CRM: how far the customer's own words reach, and the stage that the CRM has; {agree} they agree, "
            f"{ahead} the CRM is ahead, {behind} the customer is.",
            f"A gate is the exit of a stage: it passes on the customer's own evidence: {gates}.",
            f"How sure, on the right: {bands}. e shows the quotes and the sums behind it.",
            "Filled glyphs are people, hollow ones machines.",
        )
        return [*lines, *(((f"  {line}", "muted"),) for text in told for line in wrap(text, width - 4))]

    def action_scroll(self, lines: int) -> None:
        """Scroll."""
        self.query_one(Document).scroll_lines(lines)
