"""The story of a deal by rules: three to five sentences led by the customer's words, each a claim with band and evidence."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from journey_tui.domain.assess import Assessment
from journey_tui.domain.language import ended, first_words, quoted, short_date, without_blame
from journey_tui.domain.model import DealFacts, Evidence, Modality, Seen, Side, Stance, Touchpoint
from journey_tui.domain.own_words import with_own_words
from journey_tui.domain.playbook import Channel
from journey_tui.domain.reading import (
    WEAKEST_FIRST,
    Band,
    Claim,
    GateReading,
    GateState,
    RequirementReading,
    SignalReading,
    Status,
    Step,
)
from journey_tui.domain.story import (
    Story,
    ask,
    by_words,
    closes_words,
    heard_words,
    lower,
    money_words,
    source_words,
    topic,
    who_words,
    whom_to_ask,
)  # fmt: skip

WHERE = ("champion", "decision_process", "paper_process", "decision_criteria", "economic_buyer", "metrics", "competition")
WHY = ("pain", "metrics")
_FROM_SILENCE = ("follow_up", "promise", "answer")
"""Steps that stand on nothing of ours being stored: with a late source that is worth verifying first (product.md §3)."""
_STRENGTH = {Status.VERIFIED: 4, Status.SUPPORTED: 3, Status.CONFLICTING: 2, Status.STALE: 1, Status.CLAIMED: 0}


def snapshot(
    facts: DealFacts,
    assessment: Assessment,
    signals: Sequence[SignalReading],
    steps: Sequence[Step],
    channel: Channel,
    now: datetime,
) -> tuple[Claim, ...]:
    """Return the claims in the order in which they are read; a deal without touchpoints has exactly one."""
    story = Story(facts, assessment, now)
    heard = [t for t in facts.touchpoints if t.at <= now]
    if not heard:
        return with_own_words([_nothing(story)], facts, now)
    used: set[str] = set()
    claims = [c for c in (_where(story, used), _why(story, used)) if c]
    claims += [c for c in (_weight_off(story, used, _asked(claims)),) if c]
    claims += [c for c in (_in_the_way(story, used, _asked(claims)),) if c]
    if not any(c.evidence and c.band is not Band.NONE for c in claims) and not story.facts.evidence:
        claims = [_no_customer_words(story, heard), *claims]
    is_ready = any(c.reason == CONFIRMS for c in claims)
    moves = _moves(story, [s for s in steps if not (is_ready and s.kind == "confirm")])
    claims = [*claims[:4], *([moves] if moves else [])]
    if len(claims) < 3:
        claims += [c for c in _questions(story, used) if c.requirement not in {x.requirement for x in claims}][: 3 - len(claims)]
    return with_own_words([replace(c, text=without_blame(c.text)) for c in claims], facts, now)


def claim_id(deal_id: str, slot: str, requirement: str, value: str) -> str:
    """Return the id of a claim: deal, slot and value, never its text, so that overrides outlive rewording."""
    return "claim:" + hashlib.sha256(f"{deal_id}|{slot}|{requirement}|{value}".encode()).hexdigest()[:16]


def _claim(
    story: Story,
    slot: str,
    text: str,
    band: Band,
    evidence: Iterable[Evidence] = (),
    requirement: str = "",
    reason: str = "",
    value: str = "",
) -> Claim:
    ids = tuple(e.id for e in evidence)
    key = value or "|".join(sorted(ids)) or "none"
    return Claim(claim_id(story.deal.id, slot, requirement, key), slot, text, band, ids, requirement, reason)


# Sentences -----------------------------------------------------------------------------------------------------------------------


def _nothing(story: Story) -> Claim:
    deal = story.deal
    entered = f", entered on {short_date(deal.created_at, story.now)}" if deal.created_at and deal.created_at <= story.now else ""
    text = f"No touchpoint is stored for {deal.name} yet: {money_words(deal)}the CRM says {deal.stage or 'no stage'}{entered}{closes_words(story)}."
    return _claim(story, "where", text, Band.NONE, reason="nothing synced for this deal")


def _no_customer_words(story: Story, heard: Sequence[Touchpoint]) -> Claim:
    last = heard[-1]
    counted = f"{len(heard)} touchpoint{'s' if len(heard) != 1 else ''}"
    what = f"“{first_words(last.subject, 12)}”" if last.subject else f"a {last.kind.value.replace('_', ' ')}"
    text = (
        f"No customer statement on this journey is found in the {counted} of {story.deal.name}; "
        f"the latest is {what} of {short_date(last.at, story.now)}."
    )
    return _claim(story, "where", text, Band.NONE, reason="no quote bears on a requirement", value=last.id)


def _where(story: Story, used: set[str]) -> Claim | None:
    """Where the customer is: their newest strong word on their own path."""
    best = _best(story, WHERE, used)
    if best is None:
        return None
    reading, item = best
    used |= {item.id, quoted(item.quote)}
    return _told(story, "where", reading, item)


def _why(story: Story, used: set[str]) -> Claim | None:
    """Why it matters: the problem, else the outcome."""
    best = _best(story, WHY, used, pull=60)
    if best is None:
        return None
    reading, item = best
    used |= {item.id, quoted(item.quote)}
    return _told(story, "why", reading, item)


CONFIRMS = "one key confirms it: c"
"""The reason of the claim that a gate waits for a person's confirmation alone."""
_TELLING = 6
"""Words that a quote has at least to tell something by itself: `Marek, this is Hester.` counts, and leads only where nothing else does."""


