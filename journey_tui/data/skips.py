"""What was left out of files, and files of which nothing could be read."""

from __future__ import annotations

from collections.abc import Sequence

from journey_tui.data.sqlite import sqlite3
from journey_tui.sources.records import Skipped


def write_skips(connection: sqlite3.Connection, file_id: int, skips: Sequence[Skipped], *, more: bool = False) -> None:
    """Remember what was left out of a file, in place of what was left out of it before, or (`more`) besides it."""
    if not more:
        connection.execute("DELETE FROM skip WHERE file_id=?", (file_id,))
    rows = [(file_id, skip.place, skip.reason, skip.remedy) for skip in skips[:1000]]
    connection.executemany("INSERT INTO skip (file_id, place, reason, remedy) VALUES (?,?,?,?)", rows)


def enter_unread(connection: sqlite3.Connection, skip: Skipped, now: float) -> None:
    """Enter a file of which nothing could be read, so that it is named among the sources; the caller holds the transaction."""
    connection.execute(
        "INSERT INTO source_file (path, kind, format, size, hash, imported_at, records, touchpoints, skipped, state, message) "
        "VALUES (?,'unknown','',0,'',?,0,0,1,'failed',?) ON CONFLICT(path) DO UPDATE SET imported_at=excluded.imported_at, "
        "skipped=1, message=excluded.message, state=CASE records WHEN 0 THEN 'failed' ELSE 'partly skipped' END",
        (skip.file, int(now), skip.reason),
    )
    file_id = int(connection.execute("SELECT id FROM source_file WHERE path=?", (skip.file,)).fetchone()[0])
    write_skips(connection, file_id, [skip])
