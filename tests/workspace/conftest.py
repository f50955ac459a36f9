"""The demo's deals, imported once: what the workspace is tried on."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from journey_tui.app import JourneyApp
from journey_tui.workspace import Workspace

TODAY = date(2027, 3, 17)
NOW = datetime(2027, 3, 17, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store with the demo's raw files, to be copied."""
    from journey_tui.cli.importing import rules
    from journey_tui.data.sqlite import open_writer
    from journey_tui.demo import DEMO_USER_ADDRESS, write_demo
    from journey_tui.sync.importer import Importer

    folder = tmp_path_factory.mktemp("demo")
    write_demo(folder / "raw", TODAY)
    path = folder / "own" / "journey.db"
    Importer(path, rules(), NOW).run([folder / "raw"])
    workspace = Workspace(path)
    workspace.set_member(tuple(key for key, _, address in workspace.members() if address == DEMO_USER_ADDRESS))
    connection = open_writer(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return path


@pytest.fixture
def store(tmp_path: Path, demo: Path) -> Path:
    """Return a store of the test's own."""
    path = tmp_path / "own" / "journey.db"
    path.parent.mkdir(mode=0o700)
    shutil.copy2(demo, path)
    return path


@pytest.fixture
def workspace(store: Path) -> Workspace:
    """Return the door to it, at a fixed moment."""
    return Workspace(store, person="hanna", now=NOW)


@pytest.fixture
def deal(workspace: Workspace) -> str:
    """Return the deal with a call that waits for its follow-up."""
    return workspace.find("skylark")[0].deal_id


@pytest.fixture
def make_app(monkeypatch: pytest.MonkeyPatch) -> Callable[..., JourneyApp]:
    """Return what makes the app over a workspace, with a fixed clock."""
    for name in ("NO_COLOR", "JOURNEY_ASCII", "JOURNEY_THEME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def make(workspace: Any, **options: Any) -> JourneyApp:
        return JourneyApp(workspace, clock=lambda: NOW, zone=UTC, **options)

    return make
