"""Measures, what is noted on the way, and the two questions, by key alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from journey_tui.domain.agreement import LEVELS
from journey_tui.domain.views_measures import Question
from journey_tui.screens.deal import DealPlace
from journey_tui.screens.dialogs import MenuSheet
from journey_tui.screens.measures import MeasuresPlace
from journey_tui.screens.triage import TriagePlace
from tests.ui.driving import SIZES, press, settle, shown
from tests.ui.fake import FakeWorkspace
from tests.ui.fake_sources import NOW

pytestmark = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
QUESTION = Question("deal-1", "Northwind Robotics", "economic_buyer", "Who can say yes", "Medium")


async def test_every_measure_stands_in_a_line_and_opens_with_its_counts(make_app, size):
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "number_sign")
        text = shown(app)
        for words in (
            "Steps done within 7 days",
            "Call to follow-up",
            "Journey against outcomes",
            "Seconds for a review item",
            "50%",
        ):
            assert words in text
        await press(pilot, "enter")
        text = " ".join(shown(app).split())
        assert "3 of 6 steps that were seen" in text
        assert "What is counted. Steps done within 7 days of being first seen" in text
        await press(pilot, "escape", "j", "e")
        assert "80% sooner now" in " ".join(shown(app).split())
        await press(pilot, "escape", "q")
        assert isinstance(app.screen, TriagePlace)


async def test_what_is_behind_a_figure_opens_its_deal_and_esc_comes_back_to_it(make_app, size):
    workspace = FakeWorkspace()
    app = make_app(workspace)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        first = workspace.rows[0].deal_id
        await press(pilot, "number_sign", "enter", "enter")
        assert "Enter opens the deal of a line" in shown(app)
        await press(pilot, "G", "k")
        case = app.screen.detail.item
        assert case.kind == "case"
        object.__setattr__(case.value, "deal_id", first)
        await press(pilot, "enter")
        assert isinstance(app.screen, DealPlace)
        await press(pilot, "escape")
        assert isinstance(app.screen, MeasuresPlace)
        assert app.screen.detail.item.key == case.key


async def test_weeks_months_and_everybodys(make_app, size):
    workspace = FakeWorkspace()
    app = make_app(workspace)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "number_sign", "minus")
        assert "12 months" in shown(app)
        await press(pilot, "plus")
        assert "12 weeks" in shown(app)
        await press(pilot, "M")
        assert "from 3 people on" in " ".join(shown(app).split())
        workspace.people = 3
        await press(pilot, "r")
        text = shown(app)
        assert "everybody's together" in text
        assert "Everybody against outcomes" in text
        await press(pilot, "M")
        assert "yours alone" in shown(app)


async def test_off_and_empty_say_what_would_bring_figures(make_app, size):
    workspace = FakeWorkspace()
    workspace.measuring = False
    app = make_app(workspace)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "number_sign", "enter", "e", "tab", "j", "y")
        assert "Measures are off" in shown(app)
    app = make_app(FakeWorkspace(empty=True))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "number_sign")
        assert shown(app).count("too few to say") >= 12
        await press(pilot, "enter")
        assert "Nothing is behind it yet" in shown(app)


async def test_a_failed_read_says_so(make_app, size):
    workspace = FakeWorkspace()
    app = make_app(workspace)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        workspace.fail = OSError("the disk is away")
        await press(pilot, "number_sign")
        assert "could not be read: the disk is away" in shown(app)


async def test_a_deal_is_asked_about_before_any_of_it_shows(make_app, size):
    workspace = FakeWorkspace()
    workspace.question = QUESTION
    app = make_app(workspace)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        assert isinstance(app.screen, MenuSheet)
        assert "Who can say yes" in shown(app)
        behind = app.screen_stack[-2]
        assert isinstance(behind, DealPlace)
        assert behind.story.line_count() == 0, "no band is painted before the answer"
        behind.reload()
        await settle(pilot)
        assert behind.story.line_count() == 0, "not even when the store has changed meanwhile"
        assert workspace.noted("opened") == []
        await press(pilot, "3")
        assert isinstance(app.screen, DealPlace)
        assert app.screen.story.line_count() > 5
        assert workspace.answers == {"check": LEVELS[2]}
        about = next(value[2] for name, value in workspace.calls if name == "answer")
        assert (about["about"], about["band"]) == ("economic_buyer", "Medium")
        assert len(workspace.noted("opened")) == 1


async def test_one_key_skips_the_question(make_app, size):
    workspace = FakeWorkspace()
    workspace.question = QUESTION
    app = make_app(workspace)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "escape")
        assert isinstance(app.screen, DealPlace)
        assert app.screen.story.line_count() > 5
        assert workspace.answers == {"check": ""}
        await press(pilot, "escape", "enter")
        assert isinstance(app.screen, DealPlace)


async def test_on_leaving_after_the_steps_one_number_rates_them(make_app, size):
    workspace = FakeWorkspace()
    workspace.rates = True
    app = make_app(workspace)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "escape")
        assert isinstance(app.screen, TriagePlace), "nobody looked at the steps"
        await press(pilot, "enter", "4", "escape")
        assert "How sure are you of these next steps" in shown(app)
        await press(pilot, "5")
        assert isinstance(app.screen, TriagePlace)
        assert workspace.answers == {"rating": "5"}
        await press(pilot, "enter", "4", "q")
        assert isinstance(app.screen, TriagePlace), "once a day"


async def test_looking_at_a_deal_is_noted_with_what_was_on_the_screen(make_app, size):
    workspace = FakeWorkspace()
    app = make_app(workspace)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        deal_id = app.screen.deal_id
        opened = workspace.noted("opened")
        assert [(one["deal_id"], one["value"]) for one in opened] == [(deal_id, str(app.screen.view.reading.lines.gap))]
        items = [item for one in workspace.noted("shown") for item in one["items"]]
        claims = {claim.id: claim.band.value for claim in app.screen.view.reading.claims}
        seen = {key: band for kind, key, band in items if kind == "claim"}
        assert seen
        assert seen.items() <= claims.items()
        on_screen = {item.id for item in app.screen.story.showing if item.kind == "claim"}
        assert set(seen) == on_screen, "what lies below the screen was not seen"
        assert workspace.noted("engaged") == []
        await press(pilot, "j", "k")
        assert len(items) == len(set(items))
        await press(pilot, "e", "escape")
        one = workspace.noted("evidence")[0]
        assert one["subject"] in claims
        assert one["value"] == claims[one["subject"]]
        assert [kind for kind, _, _ in one["items"]] == ["quote"] * len(one["items"])
        assert [noted["value"] for noted in workspace.noted("engaged")] == ["evidence"]
        await press(pilot, "2", "4")
        kinds = {item[0] for one in workspace.noted("shown") for item in one["items"]}
        assert {"claim", "requirement", "step"} <= kinds
        assert len(workspace.noted("engaged")) == 1, "once a visit"
        await press(pilot, "escape", "enter")
        assert len(workspace.noted("opened")) == 2
    assert ("flush", None) in workspace.calls


async def test_going_through_the_snapshot_counts_as_using_it(make_app, size):
    workspace = FakeWorkspace()
    app = make_app(workspace)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "j", "j")
        assert workspace.noted("engaged") == []
        await press(pilot, "j", "j")
        assert [one["value"] for one in workspace.noted("engaged")] == ["read"]


async def test_reviewing_is_timed(make_app, size):
    workspace = FakeWorkspace()
    app = make_app(workspace)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "R", "a")
        done = workspace.noted("reviewed")
        assert [one["subject"] for one in done] == ["u1"]
        assert 0 <= float(done[0]["value"]) < 60
        assert {one["subject"] for one in workspace.noted("review_shown")} >= {"u1", "u2"}


async def test_of_the_past_nothing_is_noted(make_app, size):
    workspace = FakeWorkspace()
    app = make_app(workspace)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        app.set_as_of(NOW - timedelta(days=14))
        await press(pilot, "enter", "j", "j", "j", "2")
        assert isinstance(app.screen, DealPlace)
        assert [value[0] for name, value in workspace.calls if name == "observe"] == []


async def test_a_quote_read_in_its_message_counts_for_all_that_stands_on_it(make_app, size):
    workspace = FakeWorkspace()
    app = make_app(workspace)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        view = app.screen.view
        claim = next(one for one in view.reading.claims if one.evidence)
        message = next(one.touchpoint_id for one in view.evidence if one.id == claim.evidence[0])
        app.screen.read_touchpoint(message)
        await settle(pilot)
        subjects = {one["subject"] for one in workspace.noted("evidence")}
        assert claim.id in subjects
        standing = {
            f"{view.deal.id}|requirement|{one.key}" for one in view.reading.requirements if claim.evidence[0] in one.evidence
        }
        assert standing <= subjects
        assert [one["value"] for one in workspace.noted("engaged")] == ["evidence"]
        await press(pilot, "escape")
        before = len(workspace.noted("evidence"))
        app.screen.read_touchpoint("no quote was taken from this one")
        await settle(pilot)
        assert len(workspace.noted("evidence")) == before


async def test_messages_read_on_the_timeline_are_looks_at_their_quotes(make_app, size):
    workspace = FakeWorkspace()
    app = make_app(workspace)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "3")
        place = app.screen
        quoted = {one.touchpoint_id for one in place.view.evidence}
        for _ in range(40):
            item = place.item
            if item is not None and (item.touchpoint or item.id) in quoted:
                await press(pilot, "enter")
                break
            await press(pilot, "left")
        else:
            pytest.fail("a quoted message is on the timeline")
        assert workspace.noted("evidence")


async def test_what_shows_beside_the_list_was_seen(make_app, size):
    workspace = FakeWorkspace()
    app = make_app(workspace)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "p")
        noted = [one for one in workspace.noted("shown") if one["subject"] == "preview"]
        if size[0] < 120:
            assert noted == []
            return
        assert noted[0]["deal_id"] == app.screen.list.current.deal_id
        assert {kind for kind, _, _ in noted[0]["items"]} >= {"claim"}
        app.set_as_of(NOW - timedelta(days=14))
        await press(pilot, "j")
        assert [one for one in workspace.noted("shown") if one["subject"] == "preview"] == noted


async def test_the_quotes_behind_a_leaders_gap_are_looks_too(make_app, size):
    workspace = FakeWorkspace()
    app = make_app(workspace)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "L", "tab")
        gap = app.screen.gap
        await press(pilot, "e")
        subjects = [one["subject"] for one in workspace.noted("evidence")]
        assert subjects == ([f"{gap.deal_id}|requirement|{gap.key}"] if gap.evidence else [])


async def test_a_deal_that_is_left_at_once_notes_nothing_and_ends_nothing(make_app, size):
    """What was to happen after the next repaint finds the texts gone."""
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        place = app.screen
        assert isinstance(place, DealPlace)
        assert place.view is not None
        await press(pilot, "escape")
        assert not place.query("#story")
        place._note_showing()
        place._show_deal()
        assert isinstance(app.screen, TriagePlace)
