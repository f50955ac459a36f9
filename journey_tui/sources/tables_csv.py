"""Rows of a CSV file: any delimiter, quoted line ends, rows too short and too long, quotes that never close."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import Final, TextIO

from journey_tui.lean import dataclass
from journey_tui.sources.tables import CELL_LIMIT, COLUMN_LIMIT, ROW_LIMIT, Notes, Numbered, Table, errors_for, old_bytes
from journey_tui.text import one_line

_DELIMITERS: Final = (",", ";", "\t", "|")
_QUOTED: Final = re.compile(r'"[^"]*"')


@dataclass(frozen=True, slots=True)
class _Format:
    path: str
    file: str
    encoding: str
    delimiter: str
    skip: int
    """Lines before the header: `sep=;`, a report's title."""
    width: int


class _Unclosed(Exception):
    """A row has grown past the limit."""


class _Lines:
    """Lines of a file, held until the row that they belong to is complete."""

    __slots__ = ("again", "ended", "handle", "held", "ragged", "size")

    def __init__(self, handle: TextIO) -> None:
        self.handle = handle
        self.held: list[str] = []
        self.again: deque[str] = deque()
        self.size = 0
        self.ended = False
        self.ragged = False  # whether a row was shorter than the header before the last one

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        if self.again:
            line = self.again.popleft()
        else:
            line = self.handle.readline(ROW_LIMIT + 1)
            if not line:
                self.ended = True
                raise StopIteration
        self.held.append(line)
        self.size += len(line)
        if self.size > ROW_LIMIT:
            raise _Unclosed
        return line

    def start(self) -> None:
        """Begin a new row."""
        self.held.clear()
        self.size = 0

    def rewind(self) -> None:
        """Give back every line of the row but its first."""
        self.again.extendleft(reversed(self.held[1:]))
        self.ended = False


def open_csv(path: str, file: str, encoding: str, notes: Notes) -> list[Table]:
    """Return the one table of the file; its header is the first row that looks like one."""
    with open(path, encoding=encoding, errors=errors_for(encoding), newline="") as handle:
        lines = list(islice(iter(lambda: handle.readline(CELL_LIMIT), ""), 60))
    skip, delimiter, headers = _header(lines)
    if not any(header.strip() for header in headers):
        notes.add(file, "", "has no header row", "the first row must name the columns")
        return []
    if len(headers) > COLUMN_LIMIT:
        notes.add(file, "row 0", f"has {len(headers)} columns, more than {COLUMN_LIMIT}", "export fewer columns")
        return []
    layout = _Format(path, file, encoding, delimiter, skip, len(headers))
    return [Table(path, file, headers, partial(_rows, layout))]


def _header(lines: list[str]) -> tuple[int, str, list[str]]:
    """Return (lines before it, delimiter, columns): the first row, or the first wide one after a report's title."""
    skip = 0
    delimiter = ""
    said = re.match(r"\ufeff?\"?sep=(.)", lines[0], re.IGNORECASE) if lines else None
    if said:
        skip, delimiter = 1, said[1]
    while skip < len(lines) and not lines[skip].strip("\ufeff\r\n ,;\t|"):
        skip += 1
    first = lines[skip:]
    sniffed = delimiter or _delimiter(first)
    rows = [(len(row), row) for row in _parse(first, sniffed) if any(cell.strip() for cell in row)]
    if not rows:
        return skip, sniffed, []
    if rows[0][0] == 1 and not said:
        later = next((i for i, line in enumerate(first) if line.count(sniffed) >= 2), 0)
        if later and rows[-1][0] > 1 and not any(sniffed in line for line in first[:later]):
            header = next(iter(_parse(first[later:], sniffed)), [])
            return skip + later, sniffed, header
    return skip, sniffed, [cell.lstrip("\ufeff").strip() for cell in rows[0][1]]


def _delimiter(lines: list[str]) -> str:
    """Return the delimiter that the header has most of; the rows below decide where it has none."""
    for line in lines[:20]:
        bare = _QUOTED.sub("", line)
        count, best = max((bare.count(mark), -place) for place, mark in enumerate(_DELIMITERS))
        if count:
            return _DELIMITERS[-best]
    return ","


