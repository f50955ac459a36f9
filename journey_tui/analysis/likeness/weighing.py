"""The weights, and how strongly a sentence speaks for each requirement by them."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib import resources
from operator import mul
from typing import Final

from journey_tui.analysis.cues import Hit, Line, Scene
from journey_tui.analysis.likeness.features import (
    asked_features,
    near_features,
    place_features,
    sentence_features,
    title_features,
)
from journey_tui.domain.model import Stance
from journey_tui.lean import dataclass

REACH: Final = 3.0
"""Length to which the features of a sentence are scaled, so that long ones say no more than short ones."""
FILE: Final = "weights.json"


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learnt from the examples."""

    classes: tuple[str, ...]
    bias: tuple[float, ...]
    weights: Mapping[str, tuple[float, ...]]
    """Feature: how strongly it speaks for each class."""
    cuts: Mapping[str, float]
    """From which probability on a sentence is taken to speak for a requirement, where a part of it is found in its words."""
    bare: Mapping[str, float]
    """The same where none is: the meaning may be there in words that no pattern knows."""
    examples: str = ""
    """The hash of the examples that the weights come from."""

    def least(self, requirement: str) -> float:
        """Return the probability below which a sentence never counts for a requirement."""
        return min(self.cuts[requirement], self.bare[requirement])


@lru_cache(maxsize=1)
def learned() -> Learned:
    """Return the weights that came with the package."""
    kept = json.loads((resources.files(__package__) / FILE).read_text("utf-8"))
    classes = tuple(kept["classes"])
    weights = {}
    for name, row in kept["weights"].items():
        every = [0.0] * len(classes)
        for at, one in zip(row[::2], row[1::2], strict=True):
            every[at] = one / 1000
        weights[name] = tuple(every)
    return Learned(classes, tuple(kept["bias"]), weights, kept["cuts"], kept["bare"], kept["examples"])


def scaled(found: Mapping[str, float]) -> dict[str, float]:
    """Return the features of a sentence by itself, scaled to one length."""
    size = math.sqrt(sum(map(mul, found.values(), found.values()))) or 1.0
    return {name: REACH * one / size for name, one in found.items()}


def around(line: Line, scene: Scene) -> dict[str, float]:
    """Return the features of what stands around a sentence: who speaks, where in their words, what was asked before, what is beside it."""
    found = title_features(scene.speaker_title) | place_features(line.index, len(scene.lines))
    last, following = scene.near(line, -1), scene.near(line, 1)
    if scene.spoken:
        found.update(asked_features(scene.before, first=last is None))
    if last is not None:
        found.update(near_features(last.low, before=True))
    if following is not None:
        found.update(near_features(following.low, before=False))
    return found


def votes(line: Line, found: Iterable[tuple[str, Hit]]) -> dict[str, float]:
    """Return what the cues and frames make of a sentence, as features."""
    out: dict[str, float] = {}
    for requirement, hit in found:
        if hit.first <= line.index <= hit.last:
            out[f"v:{signed(requirement, hit)}:{hit.modality}"] = 1.0
            out[f"vc:{hit.cue}"] = 0.6
    return out


def signed(requirement: str, hit: Hit) -> str:
    """Return the class that a hit stands for: the requirement, with a minus where it speaks against."""
    return requirement if hit.stance is Stance.SUPPORTS else f"-{requirement}"


def _added(totals: Sequence[float], found: Mapping[str, float]) -> Sequence[float]:
    """Return the totals with what the features weigh."""
    known = learned().weights
    met = [(known[name], value) for name, value in found.items() if name in known]
    if not met:
        return totals
    rows, values = zip(*met, strict=True)
    return [sum(map(mul, column, values), total) for column, total in zip(zip(*rows, strict=True), totals, strict=True)]


@lru_cache(maxsize=8192)
def by_itself(low: str) -> tuple[Sequence[float], float]:
    """Return how strongly a sentence speaks for each class by its own words, in log odds; and which share of its pairs the examples have."""
    known = learned()
    found = scaled(sentence_features(low))
    pairs = [name in known.weights for name in found if " " in name]
    return _added(known.bias, found), sum(pairs) / max(len(pairs), 1)


def chance(logit: float) -> float:
    """Return log odds as a probability."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, logit))))


def weigh(line: Line, scene: Scene, found: Iterable[tuple[str, Hit]]) -> dict[str, float]:
    """Return the probability of each class for a sentence, with what is around it and what the cues make of it."""
    known = learned()
    alone, _ = by_itself(line.low)
    totals = _added(_added(alone, around(line, scene)), votes(line, found))
    return {name: chance(total) for name, total in zip(known.classes, totals, strict=True)}
