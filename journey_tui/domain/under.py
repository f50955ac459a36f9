"""One deal under another record: the ledger first; signals and steps only where it says something else; no story at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import Any

from journey_tui.domain import channel_effects as effects
from journey_tui.domain.as_of import facts_as_of
from journey_tui.domain.assess import Assessment, assess, gate_facts_of, late_sources, readings_of, weakest_of
from journey_tui.domain.channel import Channel
from journey_tui.domain.compose import read_assessed, signals_and_steps, valid_until
from journey_tui.domain.contact import ContactIndex
from journey_tui.domain.facts import facts_that_count
from journey_tui.domain.follow_up import without_follow_up
from journey_tui.domain.gates import GateFacts, Roles, gate_until, is_met, read_gates, standing_at
from journey_tui.domain.history import gate_history
from journey_tui.domain.lines import read_lines
from journey_tui.domain.model import DealFacts, Lane, Person, Touchpoint
from journey_tui.domain.playbook import Playbook
from journey_tui.domain.reading import DealReading, GateReading, GateState, Lines, RequirementReading, SignalReading, Step
from journey_tui.domain.requirements import Standing
from journey_tui.domain.wording import in_other_words
from journey_tui.lean import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """What of a reading is compared."""

    requirements: tuple[RequirementReading, ...]
    gates: tuple[GateReading, ...]
    lines: Lines
    signals: tuple[SignalReading, ...]
    steps: tuple[Step, ...]
    channel_verified: bool


class Compared:
    """A deal whose reading under its own record is compared with others; what no record changes is worked out once."""

    def __init__(
        self, facts: DealFacts, playbook: Playbook, channel: Channel, now: datetime, reading: DealReading | None = None
    ) -> None:
        """Take the deal, its record, and its reading at `now` where the caller has it."""
        known = facts_as_of(facts, now, past=False)
        self._counted = facts_that_count(known, now, model_alone=playbook.weights.model_alone)
        self._playbook, self._channel, self._now = playbook, channel, now
        if reading is None:
            reading = read_assessed(self._counted, assess(self._counted, playbook, channel, now), playbook, channel, now)
        self._reading = reading
        self._index: tuple[tuple[Person, ...], ContactIndex] | None = None

    def under(self, changed: Channel) -> tuple[tuple[str, ...], datetime | None]:
        """Return what reads otherwise under the changed record, in words, and until when that holds."""
        one, now = self._reading, self._now
        told = self._assess(changed)
        signals, steps = one.signals, one.steps
        if _ledger(told) != _ledger(one) or _beyond(changed, one.lines.claim) != _beyond(self._channel, one.lines.claim):
            signals, steps = self._follow(told, changed)
        other = Outcome(told.requirements, told.gates, told.lines, signals, steps, changed.is_verified(now.date()))
        ends = [one.valid_until, valid_until(self._counted, told, now)]
        return effects.words(effects.differences(one, other)), min((end for end in ends if end is not None), default=None)

    def _assess(self, changed: Channel) -> Assessment:
        """Return what `assess` does: of the own record's reading what no record changes is taken, and gates alike keep their past."""
        one, now, deal = self._reading, self._now, self._counted.deal
        if self._counted.wordings:  # a model's words stand in the reading, and the rules' own are needed
            return assess(self._counted, self._playbook, changed, now)
        facts = replace(self._facts, channel=changed)
        roles, standings = self._roles, self._standings
        gates = read_gates(facts, standings, roles, self._had_passed(facts), now)
        met = [is_met(facts, gate, standings, roles, now) for gate in changed.gates]
        changes = tuple(change for change in self._counted.changes if change.at <= now)
        lines = read_lines(deal, changed, gates, met, (), {item.id: item for item in self._counted.evidence}, changes)
        late, _ = late_sources(self._counted.freshness, self._playbook, now)
        known = {reading.key: reading for reading in one.requirements}
        readings = readings_of(facts, deal, lines, roles, late, now, standings, known)
        new = [reading.valid_until for reading in readings if reading is not known.get(reading.key)]
        ends = [end for end in (one.valid_until, gate_until(gates, now), *new) if end is not None and end > now]
        scores = tuple((key, standing.score) for key, standing in standings.items())
        return Assessment(
            readings, gates, lines, roles.people, weakest_of(readings, changed), scores, min(ends, default=None), late
        )

    def _had_passed(self, facts: GateFacts) -> list[str]:
        """Return the gates that were passed at an earlier moment: as the reading says of those that both records have alike."""
        states = {gate.name: gate.state for gate in self._reading.gates}
        found = []
        for gate in facts.channel.gates:
            if self._channel.gate(gate.stage) == gate and gate.stage in states:
                passed = states[gate.stage] in (GateState.RECYCLED, GateState.PASSED)
            else:
                stages = tuple(stage for stage in facts.channel.stages if stage.name == gate.stage)
                alone = replace(facts, channel=replace(facts.channel, stages=stages, gates=(gate,)))
                passed = gate.stage in gate_history(alone, self._now).passed
            found += [gate.stage] if passed else []
        return found

    @cached_property
    def _facts(self) -> GateFacts:
        return gate_facts_of(self._counted, self._playbook, self._channel)

    @cached_property
    def _roles(self) -> Roles:
        return Roles(self._facts, self._now)

    @cached_property
    def _standings(self) -> dict[str, Standing]:
        specs = self._playbook.requirements
        return {spec.key: standing_at(self._facts, spec, self._now, self._roles) for spec in specs}

    def _follow(self, told: Assessment, changed: Channel) -> tuple[tuple[SignalReading, ...], tuple[Step, ...]]:
        """Return the signals and steps that follow from the ledger under the changed record."""
        if self._index is None or self._index[0] != told.people:
            self._index = (told.people, ContactIndex(self._counted.touchpoints, self._now, told.people))
        found, steps = signals_and_steps(self._counted, told, changed, self._now, self._index[1], self._missing)
        return found, in_other_words(self._counted.wordings, (), steps, ())[1]

    @cached_property
    def _missing(self) -> Touchpoint | None:
        return without_follow_up(self._counted.touchpoints, self._now)


def _ledger(told: DealReading | Assessment) -> Any:
    """Return what signals and steps take from the ledger."""
    return (
        [(r.key, r.status, r.gate, r.missing) for r in told.requirements],
        [(g.name, g.state, g.must_meets, g.gatekeeper, g.gatekeeper_heard, g.needs, g.until) for g in told.gates],
        (told.lines.truth, told.lines.truth_waived, told.lines.claim),
    )


def _beyond(channel: Channel, claim: str) -> Any:
    """Return what signals take from a record past the ledger, for a deal in the stage that the CRM claims."""
    stage = next((one for one in channel.stages if one.name == claim), None)
    partner = any(lane is Lane.PARTNER for lane in channel.expected_roles)
    return (stage.typical_days if stage else None, channel.reply_cadence_days, partner, channel.stages[0].name)
