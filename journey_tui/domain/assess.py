"""Everything the ledger, the gates and the lines say about one deal at one moment: the part that signals and story stand on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType

from journey_tui.domain.gates import GateFacts, Roles, evidence_at, gate_until, heard_at, is_met, read_gates, standing_at
from journey_tui.domain.history import gate_history
from journey_tui.domain.ledger import Score
from journey_tui.domain.lines import read_lines
from journey_tui.domain.model import Deal, DealFacts, Decision, Evidence, Freshness, Kind, Origin, Person, Seen, Side, Touchpoint
from journey_tui.domain.playbook import Channel, Playbook, RequirementSpec
from journey_tui.domain.reading import WEAKEST_FIRST, Band, GateReading, Lines, RequirementReading, Status
from journey_tui.domain.requirements import Standing, fold, read_requirement, switched_on
from journey_tui.domain.roles import role_gains
from journey_tui.lean import dataclass

_SPOKEN = (Seen.EMAIL, Seen.TRANSCRIPT, Seen.DOCUMENT)


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the rules say about a deal's requirements, gates, lines and people."""

    requirements: tuple[RequirementReading, ...]
    gates: tuple[GateReading, ...]
    lines: Lines
    people: tuple[Person, ...]
    weakest: str
    """Key of the weakest gate requirement; empty where none is switched on."""
    scores: tuple[tuple[str, Score], ...] = ()
    valid_until: datetime | None = None
    """Until when time alone changes nothing here."""
    late: tuple[str, ...] = ()
    """Sources that are late, in words: claims about silence read Low then."""


def assess(facts: DealFacts, playbook: Playbook, channel: Channel, now: datetime) -> Assessment:
    """Return the assessment at `now`; what lies after it is not there. The origin filter has no say in it."""
    gate_facts = gate_facts_of(facts, playbook, channel)
    roles = Roles(gate_facts, now)
    standings = {spec.key: standing_at(gate_facts, spec, now, roles) for spec in playbook.requirements}
    history = gate_history(gate_facts, now)
    gates = read_gates(gate_facts, standings, roles, history.passed, now)
    met = [is_met(gate_facts, gate, standings, roles, now) for gate in channel.gates]
    by_id = {item.id: item for item in facts.evidence}
    changes = tuple(change for change in facts.changes if change.at <= now)
    lines = read_lines(facts.deal, channel, gates, met, history.moves, by_id, changes)
    late, late_at = late_sources(facts.freshness, playbook, now)
    readings = readings_of(gate_facts, facts.deal, lines, roles, late, now, standings)
    moments = [
        *(reading.valid_until for reading in readings),
        gate_until(gates, now),
        late_at,
        *_decision_ends(facts.decisions, now),
    ]
    return Assessment(
        readings, gates, lines, roles.people, weakest_of(readings, channel),
        tuple((key, standing.score) for key, standing in standings.items()),
        min((moment for moment in moments if moment is not None and moment > now), default=None), late,
    )  # fmt: skip


def gate_facts_of(facts: DealFacts, playbook: Playbook, channel: Channel) -> GateFacts:
    """Return what gates are decided on: evidence by requirement, and when roles were gained and people heard."""
    by_key: dict[str, dict[str, Evidence]] = {}
    for item in facts.evidence:
        by_key.setdefault(item.requirement, {})[item.id] = item
    rejected_at = {decision.target.rpartition("|")[2]: decision.at for decision in facts.decisions if decision.kind == "reject"}
    return GateFacts(
        playbook=playbook, channel=channel, people=facts.people, decisions=facts.decisions, rejected_at=rejected_at,
        evidence={key: tuple(sorted(items.values(), key=lambda i: (i.observed_at, i.id))) for key, items in by_key.items()},
        gains=role_gains(facts.people, {}, facts.evidence, facts.remarks, words=playbook.roles, touchpoints=facts.touchpoints),
        heard=tuple(sorted(heard_since(facts).items())),
    )  # fmt: skip


def heard_since(facts: DealFacts) -> Mapping[str, datetime]:
    """Return since when each customer was heard, by address, folded name and folded title; automatic mail is no voice."""
    since: dict[str, datetime] = {}

    def heard(keys: Iterable[str], at: datetime) -> None:
        for key in keys:
            if key:
                since[key] = min(at, since.get(key, at))

    for touchpoint in facts.touchpoints:
        if touchpoint.origin is Origin.AUTOMATED or touchpoint.auto:
            continue
        if _acted(touchpoint):
            heard((touchpoint.actor_key, fold(touchpoint.actor)), touchpoint.at)
        for segment in touchpoint.segments:
            if segment.side is Side.CUSTOMER and segment.role == "new":
                heard((segment.address, fold(segment.speaker)), touchpoint.at)
        for party in touchpoint.parties:
            if party.role == "speaker":
                heard((party.address, fold(party.name)), touchpoint.at)
    for item in facts.evidence:
        if item.side is Side.CUSTOMER and item.seen in _SPOKEN and not item.rejected:
            heard((item.speaker_key, fold(item.speaker)), item.observed_at)
    for person in facts.people:
        known = [since[key] for key in (person.address, fold(person.name)) if key in since]
        if known:
            heard((person.address, fold(person.name), fold(person.title)), min(known))
    return since


