"""Triage as of a moment: every row is what the deal read as then; with very many deals only what shows is worked out."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from journey_tui.data import triage_past
from journey_tui.data.sqlite import transaction
from journey_tui.data.store import writing
from journey_tui.workspace import Workspace
from tests import raw
from tests.cli.conftest import ran

MOMENTS = [raw.ago(days) for days in (36, 29.5, 18, 10, 1)]


def _told(workspace: Workspace, moment: datetime) -> dict[str, Any]:
    page = workspace.triage(mine=False, closed=True, snoozed=True, as_of=moment, limit=999)
    assert page.total == len(page.rows)
    return {row.deal_id: row for row in page.rows}


@pytest.mark.parametrize("moment", MOMENTS, ids=str)
@pytest.mark.parametrize("whole", [200, 0])
def test_rows_tell_what_the_deals_told(
    workspace: Workspace, moment: datetime, whole: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(triage_past, "WHOLE", whole)
    rows = _told(workspace, moment)
    assert rows
    for deal_id, row in rows.items():
        view = workspace.deal(deal_id, as_of=moment)
        assert row.headline == view.reading.headline
        assert dict(row.stoplight) == {r.key: r.status for r in view.reading.requirements}
        assert (row.truth, row.claim, row.gap) == (view.reading.lines.truth, view.reading.lines.claim, view.reading.lines.gap)
        assert (row.stage, row.amount, row.close_date, row.closed) == (
            view.deal.stage,
            view.deal.amount,
            view.deal.close_date,
            view.deal.closed,
        )


@pytest.mark.parametrize("order", ["needs", "account", "close", "amount", "truth", "changed"])
def test_the_order_is_that_of_the_moment_where_now_is_meant(workspace: Workspace, order: str) -> None:
    now, then = (workspace.triage(mine=False, order=order, as_of=moment) for moment in (None, raw.NOON))
    assert [row.deal_id for row in then.rows] == [row.deal_id for row in now.rows]


def test_only_the_rows_that_show_are_worked_out(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(triage_past, "WHOLE", 0)
    read: list[str] = []
    real = Workspace._row_then
    monkeypatch.setattr(Workspace, "_row_then", lambda self, deal_id, *rest: read.append(deal_id) or real(self, deal_id, *rest))
    moment = raw.ago(10)
    for _ in range(3):
        workspace.triage(mine=False, as_of=moment, offset=1, limit=1)
    assert len(read) == 1


def test_a_snooze_and_a_look_are_those_of_the_moment(workspace: Workspace) -> None:
    deal_id = workspace.find(raw.DEAL)[0].deal_id
    then = Workspace(workspace.store, now=raw.ago(10), person="dana")
    then.mark_seen(deal_id)
    then.decide("snooze", deal_id, deal_id=deal_id, value="", expires=raw.ago(5).date())
    shown = {days: {row.deal_id for row in workspace.triage(mine=False, as_of=raw.ago(days)).rows} for days in (11, 9, 4)}
    assert [deal_id in shown[days] for days in (11, 9, 4)] == [True, False, True]
    assert _told(workspace, raw.ago(11))[deal_id].changed == 0


def test_what_was_taken_back_later_still_stood(workspace: Workspace) -> None:
    deal_id = workspace.find(raw.DEAL)[0].deal_id
    target = f"{deal_id}|requirement|pain"
    Workspace(workspace.store, now=raw.ago(10), person="dana").decide(
        "override", target, deal_id=deal_id, value="Not needed", reason="renewal"
    )
    Workspace(workspace.store, now=raw.ago(5), person="dana").undo()
    read = [
        next(r for r in workspace.deal(deal_id, as_of=raw.ago(d)).reading.requirements if r.key == "pain").status.value
        for d in (11, 9, 4)
    ]
    assert read[1] == "Not needed"
    assert "Not needed" not in (read[0], read[2])


@pytest.mark.parametrize("moment", MOMENTS, ids=str)
def test_the_commands_tell_the_same(workspace: Workspace, moment: datetime) -> None:
    at = moment.isoformat()
    rows = ran("deals", "--all", "--as-of", at, "--json", store=workspace.store).json
    assert {row["id"]: row["headline"] for row in rows} == {i: row.headline for i, row in _told(workspace, moment).items()}
    steps = ran("actions", raw.DEAL, "--as-of", at, "--json", store=workspace.store).json
    deal_id = workspace.find(raw.DEAL)[0].deal_id
    assert [step["id"] for step in steps] == [step.id for step in workspace.deal(deal_id, as_of=moment).reading.steps]


def _write_change(store: Path, deal_id: str, at: datetime, field: str, old: str, new: str) -> None:
    """Add a change of a record to the history that was imported."""
    with writing(store) as connection, transaction(connection):
        file_id = connection.execute("SELECT MIN(id) FROM source_file").fetchone()[0]
        connection.execute(
            "INSERT INTO field_change (id, deal_id, at, field, old, new, by_id, file_id, native_id, locator, hash) "
            "VALUES (?, ?, ?, ?, ?, ?, '', ?, '', '', '')",
            (f"test:{deal_id}:{field}:{int(at.timestamp())}", deal_id, int(at.timestamp()), field, old, new, file_id),
        )


@pytest.mark.parametrize("whole", [200, 0])
def test_mine_is_whose_the_deal_was_then(workspace: Workspace, whole: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(triage_past, "WHOLE", whole)
    deal = workspace.deal(workspace.find(raw.DEAL)[0].deal_id).deal
    ids = {name: one for one, name, _ in workspace.members()}
    other = next(name for name in ids if name != deal.owner)
    for days, old, new in ((20, deal.owner, other), (10, other, deal.owner)):
        _write_change(workspace.store, deal.id, raw.ago(days), "owner", old, new)
    for days, owner in ((25, deal.owner), (15, other), (5, deal.owner)):
        assert workspace.deal(deal.id, as_of=raw.ago(days)).deal.owner == owner
        for name in (deal.owner, other):
            workspace.set_member((ids[name],))
            mine = {row.deal_id for row in workspace.triage(as_of=raw.ago(days)).rows}
            assert (deal.id in mine) is (name == owner), (days, name)


@pytest.mark.parametrize("order", ["account", "close", "amount"])
@pytest.mark.parametrize("days", [45, 25, 5])
def test_orders_that_follow_a_field_are_those_of_the_moment_however_many_deals_there_are(
    workspace: Workspace, order: str, days: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, hit in enumerate(workspace.find("", limit=50)):
        _write_change(workspace.store, hit.deal_id, raw.ago(30), "amount", "1000", str(1000 * (7 - number) ** 2))
        _write_change(workspace.store, hit.deal_id, raw.ago(10), "close_date", "2026-12-01", f"2027-0{9 - number}-01")
    moment = raw.ago(days)
    read = workspace.triage(mine=False, order=order, as_of=moment)
    told = [row.deal_id for row in read.rows]
    assert read.exact
    assert len(told) > 1
    monkeypatch.setattr(triage_past, "WHOLE", 0)
    page = Workspace(workspace.store, now=raw.NOON, person="dana").triage(mine=False, order=order, as_of=moment)
    assert page.exact
    assert [row.deal_id for row in page.rows] == told
