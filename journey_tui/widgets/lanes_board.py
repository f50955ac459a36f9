"""The picture of the lane timeline: what part of time shows, what has been counted of it, and how it is painted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from textual import events
from textual.geometry import Region

from journey_tui.domain.model import Lane
from journey_tui.domain.timescale import Zoom, cell_of, edges, finer, first_cell, last_cell, middle_of
from journey_tui.domain.views_lanes import BUYER_LANES, LaneFrame, LaneWindow
from journey_tui.widgets import lanes_paint as paint
from journey_tui.widgets.format import Look
from journey_tui.widgets.ink import Line, fit
from journey_tui.widgets.lanes_ahead import TILE, Tiles
from journey_tui.widgets.lanes_paint import Canvas, View, gate_places
from journey_tui.widgets.lanes_rows import (
    CLAIM,
    TRUTH,
    WIDE_FROM,
    LaneRow,
    Lines,
    Stop,
    lanes_shown,
    lines_for,
    row_of_lane,
    rows_for,
)
from journey_tui.widgets.pane import Pane

Counter = Callable[[Zoom, int, Sequence[int]], LaneWindow]
"""What counts cells: the zoom, the first cell, and the beginnings of the cells and the last one's end in seconds."""


class LaneBoard(Pane):
    """The picture; `Lanes` moves the cursor on it."""

    def __init__(self, look: Look, *, id: str = "lanes") -> None:
        super().__init__(id=id)
        self.look = look
        self.past = False
        """Whether a moment in the past is shown as if it were now."""
        self.row_key = ""
        self.stop: Stop | None = None
        """What the cursor is on; None while it is being read, or where there is nothing."""
        self.kept_at: datetime | None = None
        """The moment that the cursor keeps to while it goes from row to row."""
        self.frame = LaneFrame(None, None, (), 0)
        self.lines = Lines()
        self.rows: tuple[LaneRow, ...] = ()
        self.view = View(Zoom.MONTH, 0, 60, look.zone)
        self.hits: dict[Lane, list[datetime]] = {}
        self.counter: Counter | None = None
        """What counts a run of cells, from memory: it is asked while the picture is painted."""
        self._tiles = Tiles()
        self._ahead_planned = False
        self._plan: tuple[str, ...] = ()
        self._placed: dict[str, dict[tuple[str, str], int]] = {}
        self._room = 20
        self.ready = False

    # What is shown.

    def show(self, frame: LaneFrame, lines: Lines, look: Look, *, past: bool = False) -> None:
        """Show a deal, or the same one again: window and cursor stay where they are."""
        self.frame, self.lines, self.look, self.past = frame, lines, look, past
        self.view.zone = look.zone
        self._lay_out()
        if not self.ready and self.size.width:
            self.ready = True
            self.show_opening()
        self.refresh_all()

    def _lay_out(self) -> None:
        width = self.size.width
        self.rows = rows_for(lanes_shown(self.frame, self.lines), width)
        self._plan = lines_for(self.rows, self._room)
        self.view.columns = max(10, width - self.label_width - 1)

    @property
    def label_width(self) -> int:
        """Return how many columns the names take."""
        return 13 if self.size.width >= WIDE_FROM else 9

    @property
    def age(self) -> int:
        """Return what grows when counts are out of date."""
        return self._tiles.age

    def outdate(self) -> None:
        """Count everything again: the store, the filter or the moment has changed."""
        self._tiles.outdate()

    def count_with(self, counter: Counter) -> None:
        """Count with another counter from now on."""
        self.counter = counter
        self._tiles.outdate()
        self.repaint()

    def tile_starts(self, zoom: Zoom, tile: int) -> list[int]:
        """Return the beginnings of a tile's cells and the end of its last one, in seconds."""
        return edges(tile * TILE, TILE, zoom, self.view.zone)

    def ask(self) -> None:
        """Ask for what the next key may show."""
        self.plan_ahead()

    def plan_ahead(self) -> None:
        """Ask for what the next key may show, once what this one shows is painted."""
        if not self._ahead_planned:
            self._ahead_planned = True
            self.call_after_refresh(self._look_ahead)

    def _look_ahead(self) -> None:
        self._ahead_planned = False
        self.look_ahead()

    def look_ahead(self) -> None:
        """Ask for what the next key may put the cursor on."""

    def _window(self, tile: int) -> LaneWindow | None:
        """Return what lies in a tile; None before there is a counter."""
        zoom = self.view.zoom
        found = self._tiles.get(zoom, tile)
        if found is None and self.counter is not None:
            found = self.counter(zoom, tile * TILE, self.tile_starts(zoom, tile))
            self._tiles.keep(found)
        return found

    # The window.

    @property
    def now_column(self) -> int:
        """Return the column of the present, or of the moment that is looked at."""
        return self.view.column(self.look.now)

    def _ends(self) -> tuple[datetime, datetime]:
        """Return from when to when there is anything to see."""
        now = self.look.now
        moments = [one for one in (self.frame.first, self.frame.last, now) if one]
        moments += [stop.at for stop in self.lines.stops]
        return min(moments), max(moments)

    def show_opening(self) -> None:
        """Show what matters first."""
        self.view.open_on(*self._ends(), self.look.now)
        self.refresh_all()

    def fit(self) -> None:
        """Show everything, as finely as there is room."""
        self.view.fit(*self._ends())
        self.refresh_all()

    def center(self, at: datetime, part: float = 0.5) -> None:
        """Put a moment at a part of the width."""
        self.view.left = cell_of(at, self.view.zoom, self.view.zone) - int(self.view.columns * part)
        self.refresh_all()

    def pan(self, part: float) -> None:
        """Move the window by a part of its width."""
        self.view.left += int(self.view.columns * part) or (1 if part > 0 else -1)
        self.refresh_all()

    def zoom(self, step: int) -> bool:
        """Zoom in or out around the cursor; return whether there is such a zoom."""
        zoom = finer(self.view.zoom, step)
        if zoom is self.view.zoom:
            return False
        left = self._left_at(zoom)
        self.view.zoom, self.view.left = zoom, left
        self.refresh_all()
        return True

    def _left_at(self, zoom: Zoom) -> int:
        """Return the first cell that another zoom would show, the cursor staying in its column."""
        view = self.view
        at = self.focus_moment
        column = min(max(view.column(at), 0), view.columns - 1)
        if not view.shows(at):
            column = view.columns // 2
            at = middle_of(view.left + column, view.zoom, view.zone)
        return cell_of(at, zoom, view.zone) - column

    def reveal(self, at: datetime) -> None:
        """Move the window just so far that a moment shows with some room around it."""
        view, column = self.view, self.view.column(at)
        margin = min(6, view.columns // 8)
        if column < 0 or column >= view.columns:
            far = abs(column - view.columns // 2) > 2 * view.columns
            view.left += column - (view.columns // 2 if far else margin if column < 0 else view.columns - 1 - margin)
            self.refresh_all()

    def refresh_all(self) -> None:
        """Paint everything again and read ahead."""
        view = self.view
        view.left = max(first_cell(view.zoom), min(view.left, last_cell(view.zoom) - view.columns))
        self.repaint()
        self.ask()
        self.tell()

    # Painting.

    def line_count(self) -> int:
        """Return how many lines the picture has: none before it is known what to show."""
        return len(self._plan) if self.ready else 0

    def set_room(self, height: int) -> int:
        """Lay the picture out for so many lines, of which the text below it needs some; return how many it takes."""
        if height != self._room:
            self._room = height
            self._lay_out()
            self.repaint()
        return len(self._plan)

    def mark_hits(self, marks: Iterable[tuple[datetime, Lane]]) -> None:
        """Mark where words were found."""
        self.hits = {}
        for at, lane in marks:
            self.hits.setdefault(lane, []).append(at)
        self.repaint()

    def span_of_cursor(self) -> tuple[int, int]:
        """There is no bar: the cursor is painted in its row."""
        return (0, 0)

    def line(self, index: int) -> Line:
        """Return one line: the name of the row, then its columns."""
        what = self._plan[index]
        width = self.label_width
        row = next((one for one in self.rows if one.key == what), None)
        canvas = self._canvas(what, row)
        current = row is not None and row.key == self.row_key and self.active
        mark = self.look.mark("bar") if current else " "
        name = fit(row.name if row else self.view.zoom.value if what == "ruler" else "", width - 1, more=self.look.mark("more"))
        if what == "rule":
            name = paint.sign("rule", self.look) * (width - 2) + " "
            return ((" ", "text"), (name[:-1] + paint.sign("rule", self.look), "faint"), *canvas.spans())
        head = ((mark, "bar"), (name, "strong" if current else "muted"))
        column = self.cursor_column() if current else None
        if column is None:
            return (*head, *canvas.spans())
        return (*head, *canvas.spans(0, column), (canvas.chars[column].strip() or " ", "grip"), *canvas.spans(column + 1))

    def _canvas(self, what: str, row: LaneRow | None) -> Canvas:
        view, look, now = self.view, self.look, self.now_column
        if what == "ruler":
            canvas = paint.ruler(view, look)
        elif what == "rule":
            canvas = Canvas(view.columns)
            canvas.fill(0, view.columns, paint.sign("rule", look), "faint")
        elif what == "caret":
            return self._caret()
        elif what == CLAIM:
            stops = [stop for stop in self.lines.stops if stop.row == CLAIM]
            canvas = paint.claim(view, stops, now, look, self.lines.claim)
            paint.plans(canvas, view, [stop for stop in stops if stop.kind == "close"], now, look)
        elif what == TRUTH:
            first = self._ends()[0]
            canvas = paint.truth(view, [stop for stop in self.lines.stops if stop.row == TRUTH], self.lines.truth,
                                 view.column(first), now, look, self.lines.dashes)  # fmt: skip
        elif row is not None:
            canvas = self._lane(row, now)
        else:
            canvas = Canvas(view.columns)
        paint.now_mark(canvas, now, look, past=self.past)
        return canvas

    def _lane(self, row: LaneRow, now: int) -> Canvas:
        view = self.view
        spots = [
            spots
            for tile in Tiles.over(view.left, view.columns)
            if (kept := self._window(tile)) is not None
            for lane, spots in kept.spots.items()
            if lane in row.lanes
        ]
        gone = [at for lane in row.lanes for at in self.frame.cancelled.get(lane, ())]
        canvas = paint.lane(view, spots, now, self.look, "accent" if row.lanes <= BUYER_LANES else "text", cancelled=gone)
        paint.mark(canvas, view, row.lanes, self.lines.quoted, "good")
        paint.mark(canvas, view, row.lanes, self.hits, "hit")
        mine = [stop for stop in self.lines.stops if stop.in_lane and stop.row in row.lanes]
        self._placed[row.key] = {stop.key: column for stop, column in paint.stops(canvas, view, mine, now, self.look)}
        return canvas

    def _caret(self) -> Canvas:
        """Return the line under the lanes: where the cursor stands, and how many share its cell."""
        canvas, column = Canvas(self.view.columns), self.cursor_column()
        if column is not None and self.active:
            canvas.put(column, paint.sign("caret", self.look), "accent")
            if words := self.here_words():
                room = self.view.columns - column - 2
                if room >= len(words):
                    canvas.set_words(column + 2, words, "muted")
                elif column > len(words) + 1:
                    canvas.set_words(column - 1 - len(words), words, "muted")
        return canvas

    def repaint_cursor(self, before: int | None, row_before: str) -> None:
        """Paint again what the cursor left and reached: a name and a column where it stays in its row."""
        self._strips.clear()
        columns = {column for column in (before, self.cursor_column()) if column is not None}
        for index, what in enumerate(self._plan):
            if what == "caret":
                self.refresh(Region(0, index, self.size.width, 1))
            elif what in (row_before, self.row_key):
                for column in columns:
                    self.refresh(Region(self.label_width + column, index, 1, 1))
                if row_before != self.row_key:
                    self.refresh(Region(0, index, self.label_width, 1))
        self.tell()

    def adopt_row(self) -> None:
        """Find the row of the cursor's item again, after rows were laid out anew."""

    def _on_resize(self, event: events.Resize) -> None:
        at, column = self.focus_moment, self.cursor_column()
        fresh = not self.ready
        self._lay_out()
        if fresh and (self.frame.first or self.lines.stops):
            self.ready = True
            self.show_opening()
        elif column is not None and not self.view.shows(at):
            self.view.left = cell_of(at, self.view.zoom, self.view.zone) - self.view.columns * 2 // 3
        if self.row_key not in [row.key for row in self.rows]:
            self.adopt_row()
        self._strips.clear()
        self.ask()
        if self.on_resized is not None:
            self.on_resized()

    # What the cursor stands on.

    @property
    def focus_moment(self) -> datetime:
        """Return the moment around which zoom works."""
        return self.stop.at if self.stop else self.kept_at or self.look.now

    @property
    def row(self) -> LaneRow | None:
        """Return the row of the cursor."""
        return next((row for row in self.rows if row.key == self.row_key), None)

    def cursor_column(self) -> int | None:
        """Return the column of the cursor, None where it is outside the window."""
        stop = self.stop
        column = self.view.column(self.focus_moment)
        if stop is not None and stop.kind == "gate":
            places = gate_places(self.gates(), self.now_column, self.view.columns)
            column = next((at for one, at, _ in places if one.key == stop.key), -1)
        elif stop is not None and stop.in_lane and (row := self.row) is not None:
            self._lane(row, self.now_column)
            column = self._placed[row.key].get(stop.key, -1)
        elif stop is not None and stop.kind == "close":
            column = max(column, self.now_column + 1)
        return column if 0 <= column < self.view.columns else None

    def gates(self) -> list[Stop]:
        """Return the gates to come."""
        return [stop for stop in self.lines.stops if stop.kind == "gate"]

    def here_words(self) -> str:
        """Return how many touchpoints share the cursor's cell, where they are several."""
        row, column = self.row, self.cursor_column()
        if row is None or column is None or not row.lanes:
            return ""
        cell = self.view.left + column
        kept = self._window(cell // TILE)
        found = [spots[cell] for lane, spots in kept.spots.items() if lane in row.lanes and cell in spots] if kept else []
        total, people = sum(one.count for one in found), sum(one.people for one in found)
        if total < 2:
            return ""
        machines = f", {total - people:,} by machines" if 0 < people < total else ""
        return f"{total:,} here{machines}"

    # Rows.

    def row_of(self, lane: Lane) -> str:
        """Return the key of the row that shows a lane."""
        return row_of_lane(self.rows, lane)

    def row_of_stop(self, stop: Stop) -> str:
        """Return the key of the row that shows a stop: a step stands in the lane of whom it is for."""
        return self.row_of(Lane(stop.row)) if stop.in_lane else stop.row

    def shown_rows(self) -> Sequence[LaneRow]:
        """Return the rows that are on the picture, from top to bottom."""
        return [row for row in self.rows if row.key in self._plan]
