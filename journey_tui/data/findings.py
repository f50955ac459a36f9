"""Evidence and remarks of a deal as both readers found them: the rules' rows, and beside them a model's.

Where both found the very same words for the same thing, that is one piece of evidence, read by both (product.md §3).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from journey_tui.data import rows
from journey_tui.data.sqlite import sqlite3
from journey_tui.domain.model import Evidence, ModelWord, Remark

BY_DEAL = "SELECT detail FROM {table} WHERE deal_id=? ORDER BY at, id"


def deal_evidence(connection: sqlite3.Connection, deal_id: str) -> tuple[Evidence, ...]:
    """Return all evidence of a deal, oldest first."""
    return _evidence(connection, BY_DEAL, (deal_id,))


def touchpoint_evidence(connection: sqlite3.Connection, touchpoint_id: str) -> tuple[Evidence, ...]:
    """Return the evidence taken from one touchpoint."""
    return _evidence(connection, "SELECT detail FROM {table} WHERE touchpoint_id=? ORDER BY at, id", (touchpoint_id,))


def evidence_of_ids(connection: sqlite3.Connection, ids: Iterable[str]) -> tuple[Evidence, ...]:
    """Return the evidence with these ids, those that there are."""
    wanted = tuple(ids)
    found: tuple[Evidence, ...] = ()
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        found += _evidence(connection, f"SELECT detail FROM {{table}} WHERE id IN ({','.join('?' * len(part))})", part)
    return found


def newest_evidence(connection: sqlite3.Connection, deal_id: str, until: int, most: int) -> tuple[Evidence, ...]:
    """Return at most that many pieces up to a moment (seconds since 1970), the newest ones."""
    query = f"SELECT detail FROM {{table}} WHERE deal_id=? AND at<=? ORDER BY at DESC LIMIT {most}"
    found = _evidence(connection, query, (deal_id, until))
    return tuple(sorted(found, key=lambda e: (e.observed_at, e.id), reverse=True)[:most])


def evidence_by_prefix(connection: sqlite3.Connection, prefix: str) -> tuple[Evidence, ...]:
    """Return the evidence whose id begins so; two at most of each reader."""
    after = prefix[:-1] + chr(ord(prefix[-1]) + 1)
    return _evidence(connection, "SELECT detail FROM {table} WHERE id>=? AND id<? LIMIT 2", (prefix, after))


def _evidence(connection: sqlite3.Connection, query: str, parameters: tuple[object, ...]) -> tuple[Evidence, ...]:
    rules = rows.evidence_of(connection.execute(query.format(table="evidence"), parameters))
    model = rows.evidence_of(connection.execute(query.format(table="model_evidence"), parameters))
    if not model:
        return rules
    both = {item.id: item for item in rules}
    for item in model:
        both[item.id] = as_one(both[item.id], item) if item.id in both else item
    return tuple(sorted(both.values(), key=lambda e: (e.observed_at, e.id)))


def as_one(rules: Evidence, model: Evidence) -> Evidence:
    """Return two readings of the same words for the same thing as one: the rules', with how the model has them.

    Parts, dates, acts and manner stay the rules': a model can bear a reading out, and adds nothing to it.
    """
    return replace(rules, model=ModelWord(model.stance, model.modality))


def deal_remarks(connection: sqlite3.Connection, deal_id: str) -> tuple[Remark, ...]:
    """Return all remarks of a deal, oldest first; what both readers found is told once, as the rules have it."""
    rules = rows.remarks_of(connection.execute(BY_DEAL.format(table="remark"), (deal_id,)))
    model = rows.remarks_of(connection.execute(BY_DEAL.format(table="model_remark"), (deal_id,)))
    if not model:
        return rules
    taken: dict[tuple[str, str], list[Remark]] = {}
    for remark in rules:
        taken.setdefault((remark.touchpoint_id, remark.kind), []).append(remark)
    new = [m for m in model if not any(_overlap(m, r) for r in taken.get((m.touchpoint_id, m.kind), ()))]
    return tuple(sorted((*rules, *new), key=lambda r: (r.at, r.id)))


def _overlap(one: Remark, other: Remark) -> bool:
    return one.start < other.end and other.start < one.end
