"""The exits of the stages: whether each is passed, what it needs, and when it passed before (product.md §2, Gate)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from datetime import UTC, datetime, timedelta

from journey_tui.domain.model import Decision, Evidence, Lane, Modality, Person, Seen
from journey_tui.domain.observations import is_customer
from journey_tui.domain.playbook import Channel, GateSpec, Playbook, RequirementSpec
from journey_tui.domain.reading import GateReading, GateState, Status
from journey_tui.domain.reasons import because
from journey_tui.domain.requirements import Standing, decided, effective, in_force, invitation_counts, standing_of, who
from journey_tui.domain.roles import Directory, RoleGain, buyer_lanes, ended, with_roles
from journey_tui.lean import dataclass

_MET = (Status.VERIFIED, Status.NOT_NEEDED)
_STATEMENTS = (Seen.DOCUMENT, Seen.EMAIL, Seen.TRANSCRIPT)
LANE_WORDS = {
    Lane.ECONOMIC_BUYER: "the person who signs", Lane.CHAMPION: "the person who carries it inside",
    Lane.USERS_TECHNICAL: "the customer's users or technical people",
    Lane.PROCUREMENT_LEGAL_SECURITY: "the customer's procurement, legal or security",
    Lane.BUYER_OTHER: "the customer", Lane.PARTNER: "the partner", Lane.SELLER: "our own side",
    Lane.AUTOMATION: "the system", Lane.AI: "Journey",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class GateFacts:
    """What gates are decided on: the deal's evidence by requirement, roles and decisions, each with its moment."""

    playbook: Playbook
    channel: Channel
    evidence: Mapping[str, tuple[Evidence, ...]]
    people: tuple[Person, ...] = ()
    gains: tuple[RoleGain, ...] = ()
    heard: tuple[tuple[str, datetime], ...] = ()
    """(key, since): addresses, names and titles of those who spoke or wrote, from then on."""
    decisions: tuple[Decision, ...] = ()
    rejected_at: Mapping[str, datetime] = field(default_factory=dict)
    """When evidence was set aside; before that it counted."""
    specs: tuple[RequirementSpec, ...] = field(init=False, repr=False, compare=False, default=())
    """The requirements that gates of this channel ask for, each once."""

    def __post_init__(self) -> None:
        """Find the requirements of the gates."""
        keys = dict.fromkeys(key for gate in self.channel.gates for key in gate.must_meets)
        specs = tuple(spec for key in keys if (spec := self.playbook.requirement(key)) is not None)
        object.__setattr__(self, "specs", specs)


class Roles:
    """Who held which buyer role at one moment."""

    def __init__(self, facts: GateFacts, now: datetime) -> None:
        """Take the roles gained by `now`, and those that a person set."""
        held = with_roles(facts.people, [gain for gain in facts.gains if gain.since <= now], facts.decisions, now)
        self.people = held
        self._directory = Directory(held)
        self._held = {p.id: found for p in held if (found := ended(p, facts.decisions, now))}
        self._known: dict[tuple[str, str], tuple[str, frozenset[Lane]]] = {}

    def of(self, evidence: Evidence) -> frozenset[Lane]:
        """Return the buyer roles of who said or did it, those among them that were held when it was said."""
        key = (evidence.speaker_key, evidence.speaker)
        if key not in self._known:
            self._known[key] = self._find(evidence)
        person, lanes = self._known[key]
        if person not in self._held:
            return lanes
        day = evidence.observed_at.date().isoformat()
        return lanes | {Lane(d.value) for d in self._held[person] if day <= d.of("held_until")}

    def _find(self, evidence: Evidence) -> tuple[str, frozenset[Lane]]:
        person = self._directory.find(evidence.speaker_key) or self._directory.find(evidence.speaker)
        return (person.id, buyer_lanes(person)) if person is not None else ("", frozenset())


def evidence_at(facts: GateFacts, spec: RequirementSpec, now: datetime, roles: Roles) -> tuple[Evidence, ...]:
    """Return the evidence of a requirement as it stood at `now`: what was set aside later still counted then."""
    found: list[Evidence] = []
    for item in facts.evidence.get(spec.key, ()):
        if item.observed_at > now:
            continue
        if item.rejected and now < facts.rejected_at.get(item.id, item.observed_at):
            item = replace(item, rejected=False)
        if item.seen is not Seen.INVITATION or invitation_counts(spec, item, roles.of(item)):
            found.append(item)
    return tuple(found)


def heard_at(facts: GateFacts, now: datetime) -> frozenset[str]:
    """Return the keys of everybody who had spoken or written by `now`."""
    return frozenset(key for key, since in facts.heard if since <= now)


def standing_at(facts: GateFacts, spec: RequirementSpec, now: datetime, roles: Roles, *, sums: bool = True) -> Standing:
    """Return where a requirement stood at `now`."""
    heard = heard_at(facts, now) if any(part.key == "heard" for part in spec.parts) else frozenset()
    return standing_of(spec, evidence_at(facts, spec, now, roles), now, facts.playbook.weights, heard, sums=sums)


