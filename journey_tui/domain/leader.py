"""The leader's overlay: where deals stop and for want of what, the one gap of a deal, and one question about it.

It counts deals, never people or what they do. Each line says what it stands on.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from journey_tui.domain.asked import is_same
from journey_tui.domain.gates import LANE_WORDS
from journey_tui.domain.language import quoted, short_date
from journey_tui.domain.model import Deal, Decision, Evidence, Lane
from journey_tui.domain.playbook import Playbook, RequirementSpec
from journey_tui.domain.reading import WEAKEST_FIRST, DealReading, GateReading, GateState, RequirementReading, Status
from journey_tui.domain.views_leader import VOICE, Asked, BreakCount, ChannelCount, CoachNote, Gap, GateCount, NotMet
from journey_tui.lean import dataclass

LEAST: Final = 5
"""Deals below which nothing is said about where journeys stop (default of `channels.least_deals`)."""
ASKED_WITHIN: Final = timedelta(days=28)
"""How long a question counts as asked before."""
_MET: Final = (Status.VERIFIED, Status.NOT_NEEDED)
_ORDER: Final = {status: n for n, status in enumerate((*WEAKEST_FIRST, Status.BLANK))}
_STATES: Final = ("recycled", "open", "ready", "held")
NO_GATE: Final = "passed"


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a deal's journey stands still: kept beside its row, so that ten thousand are counted without reading them."""

    gate: str
    """Stage of the first gate that is neither passed nor waived; empty where there is none."""
    state: str
    wants: tuple[tuple[str, str, str], ...]
    """(gate, requirement, status) of what is not met, of this gate and of those that the CRM's stage has reached.

    Requirement `voice` stands for the gate's role, not heard on it yet.
    """
    back: tuple[str, ...]
    """Stages that the Truth Line came back to, each once."""


def first_gate(reading: DealReading) -> GateReading | None:
    """Return the first gate that is neither passed nor waived."""
    return next((gate for gate in reading.gates if gate.state not in (GateState.PASSED, GateState.WAIVED)), None)


def stop_of(reading: DealReading) -> Stop:
    """Return where a deal stands still."""
    gate, back = first_gate(reading), _came_back(reading)
    if gate is None:
        return Stop("", NO_GATE, (), back)
    wants = [
        (one.name, key, status)
        for one in _reached(reading)
        for key, status in (
            *((row.key, row.status.value) for row in _wanted(reading, one)),
            *(() if one.gatekeeper_heard else ((VOICE, ""),)),
        )
    ]
    return Stop(gate.name, gate.state.value, tuple(wants), back)


def _reached(reading: DealReading) -> list[GateReading]:
    """Return the gates neither passed nor waived: the first one, and those of the stages that the CRM's stage has reached."""
    names = [gate.name for gate in reading.gates]
    claim = names.index(reading.lines.claim) if reading.lines.claim in names else -1
    ahead = [(n, gate) for n, gate in enumerate(reading.gates) if gate.state not in (GateState.PASSED, GateState.WAIVED)]
    return [gate for at, (n, gate) in enumerate(ahead) if at == 0 or n <= claim]


def _came_back(reading: DealReading) -> tuple[str, ...]:
    order = {gate.name: n for n, gate in enumerate(reading.gates)}
    moves = (m for m in reading.lines.moves if order.get(m.after, 0) < order.get(m.before, -1))
    return tuple(dict.fromkeys(m.after for m in moves))


def _wanted(reading: DealReading, gate: GateReading) -> list[RequirementReading]:
    """Return the must-meets that are not met, the weakest first."""
    rows = {one.key: one for one in reading.requirements}
    found = [rows[key] for key in gate.must_meets if key in rows and rows[key].status not in _MET]
    return sorted(found, key=lambda one: (_ORDER[one.status], one.score))


# Across deals -----------------------------------------------------------------------------------------------------------------

Group = tuple[int, int, str, str, int]
"""(closed, won, channel, stop as JSON, deals)."""


def count_channels(
    groups: Iterable[Group], playbook: Playbook, gates: Mapping[str, Sequence[tuple[str, Lane]]], least: int = LEAST
) -> tuple[ChannelCount, ...]:
    """Return the counts by channel and gate; `gates`: (stage, gatekeeper) of each channel by its name, in their order."""
    by_channel: dict[str, list[tuple[bool, bool, Stop, int]]] = defaultdict(list)
    for closed, won, channel, text, deals in groups:
        by_channel[channel].append((bool(closed), bool(won), _stop(json.loads(text)), deals))
    names = [*(name for name in gates if name in by_channel), *sorted(set(by_channel) - set(gates))]
    return tuple(_channel(name, by_channel[name], playbook, gates.get(name, ()), least) for name in names)


