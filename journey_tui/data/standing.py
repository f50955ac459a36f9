"""Which decisions stand: the query that every reader of decisions begins with."""

from __future__ import annotations

from datetime import datetime

IN_FORCE = (
    "SELECT d.id, d.at, d.person, d.kind, d.target, d.deal_id, d.value, d.reason, d.note, d.expires, d.about FROM decision d "
    "WHERE d.kind NOT IN ('undo', 'redo') AND (SELECT COUNT(*) FROM decision u WHERE u.undoes = d.id) % 2 = 0"
)
"""Decisions that stand: an undo takes one back, a redo takes the undo back."""


def in_force(until: datetime | None = None) -> str:
    """Return the query of the decisions that stand; `until` as of a moment, when what was taken back later still stood."""
    if until is None:
        return IN_FORCE
    limit = int(until.timestamp() * 1000)
    return IN_FORCE.replace("u.undoes = d.id", f"u.undoes = d.id AND u.at<={limit}") + f" AND d.at<={limit}"
