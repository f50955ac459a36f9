"""Let sources grow under a worker that is killed, starved and cut off, with people at work: `python -m benchmarks.soak --minutes 5`.

A fictional seller's raw files (those of the demo) come into a folder piece by piece, mailboxes cut anywhere, the tables of an export one
by one. Every so often the worker, its working process or both are killed with SIGKILL; besides, in turn, the folder vanishes for a while,
the disk is full (no file may grow), and (`--model`) the model's server drops every call. Two sessions of the workspace are typed in on
pseudo-terminals, two more readers read and decide. At the end the store must tell the same as one that was filled once, undisturbed, from
the same files. Exits with 1 where it does not.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

from benchmarks.keys import Session
from benchmarks.measure import percentile
from benchmarks.soak_model import MODEL, Model
from benchmarks.soak_state import differences, state_of
from journey_tui.data.sqlite import open_reader, open_writer, sqlite3
from journey_tui.data.store import StoreError, ensure_store
from journey_tui.sync.lock import HANDS, holder
from journey_tui.sync.model_reading import agree, waiting_for_model
from journey_tui.sync.refresh import rules_in_force
from journey_tui.workspace import Workspace

ROOT = Path(__file__).resolve().parents[1]


@dataclass(slots=True)
class Place:
    """A store with its settings and its folder of sources."""

    base: Path
    model: str = ""
    process: subprocess.Popen[bytes] | None = None

    @property
    def store(self) -> Path:
        """Return the store."""
        return self.base / "data" / "journey.db"

    @property
    def folder(self) -> Path:
        """Return the folder of sources."""
        return self.base / "source"

    @property
    def environment(self) -> dict[str, str]:
        """Return what its processes know: places of its own."""
        places = {f"XDG_{name}_HOME": str(self.base / name.lower()) for name in ("CONFIG", "STATE")}
        return {**os.environ, **places, "JOURNEY_STORE": str(self.store), "TMPDIR": str(self.base), "JOURNEY_MODEL_KEY": "none"}

    def prepare(self) -> None:
        """Make the store, the folder and the settings."""
        config = self.base / "config" / "journey" / "config.toml"
        for folder in (self.folder, config.parent):
            folder.mkdir(parents=True, exist_ok=True)
        model = (
            f'[model]\nname = "{MODEL}"\nbase_url = "{self.model}"\nretries = 0\nprice_in = 1\nprice_out = 1\n'
            if self.model
            else ""
        )
        config.write_text(
            f'[worker]\nevery = "1 s"\nsettle = "0.5 s"\n{model}[[sources]]\npath = "{self.folder}"\n', encoding="utf-8"
        )
        ensure_store(self.store)
        if self.model:
            agree(self.store, MODEL)

    def start(self, *, largest: int = 0) -> None:
        """Start the worker; `largest`: no file may grow beyond so many bytes, as on a full disk."""
        limit = (lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))) if largest else None
        self.process = subprocess.Popen(
            [sys.executable, "-m", "journey_tui", "worker"], env=self.environment, cwd=ROOT, preexec_fn=limit,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def end(self, number: int = signal.SIGTERM) -> None:
        """Send the worker a signal and wait for its end."""
        if self.process is not None:
            self.process.send_signal(number)
            self.process.wait()
            self.process = None

    def run(self, *words: str) -> int:
        """Run a command on the store."""
        return subprocess.run(
            [sys.executable, "-m", "journey_tui", *words], env=self.environment, cwd=ROOT, check=False, stdout=subprocess.DEVNULL
        ).returncode

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Return rows of the store."""
        with closing(open_reader(self.store)) as connection:
            return connection.execute(query).fetchall()

    def tell_anew(self) -> None:
        """Tell every deal as of now."""
        with closing(open_writer(self.store)) as connection:
            connection.execute("UPDATE projection SET valid_until=0")
        self.run("sync")

    def state(self) -> dict[str, Any]:
        """Return what the store tells."""
        return state_of(self.rows, self.base)

    def is_settled(self) -> bool:
        """Return whether all that lies there is in the store and told."""
        waiting = (
            "SELECT 1 FROM sync_source WHERE behind_since IS NOT NULL OR phase<>'' OR synced_at IS NULL OR error<>''",
            "SELECT 1 FROM touchpoint WHERE match_reason='' AND deleted=0",
            f"SELECT 1 FROM projection WHERE valid_until<={int(time.time())}",
            "SELECT 1 FROM meta WHERE key='rematch'",
            "SELECT 1 FROM deal d LEFT JOIN projection p ON p.deal_id=d.id WHERE d.deleted=0 AND p.deal_id IS NULL",
        )
        return (
            holder(self.store, HANDS) is None
            and not any(self.rows(f"{query} LIMIT 1") for query in waiting)
            and not self.unread()
        )

    def unread(self) -> list[str]:
        """Return the deals that the model has not read to their end."""
        if not self.model:
            return []
        with closing(open_reader(self.store)) as connection:
            return waiting_for_model(connection, MODEL, rules_in_force(self.base / "none")[0].playbook)


