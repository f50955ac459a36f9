"""The Snapshot set as text: sentences with their marks and bands, what changed, and the next dated steps."""

from __future__ import annotations

from journey_tui.domain.reading import Band, Change, Claim, GateReading, GateState, Status, Step
from journey_tui.domain.views import DealView
from journey_tui.domain.views_leader import CoachNote
from journey_tui.widgets.document import Block, Item
from journey_tui.widgets.format import BAND_INK, Look, count
from journey_tui.widgets.ink import Line, Span, cut, fit, joined, sides, wrap

MARGIN = 3
MEASURE = 88
"""The longest line of running text, in cells: longer ones are hard to read."""
BAND_ROOM = 17


def blank() -> Block:
    """Return an empty line."""
    return Block(((),))


def heading(text: str, right: str = "", width: int = 0) -> Block:
    """Return a heading over what follows."""
    if right:
        return Block((sides(((" " * MARGIN + text, "accent"),), ((right, "muted"),), width),))
    return Block((((" " * MARGIN + text, "accent"),),))


def prose(text: str, width: int, ink: str = "muted", *, margin: int = MARGIN, item: Item | None = None) -> Block:
    """Return running text as a block."""
    measure = min(MEASURE, width - margin - 2)
    return Block(tuple(((" " * margin + line, ink),) for line in wrap(text, measure)), item)


def snapshot(
    view: DealView, look: Look, width: int, *, terse: bool = False, airy: bool = False, beside: bool = False
) -> list[Block]:
    """Return the Snapshot of a deal; `terse` leaves out details of changes, for low terminals; `airy` sets sentences apart.

    `beside`: it stands beside a list, where the keys of an opened deal are not bound.
    """
    reading = view.reading
    claims = _claims(view, look, width)
    if airy:
        claims = [block for claim in claims for block in (claim, blank())][:-1]
    blocks = [blank(), *claims, blank(), _gap(view, width), *_notes(view, look, width), *_since(view, look, width, terse, beside)]
    blocks += [blank(), *_next(view, look, width)]
    if reading.unread:
        blocks += [blank(), prose(joined(reading.unread), width)]
    if view.model is not None and view.model.state != "ok":
        blocks += [blank(), prose(f"Not all was read by the model: {view.model.words}", width)]
    return blocks


def _claims(view: DealView, look: Look, width: int) -> list[Block]:
    """Return the sentences, each with its footnote marks and, at the right, its band."""
    numbers: dict[str, int] = {}
    blocks: list[Block] = []
    for claim in view.reading.claims:
        for one in claim.evidence:
            numbers.setdefault(one, len(numbers) + 1)
        blocks.append(_claim(claim, view, look, width, ",".join(look.note(numbers[one]) for one in claim.evidence[:4])))
    if not blocks:
        blocks.append(
            prose("No sentence can be written yet: nothing is known but what the CRM says. 3 shows what was imported.", width)
        )
    return blocks


def _claim(claim: Claim, view: DealView, look: Look, width: int, marks: str) -> Block:
    """Return one sentence with its band."""
    room = min(MEASURE + MARGIN + BAND_ROOM, width - 1)
    measure = room - MARGIN - BAND_ROOM
    text = claim.text + marks
    ink = "text" if claim.band in (Band.HIGH, Band.MEDIUM) else "quote"
    fresh = bool(view.new_evidence & set(claim.evidence))
    lines: list[Line] = []
    for number, row in enumerate(wrap(text, measure)):
        side: Line = ((claim.band.words, BAND_INK[claim.band]),) if number == 0 else ()
        if number == 1 and claim.set_by:
            side = ((cut(f"words: {claim.set_by}", BAND_ROOM - 1), "muted"),)
        lead = ((" + " if fresh and number == 0 else " " * MARGIN), "accent")
        lines.append(sides((lead, *_marked(row, marks, ink)), side, room))
    quotes = count(len(claim.evidence), "quote") if claim.evidence else "no quote"
    owner = f"words set by {claim.set_by}" if claim.set_by else ""
    detail = joined((claim.band.words, claim.reason, quotes, "new since you looked" if fresh else "", owner))
    return Block(tuple(lines), Item("claim", claim.id, claim.text, claim.evidence, detail=detail, value=claim))


def _marked(row: str, marks: str, ink: str) -> list[Span]:
    """Return a line of a sentence, the footnote marks at its end in the accent."""
    if marks and row.endswith(marks):
        return [(row[: -len(marks)], ink), (marks, "accent")]
    return [(row, ink)]


def _gap(view: DealView, width: int) -> Block:
    """Return the sentence about evidence and CRM; it stands for the gate that would close the gap."""
    reading = view.reading
    gate = first_open_gate(view)
    item = gate_item(gate) if gate else Item("lines", "lines", reading.lines.sentence)
    return prose(reading.lines.sentence, width, item=item)


def first_open_gate(view: DealView) -> GateReading | None:
    """Return the first gate that customer evidence has not passed."""
    return next((gate for gate in view.reading.gates if gate.state is not GateState.PASSED), None)


def gate_item(gate: GateReading) -> Item:
    """Return what a gate is to the keys."""
    quotes = gate.to_confirm or gate.passed_by
    needs = f"next: {gate.needs[0]}" if gate.needs else ""
    return Item("gate", gate.name, joined((gate.name, gate.state.value, *gate.needs)), quotes,
                detail=joined((f"{gate.name} gate", gate.state.value, needs, "o waives or holds it", gate.reason)), value=gate)  # fmt: skip


def _notes(view: DealView, look: Look, width: int) -> list[Block]:
    """Return the notes that nobody has read yet; one for this person says so."""
    waiting = [note for note in view.notes if not note.read_at]
    blocks = [_note(note, look, width) for note in waiting[:3]]
    if len(waiting) > 3:
        blocks.append(prose(f"and {count(len(waiting) - 3, 'note')} more: L", width, margin=6))
    return [blank(), heading("Notes"), *blocks] if blocks else []


