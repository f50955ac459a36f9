"""The review queue as text: one line or two an update, and an update opened with its diff, its evidence and what it would change."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from typing import Final

from journey_tui.domain.channel_changes import place_words, said
from journey_tui.domain.views_channels import DealEffect, Effects, Heard, UpdateRow, UpdateView
from journey_tui.widgets.document import Block, Item
from journey_tui.widgets.format import Look, count
from journey_tui.widgets.ink import Line, Span, cut, fit, joined, wrap, wrap_runs
from journey_tui.widgets.story import blank

MARGIN: Final = 2
MOST_DEALS: Final = 40
"""Deals that are listed under an update; the number says how many there are."""
LONGEST_TITLE: Final = 110
"""Characters of a title above the text that it begins with."""
CONTEXT: Final = 6
"""Words that stand on either side of what differs in a long text."""
STATE_WORDS: Final = {"approved": "approved", "rejected": "set aside", "deferred": "put off", "pending": ""}


def queue_block(row: UpdateRow, look: Look, width: int) -> Block:
    """Return an update in the list: where it belongs and how often it was heard, then what it says."""
    heard = count(row.deals, "deal") if row.deals and row.kind != "statistic" else ""
    state = joined((STATE_WORDS[row.state], look.short_day(row.until) if row.until and row.state == "deferred" else ""), " to ")
    right = state or heard
    room = width - 2 - len(right)
    lines: tuple[Line, ...] = (
        ((" " + fit(joined((place_words(row.change), row.channel_name)), room - 1), "muted"), (f" {right}", "muted")),
        ((" " + fit(row.title, width - 2), "strong"),),
    )
    by = f"proposed by {row.proposer}, {look.short_day(look.local(row.at).date())}"
    return Block(lines, Item("update", row.id, row.title, detail=joined((by, row.why, row.note)), value=row))


def update_blocks(row: UpdateRow, view: UpdateView | None, look: Look, width: int) -> list[Block]:
    """Return an update opened; while `view` is being read, what the row says."""
    room = min(width - MARGIN - 1, 92)
    by = f"proposed by {row.proposer}, {look.short_day(look.local(row.at).date())}"
    blocks = [
        blank(),
        *_text(cut(row.title, LONGEST_TITLE), room, "strong"),
        *_text(joined((row.channel_name, place_words(row.change), by)), room, "muted"),
    ]
    if row.note:
        blocks += _text(row.note, room, "accent")
    if row.state != "pending":
        when = look.short_day(look.local(row.decided_at).date()) if row.decided_at else ""
        words = {"approved": "approved", "rejected": "set aside", "deferred": "put off"}[row.state]
        blocks += _text(joined((f"{words} by {row.decided_by}" if row.decided_by else words, when, row.reason)), room, "accent")
    current = view.current if view else said(row.change.before) if row.change.before is not None else ""
    proposed = view.proposed if view else said(row.change.after) if row.change.after is not None else ""
    blocks += [blank(), *_diff(current, proposed, room), *_rest(row, room), *_changes(view, room), blank()]
    blocks += _heard(row, view, look, room)
    blocks += [blank(), *_effects(view.effects, room)] if view and view.effects.deals else []
    if view and view.may_decide:
        blocks += [blank(), *_text(view.may_decide, room, "weak")]
    return blocks


def _text(text: str, room: int, ink: str, *, lead: str = "", item: Item | None = None) -> list[Block]:
    indent = " " * (MARGIN + len(lead))
    lines = [((indent[:MARGIN] + lead if at == 0 else indent) + line) for at, line in enumerate(wrap(text, room - len(lead)))]
    return [Block(tuple(((line, ink),) for line in lines), item)]


def _diff(current: str, proposed: str, room: int) -> list[Block]:
    """Return the text now above the text proposed."""
    return [Block(tuple(diff_lines(current, proposed, room, MARGIN)))]


def _rest(row: UpdateRow, room: int) -> list[Block]:
    """Return what an item says besides its words: what helps with an objection, where a proof point comes from."""
    after = row.change.after
    told = {"answer": "helps", "source": "source", "fits": "fits"}
    found = [(told[key], source_words(str(after[key]))) for key in told if isinstance(after, Mapping) and after.get(key)]
    return [Block(tuple(_side(f"{name:8}", [(text, "muted")], room, MARGIN))) for name, text in found]


def source_words(text: str) -> str:
    """Return where something comes from without the id of the message: e opens that."""
    return re.sub(r", [\w-]+:[^\s:]*:\S+$", "", text)


def diff_lines(current: str, proposed: str, room: int, margin: int) -> list[Line]:
    """Return the text now above the text proposed; the words that differ stand in the inks of their side, and are named."""
    if not current or not proposed:
        one = ("nothing", "muted") if not current else (current, "bad")
        other = ("taken out", "muted") if not proposed else (proposed, "good")
        return [*_side("now     ", [one], room, margin), *_side("proposed", [other], room, margin)]
    old, new = _words(current), _words(proposed)
    mine: list[Span] = []
    yours: list[Span] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        same = _around(old[a:b], first=a == 0, last=b == len(old)) if kind == "equal" else ""
        mine.append((same or "".join(old[a:b]), "text" if same else "bad"))
        yours.append((same or "".join(new[c:d]), "text" if same else "good"))
    return [*_side("now     ", mine, room, margin), *_side("proposed", yours, room, margin)]


def _around(words: list[str], *, first: bool, last: bool) -> str:
    """Return words that both texts have: of many, those next to what differs."""
    before, after = (0 if first else CONTEXT), (0 if last else CONTEXT)
    if len(words) <= before + after + CONTEXT:
        return "".join(words)
    start = "".join(words[:before])
    return f"{start}… {''.join(words[len(words) - after :])}" if after else f"{start}…"


def _words(text: str) -> list[str]:
    return re.findall(r"\S+\s*", text)


def _side(name: str, runs: list[Span], room: int, margin: int) -> list[Line]:
    rows = wrap_runs([run for run in runs if run[0]], room - 10)
    return [((" " * margin + (name if at == 0 else " " * 8) + "  ", "accent"), *line) for at, (line, _) in enumerate(rows)]


def _heard(row: UpdateRow, view: UpdateView | None, look: Look, room: int) -> list[Block]:
    blocks = _text(f"Why: {row.why}", room, "muted")
    for one in view.heard if view else ():
        if one.touchpoint or one.deal or one.words not in row.why:  # why a person proposes it is said once
            blocks.append(_one_heard(one, look, room))
    return blocks


def _one_heard(one: Heard, look: Look, room: int) -> Block:
    """Return what it stands on: the words, and below them who, when and in which deal."""
    quoted = bool(one.touchpoint)
    text = f"“{one.words}”" if quoted else one.words
    lines: list[Line] = [((" " * (MARGIN + 2) + line, "quote" if quoted else "text"),) for line in wrap(text, room - 2)]
    who = joined(
        (one.speaker if quoted else "", look.short_day(look.local(one.at).date()) if one.at and one.deal else "", one.deal)
    )
    if who:
        lines.append(((" " * (MARGIN + 4) + fit(who, room - 4), "muted"),))
    detail = "Enter reads it where it was said" if quoted else who
    return Block(tuple(lines), Item("heard", one.id, one.words, touchpoint=one.touchpoint, detail=detail, value=one))


def _changes(view: UpdateView | None, room: int) -> list[Block]:
    """Return in a sentence what approving would change: it stands by the text, above what the update stands on."""
    words = view.effects.words if view else "Reading the deals under the changed record."
    return [Block(tuple(_side("changes ", [(words, "text" if view else "muted")], room, MARGIN)))]


def _effects(effects: Effects, room: int) -> list[Block]:
    blocks = _text("These would read otherwise", room, "accent")
    if len(effects.deals) > 1:
        blocks += _text(joined(f"{part} in {number:,}" for part, number in effects.parts), room, "muted")
    blocks += [_deal(one, room) for one in effects.deals[:MOST_DEALS]]
    if len(effects.deals) > MOST_DEALS:
        blocks += _text(f"and {len(effects.deals) - MOST_DEALS:,} more: `journey review show` lists all.", room, "muted")
    return blocks


def _deal(one: DealEffect, room: int) -> Block:
    """Return a deal with what would read otherwise in it."""
    lines: list[Line] = [
        ((" " * (MARGIN + 2) + fit(joined((one.account or one.deal, "closed" if one.closed else "")), room - 2), "strong"),)
    ]
    for words in one.differs[:6]:
        lines += [((" " * (MARGIN + 4) + line, "muted"),) for line in wrap(words, room - 4)]
    if len(one.differs) > 6:
        lines.append(((" " * (MARGIN + 4) + f"and {len(one.differs) - 6} more", "muted"),))
    return Block(
        tuple(lines), Item("deal", one.deal_id, joined((one.account, *one.differs)), detail="Enter opens the deal", value=one)
    )
