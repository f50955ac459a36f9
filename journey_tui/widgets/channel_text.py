"""A deal's product channel as text: what follows from the record here, the record itself, what waits for review, and a comparison."""

from __future__ import annotations

from typing import Final

from journey_tui.domain.channel import Channel
from journey_tui.domain.channel_changes import place_words
from journey_tui.domain.kinds import role_words
from journey_tui.domain.reading import DealReading, GateReading
from journey_tui.domain.views_channels import ChannelRecordView, Comparison, Follows, UpdateView
from journey_tui.widgets.document import Block, Item
from journey_tui.widgets.format import GATE_INK, Look, count
from journey_tui.widgets.ink import Line, fit, joined, wrap
from journey_tui.widgets.review_text import diff_lines, source_words
from journey_tui.widgets.story import MARGIN, MEASURE, blank, heading, prose

VERSIONS_SHOWN: Final = 5


def channel_blocks(view: ChannelRecordView, reading: DealReading, look: Look, width: int) -> list[Block]:
    """Return the whole tab."""
    record = view.record
    blocks = _head(view, reading, width)
    if record.how_to_read:
        blocks += [blank(), heading("How to read this journey"), prose(record.how_to_read, width, "text")]
    blocks += [
        blank(),
        heading("What follows from the record in this deal"),
        *(_follows(one, look, width) for one in view.follows),
    ]
    blocks += [*_stages(view, reading, look, width), *_lists(view, look, width)]
    if view.updates:
        words = f"{count(len(view.updates), 'update')} waiting"
        blocks += [blank(), heading(words, "R reviews them one by one ", min(MEASURE + MARGIN, width - 1))]
        for one in view.updates:
            blocks += _pending(one, look, width)
    blocks += [blank(), heading("Measured over the channel's deals")]
    blocks += [prose(one.words, width, "text" if one.value is not None else "muted") for one in view.statistics]
    blocks += [blank(), heading("Versions")]
    for version in view.versions[:VERSIONS_SHOWN]:
        when = look.short_day(look.local(version.at).date())
        blocks.append(prose(joined((f"{version.version}", when, version.by, version.why)), width))
    return blocks


def _head(view: ChannelRecordView, reading: DealReading, width: int) -> list[Block]:
    """Return which record it is, why this one, whether it is verified, and what is missing."""
    row, rule = view.row, reading.channel_rule
    chosen = rule if not rule or rule.startswith("no ") else f"chosen by {rule}"
    verified = row.verified_words if row.verified else f"not verified: {row.verified_words}"
    blocks = [
        blank(),
        heading(row.name, f"version {row.version} ", min(MEASURE + MARGIN, width - 1)),
        prose(chosen, width, "text"),
        prose(verified, width, "good" if row.verified else "weak"),
    ]
    if row.verifier_words:
        blocks.append(prose(row.verifier_words, width, "weak"))
    if row.missing:
        blocks.append(prose(f"Not filled in: {', '.join(row.missing)}", width))
    return blocks


def _follows(one: Follows, look: Look, width: int) -> Block:
    """Return one thing that follows from the record, marked; Enter goes to it."""
    rows = wrap(one.words, min(MEASURE, width - MARGIN - 4))
    mark = look.mark("fold")
    lines = [((" " * MARGIN, "text"), (f"{mark} " if at == 0 else "  ", "accent"), (row, "text")) for at, row in enumerate(rows)]
    place = {"requirement": "2 Health", "gate": "its quotes", "signal": "its evidence"}[one.opens[0]]
    detail = joined((f"from {one.field}" if one.field else "not from this record", f"Enter shows {place}"))
    return Block(tuple(lines), Item("follows", one.id, one.words, detail=detail, value=one))


def _stages(view: ChannelRecordView, reading: DealReading, look: Look, width: int) -> list[Block]:
    gates = {gate.name: gate for gate in reading.gates}
    labels = {one.key: one.label for one in reading.requirements}
    blocks = [blank(), heading("Stages and the gates at their ends")]
    for stage, spec in zip(view.record.stages, view.record.gates, strict=True):
        here = joined(
            ("evidence" if stage.name == reading.lines.truth else "", "CRM" if stage.name == reading.lines.claim else "")
        )
        asks = joined((", ".join(labels.get(key, key) for key in spec.must_meets), f"heard: {role_words(spec.gatekeeper)}"))
        blocks.append(_stage(stage.name, stage.typical_days, gates.get(stage.name), asks, here, look, width))
    return blocks


