"""Split an iCalendar file into components and properties, whatever is broken around them (RFC 5545 §3.1)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import field
from typing import Final

from journey_tui.lean import dataclass
from journey_tui.sources.decoding import decode

_FOLDS: Final = (b"\n\n ", b"\n\n\t", b"\n ", b"\n\t")
_LINE: Final = re.compile(rb"[^\n]+")
_TOP: Final = frozenset((b"VEVENT", b"VTODO", b"VJOURNAL", b"VFREEBUSY", b"VTIMEZONE", b"VAVAILABILITY"))
_NAME: Final = re.compile(r"[A-Za-z0-9-]+")
_PARAM: Final = re.compile(r';\s*(?:([A-Za-z0-9-]+)\s*=\s*((?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*))?')
MOST_COMPONENTS: Final = 50_000
"""Entries of one file; what follows is left out."""
_LONGEST: Final = 200_000
"""Characters kept of one value: an inline attachment is nothing that is read here."""


@dataclass(frozen=True, slots=True)
class Property:
    """One content line: a name in upper case, parameters with upper-case names, and the raw value."""

    name: str
    value: str
    params: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """Return the value as text, with its backslash escapes undone (RFC 5545 §3.3.11)."""
        return _ESCAPED.sub(_unescaped, self.value) if "\\" in self.value else self.value


@dataclass(slots=True)
class CalendarInfo:
    """What a VCALENDAR says about all that is in it."""

    properties: list[Property] = field(default_factory=list)
    zones: list[Block] = field(default_factory=list)

    def first(self, name: str) -> str:
        """Return the first value of a property of the calendar itself, or an empty string."""
        return next((p.text.strip() for p in self.properties if p.name == name), "")


@dataclass(slots=True)
class Block:
    """One component as it stands in the file, with the components in it kept apart."""

    name: str
    number: int
    calendar: CalendarInfo
    lines: list[bytes] = field(default_factory=list)
    inner: list[list[bytes]] = field(default_factory=list)
    complete: bool = False

    @property
    def hash(self) -> str:
        """Return the SHA-256 of the component's unfolded lines, the same for every way of folding them."""
        digest = hashlib.sha256(b"\n".join(self.lines))
        for lines in self.inner:
            digest.update(b"\n\n" + b"\n".join(lines))
        return digest.hexdigest()

    def properties(self) -> list[Property]:
        """Return the component's own properties; lines that are none are left out."""
        return [p for line in self.lines if (p := parse_line(line)) is not None]


def blocks(data: bytes) -> list[Block]:
    """Return the components below a VCALENDAR in file order; one whose end is missing is not `complete`."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:64]:
        data = decode(data).encode("utf-8", "replace")
    data = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    for fold in _FOLDS:
        data = data.replace(fold, b"")
    scanner = _Scanner()
    for match in _LINE.finditer(data):
        scanner.feed(match.group())
    scanner.close(complete=False)
    return scanner.found


class _Scanner:
    """Follow BEGIN and END; what is left open ends where the next component of its kind begins."""

    def __init__(self) -> None:
        self.found: list[Block] = []
        self.calendar = CalendarInfo()
        self.open: Block | None = None
        self.depth = 0
        self.count = 0

    def feed(self, line: bytes) -> None:
        head = line[:64].strip().upper()
        if head.startswith(b"BEGIN") and b":" in head:
            self._begin(head.split(b":", 1)[1].strip())
        elif head.startswith(b"END") and b":" in head[:6]:
            self._end(head.split(b":", 1)[1].strip())
        elif self.open is None:
            found = parse_line(line)
            if found is not None:
                self.calendar.properties.append(found)
        elif self.depth == 0:
            self.open.lines.append(line)
        elif self.depth == 1:
            self.open.inner[-1].append(line)

    def _begin(self, name: bytes) -> None:
        if name == b"VCALENDAR":
            self.close(complete=False)
            self.calendar = CalendarInfo()
        elif self.open is None or name in _TOP:
            self.close(complete=False)
            self.count += name == b"VEVENT"
            self.open = Block(name.decode("ascii", "replace"), self.count, self.calendar)
        else:
            self.depth += 1
            if self.depth == 1:
                self.open.inner.append([b"BEGIN:" + name])

    def _end(self, name: bytes) -> None:
        if self.open is not None and name == self.open.name.encode("ascii", "replace"):
            self.close(complete=True)
        elif name == b"VCALENDAR":
            self.close(complete=False)
        elif self.depth:
            self.depth -= 1

    def close(self, *, complete: bool) -> None:
        if self.open is not None:
            self.open.complete = complete
            if len(self.found) < MOST_COMPONENTS:
                self.found.append(self.open)
            if self.open.name == "VTIMEZONE":
                self.calendar.zones.append(self.open)
        self.open, self.depth = None, 0


def parse_line(line: bytes) -> Property | None:
    """Return the property that a content line is, or None when it is none."""
    text = decode(line[:_LONGEST])
    match = _NAME.match(text)
    if not match:
        return None
    place = match.end()
    while place < len(text) and text[place] in " \t":
        place += 1
    params: dict[str, str] = {}
    while place < len(text) and text[place] == ";":
        found = _PARAM.match(text, place)
        if not found:
            return None
        if found[1]:
            params.setdefault(found[1].upper(), _plain(found[2]))
        elif found.end() == place + 1 and (skip := re.compile(r";[^;:]*").match(text, place)):
            # A parameter without a value, or two semicolons in a row: as if it were not there.
            place = skip.end()
            continue
        place = found.end()
    if place >= len(text) or text[place] != ":":
        return None
    return Property(match.group().upper(), text[place + 1 :], params)


def _plain(value: str) -> str:
    """Return a parameter's value without quotes and with RFC 6868 escapes undone."""
    value = value.strip().replace('"', "")
    if "^" not in value:
        return value
    return re.sub(r"\^([n'^])", lambda m: {"n": "\n", "'": '"', "^": "^"}[m[1]], value)


_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)


def _unescaped(match: re.Match[str]) -> str:
    return "\n" if match[1] in "nN" else match[1]


def find_all(properties: list[Property], name: str) -> Iterator[Property]:
    """Yield the properties of that name in order."""
    return (p for p in properties if p.name == name)
