"""Garbage is collected while nobody types, and all of it then."""

from __future__ import annotations

import gc
import weakref

from journey_tui.tidy import PAUSE_S, THRESHOLDS, Tidy


class Knot:
    """Something that only a collection frees."""

    def __init__(self) -> None:
        self.itself = self


def test_whole_collections_wait_for_a_pause():
    now = [100.0]
    before = gc.get_threshold()
    tidy = Tidy(lambda: now[0])
    tidy.begin()
    try:
        assert gc.get_threshold() == THRESHOLDS
        knot = weakref.ref(Knot())
        gc.freeze()  # as old as what was loaded at the start
        now[0] += 10
        assert not tidy.pass_by()
        tidy.typed()
        now[0] += PAUSE_S / 2
        assert not tidy.pass_by()
        assert knot() is not None
        now[0] += PAUSE_S
        assert tidy.pass_by()
        assert knot() is None
        now[0] += 60
        assert not tidy.pass_by()
    finally:
        tidy.end()
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0


async def test_a_session_puts_it_back(make_app):
    before = gc.get_threshold()
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        assert gc.get_threshold() == THRESHOLDS
        await pilot.press("j")
    assert gc.get_threshold() == before
