"""The chat of a deal: messages are added, and read page by page from the newest back."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from journey_tui.data.sqlite import sqlite3
from journey_tui.domain.codec import decode, encode
from journey_tui.domain.views_workspace import AnswerLine, ChatLine

_COLUMNS = "id, at, person, role, state, text, cites, detail"


def moment_ms(milliseconds: int) -> datetime:
    """Return the UTC instant of milliseconds since 1970."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def add_message(
    connection: sqlite3.Connection,
    deal_id: str,
    at: datetime,
    who: tuple[int, str],
    line: ChatLine,
    *,
    detail: dict[str, Any] | None = None,
) -> int:
    """Add a message and return its number; `who` is (uid, name)."""
    kept = {"way": line.way, "lines": [encode(one) for one in line.lines], "asked": line.asked, **(detail or {})}
    cursor = connection.execute(
        "INSERT INTO chat_message (deal_id, at, uid, person, role, state, text, cites, detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (deal_id, int(at.timestamp() * 1000), who[0], who[1], line.role, line.state, line.text, json.dumps(line.cites),
         json.dumps(kept, ensure_ascii=False)),
    )  # fmt: skip
    return int(cursor.lastrowid or 0)


def set_state(connection: sqlite3.Connection, message_id: int, state: str) -> None:
    """Say what became of a message: a proposed fact is accepted or rejected."""
    connection.execute("UPDATE chat_message SET state=? WHERE id=?", (state, message_id))


def one_message(connection: sqlite3.Connection, message_id: int) -> tuple[str, ChatLine] | None:
    """Return (deal, message), None where there is none."""
    row = connection.execute(f"SELECT {_COLUMNS}, deal_id FROM chat_message WHERE id=?", (message_id,)).fetchone()
    return (row[8], _line(row)) if row else None


def messages(
    connection: sqlite3.Connection, deal_id: str, *, before: int = 0, limit: int = 60
) -> tuple[tuple[ChatLine, ...], int]:
    """Return the newest messages (those before a number), oldest first, and how many older ones there are."""
    limit_id = before or 1 << 62
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM chat_message WHERE deal_id=? AND id<? ORDER BY id DESC LIMIT ?", (deal_id, limit_id, limit)
    ).fetchall()
    first = rows[-1][0] if rows else limit_id
    older = connection.execute("SELECT COUNT(*) FROM chat_message WHERE deal_id=? AND id<?", (deal_id, first)).fetchone()[0]
    return tuple(_line(row) for row in reversed(rows)), int(older)


def find_messages(connection: sqlite3.Connection, deal_id: str, words: str, limit: int = 50) -> tuple[ChatLine, ...]:
    """Return messages that have the words, newest first."""
    pattern = "%" + words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM chat_message WHERE deal_id=? AND text LIKE ? ESCAPE '\\' ORDER BY id DESC LIMIT ?",
        (deal_id, pattern, limit),
    )
    return tuple(map(_line, rows))


def _line(row: tuple[Any, ...]) -> ChatLine:
    detail = json.loads(row[7])
    return ChatLine(
        row[0], moment_ms(row[1]), row[2], row[3], row[4], row[5], detail.get("way", ""),
        tuple(decode(AnswerLine, one) for one in detail.get("lines", ())), tuple(json.loads(row[6])), detail.get("asked", ""),
    )  # fmt: skip