def pieces(raw: Path, folder: Path, chance: random.Random) -> Iterator[Callable[[], None]]:
    """Yield acts that let the folder grow until it holds what `raw` does; mailboxes grow by pieces that end anywhere."""
    acts: list[list[Callable[[], None]]] = []
    for path in sorted(p for p in raw.rglob("*") if p.is_file()):
        target = folder / path.relative_to(raw)
        if path.suffix != ".mbox":
            acts.append([lambda path=path, target=target: _copy(path, target)])  # type: ignore[misc]
            continue
        data = path.read_bytes()
        cuts = sorted({0, len(data), *(chance.randrange(len(data)) for _ in range(12))})
        acts.append([lambda part=data[a:b], target=target: _append(target, part) for a, b in pairwise(cuts)])  # type: ignore[misc]
    while acts:
        turn = chance.choice(acts)
        yield turn.pop(0)
        acts = [act for act in acts if act]


def _copy(path: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, target)


def _append(target: Path, part: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("ab") as file:
        file.write(part)


@dataclass(slots=True)
class Tally:
    """What befell the worker."""

    faults: dict[str, int] = field(default_factory=dict)

    def count(self, name: str) -> None:
        """Count one fault."""
        self.faults[name] = self.faults.get(name, 0) + 1


def kill(place: Place, chance: random.Random, tally: Tally) -> None:
    """Kill the worker, its working process or both, without a warning."""
    name = chance.choice(("kill worker", "kill hands", "kill both"))
    hands = holder(place.store, HANDS)
    if name != "kill worker" and hands:
        os.kill(hands, signal.SIGKILL)
    if name != "kill hands":
        place.end(signal.SIGKILL)
        place.start()
    tally.count(name if hands or name != "kill hands" else "no hands to kill")


def starve(place: Place, chance: random.Random, tally: Tally, number: int, model: Model | None) -> None:
    """Take something away that the worker needs, one after the other, and give it back."""
    names = ("folder gone", "disk full", *(("model down",) if model else ()))
    name = names[number % len(names)]
    tally.count(name)
    if name == "folder gone":
        away = place.folder.with_name("away")
        place.folder.rename(away)
        time.sleep(chance.uniform(5, 20))
        away.rename(place.folder)
    elif name == "disk full":
        place.end(signal.SIGKILL)
        place.start(largest=place.store.stat().st_size + 65_536)
        time.sleep(chance.uniform(5, 20))
        place.end(signal.SIGKILL)
        place.start()
    elif model:
        model.is_down = True
        threading.Timer(chance.uniform(20, 40), setattr, (model, "is_down", False)).start()


KEYS = ("j", "j", "k", "\r", "3", "2", "\x1b", "S", "\x1b", "\x1b", "j", "m", "r")


def type_on(place: Place, stop: threading.Event, found: list[tuple[list[float], list[str]]]) -> None:
    """Work in the workspace on a terminal until told to stop; tells how long its keys took, and what went wrong."""
    times: list[float] = []
    errors: list[str] = []
    with Session([sys.executable, "-m", "journey_tui"], place.environment) as session:
        try:
            session.wait_for("Triage", 60)
            while not stop.is_set():
                for key in KEYS:
                    took, size = session.press(key)
                    if size:
                        times.append(took)
                stop.wait(0.5)
            session.press("\x1b")
            session.press("?")
            session.wait_for("Triage|keys|Keys", 30)
        except (OSError, TimeoutError) as error:
            errors.append(f"terminal: {error}")
    found.append((times, errors))


def look_on(store: Path, stop: Event, found: Any) -> None:
    """Read triage and deals, and decide now and then, as a person does; tells latencies and errors."""
    workspace = Workspace(store, person=f"reader {os.getpid()}")
    reads: list[float] = []
    writes: list[float] = []
    errors: list[str] = []
    while not stop.is_set():
        try:
            began = time.perf_counter()
            page = workspace.triage(mine=False)
            for row in page.rows[:2]:
                workspace.deal(row.deal_id)
            reads.append((time.perf_counter() - began) * 1e3)
            if page.rows and len(reads) % 10 == 0:
                began = time.perf_counter()
                deal_id = page.rows[0].deal_id
                workspace.decide("pin", deal_id, deal_id=deal_id, value=str(len(reads)))
                writes.append((time.perf_counter() - began) * 1e3)
        except (StoreError, sqlite3.Error) as error:
            errors.append(str(error))
        time.sleep(0.2)
    found.put((reads, writes, errors))


def soak(
    place: Place, raw: Path, minutes: float, seed: int, *, every_s: float, model: Model | None
) -> tuple[Tally, Any, list[tuple[list[float], list[str]]]]:
    """Let the folder grow for so many minutes, with a kill and a shortage every so many seconds; returns what happened."""
    chance = random.Random(seed)
    acts = list(pieces(raw, place.folder, chance))
    apart = multiprocessing.get_context("spawn")
    tally, stop, found = Tally(), apart.Event(), apart.Queue()
    people = [apart.Process(target=look_on, args=(place.store, stop, found)) for _ in range(2)]
    for person in people:
        person.start()
    place.start()
    typed: list[tuple[list[float], list[str]]] = []
    enough = threading.Event()
    sessions = [threading.Thread(target=type_on, args=(place, enough, typed)) for _ in range(2)]
    for session in sessions:
        session.start()
    began = time.monotonic()
    killing, starving, number = began + every_s, began + every_s * 0.7, 0
    for number, act in enumerate(acts):
        act()
        until = began + minutes * 60 * (number + 1) / len(acts)
        while time.monotonic() < until:
            if time.monotonic() >= killing:
                kill(place, chance, tally)
                killing += every_s
            if time.monotonic() >= starving:
                starve(place, chance, tally, number, model)
                starving, number = time.monotonic() + every_s * 1.3, number + 1
            time.sleep(0.05)
    if model:
        model.is_down = False
    patience = time.monotonic() + 1_500
    while not place.is_settled() and time.monotonic() < patience:
        time.sleep(0.5)
    enough.set()
    for session in sessions:
        session.join()
    stop.set()
    results = [found.get(timeout=30) for _ in people]
    for person in people:
        person.join()
    return tally, results, typed


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--every", type=float, default=10.0, help="seconds between two kills")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--model", action="store_true", help="configure a model whose server answers, drops every call, and answers again"
    )
    parser.add_argument("--folder", type=Path, help="where to work; kept afterwards")
    asked = parser.parse_args()
    base = asked.folder or Path(tempfile.mkdtemp(prefix="journey-soak-"))
    model = Model() if asked.model else None
    try:
        return run(base, asked, model)
    finally:
        if model:
            model.close()


