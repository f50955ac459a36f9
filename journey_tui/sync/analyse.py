"""Let the analyst read what is new: findings are stored with their touchpoint and made again when it changes."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from journey_tui.analysis.port import Analyst, Context, Findings
from journey_tui.data.rows import DEAL as DEALS
from journey_tui.data.rows import TOUCHPOINTS, deal_of, segments_of, touchpoint_of
from journey_tui.data.sqlite import in_turns, sqlite3
from journey_tui.domain.codec import encode, json_text
from journey_tui.domain.model import Person, Remark, Touchpoint
from journey_tui.lean import dataclass


def analyse(
    connection: sqlite3.Connection,
    analyst: Analyst,
    requirements: frozenset[str],
    *,
    people_of: Callable[[str], tuple[Person, ...]],
    on_deal: Callable[[], None] = lambda: None,
    only: tuple[str, ...] = (),
) -> None:
    """Read every placed touchpoint that this version of the analyst has not read, `AT_ONCE` at a time.

    `only` names the deals to look at, where not all of them.

    They are read before a transaction begins, so that nobody who writes waits for it.
    """
    mark = f"{analyst.name} {analyst.version}"
    these = f" AND deal_id IN ({','.join('?' * len(only))})" if only else ""
    waiting = connection.execute(
        f"SELECT deal_id, pk, analysed FROM touchpoint WHERE deleted=0 AND analysed<>? AND (deal_id<>'' OR analysed<>''){these} "
        "ORDER BY deal_id, pk",
        (mark, *only),
    ).fetchall()
    context = _Contexts(connection, requirements, people_of)
    for start in range(0, len(waiting), AT_ONCE):
        part = waiting[start : start + AT_ONCE]
        found = [_read(connection, analyst, context(deal_id), pk) for deal_id, pk, _ in part]
        if part:
            in_turns(connection, partial(_put_down, connection, list(zip(part, found, strict=True)), mark))
        on_deal()


def _put_down(connection: sqlite3.Connection, waiting: list[tuple[tuple[str, int, str], _Found]], mark: str) -> bool:
    """Write what was found in the next few touchpoints, in place of what was found before; returns whether more waits."""
    few = waiting[:FEW]
    del waiting[:FEW]
    _forget(connection, ("evidence", "remark"), [pk for (_, pk, _), _ in few])
    _forget(connection, _BY_MODEL, [pk for (_, pk, before), _ in few if before in ("", "changed", "moved")])
    for _, one in few:
        _store(connection, one, mark)
    deals = sorted({deal_id for (deal_id, _, _), _ in few} - {""})
    connection.executemany("UPDATE projection SET valid_until=0 WHERE deal_id=?", [(deal,) for deal in deals])
    return bool(waiting)


AT_ONCE = 200
"""Touchpoints that are read before their findings are written."""
FEW = 20
"""Touchpoints whose findings stand or fall together."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What was read of one touchpoint; no findings where it belongs to no deal, or to one that is gone."""

    pk: int
    hash: str
    touchpoint: Touchpoint | None = None
    findings: Findings | None = None


class _Contexts:
    """The context of the deal whose touchpoints are being read; they come deal by deal."""

    def __init__(
        self, connection: sqlite3.Connection, requirements: frozenset[str], people_of: Callable[[str], tuple[Person, ...]]
    ) -> None:
        self._db, self._requirements, self._people_of = connection, requirements, people_of
        self._last: tuple[str, Context | None] = ("", None)

    def __call__(self, deal_id: str) -> Context | None:
        """Return what the analyst is told of the deal; None where there is none."""
        if deal_id != self._last[0]:
            row = self._db.execute(f"{DEALS} WHERE d.id=?", (deal_id,)).fetchone()
            context = (
                Context(deal=deal_of(row), people=self._people_of(deal_id), requirements=self._requirements) if row else None
            )
            self._last = (deal_id, context)
        return self._last[1]


_BY_MODEL = ("model_evidence", "model_remark", "model_read")
"""What a model read of a touchpoint: it outlives a new version of the rules, but not other words or another deal."""


def _forget(connection: sqlite3.Connection, tables: tuple[str, ...], pks: list[int]) -> None:
    """Drop the findings of touchpoints that are to be read again."""
    marks = ",".join("?" * len(pks))
    for table in tables if pks else ():
        connection.execute(f"DELETE FROM {table} WHERE touchpoint_id IN (SELECT id FROM touchpoint WHERE pk IN ({marks}))", pks)


def _read(connection: sqlite3.Connection, analyst: Analyst, context: Context | None, pk: int) -> _Found:
    row = connection.execute(f"{TOUCHPOINTS} WHERE t.pk=?", (pk,)).fetchone()
    if context is None:
        return _Found(pk, row[13])
    text, segments = connection.execute("SELECT text, segments FROM body WHERE pk=?", (pk,)).fetchone()
    touchpoint = replace(touchpoint_of(row), text=text, segments=segments_of(segments))
    return _Found(pk, row[13], touchpoint, analyst.read(touchpoint, context))


def _store(connection: sqlite3.Connection, found: _Found, mark: str) -> None:
    """Write what was read; a touchpoint that has changed meanwhile stays to be read again."""
    if found.touchpoint is None or found.findings is None:
        connection.execute("UPDATE touchpoint SET analysed='' WHERE pk=? AND deal_id=''", (found.pk,))
        return
    _store_findings(connection, found.findings)
    if found.findings.unread:
        _note_unread(connection, found.touchpoint, found.findings.unread)
    same = (mark, found.pk, found.hash, found.touchpoint.deal_id)
    connection.execute("UPDATE touchpoint SET analysed=? WHERE pk=? AND hash=? AND deal_id=?", same)


def _store_findings(connection: sqlite3.Connection, findings: Findings) -> None:
    if not (findings.evidence or findings.remarks):
        return
    connection.executemany(
        "INSERT OR REPLACE INTO evidence (id, deal_id, touchpoint_id, requirement, at, detail) VALUES (?,?,?,?,?,?)",
        [
            (e.id, e.deal_id, e.touchpoint_id, e.requirement, int(e.observed_at.timestamp()), json_text(e))
            for e in findings.evidence
        ],
    )
    connection.executemany(
        "INSERT OR REPLACE INTO remark (id, deal_id, touchpoint_id, kind, at, detail) VALUES (?,?,?,?,?,?)",
        [(r.id, r.deal_id, r.touchpoint_id, r.kind, int(r.at.timestamp()), json_text(r)) for r in findings.remarks],
    )


def _note_unread(connection: sqlite3.Connection, touchpoint: Touchpoint, why: str) -> None:
    """Remember that the text was not read, and in which language, so that it never looks like silence."""
    connection.execute(
        "INSERT OR REPLACE INTO remark (id, deal_id, touchpoint_id, kind, at, detail) VALUES (?,?,?,?,?,?)",
        (
            f"unread:{touchpoint.id}",
            touchpoint.deal_id,
            touchpoint.id,
            "unread",
            int(touchpoint.at.timestamp()),
            json.dumps(
                encode(
                    Remark(
                        id=f"unread:{touchpoint.id}",
                        kind="unread",
                        deal_id=touchpoint.deal_id,
                        touchpoint_id=touchpoint.id,
                        quote="",
                        start=0,
                        end=0,
                        speaker=touchpoint.actor,
                        speaker_key=touchpoint.actor_key,
                        side=touchpoint.side,
                        at=touchpoint.at,
                        value=why,
                    )
                )
            ),
        ),
    )