def _stop(value: Mapping[str, Any]) -> Stop:
    wants = tuple((gate, key, status) for gate, key, status in value["wants"])
    return Stop(value["gate"], value["state"], wants, tuple(value["back"]))


def _channel(
    name: str,
    stops: list[tuple[bool, bool, Stop, int]],
    playbook: Playbook,
    gates: Sequence[tuple[str, Lane]],
    least: int,
) -> ChannelCount:
    still = [(stop, deals) for closed, _, stop, deals in stops if not closed]
    lost = [(stop, deals) for closed, won, stop, deals in stops if closed and not won]
    seen = dict.fromkeys(gate for stop, _ in still for gate in (stop.gate, *(want[0] for want in stop.wants)) if gate)
    order = list(dict.fromkeys((*(stage for stage, _ in gates), *seen)))
    keepers = dict(gates)
    counted = [_gate(stage, still, playbook, keepers.get(stage)) for stage in order]
    breaks = [_break(stage, still, lost, [(s, n) for _, _, s, n in stops]) for stage in order]
    total, not_won = _sum(still), _sum(lost)
    return ChannelCount(
        name,
        total,
        not_won,
        sum(deals for stop, deals in still if not stop.gate),
        tuple(one for one in counted if one.wanting),
        tuple(one for one in breaks if one.open_deals or one.came_back or one.not_won),
        _words(breaks, total, least),
    )


def _sum(stops: Iterable[tuple[Stop, int]]) -> int:
    return sum(deals for _, deals in stops)


def _gate(stage: str, stops: list[tuple[Stop, int]], playbook: Playbook, keeper: Lane | None) -> GateCount:
    labels = {spec.key: spec.label for spec in playbook.requirements}
    states: Counter[str] = Counter()
    by_key: dict[str, Counter[str]] = defaultdict(Counter)
    here = wanting = 0
    labels[VOICE] = f"Hearing from {LANE_WORDS[keeper] if keeper else 'its role'}"
    for stop, deals in stops:
        if stop.gate == stage:
            here += deals
            states[stop.state] += deals
        wants = [(key, status) for gate, key, status in stop.wants if gate == stage]
        wanting += deals if wants or stop.gate == stage else 0
        for key, status in wants:
            by_key[key][status] += deals
    found = [
        NotMet(
            key,
            labels.get(key, key),
            sum(counts.values()),
            tuple(sorted(((k, n) for k, n in counts.items() if k), key=lambda pair: _rank(pair[0]))),
        )
        for key, counts in by_key.items()
    ]
    found.sort(key=lambda one: (-one.deals, one.label))
    known = [(state, states[state]) for state in (*_STATES, *sorted(set(states) - set(_STATES))) if states[state]]
    return GateCount(stage, here, wanting, tuple(known), tuple(found))


def _rank(status: str) -> int:
    return next((n for known, n in _ORDER.items() if known.value == status), len(_ORDER))


def _break(
    stage: str, still: list[tuple[Stop, int]], lost: list[tuple[Stop, int]], everything: list[tuple[Stop, int]]
) -> BreakCount:
    here = [(stop, deals) for stop, deals in still if stop.gate == stage]
    return BreakCount(
        stage,
        _sum(here),
        _sum((stop, deals) for stop, deals in here if stop.state == GateState.RECYCLED.value),
        _sum((stop, deals) for stop, deals in everything if stage in stop.back),
        _sum((stop, deals) for stop, deals in lost if stop.gate == stage),
    )


def _words(breaks: Sequence[BreakCount], total: int, least: int) -> str:
    """Return where journeys stop most often; nothing is said about few deals, or where two gates are level."""
    if total < least:
        return f"{_deals(total)}: too few to say where journeys stop ({least} are needed). The counts stand as they are."
    ranked = sorted((one for one in breaks if one.open_deals), key=lambda one: -one.open_deals)
    if not ranked:
        return f"{_deals(total)}: every gate is passed."
    first = ranked[0]
    if len(ranked) > 1 and ranked[1].open_deals == first.open_deals:
        return f"{_deals(total)}: no gate stands out."
    back = f"; {_deals(first.came_back)} came back to it" if first.came_back else ""
    return f"Most stop at {first.gate}: {first.open_deals:,} of {total:,} open deals{back}."