def _stage(name: str, days: int, gate: GateReading | None, asks: str, here: str, look: Look, width: int) -> Block:
    state: Line = ((" " * (MARGIN + 2), "text"),)
    if gate is not None:
        state = ((" " * MARGIN, "text"), (f"{look.gate(gate.state)} ", GATE_INK[gate.state]))
    line: Line = (*state, (fit(name, 18), "text"), (fit(f"{days} days", 10), "muted"),
                  (fit(gate.state.value if gate else "", 10), "muted"), (here, "accent"))  # fmt: skip
    rows = [((" " * (MARGIN + 2) + row, "muted"),) for row in wrap(asks, width - MARGIN - 4)]
    quotes = (gate.to_confirm or gate.passed_by) if gate else ()
    return Block((line, *rows), Item("gate", name, name, quotes, detail=asks, value=gate))


def _lists(view: ChannelRecordView, look: Look, width: int) -> list[Block]:
    """Return what drafts may use, with the date of its verification, and who takes part."""
    record = view.record
    roles = ", ".join([*map(role_words, record.expected_roles), *record.also_involved])
    blocks = [blank(), heading("Expected"), prose(roles or "nobody is named", width, "text"),
              prose(f"a reply within {record.reply_cadence_days:g} days", width)]  # fmt: skip
    parts = (
        ("Approved messages", [(m.text, "", m.verified_at) for m in record.messages]),
        ("Proof points", [(p.text, source_words(p.source), p.verified_at) for p in record.proof_points]),
        ("Objections", [(o.heard, o.answer, o.verified_at) for o in record.objections]),
    )
    for title, items in parts:
        if items:
            blocks += [blank(), heading(title)]
            blocks += [_kept(text, more, _verified(record, at, look), width, title) for text, more, at in items]
    if record.do_not_say:
        blocks += [blank(), heading("Do not say"), prose(", ".join(record.do_not_say), width, "text")]
    return blocks


def _verified(record: Channel, at: object, look: Look) -> tuple[str, str]:
    from datetime import date

    own = at if isinstance(at, date) else None
    if record.is_item_verified(own, look.today):
        day = own or record.verified_at
        return (f"verified {look.short_day(day)}" if day else "verified", "good")
    return ("not verified", "weak")


def _kept(text: str, more: str, verified: tuple[str, str], width: int, part: str) -> Block:
    room = min(MEASURE, width - MARGIN - 2)
    lines: list[Line] = [((" " * MARGIN + row, "text"),) for row in wrap(text, room)]
    lines += [((" " * (MARGIN + 2) + row, "muted"),) for row in wrap(more, room - 2)] if more else []
    lines.append(((" " * (MARGIN + 2) + verified[0], verified[1]),))
    return Block(tuple(lines), Item("kept", f"{part}|{text}", text, detail=joined((part, verified[0]))))


def _pending(one: UpdateView, look: Look, width: int) -> list[Block]:
    """Return an update: the text now beside the proposal, why, and whether a rule reads it."""
    row = one.row
    room = min(MEASURE, width - MARGIN - 2)
    lines: list[Line] = [((" " * MARGIN + fit(joined((place_words(row.change), f"by {row.proposer}")), room), "muted"),)]
    lines += diff_lines(one.current, one.proposed, room, MARGIN + 2)
    lines += [((" " * (MARGIN + 2) + text, "muted"),) for text in wrap(row.why, room - 2)]
    detail = joined((row.title, "Enter opens it in Review"))
    return [Block(tuple(lines), Item("update", row.id, f"{row.title}: {one.proposed}", detail=detail, value=row))]


def compare_blocks(found: Comparison, width: int) -> list[Block]:
    """Return a deal read under two records: where it reads otherwise and what that follows from, then where the records differ."""
    both: Line = ((" " * MARGIN, "text"), (found.one, "strong"), ("  beside  ", "muted"), (found.other, "accent"))
    legend = f"The same deal, read under both: {found.one} above, {found.other} below. Esc goes back."
    blocks = [blank(), Block((both,)), prose(legend, width), blank(), heading("Where the deal reads otherwise")]
    if not found.readings:
        blocks.append(prose("Nowhere: what differs in the records does not touch this deal.", width, "text"))
    blocks += [_pair(what, one, other, f"follows from {', '.join(parts)}", width) for what, one, other, parts in found.readings]
    blocks += [blank(), heading("Where the records differ")]
    if not found.records:
        blocks.append(prose("Nowhere in what rules read.", width, "text"))
    return blocks + [_pair(part, one, other, "", width) for part, one, other in found.records]


def _pair(what: str, one: str, other: str, why: str, width: int) -> Block:
    room = min(MEASURE, width - MARGIN - 2)
    lines: list[Line] = [((" " * MARGIN + what, "strong"),)]
    for text, ink in ((one, "text"), (other, "accent")):
        lines += [((" " * (MARGIN + 2) + row, ink),) for row in wrap(text, room - 2)]
    if why:
        lines.append(((" " * (MARGIN + 2) + why, "muted"),))
    return Block(tuple(lines), Item("difference", f"{what}|{one}|{other}", f"{what}: {one} / {other}", detail=why))
