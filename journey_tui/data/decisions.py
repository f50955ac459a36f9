"""Write what people decide: rows are only ever added, each in a transaction of its own.

In plain SQL: the ORM took 35 MB of each session that had decided something, and half a second of the first decision.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from journey_tui.data.decision_checks import OWN_MARKS, TAKING_BACK, DecisionRefused, same_matter
from journey_tui.data.rows import decision_of
from journey_tui.data.sqlite import sqlite3, transaction
from journey_tui.data.store import StoreError, writing
from journey_tui.domain.model import Decision
from journey_tui.lean import dataclass

_STANDS = "(SELECT COUNT(*) FROM decision u WHERE u.undoes=decision.id) % 2 = 0"
"""An undo takes a decision back, a redo takes the undo back."""
_NEWEST_FIRST = "decision.rowid DESC"
"""The order in which rows were added: clocks can stand still and step back."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody decided, checked."""

    kind: str
    target: str
    deal_id: str = ""
    value: str = ""
    reason: str = ""
    note: str = ""
    expires: date | None = None
    about: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """A decision that is in the store."""

    decision: Decision
    mark: int
    """What the deal's stored reading carries until it is worked out again; 0 where nothing is to be worked out."""


class _Row(NamedTuple):
    """A row of the table `decision`, its columns in the order in which `decision_of` reads them."""

    id: str
    at: int
    person: str
    kind: str
    target: str
    deal_id: str
    value: str
    reason: str
    note: str
    expires: str
    about: str
    uid: int
    undoes: str


_COLUMNS = ", ".join(_Row._fields)


class Decisions:
    """One person's decisions in one store."""

    def __init__(self, store: Path, uid: int, person: str) -> None:
        self._store = store
        self._uid = uid
        self._person = person

    def add(self, at: datetime, wanted: Wanted) -> Recorded:
        """Record a decision; the same one by the same person that leads already is returned as it is.

        "Leads" is the newest word in force on the matter, whoever said it: saying again what somebody else has since changed
        is a new decision.
        """
        row = self._row(at, wanted)  # made before anybody has to wait for it
        with self._writing() as connection:
            leading = self._leading(connection, wanted.kind, wanted.target)
            if leading is not None and leading.uid == self._uid and wanted.kind != "seen" and _content(leading) == _content(row):
                return Recorded(_decision(leading), 0)
            return Recorded(_decision(row), _add(connection, row, row.kind))

    def undo(self, at: datetime, decision_id: str = "") -> Recorded | None:
        """Take back this person's newest decision that stands, or the one named; None when there is none.

        Raises `DecisionRefused` where the one named is somebody else's, is taken back already, or is not there.
        """
        with self._writing() as connection:
            row = self._named(connection, decision_id) if decision_id else self._newest(connection)
            return None if row is None else self._take_back(connection, at, "undo", row)

    def redo(self, at: datetime) -> Recorded | None:
        """Restore what this person undid last, unless they decided something since; None when there is nothing."""
        with self._writing() as connection:
            row = self._undone(connection)
            return None if row is None else self._take_back(connection, at, "redo", row)

    def coming(self, reader: sqlite3.Connection) -> tuple[Decision | None, Decision | None]:
        """Return what the next undo would take back, and what the next redo would restore; waits for nobody who writes."""
        newest, undone = self._newest(reader), self._undone(reader)
        return (_decision(newest) if newest else None, _decision(undone) if undone else None)

    def _newest(self, connection: sqlite3.Connection) -> _Row | None:
        return _find(connection, f"uid=? AND kind NOT IN ('undo', 'redo') AND {_STANDS}", self._uid)

    def _named(self, connection: sqlite3.Connection, decision_id: str) -> _Row:
        row = _find(connection, "id=?", decision_id)
        if row is None or row.kind in TAKING_BACK:
            raise DecisionRefused(f"There is no decision {decision_id}. `journey decisions` lists them.")
        if row.uid != self._uid:
            raise DecisionRefused(
                f"{row.person} decided this, and only {row.person} takes it back. A word of yours stands above it."
            )
        if _find(connection, f"id=? AND {_STANDS}", row.id) is None:
            raise DecisionRefused("This decision has been taken back already; redo restores what was taken back last.")
        return row

    def _undone(self, connection: sqlite3.Connection) -> _Row | None:
        """Return the decision that this person took back last, None where they decided something since."""
        query = (
            f"SELECT decision.kind, o.id, (SELECT COUNT(*) FROM decision u WHERE u.undoes=o.id) % 2 FROM decision "
            f"LEFT JOIN decision o ON o.id=decision.undoes WHERE decision.uid=? ORDER BY {_NEWEST_FIRST}"
        )
        for kind, undone, is_undone in connection.execute(query, (self._uid,)):
            if kind not in TAKING_BACK:
                return None
            if kind == "undo" and is_undone:
                return _find(connection, "id=?", undone)
        return None

    def _take_back(self, connection: sqlite3.Connection, at: datetime, kind: str, row: _Row) -> Recorded:
        taking = self._row(at, Wanted(kind, row.target, row.deal_id), undoes=row.id)
        return Recorded(_decision(row), _add(connection, taking, row.kind))

    def _row(self, at: datetime, wanted: Wanted, undoes: str = "") -> _Row:
        milliseconds = int(at.timestamp() * 1000)
        return _Row(
            id=f"{milliseconds:013x}-{uuid4().hex[:12]}",
            at=milliseconds,
            person=self._person,
            kind=wanted.kind,
            target=wanted.target,
            deal_id=wanted.deal_id,
            value=wanted.value,
            reason=wanted.reason,
            note=wanted.note,
            expires=wanted.expires.isoformat() if wanted.expires else "",
            about=json.dumps(dict(wanted.about or {})),
            uid=self._uid,
            undoes=undoes,
        )

    def _leading(self, connection: sqlite3.Connection, kind: str, target: str) -> _Row | None:
        kinds = ", ".join(f"'{one}'" for one in same_matter(kind))
        own = f" AND uid={int(self._uid)}" if kind in OWN_MARKS else ""
        return _find(connection, f"target=? AND kind IN ({kinds}){own} AND {_STANDS}", target)

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        try:
            with writing(self._store) as connection, transaction(connection):
                yield connection
        except OSError as error:
            raise StoreError(f"{self._store} could not be written ({error.strerror or error}). Nothing was changed.") from error


