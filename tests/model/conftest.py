"""A store with a fictional seller's raw files, read by the rules; each test gets its own copy."""

from __future__ import annotations

from pathlib import Path

import pytest

from journey_tui.analysis.rules import RulesAnalyst
from journey_tui.playbooks import load
from journey_tui.sync.importer import Importer, Rules
from tests import raw
from tests.stores import copied, settle


def rules() -> Rules:
    found = load()
    return Rules(RulesAnalyst(), found.playbook, found.channels)


@pytest.fixture(scope="session")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("model") / "own" / "journey.db"
    source = raw.write_all(tmp_path_factory.mktemp("model-raw"))
    Importer(path, rules(), raw.NOON).run([source])
    return settle(path)


@pytest.fixture
def store(tmp_path: Path, imported: Path) -> Path:
    return copied(imported, tmp_path)