def _deals(number: int) -> str:
    return "one deal" if number == 1 else f"{number:,} deals"


def notes_of(decisions: Sequence[Decision], member_ids: Sequence[str]) -> tuple[CoachNote, ...]:
    """Return the notes on a deal, newest first, each with who has read it; `member_ids`: whom the reader stands for."""
    read = {one.target: one for one in decisions if one.kind == "coach_read"}
    found = []
    for one in decisions:
        if one.kind == "coach":
            seen = read.get(one.target)
            found.append(
                CoachNote(
                    one.target, one.at, one.by, one.of("to"), one.of("to_id") in member_ids and bool(one.of("to_id")), one.value,
                    one.of("requirement"), seen.by if seen else "", seen.at if seen else None,
                )
            )  # fmt: skip
    return tuple(reversed(found))


# One deal -----------------------------------------------------------------------------------------------------------------------


def gap_of(
    deal: Deal,
    reading: DealReading,
    playbook: Playbook,
    evidence: Mapping[str, Evidence],
    decisions: Sequence[Decision],
    now: datetime,
    heard: Sequence[Asked] = (),
) -> Gap:
    """Return the one gap of a deal with what it stands on, a question about it, and what was asked before.

    `heard`: what our people asked the customer about it.
    """
    gate, today = first_gate(reading), now.date()
    base: dict[str, Any] = {
        "deal_id": deal.id, "deal": deal.name, "account": deal.account, "owner": deal.owner, "owner_id": deal.owner_id,
        "channel": reading.channel, "close_date": deal.close_date,
    }  # fmt: skip
    if gate is None:
        why = ("Every gate of this channel stands on the customer's own evidence, or was waived.",)
        return Gap(**base, gate="", state=NO_GATE, key="", label="Nothing is missing", status=None, band=None, why=why, evidence=(),
                   question="")  # fmt: skip
    wanted = _wanted(reading, gate)
    row = wanted[0] if wanted else None
    spec = playbook.requirement(row.key) if row else None
    key = row.key if row else VOICE
    asked = _asked(decisions, key, heard)
    question, repeated = _question(row, spec, gate, asked, now)
    return Gap(
        **base,
        gate=gate.name,
        state=gate.state.value,
        key=key,
        label=row.label if row else f"Hearing from {LANE_WORDS[gate.gatekeeper]}",
        status=row.status if row else None,
        band=row.band if row else None,
        why=tuple(_why(deal, reading, gate, wanted, playbook, evidence, today)),
        evidence=row.evidence if row else gate.passed_by,
        question=question,
        asked=asked,
        repeated=repeated,
        notes=notes_of(decisions, ()),
        also=tuple(_also(reading, gate)),
    )


def _why(
    deal: Deal,
    reading: DealReading,
    gate: GateReading,
    wanted: Sequence[RequirementReading],
    playbook: Playbook,
    evidence: Mapping[str, Evidence],
    today: date,
) -> Iterable[str]:
    yield _place(reading, gate, today)
    if wanted:
        yield _weakest(wanted, gate)
        yield _stands_on(wanted[0], playbook.requirement(wanted[0].key), evidence, today)
    else:
        yield f"All that it asks for is met; {LANE_WORDS[gate.gatekeeper]} has not been heard on it yet."
    yield _dates(deal, reading, today)


def _also(reading: DealReading, first: GateReading) -> Iterable[str]:
    """Yield what else is not met at the gates that the CRM's stage has reached."""
    for gate in _reached(reading):
        rows = _wanted(reading, gate)[1 if gate is first else 0 :]
        told = [f"{row.label} ({row.status.value})" for row in rows]
        told += (
            []
            if gate.gatekeeper_heard or (gate is first and not _wanted(reading, gate))
            else [f"hearing from {LANE_WORDS[gate.gatekeeper]}"]
        )
        if told:
            yield f"{gate.name}: {', '.join(told)}"


def _place(reading: DealReading, gate: GateReading, today: date) -> str:
    before = reading.gates[: [g.name for g in reading.gates].index(gate.name)]
    waived = sum(g.state is GateState.WAIVED for g in before)
    first = "the first gate" if not before else f"the first gate not passed, after {', '.join(g.name for g in before)}"
    state = {
        GateState.READY: "it would be passed if quotes were confirmed",
        GateState.HELD: f"it is held{f' to {short_date(gate.until, today)}' if gate.until else ''}",
        GateState.RECYCLED: f"it had passed{f': {gate.reason}' if gate.reason else ''}",
    }.get(gate.state, "it is open")
    return f"{gate.name} is {first}{' (waived)' if waived else ''}; {state}."


