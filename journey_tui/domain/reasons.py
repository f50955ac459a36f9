"""Why somebody decided: a short list of reasons for each kind of decision, and how a reason is written."""

from __future__ import annotations

from typing import Final

from journey_tui.domain.model import Decision
from journey_tui.lean import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason that can be given."""

    code: str
    """Stable, used by measures and on the command line."""
    words: str


OTHER: Final = "other"
_OTHER: Final = Reason(OTHER, "another reason, in the note")
_QUOTE: Final = (
    Reason("not_meant", "it does not mean this"),
    Reason("wrong_person", "somebody else said it, or about somebody else"),
    Reason("outdated", "it is not so any more"),
    Reason("joke", "said in jest, or as an example"),
    Reason("other_deal", "it is about another deal"),
    _OTHER,
)
_SENTENCE: Final = (
    Reason("told_me", "the customer told me so"),
    Reason("outdated", "it is not so any more"),
    Reason("inaccurate", "it is not what was meant"),
    Reason("wording", "better said this way"),
    Reason("sensitive", "not for everybody's eyes"),
    _OTHER,
)
_STATUS: Final = (
    Reason("told_me", "the customer told me so"),
    Reason("not_stored", "it happened where nothing is stored"),
    Reason("outdated", "what is stored is not so any more"),
    Reason("misread", "the quotes were read differently than meant"),
    Reason("not_needed", "this deal does not need it"),
    _OTHER,
)
_GATE_WAIVE: Final = (
    Reason("known_customer", "worked out with this customer before"),
    Reason("small_deal", "too small a deal for it"),
    Reason("agreed", "agreed with the customer to do it later"),
    Reason("not_needed", "this deal does not need it"),
    _OTHER,
)
_GATE_HOLD: Final = (
    Reason("customer_date", "the customer named a date"),
    Reason("waiting", "somebody is away until then"),
    Reason("budget", "the budget opens then"),
    Reason("agreed", "agreed with the customer"),
    _OTHER,
)
_STEP: Final = (
    Reason("not_now", "not the moment for it"),
    Reason("already_done", "it has been taken care of"),
    Reason("not_useful", "it would not move the deal"),
    Reason("not_mine", "somebody else does it"),
    Reason("wrong", "it rests on a misreading"),
    _OTHER,
)
_SIGNAL: Final = (
    Reason("known", "I knew, and it is taken care of"),
    Reason("normal_here", "usual for this customer"),
    Reason("misread", "it rests on a misreading"),
    Reason("not_stored", "what would clear it is not stored"),
    _OTHER,
)
_ROLE: Final = (
    Reason("told_me", "the customer told me so"),
    Reason("moved", "they have changed their position"),
    Reason("left", "they have left the company"),
    Reason("misread", "it rests on a misreading"),
    _OTHER,
)
_ORIGIN: Final = (
    Reason("sequence", "a sequence tool sent it"),
    Reason("by_hand", "a person wrote it"),
    Reason("assisted", "AI drafted it, a person sent it"),
    Reason("system", "a system wrote it"),
    _OTHER,
)
_MATCH: Final = (
    Reason("other_deal", "it is about another deal"),
    Reason("private", "it concerns no deal"),
    _OTHER,
)
_REVIEW: Final = (
    Reason("one_off", "these deals are no pattern"),
    Reason("not_so", "it is not so, or not any more"),
    Reason("said_already", "the record says it already"),
    Reason("not_ours", "not ours to say"),
    Reason("wording", "not in these words"),
    _OTHER,
)
REASONS: Final[dict[str, tuple[Reason, ...]]] = {
    "reject": _QUOTE,
    "claim": _SENTENCE,
    "requirement": _STATUS,
    "waive": _GATE_WAIVE,
    "hold": _GATE_HOLD,
    "step": _STEP,
    "signal": _SIGNAL,
    "role": _ROLE,
    "origin": _ORIGIN,
    "match": _MATCH,
    "review": _REVIEW,
}
"""By list: `list_of` says which one a decision takes its reasons from."""


def list_of(kind: str, target: str) -> str:
    """Return the list that a decision takes its reason from; empty where none is asked for."""
    if kind == "override":
        return "claim" if target.startswith("claim:") else "waive" if "|gate|" in target else "requirement"
    if kind == "waive" and "|requirement|" in target:
        return "requirement"
    return kind if kind in REASONS else ""


def reasons_for(kind: str, target: str) -> tuple[Reason, ...]:
    """Return the reasons that can be given for a decision."""
    return REASONS.get(list_of(kind, target), ())


def coded(kind: str, target: str, reason: str, note: str) -> tuple[str, str]:
    """Return (code, note): words of the person's own become the note of `other`."""
    if not reason or any(reason == one.code for one in reasons_for(kind, target)) or not reasons_for(kind, target):
        return reason, note
    return OTHER, ". ".join(part for part in (reason, note) if part)


_WORDS: Final = {one.code: one.words for reasons in REASONS.values() for one in reasons}


def because(decision: Decision) -> str:
    """Return why somebody decided, in words: the reason of the list and the note; empty where neither was given."""
    reasons = {one.code: one.words for one in reasons_for(decision.kind, decision.target)}
    words = "" if decision.reason == OTHER else reasons.get(decision.reason) or _WORDS.get(decision.reason, decision.reason)
    return "; ".join(part for part in (words, decision.note) if part)