def status_at(facts: GateFacts, spec: RequirementSpec, standing: Standing, now: datetime) -> Status:
    """Return the status that gates go by."""
    return effective(standing.status, spec, facts.decisions, now)


def gatekeeper_heard(gate: GateSpec, standings: Mapping[str, Standing], roles: Roles) -> bool:
    """Return whether one counted observation on a must-meet is the gatekeeper's.

    An economic buyer stands in for any gatekeeper but procurement_legal_security.
    """
    wanted = {gate.gatekeeper}
    if gate.gatekeeper is not Lane.PROCUREMENT_LEGAL_SECURITY:
        wanted.add(Lane.ECONOMIC_BUYER)
    return any(wanted & roles.of(item) for key in gate.must_meets if key in standings for item in standings[key].score.supports)


def is_met(facts: GateFacts, gate: GateSpec, standings: Mapping[str, Standing], roles: Roles, now: datetime) -> bool:
    """Return whether every must-meet is Verified or Not needed, and the gatekeeper was heard."""
    specs = {spec.key: spec for spec in facts.specs}
    if any(key not in specs for key in gate.must_meets):
        return False
    met = all(status_at(facts, specs[key], standings[key], now) in _MET for key in gate.must_meets)
    return met and gatekeeper_heard(gate, standings, roles)


def read_gates(facts: GateFacts, standings: Mapping[str, Standing], roles: Roles, had_passed: Iterable[str],
               now: datetime) -> tuple[GateReading, ...]:  # fmt: skip
    """Return every gate of the channel at `now`; `had_passed` names those that were passed at an earlier moment."""
    readings: list[GateReading] = []
    before, locked = frozenset(had_passed), False
    for gate in facts.channel.gates:
        reading = _read(facts, gate, standings, roles, now, had_passed=gate.stage in before, locked=locked)
        locked = locked or reading.state not in (GateState.PASSED, GateState.WAIVED)
        readings.append(reading)
    return tuple(readings)


def _read(facts: GateFacts, gate: GateSpec, standings: Mapping[str, Standing], roles: Roles, now: datetime, *,
          had_passed: bool, locked: bool) -> GateReading:  # fmt: skip
    """Return one gate; its state is decided in the order of product.md §2."""
    heard = gatekeeper_heard(gate, standings, roles)
    passed = is_met(facts, gate, standings, roles, now)
    missing = () if passed else needs(facts, gate, standings, heard, now)
    stands_on = _stands_on(gate, standings) if passed else ()
    base = GateReading(gate.stage, GateState.OPEN, gate.must_meets, gate.gatekeeper, heard, needs=missing, passed_by=stands_on)
    decision = decided(facts.decisions, ("waive", "hold", "override"), f"gate|{gate.stage}", now)
    asked = "" if decision is None else decision.kind if decision.kind != "override" else decision.value.strip().casefold()
    if decision is not None and asked in ("waive", "waived"):
        return replace(
            base, state=GateState.WAIVED, until=decision.expires, reason=_by(decision) + _also(facts, gate, decision, now)
        )
    if passed:
        return replace(base, state=GateState.PASSED)
    if had_passed:
        return replace(base, state=GateState.RECYCLED, reason=_why_recycled(facts, gate, standings, now))
    if locked:
        return replace(base, state=GateState.LOCKED)
    if decision is not None and asked in ("hold", "held"):
        return replace(
            base, state=GateState.HELD, until=decision.expires, reason=_by(decision) + _also(facts, gate, decision, now)
        )
    held = _customer_date(facts, gate, standings, now)
    if held is not None:
        return replace(base, state=GateState.HELD, until=held.due, reason=f"{who(held)}, named the date")
    confirm = to_confirm(facts, gate, standings, roles, now)
    return replace(base, state=GateState.READY, to_confirm=confirm) if confirm else base


def _by(decision: Decision) -> str:
    words = because(decision)
    return f"by {decision.by}" + (f": {words}" if words else "")


def _also(facts: GateFacts, gate: GateSpec, leading: Decision, now: datetime) -> str:
    """Return what others decided on the gate before, where it differs."""
    mine = [
        d
        for d in facts.decisions
        if d.kind in ("waive", "hold") and d.target.endswith(f"|gate|{gate.stage}") and in_force(d, now)
    ]
    found = {d.by: d for d in mine if d.by != leading.by and (d.kind, d.expires) != (leading.kind, leading.expires)}
    words = [f"{d.by} {'waived' if d.kind == 'waive' else 'held'} it to {d.expires}" for d in found.values()]
    return "; before that " + ", ".join(words) if words else ""


def _stands_on(gate: GateSpec, standings: Mapping[str, Standing]) -> tuple[str, ...]:
    """Return the ids of the counted evidence that a gate stands on."""
    ids: list[str] = []
    for key in gate.must_meets:
        result = standings[key].score
        counted = {one for line in result.lines if line.counted for one in line.evidence}
        ids += [item.id for item in result.supports if item.id in counted]
    return tuple(ids)


