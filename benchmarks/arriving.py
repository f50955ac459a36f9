"""What comes late to a big store, and what placing it costs: `python -m benchmarks.arriving --touchpoints 200000`."""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from benchmarks.store import NOW, records, write
from journey_tui.data.crm import load_directory
from journey_tui.data.sqlite import sqlite3, transaction
from journey_tui.data.store import ensure_store, writing
from journey_tui.data.writer import FileBook, Writer
from journey_tui.domain.model import Kind, Party, Segment, Source
from journey_tui.sources.records import ContactRecord, DealRecord, Record, TouchpointRecord
from journey_tui.sync import importer
from journey_tui.sync.arriving import REMATCH
from journey_tui.sync.placing import Placer


def bring(connection: sqlite3.Connection, new: Iterable[Record]) -> float:
    """Write records and place what they concern, as a round does; returns the seconds of placing."""
    with transaction(connection):
        written = Writer(connection, FileBook(connection, "mail", "bench", NOW), NOW).write(new)
        importer._mark(connection, written)
    began = time.perf_counter()
    everything = connection.execute("SELECT 1 FROM meta WHERE key=?", (REMATCH,)).fetchone() is not None
    Placer(connection, load_directory(connection)).place(everything=everything)
    if connection.execute("SELECT 1 FROM meta WHERE key=?", (REMATCH,)).fetchone() and not everything:
        Placer(connection, load_directory(connection)).place(everything=True)
    took = time.perf_counter() - began
    with transaction(connection):
        connection.execute("DELETE FROM meta WHERE key=?", (REMATCH,))
    return took


def mail(key: str, deal: int, days: float, *references: str, person: str = "anna") -> TouchpointRecord:
    """Return a mail of a customer of the bench's store."""
    name, text = f"{person.title()} Buyer{deal}", "We need it by the end of the quarter."
    return TouchpointRecord(
        f"mail:-:{key}", Kind.EMAIL, NOW - timedelta(days=days), Source("mail", "late.mbox", key, "byte 0", key), subject="Late",
        text=text, segments=(Segment(0, len(text), name, f"{person}@c{deal}.example"),),
        parties=(Party(name, f"{person}@c{deal}.example", "from"), Party("Rep 0", "rep0@seller.example", "to")),
        message_id=f"<{key}>", references=references,
    )  # fmt: skip


def cases(connection: sqlite3.Connection) -> Iterable[tuple[str, Callable[[], Iterable[Record]]]]:
    """Yield what comes late, by name."""
    biggest, some = [r for r in records(10, 100, 50) if isinstance(r, DealRecord)][:10:9]
    person = [r for r in records(10, 100, 50) if isinstance(r, ContactRecord)][-1]
    yield "nothing new", list
    yield "a mail of now", lambda: [mail("new1@late", 3, 0.1)]
    yield "a mail of a year ago", lambda: [mail("old1@late", 4, 200)]
    yield "an answer, then what it answers", lambda: [mail("b@late", 5, 40, "<a@late>")]
    yield "… and what it answers", lambda: [mail("a@late", 5, 41)]
    yield "somebody new writes", lambda: [mail("who@late", 6, 100, person="dora")]
    yield "a deal's stage", lambda: [replace(some, stage="Negotiation", source=replace(some.source, hash="s2"))]
    yield "a deal's name", lambda: [replace(some, name="Renamed deal", source=replace(some.source, hash="s3"))]
    yield "the name of the biggest deal", lambda: [replace(biggest, name="Renamed", source=replace(biggest.source, hash="s4"))]
    yield (
        "a new contact",
        lambda: [
            replace(
                person,
                id="salesforce:main:003late",
                name="Emil Late",
                address="emil@c9.example",
                source=replace(person.source, hash="c2"),
            )
        ],
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.arriving", description=__doc__)
    parser.add_argument("--deals", type=int, default=2_000)
    parser.add_argument("--touchpoints", type=int, default=200_000)
    parser.add_argument("--store", type=Path, help="folder in which the store is kept")
    asked = parser.parse_args()
    kept = asked.store or Path(tempfile.mkdtemp(prefix="journey-arriving-"))
    path = kept / "own" / "journey.db"
    if not path.exists():
        ensure_store(path)
        with writing(path) as connection:
            began = time.perf_counter()
            write(connection, records(asked.deals, asked.touchpoints, asked.touchpoints // 10))
            between = time.perf_counter()
            Placer(connection, load_directory(connection)).place(everything=True)
            with transaction(connection):
                connection.execute("DELETE FROM meta WHERE key=?", (REMATCH,))
            print(f"{asked.touchpoints:,} written in {between - began:.1f} s, placed in {time.perf_counter() - between:.1f} s")
    with writing(path) as connection:
        for name, new in cases(connection):
            print(f"{name:40} {bring(connection, new()):8.3f} s", flush=True)
    if not asked.store:
        shutil.rmtree(kept)


if __name__ == "__main__":
    main()
