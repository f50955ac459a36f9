"""What a change of the CRM concerns, put down with the change itself: touchpoints of an account, an address, a name are placed again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from journey_tui.data.sqlite import sqlite3

MOST: Final = 2_000
"""Things that concern touchpoints; with more of them everything is placed again."""

_MATTERS: Final = {
    "account": "id, name, domains, is_partner, deleted",
    "contact": "id, name, address, account_id, title, deleted",
    "member": "id, name, address, title, automated",
    "deal": "id, account_id, partner_id, contacts, name, owner_id, product, created_at, closed, "
    "CASE closed WHEN 1 THEN close_date ELSE '' END, deleted",
    "contact_role": "id, deal_id, contact_id, role, deleted",
}
"""What of each table placing looks at: a deal may change its stage without anything being placed anew."""

Key = tuple[str, str]
"""What kind of thing, and which."""

Said = dict[str, tuple[Any, ...]]


def said(connection: sqlite3.Connection, table: str, ids: Sequence[str]) -> Said:
    """Return what the store says of these rows, as far as placing looks at it."""
    marks = ",".join("?" * len(ids))
    return {row[0]: tuple(row) for row in connection.execute(f"SELECT {_MATTERS[table]} FROM {table} WHERE id IN ({marks})", ids)}


def put_down(connection: sqlite3.Connection, table: str, before: Said, after: Said) -> int:
    """Put down what differs concerns; returns how many things that are."""
    changed = [key for key in after if after[key] != before.get(key)]
    rows = {key for one in changed for said in (before.get(one), after[one]) if said for key in _keys(table, said) if key[1]}
    connection.executemany("INSERT OR IGNORE INTO concern (kind, value) VALUES (?,?)", sorted(rows))
    return len(rows)


def _keys(table: str, row: Sequence[Any]) -> Iterator[tuple[str, str]]:
    """Yield (kind, value) of what a row has to do with."""
    yield "id", row[0]
    if table == "account":
        yield "account", row[0]
        yield "company", row[1]
        yield from (("domain", domain) for domain in row[2].split())
    elif table == "contact":
        yield "name", row[1]
        yield "address", row[2]
        yield "domain", row[2].rpartition("@")[2].casefold()
        yield "account", row[3]
    elif table == "member":
        yield "member", row[0]
        yield "name", row[1]
        yield "address", row[2]
    elif table == "deal":
        yield from _of_deal(row[0], row[1:4])
    else:
        yield "deal", row[1]
        yield from _of_contact(row[2])


def _of_deal(deal_id: str, linked: Sequence[str]) -> Iterator[tuple[str, str]]:
    yield "deal", deal_id
    yield from (("account", account) for account in (deal_id, *linked[:2]))
    for contact in linked[2].split():
        yield from _of_contact(contact)


def _of_contact(key: str) -> Iterator[tuple[str, str]]:
    yield ("address", key) if "@" in key else ("contact", key)


def waiting(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return what has changed and was not placed again yet."""
    return connection.execute("SELECT kind, value FROM concern ORDER BY kind, value").fetchall()


def settled(connection: sqlite3.Connection, keys: Iterable[tuple[str, str]]) -> None:
    """Forget what has been seen to; the caller holds the transaction."""
    connection.executemany("DELETE FROM concern WHERE kind=? AND value=?", list(keys))
