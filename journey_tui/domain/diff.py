"""The difference between two texts, hunk by hunk, each of which can be taken or left; and who wrote which line."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from typing import Final

from journey_tui.lean import dataclass

WHOLE_ABOVE: Final = 20_000
"""Lines above which texts are compared by their common beginning and end alone: comparing is quadratic at worst."""


@dataclass(frozen=True, slots=True)
class Hunk:
    """One place where two texts differ."""

    start: int
    """First line of the old text."""
    end: int
    """The one after its last line."""
    old: tuple[str, ...]
    new: tuple[str, ...]
    yours: bool = False
    """A person wrote at least one of the lines that would go."""
    behind: str = ""
    """The last line with words before it: where it is, for what only comes or only goes."""


def hunks(old: str, new: str, *, by_person: frozenset[str] = frozenset()) -> tuple[Hunk, ...]:
    """Return where `new` differs from `old`, in the order of the old text; `by_person`: lines that a person wrote."""
    before, after = old.split("\n"), new.split("\n")
    found: list[Hunk] = []
    for tag, i1, i2, j1, j2 in _opcodes(before, after):
        if tag != "equal":
            gone = tuple(before[i1:i2])
            yours = any(line.strip() and line in by_person for line in gone)
            behind = next((line for line in reversed(before[max(0, i1 - 20) : i1]) if line.strip()), "")
            found.append(Hunk(i1, i2, gone, tuple(after[j1:j2]), yours, behind))
    return tuple(found)


def _opcodes(before: Sequence[str], after: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    head = next((n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after)))
    most = min(len(before), len(after)) - head
    tail = next((n for n in range(most) if before[-1 - n] != after[-1 - n]), most)
    middle_before, middle_after = before[head : len(before) - tail], after[head : len(after) - tail]
    if not middle_before and not middle_after:
        return []
    if len(middle_before) + len(middle_after) > WHOLE_ABOVE:
        return [("replace", head, len(before) - tail, head, len(after) - tail)]
    matcher = difflib.SequenceMatcher(None, middle_before, middle_after, autojunk=False)
    return [(tag, i1 + head, i2 + head, j1 + head, j2 + head) for tag, i1, i2, j1, j2 in matcher.get_opcodes()]


MOST_WORDS: Final = 400
"""Words of a line up to which what changed inside it is looked for."""


def changed_words(old: str, new: str) -> tuple[frozenset[int], frozenset[int]]:
    """Return the numbers of the words that went from a line, and of those that came; nothing where hardly a word stayed."""
    before, after = old.split(), new.split()
    if not before or not after or max(len(before), len(after)) > MOST_WORDS:
        return frozenset(), frozenset()
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < 0.3:
        return frozenset(), frozenset()
    gone: set[int] = set()
    came: set[int] = set()
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            gone.update(range(i1, i2))
            came.update(range(j1, j2))
    return frozenset(gone), frozenset(came)


def with_hunks(old: str, parts: Sequence[Hunk], taken: Iterable[int]) -> str:
    """Return the old text with the hunks of those numbers put in; the others leave it as it is."""
    wanted = set(taken)
    lines = old.split("\n")
    for number in reversed(range(len(parts))):
        if number in wanted:
            lines[parts[number].start : parts[number].end] = parts[number].new
    return "\n".join(lines)


def lines_of_people(history: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Return the lines that a person was the first to write; `history` is (author, text) of the versions, oldest first."""
    return frozenset(line for line, author in first_writers(history).items() if author == "person" and line.strip())


def rebased(base: str, head: str, proposal: str) -> tuple[str, int]:
    """Return the head with what a proposal changed in its base, and how many of these changes fell where the head was changed too.

    Those are left out: what somebody wrote since stays as it is.
    """
    if base == head:
        return proposal, 0
    since = hunks(base, head)
    shifted: list[Hunk] = []
    wanted = hunks(base, proposal)
    for one in wanted:
        if any(one.start <= other.end and other.start <= one.end for other in since):
            continue
        by = sum(len(other.new) - len(other.old) for other in since if other.end <= one.start)
        shifted.append(Hunk(one.start + by, one.end + by, one.old, one.new))
    return with_hunks(head, shifted, range(len(shifted))), len(wanted) - len(shifted)


def first_writers(history: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return who was the first to write each line; `history` is (author, text) of the versions, oldest first."""
    first: dict[str, str] = {}
    for author, text in history:
        for line in text.split("\n"):
            first.setdefault(line, author)
    return first
