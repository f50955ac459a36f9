"""The lane timeline as plain text, for the command line."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from journey_tui.domain.timescale import Zoom, edges
from journey_tui.domain.views import DealView
from journey_tui.domain.views_lanes import LaneFrame, LaneWindow
from journey_tui.widgets import lanes_paint as paint
from journey_tui.widgets.format import Look
from journey_tui.widgets.ink import fit
from journey_tui.widgets.lanes_lines import lines_of
from journey_tui.widgets.lanes_paint import Canvas, View
from journey_tui.widgets.lanes_rows import CLAIM, TRUTH, WIDE_FROM, LaneRow, Lines, lanes_shown, lines_for, rows_for

Counted = Callable[[Zoom, int, Sequence[int]], LaneWindow]


def picture(deal: DealView, frame: LaneFrame, count: Counted, look: Look, width: int) -> list[str]:
    """Return the picture of a whole deal, or of its last months, in lines of `width` columns; `count` answers for a run of cells."""
    lines = lines_of(deal, frame, look)
    rows = rows_for(lanes_shown(frame, lines), width)
    names = 13 if width >= WIDE_FROM else 9
    view = View(Zoom.MONTH, 0, max(10, width - names), look.zone)
    moments = [one for one in (frame.first, frame.last, look.now, *(stop.at for stop in lines.stops)) if one]
    view.open_on(min(moments), max(moments), look.now)
    window = count(view.zoom, view.left, edges(view.left, view.columns, view.zoom, view.zone))
    now = view.column(look.now)
    painted: list[str] = []
    for what in lines_for(rows, len(rows) + 11)[:-1]:
        row = next((one for one in rows if one.key == what), None)
        canvas = _canvas(what, row, view, window, lines, frame, look)
        paint.now_mark(canvas, now, look, past=deal.is_past)
        name = row.name if row else view.zoom.value if what == "ruler" else ""
        head = paint.sign("rule", look) * names if what == "rule" else fit(name, names, more=look.mark("more"))
        painted.append((head + "".join(canvas.chars)).rstrip())
    return painted


def _canvas(what: str, row: LaneRow | None, view: View, window: LaneWindow, lines: Lines, frame: LaneFrame, look: Look) -> Canvas:
    """Return one line of the picture."""
    now = view.column(look.now)
    mine = [stop for stop in lines.stops if stop.row == what]
    if what == "ruler":
        return paint.ruler(view, look)
    if what == "rule":
        canvas = Canvas(view.columns)
        canvas.fill(0, view.columns, paint.sign("rule", look), "faint")
        return canvas
    if what == CLAIM:
        canvas = paint.claim(view, mine, now, look, lines.claim)
        paint.plans(canvas, view, [stop for stop in mine if stop.kind == "close"], now, look)
        return canvas
    if what == TRUTH:
        return paint.truth(view, mine, lines.truth, -1, now, look, lines.dashes)
    if row is None:
        return Canvas(view.columns)
    gone = [at for lane in row.lanes for at in frame.cancelled.get(lane, ())]
    canvas = paint.lane(view, [window.spots[lane] for lane in row.lanes if lane in window.spots], now, look, cancelled=gone)
    paint.stops(canvas, view, [stop for stop in lines.stops if stop.in_lane and stop.row in row.lanes], now, look)
    return canvas
