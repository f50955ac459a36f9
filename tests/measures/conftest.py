"""A store with real files in it, and a door to it at a moment of choice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from journey_tui.paths import paths
from journey_tui.workspace import Workspace
from tests import raw
from tests.sync.conftest import imported, source, store, tiny_rules

__all__ = ["imported", "source", "store", "tiny_rules"]


@pytest.fixture
def at(store: Path, tiny_rules: None) -> Callable[..., Workspace]:
    """Return what opens the store at a moment."""
    return lambda now=raw.NOON: Workspace(store, now=now, person="dana")


@pytest.fixture
def workspace(at: Callable[..., Workspace]) -> Workspace:
    return at()


@pytest.fixture
def settings() -> Callable[[str], None]:
    """Return what writes the settings."""

    def write(text: str) -> None:
        config = paths().config
        config.parent.mkdir(parents=True, exist_ok=True)
        config.write_text(text, encoding="utf-8")

    return write


def moments(now: datetime = raw.NOON) -> list[datetime]:
    """Return the noons of the last sixty days, newest first."""
    return [raw.ago(days, now) for days in range(1, 60)]
