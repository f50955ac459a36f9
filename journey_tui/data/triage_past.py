"""The triage list as of a moment: rows are worked out where they are looked at, since no projection holds the past."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, Final

from journey_tui.data.sqlite import sqlite3
from journey_tui.data.triage import ORDERS, Marks, Wanted, fitting_deals
from journey_tui.domain.triage_filter import read_filter
from journey_tui.domain.views import TriagePage, TriageRow

WHOLE: Final = 200
"""Up to this many deals all rows are worked out, so that the order is that of the moment; beyond, the order is today's."""
FAR: Final = "9999-12-31"
RANKS: Final = {"follow_up": 0, "dated": 1, "changed": 2}

FIELDS: Final[dict[str, tuple[str, Callable[[Any], Any]]]] = {
    "close": ("close_date", lambda day: str(day)[:10] if day else FAR),
    "amount": ("amount", lambda amount: -_number(amount)),
}
"""Orders that follow a field of the CRM, whose history is known without reading a deal; and what is sorted by."""

RowOf = Callable[[str], TriageRow | None]
"""Return a deal's row as of the moment; None where the deal was not there yet."""


class PastTriage:
    """The order of the list as of a moment, and pages of it; what was worked out is kept."""

    def __init__(self, connection: sqlite3.Connection, wanted: Wanted, marks: Marks, moment: datetime, row_of: RowOf) -> None:
        self._row_of = row_of
        self._closed, self._snoozed = wanted.closed, {} if wanted.snoozed else marks.snoozed
        self._scope = "mine" if wanted.owner_ids else "all"
        self._rows: dict[str, TriageRow | None] = {}
        self._ids = self._there(connection, wanted, int(moment.timestamp()))
        settled = len(self._ids) <= WHOLE or bool(self._narrowed.tests)
        self.exact = settled or wanted.order in ("account", *FIELDS)
        """Whether order and groups are those of the moment."""
        if settled:
            self._settle(wanted.order, moment.date())
        elif wanted.order in FIELDS:
            self._sort_by_field(connection, wanted.order, int(moment.timestamp()))

    def page(self, offset: int, limit: int) -> TriagePage:
        """Return a window of the list."""
        rows = [self._row(deal_id) for deal_id in self._ids[offset : offset + limit]]
        return TriagePage(tuple(row for row in rows if row is not None), len(self._ids), offset, self._scope, self.exact)

    def _row(self, deal_id: str) -> TriageRow | None:
        if deal_id not in self._rows:
            self._rows[deal_id] = self._row_of(deal_id)
        return self._rows[deal_id]

    def _there(self, connection: sqlite3.Connection, wanted: Wanted, moment: int) -> list[str]:
        """Return the deals that there were by then, open ones unless closed are wanted too, in today's order."""
        conditions: list[str] = ["deal_id IN (SELECT id FROM deal WHERE created_at IS NULL OR created_at<=?)"]
        values: list[Any] = [moment]
        if not wanted.closed:
            # What is closed today was open as long as its stage still moved.
            conditions.append("(closed=0 OR deal_id IN (SELECT deal_id FROM field_change WHERE field='stage' AND at>?))")
            values.append(moment)
        order = ORDERS.get(wanted.order, ORDERS["needs"])
        query = f"SELECT deal_id, owner_id FROM projection WHERE {' AND '.join(conditions)} ORDER BY {order}"
        found = connection.execute(query, values).fetchall()
        if wanted.owner_ids:
            others, mine = _owners_then(connection, moment), _called(connection, wanted.owner_ids)
            found = [row for row in found if others.get(row[0], row[1]) in mine]
        ids = [row[0] for row in found if row[0] not in self._snoozed]
        self._narrowed = read_filter(wanted.query)
        words = self._narrowed.words
        fitting = fitting_deals(connection, words) if words else None
        return [one for one in ids if fitting is None or one in fitting]

    def _sort_by_field(self, connection: sqlite3.Connection, order: str, moment: int) -> None:
        """Sort by what a field of the CRM said at the moment, without reading the deals."""
        field, last = FIELDS[order]
        known = {row[0]: (row[1], row[2]) for row in connection.execute(f"SELECT deal_id, name, {field} FROM projection")}
        # Where nothing changed since, what is known today held then.
        changed = {row[0] for row in connection.execute("SELECT DISTINCT deal_id FROM field_change WHERE at>?", (moment,))}
        then: dict[str, Any] = {}
        history = "SELECT deal_id, at, new FROM field_change WHERE field=? ORDER BY deal_id, at, id"
        for deal_id, at, new in connection.execute(history, (field,)):
            # Before its first record a field is unknown.
            then[deal_id] = (new or None) if at <= moment else then.get(deal_id)

        def key(deal_id: str) -> tuple[Any, ...]:
            name, today = known[deal_id]
            return (last(then.get(deal_id, today) if deal_id in changed else today), name, deal_id)

        self._ids.sort(key=key)

    def _settle(self, order: str, today: date) -> None:
        """Work out every row, leave out what was not there or was closed already, and sort as of the moment."""
        rows = [row for row in map(self._row, self._ids) if row is not None and (self._closed or not row.closed)]
        rows = [row for row in rows if self._narrowed.fits(row, today)]
        rows.sort(key=lambda row: _key(row, order))
        self._ids = [row.deal_id for row in rows]


def _key(row: TriageRow, order: str) -> tuple[Any, ...]:
    """Return what a row is sorted by: the orders of `data.triage.ORDERS`."""
    if order == "account":
        return (row.account.casefold(), row.name.casefold(), row.deal_id)
    if order == "close":
        return (row.close_date.isoformat() if row.close_date else FAR, row.name, row.deal_id)
    if order == "amount":
        return (-float(row.amount or 0), row.name, row.deal_id)
    if order == "truth":
        return (-row.gap, row.name, row.deal_id)
    if order == "changed":
        return (-(row.changed_at.timestamp() if row.changed_at else 0), row.name, row.deal_id)
    rank = RANKS.get(row.group, 3)
    # Follow-ups and dated steps first, each group by date.
    return (rank, row.next_due.isoformat() if row.next_due else FAR, row.name, row.deal_id)


def _number(amount: Any) -> float:
    try:
        return float(amount or 0)
    except ValueError:
        return 0.0


def _owners_then(connection: sqlite3.Connection, moment: int) -> dict[str, str]:
    """Return whose the deals were at the moment that have gone to somebody else since: from whom the first change took them."""
    query = "SELECT deal_id, old FROM field_change WHERE field='owner' AND at>? ORDER BY at DESC, id DESC"
    return dict(connection.execute(query, (moment,)))


def _called(connection: sqlite3.Connection, member_ids: Sequence[str]) -> frozenset[str]:
    """Return what a change of owner may call these users: their ids and their names."""
    query = f"SELECT name FROM member WHERE id IN ({','.join('?' * len(member_ids))})"
    return frozenset((*member_ids, *(row[0] for row in connection.execute(query, tuple(member_ids)))))
