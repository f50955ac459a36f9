"""From a deal's reading to what stands on the lane timeline beside touchpoints: CRM changes, moves, gates, planned steps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from datetime import time as wall_time

from journey_tui.domain.drafts import KINDS
from journey_tui.domain.model import FieldChange, Kind, Lane, Origin, Side
from journey_tui.domain.reading import GateReading, GateState, LineMove, Step
from journey_tui.domain.views import DealView
from journey_tui.domain.views_lanes import BUYER_LANES, LaneFrame
from journey_tui.domain.waivers import dashes
from journey_tui.widgets.document import Item
from journey_tui.widgets.format import GATE_INK, Look
from journey_tui.widgets.ink import joined, label
from journey_tui.widgets.lanes_paint import sign
from journey_tui.widgets.lanes_rows import CLAIM, TRUTH, Lines, Stop
from journey_tui.widgets.story import gate_item, step_item

FIELDS = {"stage": "Stage", "amount": "Amount", "close_date": "Close date", "owner": "Owner", "next_step": "Next step"}


def lines_of(view: DealView, frame: LaneFrame, look: Look) -> Lines:
    """Return both lines and what is planned, as of the look's moment."""
    stops = [*changes_of(frame.changes, look), *_moves(view, look), *_waivers(frame, look), *_gates(view, look),
             *_steps(view, frame, look), *_plans(view, frame, look), *_drafts(frame, look), *_close(view, look)]  # fmt: skip
    staged = any(change.field == "stage" for change in frame.changes)
    names = view.channel.stages or tuple(gate.name for gate in view.reading.gates)
    moves = view.reading.lines.moves
    first = moves[0].before if moves else names[0] if names else view.reading.lines.truth
    claim = "" if staged or not view.deal.stage else f"{label(view.deal.stage)}, since when is not recorded"
    if not frame.total and not moves:
        first = view.reading.lines.truth
    read_as = view.reading.lines.truth_waived
    dashed = tuple(
        replace(one, stage=read_as) if one.at <= look.now and (one.until is None or look.now < one.until) else one
        for one in dashes(frame.waivers, moves, first, names)
    )
    return Lines(tuple(sorted(stops, key=lambda stop: stop.at)), claim, first, dashed, _quoted(view))


def _quoted(view: DealView) -> dict[Lane, list[datetime]]:
    """Return when the counted evidence was said, by lane."""
    lanes = {key.casefold(): person.lane for person in view.reading.people for key in (person.key, person.name)}
    found: dict[Lane, list[datetime]] = {}
    for one in view.evidence:
        lane = lanes.get(one.speaker_key.casefold()) or lanes.get(one.speaker.casefold())
        if lane is not None and not one.rejected:
            found.setdefault(lane, []).append(one.observed_at)
    return found


def _local(day: date, look: Look) -> datetime:
    """Return the middle of a day in the person's zone."""
    noon = datetime.combine(day, wall_time(12))
    return noon.astimezone() if look.zone is None else noon.replace(tzinfo=look.zone)


def change_words(change: FieldChange) -> str:
    """Return a change in the CRM in words."""
    name = FIELDS.get(change.field, change.field.replace("_", " ").capitalize())
    old, new = label(change.old), label(change.new) or "empty"
    return f"{name}: {old} → {new}" if old else f"{name}: {new}"


def changes_of(changes: Iterable[FieldChange], look: Look) -> list[Stop]:
    """Return the changes in the CRM as stops of the Claim Line."""
    found = []
    for number, change in enumerate(changes):
        is_stage = change.field == "stage"
        words = change_words(change)
        detail = joined((words, f"by {label(change.by)}" if change.by else "", look.moment(change.at), change.source.file))
        item = Item("field", f"{change.field} {number}", f"{words} ({look.moment(change.at)})", detail=detail, value=change)
        key = f"{change.source.native_id} {change.field} {int(change.at.timestamp())}"
        found.append(Stop("field", key, change.at, CLAIM, sign("change", look) if is_stage else "+", "muted" if is_stage else "accent",
                          label(change.new) if is_stage else "", item))  # fmt: skip
    return found


def _moves(view: DealView, look: Look) -> list[Stop]:
    stages = view.channel.stages
    found = []
    for number, move in enumerate(view.reading.lines.moves):
        ahead = is_ahead(move, stages)
        words = f"Truth Line: {move.before} → {move.after}"
        item = Item("move", f"{number}", f"{words}. {move.cause} ({look.moment(move.at)})", move.evidence,
                    detail=joined((words, label(move.cause))), value=move)  # fmt: skip
        state = GateState.PASSED if ahead else GateState.RECYCLED
        found.append(
            Stop(
                "move", f"{move.at.isoformat()} {move.after}", move.at, TRUTH, look.gate(state), GATE_INK[state], move.after, item
            )
        )
    return found


def is_ahead(move: LineMove, stages: tuple[str, ...]) -> bool:
    """Return whether a move went forward."""
    places = {name: at for at, name in enumerate(stages)}
    return places.get(move.after, 0) >= places.get(move.before, 0)


