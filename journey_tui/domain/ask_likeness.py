"""How like the known questions a question is: its words, pairs of words and meanings, weighed as learnt from examples.

The examples are people's questions (`questions/examples.toml`); `questions.learn` makes the weights from them. No model, no network.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Final

from journey_tui.domain.ask_words import COMPILED
from journey_tui.lean import dataclass

PERSON: Final = "_p"
"""Stands for somebody of the deal."""
TOPIC: Final = "_t"
"""Stands for what the question is about."""
NOTHING: Final = "nothing"
"""The kind of question that the store has no answer to."""
SMALL: Final = frozenset("the a an of to in on at is are be this that it do does did have has".split())
BROAD: Final = frozenset(("us", "they"))
"""Meanings that nearly every question has."""


@dataclass(frozen=True, slots=True)
class Learned:
    """Weights learnt from the examples."""

    rarity: Mapping[str, float]
    """Feature of the words: how rare it is among the examples."""
    weights: Mapping[str, Mapping[str, float]]
    """Feature: how strongly it speaks for each kind of question."""
    unseen: float = 4.0
    """Rarity of a feature that no example has."""
    words: frozenset[str] = frozenset()
    """Words of the examples, for slips of the fingers."""


def stem(word: str) -> str:
    """Return the word without its ending."""
    for end in ("ations", "ation", "ings", "ing", "ies", "ied", "ed", "es", "s", "ly"):
        if word.endswith(end) and len(word) - len(end) >= 3:
            word = word[: -len(end)] + ("y" if end in ("ies", "ied") else "")
            break
    if word.endswith("e") and len(word) > 4:
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "ls" else word


def words_of(text: str, requirement: str) -> dict[str, float]:
    """Return the features of a question's words; `text` is written out, with `PERSON` and `TOPIC` in their places."""
    stems = [word if word in (PERSON, TOPIC) else stem(word) for word in text.split()]
    found = {one: 0.35 if one in SMALL else 1.0 for one in stems}
    found |= {f"{one} {two}": 0.5 for one, two in zip(["^", *stems], [*stems, "$"], strict=True)}
    plain = text.replace(PERSON, "them")
    found |= {f"c:{name}": 0.6 for name, pattern in COMPILED.items() if name not in BROAD and pattern.search(plain)}
    if requirement:
        found |= {f"r:{requirement}": 0.6, "r": 0.3}
    return found


def features(
    text: str, requirement: str, marks: Iterable[str], votes: Mapping[str, float], rarity: Mapping[str, float], unseen: float
) -> dict[str, float]:
    """Return all features of a question: its words weighed by rarity, its marks, and what the rules make of it."""
    found = {key: weight * rarity.get(key, unseen) for key, weight in words_of(text, requirement).items()}
    size = math.sqrt(sum(one * one for one in found.values())) or 1.0
    found = {key: 3.0 * one / size for key, one in found.items()}
    ranked = sorted(votes.items(), key=lambda pair: (-pair[1], pair[0]))
    found |= {f"v:{intent}": score / 5 for intent, score in ranked[:4] if score >= 3}
    found[f"best:{ranked[0][0] if ranked and ranked[0][1] >= 3 else NOTHING}"] = 1.0
    found |= {f"m:{mark}": 0.5 for mark in marks}
    found["length"] = min(len(text.split()), 12) / 6
    return found


def likeness(found: Mapping[str, float], learned: Learned) -> list[tuple[str, float]]:
    """Return the kinds of question with the probability of each, the likeliest first."""
    scores: dict[str, float] = {}
    for key, value in found.items():
        for kind, weight in learned.weights.get(key, {}).items():
            scores[kind] = scores.get(kind, 0.0) + weight * value
    if not scores:
        return [(NOTHING, 1.0)]
    top = max(scores.values())
    raised = {kind: math.exp(score - top) for kind, score in scores.items()}
    total = sum(raised.values())
    return sorted(((kind, one / total) for kind, one in raised.items()), key=lambda pair: (-pair[1], pair[0]))
