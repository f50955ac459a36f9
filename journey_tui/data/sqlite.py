"""The one SQLite library of the process: the bundled one where it is installed, else the interpreter's.

Two SQLite libraries must never open one file in one process, so nothing else imports `sqlite3`.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3 as sqlite3
else:
    try:
        import pysqlite3.dbapi2 as sqlite3
    except ImportError:  # platforms without a wheel
        import sqlite3

APPLICATION_ID = 0x4A524E59
"""`JRNY`: tells a Journey store from any other SQLite file."""

SCHEMA = 6
"""`user_version` of the newest schema: bumped by every migration."""

# WAL-reset corruption: fixed in 3.51.3 and backported to 3.50.7 and 3.44.6 (sqlite.org/wal.html).
_FIXED = {(3, 50): 7, (3, 44): 6}


def wal_is_safe(version: tuple[int, int, int] | None = None) -> bool:
    """Return whether this SQLite library may use WAL with several connections."""
    major, minor, patch = version or sqlite3.sqlite_version_info
    if (major, minor, patch) >= (3, 51, 3):
        return True
    return patch >= _FIXED.get((major, minor), 1 << 30)


def configure(connection: Any, *, writer: bool) -> None:
    """Set the pragmas of a connection: durability first, nothing trusted from the file's schema."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA busy_timeout=10000")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA trusted_schema=OFF")
    cursor.execute("PRAGMA cell_size_check=ON")
    cursor.execute("PRAGMA mmap_size=0")
    # Every thread of a session reads by a connection of its own, over pages that the system keeps anyway.
    cursor.execute(f"PRAGMA cache_size=-{4096 if writer else 256}")
    if writer:
        cursor.execute(f"PRAGMA journal_mode={'WAL' if wal_is_safe() else 'DELETE'}")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA journal_size_limit=67108864")
    else:
        cursor.execute("PRAGMA query_only=ON")
    cursor.close()


def open_reader(store: Path) -> sqlite3.Connection:
    """Return a read-only connection; raises `sqlite3.OperationalError` when the file is missing or no database."""
    connection = sqlite3.connect(f"{store.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None, check_same_thread=False)
    configure(connection, writer=False)
    return connection


def open_writer(store: Path) -> sqlite3.Connection:
    """Return a connection that may write; transactions are explicit (`transaction`)."""
    connection = sqlite3.connect(store, isolation_level=None, check_same_thread=False, timeout=10)
    configure(connection, writer=True)
    return connection


ASK_EVERY_S = 0.002
"""How often a writer asks whether another is done, at first."""
ASK_SELDOM_S = 0.025
"""How often at most once it has waited: many who wait must not keep the one who writes from the processor."""
PAUSE_S = 0.004
"""What a worker leaves free between two transactions: longer than people's writes take to ask again."""


def begin(connection: sqlite3.Connection) -> None:
    """Begin an immediate transaction as soon as no other writer holds the store; waits as long as the connection's busy timeout.

    Raises `sqlite3.OperationalError`.

    SQLite itself asks at intervals that grow to a tenth of a second: behind a worker that writes batch after batch a person
    would wait for many of them.
    """
    patience = int(connection.execute("PRAGMA busy_timeout").fetchone()[0])
    began = time.monotonic()
    until = began + patience / 1000
    connection.execute("PRAGMA busy_timeout=0")
    try:
        while True:
            try:
                connection.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() >= until:
                    raise
            waited = time.monotonic() - began
            time.sleep(ASK_EVERY_S if waited < 0.1 else random.uniform(ASK_EVERY_S, ASK_SELDOM_S))
    finally:
        connection.execute(f"PRAGMA busy_timeout={patience}")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Run the block in one `BEGIN IMMEDIATE` transaction; any exception, also Ctrl-C, rolls it back."""
    begin(connection)
    try:
        yield connection
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


HELD_S = 0.04
"""How long a worker holds the store before it lets others write, who wait for it meanwhile."""


def in_turns(connection: sqlite3.Connection, step: Callable[[], bool]) -> None:
    """Call `step` until it says that there is no more to do, in transactions of `HELD_S`; what one step does stands or falls together."""
    more = True
    while more:
        with transaction(connection):
            until = time.monotonic() + HELD_S
            more = step()
            while more and time.monotonic() < until:
                more = step()
        if more:
            time.sleep(PAUSE_S)


class Turns:
    """A transaction that is ended and begun anew where it has lasted `HELD_S`, by the one who writes in it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Begin to count; the transaction has just begun."""
        self._db = connection
        self._began = time.monotonic()

    def breathe(self, before: Callable[[], None]) -> None:
        """Let others write where it is time; `before` puts down what must stand with what was written so far."""
        if time.monotonic() - self._began < HELD_S:
            return
        before()
        self._db.execute("COMMIT")
        time.sleep(PAUSE_S)
        begin(self._db)
        self._began = time.monotonic()


def is_store(path: Path) -> bool:
    """Return whether the file carries Journey's application id (an empty file does not)."""
    try:
        with path.open("rb") as handle:
            head = handle.read(100)
    except OSError:
        return False
    return head[:15] == b"SQLite format 3" and int.from_bytes(head[68:72], "big") == APPLICATION_ID


def create_private(path: Path, *, team: bool = False) -> None:
    """Create the file before SQLite does, so that its mode is right from the first byte (0600, team 0660)."""
    mode = 0o660 if team else 0o600
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, mode)
    try:
        os.fchmod(descriptor, mode)
    finally:
        os.close(descriptor)
