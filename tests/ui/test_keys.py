"""Every key of the map does what the map says, at both ends of the range of sizes."""

from __future__ import annotations

from datetime import date

import pytest

from journey_tui.screens.deal import DealPlace
from journey_tui.screens.evidence import EvidencePlace
from journey_tui.screens.help import HelpSheet
from journey_tui.screens.palette import PaletteSheet
from journey_tui.screens.reader import ReaderPlace
from journey_tui.screens.sources import SourcesPlace
from journey_tui.screens.triage import TriagePlace
from tests.ui.driving import SIZES, press, settle, shown
from tests.ui.fake import FakeWorkspace

pytestmark = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


def notice(app):
    return app.screen.foot.notice


async def test_movement_on_triage(make_app, size):
    app = make_app(FakeWorkspace(many=300))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        rows = app.screen.list
        for keys, where in (
            (("j",), 1),
            (("down",), 2),
            (("k",), 1),
            (("up",), 0),
            (("G",), 299),
            (("g",), 0),
            (("end",), 299),
            (("home",), 0),
        ):
            await press(pilot, *keys)
            assert rows.at == where, keys
        await press(pilot, "pagedown")
        page = rows.at
        assert page > 3
        await press(pilot, "pageup")
        assert rows.at == 0
        await press(pilot, "ctrl+d")
        assert 0 < rows.at < page
        await press(pilot, "ctrl+u")
        assert rows.at == 0


async def test_open_tabs_and_back(make_app, size):
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        assert isinstance(app.screen, DealPlace)
        for number, words in (
            (2, "Their path to a decision"),
            (3, "Legal" if size[0] > 100 else "Buyer"),
            (4, "with Omar Haddad"),
            (5, "who can say yes?"),
            (6, "How to read this journey"),
            (1, "Northwind pilot"),
        ):
            await press(pilot, str(number))
            assert app.screen.tab == number
            assert words in shown(app), (number, shown(app))
        await press(pilot, "w")
        assert app.screen.tab == 5
        await press(pilot, "escape")
        assert app.screen.tab == 1, "back where it was opened from"
        await press(pilot, "escape")
        assert isinstance(app.screen, TriagePlace)
        await press(pilot, "escape", "escape")
        assert isinstance(app.screen, TriagePlace), "Esc never quits"
        assert "q leaves" in notice(app)


async def test_q_closes_and_quits_on_triage(make_app, size):
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "q")
        assert isinstance(app.screen, TriagePlace)
        await pilot.press("q")
    assert app.return_value == 0


async def test_ctrl_q_quits_from_a_sheet(make_app, size):
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "f", "x")
        await pilot.press("ctrl+q")
    assert app.return_value == 0


async def test_evidence_reader_and_confirm(make_app, size):
    workspace = FakeWorkspace()
    app = make_app(workspace)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "j", "e")
        assert isinstance(app.screen, EvidencePlace)
        assert "peak season" in shown(app)
        await press(pilot, "c")
        assert workspace.decisions[-1].kind == "confirm"
        assert workspace.decisions[-1].target.endswith("/ev2")
        assert "confirmed by Dana Ruiz" in shown(app)
        assert "u undoes" in notice(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, ReaderPlace)
        await press(pilot, "e")
        assert isinstance(app.screen, EvidencePlace)
        await press(pilot, "escape", "escape", "x", *"not so", "enter")
        assert (workspace.decisions[-1].kind, workspace.decisions[-1].reason) == ("reject", "not so")
        await press(pilot, "u")
        assert workspace.decisions[-1].kind == "confirm"
        await press(pilot, "U")
        assert workspace.decisions[-1].kind == "reject"


async def test_confirm_on_the_snapshot_goes_on_to_the_next(make_app, size):
    workspace = FakeWorkspace()
    app = make_app(workspace)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "j", "c")
        assert workspace.decisions[-1].target.endswith("/ev2")
        assert app.screen.item.id.endswith("/claim3")
        await press(pilot, "u")
        assert not workspace.decisions
        assert app.screen.item.id.endswith("/claim2"), "undo puts the cursor on the item"
        await press(pilot, "k", "c")
        assert isinstance(app.screen, EvidencePlace), "with several quotes one is chosen first"
        assert not workspace.decisions


