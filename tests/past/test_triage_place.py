"""Triage as a place to live: filter by keys, views of one's own, snooze, act and go on, the preview, and where one was."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from journey_tui.domain.views import SavedView
from journey_tui.screens import triage_preview
from journey_tui.workspace import DecisionRefused, Workspace
from tests import raw
from tests.cli.conftest import ran
from tests.ui.driving import press, settle, shown

WIDE = (140, 45)


def typed(words: str) -> list[str]:
    names = {" ": "space", ":": "colon", ">": "greater_than_sign", "-": "minus"}
    return [names.get(key, key) for key in words]


def _deal(workspace: Workspace) -> str:
    return workspace.find(raw.DEAL)[0].deal_id


def test_the_filter_narrows_by_what_the_deals_read_as(workspace: Workspace) -> None:
    rows = workspace.triage(mine=False).rows
    for text, fits in (
        ("crm>truth", lambda row: row.gap > 0),
        ("undated", lambda row: row.next_due is None),
        ("pain:unknown", lambda row: dict(row.stoplight)["pain"].value == "Unknown"),
        ("-gate:locked", lambda row: row.gate_state != "locked"),
    ):
        found = workspace.triage(mine=False, query=text)
        assert [row.deal_id for row in found.rows] == [row.deal_id for row in rows if fits(row)], text
        assert found.total == len(found.rows)
    for row in rows:
        reading = workspace.deal(row.deal_id).reading
        assert set(row.signals) == {s.kind for s in reading.signals if s.fired}
        assert row.gate_state in {g.state.value for g in reading.gates if g.name == row.gate}


def test_views_are_each_persons_own_and_last(workspace: Workspace, store: Path) -> None:
    workspace.save_view(SavedView("Held up", "gate:held", "close", False))
    workspace.save_view(SavedView("Quiet ones", "quiet", "needs"))
    again = Workspace(store, now=raw.NOON, person="dana")
    assert [view.name for view in again.saved_views()] == ["Held up", "Quiet ones"]
    again.save_view(SavedView("Held", "gate:held", "close", False), instead_of="Held up")
    assert [view.name for view in workspace.saved_views()] == ["Held", "Quiet ones"]
    workspace.delete_view("Held")
    assert [view.name for view in again.saved_views()] == ["Quiet ones"]
    for wrong in ("", "x" * 41, " \n "):
        with pytest.raises(DecisionRefused):
            workspace.save_view(SavedView(wrong, "", "needs"))
    with pytest.raises(DecisionRefused):
        workspace.delete_view("Held")


async def test_a_list_is_saved_used_renamed_and_deleted_by_key(make_app: Any, workspace: Workspace) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        total = app.screen.list.total
        await press(pilot, "F", *typed("crm>truth"), "enter", "b", "2", "v", "A", *"ahead", "enter")
        assert workspace.saved_views() == (SavedView("ahead", "crm>truth", "account", True),)
        assert "ahead" in shown(app).splitlines()[0]
        narrowed = app.screen.list.total
        assert narrowed < total
        await press(pilot, "escape")
        assert app.screen.list.total == total
        await press(pilot, "v", "7")
        assert app.screen.list.total == narrowed
        await press(pilot, "v", "i", "ctrl+u", *"gap", "enter")
        assert [view.name for view in workspace.saved_views()] == ["gap"]
        await press(pilot, "v", "x", "escape")
        assert len(workspace.saved_views()) == 1
        await press(pilot, "v", "x", "Y")
        assert workspace.saved_views() == ()
        assert app.screen.list.total == total
        await press(pilot, "v", "1", "v", "x")
        assert "comes with Journey" in app.screen.foot.notice


async def test_what_is_not_understood_is_said(make_app: Any) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        total = app.screen.list.total
        await press(pilot, "F", *typed("foo:bar"), "enter")
        assert "Not understood: foo:bar" in app.screen.foot.notice
        assert app.screen.list.total == total
        await press(pilot, "question_mark", "G")
        assert "What F can filter by" in "\n".join(str(line) for line in app.screen._lines(70))


async def test_snoozed_until_the_customer_writes(make_app: Any, workspace: Workspace, store: Path) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        first, second = (app.screen.list.row(n).deal_id for n in (0, 1))
        total = app.screen.list.total
        await press(pilot, "s", "4")
        assert app.screen.list.total == total - 1
        assert app.screen.list.current.deal_id == second
        row = next(row for row in workspace.triage(mine=False, query="snoozed").rows)
        assert (row.deal_id, row.snoozed_for) == (first, "reply")
        await press(pilot, "u")
        assert app.screen.list.total == total
        assert app.screen.list.current.deal_id == first  # undo puts the cursor on what it was about
        assert app.screen.list.row(0).deal_id == first


def test_a_reply_brings_a_snoozed_deal_back_also_one_imported_late(workspace: Workspace, store: Path) -> None:
    deal_id = _deal(workspace)
    inbound = [
        row
        for row in workspace.timeline(deal_id)
        if row.side.value == "customer" and row.kind.value == "email" and row.origin.value == "human"
    ]
    last = max(row.at for row in inbound if row.at <= raw.NOON)
    before, after = last - timedelta(hours=1), last + timedelta(hours=1)

    def listed(now: Any) -> bool:
        rows = Workspace(store, now=now, person="dana").triage(mine=False, limit=999).rows
        return deal_id in {row.deal_id for row in rows}

    then = Workspace(store, now=raw.NOON + timedelta(minutes=5), person="dana")
    then.decide("snooze", deal_id, deal_id=deal_id, value="reply", expires=(raw.NOON + timedelta(days=180)).date())
    assert not listed(raw.NOON + timedelta(minutes=10))
    assert listed(raw.NOON + timedelta(days=181))
    then.undo()
    Workspace(store, now=before, person="dana").decide(
        "snooze", deal_id, deal_id=deal_id, value="reply", expires=(raw.NOON + timedelta(days=100)).date()
    )
    past = {moment: workspace.triage(mine=False, as_of=moment, limit=999).rows for moment in (last - timedelta(minutes=1), after)}
    assert [deal_id in {row.deal_id for row in rows} for rows in past.values()] == [False, True]
    assert listed(raw.NOON)


async def test_the_step_is_done_from_the_list_and_the_next_deal_is_selected(make_app: Any, workspace: Workspace) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        place = app.screen
        first, second = place.list.row(0), place.list.row(1)
        step = next(s for s in workspace.deal(first.deal_id).reading.steps if s.state == "proposed")
        await press(pilot, "a")
        assert step.title[:30] in shown(app)
        await press(pilot, "escape", "d")
        assert app.screen.list.current.deal_id == second.deal_id
        states = {s.id: s.state for s in workspace.deal(first.deal_id).reading.steps}
        assert states.get(step.id, "done") == "done"
        await press(pilot, "u")
        assert app.screen.list.current.next_title


async def test_the_preview_follows_the_cursor_once_it_rests(
    make_app: Any, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(triage_preview, "RESTS_S", 1_000)
    app = make_app()
    reads: list[str] = []
    real = workspace.deal
    workspace.deal = lambda deal_id, **how: reads.append(deal_id) or real(deal_id, **how)  # type: ignore[method-assign]
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "p")
        await _rested(pilot, app)
        first = app.screen.list.current
        assert reads == [first.deal_id]
        view = real(first.deal_id)
        assert view.reading.claims[0].text[:20] in shown(app)
        assert shown(app).splitlines()[1].index("Next") < app.screen.list.size.width
        await press(pilot, "j", "k", "j")
        assert app.screen.list.at == 1
        await _rested(pilot, app)
        assert reads[1:] == [app.screen.list.current.deal_id]
        await press(pilot, "p")
        assert not app.screen.preview.display
        await press(pilot, "k")
        assert app.screen._resting is None


async def _rested(pilot: Any, app: Any) -> None:
    """Let the cursor rest: the timer is brought forward, not waited for."""
    if app.screen._resting is not None:
        app.screen._resting.stop()
        app.screen._read_preview()
    await settle(pilot)


async def test_no_preview_where_there_is_no_room(make_app: Any) -> None:
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "p")
        assert app.screen.preview is None
        assert "120 columns" in app.screen.foot.notice


async def test_the_place_is_kept_when_coming_back_from_a_deal(make_app: Any, workspace: Workspace) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "F", *"o", "enter", "G")
        at, key, top = app.screen.list.at, app.screen.list.current.deal_id, app.screen.list.top
        await press(pilot, "enter", "2", "c", "escape")
        assert (app.screen.list.at, app.screen.list.current.deal_id, app.screen.list.top) == (at, key, top)


def test_filter_sort_and_view_on_the_command_line(workspace: Workspace) -> None:
    store = workspace.store
    every = ran("deals", "--json", store=store).json
    ahead = ran("deals", "--filter", "crm>truth", "--json", store=store).json
    assert {row["id"] for row in ahead} == {
        row.deal_id for row in workspace.triage(mine=False, query="crm>truth", snoozed=True).rows
    }
    assert len(ahead) < len(every)
    by_name = ran("deals", "--sort", "account", "--json", store=store).json
    assert [row["id"] for row in by_name] == [
        row.deal_id for row in workspace.triage(mine=False, order="account", snoozed=True).rows
    ]
    for wrong, said in (
        (("--filter", "foo:bar"), "not understood"),
        (("--sort", "luck"), "choose needs"),
        (("--view", "mine"), "none yet"),
    ):
        result = ran("deals", *wrong, store=store)
        assert result.code == 2
        assert said in " ".join(result.err.split())
    workspace.save_view(SavedView("Ahead", "crm>truth", "account", False))
    # The command runs as whoever runs it: the store's person by number, not by the name that a test gives.
    assert [row["id"] for row in ran("deals", "--view", "ahead", "--json", store=store).json] == [
        row.deal_id for row in workspace.triage(mine=False, query="crm>truth", order="account", snoozed=True).rows
    ]
    assert "No deal fits" in ran("deals", "--filter", "won amount>999m", store=store).out
