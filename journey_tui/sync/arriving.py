"""What comes late: what was placed without it and would have looked back at it is placed again, and nothing else.

Placing goes through everything in one order (meetings, mail by time, calls, the rest) and looks back only. So whatever hangs on
something stands behind it in that order, and each touchpoint is placed once.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Final
from uuid import uuid4

from journey_tui.data.sqlite import sqlite3
from journey_tui.lean import dataclass
from journey_tui.sources.directory import Directory, PersonEntry, fold

REMATCH: Final = "rematch"
"""Setting of the store: so much of the CRM changed that everything is to be placed again."""
NEAR_S: Final = 10_800
"""Seconds within which a meeting can be the one that a call, a note or an entry of the CRM is about."""

Rank = tuple[int, int, int, str]
"""Where a touchpoint stands in the order of placing."""
RANK: Final = "CASE kind WHEN 'meeting' THEN 0 WHEN 'email' THEN 1 WHEN 'call' THEN 2 ELSE 3 END, uid='', at, id"


def ask_again(connection: sqlite3.Connection) -> None:
    """Put down that everything is to be placed again: a value of its own each time, so that an earlier placing does not count for it."""
    connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (REMATCH, uuid4().hex))


def waiting(connection: sqlite3.Connection) -> list[tuple[Rank, int]]:
    """Return what is not placed yet."""
    query = f"SELECT pk, {RANK} FROM touchpoint WHERE match_reason='' AND deleted=0"
    return [((row[1], row[2], row[3], row[4]), row[0]) for row in connection.execute(query)]


def ranked(connection: sqlite3.Connection, pks: Iterable[int]) -> Iterator[tuple[Rank, int]]:
    """Yield those of the touchpoints that are placed, with where they stand."""
    query = f"SELECT pk, {RANK} FROM touchpoint WHERE pk=? AND match_reason<>'' AND deleted=0"
    for pk in pks:
        for row in connection.execute(query, (pk,)):
            yield (row[1], row[2], row[3], row[4]), row[0]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a touchpoint is, or was: what others that look back at it see."""

    id: str
    kind: str
    at: int
    message_id: str
    uid: str
    deal_id: str
    thread: str
    meeting: str


def hanging_on(connection: sqlite3.Connection, place: Place) -> set[int]:
    """Return what may be placed by something that is, or was, at that place."""
    found: set[int] = set()

    def add(query: str, *values: object) -> None:
        found.update(row[0] for row in connection.execute(query, values))

    if place.message_id:
        add('SELECT pk FROM waits WHERE "key"=?', place.message_id)
        add(
            "SELECT pk FROM touchpoint WHERE thread=? AND thread<>message_id AND at>=?",
            place.thread or place.message_id,
            place.at,
        )
    if place.uid:
        add("SELECT pk FROM touchpoint WHERE uid=?", place.uid)
        add('SELECT pk FROM waits WHERE "key"=?', place.uid)
    if place.kind == "meeting" and place.deal_id:
        talks = "SELECT pk FROM touchpoint WHERE deal_id=? AND kind IN ('meeting','call','note') AND "
        add(f"{talks} at BETWEEN ? AND ?", place.deal_id, place.at - NEAR_S, place.at + NEAR_S)
        add(f"{talks} meeting IN (?,?) AND meeting<>''", place.deal_id, place.id, place.meeting)
    return found


def gone(connection: sqlite3.Connection) -> set[int]:
    """Return what may have been placed by something that its source has deleted."""
    query = "SELECT id, kind, at, message_id, uid, deal_id, thread, meeting FROM touchpoint WHERE match_reason='' AND deleted=1"
    return {pk for row in connection.execute(query).fetchall() for pk in hanging_on(connection, Place(*row))}


def naming(connection: sqlite3.Connection, name: str) -> set[int]:
    """Return what names somebody: it may take them for another, or for nobody."""
    first = fold(name).split(" ")[0]
    if not first:
        return set()
    needle = json.dumps(first)[1:-1]
    talks = (
        "SELECT t.pk FROM touchpoint t JOIN body b ON b.pk=t.pk WHERE t.kind<>'email' AND (instr(lower(t.parties), ?) OR "
        "instr(lower(b.segments), ?))"
    )
    mails = (
        "SELECT t.pk FROM touchpoint_fts f JOIN touchpoint t ON t.pk=f.rowid JOIN body b ON b.pk=t.pk WHERE touchpoint_fts MATCH ? "
        "AND t.kind='email' AND (instr(lower(b.segments), ?) OR t.origin='automated')"
    )
    found = {row[0] for row in connection.execute(talks, (needle, needle))}
    return found | {row[0] for row in connection.execute(mails, (_phrase(first), needle))}


def _phrase(words: str) -> str:
    return '"' + words.replace('"', '""') + '"'


def learn_people(connection: sqlite3.Connection, directory: Directory) -> list[str]:
    """Add who writes from an account's domain, by their first message: transcripts name people that the CRM does not hold.

    Returns the names of those who are known from what is not placed yet, former ones too.
    """
    new = {row[0] for row in connection.execute("SELECT id FROM touchpoint WHERE match_reason='' AND deleted=0")}
    learned: list[str] = []
    for address, key, name, former in connection.execute(
        "SELECT address, touchpoint_id, name, former FROM voice ORDER BY at, touchpoint_id"
    ):
        account = directory.account_of(address) if address not in directory.contact_at else ""
        if account and not directory.is_own(address):
            directory.people_named[fold(name)].append(PersonEntry(f"mail:-:{address}", name, address, account_id=account))
            if key in new:
                learned += [name, *former.split("\n")]
    return [name for name in learned if name]