def _best(story: Story, keys: Sequence[str], used: set[str], pull: int = 1) -> tuple[RequirementReading, Evidence] | None:
    ranked: list[tuple[float, str, RequirementReading, Evidence]] = []
    for order, key in enumerate(keys):
        reading = story.requirement(key)
        if reading is None or reading.status not in _STRENGTH:
            continue
        for item in story.evidence(key):
            if (
                item.id not in used
                and quoted(item.quote) not in used  # the same words on two requirements are told once
                and item.stance is Stance.SUPPORTS
                and item.modality is not Modality.RETRACTED
                and item.seen is not Seen.INVITATION
            ):
                age = (story.now - item.observed_at).days
                points = (
                    _STRENGTH[reading.status] * 30 - min(age, 120) - order * pull + (500 if item.side is Side.CUSTOMER else 0)
                )
                points -= 20 if item.modality is not Modality.ASSERTED else 0
                points -= 45 if len(item.quote.split()) < _TELLING else 0
                ranked.append((points, item.id, reading, item))
    if not ranked:
        return None
    _, _, reading, item = max(ranked, key=lambda r: (r[0], r[1]))
    return reading, item


def _told(story: Story, slot: str, reading: RequirementReading, item: Evidence) -> Claim:
    """Return the sentence led by the quote; the band decides whether it states, hedges or asks."""
    who = who_words(story, item)
    when = short_date(item.observed_at, story.now)
    words = quoted(item.quote)
    reason = f"{source_words(item)}, {when}" + (" · in confidence" if item.confidential else "")
    band = reading.band
    about, seems = topic(reading)
    if item.side is Side.SELLER:
        text = f"Only our own note of {when} says {words} {ask(story, reading)}"
        return _claim(story, slot, text, Band.LOW, [item], reading.key, reason)
    if reading.status is Status.STALE or band is Band.LOW:
        text = f"{who} last {_verb(item)} on {when}, {about}: {words} {ask(story, reading)}"
        return _claim(story, slot, text, Band.LOW, [item], reading.key, reason)
    if band is Band.MEDIUM:
        seems = f"{item.speaker.split(' ')[0]} carries it inside" if reading.key == "champion" and item.speaker else seems
        text = f"{who} {_verb(item)} on {when}, and it looks like {seems}: {words}" + _because(reading, item)
        return _claim(story, slot, text, band, [item], reading.key, reason)
    if band is Band.NONE:
        return _claim(story, slot, f"{who}, {when}, {about}: {words} {ask(story, reading)}", band, [item], reading.key, reason)
    return _claim(story, slot, f"{who} {_verb(item)} on {when}, {about}: {words}", band, [item], reading.key, reason)


def _because(reading: RequirementReading, item: Evidence) -> str:
    """Return what the band rests on, without the name and the day that the sentence has said already."""
    head, _, rest = reading.reason.partition(": ")
    said = rest if rest and item.speaker and head.startswith(item.speaker) else reading.reason
    return f" ({said})." if said else ""


def _verb(item: Evidence) -> str:
    return {Seen.EMAIL: "wrote", Seen.DOCUMENT: "wrote", Seen.TRANSCRIPT: "said"}.get(item.seen, "said")


