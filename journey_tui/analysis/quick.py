"""Regular expressions that are not tried on a sentence which lacks the words they need.

A sentence is a `Words`: a string that knows, as one number, which ways of which patterns its words leave open. Each way of each
pattern (`quick_needs`) owns a bit; what a word opens is worked out once a word, so a sentence costs a few operations on numbers,
and asking a pattern costs one. Any other string, a part of a sentence say, meets the plain pattern.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from journey_tui.analysis import quick_kept
from journey_tui.analysis.quick_needs import LEVELS, Keys, Way, ways_of

_TOKENS: Final = re.compile(r"[a-z0-9]+")
_MOST_WORDS: Final = 50_000


class _Index:
    """Which words open which ways of all patterns; grows while the patterns are made, at import."""

    def __init__(self) -> None:
        self.bits = 0
        self._keys: dict[str, list[int]] = {}
        self._free = [0] * LEVELS
        self._lengths: list[int] = []
        self._known: dict[str, tuple[tuple[int, int], ...]] = {}
        self._bits_of: dict[tuple[Keys, ...], int] = {}

    def add(self, way: Way) -> int:
        """Return the bit of a way; ways that ask for the same share one."""
        if way not in self._bits_of:
            self._bits_of[way] = self._new(way)
        return self._bits_of[way]

    def _new(self, way: Way) -> int:
        bit = 1 << self.bits
        self.bits += 1
        for level in range(LEVELS):
            if level >= len(way):
                self._free[level] |= bit
                continue
            for key in way[level]:
                self._keys.setdefault(key, [0] * LEVELS)[level] |= bit
                if not key.endswith("$") and len(key) not in self._lengths:
                    self._lengths.append(len(key))
                    self._lengths.sort()
        self._known.clear()
        return bit

    def of(self, low: str) -> int:
        """Return the ways that the words of a lower-case text leave open."""
        known = self._known
        a, b, c, d = self._free
        for token in set(_TOKENS.findall(low)):
            opened = known.get(token)
            if opened is None:
                opened = self._learn(token)
            for level, mask in opened:
                if level == 0:
                    a |= mask
                elif level == 1:
                    b |= mask
                elif level == 2:
                    c |= mask
                else:
                    d |= mask
        return a & b & c & d

    def _learn(self, token: str) -> tuple[tuple[int, int], ...]:
        """Return what one word opens, by level; what it does not open is left out."""
        keys = [token + "$", *(token[:length] for length in self._lengths if length <= len(token))]
        if token[0].isdigit():
            keys.append("#")
        masks = [0] * LEVELS
        for key in keys:
            for level, mask in enumerate(self._keys.get(key, ())):
                masks[level] |= mask
        if len(self._known) >= _MOST_WORDS:
            self._known.clear()
        self._known[token] = opened = tuple((level, mask) for level, mask in enumerate(masks) if mask)
        return opened


_INDEX: Final = _Index()


class Words(str):
    """A sentence, with the ways that its words leave open."""

    __slots__ = ("open",)
    open: int


def words(text: str, opened: int) -> Words:
    """Return the text as a sentence that knows what its words leave open."""
    made = Words(text)
    made.open = opened
    return made


def opened_by(low: str) -> int:
    """Return the ways of all patterns that the words of a lower-case text leave open."""
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
    """A compiled pattern that knows which of its ways a sentence leaves open."""

    __slots__ = ("_regex", "capitals", "flags", "mask", "source")

    def __init__(self, source: str, flags: int = 0) -> None:
        self.source, self.flags = source, flags
        _MADE.add((source, int(flags)))
        self._regex: re.Pattern[str] | None = None
        self.capitals = bool(_CAPITAL.search(source))
        """Whether it asks for capitals: then it meets a sentence as it was written."""
        self.mask = 0
        for way in _ways(source, flags):
            self.mask |= _INDEX.add(way)

    @property
    def regex(self) -> re.Pattern[str]:
        """Return the compiled pattern; compiled when it is first asked, since most sentences ask few."""
        if self._regex is None:
            self._regex = re.compile(self.source, self.flags)
        return self._regex

    def hopeless(self, text: str) -> bool:
        """Return whether it cannot match this sentence."""
        return type(text) is Words and not text.open & self.mask

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match in the text."""
        if type(text) is Words and not text.open & self.mask:
            return None
        return self.regex.search(text)

    def match(self, text: str) -> re.Match[str] | None:
        """Return the match at the start of the text."""
        return None if self.hopeless(text) else self.regex.match(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Return all matches in the text."""
        return iter(()) if self.hopeless(text) else self.regex.finditer(text)

    def sub(self, replacement: str, text: str) -> str:
        """Return the text with each match replaced."""
        return text if self.hopeless(text) else self.regex.sub(replacement, text)


class Openers:
    """Patterns, each with what it opens; finds those that a sentence leaves open without asking each of them."""

    def __init__(self, pairs: Iterable[tuple[Pattern, str]]) -> None:
        opens: dict[str, tuple[Pattern, set[str]]] = {}
        for pattern, key in pairs:
            opens.setdefault(pattern.source, (pattern, set()))[1].add(key)
        self._patterns = [(pattern, frozenset(keys)) for pattern, keys in opens.values()]
        self._mask = 0
        self._of_bit: dict[int, int] = {}
        for place, (pattern, _) in enumerate(self._patterns):
            self._mask |= pattern.mask
            for bit in _bits(pattern.mask):
                self._of_bit[bit] = self._of_bit.get(bit, 0) | 1 << place

    def left(self, sentence: Words) -> Iterator[tuple[Pattern, frozenset[str]]]:
        """Yield the patterns that may match the sentence, with what they open."""
        places = 0
        for bit in _bits(sentence.open & self._mask):
            places |= self._of_bit[bit]
        for place in _bits(places):
            yield self._patterns[place]


def _bits(mask: int) -> Iterator[int]:
    """Yield the places of the bits that are set."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


@cache
def _ways(source: str, flags: int) -> tuple[Way, ...]:
    """Return the ways of a pattern: as they were worked out before, where its source has not changed since."""
    return quick_kept.kept().get(quick_kept.name(source, flags)) or ways_of(source, flags)


__all__ = ["Openers", "Pattern", "Words", "hint", "opened_by", "touched", "words"]
