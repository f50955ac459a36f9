"""The gates replayed: when each was first passed, and every move of the Truth Line with its cause (product.md §2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field
from datetime import date, datetime

from journey_tui.domain.gates import GateFacts, Roles, is_met, standing_at, status_at
from journey_tui.domain.ledger import expires
from journey_tui.domain.model import Decision, Evidence, Stance
from journey_tui.domain.playbook import RequirementSpec
from journey_tui.domain.reading import LineMove, Status
from journey_tui.domain.requirements import Standing, last_day_over, who
from journey_tui.domain.roles import ALWAYS
from journey_tui.lean import dataclass

MOMENTS = 400
"""More moments than this are replayed day by day: a deal with that many tells the same story."""

MANY = 2000
"""More events than this are replayed week by week; a move still carries the moment of the event that made it."""

VERY_MANY = 6000
"""More than this four weeks at a time: what is replayed grows with events times moments."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that may move a gate, with its own moment."""

    at: datetime
    kind: str
    """`landed`, `confirmed`, `expired`, `rejected`, `heard`, `role` or `decided`."""
    requirement: str = ""
    """Empty where it may bear on any."""
    evidence: Evidence | None = None
    decision: Decision | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class GateHistory:
    """What the replay found."""

    passed: dict[str, datetime] = field(default_factory=dict)
    """Stage → when its gate was last found passed."""
    moves: tuple[LineMove, ...] = ()


def gate_history(facts: GateFacts, now: datetime) -> GateHistory:
    """Return the history of gates and Truth Line up to and including `now`."""
    replay = _Replay(facts)
    for moment, events in _by_moment(_events(facts, now)):
        replay.step(moment, events)
    return GateHistory(replay.passed, tuple(replay.moves))


def truth_index(met: Sequence[bool]) -> int:
    """Return the index of the first stage whose gate is not passed; with all passed, the last."""
    return next((at for at, passed in enumerate(met) if not passed), len(met) - 1)


class _Replay:
    """The state between two moments: only what an event touches is computed again."""

    def __init__(self, facts: GateFacts) -> None:
        self.facts = facts
        self.specs = facts.specs
        self.roles = Roles(facts, ALWAYS)
        self.standings = {spec.key: standing_at(facts, spec, ALWAYS, self.roles) for spec in self.specs}
        self.statuses = {spec.key: status_at(facts, spec, self.standings[spec.key], ALWAYS) for spec in self.specs}
        self.passed: dict[str, datetime] = {}
        self.moves: list[LineMove] = []
        self.at = 0

    def step(self, moment: datetime, events: Sequence[Event]) -> None:
        """Take the events of one moment and note what moved."""
        if any(event.kind == "role" for event in events):
            self.roles = Roles(self.facts, moment)
        touched = {event.requirement for event in events}
        before, changed = dict(self.standings), set[str]()
        for spec in self.specs:
            if spec.key in touched or "" in touched:
                self._read(spec, moment, changed)
        self._move(moment, events, changed, before)

    def _read(self, spec: RequirementSpec, moment: datetime, changed: set[str]) -> None:
        self.standings[spec.key] = standing_at(self.facts, spec, moment, self.roles, sums=False)
        status = status_at(self.facts, spec, self.standings[spec.key], moment)
        if status is not self.statuses[spec.key]:
            changed.add(spec.key)
        self.statuses[spec.key] = status

    def _move(self, moment: datetime, events: Sequence[Event], changed: set[str], before: dict[str, Standing]) -> None:
        gates = self.facts.channel.gates
        met = [is_met(self.facts, gate, self.standings, self.roles, moment) for gate in gates]
        self.passed |= {gate.stage: moment for gate, passed in zip(gates, met, strict=True) if passed}
        at = truth_index(met)
        if at == self.at:
            return
        names = self.facts.channel.stage_names
        event = _decisive(events, changed, forward=at > self.at)
        ids = (event.evidence.id,) if event.evidence is not None else ()
        self.moves.append(LineMove(event.at, names[self.at], names[at], self._cause(event, before), ids))
        self.at = at

    def _cause(self, event: Event, before: dict[str, Standing]) -> str:
        spec = next((spec for spec in self.specs if spec.key == event.requirement), None)
        label = f"{spec.label}: " if spec else ""
        if event.decision is not None:
            return f"{label}set by {event.decision.by}" + (" no longer holds" if event.at > event.decision.at else "")
        if event.evidence is None or spec is None:
            return f"{label}{event.words}"
        said = who(event.evidence)
        if event.kind == "expired":
            return f"{label}{said}, is past its {spec.life_days} days"
        if event.kind == "rejected":
            return f"{label}{said}, was set aside by a person"
        if event.kind == "confirmed":
            return f"{label}{said}, confirmed by a person"
        if event.evidence.stance is not Stance.SUPPORTS:
            differs = before[spec.key].status is Status.VERIFIED and self.standings[spec.key].score.contradicted
            return f"{label}{said}, {'says it differently' if differs else 'takes weight off it'}"
        return f"{label}{said}"


