"""Make `weights.json` from `examples.toml`: `python -m journey_tui.questions.learn`.

A multinomial logistic regression by stochastic gradient descent, small enough to need no library; the order is seeded, so the same
examples give the same weights.
"""

from __future__ import annotations

import json
import math
import random
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from journey_tui.domain.ask import Read, Somebody, read
from journey_tui.domain.ask_likeness import features, words_of
from journey_tui.questions import AROUND, examples, fingerprint

ROUNDS: Final = 15
EACH: Final = 3
"""Of so many examples one is read again among other words."""
MEAN: Final = 8
"""Last rounds whose weights are averaged, so that the order of the examples hardly matters."""
RATE: Final = 0.5
LEAST: Final = 0.04
"""Weights nearer to zero are left out."""
SOMEBODY: Final = Somebody("p", "Zsófia")
SUBJECT: Final = "the xylophone"
"""A name and a subject that no example has; they stand where {p} and {t} do."""

Row = tuple[str, dict[str, float]]


def main() -> None:
    """Write the weights beside the examples."""
    known = examples()
    taken = [(kind, read_example(line)) for kind, lines in known.items() for line in with_others(lines)]
    rarity, unseen = rarity_of([one for _, one in taken])
    data = [(kind, features(one.text, one.requirement, one.marks, one.votes, rarity, unseen)) for kind, one in taken]
    weights = learn(data)
    kinds = list(known)
    words = sorted({w for lines in known.values() for line in lines for w in re.findall(r"[a-z]{5,}", line.casefold())})
    kept: dict[str, Any] = {
        "examples": fingerprint(), "kinds": kinds, "unseen": round(unseen * 100), "words": words,
        "rarity": {key: round(one * 100) for key, one in sorted(rarity.items())},
        "weights": _by_feature(weights, kinds),
    }  # fmt: skip
    Path(__file__).with_name("weights.json").write_text(
        json.dumps(kept, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8"
    )


def with_others(lines: Sequence[str]) -> list[str]:
    """Return the examples, and every third once more with words around it that change nothing of its meaning."""
    pick = random.Random(2)
    around = [f"{before} {line} {after}".strip() for line in lines[::EACH] for before, after in (pick.choice(AROUND),)]
    return [*lines, *around]


def read_example(line: str) -> Read:
    """Return an example read as a question is, with a stand-in person and subject."""
    return read(line.replace("{p}", SOMEBODY.name).replace("{t}", SUBJECT), [SOMEBODY], subject="xylophone")


def rarity_of(taken: Sequence[Read]) -> tuple[dict[str, float], float]:
    """Return how rare each feature that at least two examples have is, and the rarity of all others."""
    counts = Counter(key for one in taken for key in words_of(one.text, one.requirement))
    many = len(taken)
    return {key: math.log((many + 1) / (n + 0.5)) for key, n in counts.items() if n > 1 or " " not in key}, 0.6 * math.log(
        2 * many
    )


def learn(data: Sequence[Row]) -> dict[str, dict[str, float]]:
    """Return the weight of each feature for each kind of question."""
    order, pick = list(data), random.Random(1)
    weights: dict[str, dict[str, float]] = {kind: {} for kind, _ in data}
    means: dict[str, dict[str, float]] = {kind: {} for kind in weights}
    for turn in range(ROUNDS):
        pick.shuffle(order)
        for kind, found in order:
            _step(weights, kind, found, RATE / (1 + 0.3 * turn))
        if turn >= ROUNDS - MEAN:
            for kind, row in weights.items():
                for key, one in row.items():
                    means[kind][key] = means[kind].get(key, 0.0) + one / MEAN
    return means


def _step(weights: dict[str, dict[str, float]], kind: str, found: dict[str, float], rate: float) -> None:
    scores = {one: sum(row.get(key, 0.0) * value for key, value in found.items()) for one, row in weights.items()}
    top = max(scores.values())
    raised = {one: math.exp(score - top) for one, score in scores.items()}
    total = sum(raised.values())
    for one, row in weights.items():
        off = (one == kind) - raised[one] / total
        if abs(off) > 0.01:
            for key, value in found.items():
                row[key] = row.get(key, 0.0) + rate * off * value


def _by_feature(weights: dict[str, dict[str, float]], kinds: Sequence[str]) -> dict[str, dict[str, int]]:
    kept: dict[str, dict[str, int]] = {}
    for at, kind in enumerate(kinds):
        for key, one in sorted(weights[kind].items()):
            if abs(one) >= LEAST:
                kept.setdefault(key, {})[str(at)] = round(one * 100)
    return dict(sorted(kept.items()))


if __name__ == "__main__":
    main()
