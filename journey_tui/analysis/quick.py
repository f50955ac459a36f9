"""Regular expressions that are not tried on a sentence which lacks every word they need.

A sentence is a `Words`: a string that knows the beginnings of its words. From each pattern sets of beginnings are worked out,
of each of which one must be there for it to match; then most patterns cost a set operation or two a sentence. Any other string, a part of
a sentence say, meets the plain pattern.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any, Final

_TOKENS: Final = re.compile(r"[a-z0-9]+")
_DIGIT: Final = re.compile(r"[0-9]")
_KEY: Final = 4
_COMMON: Final = frozenset(
    """the to of and a in is it we i you for on that with as be at by are this or an was have has not if do can will would our your my they he she no so but
    from us me all any one get got go about which who what when how out up had been were their them then than there here also still now just only very some
    re ve ll is't don doe did won can cou wou sho tha thi the wit hav wil wha whe
    not for you our are was his her its oth mor mos tak mak nee wan sen see""".split()
)


def beginnings(low: str) -> frozenset[str]:
    """Return the first two, three and four letters of every word of a lower-case text, and `#` where one begins with a digit."""
    tokens = set(_TOKENS.findall(low))
    found = {token[:4] for token in tokens}
    found.update([token[:3] for token in tokens])
    found.update([token[:2] for token in tokens])
    if _DIGIT.search(low):
        found.add("#")
    return frozenset(found)


class Words(str):
    """A sentence, with the beginnings of its words."""

    __slots__ = ("starts",)
    starts: frozenset[str]


def words(text: str, starts: frozenset[str]) -> Words:
    """Return the text as a sentence that knows the beginnings of its words."""
    made = Words(text)
    made.starts = starts
    return made


class Pattern:
    """A compiled pattern with sets of word beginnings: a match needs one of each set."""

    __slots__ = ("needs", "regex")

    def __init__(self, source: str, flags: int = 0) -> None:
        self.regex = re.compile(source, flags)
        self.needs = needs(source, flags)

    def hopeless(self, text: str) -> bool:
        """Return whether it cannot match this sentence."""
        if type(text) is Words:
            starts = text.starts
            for one in self.needs:
                if one.isdisjoint(starts):
                    return True
        return False

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match in the text."""
        return None if self.hopeless(text) else self.regex.search(text)

    def match(self, text: str) -> re.Match[str] | None:
        """Return the match at the start of the text."""
        return None if self.hopeless(text) else self.regex.match(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Return all matches in the text."""
        return iter(()) if self.hopeless(text) else self.regex.finditer(text)

    def sub(self, replacement: str, text: str) -> str:
        """Return the text with each match replaced."""
        return text if self.hopeless(text) else self.regex.sub(replacement, text)


_SETS: Final = 3
"""Sets kept of one pattern: the rarest say nearly all."""


def needs(source: str, flags: int = 0) -> tuple[frozenset[str], ...]:
    """Return sets of word beginnings; any match of the pattern contains one of each. Rarest first; none where none is sure."""
    found, _ = _sequence(_parser.parse(source, flags), None)
    return tuple(frozenset(keys) for keys in _rarest(found))


_Keys = list[set[str]]


def _cost(keys: set[str]) -> float:
    """Return how often a set of beginnings lets a sentence through, roughly."""
    return sum((25.0 if key in _COMMON else 1.0) * {1: 12.0, 2: 8.0, 3: 2.5}.get(len(key), 1.0) for key in keys)


def _rarest(found: _Keys) -> _Keys:
    kept: _Keys = []
    for keys in sorted(found, key=_cost):
        if not any(one <= keys for one in kept):
            kept.append(keys)
    return kept[:_SETS]


def _flush(found: _Keys, run: str | None, *, ended: bool = False) -> None:
    """Note the letters so far; a single one only where the word ends with it."""
    if run and (len(run) >= 2 or ended):
        found.append({run[:_KEY]})


def _sequence(items: Any, run: str | None) -> tuple[_Keys, str | None]:
    """Return the needed sets of a sequence, and the letters since the last word began (None: not at a beginning)."""
    found: _Keys = []
    for kind, value in items:
        if kind is _constants.LITERAL:
            char = chr(value).lower()
            if char.isascii() and char.isalnum():
                run = None if run is None else run + char
            else:
                _flush(found, run, ended=True)
                run = ""
        elif kind is _constants.SUBPATTERN:
            more, run = _sequence(value[3], run)
            found += more
        elif kind is _constants.BRANCH:
            more, run = _branches(value[1], run)
            found += more
        elif kind in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
            more, run = _repeated(run, value)
            found += more
        elif kind is _constants.AT:
            _flush(found, run, ended=value is _constants.AT_BOUNDARY)
            run = "" if value is _constants.AT_BOUNDARY or value is _constants.AT_BEGINNING else None
        elif kind not in (_constants.ASSERT, _constants.ASSERT_NOT):
            run = _one_of(found, kind, value, run)
    _flush(found, run)
    return found, run


def _one_of(found: _Keys, kind: Any, value: Any, run: str | None) -> str | None:
    """Take in a class of characters: a digit where a word begins is needed as such."""
    if run and kind is _constants.IN and all(_is_digit(member) for member in value):
        found.append({(run + digit)[:_KEY] for digit in "0123456789"})
        return None
    _flush(found, run)
    if kind is not _constants.IN:
        return None
    if run == "" and all(_is_digit(member) for member in value):
        found.append({"#"})
        return None
    return None if _has_letters(value) else ""


def _is_digit(member: Any) -> bool:
    kind, value = member
    return bool(
        (kind is _constants.CATEGORY and value is _constants.CATEGORY_DIGIT)
        or (kind is _constants.RANGE and value[0] >= 48 and value[1] <= 57)
        or (kind is _constants.LITERAL and 48 <= value <= 57)
    )


def _branches(branches: Any, run: str | None) -> tuple[_Keys, str | None]:
    """Return what alternatives need together: the rarest set of each, and the next rarest of each."""
    each: list[_Keys] = []
    ends: set[str | None] = set()
    for branch in branches:
        keys, end = _sequence(branch, run)
        ends.add(end)
        each.append(_rarest(keys))
    end_run = ends.pop() if len(ends) == 1 else None
    if not all(each):
        return [], end_run
    first = set[str]().union(*(keys[0] for keys in each))
    second = set[str]().union(*(keys[min(1, len(keys) - 1)] for keys in each))
    return [first, second], end_run


def _repeated(run: str | None, value: Any) -> tuple[_Keys, str | None]:
    least, _, body = value
    if least == 0:
        found: _Keys = []
        _flush(found, run)
        _, end = _sequence(body, "" if run == "" else None)
        return found, "" if run == "" and end == "" else None
    found, end = _sequence(body, run)
    _, again = _sequence(body, end)
    return found, "" if end == again == "" else None


def _has_letters(members: Any) -> bool:
    """Return whether a class of characters can hold a letter or digit."""
    for kind, value in members:
        if kind is _constants.LITERAL:
            if chr(value).isalnum():
                return True
        elif kind is not _constants.CATEGORY or value is not _constants.CATEGORY_SPACE:
            return True
    return False
