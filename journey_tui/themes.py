"""The house themes and what keeps a terminal safe: colours of the xterm-256 palette, and a wall for control bytes."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.theme import Theme

_LEVELS: Final = (0, 95, 135, 175, 215, 255)


def _hex(number: int) -> str:
    """Return the colour of a number of the xterm-256 palette (16 to 255)."""
    if number >= 232:
        level = 8 + 10 * (number - 232)
        return f"#{level:02x}{level:02x}{level:02x}"
    red, rest = divmod(number - 16, 36)
    return "#" + "".join(f"{_LEVELS[part]:02x}" for part in (red, *divmod(rest, 6)))


DARK: Final = {"ground": 234, "raised": 235, "chosen": 237, "text": 252, "strong": 255, "muted": 245, "faint": 239, "accent": 179,
               "good": 108, "fair": 110, "weak": 137, "bad": 174, "quote": 187}  # fmt: skip
LIGHT: Final = {"ground": 255, "raised": 254, "chosen": 252, "text": 236, "strong": 232, "muted": 242, "faint": 250, "accent": 130,
                "good": 22, "fair": 24, "weak": 94, "bad": 124, "quote": 58}  # fmt: skip
ANSI: Final = {"ground": "ansi_default", "raised": "ansi_default", "chosen": "ansi_default", "text": "ansi_default",
               "strong": "ansi_default", "muted": "ansi_bright_black", "faint": "ansi_bright_black", "accent": "ansi_yellow",
               "good": "ansi_green", "fair": "ansi_cyan", "weak": "ansi_magenta", "bad": "ansi_red", "quote": "ansi_default"}  # fmt: skip


def _theme(name: str, colours: dict[str, str], *, dark: bool, ansi: bool = False) -> Theme:
    """Return a theme whose tokens `$ink-…` are the given colours."""
    variables = {f"ink-{key}": value for key, value in colours.items()}
    variables |= {"input-cursor-background": colours["accent"], "input-cursor-foreground": "ansi_black" if ansi else colours["ground"],
                  "input-selection-background": colours["chosen"], "block-cursor-background": colours["chosen"]}  # fmt: skip
    if ansi:
        variables |= {
            "ansi-background": "ansi_black" if dark else "ansi_white",
            "ansi-foreground": "ansi_white" if dark else "ansi_black",
        }
    return Theme(name=name, primary=colours["accent"], secondary=colours["fair"], accent=colours["accent"], warning=colours["weak"],
                 error=colours["bad"], success=colours["good"], foreground=colours["text"], background=colours["ground"],
                 surface=colours["ground"], panel=colours["raised"], dark=dark, ansi=ansi, variables=variables)  # fmt: skip


THEMES: Final = {
    theme.name: theme
    for theme in (
        _theme("journey-dark", {key: _hex(number) for key, number in DARK.items()}, dark=True),
        _theme("journey-light", {key: _hex(number) for key, number in LIGHT.items()}, dark=False),
        _theme("journey-ansi-dark", ANSI, dark=True, ansi=True),
        _theme("journey-ansi-light", ANSI | {"accent": "ansi_blue", "weak": "ansi_magenta"}, dark=False, ansi=True),
    )
}
"""Every theme, by name; the first one is the default."""

SHORT_NAMES: Final = {
    "dark": "journey-dark",
    "light": "journey-light",
    "ansi-dark": "journey-ansi-dark",
    "ansi-light": "journey-ansi-light",
}
_PALETTE: Final = {_hex(number): number for number in range(16, 256)}


@lru_cache(2048)
def _indexed(style: Style) -> Style:
    """Return `style` with colours of the palette named by number: exact on every terminal, and half the bytes."""
    return style + Style.from_color(_number(style.color), _number(style.bgcolor))


def _number(colour: RichColor | None) -> RichColor | None:
    """Return a palette colour by its number; None for any other, which stays as it is."""
    if colour is None or colour.triplet is None or colour.number is not None:
        return None
    number = _PALETTE.get(colour.triplet.hex)
    return None if number is None else RichColor.from_ansi(number)


class Wall(LineFilter):
    """Drop whatever is not printable from every line that goes to the terminal, and name colours by number."""

    def __init__(self, *, plain: bool = False) -> None:
        super().__init__()
        self.by_number = True
        self.plain = plain
        """Write typographic marks in ASCII, cell for cell."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments, safe."""
        by_number, plain = self.by_number, self.plain
        return [
            Segment(
                text if text.isprintable() and not plain else printable(text, plain=plain),
                _indexed(style) if by_number and style is not None else style,
            )
            for text, style, control in segments
            if not control
        ]


_FANCY: Final = "↑↓·…“”„‘’–—→←●◐◌≠◍▣▢‖↺▸◂•◦◆◇■□▪▫│─▌✓›×≥≤"
_PLAIN: Final = "^v-~" + '"' * 3 + "''" + "--><VScxt#o=<><*oCcMmNn|-|v>x><"
_ASCII: Final = str.maketrans(_FANCY, _PLAIN)
"""Marks of our own and of good typography, each with an ASCII one of the same width."""


def printable(text: str, *, plain: bool = False) -> str:
    """Return text without anything that is not printable, its spaces as they are; typographic marks in ASCII when `plain`."""
    kept = "".join(char for char in text if char.isprintable())
    return kept.translate(_ASCII) if plain else kept
