"""The lane timeline from the store: which touchpoints of a deal count, and where they lie."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from journey_tui.data import rows
from journey_tui.data.sqlite import sqlite3
from journey_tui.domain.lane_index import KIND_NUMBER, LaneIndex
from journey_tui.domain.model import Lane
from journey_tui.lean import dataclass

_ORIGINS = {"all": "", "human": " AND t.origin<>'automated'", "automated": " AND t.origin='automated'"}


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


def read_index(connection: sqlite3.Connection, which: Slice) -> LaneIndex:
    """Return where the touchpoints lie, read from the index on time alone."""
    query = (
        f"SELECT t.at, t.pk, t.side, t.actor_key, t.origin, t.kind FROM touchpoint t WHERE {which.condition} ORDER BY t.at, t.pk"
    )
    lanes: dict[tuple[str, str, str], tuple[Lane, bool]] = {}

    def placed() -> Iterator[tuple[int, int, Lane, bool, int]]:
        for at, pk, side, actor, origin, kind in connection.execute(query, (which.deal_id,)):
            who = (side, actor, origin)
            if who not in lanes:
                lanes[who] = (which.lane(side, actor, origin), origin != "automated")
            yield at, pk, *lanes[who], KIND_NUMBER[kind]

    return LaneIndex(placed())


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


def place_of(connection: sqlite3.Connection, which: Slice, touchpoint_id: str) -> tuple[int, int] | None:
    """Return where a touchpoint stands (second, key) among those that count, None where it does not."""
    query = f"SELECT t.at, t.pk FROM touchpoint t WHERE {which.condition} AND t.id=?"
    row = connection.execute(query, (which.deal_id, touchpoint_id)).fetchone()
    return (row[0], row[1]) if row else None
