"""Truth Line and Claim Line, and the gap between them in one neutral sentence (product.md §2)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from journey_tui.domain.history import truth_index
from journey_tui.domain.model import Deal, Evidence, FieldChange
from journey_tui.domain.playbook import Channel
from journey_tui.domain.reading import GateReading, GateState, LineMove, Lines
from journey_tui.text import one_line

NOT_MAPPED = "not mapped"
_WORDS_SHOWN = 20
"""Most words of a quote in a sentence (product.md §6)."""


def stage_key(stage: str) -> str:
    """Return a CRM stage as it is looked up: lower case, without the number that many put in front of it."""
    return re.sub(r"^\d+\s*[-.:)]\s*", "", one_line(stage).casefold())


def mapped_stage(stage: str, channel: Channel) -> str:
    """Return the channel's stage for a CRM stage, or `not mapped`: by table, never by guess."""
    wanted = stage_key(stage)
    if not wanted:
        return NOT_MAPPED
    table = {stage_key(crm): own for crm, own in channel.stage_map.items()}
    own = {name.casefold(): name for name in channel.stage_names}
    return table.get(wanted) or own.get(wanted) or NOT_MAPPED


def claim_stage(deal: Deal, channel: Channel, changes: Sequence[FieldChange] = ()) -> str:
    """Return the stage that the CRM claims; won is the last one, and lost the one that it was lost in."""
    mapped = mapped_stage(deal.stage, channel)
    if mapped != NOT_MAPPED or not deal.closed:
        return mapped
    if deal.won:
        return channel.stage_names[-1]
    for change in sorted((c for c in changes if c.field == "stage"), key=lambda change: change.at, reverse=True):
        for stage in (change.new, change.old):
            if mapped_stage(stage, channel) != NOT_MAPPED:
                return mapped_stage(stage, channel)
    return NOT_MAPPED


def read_lines(deal: Deal, channel: Channel, gates: Sequence[GateReading], met: Sequence[bool], moves: Sequence[LineMove],
               evidence: Mapping[str, Evidence], changes: Sequence[FieldChange] = ()) -> Lines:  # fmt: skip
    """Return both lines and the gap; `met` says of each gate whether its evidence passes it, whatever a person waived."""
    names = channel.stage_names
    solid = truth_index(met)
    dashed = truth_index([passed or gate.state is GateState.WAIVED for passed, gate in zip(met, gates, strict=True)])
    claim = claim_stage(deal, channel, changes)
    gap = names.index(claim) - solid if claim in names else 0
    lines = Lines(names[solid], names[max(solid, dashed)], claim, gap, "", tuple(moves))
    complete = all(met)
    sentence = _sentence(deal, lines, gates[solid:], evidence, complete)
    return Lines(lines.truth, lines.truth_waived, claim, gap, sentence, tuple(moves))


def _sentence(deal: Deal, lines: Lines, ahead: Sequence[GateReading], evidence: Mapping[str, Evidence], complete: bool) -> str:
    """Return the gap in neutral words, with the one item that would close it."""
    reached = f"Customer evidence reaches {lines.truth}."
    waived = f" With what was waived, it is read as {lines.truth_waived}." if lines.truth_waived != lines.truth else ""
    if deal.closed:
        how = "won" if deal.won else "lost"
        return f"CRM: closed, {how}. Customer evidence reached {lines.truth}."
    if lines.claim == NOT_MAPPED:
        said = one_line(deal.stage, limit=60)
        start = f"CRM: “{said}”, not mapped to a stage of this channel." if said else "CRM: no stage known at this moment."
        return f"{start} {reached}{waived}"
    start = f"CRM: {lines.claim}. "
    if lines.gap < 0:
        return f"{start}{reached[:-1]}: the customer is ahead of the CRM.{waived}"
    if lines.gap == 0:
        done = " Every gate stands on the customer's own evidence." if complete else ""
        return f"{start}Customer evidence agrees.{done}{waived}{'' if complete else _item(ahead[:1], evidence, closing=False)}"
    return f"{start}{reached}{waived}{_item(ahead[: lines.gap], evidence, closing=True)}"


def _item(gates: Sequence[GateReading], evidence: Mapping[str, Evidence], *, closing: bool) -> str:
    """Return what would close the gap or, where the lines agree, move on: quotes to confirm, else the next need."""
    waiting = [gate for gate in gates if gate.state not in (GateState.PASSED, GateState.WAIVED)]
    if not waiting:
        return ""
    first = waiting[0]
    if first.state is GateState.READY:
        quotes = " and ".join(_quote(evidence[key]) for key in first.to_confirm if key in evidence)
        does = "would close the gap" if closing and len(waiting) == 1 else f"would pass {first.name}"
        return f" Your confirmation {does}: {quotes}."
    if not first.needs:
        return ""
    held = f" (held to {first.until.day} {first.until:%b})" if first.state is GateState.HELD and first.until else ""
    items = sum(len(gate.needs) for gate in waiting)
    if closing and items == 1:
        return f" One item would close the gap: {first.needs[0]}{held}."
    return f" The next item: {first.needs[0]}{held}."


def _quote(evidence: Evidence) -> str:
    """Return a quote by name and day; what was said in confidence is named without its words."""
    who = f"{evidence.speaker or 'the customer'}, {evidence.observed_at.day} {evidence.observed_at:%b}"
    if evidence.confidential:
        return f"what {who}, said"
    words = one_line(evidence.quote).split()
    shown = " ".join(words[:_WORDS_SHOWN]) + (" …" if len(words) > _WORDS_SHOWN else "")
    return f"“{shown}” ({who})"
