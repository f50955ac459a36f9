"""Quoted words while somebody writes: a sentence that nobody said so is marked, a title and words that stand in a message are not."""

from __future__ import annotations

import pytest

from journey_tui.domain.marks import marks
from journey_tui.widgets.editor import Editor
from tests.ui.driving import press, settle, shown
from tests.workspace.test_asking_keys import until


def misquoted(workspace, deal, text, standing=()):
    return [text[m.start : m.end] for m in marks(text, (), workspace.deal(deal).evidence, standing) if m.kind == "not verbatim"]


@pytest.mark.parametrize(
    "text",
    [
        "I bring the “Q3 planning overview” deck along.",
        "Have a look at the paper called “Handover in the rain”.",
        "Prepare “Station leads: stands 9 to 14” with Amara.",
        "See “What the three said, again” document.",
        "Subject: “Ramp and rain, part two”",
    ],
)
def test_a_title_is_no_quotation(workspace, deal, text):
    assert misquoted(workspace, deal, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "You said: “Leopold signs nothing at all here, ever.”",
        "Bartek wrote “we will sign before Christmas in any case”.",
        "They asked for “a discount of half the price” on the call.",
        "I bring the “we will sign before Christmas.” deck along.",
    ],
)
def test_words_that_nobody_said_are_marked(workspace, deal, text):
    assert len(misquoted(workspace, deal, text)) == 1


def test_what_stands_in_a_message_or_subject_is_no_misquote(workspace, deal):
    said = "he thinks software is for people who sit"
    wrong = "he thinks software is for people who stand"
    found = workspace.standing_words(deal, {said, wrong, "what the three said after a week", "Who can say yes"})
    assert found == {said, "what the three said after a week", "Who can say yes"}
    text = f"You wrote: “{said}” and “{wrong}”."
    assert misquoted(workspace, deal, text, found) == [f"“{wrong}”"]


def write_two_quotations(workspace, deal):
    """Write a note that quotes what was said, and what was not."""
    item = workspace.draft(deal, "note")
    text = "“he thinks software is for people who sit”\n\n“he thinks software is for people who stand”"
    workspace.save_artifact(item.id, text, base=1)


async def test_the_editor_marks_what_stands_nowhere(make_app, workspace, deal):
    write_two_quotations(workspace, deal)
    app = make_app(workspace, deal=deal)
    async with app.run_test(size=(140, 45)) as pilot:
        await settle(pilot)
        await press(pilot, "5", "tab", "enter", "i")
        await until(pilot, lambda: "1 phrase marked" in shown(app))
        editor = app.screen.query_one(Editor)
        assert list(editor.marked) == [2]
        assert {one.hint for *_, one in editor.marked[2]} == {
            "“he thinks software is for people who stand” stands so in no source of this deal: check it"
        }


async def test_the_text_that_is_read_marks_only_what_stands_nowhere_and_says_which(make_app, workspace, deal):
    write_two_quotations(workspace, deal)
    app = make_app(workspace, deal=deal)
    async with app.run_test(size=(140, 45)) as pilot:
        await settle(pilot)
        await press(pilot, "5", "tab", "enter")
        await until(pilot, lambda: "Worth another look" in shown(app))
        words = " ".join(shown(app).split())
        assert "who stand” stands so in no source" in words
        assert "who sit” stands so in no source" not in words
