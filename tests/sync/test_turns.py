"""The worker lets others write in between: a large file comes in by turns, and cut off between any two ends where a quiet import does."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from journey_tui.data import sqlite, writer
from journey_tui.data.sqlite import open_reader, open_writer
from journey_tui.data.store import writing
from journey_tui.sync import project
from journey_tui.sync.refresh import refresh
from journey_tui.workspace import Workspace
from tests import raw, tiny
from tests.sync.conftest import bring
from tests.sync.test_feed import Desk
from tests.sync.test_tables_arrive import salesforce, state


class Killed(BaseException):
    """The process ends here."""


@pytest.fixture
def short_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every turn be over at once."""
    monkeypatch.setattr(sqlite, "HELD_S", 0.0)
    monkeypatch.setattr(sqlite, "PAUSE_S", 0.0)
    monkeypatch.setattr(writer, "SMALL_BATCH", 2)


@pytest.mark.usefixtures("short_turns")
@pytest.mark.parametrize("after", [1, 2, 3, 5, 8, 13, 21])
def test_cut_off_between_two_turns_the_next_round_ends_where_a_quiet_import_does(tmp_path, monkeypatch, after):
    desk = Desk(tmp_path)
    raw.write_all(desk.folder)
    raw.write_crm(desk.folder / "crm", salesforce())
    turns = 0
    whole = sqlite.begin

    def dying(connection: sqlite.sqlite3.Connection) -> None:
        nonlocal turns
        turns += 1
        if turns == after:
            raise Killed
        whole(connection)

    monkeypatch.setattr(sqlite.Turns, "breathe", lambda self, before: _breathe(self, before, dying))
    with pytest.raises(Killed):
        desk.round()
    monkeypatch.undo()
    monkeypatch.setattr(sqlite, "PAUSE_S", 0.0)
    assert desk.rows("PRAGMA integrity_check") == [("ok",)]
    assert desk.round().error == ""
    quiet = tmp_path / "quiet" / "journey.db"
    bring(quiet, desk.folder, now=datetime.now(UTC))
    one, other = state(desk.store), state(quiet)
    for part in other:
        assert one[part] == other[part], part


def _breathe(turns: sqlite.Turns, before: object, begin: object) -> None:
    before()  # type: ignore[operator]
    turns._db.execute("COMMIT")
    begin(turns._db)  # type: ignore[operator]


@pytest.mark.usefixtures("short_turns")
def test_somebody_writes_between_the_turns_of_a_file(tmp_path, monkeypatch):
    desk = Desk(tmp_path)
    raw.write_all(desk.folder)
    seen: list[int] = []
    whole = sqlite.begin

    def begin(connection: sqlite.sqlite3.Connection) -> None:
        other = open_writer(desk.store)
        other.execute("PRAGMA busy_timeout=0")
        other.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('somebody', 'wrote')")
        seen.append(other.execute("SELECT COUNT(*) FROM touchpoint").fetchone()[0])
        other.close()
        whole(connection)

    monkeypatch.setattr(sqlite, "begin", begin)
    desk.round()
    assert len({count for count in seen if count}) > 3  # the file was in by parts when others wrote


@pytest.mark.usefixtures("short_turns")
def test_what_a_turn_changed_of_a_deal_is_told_also_where_the_rest_never_came(tmp_path, monkeypatch):
    """The deal's row came in with the first turn: that it is to be told anew stands with it."""
    desk = Desk(tmp_path)
    raw.write_crm(desk.folder, raw.crm())
    desk.round()
    assert desk.rows("SELECT COUNT(*) FROM projection WHERE valid_until=0") == [(0,)]
    changed = raw.crm()
    changed["Opportunity"][0]["Name"] += " and more"
    raw.write_crm(desk.folder, changed)
    monkeypatch.setattr(sqlite.Turns, "breathe", lambda self, before: _breathe(self, before, _die))
    with pytest.raises(Killed):
        for _ in range(2):
            desk.round()
    named = desk.rows("SELECT COUNT(*) FROM deal WHERE name LIKE '% and more'")
    due = desk.rows("SELECT COUNT(*) FROM projection WHERE valid_until=0")
    monkeypatch.undo()
    assert due == named
    desk.round()
    assert desk.rows("SELECT COUNT(*) FROM projection WHERE name LIKE '% and more'") == [(1,)]


def _die(connection: object) -> None:
    raise Killed


@pytest.mark.parametrize("matters", [True, False])
def test_a_big_deal_is_told_while_others_write_and_again_where_that_mattered(store: Path, tmp_path: Path, monkeypatch, matters):
    """Nobody waits while it is worked out; what somebody decided about it meanwhile leaves it to be told once more."""
    monkeypatch.setattr(project, "SLOW_S", -1.0)
    copy = tmp_path / "copy.db"
    shutil.copy2(store, copy)
    deal_id = str(open_reader(copy).execute("SELECT deal_id FROM projection LIMIT 1").fetchone()[0])
    whole = project.read_deal
    wrote, somebody = 0, True

    def somebody_writes(*args: object, **options: object) -> object:
        nonlocal wrote
        wrote += 1
        if somebody:
            connection = open_writer(copy)
            connection.execute("PRAGMA busy_timeout=0")
            connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('somebody', ?)", (str(wrote),))
            if matters:
                connection.execute("UPDATE projection SET valid_until=-7 WHERE deal_id=?", (deal_id,))
            connection.close()
        return whole(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(project, "read_deal", somebody_writes)
    with writing(copy) as connection:
        connection.execute("UPDATE projection SET valid_until=0 WHERE deal_id=?", (deal_id,))
        from journey_tui.sync.refresh import Report

        refresh(connection, tiny.rules(), raw.NOON, report=Report())
        valid = connection.execute("SELECT valid_until FROM projection WHERE deal_id=?", (deal_id,)).fetchone()[0]
    assert wrote >= 2
    assert (valid == 0) == matters
    somebody = False
    with writing(copy) as connection:
        refresh(connection, tiny.rules(), raw.NOON, report=Report())
        assert connection.execute("SELECT valid_until FROM projection WHERE deal_id=?", (deal_id,)).fetchone()[0] > 0
    assert Workspace(copy, now=raw.NOON).deal(deal_id) is not None
