"""Let sources grow under a worker that is killed, starved and cut off, with people reading: `python -m benchmarks.soak --minutes 5`.

A fictional seller's raw files (those of the demo) come into a folder piece by piece, mailboxes cut anywhere. Meanwhile, in
turn: the worker or its working process is killed with SIGKILL, the folder vanishes for a while, the disk is full (no file may
grow), the model's server refuses every call. Two people read and decide all the time. At the end the store must tell the same
as one that was filled once, undisturbed, from the same files. Exits with 1 where it does not.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

from benchmarks.measure import percentile
from journey_tui.data.sqlite import open_reader, sqlite3
from journey_tui.data.store import StoreError, ensure_store
from journey_tui.sync.lock import HANDS, holder
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
        model = f'[model]\nname = "openai/stand-in"\nbase_url = "{self.model}"\nretries = 0\n' if self.model else ""
        config.write_text(
            f'[worker]\nevery = "1 s"\nsettle = "0.5 s"\n{model}[[sources]]\npath = "{self.folder}"\n', encoding="utf-8"
        )
        ensure_store(self.store)

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

    def is_settled(self) -> bool:
        """Return whether all that lies there is in the store and told."""
        waiting = (
            "SELECT 1 FROM sync_source WHERE behind_since IS NOT NULL OR phase<>'' OR synced_at IS NULL OR error<>''",
            "SELECT 1 FROM touchpoint WHERE match_reason='' AND deleted=0",
            f"SELECT 1 FROM projection WHERE valid_until<={int(time.time())}",
            "SELECT 1 FROM meta WHERE key='rematch'",
            "SELECT 1 FROM deal d LEFT JOIN projection p ON p.deal_id=d.id WHERE d.deleted=0 AND p.deal_id IS NULL",
        )
        return holder(self.store, HANDS) is None and not any(self.rows(f"{query} LIMIT 1") for query in waiting)


def pieces(raw: Path, folder: Path, chance: random.Random) -> Iterator[Callable[[], None]]:
    """Yield acts that let the folder grow until it holds what `raw` does; mailboxes grow by pieces that end anywhere."""
    acts: list[list[Callable[[], None]]] = []
    tables = sorted(p for p in raw.rglob("*.csv") if p.is_file())
    # The tables of an export come together: what a later table would have said is not taken back from an earlier one.
    acts.append([lambda: _copy_all(tables, raw, folder)])
    for path in sorted(p for p in raw.rglob("*") if p.is_file() and p.suffix != ".csv"):
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


def _copy_all(paths: list[Path], raw: Path, folder: Path) -> None:
    for path in paths:
        _copy(path, folder / path.relative_to(raw))


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


def disturb(place: Place, chance: random.Random, tally: Tally) -> None:
    """Do the worker one evil."""
    name = chance.choice(("kill worker", "kill hands", "kill both", "folder gone", "disk full"))
    tally.count(name)
    hands = holder(place.store, HANDS)
    if name in ("kill hands", "kill both") and hands:
        os.kill(hands, signal.SIGKILL)
    if name in ("kill worker", "kill both"):
        place.end(signal.SIGKILL)
        place.start()
    elif name == "folder gone":
        away = place.folder.with_name("away")
        place.folder.rename(away)
        time.sleep(chance.uniform(1, 4))
        away.rename(place.folder)
    elif name == "disk full":
        place.end(signal.SIGKILL)
        place.start(largest=place.store.stat().st_size + 65_536)
        time.sleep(chance.uniform(2, 6))
        place.end(signal.SIGKILL)
        place.start()


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


TOLD = {
    "touchpoints": "SELECT id, deal_id, match_reason, actor_key, side, direction, origin, thread, meeting FROM touchpoint WHERE deleted=0",
    "evidence": "SELECT id, deal_id, touchpoint_id, requirement, at FROM evidence",
    "remarks": "SELECT id, deal_id, touchpoint_id, kind, at FROM remark",
    "deals": "SELECT id, name, stage, amount, close_date FROM deal",
    "contacts": "SELECT id, name, address FROM contact",
    "texts": "SELECT t.id, b.text FROM touchpoint t JOIN body b ON b.pk=t.pk WHERE t.deleted=0",
    "found by search": "SELECT rowid FROM touchpoint_fts WHERE touchpoint_fts MATCH 'the'",
}


def state_of(place: Place) -> dict[str, Any]:
    """Return what the store tells, without row numbers and the moments of reading."""
    found: dict[str, Any] = {name: sorted(place.rows(query), key=repr) for name, query in TOLD.items()}
    found["found by search"] = len(found["found by search"])
    for deal_id, reading in place.rows("SELECT deal_id, reading FROM projection"):
        value = json.loads(reading)
        value["changes"] = [{k: v for k, v in change.items() if k != "landed"} for change in value["changes"]]
        found[f"reading {deal_id}"] = {k: v for k, v in value.items() if k not in ("as_of", "valid_until")}
    return found


def differences(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    """Return in words where two states differ."""
    words = []
    for name in sorted({*one, *other}):
        a, b = one.get(name), other.get(name)
        if a == b:
            continue
        if isinstance(a, list) and isinstance(b, list):
            words.append(
                f"{name}: {len(a)} and {len(b)}; e.g. {[x for x in a if x not in b][:2]} / {[x for x in b if x not in a][:2]}"
            )
        elif isinstance(a, dict) and isinstance(b, dict):
            words.append(f"{name}: {[key for key in a if a[key] != b.get(key)]}")
        else:
            words.append(f"{name}: {a if not isinstance(a, dict) else 'there'} and {b if not isinstance(b, dict) else 'there'}")
    return words


def soak(place: Place, raw: Path, minutes: float, seed: int, *, every_s: float) -> tuple[Tally, Any]:
    """Let the folder grow for so many minutes, with a fault every so many seconds; returns what happened."""
    chance = random.Random(seed)
    acts = list(pieces(raw, place.folder, chance))
    apart = multiprocessing.get_context("spawn")
    tally, stop, found = Tally(), apart.Event(), apart.Queue()
    people = [apart.Process(target=look_on, args=(place.store, stop, found)) for _ in range(2)]
    for person in people:
        person.start()
    place.start()
    began = time.monotonic()
    evil = began + every_s
    for number, act in enumerate(acts):
        act()
        until = began + minutes * 60 * (number + 1) / len(acts)
        while time.monotonic() < until:
            if time.monotonic() >= evil:
                disturb(place, chance, tally)
                evil = time.monotonic() + every_s
            time.sleep(0.05)
    patience = time.monotonic() + 600
    while not place.is_settled() and time.monotonic() < patience:
        time.sleep(0.5)
    stop.set()
    results = [found.get(timeout=30) for _ in people]
    for person in people:
        person.join()
    return tally, results


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--every", type=float, default=10.0, help="seconds between two faults")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--model", action="store_true", help="configure a model whose server refuses every call")
    parser.add_argument("--folder", type=Path, help="where to work; kept afterwards")
    asked = parser.parse_args()
    base = asked.folder or Path(tempfile.mkdtemp(prefix="journey-soak-"))
    model = "http://127.0.0.1:9/v1" if asked.model else ""
    disturbed, quiet = Place(base / "disturbed", model), Place(base / "quiet", model)
    for place in (disturbed, quiet):
        place.prepare()
    from journey_tui.demo import write_demo

    write_demo(base / "raw", datetime.now(UTC).date())
    tally, results = soak(disturbed, base / "raw", asked.minutes, asked.seed, every_s=asked.every)
    disturbed.end()
    integrity = disturbed.rows("PRAGMA integrity_check")[0][0]
    doubled = disturbed.rows("SELECT COUNT(*) - COUNT(DISTINCT id) FROM touchpoint")[0][0]
    shutil.copytree(disturbed.folder, quiet.folder, dirs_exist_ok=True)
    code = quiet.run("sync")
    found = differences(_unfolded(state_of(disturbed), disturbed), _unfolded(state_of(quiet), quiet))
    reads, writes = [t for r in results for t in r[0]], [t for r in results for t in r[1]]
    errors = [e for r in results for e in r[2]]
    print(f"{asked.minutes:g} minutes, faults: {', '.join(f'{n} × {name}' for name, n in sorted(tally.faults.items()))}")
    print(f"settled: {disturbed.is_settled()}; integrity: {integrity}; doubled: {doubled}; the quiet sync ended with {code}")
    print(f"touchpoints {len(state_of(disturbed)['touchpoints']):,}, evidence {len(state_of(disturbed)['evidence']):,}")
    if reads and writes:
        print(
            f"reads {len(reads)}, p99 {percentile(reads, 0.99):.0f} ms; decisions {len(writes)}, p99 {percentile(writes, 0.99):.0f} ms; errors {len(errors)} {errors[:2]}"
        )
    print("the same as undisturbed" if not found else "differs from undisturbed:\n  " + "\n  ".join(found[:20]))
    if not asked.folder and not found:
        shutil.rmtree(base)
    else:
        print(f"kept: {base}")
    return 1 if found or errors or integrity != "ok" or doubled else 0


def _unfolded(state: dict[str, Any], place: Place) -> dict[str, Any]:
    """Return the state with the folder's own name left out."""
    found: dict[str, Any] = json.loads(json.dumps(state).replace(str(place.base), ""))
    return found


if __name__ == "__main__":
    sys.exit(main())