def run(base: Path, asked: argparse.Namespace, model: Model | None) -> int:
    """Soak one store, fill another undisturbed, compare; returns the exit code."""
    disturbed, quiet = (Place(base / name, model.url if model else "") for name in ("disturbed", "quiet"))
    for place in (disturbed, quiet):
        place.prepare()
    from journey_tui.demo import write_demo

    write_demo(base / "raw", datetime.now(UTC).date())
    tally, results, typed = soak(disturbed, base / "raw", asked.minutes, asked.seed, every_s=asked.every, model=model)
    settled, calls = disturbed.is_settled(), model.told() if model else "none"
    disturbed.end()
    integrity = disturbed.rows("PRAGMA integrity_check")[0][0]
    doubled = disturbed.rows("SELECT COUNT(*) - COUNT(DISTINCT id) FROM touchpoint")[0][0]
    shutil.copytree(disturbed.folder, quiet.folder, dirs_exist_ok=True)
    code = quiet.run("sync")
    if model:
        code = code or quiet.run("analyse", "--all", "--yes")
    for place in (disturbed, quiet):  # how many days old something is hangs on when it was told: both are told as of now
        place.tell_anew()
    found = differences(disturbed.state(), quiet.state())
    reads, writes = [t for r in results for t in r[0]], [t for r in results for t in r[1]]
    keys = [t for times, _ in typed for t in times]
    errors = [e for r in results for e in r[2]] + [e for _, told in typed for e in told]
    print(f"{asked.minutes:g} minutes, faults: {', '.join(f'{n} × {name}' for name, n in sorted(tally.faults.items()))}")
    print(
        f"settled: {settled}; integrity: {integrity}; doubled: {doubled}; the quiet run ended with {code}; model calls: {calls}"
    )
    told = disturbed.state()
    print(
        f"touchpoints {len(told['touchpoints']):,}, evidence {len(told['evidence']):,}, of the model {len(told['model evidence']):,}"
    )
    if reads and writes and keys:
        print(
            f"reads {len(reads):,}, p99 {percentile(reads, 0.99):.0f} ms; decisions {len(writes)}, p99 {percentile(writes, 0.99):.0f} ms; "
            f"keys {len(keys):,}, p95 {percentile(keys, 0.95):.0f} ms; errors {len(errors)} {errors[:2]}"
        )
    print("the same as undisturbed" if not found else "differs from undisturbed:\n  " + "\n  ".join(found[:20]))
    good = settled and not found and not errors and integrity == "ok" and not doubled and not code
    if good and not asked.folder:
        shutil.rmtree(base)
    else:
        print(f"kept: {base}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
