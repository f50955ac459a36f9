"""The chat and its model by keys: what comes, what is stopped, what is struck, what is kept."""

from __future__ import annotations

import asyncio

import pytest

from journey_tui.screens.deal import DealPlace
from tests.model.standin import Answer, always
from tests.ui.driving import SIZES, press, settle, shown
from tests.workspace.test_asking import source

pytestmark = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


async def type_in(pilot, text):
    """Type a line and send it, without waiting for what it starts."""
    await press(pilot, "i", *text)
    await pilot.press("enter")


async def until(pilot, condition):
    """Wait until something shows; the test ends with what shows instead where it never does."""
    for _ in range(2_000):
        await pilot.pause()
        if condition():
            return
        await asyncio.sleep(0.005)
    pytest.fail(shown(pilot.app))


async def test_an_answer_comes_piece_by_piece_and_is_then_checked(make_app, desk, model, size):
    def script(asked):
        n = source(asked.prompt, "Janet Boyle signs anything over 50K")
        return Answer(
            f"Janet Boyle signs anything over 50K [{n}]. She loves blue boxes. Janet Boyle signs anything over 90K [{n}].",
            pieces=40,
            gap=0.02,
        )

    model.script = script
    app = make_app(desk.workspace, deal=desk.deal)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "5")
        await type_in(pilot, "/ask who would sign it?")
        await until(pilot, lambda: "Esc stops" in shown(app) and "Janet Boyle signs" in shown(app))
        await settle(pilot)
        text = " ".join(shown(app).split())
        assert "Unsupported: no source is named" in text
        assert "Struck: it says 90" in text
        assert "characters" in text
        assert "Esc stops" not in text


async def test_escape_stops_it_and_keeps_what_had_come(make_app, desk, model, size):
    model.script = always("First words came. " + "more and more " * 50, pieces=60, gap=0.05)
    app = make_app(desk.workspace, deal=desk.deal)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "5")
        await type_in(pilot, "/ask what is open?")
        await until(pilot, lambda: "First words" in shown(app))
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, DealPlace)
        kept, _ = desk.workspace.messages(desk.deal)
        assert (kept[-1].role, kept[-1].state, kept[-1].asked) == ("model", "partial", "what is open?")
        assert "First words came." in kept[-1].text
        assert "not whole" in shown(app)


async def test_what_the_store_knows_is_not_asked_and_the_rest_is(make_app, desk, model, size):
    app = make_app(desk.workspace, deal=desk.deal)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "5")
        await type_in(pilot, "who can say yes?")
        await until(pilot, lambda: "from the store" in shown(app))
        assert model.requests == []
        await press(pilot, "escape")
        await type_in(pilot, "purple monkey dishwasher")
        await until(pilot, lambda: len(model.requests) == 1)


async def test_when_it_fails_the_question_is_kept_and_asked_again(make_app, desk, model, size):
    model.script = lambda _: Answer(status=500)
    app = make_app(desk.workspace, deal=desk.deal)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "5")
        await type_in(pilot, "/ask what is open?")
        await settle(pilot)
        assert "error of its own" in " ".join(shown(app).split())
        assert "/again" in shown(app)
        model.script = always("Nothing is known of it.")
        await press(pilot, "escape")
        await type_in(pilot, "/again")
        await settle(pilot)
        assert "Nothing is known of it." in shown(app)
        assert [asked.prompt.splitlines()[-1] for asked in model.requests] == ["Question: what is open?"] * 2


async def test_what_is_typed_faster_than_the_line_opens_is_in_the_line(make_app, desk, size):
    from textual.events import Key

    app = make_app(desk.workspace, deal=desk.deal)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "5")
        for sign in "iwhose approval?":
            app.post_message(Key({"?": "question_mark", " ": "space"}.get(sign, sign), sign))
        app.post_message(Key("enter", "\r"))
        await settle(pilot)
        kept, _ = desk.workspace.messages(desk.deal)
        assert kept[0].text == "whose approval?"
