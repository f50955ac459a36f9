"""Time things: medians and percentiles in milliseconds, and one line of the table."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure with its goal."""

    what: str
    value: float
    unit: str
    goal: float
    at_most: bool = True
    """Whether the goal is an upper bound."""
    note: str = ""

    @property
    def ratio(self) -> float:
        """Return how far inside its goal the figure is: 1 or less meets it."""
        if not self.value:
            return 0.0 if self.at_most else float("inf")
        return self.value / self.goal if self.at_most else self.goal / self.value


def milliseconds(call: Callable[[], Any], times: int = 15) -> list[float]:
    """Return the sorted times of the calls."""
    found = []
    for _ in range(times):
        began = time.perf_counter()
        call()
        found.append((time.perf_counter() - began) * 1e3)
    return sorted(found)


def middle(times: list[float]) -> float:
    """Return the median."""
    return median(times)


def percentile(times: list[float], share: float) -> float:
    """Return the time below which that share of them lies."""
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def table(figures: list[Figure]) -> str:
    """Return the figures as lines: what, figure, goal, how much of the goal is used."""
    lines = [f"{'what':58} {'figure':>14} {'goal':>14} {'ratio':>6}"]
    for one in figures:
        goal = f"{'≤' if one.at_most else '≥'} {one.goal:,.2f}"
        mark = "" if one.ratio <= 1 else "  misses"
        note = f"  ({one.note})" if one.note else ""
        lines.append(f"{one.what:58} {one.value:>10,.2f} {one.unit:3} {goal:>14} {one.ratio:>6.2f}{mark}{note}")
    return "\n".join(lines)
