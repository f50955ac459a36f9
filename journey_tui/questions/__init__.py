"""The questions that the store can answer, as people put them: examples, and the weights learnt from them (`learn`)."""

from __future__ import annotations

import hashlib
import json
import tomllib
from functools import lru_cache
from importlib import resources
from typing import Final

from journey_tui.domain.ask_likeness import Learned

AROUND: Final = (
    ("before my call", ""), ("before I call them", ""), ("", "before the call"), ("", "before I call them"), ("my boss wants to know", ""),
    ("my manager keeps asking", ""), ("", "my boss is asking"), ("for the forecast", ""), ("", "for the forecast"), ("for my one on one", ""),
    ("quick one", ""), ("sorry", ""), ("", "again"), ("", "please"), ("", "thanks"), ("I forgot", ""), ("I lost track", ""), ("not sure", ""),
    ("I need to know", ""), ("I would like to know", ""), ("can you tell me", ""), ("can you show me", ""), ("can you check", ""),
    ("could you look up", ""), ("show me", ""), ("tell me", ""), ("look up", ""), ("do we know", ""), ("have we got anything on", ""),
    ("in this deal", ""), ("", "in this deal"), ("", "here"), ("", "over there"), ("", "on their side"), ("at the customer", ""), ("", "right now"),
    ("", "as of today"), ("", "if you know"), ("", "I have a meeting in ten minutes"), ("I am preparing for tomorrow", ""), ("so", ""), ("hey", ""),
    ("I was out for a while", ""), ("I took this deal over last week", ""), ("I am new on this deal", ""), ("", "I cannot find it"),
)  # fmt: skip
"""What people say before and after a question that changes nothing of what it means."""


def examples() -> dict[str, tuple[str, ...]]:
    """Return the examples of each kind of question."""
    text = (resources.files(__name__) / "examples.toml").read_text("utf-8")
    return {
        kind: tuple(line.strip() for line in lines.splitlines() if line.strip()) for kind, lines in tomllib.loads(text).items()
    }


def fingerprint() -> str:
    """Return a hash of the examples: weights of other examples are out of date."""
    return hashlib.sha256(json.dumps([examples(), AROUND], sort_keys=True).encode()).hexdigest()[:16]


@lru_cache(maxsize=1)
def learned() -> Learned:
    """Return what was learnt from the examples."""
    kept = json.loads((resources.files(__name__) / "weights.json").read_text("utf-8"))
    kinds = kept["kinds"]
    weights = {key: {kinds[int(at)]: one / 100 for at, one in row.items()} for key, row in kept["weights"].items()}
    rarity = {key: one / 100 for key, one in kept["rarity"].items()}
    return Learned(rarity, weights, kept["unseen"] / 100, frozenset(kept["words"]))
