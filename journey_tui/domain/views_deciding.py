"""What the decision log hands to screens and commands, and what a decision was about, in words."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Final

from journey_tui.domain.codec import encode
from journey_tui.domain.kinds import role_words
from journey_tui.domain.language import first_words
from journey_tui.domain.model import Decision, Evidence, Touchpoint
from journey_tui.domain.reading import DealReading
from journey_tui.lean import dataclass

FORCE_WORDS: Final = {"leads": "in force", "beside": "a later word leads", "undone": "taken back", "over": "its day has passed"}


@dataclass(frozen=True, slots=True)
class DecisionEntry:
    """One line of the decision log."""

    decision: Decision
    force: str
    """`leads`, `beside` (in force, a later word on the same thing leads), `undone` or `over` (its last day has passed)."""
    mine: bool
    """Whether this person may take it back."""
    deal: str = ""
    """Customer and deal, for people."""
    undone_at: datetime | None = None

    @property
    def what(self) -> str:
        """Return what it was about, in words."""
        return self.decision.of("what") or self.decision.target.rpartition("|")[2]


VERBS: Final = {
    "confirm": "confirmed", "reject": "rejected", "override": "put own words", "waive": "waived", "hold": "held", "role": "set the role",
    "signal": "marked", "step": "step", "seen": "looked", "pin": "pinned", "match": "assigned", "origin": "set the origin",
    "snooze": "put off", "coach": "left a note", "coach_read": "read the note",
}  # fmt: skip
_STEP_VERBS: Final = {"accepted": "accepted", "edited": "edited", "snoozed": "put off", "dismissed": "dismissed", "done": "done",
                      "proposed": "reopened"}  # fmt: skip


def verb_of(decision: Decision) -> str:
    """Return what was done, in a word or two: `rejected`, `step dismissed`, `marked wrong`."""
    if decision.kind == "step":
        return f"step {_STEP_VERBS.get(decision.value, decision.value)}"
    if decision.kind == "signal":
        return f"marked {decision.value}"
    if decision.kind == "pin" and not decision.value:
        return "unpinned"
    return VERBS.get(decision.kind, decision.kind)


def told(decision: Decision) -> str:
    """Return a decision in one line: `quote rejected: “We lost two pallets …”`."""
    what = decision.of("what") or decision.target.rpartition("|")[2]
    value = value_words(decision)
    return f"{verb_of(decision)}: {first_words(what, 12)}" + (f" → {value}" if value else "")


def value_words(decision: Decision) -> str:
    """Return the value that a decision set, in words; empty where the verb says it."""
    if decision.kind in ("confirm", "reject", "signal", "step", "seen", "pin", "snooze", "waive", "hold", "coach", "coach_read"):
        return decision.of("title") if decision.kind == "step" else ""
    if decision.kind == "match":
        return decision.of("to") or ("no deal" if decision.value == "none" else decision.value)
    words = role_words(decision.value)
    return f"{words}, held until {decision.of('held_until')}" if decision.of("held_until") else words


def about_quote(item: Evidence) -> dict[str, str]:
    """Return what a decision on a quote was about: its words, and its place, by which the same words are found again."""
    return {
        "what": f"“{first_words(item.quote, 24)}” ({item.speaker})",
        "requirement": item.requirement,
        "stance": item.stance.value,
        "touchpoint": item.touchpoint_id,
        "start": str(item.start),
        "end": str(item.end),
    }


def about_touchpoint(item: Touchpoint) -> dict[str, str]:
    """Return what a decision on a touchpoint was about."""
    return {"what": f"{item.kind.value.replace('_', ' ')} {item.subject or item.text[:80]}".strip(), "was": item.origin.value}


def about_item(kind: str, target: str, reading: DealReading) -> dict[str, str]:
    """Return what a decision on something that the deal shows was about; empty where the deal does not show it."""
    slot, key = (*target.split("|", 2), "", "")[1:3]
    if kind == "step":
        step = next((one for one in reading.steps if one.id == target), None)
        return {"what": step.title, "was": step.state, "step": json.dumps(encode(step))} if step else {}
    if kind == "signal":
        signal = next((one for one in reading.signals if one.id == target), None)
        return {"what": signal.fact, "signal": signal.kind} if signal else {}
    if kind == "role":
        person = next((one for one in reading.people if one.key == target.rpartition("|")[2]), None)
        return {"what": person.name, "was": person.lane.value} if person else {}
    if slot == "requirement":
        row = next((one for one in reading.requirements if one.key == key), None)
        return {"what": row.label, "was": row.status.value} if row else {}
    if slot == "gate":
        gate = next((one for one in reading.gates if one.name == key), None)
        return {"what": f"{gate.name} gate", "was": gate.state.value} if gate else {}
    claim = next((one for one in reading.claims if one.id == target), None)
    if claim is None:
        return {}
    words = claim.read or claim.text
    return {"what": words, "slot": claim.slot, "requirement": claim.requirement}
