"""Fewer bytes to the terminal: neighbouring styles are told apart by what differs, not spelled out anew."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_SGR: Final = re.compile(r"\x1b\[([0-9;]*)m")
_OFF: Final = {"1": "22", "2": "22", "3": "23", "4": "24", "7": "27", "9": "29"}
"""Attributes that a house style may have, and the code that ends each."""


@lru_cache(4096)
def _parsed(codes: str) -> tuple[str, str, frozenset[str]] | None:
    """Return foreground, background and attributes of an SGR sequence; None for one that is not understood."""
    fore = back = ""
    attributes = set()
    parts = codes.split(";")
    at = 0
    while at < len(parts):
        part = parts[at]
        if part in ("38", "48"):
            size = {"5": 3, "2": 5}.get(parts[at + 1] if at + 1 < len(parts) else "", 0)
            if not size or at + size > len(parts):
                return None
            colour = ";".join(parts[at : at + size])
            fore, back = (colour, back) if part == "38" else (fore, colour)
            at += size
            continue
        if part in _OFF:
            attributes.add(part)
        elif part.isdigit() and (30 <= int(part) <= 39 or 90 <= int(part) <= 97):
            fore = part
        elif part.isdigit() and (40 <= int(part) <= 49 or 100 <= int(part) <= 107):
            back = part
        else:
            return None
        at += 1
    return "" if fore == "39" else fore, "" if back == "49" else back, frozenset(attributes)


@lru_cache(8192)
def _step(before: str, after: str) -> str:
    """Return the shortest sequence that takes the terminal from one style to another."""
    full = f"\x1b[0;{after}m"
    old, new = _parsed(before), _parsed(after)
    if old is None or new is None:
        return full
    codes = [_OFF[one] for one in sorted(old[2] - new[2])]
    # Bold and dim end together, so what stays of them is set again.
    begun = new[2] - old[2] if "22" not in codes else (new[2] - old[2]) | (new[2] & {"1", "2"})
    codes += sorted(begun)
    if new[0] != old[0]:
        codes.append(new[0] or "39")
    if new[1] != old[1]:
        codes.append(new[1] or "49")
    short = f"\x1b[{';'.join(codes)}m" if codes else ""
    return min(short, full, key=len)


def thrift(data: str) -> str:
    """Return terminal output that paints the same with fewer bytes; it starts and ends in the plain style, as Textual's does."""
    if data.count("\x1b[0m") < 2:
        return data
    out: list[str] = []
    state, at, pending = "", 0, False
    for match in _SGR.finditer(data):
        text = data[at : match.start()]
        # Plain text right after a reset must be painted plain.
        if pending and _prints(text):
            out.append("\x1b[0m")
            state, pending = "", False
        out.append(text)
        at = match.end()
        codes = match.group(1)
        if codes in ("", "0"):
            pending = True
        else:
            out.append(_step(state, codes) if state else match.group())
            state, pending = codes, False
    tail = data[at:]
    return "".join([*out, "\x1b[0m" if state else "", tail])


_MOVES: Final = re.compile(r"\x1b\[[0-9;]*H|[\r\n]|\x1b\[\?2026[hl]")


def _prints(text: str) -> bool:
    """Return whether anything but cursor moves is in `text`."""
    return bool(text) and bool(_MOVES.sub("", text))
