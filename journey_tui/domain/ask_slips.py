"""Slips of the fingers in the words of a question: an unknown word that is one slip from a known one is read as that."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from journey_tui.domain.ask_likeness import stem
from journey_tui.domain.ask_names import is_near
from journey_tui.domain.ask_words import MEANINGS


@lru_cache(maxsize=1)
def _vocabulary() -> frozenset[str]:
    plain = re.findall(r"[a-z]{5,}", " ".join(re.sub(r"\\\w[*+]?|\(\?[:!<=]+|\{[^}]*\}", " ", one) for one in MEANINGS.values()))
    return frozenset((*plain, *_KNOWN))


_KNOWN: Final = ("champion", "promise", "promised", "meeting", "changed", "status", "timeline", "competitors", "alternatives", "criteria",
                 "stakeholders", "decision", "process", "amount", "question", "questions", "summary", "approve", "procurement", "security",
                 "outcome", "problem", "quiet", "heard", "verified", "supported", "blocking", "waiting", "committed")  # fmt: skip
_SHORT: Final = ("what", "when", "where", "which", "open", "next", "said", "says", "meet", "call", "gate", "sign", "deal", "with", "have", "does",
                 "they", "them", "still", "need", "know", "last", "show", "tell", "list", "give")  # fmt: skip
"""Words of four letters that are read where two letters of one are swapped."""
SUBJECTS_FROM: Final = 7
"""Letters from which a word of a subject is mended too: shorter ones may be another word."""


def mended(text: str, more: frozenset[str] = frozenset()) -> str:
    """Return the text with words one slip away from a known one written right."""
    known = _vocabulary()
    return " ".join(_mend(word, known, more) for word in text.split())


def as_typed(topic: str, typed: str, more: frozenset[str] = frozenset()) -> str:
    """Return a subject with its shorter words as they were typed: one slip from a known word, it may be a word of its own."""
    known = _vocabulary()
    back = {_mend(word, known, more): word for word in typed.split() if len(word) < SUBJECTS_FROM}
    return " ".join(back.get(word, word) for word in topic.split())


@lru_cache(maxsize=4096)
def _mend(word: str, known: frozenset[str], more: frozenset[str]) -> str:
    if len(word) == 4 and word.isalpha() and word not in _SHORT:
        return next((other for other in _SHORT if sorted(other) == sorted(word) and is_near(word, other)), word)
    if len(word) < 5 or not word.isascii() or not word.isalpha() or _is_known(word, known | more):
        return word
    if len(word) > 5 and (found := next((other for other in _KNOWN if other[0] == word[0] and is_near(word, other)), "")):
        return found
    return _nearest(word, (other for other in more | known if len(other) > 4))


def _is_known(word: str, known: frozenset[str]) -> bool:
    return bool({word, word.rstrip("s")} & known) or any(
        word.endswith(end) and word[: -len(end)] in known for end in ("ing", "ed", "es", "s", "er", "ly")
    )


def _nearest(word: str, others: Iterable[str]) -> str:
    """Return the word that is meant: the one with the same letters in another order, else that of the only meaning that is near."""
    near = sorted(other for other in others if {other[0], other[1]} & {word[0]} and is_near(word, other))
    swapped = [other for other in near if sorted(other) == sorted(word)]
    if swapped:
        return swapped[0]
    near = [other for other in near if other[0] == word[0] and len(other) > 5]  # a monkey is no money
    return max(near, key=len) if near and len({stem(other) for other in near}) == 1 else word