async def test_steps(make_app, size):
    workspace = FakeWorkspace()
    app = make_app(workspace)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "4", "enter")
        assert "our answers to the questionnaire" in shown(app)
        await press(pilot, "y", "a")
        assert workspace.decisions[-1].value == "accepted"
        assert app.clipboard.startswith("Hello Omar")
        await press(pilot, "g", "d")
        assert (workspace.decisions[-1].kind, workspace.decisions[-1].value) == ("step", "done")
        assert app.screen.item.id.endswith("/step2"), "the next one is selected"
        await press(pilot, "s", "2")
        assert (workspace.decisions[-1].value, workspace.decisions[-1].expires) == ("snoozed", date(2026, 11, 26))
        await press(pilot, "g", "x", *"busy", "enter")
        assert (workspace.decisions[-1].value, workspace.decisions[-1].reason) == ("dismissed", "busy")
        await press(pilot, "G")
        before = len(workspace.decisions)
        await press(pilot, "x", "escape")
        assert len(workspace.decisions) == before


async def test_done_reopens(make_app, size):
    workspace = FakeWorkspace()
    app = make_app(workspace)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "4")
        app.screen.story.seek(("step", app.screen.view.reading.steps[3].id))
        await press(pilot, "d")
        assert workspace.decisions[-1].value == "proposed"


async def test_override_claim_gate_requirement_signal(make_app, size):
    workspace = FakeWorkspace()
    app = make_app(workspace)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "o", "ctrl+u", *"Mine", "enter", *"I was there", "enter", "enter")
        assert (workspace.decisions[-1].kind, workspace.decisions[-1].value, workspace.decisions[-1].reason) == (
            "override",
            "Mine",
            "I was there",
        )
        assert "Mine" in shown(app)
        await press(pilot, "2", "g", "o", "1", *"agreed", "enter", "ctrl+u", *"10 d", "enter")
        assert workspace.decisions[-1].kind == "hold", "a passed gate can only be held"
        assert workspace.decisions[-1].target.endswith("|gate|Discovery")
        assert workspace.decisions[-1].expires == date(2026, 12, 3)
        deal = app.screen
        assert deal.story.seek(("gate", "Evaluation"))
        await press(pilot, "o", "1", *"refuse", "enter", "enter")
        assert workspace.decisions[-1].kind == "hold"
        assert "needs a reason that others can follow" in notice(app)
        deal.story.seek(("requirement", "pain"))
        await press(pilot, "o", "5", *"small deal", "enter", "enter")
        assert workspace.decisions[-1].target.endswith("|requirement|pain")
        assert workspace.decisions[-1].value == "Not needed"
        signal = deal.view.reading.signals[0].id
        deal.story.seek(("signal", signal))
        await press(pilot, "o", "2")
        assert (workspace.decisions[-1].target, workspace.decisions[-1].value) == (signal, "not useful")


async def test_health_unfolds_and_folds(make_app, size):
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "2")
        deal = app.screen
        lines = deal.story.line_count()
        deal.story.seek(("requirement", "economic_buyer"))
        await press(pilot, "enter")
        assert deal.story.line_count() > lines
        assert deal.item.id == "economic_buyer", "the cursor stays on its item"
        assert any(item.kind == "evidence" for item in deal.story.items)
        await press(pilot, "enter", "z")
        assert deal.story.line_count() < lines


async def test_seen_pin_snooze_and_copy(make_app, size):
    workspace = FakeWorkspace()
    app = make_app(workspace)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "m")
        assert workspace.decisions[-1].kind == "seen"
        assert app.screen.list.at == 1
        await press(pilot, "s", "3")
        assert (workspace.decisions[-1].kind, workspace.decisions[-1].expires) == ("snooze", date(2026, 11, 30))
        assert "rollout plan" not in shown(app)
        assert app.screen.list.current.account == "Aldergrove Health"
        await press(pilot, "u")
        assert app.screen.list.total == 12
        assert app.screen.list.current.account == "Halden Logistics", "undo puts the cursor on the deal"
        await press(pilot, "y")
        assert "Halden Logistics" in app.clipboard
        assert "OSC 52" in notice(app)
        await press(pilot, "enter", "P")
        assert workspace.decisions[-1].kind == "pin"
        await press(pilot, "m")
        assert workspace.decisions[-1].kind == "seen"


