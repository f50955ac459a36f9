"""The leader's overlay as text: counts by channel and gate, where journeys stop, and deals with their one gap."""

from __future__ import annotations

from typing import Final

from journey_tui.domain.views_leader import Asked, Behind, ChannelCount, CoachNote, Gap, GateCount, LeaderView
from journey_tui.widgets.document import Block, Item
from journey_tui.widgets.format import Look, count, deal_words
from journey_tui.widgets.ink import Line, fit, joined, sides, wrap
from journey_tui.widgets.story import blank

MARGIN: Final = 2
MEASURE: Final = 92
MOST_ASKED: Final = 4
"""Things asked before that stand with a deal, the newest."""


def count_blocks(view: LeaderView, width: int, channel: str = "") -> list[Block]:
    """Return the counts; each opens the deals behind it. `channel`: only that one."""
    shown = [one for one in view.channels if not channel or one.name == channel]
    blocks: list[Block] = []
    for one in shown:
        blocks += [blank(), _channel_head(one, width)]
        for gate in one.gates:
            blocks += _gate(one, gate, width)
        if one.all_passed:
            blocks.append(Block((sides(((f"  {'Every gate passed'}", "muted"),), ((f"{one.all_passed:,} ", "muted"),), width),)))
    if shown:
        blocks += [blank(), Block((((" Where journeys stop", "accent"),),))]
    for one in shown:
        blocks += _breaks(one, width)
    return blocks[1:]


def _channel_head(one: ChannelCount, width: int) -> Block:
    return Block((sides(((f" {one.name}", "accent"),), ((f"{one.open_deals:,} open ", "muted"),), width),))


def _gate(channel: ChannelCount, gate: GateCount, width: int) -> list[Block]:
    states = joined((f"{number} {state}" for state, number in gate.states if state != "open"), ", ")
    stop = f"{gate.deals:,} stop here{f', {states}' if states else ''}"
    detail = f"{gate.gate} gate of {channel.name}: {stop}; Enter lists them"
    head = _counted(f"  {gate.gate} gate", stop if gate.deals else "", width, "strong", "text")
    blocks = (
        [_item(head, Behind(channel.name, gate.gate), f"{gate.gate} gate: {stop}", detail)] if gate.deals else [Block((head,))]
    )
    for one in gate.not_met:
        told = joined((f"{number} {status}" for status, number in one.statuses), ", ")
        words = f"{one.label}: not met in {count(one.deals, 'deal')} at {gate.gate}"
        line = _counted(f"    {one.label}", f"{one.deals:,}", width, "text", "accent")
        blocks.append(_item(line, Behind(channel.name, gate.gate, one.key), joined((words, told)), joined((words, told))))
    return blocks


def _breaks(channel: ChannelCount, width: int) -> list[Block]:
    blocks = [Block(tuple(((" " * MARGIN + line, "muted"),) for line in wrap(f"{channel.name}: {channel.words}", width - 3)))]
    for one in channel.breaks:
        told = (
            ("stops", one.open_deals, f"stop here, of {channel.open_deals:,} open"),
            ("recycled", one.recycled, "had passed it, stand here again"),
            ("came_back", one.came_back, "came back to it at some time"),
            ("not_won", one.not_won, f"stopped here, of {channel.not_won:,} not won"),
        )
        for kind, number, words in told:
            if number:
                line = _counted(f"    {one.gate}: {words}", f"{number:,}", width, "text", "text")
                said = f"{one.gate}, {channel.name}: {number:,} {words}"
                blocks.append(_item(line, Behind(channel.name, one.gate, "", kind), said, f"{said}; Enter lists them"))
    return blocks


def _counted(left: str, right: str, width: int, ink: str, right_ink: str) -> Line:
    room = width - len(right) - 3
    return ((fit(left, room), ink), (f" {right} ", right_ink))


def _item(line: Line, asked: Behind, copy: str, detail: str) -> Block:
    key = f"{asked.channel}|{asked.gate}|{asked.key}|{asked.kind}"
    return Block((line,), Item("count", key, copy, detail=detail, value=asked))


# Deals --------------------------------------------------------------------------------------------------------------------------


