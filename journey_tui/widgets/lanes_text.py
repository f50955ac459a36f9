"""What stands under the lane timeline: the item under the cursor, in words."""

from __future__ import annotations

from journey_tui.domain.drafts import KINDS as PAPERS
from journey_tui.domain.model import FieldChange, Origin
from journey_tui.domain.reading import GateReading, LineMove, Step
from journey_tui.domain.views import DealView, TimelineRow, TouchpointView
from journey_tui.domain.views_lanes import LaneDraft
from journey_tui.domain.views_workspace import PlannedStep
from journey_tui.domain.waivers import Waiver
from journey_tui.widgets.document import Block
from journey_tui.widgets.format import GATE_INK, KINDS, LANES, Look, count, short_path
from journey_tui.widgets.ink import Line, Span, cut, fit, joined, label, sides, wrap
from journey_tui.widgets.lanes_lines import change_words
from journey_tui.widgets.lanes_rows import TRUTH, Stop
from journey_tui.widgets.quotes import MEASURE, text_blocks
from journey_tui.widgets.story import MARGIN, blank

PAD = " " * MARGIN


def stop_blocks(stop: Stop | None, whole: TouchpointView | None, view: DealView | None, look: Look, width: int, height: int, *,
                row_name: str = "") -> list[Block]:  # fmt: skip
    """Return the item in words, in so many lines; `whole` is the touchpoint once it has been read."""
    if stop is None or stop.item is None:
        words = f"Nothing in {row_name} here. ← → go to the nearest, j k change the lane." if row_name else ""
        return [Block((((" " + words, "muted"),),))]
    if stop.touchpoint is not None:
        return _touchpoint(stop.touchpoint, whole, look, width, height)
    return [*_line_item(stop, view, look, width), *_around(stop, view, look, width, height)]


def _line_item(stop: Stop, view: DealView | None, look: Look, width: int) -> list[Block]:
    """Return what is on one of the two lines, or a planned step, in words."""
    value = stop.item.value if stop.item else None
    if isinstance(value, FieldChange):
        note = joined((f"by {label(value.by)}" if value.by else "", value.source.file))
        return _said(look.moment(value.at), change_words(value), [note, "The Claim Line is what the CRM says."], width)
    if isinstance(value, LineMove):
        return _said(look.moment(value.at), f"Truth Line: {value.before} → {value.after}", [value.cause, *_quotes(value.evidence, view, look)],
                     width)  # fmt: skip
    if isinstance(value, GateReading):
        return _gate(value, view, look, width)
    if isinstance(value, Step):
        due = look.due(value.due) or "any day"
        facts = joined(
            (value.owner and f"owner {value.owner}", f"{value.effort_minutes} min" if value.effort_minutes else "", value.state)
        )
        return _said(
            f"Planned · {due}",
            value.title,
            [value.why, facts, "a opens what it produces, Enter shows it, d marks it as done."],
            width,
        )
    if isinstance(value, PlannedStep):
        owner = f"{label(value.owner)}'s step" if value.owner else "nobody's step yet"
        due = look.due(value.due) if value.due else "any day"
        return _said(f"Planned · {due}", label(value.text), [owner, "A mutual action plan says so. Enter opens it."], width)
    if isinstance(value, LaneDraft):
        who = "the template, from evidence" if value.author == "template" else "AI; a person decides what of it counts"
        words = f"{PAPERS.get(value.kind, value.kind)}: {label(value.title)}"
        return _said(
            look.moment(value.at), words, [f"Version {value.number}, {value.state}. Written by {who}.", "Enter opens it."], width
        )
    if isinstance(value, Waiver):
        until = f", to {look.day(value.expires)}" if value.expires else ""
        said = f"{value.gate} gate waived by {label(value.by)}{until}"
        return _said(look.moment(value.at), said, [label(value.why), "The Truth Line goes on dashed as long as it holds; u undoes your own."],
                     width)  # fmt: skip
    return _said("CRM", stop.item.detail if stop.item else "", [], width)


def _around(stop: Stop, view: DealView | None, look: Look, width: int, height: int) -> list[Block]:
    """Return every gate and every move of the Truth Line, where the cursor is on it and there is room."""
    if view is None or stop.row != TRUTH or height < 12:
        return []
    gates: list[Line] = [((" Gates", "muted"),)]
    for gate in view.reading.gates:
        until = f" to {look.short_day(gate.until)}" if gate.until else ""
        need = f"next: {gate.needs[0]}" if gate.needs else ""
        gates.append(((PAD, "text"), (f"{look.gate(gate.state)} ", GATE_INK[gate.state]), (fit(gate.name, 16), "text"),
                      (fit(gate.state.value + until, 18), GATE_INK[gate.state]), (cut(need, max(0, width - 42)), "muted")))  # fmt: skip
    moves: list[Line] = [((" Moves", "muted"),)] if view.reading.lines.moves else []
    for move in reversed(view.reading.lines.moves):
        day = fit(look.short_day(look.local(move.at).date()), 9)
        words = cut(f"{move.before} {look.mark('arrow')} {move.after}  {label(move.cause)}", max(0, width - MARGIN - 10))
        moves.append(((PAD, "text"), (day, "muted"), (words, "text" if move is getattr(stop.item, "value", None) else "muted")))
    room = max(0, height - 9 - len(gates))
    return [blank(), Block(tuple(gates)), blank(), Block(tuple(moves[:room]))]


