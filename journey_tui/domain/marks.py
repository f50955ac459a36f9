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
_THING: Final = re.compile(
    r"\s*(?:decks?|slides?|papers?|documents?|docs?|files?|folders?|sheets?|spreadsheets?|memos?|notes?|agendas?|sessions?|meetings?|calls?"
    r"|workshops?|reviews?|plans?|reports?|pages?|packs?|lists?|forms?|threads?|e-?mails?|mails?|messages?|subjects?|tickets?|articles?|books?"
    r"|chapters?|sections?|projects?|programmes?|programs?|campaigns?|templates?|policy|policies|guides?|checklists?|questionnaires?)\b",
    re.IGNORECASE,
)
_CALLED: Final = re.compile(
    r"\b(?:called|titled|entitled|named|headed|labelled|marked|subject|title|heading|re)\W*$"
    r"|\b(?:decks?|slides?|documents?|papers?|files?|sheets?|meetings?|sessions?|workshops?|reports?|threads?|e-?mails?|mails?|requirements?|follow-up to|prepare)\s+$",
    re.IGNORECASE,
)
"""What a title has behind or before it: `the “Q3 planning overview” deck`, `a paper called “…”`."""
NOT_SAID: Final = "Not said in this channel:"
"""How a line begins that tells the do-not-say list itself."""
LONGEST: Final = 200_000
"""Characters that are looked at: a text beyond that is marked in its first part only."""
_LONGEST_SHOWN: Final = 60
"""Letters of a quotation that are shown when it is marked."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A phrase that somebody may want to look at again."""

    start: int
    end: int
    kind: str
    """`blame`, `not said here`, `to fill in` or `not verbatim`."""
    hint: str


def marks(
    text: str, do_not_say: Sequence[str] = (), quotes: Iterable[Evidence] = (), standing: Iterable[str] = ()
) -> tuple[Mark, ...]:
    """Return the marks of a text in its order; `quotes` are the deal's, so that what is quoted can be compared.

    `standing` are quoted words that were found in the deal's messages, subjects and names: they are right as they are.
    """
    text = text[:LONGEST]
    found = [Mark(one.start, one.start + len(one.phrase), "blame", f"“{one.phrase}” – say “{one.instead}”") for one in lint(text)]
    for phrase in do_not_say:
        if phrase.strip():
            pattern = re.compile(rf"(?<!\w){re.escape(phrase.strip())}(?!\w)", re.IGNORECASE)
            found += [
                Mark(m.start(), m.end(), "not said here", f"“{m.group()}” is on the channel's do-not-say list")
                for m in pattern.finditer(text)
                if not text[text.rfind("\n", 0, m.start()) + 1 :].startswith(NOT_SAID)
            ]
    found += [Mark(m.start(), m.end(), "to fill in", f"{m.group()} is still to be filled in") for m in _TO_FILL.finditer(text)]
    found += _not_verbatim(text, tuple(quotes), frozenset(standing))
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


def _not_verbatim(text: str, quotes: tuple[Evidence, ...], standing: frozenset[str]) -> list[Mark]:
    """Return quotations that stand in no source of the deal as they are written; a title is none."""
    if not quotes:
        return []
    known = [_plain(item.quote) for item in quotes]
    found: list[Mark] = []
    for match in _QUOTED.finditer(text):
        words = quoted_words(match.group(1))
        if words in standing or _is_title(text, match) or any(_plain(words) in quote for quote in known):
            continue
        found.append(
            Mark(
                match.start(),
                match.end(),
                "not verbatim",
                f"{_shown(match.group())} stands so in no source of this deal: check it",
            )
        )
    return found


def _shown(quotation: str) -> str:
    """Return a quotation on one line, cut where it is long."""
    words = " ".join(quotation.split())
    return words if len(words) <= _LONGEST_SHOWN else f"{words[:_LONGEST_SHOWN].rsplit(' ', 1)[0]} …”"


def quoted_words(inside: str) -> str:
    """Return what stands between quotation marks without the dots of a cut."""
    return inside.removesuffix("…").strip()


def quotation(text: str, mark: Mark) -> str:
    """Return the words of a marked quotation, as they are looked for in the deal's messages."""
    return quoted_words(text[mark.start + 1 : mark.end - 1])


def _is_title(text: str, match: re.Match[str]) -> bool:
    """Return whether a quotation is the name of a thing: said so beside it, and no sentence."""
    inside = match.group(1)
    if inside[-1] in ".!?…" or len(inside.split()) > 8:
        return False
    return bool(_THING.match(text, match.end()) or _CALLED.search(text[max(0, match.start() - 40) : match.start()]))


def _plain(text: str) -> str:
    return normalise(text).replace("'", "").replace('"', "").casefold().rstrip(" .,;:–-")