def _weakest(wanted: Sequence[RequirementReading], gate: GateReading) -> str:
    row, rest = wanted[0], wanted[1:]
    others = "".join(f"; {one.label}: {one.status.value}" for one in rest)
    if others:
        return f"Of what it asks for, this is the furthest from met: {row.status.value}{others}."
    alone = "it asks for nothing else" if len(gate.must_meets) == 1 else "the rest of what it asks for is met"
    return f"{row.label} is {row.status.value}; {alone}."


def _stands_on(row: RequirementReading, spec: RequirementSpec | None, evidence: Mapping[str, Evidence], today: date) -> str:
    item = evidence.get(row.strongest)
    if item is None or not item.quote.strip():
        return (
            "Nothing in the synced sources speaks of it yet." if row.status is Status.UNKNOWN else f"It stands on: {row.reason}."
        )
    who = f"{item.speaker or 'the customer'}, {short_date(item.observed_at.date(), today)}"
    if item.confidential:
        return f"Last: {who}, in confidence."
    parts = [part.label for part in spec.parts if part.key in row.missing] if spec and row.status is not Status.STALE else []
    words = quoted(item.quote, 20)
    return f"{who}: {words}" + (f" Still missing: {', '.join(parts).lower()}." if parts else "")


def _dates(deal: Deal, reading: DealReading, today: date) -> str:
    lines = reading.lines
    crm = f"CRM: {lines.claim}; customer evidence reaches {lines.truth}"
    if deal.close_date is None:
        return f"{crm}. No close date is set."
    days = (deal.close_date - today).days
    when = "today" if days == 0 else f"in {_days(days)}" if days > 0 else f"{_days(-days)} ago"
    return f"{crm}. Close date {short_date(deal.close_date, today)}, {when}."


def _days(number: int) -> str:
    return "one day" if number == 1 else f"{number} days"


def gap_key(reading: DealReading) -> str:
    """Return what a deal's gap is about: a requirement, `voice`, or nothing."""
    gate = first_gate(reading)
    wanted = _wanted(reading, gate) if gate else []
    return wanted[0].key if wanted else VOICE if gate else ""


def _asked(decisions: Sequence[Decision], key: str, heard: Sequence[Asked]) -> tuple[Asked, ...]:
    """Return notes, decided steps and questions to the customer about the same gap, newest first; the same question once."""
    found: list[Asked] = []
    for one in decisions:
        if one.kind == "coach" and one.of("requirement") == key:
            found.append(Asked(one.at, one.by, one.value))
        elif one.kind == "step" and one.value in ("accepted", "done", "dismissed") and _step_about(one) == key:
            done = {"accepted": "accepted", "done": "done", "dismissed": "set aside"}[one.value]
            found.append(Asked(one.at, one.by, f"step {done}: {one.of('what')}"))
    for question in sorted(heard, key=lambda one: one.at, reverse=True):
        if not any(one.source and one.words.casefold() == question.words.casefold() for one in found):
            found.append(question)
    return tuple(sorted(found, key=lambda one: one.at, reverse=True))


def _step_about(decision: Decision) -> str:
    try:
        return str(json.loads(decision.of("step") or "{}").get("requirement", ""))
    except ValueError:
        return ""


def _question(
    row: RequirementReading | None, spec: RequirementSpec | None, gate: GateReading, asked: Sequence[Asked], now: datetime
) -> tuple[str, bool]:
    """Return the first question about the gap that was not asked lately, and whether all were."""
    candidates = [
        f"Who among {LANE_WORDS[gate.gatekeeper]} could tell us in their own words, and what would they want to see first?"
    ]
    if row is not None:
        parts = [part.question for part in spec.parts if part.key in row.missing] if spec else []
        candidates = [question for question in dict.fromkeys((row.question, *parts)) if question]
    if not candidates:
        return "", False
    recent = [one for one in asked if now - one.at <= ASKED_WITHIN]
    told = " ".join(one.words for one in recent)
    put = [one.words for one in recent if one.source]
    fresh = next((one for one in candidates if one not in told and not any(is_same(one, words) for words in put)), "")
    return fresh or candidates[0], not fresh
