"""The Health grid: requirements under their gates, the strongest quote of each, and all of it when unfolded."""

from __future__ import annotations

from itertools import zip_longest

from journey_tui.domain.model import Evidence, Stance
from journey_tui.domain.reading import GateReading, RequirementReading, SignalReading, Status
from journey_tui.domain.views import DealView
from journey_tui.widgets.document import Block, Item
from journey_tui.widgets.format import BAND_INK, GATE_INK, LANES, STATUS_INK, Look, count
from journey_tui.widgets.ink import Line, cut, fit, joined, sides, wrap
from journey_tui.widgets.story import MARGIN, blank, gate_item, heading, prose

LABEL_ROOM = 27
STATUS_ROOM = 12
BAND_ROOM = 16


def health(view: DealView, look: Look, width: int, *, unfolded: frozenset[str], folded: bool = False) -> list[Block]:
    """Return the grid; `unfolded` are the requirements whose evidence shows, `folded` asks for one line each."""
    reading = view.reading
    by_key = {one.key: one for one in reading.requirements}
    quotes = {one.id: one for one in (*view.evidence, *view.proposed)}
    shown: set[str] = set()
    blocks: list[Block] = []
    for gate in reading.gates:
        keys = [key for key in gate.must_meets if key in by_key and key not in shown]
        shown.update(keys)
        blocks += [blank(), _gate(gate, look, width)]
        for key in keys:
            blocks += _requirement(by_key[key], quotes, look, width, unfolded=key in unfolded, folded=folded)
    rest = [one for one in reading.requirements if one.key not in shown and one.status is not Status.BLANK]
    if rest:
        blocks += [blank(), heading("No gate waits for these")]
        for one in rest:
            blocks += _requirement(one, quotes, look, width, unfolded=one.key in unfolded, folded=folded)
    if not blocks:
        blocks = [blank(), prose("This channel asks for no requirement. 6 shows the channel.", width)]
    return [*blocks, *_signals(reading.signals, look, width)]


def _gate(gate: GateReading, look: Look, width: int) -> Block:
    """Return a gate as the heading of its rows."""
    until = f" to {look.short_day(gate.until)}" if gate.until else ""
    heard = "" if gate.gatekeeper_heard else f"{LANES[gate.gatekeeper].lower()} not heard yet"
    state = f"{gate.state.value}{until}"
    left: Line = ((f"{' ' * MARGIN}{gate.name} ", "strong"), (f"{look.gate(gate.state)} {state}", GATE_INK[gate.state]))
    right: Line = ((cut(joined((heard, gate.reason)), max(10, width - 40)), "muted"), (" ", "text"))
    return Block((sides(left, right, width),), gate_item(gate))


def _requirement(
    one: RequirementReading, quotes: dict[str, Evidence], look: Look, width: int, *, unfolded: bool, folded: bool
) -> list[Block]:
    """Return one row, and its evidence when unfolded."""
    if one.status is Status.BLANK:
        line: Line = ((" " * MARGIN + "  ", "text"), (fit(one.label, LABEL_ROOM), "muted"), ("not asked for yet", "faint"))
        detail = "its gate asks for it once the deal reaches that stage"
        return [Block((line,), Item("requirement", one.key, one.label, detail=detail, value=one))]
    strongest = quotes.get(one.strongest) if one.strongest else None
    lines = (
        _wide_row(one, strongest, look, width, folded=folded)
        if width >= 112 or folded
        else _narrow_row(one, strongest, look, width)
    )
    if one.proposed and not folded:
        lines += _proposed_row(one, quotes, width)
    detail = joined((one.reason, count(len(one.evidence), "quote"), f"set by {one.set_by}" if one.set_by else "",
                     "Enter folds" if unfolded else "Enter unfolds"))  # fmt: skip
    copy = joined((one.label, one.status.value, one.band.words, strongest.quote if strongest else one.question))
    block = Block(tuple(lines), Item("requirement", one.key, copy, (*one.evidence, *one.proposed), detail=detail, value=one))
    return [block, *(_unfolded(one, quotes, look, width) if unfolded else [])]