def _acted(touchpoint: Touchpoint) -> bool:
    """Return whether its actor spoke or wrote: being invited, or being called, is neither."""
    wrote = touchpoint.kind in (Kind.EMAIL, Kind.DOCUMENT) or (touchpoint.kind is Kind.CALL and touchpoint.direction == "in")
    return touchpoint.side is Side.CUSTOMER and wrote


def late_sources(freshness: Iterable[Freshness], playbook: Playbook, now: datetime) -> tuple[tuple[str, ...], datetime | None]:
    """Return the late sources in words, and when the next one becomes late: after 3 intervals and 72 hours by default."""
    words: list[str] = []
    next_at: list[datetime] = []
    for source in freshness:
        if not source.interval_s or source.synced_at is None or source.synced_at > now:
            continue
        limit = max(source.interval_s * playbook.thresholds.late_intervals, playbook.thresholds.late_hours * 3600)
        late_at = source.synced_at + timedelta(seconds=limit)
        if now > late_at:
            words.append(f"{source.kind} not synced since {source.synced_at:%a} {source.synced_at.day} {source.synced_at:%b}")
        else:
            next_at.append(late_at + timedelta(seconds=1))
    return tuple(words), min(next_at, default=None)


def readings_of(facts: GateFacts, deal: Deal, lines: Lines, roles: Roles, late: tuple[str, ...], now: datetime,
                standings: Mapping[str, Standing], known: Mapping[str, RequirementReading] = MappingProxyType({}),
                ) -> tuple[RequirementReading, ...]:  # fmt: skip
    """Return every requirement of the playbook, blank where nothing switches it on.

    `known`: readings at `now` of the same evidence, whatever record they were read under: those that are asked for alike are taken.
    """
    readings: list[RequirementReading] = []
    reached, heard = _reached(facts.channel, lines), heard_at(facts, now)
    for spec in facts.playbook.requirements:
        items = evidence_at(facts, spec, now, roles)
        on = switched_on(
            spec, channel_on=spec.key in facts.channel.requirements, amount_on=_amount_on(facts.channel, deal, spec),
            stage_on=spec.key in reached, mentioned=any(not item.rejected for item in items),
        )  # fmt: skip
        before = known.get(spec.key)
        if before is not None and (before.status is not Status.BLANK) == on:
            readings.append(replace(before, gate=facts.channel.gate_of(spec.key), proposed=()))
            continue
        reading = read_requirement(
            spec, items, now, facts.playbook.weights, facts.decisions, on, heard_keys=heard,
            gate=facts.channel.gate_of(spec.key), cap=Band.MEDIUM if late else None, cap_reason="; ".join(late),
            standing=standings[spec.key],
        )  # fmt: skip
        readings.append(reading)
    return tuple(readings)


def _reached(channel: Channel, lines: Lines) -> frozenset[str]:
    """Return the must-meets of every stage up to where the Claim Line or the Truth Line is."""
    names = channel.stage_names
    furthest = max(names.index(stage) for stage in (lines.truth, lines.truth_waived, lines.claim) if stage in names)
    return frozenset(key for gate in channel.gates if names.index(gate.stage) <= furthest for key in gate.must_meets)


def _amount_on(channel: Channel, deal: Deal, spec: RequirementSpec) -> bool:
    """Return whether the deal's amount, in its own currency only, switches the requirement on."""
    return deal.amount is not None and any(
        rule.requirement == spec.key and rule.currency.upper() == deal.currency.upper() and deal.amount >= rule.at_least
        for rule in channel.amounts
    )


def weakest_of(readings: Iterable[RequirementReading], channel: Channel) -> str:
    """Return the key of the weakest must-meet that is switched on and needed; of equals the one whose gate comes first."""
    by_key = {reading.key: reading for reading in readings}
    ordered = [by_key[key] for gate in channel.gates for key in gate.must_meets if key in by_key]
    counted = [reading for reading in ordered if reading.status in WEAKEST_FIRST]
    return min(counted, key=lambda reading: WEAKEST_FIRST.index(reading.status)).key if counted else ""


def _decision_ends(decisions: Sequence[Decision], now: datetime) -> list[datetime]:
    """Return when decisions in force lapse: after their last day, in UTC."""
    ends = [d.expires for d in decisions if d.expires and d.at <= now]
    ends += [date.fromisoformat(d.of("held_until")) for d in decisions if d.of("held_until") and d.at <= now]
    return [datetime(end.year, end.month, end.day, tzinfo=UTC) + timedelta(days=1) for end in ends]
