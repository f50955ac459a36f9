"""Measure readers on labelled calls: which requirements a call speaks of, or which factors the customer has not met."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from journey_tui.analysis.cues import fold
from journey_tui.analysis.model import ModelAnalyst
from journey_tui.analysis.model_errors import ModelError
from journey_tui.analysis.port import Analyst, Context
from journey_tui.domain.model import (
    Deal,
    Direction,
    Evidence,
    Kind,
    Modality,
    Origin,
    Person,
    Segment,
    Side,
    Source,
    Stance,
    Touchpoint,
)
from journey_tui.lean import dataclass
from journey_tui.sync.evaluation import BadLabels, Evaluation, Scores, Tally

_PILLARS: Final = {
    "metrics": "metrics", "economicBuyer": "economic_buyer", "decisionCriteria": "decision_criteria",
    "decisionProcess": "decision_process", "paperProcess": "paper_process", "identifyPain": "pain", "pain": "pain",
    "champion": "champion", "competition": "competition",
}  # fmt: skip
_FACTORS: Final = {"Authority": "economic_buyer", "Need": "pain", "Timeline": "decision_process"}
"""Factor of a call → what it is read as; a budget is no requirement."""
_TURN: Final = re.compile(r"^\[([^\]]{4,40})\] ?([^:\n]{1,60}): ?(.*)$", re.M)
SELLERS: Final = frozenset({"rep", "seller", "agent", "ae", "sales"})


@dataclass(frozen=True, slots=True)
class Call:
    """One labelled call."""

    touchpoint: Touchpoint
    context: Context
    pillars: dict[str, str]
    """Requirement → `found`, `ambiguous` or `absent`."""
    unmet: frozenset[str] | None = None
    """Factors that the customer has not met; None where that is not labelled."""


def labelled_calls(folder: Path, requirements: frozenset[str]) -> list[Call]:
    """Return the labelled calls in a folder or a file; raises `BadLabels`."""
    files = sorted(folder.glob("*.json")) if folder.is_dir() else [folder]
    values = {path.name: _load(path) for path in files}
    calls: list[Call] = []
    for value in values.values():
        if isinstance(value, dict) and isinstance(value.get("calls"), list):
            calls += [_pillar_call(one, requirements) for one in value["calls"]]
    gold = next((v for v in values.values() if _is_list_of(v, "LeadId__c", "unmet")), None)
    said = next((v for v in values.values() if _is_list_of(v, "LeadId__c", "Body__c")), None)
    if gold and said:
        calls += list(_factor_calls(gold, said, requirements))
    return calls


def _load(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadLabels(f"{path} cannot be read as JSON ({type(error).__name__}).") from error


def _is_list_of(value: Any, *keys: str) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict) and all(key in value[0] for key in keys)


def _pillar_call(one: dict[str, Any], requirements: frozenset[str]) -> Call:
    try:
        turns = [(str(t.get("speakerName", "")), str(t["text"]), str(t["speaker"]) in SELLERS) for t in one["transcript"]]
        day = datetime.fromisoformat(str(one.get("date", "2026-01-01"))).replace(tzinfo=UTC)
        pillars = {_PILLARS[name]: str(label["status"]) for name, label in one["groundTruth"].items() if name in _PILLARS}
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadLabels(f"A call is not in the form that docs/model.md shows ({type(error).__name__}).") from error
    touchpoint, context = _call(str(one.get("id", "call")), day, turns, requirements)
    return Call(touchpoint, context, pillars)


def _factor_calls(gold: list[Any], said: list[Any], requirements: frozenset[str]) -> Iterator[Call]:
    unmet = {row["LeadId__c"]: frozenset(row["unmet"]) for row in gold}
    for row in said:
        if row["LeadId__c"] not in unmet:
            continue
        matches = list(_TURN.finditer(str(row["Body__c"])))
        if not matches:
            continue
        seller = matches[0].group(2)  # whoever calls, greets first
        turns = [(m.group(2), m.group(3), m.group(2) == seller) for m in matches]
        day = _day(str(row.get("CreatedDate") or matches[0].group(1)))
        touchpoint, context = _call(str(row["LeadId__c"]), day, turns, requirements)
        yield Call(touchpoint, context, {}, unmet[row["LeadId__c"]])


def _day(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text[:19]).replace(tzinfo=UTC)
    except ValueError:
        return datetime(2026, 1, 1, tzinfo=UTC)


def _call(
    key: str, day: datetime, turns: list[tuple[str, str, bool]], requirements: frozenset[str]
) -> tuple[Touchpoint, Context]:
    text = ""
    segments: list[Segment] = []
    people: dict[str, Person] = {}
    for name, words, seller in turns:
        side = Side.SELLER if seller else Side.CUSTOMER
        text += f"{name}: "
        segments.append(Segment(len(text), len(text) + len(words), name, "", side))
        text += f"{words}\n"
        people[fold(name)] = Person(fold(name), name, side=side)
    touchpoint = Touchpoint(
        id=key, kind=Kind.CALL, at=day, actor=next((n for n, _, s in turns if not s), ""), actor_key="", side=Side.CUSTOMER,
        direction=Direction.OUT, origin=Origin.HUMAN, origin_rule="transcript", source=Source("transcript", key, key), text=text,
        segments=tuple(segments), deal_id=f"eval:{key}",
    )  # fmt: skip
    return touchpoint, Context(Deal(id=f"eval:{key}", name=key), tuple(people.values()), requirements)


def evaluate_calls(calls: list[Call], readers: dict[str, Analyst], found: Evaluation) -> None:
    """Let each reader read each call, and add what it found to `found`."""
    for call in calls:
        found.calls += 1
        for name, analyst in readers.items():
            try:
                evidence = analyst.read(call.touchpoint, call.context).evidence
            except ModelError as error:
                found.errors.append(str(error))
                continue
            scores = found.readers.setdefault(name, Scores())
            _pillars(call, evidence, scores)
            _factors(call, evidence, found.factors.setdefault(name, {}))


def _pillars(call: Call, evidence: tuple[Evidence, ...], scores: Scores) -> None:
    spoken = {e.requirement for e in evidence if e.side is Side.CUSTOMER and e.stance is Stance.SUPPORTS}
    for requirement, status in call.pillars.items():
        if status == "ambiguous":
            continue
        tally = scores.of(requirement)
        there = requirement in spoken
        tally.hit += there and status == "found"
        tally.missed += not there and status == "found"
        tally.wrong += there and status == "absent"


def _factors(call: Call, evidence: tuple[Evidence, ...], tallies: dict[str, Tally]) -> None:
    """Tell a factor as not met where no asserted word of the customer's supports it, or one speaks against it."""
    if call.unmet is None:
        return
    for factor, requirement in _FACTORS.items():
        mine = [e for e in evidence if e.requirement == requirement and e.side is Side.CUSTOMER]
        supported = any(e.stance is Stance.SUPPORTS and e.modality is Modality.ASSERTED for e in mine)
        told = not supported or any(e.stance is not Stance.SUPPORTS for e in mine)
        tally = tallies.setdefault(factor, Tally())
        is_unmet = factor in call.unmet
        tally.hit += told and is_unmet
        tally.missed += not told and is_unmet
        tally.wrong += told and not is_unmet


__all__ = ["Call", "ModelAnalyst", "evaluate_calls", "labelled_calls"]
