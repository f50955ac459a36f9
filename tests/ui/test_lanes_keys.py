"""The lane timeline by keys: the cursor stays on its item, whatever moves around it."""

from __future__ import annotations

from typing import Any

import pytest

from journey_tui.app import JourneyApp
from journey_tui.domain.timescale import ZOOMS, Zoom
from journey_tui.screens.messages import StoreChanged
from journey_tui.screens.reader import ReaderPlace
from journey_tui.widgets.lanes import Lanes
from tests.ui.driving import SIZES, press, settle, shown
from tests.ui.fake import FakeWorkspace
from tests.ui.fake_sources import touchpoints

pytestmark = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


def lanes(app: JourneyApp) -> Lanes:
    """Return the picture that shows."""
    return app.screen.query_one(Lanes)


def cursor(app: JourneyApp) -> tuple[str, str]:
    """Return what the cursor is on."""
    stop = lanes(app).stop
    return stop.key if stop else ("", "")


async def opened(pilot: Any) -> None:
    """Open the first deal's timeline."""
    await settle(pilot)
    await press(pilot, "enter", "3")


async def test_the_newest_touchpoint_is_under_the_cursor_with_its_text(make_app, size):
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        newest = next(row for row in touchpoints("salesforce:demo:006000000000000001"))
        assert cursor(app) == ("touchpoint", newest.id)
        text = shown(app)
        assert "2 quotes taken" in text
        assert "Before anything goes live" in text
        await press(pilot, "enter")
        assert isinstance(app.screen, ReaderPlace)
        assert app.screen.touchpoint_id == newest.id
        await press(pilot, "escape")
        assert cursor(app) == ("touchpoint", newest.id)


async def test_zoom_pan_filter_and_sync_leave_the_cursor_on_its_item(make_app, size):
    workspace = FakeWorkspace()
    app = make_app(workspace)
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        await press(pilot, "left", "left")
        before = cursor(app)
        column = lanes(app).cursor_column()
        seen = set()
        for key in ("plus", "plus", "plus", "minus", "minus", "minus", "minus", "minus"):
            await press(pilot, key)
            seen.add(lanes(app).view.zoom)
            assert cursor(app) == before
            assert lanes(app).cursor_column() == column
        assert seen == set(ZOOMS)
        await press(pilot, "h")
        assert cursor(app) == before
        app.store_changed()
        app.screen.post_message(StoreChanged())
        await settle(pilot)
        assert cursor(app) == before
        await pilot.resize_terminal(*((140, 45) if size[0] == 80 else (80, 24)))
        await settle(pilot)
        assert cursor(app) == before
        assert lanes(app).cursor_column() is not None


async def test_every_item_of_every_lane_can_be_reached_one_by_one(make_app, size):
    workspace = FakeWorkspace()
    app = make_app(workspace)
    rows = touchpoints("salesforce:demo:006000000000000001")
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        found = set()
        await press(pilot, *["k"] * 12)
        for _ in lanes(app).shown_rows():
            await press(pilot, "home")
            for _ in range(60):
                before = cursor(app)
                found.add(before)
                await press(pilot, "right")
                if cursor(app) == before:
                    break
            await press(pilot, "j")
        assert {key for kind, key in found if kind == "touchpoint"} == {row.id for row in rows}
        kinds = {kind for kind, _ in found}
        assert {"field", "gate", "step"} <= kinds


async def test_keys_that_come_too_fast_are_not_lost(make_app, size):
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        await press(pilot, *["k"] * 12, *["j"] * 2, "home")
        start = cursor(app)
        await press(pilot, *["right"] * 5)
        slowly = cursor(app)
        await press(pilot, *["left"] * 5)
        assert cursor(app) == start
        await pilot.press(*["right"] * 5)
        await settle(pilot)
        assert cursor(app) == slowly
        await pilot.press("k", "j", "home", *["right"] * 5)
        await settle(pilot)
        assert cursor(app) == slowly


