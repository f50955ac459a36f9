"""The lane timeline from the store: touchpoints counted by lane and cell, in the index alone."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from itertools import pairwise

from journey_tui.data import rows
from journey_tui.data.sqlite import sqlite3
from journey_tui.domain.model import Kind, Lane
from journey_tui.domain.views_lanes import WEIGHTS, Spot
from journey_tui.lean import dataclass

_ORIGINS = {"all": "", "human": " AND t.origin<>'automated'", "automated": " AND t.origin='automated'"}
_WEIGHT = "CASE t.kind " + " ".join(f"WHEN '{kind.value}' THEN {weight}" for kind, weight in WEIGHTS.items()) + " ELSE 0 END"


@dataclass(frozen=True, slots=True)
class Slice:
    """Which touchpoints of a deal count: as of a moment, under a filter, with each person's lane."""

    deal_id: str
    lanes: Mapping[str, Lane]
    """Lane by actor key; whoever is not named is placed by side."""
    origin: str = "all"
    until: int | None = None
    """Seconds: what had happened or was planned by then; None: everything."""

    @property
    def condition(self) -> str:
        """Return the condition on `touchpoint t`; its one parameter is the deal."""
        past = "" if self.until is None else f" AND (t.at<={self.until} OR t.known_at<={self.until})"
        return f"t.deal_id=? AND t.deleted=0{past}{_ORIGINS[self.origin]}"

    def lane(self, side: str, actor_key: str, origin: str = "") -> Lane:
        """Return the lane of who acted."""
        if side == "system":
            return Lane.AUTOMATION
        return self.lanes.get(actor_key) or rows.default_lane(side, origin)

    def in_lanes(self, wanted: frozenset[Lane]) -> tuple[str, list[str]]:
        """Return a condition that holds for these lanes, and its parameters."""
        keys = [key for key, lane in self.lanes.items() if lane in wanted]
        sides = [side for side in ("customer", "seller", "partner", "other") if rows.default_lane(side, "") in wanted]
        named = "t.actor_key IN (SELECT value FROM json_each(?))"
        rest = "t.actor_key NOT IN (SELECT value FROM json_each(?)) AND t.side IN (SELECT value FROM json_each(?))"
        system = "t.side='system'" if Lane.AUTOMATION in wanted else "0"
        condition = f"({system} OR (t.side<>'system' AND ({named} OR ({rest}))))"
        return condition, [json.dumps(keys), json.dumps(list(self.lanes)), json.dumps(sides)]


def count_window(connection: sqlite3.Connection, which: Slice, first: int, starts: Sequence[int]) -> dict[Lane, dict[int, Spot]]:
    """Return what each lane has in the cells from `first` on; `starts` are their beginnings and the last one's end."""
    ends = [[low, high] for low, high in pairwise(starts)]
    query = (
        "WITH e(i, low, high) AS (SELECT key, json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?)) "
        f"SELECT e.i, t.side, t.actor_key, COUNT(*), SUM(t.origin<>'automated'), MAX({_WEIGHT}), MAX(t.kind) "
        f"FROM e CROSS JOIN touchpoint t WHERE {which.condition} AND t.at>=e.low AND t.at<e.high "
        "GROUP BY e.i, t.side, t.actor_key"
    )
    found: dict[Lane, dict[int, Spot]] = {}
    for at, side, actor, count, people, weight, kind in connection.execute(query, (json.dumps(ends), which.deal_id)):
        spot = Spot(count, people, _BY_WEIGHT.get(weight) or Kind(kind))
        lane = found.setdefault(which.lane(side, actor), {})
        lane[first + at] = lane[first + at].with_more(spot) if first + at in lane else spot
    return found


_BY_WEIGHT = {weight: kind for kind, weight in WEIGHTS.items()}


def sample_of(connection: sqlite3.Connection, which: Slice, limit: int) -> tuple[int, frozenset[Lane]]:
    """Return how many touchpoints were looked at, the newest ones up to `limit`, and the lanes that they lie in."""
    query = (
        "SELECT side, actor_key, COUNT(*) FROM (SELECT t.side, t.actor_key FROM touchpoint t "
        f"WHERE {which.condition} ORDER BY t.at DESC LIMIT ?) GROUP BY side, actor_key"
    )
    found = connection.execute(query, (which.deal_id, limit)).fetchall()
    return sum(row[2] for row in found), frozenset(which.lane(side, actor) for side, actor, _ in found)


def span_of(connection: sqlite3.Connection, which: Slice) -> tuple[datetime | None, datetime | None]:
    """Return the first and the last moment of the touchpoints, UTC."""
    found = [
        connection.execute(f"SELECT t.at FROM touchpoint t WHERE {which.condition} ORDER BY t.at {way} LIMIT 1", (which.deal_id,))
        for way in ("ASC", "DESC")
    ]
    first, last = (row[0] if (row := cursor.fetchone()) else None for cursor in found)
    return rows.instant(first), rows.instant(last)


def cancelled(connection: sqlite3.Connection, which: Slice) -> dict[Lane, list[datetime]]:
    """Return when what was cancelled would have been, by lane, the newest thousand."""
    query = f"SELECT t.at, t.side, t.actor_key FROM touchpoint t WHERE {which.condition} AND t.status='cancelled' ORDER BY t.at DESC LIMIT 1000"
    found: dict[Lane, list[datetime]] = {}
    for at, side, actor in connection.execute(query, (which.deal_id,)):
        found.setdefault(which.lane(side, actor), []).append(datetime.fromtimestamp(at, UTC))
    return found


def neighbours(
    connection: sqlite3.Connection,
    which: Slice,
    wanted: frozenset[Lane] | None,
    place: tuple[int, int],
    limit: int,
    *,
    after: bool,
) -> list[int]:
    """Return the keys of the touchpoints next to a place (second, key), the nearest first; `wanted` None is every lane."""
    lanes, values = which.in_lanes(wanted) if wanted is not None else ("1", [])
    sign, order = (">", "ASC") if after else ("<", "DESC")
    query = (
        f"SELECT t.pk FROM touchpoint t WHERE {which.condition} AND t.at{sign}=? AND (t.at{sign}? OR t.pk{sign}?) AND {lanes} "
        f"ORDER BY t.at {order}, t.pk {order} LIMIT ?"
    )
    at, pk = place
    return [row[0] for row in connection.execute(query, (which.deal_id, at, at, pk, *values, limit))]


def place_of(connection: sqlite3.Connection, which: Slice, touchpoint_id: str) -> tuple[int, int] | None:
    """Return where a touchpoint stands (second, key) among those that count, None where it does not."""
    query = f"SELECT t.at, t.pk FROM touchpoint t WHERE {which.condition} AND t.id=?"
    row = connection.execute(query, (which.deal_id, touchpoint_id)).fetchone()
    return (row[0], row[1]) if row else None