def _said(when: str, words: str, notes: list[str], width: int) -> list[Block]:
    """Return a line with its moment, and notes under it."""
    measure = min(MEASURE, width - MARGIN - 3)
    first, *rest = wrap(words, max(20, measure - len(when)))
    lines: list[Line] = [((" " + when + "  ", "muted"), (first, "strong"))]
    lines += [((PAD + line, "strong"),) for line in rest]
    for note in notes:
        lines += [((PAD + line, "text"),) for line in wrap(note, measure) if note]
    return [Block(tuple(lines))]


def _gate(gate: GateReading, view: DealView | None, look: Look, width: int) -> list[Block]:
    """Return a gate: its state, what it needs, what it stands on."""
    measure = min(MEASURE, width - MARGIN - 3)
    until = f" to {look.day(gate.until)}" if gate.until else ""
    lines: list[Line] = [((f" {look.gate(gate.state)} ", GATE_INK[gate.state]), (f"{gate.name} gate  ", "strong"),
                          (f"{gate.state.value}{until}", GATE_INK[gate.state]))]  # fmt: skip
    labels = {one.key: (one.label, one.status) for one in view.reading.requirements} if view else {}
    for key in gate.must_meets:
        if key in labels:
            name, status = labels[key]
            lines.append(((PAD, "text"), (f"{look.status(status)} ", "text"), (f"{name}, {status.value.lower()}", "text")))
    for words in (gate.reason, f"Next: {gate.needs[0]}" if gate.needs else "", "o waives or holds it, e shows its quotes"):
        lines += [((PAD + line, "muted"),) for line in wrap(words, measure) if words]
    return [Block(tuple(lines))]


def _quotes(ids: tuple[str, ...], view: DealView | None, look: Look) -> list[str]:
    known = {one.id: one for one in view.evidence} if view else {}
    return [f"“{known[one].quote}” ({known[one].speaker}, {look.moment(known[one].observed_at)})" for one in ids if one in known]


def _touchpoint(row: TimelineRow, whole: TouchpointView | None, look: Look, width: int, height: int) -> list[Block]:
    """Return a touchpoint: who and when on one line, then its words, quotes that were taken from it marked."""
    blocks = [Block((_touchpoint_head(row, whole, look, width),)), *([blank()] if height >= 8 else [])]
    measure = min(MEASURE, width - MARGIN - 3)
    if whole is None:
        return [
            *blocks,
            *(Block((((PAD + line, "text"),),)) for line in wrap(row.snippet, measure)[: max(1, height - len(blocks))]),
        ]
    if not whole.text.strip():
        return [*blocks, Block((((PAD + "It has no text.", "muted"),),))]
    lines = [line for block in text_blocks(whole, measure, head=False) for line in block.lines]
    return [*blocks, Block(tuple(_window(lines, max(1, height - len(blocks)), look)))]


def _window(lines: list[Line], height: int, look: Look) -> list[Line]:
    """Return the lines that there is room for: from the beginning, or from shortly before the first quote where it comes later."""
    if height < 10:
        lines = [line for line in lines if any(text.strip() for text, _ in line)]
    if len(lines) <= height:
        return lines
    more: Line = ((PAD + look.mark("more"), "muted"),)
    first = next((at for at, line in enumerate(lines) if any(ink == "hit" for _, ink in line)), 0)
    if height < 3:
        return lines[first : first + height]
    if first < height - 2:
        return [*lines[: height - 1], ((PAD + f"{look.mark('more')}  Enter reads it whole", "muted"),)]
    start = min(max(0, first - min(height // 3, height - 3)), len(lines) - height + 1)
    shown = lines[start : start + height - 1]
    if start + height - 1 < len(lines):
        shown[-1] = ((PAD + f"{look.mark('more')}  Enter reads it whole", "muted"),)
    return [more, *shown]


def _touchpoint_head(row: TimelineRow, whole: TouchpointView | None, look: Look, width: int) -> Line:
    machine = row.origin is Origin.AUTOMATED
    to = ""
    if whole is not None:
        others = [
            one.name or one.address
            for one in whole.parties
            if one.role in ("to", "attendee", "speaker") and one.name != row.actor
        ]
        to = (
            joined((f" {look.mark('arrow')} {others[0]}", f"+{len(others) - 1}" if len(others) > 1 else ""), " ")
            if others
            else ""
        )
    planned = row.at > look.now
    state = "cancelled" if row.status == "cancelled" else "planned" if planned else ""
    left: list[Span] = [(f" {look.moment(row.at)}  ", "muted"), (f"{look.kind(row.kind, row.origin)} ", "muted" if machine else "accent"),
                        (label(row.actor), "text" if machine else "strong"), (label(to), "text")]  # fmt: skip
    subject = joined((state, row.subject or KINDS[row.kind]))
    left.append((f" · {label(subject)}", "text"))
    ai = "drafted by AI" if row.origin is Origin.AI_ASSISTED else "machine" if machine else ""
    right = joined((ai, count(row.quotes, "quote") + " taken" if row.quotes else ""))
    return sides(tuple(left), ((right, "accent" if row.quotes else "muted"), (" ", "text")), width) if right else tuple(left)


def stop_detail(stop: Stop | None, look: Look) -> str:
    """Return what the line above the keys says of the item."""
    if stop is None or stop.item is None:
        return ""
    row = stop.touchpoint
    if row is None:
        return stop.item.detail
    origin = "drafted by AI, sent by a person" if row.origin is Origin.AI_ASSISTED else row.origin.value
    return joined(
        (
            KINDS[row.kind],
            LANES[row.lane],
            f"{origin}: {row.origin_rule}" if row.origin_rule else origin,
            row.why,
            short_path(row.source.file, look.mark("more")),
        )
    )
