"""One deal, read: the ledger's assessment, the signals, the steps and the story, put together for one moment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from journey_tui.domain.as_of import facts_as_of
from journey_tui.domain.assess import Assessment, assess
from journey_tui.domain.changes import happenings
from journey_tui.domain.contact import ContactIndex
from journey_tui.domain.facts import facts_that_count
from journey_tui.domain.follow_up import without_follow_up
from journey_tui.domain.model import DealFacts, Lane, Origin, Person, Side, Touchpoint
from journey_tui.domain.plan import plan
from journey_tui.domain.playbook import Channel, Playbook, choose_channel
from journey_tui.domain.readers import with_proposals
from journey_tui.domain.reading import Claim, DealReading, GateState, PersonReading, SignalReading, Status, Step
from journey_tui.domain.signals import SignalContext, signals
from journey_tui.domain.snapshot import headline, snapshot
from journey_tui.domain.wording import in_other_words


def read_deal(
    facts: DealFacts, playbook: Playbook, channels: Iterable[Channel], now: datetime, *, past: bool = False, origin: str = "all"
) -> DealReading:
    """Return everything the rules say about the deal at `now`; `origin` filters signals, counts and last-heard alone."""
    known = facts_as_of(facts, now, past=past)
    channel, rule = choose_channel(known.deal, tuple(channels))
    counted = facts_that_count(known, now, model_alone=playbook.weights.model_alone)
    return read_assessed(counted, assess(counted, playbook, channel, now), playbook, channel, now, rule=rule, origin=origin)


def read_assessed(
    counted: DealFacts,
    assessment: Assessment,
    playbook: Playbook,
    channel: Channel,
    now: datetime,
    *,
    rule: str = "",
    origin: str = "all",
) -> DealReading:
    """Return the reading of what counts, once the ledger has said its part."""
    seen = [t for t in counted.touchpoints if of_origin(t, origin)]
    index = ContactIndex(seen, now, assessment.people)
    missing = without_follow_up(counted.touchpoints, now)
    found, steps = signals_and_steps(counted, assessment, channel, now, index, missing, origin=origin)
    claims = snapshot(counted, assessment, found, steps, channel, now)
    steps = with_claims(steps, claims)
    claims, steps, requirements = in_other_words(counted.wordings, claims, steps, assessment.requirements)
    requirements = with_proposals(requirements, counted.proposed, playbook.weights, now)
    return DealReading(
        deal_id=counted.deal.id,
        as_of=now,
        valid_until=valid_until(counted, assessment, now),
        headline=headline(counted, assessment, found, now, missing),
        claims=claims,
        requirements=requirements,
        gates=assessment.gates,
        lines=assessment.lines,
        signals=found,
        steps=steps,
        people=tuple(person_reading(p, index, counted, now) for p in assessment.people),
        weakest=assessment.weakest,
        channel=channel.name,
        channel_rule=rule,
        channel_verified=channel.is_verified(now.date()),
        changes=happenings(counted, assessment, now),
        needs_follow_up=missing.id if missing else "",
        counts=tuple(sorted(Counter(t.origin.value for t in counted.touchpoints if t.at <= now).items())),
        unread=unread(counted),
    )


def signals_and_steps(
    counted: DealFacts,
    assessment: Assessment,
    channel: Channel,
    now: datetime,
    index: ContactIndex,
    missing: Touchpoint | None,
    *,
    origin: str = "all",
) -> tuple[tuple[SignalReading, ...], tuple[Step, ...]]:
    """Return what follows from the ledger: signals in the context of the gates, and the steps; `missing` waits for its follow-up."""
    context = signal_context(counted, assessment, channel, now)
    found = signals(counted, context, now, origin=origin, index=index)
    return found, plan(counted, assessment, found, channel, now, missing)


def with_claims(steps: tuple[Step, ...], claims: tuple[Claim, ...]) -> tuple[Step, ...]:
    """Return the steps with the claim that each follows from: that of its requirement, else what is in the way."""
    by_requirement = {c.requirement: c.id for c in reversed(claims) if c.requirement}
    default = next((c.id for c in claims if c.slot == "way"), claims[0].id if claims else "")
    return tuple(replace(s, claim_id=by_requirement.get(s.requirement, default)) for s in steps)


def of_origin(touchpoint: Touchpoint, origin: str) -> bool:
    """Return whether the origin filter lets the touchpoint through; AI-assisted counts as human."""
    return origin == "all" or (touchpoint.origin is Origin.AUTOMATED) == (origin == "automated")


def signal_context(facts: DealFacts, assessment: Assessment, channel: Channel, now: datetime) -> SignalContext:
    """Return what the signals need to know of the gates: the next one, what it misses, and the stage's age."""
    gate = next((g for g in assessment.gates if g.state not in (GateState.PASSED, GateState.WAIVED)), None)
    by_key = {r.key: r for r in assessment.requirements}
    missing = [
        by_key[k].label for k in (gate.must_meets if gate else ()) if k in by_key and by_key[k].status is not Status.VERIFIED
    ]
    since = next((c.at for c in reversed(facts.changes) if c.field == "stage"), facts.deal.created_at)
    stage = next((s for s in channel.stages if s.name == assessment.lines.claim), None)
    heard = any(lane is Lane.ECONOMIC_BUYER for p in assessment.people for lane, _ in p.roles if _spoke(facts, p, now))
    return SignalContext(
        gate=gate.name if gate else "",
        missing=tuple(missing),
        gatekeeper=gate.gatekeeper if gate else None,
        stage=assessment.lines.claim,
        stage_since=since,
        typical_days=stage.typical_days if stage else None,
        cadence_days=channel.reply_cadence_days,
        economic_buyer_heard=heard,
        reseller=any(lane is Lane.PARTNER for lane in channel.expected_roles),
        first_stage=channel.stages[0].name,
    )


