"""A draft with a model by keys: written, improved, taken change by change, taken back; and what happens when it fails."""

from __future__ import annotations

import pytest

from journey_tui.widgets.document import Document
from tests.model.standin import Answer
from tests.ui.driving import SIZES, press, settle, shown
from tests.workspace.test_asking_keys import type_in, until

pytestmark = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


def better(asked):
    """Answer with the text as it stands, its greeting and its close in other words."""
    rows = asked.prompt.split("text as it stands:\n")[1].split("\n\nsources:")[0].split("\n")
    text = "\n".join(row[2:] for row in rows)
    return Answer(text.replace("Hello", "Good morning").replace("Best regards", "Kind regards"), pieces=30, gap=0.01)


def words(app):
    return " ".join(shown(app).split())


async def test_a_draft_is_there_at_once_and_the_model_s_follows(make_app, desk, model, size):
    model.script = better
    app = make_app(desk.workspace, deal=desk.deal)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "5")
        await type_in(pilot, "/draft follow-up")
        await until(pilot, lambda: "Hello" in shown(app) or "Good morning" in shown(app))
        await until(pilot, lambda: "Good morning" in shown(app))
        await settle(pilot)
        assert "version 2 · AI" in words(app)
        made = desk.workspace.artifacts(desk.deal)[0]
        assert [one.author for one in desk.workspace.artifact_versions(made.id)] == ["ai", "template"]
        await press(pilot, "V", "enter")
        assert "What AI changed, version 1 to 2" in words(app)
        assert "of 2 · AI" in words(app)


async def test_the_model_s_version_leaves_the_cursor_on_its_line(make_app, desk, model, size):
    model.script = lambda asked: Answer(better(asked).text, delay=0.6)
    app = make_app(desk.workspace, deal=desk.deal)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "5")
        await type_in(pilot, "/draft follow-up")
        await until(pilot, lambda: "Hello" in shown(app))
        await press(pilot, "j", "j")
        paper = app.screen.query_one("#paper", Document)
        at = paper.item.key
        assert at != ("paragraph", "0")
        await until(pilot, lambda: "Good morning" in shown(app) and "version 2" in words(app))
        await settle(pilot)
        assert paper.item.key == at


async def test_improving_proposes_and_each_change_is_one_key(make_app, desk, model, size):
    app = make_app(desk.workspace, deal=desk.deal)
    made = desk.workspace.draft(desk.deal, "follow-up")
    model.script = better
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "5")
        if size[0] < 120:
            await press(pilot, "tab")
        else:
            await press(pilot, "tab")
        await press(pilot, "enter", "i", *"My own first line", "enter", "escape")
        mine = desk.workspace.artifact(made.id).version
        assert mine.author == "person"
        await press(pilot, "tab")
        await type_in(pilot, "/improve shorter please")
        await settle(pilot)
        assert "What the seller wishes: shorter please" in model.requests[-1].prompt
        assert desk.workspace.artifact(made.id).version == mine, "a proposal touches nothing"
        assert "AI proposes" in words(app)
        await press(pilot, "a", "x", "enter")
        after = desk.workspace.artifact(made.id).version
        assert ("Good morning" in after.text, "Kind regards" in after.text) == (True, False)
        assert "My own first line" in after.text
        assert "1 of 2 changes taken" in words(app)
        await press(pilot, "u")
        assert desk.workspace.artifact(made.id).version.text == mine.text
        await press(pilot, "V")
        assert "AI proposes" in words(app)
        await press(pilot, "a", "u", "x", "x", "enter")
        assert desk.workspace.artifact(made.id).version.text == mine.text
        assert desk.workspace.artifact(made.id).proposal is None


async def test_when_the_draft_fails_the_template_is_there_and_again_tries_once_more(make_app, desk, model, size):
    model.script = lambda _: Answer(status=500)
    app = make_app(desk.workspace, deal=desk.deal)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "5")
        await type_in(pilot, "/draft follow-up")
        await settle(pilot)
        assert "Hello" in shown(app)
        assert "error of its own" in words(app)
        first = desk.workspace.artifacts(desk.deal)
        assert [one.author for one in first] == ["template"]
        model.script = better
        await press(pilot, "tab")
        await type_in(pilot, "/again")
        await settle(pilot)
        assert [one.author for one in desk.workspace.artifacts(desk.deal)] == ["ai"], "the same artifact, not another one"


async def test_escape_stops_a_draft_and_the_template_stays(make_app, desk, model, size):
    model.script = lambda _: Answer("A long text. " * 200, pieces=100, gap=0.05)
    app = make_app(desk.workspace, deal=desk.deal)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "5")
        await type_in(pilot, "/draft follow-up")
        await until(pilot, lambda: "Hello" in shown(app) and model.requests)
        await pilot.press("escape")
        await settle(pilot)
        assert [one.author for one in desk.workspace.artifacts(desk.deal)] == ["template"]
        assert "Hello" in shown(app), "Esc stopped the draft and closed nothing"
        kept, _ = desk.workspace.messages(desk.deal)
        assert (kept[-1].state, kept[-1].asked) == ("partial", "/draft follow-up")


async def test_any_two_versions_are_compared(make_app, desk, size):
    made = desk.workspace.draft(desk.deal, "note")
    for number in range(1, 4):
        desk.workspace.save_artifact(made.id, f"line {number}\nthe same", base=number)
    app = make_app(desk.workspace, deal=desk.deal)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "5", "tab", "enter", "V")
        assert "a: compared from here" in words(app)
        await press(pilot, "j", "a", "j", "enter")
        assert "What dana changed, version 2 to 3" in words(app)
        assert "- line 1" in shown(app)
        assert "+ line 2" in shown(app)
        assert "by hand" in shown(app)
