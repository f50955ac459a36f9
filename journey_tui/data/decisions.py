"""Write what people decide: rows are only ever added, each in a transaction of its own, through the ORM."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import literal_column, text
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session, col, func, select

from journey_tui.data.engine import writer_engine
from journey_tui.data.store import StoreError
from journey_tui.data.tables import DecisionRow
from journey_tui.domain.model import Decision

TAKING_BACK = ("undo", "redo")
_NEWEST_FIRST: Any = literal_column("decision.rowid").desc()
"""The order in which rows were added: clocks can stand still and step back."""
_OWN_MARKS = ("seen", "snooze", "pin")
"""Decisions that change nothing in a deal's reading."""


class Decisions:
    """One person's decisions in one store."""

    def __init__(self, store: Path, uid: int, person: str) -> None:
        self._engine = writer_engine(store)
        self._store = store
        self._uid = uid
        self._person = person

    def add(
        self, at: datetime, kind: str, target: str, *, deal_id: str, value: str, reason: str, note: str, expires: date | None
    ) -> Decision:
        """Record a decision; the same one by the same person that already stands is returned as it is."""
        with self._session() as session:
            same = self._standing(session, kind, target)
            row = self._row(at, kind, target, deal_id, value, reason, note, expires)
            if same is not None and kind != "seen" and _content(same) == _content(row):
                return _decision(same)
            self._add(session, row)
            return _decision(row)

    def undo(self, at: datetime) -> Decision | None:
        """Take back this person's newest decision that stands; None when there is none."""
        with self._session() as session:
            newest = select(DecisionRow).where(DecisionRow.uid == self._uid, col(DecisionRow.kind).not_in(TAKING_BACK))
            for row in session.exec(newest.order_by(_NEWEST_FIRST).limit(200)):
                if self._stands(session, row.id):
                    return self._take_back(session, at, "undo", row)
            return None

    def redo(self, at: datetime) -> Decision | None:
        """Restore what this person undid last, unless they decided something since; None when there is nothing."""
        with self._session() as session:
            mine = select(DecisionRow).where(DecisionRow.uid == self._uid).order_by(_NEWEST_FIRST).limit(200)
            for row in session.exec(mine):
                if row.kind not in TAKING_BACK:
                    return None
                undone = session.get(DecisionRow, row.undoes)
                if row.kind == "undo" and undone is not None and not self._stands(session, undone.id):
                    return self._take_back(session, at, "redo", undone)
            return None

    def _take_back(self, session: Session, at: datetime, kind: str, row: DecisionRow) -> Decision:
        answer = _decision(row)
        self._add(session, self._row(at, kind, row.target, row.deal_id, "", "", "", None, undoes=row.id), of=row.kind)
        return answer

    def _row(
        self,
        at: datetime,
        kind: str,
        target: str,
        deal_id: str,
        value: str,
        reason: str,
        note: str,
        expires: date | None,
        undoes: str = "",
    ) -> DecisionRow:
        milliseconds = int(at.timestamp() * 1000)
        return DecisionRow(
            id=f"{milliseconds:013x}-{uuid4().hex[:12]}",
            at=milliseconds,
            uid=self._uid,
            person=self._person,
            kind=kind,
            target=target,
            deal_id=deal_id,
            value=value,
            reason=reason,
            note=note,
            expires=expires.isoformat() if expires else "",
            undoes=undoes,
        )

    def _standing(self, session: Session, kind: str, target: str) -> DecisionRow | None:
        query = select(DecisionRow).where(DecisionRow.uid == self._uid, DecisionRow.kind == kind, DecisionRow.target == target)
        row = session.exec(query.order_by(_NEWEST_FIRST).limit(1)).first()
        return row if row is not None and self._stands(session, row.id) else None

    @staticmethod
    def _stands(session: Session, decision_id: str) -> bool:
        return session.exec(select(func.count()).where(DecisionRow.undoes == decision_id)).one() % 2 == 0

    @staticmethod
    def _add(session: Session, row: DecisionRow, of: str = "") -> None:
        """Add the row and mark the deal's reading as out of date, both or neither; `of`: the kind that is taken back."""
        session.add(row)
        session.flush()
        if (of or row.kind) not in _OWN_MARKS:
            session.connection().execute(text("UPDATE projection SET valid_until=0 WHERE deal_id=:deal"), {"deal": row.deal_id})
        session.commit()

    @contextmanager
    def _session(self) -> Iterator[Session]:
        try:
            with Session(self._engine, expire_on_commit=False) as session:
                yield session
        except DatabaseError as error:
            raise StoreError(f"Nothing was recorded: {self._store} could not be written ({error.orig}). Try again.") from error


def _content(row: DecisionRow) -> tuple[str, ...]:
    return (row.value, row.reason, row.note, row.expires)


def _decision(row: DecisionRow) -> Decision:
    from journey_tui.data.rows import decision_of

    return decision_of(
        (row.id, row.at, row.person, row.kind, row.target, row.deal_id, row.value, row.reason, row.note, row.expires)
    )
