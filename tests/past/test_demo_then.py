"""The demo as of many moments: each tells what a store tells that only ever got what had happened by then."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from journey_tui.cli import show as shapes
from journey_tui.cli.importing import rules
from journey_tui.demo import write_demo
from journey_tui.domain.as_of import deal_as_of
from journey_tui.domain.model import Deal, FieldChange
from journey_tui.sources.records import ChangeRecord, DealRecord, Record, TouchpointRecord
from journey_tui.sync.importer import Importer
from journey_tui.workspace import Workspace

TODAY = date(2027, 3, 17)
NOW = datetime(2027, 3, 17, 18, tzinfo=UTC)
DAYS = (16, 45)
"""Two moments that a run takes time for; any other may be put here."""
OF_THE_IMPORT = {"sources", "since_you_looked", "as_of"}


class ImporterThen(Importer):
    """Import only what had happened by a moment."""

    def _parsed(self, sandbox: Any, reading: Any) -> Iterator[Record]:
        yield from _by_then(list(super()._parsed(sandbox, reading)), self._now)


def _by_then(records: Iterable[Record], moment: datetime) -> Iterator[Record]:
    """Yield the records as an export of that moment would have them: CRM fields by their history, nothing that came later."""
    history: dict[str, list[ChangeRecord]] = defaultdict(list)
    for record in records:
        if isinstance(record, ChangeRecord):
            history[record.deal_id].append(record)
    for record in records:
        if isinstance(record, ChangeRecord) and record.at > moment:
            continue
        if isinstance(record, TouchpointRecord) and not _known(record, moment):
            continue
        if isinstance(record, DealRecord):
            if record.created_at is not None and record.created_at > moment:
                continue
            record = _deal_then(record, history[record.id], moment)
        yield record


def _known(record: TouchpointRecord, moment: datetime) -> bool:
    return record.at <= moment or (record.created_at is not None and record.created_at <= moment)


def _deal_then(record: DealRecord, changes: list[ChangeRecord], moment: datetime) -> DealRecord:
    told = tuple(FieldChange(c.deal_id, c.at, c.field, c.old, c.new) for c in sorted(changes, key=lambda c: (c.at, c.id)))
    now = Deal(record.id, record.name, stage=record.stage, amount=record.amount, close_date=record.close_date,
               next_step=record.next_step, closed=bool(record.closed), won=bool(record.won))  # fmt: skip
    then = deal_as_of(now, told, moment)
    closed = record.closed if record.closed is None else then.closed
    won = record.won if record.won is None else then.won
    return replace(
        record, stage=then.stage, amount=then.amount, close_date=then.close_date, next_step=then.next_step, closed=closed, won=won
    )


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "raw"
    write_demo(folder, TODAY)
    return folder


@pytest.fixture(scope="module")
def whole(files: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    store = tmp_path_factory.mktemp("whole") / "journey.db"
    Importer(store, rules(), NOW).run([files])
    return Workspace(store, now=NOW)


def _told(workspace: Workspace, deal_id: str, moment: datetime | None) -> dict[str, Any]:
    shape = shapes.deal(workspace.deal(deal_id, as_of=moment))
    return _without_files({k: v for k, v in shape.items() if k not in OF_THE_IMPORT})


def _without_files(value: Any) -> Any:
    """Leave out where in which file it stands: the export of another day is another file."""
    if isinstance(value, dict):
        return {k: _without_files(v) for k, v in value.items() if k not in ("file", "locator", "hash", "valid_until")}
    return [_without_files(item) for item in value] if isinstance(value, list) else value


def _leaves(one: Any, other: Any, path: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Yield where two shapes differ, as deep as can be."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        for key in one:
            yield from _leaves(one[key], other[key], f"{path}.{key}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for n, (left, right) in enumerate(zip(one, other, strict=True)):
            yield from _leaves(left, right, f"{path}[{n}]")
    elif one != other:
        yield (path, one, other)


TYPICAL = re.compile(r"\d+ are typical in this channel")


def _differing(one: Any, other: Any) -> list[tuple[str, Any, Any]]:
    """Return where two shapes differ, but for whom a first name or a title means: that is known from whoever was met since."""
    leaves = list(_leaves(one, other))
    named = [(a.casefold(), b.casefold()) for path, a, b in leaves if path.endswith((".parts.named", ".parts.person"))]

    def is_same(a: Any, b: Any) -> bool:
        return isinstance(a, str) and any(a.casefold().replace(full, short) == b.casefold() for full, short in named)

    def typical(a: Any, b: Any) -> bool:
        """Say whether two texts differ in a channel's own statistics alone: the record in force is today's, also of then."""
        return isinstance(a, str) and isinstance(b, str) and TYPICAL.sub("", a) == TYPICAL.sub("", b)

    return [leaf for leaf in leaves if not is_same(*leaf[1:]) and not typical(*leaf[1:])]


@pytest.mark.parametrize("days", DAYS)
def test_every_deal_tells_what_it_told_then(whole: Workspace, files: Path, tmp_path: Path, days: int) -> None:
    moment = NOW - timedelta(days=days)
    ImporterThen(tmp_path / "journey.db", rules(), moment).run([files])
    then = Workspace(tmp_path / "journey.db", now=moment)
    known = {row.deal_id for row in then.triage(mine=False, closed=True, limit=999).rows}
    assert len(known) > 10
    differing = [
        (deal_id, *leaf)
        for deal_id in sorted(known)
        for leaf in _differing(_told(whole, deal_id, moment), _told(then, deal_id, None))
    ]
    assert differing == []
    rows = {row.deal_id: row for row in whole.triage(mine=False, closed=True, as_of=moment, limit=999).rows}
    assert set(rows) == known
