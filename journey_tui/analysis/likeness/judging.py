"""What likeness adds to the cues of a run of speech, and what of theirs it doubts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from journey_tui.analysis.cues import Hit, Line, Scene
from journey_tui.analysis.likeness.saying import meant, said
from journey_tui.analysis.likeness.weighing import by_itself, chance, learned, weigh
from journey_tui.domain.model import Modality, Side, Stance

_AROUND: Final = 1.0
"""By how much, in log odds, what stands around a sentence may at most raise it: below that it is not weighed at all."""
_SHORTEST: Final = 8
_SPOKEN: Final = 0.2
"""Which share of the pairs of words must be known from people, at least: words in a row are no speech."""
DOUBT: Final = 0.015
"""Below this probability what a cue found is left out; of 268 finds below a third more, in conversations not learnt from, 8 were right."""


def promising(line: Line) -> bool:
    """Return whether a sentence may say something by its own words."""
    heard = line.heard
    if heard.promising is None:
        heard.promising = len(line.low) >= _SHORTEST and _likely(line.low) and meant(line)
    return heard.promising


def _likely(low: str) -> bool:
    known = learned()
    alone, spoken = by_itself(low)
    return spoken >= _SPOKEN and any(
        chance(total + _AROUND) >= known.least(name) for name, total in zip(known.classes, alone, strict=True)
    )


def judged(
    lines: Sequence[Line], scene: Scene, found: Mapping[str, Sequence[Hit]], wanted: frozenset[str]
) -> dict[str, list[Hit]]:
    """Return the hits of a run by requirement: the cues' without those that likeness doubts, and its own beside them."""
    kept = {requirement: list(hits) for requirement, hits in found.items()}
    if scene.side is not Side.CUSTOMER or scene.note:
        return kept
    known = learned()
    shares: dict[tuple[int, str], float] = {}
    every = [(key, hit) for key, hits in found.items() for hit in hits]
    for line in lines:
        here = [(key, hit) for key, hit in every if hit.first <= line.index <= hit.last] if every else every
        if not here and not promising(line):
            continue
        for name, share in weigh(line, scene, here).items():
            requirement = name.lstrip("-")
            shares[line.index, name] = share
            if requirement not in wanted or share < known.least(name) or _settled(requirement, here):
                continue
            one = said(name, line, scene)
            if one is not None and (
                share >= known.cuts[name] if one.with_part else min(share, _alone(line, name)) >= known.bare[name]
            ):
                kept.setdefault(requirement, []).append(one.hit)
    return {key: [hit for hit in hits if not _doubted(key, hit, shares)] for key, hits in kept.items()}


def _alone(line: Line, name: str) -> float:
    """Return the probability of a class by a sentence's own words: without a part in them, what stands around shall not make it one."""
    known = learned()
    alone, _ = by_itself(line.low)
    return chance(alone[known.classes.index(name)])


def _doubted(requirement: str, hit: Hit, shares: Mapping[tuple[int, str], float]) -> bool:
    """Return whether every sentence of what a cue takes as said is far from what the examples say."""
    if hit.modality is not Modality.ASSERTED or hit.stance is not Stance.SUPPORTS:
        return False
    return all(shares.get((at, requirement), 1.0) < DOUBT for at in range(hit.first, hit.last + 1))


def _settled(requirement: str, here: Sequence[tuple[str, Hit]]) -> bool:
    """Return whether the cues have read the sentence for a requirement: as said, or against it."""
    return any(
        key == requirement and (hit.modality is Modality.ASSERTED or hit.stance is not Stance.SUPPORTS) for key, hit in here
    )
