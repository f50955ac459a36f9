"""Compute what is stored of each deal for the first paint: its reading and its triage row."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from journey_tui.data.reader import load_facts
from journey_tui.data.sqlite import sqlite3, transaction
from journey_tui.data.store import writing
from journey_tui.domain.codec import encode, json_text
from journey_tui.domain.compose import read_deal
from journey_tui.domain.facts import facts_that_count
from journey_tui.domain.leader import stop_of
from journey_tui.domain.model import DealFacts, Evidence, Person, Seen
from journey_tui.domain.playbook import Channel, Playbook
from journey_tui.domain.reading import DealReading, GateState
from journey_tui.domain.views import TriageRow
from journey_tui.sync.clock import AHEAD_S

FAR = "9999-12-31"


def project_apart(
    connection: sqlite3.Connection,
    deal_ids: Sequence[str],
    playbook: Playbook,
    channels: tuple[Channel, ...],
    now: datetime,
    *,
    people_of: Callable[[str], tuple[Person, ...]],
) -> int:
    """Write the projections; they are worked out before, and once more where somebody wrote meanwhile. Nobody waits for more than a few."""

    def worked_out(deal_id: str) -> _Worked:
        return _worked_out(connection, deal_id, playbook, channels, now, people_of)

    before = _version(connection)
    found, slow = [], []
    for deal_id in deal_ids:
        began = time.monotonic()
        found.append(worked_out(deal_id))
        if time.monotonic() - began > SLOW_S:
            slow.append(deal_id)
    with transaction(connection):
        if _version(connection) == before:
            return sum([_put(connection, one) for one in found])
    count = 0
    for deal_id in deal_ids:
        if deal_id in slow:
            count += _project_slow(connection, deal_id, lambda deal_id=deal_id: worked_out(deal_id))  # type: ignore[misc]
            continue
        with transaction(connection):
            count += _put(connection, worked_out(deal_id))
    return count


def mark_due(connection: sqlite3.Connection, deal_id: str) -> int:
    """Let the deal's reading be due under a mark of its own, in the caller's transaction; returns the mark, 0 where there is none yet."""
    mark = -(1 << 52) - time.monotonic_ns() % (1 << 50)
    found = connection.execute("UPDATE projection SET valid_until=? WHERE deal_id=?", (mark, deal_id)).rowcount
    return mark if found else 0


def project_marked(
    connection: sqlite3.Connection,
    deal_id: str,
    mark: int,
    playbook: Playbook,
    channels: tuple[Channel, ...],
    now: datetime,
    *,
    people_of: Callable[[str], tuple[Person, ...]],
) -> bool:
    """Write the reading if it still carries `mark` once it is worked out; else somebody changed more, and works it out."""
    found = _worked_out(connection, deal_id, playbook, channels, now, people_of)
    with transaction(connection):
        query = "SELECT 1 FROM projection WHERE deal_id=? AND valid_until=?"
        return connection.execute(query, (deal_id, mark)).fetchone() is not None and _put(connection, found)


SLOW_S = 0.03
"""What takes longer to be worked out, nobody waits for."""


def _project_slow(connection: sqlite3.Connection, deal_id: str, worked_out: Callable[[], _Worked]) -> bool:
    """Work a big deal out while others write; what of it was changed meanwhile leaves it to be told again."""
    with transaction(connection):
        mark = mark_due(connection, deal_id)
    before = _version(connection)
    found = worked_out()
    with transaction(connection):
        row = connection.execute("SELECT valid_until FROM projection WHERE deal_id=?", (deal_id,)).fetchone()
        same = row is not None and row[0] == mark if mark else _version(connection) == before
        put = _put(connection, found)
        if not same:
            connection.execute("UPDATE projection SET valid_until=0 WHERE deal_id=?", (deal_id,))
    return put


def project_if(
    store: Path,
    reader: sqlite3.Connection,
    deal_id: str,
    mark: int,
    playbook: Playbook,
    channels: tuple[Channel, ...],
    now: datetime,
    *,
    people_of: Callable[[str], tuple[Person, ...]],
) -> bool:
    """Write one projection if it still carries `mark` once it is worked out; else somebody changed more, and works it out.

    Returns whether it was written. Nobody waits while it is worked out.
    """
    carries = "SELECT 1 FROM projection WHERE deal_id=? AND valid_until=?"
    if reader.execute(carries, (deal_id, mark)).fetchone() is None:
        return False
    found = _worked_out(reader, deal_id, playbook, channels, now, people_of)
    with writing(store) as connection, transaction(connection):
        return connection.execute(carries, (deal_id, mark)).fetchone() is not None and _put(connection, found)


def _version(connection: sqlite3.Connection) -> int:
    """Return a number that changes when somebody else has written."""
    return int(connection.execute("PRAGMA data_version").fetchone()[0])


_Worked = tuple[str, dict[str, Any] | None]
"""A deal, and its projection as the store keeps it; None for a deal that is gone."""


def _worked_out(
    connection: sqlite3.Connection,
    deal_id: str,
    playbook: Playbook,
    channels: tuple[Channel, ...],
    now: datetime,
    people_of: Callable[[str], tuple[Person, ...]],
) -> _Worked:
    people = people_of(deal_id)
    facts = load_facts(connection, deal_id, people)
    if facts is None or _is_deleted(connection, deal_id):
        return (deal_id, None)
    return (deal_id, _values(facts, read_deal(facts, playbook, channels, now), people, now))


def _put(connection: sqlite3.Connection, worked: _Worked) -> bool:
    deal_id, values = worked
    if values is None:
        connection.execute("DELETE FROM projection WHERE deal_id=?", (deal_id,))
        return False
    connection.execute(
        f"INSERT OR REPLACE INTO projection ({', '.join(values)}) VALUES ({','.join('?' * len(values))})", tuple(values.values())
    )
    return True


def _is_deleted(connection: sqlite3.Connection, deal_id: str) -> bool:
    return bool(connection.execute("SELECT deleted FROM deal WHERE id=?", (deal_id,)).fetchone()[0])


def _values(facts: DealFacts, reading: DealReading, people: tuple[Person, ...], now: datetime) -> dict[str, Any]:
    """Return a projection as the store keeps it: put into words before anybody has to wait for it."""
    row = triage_row(facts, reading)
    return {
        "deal_id": row.deal_id,
        "owner_id": row.owner_id,
        "closed": int(row.closed),
        "rank": {"follow_up": 0, "dated": 1}.get(row.group, 2),
        "due": row.next_due.isoformat() if row.next_due else FAR,
        "name": row.name,
        "account": row.account,
        "close_date": row.close_date.isoformat() if row.close_date else FAR,
        "amount": float(row.amount or 0),
        "gap": row.gap,
        "changed_at": int(row.changed_at.timestamp()) if row.changed_at else 0,
        "triage": json.dumps({**encode(row), "news": _news(reading), "stop": encode(stop_of(reading))}),
        "extra": json_text(fact_evidence(facts, now)),
        "reading": json_text(reading),
        "people": json_text(people),
        "computed_at": int(now.timestamp()),
        "valid_until": int(reading.valid_until.timestamp()) if reading.valid_until else 1 << 40,
    }


def _news(reading: DealReading) -> list[int]:
    """Return when the newest changes reached the store: what "changed since you looked" counts."""
    return [int(max(c.at, c.landed or c.at).timestamp()) for c in reading.changes[:30]]


def fact_evidence(facts: DealFacts, now: datetime) -> list[Evidence]:
    """Return the evidence that no touchpoint's text holds: accepted invitations."""
    return [e for e in facts_that_count(facts, now).evidence if e.seen is Seen.INVITATION]


