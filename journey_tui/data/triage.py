"""The triage list from the stored projection: one indexed read, pages of rows, each person's own marks on top."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from datetime import UTC, date, datetime
from typing import Any

from journey_tui.data.sqlite import sqlite3
from journey_tui.data.standing import IN_FORCE, in_force
from journey_tui.domain.codec import decode
from journey_tui.domain.triage_filter import Filter, read_filter
from journey_tui.domain.views_triage import TriagePage, TriageRow
from journey_tui.lean import dataclass

ORDERS = {
    "needs": "rank, due, name, deal_id",
    "account": "account COLLATE NOCASE, name COLLATE NOCASE, deal_id",
    "close": "close_date, name, deal_id",
    "amount": "amount DESC, name, deal_id",
    "truth": "gap DESC, name, deal_id",
    "changed": "changed_at DESC, name, deal_id",
}


KEPT = 1_000
"""Rows that the list keeps as they were read: the store has not changed as long as the list is used."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What one person has seen and put aside."""

    seen: dict[str, datetime]
    snoozed: dict[str, date]
    waiting: frozenset[str] = frozenset()
    """Those among the snoozed that come back as soon as the customer writes."""
    notes: Mapping[str, int] = field(default_factory=dict)
    """How many notes wait for this person, by deal."""
    others: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    """When other people decided on a deal since this person's last look, in seconds."""

    def put_on(self, row: TriageRow, news: Iterable[int]) -> TriageRow:
        """Return the row with how many of `news` (seconds) came after the person's last look, and their snooze."""
        seen = self.seen.get(row.deal_id)
        changed = sum(at > seen.timestamp() for at in news) + len(self.others.get(row.deal_id, ())) if seen else 0
        notes = self.notes.get(row.deal_id, 0)
        group = "changed" if (changed or notes) and row.group == "rest" else row.group
        until, reply = self.snoozed.get(row.deal_id), "reply" if row.deal_id in self.waiting else ""
        if (changed, notes, group, until, reply) == (row.changed, row.notes, row.group, row.snoozed_until, row.snoozed_for):
            return row
        return replace(row, changed=changed, notes=notes, group=group, snoozed_until=until, snoozed_for=reply)


