"""What is typed into a form is there again when it opens for the same item: after Esc, after a dropped line, after a decision that could not be stored."""

from __future__ import annotations

import pytest

from journey_tui.data.store import StoreError
from journey_tui.workspace import Workspace
from tests.ui.driving import SIZES, press, settle, shown
from tests.workspace.test_asking_keys import until
from tests.workspace.test_hang_up import Terminal, opened

__all__ = ["opened"]
WORDS = "Priya asked me to wait until the audit"


def typed(workspace):
    """Return what stands in the forms that were not stored."""
    return [row[0] for row in workspace._db.execute("SELECT text FROM artifact_typing WHERE artifact_id LIKE 'form:%'")]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_what_was_left_with_escape_is_there_again_and_goes_once_it_is_stored(make_app, desk, size):
    app = make_app(desk.workspace, deal=desk.deal)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "j", "o", "tab", "tab", *WORDS)
        assert WORDS in shown(app)
        await press(pilot, "escape")
        (kept,) = typed(desk.workspace)
        assert WORDS in kept
        await press(pilot, "o")
        await until(pilot, lambda: WORDS in shown(app))
        assert "What you typed before is here again" in shown(app)
        await press(pilot, "tab", "tab", "enter", "enter")
        await until(pilot, lambda: "Your words lead now" in shown(app))
        await until(pilot, lambda: typed(desk.workspace) == [])
        await press(pilot, "o")
        await settle(pilot)
        assert "here again" not in shown(app)
    assert any(WORDS in str(one) for one in desk.workspace.decisions(desk.deal))


async def test_a_decision_that_cannot_be_stored_leaves_the_words(make_app, desk, monkeypatch):
    app = make_app(desk.workspace, deal=desk.deal)

    def refuse(*_, **__):
        raise StoreError("The disk is full.")

    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "j", "o", "tab", "tab", *WORDS)
        with monkeypatch.context() as patch:
            patch.setattr(desk.workspace, "decide", refuse)
            await press(pilot, "enter", "enter")
            await until(pilot, lambda: "Not stored: The disk is full." in shown(app))
        await press(pilot, "o")
        await until(pilot, lambda: WORDS in shown(app))


async def test_nothing_is_kept_of_a_form_in_which_nothing_was_typed(make_app, desk):
    app = make_app(desk.workspace, deal=desk.deal)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "j", "o", "tab", "tab", "x", "backspace", "escape")
    assert typed(desk.workspace) == []


@pytest.mark.parametrize("how", ["line", "SIGTERM"])
async def test_a_dropped_line_keeps_the_form(desk, opened, how, make_app):
    opened.type("f")
    opened.until("ustomer, deal")
    opened.type("cold chain")
    opened.until("Brightwater")
    opened.type("\r")
    opened.until("5 Workspace")
    opened.until("Priya")  # the story is there: a key has something to move to
    opened.type("jo")
    opened.until("Your words")
    opened.type(WORDS)
    opened.until("audit")
    assert opened.hang_up(how) == {"line": 129, "SIGTERM": 143}[how]
    again = Workspace(desk.workspace.store, person="dana")
    assert WORDS in typed(again)[0]
    app = make_app(again, deal=desk.deal)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "j", "o")
        await until(pilot, lambda: WORDS in shown(app))


@pytest.mark.parametrize("form", ["words", "why not", "own side"])
async def test_the_forms_of_review_and_sources_keep_what_is_typed(make_app, workspace, form):
    way = {"words": ("R", "i"), "why not": ("R", "x"), "own side": ("S", "o")}[form]
    app = make_app(workspace)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await press(pilot, *way)
        await settle(pilot)
        if form == "why not":
            await press(pilot, "G", "enter")
            await settle(pilot)
        await press(pilot, *", kept.example")
        await until(pilot, lambda: any("kept.example" in one for one in typed(workspace)))
        await press(pilot, "escape")
        await press(pilot, *way[1:])
        if form == "why not":
            await settle(pilot)
            await press(pilot, "G", "enter")
        await until(pilot, lambda: "kept.example" in shown(app))
        assert "What you typed before is here again" in shown(app)


@pytest.fixture
def of_the_demo(store):
    terminal = Terminal(store)
    terminal.until("Skylark")
    yield terminal
    terminal.close()


@pytest.mark.parametrize("how", ["line", "SIGTERM"])
@pytest.mark.parametrize("form", ["words", "why not", "own side"])
def test_a_dropped_line_keeps_the_forms_of_review_and_sources(workspace, of_the_demo, form, how):
    place, keys = {"words": ("R", ("i",)), "why not": ("R", ("x", "G", "\r")), "own side": ("S", ("o",))}[form]
    of_the_demo.type(place)
    of_the_demo.until("propose" if place == "R" else "synced")
    for key in keys:
        of_the_demo.type(key)
        of_the_demo.settle()
    of_the_demo.type(", kept.example")
    of_the_demo.until("kept.example")
    assert of_the_demo.hang_up(how) == {"line": 129, "SIGTERM": 143}[how]
    assert any("kept.example" in one for one in typed(Workspace(workspace.store, person="hanna")))


async def test_what_is_no_domain_is_kept_until_it_is_one(make_app, workspace):
    app = make_app(workspace)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "S", "o")
        await settle(pilot)
        await press(pilot, *", not a domain", "enter")
        await until(pilot, lambda: "Not a mail domain" in shown(app))
        assert any("not a domain" in one for one in typed(workspace))
        await press(pilot, "o")
        await until(pilot, lambda: "not a domain" in shown(app))
        await press(pilot, *["backspace"] * len(", not a domain"), "enter")
        await until(pilot, lambda: "Our own side:" in shown(app))
        await until(pilot, lambda: typed(workspace) == [])
