"""Single touchpoints of the lane timeline: around a moment, and those with words in them."""

from __future__ import annotations

import json
from collections.abc import Sequence

from journey_tui.data import lists, rows
from journey_tui.data.sqlite import sqlite3
from journey_tui.data.timeline_windows import Slice
from journey_tui.domain.model import Lane
from journey_tui.domain.views import TimelineRow

MANY_HITS = 2_000
"""From so many hits on they are gone through one by one instead of being counted and marked."""


def rows_at(connection: sqlite3.Connection, which: Slice, pks: Sequence[int]) -> tuple[TimelineRow, ...]:
    """Return touchpoints by their keys, in order of time."""
    found = []
    for start in range(0, len(pks), 500):
        part = pks[start : start + 500]
        query = f"{rows.TOUCHPOINTS} WHERE t.pk IN ({','.join('?' * len(part))})"
        found += [(row[2], row[26], rows.touchpoint_of(row)) for row in connection.execute(query, part)]
    found.sort(key=lambda one: one[:2])
    quotes = lists.quotes_of(connection, [t.id for _, _, t in found])
    return tuple(
        lists.timeline_row(t, quotes=quotes.get(t.id, 0), lane=which.lane(t.side.value, t.actor_key, t.origin.value))
        for _, _, t in found
    )


def hits(connection: sqlite3.Connection, which: Slice, words: str) -> list[tuple[int, int, Lane]] | None:
    """Return every hit of the words as (second, key, lane) in order of time; None where there are too many."""
    match = lists.match_of(words)
    if not match:
        return []
    some = connection.execute(f"{lists.MATCHING} LIMIT ?", (match, MANY_HITS)).fetchall()
    if len(some) >= MANY_HITS:
        return None
    query = (
        "SELECT t.at, t.pk, t.side, t.actor_key FROM json_each(?) x CROSS JOIN touchpoint t ON t.pk=x.value "
        f"WHERE {which.condition} ORDER BY t.at, t.pk"
    )
    found = connection.execute(query, (json.dumps([row[0] for row in some]), which.deal_id))
    return [(at, pk, which.lane(side, actor)) for at, pk, side, actor in found]


def next_hit(connection: sqlite3.Connection, which: Slice, words: str, place: tuple[int, int], *, after: bool) -> int | None:
    """Return the key of the hit next to a place, None where there is none."""
    sign, order = (">", "ASC") if after else ("<", "DESC")
    query = (
        f"SELECT t.pk FROM touchpoint t WHERE {which.condition} AND t.at{sign}=? AND (t.at{sign}? OR t.pk{sign}?) "
        f"AND t.pk IN ({lists.MATCHING}) ORDER BY t.at {order}, t.pk {order} LIMIT 1"
    )
    at, pk = place
    row = connection.execute(query, (which.deal_id, at, at, pk, lists.match_of(words))).fetchone()
    return int(row[0]) if row else None
