"""The worker as a process: it keeps sources in sync, is alone, stops in order, and survives being killed anywhere."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from journey_tui.data import syncing
from journey_tui.data.sqlite import open_reader, open_writer, sqlite3
from journey_tui.data.store import ensure_store
from journey_tui.sync.jobs import Job, Unfinished
from journey_tui.sync.lock import HANDS, Held, Lock, holder
from tests.sync.conftest import told
from tests.sync.test_feed import letter

PATIENCE_S = 240


def until(true: Callable[[], object], what: str) -> None:
    """Wait until something is so."""
    end = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < end, f"waited in vain: {what}"
        time.sleep(0.05)


class Box:
    """A store of its own with a settings file, a source folder and a worker to be started and stopped."""

    def __init__(self, base: Path) -> None:
        self.store = base / "data" / "journey.db"
        self.folder = base / "source"
        self.folder.mkdir()
        self.config = base / "config" / "journey" / "config.toml"
        self.config.parent.mkdir(parents=True)
        self.write_settings(f'[[sources]]\npath = "{self.folder}"\nevery = "1 s"\n[worker]\nsettle = "0 s"\n')
        self.environment = {
            **os.environ,
            "XDG_CONFIG_HOME": str(base / "config"),
            "XDG_STATE_HOME": str(base / "state"),
            "TMPDIR": str(base),
        }
        self.processes: list[subprocess.Popen[str]] = []
        ensure_store(self.store)

    def write_settings(self, text: str) -> None:
        self.config.write_text(text, encoding="utf-8")

    def start(self) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "journey_tui", "worker", "--store", str(self.store)],
            env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2],
        )  # fmt: skip
        self.processes.append(process)
        return process

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "journey_tui", words[0], "--store", str(self.store), *words[1:]]
        return subprocess.run(
            command,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            cwd=Path(__file__).parents[2],
            check=False,
        )

    def ask(self, query: str) -> list[tuple[object, ...]]:
        connection = open_reader(self.store)
        try:
            return connection.execute(query).fetchall()
        finally:
            connection.close()

    def mails(self) -> int:
        return int(str(self.ask("SELECT COUNT(*) FROM touchpoint WHERE deleted=0")[0][0]))

    def source(self) -> syncing.Source:
        connection = open_reader(self.store)
        try:
            return syncing.sources(connection)[0]
        finally:
            connection.close()

    def is_settled(self) -> bool:
        """Return whether all that is there is in the store and told."""
        found = self.ask("SELECT 1 FROM sync_source WHERE behind_since IS NOT NULL OR phase<>'' OR synced_at IS NULL")
        waiting = self.ask("SELECT 1 FROM touchpoint WHERE match_reason='' AND deleted=0 LIMIT 1")
        return not found and not waiting


@pytest.fixture
def box(tmp_path: Path) -> Iterator[Box]:
    found = Box(tmp_path)
    yield found
    for process in found.processes:
        if process.poll() is None:
            process.kill()
        process.communicate()


def test_a_worker_brings_in_what_comes_and_stops_in_order(box):
    (box.folder / "in.mbox").write_bytes(letter(0))
    worker = box.start()
    until(lambda: box.mails() == 1, "the first letter")
    with (box.folder / "in.mbox").open("ab") as file:
        file.write(letter(1))
    until(lambda: box.mails() == 2, "the second letter")
    assert holder(box.store) == worker.pid
    shown = json.loads(box.run("sources", "--json").stdout)
    assert shown["worker"] == {"running": True, "pid": worker.pid}
    assert shown["synced"][0]["name"] == "source"
    second = box.run("worker")
    assert second.returncode == 1
    assert f"process {worker.pid}" in second.stderr
    worker.send_signal(signal.SIGTERM)
    _, said = worker.communicate(timeout=PATIENCE_S)
    assert worker.returncode == 0
    assert "Stopped" in said
    until(lambda: holder(box.store, HANDS) is None, "the end of the working process")
    assert box.source().next_at is None


def test_syncing_while_a_worker_keeps_the_store_asks_it(box):
    box.write_settings(f'[[sources]]\npath = "{box.folder}"\nevery = "1 h"\n[worker]\nsettle = "0 s"\n')
    (box.folder / "in.mbox").write_bytes(letter(0))
    box.start()
    until(lambda: box.mails() == 1 and box.is_settled(), "the first round")
    (box.folder / "more.mbox").write_bytes(letter(1))
    asked = box.run("sync", "--json")
    assert asked.returncode == 0, asked.stderr
    assert "asked to look now" in asked.stderr
    assert box.mails() == 2


def test_a_worker_counts_what_a_proposal_would_change_without_anything_new_to_bring_in(box):
    box.write_settings('[worker]\nsettle = "0 s"\n')
    connection = open_writer(box.store)
    connection.execute("INSERT INTO meta (key, value) VALUES (?, '1')", (syncing.EFFECTS_OWED,))
    connection.close()
    box.start()
    until(lambda: not box.ask(f"SELECT 1 FROM meta WHERE key='{syncing.EFFECTS_OWED}'"), "the count")


def test_settings_that_change_are_taken_over_and_faulty_ones_are_left_aside(box, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "b.mbox").write_bytes(letter(1))
    worker = box.start()
    until(lambda: box.ask("SELECT 1 FROM sync_source WHERE synced_at IS NOT NULL"), "the first round")
    box.write_settings("[[sources\n")
    box.write_settings(f'[[sources]]\npath = "{other}"\nevery = "1 s"\n[worker]\nsettle = "0 s"\n')
    until(lambda: box.mails() == 1, "the other source")
    assert worker.poll() is None


def test_killed_again_and_again_nothing_is_lost_and_nothing_doubled(box, source, tmp_path):
    """Both processes are killed at random moments while sources grow; then counts and readings are those of a quiet import."""
    chance = random.Random(7)
    files = sorted(path for path in Path(source).rglob("*") if path.is_file())
    for number, path in enumerate(files):
        target = box.folder / path.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
        with (box.folder / "grows.mbox").open("ab") as file:
            file.write(b"".join(letter(20 * number + n) for n in range(20)))
        if number % max(1, len(files) // 4) == 0:
            worker = box.start()
            until(lambda: holder(box.store, HANDS), "the working process")
            time.sleep(chance.uniform(0.0, 2.0))  # what is being done when it is killed is left to chance
            if chance.random() < 0.5 and (hands := holder(box.store, HANDS)):
                os.kill(hands, signal.SIGKILL)
            worker.kill()
            worker.communicate()
            assert box.ask("PRAGMA integrity_check") == [("ok",)]
    box.start()
    until(box.is_settled, "the end of the last round")
    quiet = Box(tmp_path / "quiet") if (tmp_path / "quiet").mkdir() is None else None
    assert quiet is not None
    shutil.copytree(box.folder, quiet.folder, dirs_exist_ok=True)
    assert quiet.run("sync").returncode in (0, 3)
    until(lambda: box.mails() == quiet.mails(), "all touchpoints")
    until(lambda: _names(told(box.store), box) == _names(told(quiet.store), quiet), "the same readings")
    doubled = box.ask("SELECT id FROM touchpoint GROUP BY id HAVING COUNT(*)>1")
    assert doubled == []


def _names(state: dict[str, list[tuple[object, ...]]], box: Box) -> str:
    """Return a state as text, with the folder's own name left out."""
    return json.dumps(state, default=str, sort_keys=True).replace(str(box.folder), "")


