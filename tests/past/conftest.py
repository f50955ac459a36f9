"""A store with real files in it, and the app on it with a fixed clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest

from journey_tui.app import JourneyApp
from journey_tui.workspace import Workspace
from tests import raw
from tests.sync.conftest import imported, source, store, tiny_rules

__all__ = ["imported", "source", "store", "tiny_rules"]


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "JOURNEY_ASCII", "JOURNEY_THEME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def workspace(store: Path, tiny_rules: None) -> Workspace:
    return Workspace(store, now=raw.NOON, person="dana")


@pytest.fixture
def make_app(workspace: Workspace) -> Callable[..., JourneyApp]:
    def make(**options: Any) -> JourneyApp:
        return JourneyApp(workspace, clock=lambda: raw.NOON, zone=UTC, **options)

    return make
