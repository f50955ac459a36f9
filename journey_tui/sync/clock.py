"""A clock that jumps: seen beside one that never does, and set right in what the store remembers of before."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Final

from journey_tui.data.sqlite import sqlite3, transaction
from journey_tui.lean import dataclass

JUMP_S: Final = 30
"""What a clock goes astray by at least to have jumped: less is set right by it little by little."""
AHEAD_S: Final = 60
"""Seconds that a reading may lie ahead of the clock: one further ahead was made by a clock that went wrong."""
CLOCK: Final = "clock"
"""Setting of the store: the last jump, as JSON."""
_STAMPS: Final = ("looked_at", "synced_at", "behind_since", "asked_at")


def steady() -> float:
    """Return seconds by the clock that never jumps, and goes on while the machine sleeps."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


@dataclass(slots=True)
class Clocks:
    """The clock on the wall beside the one that never jumps."""

    wall: Callable[[], float]
    steady: Callable[[], float] = steady
    _apart: float | None = None

    def jumped(self) -> int:
        """Return by how many seconds the wall clock has jumped since this was asked last: below 0 where it went back, 0 where it did not."""
        apart = self.wall() - self.steady()
        before, self._apart = self._apart, apart
        by = 0.0 if before is None else apart - before
        return round(by) if abs(by) >= JUMP_S else 0


def set_right(connection: sqlite3.Connection, now: float, by_s: int = 0) -> int:
    """Let nothing that the store remembers of its sources lie ahead of the clock, and put down the jump; returns it, 0 for none.

    `by_s`: by how much the clock was seen to jump; else it shows where something was put down later than now.
    """
    at = int(now)
    latest = ", ".join(f"COALESCE({name}, 0)" for name in _STAMPS)
    ahead = int(connection.execute(f"SELECT COALESCE(MAX(MAX({latest})), 0) FROM sync_source").fetchone()[0]) - at
    by_s = by_s or (-ahead if ahead >= JUMP_S else 0)
    if not by_s:
        return 0
    with transaction(connection):
        for name in _STAMPS:
            connection.execute(f"UPDATE sync_source SET {name}=? WHERE {name}>?", (at, at))
        connection.execute("UPDATE sync_source SET next_at=NULL")
        connection.execute("UPDATE sync_waiting SET since=min(since, ?), seen_at=min(seen_at, ?)", (at, at))
        value = json.dumps({"at": at, "by_s": by_s})
        connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (CLOCK, value))
    return by_s
