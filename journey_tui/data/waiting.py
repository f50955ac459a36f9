"""What the store keeps of files that are left until they are still: those of each source that are being written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from journey_tui.data.sqlite import sqlite3, transaction
from journey_tui.lean import dataclass

LISTED: Final = 100
"""Files of one source that are remembered while they wait."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One file that is left until it is still."""

    key: str
    path: str
    size: int
    mtime: int
    since: int
    """Since when it waits, seconds since 1970."""
    seen_at: int
    """Since when it is as large and as old as it is."""
    reason: str = ""
    """What of it is missing, in words; empty where it moved a moment ago."""


def waiting_files(connection: sqlite3.Connection, source_id: int) -> dict[str, Waiting]:
    """Return the files of a source that wait, by key, the one that waits the longest first."""
    found = connection.execute(
        'SELECT "key", path, size, mtime, since, seen_at, reason FROM sync_waiting WHERE source_id=? ORDER BY since, path',
        (source_id,),
    )
    return {row[0]: Waiting(*row) for row in found}


def put_waiting(connection: sqlite3.Connection, source_id: int, files: Sequence[Waiting]) -> None:
    """Make these the files of the source that wait; nothing is written where they are so already."""
    wanted = {file.key: file for file in files[:LISTED]}
    if waiting_files(connection, source_id) == wanted:
        return
    with transaction(connection):
        connection.execute("DELETE FROM sync_waiting WHERE source_id=?", (source_id,))
        connection.executemany(
            'INSERT INTO sync_waiting (source_id, "key", path, size, mtime, since, seen_at, reason) VALUES (?,?,?,?,?,?,?,?)',
            [(source_id, f.key, f.path, f.size, f.mtime, f.since, f.seen_at, f.reason) for f in wanted.values()],
        )
