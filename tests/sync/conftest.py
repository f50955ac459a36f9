"""A store that was imported once, and what is compared of stores."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from journey_tui.data.sqlite import open_reader
from journey_tui.sync.importer import Importer, Report
from tests import raw, tiny
from tests.stores import copied, settle

MOVES_WITH_THE_CLOCK = {
    "source_file": {"imported_at"},
    "touchpoint": {"imported_at"},
    "projection": {"computed_at", "valid_until"},
}


def bring(store: Path, *paths: Path, now: datetime = raw.NOON, **options: Any) -> Report:
    """Import the paths as the command does."""
    return Importer(store, tiny.rules(), now, **options).run(list(paths))


def dump(store: Path, *, without: Iterable[str] = ()) -> dict[str, list[tuple[Any, ...]]]:
    """Return every table of the store, without the moments of the import itself."""
    connection = open_reader(store)
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type='table' ORDER BY name")]
    found = {}
    for name in names:
        if name in without or name.startswith(("touchpoint_fts_", "sqlite_")):
            continue
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({name})")]
        left_out = MOVES_WITH_THE_CLOCK.get(name, set())
        kept = ", ".join(column for column in columns if column not in left_out)
        found[name] = sorted(connection.execute(f"SELECT {kept} FROM {name}").fetchall(), key=repr)
    connection.close()
    return found


def told(store: Path) -> dict[str, Any]:
    """Return what the store tells, by the ids of the outside world: the order of rows does not matter."""
    connection = open_reader(store)

    def all_of(query: str) -> list[Any]:
        return sorted((tuple(row) for row in connection.execute(query)), key=repr)

    result = {
        "touchpoints": all_of("SELECT id, deal_id, match_reason, actor_key, side, direction, origin, thread, meeting, analysed FROM touchpoint"),
        "evidence": all_of("SELECT id, deal_id, touchpoint_id, requirement, at, detail FROM evidence"),
        "remarks": all_of("SELECT id, deal_id, touchpoint_id, kind, at FROM remark"),
        "readings": [(row[0], _timeless(json.loads(row[1]))) for row in all_of("SELECT deal_id, reading FROM projection")],
        "people": all_of("SELECT deal_id, people FROM projection"),
    }  # fmt: skip
    connection.close()
    return result


def _timeless(reading: dict[str, Any]) -> dict[str, Any]:
    changes = [{k: v for k, v in change.items() if k != "landed"} for change in reading["changes"]]
    return {**{k: v for k, v in reading.items() if k not in ("as_of", "valid_until")}, "changes": changes}


@pytest.fixture(scope="session")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder with everything."""
    return raw.write_all(tmp_path_factory.mktemp("raw"))


@pytest.fixture(scope="session")
def imported(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store with everything imported, to be copied."""
    path = tmp_path_factory.mktemp("imported") / "own" / "journey.db"
    assert bring(path, source).skipped == []
    return settle(path)


@pytest.fixture
def store(tmp_path: Path, imported: Path) -> Path:
    """Return a store of the test's own with everything imported."""
    return copied(imported, tmp_path)


@pytest.fixture
def tiny_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the workspace read with the analyst that the store was made with."""
    monkeypatch.setattr("journey_tui.analysis.rules.RulesAnalyst", tiny.TinyAnalyst)
