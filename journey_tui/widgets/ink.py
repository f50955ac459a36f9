"""Text as the widgets paint it: runs of plain words with the name of an ink, measured and cut by cells."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, TypeAlias

from rich.cells import cell_len, set_cell_size

from journey_tui.text import clean, one_line

Span: TypeAlias = tuple[str, str]
"""Words and the ink that they are set in."""
Line: TypeAlias = tuple[Span, ...]

INKS: Final = (
    "text",
    "strong",
    "muted",
    "faint",
    "struck",
    "accent",
    "good",
    "fair",
    "weak",
    "bad",
    "quote",
    "cursor",
    "bar",
    "grip",
    "tab",
    "hit",
)
INK_CLASSES: Final = {f"ink--{name}" for name in INKS}
"""Every ink is a component class of the screen, coloured by the theme; panes take their inks from there."""


def label(value: str) -> str:
    """Return outside text as one printable line."""
    if value.isprintable():
        return value
    return "".join(char for char in one_line(value) if char.isprintable())


def cut(value: str, width: int, *, more: str = "…") -> str:
    """Return `value` in at most `width` cells, its end marked when it was cut."""
    value = label(value)
    if cell_len(value) <= width:
        return value
    if width <= len(more):
        return more[: max(0, width)]
    return set_cell_size(value, width - len(more)).rstrip() + more


def cut_start(value: str, width: int, *, more: str = "…") -> str:
    """Return the end of `value` in at most `width` cells: of a path the last part says most."""
    value = label(value)
    while value and cell_len(value) > width:
        value = value[max(1, cell_len(value) - width + len(more)) :] if value.isascii() else value[1 + len(more) :]
        value = more + value if cell_len(value) + len(more) <= width else value
    return value


def fit(value: str, width: int, *, right: bool = False, more: str = "…") -> str:
    """Return `value` in exactly `width` cells, padded left when `right`."""
    if width <= 0:
        return ""
    text = cut(value, width, more=more)
    pad = " " * (width - cell_len(text))
    return pad + text if right else text + pad


def wrap(value: str, width: int) -> list[str]:
    """Return `value` in lines of at most `width` cells, broken between words; its own line breaks are kept."""
    width = max(4, width)
    lines: list[str] = []
    for paragraph in clean(value).expandtabs(4).split("\n"):
        text = paragraph if paragraph.isprintable() else "".join(ch for ch in paragraph if ch.isprintable())
        lines.extend(_wrap_paragraph(text, width))
    return lines or [""]


def _wrap_paragraph(text: str, width: int) -> list[str]:
    """Return one paragraph broken into lines; a word wider than the line is broken inside."""
    lines: list[str] = []
    indent = text[: len(text) - len(text.lstrip(" "))][: width // 2]
    line, used = indent, len(indent)
    fresh = True
    for word in text.split():
        size = cell_len(word)
        if not fresh and used + 1 + size > width:
            lines.append(line)
            line, used, fresh = "", 0, True
        while size > width - used and fresh and size > width:
            head, word = _split_cells(word, width - used)
            lines.append(line + head)
            line, used, size = "", 0, cell_len(word)
        line, used = (line + word, used + size) if fresh else (f"{line} {word}", used + 1 + size)
        fresh = False
    lines.append(line)
    return lines


def _split_cells(word: str, width: int) -> tuple[str, str]:
    """Return the longest start of `word` that fits `width` cells (at least one character), and the rest."""
    used = 0
    for at, char in enumerate(word):
        used += cell_len(char)
        if used > width and at:
            return word[:at], word[at:]
    return word, ""


def wrap_runs(runs: Iterable[Span], width: int) -> list[tuple[Line, set[int]]]:
    """Return runs of text broken between words into lines, each with the numbers of the runs that it shows."""
    lines: list[tuple[list[Span], set[int]]] = [([], set())]
    used = 0
    for newline, word in _words_of(runs):
        size = sum(cell_len(text) for text, _, _ in word)
        if newline or (used and used + 1 + size > width):
            lines.append(([], set()))
            used = 0
        spans, touched = lines[-1]
        if used and word:
            spans.append((" ", spans[-1][1] if spans[-1][1] == word[0][1] else "text"))
            used += 1
        for text, ink, number in word:
            while used + cell_len(text) > width:
                head, rest = _split_cells(text, width - used) if used < width else ("", text)
                if head and used + cell_len(head) <= width:
                    spans.append((head, ink))
                    touched.add(number)
                    text = rest
                lines.append(([], set()))
                spans, touched = lines[-1]
                used = 0
            spans.append((text, ink))
            touched.add(number)
            used += cell_len(text)
    return [(tuple(spans), touched) for spans, touched in lines]


def _words_of(runs: Iterable[Span]) -> list[tuple[bool, list[tuple[str, str, int]]]]:
    """Return the words of runs, each as pieces (text, ink, run), with whether a line break stands before it."""
    words_: list[tuple[bool, list[tuple[str, str, int]]]] = []
    newline, open_ = False, False
    for number, (text, ink) in enumerate(runs):
        for piece in re.findall(r"\n|[^\S\n]+|\S+", clean(text)):
            if piece == "\n":
                if newline:
                    words_.append((True, []))
                newline, open_ = True, False
            elif piece.isspace():
                open_ = False
            elif shown := "".join(char for char in piece if char.isprintable()):
                if open_:
                    words_[-1][1].append((shown, ink, number))
                else:
                    words_.append((newline, [(shown, ink, number)]))
                newline, open_ = False, True
    return words_


def width_of(line: Iterable[Span]) -> int:
    """Return the cells that a line takes."""
    return sum(cell_len(text) for text, _ in line)


def sides(left: Line, right: Line, width: int) -> Line:
    """Return `left` and `right` set at the two ends of `width` cells; the left is cut where they would meet."""
    room = width - width_of(right)
    if room <= 0:
        return trim(right, width)
    left = trim(left, max(0, room - 1)) if width_of(left) > room - 1 else left
    return (*left, (" " * (room - width_of(left)), "text"), *right)


def trim(line: Line, width: int) -> Line:
    """Return `line` in at most `width` cells, its end marked when it was cut."""
    if width_of(line) <= width:
        return line
    kept: list[Span] = []
    room = width
    for text, ink in line:
        size = cell_len(text)
        if size > room or (size == room and len(kept) < len(line) - 1):
            kept.append((cut(text, room - 1) if size <= room - 1 else cut(text, room), ink))
            if size <= room - 1:
                kept.append(("…", ink))
            break
        kept.append((text, ink))
        room -= size
    return tuple(kept)


def words(*spans: Span | str) -> Line:
    """Return a line; a bare string is set in the `text` ink."""
    return tuple((span, "text") if isinstance(span, str) else span for span in spans)


def joined(parts: Iterable[str], between: str = " · ") -> str:
    """Return the parts that say something, joined by a dot."""
    return between.join(part for part in parts if part)
