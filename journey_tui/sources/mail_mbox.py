"""Cut an mbox into messages without holding it in memory: mboxo, mboxrd, with CRLF, Content-Length never trusted."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from journey_tui.lean import dataclass
from journey_tui.sources.mail_mime import MAX_BYTES

_CHUNK: Final = 1 << 20
_LOOK_AHEAD: Final = 4096
"""Bytes after a possible From_ line that must be there to judge it: the line itself and the next one."""

_DAY: Final = rb"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
_MONTH: Final = rb"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_FROM_LINE: Final = re.compile(
    rb"From [^\r\n]{0,500}?(?:" + _DAY + rb",? +(?:" + _MONTH + rb" +\d{1,2}|\d{1,2} +" + _MONTH + rb")[^\r\n]{0,40}\d{4}|"
    rb"\d{4}-\d\d-\d\d[T ]\d\d:\d\d)"
    rb"[^\r\n]{0,80}\r?\n",
    re.IGNORECASE,
)  # fmt: skip
_HEADER_LINE: Final = re.compile(rb"(?:>?From |[!-9;-~]{1,100}[ \t]*:|\r?\n)")
_BARE: Final = re.compile(
    rb"From (?:-|MAILER-DAEMON|\S{1,200}@\S{1,200})[ \t]*\r?\n(?=(?:Return-Path|Received|From|Date|Subject|To|Message-ID|"
    rb"MIME-Version|X-[\w-]+|Delivered-To|Content-Type)[ \t]*:)",
    re.IGNORECASE,
)
"""A From_ line without a date, as some programs write it."""
_ESCAPED: Final = re.compile(rb"^>(>*From )", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Piece:
    """One message of an mbox as it stands in the file."""

    offset: int
    """Byte of its From_ line."""
    from_line: bytes
    raw: bytes
    """What follows the From_ line, without the empty line before the next; cut where it is over the limit."""
    too_large: bool = False


def is_from_line(data: bytes | bytearray, place: int = 0) -> bool:
    """Return whether a message begins here: a From_ line with a date, and a header under it."""
    found = _FROM_LINE.match(data, place)
    return bool(found and _HEADER_LINE.match(data, found.end())) or _BARE.match(data, place) is not None


def unescape(raw: bytes) -> bytes:
    """Return the bytes with one `>` less before `From ` at the start of lines."""
    return _ESCAPED.sub(rb"\1", raw) if b">From " in raw else raw


def split_mbox(file: BinaryIO) -> Iterator[Piece]:
    """Yield the messages in order; what stands before the first one comes as a piece without a From_ line."""
    buffer, start, scan, gone = bytearray(), 0, 0, 0
    while True:
        chunk = file.read(_CHUNK)
        buffer += chunk
        if not start and buffer.startswith(codecs.BOM_UTF8):
            del buffer[: len(codecs.BOM_UTF8)]
            start = len(codecs.BOM_UTF8)
        place, scan = _next_from(buffer, scan, last=not chunk)
        while place > 0:
            yield _piece(bytes(buffer[:place]), start, gone)
            del buffer[:place]
            start, gone = start + place + gone, 0
            place, scan = _next_from(buffer, 0, last=not chunk)
        if not chunk:
            break
        if len(buffer) > MAX_BYTES + _CHUNK:
            # Over the limit: only its beginning, to name it, and its end, to find the next message, are kept.
            surplus = scan - _LOOK_AHEAD
            del buffer[_LOOK_AHEAD:scan]
            scan, gone = _LOOK_AHEAD, gone + surplus
    if buffer.strip():
        yield _piece(bytes(buffer), start, gone)


def _next_from(buffer: bytearray, scan: int, *, last: bool) -> tuple[int, int]:
    """Return (place of the next message or -1, where to go on looking once more bytes are there)."""
    place = buffer.find(b"\nFrom ", scan)
    while place >= 0:
        if not last and place + _LOOK_AHEAD > len(buffer):
            return -1, place
        if is_from_line(buffer, place + 1):
            return place + 1, 0
        place = buffer.find(b"\nFrom ", place + 1)
    return -1, max(scan, len(buffer) - len(b"\nFrom "))


def _piece(data: bytes, offset: int, gone: int) -> Piece:
    from_line = b""
    if is_from_line(data):
        from_line, _, data = data.partition(b"\n")
    too_large = gone > 0 or len(data) > MAX_BYTES
    for blank in (b"\r\n\r\n", b"\n\n"):
        if data.endswith(blank):
            data = data[: -len(blank) // 2]
    return Piece(offset, from_line.rstrip(b"\r"), data, too_large)
