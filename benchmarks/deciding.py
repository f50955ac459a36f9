"""Time people deciding: fifty sessions writing at once, and the same thing again and again."""

from __future__ import annotations

import multiprocessing
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.measure import Figure, percentile
from benchmarks.store import records, write
from journey_tui.data.sqlite import open_reader
from journey_tui.data.store import StoreError, ensure_store, writing
from journey_tui.workspace import Workspace

SESSIONS, EACH = 50, 6


def deciding(_: Path) -> Iterator[Figure]:
    """Time decisions of fifty sessions at once, each a process, and count what was lost."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder, "journey.db")
        ensure_store(store)
        with writing(store) as connection:
            write(connection, records(10, 0, 0))
        fork = multiprocessing.get_context("fork")
        start, told = fork.Barrier(SESSIONS), fork.Queue()
        sessions = [fork.Process(target=_session, args=(store, number, start, told)) for number in range(SESSIONS)]
        for session in sessions:
            session.start()
        found = [told.get() for _ in sessions]
        for session in sessions:
            session.join()
        times = [one for times, _ in found for one in times]
        errors = sum(errors for _, errors in found)
        stored = open_reader(store).execute("SELECT COUNT(*) FROM decision").fetchone()[0]
    yield Figure(
        f"a decision while {SESSIONS} sessions decide, p99", percentile(times, 0.99), "ms", 1_500, note=f"{len(times)} decisions"
    )
    yield Figure("decisions lost", float(SESSIONS * (EACH + 1) - stored), "", 0, note=f"{errors} errors")


def _session(store: Path, number: int, start: Any, told: Any) -> None:
    workspace = Workspace(store, person=f"p{number}")
    deals = [row[0] for row in workspace._db.execute("SELECT id FROM deal ORDER BY id")]
    deal, errors = deals[number % len(deals)], 0
    workspace.decide("pin", f"{deal}|pin|{number}", deal_id=deal, value="first")  # the libraries are loaded, once a session
    start.wait()
    times: list[float] = []
    for turn in range(EACH):
        began = time.perf_counter()
        try:
            workspace.decide("pin", f"{deal}|pin|{number} {turn}", deal_id=deal, value=f"{number} {turn}")
        except StoreError:
            errors += 1
        times.append((time.perf_counter() - began) * 1e3)
    told.put((times, errors))