def _proposed_row(one: RequirementReading, quotes: dict[str, Evidence], width: int) -> list[Line]:
    """Return the line below a row that names what a model alone reads."""
    first = next((quotes[key] for key in one.proposed if key in quotes), None)
    if first is None:
        return []
    tail = f"” and {len(one.proposed) - 1} more; c confirms" if len(one.proposed) > 1 else "”; c confirms"
    words, indent = "a model reads: “", " " * (MARGIN + 2)
    room = width - len(indent) - len(words) - len(tail) - 2
    return [((indent, "text"), (words + cut(" ".join(first.quote.split()), max(12, room)) + tail, "muted"))]


def _head(one: RequirementReading, look: Look) -> Line:
    """Return glyph, name and status word."""
    return ((" " * MARGIN, "text"), (look.status(one.status) + " ", STATUS_INK[one.status]), (fit(one.label, LABEL_ROOM), "text"),
            (fit(one.status.value, STATUS_ROOM), STATUS_INK[one.status]))  # fmt: skip


def _band(one: RequirementReading) -> Line:
    """Return the band's words for the right edge."""
    return ((one.band.words, BAND_INK[one.band]), (" ", "text"))


def _who(quote: Evidence, look: Look) -> str:
    """Return who said it and when."""
    return f"{quote.speaker}, {look.short_day(look.local(quote.observed_at).date())}"


def _wide_row(one: RequirementReading, quote: Evidence | None, look: Look, width: int, *, folded: bool) -> list[Line]:
    """Return a row with its quote beside the status."""
    start = MARGIN + 2 + LABEL_ROOM + STATUS_ROOM
    room = width - start - BAND_ROOM - 2
    head = _head(one, look)
    if quote is None:
        first: Line = ((fit(one.question or "No quote yet.", room), "quote"),)
    else:
        who = cut(_who(quote, look), 26)
        first = ((f"“{cut(' '.join(quote.quote.split()), room - len(who) - 5)}”", "text"), (f"  {who}", "muted"))
    lines = [sides((*head, *first), _band(one), width)]
    if not folded and one.would_change:
        lines += [((" " * start + line, "muted"),) for line in wrap(one.would_change, room)[:2]]
    return lines


def _narrow_row(one: RequirementReading, quote: Evidence | None, look: Look, width: int) -> list[Line]:
    """Return a row with its quote below the status."""
    lines = [sides(_head(one, look), _band(one), width)]
    room, indent = width - MARGIN - 4, " " * (MARGIN + 2)
    if quote is not None:
        who = _who(quote, look)
        text = wrap(f"“{' '.join(quote.quote.split())}”", room)
        text = [*text[:1], cut(" ".join(text[1:]), room - len(who) - 2)] if len(text) > 2 else text
        lines += [((indent + line, "text"),) for line in text[:-1]]
        last = text[-1]
        if len(last) + len(who) + 2 <= room:
            lines.append(((indent + last, "text"), (f"  {who}", "muted")))
        else:
            lines += [((indent + last, "text"),), ((indent + who, "muted"),)]
    elif one.question:
        lines += [((indent + line, "quote"),) for line in wrap(one.question, room)[:2]]
    if one.would_change and quote is not None:
        lines += [((indent + line, "muted"),) for line in wrap(one.would_change, room)[:1]]
    return lines


def _unfolded(one: RequirementReading, quotes: dict[str, Evidence], look: Look, width: int) -> list[Block]:
    """Return all evidence of a requirement, contradictions beside what they contradict, and the sums."""
    found = [quotes[key] for key in one.evidence if key in quotes]
    against = [quote for quote in found if quote.stance is not Stance.SUPPORTS]
    support = [quote for quote in found if quote.stance is Stance.SUPPORTS]
    blocks: list[Block] = []
    if against and width >= 96:
        blocks += [_beside(left, right, look, width) for left, right in zip_longest(support, against)]
    else:
        blocks += [_quote(quote, look, width) for quote in (*support, *against)]
    proposed = [quotes[key] for key in one.proposed if key in quotes]
    if proposed:
        blocks.append(prose("Read by a model alone; what you confirm (c) counts:", width, margin=MARGIN + 4))
        blocks += [_quote(quote, look, width) for quote in proposed]
    if not found and not proposed:
        blocks.append(prose("No quote bears on it yet.", width, margin=MARGIN + 4))
    parts = joined(
        (f"covered: {', '.join(one.covered)}" if one.covered else "", f"missing: {', '.join(one.missing)}" if one.missing else "")
    )
    sums = [line.text + (f" (not counted: {line.why_not})" if not line.counted and line.why_not else "") for line in one.sums]
    foot = [text for text in (parts, *sums, f"score {one.score:.2f}, aged {one.aged:.2f}" if one.sums else "") if text]
    lines = tuple(((" " * (MARGIN + 4) + line, "muted"),) for text in foot for line in wrap(text, width - MARGIN - 6))
    return [*blocks, Block((*lines, ()))]


