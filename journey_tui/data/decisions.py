"""Write what people decide: rows are only ever added, each in a transaction of its own, through the ORM."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import text
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlmodel import Session

from journey_tui.data.decision_checks import OWN_MARKS, TAKING_BACK, DecisionRefused, same_matter
from journey_tui.data.engine import writer_engine
from journey_tui.data.rows import decision_of
from journey_tui.data.sqlite import sqlite3
from journey_tui.data.store import StoreError, plain_words
from journey_tui.data.tables import DecisionRow
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


class Decisions:
    """One person's decisions in one store."""

    def __init__(self, store: Path, uid: int, person: str) -> None:
        self._engine = writer_engine(store)
        self._store = store
        self._uid = uid
        self._person = person

    def add(self, at: datetime, wanted: Wanted) -> Recorded:
        """Record a decision; the same one by the same person that leads already is returned as it is.

        "Leads" is the newest word in force on the matter, whoever said it: saying again what somebody else has since changed
        is a new decision.
        """
        row = self._row(at, wanted)  # made before anybody has to wait for it
        with self._session() as session:
            leading = self._leading(session, wanted.kind, wanted.target)
            if leading is not None and leading.uid == self._uid and wanted.kind != "seen" and _content(leading) == _content(row):
                return Recorded(_decision(leading), 0)
            return Recorded(_decision(row), self._add(session, row))

    def undo(self, at: datetime, decision_id: str = "") -> Recorded | None:
        """Take back this person's newest decision that stands, or the one named; None when there is none.

        Raises `DecisionRefused` where the one named is somebody else's, is taken back already, or is not there.
        """
        with self._session() as session:
            row = self._named(session, decision_id) if decision_id else self._newest(session)
            return None if row is None else self._take_back(session, at, "undo", row)

    def redo(self, at: datetime) -> Recorded | None:
        """Restore what this person undid last, unless they decided something since; None when there is nothing."""
        with self._session() as session:
            row = self._undone(session)
            return None if row is None else self._take_back(session, at, "redo", row)

    def coming(self) -> tuple[Decision | None, Decision | None]:
        """Return what the next undo would take back, and what the next redo would restore."""
        with self._session() as session:
            newest, undone = self._newest(session), self._undone(session)
            return (_decision(newest) if newest else None, _decision(undone) if undone else None)

    def _newest(self, session: Session) -> DecisionRow | None:
        return self._find(session, f"uid=:uid AND kind NOT IN ('undo', 'redo') AND {_STANDS}")

    def _named(self, session: Session, decision_id: str) -> DecisionRow:
        row = session.get(DecisionRow, decision_id)
        if row is None or row.kind in TAKING_BACK:
            raise DecisionRefused(f"There is no decision {decision_id}. `journey decisions` lists them.")
        if row.uid != self._uid:
            raise DecisionRefused(
                f"{row.person} decided this, and only {row.person} takes it back. A word of yours stands above it."
            )
        stands = session.connection().execute(text(f"SELECT {_STANDS} FROM decision WHERE id=:id"), {"id": row.id}).scalar()
        if not stands:
            raise DecisionRefused("This decision has been taken back already; redo restores what was taken back last.")
        return row

    def _undone(self, session: Session) -> DecisionRow | None:
        """Return the decision that this person took back last, None where they decided something since."""
        query = (
            f"SELECT decision.kind, o.id, (SELECT COUNT(*) FROM decision u WHERE u.undoes=o.id) % 2 FROM decision "
            f"LEFT JOIN decision o ON o.id=decision.undoes WHERE decision.uid=:uid ORDER BY {_NEWEST_FIRST}"
        )
        for kind, undone, is_undone in session.connection().execute(text(query), {"uid": self._uid}):
            if kind not in TAKING_BACK:
                return None
            if kind == "undo" and is_undone:
                return session.get(DecisionRow, undone)
        return None

    def _take_back(self, session: Session, at: datetime, kind: str, row: DecisionRow) -> Recorded:
        answer = _decision(row)
        taking = self._row(at, Wanted(kind, row.target, row.deal_id), undoes=row.id)
        return Recorded(answer, self._add(session, taking, of=row.kind))

    def _row(self, at: datetime, wanted: Wanted, undoes: str = "") -> DecisionRow:
        milliseconds = int(at.timestamp() * 1000)
        return DecisionRow(
            id=f"{milliseconds:013x}-{uuid4().hex[:12]}",
            at=milliseconds,
            uid=self._uid,
            person=self._person,
            kind=wanted.kind,
            target=wanted.target,
            deal_id=wanted.deal_id,
            value=wanted.value,
            reason=wanted.reason,
            note=wanted.note,
            expires=wanted.expires.isoformat() if wanted.expires else "",
            undoes=undoes,
            about=json.dumps(dict(wanted.about or {})),
        )

    def _leading(self, session: Session, kind: str, target: str) -> DecisionRow | None:
        kinds = ", ".join(f"'{one}'" for one in same_matter(kind))
        own = " AND uid=:uid" if kind in OWN_MARKS else ""
        return self._find(session, f"target=:target AND kind IN ({kinds}){own} AND {_STANDS}", target=target)

    def _find(self, session: Session, condition: str, **values: str) -> DecisionRow | None:
        query = text(f"SELECT id FROM decision WHERE {condition} ORDER BY {_NEWEST_FIRST} LIMIT 1")
        row = session.connection().execute(query, {"uid": self._uid, **values}).first()
        return session.get(DecisionRow, row[0]) if row else None

    @staticmethod
    def _add(session: Session, row: DecisionRow, of: str = "") -> int:
        """Add the row and mark the deal's reading as out of date, both or neither; `of`: the kind that is taken back."""
        session.add(row)
        session.flush()
        connection, kind = session.connection(), of or row.kind
        mark = 0
        if kind == "origin":
            settle_origin(connection, row.target)
        if kind not in OWN_MARKS:
            mark = -int(connection.execute(text("SELECT rowid FROM decision WHERE id=:id"), {"id": row.id}).scalar_one())
            stale = "UPDATE projection SET valid_until=:mark WHERE deal_id=:deal"
            connection.execute(text(stale), {"deal": row.deal_id, "mark": mark})
        session.commit()
        return mark

    @contextmanager
    def _session(self) -> Iterator[Session]:
        try:
            with Session(self._engine, expire_on_commit=False) as session:
                yield session
        except DatabaseError as error:
            told = error.orig if isinstance(error, OperationalError) else None
            words = plain_words(self._store, told) if isinstance(told, sqlite3.OperationalError) else str(error.orig)
            raise StoreError(words) from error
        except sqlite3.DatabaseError as error:
            raise StoreError(plain_words(self._store, error)) from error
        except OSError as error:
            raise StoreError(f"{self._store} could not be written ({error.strerror or error}). Nothing was changed.") from error


