"""What differs between a deal as of one moment and as of a later one: a list to read, each line with its cause."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from journey_tui.domain.changes import field_words
from journey_tui.domain.kinds import role_words
from journey_tui.domain.language import first_words, quoted, weekday_date
from journey_tui.domain.model import Deal, Evidence, FieldChange, Lane, Side, Stance
from journey_tui.domain.reading import GLYPHS, DealReading, Status
from journey_tui.lean import dataclass

HEADINGS: Final = {"truth": "Where the customer is", "crm": "In the CRM", "gates": "Gates", "requirements": "What the customer has worked out",
                   "evidence": "What was said", "people": "People", "signals": "Signals", "steps": "Next steps", "touchpoints": "Touchpoints"}  # fmt: skip
"""The sections in which differences are told, in their order: the customer's progress first."""


@dataclass(frozen=True, slots=True)
class Told:
    """A deal as of one moment."""

    at: datetime
    deal: Deal
    reading: DealReading
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One line of the comparison."""

    section: str
    """A key of `HEADINGS`."""
    mark: str
    """`+` gained, `-` no longer, `~` changed, `≠` says otherwise."""
    text: str
    detail: str = ""
    """Its cause, or the words behind it."""
    at: datetime | None = None
    """When it happened, where it has a moment of its own."""
    evidence: tuple[str, ...] = ()
    touchpoint: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A deal at two moments."""

    deal_id: str
    account: str
    name: str
    before: datetime
    after: datetime
    differences: tuple[Difference, ...]


def compare(before: Told, after: Told, changes: tuple[FieldChange, ...] = ()) -> Comparison:
    """Return what differs, in the order of `HEADINGS`; `changes` is the CRM's history, for who changed what when."""
    between = tuple(c for c in changes if before.at < c.at <= after.at)
    found = (
        *_truth(before, after), *_crm(before.deal, after.deal, between), *_gates(before.reading, after.reading),
        *_requirements(before.reading, after.reading), *_evidence(before, after), *_people(before.reading, after.reading),
        *_signals(before.reading, after.reading), *_steps(before.reading, after.reading), *_touchpoints(before.reading, after.reading),
    )  # fmt: skip
    return Comparison(after.deal.id, after.deal.account, after.deal.name, before.at, after.at, found)


def _truth(before: Told, after: Told) -> Iterator[Difference]:
    """Tell each move of the Truth Line with its cause."""
    for move in after.reading.lines.moves:
        if before.at < move.at <= after.at:
            yield Difference("truth", "~", f"Truth Line: {move.before} → {move.after}", move.cause, move.at, move.evidence)
    one, other = before.reading.lines, after.reading.lines
    if one.truth_waived != other.truth_waived and other.truth_waived != other.truth:
        yield Difference("truth", "~", f"Truth Line, carried by a waiver: {other.truth} → {other.truth_waived}")
    if one.claim != other.claim:
        yield Difference("truth", "~", f"Claim Line: {one.claim or 'not known'} → {other.claim}")


_FIELDS: Final = ("stage", "amount", "close_date", "owner", "next_step")


def _crm(before: Deal, after: Deal, changes: tuple[FieldChange, ...]) -> Iterator[Difference]:
    """Tell each CRM field that has another value, with who changed it last."""
    for name in _FIELDS:
        old, new = (_plain(getattr(deal, name)) for deal in (before, after))
        if old == new:
            continue
        last = next((c for c in reversed(changes) if c.field == name), None)
        words = field_words(name, old, new)
        times = sum(c.field == name for c in changes)
        often = f"{times} times" if times > 1 else ""
        who = f"by {last.by}" if last and last.by else ""
        yield Difference(
            "crm", "~" if old else "+", words, ", ".join(part for part in (who, often) if part), last.at if last else None
        )
    if before.closed != after.closed:
        yield Difference("crm", "~", ("Closed as won" if after.won else "Closed, not won") if after.closed else "Open again")


def _plain(value: object) -> str:
    if value is None:
        return ""
    return format(value, "f") if hasattr(value, "as_tuple") else str(value)


def _gates(before: DealReading, after: DealReading) -> Iterator[Difference]:
    old = {gate.name: gate for gate in before.gates}
    for gate in after.gates:
        was = old.get(gate.name)
        if was is not None and was.state is not gate.state:
            cause = gate.reason or (f"next: {gate.needs[0]}" if gate.needs else "")
            yield Difference(
                "gates",
                "~",
                f"{gate.name} gate: {was.state.value} → {gate.state.value}",
                cause,
                evidence=gate.passed_by or gate.to_confirm,
            )


def _requirements(before: DealReading, after: DealReading) -> Iterator[Difference]:
    old = {one.key: one for one in before.requirements}
    for one in after.requirements:
        was = old.get(one.key)
        if was is None or (was.status is one.status and was.band is one.band):
            continue
        quotes = (one.strongest,) if one.strongest else ()
        if was.status is one.status:
            if one.status is Status.BLANK:
                continue
            text = f"{one.label}: {one.status.value}, {was.band.words} → {one.band.words}"
        else:
            text = f"{one.label}: {GLYPHS[was.status]} {_word(was.status)} → {GLYPHS[one.status]} {_word(one.status)}"
        yield Difference("requirements", "~", text, one.reason, evidence=quotes)


def _word(status: Status) -> str:
    return "not asked for" if status is Status.BLANK else status.value


