"""Garbage is collected while nobody types, and all of it then."""

from __future__ import annotations

import gc
import weakref

from journey_tui.tidy import LULL_S, MUCH, PAUSE_S, THRESHOLDS, TOO_MUCH, Tidy


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


def test_who_types_on_and_on_keeps_no_garbage():
    now, taken = [100.0], [1_000_000]
    tidy = Tidy(lambda: now[0], lambda: taken[0])
    tidy.begin()
    try:
        for grown, quiet, collects in ((MUCH - 1, 2 * LULL_S, False), (MUCH, LULL_S / 2, False), (MUCH, 2 * LULL_S, True),
                                       (TOO_MUCH - 1, 0.0, False), (TOO_MUCH, 0.0, True)):  # fmt: skip
            knot = weakref.ref(Knot())
            gc.freeze()
            before = taken[0]
            tidy.typed()
            taken[0] += grown
            now[0] += quiet
            assert tidy.pass_by() is collects
            assert (knot() is None) is collects
            taken[0] = taken[0] if collects else before
    finally:
        tidy.end()


def test_a_session_left_alone_keeps_no_garbage_of_what_others_write():
    now, taken = [100.0], [1_000_000]
    tidy = Tidy(lambda: now[0], lambda: taken[0])
    tidy.begin()
    try:
        collected = 0
        for _ in range(40):
            now[0] += 1
            taken[0] += MUCH // 10
            collected += tidy.pass_by()
        assert collected == 4
    finally:
        tidy.end()


class Bell:
    """Something to wait for that never comes; time goes by while it is waited for."""

    def __init__(self, now: list[float]) -> None:
        self._now = now

    def wait(self, seconds: float) -> bool:
        self._now[0] += seconds
        return False

    def is_set(self) -> bool:
        return False


def test_the_first_lull_is_found_within_the_second_that_is_waited():
    now, taken = [100.0], [1_000_000]
    tidy = Tidy(lambda: now[0], lambda: taken[0])
    tidy.begin()
    try:
        knot = weakref.ref(Knot())
        gc.freeze()
        assert not tidy.rest(Bell(now), 1.0)  # type: ignore[arg-type]
        assert knot() is not None
        taken[0] += MUCH
        began = now[0]
        tidy.typed()
        collected: list[float] = []
        weakref.finalize(knot(), lambda: collected.append(now[0]))
        assert not tidy.rest(Bell(now), 1.0)  # type: ignore[arg-type]
        assert now[0] >= began + 1
        assert LULL_S <= collected[0] - began < 2 * LULL_S
    finally:
        tidy.end()


async def test_a_session_puts_it_back(make_app):
    before = gc.get_threshold()
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        assert gc.get_threshold() == THRESHOLDS
        await pilot.press("j")
    assert gc.get_threshold() == before
