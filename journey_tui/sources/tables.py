"""Read any table that a CRM exports - CSV, JSON or JSON Lines - as rows of text, whatever state its bytes are in."""

from __future__ import annotations

import codecs
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field
from operator import itemgetter
from typing import Final

from journey_tui.lean import dataclass
from journey_tui.sources.records import Skipped
from journey_tui.sources.values import fold_header
from journey_tui.text import one_line

HEAD: Final = 65_536
"""Bytes that decide what a file is."""
SAMPLE: Final = 200
"""Rows that decide what a table is and how it writes dates."""
CELL_LIMIT: Final = 1_000_000
"""Characters of one cell; real exports hold mail bodies of 180,000."""
ROW_LIMIT: Final = 4_000_000
"""Characters of one row: beyond it a quote was never closed."""
COLUMN_LIMIT: Final = 5_000
NOTES_PER_KIND: Final = 50
"""How many notes of one kind a file gets by name; the rest is counted."""

Numbered = tuple[int, list[str]]

_MAGIC: Final = (
    (b"PK\x03\x04", "a zip archive or an Excel workbook", "import an archive under its .zip name; save a workbook as CSV UTF-8"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook", "save it as CSV UTF-8 and import that"),
    (b"\x1f\x8b", "compressed", "unpack it and import the file inside"),
    (b"%PDF", "a PDF", "export the data as CSV"),
    (b"\x89PNG", "a picture", "export the data as CSV"),
)


@dataclass(slots=True)
class Notes:
    """What could not be read, in the order it was met; many of one kind become a few and a count."""

    pending: list[Skipped] = field(default_factory=list)
    notices: list[Skipped] = field(default_factory=list)
    """What is worth knowing though nothing was lost: an old encoding, a column that appears twice."""
    _counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    _remedies: dict[str, str] = field(default_factory=dict)

    def add(self, file: str, place: str, reason: str, remedy: str = "", *, kind: str = "") -> None:
        """Note one thing; `kind` says which notes are alike."""
        key = (file, kind or reason)
        self._counts[key] += 1
        if self._counts[key] <= NOTES_PER_KIND:
            self.pending.append(Skipped(file, place, one_line(reason, limit=400), remedy))
        else:
            self._remedies[key[1]] = remedy

    def notice(self, file: str, reason: str, remedy: str = "") -> None:
        """Tell once what is worth knowing about a file."""
        item = Skipped(file, "", one_line(reason, limit=400), remedy)
        if item not in self.notices:
            self.notices.append(item)

    def drain(self) -> list[Skipped]:
        """Return what was noted since the last call."""
        found, self.pending = self.pending, []
        return found

    def close(self) -> list[Skipped]:
        """Return the counts of what was not named one by one."""
        over = [(key, n - NOTES_PER_KIND) for key, n in self._counts.items() if n > NOTES_PER_KIND]
        self._counts.clear()
        return [Skipped(file, "", f"{n} more rows like these: {kind}", self._remedies.get(kind, "")) for (file, kind), n in over]


@dataclass(slots=True)
class Table:
    """One table of an export: its columns, and its rows on demand, as often as they are asked for."""

    path: str
    file: str
    """The name shown to people."""
    headers: list[str]
    open_rows: Callable[[Notes], Iterator[Numbered]]
    object_type: str = ""
    """What the file itself says it holds (`attributes.type` in JSON trees)."""
    sample: list[list[str]] = field(default_factory=list)
    keys: dict[str, int] = field(default_factory=dict)
    """Folded column name to its place; of two alike the first."""

    def __post_init__(self) -> None:
        strip = sum(h.lower().startswith(("property_", "properties_", "properties.")) for h in self.headers) >= 2
        for place, header in enumerate(self.headers):
            self.keys.setdefault(fold_header(_unprefixed(header) if strip else header), place)

    def rows(self, notes: Notes) -> Iterator[Numbered]:
        """Yield (number, cells); the cells are as many as the columns, and an empty one at the end for columns not there."""
        return self.open_rows(notes)

    def col(self, *names: str) -> int:
        """Return the place of the first of these columns (folded names) that is there, else -1: the empty cell at the end."""
        return next((self.keys[name] for name in names if name in self.keys), -1)

    def take(self, *columns: str | Sequence[str]) -> Callable[[list[str]], tuple[str, ...]]:
        """Return what picks two or more columns out of a row; each is a folded name, or several to choose from."""
        places = [self.col(c) if isinstance(c, str) else self.col(*c) for c in columns]
        return itemgetter(*places)


def _unprefixed(header: str) -> str:
    lower = header.lower()
    prefix = next((p for p in ("property_", "properties_", "properties.") if lower.startswith(p)), "")
    return header[len(prefix) :]


def open_tables(path: str, file: str, notes: Notes, *, encoding: str = "") -> list[Table]:
    """Return the tables of a file, with a sample of each; what is no table is noted. Never raises for bad content."""
    from journey_tui.sources.tables_csv import open_csv
    from journey_tui.sources.tables_json import open_json

    try:
        with open(path, "rb") as handle:
            head = handle.read(HEAD)
            size = os.fstat(handle.fileno()).st_size
    except OSError as error:
        notes.add(file, "", f"cannot be opened: {error.strerror or error}", "check that the file exists and may be read")
        return []
    chosen = encoding or encoding_of(head)
    if not head.strip():
        notes.add(file, "", "the file is empty", "export it again")
        return []
    if _is_unreadable(head, chosen, file, notes):
        return []
    start = decode_head(head, chosen).lstrip("\ufeff \t\r\n")
    found = open_json(path, file, chosen, start, size, notes) if start[:1] in ("{", "[") else open_csv(path, file, chosen, notes)
    for table in found:
        _complete(table, notes)
    return found


def _complete(table: Table, notes: Notes) -> None:
    """Take the sample, without its notes: the rows are read again later."""
    quiet = Notes()
    for _, row in table.rows(quiet):
        table.sample.append(row)
        if len(table.sample) >= SAMPLE:
            break
    doubled = [h for h, n in Counter(fold_header(h) for h in table.headers if h.strip()).items() if n > 1]
    if doubled:
        notes.notice(table.file, f"columns with the same name, the first is used: {', '.join(doubled[:5])}")


def _is_unreadable(head: bytes, encoding: str, file: str, notes: Notes) -> bool:
    for magic, what, remedy in _MAGIC:
        if head.startswith(magic):
            notes.add(file, "", f"is {what}, not a table", remedy)
            return True
    if encoding.startswith(("utf-16", "utf-32")):
        return False
    controls = sum(head.count(byte) for byte in (b"\x00", *(bytes([n]) for n in (*range(1, 9), *range(14, 27), *range(28, 32)))))
    if controls > max(2, len(head) // 50):
        place = f"byte {next(i for i, byte in enumerate(head) if byte < 9)}" if min(head) < 9 else ""
        notes.add(file, place, "is binary, not a table", "export it as CSV UTF-8")
        return True
    if head.lstrip()[:1] == b"<":
        notes.add(file, "", "is a web page or XML, not a table", "choose CSV where the CRM asks for the export's format")
        return True
    return False


def encoding_of(head: bytes) -> str:
    """Return the encoding that the first bytes show: a byte-order mark, the zeros of UTF-16, else UTF-8."""
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    odd, even = head[1::2].count(0), head[::2].count(0)
    if (
        head.startswith(codecs.BOM_UTF8)
        or len(head) < 4
        or max(odd, even) * 10 < len(head) * 3
        or min(odd, even) * 20 > max(odd, even)
    ):
        return "utf-8-sig"
    return "utf-16-le" if odd > even else "utf-16-be"


def decode_head(head: bytes, encoding: str) -> str:
    """Return the first bytes as text; a character cut at the end is dropped."""
    decoder = codecs.getincrementaldecoder(encoding)(errors=errors_for(encoding))
    return decoder.decode(head)


_OLD_BYTES = Counter[str]()
_HANDLER: Final = "journey-cp1252"


def old_bytes() -> int:
    """Return how many byte runs were no UTF-8 and read as cp1252 so far in this process."""
    return _OLD_BYTES["runs"]


def _as_cp1252(error: UnicodeError) -> tuple[str | bytes, int]:
    """Read what is no UTF-8 as cp1252, byte by byte: old exports, and new ones with old cells in them, both come out right."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    _OLD_BYTES["runs"] += 1
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(_HANDLER, _as_cp1252)


def errors_for(encoding: str) -> str:
    """Return the error handler: UTF-8 falls back to cp1252 where it must, other encodings show a replacement character."""
    return _HANDLER if encoding.startswith("utf-8") else "replace"