def _quote_lines(quote: Evidence, look: Look, width: int) -> list[Line]:
    """Return a quote in `width` cells: its words, then who, how and when."""
    wall = look.mark("wall")
    sign = "" if quote.stance is Stance.SUPPORTS else f"{quote.stance.value} · "
    who = f"{sign}{_who(quote, look)} · {quote.modality.value} · {quote.side.value}"
    confidence = " · in confidence" if quote.confidential else ""
    state = " · rejected" if quote.rejected else " · confirmed" if quote.confirmed_at else ""
    ink = "bad" if sign else "faint"
    lines: list[Line] = [
        ((f"{wall} ", ink), (fit(line, width - 2), "muted" if quote.rejected else "text"))
        for line in wrap(quote.quote, width - 2)
    ]
    return [*lines, ((f"{wall} ", ink), (fit(who + confidence + state, width - 2), "muted"))]


def quote_item(quote: Evidence, *others: Evidence) -> Item:
    """Return what a quote is to the keys."""
    return Item("evidence", quote.id, f"“{quote.quote}” ({quote.speaker}, {quote.observed_at.date().isoformat()})",
                (quote.id, *(other.id for other in others)), quote.touchpoint_id,
                detail=joined((f"read by {quote.read_by.value}", quote.modality.value, "e shows it in its message")), value=quote)  # fmt: skip


def _quote(quote: Evidence, look: Look, width: int) -> Block:
    """Return one quote over the full width."""
    indent = (" " * (MARGIN + 4), "text")
    return Block(tuple((indent, *line) for line in _quote_lines(quote, look, width - MARGIN - 6)), quote_item(quote))


def _beside(left: Evidence | None, right: Evidence | None, look: Look, width: int) -> Block:
    """Return what supports and what contradicts, side by side."""
    half = (width - MARGIN - 8) // 2
    empty: Line = ((" " * half, "text"),)
    columns = [_quote_lines(one, look, half) if one else [] for one in (left, right)]
    lines = tuple(
        ((" " * (MARGIN + 4), "text"), *(one or empty), ("  ", "text"), *(other or ())) for one, other in zip_longest(*columns)
    )
    main = left or right
    assert main is not None
    return Block(lines, quote_item(main, *([right] if left and right else [])))


def _signals(signals: tuple[SignalReading, ...], look: Look, width: int) -> list[Block]:
    """Return the signals that fired with their context, then the silent ones with what cancelled them."""
    fired = [one for one in signals if one.fired]
    silent = [one for one in signals if not one.fired and one.cancelled_by]
    blocks: list[Block] = []
    if fired:
        blocks += [blank(), heading("Worth attention"), *[_signal(one, look, width) for one in fired]]
    if silent:
        blocks += [blank(), heading("Quiet, with a reason"), *[_signal(one, look, width) for one in silent]]
    return blocks


def _signal(one: SignalReading, look: Look, width: int) -> Block:
    """Return a signal: the customer fact, why it matters, what would clear it; or what cancelled it."""
    room = min(100, width - MARGIN - 3)
    mark = f" {one.mark}" if one.mark else ""
    lines: list[Line] = [((" " * MARGIN + line, "text"),) for line in wrap(one.fact, room)]
    more = (one.cancelled_by,) if not one.fired else (one.why, f"Clears with: {one.clears}" if one.clears else "")
    lines += [((" " * (MARGIN + 2) + line, "muted"),) for text in more if text for line in wrap(text, room - 2)]
    detail = joined((one.kind.replace("_", " "), f"marked{mark}" if mark else "o: useful, not useful, wrong"))
    return Block(tuple(lines), Item("signal", one.id, joined((one.fact, *more)), one.evidence, one.touchpoints[0] if one.touchpoints else "",
                                    detail=detail, value=one))  # fmt: skip
