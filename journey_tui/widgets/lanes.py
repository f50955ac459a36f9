"""The lane timeline: time to the right, one line a class of actor, the Claim Line and the Truth Line on top.

The widget knows no store. It is given a frame (`show`), something that counts cells from memory (`count_with`) and touchpoints
around its cursor (`take_items`), for which it asks with `ItemsWanted`; so what is far away costs nothing, and moving paints at once,
the cursor on what has been read ahead. The cursor stands on an item of a row and stays on it through zoom, filter and
refresh; what is read late is waited for, and no key is lost. `lanes_example.py` runs it without a store.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Final

from textual import events

from journey_tui.domain.model import Lane
from journey_tui.domain.timescale import middle_of
from journey_tui.domain.views import TimelineRow
from journey_tui.domain.views_lanes import LaneItems
from journey_tui.widgets.format import Look
from journey_tui.widgets.lanes_ahead import PAN, ItemsWanted, NearWanted, Stretches, nearest
from journey_tui.widgets.lanes_board import LaneBoard
from journey_tui.widgets.lanes_rows import TRUTH, LaneRow, Stop, touchpoint_stop

NEAR_END: Final = 10
"""Items left on one side at which more are read."""
BESIDE: Final = 3
"""Items on both sides of the cursor whose texts are read ahead."""
_FAR_PAST: Final = datetime(1900, 1, 2, tzinfo=UTC)
_FAR_FUTURE: Final = datetime(2199, 12, 30, tzinfo=UTC)


class Lanes(LaneBoard):
    """The picture and the cursor on it."""

    def __init__(self, look: Look, *, id: str = "lanes") -> None:
        super().__init__(look, id=id)
        self.edge: Callable[[str], None] | None = None
        """Called with words where the cursor cannot go on."""
        self._stops: list[Stop] = []
        self._open = (True, True)
        """Whether more touchpoints lie before and after those that were read."""
        self._pending = 0
        self._reading = False
        self._within = False
        self._near = Stretches()

    # Movement.

    def move_item(self, step: int) -> None:
        """Move to the item before (-1) or after (1) in the row."""
        if self._reading:
            self._pending = max(-40, min(40, self._pending + step))
            return
        stops = self.stops_of_row()
        at = self._index(stops)
        target = at + step if at is not None else self._beside(stops, step)
        if 0 <= target < len(stops):
            self.set_stop(stops[target])
            left = len(stops) - 1 - target if step > 0 else target
            if left < NEAR_END and self._open[step > 0]:
                self.read_items(keep=False)
        elif self._open[step > 0] and self.row is not None and self.row.lanes and stops:
            self._pending = step
            self.read_items()
        elif self.edge is not None:
            name = self.row.name if self.row else ""
            self.edge(
                f"Nothing {'later' if step > 0 else 'earlier'} in {name}. j k change the lane."
                if stops
                else f"Nothing in {name}."
            )

    def _index(self, stops: Sequence[Stop]) -> int | None:
        key = self.stop.key if self.stop else None
        return next((at for at, one in enumerate(stops) if one.key == key), None)

    def _beside(self, stops: Sequence[Stop], step: int) -> int:
        moment = self.focus_moment
        if step > 0:
            return next((at for at, one in enumerate(stops) if one.at > moment), len(stops))
        return next((at for at in reversed(range(len(stops))) if stops[at].at < moment), -1)

    def stops_of_row(self) -> list[Stop]:
        """Return the stops of the row as far as they have been read, in order of time."""
        row = self.row
        if row is None:
            return []
        if not row.lanes:
            return [stop for stop in self.lines.stops if stop.row == row.key]
        steps = [stop for stop in self.lines.stops if stop.in_lane and stop.row in row.lanes]
        low = None if not self._open[0] or not self._stops else self._stops[0].at
        high = None if not self._open[1] or not self._stops else self._stops[-1].at
        known = [stop for stop in steps if (low is None or stop.at >= low) and (high is None or stop.at <= high)]
        return sorted([*self._stops, *known], key=lambda stop: stop.at)

    def set_stop(self, stop: Stop, *, keep_moment: bool = False) -> None:
        """Put the cursor on an item of its row."""
        before, row = self.cursor_column(), self.row_key
        self.stop = stop
        if not keep_moment:
            self.kept_at = stop.at
        left = self.view.left
        self.reveal_stop(stop)
        if self.view.left == left:
            self.repaint_cursor(before, row)

    def reveal_stop(self, stop: Stop) -> None:
        """Move the window so that the item shows."""
        self.reveal(self.look.now if stop.kind == "gate" else max(stop.at, self.look.now) if stop.planned else stop.at)

    def move(self, step: int) -> None:
        """Move to the row above or below, to the item nearest in time."""
        rows = self.shown_rows()
        keys = [row.key for row in rows]
        at = keys.index(self.row_key) if self.row_key in keys else 0
        target = max(0, min(at + step, len(rows) - 1))
        if target != at or self.row_key not in keys:
            self.go_row(keys[target], self.kept_at)

    def go_row(self, key: str, at: datetime | None = None) -> None:
        """Put the cursor on a row, there on the item nearest to a moment."""
        before, row_before = self.cursor_column(), self.row_key
        self.row_key, self._pending = key, 0
        self.kept_at = at or self.focus_moment
        self.stop, self._stops, self._open = None, [], (True, True)
        row = self.row
        if row is None:
            return
        known = self._near.holding(key, self.kept_at) if row.lanes else None
        if known is not None:
            self.take_items(key, known, at=self.kept_at)
            self.repaint_cursor(before, row_before)
            return
        self.repaint_cursor(before, row_before)
        if row.lanes:
            self.read_items()
        elif stops := self.stops_of_row():
            self.set_stop(nearest(stops, self.kept_at), keep_moment=True)
        else:
            self._open = (False, False)

    def move_to_end(self, *, last: bool) -> None:
        """Move to the first or the last item of the row."""
        row = self.row
        if row is not None and row.lanes:
            self.go_row(row.key, _FAR_FUTURE if last else _FAR_PAST)
        elif stops := self.stops_of_row():
            self.set_stop(stops[-1 if last else 0])

    def turn(self, pages: float) -> None:
        """Move the window by part of its width."""
        self.pan(pages)
        self.drag()

    def drag(self) -> None:
        """Bring the cursor into the window after it was moved: to the nearest item that shows, else to where one would be."""
        view = self.view
        if self.cursor_column() is not None or self.row is None:
            return
        column = 0 if view.column(self.focus_moment) < 0 else view.columns - 1
        at = self.moment_of(column)
        self._within = True
        self.go_row(self.row_key, at)

    def moment_of(self, column: int) -> datetime:
        """Return the moment in the middle of a column."""
        return middle_of(self.view.left + column, self.view.zoom, self.view.zone)

    # Reading.

    def read_items(self, *, keep: bool = True) -> None:
        """Ask for the touchpoints around the cursor; keys wait for them unless enough are there (`keep` False)."""
        row = self.row
        if row is not None and row.lanes:
            self._reading = self._reading or keep
            known = self.stop.touchpoint.id if self.stop and self.stop.touchpoint else ""
            at = self.stop.at if self.stop else self.kept_at or self.look.now
            self.post_message(ItemsWanted(row, at, known, self.age))

    def take_items(self, key: str, items: LaneItems, *, at: datetime, want: str = "") -> None:
        """Take what was read; the cursor stays on its item, goes to `want`, or to the item nearest to where it was."""
        if key != self.row_key:
            return
        self._stops = [touchpoint_stop(row, key) for row in items.rows]
        self._open = (not items.starts, not items.ends)
        self._reading = False
        stops = self.stops_of_row()
        wanted = want or (self.stop.id if self.stop else "")
        found = next((stop for stop in stops if stop.id == wanted), None)
        within, self._within = self._within, False
        if found is not None:
            fresh = found != self.stop
            self.stop = found
            if fresh:
                self.set_stop(found, keep_moment=self.kept_at is not None)
        elif stops:
            closest = nearest(stops, at)
            far = at in (_FAR_PAST, _FAR_FUTURE)
            if within and not self.view.shows(closest.at):
                self.stop = None
                self.repaint_cursor(None, key)
            else:
                self.set_stop(closest, keep_moment=not far and self.kept_at is not None)
        else:
            self.stop = None
            self.kept_at = None if at in (_FAR_PAST, _FAR_FUTURE) else self.kept_at
            self.repaint_cursor(None, key)
        pending, self._pending = self._pending, 0
        for _ in range(abs(pending)):
            self.move_item(1 if pending > 0 else -1)

    def add_near(self, key: str, items: LaneItems, age: int) -> None:
        """Keep touchpoints of a row that may be wanted next."""
        if age == self.age:
            self._near.keep(key, items)

    def outdate(self) -> None:
        """Read everything again."""
        super().outdate()
        self._near.clear()

    def tell(self) -> None:
        """Tell where the cursor is, and read ahead from there."""
        super().tell()
        self.plan_ahead()

    def look_ahead(self) -> None:
        """Ask for what the next key may put the cursor on."""
        stops = self.stops_of_row()
        here = self._index(stops)
        beside = stops[max(0, here - BESIDE) : here + BESIDE + 1] if here is not None else []
        ids = [stop.touchpoint.id for stop in beside if stop.touchpoint is not None]
        places = []
        for row, at in self._places_ahead():
            known = self._near.holding(row.key, at)
            if known is None:
                places.append((row, at))
            elif known.rows:
                ids.append(nearest(known.rows, at).id)
        if places or ids:
            self.post_message(NearWanted(tuple(places), tuple(ids), self.age))

    def _places_ahead(self) -> list[tuple[LaneRow, datetime]]:
        """Return where the next key may bring the cursor: the edges that it would be dragged to, and the rows beside its own."""
        rows, view = self.shown_rows(), self.view
        step = int(view.columns * PAN) or 1
        column = view.column(self.focus_moment)
        at = next((number for number, row in enumerate(rows) if row.key == self.row_key), None)
        if at is None:
            return []
        found = [(rows[beside], self.kept_at or self.focus_moment) for beside in (at - 1, at + 1) if 0 <= beside < len(rows)]
        edges = (view.columns - 1 - step if column + step >= view.columns else None, step if column < step else None)
        found += [(rows[at], self.moment_of(edge)) for edge in edges if edge is not None]
        return [(row, moment) for row, moment in found if row.lanes]

    def reading_failed(self) -> None:
        """Let keys work again after a read that did not succeed."""
        self._reading, self._pending = False, 0

    def show_touchpoint(self, row: TimelineRow) -> None:
        """Put the cursor on a touchpoint wherever it is."""
        key = self.row_of(row.lane)
        before, row_before = self.cursor_column(), self.row_key
        self.row_key, self._stops, self._open, self._pending = key, [], (True, True), 0
        self.stop, self.kept_at = touchpoint_stop(row, key), row.at
        left = self.view.left
        self.reveal(row.at)
        if self.view.left == left:
            self.repaint_cursor(before, row_before)
        self.read_items()

    def show_stop(self, stop: Stop) -> None:
        """Put the cursor on a change, move, gate or step."""
        key = self.row_of_stop(stop)
        if key != self.row_key:
            before, row_before = self.cursor_column(), self.row_key
            self.row_key, self._stops, self._open = key, [], (True, True)
            self.stop = stop
            self.repaint_cursor(before, row_before)
        self.set_stop(stop)
        if stop.in_lane:
            self.read_items()

    def gate_stop(self, step: int) -> Stop | None:
        """Return the move or gate before or after the cursor."""
        stops = [stop for stop in self.lines.stops if stop.row == TRUTH]
        at = self._index(stops)
        target = at + step if at is not None else self._beside(stops, step)
        return stops[target] if 0 <= target < len(stops) else None

    def adopt_row(self) -> None:
        """Find the row of the cursor's item again, after rows were laid out anew."""
        lane = self.stop.touchpoint.lane if self.stop and self.stop.touchpoint else None
        if lane is None and self.stop is not None and self.stop.in_lane:
            lane = Lane(self.stop.row)
        key = self.row_of(lane) if lane else ""
        lanes = [row.key for row in self.rows if row.lanes]
        if key and self.stop is not None and self.stop.touchpoint is not None:
            self.row_key = key
            self.stop = touchpoint_stop(self.stop.touchpoint, key)
            self.read_items()
        elif lanes:
            self.go_row(key or lanes[0], self.focus_moment)

    def pick_line(self, index: int) -> bool:
        """Clicks are taken by column as well, in `_on_click`."""
        return False

    async def _on_click(self, event: events.Click) -> None:
        event.stop()
        index, column = event.y, event.x - self.label_width
        row = next((one for one in self.rows if 0 <= index < len(self._plan) and one.key == self._plan[index]), None)
        if row is not None and 0 <= column < self.view.columns:
            self.go_row(row.key, middle_of(self.view.left + column, self.view.zoom, self.view.zone))
            if event.chain == 2:
                self.post_message(self.Chosen(self))

    def _on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.pan(0.1)

    def _on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.pan(-0.1)
