"""What was closed is given back: a session is open all day."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable

from textual._styles_cache import StylesCache
from textual.dom import DOMNode
from textual.strip import Strip

from journey_tui.app import JourneyApp

KEYS = (
    "j",
    "k",
    "enter",
    "2",
    "3",
    "4",
    "5",
    "6",
    "1",
    "escape",
    "S",
    "tab",
    "escape",
    "L",
    "escape",
    "R",
    "escape",
    "r",
    "question_mark",
    "escape",
)
WATCHED = {DOMNode: 40, StylesCache: 20, Strip: 3_000}
"""How many of each may be more: as many as two screens that were closed last and are still on their way."""


def _alive() -> Counter[str]:
    """Return how many objects are left of each kind that screens are made of, once garbage was collected."""
    gc.collect()
    return Counter(kind.__name__ for one in gc.get_objects() for kind in WATCHED if isinstance(one, kind))


async def _rounds(app: JourneyApp, pilot: object, times: int) -> Counter[str]:
    for _ in range(times):
        for key in KEYS:
            await pilot.press(key)  # type: ignore[attr-defined]
            await app.workers.wait_for_complete()
        app.store_changed()
        await app.workers.wait_for_complete()
        await pilot.pause()  # type: ignore[attr-defined]
    return _alive()


async def test_closed_places_are_given_back(make_app: Callable[..., JourneyApp]) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        app._tidy.end()  # it sets aside what there is, where nothing counts it
        before = await _rounds(app, pilot, 2)
        after = await _rounds(app, pilot, 5)
        assert len(app.screen_stack) == 1
        allowed = {kind.__name__: before[kind.__name__] + more for kind, more in WATCHED.items()}
        assert not {kind: (before[kind], after[kind]) for kind in after if after[kind] > allowed[kind]}
