"""Read mail headers: RFC 2047 words, addresses, dates, Message-IDs; whatever is malformed survives as well as it can."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz
from functools import lru_cache
from typing import Final
from urllib.parse import unquote_to_bytes

from journey_tui.lean import dataclass
from journey_tui.sources.mail_charset import decode_text
from journey_tui.text import clean, one_line

MAX_ADDRESSES: Final = 500
"""Recipients kept of one header: beyond that it is a broadcast."""

_FIELD: Final = re.compile(r"^([!-9;-~]+)[ \t]*:[ \t]*([^\n]*(?:\n[ \t][^\n]*)*)", re.MULTILINE)
_FOLD: Final = re.compile(r"\n[ \t]+")
_WORD: Final = re.compile(r"=\?([\w.-]{1,40})(?:\*[^?\s]{0,20})?\?([bBqQ])\?([^?]*)\?=")
_BETWEEN: Final = re.compile(r"(\?=)[ \t\r\n]+(?==\?[\w.-]+(?:\*[^?\s]*)?\?[bBqQ]\?)")
_PARAMETER: Final = re.compile(r';\s*([\w.%-]+)(\*\d{1,3})?(\*)?\s*=\s*("(?:[^"\\]|\\.)*"|[^;]*)')
_ADDRESS: Final = re.compile(r"[^\s<>()\[\],;:\"@]{1,128}@[\w.-]{1,253}", re.UNICODE)
_ESCAPED: Final = re.compile(r"\\(.)")
_COMMENT: Final = re.compile(r"\(([^()]*)\)")
_BEFORE: Final = re.compile(r"\[|mailto:")
_AROUND: Final = re.compile(r"\s*\[(?:mailto:|SMTP:)[^\]]*\]?|^[\s\"'*]+|[\s\"'*,;:(]+$")
"""What stands around a name and is none of it."""
_MESSAGE_ID: Final = re.compile(r"<[^<>\s]{1,900}>")


@dataclass(frozen=True, slots=True)
class Headers:
    """The headers of a part: lower-case name to its values, unfolded, in order."""

    values: dict[str, list[str]]

    def first(self, name: str) -> str:
        """Return the first value of a header, or an empty string."""
        found = self.values.get(name)
        return found[0] if found else ""

    def all(self, name: str) -> list[str]:
        """Return all values of a header."""
        return self.values.get(name, [])

    def has(self, name: str) -> bool:
        """Return whether the header is there."""
        return name in self.values


def read_headers(block: bytes) -> Headers:
    """Return the headers of the block; lines that are none are passed over."""
    values: dict[str, list[str]] = {}
    try:
        text = block.decode("utf-8")
    except UnicodeDecodeError:
        text = block.decode("cp1252", "replace")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", " ")
    for name, value in _FIELD.findall(text):
        values.setdefault(name.lower(), []).append((_FOLD.sub(" ", value) if "\n" in value else value).strip())
    return Headers(values)


def parameters(value: str) -> dict[str, str]:
    """Return the parameters of a structured header, lower-case names, RFC 2231 pieces joined; nobody changes what is returned."""
    if ";" not in value:
        return {}
    return _parameters(value) if len(value) < 200 else _parameters.__wrapped__(value)


@lru_cache(maxsize=512)
def _parameters(value: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, piece, encoded, text in _PARAMETER.findall(value[:8192]):
        plain = _unescaped(text[1:-1]) if text.startswith('"') and len(text) > 1 else text.strip()
        if encoded:
            charset, quote, rest = plain.partition("'")
            data = unquote_to_bytes(rest.partition("'")[2] if quote else plain)
            plain = _as_text(data, charset if quote else "utf-8")
        key = name.lower()
        found[key] = found.get(key, "") + plain if piece else found.get(key) or plain
    return {key: decode_words(text) if "=?" in text else text for key, text in found.items()}


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text


def decode_words(value: str) -> str:
    """Return a header's text with its RFC 2047 words decoded; those that cannot be stay as they are."""
    if "=?" not in value:
        return value
    joined = _BETWEEN.sub(r"\1", value[:65536])
    pieces: list[str] = []
    place, pending, charset = 0, b"", ""
    for found in _WORD.finditer(joined):
        if pending and (found.start() != place or found.group(1).lower() != charset):
            pieces.append(_as_text(pending, charset))
            pending = b""
        pieces.append(joined[place : found.start()])
        charset, place = found.group(1).lower(), found.end()
        pending += _word_bytes(found.group(2), found.group(3))
    return "".join(pieces) + (_as_text(pending, charset) if pending else "") + joined[place:]


def _word_bytes(encoding: str, text: str) -> bytes:
    if encoding in "bB":
        letters = re.sub(r"[^A-Za-z0-9+/]", "", text)
        letters = letters[:-1] if len(letters) % 4 == 1 else letters
        return binascii.a2b_base64(letters + "=" * (-len(letters) % 4))
    return binascii.a2b_qp(text.encode("utf-8", "replace"), header=True)


def _as_text(data: bytes, charset: str) -> str:
    return decode_text(data, charset)


def header_text(value: str, *, limit: int = 2000) -> str:
    """Return a header's text, decoded, clean and on one line."""
    return one_line(decode_words(value), limit=limit)


