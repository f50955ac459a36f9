"""What a model read, in SQL: what waits for it, what it found, what it was asked, how it went."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from journey_tui.data import rows
from journey_tui.data.sqlite import sqlite3
from journey_tui.domain.codec import json_text
from journey_tui.domain.model import Evidence, Remark, Touchpoint
from journey_tui.domain.views_model import ModelNote, WindowRow
from journey_tui.lean import dataclass

_READ = (
    "t.deleted=0 AND t.origin<>'automated' AND t.auto='' AND t.kind NOT IN ('crm_change', 'product_event') AND f.kind<>'calendar'"
)
_UNREAD = f"{_READ} AND (m.hash IS NULL OR m.hash<>t.hash||:mark OR m.deal_id<>t.deal_id)"
_JOINED = "touchpoint t JOIN source_file f ON f.id=t.file_id LEFT JOIN model_read m ON m.touchpoint_id=t.id"
WINDOWS_KEPT = 200
"""Answers of the model that are kept of one deal, the newest ones."""


@dataclass(frozen=True, slots=True)
class WindowRecord:
    """One answer and what became of it, ready to be stored."""

    key: str
    deal_id: str
    purpose: str
    prompt: str
    model: str
    touchpoints: tuple[str, ...]
    reply: str
    accepted: tuple[str, ...]
    refused: tuple[str, ...]
    tokens_in: int
    tokens_out: int
    cost: Decimal


def waiting_deals(connection: sqlite3.Connection, mark: str, *, closed: bool = False) -> list[str]:
    """Return the deals with words that no model has read, those that need somebody first first."""
    query = (
        f"SELECT t.deal_id FROM {_JOINED} JOIN deal d ON d.id=t.deal_id LEFT JOIN projection p ON p.deal_id=d.id "
        f"WHERE {_UNREAD} AND d.deleted=0 AND (d.closed=0 OR :closed) GROUP BY t.deal_id "
        "ORDER BY d.closed, COALESCE(p.rank, 9), COALESCE(p.due, ''), t.deal_id"
    )
    return [row[0] for row in connection.execute(query, {"mark": mark, "closed": int(closed)})]


def unread_touchpoints(connection: sqlite3.Connection, deal_id: str, mark: str) -> list[tuple[str, str]]:
    """Return (id, hash) of what of a deal waits for the model, oldest first."""
    query = f"SELECT t.id, t.hash FROM {_JOINED} WHERE t.deal_id=:deal AND {_UNREAD} ORDER BY t.at, t.id"
    return connection.execute(query, {"mark": mark, "deal": deal_id}).fetchall()


def senders(connection: sqlite3.Connection, deal_id: str) -> frozenset[str]:
    """Return who wrote or spoke in the deal themselves: what others quote of them is read where they said it."""
    query = f"SELECT DISTINCT t.actor_key FROM {_JOINED} WHERE t.deal_id=? AND {_READ}"
    return frozenset(row[0] for row in connection.execute(query, (deal_id,)))


def whole_touchpoints(connection: sqlite3.Connection, ids: Sequence[str]) -> list[Touchpoint]:
    """Return the touchpoints with their whole text, in the order asked for; those that are gone are left out."""
    found: dict[str, Touchpoint] = {}
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        marks = ",".join("?" * len(part))
        read = connection.execute(f"{rows.TOUCHPOINTS} WHERE t.id IN ({marks})", part).fetchall()
        texts = {
            pk: (text, segments)
            for pk, text, segments in connection.execute(
                f"SELECT b.pk, b.text, b.segments FROM touchpoint t JOIN body b ON b.pk=t.pk WHERE t.id IN ({marks})", part
            )
        }
        for row in read:
            text, segments = texts[row[26]]
            found[row[0]] = replace(rows.touchpoint_of(row), text=text, segments=rows.segments_of(segments))
    return [found[key] for key in ids if key in found]


def forget_model(connection: sqlite3.Connection, touchpoint_ids: Iterable[str]) -> int:
    """Drop what a model found in these touchpoints before: it is being read anew. What a person confirmed stays.

    Returns how many findings went.
    """
    gone = 0
    for key in touchpoint_ids:
        connection.execute("DELETE FROM model_read WHERE touchpoint_id=?", (key,))
        gone += connection.execute("DELETE FROM model_remark WHERE touchpoint_id=?", (key,)).rowcount
        gone += connection.execute(
            "DELETE FROM model_evidence WHERE touchpoint_id=?1 AND NOT (deal_id=(SELECT deal_id FROM touchpoint WHERE id=?1) "
            "AND id IN (SELECT target FROM decision WHERE kind='confirm'))",
            (key,),
        ).rowcount
    return gone


def store_findings(connection: sqlite3.Connection, evidence: Iterable[Evidence], remarks: Iterable[Remark]) -> None:
    """Write what stands; the same again changes nothing."""
    connection.executemany(
        "INSERT OR REPLACE INTO model_evidence (id, deal_id, touchpoint_id, requirement, at, detail) VALUES (?,?,?,?,?,?)",
        [(e.id, e.deal_id, e.touchpoint_id, e.requirement, int(e.observed_at.timestamp()), json_text(e)) for e in evidence],
    )
    connection.executemany(
        "INSERT OR REPLACE INTO model_remark (id, deal_id, touchpoint_id, kind, at, detail) VALUES (?,?,?,?,?,?)",
        [(r.id, r.deal_id, r.touchpoint_id, r.kind, int(r.at.timestamp()), json_text(r)) for r in remarks],
    )


def store_window(connection: sqlite3.Connection, record: WindowRecord, now: datetime) -> None:
    """Write an answer, and let go of the oldest ones of the deal."""
    connection.execute(
        "INSERT OR REPLACE INTO model_window (id, deal_id, at, purpose, prompt, model, touchpoints, reply, accepted, refused, tokens_in, "
        "tokens_out, micros) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            record.key, record.deal_id, int(now.timestamp()), record.purpose, record.prompt, record.model, json.dumps(record.touchpoints),
            record.reply, json.dumps(record.accepted), json.dumps(record.refused), record.tokens_in, record.tokens_out,
            int(record.cost * 1_000_000),
        ),
    )  # fmt: skip
    connection.execute(
        "DELETE FROM model_window WHERE deal_id=? AND id NOT IN "
        "(SELECT id FROM model_window WHERE deal_id=? ORDER BY at DESC, rowid DESC LIMIT ?)",
        (record.deal_id, record.deal_id, WINDOWS_KEPT),
    )


def mark_read(connection: sqlite3.Connection, deal_id: str, read: Iterable[tuple[str, str]], mark: str, now: datetime) -> None:
    """Put down that these touchpoints (id, hash) have been read; one that has changed or moved meanwhile still waits."""
    connection.executemany(
        "INSERT OR REPLACE INTO model_read (touchpoint_id, deal_id, hash, at) "
        "SELECT id, deal_id, ?, ? FROM touchpoint WHERE id=? AND deal_id=? AND hash=?",
        [(known + mark, int(now.timestamp()), key, deal_id, known) for key, known in read],
    )


def store_note(connection: sqlite3.Connection, deal_id: str, note: ModelNote) -> None:
    """Write how reading a deal went."""
    connection.execute(
        "INSERT OR REPLACE INTO model_state (deal_id, state, message, remedy, at, read_at, model, prompt, read, waiting, accepted, refused, "
        "words_hash) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            deal_id, note.state, note.message, note.remedy, int(note.at.timestamp()),
            int(note.read_at.timestamp()) if note.read_at else None, note.model, note.prompt, note.read, note.waiting, note.accepted,
            note.refused, note.words_hash,
        ),
    )  # fmt: skip


def load_note(connection: sqlite3.Connection, deal_id: str) -> ModelNote | None:
    """Return how the last reading of a deal by a model went, None where none was tried."""
    query = (
        "SELECT state, message, remedy, at, read_at, model, prompt, read, waiting, accepted, refused, words_hash FROM model_state "
        "WHERE deal_id=?"
    )
    row = connection.execute(query, (deal_id,)).fetchone()
    if row is None:
        return None
    return ModelNote(row[0], row[1], row[2], rows.moment(row[3]), rows.instant(row[4]), *row[5:])


def found_counts(connection: sqlite3.Connection, deal_id: str) -> tuple[int, int]:
    """Return how many touchpoints of a deal a model has read, and how many findings of it are stored."""
    read = connection.execute("SELECT COUNT(*) FROM model_read WHERE deal_id=?", (deal_id,)).fetchone()[0]
    query = "SELECT (SELECT COUNT(*) FROM model_evidence WHERE deal_id=?) + (SELECT COUNT(*) FROM model_remark WHERE deal_id=?)"
    return int(read), int(connection.execute(query, (deal_id, deal_id)).fetchone()[0])


def load_windows(connection: sqlite3.Connection, deal_id: str) -> tuple[WindowRow, ...]:
    """Return the answers kept of a deal, oldest first."""
    query = (
        "SELECT id, at, purpose, prompt, model, touchpoints, reply, accepted, refused, tokens_in, tokens_out, micros FROM model_window "
        "WHERE deal_id=? ORDER BY at, rowid"
    )
    return tuple(
        WindowRow(
            row[0], rows.moment(row[1]), row[2], row[3], row[4], tuple(json.loads(row[5])), row[6], tuple(json.loads(row[7])),
            tuple(json.loads(row[8])), row[9], row[10], Decimal(row[11]) / 1_000_000,
        )
        for row in connection.execute(query, (deal_id,))
    )  # fmt: skip
