"""Print for people and for programs: plain text that fits the terminal, or JSON; errors say what to do."""

from __future__ import annotations

import codecs
import json
import os
import re
import shutil
import sys
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from typing import Any, Final, NoReturn

from journey_tui.text import clean, one_line

OK, FAILED, USAGE, PARTLY = 0, 1, 2, 3
"""Exit codes (product.md §9)."""


_ASCII: Final = {
    "●": "V", "◐": "S", "◌": "c", "·": ".", "≠": "x", "◍": "t", "–": "-", "▸": ">", "◂": "<", "→": "->", "…": "...", "│": "|",
    "▌": ">", "○": "o", "×": "x", "−": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "≤": "<=", "≥": ">=",
}  # fmt: skip
"""What stands for a sign where the output cannot carry it (product.md §9, Width)."""


def _as_ascii(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(_ASCII.get(sign, "?") for sign in error.object[error.start : error.end]), error.end


def settle_streams() -> None:
    """Let every locale print: a sign that the output's encoding lacks becomes one that it has."""
    codecs.register_error("journey", _as_ascii)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="journey")


def end_streams() -> None:
    """Write out what is buffered; a reader that has gone (`| head`) is no error."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _discard_output()


def _discard_output() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


_UNSAFE: Final = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def emit(value: Any) -> None:
    """Print `value` as JSON; what could steer a terminal is written as an escape."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    _write(_UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n")


def say(text: str = "") -> None:
    """Print a line of text; what came from outside is cleaned again here."""
    _write(clean(text) + "\n")


def _write(text: str) -> None:
    """Write to standard output; a reader that has gone ends the command quietly."""
    try:
        sys.stdout.write(text)
    except BrokenPipeError:
        _discard_output()
        raise SystemExit(OK) from None


def note(text: str) -> None:
    """Print a line for people beside the output: to standard error."""
    sys.stderr.write(clean(text) + "\n")


def stop(text: str, code: int = FAILED, *, as_json: bool = False) -> NoReturn:
    """Print an error and end with `code`; JSON output carries it as `error`."""
    if as_json:
        emit({"error": clean(text)})
    note(f"journey: {text}")
    raise SystemExit(code)


def width() -> int:
    """Return the columns to write in: COLUMNS, else the terminal, else 100."""
    return max(40, shutil.get_terminal_size((100, 24)).columns)


def wrapped(text: str, indent: str = "", hanging: str = "") -> Iterator[str]:
    """Yield the text in lines that fit; all but the first are indented by `hanging` more."""
    room = width() - 1
    text = clean(text)
    if _cells(text) > len(text):  # textwrap counts characters, East-Asian ones take two columns
        room = max(20, room * len(text) // _cells(text))
    yield from textwrap.wrap(text, room, initial_indent=indent, subsequent_indent=indent + hanging) or [indent]


def say_wrapped(text: str, indent: str = "", hanging: str = "") -> None:
    """Print the text in lines that fit."""
    for line in wrapped(text, indent, hanging):
        say(line)


NARROWEST: Final = 6
"""Columns that a cell keeps however narrow the terminal is."""
FOLDED: Final = 24
"""Columns that a folded last cell takes at least."""


def table(
    rows: Iterable[Sequence[str]],
    *,
    right: frozenset[int] = frozenset(),
    ends: frozenset[int] = frozenset(),
    wrap_last: bool = False,
    below: Sequence[str] = (),
) -> None:
    """Print rows in columns that fit: the widest are cut, at their end or (`ends`, for paths) at their beginning.

    `wrap_last` shows the last column whole, in as many lines as it takes; `below` is a line of its own under each row.
    """
    cells = [[" ".join(clean(cell).splitlines()) for cell in row] for row in rows]
    if not cells:
        return
    sizes = [max(map(_cells, column)) for column in zip(*cells, strict=True)]
    last = len(sizes) - 1
    if wrap_last:
        sizes[last] = max(FOLDED, min(sizes[last], width() - 1 - 2 * last - sum(sizes[:-1])))
    sizes = _sizes(sizes)
    for number, row in enumerate(cells):
        more = list(_folded(row[last], sizes[last])) if wrap_last else []
        if more:
            row[last] = more.pop(0)
        parts = []
        for i, (cell, size) in enumerate(zip(row, sizes, strict=True)):
            text = _cut(cell[::-1], size)[::-1] if i in ends else _cut(cell, size)
            gap = " " * (size - _cells(text))
            parts.append(gap + text if i in right else text + gap)
        say("  ".join(parts).rstrip())
        for line in more:
            say(" " * (sum(sizes[:-1]) + 2 * last) + line)
        if below and below[number]:
            say("  " + _cut(one_line(below[number]), width() - 3))


def _folded(text: str, size: int) -> Iterator[str]:
    size = size if text.isascii() else max(NARROWEST, size * len(text) // max(1, _cells(text)))
    yield from textwrap.wrap(text, size)


def _sizes(sizes: list[int]) -> list[int]:
    """Return the widths with the widest made narrower until a row fits."""
    room = width() - 1 - 2 * (len(sizes) - 1)
    while sum(sizes) > room and max(sizes) > NARROWEST:
        widest = max(range(len(sizes)), key=lambda i: sizes[i])
        sizes[widest] -= 1
    return sizes


def _cells(text: str) -> int:
    """Return how many columns the text takes."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _cut(text: str, size: int) -> str:
    if _cells(text) <= size:
        return text
    kept = text[: size - 1]
    while _cells(kept) > size - 1:
        kept = kept[:-1]
    return kept + "…"


@contextmanager
def plain_errors(as_json: bool = False) -> Iterator[None]:
    """Turn what can go wrong into one line and an honest exit code."""
    from journey_tui.data.sqlite import sqlite3
    from journey_tui.data.store import StoreError
    from journey_tui.workspace import DealNotFound, DecisionRefused

    try:
        yield
    except (StoreError, DealNotFound, DecisionRefused) as error:
        stop(str(error.args[0]), as_json=as_json)
    except sqlite3.Error as error:
        stop(f"the store cannot be used ({error}). Run `journey doctor`, or restore a backup.", as_json=as_json)
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        stop(f"{place}{error.strerror or error}. Check the disk's space and the permissions there.", as_json=as_json)
