"""What the measures stand on, in the store: events are added in batches, everything else is read; SQL only."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from journey_tui.data.sqlite import sqlite3, transaction
from journey_tui.domain.measures import Event, Held, Said

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_STANDS: Final = "(SELECT COUNT(*) FROM decision u WHERE u.undoes=d.id) % 2 = 0"
LONGEST: Final = 200
"""Characters of what an event is about."""
MOST_ITEMS: Final = 60
"""Things that one event shows at most."""
MOST_EVENTS: Final = 200_000
"""Events that are read at most, the newest."""


def _milliseconds(at: datetime) -> int:
    return (at - _EPOCH) // timedelta(milliseconds=1)


def _moment(value: int) -> datetime:
    try:
        return _EPOCH + timedelta(milliseconds=value)
    except OverflowError:
        return _EPOCH


# Events -------------------------------------------------------------------------------------------------------------------------


def add_events(connection: sqlite3.Connection, events: Sequence[Event]) -> None:
    """Add events in one transaction."""
    with transaction(connection):
        connection.executemany(
            "INSERT INTO measure_event (at, uid, kind, deal_id, subject, detail, made_up) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(_milliseconds(e.at), e.who, e.kind, e.deal_id, e.subject[:LONGEST], _detail(e), int(e.made_up)) for e in events],
        )


def _detail(event: Event) -> str:
    found: dict[str, Any] = {}
    if event.value:
        found["value"] = event.value[:LONGEST]
    if event.items:
        found["items"] = [[part[:LONGEST] for part in item] for item in event.items[:MOST_ITEMS]]
    return json.dumps(found, ensure_ascii=False)


def load_events(connection: sqlite3.Connection, since: datetime, uid: int | None = None) -> tuple[Event, ...]:
    """Return the events from a moment on, of one person or of all."""
    where, values = ("AND uid=?", [uid]) if uid is not None else ("", [])
    query = f"SELECT at, uid, kind, deal_id, subject, detail, made_up FROM measure_event WHERE at>=? {where} ORDER BY at DESC, id DESC LIMIT ?"
    return tuple(map(_event, connection.execute(query, (_milliseconds(since), *values, MOST_EVENTS))))


def _event(row: Sequence[Any]) -> Event:
    try:
        detail = json.loads(row[5])
    except ValueError:
        detail = {}
    items = tuple((str(a), str(b), str(c)) for a, b, c in detail.get("items", ()))
    return Event(_moment(row[0]), row[1], row[2], row[3], row[4], str(detail.get("value", "")), items, bool(row[6]))


def first_event(connection: sqlite3.Connection) -> datetime | None:
    """Return when something was first noted in Journey here."""
    row = connection.execute("SELECT MIN(at) FROM measure_event").fetchone()
    return _moment(row[0]) if row[0] is not None else None


def last_asked(connection: sqlite3.Connection, uid: int, subject: str) -> datetime | None:
    """Return when a person was last asked for something (`check` or `rating`), answered or not."""
    query = "SELECT MAX(at) FROM measure_event WHERE uid=? AND (kind=? OR (kind='asked' AND subject=?))"
    row = connection.execute(query, (uid, subject, subject)).fetchone()
    return _moment(row[0]) if row[0] is not None else None


def opened_since(connection: sqlite3.Connection, uid: int, since: datetime) -> set[str]:
    """Return the deals that a person opened since a moment."""
    query = "SELECT DISTINCT deal_id FROM measure_event WHERE uid=? AND kind='opened' AND at>=?"
    return {row[0] for row in connection.execute(query, (uid, _milliseconds(since)))}


def people_counted(connection: sqlite3.Connection, since: datetime) -> int:
    """Return of how many people there are events."""
    return int(
        connection.execute("SELECT COUNT(DISTINCT uid) FROM measure_event WHERE at>=?", (_milliseconds(since),)).fetchone()[0]
    )


# What is kept anyway ------------------------------------------------------------------------------------------------------------


def load_said(connection: sqlite3.Connection, since: datetime) -> tuple[Said, ...]:
    """Return the decisions that stand and that the measures count."""
    query = (
        "SELECT d.at, d.uid, d.kind, d.target, d.deal_id, d.value, d.reason FROM decision d "
        f"WHERE d.at>=? AND d.kind IN ('step', 'signal', 'override', 'waive', 'reject') AND {_STANDS}"
    )
    return tuple(Said(_moment(row[0]), *row[1:]) for row in connection.execute(query, (_milliseconds(since),)))


def load_held(connection: sqlite3.Connection, since: datetime, owners: Sequence[str] = ()) -> tuple[Held, ...]:
    """Return the calls and meetings with the customer, each with our first message after it; of some owners' deals or of all.

    What belongs to one meeting (invitation, transcript) is one.
    """
    mine = (
        f"AND deal_id IN (SELECT id FROM deal WHERE owner_id IN ({','.join('?' * len(owners))}))" if owners else "AND deal_id<>''"
    )
    values = (int(since.timestamp()), *owners)
    calls = connection.execute(
        "SELECT id, deal_id, COALESCE(ends_at, at), subject, meeting FROM touchpoint WHERE at>=? AND deleted=0 "
        "AND kind IN ('call', 'meeting') AND side IN ('customer', 'partner') AND status NOT IN ('cancelled', 'tentative') "
        f"AND origin<>'automated' {mine} ORDER BY kind, at, pk",
        values,
    ).fetchall()
    sent: dict[str, list[int]] = {}
    messages = (
        "SELECT deal_id, at FROM touchpoint WHERE at>=? AND deleted=0 AND kind='email' AND direction='out' "
        f"AND origin<>'automated' {mine} ORDER BY at"
    )
    for deal_id, at in connection.execute(messages, values):
        sent.setdefault(deal_id, []).append(at)
    found: dict[tuple[str, str], Held] = {}
    for native, deal_id, ended, subject, meeting in calls:
        answered = next((at for at in sent.get(deal_id, ()) if at > ended), None)
        one = Held(native, deal_id, _moment(ended * 1000), subject, None if answered is None else _moment(answered * 1000))
        found.setdefault((deal_id, meeting or native), one)
    return tuple(found.values())


def deal_names(connection: sqlite3.Connection, deal_ids: Iterable[str]) -> dict[str, str]:
    """Return what deals are called: the customer, else the deal's name."""
    found: dict[str, str] = {}
    wanted = sorted(set(deal_ids))
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        query = (
            "SELECT d.id, COALESCE(NULLIF(a.name, ''), d.name) FROM deal d LEFT JOIN account a ON a.id=d.account_id "
            f"WHERE d.id IN ({','.join('?' * len(part))})"
        )
        found.update(connection.execute(query, part).fetchall())
    return found


def update_titles(connection: sqlite3.Connection, ids: Iterable[str]) -> dict[str, str]:
    """Return what updates of channel records say."""
    found: dict[str, str] = {}
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        found.update(
            connection.execute(f"SELECT id, title FROM channel_update WHERE id IN ({','.join('?' * len(part))})", part).fetchall()
        )
    return found
