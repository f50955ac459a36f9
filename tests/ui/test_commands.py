"""The table of commands is whole, and quitting works from anywhere."""

from __future__ import annotations

import pytest

from journey_tui.commands import COMMANDS, PLACES, SHARED, command_rows, commands_of, footer_of
from journey_tui.screens.channel_tab import ChannelTab
from journey_tui.screens.deal import DealPlace
from journey_tui.screens.fallbacks import Fallbacks
from journey_tui.screens.leader import LeaderPlace
from journey_tui.screens.measures import MeasuresPlace
from journey_tui.screens.palette import matching
from journey_tui.screens.review import ReviewPlace
from journey_tui.screens.small import TooSmall
from journey_tui.screens.sources import SourcesPlace
from journey_tui.screens.timeline_tab import TimelineTab
from journey_tui.screens.triage import TriagePlace
from journey_tui.screens.workspace_tab import WorkspaceTab
from tests.ui.driving import SIZES, press, settle

pytestmark = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


async def test_too_small_and_back(make_app, size):
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "j")
        await pilot.resize_terminal(59, 15)
        await settle(pilot)
        assert isinstance(app.screen, TooSmall)
        await press(pilot, "q", "j", "enter")
        assert isinstance(app.screen, TooSmall)
        await pilot.resize_terminal(*size)
        await settle(pilot)
        assert isinstance(app.screen, TriagePlace)
        assert app.screen.list.at == 1
        await pilot.resize_terminal(59, 15)
        await settle(pilot)
        await pilot.press("ctrl+q")
    assert app.return_value == 0


async def test_every_command_has_an_action_and_a_place(make_app, size):
    names = {
        name
        for kind in (
            Fallbacks,
            TriagePlace,
            DealPlace,
            SourcesPlace,
            ReviewPlace,
            LeaderPlace,
            MeasuresPlace,
            ChannelTab,
            TimelineTab,
            WorkspaceTab,
        )
        for name in dir(kind)
    }
    for command in COMMANDS:
        assert command.place in PLACES
        if not command.action.startswith("app."):
            assert f"action_{command.action.partition('(')[0]}" in names, command.id
    for place in PLACES:
        assert len(footer_of(place)) <= 6
        keys = [key for command in commands_of(*SHARED, place) for key in command.keys]
        assert len(keys) == len(set(keys)), place
    assert len({row["id"] for row in command_rows()}) == len(COMMANDS)
    assert {command.id for command in matching("", "triage")} >= {command.id for command in commands_of("triage", "places")}


async def test_no_binding_on_keys_that_terminals_change(make_app, size):
    refused = {f"ctrl+{letter}" for letter in "hijmszab"} | {"ctrl+enter", "shift+enter"}
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        for keys in ((), ("f",), ("escape", "F"), ("escape", "v"), ("escape", "enter"), ("o",), ("escape", "a"), ("4", "a")):
            await press(pilot, *keys)
            assert not refused & set(app.screen.active_bindings), app.screen
