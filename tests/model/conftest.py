"""A store with a fictional seller's raw files, read by the rules; each test gets its own copy."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from journey_tui.analysis.rules import RulesAnalyst
from journey_tui.data.sqlite import open_writer
from journey_tui.playbooks import load
from journey_tui.sync.importer import Importer, Rules
from tests import raw


def rules() -> Rules:
    found = load()
    return Rules(RulesAnalyst(), found.playbook, found.channels)


@pytest.fixture(scope="session")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("model") / "own" / "journey.db"
    source = raw.write_all(tmp_path_factory.mktemp("model-raw"))
    Importer(path, rules(), raw.NOON).run([source])
    settle(path)
    return path


def settle(path: Path) -> None:
    connection = open_writer(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


@pytest.fixture
def store(tmp_path: Path, imported: Path) -> Path:
    path = tmp_path / "own" / "journey.db"
    path.parent.mkdir(mode=0o700)
    shutil.copy2(imported, path)
    return path
