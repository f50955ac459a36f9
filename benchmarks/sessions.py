"""What a session costs while nobody does anything: memory, against bare Textual, and bytes to the terminal."""

from __future__ import annotations

import contextlib
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.keys import Session
from benchmarks.lanes import BARE
from benchmarks.measure import Figure
from benchmarks.store import NOW
from journey_tui.workspace import Workspace

MANY = 16
IDLE_S = 20.0
APP = "from journey_tui.cli.start import run; run()"


def sessions(store: Path) -> Iterator[Figure]:
    """Measure one session that has opened deals, then many that read, and how much is written while nobody types."""
    account = re.escape(Workspace(store, person="bench", now=NOW).triage(mine=False, limit=1).rows[0].account)
    ours = [sys.executable, "-c", APP, "--store", str(store)]
    with Session(ours) as session:
        session.wait_for(account)
        # Until the first notices are gone, and then between two minutes: at each one ages are set again.
        session.settle(16)
        time.sleep(max(0.0, 62 - time.time() % 60) if time.time() % 60 > 55 - IDLE_S else 0.0)
        session.settle(1)
        began, written = time.perf_counter(), 0
        while (left := IDLE_S - (time.perf_counter() - began)) > 0:
            written += session.read(left)
        yield Figure("idle, bytes to the terminal a second", written / IDLE_S, "B/s", 1)
        for key in "\r\x1bj\r\x1bj\r\x1b":
            session.press(key)
        session.settle(2)
        yield Figure("a session that has opened deals, resident", _kilobytes(session.pid, "status", "VmRSS") / 1024, "MB", 80)
    share, bare = _shares(ours, account), _shares([sys.executable, "-c", BARE], "ready")
    yield Figure(f"{MANY} sessions, their share of memory against bare Textual's", share / bare, "×", 1.5,
                 note=f"{share:,.0f} and {bare:,.0f} MB")  # fmt: skip


def _shares(command: list[str], wanted: str) -> float:
    """Return the megabytes that many sessions of a program take together, what they share counted once."""
    with contextlib.ExitStack() as stack:
        every = []
        for _ in range(MANY):
            every.append(stack.enter_context(Session(command)))
            every[-1].wait_for(wanted)
        for session in every:
            session.settle(1)
        return sum(_kilobytes(session.pid, "smaps_rollup", "Pss") for session in every) / 1024


def _kilobytes(pid: int, file: str, name: str) -> int:
    found = re.search(rf"^{name}:\s+(\d+) kB", Path(f"/proc/{pid}/{file}").read_text(encoding="ascii"), re.MULTILINE)
    assert found is not None
    return int(found[1])
