"""What happened next before or after a moment in one deal: touchpoints, CRM changes, decisions, moves of the Truth Line."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from journey_tui.data import rows
from journey_tui.data.decision_checks import OWN_MARKS
from journey_tui.data.lists import ORIGINS
from journey_tui.data.reader import load_changes, load_decisions
from journey_tui.data.sqlite import sqlite3
from journey_tui.domain.changes import field_words
from journey_tui.domain.views import MomentRow
from journey_tui.domain.views_deciding import told


def moment_beside(
    connection: sqlite3.Connection, deal_id: str, moment: datetime, step: int, now: datetime, origin: str
) -> MomentRow | None:
    """Return the last moment before (`step` -1) or the first after (1) at which something happened, up to `now`."""
    found = [
        *_touchpoints(connection, deal_id, moment, step, ORIGINS[origin]),
        *(MomentRow(c.at, field_words(c.field, c.old, c.new)) for c in load_changes(connection, deal_id)),
        *_decisions(connection, deal_id),
        *_moves(connection, deal_id),
    ]
    fitting = [row for row in found if (row.at < moment if step < 0 else moment < row.at <= now)]
    return (max if step < 0 else min)(fitting, key=lambda row: row.at, default=None)


def _touchpoints(connection: sqlite3.Connection, deal_id: str, moment: datetime, step: int, also: str) -> list[MomentRow]:
    """Return the touchpoint that happened, and the plan that became known, nearest to the moment on that side."""
    side, end, nearest = ("<", "DESC", "MAX") if step < 0 else (">", "ASC", "MIN")
    query = (
        f"SELECT t.at, t.actor, CASE WHEN t.subject<>'' THEN t.subject ELSE t.snippet END FROM touchpoint t "
        f"WHERE t.deal_id=? AND t.deleted=0 AND t.at{side}?{also} ORDER BY t.at {end}, t.pk {end} LIMIT 1"
    )
    seconds = int(moment.timestamp())
    found = [
        MomentRow(rows.moment(at), f"{actor}: {words}") for at, actor, words in connection.execute(query, (deal_id, seconds))
    ]
    query = f"SELECT {nearest}(t.known_at) FROM touchpoint t WHERE t.deal_id=? AND t.deleted=0 AND t.known_at<t.at AND t.known_at{side}?{also}"
    known = connection.execute(query, (deal_id, seconds)).fetchone()[0]
    if known is not None:
        query = "SELECT actor, subject FROM touchpoint WHERE deal_id=? AND deleted=0 AND known_at=? LIMIT 1"
        actor, subject = connection.execute(query, (deal_id, known)).fetchone()
        found.append(MomentRow(rows.moment(known), f"{actor} invited: {subject}"))
    return found


def _decisions(connection: sqlite3.Connection, deal_id: str) -> list[MomentRow]:
    mine = [d for d in load_decisions(connection, deal_id) if d.kind not in OWN_MARKS]
    return [MomentRow(_ceil(d.at), f"{d.by} {told(d)}") for d in mine]


def _moves(connection: sqlite3.Connection, deal_id: str) -> list[MomentRow]:
    """Return the moves of the Truth Line, also those that time alone made."""
    row = connection.execute(
        "SELECT json_extract(reading, '$.lines.moves') FROM projection WHERE deal_id=?", (deal_id,)
    ).fetchone()
    moves = json.loads(row[0]) if row and row[0] else []
    return [
        MomentRow(_ceil(datetime.fromisoformat(m["at"])), f"Truth Line: {m['before']} → {m['after']}, {m['cause']}")
        for m in moves
    ]


def _ceil(moment: datetime) -> datetime:
    return moment if not moment.microsecond else moment.replace(microsecond=0) + timedelta(seconds=1)
