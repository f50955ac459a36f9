"""Make `weights.json` from `examples/*.jsonl`: `python -m journey_tui.analysis.likeness.learn`.

One logistic regression a class by stochastic gradient descent with steps that shrink as a weight moves (AdaGrad), small enough to need
no library; the order is seeded, so the same examples give the same weights. From which probability on a sentence counts is measured on
deals that the weights were not learnt from (five parts, each read by what the other four teach).
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from journey_tui.analysis.likeness.examples import MAYBE, Example, examples, fingerprint
from journey_tui.analysis.likeness.saying import SAYABLE
from journey_tui.analysis.likeness.weighing import FILE, chance
from journey_tui.lean import dataclass

ROUNDS: Final = 10
RATE: Final = 0.35
DECAY: Final = 0.0004
LEAST: Final = 0.04
"""Weights nearer to zero are left out."""
FOLDS: Final = 5
RIGHT: Final = {"decision_criteria": 0.8}
"""Of the sentences that no cue reads and that are taken to speak for a requirement, the share that shall be right: more where everyday
words come nearest."""
RIGHT_ELSEWHERE: Final = 0.72
FEWEST: Final = 12
"""Sentences a share is measured on, at least."""

Seen = list[tuple[int, float]]
"""Features by their number, with their values."""


@dataclass(slots=True)
class Model:
    """One class while it learns: weights, and how far each has moved, by the number of the feature."""

    bias: float
    weights: list[float]
    moved: list[float]


@dataclass(frozen=True, slots=True)
class Known:
    """An example with its features numbered."""

    seen: Seen
    one: Example


def main() -> None:
    """Write the weights beside this module."""
    names, known = numbered(list(examples()))
    models, cuts, bare = [], {}, {}
    for name in SAYABLE:
        cuts[name], bare[name] = cuts_of(name, weighed(name, known, len(names)))
        models.append(learn(rows_of(name, known), len(names)))
        sys.stdout.write(f"{name:20} {cuts[name]:.3f} {bare[name]:.3f}\n")
    made: dict[str, Any] = {
        "examples": fingerprint(),
        "classes": SAYABLE,
        "bias": [round(model.bias, 3) for model in models],
        "cuts": {name: round(cut, 3) for name, cut in cuts.items()},
        "bare": {name: round(cut, 3) for name, cut in bare.items()},
        "weights": _by_feature(models, names),
    }
    Path(__file__).with_name(FILE).write_text(json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")


def numbered(found: Sequence[Example]) -> tuple[list[str], list[Known]]:
    """Return the names of the features that more than one example has, and the examples with their features by number."""
    counts = Counter(name for one in found for name in one.features)
    names = sorted(name for name, many in counts.items() if many > 1)
    place = {name: at for at, name in enumerate(names)}
    return names, [Known([(place[name], value) for name, value in one.features.items() if name in place], one) for one in found]


def rows_of(name: str, known: Iterable[Known]) -> list[tuple[Seen, float]]:
    """Return the examples as rows of one class: 1 where it is marked, 0 where not; what two readers may see differently is left out."""
    return [
        (row.seen, row.one.marks.get(name, 0.0))
        for row in known
        if row.one.marks.get(name, 0.0) != MAYBE and row.one.only in ("", name.lstrip("-"))
    ]


def learn(rows: Sequence[tuple[Seen, float]], many: int) -> Model:
    """Return the weights of one class over `many` features."""
    model = Model(-3.0, [0.0] * many, [0.05] * many)
    order, pick = list(rows), random.Random(1)
    for _ in range(ROUNDS):
        pick.shuffle(order)
        for seen, mark in order:
            _step(model, seen, mark)
    return model


def _step(model: Model, seen: Seen, mark: float) -> None:
    weights, moved = model.weights, model.moved
    off = mark - told(model, seen)
    if abs(off) < 0.02:
        return
    model.bias += 0.02 * off
    for at, value in seen:
        slope = off * value - DECAY * weights[at]
        moved[at] += slope * slope
        weights[at] += RATE * slope / moved[at] ** 0.5


def told(model: Model, seen: Seen) -> float:
    """Return the probability that the features belong to the class."""
    weights = model.weights
    return chance(model.bias + sum([weights[at] * value for at, value in seen]))


def weighed(name: str, known: Sequence[Known], many: int) -> list[tuple[float, Example]]:
    """Return each example with the probability that the weights learnt from other deals give it, the likeliest first."""
    deals = sorted({row.one.deal for row in known})
    random.Random(2).shuffle(deals)
    part = {deal: at % FOLDS for at, deal in enumerate(deals)}
    out: list[tuple[float, Example]] = []
    for fold in range(FOLDS):
        model = learn(rows_of(name, (row for row in known if part[row.one.deal] != fold)), many)
        out += [(told(model, row.seen), row.one) for row in known if part[row.one.deal] == fold and not row.one.only]
    return sorted(out, key=lambda pair: -pair[0])


def cuts_of(name: str, ranked: Sequence[tuple[float, Example]]) -> tuple[float, float]:
    """Return from which probability on a class counts, where a part of it is found and where none is; 1 where it never does."""
    unread = [(chance_of, one) for chance_of, one in ranked if name not in one.votes]
    with_part = [(chance_of, one) for chance_of, one in unread if name in one.said]
    without = [(chance_of, one) for chance_of, one in unread if name in one.bare]
    return _lowest(with_part, name), _lowest(without, name)


def _lowest(ranked: Sequence[tuple[float, Example]], name: str) -> float:
    """Return the lowest probability above which the share that `RIGHT` asks for of the sentences are marked; 1 where there is none."""
    right = 0
    cut = 1.0
    for seen, (chance_of, one) in enumerate(ranked, 1):
        right += one.marks.get(name, 0.0) > 0
        if seen >= FEWEST and right >= RIGHT.get(name, RIGHT_ELSEWHERE) * seen:
            cut = chance_of
    return cut


def _by_feature(models: Sequence[Model], names: Sequence[str]) -> dict[str, list[int]]:
    """Return each feature with the places of the classes it speaks for, each followed by its weight in thousandths."""
    kept: dict[str, list[int]] = {}
    for at, name in enumerate(names):
        row = [(place, model.weights[at]) for place, model in enumerate(models) if abs(model.weights[at]) >= LEAST]
        if row:
            kept[name] = [number for place, weight in row for number in (place, round(weight * 1000))]
    return kept


if __name__ == "__main__":
    main()
