"""What came late: whether something new could place differently what was placed without it.

Placing goes through everything in one order (meetings, mail by time, calls, the rest) and looks back only. So what arrives in that
order is placed alone; what arrives behind something that would have looked back at it asks for all to be placed anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Final
from uuid import uuid4

from journey_tui.data.rows import parties_of
from journey_tui.data.sqlite import sqlite3
from journey_tui.sources.directory import Directory, PersonEntry, fold

REMATCH: Final = "rematch"
"""Setting of the store: accounts, people or deals changed, or something came late, and not everything has been placed again since."""
NEAR_S: Final = 10_800
"""Seconds within which a meeting can be the one that a call, a note or an entry of the CRM is about."""
_RANK: Final = "CASE kind WHEN 'meeting' THEN 0 WHEN 'email' THEN 1 WHEN 'call' THEN 2 ELSE 3 END, uid='', at, id"


def ask_again(connection: sqlite3.Connection) -> None:
    """Put down that everything is to be placed again: a value of its own each time, so that an earlier placing does not count for it."""
    connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (REMATCH, uuid4().hex))


def came_late(connection: sqlite3.Connection, learned: Iterable[PersonEntry]) -> bool:
    """Return whether what is not placed yet would have changed what is; `learned`: people known from it alone."""
    return (
        _gone(connection)
        or _answered(connection)
        or _of_a_series(connection)
        or _leaned_on(connection)
        or any(_is_named(connection, person) for person in learned)
    )


def _gone(connection: sqlite3.Connection) -> bool:
    """Return whether a source has deleted something that others may have been placed by; it is forgotten here."""
    query = "SELECT 1 FROM touchpoint WHERE deleted=1 AND match_reason='' LIMIT 1"
    return connection.execute(query).fetchone() is not None


def _answered(connection: sqlite3.Connection) -> bool:
    """Return whether a message was placed that answers a new one of before it, or a new one answers what is later than itself."""
    new = dict(connection.execute("SELECT message_id, at FROM touchpoint WHERE match_reason='' AND deleted=0 AND message_id<>''"))
    if not new:
        return False
    placed = connection.execute(
        "SELECT b.links FROM touchpoint t JOIN body b ON b.pk=t.pk WHERE t.kind='email' AND t.at>=? AND t.match_reason<>'' AND t.deleted=0",
        (min(new.values()),),
    )
    if any(not new.keys().isdisjoint(_references(links)) for (links,) in placed):
        return True
    mine = connection.execute(
        "SELECT t.at, b.links FROM touchpoint t JOIN body b ON b.pk=t.pk WHERE t.match_reason='' AND t.deleted=0 AND t.message_id<>''"
    ).fetchall()
    later = "SELECT 1 FROM touchpoint WHERE message_id=? AND at>? AND match_reason<>'' AND deleted=0"
    return any(connection.execute(later, (key, at)).fetchone() for at, links in mine for key in _references(links))


def _references(links: str) -> list[str]:
    found = json.loads(links).get("references", []) if '"references"' in links else []
    return [str(one) for one in found]


def _of_a_series(connection: sqlite3.Connection) -> bool:
    """Return whether something of the same calendar entry comes after a new one, and was placed without it."""
    uids = [row[0] for row in connection.execute("SELECT DISTINCT uid FROM touchpoint WHERE match_reason='' AND uid<>''")]
    query = f"SELECT match_reason='' FROM touchpoint WHERE uid=? AND deleted=0 ORDER BY {_RANK}"
    for uid in uids:
        states = [row[0] for row in connection.execute(query, (uid,))]
        if states != sorted(states):  # a placed one (0) stands behind a new one (1)
            return True
    return False


def _leaned_on(connection: sqlite3.Connection) -> bool:
    """Return whether others are counted with a meeting that has changed."""
    query = (
        "SELECT 1 FROM touchpoint o WHERE o.match_reason<>'' AND o.meeting<>o.id AND o.meeting IN "
        "(SELECT id FROM touchpoint WHERE match_reason='' AND kind IN ('meeting','call')) LIMIT 1"
    )
    return connection.execute(query).fetchone() is not None


def _is_named(connection: sqlite3.Connection, person: PersonEntry) -> bool:
    """Return whether something placed names a person who was not known by name: it may have taken them for another."""
    name = fold(person.name)
    if not name.isascii() or '"' in name:
        return True
    first = name.split(" ")[0]
    query = (
        "SELECT 1 FROM touchpoint t JOIN body b ON b.pk=t.pk WHERE t.match_reason<>'' AND t.deleted=0 AND (t.kind<>'email' AND "
        "instr(lower(t.parties), ?) OR instr(lower(b.segments), ?)) LIMIT 1"
    )
    return connection.execute(query, (first, first)).fetchone() is not None


def meeting_came_late(connection: sqlite3.Connection, pks: Iterable[int]) -> bool:
    """Return whether one of these meetings, placed just now, is near something of its deal that was placed before it."""
    query = (
        "SELECT 1 FROM touchpoint m JOIN touchpoint o ON o.deal_id=m.deal_id AND o.at BETWEEN m.at-? AND m.at+? "
        "WHERE m.pk=? AND m.kind='meeting' AND m.deal_id<>'' AND o.pk<>m.pk AND o.deleted=0 AND o.match_reason<>'' "
        "AND o.kind IN ('meeting','call','note') LIMIT 1"
    )
    return any(connection.execute(query, (NEAR_S, NEAR_S, pk)).fetchone() for pk in pks)


def learn_people(connection: sqlite3.Connection, directory: Directory) -> list[PersonEntry]:
    """Add who writes from an account's domain, by their first message: transcripts name people that the CRM does not hold.

    Returns those who are known from what is not placed yet.
    """
    first: dict[str, tuple[int, str, str, bool]] = {}
    query = "SELECT at, id, parties, match_reason='' FROM touchpoint WHERE kind IN ('email','meeting') AND parties<>'[]' AND deleted=0"
    known = directory.contact_at
    for at, key, text, new in connection.execute(query):
        for party in parties_of(text):
            if party.address and party.address not in known and " " in party.name:
                before = first.get(party.address)
                if before is None or (at, key) < before[:2]:
                    first[party.address] = (at, key, party.name, bool(new))
    learned = []
    for address, (_, _, name, new) in sorted(first.items(), key=lambda one: one[1][:2]):
        account = directory.account_of(address)
        if account and not directory.is_own(address):
            entry = PersonEntry(f"mail:-:{address}", name, address, account_id=account)
            directory.people_named[fold(name)].append(entry)
            if new:
                learned.append(entry)
    return learned