def _note(note: CoachNote, look: Look, width: int) -> Block:
    """Return a note: who left it for whom, and its words."""
    to = "you" if note.to_me else note.to or "whose deal it is"
    who = f"{note.by} to {to}, {look.short_day(look.local(note.at).date())}"
    room = min(MEASURE, width - MARGIN - 2)
    lines: list[Line] = [((" " * MARGIN + fit(who, room), "accent" if note.to_me else "muted"),)]
    lines += [((" " * (MARGIN + 3) + row, "text"),) for row in wrap(note.text, room - 3)]
    detail = joined((who, "d says that you have read it" if note.to_me else "it waits to be read"))
    return Block(tuple(lines), Item("note", note.target, f"{who}: {note.text}", detail=detail, value=note))


def _since(view: DealView, look: Look, width: int, terse: bool, beside: bool) -> list[Block]:
    """Return what changed since this person last looked."""
    if view.looked_at is None:
        note = "You have not marked this deal as seen yet: m does, and from then on what is new stands here."
        if not beside and not view.is_past:
            note += " = shows what changed since a week ago, or another day."
        return [blank(), heading("New to you"), *[_change(change, look, width, terse) for change in view.since[:5]]] if view.since else [
            blank(), prose(note, width)]  # fmt: skip
    title = f"Since {look.moment(view.looked_at)}"
    if not view.since:
        return [blank(), heading(title), prose("Nothing has changed.", width)]
    more = len(view.since) - 6
    rest = [prose(f"and {count(more, 'more change')}, on 3 Timeline", width, margin=6)] if more > 0 else []
    return [blank(), heading(title), *[_change(change, look, width, terse) for change in view.since[:6]], *rest]


def _change(change: Change, look: Look, width: int, terse: bool) -> Block:
    """Return one change: its mark, what it is, and the words or glyphs that show it."""
    room = min(MEASURE + BAND_ROOM, width - MARGIN - 1)
    mark = look.mark("done") if change.mark == "✓" else change.mark
    when = look.short_day(look.local(change.at).date())
    texts = wrap(change.text, room - 3 - 8)
    lines: list[Line] = [
        (
            (" " * MARGIN, "text"),
            (fit(mark, 3), "accent"),
            (fit(texts[0], room - 11), "text"),
            (fit(when, 8, right=True), "muted"),
        )
    ]
    lines += [((" " * (MARGIN + 3) + line, "text"),) for line in texts[1:]]
    if change.detail and not terse:
        lines += [((" " * (MARGIN + 3) + line, "muted"),) for line in wrap(change.detail, room - 11)[:2]]
    key = f"{change.at.isoformat()} {change.text}"
    detail = joined((look.moment(change.at), change.detail, "Enter reads it" if change.touchpoint else ""))
    return Block(tuple(lines), Item("change", key, change.text, change.evidence, change.touchpoint, detail=detail, value=change))


def _next(view: DealView, look: Look, width: int) -> list[Block]:
    """Return the next steps as short dated lines."""
    steps = [step for step in view.reading.steps if step.state != "dismissed"]
    if not steps:
        return [heading("Next"), prose("No step follows from what is known. A date from the customer would make one.", width)]
    return [heading("Next"), *[_step_line(step, view, look, width) for step in steps[:5]]]


def _step_line(step: Step, view: DealView, look: Look, width: int) -> Block:
    """Return one step on one line: when, what, what for."""
    room = min(MEASURE + BAND_ROOM, width - MARGIN - 1)
    tail = 28 if room >= 70 else 20
    space = room - 9 - tail - 10
    due, ink = step_due(step, look)
    minutes = f"{step.effort_minutes} min" if step.effort_minutes else ""
    titles, purposes = wrap(step.title, space), wrap(step_purpose(step, view, look), tail)
    lines: list[Line] = []
    for number in range(max(len(titles), len(purposes))):
        title = titles[number] if number < len(titles) else ""
        purpose = purposes[number] if number < len(purposes) else ""
        lead = number == 0
        lines.append(((" " * MARGIN, "text"), (fit(due if lead else "", 9), ink),
                      (fit(title, space), "muted" if step.state == "done" else "text"), ("  ", "text"), (fit(purpose, tail), "muted"),
                      (fit(minutes if lead else "", 8, right=True), "muted")))  # fmt: skip
    return Block(tuple(lines), step_item(step, look))


def step_due(step: Step, look: Look) -> tuple[str, str]:
    """Return when a step is due, and the ink for it."""
    if step.state == "done":
        return f"{look.mark('done')} done", "good"
    if step.due is None:
        return "any day", "muted"
    return look.due(step.due), "accent" if step.due <= look.today else "muted"


def step_item(step: Step, look: Look) -> Item:
    """Return what a step is to the keys."""
    due = f" ({step.due.isoformat()})" if step.due else ""
    state = f"done: {step.done_by}" if step.done_by else step.state
    return Item("step", step.id, f"{step.title}{due}\n{step.why}", step.evidence, step.touchpoints[0] if step.touchpoints else "",
                detail=joined((state, step.why, "a writes it, Enter shows it")), value=step)  # fmt: skip


def step_purpose(step: Step, view: DealView, look: Look) -> str:
    """Return what a step moves."""
    requirement = next((one for one in view.reading.requirements if one.key == step.requirement), None)
    moves = ""
    if requirement is not None and requirement.status is not Status.VERIFIED:
        moves = f"{requirement.label} {look.status(requirement.status)}"
    elif step.gate:
        moves = f"{step.gate} gate"
    elif requirement is not None:
        moves = requirement.label
    return moves
