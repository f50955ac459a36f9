"""The differences between two moments of a deal, set as text."""

from __future__ import annotations

from itertools import groupby
from typing import Final

from journey_tui.domain.compare import HEADINGS, Comparison, Difference
from journey_tui.widgets.document import Block, Item
from journey_tui.widgets.format import Look
from journey_tui.widgets.ink import Line, fit, joined, wrap
from journey_tui.widgets.story import MARGIN, MEASURE, blank, heading, prose

MARK_INK: Final = {"+": "good", "-": "weak", "~": "accent", "≠": "bad"}
WHEN: Final = 9


def difference_blocks(found: Comparison, look: Look, width: int) -> list[Block]:
    """Return the comparison as text, section by section; each line is an item with its quotes."""
    if not found.differences:
        return [blank(), prose("Nothing differs between the two moments.", width, "text"),
                prose("= chooses another earlier moment, @ another later one.", width)]  # fmt: skip
    blocks: list[Block] = []
    for section, group in groupby(found.differences, key=lambda one: one.section):
        blocks += [blank(), heading(HEADINGS.get(section, section))]
        blocks += [_line(number, one, look, width) for number, one in enumerate(group)]
    return blocks


def _line(number: int, one: Difference, look: Look, width: int) -> Block:
    """Return one difference: its mark, what it is, when, and its cause below."""
    room = min(MEASURE + 17, width - MARGIN - 1)
    when = look.short_day(look.local(one.at).date()) if one.at else ""
    mark = "x" if look.plain and one.mark == "≠" else one.mark
    texts = wrap(one.text, room - 3 - WHEN)
    lines: list[Line] = [
        (
            (" " * MARGIN, "text"),
            (fit(mark, 3), MARK_INK.get(one.mark, "accent")),
            (fit(texts[0], room - 3 - WHEN), "text"),
            (fit(when, WHEN, right=True), "muted"),
        )
    ]
    lines += [((" " * (MARGIN + 3) + line, "text"),) for line in texts[1:]]
    if one.detail:
        lines += [((" " * (MARGIN + 3) + line, "muted"),) for line in wrap(one.detail, room - 3 - WHEN)[:2]]
    opens = "Enter shows the quote" if one.evidence else "Enter reads it" if one.touchpoint else ""
    detail = joined((look.moment(one.at) if one.at else "", one.detail, opens))
    key = f"{one.section} {number} {one.text}"
    return Block(
        tuple(lines),
        Item("difference", key, joined((one.text, one.detail), "\n"), one.evidence, one.touchpoint, detail=detail, value=one),
    )
