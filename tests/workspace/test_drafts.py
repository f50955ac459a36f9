"""First versions of deals where little or nothing is known: they thank for nothing that was not, and say what is to be filled in."""

from __future__ import annotations

import email
from dataclasses import replace
from datetime import timedelta
from email.policy import default

import pytest

from journey_tui.domain.drafts import KINDS, make
from journey_tui.domain.drafts_mail import bare_answer
from journey_tui.domain.marks import marks
from journey_tui.domain.model import Kind, Origin, Side
from journey_tui.exports.eml import message
from tests.workspace.conftest import NOW


def brief_of(workspace, name):
    return workspace.brief(workspace.find(name)[0].deal_id)


def with_people(brief, **changes):
    reading = brief.view.reading
    people = tuple(replace(one, **changes) if one.side is Side.CUSTOMER else one for one in reading.people)
    return replace(brief, view=replace(brief.view, reading=replace(reading, people=people)))


def test_a_deal_without_touchpoints_gets_a_first_message(workspace):
    made = make("follow-up", brief_of(workspace, "quillhaven"))
    lines = made.text.split("\n")
    assert made.title == "First message: Quillhaven Museums - Guard room log"
    assert lines[:2] == ["To: [… who, and their address]", "Subject: Quillhaven Museums - Guard room log"]
    assert "Thank" not in made.text
    assert "took with me" not in made.text
    assert "correct me" not in made.text
    assert "who on your side should be part of this" in made.text
    assert [one.hint for one in marks(made.text)] == ["[… who, and their address] is still to be filled in"]


def test_nobody_is_written_to_by_mail_where_no_address_is_known(workspace):
    made = make("follow-up", with_people(brief_of(workspace, "skylark"), key="id-1"))
    assert made.text.startswith("To: ")
    assert "[… their address]" in made.text.split("\n")[0]
    head = email.message_from_bytes(message(made.text, made.title), policy=default)
    assert head["To"] is None
    assert "To:" not in head.get_content()


def test_a_deal_of_mails_alone_is_come_back_to_by_its_last_one(workspace):
    made = make("follow-up", brief_of(workspace, "castlebay"))
    assert "Subject: Re: " in made.text
    assert "I am coming back to your message of" in made.text
    assert "Thank you" not in made.text


def about(brief, **changes):
    assert brief.about is not None
    return replace(brief, about=replace(brief.about, **changes))


@pytest.mark.parametrize(
    ("changes", "opening"),
    [
        ({"kind": Kind.CALL}, "Thank you for the call on"),
        ({"kind": Kind.MEETING}, "Thank you for the time on"),
        ({"kind": Kind.MEETING, "at": NOW + timedelta(days=9)}, "I am looking forward to our meeting on"),
        ({"kind": Kind.EMAIL, "side": Side.CUSTOMER}, "Thank you for your message on"),
        ({"kind": Kind.EMAIL, "side": Side.SELLER}, "I am coming back to my message of"),
        ({"kind": Kind.NOTE, "side": Side.SELLER}, "I am coming back to"),
        ({"kind": Kind.EMAIL, "origin": Origin.AUTOMATED}, "I am coming back to"),
    ],
)
def test_it_opens_with_what_was(workspace, changes, opening):
    made = make("follow-up", about(brief_of(workspace, "skylark"), **changes))
    assert f"\n\n{opening}" in made.text


def test_a_note_of_ours_lends_a_letter_neither_thanks_nor_its_subject(workspace):
    made = make("follow-up", about(brief_of(workspace, "skylark"), kind=Kind.NOTE, side=Side.SELLER, subject="Skylark status"))
    assert "Skylark status" not in made.text
    assert "Thank you" not in made.text


def test_a_quote_stands_in_a_letter_once(workspace):
    text = make("follow-up", brief_of(workspace, "tornfeld")).text
    assert text.count("six hundred on board") == 1
    assert "on “The first train stood forty minutes …” – " in text


def test_papers_of_a_deal_without_touchpoints_say_so(workspace):
    brief = brief_of(workspace, "quillhaven")
    assert "Nothing in their words is stored yet" in make("business-case", brief).text
    assert "In their words, with who said it" in make("business-case", brief_of(workspace, "skylark")).text
    recap = make("recap", brief).text
    assert "Nothing has happened between people yet." in recap
    assert "Nothing has changed" not in recap


def test_a_recap_for_somebody_who_never_looked_tells_what_happened_last(workspace, deal):
    recap = make("recap", workspace.brief(deal)).text
    assert "## What happened last\n\n- " in recap
    assert "Nothing has changed" not in recap


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["quillhaven", "castlebay", "marlin", "stadtwerke", "skylark"])
def test_every_kind_of_every_deal_is_whole(workspace, kind, name):
    made = make(kind, brief_of(workspace, name))
    assert made.title.strip()
    assert not any(word in made.text for word in ("None", "()", "“”", " ,", "Noticeboard", "Service desk"))
    told = [one for one in marks(made.text, ("seamless",)) if one.kind in ("blame", "not said here")]
    assert not told


def test_the_list_of_what_is_not_said_is_not_marked_itself():
    text = "Not said in this channel: seamless and game changer.\nIt is seamless."
    found = marks(text, ("seamless", "game changer"))
    assert [(one.start, one.kind) for one in found] == [(text.index("It is") + 6, "not said here")]


def test_a_promise_of_an_answer_says_to_what(workspace, deal):
    letter = workspace.artifact(workspace.draft(deal, "follow-up").id).version.text
    assert (
        "- We: come back to you on Amara Nwosu's question “Do you have the price for stands only, without the cargo shed?”"
        in letter
    )
    assert "- We: send the two pages for Leopold (by Fri 19 Mar)" in letter
    view = workspace.deal(deal)
    step = next(one for one in view.reading.steps if one.title.startswith("Get back to Amara"))
    answer = workspace.artifact(workspace.draft_for_step(deal, step.id, view).id).version.text
    assert "I am coming back to you on your question “Do you have the price for stands only, without the cargo shed?”\n" in answer
    assert "come back to you\n" not in workspace.artifact(workspace.draft(deal, "call-plan").id).version.text


@pytest.mark.parametrize(
    ("thing", "bare"),
    [
        ("come back to you", True),
        ("get back to you.", True),
        ("come back to you on the heat load", False),
        ("the two pages", False),
    ],
)
def test_what_is_no_more_than_a_promise_of_an_answer(thing, bare):
    assert bare_answer(thing) is bare
