"""Time what the worker does: import, analysis, projection, and a person's decision meanwhile."""

from __future__ import annotations

import csv
import io
import multiprocessing
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from benchmarks.measure import Figure, percentile
from benchmarks.store import NOW, mail, records, rules, write
from journey_tui.analysis.port import Context
from journey_tui.data.crm import load_directory
from journey_tui.data.reader import load_facts
from journey_tui.data.rows import TOUCHPOINTS, segments_of, touchpoint_of
from journey_tui.data.sqlite import Turns, open_reader, sqlite3, transaction
from journey_tui.data.store import ensure_store, writing
from journey_tui.data.writer import FileBook, Writer
from journey_tui.domain.compose import read_deal
from journey_tui.sources.records import Record
from journey_tui.sync.importer import People
from journey_tui.workspace import Workspace

ROWS = 10_000


def importing(_: Path) -> Iterator[Figure]:
    """Time writing new rows, against a raw insert of the same rows with one index; and the same rows again, unchanged."""
    batch: list[Record] = [mail(n, 0, n, n / ROWS) for n in range(ROWS)]
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder, "journey.db")
        ensure_store(store)
        with writing(store) as connection:
            fresh = _seconds(lambda: _write_file(connection, batch))
            again = _seconds(lambda: _write_file(connection, batch))
        raw = _raw_insert(Path(folder, "raw.db"), batch)
    yield Figure("rows written with search, against a plain insert", raw[0] / fresh[0], "×", 0.15, at_most=False,
                 note=f"{ROWS / fresh[0]:,.0f}/s")  # fmt: skip
    yield Figure("the same in processor time", raw[1] / fresh[1], "×", 0.15, at_most=False, note=f"{ROWS / fresh[1]:,.0f}/s")
    yield Figure("the same rows again, unchanged", fresh[0] / again[0], "×", 8, at_most=False, note=f"{ROWS / again[0]:,.0f}/s")


def _write_file(connection: sqlite3.Connection, batch: list[Record]) -> None:
    """Write the records of one file as an import does: in one transaction."""
    with transaction(connection):
        Writer(connection, FileBook(connection, "mail", "bench", NOW), NOW).write(batch)


def _seconds(call: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds that the call takes by the clock, and in processor time."""
    began, spent = time.perf_counter(), time.process_time()
    call()
    return time.perf_counter() - began, time.process_time() - spent


def _raw_insert(path: Path, batch: list[Record]) -> tuple[float, float]:
    """Return the seconds that reading the rows as CSV and inserting them takes: what `.import` of the sqlite3 shell does."""
    text = io.StringIO()
    csv.writer(text).writerows((r.id, r.at, r.subject, r.text, r.message_id) for r in batch)  # type: ignore[union-attr]
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("CREATE TABLE mail (id TEXT PRIMARY KEY, at TEXT, subject TEXT, text TEXT, message_id TEXT)")
    text.seek(0)

    def insert() -> None:
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO mail VALUES (?,?,?,?,?)", csv.reader(text))
        connection.execute("COMMIT")

    return _seconds(insert)


def analysis(store: Path) -> Iterator[Figure]:
    """Time the rules analyst, in touchpoints a second of one core."""
    connection, in_force = open_reader(store), rules()
    deal_id = connection.execute("SELECT id FROM deal ORDER BY id LIMIT 1").fetchone()[0]
    facts = load_facts(connection, deal_id)
    assert facts is not None
    context = Context(deal=facts.deal, people=facts.people, requirements=frozenset(in_force.playbook.keys))
    query = (
        f"{TOUCHPOINTS.replace(' FROM ', ', b.text, b.segments FROM ', 1)} JOIN body b ON b.pk=t.pk WHERE t.deal_id=? LIMIT 2000"
    )
    from dataclasses import replace

    touchpoints = [
        replace(touchpoint_of(row), text=row[-2], segments=segments_of(row[-1])) for row in connection.execute(query, (deal_id,))
    ]
    began = time.process_time()
    for touchpoint in touchpoints:
        in_force.analyst.read(touchpoint, context)
    rate = len(touchpoints) / (time.process_time() - began)
    yield Figure("rules analysis, touchpoints a second of CPU", rate, "/s", 2_000, at_most=False)


def projection(store: Path) -> Iterator[Figure]:
    """Time reading a deal by the rules: an ordinary one, and the biggest."""
    connection, in_force = open_reader(store), rules()
    people = People(connection, load_directory(connection))
    ids = [row[0] for row in connection.execute("SELECT id FROM deal ORDER BY id LIMIT 40")]
    for name, wanted, goal in (("an ordinary deal", ids[1:], 10.0), ("the biggest deal", ids[:1], 6_000.0)):
        began = time.process_time()
        for deal_id in wanted:
            facts = load_facts(connection, deal_id, people(deal_id))
            assert facts is not None
            read_deal(facts, in_force.playbook, in_force.channels, NOW)
        yield Figure(
            f"{name} read from the store by the rules, CPU", (time.process_time() - began) / len(wanted) * 1e3, "ms", goal
        )


def meanwhile(_: Path) -> Iterator[Figure]:
    """Time a person's decisions while another process writes rows without a pause."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder, "journey.db")
        ensure_store(store)
        with writing(store) as connection:
            write(connection, records(2, 0, 0))
        workspace = Workspace(store, person="bench", now=NOW)
        deal_id = workspace._db.execute("SELECT id FROM deal LIMIT 1").fetchone()[0]
        workspace.decide("pin", deal_id, deal_id=deal_id, value="warm")
        worker = multiprocessing.get_context("fork").Process(target=_keep_writing, args=(store,))
        worker.start()
        times: list[float] = []
        while worker.is_alive():
            began = time.perf_counter()
            workspace.decide("pin", deal_id, deal_id=deal_id, value=str(len(times)))
            times.append((time.perf_counter() - began) * 1e3)
            time.sleep(0.02)
        worker.join()
    yield Figure(
        "a decision while a worker writes, p99",
        percentile(times, 0.99),
        "ms",
        100,
        note=f"{len(times)} decisions, the slowest {max(times):.0f} ms",
    )


def _keep_writing(store: Path) -> None:
    """Write rows as the worker does: through the importer's writer, which lets others in between."""
    with writing(store) as connection, transaction(connection):
        writer = Writer(connection, FileBook(connection, "mail", "bench", NOW), NOW)
        writer.breathe = partial(Turns(connection).breathe, lambda: None)
        writer.write(records(2, 30_000, 0))
