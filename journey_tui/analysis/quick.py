"""Regular expressions that are not tried on a sentence which lacks the words they need.

A sentence is a `Words`: a string that knows, as one number, which patterns its words leave open; each pattern owns a bit. A pattern
is open where the words hold one key of each set of one of its ways (`quick_needs`). What a word gives is worked out once a word: the
ways whose rarest set it meets, and which of the other sets. Any other string, a part of a sentence say, meets the plain pattern.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final, Generic, TypeVar

from journey_tui.analysis import quick_kept
from journey_tui.analysis.quick_needs import LEVELS, Keys, Way, ways_of

_TOKENS: Final = re.compile(r"[a-z0-9]+")
_MOST_WORDS: Final = 50_000
_T = TypeVar("_T")

_Asked = tuple[int, int, int, int, int, int, int]
"""A way whose rarest set is met: where the bits of its other sets lie, as (byte, bit) each, and the patterns that it opens."""
_Given = tuple[int, tuple[_Asked, ...], int]
"""What a word gives: the patterns it opens by itself, the ways it begins, the bits of the other sets that it meets."""


class _Index:
    """Which words open which patterns; patterns are made at import, and what words give is worked out after that."""

    def __init__(self) -> None:
        self.patterns = 0
        self._ways: dict[Way, int] = {}
        self._known: dict[str, _Given] = {}
        self._clear()

    def _clear(self) -> None:
        self._known.clear()
        self._opens: dict[str, int] = {}
        self._begins: dict[str, list[_Asked]] = {}
        self._meets: dict[str, int] = {}
        self._lengths: tuple[int, ...] = ()
        self._bytes = 1
        self._always = 0

    def add(self, ways: Iterable[Way]) -> int:
        """Return the bit of a pattern that matches in these ways; those that ask for the same words share their work."""
        bit = 1 << self.patterns
        self.patterns += 1
        for way in ways:
            self._ways[way] = self._ways.get(way, 0) | bit
        if self._lengths:
            self._clear()
        return bit

    def _learn_ways(self) -> None:
        """Lay out all ways by the keys of their sets; the bit 0 stands for a set that a way does not have, and is always met."""
        numbers: dict[Keys, int] = {}
        for way, patterns in self._ways.items():
            if not way:
                self._always |= patterns
                continue
            places = [numbers.setdefault(keys, len(numbers) + 1) for keys in way[1:]]
            if not places:
                for key in way[0]:
                    self._opens[key] = self._opens.get(key, 0) | patterns
                continue
            places += [0] * (LEVELS - len(way))
            asked = (*(part for place in places for part in (place >> 3, 1 << (place & 7))), patterns)
            for key in way[0]:
                self._begins.setdefault(key, []).append(asked)  # type: ignore[arg-type]
        for keys, place in numbers.items():
            for key in keys:
                self._meets[key] = self._meets.get(key, 0) | 1 << place
        self._bytes = len(numbers) // 8 + 1
        every = self._opens.keys() | self._begins.keys() | self._meets.keys()
        self._lengths = tuple(sorted({len(key) for key in every if not key.endswith("$")})) or (0,)

    def of(self, low: str) -> int:
        """Return the patterns that the words of a lower-case text leave open."""
        if not self._lengths:
            self._learn_ways()
        known, opened, met = self._known, self._always, 1
        begun: list[_Asked] = []
        for token in set(_TOKENS.findall(low)):
            opens, begins, meets = known.get(token) or self._learn(token)
            opened |= opens
            begun += begins
            met |= meets
        bits = met.to_bytes(self._bytes, "little")
        for asked in [one for one in begun if bits[one[0]] & one[1]]:
            if bits[asked[2]] & asked[3] and bits[asked[4]] & asked[5]:
                opened |= asked[6]
        return opened

    def _learn(self, token: str) -> _Given:
        """Return what one word gives."""
        keys = [token + "$", *(token[:length] for length in self._lengths if length <= len(token))]
        if token[0].isdigit():
            keys.append("#")
        opens = meets = 0
        begins: dict[_Asked, None] = {}
        for key in keys:
            opens |= self._opens.get(key, 0)
            meets |= self._meets.get(key, 0)
            begins |= dict.fromkeys(self._begins.get(key, ()))
        if len(self._known) >= _MOST_WORDS:
            self._known.clear()
        self._known[token] = given = (opens, tuple(begins), meets)
        return given


_INDEX: Final = _Index()


class Words(str):
    """A sentence, with the patterns that its words leave open."""

    __slots__ = ("found", "open")
    open: int
    found: dict[Pattern, re.Match[str] | None]
    """What patterns that were searched for gave: several rules ask the same, and the same sentence comes again."""


def words(text: str, opened: int) -> Words:
    """Return the text as a sentence that knows what its words leave open."""
    made = Words(text)
    made.open = opened
    made.found = {}
    return made


def opened_by(low: str) -> int:
    """Return the patterns that the words of a lower-case text leave open, by their bits."""
    return _INDEX.of(low)


_HINTS: Final[dict[str, int]] = {}
"""Words to the bits of the sets that hold them."""
_SETS: Final[list[frozenset[str]]] = []


def hint(words_of: frozenset[str]) -> int:
    """Return the bit of a set of words; the same set has the same bit. Only at import: a sentence is asked once."""
    if words_of not in _SETS:
        _SETS.append(words_of)
        for word in words_of:
            _HINTS[word] = _HINTS.get(word, 0) | 1 << (len(_SETS) - 1)
    return 1 << _SETS.index(words_of)


def touched(words_of: frozenset[str]) -> int:
    """Return the bits of the sets that hold one of these words."""
    found, known = 0, _HINTS
    for word in words_of:
        bits = known.get(word)
        if bits is not None:
            found |= bits
    return found


_CAPITAL: Final = re.compile(r"(?<![\\?])[A-Z]")


_MADE: Final[set[tuple[str, int]]] = set()


def made() -> frozenset[tuple[str, int]]:
    """Return source and flags of every pattern made so far."""
    return frozenset(_MADE)


class Pattern:
    """A compiled pattern that knows whether a sentence leaves it open."""

    __slots__ = ("bit", "capitals", "flags", "regex", "source")
    regex: re.Pattern[str]

    def __init__(self, source: str, flags: int = 0) -> None:
        self.source, self.flags = source, flags
        _MADE.add((source, int(flags)))
        self.capitals = bool(_CAPITAL.search(source))
        """Whether it asks for capitals: then it meets a sentence as it was written."""
        self.bit = _INDEX.add(_ways(source, flags))

    def __getattr__(self, name: str) -> re.Pattern[str]:
        """Return the compiled pattern; compiled when it is first asked, since most sentences ask few."""
        if name != "regex":
            raise AttributeError(name)
        self.regex = compiled = re.compile(self.source, self.flags)
        return compiled

    def hopeless(self, text: str) -> bool:
        """Return whether it cannot match this sentence."""
        return type(text) is Words and not text.open & self.bit

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match in the text."""
        if type(text) is not Words:
            return self.regex.search(text)
        if not text.open & self.bit:
            return None
        found = text.found
        if self in found:
            return found[self]
        match = found[self] = self.regex.search(text)
        return match

    def match(self, text: str) -> re.Match[str] | None:
        """Return the match at the start of the text."""
        return None if self.hopeless(text) else self.regex.match(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Return all matches in the text."""
        return iter(()) if self.hopeless(text) else self.regex.finditer(text)

    def sub(self, replacement: str, text: str) -> str:
        """Return the text with each match replaced."""
        return text if self.search(text) is None else self.regex.sub(replacement, text)


class Several(Generic[_T]):
    """Patterns, each behind what it stands for; tells those that a sentence leaves open without asking each of them."""

    def __init__(self, pairs: Iterable[tuple[_T, Pattern]]) -> None:
        self._pairs = tuple(pairs)
        self._places: dict[int, list[int]] = {}
        self._mask = 0
        for place, (_, pattern) in enumerate(self._pairs):
            self._places.setdefault(pattern.bit, []).append(place)
            self._mask |= pattern.bit

    def left(self, text: str) -> Iterable[tuple[_T, Pattern]]:
        """Return the patterns that may match the text, in their order, each behind what it stands for."""
        if type(text) is not Words:
            return self._pairs
        bits = text.open & self._mask
        if not bits:
            return ()
        places: list[int] = []
        while bits:
            lowest = bits & -bits
            places += self._places[lowest]
            bits ^= lowest
        return [self._pairs[place] for place in sorted(places)]


@cache
def _ways(source: str, flags: int) -> tuple[Way, ...]:
    """Return the ways of a pattern: as they were worked out before, where its source has not changed since."""
    return quick_kept.kept().get(quick_kept.name(source, flags)) or ways_of(source, flags)


__all__ = ["Pattern", "Several", "Words", "hint", "opened_by", "touched", "words"]
