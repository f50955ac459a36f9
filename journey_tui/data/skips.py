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


def forget_end(connection: sqlite3.Connection, path: str) -> None:
    """Forget that a file was cut off: it goes on. The caller holds the transaction."""
    row = connection.execute(
        "DELETE FROM skip WHERE place='its end' AND file_id=(SELECT id FROM source_file WHERE path=?) RETURNING file_id", (path,)
    ).fetchone()
    if row is not None:
        connection.execute(
            "UPDATE source_file SET skipped=max(0, skipped-1), state=CASE WHEN skipped<=1 THEN 'ok' ELSE state END, "
            "message=CASE WHEN skipped<=1 THEN '' ELSE message END WHERE id=?",
            (row[0],),
        )


def forget_unread(connection: sqlite3.Connection, path: str) -> None:
    """Forget that nothing could be read of a file that can be read now (an archive); the caller holds the transaction."""
    connection.execute("DELETE FROM source_file WHERE path=? AND kind='unknown' AND records=0", (path,))


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
