"""Links in what a model wrote: one is shown only where it stands, character for character, in this deal's own sources."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from journey_tui.text import clean

LEFT_OUT: Final = "[link left out: it stands in no source of this deal]"
_LINK: Final = re.compile(
    r"(?:[a-z][a-z0-9+.-]{1,20}://|(?:mailto|javascript|data|tel|file|vbscript):(?=\S))[^\s<>\"“”‘’`|\\^{}]+"
    r"|\bwww\.[^\s<>\"“”‘’`|\\^{}]+"
    r"|[\w.+%-]+@[\w-]+(?:\.[\w-]+)+"
    r"|\b(?:[\w-]+\.)+[a-z]{2,18}(?=/)[^\s<>\"“”‘’`|\\^{}]*"
    r"|\b(?:[\w-]+\.)+(?:com|org|net|io|ai|dev|co|ru|cn|info|biz|app|xyz|example|de|uk|eu|fr|link|site|top|click|online|test)\b",
    re.IGNORECASE,
)
_TAIL: Final = ".,;:!?)]}'*_”’"
LONGEST_WORD: Final = 4_000
"""Characters without a space that are held back at most while an answer comes."""


def links_of(texts: Iterable[str]) -> frozenset[str]:
    """Return every link in the texts, without the punctuation behind it."""
    return frozenset(found.group().rstrip(_TAIL) for text in texts for found in _LINK.finditer(text))


def without_foreign_links(text: str, known: frozenset[str]) -> str:
    """Return the text with every link that is not among `known` left out."""

    def kept(found: re.Match[str]) -> str:
        bare = found.group().rstrip(_TAIL)
        return found.group() if bare in known else LEFT_OUT + found.group()[len(bare) :]

    return _LINK.sub(kept, text)


class Coming:
    """Text as it comes, in pieces that can be shown: an unfinished word waits, since it may become a link."""

    def __init__(self, known: frozenset[str]) -> None:
        self._known = known
        self._held = ""

    def feed(self, piece: str) -> str:
        """Take a piece; return what of all that has come may be shown now."""
        text = self._held + piece
        at = max(text.rfind(" "), text.rfind("\n"), text.rfind("\t")) + 1
        if len(text) - at > LONGEST_WORD:
            at = len(text)
        self._held = text[at:]
        return without_foreign_links(clean(text[:at]), self._known) if at else ""

    def rest(self) -> str:
        """Return what was held back: nothing more comes."""
        held, self._held = self._held, ""
        return without_foreign_links(clean(held), self._known)
