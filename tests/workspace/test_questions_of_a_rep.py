"""110 questions as a rep types them about the demo's deals: what they are taken for, and what comes back.

Written before any was tried. At the first try 97 were taken for what they mean, and 90 had an answer that holds in every line; what was
wrong was mended by kinds (a subject named ahead, machines taken for people, a deal never marked as seen), not one by one.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from journey_tui.domain.ask import turned
from journey_tui.workspace import Workspace

ASKED = json.loads(Path(__file__).with_name("questions_of_a_rep.json").read_text("utf-8"))


def answered(workspace: Workspace, name: str, question: str):
    return workspace.ask(workspace.find(name)[0].deal_id, question)


def text_of(answer) -> str:
    return "\n".join(line.text for line in answer.lines)


def test_nine_in_ten_are_taken_for_what_they_mean(workspace):
    views = {name: workspace.deal(workspace.find(name)[0].deal_id) for name in {one["deal"] for one in ASKED}}
    given = [(one, workspace.ask(views[one["deal"]].deal.id, one["question"], views[one["deal"]])) for one in ASKED]
    wrong = [one["question"] for one, answer in given if answer.intent not in one["right"]]
    assert len(ASKED) == 110
    assert len(wrong) <= 5, wrong


def test_of_those_written_afterwards_nothing_was_used_in_building_it(workspace):
    """56 more, written once the first 110 were mended and before one of them was tried: 50 at the first try."""
    asked = json.loads(Path(__file__).with_name("questions_after.json").read_text("utf-8"))
    views = {name: workspace.deal(workspace.find(name)[0].deal_id) for name in {one["deal"] for one in asked}}
    given = [(one, workspace.ask(views[one["deal"]].deal.id, one["question"], views[one["deal"]])) for one in asked]
    wrong = [one["question"] for one, answer in given if answer.intent not in one["right"]]
    assert len(asked) == 56
    assert len(wrong) <= 6, wrong


def test_of_a_hundred_more_by_another_hand_nine_in_ten_are_right(workspace, deal):
    """100 of the seven kinds that matter most, those that must go to the model among them, written by somebody who saw no rule.

    At the first try 88 were taken for the one kind that was meant, and 92 with those that another kind answers just as well (`also`:
    what we owe, for what is open). The misses were mended by kinds of misunderstanding, so this set says nothing about new questions.
    """
    asked = json.loads(Path(__file__).with_name("questions_last.json").read_text("utf-8"))
    view = workspace.deal(deal)
    given = [(one, workspace.ask(deal, one["question"], view)) for one in asked]
    wrong = [
        one["question"]
        for one, answer in given
        if (answer.intent if answer.understood else "") not in (*one["right"], *one.get("also", ()))
    ]
    assert len(asked) == 100
    assert len(wrong) <= 3, wrong


async def test_a_deal_that_was_never_marked_as_seen_tells_what_happened_last(workspace):
    told = text_of(answered(workspace, "skylark", "anything new here"))
    assert "You have not marked this deal as seen yet" in told
    assert "Bartek Zielinski: Skylark before the station leads" in told
    assert "Nothing has happened" not in told
    empty = text_of(answered(workspace, "quillhaven", "anything new here"))
    assert empty == "Nothing has happened between people in this deal yet."


@pytest.mark.parametrize("question", ["whos who over there", "who can say yes", "who is carrying it inside"])
async def test_machines_are_nobody(workspace, question):
    for name in ("norrvik", "saltmarsh"):
        told = text_of(answered(workspace, name, question))
        assert told
        for machine in ("Service desk", "Noticeboard", "Calendar"):
            assert machine not in told


async def test_a_machine_is_not_whom_a_question_names(workspace):
    assert answered(workspace, "aldergate", "anything in the calendar").intent == "next_meeting"
    assert "Noticeboard" not in answered(workspace, "skylark", "so who holds the budget at skylark").way


async def test_what_only_one_word_was_found_of_is_said_so(workspace):
    lines = answered(workspace, "norrvik", "whats their view on data residency").lines
    assert lines[0].text == "Nothing has all of “data residency”; with “data” there is:"
    assert any("they cannot keep data in the country" in line.text for line in lines)


async def test_a_name_that_nobody_of_the_deal_has_is_looked_for(workspace):
    told = text_of(answered(workspace, "saltmarsh", "sister okafor who is she"))
    assert "Nobody of this deal is called sister okafor" in told
    assert "I have moved Sister Okafor's rota" in told


async def test_whose_words_about_what_is_read_back(workspace):
    assert answered(workspace, "skylark", "what did amara say about the trial").way.endswith(
        "What did Amara Nwosu say about trial?"
    )
    assert "from" not in answered(workspace, "skylark", "quotes from bartek").way.partition("read as")[2]


async def test_who_can_say_yes_may_carry_it_too(workspace):
    told = text_of(answered(workspace, "wrensford", "our inside sponsor, who is it"))
    assert "Tamsin Eldridge (Head of Street Services) · can say yes" in told
    assert "Nobody is known yet" not in told


@pytest.mark.parametrize(
    ("question", "same"),
    [
        ("pricing - has anybody brought it up", "has anybody mentioned pricing"),
        ("stands 9 to 14 - what was said", "what was said about stands 9 to 14"),
        ("sister okafor who is she", "who is sister okafor"),
        ("the cargo shed: did they mention it", "did they mention the cargo shed"),
        ("what changed - anything?", "what changed - anything?"),
        ("who can say yes?", "who can say yes?"),
    ],
)
def test_a_subject_named_ahead_takes_its_place(question, same):
    assert turned(question) == same
