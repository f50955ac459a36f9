"""Logs and the jobs' own book hold no customer's word: a marker in every field of every source, everything fails, and it is nowhere."""

from __future__ import annotations

import ast
import csv
import io
import logging
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import journey_tui
from journey_tui.data.sqlite import open_reader
from journey_tui.journal import Journal
from tests import raw
from tests.sync.test_tables_arrive import hubspot, salesforce, table
from tests.sync.test_worker import PATIENCE_S, Box, box, until  # noqa: F401

ROOT = Path(journey_tui.__file__).parent
MARK = "Qzyxmarke"
SAFE = {
    "type(error).__name__", "source.id", "state", "job.kind", "code", "what", "abs(by)", "'back' if by < 0 else 'forward'",
}  # fmt: skip
"""What may be put into a log's line: kinds of errors, numbers, words of our own."""


def test_every_line_of_the_log_is_made_of_words_of_our_own():
    """No call hands a name, a text, a path or an error's message to the log: what it takes is on a short list."""
    found = 0
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            if ast.unparse(node.func.value) not in ("log", "logger", "logging") or node.func.attr in ("getLogger", "Formatter"):
                continue
            if node.func.attr not in ("debug", "info", "warning", "error", "exception", "critical", "log"):
                continue
            found += 1
            where = f"{path.name}:{node.lineno}"
            assert isinstance(node.args[0], ast.Constant), where
            assert {ast.unparse(one) for one in node.args[1:]} <= SAFE, where
    assert found > 15


def marked(content: raw.Table) -> raw.Table:
    """Return the tables with the marker in every cell that is no id, number or moment."""
    return {
        name: [
            {
                key: value if any(ch.isdigit() for ch in value) or len(value) < 3 else f"{value} {MARK}"
                for key, value in row.items()
            }
            for row in rows
        ]
        for name, rows in content.items()
    }


def plant(folder: Path) -> None:
    """Write sources of every kind with the marker in every field and name: whole ones, and broken ones that cannot be read."""
    for name, content in (("salesforce", salesforce()), ("hubspot", hubspot()), (f"plain {MARK}", table())):
        raw.write_crm(folder / name, marked(content))
    head = f"From: Ann {MARK} <a.{MARK}@b.example>\nTo: {MARK} <c@{MARK}.example>\nSubject: {MARK} matters\nMessage-ID: <{MARK}@b.example>\n"
    letter = f"{head}Date: 01 Sep 2026 10:00:00 +0000\n\nWe, {MARK}, lose 20% of {MARK} by Q3.\n"
    (folder / f"{MARK}.eml").write_text(letter)
    (folder / f"box {MARK}.mbox").write_text(f"From a@b.example Mon Sep 01 10:00:00 2026\n{letter}\n" * 2 + f"From {MARK}")
    (folder / f"{MARK}.ics").write_text(
        f"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:{MARK}\nDTSTART:2026{MARK}\nSUMMARY:{MARK}\nRRULE:FREQ={MARK}\nEND:VEVENT\n"
        f"BEGIN:VEVENT\nUID:{MARK}2\nDTSTART:20260901T100000Z\nSUMMARY:{MARK}\nLOCATION:{MARK}\nATTENDEE;CN={MARK}:mailto:x@{MARK}.example\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    (folder / f"call {MARK}.vtt").write_text(
        f"WEBVTT\n\nNOTE Title: {MARK}\n\n00:00:01.000 --> 00:00:03.000\n<v {MARK}>We at {MARK} agreed.\n"
    )
    (folder / f"broken {MARK}.json").write_text(f'[{{"Deal": "{MARK}", "{MARK}')
    (folder / f"broken {MARK}.csv").write_text(f'Deal,Account,Stage,{MARK}\n{MARK},"{MARK}')
    (folder / f"broken {MARK}.msg").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + MARK.encode())
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr(f"{MARK}/{MARK}.mbox", f"From a@b.example Mon Sep 01 10:00:00 2026\n{letter}\n")
    (folder / f"{MARK}.zip").write_bytes(packed.getvalue())
    (folder / f"cut {MARK}.zip").write_bytes(packed.getvalue()[:-30])


def test_the_marker_is_in_every_field_of_the_planted_tables(tmp_path):
    plant(tmp_path)
    with (tmp_path / f"plain {MARK}" / "deals.csv").open() as file:
        row = next(csv.DictReader(file))
    assert MARK in row["Deal"]
    assert MARK in row["Account"]


