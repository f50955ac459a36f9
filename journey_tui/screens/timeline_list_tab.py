"""The timeline of a deal as a list: every touchpoint, newest first."""

from __future__ import annotations

from typing import Any

from textual import on
from textual.app import ComposeResult

from journey_tui.domain.views import TimelineRow
from journey_tui.screens.deal_tab import DealTab
from journey_tui.screens.seek import seek_row
from journey_tui.widgets.document import Item
from journey_tui.widgets.ink import joined
from journey_tui.widgets.pane import Pane
from journey_tui.widgets.rows import Rows
from journey_tui.widgets.timeline_list import TimelineList


class TimelineListTab(DealTab):
    """Touchpoints of one deal, read page by page."""

    def __init__(self, place: Any) -> None:
        super().__init__(place)
        self._read = -1

    def compose(self) -> ComposeResult:
        """Compose the list."""
        rows = TimelineList(self.look)
        rows.on_moved = self.place.cursor_moved
        yield rows

    @property
    def lane_list(self) -> TimelineList:
        """Return the list."""
        return self.query_one(TimelineList)

    @property
    def pane(self) -> Pane:
        """Return the pane that the keys go to."""
        return self.lane_list

    @property
    def item(self) -> Item | None:
        """Return the touchpoint under the cursor."""
        row = self.lane_list.current
        if row is None:
            return None
        return Item("touchpoint", row.id, joined((row.subject, row.snippet)), touchpoint=row.id, value=row)

    @property
    def detail(self) -> str:
        """Say which of how many it is, and where it comes from."""
        rows = self.lane_list
        row = rows.current
        return joined((f"{rows.at + 1} of {rows.total:,}", rows.detail(row))) if row else ""

    def opened(self) -> None:
        """Read where the store has changed since."""
        self.lane_list.look = self.look
        if self._read != self.place.journey.version:
            self.reload()
        self.pane.tell()

    def reload(self) -> None:
        """Read the page of the timeline at the cursor."""
        rows = self.lane_list
        rows.look = self.look
        page, key = rows.at // rows.PAGE, rows.current.id if rows.current else ""
        self._read = self.place.journey.version
        self.load("timeline", lambda: (page, self._fetch(page * rows.PAGE, rows.PAGE), key))

    def _fetch(self, offset: int, limit: int) -> list[TimelineRow]:
        """Read a window of the timeline; runs in a thread."""
        journey = self.place.journey
        return journey.workspace.timeline(
            self.place.deal_id, as_of=journey.as_of, origin=journey.origin, offset=offset, limit=limit
        )

    @on(Rows.PageWanted)
    def _read_page(self, event: Rows.PageWanted) -> None:
        event.stop()
        page, size = event.page, self.lane_list.PAGE
        self.load("page", lambda: (page, self._fetch(page * size, size)), group=f"page {page}")

    def loaded(self, what: str, value: Any) -> bool:
        """Show a page."""
        rows = self.lane_list
        if what == "timeline":
            page, found, key = value
            at = next((page * rows.PAGE + place for place, row in enumerate(found) if row.id == key), None)
            rows.reset(self._total(page, found), page, found, at=at)
            self._show_empty()
        elif what == "page":
            page, found = value
            rows.add_page(page, found, self._total(page, found))
        return what in ("timeline", "page")

    def _total(self, page: int, found: list[TimelineRow]) -> int:
        """Return how many touchpoints there are: a page that is not full ends the list."""
        size, view = self.lane_list.PAGE, self.place.view
        known = sum(number for name, number in view.reading.counts if self._counts_in(name)) if view else 0
        if len(found) < size:
            return page * size + len(found)
        return max(known, (page + 1) * size)

    def _counts_in(self, name: str) -> bool:
        """Return whether touchpoints of an origin show under the filter in force."""
        origin = self.place.journey.origin
        return origin == "all" or (name == "automated") == (origin == "automated")

    def _show_empty(self) -> None:
        """Say why the timeline is empty."""
        if self.lane_list.total == 0:
            filtered = self.place.journey.origin != "all"
            self.place.say(
                "Nothing is here under this filter; h changes it." if filtered else "No touchpoint of this deal was imported yet."
            )

    def search(self, words: str, step: int, *, here: bool) -> bool:
        """Search in the whole timeline."""
        seek_row(self.place, self.lane_list, self._fetch,
                 lambda row: joined((row.actor, row.subject, row.snippet), " "), step, here=here)  # fmt: skip
        return True
