"""Sentences with people's own words leading: they hang on deal, slot and value, and what is read anew stands beside them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from journey_tui.domain.decided import on, word_of
from journey_tui.domain.language import quoted
from journey_tui.domain.model import DealFacts, Decision
from journey_tui.domain.reading import Band, Claim
from journey_tui.domain.requirements import in_force


def with_own_words(claims: Iterable[Claim], facts: DealFacts, now: datetime) -> tuple[Claim, ...]:
    """Return the claims as people worded them; words on a sentence that is read otherwise now lead it and stand before it."""
    found = [_worded(claim, facts.decisions, now) for claim in claims]
    for decision in _elsewhere(found, facts.decisions, now):
        slot, requirement = decision.of("slot"), decision.of("requirement")
        same = [n for n, claim in enumerate(found) if claim.slot == slot and claim.requirement == requirement]
        place = same[0] if same else next((n for n, claim in enumerate(found) if claim.slot == slot), len(found))
        if place < len(found) and found[place].set_by:
            continue  # somebody has since worded what is read now
        found.insert(place, _kept(decision, now))
    return tuple(found)


def _worded(claim: Claim, decisions: Iterable[Decision], now: datetime) -> Claim:
    words = [d for d in on(decisions, ("override",), claim.id, now) if d.value or d.note]
    if not words:
        return claim
    leading = words[0]
    before = next((f"; before that {d.by}: {quoted(d.value or d.note, 16)}" for d in words if d.by != leading.by), "")
    reason = f"set by {word_of(leading, now)}{before}; Journey reads: {claim.text}"
    return replace(claim, text=leading.value or leading.note, set_by=leading.by, read=claim.text, reason=reason)


def _elsewhere(claims: Iterable[Claim], decisions: Iterable[Decision], now: datetime) -> list[Decision]:
    """Return the newest words in force of each place in the story whose sentence is not made any more, oldest first."""
    shown = {claim.id for claim in claims}
    newest: dict[tuple[str, str], Decision] = {}
    for one in decisions:
        if one.kind == "override" and one.target.startswith("claim:") and one.of("slot") and in_force(one, now):
            newest[(one.of("slot"), one.of("requirement"))] = one
    return [one for one in newest.values() if one.target not in shown]


def _kept(decision: Decision, now: datetime) -> Claim:
    """Return a person's words as the sentence that they stand for; what they replaced stays readable."""
    was = decision.of("what")
    return Claim(
        decision.target,
        decision.of("slot"),
        decision.value or decision.note,
        Band.MEDIUM,
        (),
        decision.of("requirement"),
        f"set by {word_of(decision, now)}; what is read now stands beside it" + (f"; Journey read then: {was}" if was else ""),
        decision.by,
        was,
    )
