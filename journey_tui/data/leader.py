"""A team's deals counted in the store, the deals behind a count, who leads whom, and notes; SQL only."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from journey_tui.data import rows
from journey_tui.data.sqlite import sqlite3
from journey_tui.data.standing import IN_FORCE
from journey_tui.domain.asked import Talk
from journey_tui.domain.leader import Group
from journey_tui.domain.model import Decision, Remark
from journey_tui.domain.views_leader import Asked, Behind
from journey_tui.text import one_line

TEAM: Final = "team"
"""Setting of the store: who leads whom as a file said it."""


def groups(connection: sqlite3.Connection, owners: Sequence[str] | None) -> list[Group]:
    """Return how many deals stand still alike, by channel, in one pass; `owners` None: everybody's."""
    where, values = _owned(owners)
    query = (
        "SELECT closed, COALESCE(triage ->> '$.won', 0), COALESCE(triage ->> '$.channel', ''), triage -> '$.stop', COUNT(*) "
        f"FROM projection WHERE triage -> '$.stop' IS NOT NULL{where} GROUP BY 1, 2, 3, 4"
    )
    return connection.execute(query, values).fetchall()


def oldest_reading(connection: sqlite3.Connection) -> datetime | None:
    """Return when the oldest stored reading of an open deal was worked out."""
    row = connection.execute("SELECT MIN(computed_at) FROM projection WHERE closed=0").fetchone()
    return datetime.fromtimestamp(row[0], UTC) if row[0] is not None else None


def deals_behind(
    connection: sqlite3.Connection, owners: Sequence[str] | None, asked: Behind, *, offset: int, limit: int
) -> tuple[list[str], int]:
    """Return a window of the deals behind a count by close date, and how many there are: never in an order of people."""
    where, values = _owned(owners)
    for condition, value in _conditions(asked):
        where += f" AND {condition}"
        values += value
    total = connection.execute(f"SELECT COUNT(*) FROM projection WHERE triage -> '$.stop' IS NOT NULL{where}", values).fetchone()[
        0
    ]
    query = f"SELECT deal_id FROM projection WHERE triage -> '$.stop' IS NOT NULL{where} ORDER BY close_date, name, deal_id LIMIT ? OFFSET ?"
    return [row[0] for row in connection.execute(query, (*values, limit, offset))], int(total)


def _owned(owners: Sequence[str] | None) -> tuple[str, list[Any]]:
    if owners is None:
        return "", []
    return f" AND owner_id IN ({','.join('?' * len(owners))})", list(owners)


def _conditions(asked: Behind) -> Iterable[tuple[str, list[Any]]]:
    if asked.channel:
        yield "triage ->> '$.channel'=?", [asked.channel]
    if asked.kind == "not_won":
        yield "closed=1 AND NOT COALESCE(triage ->> '$.won', 0)", []
    elif asked.kind != "came_back":
        yield "closed=0", []
    if asked.kind == "recycled":
        yield "triage ->> '$.stop.state'='recycled'", []
    if asked.kind == "came_back":
        yield "EXISTS (SELECT 1 FROM json_each(triage, '$.stop.back') WHERE value=?)", [asked.gate]
    elif asked.key:
        gate = " AND value ->> 0=?" if asked.gate else ""
        values = [asked.key, asked.gate] if asked.gate else [asked.key]
        yield f"EXISTS (SELECT 1 FROM json_each(triage, '$.stop.wants') WHERE value ->> 1=?{gate})", values
    elif asked.gate:
        yield "triage ->> '$.stop.gate'=?", [asked.gate]


# Who leads whom -----------------------------------------------------------------------------------------------------------------


def users(connection: sqlite3.Connection) -> list[tuple[str, str, str, str, int]]:
    """Return (id, name, address, manager's id, active) of the CRM's users who are people."""
    query = "SELECT id, name, address, manager_id, active FROM member WHERE automated=0 ORDER BY name COLLATE NOCASE, id"
    return connection.execute(query).fetchall()


def team_file(connection: sqlite3.Connection) -> dict[str, Any] | None:
    """Return what a file said: its name, who brought it in and when, and the pairs; None where none did."""
    row = connection.execute("SELECT value FROM meta WHERE key=?", (TEAM,)).fetchone()
    return json.loads(row[0]) if row and row[0] else None


# What was asked -----------------------------------------------------------------------------------------------------------------

MOST_ASKED: Final = 400
"""Questions in writing that are looked at, the newest."""
MOST_TALKS: Final = 12
"""Calls whose whole text is looked at, the newest."""


def asked_in_writing(connection: sqlite3.Connection, deal_id: str) -> tuple[Remark, ...]:
    """Return what our people asked of the customer in writing, the newest first."""
    query = "SELECT detail FROM remark WHERE deal_id=? AND kind='asked' ORDER BY at DESC, id LIMIT ?"
    return rows.remarks_of(connection.execute(query, (deal_id, MOST_ASKED)))


def talks(connection: sqlite3.Connection, deal_id: str) -> tuple[Talk, ...]:
    """Return the newest calls and meetings in which somebody asked something, with what was said."""
    query = (
        "SELECT t.id, t.kind, t.at, t.actor, b.text, b.segments FROM touchpoint t JOIN body b ON b.pk=t.pk WHERE t.deal_id=? AND t.deleted=0 "
        "AND t.kind IN ('call', 'meeting') AND instr(b.text, '?')>0 ORDER BY t.at DESC, t.pk LIMIT ?"
    )
    found = connection.execute(query, (deal_id, MOST_TALKS))
    return tuple(
        Talk(native, kind, datetime.fromtimestamp(at, UTC), actor, text, rows.segments_of(segments))
        for native, kind, at, actor, text, segments in found
    )


MOST_WRITTEN: Final = 4
"""Messages to those who hold a role that are told, the newest."""


def written_to(connection: sqlite3.Connection, deal_id: str, people: Mapping[str, str]) -> tuple[Asked, ...]:
    """Return our newest messages to these people of a deal, by address with their names: each as `wrote to NAME: subject`."""
    if not people:
        return ()
    query = (
        "SELECT t.id, t.at, t.actor, t.subject, p.value ->> '$.address' FROM touchpoint t, json_each(t.parties) p WHERE t.deal_id=? AND "
        "t.deleted=0 AND t.side='seller' AND t.origin<>'automated' AND t.kind='email' AND p.value ->> '$.role' IN ('to', 'cc') "
        f"AND p.value ->> '$.address' IN ({','.join('?' * len(people))}) ORDER BY t.at DESC, t.pk DESC LIMIT ?"
    )
    found: dict[str, Asked] = {}
    for native, at, actor, subject, address in connection.execute(query, (deal_id, *people, MOST_WRITTEN * 2)):
        words = f"wrote to {people[address]}{f', {one_line(subject, limit=80)}' if subject else ''}"
        found.setdefault(native, Asked(datetime.fromtimestamp(at, UTC), actor, words, "", native))
    return tuple(found.values())[:MOST_WRITTEN]


# Notes --------------------------------------------------------------------------------------------------------------------------


def deal_notes(connection: sqlite3.Connection, deal_id: str) -> list[Decision]:
    """Return the notes on a deal and that they were read, those that stand, in order of time."""
    query = f"{IN_FORCE} AND d.deal_id=? AND d.kind IN ('coach', 'coach_read') ORDER BY d.at, d.rowid"
    return [rows.decision_of(row) for row in connection.execute(query, (deal_id,))]
