"""What a session holds after minutes of keys beside a process that writes: `python -m benchmarks.staying --minutes 20`, or a part of the table."""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.keys import Session
from benchmarks.measure import Figure, table
from journey_tui.cli.run import build_demo

APP = "from journey_tui.cli.start import run; run()"
WRITER = """
import sys, time
from pathlib import Path
from journey_tui.data.sqlite import open_writer, transaction
store = open_writer(Path(sys.argv[1]))
deals = [row[0] for row in store.execute("SELECT id FROM deal")]
for turn in range(10**9):
    with transaction(store):
        store.execute("UPDATE deal SET amount=amount+1 WHERE id=?", (deals[turn % len(deals)],))
    time.sleep(0.1)
"""
READING = "jjk\r32\x1bS\x1b\x1bj"
"""Keys of a round: a deal, its timeline, its health, back, the sources, back."""
DECIDING = READING + "mr"
PLACES = "\r3\x1b\r5\x1b\x1bj"
"""A deal and its timeline, the deal again and its workspace, the next deal."""
MOST_MB = 80
MINUTES, OPENED, QUIET_S = 1.0, 300, 60.0


def staying(_: Path, minutes: float = MINUTES, opened: int = OPENED) -> Iterator[Figure]:
    """Measure sessions that read, decide, go through many deals, and are left alone, each beside a process that commits ten times a second."""
    parts: tuple[tuple[str, Callable[[Session], int], int], ...] = (
        (f"{minutes:g} minutes of reading beside a writer", lambda one: _type(one, READING, minutes), MOST_MB),
        (f"{minutes:g} minutes with decisions beside a writer", lambda one: _type(one, DECIDING, minutes), MOST_MB),
        (f"{opened} deals, timelines and workspaces opened", lambda one: _open(one, opened), MOST_MB),
        (f"left alone for {QUIET_S:g} s beside a writer", _leave, MOST_MB),
    )
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder, "journey.db")
        build_demo(store, datetime.now(UTC).date())
        for name, work, most in parts:
            with _writing(store), Session([sys.executable, "-c", APP, "--store", str(store)], _places(folder)) as session:
                session.wait_for("Triage", 60)
                began = _resident(session.pid)
                done = work(session)
                yield Figure(
                    f"{name}: resident", _resident(session.pid), "MB", most, note=f"{began:.0f} at the start, {done} rounds"
                )


def _places(folder: str) -> dict[str, str]:
    return {f"XDG_{name}_HOME": str(Path(folder, name)) for name in ("CONFIG", "STATE", "DATA")}


@contextmanager
def _writing(store: Path) -> Iterator[None]:
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(store)])
    try:
        yield
    finally:
        writer.kill()
        writer.wait()


def _type(session: Session, keys: str, minutes: float) -> int:
    rounds, until = 0, time.perf_counter() + minutes * 60
    while time.perf_counter() < until:
        _round(session, keys)
        rounds += 1
    return rounds


def _open(session: Session, deals: int) -> int:
    for number in range(deals):
        _round(session, PLACES)
        if number % 12 == 11:
            session.press("g")
    return deals


def _round(session: Session, keys: str) -> None:
    """Press keys one after the other as fast as they are painted, then look at the screen for half a second."""
    for key in keys:
        session.press(key)
    until = time.perf_counter() + 0.5
    while (left := until - time.perf_counter()) > 0:
        session.read(left)


def _leave(session: Session) -> int:
    until = time.perf_counter() + QUIET_S
    while (left := until - time.perf_counter()) > 0:
        session.read(left)
    return 0


def _resident(pid: int) -> float:
    found = re.search(r"^Rss:\s+(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii"), re.MULTILINE)
    assert found is not None
    return int(found[1]) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.staying", description=__doc__)
    parser.add_argument("--minutes", type=float, default=20.0)
    parser.add_argument("--opened", type=int, default=OPENED)
    asked = parser.parse_args()
    for figure in staying(Path(), asked.minutes, asked.opened):
        print(table([figure]), flush=True)


if __name__ == "__main__":
    main()