FAILING = """
import os, sys, logging
from pathlib import Path
from sqlalchemy.exc import IntegrityError, StatementError
from journey_tui.analysis.model_errors import ModelError
from journey_tui.data import syncing
from journey_tui.data.sqlite import open_reader, sqlite3
from journey_tui.data.store import ensure_store, writing
from journey_tui.journal import attach_log
from journey_tui.settings import Settings, SourceSettings, WorkerSettings
from journey_tui.sync import round as rounds
from journey_tui.sync.hands import Hands
from journey_tui.sync.jobs_dbos import DurableJobs
from journey_tui.sync.worker import wanted_of
from tests import tiny
from datetime import timedelta

store, folder, mark = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
attach_log(store.parent / "journey.log")
ensure_store(store)
settings = Settings(sources=(SourceSettings(path=folder, name="all"),), worker=WorkerSettings(settle=timedelta(0)))
with writing(store) as connection:
    syncing.register(connection, wanted_of(settings))
scratch = store.parent / "scratch"
scratch.mkdir()
row = {"name": mark, "text": mark}
errors = [
    sqlite3.OperationalError(f"near {mark!r}: syntax error"), sqlite3.IntegrityError(mark), OSError(5, "Input/output error", f"/in/{mark}.eml"),
    IntegrityError(f"INSERT INTO touchpoint VALUES ('{mark}')", row, sqlite3.IntegrityError(mark)),
    StatementError(mark, "SELECT 1", row, ValueError(mark)), TimeoutError(f"the model did not answer: {mark}"), ValueError(mark), KeyError(mark),
    UnicodeDecodeError("utf-8", mark.encode(), 0, 1, mark), RecursionError(mark), MemoryError(mark), RuntimeError(mark), PermissionError(13, mark, mark),
]

class Reader:
    at_once = 2
    reads = 0
    def waiting(self):
        connection = open_reader(store)
        found = [(row[0], f"k{Reader.reads}-{n}") for n, row in enumerate(connection.execute("SELECT id FROM deal"))]
        connection.close()
        Reader.reads += 1
        return found if Reader.reads < 4 else []
    def read(self, deal_id, key):
        assert deal_id
        raise errors[int(key.rpartition("-")[2]) % len(errors)]
    def close(self):
        pass

def bench():
    return rounds.Bench(store, settings, tiny.rules, scratch, reader=Reader())

whole_sync, whole_tell = rounds._sync, rounds.refresh
state = {"error": None, "where": ""}
def failing(name, whole):
    def call(*args, **options):
        if state["error"] is not None and state["where"] == name:
            try:
                raise ValueError(f"while reading {mark}")
            except ValueError as cause:
                raise state["error"] from cause
        return whole(*args, **options)
    return call
rounds._sync, rounds.refresh = failing("sync", whole_sync), failing("tell", whole_tell)

hands = Hands(bench(), lambda found: DurableJobs(store, found, threads=3), linger_s=0.5, said=lambda _: None)
def go():
    hands.order({"sync": [1], "tell": True, "read": True})
    ended = 0
    import time
    until = time.monotonic() + 30
    while time.monotonic() < until:
        moved = hands._take_orders()
        moved = hands._take_ended(0.05) or moved
        moved = hands._go_on() or moved
        if not moved and not hands.jobs.active():
            return
    raise SystemExit("not done")
go()
for where in ("sync", "tell"):
    for error in errors:
        state.update(error=error, where=where)
        go()
state.update(error=None)
connection = open_reader(store)
deals = [row[0] for row in connection.execute("SELECT id FROM deal")]
print(len(deals), sum(mark.lower() in deal.lower() for deal in deals), flush=True)
hands.jobs.stop()
logging.shutdown()
os._exit(0)
"""


def test_whatever_fails_no_word_of_a_customer_is_in_the_logs_or_in_the_jobs_book(tmp_path):
    folder, store = tmp_path / "source", tmp_path / "data" / "journey.db"
    folder.mkdir()
    store.parent.mkdir()
    plant(folder)
    ended = subprocess.run(
        [sys.executable, "-c", FAILING, str(store), str(folder), MARK],
        capture_output=True, text=True, timeout=PATIENCE_S, cwd=ROOT.parent, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr[-2000:]
    deals, named = map(int, ended.stdout.split())
    assert deals > 1
    assert named  # the ids of tables without ids hold customers' words
    log = (store.parent / "journey.log").read_text(encoding="utf-8")
    assert "job tell" in log
    assert "job read" in log
    assert "ValueError" in log
    quiet = [store.parent / "journey.log", *store.parent.glob("journey-jobs.db*")]
    assert len(quiet) > 1
    for path in quiet:
        assert MARK.lower().encode() not in path.read_bytes().lower(), path.name
        assert MARK.lower().encode("utf-16-le") not in path.read_bytes().lower(), path.name
    assert MARK not in ended.stderr
    assert MARK in str(open_reader(store).execute("SELECT group_concat(text) FROM body").fetchone()[0])


def test_a_worker_over_broken_sources_logs_and_says_none_of_their_words(box):  # noqa: F811
    """What it says on its terminal ends in the journal of the system."""
    plant(box.folder)
    (box.folder / f"shut {MARK}.eml").write_text("x")
    worker = box.start()
    until(lambda: box.ask("SELECT 1 FROM sync_source WHERE runs>0") and box.is_settled(), "the first round")
    (box.folder).rename(box.folder.with_name("away"))
    until(lambda: box.source().state == "unreachable", "the folder to be missed")
    worker.terminate()
    out, said = worker.communicate(timeout=PATIENCE_S)
    logs = [path for path in (box.store.parents[1] / "state").rglob("*") if path.is_file()]
    texts = [out, said, *(path.read_text(errors="replace") for path in logs)]
    assert "Keeping" in said
    assert all(MARK.lower() not in text.lower() for text in texts)
    jobs = b"".join(path.read_bytes() for path in box.store.parent.glob("journey-jobs.db*"))
    assert jobs
    assert MARK.lower().encode() not in jobs.lower()


@pytest.mark.parametrize("kind", ["DecisionRefused", "OperationalError", "ModelError", "ValueError"])
def test_an_error_of_any_kind_leaves_its_words_out_of_the_log(tmp_path, kind):
    journal = Journal(tmp_path / "log")
    logger = logging.Logger("journey.test")
    logger.addHandler(journal)
    try:
        try:
            raise ValueError(MARK)
        except ValueError as cause:
            raise type(kind, (Exception,), {})(f"{MARK} was refused") from cause
    except Exception:
        logger.exception("deciding")
    journal.close()
    text = (tmp_path / "log").read_text()
    assert kind in text
    assert MARK not in text
