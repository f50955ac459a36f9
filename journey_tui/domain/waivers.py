"""When people waived gates, and where the Truth Line went on dashed because of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from journey_tui.domain.model import Decision
from journey_tui.domain.reading import LineMove
from journey_tui.domain.reasons import because
from journey_tui.domain.requirements import decided, last_day_over
from journey_tui.lean import dataclass

_KINDS = ("waive", "hold", "override")


@dataclass(frozen=True, slots=True)
class Waiver:
    """A stretch of time in which a person's waiver of a gate led."""

    gate: str
    at: datetime
    until: datetime | None
    """The first moment after it; None: it has no end."""
    by: str
    expires: date | None = None
    """Its last day (UTC), as the person said."""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Dash:
    """A stretch of the Truth Line that stands on a waiver."""

    stage: str
    """The stage that it is read as."""
    at: datetime
    until: datetime | None


def waivers(decisions: Sequence[Decision]) -> tuple[Waiver, ...]:
    """Return when each gate was waived, in order of time; at every moment the newest decision in force on a gate leads."""
    by_gate: dict[str, list[Decision]] = {}
    for decision in decisions:
        _, found, gate = decision.target.partition("|gate|")
        if found and decision.kind in _KINDS:
            by_gate.setdefault(gate, []).append(decision)
    return tuple(
        sorted((one for gate, mine in by_gate.items() for one in _of_gate(gate, mine)), key=lambda one: (one.at, one.gate))
    )


def _of_gate(gate: str, mine: Sequence[Decision]) -> list[Waiver]:
    moments = sorted({d.at for d in mine} | {last_day_over(d.expires) for d in mine if d.expires is not None})
    found: list[tuple[Decision, datetime, datetime | None]] = []
    for number, at in enumerate(moments):
        leading = decided(mine, _KINDS, f"gate|{gate}", at)
        until = moments[number + 1] if number + 1 < len(moments) else None
        if leading is None or not _waives(leading):
            continue
        if found and found[-1][0] is leading and found[-1][2] == at:
            found[-1] = (leading, found[-1][1], until)
        else:
            found.append((leading, at, until))
    return [Waiver(gate, at, until, d.by, d.expires, because(d)) for d, at, until in found]


def _waives(decision: Decision) -> bool:
    return decision.kind == "waive" or (decision.kind == "override" and decision.value.strip().casefold() in ("waive", "waived"))


def dashes(waived: Iterable[Waiver], moves: Sequence[LineMove], first: str, stages: Sequence[str]) -> tuple[Dash, ...]:
    """Return where the Truth Line went on dashed: while the gate that it waited at was waived, up to the first gate that was not.

    `first` is the stage before the first move.
    """
    waived = tuple(waived)
    starts: list[tuple[datetime | None, str]] = [(None, first), *((move.at, move.after) for move in moves)]
    edges = sorted({at for one in waived for at in (one.at, one.until) if at} | {move.at for move in moves})
    found: list[Dash] = []
    for number, at in enumerate(edges):
        until = edges[number + 1] if number + 1 < len(edges) else None
        stage = next(name for start, name in reversed(starts) if start is None or start <= at)
        reached = _past(stage, stages, {one.gate for one in waived if one.at <= at and (one.until is None or at < one.until)})
        if reached == stage:
            continue
        if found and found[-1].until == at and found[-1].stage == reached:
            found[-1] = Dash(reached, found[-1].at, until)
        else:
            found.append(Dash(reached, at, until))
    return tuple(found)


def _past(stage: str, stages: Sequence[str], waived: set[str]) -> str:
    """Return the first stage from this one on whose gate was not waived; the last stage where all were."""
    if stage not in stages:
        return stage
    ahead = stages[stages.index(stage) :]
    return next((name for name in ahead if name not in waived), ahead[-1])
