"""A store of a given size, made of the same records that an import writes and brought through the same pipeline."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path

from benchmarks.texts import text_of
from journey_tui.analysis.rules import RulesAnalyst
from journey_tui.data.sqlite import open_reader, sqlite3, transaction
from journey_tui.data.store import ensure_store, writing
from journey_tui.data.writer import BATCH, FileBook, Writer
from journey_tui.domain.model import Kind, Party, Segment, Source
from journey_tui.playbooks import load
from journey_tui.sources.records import AccountRecord, ContactRecord, DealRecord, Record, TouchpointRecord, UserRecord
from journey_tui.sync.importer import REMATCH, Progress, Report, Rules, refresh

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
STAGES = ("Prospecting", "Qualification", "Proposal/Price Quote", "Negotiation/Review")
TITLES = ("Operations Manager", "IT Architect", "Chief Financial Officer")
RICH_ONE_IN = 10
IN_A_THREAD = 6


def records(deals: int, touchpoints: int, biggest: int) -> Iterator[Record]:
    """Yield `deals` deals with `touchpoints` touchpoints in all, `biggest` of them in the first deal, one at a time."""
    yield from _crm(deals)
    rest = max(0, touchpoints - biggest)
    each = max(1, -(-rest // deals))
    for number in range(touchpoints):
        deal, place, span = (
            (0, number, biggest) if number < biggest else ((number - biggest) % deals, (number - biggest) // deals, each)
        )
        yield mail(number, deal, place, place / span)


def _crm(deals: int) -> Iterator[Record]:
    for user in range(20):
        yield UserRecord(f"salesforce:main:005{user:012}", f"Rep {user}", _source("005", user), f"rep{user}@seller.example")
    for deal in range(deals):
        yield AccountRecord(_id("001", deal), f"Company{deal} Works", _source("001", deal), (f"c{deal}.example",))
        for person, title in enumerate(TITLES):
            yield ContactRecord(
                _id("003", deal * 3 + person), _name(deal, person), _source("003", deal * 3 + person), _address(deal, person), title,
                account_id=_id("001", deal),
            )  # fmt: skip
        yield DealRecord(
            _id("006", deal), f"Company{deal} - Line {deal % 97}", _source("006", deal), _id("001", deal),
            owner_id=f"salesforce:main:005{deal % 20:012}", stage=STAGES[deal % 4], amount=Decimal(10_000 + deal), currency="EUR",
            close_date=(NOW + timedelta(days=deal % 90)).date(), created_at=NOW - timedelta(days=240), closed=False, won=False,
        )  # fmt: skip


def mail(number: int, deal: int, place: int, share: float) -> TouchpointRecord:
    """Return the mail at `place` of a deal, `share` of the way from 230 days ago to now."""
    text = text_of(number, rich=(place + deal) % RICH_ONE_IN == 3)
    rep = (f"Rep {deal % 20}", f"rep{deal % 20}@seller.example")
    person = (place // IN_A_THREAD) % len(TITLES)
    buyer = (_name(deal, person), _address(deal, person))
    sender, receiver = (buyer, rep) if place % 2 else (rep, buyer)
    root = place - place % IN_A_THREAD
    at = NOW - timedelta(days=230 * (1 - share), seconds=number % 600)
    return TouchpointRecord(
        f"mail:-:{deal}.{place}@bench", Kind.EMAIL, at, Source("mail", "bench.mbox", f"<{deal}.{place}@bench>", f"byte {number}", str(number)),
        subject=f"Line {deal % 97}, part {root // IN_A_THREAD}", text=text, segments=(Segment(0, len(text), sender[0], sender[1]),),
        parties=(Party(sender[0], sender[1], "from"), Party(receiver[0], receiver[1], "to")), message_id=f"<{deal}.{place}@bench>",
        references=(f"<{deal}.{root}@bench>",) if place > root else (),
    )  # fmt: skip


def _name(deal: int, person: int) -> str:
    return f"{('Anna', 'Bruno', 'Clara')[person]} Buyer{deal}"


def _address(deal: int, person: int) -> str:
    return f"{('anna', 'bruno', 'clara')[person]}@c{deal}.example"


def _id(prefix: str, number: int) -> str:
    return f"salesforce:main:{prefix}{number:012}"


def _source(prefix: str, number: int) -> Source:
    return Source("salesforce", "bench.csv", f"{prefix}{number:012}", f"row {number}", f"{prefix}{number}")


def rules() -> Rules:
    """Return the rules analyst with the playbook and channels that ship."""
    books = load()
    return Rules(RulesAnalyst(), books.playbook, books.channels)


def build(path: Path, deals: int, touchpoints: int, biggest: int) -> dict[str, float]:
    """Make the store; returns the seconds of each phase. Records stream through, in the transactions of an import."""
    ensure_store(path)
    began = time.perf_counter()
    with writing(path) as connection:
        write(connection, records(deals, touchpoints, biggest))
        phases = {"writing": time.perf_counter()}

        def note(progress: Progress) -> None:
            phases[progress.phase] = time.perf_counter()

        refresh(connection, rules(), NOW, report=Report(), on_progress=note)
        done = time.perf_counter()
    placed = phases.get("matching", phases["writing"])
    read = phases.get("reading", placed)
    return {
        "write": phases["writing"] - began, "place": placed - phases["writing"], "read": read - placed, "project": done - read,
        "all": done - began,
    }  # fmt: skip


def largest_deal(path: Path) -> str:
    """Return the id of the deal with the most touchpoints."""
    connection = open_reader(path)
    try:
        query = "SELECT deal_id FROM touchpoint WHERE deal_id<>'' GROUP BY deal_id ORDER BY COUNT(*) DESC LIMIT 1"
        return str(connection.execute(query).fetchone()[0])
    finally:
        connection.close()


def write(connection: sqlite3.Connection, stream: Iterator[Record]) -> None:
    """Write the records through the importer's own writer, a batch a transaction."""
    book = FileBook(connection, "mail", "bench", NOW)
    writer = Writer(connection, book, NOW)
    while batch := list(islice(stream, BATCH)):
        with transaction(connection):
            writer.write(batch)
    with transaction(connection):
        connection.execute("INSERT OR REPLACE INTO meta VALUES (?, '1')", (REMATCH,))