def _find(connection: sqlite3.Connection, condition: str, value: str | int) -> _Row | None:
    query = f"SELECT {_COLUMNS} FROM decision WHERE {condition} ORDER BY {_NEWEST_FIRST} LIMIT 1"
    row = connection.execute(query, (value,)).fetchone()
    return _Row(*row) if row else None


def _add(connection: sqlite3.Connection, row: _Row, kind: str) -> int:
    """Add the row and mark the deal's reading as out of date; `kind` is what is decided or taken back."""
    added = connection.execute(f"INSERT INTO decision ({_COLUMNS}) VALUES ({', '.join('?' * len(row))})", row).lastrowid
    if kind == "origin":
        settle_origin(connection, row.target)
    if kind in OWN_MARKS:
        return 0
    mark = -int(added or 0)
    connection.execute("UPDATE projection SET valid_until=? WHERE deal_id=?", (mark, row.deal_id))
    return mark


def settle_origin(connection: sqlite3.Connection, touchpoint_id: str) -> None:
    """Put the origin that people's newest word asks for in force, else the one that the rules read; it is read again then."""
    word = f"SELECT value, person FROM decision WHERE kind='origin' AND target=? AND {_STANDS} ORDER BY {_NEWEST_FIRST} LIMIT 1"
    found = connection.execute(word, (touchpoint_id,)).fetchone()
    read = "read_origin=CASE read_origin WHEN '' THEN origin ELSE read_origin END, read_rule=CASE read_origin WHEN '' THEN origin_rule ELSE read_rule END"
    again = "analysed=CASE analysed WHEN '' THEN '' ELSE 'moved' END"
    if found is None or found[0] == "as_read":
        back = "origin=read_origin, origin_rule=read_rule, read_origin='', read_rule=''"
        connection.execute(f"UPDATE touchpoint SET {back}, {again} WHERE id=? AND read_origin<>''", (touchpoint_id,))
        return
    values = (found[0], f"set by {found[1]}", touchpoint_id)
    connection.execute(f"UPDATE touchpoint SET {read}, origin=?, origin_rule=?, {again} WHERE id=?", values)


def _content(row: _Row) -> tuple[str, ...]:
    edits = json.loads(row.about)
    return (row.kind, row.value, row.reason, row.note, row.expires, *(edits.get(name, "") for name in EDITS))


EDITS = ("title", "due", "owner", "held_until", "words")
"""What a decision says besides value and reason, in what it is about."""


def _decision(row: _Row) -> Decision:
    return decision_of(row[:11])
