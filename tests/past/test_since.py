"""Since you last looked: kept until read, also what came late, ran out, or another person decided meanwhile."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from journey_tui.workspace import Workspace
from tests import raw
from tests.sync.conftest import bring
from tests.ui.driving import press, settle, shown


def _deal(workspace: Workspace) -> str:
    return workspace.find(raw.DEAL)[0].deal_id


def _row(workspace: Workspace, deal_id: str) -> Any:
    return next(row for row in workspace.triage(mine=False, limit=999).rows if row.deal_id == deal_id)


async def test_it_stays_until_it_is_read_and_comes_back_with_undo(make_app: Any, workspace: Workspace) -> None:
    app, deal_id = make_app(), _deal(workspace)
    Workspace(workspace.store, now=raw.ago(20), person="dana").mark_seen(deal_id)
    async with app.run_test(size=(100, 45)) as pilot:
        for _ in range(2):
            await settle(pilot)
            app.open_deal(deal_id)
            await settle(pilot)
            new = app.screen.view.since
            assert new
            assert "Since " in shown(app)
            await press(pilot, "escape")
        app.open_deal(deal_id)
        await settle(pilot)
        await press(pilot, "m")
        assert app.screen.view.since == ()
        assert "Nothing has changed" in shown(app)
        await press(pilot, "u")
        assert app.screen.view.since == new
        await press(pilot, "U")
        assert app.screen.view.since == ()


def test_what_is_imported_late_is_new_mail_crm_changes_and_moves_alike(tmp_path: Path) -> None:
    store, looked = tmp_path / "journey.db", raw.ago(5)
    bring(store, raw.write_all(tmp_path / "early", until=raw.ago(29)), now=raw.ago(29))
    then = Workspace(store, now=looked, person="dana")
    deal_id = _deal(then)
    then.mark_seen(deal_id)
    bring(store, raw.write_all(tmp_path / "late"), now=raw.NOON)
    now = Workspace(store, now=raw.NOON, person="dana")
    late = [change for change in now.deal(deal_id).since if change.at <= looked and change.landed]
    assert late
    assert all(change.landed == raw.NOON for change in late)
    changed = [c for c in now.deal(deal_id).reading.changes if c.text.startswith("CRM ") and raw.ago(29) < c.at <= looked]
    assert all(c in late for c in changed)
    assert _row(now, deal_id).changed >= len([c for c in now.deal(deal_id).reading.changes[:30] if c in late])


def test_what_ran_out_meanwhile_is_told_as_a_change_of_status(workspace: Workspace) -> None:
    deal_id = _deal(workspace)
    workspace.mark_seen(deal_id)
    before = {r.key: r for r in workspace.deal(deal_id).reading.requirements}
    later = Workspace(workspace.store, now=raw.NOON + timedelta(days=200), person="dana")
    after = {r.key: r for r in later.deal(deal_id).reading.requirements}
    gone = [key for key, r in after.items() if r.status is not before[key].status]
    assert gone
    told = "\n".join(change.text for change in later.deal(deal_id).since)
    assert all(f"{after[key].label}: {before[key].status.value} → {after[key].status.value}" in told for key in gone)


def test_what_another_person_decided_is_new_and_ones_own_is_not(workspace: Workspace) -> None:
    deal_id = _deal(workspace)
    quote = next(e for e in workspace.deal(deal_id).evidence if e.requirement == "pain")
    Workspace(workspace.store, now=raw.ago(2), person="dana").mark_seen(deal_id)
    seen = _row(workspace, deal_id).changed
    ali = Workspace(workspace.store, now=raw.NOON, person="ali")
    ali._uid += 1
    ali.decide("confirm", quote.id, deal_id=deal_id)
    ali.mark_seen(deal_id)
    theirs = [change for change in workspace.deal(deal_id).since if change.text.startswith("ali ")]
    assert [change.evidence for change in theirs] == [(quote.id,)]
    assert quote.quote[:12] in theirs[0].text
    assert _row(workspace, deal_id).changed == seen + 1
    assert not [change for change in ali.deal(deal_id).since if change.text.startswith("ali ")]
    workspace.decide("override", f"{deal_id}|requirement|metrics", deal_id=deal_id, value="Supported", reason="as I heard it")
    assert [c for c in workspace.deal(deal_id).since if c.text.startswith("dana ")] == []
    ali.undo()
    ali.undo()
    assert not [change for change in workspace.deal(deal_id).since if change.text.startswith("ali ")]


def test_each_person_has_a_look_of_their_own(workspace: Workspace) -> None:
    deal_id = _deal(workspace)
    ali = Workspace(workspace.store, now=raw.NOON, person="ali")
    ali._uid += 1
    workspace.mark_seen(deal_id)
    assert workspace.deal(deal_id).looked_at == raw.NOON
    assert ali.deal(deal_id).looked_at is None
    assert _row(ali, deal_id).changed == 0