def addresses(value: str) -> tuple[tuple[str, str], ...]:
    """Return (name, lower-case address) of an address list: groups, missing brackets and malformed ones survive."""
    return _addresses(value) if len(value) < 500 else _addresses.__wrapped__(value)


@lru_cache(maxsize=4096)
def _addresses(value: str) -> tuple[tuple[str, str], ...]:
    found = (mailbox(item) for _, item in zip(range(MAX_ADDRESSES), _items(value[:100_000]), strict=False))
    return tuple((name, address) for name, address in found if name or address)


def _items(value: str) -> Iterator[str]:
    """Split at commas and semicolons outside quotes, comments and brackets; a group's name is dropped."""
    start, quoted, depth, angle = 0, False, 0, False
    skip = False
    for place, ch in enumerate(value):
        if skip:
            skip = False
        elif ch == "\\":
            skip = True
        elif ch == '"' and not depth:
            quoted = not quoted
        elif not quoted and ch in "()":
            depth = max(0, depth + (1 if ch == "(" else -1))
        elif not quoted and not depth and ch in "<>":
            angle = ch == "<"
        elif not quoted and not depth and ch == ":" and not angle and "@" not in value[start:place]:
            start = place + 1
        elif not quoted and not depth and (ch == ";" or (ch == "," and not angle)):
            yield value[start:place]
            start, angle = place + 1, False
    rest = value[start:]
    # An open quote would swallow everybody after it.
    yield from rest.split(",") if quoted and rest.count("@") > 1 else [rest]


def mailbox(item: str) -> tuple[str, str]:
    """Return (name, lower-case address) of one mailbox as headers and quoted headers write it; either may be empty."""
    return _mailbox(item) if len(item) < 200 else _mailbox.__wrapped__(item)


def _address_in(text: str, opened: int) -> re.Match[str] | None:
    if "@" not in text:
        return None
    inner = _ADDRESS.search(text, opened) if opened >= 0 else None
    return _ADDRESS.search(text, text.find("<")) if opened >= 0 and inner is None else inner or _ADDRESS.search(text)


@lru_cache(maxsize=4096)
def _mailbox(item: str) -> tuple[str, str]:
    text = decode_words(item).replace("\u200e", "").strip()
    opened = text.rfind("<")
    found = _address_in(text, opened)
    address = clean(one_line(found.group(0)).strip(".'").lower()) if found else ""
    if address.startswith("mailto:"):
        address = address[7:]
    if opened >= 0:
        name = text[: text.find("<")]
    else:
        comment = _COMMENT.search(text)
        name = comment.group(1) if comment and found else _BEFORE.split(text, maxsplit=1)[0]
        name = name.replace(found.group(0), " ") if found and not comment else name
    name = one_line(_AROUND.sub("", _unescaped(name)), limit=200)
    if name.count("(") != name.count(")"):
        name = name.strip("() ")
    return ("" if name.lower() == address else _given_name_first(name)), address


_SURNAME_FIRST: Final = re.compile(
    r"(?P<last>[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,2}), (?P<first>[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,2})(?: \([^()]{1,40}\))?"
)
_SUFFIX: Final = frozenset(
    "jr sr ii iii iv phd md mba esq cpa pe inc ltd llc llp gmbh ag se kg co corp plc bv ab as oy sa srl dr".split()
)
_LATIN_BESIDE: Final = re.compile(r"[^A-Za-z()]+\((?P<latin>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){1,2})\)")


def _given_name_first(name: str) -> str:
    """Return `Brandhorst, Ulrike (CIO)` as `Ulrike Brandhorst`, and a name in two scripts in the one that others use for it."""
    turned = _SURNAME_FIRST.fullmatch(name)
    if turned and turned["first"].rstrip(".").lower() not in _SUFFIX:
        return f"{turned['first']} {turned['last']}"
    beside = _LATIN_BESIDE.fullmatch(name)
    return beside["latin"] if beside else name


@lru_cache(maxsize=4096)
def parse_date(value: str) -> tuple[datetime, str] | None:
    """Return (UTC, zone as `+01:00`) of an RFC 5322 date, or None for one that does not exist; no zone means UTC."""
    try:
        parsed = parsedate_tz(value[:200])
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if parsed is None or not 1969 <= parsed[0] <= 2200:
        return None
    seconds = parsed[9] or 0
    if abs(seconds) > 15 * 3600:
        seconds = 0
    try:
        local = datetime(*parsed[:6], tzinfo=timezone(timedelta(seconds=seconds)))
    except (ValueError, OverflowError):
        return None
    return local.astimezone(UTC), zone_name(seconds)


def zone_name(seconds: int) -> str:
    """Return an offset from UTC in seconds as `+01:00`."""
    minutes = abs(seconds) // 60
    return f"{'-' if seconds < 0 and minutes else '+'}{minutes // 60:02d}:{minutes % 60:02d}"


def message_ids(value: str) -> list[str]:
    """Return the Message-IDs of a header with their brackets, in order, once each."""
    return list(dict.fromkeys(one_line(found) for found in _MESSAGE_ID.findall(value[:200_000])))
