"""What a record makes of a deal: which readings differ under two records, and what in a reading follows from its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from journey_tui.domain.channel import Channel
from journey_tui.domain.channel_changes import UNREAD, Change
from journey_tui.domain.gates import LANE_WORDS
from journey_tui.domain.kinds import role_words
from journey_tui.domain.playbook import Playbook
from journey_tui.domain.reading import DealReading, GateReading, Lines, RequirementReading, SignalReading, Status, Step
from journey_tui.domain.views_channels import Follows


class Readable(Protocol):
    """What of a deal's reading is compared."""

    @property
    def requirements(self) -> tuple[RequirementReading, ...]:
        """Return the health grid."""
        ...

    @property
    def gates(self) -> tuple[GateReading, ...]:
        """Return the exits of the stages."""
        ...

    @property
    def lines(self) -> Lines:
        """Return both lines."""
        ...

    @property
    def signals(self) -> tuple[SignalReading, ...]:
        """Return fired and silent signals."""
        ...

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return the steps."""
        ...

    @property
    def channel_verified(self) -> bool:
        """Return whether the record was verified."""
        ...


Difference = tuple[str, str, str]
"""(what, under one record, under the other)."""


def is_read(change: Change) -> bool:
    """Return whether any rule reads the part of the record that the change is about."""
    return change.root not in UNREAD


def differences(one: Readable, other: Readable) -> list[Difference]:
    """Return where two readings of a deal differ: lines, requirements, gates, signals, steps, in that order."""
    found = [*_lines(one, other), *_requirements(one, other), *_gates(one, other), *_signals(one, other), *_steps(one, other)]
    if one.channel_verified != other.channel_verified:
        found.append(("Record", _verified(one), _verified(other)))
    return found


def _verified(reading: Readable) -> str:
    return "verified" if reading.channel_verified else "not verified"


def words(found: Sequence[Difference]) -> tuple[str, ...]:
    """Return differences as short lines."""
    return tuple(f"{what}: {one} → {other}" for what, one, other in found)


def _lines(one: Readable, other: Readable) -> Iterator[Difference]:
    for what, a, b in (
        ("Evidence reaches", one.lines.truth, other.lines.truth),
        ("CRM stage reads", one.lines.claim, other.lines.claim),
    ):
        if a != b:
            yield what, a, b


def _requirements(one: Readable, other: Readable) -> Iterator[Difference]:
    theirs = {r.key: r for r in other.requirements}
    for mine in one.requirements:
        yours = theirs.get(mine.key)
        if yours is not None and _state(mine) != _state(yours):
            yield mine.label, _state(mine), _state(yours)


def _state(reading: RequirementReading) -> str:
    if reading.status is Status.BLANK:
        return "not asked for"
    return reading.status.value + (f", {reading.gate} gate" if reading.gate else "")


def _gates(one: Readable, other: Readable) -> Iterator[Difference]:
    theirs, mine = ({gate.name: gate for gate in r.gates} for r in (other, one))
    labels = {r.key: r.label for r in (*other.requirements, *one.requirements)}
    for name in dict.fromkeys((*mine, *theirs)):
        if name not in mine or name not in theirs:
            a, b = (found[name].state.value if name in found else "no such gate" for found in (mine, theirs))
            yield f"{name} gate", a, b
            continue
        pairs = [pair for pair in _sides(mine[name], theirs[name], labels) if pair[0] != pair[1]]
        if pairs:
            yield f"{name} gate", ", ".join(a for a, _ in pairs), ", ".join(b for _, b in pairs)


def _sides(one: GateReading, other: GateReading, labels: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what two readings of a gate say, pair by pair: its state, whose voice it has or wants, and what it asks for."""
    yield one.state.value, other.state.value
    yield _voice(one), _voice(other)
    yield f"asks for {_names(one.must_meets, labels)}", f"asks for {_names(other.must_meets, labels)}"


def _voice(gate: GateReading) -> str:
    who = LANE_WORDS[gate.gatekeeper]
    return f"{who} heard" if gate.gatekeeper_heard else f"wants {who} heard"


def _signals(one: Readable, other: Readable) -> Iterator[Difference]:
    mine, theirs = ({s.id: s for s in r.signals if s.fired} for r in (one, other))
    for key in dict.fromkeys((*mine, *theirs)):
        if (key in mine) != (key in theirs):
            signal = mine.get(key) or theirs[key]
            fires, silent = ("fires", "silent") if key in mine else ("silent", "fires")
            yield f"Signal {signal.kind.replace('_', ' ')}", fires, silent


