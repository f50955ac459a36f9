"""Work out of a regular expression which words a text must hold for it to match.

The answer is a list of ways; each way is a list of key sets, and a text that matches holds, for some way, one key of each of its
sets. A key is the beginning of a word (`reduc`), a whole word (`board$`), or `#`, a word that begins with a digit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any, Final

Keys = frozenset[str]
Way = tuple[Keys, ...]

LEVELS: Final = 4
"""Sets looked at of one way: the rarest say nearly all."""
_MOST_WAYS: Final = 64
"""Ways told apart in one pattern, roughly; what would make more of them is taken together."""
_LEAST_WAYS: Final = 10
"""Ways told apart in one of many alternatives."""
_COMMON: Final = frozenset(
    """the to of and a in is it we i you for on that with as be at by are this or an was have has not if do can will would our your my they he she no so but
    from us me all any one get got go about which who what when how out up had been were their them then than there here also still now just only very some
    re ve ll s t d m is don does did won could would should its more most take make need want see""".split()
)


def ways_of(source: str, flags: int = 0) -> tuple[Way, ...]:
    """Return the ways in which the pattern can match; one empty way where nothing is sure. The rarest set of a way comes first."""
    ways, _ = _sequence(_parser.parse(source, flags), None, apart=False, most=_MOST_WAYS)
    return tuple(dict.fromkeys(tuple(sorted(set(way), key=_rank))[:LEVELS] for way in _few(ways)))


def _cost(keys: Keys) -> float:
    """Return how often a set of keys lets a sentence through, roughly."""
    return sum(_often(key) for key in keys)


def _rank(keys: Keys) -> tuple[float, list[str]]:
    """Return the place of a set among others: the rarest first, and the same at every start."""
    return _cost(keys), sorted(keys)


def _often(key: str) -> float:
    word = key.rstrip("$")
    if word in _COMMON:
        return 30.0
    return {1: 12.0, 2: 8.0, 3: 2.5}.get(len(word), 1.0) * (0.5 if key.endswith("$") else 1.0)


def _few(ways: Sequence[Way]) -> list[Way]:
    """Return the ways, those that ask for one set only put together."""
    if any(not way for way in ways):
        return [()]
    single = [way[0] for way in ways if len(set(way)) == 1]
    rest = [way for way in ways if len(set(way)) > 1]
    return [*rest, (frozenset().union(*single),)] if single else list(dict.fromkeys(rest))


def _all_of(factors: Iterable[list[Way]], most: int) -> list[Way]:
    """Return the ways of parts that all must match: at most `most`, told apart in the parts that say the most."""
    ways: list[Way] = [()]
    for factor in sorted(factors, key=lambda one: (len(one) > 1, _breadth(one))):
        if factor == [()]:
            continue
        if len(ways) * len(factor) > max(most, len(factor) if ways == [()] else 0):
            factor = [(frozenset().union(*(min(way, key=_cost) for way in factor)),)]
        ways = [(*one, *other) for one in ways for other in factor]
    return ways


def _breadth(ways: list[Way]) -> float:
    """Return how often one of the ways is open, roughly."""
    return sum(min(map(_cost, way), default=1e6) for way in ways)


def _key(run: str | None, *, ended: bool) -> list[list[Way]]:
    """Return the letters so far as a part that must match."""
    if run:
        return [[(frozenset({run + "$" if ended else run}),)]]
    return []


def _sequence(items: Any, run: str | None, *, apart: bool, most: int) -> tuple[list[Way], str | None]:
    """Return the ways of a sequence, and the letters since the last word began (None: not at a beginning).

    `apart` tells that what follows the sequence begins with something that is no letter; `most` ways are told apart.
    """
    parts: list[list[Way]] = []
    listed = list(items)
    for place, (kind, value) in enumerate(listed):
        follows = _begins_apart(listed, place + 1, apart)
        if kind is _constants.LITERAL:
            char = chr(value).lower()
            if char.isascii() and char.isalnum():
                run = None if run is None else run + char
            else:
                parts += _key(run, ended=not _is_word(char))
                run = "" if not _is_word(char) else None
        elif kind is _constants.SUBPATTERN:
            more, run = _sequence(value[3], run, apart=follows, most=most)
            parts.append(more)
        elif kind is _constants.BRANCH:
            more, run = _branches(value[1], run, apart=follows, most=most)
            parts.append(more)
        elif run and kind is _constants.MAX_REPEAT and _is_optional_mark(value):
            joined, end = _sequence(listed[place + 1 :], run, apart=apart, most=most)
            split, other = _sequence(listed[place + 1 :], "", apart=apart, most=most)
            parts.append(_few([*joined, *_all_of([*_key(run, ended=True), split], most)]))
            return _all_of(parts, most), end if end == other else None
        elif kind in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
            more, run = _repeated(run, value, follows=follows, most=most)
            parts.append(more)
        elif kind is _constants.AT:
            boundary = value is _constants.AT_BOUNDARY
            parts += _key(run, ended=boundary or value in (_constants.AT_END, _constants.AT_END_STRING))
            run = "" if boundary or value in (_constants.AT_BEGINNING, _constants.AT_BEGINNING_STRING) else None
        elif kind not in (_constants.ASSERT, _constants.ASSERT_NOT):
            more_parts, run = _one_of(kind, value, run)
            parts += more_parts
    parts += _key(run, ended=bool(run) and apart)
    return _all_of(parts, most), run


def _is_word(char: str) -> bool:
    """Return whether a character that is no ASCII letter or digit still belongs to a word where a pattern looks for its end."""
    return char.isalnum() or char == "_"


def _one_of(kind: Any, value: Any, run: str | None) -> tuple[list[list[Way]], str | None]:
    """Take in a class of characters: a digit where a word begins is needed as such."""
    if run and kind is _constants.IN and all(_is_digit(member) for member in value):
        return [[(frozenset(run + digit for digit in "0123456789"),)]], None
    if kind is not _constants.IN:
        return _key(run, ended=False), None
    letters = _has_letters(value)
    parts = _key(run, ended=not letters)
    if run == "" and all(_is_digit(member) for member in value):
        return [*parts, [(frozenset({"#"}),)]], None
    return parts, None if letters else ""


def _begins_apart(items: list[Any], place: int, apart: bool) -> bool:
    """Return whether what stands from `place` on can begin with nothing but a mark, a space or a word boundary."""
    if place >= len(items):
        return apart
    kind, value = items[place]
    if kind is _constants.LITERAL:
        return not _is_word(chr(value))
    if kind is _constants.SUBPATTERN:
        return _begins_apart(list(value[3]), 0, _begins_apart(items, place + 1, apart))
    if kind is _constants.BRANCH:
        after = _begins_apart(items, place + 1, apart)
        return all(_begins_apart(list(branch), 0, after) for branch in value[1])
    if kind in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
        after = _begins_apart(items, place + 1, apart)
        return (value[0] > 0 or after) and _begins_apart(list(value[2]), 0, after)
    if kind is _constants.AT:
        return value in (_constants.AT_BOUNDARY, _constants.AT_END, _constants.AT_END_STRING)
    if kind is _constants.IN:
        return not _has_letters(value)
    return kind in (_constants.ASSERT, _constants.ASSERT_NOT) and _begins_apart(items, place + 1, apart)


def _is_optional_mark(value: Any) -> bool:
    """Return whether a repeated part is one hyphen or space that may be left out."""
    least, most, body = value
    return bool(
        least == 0 and most == 1 and len(body) == 1
        and ((body[0][0] is _constants.LITERAL and not _is_word(chr(body[0][1]))) or (body[0][0] is _constants.IN and not _has_letters(body[0][1])))
    )  # fmt: skip


def _is_digit(member: Any) -> bool:
    kind, value = member
    return bool(
        (kind is _constants.CATEGORY and value is _constants.CATEGORY_DIGIT)
        or (kind is _constants.RANGE and value[0] >= 48 and value[1] <= 57)
        or (kind is _constants.LITERAL and 48 <= value <= 57)
    )


def _branches(branches: Any, run: str | None, *, apart: bool, most: int) -> tuple[list[Way], str | None]:
    """Return the ways of alternatives: those of each."""
    ways: list[Way] = []
    ends: set[str | None] = set()
    for branch in branches:
        more, end = _sequence(branch, run, apart=apart, most=max(_LEAST_WAYS, most * 2 // len(branches)))
        ends.add(end)
        ways += more
    return _few(ways), ends.pop() if len(ends) == 1 else None


def _repeated(run: str | None, value: Any, *, follows: bool, most: int) -> tuple[list[Way], str | None]:
    least, _, body = value
    if least == 0:
        ended = follows and _begins_apart(list(body), 0, follows)
        ways = _all_of(_key(run, ended=ended), most)
        _, end = _sequence(body, "" if run == "" else None, apart=False, most=1)
        return ways, "" if run == "" and end == "" else None
    found, end = _sequence(body, run, apart=False, most=most)
    _, again = _sequence(body, end, apart=False, most=1)
    return found, "" if end == again == "" else None


def _has_letters(members: Iterable[Any]) -> bool:
    """Return whether a class of characters can hold a letter, a digit or an underscore."""
    for kind, value in members:
        if kind is _constants.LITERAL:
            if _is_word(chr(value)):
                return True
        elif kind is not _constants.CATEGORY or value is not _constants.CATEGORY_SPACE:
            return True
    return False


__all__ = ["LEVELS", "Keys", "Way", "ways_of"]
