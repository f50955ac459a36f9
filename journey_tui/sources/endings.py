"""Tell from its last bytes whether a file is whole: one that is still being written, or was cut off, ends in the middle of something."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from journey_tui.lean import dataclass
from journey_tui.sources.archive import is_zip
from journey_tui.sources.formats import HEAD, recognise
from journey_tui.sources.records import Skipped

_TAIL: Final = 128 * 1024
"""Bytes of the end that are looked at."""
_CHUNK: Final = 1 << 20
_FROM: Final = re.compile(rb"(?:^|\n)From [^\n]{0,400}\n(?=(?:>From [^\n]*\n)?[!-9;-~]{1,76}:)")
_HEADERS_END: Final = re.compile(rb"\r?\n\r?\n")
_BOUNDARY: Final = re.compile(rb'boundary="?([^";\s]{1,200})', re.IGNORECASE)
_SAID: Final = re.compile(r"\bcut off\b")
_LOOSE: Final = "it does not end with a whole line"


@dataclass(frozen=True, slots=True)
class Ending:
    """How a file ends."""

    reason: str = ""
    """What is missing, in words; empty where nothing is."""
    cut: bool = False
    """Whether it is surely cut off; else it may end so and be whole."""


WHOLE: Final = Ending()
EMPTY: Final = Ending("nothing is in it yet", cut=True)
END: Final = "its end"
"""The place of what is said of a file that is cut off."""


def ending(path: Path, form: str = "") -> Ending:
    """Return how a file of this form (by default what its beginning says) ends; raises OSError where it cannot be read."""
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(HEAD)
        file.seek(max(0, size - _TAIL))
        tail = file.read(_TAIL)
    if not head.strip(b"\0 \r\n\t"):
        return EMPTY
    found = form or recognise(head, str(path)).format
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head, tail = head.replace(b"\0", b""), tail.replace(b"\0", b"")
    if found == "zip":
        return WHOLE if b"PK\x05\x06" in tail else Ending("the end of the archive is missing", cut=True)
    if found.endswith("csv"):
        return _table(path, head, tail)
    return _ENDINGS.get(found, _loose)(head, tail)


def _loose(head: bytes, tail: bytes) -> Ending:
    return WHOLE if is_zip(head) or tail.endswith((b"\n", b"\r")) else Ending(_LOOSE)


def _table(path: Path, head: bytes, tail: bytes) -> Ending:
    """A row that is shorter than the one before it, or a quote that is open where no line ends."""
    loose = not tail.endswith((b"\n", b"\r"))
    quotes = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            quotes += chunk.count(b'"')
    if quotes % 2:
        return Ending("it ends within a quoted cell", cut=loose)
    if not loose:
        return WHOLE
    rows = _widths(tail if tail.startswith(head[:64]) else tail.partition(b"\n")[2], head.split(b"\n", 1)[0])
    short = len(rows) > 1 and rows[-1] < max(rows[:-1], key=rows[:-1].count)
    return Ending("it ends in the middle of a row", cut=True) if short else Ending(_LOOSE)


def _widths(lines: bytes, first: bytes) -> list[int]:
    """Return how many cells each row has; nothing where that cannot be told."""
    delimiter = max((",", ";", "\t", "|"), key=lambda one: first.count(one.encode()))
    try:
        rows = csv.reader(lines.decode("utf-8", "replace").splitlines(keepends=True), delimiter=delimiter)
        return [len(row) for row in rows if row][-200:]
    except csv.Error:
        return []


def _calendar(head: bytes, tail: bytes) -> Ending:
    upper = tail.upper()
    begun, ended = upper.rfind(b"BEGIN:VCALENDAR"), upper.rfind(b"END:VCALENDAR")
    if ended > begun:
        return WHOLE
    if b"BEGIN:VCALENDAR" not in head.upper():
        return _loose(head, tail)
    return Ending("END:VCALENDAR is missing", cut=True)


def _mailbox(head: bytes, tail: bytes) -> Ending:
    starts = [match.end() for match in _FROM.finditer(tail)]
    last = tail[starts[-1] :] if starts else b""
    if not tail.endswith(b"\n"):  # every line of a mailbox ends, also the last one
        return Ending("it ends in the middle of a message", cut=True)
    return _message(last[:HEAD], last) if last else WHOLE


def _message(head: bytes, tail: bytes) -> Ending:
    """A message that has no words yet, or not all of its parts: surely cut off where its last line has no end either."""
    loose = not tail.endswith((b"\n", b"\r"))
    whole = _HEADERS_END.search(head)
    if whole is None:
        return Ending("it ends in the head of a message", cut=loose) if len(head) < HEAD else WHOLE
    boundary = _BOUNDARY.search(head, 0, whole.start())
    if boundary and b"--" + boundary[1] + b"--" not in tail:
        return Ending("the last part of a message is missing", cut=loose)
    return Ending(_LOOSE) if loose else WHOLE


def _talk(head: bytes, tail: bytes) -> Ending:
    last = tail.rstrip().rpartition(b"\n")[2]
    if b"-->" in last:
        return Ending("it ends in the middle of what somebody says", cut=True)
    return _loose(head, tail)


def _json(head: bytes, tail: bytes) -> Ending:
    end = tail.rstrip()
    if not end.endswith(b"]" if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"[") else b"}"):
        return Ending("it ends in the middle of a record", cut=True)
    return WHOLE if head.lstrip().startswith(b"[") else _loose(head, tail)


_ENDINGS: Final = {
    "ics": _calendar,
    "mbox": _mailbox,
    "eml": _message,
    "transcript": _talk,
    "json": _json,
    "jsonl": _json,
}


def cut_off(files: Iterable[tuple[Path, str, str]], said: Iterable[Skipped]) -> list[Skipped]:
    """Return what is to be said of those (path, name, form) that are cut off, with the remedy, where `said` does not say it already."""
    known = {one.file for one in said if _SAID.search(one.reason)}
    found = []
    for path, name, form in files:
        try:
            end = ending(path, form)
        except OSError:
            continue
        if end.cut and end is not EMPTY and name not in known:
            found.append(Skipped(name, END, f"the file is cut off: {end.reason}", "Export or copy it again, whole."))
    return found