def _parse(lines: list[str], delimiter: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(lines, delimiter=delimiter)
    except csv.Error:
        return


def _rows(layout: _Format, notes: Notes) -> Iterator[Numbered]:
    csv.field_size_limit(max(csv.field_size_limit(), ROW_LIMIT * 2))
    before = old_bytes()
    with open(layout.path, encoding=layout.encoding, errors=errors_for(layout.encoding), newline="") as handle:
        for _ in range(layout.skip):
            handle.readline(CELL_LIMIT)
        yield from _data(_Lines(handle), layout, notes)
    if old_bytes() > before:
        notes.notice(layout.file, "is not all UTF-8; what is not was read as Windows-1252 (Western European)")


def _data(lines: _Lines, layout: _Format, notes: Notes) -> Iterator[Numbered]:
    reader = csv.reader(lines, delimiter=layout.delimiter)
    width = layout.width
    number = -1  # the header is row 0
    lost = False  # what follows a quote that never closed is text until a whole row comes
    while True:
        lines.start()
        try:
            row = next(reader)
        except StopIteration:
            return
        except (_Unclosed, csv.Error):
            number += 1
            _note_unclosed(number, layout, notes)
            lines.rewind()
            reader, lost = csv.reader(lines, delimiter=layout.delimiter), True
            continue
        if lost and len(row) != width > 2:
            if len(lines.held) > 1:
                lines.rewind()
                reader = csv.reader(lines, delimiter=layout.delimiter)
            continue
        if not row:
            continue
        lost = False
        number += 1
        if number == 0:
            continue
        if lines.ended or len(row) != width or lines.size > CELL_LIMIT or len(lines.held) > 2:
            damaged = _damage(row, lines, layout, number, notes)
            if damaged == "rewind":
                lines.rewind()
                reader, lost = csv.reader(lines, delimiter=layout.delimiter), True
            if damaged:
                continue
        row.append("")
        if any(row):
            yield number, row


def _damage(row: list[str], lines: _Lines, layout: _Format, number: int, notes: Notes) -> str:
    """Mend the row in place; return `skip` if it cannot be used, `rewind` if its quote never closed, else an empty string."""
    file, width = layout.file, layout.width
    if lines.ended and _is_open(lines.held):
        _note_unclosed(number, layout, notes)
        return "rewind"
    if lines.size > CELL_LIMIT and max(map(len, row)) > CELL_LIMIT:
        reason = f"a cell is longer than {CELL_LIMIT:,} characters"
        notes.add(file, f"row {number}", reason, "shorten the cell or leave the column out", kind="cell too long")
        return "skip"
    if len(lines.held) > 1 and _is_merged(lines.held, layout, ragged=len(row) != width):
        _note_unclosed(number, layout, notes)
        return "rewind"
    if len(row) == width:
        return ""
    if len(row) < width:
        if not lines.ragged and not lines.held[-1].endswith(("\n", "\r")):
            reason = "the file is cut off in the middle of this row; the row was left out"
            notes.add(file, f"row {number}", reason, "export or copy it again, whole")
            return "skip"
        lines.ragged = True
        row.extend([""] * (width - len(row)))
        return ""
    if any(cell.strip() for cell in row[width:]):
        reason = f"has {len(row)} cells for {width} columns; what is too much was dropped: {one_line(row[width], limit=40)!r}"
        notes.add(
            file, f"row {number}", reason, "check the row: a comma in a cell needs quotes around the cell", kind="too many cells"
        )
    del row[width:]
    return ""


def _is_open(held: list[str]) -> bool:
    return sum(line.count('"') for line in held) % 2 == 1


def _is_merged(held: list[str], layout: _Format, *, ragged: bool) -> bool:
    """Return whether the lines of one row are rows of their own: a stray quote ran them together.

    A row with too many or too few cells is suspect when half of its lines are rows; one that has as many as the header
    only when nearly all between the first and the last are, for a cell may hold text with commas.
    """
    width = layout.width
    lines = held[1:] if ragged else held[1:-1]
    if width < (3 if ragged else 4) or not lines:
        return False
    few, many = (1, 2) if ragged else (4, 5)
    if sum(line.count(layout.delimiter) >= width - 1 for line in lines) * many < len(lines) * few:
        return False
    alone = [next(_parse([line], layout.delimiter), []) for line in lines]
    return sum(len(row) == width for row in alone) * many >= len(lines) * few


def _note_unclosed(number: int, layout: _Format, notes: Notes) -> None:
    reason = "a quote is opened and never closed; the row was left out, those below it were read"
    notes.add(layout.file, f"row {number}", reason, 'write a quote inside a cell as ""', kind="unclosed quote")