def test_a_lock_is_held_by_one_and_goes_with_its_process(tmp_path):
    store = tmp_path / "journey.db"
    code = "import sys; from pathlib import Path; from journey_tui.sync.lock import Lock; lock = Lock(Path(sys.argv[1])).__enter__(); print('held', flush=True); sys.stdin.read()"  # noqa: E501
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(store)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"held\n"
    assert holder(store) == process.pid
    with pytest.raises(Held) as caught:
        Lock(store).__enter__()
    assert caught.value.pid == process.pid
    process.kill()
    process.communicate()
    assert holder(store) is None
    with Lock(store):
        pass


JOBS = """
import sys, os, signal, time
from pathlib import Path
from journey_tui.sync.jobs import Job, Unfinished
from journey_tui.sync.jobs_dbos import DurableJobs
place = Path(sys.argv[1])
def work(argument):
    with (place / "done").open("a") as file:
        file.write(argument + chr(10))
    if argument == sys.argv[2]:
        os.kill(os.getpid(), signal.SIGKILL)
    return "ok"
def fails(argument):
    raise ValueError(argument)
jobs = DurableJobs(place / "journey.db", {"read": work, "sync": fails}, threads=1)
new = [jobs.start(Job("read", f"read:{n}", str(n))) for n in range(5)]
jobs.start(Job("sync", "sync:bad", "bad"))
while jobs.active():
    jobs.ended(0.2)
jobs.stop()
print(new, flush=True)
os._exit(0)
"""


def _jobs(place: Path, dies_at: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", JOBS, str(place), dies_at],
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        cwd=Path(__file__).parents[2],
        check=False,
    )


def test_jobs_outlive_the_process_and_a_key_is_done_once(tmp_path):
    assert _jobs(tmp_path, "2").returncode == -signal.SIGKILL
    again = _jobs(tmp_path, "")
    assert again.returncode == 0, again.stderr
    done = (tmp_path / "done").read_text().split()
    assert sorted(set(done)) == ["0", "1", "2", "3", "4"]
    assert done.count("2") == 2  # it was killed in the middle of it
    third = _jobs(tmp_path, "")
    assert third.stdout.strip() == "[False, False, False, False, False]"
    assert (tmp_path / "done").read_text().split() == done
    path = tmp_path / "journey-jobs.db"
    assert path.stat().st_mode & 0o777 == 0o600
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    connection.close()


def test_a_plain_job_that_is_stopped_is_raised():
    from journey_tui.sync.jobs import PlainJobs

    def stopped(argument: str) -> str:
        raise Unfinished

    jobs = PlainJobs({"sync": stopped})
    assert jobs.start(Job("sync", "sync:1"))
    assert not jobs.start(Job("sync", "sync:1"))
    with pytest.raises(Unfinished):
        jobs.ended(0)
