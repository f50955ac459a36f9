"""Time what people wait for: first paint, triage, deals, timeline, search, the command line, and the same in raw SQLite."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from benchmarks.measure import Figure, middle, milliseconds, percentile
from benchmarks.store import NOW
from benchmarks.terminal import HELLO, first_paint
from journey_tui.data.sqlite import open_reader
from journey_tui.workspace import Workspace

LATER = NOW + timedelta(seconds=30)
ROUNDS = 5


def _workspace(store: Path) -> Workspace:
    return Workspace(store, person="bench", now=LATER)


def _two(store: Path) -> tuple[str, str]:
    """Return an ordinary deal and the biggest one."""
    with open_reader(store) as connection:
        ids = connection.execute("SELECT id FROM deal ORDER BY id LIMIT 5").fetchall()
    return ids[-1][0], ids[0][0]


def paint(store: Path) -> Iterator[Figure]:
    """Time the first paint of triage rows against bare Textual's, by the clock and in processor time, one after the other."""
    account = _workspace(store).triage(mine=False, limit=1).rows[0].account
    app = [sys.executable, "-c", "from journey_tui.cli.start import run; run()", "--store", str(store)]
    pairs = [(first_paint([sys.executable, "-c", HELLO], "hello there"), first_paint(app, account)) for _ in range(ROUNDS)]
    for at, what in ((0, "first paint of triage rows"), (1, "the same in processor time")):
        bare, ours = middle([pair[0][at] for pair in pairs]), middle([pair[1][at] for pair in pairs])
        yield Figure(f"{what}, against bare Textual", ours / bare, "×", 1.3, note=f"{ours:,.0f} and {bare:,.0f} ms")


def triage(store: Path) -> Iterator[Figure]:
    """Time a page of 200 rows: cold, again, and against reading the same rows with raw SQLite."""
    cold = []
    for _ in range(ROUNDS):
        workspace = _workspace(store)
        workspace.data_version()
        cold += milliseconds(lambda: workspace.triage(mine=False), 1)  # noqa: B023
    yield Figure("triage, 200 rows, cold", middle(cold), "ms", 30)
    yield Figure("triage, 200 rows, again", middle(milliseconds(lambda: workspace.triage(mine=False))), "ms", 5)
    raw = open_reader(store)
    query = "SELECT triage FROM projection WHERE closed=0 ORDER BY rank, due, name, deal_id LIMIT 200"
    plain = middle(milliseconds(lambda: [json.loads(row[0]) for row in raw.execute(query)]))
    yield Figure("triage, cold, against raw SQLite and JSON", middle(cold) / plain, "×", 2, note=f"raw {plain:.1f} ms")


def deal(store: Path) -> Iterator[Figure]:
    """Time opening a deal from the stored reading."""
    ordinary, biggest = _two(store)
    workspace = _workspace(store)
    workspace.deal(ordinary)
    raw = open_reader(store)
    for name, deal_id, goal in (("ordinary deal", ordinary, 15), ("biggest deal", biggest, 60)):
        held = tuple(item.id for item in workspace.deal(deal_id).evidence)
        times = milliseconds(lambda: workspace.deal(deal_id))  # noqa: B023
        yield Figure(f"open the {name}, p95", percentile(times, 0.95), "ms", goal)
        plain = middle(milliseconds(lambda: _raw_deal(raw, deal_id, held)))  # noqa: B023
        yield Figure(f"open the {name}, against raw SQLite and JSON", middle(times) / plain, "×", 2, note=f"raw {plain:.1f} ms")


def _raw_deal(raw: object, deal_id: str, held: tuple[str, ...]) -> None:
    """Read the same rows: the stored reading and the evidence that an opened deal holds."""
    execute = raw.execute  # type: ignore[attr-defined]
    json.loads(execute("SELECT reading FROM projection WHERE deal_id=?", (deal_id,)).fetchone()[0])
    query = f"SELECT detail FROM evidence WHERE id IN ({','.join('?' * len(held))})"
    [json.loads(row[0]) for row in execute(query, held)]


def timeline(store: Path) -> Iterator[Figure]:
    """Time a window of 100 touchpoints at the start, the middle and the end of the biggest deal."""
    _, biggest = _two(store)
    workspace, raw = _workspace(store), open_reader(store)
    count = raw.execute("SELECT COUNT(*) FROM touchpoint WHERE deal_id=?", (biggest,)).fetchone()[0]
    for name, offset in (("start", 0), ("middle", count // 2), ("end", max(0, count - 100))):
        times = milliseconds(lambda: workspace.timeline(biggest, offset=offset, limit=100))  # noqa: B023
        yield Figure(f"timeline, 100 of {count:,}, at the {name}", middle(times), "ms", 10)


def search(store: Path) -> Iterator[Figure]:
    """Time full-text search: in a deal, and over everything for a rare, a frequent and a very frequent word."""
    ordinary, biggest = _two(store)
    workspace = _workspace(store)
    asks: tuple[tuple[str, Callable[[], object], float], ...] = (
        ("search in the ordinary deal, frequent word", lambda: workspace.search("server room", deal_id=ordinary), 30),
        ("search in the biggest deal, frequent word", lambda: workspace.search("server room", deal_id=biggest), 30),
        ("search everywhere, rare words", lambda: workspace.search("Nordwerk engineering"), 50),
        ("search everywhere, frequent word", lambda: workspace.search("server"), 50),
        ("search everywhere, two letters", lambda: workspace.search("re"), 50),
    )
    for name, ask, goal in asks:
        yield Figure(name, middle(milliseconds(ask, 7)), "ms", goal)


def commands(store: Path) -> Iterator[Figure]:
    """Time the command line against starting Python with `sqlite3` and `json`."""
    journey = [sys.executable, "-c", "from journey_tui.cli.start import run; run()"]
    yield Figure("journey --help", middle(_started([*journey, "--help"])), "s", 0.25)
    plain = middle(_started([sys.executable, "-c", "import sqlite3, json"]))
    listed = middle(_started([*journey, "deals", "--json", "--limit", "50", "--store", str(store)]))
    yield Figure("journey deals --json of 50", listed, "s", 2 * plain + 0.25, note=f"bare Python {plain:.3f} s")


def _started(command: list[str]) -> list[float]:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    found = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
        found.append(time.perf_counter() - began)
    return sorted(found)