def _gates(view: DealView, look: Look) -> list[Stop]:
    """Return the gates from the one that the Truth Line waits at on, just behind now."""
    names = [gate.name for gate in view.reading.gates]
    truth = view.reading.lines.truth
    start = names.index(truth) if truth in names else 0
    return [
        Stop("gate", gate.name, look.now + timedelta(microseconds=number + 1), TRUTH, look.gate(gate.state), GATE_INK[gate.state],
             gate_words(gate, look), gate_item(gate))
        for number, gate in enumerate(view.reading.gates[start:])
    ]  # fmt: skip


def gate_words(gate: GateReading, look: Look) -> str:
    """Return a gate's name with what matters of its state."""
    if gate.state is GateState.HELD and gate.until:
        return f"{gate.name}, held to {look.short_day(gate.until)}"
    if gate.state is GateState.WAIVED:
        until = f" to {look.short_day(gate.until)}" if gate.until else ""
        return f"{gate.name}, waived{until} {sign('dashed', look) * 2}"
    return gate.name if gate.state in (GateState.LOCKED, GateState.PASSED) else f"{gate.name}, {gate.state.value}"


def _waivers(frame: LaneFrame, look: Look) -> list[Stop]:
    """Return the moments at which people waived gates."""
    found = []
    for one in frame.waivers:
        until = f" to {look.day(one.expires)}" if one.expires else ""
        words = f"{one.gate} gate waived{until} by {label(one.by)}"
        item = Item("waiver", f"{one.gate} {one.at.isoformat()}", f"{words} ({look.moment(one.at)})", detail=joined((words, label(one.why))),
                    value=one)  # fmt: skip
        found.append(Stop("waiver", item.id, one.at, TRUTH, look.gate(GateState.WAIVED), GATE_INK[GateState.WAIVED], item=item))
    return found


def _plans(view: DealView, frame: LaneFrame, look: Look) -> list[Stop]:
    """Return the steps of mutual action plans, each in the lane of its owner; what is past its day stands just behind now."""
    found = []
    present = {person.name.casefold(): person.lane for person in view.reading.people}
    for number, step in enumerate(frame.plans):
        at = max(_local(step.due, look) if step.due else look.now, look.now) + timedelta(seconds=2, microseconds=number)
        side = Side.CUSTOMER if step.side == "theirs" else Side.SELLER
        lane = present.get(step.owner.casefold()) or _side_lane(side, present)
        due = look.day(step.due) if step.due else ""
        detail = joined(
            (f"mutual action plan, by {due}", f"{label(step.owner)}'s step" if step.owner else "", "Enter opens the plan")
        )
        item = Item("plan", f"{step.artifact_id} {number}", f"{label(step.text)} ({due})", detail=detail, value=step)
        found.append(Stop("plan", item.id, at, lane.value, sign("plan", look), "good", label(step.text), item))
    return found


def _drafts(frame: LaneFrame, look: Look) -> list[Stop]:
    """Return what Journey wrote itself, in the lane of AI."""
    found = []
    for one in frame.drafts:
        who = "the template" if one.author == "template" else "AI"
        detail = joined((f"{KINDS.get(one.kind, one.kind)}, version {one.number}, by {who}", one.state, "Enter opens it"))
        item = Item(
            "draft", f"{one.artifact_id} {one.number}", f"{label(one.title)} ({look.moment(one.at)})", detail=detail, value=one
        )
        glyph = look.kind(Kind.DOCUMENT, Origin.AUTOMATED)
        found.append(Stop("draft", item.id, one.at, Lane.AI.value, glyph, "muted", label(one.title), item))
    return found


def _steps(view: DealView, frame: LaneFrame, look: Look) -> list[Stop]:
    """Return the next steps; one that a plan of both sides has too stands there once, as theirs."""
    found = []
    present = {person.name.casefold(): person.lane for person in view.reading.people}
    agreed = {(label(one.text).casefold(), one.due) for one in frame.plans}
    for number, step in enumerate(view.reading.steps):
        if step.state in ("done", "dismissed") or (label(step.title).casefold(), step.due) in agreed:
            continue
        at = _local(step.due, look) if step.due else look.now
        at = max(at, look.now) + timedelta(seconds=1, microseconds=number)
        ink = "accent" if step.state == "accepted" else "fair"
        found.append(
            Stop(
                "step",
                step.id,
                at,
                _step_lane(step, present).value,
                sign("plan", look),
                ink,
                label(step.title),
                step_item(step, look),
            )
        )
    return found


def _step_lane(step: Step, present: dict[str, Lane]) -> Lane:
    """Return the lane of whom a step is for: the person named, else whose step it is."""
    named = present.get(step.person.casefold()) or present.get(step.owner.casefold())
    if named is not None:
        return named
    return _side_lane(step.side, present)


def _side_lane(side: Side, present: dict[str, Lane]) -> Lane:
    if side is Side.PARTNER:
        return Lane.PARTNER
    if side is Side.CUSTOMER:
        return next((lane for lane in present.values() if lane in BUYER_LANES), Lane.BUYER_OTHER)
    return Lane.SELLER


def _close(view: DealView, look: Look) -> list[Stop]:
    day = view.deal.close_date
    if day is None or view.deal.closed or day <= look.today:
        return []
    words = f"closes {look.short_day(day)}"
    item = Item("close", "close", f"CRM: {words}", detail=f"The CRM says that the deal {words}.", value=day)
    return [Stop("close", "close", _local(day, look), CLAIM, sign("goes", look), "muted", words, item)]
