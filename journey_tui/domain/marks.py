"""Mark phrases while somebody writes: what blames, what the channel does not say, what is still to be filled in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from journey_tui.domain.language import lint
from journey_tui.domain.model import Evidence
from journey_tui.lean import dataclass
from journey_tui.text import normalise

_TO_FILL: Final = re.compile(r"\[…[^\]\n]{0,80}\]")
_QUOTED: Final = re.compile("“([^”\n]{12,600})”")
LONGEST: Final = 200_000
"""Characters that are looked at: a text beyond that is marked in its first part only."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A phrase that somebody may want to look at again."""

    start: int
    end: int
    kind: str
    """`blame`, `not said here`, `to fill in` or `not verbatim`."""
    hint: str


def marks(text: str, do_not_say: Sequence[str] = (), quotes: Iterable[Evidence] = ()) -> tuple[Mark, ...]:
    """Return the marks of a text in its order; `quotes` are the deal's, so that what is quoted can be compared."""
    text = text[:LONGEST]
    found = [Mark(one.start, one.start + len(one.phrase), "blame", f"“{one.phrase}” – say “{one.instead}”") for one in lint(text)]
    for phrase in do_not_say:
        if phrase.strip():
            pattern = re.compile(rf"(?<!\w){re.escape(phrase.strip())}(?!\w)", re.IGNORECASE)
            found += [
                Mark(m.start(), m.end(), "not said here", f"“{m.group()}” is on the channel's do-not-say list")
                for m in pattern.finditer(text)
            ]
    found += [Mark(m.start(), m.end(), "to fill in", f"{m.group()} is still to be filled in") for m in _TO_FILL.finditer(text)]
    found += _not_verbatim(text, tuple(quotes))
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


def _not_verbatim(text: str, quotes: tuple[Evidence, ...]) -> list[Mark]:
    """Return quotations that stand in no source of the deal as they are written."""
    if not quotes:
        return []
    known = [_plain(item.quote) for item in quotes]
    found: list[Mark] = []
    for match in _QUOTED.finditer(text):
        words = _plain(match.group(1).removesuffix("…").rstrip())
        if not any(words in quote for quote in known):
            found.append(
                Mark(match.start(), match.end(), "not verbatim", "these words stand so in no quote of this deal: check them")
            )
    return found


def _plain(text: str) -> str:
    return normalise(text).replace("'", "").replace('"', "").casefold().rstrip(" .,;:–-")
