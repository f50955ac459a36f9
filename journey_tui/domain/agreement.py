"""How well two judges agree, and how well each one's sureness matches what happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

LEVELS: Final = ("Ask", "Worth verifying", "Looks likely", "High")
"""How sure somebody can be, least first: the words of the bands (product.md §3)."""
MIDDLES: Final = (0.125, 0.40, 0.70, 0.925)
"""The middle of each level on the ledger's scale (below .25, to .55, to .85, above): what it would come to if it were right on average."""


def weighted_kappa(pairs: Sequence[tuple[int, int]], levels: int = len(LEVELS)) -> float | None:
    """Return Cohen's kappa with linear weights: 1 full agreement, 0 what chance would give.

    None where it says nothing: without pairs, or where both always said the same one level.
    """
    if not pairs:
        return None
    total = len(pairs)
    ones, others = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    apart = sum(abs(a - b) for a, b in pairs) / total
    by_chance = sum(abs(a - b) * ones[a] * others[b] for a in range(levels) for b in range(levels)) / total**2
    return None if by_chance == 0 else 1 - apart / by_chance


def signed_gap(pairs: Sequence[tuple[int, int]]) -> float | None:
    """Return by how many levels the first judge was surer on average; None without pairs."""
    return sum(a - b for a, b in pairs) / len(pairs) if pairs else None


def overconfidence(answers: Sequence[tuple[int, bool]]) -> float | None:
    """Return the mean sureness less the share that held, 0 when they match; positive: surer than it turned out. None of nothing."""
    if not answers:
        return None
    return sum(MIDDLES[level] for level, _ in answers) / len(answers) - sum(held for _, held in answers) / len(answers)