def _decisive(events: Sequence[Event], changed: set[str], *, forward: bool) -> Event:
    """Return the event that moved the line: one on a requirement whose status changed, of the kind that moves that way."""
    ahead, back = ("landed", "confirmed", "heard", "role", "decided"), ("expired", "rejected", "landed", "decided", "confirmed")
    order = ahead if forward else back

    def rank(event: Event) -> tuple[bool, int]:
        return (event.requirement not in changed, order.index(event.kind) if event.kind in order else len(order))

    return min(events, key=rank)


def _events(facts: GateFacts, now: datetime) -> list[Event]:
    """Return everything up to `now` that may move a gate, in order of time."""
    events: list[Event] = []
    for spec in facts.specs:
        for item in facts.evidence.get(spec.key, ()):
            if item.rejected and item.id not in facts.rejected_at:
                continue
            events.append(Event(item.observed_at, "landed", spec.key, item))
            events.append(Event(expires(item, spec.life_days), "expired", spec.key, item))
            if item.confirmed_at is not None:
                events.append(Event(max(item.confirmed_at, item.observed_at), "confirmed", spec.key, item))
            if item.rejected:
                events.append(Event(max(facts.rejected_at[item.id], item.observed_at), "rejected", spec.key, item))
        if any(part.key == "heard" for part in spec.parts) and facts.evidence.get(spec.key):
            events += [Event(since, "heard", spec.key, words=f"{key} was heard") for key, since in facts.heard]
        events += _decision_events(facts.decisions, spec.key)
    names = {person.id: person.name for person in facts.people}
    for gain in facts.gains:
        if gain.since > ALWAYS:
            events.append(Event(gain.since, "role", words=f"{names.get(gain.person, '')}: {gain.rule}"))
    events += [Event(d.at, "role", decision=d) for d in facts.decisions if d.kind == "role"]
    events += [Event(last_day_over(d.expires), "role", decision=d) for d in facts.decisions if d.kind == "role" and d.expires]
    ends = [(last_day_over(date.fromisoformat(d.of("held_until"))), d) for d in facts.decisions if d.of("held_until")]
    events += [Event(max(at, d.at), "role", decision=d) for at, d in ends]
    return sorted((event for event in events if event.at <= now), key=lambda event: event.at)


def _decision_events(decisions: Iterable[Decision], key: str) -> list[Event]:
    mine = [d for d in decisions if d.kind in ("override", "waive") and d.target.endswith(f"|requirement|{key}")]
    events = [Event(d.at, "decided", key, decision=d) for d in mine]
    return events + [Event(last_day_over(d.expires), "decided", key, decision=d) for d in mine if d.expires]


def _by_moment(events: Sequence[Event]) -> list[tuple[datetime, list[Event]]]:
    """Return the events by moment; by day, week or four weeks, at its last moment, where there are very many."""
    moments: dict[datetime, list[Event]] = {}
    for event in events:
        moments.setdefault(event.at, []).append(event)
    if len(moments) <= MOMENTS:
        return list(moments.items())
    days = 1 if len(events) <= MANY else 7 if len(events) <= VERY_MANY else 28
    spans: dict[int, list[Event]] = {}
    for event in events:
        spans.setdefault(event.at.toordinal() // days, []).append(event)
    return [(found[-1].at, found) for found in spans.values()]