def _steps(one: Readable, other: Readable) -> Iterator[Difference]:
    mine, theirs = ([step.title for step in r.steps if step.state in ("proposed", "accepted")] for r in (one, other))
    gone = [title for title in mine if title not in theirs]
    new = [title for title in theirs if title not in mine]
    for at in range(max(len(gone), len(new))):
        yield "Step", gone[at] if at < len(gone) else "none", new[at] if at < len(new) else "none"


# Two records ------------------------------------------------------------------------------------------------------------------------

PARTS: Mapping[str, tuple[str, ...]] = {
    "stages and gates": ("stages", "gates", "stage_map"),
    "requirement set": ("requirements", "amounts"),
    "reply cadence": ("reply_cadence_days",),
    "expected roles": ("expected_roles",),
    "verification": ("verified_at", "verify_every"),
}
"""The parts of a record that rules read, with their fields."""
_LAYOUT = "stages and gates"


def record_differences(one: Channel, other: Channel, playbook: Playbook) -> list[Difference]:
    """Return where two records differ in what the rules read, part by part in words."""
    labels = {spec.key: spec.label for spec in playbook.requirements}
    rows = {
        "stages": (_stages(one), _stages(other)),
        "typical days": (_days(one), _days(other)),
        "must-meets": (_meets(one, labels), _meets(other, labels)),
        "gatekeepers": (_keepers(one), _keepers(other)),
        "requirement set": (_names(one.requirements, labels), _names(other.requirements, labels)),
        "reply cadence": (f"{one.reply_cadence_days:g} days", f"{other.reply_cadence_days:g} days"),
        "expected roles": (", ".join(map(role_words, one.expected_roles)), ", ".join(map(role_words, other.expected_roles))),
        "amount rules": (_amounts(one, labels), _amounts(other, labels)),
        "stage map": (_map(one, other), _map(other, one)),
        "verification": (_verification(one), _verification(other)),
    }
    return [(part.capitalize(), a or "none", b or "none") for part, (a, b) in rows.items() if a != b]


def _stages(channel: Channel) -> str:
    return " › ".join(channel.stage_names)


def _days(channel: Channel) -> str:
    return ", ".join(f"{stage.name} {stage.typical_days}" for stage in channel.stages)


def _meets(channel: Channel, labels: Mapping[str, str]) -> str:
    return "; ".join(f"{gate.stage}: {_names(gate.must_meets, labels)}" for gate in channel.gates)


def _keepers(channel: Channel) -> str:
    return ", ".join(f"{gate.stage}: {role_words(gate.gatekeeper)}" for gate in channel.gates)


def _names(keys: Sequence[str], labels: Mapping[str, str]) -> str:
    return ", ".join(labels.get(key, key) for key in keys)


def _amounts(channel: Channel, labels: Mapping[str, str]) -> str:
    return ", ".join(
        f"{labels.get(rule.requirement, rule.requirement)} from {rule.at_least:,} {rule.currency}" for rule in channel.amounts
    )


def _verification(channel: Channel) -> str:
    last = f"{channel.verified_at.day} {channel.verified_at:%b %Y}" if channel.verified_at else "not verified yet"
    return f"{last}, holds for {channel.verify_every} days"


def _map(channel: Channel, beside: Channel) -> str:
    """Return the CRM stages that this record maps otherwise than the one beside it; one that is spelt in two ways once, as people read it."""
    told: dict[tuple[str, str], tuple[str, str]] = {}
    for crm, stage in sorted(channel.stage_map.items()):  # capitals come first: the label before the CRM's internal name
        if beside.stage_map.get(crm) != stage and crm != stage:
            told.setdefault(("".join(filter(str.isalnum, crm.casefold())), stage), (crm, stage))
    return ", ".join(f"{crm} = {stage}" for crm, stage in told.values())


