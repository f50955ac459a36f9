"""The people whom a question names: this deal's by any part of their names, one slip of the fingers apart, and strangers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from journey_tui.domain.ask_likeness import PERSON
from journey_tui.domain.ask_words import MEANINGS
from journey_tui.lean import dataclass


@dataclass(frozen=True, slots=True)
class Somebody:
    """One of the deal's people, as a question may name them."""

    key: str
    name: str
    ours: bool = False


def person_in(words: str, people: Sequence[Somebody], known: frozenset[str] = frozenset()) -> tuple[str, str]:
    """Return the key of the person that the words name, and the words without the name; a word of `known` is no slip of a name."""
    tokens = words.split()
    best: tuple[float, int, int, str] = (0.0, 0, 0, "")
    for somebody in people:
        for score, start, after in _sightings(tokens, somebody, known):
            if score > best[0]:
                best = (score, start, after, somebody.key)
    score, start, after, key = best
    if score < 1.0:
        return "", words
    return key, " ".join([*tokens[:start], PERSON, *tokens[after:]])


def _sightings(tokens: Sequence[str], somebody: Somebody, known: frozenset[str]) -> Iterable[tuple[float, int, int]]:
    parts = [part for part in re.split(r"[\s.,@]+", _folded(somebody.name)) if len(part) > 1]
    if not parts:
        return
    for at, token in enumerate(tokens):
        bare = _folded(token.removesuffix("'s").strip("'"))
        following = _folded(tokens[at + 1].removesuffix("'s")) if at + 1 < len(tokens) else ""
        for number, part in enumerate(parts):
            if not _same_name(bare, part) or (bare != part and {bare, bare.removesuffix("s")} & (ORDINARY | known)):
                continue
            whole = number == 0 and len(parts) > 1 and _same_name(following, parts[-1])
            exact = 1.0 if bare == part else 0.4
            yield 1.0 + exact + (1.0 if whole else 0.0) + (0.1 if number == 0 else 0.0), at, at + (2 if whole else 1)


ORDINARY: Final = frozenset(
    re.findall(r"[a-z]{3,}", " ".join(re.sub(r"\\\w|\(\?[:!<=]+", " ", pattern) for pattern in MEANINGS.values()))
) | frozenset(
    "what which does have has had will would could should about with from this that there their they them been were".split()
)
"""Words of questions: one of them is a name only where it is written exactly like it."""


def _same_name(one: str, other: str) -> bool:
    """Return whether two names are the same, one slip of the fingers apart from the fifth letter on."""
    if one == other:
        return True
    return len(one) >= 5 and len(other) >= 5 and one[0] == other[0] and is_near(one, other)


def _folded(name: str) -> str:
    import unicodedata

    text = unicodedata.normalize("NFKD", name.casefold().replace("ł", "l").replace("ø", "o").replace("ß", "ss"))
    return "".join(char for char in text if not unicodedata.combining(char))


def is_near(one: str, other: str) -> bool:
    """Return whether one insertion, loss, change or swap makes one word the other."""
    if abs(len(one) - len(other)) > 1:
        return False
    at = next(
        (place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), min(len(one), len(other))
    )
    rest, tail = one[at:], other[at:]
    return rest[1:] == tail[1:] or rest[1:] == tail or rest == tail[1:] or (rest[:2] == tail[1::-1] and rest[2:] == tail[2:])


def stranger(question: str, topic: str) -> str:
    """Return a capitalised word inside the question that is nobody of this deal's and no part of its topic."""
    for found in re.finditer(r"(?<=[a-z,] )([A-Z][a-zà-ÿ]+(?: [A-Z][a-zà-ÿ]+)?)", question):
        if found.group().casefold() not in topic.casefold() and found.group().casefold() not in ORDINARY:
            return found.group()
    return ""
