"""The app on made-up deals, with a fixed clock; nothing of the person's environment shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC
from typing import Any

import pytest

from journey_tui.app import JourneyApp
from tests.ui.fake import FakeWorkspace
from tests.ui.fake_sources import NOW


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "JOURNEY_ASCII", "JOURNEY_THEME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def make_app() -> Callable[..., JourneyApp]:
    def make(workspace: FakeWorkspace | None = None, **options: Any) -> JourneyApp:
        return JourneyApp(workspace or FakeWorkspace(), clock=lambda: NOW, zone=UTC, **options)  # type: ignore[arg-type]

    return make
