"""The decision log: every decision of a deal or of the store, with what became of it."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from journey_tui.data import rows
from journey_tui.data.decision_checks import OWN_MARKS, same_matter
from journey_tui.data.sqlite import sqlite3
from journey_tui.domain.requirements import in_force
from journey_tui.domain.views_deciding import DecisionEntry

_LOG = (
    "SELECT d.id, d.at, d.person, d.kind, d.target, d.deal_id, d.value, d.reason, d.note, d.expires, d.about, d.uid, "
    "(SELECT COUNT(*) FROM decision u WHERE u.undoes=d.id) % 2, (SELECT MAX(u.at) FROM decision u WHERE u.undoes=d.id), "
    "COALESCE(a.name, ''), COALESCE(o.name, '') FROM decision d LEFT JOIN deal o ON o.id=d.deal_id "
    "LEFT JOIN account a ON a.id=o.account_id WHERE d.kind NOT IN ('undo', 'redo')"
)


def load_log(
    connection: sqlite3.Connection, uid: int, now: datetime, *, deal_id: str = "", limit: int = 500
) -> list[DecisionEntry]:
    """Return the decisions, newest first; somebody else's looks and snoozes are theirs alone and left out."""
    where, values = (" AND d.deal_id=?", [deal_id]) if deal_id else ("", [])
    query = f"{_LOG}{where} AND (d.uid=? OR d.kind NOT IN ('seen', 'snooze')) ORDER BY d.rowid DESC LIMIT ?"
    found: list[DecisionEntry] = []
    led: set[tuple[Any, ...]] = set()
    for row in connection.execute(query, (*values, uid, limit)):
        decision = rows.decision_of(row[:11])
        matter = (decision.target, same_matter(decision.kind), row[11] if decision.kind in OWN_MARKS else None)
        force = "undone" if row[12] else "over" if not in_force(decision, now) else "beside" if matter in led else "leads"
        if force == "leads":
            led.add(matter)
        undone_at = rows.instant(row[13] // 1000) if row[12] else None
        found.append(DecisionEntry(decision, force, row[11] == uid, _deal(row[14], row[15]), undone_at))
    return found


def _deal(account: str, name: str) -> str:
    return " · ".join(part for part in (account, name) if part and not (account and part == name and account in name)) or name


SHORTEST_STEP = 13
"""Characters of a step's id that are asked for at least: `step:` and eight."""


def find_steps(connection: sqlite3.Connection, step_id: str) -> list[tuple[str, str]]:
    """Return (step, deal) of the steps whose id begins so, by id."""
    if len(step_id) < SHORTEST_STEP:
        return []
    query = "SELECT deal_id, json_extract(reading, '$.steps') FROM projection WHERE instr(reading, ?)"
    found = {
        (step["id"], deal_id)
        for deal_id, steps in connection.execute(query, (step_id,))
        for step in json.loads(steps)
        if step["id"].startswith(step_id)
    }
    decided = "SELECT DISTINCT target, deal_id FROM decision WHERE kind='step' AND substr(target, 1, ?)=?"
    return sorted(found | {(row[0], row[1]) for row in connection.execute(decided, (len(step_id), step_id))})
