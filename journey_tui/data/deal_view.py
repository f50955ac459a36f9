"""Parts of an opened deal, from the store: its last reading, its evidence, the age of its sources."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from journey_tui.data import rows
from journey_tui.data.findings import evidence_by_prefix, evidence_of_ids, newest_evidence
from journey_tui.data.reader import load_decisions
from journey_tui.data.sqlite import sqlite3
from journey_tui.data.syncing import is_overdue
from journey_tui.domain.codec import decode
from journey_tui.domain.model import Deal, Decision, Evidence, Freshness
from journey_tui.domain.playbook import Thresholds
from journey_tui.domain.reading import DealReading, Status
from journey_tui.domain.views import SourceAge

SHORTEST_PREFIX = 8
"""Characters of an evidence id that are asked for at least."""


def stored_reading(connection: sqlite3.Connection, deal_id: str, now: datetime) -> DealReading | None:
    """Return the stored reading while time has not overtaken it, else None."""
    row = connection.execute("SELECT reading, valid_until, computed_at FROM projection WHERE deal_id=?", (deal_id,)).fetchone()
    if row is None or not row[2] <= now.timestamp() < row[1]:
        return None
    return decode(DealReading, json.loads(row[0]))


def stored_deal(connection: sqlite3.Connection, deal_id: str, now: datetime) -> tuple[Deal, DealReading] | None:
    """Return the deal and its stored reading while time has not overtaken it, else None: in one question."""
    query = rows.DEAL.replace(" FROM deal d ", ", s.reading FROM projection s CROSS JOIN deal d ", 1)
    until = f"{query} WHERE s.deal_id=? AND d.id=s.deal_id AND s.computed_at<=? AND s.valid_until>?"
    moment = now.timestamp()
    row = connection.execute(until, (deal_id, moment, moment)).fetchone()
    return (rows.deal_of(row), decode(DealReading, json.loads(row[-1]))) if row else None


def evidence_of_deal(
    connection: sqlite3.Connection, deal_id: str, reading: DealReading, *, model_alone: bool = False, decided: bool = True
) -> tuple[tuple[Evidence, ...], tuple[Evidence, ...]]:
    """Return the evidence up to the reading's moment as people decided on it, in the order of the reading; and what a model alone proposes.

    All of it where it is not more than `MOST`; else the newest, and whatever the reading points at. `decided`: whether anybody may have
    decided anything about the deal.
    """
    from journey_tui.domain.facts import with_decisions
    from journey_tui.domain.readers import set_apart

    order = {e: n for n, e in enumerate(i for r in reading.requirements for i in (*r.evidence, *r.proposed))}
    found = _evidence_rows(connection, deal_id, int(reading.as_of.timestamp()), order)
    extra = connection.execute("SELECT extra FROM projection WHERE deal_id=?", (deal_id,)).fetchone()
    if extra and extra[0] != "[]":
        found += [e for e in (decode(Evidence, item) for item in json.loads(extra[0])) if e.id in order]
    # What stands in a quoted passage is an echo unless the reading counts it: it was said once.
    found = [e for e in found if e.id in order or not e.cue.endswith(" quoted")]
    known = load_decisions(connection, deal_id, _whole_second(reading.as_of)) if decided else ()
    counted, proposed = set_apart(with_decisions(tuple(found), known), model_alone=model_alone)
    return _in_order(counted, order), _in_order(proposed, order)


def _in_order(evidence: tuple[Evidence, ...], order: dict[str, int]) -> tuple[Evidence, ...]:
    return tuple(sorted(evidence, key=lambda e: (order.get(e.id, len(order)), e.observed_at, e.id)))


def _whole_second(moment: datetime) -> datetime:
    """Return the end of the moment's second: a stored reading keeps its moment to the second, decisions theirs to the thousandth."""
    return moment.replace(microsecond=999_000)


MOST = 200
"""Pieces of evidence of one deal that an opened deal holds, besides those that its reading points at."""


def _evidence_rows(connection: sqlite3.Connection, deal_id: str, until: int, wanted: Iterable[str]) -> list[Evidence]:
    found = {item.id: item for item in newest_evidence(connection, deal_id, until, MOST)}
    missing = [key for key in wanted if key not in found] if len(found) == MOST else []
    more = (item for item in evidence_of_ids(connection, missing) if item.deal_id == deal_id)
    return [*found.values(), *more]


def one_evidence(connection: sqlite3.Connection, evidence_id: str) -> Evidence | None:
    """Return the evidence with that id, or the only one whose id begins so (eight characters at least); else None."""
    exact = evidence_of_ids(connection, [evidence_id])
    if exact:
        return exact[0]
    if len(evidence_id) < SHORTEST_PREFIX:
        return None
    begun = evidence_by_prefix(connection, evidence_id)
    if begun:
        return begun[0] if len(begun) == 1 else None
    for (extra,) in connection.execute("SELECT extra FROM projection WHERE instr(extra, ?)", (evidence_id,)):
        for value in json.loads(extra):
            if value["id"].startswith(evidence_id):
                return decode(Evidence, value)
    return None


def looked_at(decisions: Iterable[Decision], person: str) -> tuple[datetime, dict[str, Status]] | None:
    """Return when this person last marked the deal as seen, and the statuses that they saw then, where they were put down."""
    mine = [d for d in decisions if d.kind == "seen" and d.by == person]
    return (mine[-1].at, _statuses(mine[-1].value)) if mine else None


def anchor_of(connection: sqlite3.Connection, deal_id: str) -> str:
    """Return the deal's statuses as they are put down with a look at it: `pain=Verified metrics=Unknown`."""
    row = connection.execute("SELECT triage FROM projection WHERE deal_id=?", (deal_id,)).fetchone()
    return (
        " ".join(f"{key}={status}" for key, status in json.loads(row[0])["stoplight"]).replace("Not needed", "Not_needed")
        if row
        else ""
    )


def _statuses(anchor: str) -> dict[str, Status]:
    known = {status.value.replace(" ", "_"): status for status in Status}
    pairs = (part.partition("=") for part in anchor.split())
    return {key: known[value] for key, _, value in pairs if value in known}


def source_ages(freshness: Iterable[Freshness], now: datetime, thresholds: Thresholds) -> tuple[SourceAge, ...]:
    """Return the age of each kind of source."""
    return tuple(_source_age(one, now, thresholds) for one in freshness)


def _source_age(one: Freshness, now: datetime, thresholds: Thresholds) -> SourceAge:
    at = one.synced_at
    late = at is not None and is_overdue(int(at.timestamp()), one.interval_s, int(now.timestamp()), thresholds)
    words = f"{one.kind} not synced since {at:%a} {at.day} {at:%b}" if late and at else f"{one.kind} {_age(now, at)}"
    return SourceAge(one.kind, at, late, words)


def _age(now: datetime, then: datetime | None) -> str:
    if then is None:
        return "never"
    minutes = max(0, int((now - then).total_seconds() // 60))
    return f"{minutes} m" if minutes < 60 else f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // 1440} d"


def around(text: str, item: Evidence, lines: int = 4) -> tuple[str, str]:
    """Return the lines before and after the quote."""
    before = text[: item.start].splitlines()[-lines:]
    after = text[item.end :].splitlines()[: lines + 1]
    return "\n".join(before), "\n".join(after)
