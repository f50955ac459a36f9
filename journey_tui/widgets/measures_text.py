"""The measures as text: one line each with its trend, and one opened with its counts, definition and what is behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from journey_tui.domain.measures import Case, Measure, Point
from journey_tui.domain.measures_words import value_words
from journey_tui.domain.views_measures import MeasuresView
from journey_tui.widgets.document import Block, Item
from journey_tui.widgets.format import Look, count
from journey_tui.widgets.ink import Line, fit, joined, wrap
from journey_tui.widgets.story import blank

MARGIN: Final = 2
GROUPS: Final = {
    "Doing": ("action_completion", "time_to_action", "step_confidence"),
    "Looking": ("snapshot_engagement", "evidence_views"),
    "Where Journey was off": ("false_positives", "overrides"),
    "Sureness": ("confidence_alignment", "calibration_person", "calibration_journey"),
    "The rest": ("truth_gap", "review_seconds"),
}
SPARKS: Final = ("▁▂▃▄▅▆▇█", "._-=+*%#")
FULL, EMPTY, FEW = ("▇", "#"), ("·", "."), ("·", ".")
MOST_CASES: Final = 200
"""Things listed behind a figure."""
BAR: Final = 24
"""Cells of the longest bar."""
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def top_of(unit: str, points: Sequence[Point]) -> float:
    """Return the value that fills a bar: 1 of a share, 5 of an answer, else the largest."""
    known = [abs(point.value) for point in points if point.value is not None and point.value != float("inf")]
    fixed = {"share": 1.0, "answer": 5.0, "kappa": 1.0, "points": 1.0}
    return fixed.get(unit) or max(known, default=1.0) or 1.0


def spark(measure: Measure, look: Look) -> str:
    """Return the trend in a cell a week or month: a dot where too little happened to say."""
    marks = SPARKS[look.plain]
    top = top_of(measure.unit, measure.trend)
    cells = []
    for point in measure.trend:
        if point.value is None:
            cells.append(FEW[look.plain] if point.count else " ")
        else:
            share = (
                min(1.0, max(0.0, (abs(point.value) if measure.unit == "points" else point.value) / top))
                if point.value != float("inf")
                else 1.0
            )
            cells.append(marks[min(len(marks) - 1, int(share * len(marks)))])
    return "".join(cells)


def list_blocks(view: MeasuresView, look: Look, width: int) -> list[Block]:
    """Return every measure, a line each, in groups."""
    by_key = {measure.key: measure for measure in view.measures}
    blocks: list[Block] = []
    for name, keys in GROUPS.items():
        blocks.append(Block((((" " * MARGIN + name, "accent"),),)))
        blocks += [_row(by_key[key], look, width) for key in keys if key in by_key]
    return blocks


def _row(measure: Measure, look: Look, width: int) -> Block:
    few = measure.value is None
    ink = "muted" if few else "good" if measure.met else "strong"
    wide = width >= 76
    right: list[tuple[str, str]] = [(f" {fit(measure.words, 14, right=True)}", ink)]
    if width >= 60:
        right.insert(0, (" " + spark(measure, look), "fair"))
    if wide:
        right.append((f"  {fit(_goal(measure, look), 17)}", "good" if measure.met else "muted"))
    name = width - sum(len(text) for text, _ in right) - MARGIN - 2
    line: Line = (("  " + " " * MARGIN + fit(measure.name, name - 2), "text"), *right)
    return Block((line,), Item("measure", measure.key, copied(measure), detail=measure.counts, value=measure))


def _goal(measure: Measure, look: Look) -> str:
    """Return the goal, and a tick where it is met."""
    return f"{measure.goal_words}{' ' + look.mark('done') if measure.met else ''}"


def copied(measure: Measure) -> str:
    """Return a measure in one line."""
    return f"{measure.name}: {measure.words} ({measure.counts})"


def measure_blocks(measure: Measure, view: MeasuresView, look: Look, width: int) -> list[Block]:
    """Return one measure opened."""
    room = min(width - MARGIN - 1, 92)
    ink = "muted" if measure.value is None else "strong"
    head: Line = ((" " * MARGIN + measure.name, "strong"), ("   ", "text"), (measure.words, ink),
                  ("   " + _goal(measure, look), "good" if measure.met else "muted"))  # fmt: skip
    lines = (head, *_lines(measure.counts, room, "muted"), *_lines(measure.says, room, "text"), ())
    blocks = [
        Block(
            lines,
            Item(
                "figure",
                measure.key,
                copied(measure),
                detail="The figure; below stand its trend, its parts, what is counted, what is behind it",
            ),
        )
    ]
    blocks += [*_trend(measure, look, room), *_parts(measure, look, room)]
    told = _lines("What is counted. " + measure.definition, room, "muted")
    blocks += [
        blank(),
        Block(told, Item("definition", measure.key, measure.definition, detail="What exactly is counted")),
        blank(),
    ]
    return blocks + _behind(measure, view.names, look, width)


def _lines(text: str, room: int, ink: str) -> tuple[Line, ...]:
    return tuple(((" " * MARGIN + line, ink),) for line in wrap(text, room)) if text else ()


def bar(value: float | None, top: float, look: Look, size: int = BAR) -> tuple[str, str]:
    """Return the filled and the empty part of a bar."""
    if value is None:
        return "", " " * size
    full = size if value == float("inf") else round(size * min(1.0, abs(value) / top))
    return FULL[look.plain] * full, EMPTY[look.plain] * (size - full)


def _trend(measure: Measure, look: Look, room: int) -> list[Block]:
    """Return the weeks or months from the first in which something was counted."""
    top, size = top_of(measure.unit, measure.trend), max(8, min(BAR, room - 42))
    month = all(point.start.day == 1 for point in measure.trend)
    first = next((at for at, point in enumerate(measure.trend) if point.count), len(measure.trend))
    lines: list[Line] = []
    for point in measure.trend[first:]:
        full, empty = bar(point.value, top, look, size)
        value = value_words(point.value, measure.unit) if point.value is not None else "too few" if point.count else ""
        counts = f"{point.hits} of {point.count}" if measure.unit in ("share", "points") else f"{point.count}"
        lines.append(((" " * MARGIN + fit(_when(point.start, look, month=month), 9), "muted"),
                      (full, "bad" if (point.value or 0) < 0 else "fair"), (empty, "faint"),
                      (fit(value, 12, right=True), "muted" if point.value is None else "text"),
                      (f"  {fit(counts if point.count else '', 12, right=True)}", "muted")))  # fmt: skip
    if not lines:
        return []
    return [
        Block(tuple(lines), Item("trend", measure.key, copied(measure), detail="Fewer than half of what a figure needs: too few"))
    ]


def _when(start: date, look: Look, *, month: bool) -> str:
    if month:
        return f"{_MONTHS[start.month - 1]} {start.year}"
    return look.short_day(start)


def _parts(measure: Measure, look: Look, room: int) -> list[Block]:
    """Return the parts, each with its share and counts; of the time before Journey too."""
    lines: list[Line] = []
    unit = "share" if measure.unit == "points" else measure.unit
    name, size = max((len(part.name) for part in measure.parts), default=0), max(6, min(16, room - 60))
    for part in measure.parts:
        full, empty = bar(part.hits / part.count if part.count else None, 1.0, look, size)
        value = value_words(part.value, unit) if part.value is not None else ""
        lines.append(((" " * MARGIN + fit(part.name, min(name + 2, 40)), "text"), (full, "fair"), (empty, "faint"),
                      (fit(f"{part.hits} of {part.count}", 13, right=True), "muted"), (fit(value, 7, right=True), "text")))  # fmt: skip
    before = measure.before
    if before is not None and before.count:
        value = value_words(before.value, unit) if before.value is not None else "too few"
        lines.append(
            ((" " * MARGIN + "before Journey  ", "text"), (value, "text"), (f"  over {count(before.count, 'call')}", "muted"))
        )
    return (
        [blank(), Block(tuple(lines), Item("parts", measure.key, copied(measure), detail="What the figure is made of"))]
        if lines
        else []
    )


def _behind(measure: Measure, names: Mapping[str, str], look: Look, width: int) -> list[Block]:
    """Return what is behind the figure, the newest first; Enter opens its deal."""
    if not measure.cases:
        return [Block(_lines("Nothing is behind it yet.", width - MARGIN - 1, "muted"))]
    more = f", the newest {MOST_CASES} of them" if len(measure.cases) > MOST_CASES else ""
    head = f"Behind it: {len(measure.cases):,}{more}"
    return [Block((((" " * MARGIN + head, "accent"),),)), *[_case(one, names, look, width) for one in measure.cases[:MOST_CASES]]]


def _case(one: Case, names: Mapping[str, str], look: Look, width: int) -> Block:
    """Return one thing that was counted: when, where, what, and how it counts."""
    when, deal = look.short_day(look.local(one.at).date()), names.get(one.deal_id, "")
    room = width - MARGIN - 1 - 8
    name = min(26, room // 3) if one.deal_id else 0
    first, second = (one.what, one.note) if one.what else (one.note, "")
    note = min(34, (room - name) // 2) if second else 0
    line: Line = ((" " * MARGIN + fit(when, 8), "muted"), (fit(deal, name), "text"), (" " + fit(first, room - name - note - 2), "muted"),
                  (" " + fit(second, note), "text"))  # fmt: skip
    opens = "Enter opens the deal" if one.deal_id else ""
    return Block((line,), Item("case", f"{one.id} {one.at.isoformat()}", joined((when, deal, one.what, one.note)),
                               detail=joined((one.what, one.note, opens)), value=one))  # fmt: skip
