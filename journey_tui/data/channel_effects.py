"""Which deals a change of a record can concern, by what is stored of them, and what was counted of each; SQL only."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from journey_tui.data.sqlite import sqlite3
from journey_tui.domain.channel_concerns import Concern
from journey_tui.domain.lines import stage_key
from journey_tui.lean import dataclass


@dataclass(frozen=True, slots=True)
class Told:
    """A deal of the channel, and which of its stored readings this is."""

    deal_id: str
    deal: str
    account: str
    closed: bool
    mark: tuple[int, int, int]
    """Changes whenever the deal is told anew; last stands until when the reading holds (seconds since 1970, UTC; 0: out of date)."""


def deals_of(connection: sqlite3.Connection, channel_name: str) -> int:
    """Return how many deals were read under a channel."""
    query = "SELECT COUNT(*) FROM projection WHERE json_extract(triage, '$.channel')=?"
    return int(connection.execute(query, (channel_name,)).fetchone()[0])


def concerned(connection: sqlite3.Connection, channel_name: str, concern: Concern, now: int) -> list[Told]:
    """Return the channel's deals that a change can concern, open and newest first; what is out of date may always be one.

    `now`: seconds since 1970, UTC.
    """
    where, values = ["json_extract(triage, '$.channel')=?"], [channel_name]
    for clause, *given in _clauses(connection, concern):
        where.append(f"({clause} OR valid_until<=?)")
        values += [*given, str(now)]
    query = "SELECT deal_id, name, account, closed, rowid, computed_at, valid_until FROM projection WHERE {} ORDER BY closed, changed_at DESC, deal_id"
    rows = connection.execute(query.format(" AND ".join(where)), values)
    return [Told(deal, name, account, bool(closed), tuple(mark)) for deal, name, account, closed, *mark in rows]


def _clauses(connection: sqlite3.Connection, concern: Concern) -> Iterator[tuple[str, ...]]:
    """Yield the conditions with their values."""
    if concern.open_only:
        yield ("closed=0",)
    if concern.stage:
        yield ("json_extract(triage, '$.claim')=?", concern.stage)
    if concern.requirement:
        asked = f"e.value->>1{'<>' if concern.asked else '='}'blank'"
        yield (f"EXISTS (SELECT 1 FROM json_each(triage, '$.stoplight') e WHERE e.value->>0=? AND {asked})", concern.requirement)
    if concern.crm_stage:
        spelt = _spelt(connection, concern.crm_stage)
        marks = ",".join("?" * len(spelt))
        moved = f"SELECT deal_id FROM field_change WHERE field='stage' AND (old IN ({marks}) OR new IN ({marks}))"
        yield (f"deal_id IN (SELECT id FROM deal WHERE stage IN ({marks}) UNION {moved})", *spelt, *spelt, *spelt)


def _spelt(connection: sqlite3.Connection, stage: str) -> list[str]:
    """Return every spelling in the store of a CRM stage."""
    query = "SELECT DISTINCT stage FROM deal UNION SELECT old FROM field_change WHERE field='stage' UNION SELECT new FROM field_change WHERE field='stage'"
    return [found for (found,) in connection.execute(query) if found and stage_key(found) == stage_key(stage)]


# What was counted --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Counted:
    """What a change would change in one deal."""

    mark: tuple[int, int, int]
    """Which stored reading was compared."""
    until: float
    """Until when time alone changes nothing (seconds since 1970, UTC)."""
    differs: tuple[str, ...]
    """In words; empty where nothing would read otherwise."""


def holds(one: Counted | None, deal: Told, at: float) -> bool:
    """Return whether what was counted of a deal still holds: it was not told anew since, and its time is not up."""
    return one is not None and one.mark == deal.mark and at < one.until


def counted(connection: sqlite3.Connection, update_id: str, basis: str) -> dict[str, Counted]:
    """Return what is kept of an update on that basis, by deal."""
    query = "SELECT deal_id, mark, until, differs FROM channel_effect WHERE update_id=? AND basis=?"
    return {
        deal: Counted(tuple(json.loads(mark)), until, tuple(json.loads(differs)))
        for deal, mark, until, differs in connection.execute(query, (update_id, basis))
    }


FAR = 1 << 40
"""Stands for no moment at which it ends."""


def keep(connection: sqlite3.Connection, rows: Iterable[tuple[str, str, str, Counted]]) -> None:
    """Keep what was counted; each row: update, basis, deal, and what was found. The caller holds the transaction."""
    connection.executemany(
        "INSERT OR REPLACE INTO channel_effect (update_id, deal_id, basis, mark, until, differs) VALUES (?,?,?,?,?,?)",
        [(u, deal, basis, json.dumps(c.mark), min(int(c.until), FAR) if c.until < FAR else FAR, json.dumps(c.differs))
         for u, basis, deal, c in rows],
    )  # fmt: skip


def tidy(connection: sqlite3.Connection) -> None:
    """Take away what was counted of updates that nobody has to decide on any more."""
    waits = "SELECT id FROM channel_update WHERE state IN ('pending', 'deferred')"
    connection.execute(f"DELETE FROM channel_effect WHERE update_id NOT IN ({waits})")


def smallest_first(connection: sqlite3.Connection, deal_ids: Iterable[str]) -> list[str]:
    """Return the deals with little evidence before those with much: one big one keeps nobody waiting for the others."""
    size = dict(connection.execute("SELECT deal_id, COUNT(*) FROM evidence GROUP BY deal_id"))
    return sorted(deal_ids, key=lambda deal: size.get(deal, 0))
