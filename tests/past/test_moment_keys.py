"""The whole workspace as of a moment, by keys: marked in every place, nothing decided there, one key back."""

from __future__ import annotations

import pytest

from journey_tui.screens.evidence import EvidencePlace
from tests import raw
from tests.ui.driving import SIZES, press, settle, shown

pytestmark = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


def notice(app):
    return app.screen.foot.notice


async def open_deal(app, pilot):
    await settle(pilot)
    app.open_deal(app.workspace.find(raw.DEAL)[0].deal_id)
    await settle(pilot)


async def test_a_day_is_chosen_shown_everywhere_and_left_again(make_app, workspace, size):
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await open_deal(app, pilot)
        now = shown(app)
        await press(pilot, "at", "5", *"2026-10-26", "enter")
        moment = app.as_of
        assert moment is not None
        assert moment.isoformat() == "2026-10-26T23:59:59+00:00"
        told = workspace.deal(app.screen.deal_id, as_of=moment)
        assert app.screen.view == told
        for tab in "123456":
            await press(pilot, tab)
            assert "as of Mon 26 Oct" in shown(app).splitlines()[0], tab
        await press(pilot, "3", "z")
        rows = workspace.timeline(app.screen.deal_id, as_of=moment)
        assert app.screen.pane.total == len(rows) < len(workspace.timeline(app.screen.deal_id))
        await press(pilot, "1", "e")
        assert isinstance(app.screen, EvidencePlace)
        assert "as of Mon 26 Oct" in shown(app)
        await press(pilot, "escape", "escape")
        assert "as of Mon 26 Oct" in shown(app).splitlines()[0]
        row = next(row for row in app.screen.list._pages[0] if row.deal_id == told.deal.id)
        assert row.headline == told.reading.headline
        assert dict(row.stoplight) == {r.key: r.status for r in told.reading.requirements}
        await press(pilot, "backslash")
        assert app.as_of is None
        assert "as of" not in shown(app).splitlines()[0]
        await open_deal(app, pilot)
        assert shown(app) == now


async def test_by_event_back_and_forth_to_now(make_app, workspace, size):
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await open_deal(app, pilot)
        now = shown(app)
        moments = []
        for _ in range(5):
            await press(pilot, "left_square_bracket")
            moments.append(app.as_of)
            assert app.screen.view.as_of == app.as_of
            assert notice(app)
        assert moments == sorted(set(moments), reverse=True)
        happened = {row.at for row in workspace.timeline(app.screen.deal_id)}
        assert happened & set(moments)
        await press(pilot, "4")
        for moment in reversed([None, *moments[:-1]]):
            await press(pilot, "right_square_bracket")
            assert app.as_of == moment
        await press(pilot, "right_square_bracket", "1")
        assert "This is now" in notice(app)
        app.screen.foot.set_notice("")
        await settle(pilot)
        assert shown(app) == now


async def test_keys_that_come_fast_are_all_taken(make_app, workspace, size):
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await open_deal(app, pilot)
        await pilot.press(*["left_square_bracket"] * 4)
        for _ in range(8):
            await settle(pilot)
        fast = app.as_of
        moment, expected = raw.NOON, None
        for _ in range(4):
            expected = workspace.moment_beside(app.screen.deal_id, moment, -1)
            moment = expected.at
        assert fast == moment
        assert app.screen.view.as_of == fast


async def test_the_first_event_has_none_before(make_app, workspace, size):
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await open_deal(app, pilot)
        app.set_as_of(raw.ago(4000))
        await settle(pilot)
        await press(pilot, "left_square_bracket")
        assert "Nothing happened before" in notice(app)
        assert app.as_of == raw.ago(4000)


@pytest.mark.parametrize("key", ["c", "x", "o", "d", "s", "m", "P", "u", "U"])
async def test_nothing_is_decided_in_the_past(make_app, workspace, size, key):
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await open_deal(app, pilot)
        app.set_as_of(raw.ago(10))
        await settle(pilot)
        for tab in "124":
            await press(pilot, tab, key)
            assert "Decisions are taken now" in notice(app)
        assert workspace.undo() is None
        await press(pilot, "escape", key)
        assert "Decisions are taken now" in notice(app)
        assert workspace.undo() is None


async def test_what_is_no_past_day_is_refused_in_plain_words(make_app, size):
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        for words in ("2099-01-01", "whenever", "31 feb"):
            await press(pilot, "at", "5", *[key if key != " " else "space" for key in words], "enter")
            assert "Examples: yesterday" in notice(app), words
            assert app.as_of is None
        await press(pilot, "backslash")
        assert "This is now" in notice(app)