def settle_origin(connection: Any, touchpoint_id: str) -> None:
    """Put the origin that people's newest word asks for in force, else the one that the rules read; it is read again then."""
    word = f"SELECT value, person FROM decision WHERE kind='origin' AND target=:id AND {_STANDS} ORDER BY {_NEWEST_FIRST} LIMIT 1"
    found = connection.execute(text(word), {"id": touchpoint_id}).first()
    values = {"id": touchpoint_id}
    read = "read_origin=CASE read_origin WHEN '' THEN origin ELSE read_origin END, read_rule=CASE read_origin WHEN '' THEN origin_rule ELSE read_rule END"
    again = "analysed=CASE analysed WHEN '' THEN '' ELSE 'moved' END"
    if found is None or found[0] == "as_read":
        back = "origin=read_origin, origin_rule=read_rule, read_origin='', read_rule=''"
        connection.execute(text(f"UPDATE touchpoint SET {back}, {again} WHERE id=:id AND read_origin<>''"), values)
        return
    values |= {"origin": found[0], "rule": f"set by {found[1]}"}
    connection.execute(text(f"UPDATE touchpoint SET {read}, origin=:origin, origin_rule=:rule, {again} WHERE id=:id"), values)


def _content(row: DecisionRow) -> tuple[str, ...]:
    edits = json.loads(row.about)
    return (row.kind, row.value, row.reason, row.note, row.expires, *(edits.get(name, "") for name in EDITS))


EDITS = ("title", "due", "owner", "held_until", "words")
"""What a decision says besides value and reason, in what it is about."""


def _decision(row: DecisionRow) -> Decision:
    return decision_of(
        (row.id, row.at, row.person, row.kind, row.target, row.deal_id, row.value, row.reason, row.note, row.expires, row.about)
    )