def _asked(claims: Sequence[Claim]) -> frozenset[str]:
    """Return the requirements that sentences already ask about."""
    return frozenset(c.requirement for c in claims if c.band in (Band.LOW, Band.NONE))


def _weight_off(story: Story, used: set[str], asked: frozenset[str]) -> Claim | None:
    """What the customer has taken back or doubts, by their own words: it leads what is in the way."""
    against = [
        (reading, item)
        for reading in story.assessment.requirements
        for item in story.evidence(reading.key)
        if item.stance is not Stance.SUPPORTS
        and item.side is Side.CUSTOMER
        and reading.status not in (Status.NOT_NEEDED, Status.BLANK)
        and not item.rejected
        and (story.now - item.observed_at).days <= _LIFE_SHOWN
        and not (item.stance is Stance.CONTRADICTS and reading.status not in (Status.CONFLICTING, Status.STALE, Status.UNKNOWN))
    ]
    if not against:
        return None
    reading, item = max(against, key=lambda pair: (pair[1].observed_at, pair[1].id))
    used.add(item.id)
    who, when = who_words(story, item), short_date(item.observed_at, story.now)
    private = " (in confidence)" if item.confidential else ""
    earlier = next((e for e in story.evidence(reading.key) if _is_word(e)), None)
    before = ""
    if earlier is not None and earlier.id not in used:
        before = f" Before that, {short_date(earlier.observed_at, story.now)}: {quoted(earlier.quote, 12)}"
        used.add(earlier.id)
    band = Band.LOW if reading.status is Status.CONFLICTING else reading.band
    question = "" if reading.key in asked else f" Worth confirming: {lower(reading.question)}"
    text = f"{who} on {when}{private}: {quoted(item.quote)}{ended(before)}{question}"
    found = [item, *([earlier] if earlier else [])]
    return _claim(story, "way", text, band, found, reading.key, f"{source_words(item)}, {when}")


def _is_word(item: Evidence) -> bool:
    """Return whether the customer said or wrote it in support: an accepted invitation is no words."""
    return item.stance is Stance.SUPPORTS and item.side is Side.CUSTOMER and item.seen is not Seen.INVITATION


_LIFE_SHOWN = 60
"""Days for which a word of doubt leads the story; afterwards the grid alone keeps it."""


def _in_the_way(story: Story, used: set[str], asked: frozenset[str]) -> Claim | None:
    """What is in the way of the next gate: the quotes to confirm, else the next missing item as a question."""
    gate = next((g for g in story.assessment.gates if g.state not in (GateState.PASSED, GateState.WAIVED)), None)
    if gate is None:
        return None
    if gate.state is GateState.READY and gate.to_confirm:
        by_id = {e.id: e for e in story.facts.evidence}
        item = by_id.get(gate.to_confirm[0])
        if item:
            others = len(gate.to_confirm) - 1
            more = f", and {others} more," if others else ""
            text = (
                f"The {gate.name} gate is ready: confirming what {item.speaker} {_verb(item)} on "
                f"{short_date(item.observed_at, story.now)}, {quoted(item.quote, 12)}{more or ','} would pass it."
            )
            return _claim(story, "way", text, Band.MEDIUM, [item], item.requirement, CONFIRMS, value=f"ready:{gate.name}")
    return _open_item(story, gate, used, asked) or _gatekeeper(story, gate.name, gate.needs)


