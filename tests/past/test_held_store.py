"""A store that somebody else holds, or that is read-only: it is said, nothing is half decided, and the keys go on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from journey_tui.data.sqlite import open_reader, open_writer, sqlite3
from tests import raw
from tests.ui.driving import SIZES, press, settle

pytestmark = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


@contextmanager
def held(store: Path) -> Iterator[Callable[[], None]]:
    """Hold the store's one write lock, as another process does; what is yielded lets go of it."""
    connection = open_writer(store)
    connection.execute("BEGIN IMMEDIATE")

    def let_go() -> None:
        if connection.in_transaction:
            connection.execute("ROLLBACK")

    try:
        yield let_go
    finally:
        let_go()
        connection.close()


def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let writers give up after a tenth of a second instead of ten."""

    def opened(path: Path) -> sqlite3.Connection:
        connection = open_writer(path)
        connection.execute("PRAGMA busy_timeout=100")
        return connection

    for module in ("engine", "store"):
        monkeypatch.setattr(f"journey_tui.data.{module}.open_writer", opened)


def notice(app: Any) -> str:
    return str(app.screen.foot.notice)


def decided(store: Path) -> list[tuple[str, str]]:
    """Return what was decided, and what the projections carry of it."""
    connection = open_reader(store)
    try:
        found = connection.execute("SELECT kind, target FROM decision ORDER BY rowid").fetchall()
        return [*found, *connection.execute("SELECT 'marked', deal_id FROM projection WHERE valid_until<0").fetchall()]
    finally:
        connection.close()


async def until(pilot: Any, holds: Callable[[], bool]) -> None:
    """Wait until something holds, as long as the test may run."""
    while not holds():
        await asyncio.sleep(0.005)
        await pilot.pause()


async def opened(app: Any, pilot: Any) -> None:
    await settle(pilot)
    app.open_deal(app.workspace.find(raw.DEAL)[0].deal_id)
    await settle(pilot)


def moved(app: Any) -> tuple[str, str]:
    return app.screen.item.key


async def test_a_decision_waits_while_the_cursor_moves_on_and_is_stored_then(make_app, workspace, monkeypatch, size):
    monkeypatch.setattr("journey_tui.screens.base.WAIT_SAID", 0.01)
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await opened(app, pilot)
        before = decided(workspace.store)
        with held(workspace.store) as let_go:
            await pilot.press("c")
            await until(pilot, lambda: "Waiting: somebody else is writing" in notice(app))
            seen = [moved(app)]
            for key in ("j", "j", "k", "2", "j", "3", "1"):
                await pilot.press(key)
                seen.append(moved(app) if app.screen.tab != 3 else ("tab", "3"))
            assert len(set(seen)) > 2
            assert decided(workspace.store) == before
            let_go()
        await until(pilot, lambda: "u undoes" in notice(app))
        await settle(pilot)
        assert [kind for kind, _ in decided(workspace.store)] == ["confirm"]


async def test_a_store_that_stays_held_is_said_and_nothing_is_half_decided(make_app, workspace, monkeypatch, size):
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await opened(app, pilot)
        impatient(monkeypatch)
        before = decided(workspace.store)
        with held(workspace.store):
            await pilot.press("c")
            await until(pilot, lambda: "Not stored" in notice(app))
            assert "Somebody else is writing" in notice(app)
            assert "Nothing was changed; try again" in notice(app)
            at = moved(app)
            await press(pilot, "j")
            assert moved(app) != at
            await press(pilot, "k")
            assert moved(app) == at
            assert decided(workspace.store) == before
        await press(pilot, "c")
        assert "u undoes" in notice(app)
        assert [kind for kind, _ in decided(workspace.store)] == ["confirm"]


async def test_a_read_only_store_refuses_decisions_in_words_and_goes_on_reading(make_app, workspace, monkeypatch, size):
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await opened(app, pilot)
        before = decided(workspace.store)
        for module in ("engine", "store"):
            monkeypatch.setattr(f"journey_tui.data.{module}.open_writer", lambda path: sqlite3.connect(
                f"{path.as_uri()}?mode=ro", uri=True, isolation_level=None, check_same_thread=False))  # fmt: skip
        for keys in (("c",), ("m",)):
            await press(pilot, *keys)
            assert "Not stored" in notice(app), keys
            assert "is read-only" in notice(app)
        at = moved(app)
        await press(pilot, "j")
        assert moved(app) != at
        await press(pilot, "2", "3", "4", "1")
        assert decided(workspace.store) == before
