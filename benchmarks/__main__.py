"""Build a store of a given size and time what people and the worker do with it: `python -m benchmarks --help`."""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

from benchmarks import deciding, reads, reviewing, talking, writes
from benchmarks.answering import answering
from benchmarks.lanes import lanes
from benchmarks.mailing import mailing
from benchmarks.measure import Figure, table
from benchmarks.sessions import sessions
from benchmarks.staying import staying
from benchmarks.store import build

PARTS: dict[str, Callable[[Path], Iterator[Figure]]] = {
    "paint": reads.paint,
    "triage": reads.triage,
    "deal": reads.deal,
    "timeline": reads.timeline,
    "lanes": lanes,
    "search": reads.search,
    "commands": reads.commands,
    "sessions": sessions,
    "staying": staying,
    "importing": writes.importing,
    "mailing": mailing,
    "analysis": writes.analysis,
    "projection": writes.projection,
    "meanwhile": writes.meanwhile,
    "deciding": deciding.deciding,
    "talking": talking.talking,
    "reviewing": reviewing.reviewing,
    "answering": answering,
}


def store_of(folder: Path, deals: int, touchpoints: int, biggest: int) -> Path:
    """Return the store of that size, built unless the folder holds it already."""
    path = folder / f"{deals}-{touchpoints}-{biggest}" / "journey.db"
    done = path.with_suffix(".json")
    if not done.exists():
        for left in path.parent.glob("journey.db*"):
            left.unlink()
        seconds = build(path, deals, touchpoints, biggest)
        done.write_text(json.dumps(seconds), encoding="utf-8")
        print("built:", ", ".join(f"{name} {value:,.1f} s" for name, value in seconds.items()))
    return path


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--deals", type=int, default=2_000)
    parser.add_argument("--touchpoints", type=int, default=60_000)
    parser.add_argument("--biggest", type=int, default=20_000, help="touchpoints of the biggest deal")
    parser.add_argument(
        "--store", type=Path, default=Path(tempfile.gettempdir(), "journey-benchmarks"), help="folder of the stores"
    )
    parser.add_argument("--only", action="append", choices=sorted(PARTS), help="these parts alone")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    store = store_of(asked.store, asked.deals, asked.touchpoints, asked.biggest)
    figures = [figure for name in asked.only or PARTS for figure in PARTS[name](store)]
    if asked.json:
        print(json.dumps([{**asdict(figure), "ratio": figure.ratio} for figure in figures], indent=1))
    else:
        print(f"{asked.deals:,} deals, {asked.touchpoints:,} touchpoints, {asked.biggest:,} of them in one deal")
        print(table(figures))


if __name__ == "__main__":
    main()
