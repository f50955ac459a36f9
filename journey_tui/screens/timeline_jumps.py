"""Jumps on the lane timeline: to the next touchpoint of a person, and to where words were found, wherever that is."""

from __future__ import annotations

from typing import Any

from journey_tui.domain.lane_index import LaneIndex
from journey_tui.domain.views import TimelineRow
from journey_tui.domain.views_lanes import Hits
from journey_tui.screens.timeline_list_tab import TimelineListTab
from journey_tui.widgets.lanes import Lanes


class TimelineJumps(TimelineListTab):
    """A tab whose picture jumps; where to is looked up in a thread."""

    listed: bool

    def __init__(self, place: Any) -> None:
        super().__init__(place)
        self.lanes = Lanes(self.look)
        """The picture."""
        self._index: LaneIndex | None = None
        """Where the touchpoints lie, as they were read last."""
        self._jumps: list[tuple[str, int]] = []
        self._jumping = False

    def _has_lanes(self) -> bool:
        """Return whether the lanes show; say so where they do not."""
        if self.listed:
            self.place.say("This is the list; z shows the lanes.", seconds=3)
        return not self.listed

    def action_lane_human(self, step: int) -> None:
        """Go to the touchpoint of a person before or after, in whatever lane."""
        if self._has_lanes():
            self._jump("human", step)

    def search(self, words: str, step: int, *, here: bool) -> bool:
        """Go to a hit of the words anywhere in the deal."""
        if self.listed:
            return super().search(words, step, here=here)
        self._jump("here" if here else "hit", step)
        return True

    def _jump(self, kind: str, step: int) -> None:
        """Look for where to go in a thread; keys that come too fast wait for their turn."""
        if len(self._jumps) < 12:
            self._jumps.append((kind, step))
        self._next_jump()

    def _next_jump(self) -> None:
        if self._jumping or not self._jumps:
            return
        self._jumping = True
        kind, step = self._jumps.pop(0)
        journey, deal_id, lanes, words = self.place.journey, self.place.deal_id, self.lanes, self.place.query_words
        workspace, as_of, origin, at = journey.workspace, journey.as_of, journey.origin, lanes.focus_moment
        known = lanes.stop.touchpoint.id if lanes.stop and lanes.stop.touchpoint else ""
        index = self._index if origin != "automated" else None

        def find() -> Any:
            try:
                if kind == "human":
                    return step, workspace.human_near(deal_id, at, touchpoint_id=known, step=step, as_of=as_of, index=index)
                return step, workspace.lane_hits(deal_id, words, at, touchpoint_id=known, step=step, here=kind == "here", as_of=as_of,
                                                 origin=origin)  # fmt: skip
            except Exception as error:
                return step, error

        self.load("lanes human" if kind == "human" else "lanes hit", find, group="lanes jump")

    def _take_jump(self, what: str, value: tuple[int, TimelineRow | Hits | Exception | None]) -> None:
        self._jumping = False
        step, found = value
        if isinstance(found, Exception):
            self._jumps.clear()
            self.place.load_failed(what, found)
        elif isinstance(found, Hits):
            self._take_hits(found)
        elif found is not None:
            self.lanes.show_touchpoint(found)
        else:
            self.place.say(f"No touchpoint of a person {'later' if step > 0 else 'earlier'}.", seconds=3)
        self._next_jump()

    def _take_hits(self, hits: Hits) -> None:
        words = self.place.query_words
        self.lanes.mark_hits(hits.marks)
        if hits.row is None:
            self.place.say(f"Nothing in this deal has “{words}”.")
            return
        self.lanes.show_touchpoint(hits.row)
        number = f"{hits.number} of {hits.total:,}" if hits.number else f"more than {hits.total:,} hits"
        self.place.say(f"“{words}”: {number}. n N go on.", seconds=4)
