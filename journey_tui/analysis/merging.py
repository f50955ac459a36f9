"""Put the hits of neighbouring sentences together: one statement, one quote."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from journey_tui.analysis.cues import Hit, Line
from journey_tui.analysis.sentences import LONGEST
from journey_tui.domain.model import Modality, Stance

_RANK: Final = {Modality.ASSERTED: 0, Modality.RETRACTED: 1, Modality.CONDITIONAL: 2, Modality.EXPLORATORY: 3}
_APART: Final = frozenset({"competition", "economic_buyer"})
"""Here each value is a statement of its own."""
_MOST: Final = 3
"""Sentences in one quote."""


def merged(requirement: str, hits: Iterable[Hit], lines: Sequence[Line]) -> list[Hit]:
    """Return the hits of one requirement in one run: one a sentence and stance, neighbours joined where they complete each other."""
    found: list[Hit] = []
    for hit in sorted(hits, key=lambda one: (one.first, one.last, one.stance, _RANK[one.modality])):
        same = next((n for n, one in enumerate(found) if _same(requirement, one, hit)), None)
        if same is None:
            found.append(hit)
        else:
            found[same] = _joined(found[same], hit)
    if requirement in _APART:
        return found
    out: list[Hit] = []
    for hit in found:
        near = next((n for n, one in enumerate(out) if _completes(one, hit, lines)), None)
        if near is None:
            out.append(hit)
        else:
            out[near] = _joined(out[near], hit)
    return out


def _same(requirement: str, one: Hit, other: Hit) -> bool:
    """Return whether two hits stand in the same words and point the same way."""
    if one.stance is not other.stance or other.first > one.last or other.last < one.first:
        return False
    return requirement not in _APART or not one.parts or not other.parts or one.parts == other.parts


def _joined(one: Hit, other: Hit) -> Hit:
    """Return both as one: the surer modality, with the parts that are said that surely."""
    best = min((one, other), key=lambda hit: _RANK[hit.modality])
    parts = dict(best.parts)
    for hit in (one, other):
        if hit.modality is best.modality:
            parts = {**dict(hit.parts), **parts}
    first, last = (
        (min(one.first, other.first), max(one.last, other.last)) if one.modality is other.modality else (best.first, best.last)
    )
    return replace(best, first=first, last=last, parts=tuple(parts.items()), act=best.act, subject=best.subject or other.subject)


def _completes(one: Hit, other: Hit, lines: Sequence[Line]) -> bool:
    """Return whether neighbouring hits say different parts of one thing and fit one quote."""
    if one.stance is not other.stance or one.modality is not other.modality or one.stance is not Stance.SUPPORTS:
        return False
    if other.first != one.last + 1 or other.last - one.first >= _MOST or lines[other.last].end - lines[one.first].start > LONGEST:
        return False
    mine = {part for part, _ in one.parts}
    return not {part for part, _ in other.parts} <= mine
