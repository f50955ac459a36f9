"""Search in a list that is read page by page: a thread reads on until it finds the words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from journey_tui.screens.base import Place
from journey_tui.widgets.rows import Rows

Row = TypeVar("Row")


def seek_row(
    place: Place,
    rows: Rows[Row],
    fetch: Callable[[int, int], Sequence[Row]],
    words: Callable[[Row], str],
    step: int,
    *,
    here: bool = False,
) -> None:
    """Put the cursor on the next row (`step` 1 or -1, round the end) whose words have what was searched for."""
    needle, total, start, size = place.query_words.casefold(), rows.total, rows.at, rows.PAGE

    def find() -> int | None:
        pages: dict[int, Sequence[Row]] = {}
        for turn in range(0 if here else 1, total + 1):
            index = (start + turn * step) % max(1, total)
            page, spot = divmod(index, size)
            if page not in pages:
                pages = {page: fetch(page * size, size)}
            if spot < len(pages[page]) and needle in words(pages[page][spot]).casefold():
                return index
        return None

    def show(index: int | None) -> None:
        if index is None:
            place.say(f"Nothing here has “{place.query_words}”.")
        else:
            rows.go(index)

    def run() -> None:
        try:
            found = find()
        except Exception as error:
            place.app.call_from_thread(place.load_failed, "search", error)
            return
        place.app.call_from_thread(show, found)

    place.run_worker(run, thread=True, exit_on_error=False, group="seek", exclusive=True)
