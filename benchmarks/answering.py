"""Time the store's answer on a terminal: from Enter until it is painted, the first one of a session and the next, in a small and a large deal."""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.keys import Session
from benchmarks.lanes import LATER, OPEN
from benchmarks.measure import Figure, middle
from benchmarks.store import largest_deal
from journey_tui.cli.importing import rules
from journey_tui.demo import write_demo
from journey_tui.sync.importer import Importer
from journey_tui.workspace import Workspace

ASKED = ("who can say yes?", "what did they say about price", "what changed", "when is the next meeting", "whats still open")
TURNS = 3
KEY_S = 0.02
"""Seconds between two keys: faster than anybody types."""


def answering(path: Path) -> Iterator[Figure]:
    """Time the first answer of a session and the four after it."""
    folder = Path(tempfile.mkdtemp(prefix="journey-answering-"))
    (folder / "home" / "journey").mkdir(parents=True)
    (folder / "home" / "journey" / "config.toml").write_text("[measures]\nenabled = false\n")
    try:
        large = shutil.copy2(path, folder / "large.db")
        now = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
        write_demo(folder / "raw", now.date())
        small = folder / "own" / "journey.db"
        Importer(small, rules(), now).run([folder / "raw"])
        demo = Workspace(small, person="bench", now=now).find("skylark")[0].deal_id
        both = (("the demo", small, demo, (now + timedelta(seconds=30)).isoformat()),
                ("a deal of 20,000", Path(large), largest_deal(Path(large)), LATER.isoformat()))  # fmt: skip
        found: dict[str, tuple[list[float], list[float]]] = {name: ([], []) for name, *_ in both}
        for turn in range(TURNS):
            for name, store, deal, later in both:  # in turn: what else the machine does falls on both
                asked = ASKED[turn % len(ASKED) :] + ASKED[: turn % len(ASKED)]
                first, *rest = _asked(store, deal, later, folder / "home", asked)
                found[name][0].append(first)
                found[name][1].extend(rest)
        for name, (first_ones, others) in found.items():
            yield Figure(f"the first answer of a session, {name}", middle(first_ones), "ms", 100, note=_all(first_ones))
            yield Figure(f"an answer after it, {name}", middle(others), "ms", 100, note=_all(others))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _all(found: list[float]) -> str:
    return f"{min(found):.0f} to {max(found):.0f} in {len(found)}"


def _asked(store: Path, deal: str, later: str, home: Path, questions: tuple[str, ...]) -> list[float]:
    """Return the milliseconds from Enter until the answer's last line is painted, of each question."""
    environment = {"HOME": str(home), "XDG_CONFIG_HOME": str(home), "XDG_STATE_HOME": str(home)}
    found = []
    with Session([sys.executable, "-c", OPEN, str(store), deal, later], environment) as session:
        session.wait_for("Snapshot")
        session.settle(1.0)
        session.type("5")
        session.wait_for("asks")
        for question in questions:
            session.type("i")
            for key in question:
                session.type(key)
                session.read(KEY_S)
            session.settle(0.2)
            began = time.perf_counter()
            session.type("\r")
            session.arrives("from the store")
            found.append((time.perf_counter() - began) * 1e3)
            session.settle(0.3)
            session.type("\x1b")
            session.settle(0.3)
    return found
