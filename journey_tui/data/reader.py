"""Load what the rules need of a deal; rows into dataclasses, one short read transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from journey_tui.data import rows
from journey_tui.data.findings import deal_evidence, deal_remarks
from journey_tui.data.sqlite import sqlite3
from journey_tui.data.standing import in_force
from journey_tui.data.syncing import load_freshness
from journey_tui.domain.codec import decode
from journey_tui.domain.model import DealFacts, Decision, FieldChange, Kind, Person, Touchpoint, Wording


def load_decisions(connection: sqlite3.Connection, deal_id: str, until: datetime | None = None) -> tuple[Decision, ...]:
    """Return the decisions about a deal that stand, in order of time; `until` as of a moment."""
    if not has_decisions(connection, deal_id):
        return ()
    found = connection.execute(f"{in_force(until)} AND d.deal_id=? ORDER BY d.at, d.rowid", (deal_id,))
    return tuple(map(rows.decision_of, found))


def has_decisions(connection: sqlite3.Connection, deal_id: str) -> bool:
    """Return whether anybody ever decided anything about a deal."""
    return connection.execute("SELECT 1 FROM decision WHERE deal_id=? LIMIT 1", (deal_id,)).fetchone() is not None


def load_changes(connection: sqlite3.Connection, deal_id: str) -> tuple[FieldChange, ...]:
    """Return the CRM history of a deal in order of time."""
    query = (
        "SELECT c.deal_id, c.at, c.field, c.old, c.new, COALESCE(m.name, c.by_id), f.kind, f.path, c.native_id, c.locator, c.hash "
        "FROM field_change c JOIN source_file f ON f.id=c.file_id LEFT JOIN member m ON m.id=c.by_id WHERE c.deal_id=? ORDER BY c.at, c.id"
    )
    return tuple(map(rows.change_of, connection.execute(query, (deal_id,))))


def load_facts(
    connection: sqlite3.Connection, deal_id: str, people: Iterable[Person] | None = None, *, until: datetime | None = None
) -> DealFacts | None:
    """Return everything known about a deal, None when there is no such deal; `people` else from the stored projection.

    `until` takes the decisions that stood then; all else is cut by `domain.as_of`.
    """
    deal = connection.execute(f"{rows.DEAL} WHERE d.id=?", (deal_id,)).fetchone()
    if deal is None:
        return None
    touchpoints = connection.execute(f"{rows.TOUCHPOINTS} WHERE t.deal_id=? AND t.deleted=0 ORDER BY t.at, t.id", (deal_id,))
    return DealFacts(
        deal=rows.deal_of(deal),
        people=tuple(people) if people is not None else load_people(connection, deal_id),
        touchpoints=_with_talks(connection, tuple(map(rows.touchpoint_of, touchpoints))),
        evidence=deal_evidence(connection, deal_id),
        remarks=deal_remarks(connection, deal_id),
        changes=load_changes(connection, deal_id),
        decisions=load_decisions(connection, deal_id, until),
        freshness=load_freshness(connection),
        wordings=load_wordings(connection, deal_id),
    )


_TALKS = 12
"""The newest calls whose whole text is read: what was said in them settles questions and promises of late."""


def _with_talks(connection: sqlite3.Connection, touchpoints: tuple[Touchpoint, ...]) -> tuple[Touchpoint, ...]:
    """Return the touchpoints, all with the beginning of their text and the newest calls with the whole of it."""
    talks = [one.id for one in touchpoints if one.kind is Kind.CALL][-_TALKS:]
    if not talks:
        return touchpoints
    texts = load_texts(connection, talks)
    return tuple(replace(one, text=texts[one.id][0]) if one.id in texts else one for one in touchpoints)


def load_wordings(connection: sqlite3.Connection, deal_id: str) -> tuple[Wording, ...]:
    """Return the sentences that a model said otherwise."""
    found = connection.execute("SELECT kind, target, basis, text FROM model_wording WHERE deal_id=?", (deal_id,))
    return tuple(Wording(*row) for row in found)


def load_people(connection: sqlite3.Connection, deal_id: str) -> tuple[Person, ...]:
    """Return the people of the deal as they were last worked out."""
    row = connection.execute("SELECT people FROM projection WHERE deal_id=?", (deal_id,)).fetchone()
    return tuple(decode(Person, item) for item in json.loads(row[0])) if row else ()


def load_texts(connection: sqlite3.Connection, touchpoint_ids: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return (text, segments as JSON) by touchpoint id."""
    found: dict[str, tuple[str, str]] = {}
    wanted = list(touchpoint_ids)
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        marks = ",".join("?" * len(part))
        query = f"SELECT t.id, b.text, b.segments FROM touchpoint t JOIN body b ON b.pk=t.pk WHERE t.id IN ({marks})"
        found.update({row[0]: (row[1], row[2]) for row in connection.execute(query, part)})
    return found
