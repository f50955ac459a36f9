"""What every part of the door stands on: one connection a thread, who looks, when, and the store's settings."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from journey_tui.data.sqlite import SCHEMA, open_reader, sqlite3
from journey_tui.data.store import check_store, ensure_store, is_team, writing
from journey_tui.paths import identity

if TYPE_CHECKING:
    from journey_tui.data.lists import Places
    from journey_tui.data.triage import TriageList
    from journey_tui.data.triage_past import PastTriage
    from journey_tui.domain.model import Freshness, Lane
    from journey_tui.playbooks import PlaybookSet


class DealNotFound(LookupError):
    """There is no deal, touchpoint or evidence with that id."""


class Door:
    """What every part stands on: the store, who looks, and when."""

    def __init__(self, store: Path, *, person: str = "", now: datetime | None = None) -> None:
        """Open `store`; raises `StoreError`. `person` and `now` fix who looks and when (tests, snapshots)."""
        if check_store(store) < SCHEMA:
            ensure_store(store)
        self.store = store
        who = identity()
        self._uid = who.uid
        self.person = person or who.login
        self._fixed_now = now
        self._local = threading.local()
        self._triage: tuple[tuple[Any, ...], TriageList] | None = None
        self._past_triage: tuple[tuple[Any, ...], PastTriage] | None = None
        self._lanes_read: tuple[Any, dict[str, Lane]] = (None, {})
        self._known_places: Places | None = None
        self._fresh: tuple[Any, tuple[Freshness, ...]] = (None, ())
        self._lock = threading.Lock()
        self._books: tuple[int, PlaybookSet] | None = None
        self._past_lock = threading.Lock()
        self._then_lock = threading.Lock()
        self._then_db: sqlite3.Connection | None = None
        """Whose version says whether what is known of the past still holds, whichever thread asks."""
        self._thens: tuple[Any, int, dict[Any, Any]] = (None, 0, {})

    @property
    def now(self) -> datetime:
        """Return the moment that counts as now, UTC."""
        return self._fixed_now or datetime.now(UTC)

    @property
    def is_team(self) -> bool:
        """Return whether every member of a group can read this store."""
        return is_team(self.store)

    @property
    def _db(self) -> sqlite3.Connection:
        """Return this thread's read-only connection."""
        connection = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = open_reader(self.store)
        return connection

    @property
    def playbooks(self) -> PlaybookSet:
        """Return the playbook and the channels in force; a bad file is left out with its error kept, its last good version stays."""
        from journey_tui.data import channels

        version = channels.stamp(self._db)
        if self._books is None or self._books[0] != version:
            from journey_tui.paths import paths
            from journey_tui.playbooks import load

            stored = [toml for _, toml in channels.newest_records(self._db).values()]
            self._books = (version, load(paths().playbooks, stored))
        return self._books[1]

    def _freshness(self) -> tuple[Freshness, ...]:
        """Return how fresh each kind of source is: read once for each state of the store."""
        from journey_tui.data.syncing import load_freshness

        key = (self._db.execute("PRAGMA data_version").fetchone()[0], threading.get_ident())
        known = self._fresh
        if known[0] != key:
            known = self._fresh = (key, load_freshness(self._db))
        return known[1]

    # Who --------------------------------------------------------------------------------------------------------------------------

    def member_ids(self) -> tuple[str, ...]:
        """Return the CRM users that this person stands for; empty while nobody said so."""
        row = self._db.execute("SELECT value FROM meta WHERE key=?", (f"whoami:{self._uid}",)).fetchone()
        return tuple(json.loads(row[0])) if row else ()

    def members(self) -> list[tuple[str, str, str]]:
        """Return (id, name, address) of the CRM's users who are people."""
        return self._db.execute("SELECT id, name, address FROM member WHERE automated=0 ORDER BY name").fetchall()

    def set_member(self, member_ids: tuple[str, ...]) -> None:
        """Remember which CRM users this person stands for."""
        self.set_meta(f"whoami:{self._uid}", json.dumps(member_ids))

    def meta(self, key: str) -> str:
        """Return a setting of the store, empty where it is not set."""
        row = self._db.execute("SELECT value FROM meta WHERE key=?", (key,)).fetchone()
        return str(row[0]) if row else ""

    def set_meta(self, key: str, value: str) -> None:
        """Write a setting of the store."""
        with writing(self.store) as connection:
            connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (key, value))
