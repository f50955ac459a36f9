"""The head of a drafted message: `To:`, `Cc:`, `Subject:` in its first lines, the rest is what is said."""

from __future__ import annotations

import re
from typing import Final

from journey_tui.lean import dataclass

_HEAD: Final = re.compile(r"(to|cc|bcc|subject)\s*:\s*(.*)$", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"[^\s<>,;\"']+@[^\s<>,;\"']+\.[^\s<>,;\"']+")


@dataclass(frozen=True, slots=True)
class MailParts:
    """A drafted message taken apart."""

    to: tuple[tuple[str, str], ...]
    """(name, address) pairs."""
    cc: tuple[tuple[str, str], ...]
    bcc: tuple[tuple[str, str], ...]
    subject: str
    body: str


def parts(text: str) -> MailParts:
    """Return the parts of a drafted message; a text without a head is all body."""
    heads: dict[str, str] = {}
    lines = text.split("\n")
    at = 0
    while at < len(lines) and (found := _HEAD.match(lines[at].strip())):
        heads[found[1].casefold()] = found[2].strip()
        at += 1
    body = "\n".join(lines[at:]).strip("\n") if at else text.strip("\n")
    return MailParts(
        people(heads.get("to", "")), people(heads.get("cc", "")), people(heads.get("bcc", "")), heads.get("subject", ""), body
    )


def body_row(text: str) -> int:
    """Return the number of the first line below the head; 0 for a text without one."""
    lines = text.split("\n")
    at = next((number for number, line in enumerate(lines) if not _HEAD.match(line.strip())), 0)
    return next((number for number in range(at, len(lines)) if lines[number].strip()), at) if at else 0


def people(text: str) -> tuple[tuple[str, str], ...]:
    """Return (name, address) of each address in a list; what has none is left out."""
    found: list[tuple[str, str]] = []
    for part in re.split(r"[,;]", text):
        if address := _ADDRESS.search(part):
            name = part[: address.start()].replace("<", "").replace('"', "").strip()
            found.append((name, address.group().rstrip(">.")))
    return tuple(found)
