"""What is known of earlier messages and meetings while one is placed: their deals, and the conversations they belong to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from journey_tui.data.sqlite import sqlite3
from journey_tui.sync.arriving import RANK, Rank


class Known(Mapping[str, str]):
    """Message-IDs and calendar UIDs that are placed already, to their deals; kept here where everything is placed in order."""

    def __init__(self) -> None:
        self._deals: dict[str, str] = {}
        self._roots: dict[str, str] = {}

    def __getitem__(self, key: str) -> str:
        return self._deals[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._deals)

    def __len__(self) -> int:
        return len(self._deals)

    def root_of(self, message_id: str) -> str:
        """Return the conversation of an earlier message, empty where there is none."""
        return self._roots.get(message_id, "")

    def put(self, message_id: str, uid: str, deal_id: str, thread: str) -> None:
        """Add what has been placed."""
        for key in (message_id, uid):
            if key and deal_id:
                self._deals[key] = deal_id
        if message_id:
            self._roots[message_id] = thread


class KnownBefore(Known):
    """The same, looked up in the store: what stands before a place in the order of placing."""

    def __init__(self, connection: sqlite3.Connection, rank: Rank) -> None:
        super().__init__()
        self._db, self._rank = connection, rank
        self._found: dict[str, tuple[str, str]] = {}

    def __getitem__(self, key: str) -> str:
        deal_id = self._look_up(key)[0]
        if not deal_id:
            raise KeyError(key)
        return deal_id

    def root_of(self, message_id: str) -> str:
        """Return the conversation of an earlier message, empty where there is none."""
        return self._look_up(message_id)[1]

    def put(self, message_id: str, uid: str, deal_id: str, thread: str) -> None:
        """Add nothing: it stands in the store."""

    def _look_up(self, key: str) -> tuple[str, str]:
        """Return the deal and the conversation that the last one before has."""
        if key not in self._found:
            columns = f"deal_id, CASE message_id WHEN ? THEN thread ELSE '' END, {RANK}"
            where = "match_reason<>'' AND deleted=0"
            rows = self._db.execute(
                f"SELECT {columns} FROM touchpoint WHERE message_id=? AND {where} UNION SELECT {columns} FROM touchpoint WHERE uid=? AND {where}",
                (key, key, key, key),
            )
            before = sorted((tuple(row[2:]), row[0], row[1]) for row in rows if tuple(row[2:]) < self._rank)
            deal_id = next((deal for _, deal, _ in reversed(before) if deal), "")
            self._found[key] = (deal_id, next((thread for _, _, thread in reversed(before) if thread), ""))
        return self._found[key]
