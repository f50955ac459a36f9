"""The timeline of a deal: the lanes by default, or every touchpoint as a list."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.cache import LRUCache

from journey_tui.domain.lane_index import LaneIndex
from journey_tui.domain.views import DealView, TimelineRow, TouchpointView
from journey_tui.domain.views_lanes import LaneFrame
from journey_tui.lean import dataclass
from journey_tui.screens.base import bindings_for
from journey_tui.screens.tab_verbs import Brought
from journey_tui.screens.timeline_jumps import TimelineJumps
from journey_tui.widgets.document import Document, Item
from journey_tui.widgets.lanes_ahead import PAN, ItemsWanted, NearWanted, nearest
from journey_tui.widgets.lanes_lines import changes_of, lines_of
from journey_tui.widgets.lanes_paint import NOW_AT
from journey_tui.widgets.lanes_rows import Lines
from journey_tui.widgets.lanes_text import stop_blocks, stop_detail
from journey_tui.widgets.pane import Pane

if TYPE_CHECKING:
    from journey_tui.workspace import Workspace

log = logging.getLogger("journey.ui")


Asked = tuple[datetime | None, str, int]
"""As of when, under which filter and at which version of the store something was read."""


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of the timeline."""

    frame: LaneFrame
    asked: Asked
    index: LaneIndex | None = None
    """None: of the newest touchpoints alone, to begin with."""
    newest: TimelineRow | None = None


def _read_whole(workspace: Workspace, deal_id: str, asked: Asked, now: datetime) -> Read:
    """Read where every touchpoint lies, and the newest one that a person did; runs in a thread, and the tab may be gone meanwhile."""
    as_of, origin, _ = asked
    index = workspace.lane_index(deal_id, as_of=as_of, origin=origin)
    frame = workspace.lane_frame(deal_id, as_of=as_of, index=index if origin == "all" else None)
    for people in (True, False):
        found = workspace.lane_items(deal_id, now, before=1, after=0, as_of=as_of, index=index, people=people).rows
        if found:
            return Read(frame, asked, index, found[-1])
    return Read(frame, asked, index)