def triage_row(facts: DealFacts, reading: DealReading) -> TriageRow:
    """Return the deal's row on triage; what changed for a person is added when they look."""
    deal = facts.deal
    step = next((s for s in reading.steps if s.state in ("proposed", "accepted")), None)
    soon = step is not None and step.due is not None and _soon(step.due, reading.as_of.date())
    gate = next((g for g in reading.gates if g.state is not GateState.PASSED), None)
    group = "follow_up" if reading.needs_follow_up and not deal.closed else "dated" if soon and not deal.closed else "rest"
    return TriageRow(
        deal_id=deal.id,
        name=deal.name,
        account=deal.account,
        owner=deal.owner,
        owner_id=deal.owner_id,
        stage=deal.stage,
        amount=deal.amount,
        currency=deal.currency,
        close_date=deal.close_date,
        headline=reading.headline,
        stoplight=tuple((r.key, r.status) for r in reading.requirements),
        weakest=reading.weakest,
        truth=reading.lines.truth,
        truth_waived=reading.lines.truth_waived,
        claim=reading.lines.claim,
        gap=reading.lines.gap,
        next_title=step.title if step else "",
        next_due=step.due if step else None,
        next_kind=step.kind if step else "",
        changed=0,
        group=group,
        follow_up=reading.needs_follow_up,
        channel=reading.channel,
        closed=deal.closed,
        won=deal.won,
        changed_at=reading.changes[0].at if reading.changes else None,
        gate=gate.name if gate else "",
        gate_state=gate.state.value if gate else "",
        signals=tuple(sorted({s.kind for s in reading.signals if s.fired})),
    )


def _soon(due: date, today: date) -> bool:
    return (due - today).days <= 7


def due_projections(connection: sqlite3.Connection, now: datetime) -> list[str]:
    """Return the deals that have no reading yet, or whose reading time or news has overtaken, or a clock that went wrong made."""
    query = (
        "SELECT d.id FROM deal d LEFT JOIN projection p ON p.deal_id=d.id WHERE d.deleted=0 AND (p.deal_id IS NULL OR p.valid_until<=? OR p.computed_at>?) "
        "UNION SELECT p.deal_id FROM projection p LEFT JOIN deal d ON d.id=p.deal_id WHERE d.id IS NULL OR d.deleted=1 ORDER BY 1"
    )
    at = int(now.timestamp())
    return [row[0] for row in connection.execute(query, (at, at + AHEAD_S))]
