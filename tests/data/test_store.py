"""A store is private from its first byte, is never between two schemas, and says plainly what is wrong."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from journey_tui.data.backup import backup, restore
from journey_tui.data.sqlite import SCHEMA, open_reader, open_writer, sqlite3, transaction, wal_is_safe
from journey_tui.data.store import StoreError, check_store, ensure_store, writing


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "own" / "journey.db"
    ensure_store(path)
    return path


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_only_its_owner_can_read_it(store: Path) -> None:
    assert _mode(store) == 0o600
    assert _mode(store.parent) == 0o700


def test_a_team_shares_it_with_its_group_alone(tmp_path: Path) -> None:
    path = tmp_path / "team" / "journey.db"
    ensure_store(path, team=True)
    assert _mode(path) == 0o660
    assert _mode(path.parent) == 0o2770


def test_the_schema_is_the_newest_and_making_it_again_changes_nothing(store: Path) -> None:
    assert check_store(store) == SCHEMA
    ensure_store(store)
    assert check_store(store) == SCHEMA


def test_tables_and_models_say_the_same(store: Path) -> None:
    from sqlmodel import SQLModel

    from journey_tui.data import tables, tables_model

    assert tables_model.ModelRead.__tablename__ == "model_read"
    connection = open_reader(store)
    assert tables.Meta.__tablename__ == "meta"
    for name, table in SQLModel.metadata.tables.items():
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({name})")]
        assert columns == [column.name for column in table.columns], name


def test_eight_starters_at_once_make_one_store(tmp_path: Path) -> None:
    path = tmp_path / "shared" / "journey.db"
    code = (
        "import sys; from pathlib import Path; from journey_tui.data.store import ensure_store; ensure_store(Path(sys.argv[1]))"
    )
    starters = [subprocess.Popen([sys.executable, "-c", code, str(path)], stderr=subprocess.PIPE) for _ in range(8)]
    errors = [starter.communicate()[1] for starter in starters]
    assert [starter.returncode for starter in starters] == [0] * 8, errors
    assert check_store(path) == SCHEMA


def test_a_newer_store_is_left_alone(store: Path) -> None:
    connection = open_writer(store)
    connection.execute("PRAGMA user_version=99")
    connection.close()
    with pytest.raises(StoreError, match="Restart to upgrade"):
        ensure_store(store)


def test_another_file_is_no_store(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("hello" * 100)
    with pytest.raises(StoreError, match="not a Journey store"):
        ensure_store(path)
    assert path.read_text() == "hello" * 100


@pytest.mark.skipif(os.getuid() == 0, reason="root may write anything")
def test_a_read_only_store_is_said(store: Path) -> None:
    store.chmod(0o400)
    with pytest.raises(StoreError, match="read-only"), writing(store):
        pass


def test_a_transaction_is_whole_or_not_at_all(store: Path) -> None:
    with writing(store) as connection:
        with pytest.raises(KeyboardInterrupt), transaction(connection):
            connection.execute("INSERT INTO meta VALUES ('a', '1')")
            raise KeyboardInterrupt
        assert connection.execute("SELECT COUNT(*) FROM meta").fetchone()[0] == 0


def test_readers_cannot_write(store: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        open_reader(store).execute("INSERT INTO meta VALUES ('a', '1')")


@pytest.mark.parametrize(
    ("version", "safe"),
    [((3, 40, 1), False), ((3, 44, 5), False), ((3, 44, 6), True), ((3, 50, 7), True), ((3, 51, 2), False), ((3, 51, 3), True)],
)
def test_the_write_ahead_log_is_used_where_it_is_sound(version: tuple[int, int, int], safe: bool) -> None:
    assert wal_is_safe(version) is safe


def test_a_backup_comes_back_and_the_old_store_is_kept(store: Path, tmp_path: Path) -> None:
    from datetime import UTC, datetime

    with writing(store) as connection:
        connection.execute("INSERT INTO meta VALUES ('a', 'first')")
    copy = tmp_path / "copy.db"
    assert backup(store, copy) > 0
    assert _mode(copy) == 0o600
    with writing(store) as connection:
        connection.execute("UPDATE meta SET value='second'")
    kept = restore(store, copy, datetime(2026, 11, 23, tzinfo=UTC))
    assert kept is not None
    assert open_reader(store).execute("SELECT value FROM meta").fetchone()[0] == "first"
    assert open_reader(kept).execute("SELECT value FROM meta").fetchone()[0] == "second"


def test_a_backup_never_overwrites(store: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_text("precious")
    with pytest.raises(StoreError, match="never overwrites"):
        backup(store, target)
    assert target.read_text() == "precious"