async def test_sort_filter_views_mine_fold(make_app, size):
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        place = app.screen
        await press(pilot, "b", "2")
        assert place.list.current.account == "Aldergrove Health"
        assert "by customer" in shown(app)
        await press(pilot, "F", *"port", "enter")
        assert place.list.total == 2
        assert "/ port" in shown(app)
        await press(pilot, "escape")
        assert place.list.total == 12
        await press(pilot, "v", "4")
        assert {row.gap < 0 for row in place.list._pages[0]} == {True}
        await press(pilot, "escape", "M")
        assert place.list.total == 14
        assert "all · 14 open" in shown(app)
        await press(pilot, "z")
        assert place.list.height_of_row == 1
        await press(pilot, "z")
        assert place.list.height_of_row == 2


async def test_search(make_app, size):
    workspace = FakeWorkspace(many=900)
    app = make_app(workspace)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "slash", *"Seiki 734", "enter")
        assert app.screen.list.current.account == "川崎精機 Kawasaki Seiki 734"
        await press(pilot, "g", "slash", "ctrl+u", *"lindqvist", "enter", "n")
        assert app.screen.list.at == 25
        await press(pilot, "N")
        assert app.screen.list.at == 11
        await press(pilot, "enter", "slash", *"peak season", "enter")
        assert app.screen.item.id.endswith("/claim2")
        await press(pilot, "3", "slash", "ctrl+u", *"floor walk", "enter")
        found = app.screen.item
        assert found.id.endswith("/tp4")
        await press(pilot, "slash", "ctrl+u", *"zebra", "enter")
        assert "zebra" in notice(app)
        assert app.screen.item == found
        await press(pilot, "z", "slash", "ctrl+u", *"floor walk", "enter")
        assert app.screen.pane.at == 4


async def test_find_help_palette(make_app, size):
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "f", *"ostr", "enter")
        assert isinstance(app.screen, DealPlace)
        assert "Ostrava Water" in shown(app)
        await press(pilot, "question_mark")
        assert isinstance(app.screen, HelpSheet)
        assert "Snapshot" in shown(app)
        await press(pilot, "escape", "ctrl+p")
        assert isinstance(app.screen, PaletteSheet)
        await press(pilot, *"health", "enter")
        assert app.screen.tab == 2
        await press(pilot, "ctrl+p", *"sources", "enter")
        assert isinstance(app.screen, SourcesPlace)


async def test_origin_filter_shows_and_is_asked_for(make_app, size):
    workspace = FakeWorkspace()
    app = make_app(workspace)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        all_of_them, people, machines = (
            ("all  ", "people", "machines") if size[0] < 100 else ("all touchpoints", "people only", "machines only")
        )
        assert all_of_them in shown(app).splitlines()[0]
        await press(pilot, "h")
        assert people in shown(app).splitlines()[0]
        assert workspace.calls[-1][1][1] == "human"
        await press(pilot, "h")
        assert machines in shown(app).splitlines()[0]
        await press(pilot, "enter", "3")
        assert "machines" in shown(app)
        assert "Journey Mailer" in shown(app)
        assert "Omar Haddad      " not in "\n".join(shown(app).splitlines()[2:6])


async def test_side_panel_and_tab(make_app, size):
    app = make_app()
    wide = size[0] >= 120
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        assert ("Priya Shah" in shown(app) and "Operations lead" in shown(app)) is wide
        await press(pilot, "p")
        assert ("Operations lead" in shown(app)) is not wide
        await press(pilot, "p")
        assert ("Operations lead" in shown(app)) is wide
        await press(pilot, "tab")
        assert app.screen.pane is app.screen.side
        await press(pilot, "j")
        assert app.screen.item.kind == "person"
        await press(pilot, "escape")
        assert isinstance(app.screen, DealPlace)
        assert app.screen.pane is app.screen.story


async def test_sources_and_assign(make_app, size):
    workspace = FakeWorkspace()
    app = make_app(workspace)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "S")
        assert "5 kept in sync" in shown(app)
        await press(pilot, "r")
        assert "Asked the worker" in notice(app)
        await press(pilot, "G")
        assert "standup.vtt" in shown(app)
        await press(pilot, "tab", "j", "a", *"merrow", "enter")
        assert (workspace.decisions[-1].kind, workspace.decisions[-1].target) == ("match", "loose/tp1")
        assert app.screen.unmatched.total == 8
        assert app.screen.unmatched.current.id == "loose/tp2"
        await press(pilot, "enter")
        assert isinstance(app.screen, ReaderPlace)


async def test_places_not_built_yet_say_what_works(make_app, size):
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        for key, words in (("c", "Enter opens"),):
            await press(pilot, key)
            assert words in notice(app)
        await press(pilot, "S", "w")
        assert "Open a deal" in notice(app)
