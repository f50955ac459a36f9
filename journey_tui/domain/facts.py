"""The evidence that counts: decisions applied, echoes of quoted text dropped, and facts that need no reading added."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import datetime

from journey_tui.domain.amounts import at_the_amount
from journey_tui.domain.model import (
    DealFacts,
    Decision,
    Evidence,
    Kind,
    Modality,
    Origin,
    Party,
    Person,
    ReadBy,
    Seen,
    Side,
    Stance,
    Touchpoint,
)
from journey_tui.domain.observations import opposed, same_quote
from journey_tui.domain.readers import set_apart
from journey_tui.text import normalise

_DECIDES = re.compile(
    r"\b(board|council|committee|steering|steerco|decision|approval|sign[- ]?off|investment|budget review|go[/ -]no[- ]?go)\b",
    re.I,
)


def is_said(item: Evidence) -> bool:
    """Return whether somebody said or wrote it: an accepted invitation is evidence, but nobody's words."""
    return not item.rejected and item.seen not in (Seen.INVITATION, Seen.CRM_FIELD)


def facts_that_count(facts: DealFacts, now: datetime, *, model_alone: bool = False) -> DealFacts:
    """Return the facts with decisions applied to the evidence, echoes dropped and invitations and CRM roles entered.

    What a model alone read is set apart as `proposed`, unless `model_alone` lets it count (see `readers`).
    """
    decided = with_decisions(_without_echoes(facts), facts.decisions)
    sized = at_the_amount(replace(facts, evidence=decided))
    counted, proposed = set_apart(sized, model_alone=model_alone)
    return replace(facts, evidence=(*counted, *_invitations(facts, now)), proposed=proposed)


def with_decisions(evidence: tuple[Evidence, ...], decisions: tuple[Decision, ...]) -> tuple[Evidence, ...]:
    """Return the evidence as people confirmed and rejected it; the later word stands."""
    decided = [d for d in decisions if d.kind in ("confirm", "reject")]
    return _with_twins(tuple(_decided(e, decided) for e in evidence)) if decided else evidence


def _with_twins(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """Reject with a quote what another reader found in the same words, unless a person confirmed it: no is said once."""
    rejected = [e for e in evidence if e.rejected]
    if not rejected or len({e.read_by for e in evidence}) < 2:
        return evidence
    return tuple(replace(e, rejected=True) if not e.confirmed_at and any(_twin(e, r) for r in rejected) else e for e in evidence)


def _twin(one: Evidence, other: Evidence) -> bool:
    return (
        one.touchpoint_id == other.touchpoint_id
        and one.requirement == other.requirement
        and one.read_by is not other.read_by
        and opposed(one) == opposed(other)
        and same_quote(one, other)
    )


def _without_echoes(facts: DealFacts) -> tuple[Evidence, ...]:
    """Drop evidence in a quoted passage whose original is in the store: it was said once."""
    if not any(e.cue.endswith(" quoted") for e in facts.evidence):
        return facts.evidence
    own = {normalise(e.quote).casefold() for e in facts.evidence if not e.cue.endswith(" quoted")}
    senders = {t.actor_key for t in facts.touchpoints if t.origin is not Origin.AUTOMATED}
    kept: list[Evidence] = []
    echoes: set[str] = set()
    for item in facts.evidence:
        if item.cue.endswith(" quoted"):
            words = normalise(item.quote).casefold()
            if words in own or words in echoes or item.speaker_key in senders:
                continue
            echoes.add(words)
        kept.append(item)
    return tuple(kept)


def _decided(item: Evidence, decisions: list[Decision]) -> Evidence:
    for decision in decisions:
        confirmed = decision.kind == "confirm"
        # What a model takes the words for is confirmed where a person saw just that; a no holds for the words in any cut.
        carried = not (confirmed and item.read_by is ReadBy.MODEL)
        if decision.target == item.id or (carried and _same_words(decision, item)):
            counts = item.counts_from or (decision.at if confirmed and item.read_by is ReadBy.MODEL else None)
            item = replace(item, confirmed_at=decision.at if confirmed else None, rejected=not confirmed, counts_from=counts)
    return item


def _same_words(decision: Decision, item: Evidence) -> bool:
    """Return whether the decision was about the same passage of the same touchpoint, read for the same: a better reader may
    cut it otherwise, and asks nobody again.
    """
    if (
        decision.of("touchpoint") != item.touchpoint_id
        or decision.of("requirement") != item.requirement
        or item.end <= item.start
    ):
        return False
    if decision.of("stance") != item.stance.value:
        return False
    start, end = int(decision.of("start") or 0), int(decision.of("end") or 0)
    shared = min(end, item.end) - max(start, item.start)
    return 2 * shared >= min(end - start, item.end - item.start) > 0


def _invitations(facts: DealFacts, now: datetime) -> tuple[Evidence, ...]:
    """Return accepted invitations as facts: for a role that the person has, and for the decision step that the meeting is."""
    people = {p.address: p for p in facts.people if p.address}
    found: list[Evidence] = []
    for meeting in facts.touchpoints:
        if meeting.kind is not Kind.MEETING or meeting.status == "cancelled" or meeting.origin is Origin.AUTOMATED:
            continue
        for party in meeting.parties:
            person = people.get(party.address)
            if party.answer == "accepted" and person is not None and person.side is Side.CUSTOMER:
                found += _accepted(facts, meeting, party, person, now)
    return tuple(found)


def _accepted(facts: DealFacts, meeting: Touchpoint, party: Party, person: Person, now: datetime) -> list[Evidence]:
    answered = party.answered_at or meeting.at
    if answered > now:
        return []
    # Whether the person has the role at that moment is for the gates to say; here every acceptance is put down.
    wanted: list[tuple[str, tuple[tuple[str, str], ...]]] = [("champion", ()), ("economic_buyer", ())]
    if _DECIDES.search(meeting.subject):
        wanted.append(
            (
                "decision_process",
                (("step", normalise(meeting.subject).casefold()), ("date_or_person", meeting.at.date().isoformat())),
            )
        )
    return [_invitation(facts, meeting, person, key, parts, answered) for key, parts in wanted]


def _invitation(
    facts: DealFacts, meeting: Touchpoint, person: Person, key: str, parts: tuple[tuple[str, str], ...], answered: datetime
) -> Evidence:
    digest = hashlib.sha256(f"{facts.deal.id}|{meeting.id}|{person.address}|{key}|invitation".encode()).hexdigest()[:20]
    return Evidence(
        id=digest,
        deal_id=facts.deal.id,
        touchpoint_id=meeting.id,
        requirement=key,
        quote=meeting.subject,
        start=0,
        end=0,
        speaker=person.name,
        speaker_key=person.address,
        side=Side.CUSTOMER,
        stance=Stance.SUPPORTS,
        modality=Modality.ASSERTED,
        observed_at=answered,
        read_by=ReadBy.FACT,
        seen=Seen.INVITATION,
        parts=parts,
        source=meeting.source,
        thread="invitations",
        meeting=meeting.meeting or meeting.id,
        cue="accepted invitation",
    )
