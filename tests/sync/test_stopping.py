"""Stopped anywhere - Ctrl-C, kill -9, a full disk - the store is whole, and the next import ends where an undisturbed one would."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from journey_tui.data import store as stores
from journey_tui.data.sqlite import open_reader, open_writer
from journey_tui.workspace import StoreError, Workspace
from tests import raw
from tests.sync.conftest import bring, dump, told

ROOT = Path(__file__).resolve().parents[2]

STOPPED_AT = """
import os, signal, sys
from pathlib import Path
from tests import raw, tiny
from tests.sync.conftest import bring
from journey_tui.sync import analyse, placing, refresh
store, source, where, after = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
count = 0
def dying(call):
    def counted(*args, **kwargs):
        global count
        count += 1
        if count == after:
            os.kill(os.getpid(), signal.SIGKILL)
        return call(*args, **kwargs)
    return counted
if where == "matching":
    placing.Placer._store = dying(placing.Placer._store)
elif where == "reading":
    analyse._store = dying(analyse._store)
else:
    refresh.project_apart = dying(refresh.project_apart)
bring(store, source)
"""


def _run(code: str, *args: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-c", code, *args], cwd=ROOT, capture_output=True, timeout=60, **options)  # type: ignore[call-overload, no-any-return]


@pytest.mark.parametrize(("where", "after"), [("matching", 9), ("reading", 5), ("telling", 1)])
def test_killed_anywhere_the_next_import_ends_in_the_same_state(
    tmp_path: Path, source: Path, store: Path, where: str, after: int
) -> None:
    killed = tmp_path / "killed" / "journey.db"
    ended = _run(STOPPED_AT, str(killed), str(source), where, str(after))
    assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()
    assert open_reader(killed).execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    bring(killed, source)
    assert told(killed) == told(store)


INTERRUPTED = """
import os, signal, sys
from journey_tui.cli import importing
class Interrupting(importing.ProgressLine):
    def __call__(self, progress):
        if progress.done >= 500:
            os.killpg(0, signal.SIGINT)
importing.ProgressLine = Interrupting
from journey_tui.cli.main import run
sys.argv[1:] = sys.argv[1:]
run()
"""


def _many(count: int) -> list[raw.Mail]:
    first = raw.mails()[1]
    return [
        raw.Mail(f"bulk{n}", first.at + timedelta(minutes=n), raw.PRIYA, raw.DANA, f"Cold chain {n}", f"Point number {n}.")
        for n in range(count)
    ]


def test_ctrl_c_in_a_large_mailbox_leaves_the_store_as_before_that_file(tmp_path: Path, store: Path) -> None:
    before = dump(store)
    mailbox = raw.write_mbox(tmp_path / "large.mbox", _many(1200))
    ended = _run(INTERRUPTED, "import", "--store", str(store), str(mailbox), start_new_session=True)
    assert ended.returncode == 1
    assert b"stopped" in ended.stderr
    assert b"Traceback" not in ended.stderr
    assert dump(store) == before
    report = bring(store, mailbox)
    assert (report.records, report.changed) == (1200, 1200)


def test_ctrl_c_keeps_the_files_that_were_done(tmp_path: Path, store: Path) -> None:
    folder = tmp_path / "two"
    raw.write_mbox(folder / "a.mbox", _many(3))
    raw.write_mbox(folder / "b.mbox", [raw.copied(m) for m in _many(1200)[3:]])
    _run(INTERRUPTED, "import", "--store", str(store), str(folder), start_new_session=True)
    found = open_reader(store).execute("SELECT COUNT(*) FROM touchpoint WHERE id LIKE 'mail:-:bulk%'").fetchone()[0]
    assert found == 3


def _fill(store: Path, pages: int) -> None:
    """Let the disk be full once the store has grown by that many pages."""
    opened = open_writer

    def limited(path: Path):  # type: ignore[no-untyped-def]
        connection = opened(path)
        size = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={size + pages}")
        return connection

    stores.open_writer = limited  # type: ignore[attr-defined]


def test_a_full_disk_is_said_and_what_was_stored_stays(tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stores, "open_writer", stores.open_writer)
    before = dump(store)
    mailbox = raw.write_mbox(tmp_path / "large.mbox", _many(600))
    _fill(store, 4)
    with pytest.raises(StoreError, match=r"disk with .* is full.*free some space"):
        bring(store, mailbox)
    assert dump(store) == before
    monkeypatch.undo()
    assert bring(store, mailbox).changed == 600


LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
sys.argv[1:] = sys.argv[2:]
from journey_tui.cli.main import run
run()
"""


def test_where_no_file_can_grow_the_command_says_so(tmp_path: Path, store: Path) -> None:
    before = dump(store)
    mailbox = raw.write_mbox(tmp_path / "large.mbox", _many(600))
    ended = _run(LIMITED, str(store.stat().st_size + 8192), "import", "--json", "--store", str(store), str(mailbox))
    assert ended.returncode == 1, ended.stderr.decode()
    assert b"Traceback" not in ended.stderr
    assert b'"error"' in ended.stdout
    assert dump(store) == before


@pytest.mark.skipif(os.getuid() == 0, reason="root may write anything")
def test_a_read_only_store_can_be_read(store: Path, source: Path) -> None:
    store.chmod(0o400)
    assert Workspace(store).triage(mine=False).total == 2
    with pytest.raises(StoreError, match="read-only"):
        bring(store, source)


def test_a_file_that_could_not_be_read_to_its_end_is_tried_again(
    tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from journey_tui.sources import sandbox

    store = tmp_path / "own" / "journey.db"
    with monkeypatch.context() as broken:
        broken.setattr(sandbox.Sandbox, "_ready", _gone)
        report = bring(store, source / "crm")
    assert report.skipped
    assert str(source / "crm") in report.skipped[0].file
    assert bring(store, source / "crm").unchanged == 0
    assert Workspace(store, now=raw.NOON).triage(mine=False).total == 2


def _gone(self: object) -> None:
    from journey_tui.sources.sandbox import _Lost

    raise _Lost("reading it ended the process that reads")
