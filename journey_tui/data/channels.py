"""Records of product channels in the store: every version, what is proposed, what is measured; SQL only."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from journey_tui.data.sqlite import sqlite3
from journey_tui.domain.channel_changes import Change
from journey_tui.domain.views_channels import Heard, RecordVersion, UpdateRow

MACHINES = -1
"""Uid of a rule that proposes."""


def milliseconds(at: datetime) -> int:
    """Return the instant as the tables keep it."""
    return int(at.timestamp() * 1000)


def moment(value: int) -> datetime:
    """Return a stored instant, UTC."""
    return datetime.fromtimestamp(value / 1000, UTC)


# Records ------------------------------------------------------------------------------------------------------------------------


def stamp(connection: sqlite3.Connection) -> int:
    """Return a number that changes with every version that is added."""
    return int(connection.execute("SELECT COALESCE(MAX(rowid), 0) FROM channel_record").fetchone()[0])


def newest_records(connection: sqlite3.Connection) -> dict[str, tuple[int, str]]:
    """Return (version, TOML) of each channel's newest record."""
    query = "SELECT key, MAX(version), toml FROM channel_record GROUP BY key ORDER BY key"
    return {key: (version, toml) for key, version, toml in connection.execute(query)}


def record_toml(connection: sqlite3.Connection, key: str, version: int) -> str | None:
    """Return one version of a record, None where there is none."""
    row = connection.execute("SELECT toml FROM channel_record WHERE key=? AND version=?", (key, version)).fetchone()
    return str(row[0]) if row else None


def versions(connection: sqlite3.Connection, key: str) -> tuple[RecordVersion, ...]:
    """Return every version of a record, newest first."""
    query = "SELECT key, version, at, by, why FROM channel_record WHERE key=? ORDER BY version DESC"
    return tuple(RecordVersion(k, v, moment(at), by, why) for k, v, at, by, why in connection.execute(query, (key,)))


def add_record(connection: sqlite3.Connection, key: str, version: int, toml: str, *, at: datetime, by: str, why: str) -> None:
    """Add a version."""
    connection.execute(
        "INSERT INTO channel_record (key, version, at, by, why, toml) VALUES (?, ?, ?, ?, ?, ?)",
        (key, version, milliseconds(at), by, why, toml),
    )


# Updates ------------------------------------------------------------------------------------------------------------------------

_ROW = (
    "SELECT id, channel, kind, change, title, why, proposer, proposer_uid, at, state, deals, until, decided_by, decided_at, reason, note, field "
    "FROM channel_update"
)


def _row_of(row: Sequence[Any], names: dict[str, str]) -> UpdateRow:
    change = json.loads(row[3])
    return UpdateRow(
        id=row[0],
        channel=row[1],
        channel_name=names.get(row[1], row[1]),
        kind=row[2],
        change=Change(row[16], change.get("before"), change.get("after")),
        title=row[4],
        why=row[5],
        proposer=row[6],
        by_person=row[7] != MACHINES,
        at=moment(row[8]),
        state=row[9],
        deals=row[10],
        until=date.fromisoformat(row[11]) if row[11] else None,
        decided_by=row[12],
        decided_at=moment(row[13]) if row[13] is not None else None,
        reason=row[14],
        note=row[15],
    )


def updates(
    connection: sqlite3.Connection,
    names: dict[str, str],
    *,
    states: Sequence[str],
    channel: str = "",
    kind: str = "",
    limit: int = 0,
) -> tuple[UpdateRow, ...]:
    """Return updates in some states: by channel, what most deals said first; decided ones newest first."""
    where, values = [f"state IN ({','.join('?' * len(states))})"], list(states)
    for column, value in (("channel", channel), ("kind", kind)):
        if value:
            where.append(f"{column}=?")
            values.append(value)
    order = "channel, deals DESC, kind, id" if "pending" in states else "decided_at DESC, id"
    query = f"{_ROW} WHERE {' AND '.join(where)} ORDER BY {order} LIMIT ?"
    return tuple(_row_of(row, names) for row in connection.execute(query, (*values, limit or -1)))