class TimelineTab(TimelineJumps):
    """The lane timeline with the item under the cursor in words below it; `z` shows the list instead."""

    PLACE = "timeline"
    WIDE = True
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("timeline", shared=())

    def __init__(self, place: Any) -> None:
        super().__init__(place)
        self.listed = False
        """Whether the list shows instead of the lanes."""
        self._frame: LaneFrame | None = None
        self._asked: Asked | None = None
        self._placed = False
        """Whether the cursor was put on the newest touchpoint of a person, where it begins."""
        self._shown: tuple[Any, ...] = ()
        """What the text under the picture was made of: moving the window alone paints nothing there."""
        self._texts: LRUCache[str, TouchpointView] = LRUCache(120)
        self.lanes.on_moved, self.lanes.on_resized, self.lanes.edge = self._moved, self._fit_height, place.say
        self.text = Document(id="lane-text")
        """What stands under the picture."""
        self.text.active, self.text.on_resized = False, self._show_text

    def compose(self) -> ComposeResult:
        """Compose the picture, the text under it, and the list."""
        yield self.lanes
        yield self.text
        yield from super().compose()

    def on_mount(self) -> None:
        """Show the picture first."""
        if not self.is_whole:
            return
        self.lane_list.display = False
        super().on_mount()

    @property
    def pane(self) -> Pane:
        """Return the picture, or the list while that shows."""
        return self.lane_list if self.listed else self.lanes

    @property
    def item(self) -> Item | None:
        """Return what is under the cursor."""
        return super().item if self.listed else (self.lanes.stop.item if self.lanes.stop else None)

    @property
    def detail(self) -> str:
        """Say what it is and where it comes from."""
        return super().detail if self.listed else stop_detail(self.lanes.stop, self.look)

    # Reading.

    def opened(self) -> None:
        """Read where the store has changed since."""
        if self.listed:
            super().opened()
        elif self._asked is None or self._asked[2] != self.place.journey.version:
            self.reload()
        self.pane.tell()

    def reload(self) -> None:
        """Read again: the store, the filter or the moment has changed; window and cursor stay."""
        if self.listed:
            super().reload()
            return
        journey, deal_id, first = self.place.journey, self.place.deal_id, self._frame is None
        asked = self._asked = (journey.as_of, journey.origin, journey.version)
        workspace, now = journey.workspace, self.look.now  # of the app: a thread may outlive the tab
        self._texts.clear()

        def read() -> Read:
            if first:
                frame = workspace.lane_frame(deal_id, as_of=asked[0], whole=False)
                if not frame.counted:
                    return Read(frame, asked)
            return _read_whole(workspace, deal_id, asked, now)

        self.load("lanes frame", self.place.in_turn(read) if asked[0] else read)

    def deal_loaded(self, view: DealView) -> None:
        """Take lines, gates and steps from the deal as it was read last."""
        self._show()

    def _show(self) -> None:
        """Show the picture with what is known so far."""
        view, frame, lanes = self.place.view, self._frame, self.lanes
        if frame is None:
            return
        look = self.look
        lines = lines_of(view, frame, look) if view is not None else Lines(tuple(changes_of(frame.changes, look)))
        lanes.show(frame, lines, look, past=self.place.journey.as_of is not None)
        self._fit_height()
        stop = lanes.stop
        if stop is not None and stop.touchpoint is None:
            again = next((one for one in lanes.lines.stops if one.key == stop.key), None)
            if again is not None:
                lanes.stop = again
            else:
                lanes.go_row(lanes.row_key, stop.at)
        self._show_text()
        self.call_after_refresh(self._show_text)  # how much there is room for is known once the picture has its height

    def _fit_height(self) -> None:
        lanes = self.lanes
        height = lanes.set_room(self.size.height or max(8, self.app.size.height - 4))
        if lanes.styles.height is None or lanes.styles.height.value != height:
            lanes.styles.height = height

    @on(ItemsWanted)
    def _read_items(self, event: ItemsWanted) -> None:
        event.stop()
        journey, deal_id = self.place.journey, self.place.deal_id
        workspace, as_of, origin, index = journey.workspace, journey.as_of, journey.origin, self._index

        def read() -> Any:
            try:
                found = workspace.lane_items(deal_id, event.at, touchpoint_id=event.touchpoint_id, lanes=event.row.lanes, as_of=as_of,
                                             origin=origin, index=index)  # fmt: skip
            except Exception as error:
                return event, error
            return event, found

        self.load("lanes items", read, group=f"items {event.row.key}")

    @on(NearWanted)
    def _read_near(self, event: NearWanted) -> None:
        """Read what the next key may show; where it cannot be read, that key says so."""
        event.stop()
        journey, deal_id = self.place.journey, self.place.deal_id
        workspace, as_of, origin, index = journey.workspace, journey.as_of, journey.origin, self._index
        known = set(self._texts.keys())
        wanted = [one for one in event.touchpoint_ids if one not in known]
        if not event.places and not wanted:
            return

        def read() -> Any:
            found = []
            try:
                for row, at in event.places:
                    items = workspace.lane_items(
                        deal_id, at, lanes=row.lanes, before=16, after=16, as_of=as_of, origin=origin, index=index
                    )
                    found.append((row.key, items))
                    if items.rows and (there := nearest(items.rows, at).id) not in known:
                        wanted.append(there)
                return event.age, found, [workspace.touchpoint(one) for one in wanted]
            except Exception:
                log.info("reading ahead ended early", exc_info=True)
                return event.age, found, []

        self.load("lanes near", read)

    def loaded(self, what: str, value: Any) -> bool:
        """Take what was read."""
        if what in ("lanes frame", "lanes whole"):
            if value.asked == self._asked:
                self._take_frame(value)
        elif what == "lanes near":
            age, stretches, texts = value
            for key, items in stretches:
                self.lanes.add_near(key, items, age)
            for text in texts if age == self.lanes.age else ():
                self._texts[text.row.id] = text
        elif what == "lanes items":
            event, found = value
            if isinstance(found, Exception):
                self.lanes.reading_failed()
                self.place.load_failed(what, found)
            else:
                self.lanes.add_near(event.row.key, found, event.age)
                self.lanes.take_items(event.row.key, found, at=event.at, want=event.touchpoint_id)
        elif what == "lanes text":
            self._texts[value.row.id] = value
            self._show_text()
        elif what in ("lanes human", "lanes hit"):
            self._take_jump(what, value)
        else:
            return super().loaded(what, value)
        return True

    def _take_frame(self, read: Read) -> None:
        """Show what was read; the cursor begins on the newest touchpoint of a person, and stays where it is afterwards."""
        self._frame, lanes = read.frame, self.lanes
        if read.index is not None:
            self._index = read.index
            lanes.count_with(read.index.window)
        lanes.outdate()
        self._show()
        if read.index is None:
            workspace, deal_id, now = self.place.journey.workspace, self.place.deal_id, self.look.now
            whole = lambda: _read_whole(workspace, deal_id, read.asked, now)  # noqa: E731
            self.load("lanes whole", self.place.in_turn(whole) if read.asked[0] else whole)
        elif self._placed or lanes.stop is not None:
            lanes.read_items(keep=False)
        elif read.newest is not None:
            lanes.show_touchpoint(read.newest)
        elif lanes.rows:
            lanes.go_row(lanes.rows[-1 if lanes.rows[-1].lanes else 1].key)
            if not read.frame.total:
                self.place.say("No touchpoint of this deal was imported yet.")
        self._placed = self._placed or read.index is not None

    # The text under the picture.

    def _moved(self, pane: Pane) -> None:
        if not self.listed:
            self._show_text()
        self.place.cursor_moved(pane)

    def _show_text(self) -> None:
        """Show the item under the cursor: at once what is known, then all of it."""
        lanes, text = self.lanes, self.text
        stop = lanes.stop
        row = stop.touchpoint if stop else None
        whole = self._texts.get(row.id) if row else None
        name = lanes.row.name if lanes.row else ""
        width = self.size.width or self.app.size.width
        shown = (stop, whole, self.place.view, name, width, text.size.height)
        if len(self._shown) == len(shown) and all(old is new or old == new for old, new in zip(self._shown, shown, strict=True)):
            return
        self._shown = shown
        blocks = stop_blocks(stop, whole, self.place.view, self.look, width, text.size.height or 8, row_name=name)
        text.show([*blocks], top=True)
        if row is not None and whole is None:
            self._read_text(row.id)

    def _read_text(self, touchpoint_id: str) -> None:
        workspace = self.place.journey.workspace
        self.load("lanes text", lambda: workspace.touchpoint(touchpoint_id))

    # Keys.

    def take(self, verb: str) -> bool:
        """Open the plan or the draft under the cursor."""
        item = self.item
        if verb not in ("open", "act", "evidence") or item is None or item.kind not in ("plan", "draft"):
            return False
        self.place.bring(Brought(item, artifact=item.value.artifact_id))
        return True

    def action_lane_item(self, step: int) -> None:
        """Go to the item before or after in the row."""
        if self.listed:
            self.lane_list.move(-step)
        else:
            self.lanes.move_item(step)

    def action_lane_pan(self, step: int) -> None:
        """Move the window by a quarter of its width."""
        if self._has_lanes():
            self.lanes.pan(step * PAN)
            self.lanes.drag()

    def action_lane_zoom(self, step: int) -> None:
        """Zoom around the cursor."""
        if self._has_lanes() and not self.lanes.zoom(step):
            self.place.say("This is the closest there is." if step > 0 else "This is the widest there is.", seconds=2)

    def action_lane_fit(self) -> None:
        """Show everything."""
        if self._has_lanes():
            self.lanes.fit()
            self.lanes.drag()

    def action_lane_now(self) -> None:
        """Show the present, the cursor on what happened last in its row."""
        if self._has_lanes():
            lanes = self.lanes
            lanes.center(lanes.look.now, NOW_AT)
            lanes.go_row(lanes.row_key, lanes.look.now)

    def action_lane_gate(self, step: int) -> None:
        """Go to the move or gate before or after."""
        if self._has_lanes():
            stop = self.lanes.gate_stop(step)
            if stop is not None:
                self.lanes.show_stop(stop)
            else:
                self.place.say(f"No gate {'after' if step > 0 else 'before'} this.", seconds=3)

    def fold(self) -> bool:
        """Show the list instead of the lanes, or the lanes again; the cursor stays on its touchpoint."""
        self.listed = not self.listed
        self.lanes.display = self.text.display = not self.listed
        self.lane_list.display = self.listed
        self.opened()
        self.place.show_keys()
        return True

    def leave(self) -> bool:
        """Take Esc: clear the marks of a search first."""
        if self.lanes.hits and not self.listed:
            self.lanes.mark_hits(())
            self.place.query_words = ""
            return True
        return False

    def relayout(self) -> None:
        """Set everything at the present width."""
        super().relayout()
        self._fit_height()
        self._show_text()

    def set_active(self, active: bool) -> None:
        """Show or hide the cursor."""
        self.lanes.set_active(active)
        self.lane_list.set_active(active)

    def on_resize(self) -> None:
        """Give the picture its lines."""
        self._fit_height()
