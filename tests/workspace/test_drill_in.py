"""One key opens the workspace with what is under the cursor, from everywhere, and Esc comes back to it: same item, same scroll."""

from __future__ import annotations

from typing import Any

import pytest

from journey_tui.screens.compare import ComparePlace
from journey_tui.screens.deal import DealPlace
from journey_tui.screens.decision_log import DecisionLogPlace
from journey_tui.screens.evidence import EvidencePlace
from journey_tui.screens.reader import ReaderPlace
from journey_tui.screens.triage import TriagePlace
from journey_tui.screens.workspace_tab import WorkspaceTab
from journey_tui.workspace import Workspace
from tests.ui.driving import SIZES, press, settle, shown

pytestmark = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")

ON_A_DEAL = {
    "claim": ("j", "j"),
    "step on the story": ("G",),
    "requirement": ("2", "j", "j", "j"),
    "evidence of a requirement": ("2", "enter", "j"),
    "touchpoint": ("3", "left", "left"),
    "gate": ("3", "right_curly_bracket"),
    "row of the list": ("3", "z", "j", "j", "j", "j"),
    "step": ("4", "j"),
    "person beside the story": ("tab", "j"),
}


def about(app: Any) -> str:
    """Return what the workspace says it is about."""
    made = app.screen.made
    assert isinstance(made, WorkspaceTab)
    return made.about.copy if made.about else ""


@pytest.mark.parametrize("keys", ON_A_DEAL.values(), ids=ON_A_DEAL)
async def test_from_an_item_of_a_deal_and_back(
    make_app: Any, workspace: Workspace, deal: str, size: tuple[int, int], keys: tuple[str, ...]
) -> None:
    app = make_app(workspace, deal=deal)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, *keys)
        place = app.screen
        before = (place, place.tab, place.item.key, place.pane.top, type(place.pane))
        assert place.item.copy
        await press(pilot, "w")
        assert place.tab == 5
        assert about(app) == place.made.about.copy == app.screen.made.about.copy
        assert app.screen.made.about.key == before[2]
        assert "about: " in app.screen.made.prompt.placeholder
        await press(pilot, "escape")
        assert (app.screen, app.screen.tab, app.screen.item.key, app.screen.pane.top, type(app.screen.pane)) == before


async def test_from_evidence_and_the_message_and_back(
    make_app: Any, workspace: Workspace, deal: str, size: tuple[int, int]
) -> None:
    app = make_app(workspace, deal=deal)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        for _ in range(12):
            if app.screen.item.kind == "claim" and app.screen.item.evidence:
                break
            await press(pilot, "j")
        await press(pilot, "e", "j")
        quotes = app.screen
        assert isinstance(quotes, EvidencePlace)
        before = (quotes.text.item.key, quotes.text.top)
        await press(pilot, "w")
        assert isinstance(app.screen, DealPlace)
        assert app.screen.made.about.key == before[0]
        await press(pilot, "escape")
        assert app.screen is quotes
        assert (quotes.text.item.key, quotes.text.top) == before
        await press(pilot, "enter", "pagedown")
        message = app.screen
        assert isinstance(message, ReaderPlace)
        top = message.text.top
        await press(pilot, "w")
        assert app.screen.made.about.evidence or app.screen.made.about.touchpoint == message.touchpoint_id
        await press(pilot, "escape")
        assert app.screen is message
        assert message.text.top == top
        await press(pilot, "escape", "escape")
        assert isinstance(app.screen, DealPlace)
        assert app.screen.tab == 1


async def test_from_the_list_a_comparison_and_the_log_and_back(
    make_app: Any, workspace: Workspace, deal: str, size: tuple[int, int]
) -> None:
    workspace.mark_seen(deal)
    evidence = workspace.deal(deal).evidence[0]
    workspace.decide("confirm", evidence.id, deal_id=deal)
    app = make_app(workspace)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "j", "j")
        row = app.screen.list.current
        await press(pilot, "w")
        assert (app.screen.deal_id, app.screen.tab) == (row.deal_id, 5)
        await press(pilot, "escape")
        assert isinstance(app.screen, TriagePlace)
        assert app.screen.list.current.deal_id == row.deal_id
        app.open_deal(deal)
        await settle(pilot)
        for opening, kind in (("compare", ComparePlace), ("decision_log", DecisionLogPlace)):
            await app.screen.run_action(opening)
            await settle(pilot)
            place = app.screen
            assert isinstance(place, kind)
            await press(pilot, "j")
            item = place.pane.item
            await press(pilot, "w")
            assert app.screen.made.about == (item if item is not None and item.copy else None)
            await press(pilot, "escape")
            assert app.screen is place
            await press(pilot, "escape")


async def test_a_opens_the_draft_of_a_step_and_esc_comes_back_at_once(
    make_app: Any, workspace: Workspace, deal: str, size: tuple[int, int]
) -> None:
    app = make_app(workspace, deal=deal)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "4", "j")
        place, step = app.screen, app.screen.item
        before = (step.key, place.pane.top)
        await press(pilot, "a")
        (made,) = workspace.artifacts(deal)
        assert made.step_id == step.id
        assert place.made.open_artifact == made.id
        assert place.made.side == "paper"
        await press(pilot, "escape")
        assert (place.tab, place.item.key, place.pane.top) == (4, *before)
        await press(pilot, "enter")
        assert "w write" in shown(app)
        await press(pilot, "w")
        assert place.made.open_artifact == made.id
        assert len(workspace.artifacts(deal)) == 1, "it is opened again, not written again"
        await press(pilot, "escape")
        assert (place.tab, place.item.key) == (4, step.key)
        await press(pilot, "at", *"yesterday", "enter", "a")
        assert len(workspace.artifacts(deal)) == 1
        assert place.tab == 4, "nothing is written in the past"


async def test_a_plan_opens_from_the_timeline_and_esc_comes_back_to_it(
    make_app: Any, workspace: Workspace, deal: str, size: tuple[int, int]
) -> None:
    item = workspace.draft(deal, "plan")
    app = make_app(workspace, deal=deal)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "3")
        lanes = app.screen.made.lanes
        stop = next(one for one in lanes.lines.stops if one.kind == "draft")
        lanes.show_stop(stop)
        await settle(pilot)
        left = lanes.view.left
        await press(pilot, "enter")
        assert app.screen.made.open_artifact == item.id
        await press(pilot, "escape")
        assert app.screen.tab == 3
        assert lanes.stop is not None
        assert (lanes.stop.key, lanes.view.left) == (stop.key, left)
