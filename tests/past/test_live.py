"""What another process commits shows by itself, and moves nothing: cursor, scroll, open sheet, what is being typed."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path
from typing import Any

from journey_tui.screens.forms import FormSheet
from journey_tui.workspace import Workspace
from tests import raw
from tests.ui.driving import press, settle, shown

ROOT = Path(__file__).resolve().parents[2]
OTHER = """
import sys
from datetime import datetime
from pathlib import Path
from journey_tui.workspace import Workspace
store, now, kind, target, deal, value, reason = sys.argv[1:]
workspace = Workspace(Path(store), now=datetime.fromisoformat(now), person="ali")
workspace._uid += 1
workspace.decide(kind, target, deal_id=deal, value=value, reason=reason)
"""


def _elsewhere(workspace: Workspace, kind: str, target: str, deal: str, value: str = "", reason: str = "she told me") -> None:
    """Decide in a process of its own, as another person."""
    words = [str(workspace.store), raw.NOON.isoformat(), kind, target, deal, value, reason]
    subprocess.run([sys.executable, "-c", OTHER, *words], check=True, cwd=ROOT)


async def _noticed(pilot: Any, version: int) -> None:
    """Wait until the watch over the store has seen it; it asks once a second."""
    for _ in range(400):
        if pilot.app.version != version:
            break
        await asyncio.sleep(0.02)
    assert pilot.app.version != version
    # The decision and the reading that follows from it are two commits: the watch may have seen the first alone.
    first = pilot.app.version
    for _ in range(75):
        if pilot.app.version != first:
            break
        await asyncio.sleep(0.02)
    await settle(pilot)


def _deal(workspace: Workspace) -> str:
    return workspace.find(raw.DEAL)[0].deal_id


def _row_of_cursor(app: Any) -> int:
    """Return the line of the screen that the cursor is on: text above it may have become shorter."""
    story = app.screen.story
    return story.span_of_cursor()[0] - story.top


async def test_a_decision_of_another_process_shows_and_nothing_moves(make_app: Any, workspace: Workspace) -> None:
    app, deal = make_app(), _deal(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.open_deal(deal)
        await settle(pilot)
        await press(pilot, "2", "G", "k")
        where, version = (app.screen.item.key, _row_of_cursor(app)), app.version
        await asyncio.to_thread(_elsewhere, workspace, "override", f"{deal}|requirement|pain", deal, "Not needed")
        await _noticed(pilot, version)
        assert {r.key: r.status.value for r in app.screen.view.reading.requirements}["pain"] == "Not needed"
        assert (app.screen.item.key, _row_of_cursor(app)) == where


async def test_an_open_sheet_and_what_is_typed_there_stay(make_app: Any, workspace: Workspace) -> None:
    app, deal = make_app(), _deal(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.open_deal(deal)
        await settle(pilot)
        app.screen.story.seek(("claim", app.screen.view.reading.claims[0].id))
        await press(pilot, "o")
        sheet, place, version = app.screen, app.screen_stack[-2], app.version
        assert isinstance(sheet, FormSheet)
        await press(pilot, "ctrl+u", *"half a sen")
        await asyncio.to_thread(_elsewhere, workspace, "override", f"{deal}|requirement|metrics", deal, "Not needed")
        await _noticed(pilot, version)
        assert app.screen is sheet
        await press(pilot, *"tence")
        assert "half a sentence" in shown(app)
        assert {r.key: r.status.value for r in place.view.reading.requirements}["metrics"] == "Not needed"


async def test_triage_follows_too_and_keeps_its_cursor(make_app: Any, workspace: Workspace) -> None:
    app, deal = make_app(), _deal(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "G")
        key, version = app.screen.list.current.deal_id, app.version
        await asyncio.to_thread(_elsewhere, workspace, "override", f"{deal}|requirement|pain", deal, "Not needed")
        await _noticed(pilot, version)
        assert app.screen.list.current.deal_id == key
        row = next(row for row in app.screen.list._pages[0] if row.deal_id == deal)
        assert dict(row.stoplight)["pain"].value == "Not needed"


async def test_in_the_past_a_commit_moves_nothing(make_app: Any, workspace: Workspace) -> None:
    app, deal = make_app(), _deal(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.open_deal(deal)
        await settle(pilot)
        app.set_as_of(raw.ago(10))
        await settle(pilot)
        before, version = shown(app), app.version
        await asyncio.to_thread(_elsewhere, workspace, "override", f"{deal}|requirement|pain", deal, "Not needed")
        await _noticed(pilot, version)
        assert shown(app) == before


async def test_two_people_on_the_same_thing_the_later_word_leads_and_both_are_kept(make_app: Any, workspace: Workspace) -> None:
    app, deal = make_app(), _deal(workspace)
    target = f"{deal}|requirement|pain"
    earlier = Workspace(workspace.store, now=raw.ago(0.1), person="dana")
    earlier.decide("override", target, deal_id=deal, value="Supported", reason="as I heard it")
    async with app.run_test(size=(140, 45)) as pilot:
        await settle(pilot)
        app.open_deal(deal)
        await settle(pilot)
        await press(pilot, "2")
        app.screen.story.seek(("requirement", "pain"))
        version = app.version
        await asyncio.to_thread(_elsewhere, workspace, "override", target, deal, "Not needed")
        await _noticed(pilot, version)
        pain = next(r for r in app.screen.view.reading.requirements if r.key == "pain")
        assert (pain.status.value, pain.set_by) == ("Not needed", "ali")
        assert "set by ali" in shown(app)
        kept = [(d.decision.by, d.decision.value) for d in workspace.decisions(deal) if d.decision.target == target]
        assert kept == [("ali", "Not needed"), ("dana", "Supported")]
