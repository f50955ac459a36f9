"""The log: private, small, and without what customers wrote."""

from __future__ import annotations

import errno
import logging
import stat

import pytest

from journey_tui.ahead import Ahead
from journey_tui.cli.start import workspace_asked_for
from journey_tui.data.sqlite import sqlite3
from journey_tui.data.store import StoreError
from journey_tui.journal import MOST_BYTES, attach_log
from journey_tui.keymap import KeymapError


@pytest.fixture
def journal(tmp_path):
    log = logging.getLogger("journey")
    before = (log.level, log.propagate)
    handler = attach_log(tmp_path / "state" / "journey.log")
    yield handler
    log.removeHandler(handler)
    handler.close()
    log.setLevel(before[0])
    log.propagate = before[1]


def test_a_session_without_incident_writes_no_file(journal):
    assert not journal.path.exists()


def test_an_unknown_error_is_logged_without_its_message(journal):
    try:
        raise ValueError("Janet wrote: our budget is gone")
    except ValueError:
        logging.getLogger("journey.ui").exception("reading deal")
    text = journal.path.read_text()
    assert "reading deal" in text
    assert "builtins.ValueError" in text
    assert "test_journal.py" in text
    assert "Janet" not in text
    assert stat.S_IMODE(journal.path.stat().st_mode) == 0o600


def test_causes_are_logged_and_errors_of_the_key_map_keep_their_message(journal):
    try:
        try:
            raise KeyError("secret words")
        except KeyError as error:
            raise KeymapError("ctrl+q cannot be taken.") from error
    except KeymapError:
        logging.getLogger("journey.ui").exception("deciding")
    text = journal.path.read_text()
    assert "KeymapError: ctrl+q cannot be taken." in text
    assert "builtins.KeyError" in text
    assert "secret" not in text


def test_a_store_that_cannot_be_written_is_logged_by_what_sqlite_and_the_system_call_it(journal):
    """What SQLite says of a statement may quote it: the log has the name of the error instead."""
    for cause in (
        sqlite3.OperationalError("near 'Janet': syntax error"),
        OSError(errno.ENOSPC, "No space left", "/in/Janet.eml"),
    ):
        try:
            raise StoreError(f"could not be written ({cause})") from cause
        except StoreError:
            logging.getLogger("journey.ui").exception("deciding")
    text = journal.path.read_text()
    assert "journey_tui.data.store.StoreError" in text
    assert "OSError ENOSPC" in text
    assert "Janet" not in text


def test_the_log_is_rotated(journal):
    log = logging.getLogger("journey.ui")
    for _ in range(13):
        log.info("x" * (MOST_BYTES // 10))
    kept = sorted(path.name for path in journal.path.parent.iterdir())
    assert kept == ["journey.log", "journey.log.1"]
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in journal.path.parent.iterdir())


def test_without_a_place_to_write_the_app_goes_on(tmp_path, capsys):
    (tmp_path / "file").write_text("")
    handler = attach_log(tmp_path / "file" / "journey.log")
    try:
        logging.getLogger("journey.ui").error("one")
        logging.getLogger("journey.ui").error("two")
    finally:
        logging.getLogger("journey").removeHandler(handler)
    assert capsys.readouterr().err == ""


def test_reading_ahead_gives_its_value_once():
    ahead = Ahead(lambda: 7)
    assert ahead.take(5) == 7
    assert ahead.take(0) is None


def test_reading_ahead_raises_what_the_read_raised():
    def read() -> int:
        raise StoreError("The store is busy.")

    with pytest.raises(StoreError, match="busy"):
        Ahead(read).take(5)


@pytest.mark.parametrize(
    ("arguments", "store"),
    [([], ""), (["--store", "/a/b.db"], "/a/b.db"), (["--store=/a/b.db"], "/a/b.db"), (["--store"], None), (["--store", "--help"], None),
     (["--help"], None), (["deals"], None), (["--store", "/a", "deals"], None), (["--store", ""], None), (["--store="], None)],
)  # fmt: skip
def test_only_opening_the_workspace_skips_the_commands(arguments, store):
    assert workspace_asked_for(arguments) == store
