"""The commands run in this process, on a store that they imported themselves."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from journey_tui.cli.main import app
from tests import raw, tiny
from tests.stores import copied, settle

RUNNER = CliRunner()


class Ran:
    """What a command printed, and how it ended."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self) -> Any:
        """Return the standard output as JSON."""
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture(autouse=True)
def _tiny_analyst(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("journey_tui.analysis.rules.RulesAnalyst", tiny.TinyAnalyst)
    monkeypatch.setenv("COLUMNS", "80")


def ran(*words: str | Path, store: Path | None = None) -> Ran:
    """Run `journey words…`; anything but a documented exit code is an error of the test."""
    options = ["--store", str(store)] if store else []
    command, *rest = map(str, words)
    result = RUNNER.invoke(app, [command, *options, *rest])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code in (0, 1, 2, 3)
    return Ran(result.exit_code, result.stdout, result.stderr)


@pytest.fixture(scope="session")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder with everything."""
    return raw.write_all(tmp_path_factory.mktemp("raw"))


@pytest.fixture(scope="session")
def imported(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store with everything imported, to be copied."""
    from journey_tui.sync.importer import Importer

    path = tmp_path_factory.mktemp("imported") / "own" / "journey.db"
    Importer(path, tiny.rules(), raw.NOON).run([source])
    return settle(path)


@pytest.fixture
def store(tmp_path: Path, imported: Path) -> Path:
    """Return a store of the test's own with everything imported."""
    return copied(imported, tmp_path)


@pytest.fixture
def run(store: Path) -> Run:
    """Return what runs a command on the store."""
    return lambda *words: ran(*words, store=store)
