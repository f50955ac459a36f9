"""Which deals a change of a record can concern, by what is stored of them; SQL only."""

from __future__ import annotations

from collections.abc import Iterator

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