def gap_blocks(gaps: list[Gap], total: int, look: Look, width: int, *, whole: bool = False) -> list[Block]:
    """Return deals with their one gap each, by close date."""
    blocks: list[Block] = []
    for gap in gaps:
        blocks += [*gap_block(gap, look, width, whole=whole), blank()]
    if len(gaps) < total:
        blocks.append(Block((((f"  {len(gaps):,} of {total:,} are shown; further down the next are read.", "muted"),),)))
    return blocks


def gap_block(gap: Gap, look: Look, width: int, *, whole: bool = False) -> list[Block]:
    """Return a deal with its gap, what to ask and why it is the one, then what was asked before, each to be opened, and the notes.

    `whole`: all that is not met.
    """
    room = min(width - MARGIN - 1, MEASURE)
    closes = f"closes {look.short_day(gap.close_date)}" if gap.close_date else ""
    lines: list[Line] = [
        sides(
            ((f"  {joined((gap.account, deal_words(gap.deal, gap.account)))}", "strong"),),
            ((f"{closes} ", "muted"),),
            room + MARGIN,
        ),
        *_named("gap", _gap_words(gap, look), room, "text"),
    ]
    if gap.question:
        lines += _named("ask", gap.question, room, "quote")
    for number, words in enumerate(gap.why):
        lines += _named("why" if number == 0 else "", words, room, "muted")
    for number, words in enumerate(gap.also if whole else _short(gap)):
        lines += _named("also" if number == 0 else "", words, room, "muted")
    before: list[Block] = []
    for number, one in enumerate(gap.asked[:MOST_ASKED]):
        label = ("again" if gap.repeated else "before") if number == 0 else ""
        if one.touchpoint or before:
            before.append(_asked(gap, one, label, look, room))
        else:
            lines += _named(label, asked_words(one, look), room, "muted")
    notes: list[Line] = []
    for number, note in enumerate(
        note for note in gap.notes if not any(note.text == one.words for one in gap.asked[:MOST_ASKED])
    ):
        notes += _named("note" if number == 0 else "", note_words(note, look), room, "muted")
    detail = joined(("Enter opens the deal", "e its quotes" if gap.evidence else "", "A leaves a note", gap.owner))
    copy = joined((gap.account, gap.deal, f"{gap.label}: {gap.question}"))
    item = Item("gap", gap.deal_id, copy, gap.evidence, detail=detail, value=gap)
    return [Block(tuple(lines), item), *before, *([Block(tuple(notes), None)] if notes else [])]


def _asked(gap: Gap, one: Asked, label: str, look: Look, room: int) -> Block:
    """Return something asked before; where it stands in a message or a call, Enter reads it there."""
    words = asked_words(one, look)
    lines = tuple(_named(label, words, room, "muted"))
    if not one.touchpoint:
        return Block(lines, None)
    key = f"{gap.deal_id}|{one.touchpoint}|{one.words}"
    return Block(
        lines, Item("asked", key, words, touchpoint=one.touchpoint, detail="Enter reads it where it was asked", value=(gap, one))
    )


def asked_words(one: Asked, look: Look) -> str:
    """Return what was asked or done before: when, by whom, and where the customer was asked."""
    day = look.short_day(look.local(one.at).date())
    return f"{day} {one.by}, {one.source}: “{one.words}”" if one.source else f"{day} {one.by}: {one.words}"


def _gap_words(gap: Gap, look: Look) -> str:
    status = f": {look.status(gap.status)} {gap.status.value}" if gap.status else ""
    return f"{gap.label}{status}" + (f", at the {gap.gate} gate" if gap.gate else "")


def _short(gap: Gap) -> list[str]:
    """Return how much else is not met, gate by gate."""
    told = [f"{words.partition(': ')[0]} {words.count('(') + words.count('hearing from')}" for words in gap.also]
    return [f"{', '.join(told)} more not met; z shows what"] if told else []


def note_words(note: CoachNote, look: Look) -> str:
    """Return a note with who left it for whom, and whether it was read."""
    day = look.short_day(look.local(note.at).date())
    read = f" (read by {note.read_by}, {look.short_day(look.local(note.read_at).date())})" if note.read_at else ""
    return f"{day} {note.by} to {note.to or 'whose deal it is'}{read}: {note.text}"


def _named(name: str, words: str, room: int, ink: str) -> list[Line]:
    rows = wrap(words, room - 8)
    return [(((" " * MARGIN) + fit(name if at == 0 else "", 8), "accent"), (row, ink)) for at, row in enumerate(rows)]
