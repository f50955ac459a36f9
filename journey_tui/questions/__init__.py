"""The questions that the store can answer, as people put them: examples, and the weights learnt from them (`learn`)."""

from __future__ import annotations

import hashlib
import json
import tomllib
from functools import lru_cache
from importlib import resources

from journey_tui.domain.ask_likeness import Learned


def examples() -> dict[str, tuple[str, ...]]:
    """Return the examples of each kind of question."""
    text = (resources.files(__name__) / "examples.toml").read_text("utf-8")
    return {
        kind: tuple(line.strip() for line in lines.splitlines() if line.strip()) for kind, lines in tomllib.loads(text).items()
    }


def fingerprint() -> str:
    """Return a hash of the examples: weights of other examples are out of date."""
    return hashlib.sha256(json.dumps(examples(), sort_keys=True).encode()).hexdigest()[:16]


@lru_cache(maxsize=1)
def learned() -> Learned:
    """Return what was learnt from the examples."""
    kept = json.loads((resources.files(__name__) / "weights.json").read_text("utf-8"))
    kinds = kept["kinds"]
    weights = {key: {kinds[int(at)]: one / 100 for at, one in row.items()} for key, row in kept["weights"].items()}
    rarity = {key: one / 100 for key, one in kept["rarity"].items()}
    return Learned(rarity, weights, kept["unseen"] / 100, frozenset(kept["words"]))
