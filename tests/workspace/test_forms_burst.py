"""Keys that reach a form in one burst, as a fast hand or a paste over a slow line sends them, stand in the line that each was meant for."""

from __future__ import annotations

import pytest
from textual.events import Key

from journey_tui.screens.forms import Field, FormSheet
from journey_tui.widgets.prompt import Prompt
from tests.ui.driving import press, settle, shown

CODES = {"tab": "\t", "shift+tab": None, "enter": "\r"}


async def burst(app, pilot, *keys):
    """Send keys without a breath between them."""
    for key in keys:
        app.post_message(Key(key, CODES.get(key, key)))
    await pilot.pause()
    await settle(pilot)


def lines(app):
    return [one.value for one in app.screen.query(Prompt)]


async def form(app, pilot, *, choice=False):
    """Open a form of three lines; return what it is left with."""
    left = []
    fields = [Field("one", "One"), Field("two", "Two"), Field("three", "Three")]
    if choice:
        fields[1] = Field("two", "Two", kind="choice", choices=(("a", "first"), ("b", "second")))
    app.push_screen(FormSheet("Three lines", fields), left.append)
    await settle(pilot)
    return left


@pytest.mark.parametrize(
    ("keys", "stand"),
    [
        (("a", "b", "tab", "c", "d"), ["ab", "cd", ""]),
        (("a", "tab", "b", "tab", "c"), ["a", "b", "c"]),
        (("a", "tab", "b", "shift+tab", "c"), ["ac", "b", ""]),
        (("a", "enter", "b", "enter", "c"), ["a", "b", "c"]),
    ],
)
async def test_each_key_stands_in_its_line(make_app, desk, keys, stand):
    app = make_app(desk.workspace, deal=desk.deal)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await form(app, pilot)
        await burst(app, pilot, *keys)
        assert lines(app) == stand


async def test_what_is_typed_right_before_the_last_enter_is_stored(make_app, desk):
    app = make_app(desk.workspace, deal=desk.deal)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        left = await form(app, pilot)
        await burst(app, pilot, "a", "tab", "tab", "w", "x", "y", "enter")
        assert left == [{"one": "a", "two": "", "three": "wxy"}]


async def test_a_list_between_lines_keeps_its_keys(make_app, desk):
    app = make_app(desk.workspace, deal=desk.deal)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        left = await form(app, pilot, choice=True)
        await burst(app, pilot, "a", "tab", "2")
        await burst(app, pilot, "c", "d", "enter")
        assert left == [{"one": "a", "two": "b", "three": "cd"}]
        left = await form(app, pilot, choice=True)
        await press(pilot, "enter", "down", "enter", "z", "enter")
        assert left == [{"one": "", "two": "b", "three": "z"}]
        assert "Three lines" not in shown(app)
