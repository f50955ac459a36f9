"""Take the MIME structure of one message apart, bounded by construction: no recursion without end, no quadratic scan.

The standard library's parser recurses on nested parts and needs 21 s for 200,000 of them, so parts are cut here.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import field
from functools import lru_cache
from typing import Final

from journey_tui.lean import dataclass
from journey_tui.sources.mail_headers import Headers, parameters, read_headers

MAX_BYTES: Final = 25 * 1024 * 1024
"""Largest message that is read (design.md §3)."""
MAX_PARTS: Final = 500
MAX_DEPTH: Final = 20
MAX_HEADERS: Final = 256 * 1024
"""Bytes read of one part's headers; what follows is passed over."""

_TYPE: Final = re.compile(r"[\w.+-]+/[\w.+-]+")


@lru_cache(maxsize=256)
def _type_of(told: str) -> str:
    kind = told.strip().lower()
    return kind if _TYPE.fullmatch(kind) else ""


class MailTooLarge(ValueError):
    """A message is over a limit; the text says which."""


@dataclass(slots=True)
class Part:
    """One part of a message: its headers, and either its bytes or its own parts."""

    headers: Headers
    type: str
    """Lower case, `text/plain` where nothing is said."""
    params: dict[str, str]
    body: bytes = b""
    parts: list[Part] = field(default_factory=list)

    @property
    def disposition(self) -> str:
        """Return `inline`, `attachment` or an empty string."""
        told = self.headers.first("content-disposition")
        return told.partition(";")[0].strip().lower() if told else ""

    @property
    def filename(self) -> str:
        """Return the name that the part gives its file, or an empty string."""
        return parameters(self.headers.first("content-disposition")).get("filename", "") or self.params.get("name", "")

    def walk(self) -> Iterator[Part]:
        """Yield this part and all below it, in order."""
        stack = [self]
        while stack:
            part = stack.pop()
            yield part
            stack.extend(reversed(part.parts))


def parse_parts(raw: bytes) -> Part:
    """Return the message's parts; raises MailTooLarge over a limit."""
    if len(raw) > MAX_BYTES:
        raise MailTooLarge(f"larger than {MAX_BYTES // 1024 // 1024} MB")
    return _parse(_Span(raw, 0, len(raw)), 0, [MAX_PARTS], "text/plain")


@dataclass(frozen=True, slots=True)
class _Span:
    """A stretch of the message: parts share its bytes, so that nesting costs no memory."""

    raw: bytes
    start: int
    end: int

    def find(self, mark: bytes, start: int) -> int:
        return self.raw.find(mark, start, self.end)


def _parse(span: _Span, depth: int, budget: list[int], default: str) -> Part:
    budget[0] -= 1
    if budget[0] < 0:
        raise MailTooLarge(f"more than {MAX_PARTS} parts")
    if depth > MAX_DEPTH:
        raise MailTooLarge(f"parts nested more than {MAX_DEPTH} deep")
    headers, start = _split(span)
    body = _Span(span.raw, start, span.end)
    content = headers.first("content-type")
    part = Part(headers, _type_of(content.partition(";")[0]) or default, parameters(content))
    boundary = part.params.get("boundary", "")
    if part.type.startswith("multipart/") and boundary:
        inner = "message/rfc822" if part.type == "multipart/digest" else "text/plain"
        part.parts = [_parse(piece, depth + 1, budget, inner) for piece in _pieces(body, boundary, budget[0])]
    elif part.type == "message/rfc822":
        part.parts = [_parse(_enclosed(part, body), depth + 1, budget, "text/plain")]
    if not part.parts:
        part.body = span.raw[start : span.end]
        part.type = "text/plain" if part.type.startswith("multipart/") else part.type
    return part


def _enclosed(part: Part, body: _Span) -> _Span:
    if part.headers.first("content-transfer-encoding").strip().lower() not in ("base64", "quoted-printable"):
        return body
    data = decoded(Part(part.headers, part.type, part.params, body.raw[body.start : body.end]))
    return _Span(data, 0, len(data))


def _split(span: _Span) -> tuple[Headers, int]:
    """Return the headers and where the body begins: the first empty line parts them, whichever line ends there are."""
    raw, start = span.raw, span.start
    for blank in (b"\n", b"\r\n"):
        if raw.startswith(blank, start, span.end):
            return Headers({}), start + len(blank)
    places = [(place, len(mark)) for mark in (b"\n\n", b"\n\r\n") if (place := span.find(mark, start)) >= 0]
    place, length = min(places) if places else (span.end, 0)
    return read_headers(raw[start : min(place, start + MAX_HEADERS)]), place + length


def _pieces(body: _Span, boundary: str, room: int) -> list[_Span]:
    """Return what stands between the boundary's lines; the last piece may be cut off."""
    mark = b"--" + boundary.encode("utf-8", "surrogateescape")
    pieces: list[_Span] = []
    start = -1
    place = body.start if body.raw.startswith(mark, body.start, body.end) else _after_break(body, mark, body.start)
    while place >= 0:
        end = body.find(b"\n", place)
        end = body.end if end < 0 else end
        rest = body.raw[place + len(mark) : min(end, place + len(mark) + 100)].rstrip()
        if rest in (b"", b"--"):
            if start >= 0:
                pieces.append(_without_break(body.raw, start, place))
            start = -1 if rest else min(end + 1, body.end)
            if rest:
                break
            if len(pieces) > room:
                raise MailTooLarge(f"more than {MAX_PARTS} parts")
        place = _after_break(body, mark, end)
    if start >= 0:
        pieces.append(_Span(body.raw, start, body.end))
    return pieces


def _after_break(body: _Span, mark: bytes, start: int) -> int:
    found = body.find(b"\n" + mark, start)
    return found + 1 if found >= 0 else -1


def _without_break(raw: bytes, start: int, end: int) -> _Span:
    """Return the span of a piece; the line break above the boundary is the boundary's."""
    end -= 2 if raw[end - 2 : end] == b"\r\n" else 1
    return _Span(raw, start, max(start, end))


def decoded(part: Part, most: int = MAX_BYTES) -> bytes:
    """Return the part's bytes without their transfer encoding, about `most` of them; damage is read as far as it goes."""
    encoding = part.headers.first("content-transfer-encoding").partition(";")[0].strip().lower()
    if encoding == "quoted-printable":
        return binascii.a2b_qp(part.body[: most * 3])[:most]
    if encoding == "base64":
        return _base64(part.body[: most * 2])[:most]
    return part.body[:most]


def _base64(body: bytes) -> bytes:
    # What follows the padding is no longer the part's: footers that a list server appended.
    letters = re.sub(rb"[^A-Za-z0-9+/]", b"", body.partition(b"=")[0])
    letters = letters[: len(letters) - 1] if len(letters) % 4 == 1 else letters
    return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))
