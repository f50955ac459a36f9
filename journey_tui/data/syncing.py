"""What the store keeps of syncing: the configured sources, how far each file is in, and how fresh each kind is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from journey_tui.data.rows import instant
from journey_tui.data.sqlite import sqlite3, transaction
from journey_tui.data.taking_back import forget_read
from journey_tui.data.voices import forget_voice
from journey_tui.domain.model import Freshness
from journey_tui.domain.playbook import Thresholds
from journey_tui.lean import dataclass

COLUMNS = (
    "id, name, path, every_s, expect_s, enabled, state, phase, file, done, looked_at, synced_at, newest_at, behind_since, next_at, "
    "asked_at, error, remedy, failures, fingerprint, runs, kinds"
)

EFFECTS_OWED = "effects owed"
"""Setting of the store: that what some pending update would change is still to be counted."""


@dataclass(frozen=True, slots=True)
class Source:
    """One configured source as the store has it; moments are seconds since 1970."""

    id: int
    name: str
    path: str
    every_s: int
    expect_s: int
    enabled: bool
    state: str
    phase: str
    file: str
    done: int
    looked_at: int | None
    synced_at: int | None
    newest_at: int | None
    behind_since: int | None
    next_at: int | None
    asked_at: int | None
    error: str
    remedy: str
    failures: int
    fingerprint: str
    runs: int
    kinds: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """One source as the settings name it."""

    name: str
    path: str
    every_s: int
    expect_s: int = 0


def sources(connection: sqlite3.Connection, *, everything: bool = False) -> list[Source]:
    """Return the sources that the settings name, in their order of entry; `everything`: also former ones."""
    condition = "" if everything else " WHERE enabled=1"
    found = connection.execute(f"SELECT {COLUMNS} FROM sync_source{condition} ORDER BY id")
    return [_source(*row) for row in found]


def _source(*values: Any) -> Source:
    row = [*values]
    row[5] = bool(row[5])
    return Source(*row)


def register(connection: sqlite3.Connection, wanted: Sequence[Wanted]) -> list[Source]:
    """Make the store's sources those of the settings; what is known of each stays. Returns them."""
    known = {source.path: source for source in sources(connection, everything=True)}
    same = [w for w in wanted if (k := known.get(w.path)) and k.enabled and _of(k) == w]
    former = [k for k in known.values() if k.enabled and k.path not in {w.path for w in wanted}]
    if len(same) == len(wanted) and not former:
        return sources(connection)
    with transaction(connection):
        connection.executemany("UPDATE sync_source SET enabled=0, phase='' WHERE id=?", [(k.id,) for k in former])
        for one in wanted:
            connection.execute(
                "INSERT INTO sync_source (name, path, every_s, expect_s, enabled, state, phase, file, done, error, remedy, failures, "
                "fingerprint, runs, kinds) VALUES (?,?,?,?,1,'new','','',0,'','',0,'',0,'') "
                "ON CONFLICT(path) DO UPDATE SET name=excluded.name, every_s=excluded.every_s, expect_s=excluded.expect_s, enabled=1",
                (one.name, one.path, one.every_s, one.expect_s),
            )
        if former or any((k := known.get(w.path)) and (k.every_s, k.expect_s) != (w.every_s, w.expect_s) for w in wanted):
            # How late is late follows the settings: what was told of the deals may not hold any more.
            connection.execute("UPDATE projection SET valid_until=0")
    return sources(connection)


def _of(source: Source) -> Wanted:
    return Wanted(source.name, source.path, source.every_s, source.expect_s)


def change(connection: sqlite3.Connection, source_id: int, **values: object) -> None:
    """Set columns of a source; nothing is written where they are so already."""
    now = " AND ".join(f"{name} IS ?" for name in values)
    if connection.execute(f"SELECT 1 FROM sync_source WHERE id=? AND {now}", (source_id, *values.values())).fetchone():
        return
    names = ", ".join(f"{name}=?" for name in values)
    connection.execute(f"UPDATE sync_source SET {names} WHERE id=?", (*values.values(), source_id))


def ask(connection: sqlite3.Connection, now: datetime, source_ids: Iterable[int] | None = None) -> int:
    """Ask for a look out of turn, at every source or at some; files that could not be read are tried again. Returns how many."""
    wanted = [s for s in sources(connection) if source_ids is None or s.id in set(source_ids)]
    with transaction(connection):
        for source in wanted:
            connection.execute("UPDATE sync_source SET asked_at=? WHERE id=?", (int(now.timestamp()), source.id))
            connection.execute(
                "DELETE FROM sync_file WHERE source_id=? AND path IN (SELECT path FROM source_file WHERE state='failed')",
                (source.id,),
            )
    return len(wanted)


@dataclass(frozen=True, slots=True)
class KnownFile:
    """How far one file is in the store."""

    key: str
    path: str
    size: int
    mtime: int
    inode: int
    format: str = ""
    read_to: int = 0
    prefix: str = ""
    last_id: str = ""


def known_file(connection: sqlite3.Connection, source_id: int, key: str) -> KnownFile | None:
    """Return what is known of a file, None for a new one."""
    row = connection.execute(
        'SELECT "key", path, size, mtime, inode, format, read_to, prefix, last_id FROM sync_file WHERE source_id=? AND "key"=?',
        (source_id, key),
    ).fetchone()
    return KnownFile(*row) if row else None


def remember_file(connection: sqlite3.Connection, source_id: int, file: KnownFile) -> None:
    """Put down how far a file is in; the caller holds the transaction of its records."""
    connection.execute(
        'INSERT OR REPLACE INTO sync_file (source_id, "key", path, size, mtime, inode, format, read_to, prefix, last_id) '
        "VALUES (?,?,?,?,?,?,?,?,?,?)",
        (source_id, file.key, file.path, file.size, file.mtime, file.inode, file.format, file.read_to, file.prefix, file.last_id),
    )


