"""Take back what one table of an export made alone and the export as a whole does not make."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from journey_tui.data.sqlite import sqlite3
from journey_tui.data.voices import forget_voice

READ_OF = ("evidence", "remark", "model_evidence", "model_remark", "model_read")
"""Tables of what was read of touchpoints."""


class Changed(Protocol):
    """What is told of a change of the store."""

    changed: int
    crm_changed: bool
    deals: set[str]


def take_back(connection: sqlite3.Connection, ids: Sequence[str], files: Collection[int], told: Changed) -> None:
    """Remove the records and touchpoints of those ids that these files alone brought; `told` gets the deals that lose them."""
    if not files:
        return
    marks, of = ",".join("?" * len(ids)), ",".join(map(str, files))
    lost = f"FROM field_change WHERE id IN ({marks}) AND file_id IN ({of})"
    told.deals.update(row[0] for row in connection.execute(f"SELECT deal_id {lost}", ids))
    told.changed += connection.execute(f"DELETE {lost}", ids).rowcount
    members = connection.execute(f"DELETE FROM member WHERE id IN ({marks}) AND file_id IN ({of})", ids).rowcount
    told.changed += members
    for table in ("account", "contact", "deal"):
        gone = connection.execute(f"DELETE FROM {table} WHERE id IN ({marks}) AND file_id IN ({of})", ids).rowcount
        members, told.changed = members + gone, told.changed + gone
    query = f"SELECT pk, id, deal_id, kind FROM touchpoint WHERE id IN ({marks}) AND file_id IN ({of})"
    for pk, touchpoint_id, deal_id, kind in connection.execute(query, ids).fetchall():
        _remove(connection, pk, touchpoint_id)
        told.changed += 1
        told.deals.update({deal_id} - {""})
        members += kind == "meeting"  # others may be counted with it
    told.crm_changed |= members > 0


def forget_read(connection: sqlite3.Connection, touchpoint_id: str) -> None:
    """Drop what was read of a touchpoint that is gone."""
    for table in READ_OF:
        connection.execute(f"DELETE FROM {table} WHERE touchpoint_id=?", (touchpoint_id,))


def _remove(connection: sqlite3.Connection, pk: int, touchpoint_id: str) -> None:
    forget_read(connection, touchpoint_id)
    connection.execute("DELETE FROM touchpoint_fts WHERE rowid=?", (pk,))
    connection.execute("DELETE FROM waits WHERE pk=?", (pk,))
    for table in ("body", "touchpoint"):
        connection.execute(f"DELETE FROM {table} WHERE pk=?", (pk,))
    forget_voice(connection, touchpoint_id)