def load_marks(
    connection: sqlite3.Connection, person: str, now: datetime, *, past: bool = False, member_ids: Sequence[str] = ()
) -> Marks:
    """Return the person's own marks that stand; `past`: those that stood at `now`, also where they were taken back later."""
    today, until = now.date(), now if past else None
    rows = connection.execute(
        f"{in_force(until)} AND d.kind IN ('seen','snooze') AND d.person=? ORDER BY d.at, d.rowid", (person,)
    ).fetchall()
    seen = {row[5]: datetime.fromtimestamp(row[1] / 1000, UTC) for row in rows if row[3] == "seen"}
    last = {row[5]: row for row in rows if row[3] == "snooze" and row[9]}
    snoozed = {deal: day for deal, row in last.items() if (day := date.fromisoformat(row[9])) > today}
    waiting = {deal: last[deal][1] // 1000 for deal in snoozed if last[deal][6] == "reply"}
    written = {deal for deal, since in waiting.items() if _has_written(connection, deal, since, now)}
    return Marks(seen, {deal: day for deal, day in snoozed.items() if deal not in written}, frozenset(waiting) - written,
                 _notes_waiting(connection, () if past else member_ids), _of_others(connection, person, seen, until))  # fmt: skip


def _notes_waiting(connection: sqlite3.Connection, member_ids: Sequence[str]) -> dict[str, int]:
    """Return how many notes wait for somebody, by deal."""
    if not member_ids:
        return {}
    read = f"SELECT target FROM ({IN_FORCE} AND d.kind='coach_read')"
    query = (
        f"SELECT deal_id, COUNT(*) FROM ({IN_FORCE} AND d.kind='coach' AND d.about ->> '$.to_id' IN ({','.join('?' * len(member_ids))})) "
        f"WHERE target NOT IN ({read}) GROUP BY deal_id"
    )
    return dict(connection.execute(query, tuple(member_ids)).fetchall())


def _of_others(
    connection: sqlite3.Connection, person: str, seen: dict[str, datetime], until: datetime | None
) -> dict[str, tuple[float, ...]]:
    """Return when other people decided, by deal, since this person's last look at it."""
    if not seen:
        return {}
    since = int(min(seen.values()).timestamp() * 1000)
    query = f"{in_force(until)} AND d.kind NOT IN ('seen','snooze','coach','coach_read') AND d.person<>? AND d.at>? ORDER BY d.at"
    found: dict[str, tuple[float, ...]] = {}
    for row in connection.execute(query, (person, since)):
        if row[5] in seen and row[1] / 1000 > seen[row[5]].timestamp():
            found[row[5]] = (*found.get(row[5], ()), row[1] / 1000)
    return found


def _has_written(connection: sqlite3.Connection, deal_id: str, since: int, now: datetime) -> bool:
    """Return whether the customer wrote, called or met after `since` (seconds), or before and it reached the store after."""
    query = (
        "SELECT 1 FROM touchpoint WHERE deal_id=? AND deleted=0 AND side='customer' AND origin<>'automated' AND at<=? "
        "AND (at>? OR (imported_at>? AND imported_at<=?)) AND kind IN ('email','call','meeting','document') LIMIT 1"
    )
    moment = int(now.timestamp())
    return connection.execute(query, (deal_id, moment, since, since, moment)).fetchone() is not None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is to show."""

    owner_ids: tuple[str, ...] = ()
    """Empty: everybody's."""
    order: str = "needs"
    query: str = ""
    closed: bool = False
    snoozed: bool = False


class TriageList:
    """The order of the list, worked out once a state of the store, and pages of it."""

    def __init__(self, connection: sqlite3.Connection, wanted: Wanted, marks: Marks, today: date) -> None:
        self._marks = marks
        self._scope = "mine" if wanted.owner_ids else "all"
        self._rows: dict[str, TriageRow] = {}
        self._ids = self._ordered(connection, wanted, today)

    def page(self, connection: sqlite3.Connection, offset: int, limit: int) -> TriagePage:
        """Return a window of the list."""
        ids = self._ids[offset : offset + limit]
        if len(self._rows) > KEPT:
            self._rows.clear()
        self._rows.update(self._read(connection, [i for i in ids if i not in self._rows]))
        return TriagePage(tuple(self._rows[i] for i in ids if i in self._rows), len(self._ids), offset, self._scope)

    def _read(self, connection: sqlite3.Connection, ids: list[str]) -> dict[str, TriageRow]:
        found: dict[str, TriageRow] = {}
        for start in range(0, len(ids), 500):
            part = ids[start : start + 500]
            marks = ",".join("?" * len(part))
            query = f"SELECT deal_id, triage FROM projection WHERE deal_id IN ({marks})"
            found.update({row[0]: self._row(row[0], json.loads(row[1])) for row in connection.execute(query, part)})
        return found

    def _row(self, deal_id: str, value: dict[str, Any]) -> TriageRow:
        return self._marks.put_on(decode(TriageRow, value), value.get("news", ()))

    def _fitting(self, connection: sqlite3.Connection, narrowed: Filter, ids: list[str], today: date) -> set[str]:
        """Return the deals whose rows pass the tests, read a few hundred at a time so that ten thousand need no room."""
        found: set[str] = set()
        for start in range(0, len(ids), 500):
            rows = self._read(connection, ids[start : start + 500])
            found |= {deal_id for deal_id, row in rows.items() if narrowed.fits(row, today)}
        return found

    def _ordered(self, connection: sqlite3.Connection, wanted: Wanted, today: date) -> list[str]:
        # Open ones alone are in the order of the index that has all of this: nothing else is read, nothing is sorted.
        conditions = ["closed<=1" if wanted.closed else "closed=0"]
        if wanted.owner_ids:
            conditions.append(f"owner_id IN ({','.join('?' * len(wanted.owner_ids))})")
        values = wanted.owner_ids
        query = f"SELECT deal_id, rank, changed_at FROM projection WHERE {' AND '.join(conditions)} ORDER BY {ORDERS.get(wanted.order, ORDERS['needs'])}"
        rows = connection.execute(query, values).fetchall()
        if not wanted.snoozed:
            rows = [row for row in rows if row[0] not in self._marks.snoozed]
        narrowed = read_filter(wanted.query)
        if narrowed.words:
            fitting = fitting_deals(connection, narrowed.words)
            rows = [row for row in rows if row[0] in fitting]
        if narrowed.tests:
            fits = self._fitting(connection, narrowed, [row[0] for row in rows], today)
            rows = [row for row in rows if row[0] in fits]
        if wanted.order == "needs" and (self._marks.seen or self._marks.notes):
            rows.sort(key=lambda row: 0 if row[1] < 2 else 1 if self._is_changed(row) else 2)
        return [row[0] for row in rows]

    def _is_changed(self, row: tuple[Any, ...]) -> bool:
        seen = self._marks.seen.get(row[0])
        if row[0] in self._marks.notes:
            return True
        return seen is not None and (row[2] > seen.timestamp() or row[0] in self._marks.others)


def fitting_deals(connection: sqlite3.Connection, query: str) -> set[str]:
    """Return the deals in whose names every word of the query occurs, in any order; letters may be left out of a word."""
    words = query.casefold().split()
    rows = connection.execute(
        "SELECT p.deal_id, p.name || ' ' || p.account || ' ' || d.stage || ' ' || COALESCE(m.name, d.owner_name) FROM projection p "
        "JOIN deal d ON d.id=p.deal_id LEFT JOIN member m ON m.id=d.owner_id"
    )
    return {row[0] for row in rows if all(_occurs(word, row[1].casefold()) for word in words)}


def _occurs(word: str, text: str) -> bool:
    if word in text:
        return True
    return len(word) >= 3 and any(_subsequence(word, part) for part in text.split())


def _subsequence(word: str, text: str) -> bool:
    letters = iter(text)
    return text[:1] == word[:1] and all(letter in letters for letter in word)
