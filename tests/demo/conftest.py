"""The demo, written once for the structure tests."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from journey_tui.demo import write_demo

TODAY = date(2027, 3, 17)
"""A Wednesday far from any date that the stories were written on."""


@pytest.fixture(scope="session")
def today() -> date:
    return TODAY


@pytest.fixture(scope="session")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "raw"
    write_demo(folder, TODAY)
    return folder


@pytest.fixture(scope="session")
def key() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path(__file__).with_name("answer_key.json").read_text("utf-8"))
    return found
