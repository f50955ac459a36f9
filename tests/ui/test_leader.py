"""The leader's overlay and the notes, by key alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from journey_tui.domain.views_leader import Asked
from journey_tui.screens.deal import DealPlace
from journey_tui.screens.leader import LeaderPlace
from journey_tui.screens.reader import ReaderPlace
from journey_tui.screens.triage import TriagePlace
from tests.ui.driving import SIZES, press, settle, shown
from tests.ui.fake import FakeWorkspace
from tests.ui.fake_sources import NOW

pytestmark = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


def words(app) -> str:
    return " ".join(shown(app).split())


async def rest(pilot) -> None:
    """Let the cursor rest on a count until its deals are read."""
    while pilot.app.screen.asked is None or not pilot.app.screen.gaps:
        await pilot.pause(0.02)
    await settle(pilot)


async def test_counts_open_the_deals_behind_them_and_a_deal_opens(make_app, size):
    app = make_app(FakeWorkspace())
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "L")
        assert isinstance(app.screen, LeaderPlace)
        assert "deals of the 4 people whom you lead" in words(app)
        assert "Outcome they want" in words(app)
        await rest(pilot)
        await press(pilot, "enter", "enter")
        assert isinstance(app.screen, DealPlace)
        assert app.screen.deal_id == "deal-0"
        await press(pilot, "q")
        assert isinstance(app.screen, LeaderPlace)
        await press(pilot, "escape", "q")
        assert isinstance(app.screen, TriagePlace)


async def test_a_gap_says_why_it_is_the_one_what_to_ask_and_what_was_asked_before(make_app, size):
    app = make_app(FakeWorkspace())
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "L")
        await rest(pilot)
        await press(pilot, "tab")
        told = words(app)
        for part in (
            "Who can say yes",
            "Proposal is the first gate",
            "Who says yes to an amount like this",
            "Have you met Janet yet?",
        ):
            assert part in told or size[0] == 80
        await press(pilot, "z")
        assert app.screen.whole


async def test_what_was_asked_before_opens_where_it_was_asked_with_its_words_marked(make_app, size):
    workspace = FakeWorkspace()
    app, honest = make_app(workspace), workspace.gaps
    words = "Please send the questionnaire answers to me directly."

    def gaps(*args, **options):
        page = honest(*args, **options)
        asked = Asked(NOW - timedelta(days=3), "Dana Ruiz", words, "e-mail", "deal-0/tp2")
        return replace(page, gaps=tuple(replace(one, asked=(asked, *one.asked)) for one in page.gaps))

    workspace.gaps = gaps
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "L")
        await rest(pilot)
        await press(pilot, "tab")
        while app.screen.asked_before is None:
            await press(pilot, "j")
        assert app.screen.gap.deal_id == "deal-0"
        assert "Enter reads it where it was asked" in shown(app)
        for key in ("enter", "e"):
            await press(pilot, key)
            assert isinstance(app.screen, ReaderPlace)
            assert app.screen.text.item.copy == f"“{words}”"
            await press(pilot, "c")
            assert workspace.decisions == []
            await press(pilot, "escape")
            assert isinstance(app.screen, LeaderPlace)
        while app.screen.asked_before is not None:
            await press(pilot, "j")
        assert app.screen.gap.deal_id == "deal-1"


async def test_further_deals_are_read_as_the_cursor_comes_near_the_end(make_app, size):
    app = make_app(FakeWorkspace())
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "L", "j", "j", "j", "j")
        await rest(pilot)
        assert app.screen.asked.key == "economic_buyer"
        await press(pilot, "tab", "G")
        assert len(app.screen.gaps) == 40
        await press(pilot, "G")
        assert (len(app.screen.gaps), app.screen.total) == (45, 45)


async def test_a_note_says_who_can_read_it_reaches_the_snapshot_and_is_taken_back(make_app, size):
    workspace = FakeWorkspace()
    app = make_app(workspace)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "L")
        deal_id = app.screen.gap.deal_id
        assert deal_id == app.screen.deal_id
        await press(pilot, "A")
        assert "every member of its group" in words(app)
        await press(pilot, "ctrl+u", *"Met Janet?", "enter")
        assert [(one.kind, one.deal_id, one.value) for one in workspace.decisions] == [("coach", deal_id, "Met Janet?")]
        assert "u undoes" in app.screen.foot.notice
        await press(pilot, "q")
        assert isinstance(app.screen, DealPlace)
        assert "Dana Ruiz to you" in words(app)
        note = next(item for item in app.screen.story.items if item.kind == "note")
        app.screen.story.seek(note.key)
        await press(pilot, "d")
        assert workspace.decisions[-1].kind == "coach_read"
        assert "Met Janet?" not in words(app)
        await press(pilot, "u", "u")
        assert workspace.decisions == []


async def test_one_channel_alone_and_everybody(make_app, size):
    app = make_app(FakeWorkspace())
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "L", "v", "3")
        assert "Quote gate" in words(app)
        assert "Discovery gate" not in words(app)
        await press(pilot, "M")
        assert app.screen.view.scope == "all"


async def test_nothing_to_count_names_a_key(make_app, size):
    app = make_app(FakeWorkspace(empty=True))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "L")
        assert "No open deal is counted here." in words(app)
        await press(pilot, "e", "A", "enter")
        assert isinstance(app.screen, LeaderPlace)
