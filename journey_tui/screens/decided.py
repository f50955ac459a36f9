"""What the screen says of a decision: what it was, and what the next undo would take back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from journey_tui.widgets.ink import cut, joined

if TYPE_CHECKING:
    from journey_tui.domain.model import Decision
    from journey_tui.domain.reading import Claim

WAIT_SAID: Final = 1.0
"""Seconds after which a decision that is still being written is said to wait."""

_DECIDED: Final = {"seen": "marked as seen", "pin": "pinned", "step": "step", "confirm": "quote confirmed", "reject": "quote rejected",
                   "override": "your words", "waive": "gate waived", "hold": "gate held", "match": "assigned", "snooze": "deal put off to",
                   "review": "update"}  # fmt: skip


def decided_words(kind: str, value: str) -> str:
    """Return what was decided, in a few words."""
    tail = "" if kind in ("seen", "match", "confirm", "reject") else cut(value, 60)
    return joined((_DECIDED.get(kind, kind), tail), " ")


def undo_words(decision: Decision | None, done: str, coming: tuple[Decision | None, Decision | None]) -> str:
    """Return what was undone or redone, in words, and what the same key would do next."""
    if decision is None:
        return "Nothing to redo." if done == "Redone" else "Nothing to undo."
    from journey_tui.domain.views_deciding import told

    key, one = ("U", coming[1]) if done == "Redone" else ("u", coming[0])
    following = f" {key} again: {cut(told(one), 60)}" if one is not None and one.of("what") else ""
    words = told(decision) if decision.of("what") else decided_words(decision.kind, decision.value)
    return f"{done}: {cut(words, 90)}.{following}"


def place_of(decision: Decision, claims: tuple[Claim, ...]) -> tuple[str, str]:
    """Return the item that a decision was about: where the cursor goes when it is taken back."""
    slot, key = (*decision.target.split("|", 2), "", "")[1:3]
    if decision.kind in ("confirm", "reject"):
        claim = next((one.id for one in claims if decision.target in one.evidence), "")
        return ("claim", claim) if claim else ("evidence", decision.target)
    if slot in ("requirement", "gate"):
        return (slot, key)
    if decision.kind == "role":
        return ("person", decision.target.rpartition("|")[2])
    kinds = {"step": "step", "signal": "signal", "origin": "touchpoint", "match": "touchpoint"}
    return (kinds.get(decision.kind, "claim"), decision.target)
