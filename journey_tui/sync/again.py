"""What a decision makes out of date, worked out at once: apart from the store's lock, and put down only while nobody else wrote.

What reads texts is loaded where a touchpoint is read or placed again: other decisions do without, and a session keeps 13 MB less.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from journey_tui.data.crm import load_directory
from journey_tui.data.reader import load_people
from journey_tui.data.sqlite import sqlite3, transaction
from journey_tui.data.store import writing
from journey_tui.domain.model import Decision
from journey_tui.sync.project import project_apart, project_if

if TYPE_CHECKING:
    from journey_tui.playbooks import PlaybookSet


def tell(store: Path, reader: sqlite3.Connection, playbooks: PlaybookSet, decision: Decision, mark: int, now: datetime) -> bool:
    """Work out the deal's reading and store it unless something newer waits to be told; returns whether it was stored.

    Raises `StoreError`. The reading carries `mark` while this is its newest change: what comes later works it out again.
    """
    people = load_people(reader, decision.deal_id)
    return project_if(
        store, reader, decision.deal_id, mark, playbooks.playbook, playbooks.channels, now, people_of=lambda _: people
    )


def read(store: Path, playbooks: PlaybookSet, decision: Decision, now: datetime) -> None:
    """Read a touchpoint again whose origin a person set, and tell its deal; raises `StoreError`."""
    with writing(store) as connection:
        people = load_people(connection, decision.deal_id)
        _read(connection, playbooks, [decision.deal_id])
        project_apart(
            connection, [decision.deal_id], playbooks.playbook, playbooks.channels, now, people_of=lambda _: people
        )  # fmt: skip


def place(store: Path, playbooks: PlaybookSet, decision: Decision, now: datetime) -> None:
    """Place a touchpoint again that a person assigned, and tell the deals that it left and came to; raises `StoreError`."""
    from journey_tui.sync.importer import People
    from journey_tui.sync.placing import Placer

    with writing(store) as connection:
        query = "SELECT deal_id FROM touchpoint WHERE id=?"
        before = connection.execute(query, (decision.target,)).fetchone()
        with transaction(connection):
            connection.execute("UPDATE touchpoint SET match_reason='' WHERE id=?", (decision.target,))
        directory = load_directory(connection)
        Placer(connection, directory).place(everything=False)
        after = connection.execute(query, (decision.target,)).fetchone()
        deals = sorted({row[0] for row in (before, after) if row and row[0]})
        _read(connection, playbooks, ["", *deals])
        people = People(connection, directory)
        project_apart(connection, deals, playbooks.playbook, playbooks.channels, now, people_of=people)


def _read(connection: sqlite3.Connection, playbooks: PlaybookSet, deals: Iterable[str]) -> None:
    from journey_tui.analysis.rules import RulesAnalyst
    from journey_tui.sync.analyse import analyse

    keys = frozenset(playbooks.playbook.keys)
    analyse(connection, RulesAnalyst(), keys, people_of=lambda deal: load_people(connection, deal), only=tuple(deals))