def _spoke(facts: DealFacts, person: Person, now: datetime) -> bool:
    keys = {person.address, person.id}
    return any(t.actor_key in keys and t.at <= now and t.origin is not Origin.AUTOMATED for t in facts.touchpoints)


def valid_until(facts: DealFacts, assessment: Assessment, now: datetime) -> datetime | None:
    """Return when time alone may change the reading: a requirement's next threshold, the next midnight or the next event."""
    moments = [assessment.valid_until] if assessment.valid_until else []
    moments += [t.ends_at or t.at for t in facts.touchpoints[-200:] if (t.ends_at or t.at) > now]
    midnight = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return min([*[m for m in moments if m > now], midnight])


def person_reading(person: Person, index: ContactIndex, facts: DealFacts, now: datetime) -> PersonReading:
    """Return one line of the people panel."""
    key = person.address or person.id
    lane, rule = person.roles[0] if person.roles else (_default_lane(person.side), "")
    return PersonReading(
        key=key,
        name=person.name,
        title=person.title,
        side=person.side,
        lane=lane,
        lane_rule=rule,
        last_heard=index.last_heard(key),
        usual_reply_h=index.usual_reply_hours(key),
        away_until=index.away_until(facts.remarks, key, now),
        messages=index.messages(key),
    )


def _default_lane(side: Side) -> Lane:
    return {Side.SELLER: Lane.SELLER, Side.PARTNER: Lane.PARTNER, Side.SYSTEM: Lane.AUTOMATION}.get(side, Lane.BUYER_OTHER)


def unread(facts: DealFacts) -> tuple[str, ...]:
    """Return why some text was not read, with counts: `not read (German): 3 touchpoints`."""
    counts = Counter(r.value for r in facts.remarks if r.kind == "unread")
    return tuple(f"{why}: {n} touchpoint{'s' if n > 1 else ''}" for why, n in sorted(counts.items()))