def withdraw(connection: sqlite3.Connection, touchpoint_id: str, path: str) -> None:
    """Take back a touchpoint of a file that has turned out to be none: a message that was cut off when it was read."""
    row = connection.execute(
        "SELECT t.pk, t.deal_id FROM touchpoint t JOIN source_file f ON f.id=t.file_id WHERE t.id=? AND f.path=? AND t.deleted=0",
        (touchpoint_id, path),
    ).fetchone()
    if row is None:
        return
    connection.execute("UPDATE touchpoint SET deleted=1, match_reason='' WHERE pk=?", (row[0],))
    forget_read(connection, touchpoint_id)
    forget_voice(connection, touchpoint_id)
    connection.execute("UPDATE projection SET valid_until=0 WHERE deal_id=?", (row[1],))


def count_files(connection: sqlite3.Connection, source_id: int) -> int:
    """Return how many files of a source are known."""
    return int(connection.execute("SELECT COUNT(*) FROM sync_file WHERE source_id=?", (source_id,)).fetchone()[0])


IN_SOURCE = "(path=? OR (path>? AND path<?))"
"""Condition on source files: those of one source, found in the index of paths."""


def in_source(path: str) -> tuple[str, str, str]:
    """Return the values of `IN_SOURCE`: the file itself, or everything below the folder."""
    return path, f"{path}/", f"{path}0"


def kinds_of(connection: sqlite3.Connection, path: str) -> list[str]:
    """Return what a source brings: `mail`, `calendar` …"""
    query = f"SELECT DISTINCT kind FROM source_file WHERE state<>'failed' AND records>0 AND {IN_SOURCE} ORDER BY kind"
    return [row[0] for row in connection.execute(query, in_source(path))]


def files_outside(connection: sqlite3.Connection, paths: Sequence[str], limit: int) -> tuple[list[tuple[Any, ...]], int]:
    """Return imported files that belong to no configured source, and how many more there are."""
    condition = "".join(f" AND NOT {IN_SOURCE}" for _ in paths)
    values = [value for path in paths for value in in_source(path)]
    columns = "id, kind, path, imported_at, records, touchpoints, skipped, state, message"
    found = connection.execute(
        f"SELECT {columns} FROM source_file WHERE 1{condition} ORDER BY kind, path LIMIT ?", (*values, limit)
    )
    total = connection.execute(f"SELECT COUNT(*) FROM source_file WHERE 1{condition}", values).fetchone()[0]
    return found.fetchall(), max(0, total - limit)


def left_out(connection: sqlite3.Connection, limit: int) -> tuple[list[tuple[Any, ...]], int]:
    """Return what was left out of files, and how many more there are."""
    query = "SELECT f.path, s.place, s.reason, s.remedy FROM skip s JOIN source_file f ON f.id=s.file_id ORDER BY f.path, s.id LIMIT ?"
    total = connection.execute("SELECT COUNT(*) FROM skip").fetchone()[0]
    return connection.execute(query, (limit,)).fetchall(), max(0, total - limit)


def totals(connection: sqlite3.Connection, path: str) -> tuple[int, int, int]:
    """Return (files, touchpoints, places left out) of one source."""
    query = f"SELECT COUNT(*), COALESCE(SUM(touchpoints), 0), COALESCE(SUM(skipped), 0) FROM source_file WHERE {IN_SOURCE}"
    files, touchpoints, skipped = connection.execute(query, in_source(path)).fetchone()
    return int(files), int(touchpoints), int(skipped)


def fresh_as_of(source: Source) -> tuple[int | None, int]:
    """Return (as of when a source is known, within how many seconds it should be again)."""
    if not source.expect_s:
        return source.synced_at, source.every_s
    # A file from the future, by a clock that went wrong, is as new as the look that found it.
    newest, looked = source.newest_at, source.looked_at
    return (min(newest, looked) if newest is not None and looked is not None else newest), source.expect_s


def is_late(source: Source, now: int, thresholds: Thresholds) -> bool:
    """Return whether a source is later than so many of its intervals and so many hours (product.md §3)."""
    at, interval = fresh_as_of(source)
    return at is not None and is_overdue(at, interval, now, thresholds)


def is_overdue(at: int, interval_s: int, now: int, thresholds: Thresholds) -> bool:
    """Return whether what is known as of `at` is late; what has no interval never is."""
    return interval_s > 0 and now - at > max(interval_s * thresholds.late_intervals, thresholds.late_hours * 3600)


def load_freshness(connection: sqlite3.Connection) -> tuple[Freshness, ...]:
    """Return how fresh each kind of source is: a configured one by its last complete round, others by their import.

    A kind that several sources bring is as fresh as the one that is behind the most. One that is expected to bring something
    new now and then (`expect`) is as fresh as the newest thing in it.
    """
    found: dict[str, Freshness] = {}
    for source in sources(connection):
        # A source that was never read brings no kind yet: it is not silence but a beginning.
        for kind in source.kinds.split():
            at, interval = fresh_as_of(source)
            one = Freshness(kind, instant(at), interval)
            found[kind] = max(one, found.get(kind, one), key=_overdue)
    imported = connection.execute("SELECT kind, MAX(imported_at) FROM source_file WHERE state<>'failed' GROUP BY kind")
    others = [Freshness(kind, instant(at)) for kind, at in imported if kind not in found]
    return (*found.values(), *others)


def _overdue(one: Freshness) -> float:
    """Return a number that grows with how late a source is; moments of one run of the clock are compared."""
    return one.interval_s - (one.synced_at.timestamp() if one.synced_at else 0)