def _open_keys(facts: GateFacts, gate: GateSpec, standings: Mapping[str, Standing], now: datetime) -> list[RequirementSpec]:
    specs = {spec.key: spec for spec in facts.specs}
    wanted = [specs[key] for key in gate.must_meets if key in specs]
    return [spec for spec in wanted if status_at(facts, spec, standings[spec.key], now) not in _MET]


def needs(facts: GateFacts, gate: GateSpec, standings: Mapping[str, Standing], heard: bool, now: datetime) -> tuple[str, ...]:
    """Return what a gate is missing, in words, the next one first."""
    words: list[str] = []
    for spec in _open_keys(facts, gate, standings, now):
        words += _needs_of(spec, standings[spec.key])
    hearing = f"hearing from {LANE_WORDS[gate.gatekeeper]}"
    if not heard and hearing not in words:
        words.append(f"{hearing} on it")
    return tuple(dict.fromkeys(words))


def _needs_of(spec: RequirementSpec, standing: Standing) -> list[str]:
    parts = [part.need for part in spec.parts if part.key in standing.missing]
    if standing.status is Status.CONFLICTING:
        one, other = standing.score.opposites[0]
        return [f"which of {one.speaker or 'the first'} and {other.speaker or 'the second'} to go by on “{spec.label}”"]
    if standing.status is Status.STALE:
        return [f"a fresh word from the customer on “{spec.label}”"]
    return parts or [f"a second customer voice on “{spec.label}”, or your confirmation"]


def _why_recycled(facts: GateFacts, gate: GateSpec, standings: Mapping[str, Standing], now: datetime) -> str:
    for spec in _open_keys(facts, gate, standings, now):
        result = standings[spec.key].score
        if result.contradicted:
            return f"“{spec.label}”: two voices differ now"
        if result.expired:
            return f"“{spec.label}”: {who(result.expired[0])}, is past its {spec.life_days} days"
        return f"“{spec.label}”: what it stood on was withdrawn or weakened"
    return "the voice it stood on is not live any more"


def _customer_date(facts: GateFacts, gate: GateSpec, standings: Mapping[str, Standing], now: datetime) -> Evidence | None:
    """Return the customer's evidence with the next future date for an act on a must-meet that is not Verified."""
    today = now.astimezone(UTC).date()
    results = [standings[spec.key].score for spec in _open_keys(facts, gate, standings, now)]
    items = [item for result in results for item in (*result.supports, *result.against) if is_customer(item)]
    dated = [(item.due, item.id, item) for item in items if item.due is not None and item.due >= today]
    return min(dated, key=lambda entry: entry[:2])[2] if dated else None


def to_confirm(facts: GateFacts, gate: GateSpec, standings: Mapping[str, Standing], roles: Roles,
               now: datetime) -> tuple[str, ...]:  # fmt: skip
    """Return the fewest quotes whose confirmation would pass the gate; empty where no confirmation would."""
    open_specs = _open_keys(facts, gate, standings, now)
    everything = {key: _confirmed(facts, key, standings, roles, now, None) for key in (spec.key for spec in open_specs)}
    if not open_specs or not is_met(facts, gate, {**standings, **everything}, roles, now):
        return ()
    chosen: list[str] = []
    for spec in open_specs:
        mine: list[str] = []
        for item in standings[spec.key].score.supports:
            if not _can_confirm(item, now):
                continue
            mine.append(item.id)
            if _confirmed(facts, spec.key, standings, roles, now, frozenset(mine)).status is Status.VERIFIED:
                break
        chosen += mine
    return tuple(chosen)


def _can_confirm(item: Evidence, now: datetime) -> bool:
    """Return whether a person's confirmation could make a primary customer statement of it weigh more."""
    asserted = is_customer(item) and item.seen in _STATEMENTS and item.modality is Modality.ASSERTED
    return asserted and (item.confirmed_at is None or item.confirmed_at > now)


def _confirmed(facts: GateFacts, key: str, standings: Mapping[str, Standing], roles: Roles, now: datetime,
               only: frozenset[str] | None) -> Standing:  # fmt: skip
    """Return where a requirement would stand with these statements confirmed now, or with all of them."""
    spec = next(spec for spec in facts.specs if spec.key == key)
    items = [
        replace(item, confirmed_at=now) if _can_confirm(item, now) and (only is None or item.id in only) else item
        for item in evidence_at(facts, spec, now, roles)
    ]
    heard = heard_at(facts, now) if any(part.key == "heard" for part in spec.parts) else frozenset()
    return standing_of(spec, items, now, facts.playbook.weights, heard, sums=False)


def gate_until(readings: Sequence[GateReading], now: datetime) -> datetime | None:
    """Return the next moment at which a date of a gate (its hold's or waiver's last day, UTC) is over, or None."""
    ends = [datetime(r.until.year, r.until.month, r.until.day, tzinfo=UTC) + timedelta(days=1) for r in readings if r.until]
    return min((end for end in ends if end > now), default=None)