def _open_item(story: Story, gate: GateReading, used: set[str], asked: frozenset[str]) -> Claim | None:
    """Return the weakest item that the gate still asks for: a doubt to settle where there are words, else the question."""
    readings = {r.key: r for r in story.assessment.requirements}
    waiting = [readings[k] for k in gate.must_meets if k in readings and readings[k].status in WEAKEST_FIRST]
    waiting = [r for r in waiting if r.status is not Status.VERIFIED]
    if not waiting:
        return None
    # Where a sentence before has asked already, the next item is told.
    reading = min(waiting, key=lambda r: (r.key in asked, WEAKEST_FIRST.index(r.status)))
    if reading.key in asked and len(asked) > 1:
        return None
    item = next((e for e in story.evidence(reading.key) if _is_word(e)), None)
    if item is not None and item.id not in used:
        said = f"{who_words(story, item)} {_verb(item)} on {short_date(item.observed_at, story.now)}, {topic(reading)[0]}"
        text = f"{said}: {quoted(item.quote, 12)} Before {gate.name} is behind them: {lower(ask(story, reading))}"
        return _claim(story, "way", text, min(reading.band, Band.MEDIUM, key=_BANDS.index), [item], reading.key, reading.reason)
    if item is not None:
        knows = "" if reading.key in asked else _would_know(story, reading)
        text = f"Still open for the {gate.name} gate{by_words(story)}: {reading.would_change}{knows}."
        return _claim(story, "way", text, reading.band, [item], reading.key, reading.reason, value=f"settle:{reading.key}")
    text = f"Not yet known for the {gate.name} gate: {lower(ask(story, reading))}"
    return _claim(
        story, "way", text, Band.NONE, (), reading.key, reading.status.value, value=f"missing:{'+'.join(reading.missing)}"
    )


def _would_know(story: Story, reading: RequirementReading) -> str:
    """Return `; Rhona Castleton (last heard 27 Nov) would know`, empty where nobody was heard."""
    person = whom_to_ask(story.facts, story.assessment, story.now, reading)
    return f"; {person.name}{heard_words(story, person)} would know" if person else ""


_BANDS = (Band.NONE, Band.LOW, Band.MEDIUM, Band.HIGH)


def _gatekeeper(story: Story, gate: str, needs: Sequence[str]) -> Claim | None:
    if not needs:
        return None
    text = f"For {gate} at {story.deal.account or story.deal.name} one voice is still open{by_words(story)}: {needs[0]}."
    return _claim(story, "way", text, Band.NONE, (), "", "gatekeeper not heard on it yet", value=f"gatekeeper:{gate}")


def _moves(story: Story, steps: Sequence[Step]) -> Claim | None:
    """What moves it: the next dated thing, with its date."""
    bound = [s for s in steps if s.state in ("proposed", "accepted") and s.kind != "part"]
    if not bound:
        return None
    step = bound[0]
    due = f" by {step.due:%a} {short_date(step.due, story.now)}" if step.due else ""
    by_id = {e.id: e for e in story.facts.evidence}
    evidence = [by_id[i] for i in step.evidence if i in by_id]
    band = Band.MEDIUM if step.touchpoints or evidence else Band.NONE
    silent = step.kind in _FROM_SILENCE and bool(story.assessment.late)
    return _claim(
        story,
        "moves",
        ended(f"What moves it next{due} is to {lower(step.title)}, since {step.why}"),
        Band.LOW if silent else band,
        evidence,
        step.requirement,
        "; ".join(story.assessment.late) if silent else "from the plan below",
        value=step.id,
    )


def _questions(story: Story, used: set[str]) -> list[Claim]:
    open_items = [r for r in story.assessment.requirements if r.status in (Status.UNKNOWN, Status.CLAIMED, Status.STALE)]
    return [
        _claim(story, "also", f"Not yet known: {ask(story, r)}", Band.NONE, (), r.key, r.status.value, value=f"ask:{r.key}")
        for r in open_items
    ]


def headline(
    facts: DealFacts, assessment: Assessment, signals: Sequence[SignalReading], now: datetime, missing: Touchpoint | None
) -> str:
    """Return the one-line story of the triage list, at most about ninety characters."""
    story = Story(facts, assessment, now)
    heard = [t for t in facts.touchpoints if t.at <= now]
    if not heard:
        entered = f", entered {short_date(facts.deal.created_at, now)}" if facts.deal.created_at else ""
        return f"No touchpoint stored yet; the CRM says {facts.deal.stage or 'no stage'}{entered}{closes_words(story)}"
    best = _best(story, (*WHERE, *WHY), set())
    if best is None or best[1].side is not Side.CUSTOMER:
        last = heard[-1]
        return f"No customer words on the journey yet; latest {last.kind.value.replace('_', ' ')} {short_date(last.at, now)}"
    against = _weight_off(story, set(), frozenset())
    item = best[1]
    if against is not None and against.evidence:
        item = next((e for e in facts.evidence if e.id == against.evidence[0]), item)
    first = item.speaker.split(" ")[0]
    return without_blame(f"{first}, {short_date(item.observed_at, now)}: {quoted(item.quote, 13)}")
