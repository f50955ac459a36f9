"""Time a reviewer: a proposal that changes how every deal of a channel reads, before it was counted and after."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Figure, middle, milliseconds
from benchmarks.store import NOW
from journey_tui.data.sqlite import transaction
from journey_tui.data.store import writing
from journey_tui.domain.channel_changes import Change
from journey_tui.sync.effects import count_pending
from journey_tui.workspace import Workspace

CHANNEL = "core_enterprise_direct"
CHANGE = Change("gates.Discovery.gatekeeper", "champion", "economic_buyer")
AT_ONCE = 20
"""Deals that the screen asks for at once."""


def reviewing(store: Path) -> Iterator[Figure]:
    """Time a gate's change: the first words about it, the count by a worker, and opening it once it is counted."""
    workspace = Workspace(store, now=NOW, person="reviewer")
    row = next((one for one in workspace.updates().rows if one.change == CHANGE), None)
    row = row or workspace.propose_update(CHANNEL, CHANGE, why="they sign at once")
    _forget(store, row.id)
    began = time.perf_counter()
    first = workspace.update(row.id, reads=AT_ONCE).effects
    yield Figure("an update's effects, first answer", (time.perf_counter() - began) * 1e3, "ms", 1_000, note=first.words)
    _forget(store, row.id)
    clock, cpu = time.perf_counter(), time.process_time()
    books = workspace.playbooks
    with writing(store) as connection:
        count_pending(connection, books.channels, books.playbook, NOW, seconds=3_600)
    seconds = time.process_time() - cpu
    yield Figure(
        "effects of all that waits, counted by a worker, CPU",
        seconds,
        "s",
        60,
        note=f"{time.perf_counter() - clock:,.0f} s by the clock",
    )
    told = Workspace(store, now=NOW, person="another").update(row.id, reads=AT_ONCE).effects
    opened = milliseconds(lambda: Workspace(store, now=NOW, person="another").update(row.id, reads=AT_ONCE), 7)
    yield Figure("the same once it is counted, a new session", middle(opened), "ms", 500, note=told.words)


def _forget(store: Path, update_id: str) -> None:
    with writing(store) as connection, transaction(connection):
        connection.execute("DELETE FROM channel_effect WHERE update_id=?", (update_id,))