def one_update(connection: sqlite3.Connection, update_id: str, names: dict[str, str]) -> UpdateRow | None:
    """Return an update by its id or the beginning of it, None where none or several fit."""
    low = update_id.replace("%", "").replace("_", "") + "%"
    found = connection.execute(f"{_ROW} WHERE id=? OR id LIKE ? LIMIT 3", (update_id, low)).fetchall()
    exact = [row for row in found if row[0] == update_id] or found
    return _row_of(exact[0], names) if len(exact) == 1 else None


def heard_of(connection: sqlite3.Connection, update_id: str) -> tuple[Heard, ...]:
    """Return what an update stands on."""
    row = connection.execute("SELECT evidence FROM channel_update WHERE id=?", (update_id,)).fetchone()
    return heard_from(row[0]) if row else ()


def heard_from(text: str) -> tuple[Heard, ...]:
    """Return stored evidence of an update."""
    found = json.loads(text)
    return tuple(
        Heard(h["id"], h["words"], h["deal_id"], h["deal"], h["speaker"], moment(h["at"]) if h["at"] is not None else None, h["touchpoint"])
        for h in found
    )  # fmt: skip


def heard_text(heard: Iterable[Heard]) -> str:
    """Return evidence as it is stored."""
    return json.dumps([
        {"id": h.id, "words": h.words, "deal_id": h.deal_id, "deal": h.deal, "speaker": h.speaker,
         "at": milliseconds(h.at) if h.at else None, "touchpoint": h.touchpoint}
        for h in heard
    ])  # fmt: skip


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """Return how many updates are in each state."""
    return dict(connection.execute("SELECT state, COUNT(*) FROM channel_update GROUP BY state ORDER BY state").fetchall())


def pending_by_channel(connection: sqlite3.Connection) -> dict[str, int]:
    """Return how many updates wait, by channel."""
    return dict(
        connection.execute("SELECT channel, COUNT(*) FROM channel_update WHERE state='pending' GROUP BY channel").fetchall()
    )


def change_text(change: Change) -> str:
    """Return a change as it is stored beside its field."""
    return json.dumps({"before": change.before, "after": change.after})


def put_update(
    connection: sqlite3.Connection, row: UpdateRow, heard: Iterable[Heard], uid: int, *, applied: str = "", known: str = "[]"
) -> None:
    """Write an update, in place of one with the same id."""
    connection.execute(
        "INSERT OR REPLACE INTO channel_update (id, channel, kind, field, change, title, why, proposer, proposer_uid, at, state, until, evidence, "
        "deals, decision, decided_at, decided_by, reason, known, applied, note) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (row.id, row.channel, row.kind, row.change.field, change_text(row.change), row.title, row.why, row.proposer, uid, milliseconds(row.at),
         row.state, row.until.isoformat() if row.until else "", heard_text(heard), row.deals, "",
         milliseconds(row.decided_at) if row.decided_at else None, row.decided_by, row.reason, known, applied, row.note),
    )  # fmt: skip


def deal_counts(connection: sqlite3.Connection) -> dict[str, tuple[int, int]]:
    """Return (open, all) deals by the name of the channel that they were read under."""
    query = "SELECT json_extract(triage, '$.channel'), SUM(closed=0), COUNT(*) FROM projection GROUP BY 1"
    return {name or "": (opened, everything) for name, opened, everything in connection.execute(query)}


def outdate(connection: sqlite3.Connection, channel_name: str) -> None:
    """Mark the readings of a channel's deals as out of date."""
    connection.execute("UPDATE projection SET valid_until=0 WHERE json_extract(triage, '$.channel')=?", (channel_name,))


def people_deciding(connection: sqlite3.Connection) -> int:
    """Return how many people have decided or proposed anything in this store."""
    query = "SELECT COUNT(*) FROM (SELECT uid FROM decision UNION SELECT proposer_uid FROM channel_update WHERE proposer_uid>=0)"
    return int(connection.execute(query).fetchone()[0])
