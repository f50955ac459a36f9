"""Who was heard first under which name: kept up with every touchpoint, so that learning people reads no mail again."""

from __future__ import annotations

import json
from collections.abc import Iterable

from journey_tui.data.rows import parties_of
from journey_tui.data.sqlite import sqlite3
from journey_tui.domain.model import Kind, Party

_HEAR = (
    "INSERT INTO voice (address, at, touchpoint_id, name, former) VALUES (?,?,?,?,'') ON CONFLICT(address) DO UPDATE SET at=excluded.at, "
    "touchpoint_id=excluded.touchpoint_id, former=CASE name WHEN excluded.name THEN former ELSE former||name||char(10) END, "
    "name=excluded.name WHERE (excluded.at, excluded.touchpoint_id)<(at, touchpoint_id)"
)


class Voices:
    """Hears the touchpoints of one file; the caller holds the transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._heard: dict[str, tuple[int, str]] = {}
        """Address to the earliest place that was told to the store by us."""

    def hear(self, touchpoint_id: str, kind: Kind, at: int, parties: Iterable[Party]) -> None:
        """Put down whom a mail or a meeting names first."""
        if kind not in (Kind.EMAIL, Kind.MEETING):
            return
        place = (at, touchpoint_id)
        for party in parties:
            if party.address and " " in party.name:
                before = self._heard.get(party.address)
                if before is None or place < before:
                    self._db.execute(_HEAR, (party.address, at, touchpoint_id, party.name))
                    self._heard[party.address] = place

    def hear_again(self, touchpoint_id: str, kind: Kind, at: int, parties: Iterable[Party]) -> None:
        """Put down what a touchpoint says now that has changed, or says no more (without parties)."""
        names = {party.address: party.name for party in reversed(list(parties)) if " " in party.name}
        told = self._db.execute("SELECT address, at, name FROM voice WHERE touchpoint_id=?", (touchpoint_id,)).fetchall()
        if any((at, names.get(address)) != (before, name) for address, before, name in told):
            forget_voice(self._db, touchpoint_id)
            self._heard.clear()
        self.hear(touchpoint_id, kind, at, parties)


def forget_voice(connection: sqlite3.Connection, touchpoint_id: str) -> None:
    """Let the next touchpoint that names an address stand for it, where this one stood."""
    for address, name, former in connection.execute(
        "DELETE FROM voice WHERE touchpoint_id=? RETURNING address, name, former", (touchpoint_id,)
    ).fetchall():
        query = (
            "SELECT at, id, parties FROM touchpoint WHERE kind IN ('email','meeting') AND deleted=0 AND id<>? AND instr(parties, ?) "
            "ORDER BY at, id"
        )
        for at, key, parties in connection.execute(query, (touchpoint_id, json.dumps(address))):
            found = next((p for p in parties_of(parties) if p.address == address and " " in p.name), None)
            if found:
                again = (address, at, key, found.name, f"{former}{name}\n")
                connection.execute("INSERT INTO voice (address, at, touchpoint_id, name, former) VALUES (?,?,?,?,?)", again)
                break