async def test_people_gates_and_hits_are_one_key_away(make_app, size):
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        people = [row.id for row in touchpoints("salesforce:demo:006000000000000001") if row.origin.value != "automated"]
        await press(pilot, "left_parenthesis")
        assert cursor(app)[1] == people[1]
        await pilot.press("left_parenthesis", "left_parenthesis", "left_parenthesis")
        await settle(pilot)
        assert cursor(app)[1] == people[4]
        await press(pilot, "right_parenthesis")
        assert cursor(app)[1] == people[3]
        await press(pilot, "right_curly_bracket")
        assert cursor(app) == ("gate", "Evaluation")
        assert "security review, last week of November" in shown(app)
        assert app.screen.item.kind == "gate"
        await press(pilot, "right_curly_bracket")
        assert cursor(app) == ("gate", "Proposal")
        await press(pilot, "slash", *"floor walk", "enter")
        first = cursor(app)
        assert lanes(app).stop.touchpoint.subject == "Notes from the floor walk"
        await press(pilot, "n")
        second = cursor(app)
        assert second != first
        await press(pilot, "N")
        assert cursor(app) == first
        await press(pilot, "escape")
        assert not lanes(app).hits
        assert app.screen.tab == 3


async def test_panning_brings_the_cursor_along_and_now_brings_it_back(make_app, size):
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        await press(pilot, "plus", "plus")
        assert lanes(app).view.zoom is not Zoom.MONTH
        left = lanes(app).view.left
        await press(pilot, *["less_than_sign"] * 6)
        assert lanes(app).view.left < left
        stop = lanes(app).stop
        assert stop is None or lanes(app).view.shows(stop.at)
        await press(pilot, "full_stop")
        assert lanes(app).view.shows(lanes(app).look.now)
        assert lanes(app).cursor_column() is not None
        await press(pilot, "0")
        for row in touchpoints("salesforce:demo:006000000000000001"):
            assert lanes(app).view.shows(row.at)


async def test_what_the_next_key_shows_was_read_before_it(make_app, size):
    """So a key is painted once, whole: no text comes late."""
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        await press(pilot, "left", "plus", "plus")
        place, asked = app.screen, []
        load = place.load
        place.load = lambda what, work, **more: (asked.append(what), load(what, work, **more))
        seen = set()
        for key in ("left", *["less_than_sign"] * 6, "k", "j", *["greater_than_sign"] * 3, "right", "right"):
            await press(pilot, key)
            seen.add(cursor(app))
        assert len(seen) > 6
        assert "lanes near" in asked
        assert "lanes text" not in asked


async def test_z_shows_the_list_and_the_lanes_again(make_app, size):
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        before = cursor(app)
        await press(pilot, "z")
        assert "Your weekly usage digest" in shown(app)
        assert app.screen.item.kind == "touchpoint"
        await press(pilot, "plus")
        assert "z shows the lanes" in app.screen.foot.notice
        await press(pilot, "z")
        assert cursor(app) == before


async def test_the_past_shows_nothing_later(make_app, size):
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        row = touchpoints("salesforce:demo:006000000000000001")[10]
        app.set_as_of(row.at)
        await settle(pilot)
        assert lanes(app).past
        assert lanes(app).frame.last == row.at
        start = lanes(app).label_width + lanes(app).now_column + 3
        for index in range(lanes(app).line_count()):
            line = "".join(text for text, _ in lanes(app).line(index))
            assert not set(line[start:]) & set("•◦◆◇■□"), line
        await press(pilot, "backslash")
        assert not lanes(app).past


async def test_an_error_is_told_and_keys_work_afterwards(make_app, size):
    workspace = FakeWorkspace()
    app = make_app(workspace)
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        workspace.fail = OSError("the disk is away")
        lanes(app).outdate()
        await press(pilot, "j")
        assert "the disk is away" in app.screen.foot.notice
        workspace.fail = None
        await press(pilot, "k", "left")
        assert lanes(app).stop is not None