def causes(one: Channel, other: Channel, read: Callable[[Channel], DealReading]) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """Return every difference of a deal's reading under two records, each with the parts of the record that it follows from.

    Part by part the other record is put in place of this one and the deal is read again: what differs then follows from that part.
    Stages and gates hang together and are one part. What only several parts together bring about names them all.
    """
    mine, theirs = read(one), read(other)
    parts = [name for name, fields in PARTS.items() if any(getattr(one, f) != getattr(other, f) for f in fields)]
    alone: dict[str, set[str]] = {}
    for part in parts:
        changed = replace(one, **{field: getattr(other, field) for field in PARTS[part]})
        alone[part] = {what for what, *_ in differences(mine, read(changed))}
    return [
        (what, a, b, tuple(part for part in parts if what in alone[part]) or tuple(parts))
        for what, a, b in differences(mine, theirs)
    ]


# What follows from a record ---------------------------------------------------------------------------------------------------


def follows(reading: DealReading, channel: Channel, playbook: Playbook, *, cadence: bool = True) -> tuple[Follows, ...]:
    """Return what in a deal's reading follows from its record: requirements, the gate order, signals that go by its numbers."""
    found = [*_asked(reading, channel, playbook), *_order(reading, channel)]
    if cadence:
        found += [row for signal in reading.signals if (row := _numbers(signal, reading, channel)) is not None]
    return tuple(found)


def _asked(reading: DealReading, channel: Channel, playbook: Playbook) -> Iterator[Follows]:
    names = channel.stage_names
    furthest = max((names.index(s) for s in (reading.lines.truth, reading.lines.claim) if s in names), default=0)
    for one in reading.requirements:
        spec = playbook.requirement(one.key)
        gate = channel.gate_of(one.key)
        if one.status is Status.BLANK:
            where = f"the {gate} gate asks for it once a line reaches that stage" if gate else "no gate of this channel names it"
            yield Follows(
                f"asked|{one.key}", f"{one.label} is not asked for yet: {where}", "requirements", ("requirement", one.key)
            )
        elif one.key in channel.requirements:
            tail = f", and its {gate} gate" if gate else ""
            yield Follows(
                f"asked|{one.key}",
                f"{one.label}: in this channel's requirement set{tail}",
                "requirements",
                ("requirement", one.key),
            )
        elif gate and names.index(gate) <= furthest:
            yield Follows(f"asked|{one.key}", f"{one.label}: the {gate} gate asks for it, and a line has reached that stage",
                          f"gates.{gate}.must_meets", ("requirement", one.key))  # fmt: skip
        elif spec is not None and spec.on_when_mentioned:
            yield Follows(
                f"asked|{one.key}",
                f"{one.label}: not from this record; the customer's words mention it",
                "",
                ("requirement", one.key),
            )
        else:
            yield Follows(f"asked|{one.key}", f"{one.label}: by the amount of the deal", "amounts", ("requirement", one.key))


def _order(reading: DealReading, channel: Channel) -> Iterator[Follows]:
    for gate in reading.gates:
        spec = channel.gate(gate.name)
        if spec is not None and gate.name == reading.lines.truth:
            yield Follows(f"gate|{gate.name}", f"The line stops at {gate.name}: its gate comes {_nth(channel, gate.name)} here, and wants "
                          f"{LANE_WORDS[spec.gatekeeper]} heard", f"gates.{gate.name}.gatekeeper", ("gate", gate.name))  # fmt: skip


def _nth(channel: Channel, stage: str) -> str:
    at = channel.stage_names.index(stage)
    return ("first", "second", "third", "fourth", "fifth")[at] if at < 5 else f"as number {at + 1}"


def _numbers(signal: SignalReading, reading: DealReading, channel: Channel) -> Follows | None:
    """Return what a signal takes from the record: its cadence, the typical days of a stage, or that a partner speaks for us."""
    stage = next((s for s in channel.stages if s.name == reading.lines.claim), None)
    text = f"{signal.fact} {signal.cancelled_by}"
    name = signal.kind.replace("_", " ").capitalize()
    if signal.kind == "stage_age" and stage is not None:
        rule, field = f"{stage.typical_days} days are typical in {stage.name} here", f"stages.{stage.name}.typical_days"
    elif "this channel expects" in text or signal.kind == "no_two_way_contact":
        rule, field = f"this channel's cadence of {channel.reply_cadence_days:g} days", "reply_cadence_days"
    else:
        return None
    state = "fires" if signal.fired else "stays silent"
    return Follows(f"signal|{signal.id}", f"{name} {state}: it goes by {rule}", field, ("signal", signal.id))