def _evidence(before: Told, after: Told) -> Iterator[Difference]:
    """Tell what was said, ran out, was set aside or confirmed."""
    labels = {one.key: one.label for one in after.reading.requirements}
    old = {item.id: item for item in before.evidence}
    past_life = _past_life(after.reading) - _past_life(before.reading)
    for item in sorted(after.evidence, key=lambda e: (e.observed_at, e.id)):
        was, label = old.get(item.id), labels.get(item.requirement, item.requirement)
        if item.observed_at > before.at and not item.rejected:
            yield _said(item, label)
        elif was is not None and item.rejected and not was.rejected:
            yield _one(item, "-", f"Set aside: {_words(item)}", label)
        elif item.id in past_life and not item.rejected:
            yield _one(item, "-", f"Past its life: {_words(item)}", label)
        if item.confirmed_at is not None and before.at < item.confirmed_at <= after.at:
            yield _one(item, "+", f"Confirmed: {_words(item)}", label, item.confirmed_at)
    there = {item.id for item in after.evidence}
    for item in before.evidence:
        if item.id not in there and item.id in _counted(before.reading):
            yield _one(item, "-", f"No longer there: {_words(item)}", labels.get(item.requirement, item.requirement))


def _said(item: Evidence, label: str) -> Difference:
    mark = {Stance.SUPPORTS: "+", Stance.WEAKENS: "~", Stance.CONTRADICTS: "≠"}[item.stance]
    side = "" if item.side is Side.CUSTOMER else f" ({item.side.value})"
    return _one(item, mark, f"{_words(item)}{side}", label, item.observed_at)


def _words(item: Evidence) -> str:
    private = " (in confidence)" if item.confidential else ""
    return f"{item.speaker or 'Customer'}{private}: {quoted(item.quote, 14)}"


def _one(item: Evidence, mark: str, text: str, label: str, at: datetime | None = None) -> Difference:
    return Difference("evidence", mark, text, label, at, (item.id,), item.touchpoint_id)


def _past_life(reading: DealReading) -> set[str]:
    return {one for r in reading.requirements for line in r.sums if line.why_not.startswith("stale") for one in line.evidence}


def _counted(reading: DealReading) -> set[str]:
    return {one for r in reading.requirements for line in r.sums if line.counted for one in line.evidence}


def _people(before: DealReading, after: DealReading) -> Iterator[Difference]:
    """Tell who was heard for the first time, and whose role is another."""
    old = {person.key: person for person in before.people}
    for person in after.people:
        was = old.get(person.key)
        title = person.title
        if person.side is Side.CUSTOMER and person.last_heard is not None and (was is None or was.last_heard is None):
            yield Difference("people", "+", f"{person.name}: heard for the first time", title, person.last_heard)
        elif was is None and person.side in (Side.CUSTOMER, Side.PARTNER) and (person.title or person.lane_rule):
            yield Difference("people", "+", f"{person.name}: named for the first time", title)
        if person.lane is not (was.lane if was else Lane.BUYER_OTHER) and person.side is Side.CUSTOMER:
            role = role_words(person.lane)
            yield Difference(
                "people",
                "~",
                f"{person.name}: {role_words(was.lane)} → {role}" if was else f"{person.name}: {role}",
                person.lane_rule,
            )
        if person.away_until is not None and (was is None or was.away_until != person.away_until):
            yield Difference("people", "~", f"{person.name}: away until {person.away_until:%d %b %Y}")


def _signals(before: DealReading, after: DealReading) -> Iterator[Difference]:
    old = {signal.id for signal in before.signals if signal.fired}
    new = {signal.id: signal for signal in after.signals}
    for signal in after.signals:
        if signal.fired and signal.id not in old:
            yield Difference("signals", "+", signal.fact, signal.why, signal.at, signal.evidence)
    for signal in before.signals:
        if signal.fired and not ((now := new.get(signal.id)) and now.fired):
            yield Difference("signals", "-", f"Cleared: {signal.fact}", now.cancelled_by if now else "", evidence=signal.evidence)


def _steps(before: DealReading, after: DealReading) -> Iterator[Difference]:
    old = {step.id: step for step in before.steps}
    new = {step.id for step in after.steps}
    for step in after.steps:
        was = old.get(step.id)
        due = f"due {weekday_date(step.due, after.as_of)}" if step.due else ""
        if was is None:
            yield Difference("steps", "+", step.title, step.done_by or due or step.why, evidence=step.evidence)
        elif was.state != step.state:
            yield Difference("steps", "~", f"{step.title}: {was.state} → {step.state}", step.done_by, evidence=step.evidence)
        elif was.due != step.due and due:
            yield Difference(
                "steps",
                "~",
                f"{step.title}: {due}",
                f"was {weekday_date(was.due, after.as_of)}" if was.due else "",
                evidence=step.evidence,
            )
    for step in before.steps:
        if step.id not in new and step.state not in ("done", "dismissed"):
            yield Difference("steps", "-", f"No longer next: {first_words(step.title, 16)}", evidence=step.evidence)


def _touchpoints(before: DealReading, after: DealReading) -> Iterator[Difference]:
    old = dict(before.counts)
    gained = [(name.replace("_", " "), number - old.get(name, 0)) for name, number in after.counts]
    more = [f"{number} {name}" for name, number in gained if number > 0]
    if more:
        yield Difference("touchpoints", "+", f"Touchpoints: {', '.join(more)}")
