"""A deal whose past takes long to work out: it is said, keys go on, only the last moment wanted is worked out, and once."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest

from journey_tui.workspace import Workspace
from tests import raw
from tests.ui.driving import SIZES, press, settle, shown

pytestmark = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


class Slow:
    """The rules, which do not answer about the past before they are let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.go = threading.Event()
        self.moments: list[Any] = []
        real = Workspace._read

        def read(door: Any, facts: Any, now: Any, *, past: bool, origin: str = "all") -> Any:
            if past:
                self.moments.append(now)
                self.go.wait()
            return real(door, facts, now, past=past, origin=origin)

        monkeypatch.setattr(Workspace, "_read", read)
        monkeypatch.setattr("journey_tui.screens.deal_moments.WORKING_SAID", 0.01)


@pytest.fixture
def slow(monkeypatch):
    found = Slow(monkeypatch)
    yield found
    found.go.set()


def notice(app):
    return app.screen.foot.notice


async def until(pilot, holds):
    while not holds():
        await asyncio.sleep(0.005)
        await pilot.pause()


async def opened(app, pilot):
    await settle(pilot)
    app.open_deal(app.workspace.find(raw.DEAL)[0].deal_id)
    await settle(pilot)


async def test_keys_go_on_and_only_the_last_moment_is_worked_out(make_app, workspace, slow, size):
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await opened(app, pilot)
        await pilot.press("left_square_bracket")
        await until(pilot, lambda: "Working out how it stood" in notice(app))
        for _ in range(4):
            before = app.as_of
            await pilot.press("left_square_bracket")
            await until(pilot, lambda before=before: app.as_of != before)
        at = app.screen.item.key
        await pilot.press("j")
        assert app.screen.item.key != at
        assert len(slow.moments) == 1
        wanted = app.as_of
        slow.go.set()
        await settle(pilot)
        assert slow.moments[1:] == [wanted]
        assert app.screen.view == workspace.deal(app.screen.deal_id, as_of=wanted)
        assert "Working out" not in notice(app)
        await press(pilot, "3")
        assert "as of" in shown(app).splitlines()[0]
        assert len(slow.moments) == 2, "the timeline stands on the same reading"


async def test_now_does_not_wait_for_the_past(make_app, slow, size):
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await opened(app, pilot)
        now = shown(app)
        await pilot.press("left_square_bracket")
        await until(pilot, lambda: "Working out how it stood" in notice(app))
        await pilot.press("backslash")
        await until(pilot, lambda: app.as_of is None and not app.screen.view.is_past and "Working" not in notice(app))
        assert not slow.go.is_set()
        slow.go.set()
        await settle(pilot)
        assert app.screen.view.is_past is False
        assert shown(app).splitlines()[:-4] == now.splitlines()[:-4]
