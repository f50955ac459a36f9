"""Reading by likeness: what it adds to the cues, what it leaves alone, and that its weights are those of the examples."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from journey_tui.analysis.likeness import examples as shipped
from journey_tui.analysis.likeness import learn
from journey_tui.analysis.likeness.examples import Example
from journey_tui.analysis.likeness.features import sentence_features
from journey_tui.analysis.likeness.weighing import learned
from journey_tui.domain.model import Stance
from tests.analysis.cue_cases import evidence, mail

WORDS = "The family sits on Friday 11 December and I have put it down as the third item."


def by_likeness(text: str, requirement: str = "") -> list[str]:
    return [one.requirement for one in evidence(mail(text), requirement) if one.cue.startswith("likeness")]


def test_the_weights_are_those_of_the_examples():
    assert learned().examples == shipped.fingerprint(), "run: python -m journey_tui.analysis.likeness.learn"


def test_each_requirement_can_be_read_by_likeness_and_stepping_back():
    assert set(learned().classes) == {
        "metrics", "economic_buyer", "decision_criteria", "decision_process", "paper_process", "pain", "champion", "competition",
        "-champion",
    }  # fmt: skip


def test_every_marked_quote_of_the_examples_stands_in_its_text():
    for name, text in shipped.files():
        for line in text.splitlines():
            message = json.loads(line)
            assert all(mark["quote"] in message["text"] for mark in message["marks"]), (name, message["text"])


@pytest.mark.parametrize(
    ("text", "requirement"),
    [
        (
            "On Friday I had the dispatchers of two hauliers in my office and let them use the booking page themselves.",
            "champion",
        ),
        (
            "And next July we convert to the new scheme, then we get three times as many of these questions with the same people.",
            "pain",
        ),
    ],
)
def test_what_is_said_in_words_without_a_known_part_is_read_where_it_is_like_enough(text: str, requirement: str):
    assert requirement in by_likeness(text)


def test_one_who_steps_back_takes_weight_off_the_champion():
    text = "I'm moving over to the logistics side in March, so somebody else will have to take this on from me."
    found = evidence(mail(text), "champion")
    assert {one.stance for one in found} == {Stance.WEAKENS}
    assert not any(one.parts for one in found if one.cue.startswith("likeness"))


def test_only_customers_are_read_by_likeness():
    assert "decision_process" in by_likeness(WORDS)
    assert [one for one in evidence(mail(WORDS, who=3)) if one.cue.startswith("likeness")] == []


@pytest.mark.parametrize(
    "text",
    [
        "Has the family put it down for Friday 11 December as the third item?",
        "At my last company the family sat on Friday 11 December and put it down as the third item.",
        "Thanks, see you on Tuesday.",
        "As it sounds, with a k.",
        "Same room, other door.",
        "And we have seasonal staff coming in, each of them would have to learn it all over.",
        "The train was late and the coffee was cold.",
        "Lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor.",
        "Imagine the family sat on Friday 11 December and put it down as the third item.",
    ],
)
def test_what_is_asked_or_told_of_others_or_says_nothing_is_not_read_by_likeness(text: str):
    assert by_likeness(text) == []


def test_the_quote_is_the_sentence_itself_with_its_place():
    text = f"Hi Tom, thanks for the call. {WORDS} Bye, Greta"
    found = evidence(mail(text), "decision_process")
    assert [text[one.start : one.end] for one in found] == [one.quote for one in found] == [WORDS]


def test_learning_twice_gives_the_same():
    known = [
        Example(f"deal {n % 7}", sentence_features(text), marks)
        for n in range(42)
        for text, marks in (("our scanners break every night", {"pain": 1.0}), ("see you on tuesday at nine", {}))
    ]
    names, rows = learn.numbered(known)
    one, other = (learn.learn(learn.rows_of("pain", rows), len(names)) for _ in range(2))
    assert one.weights == other.weights
    shares = [share for share, example in learn.weighed("pain", rows, len(names)) if example.marks]
    rest = [share for share, example in learn.weighed("pain", rows, len(names)) if not example.marks]
    assert min(shares) > max(rest)


UNSEEN = Path(__file__).with_name("unseen.jsonl")


def test_deals_that_nothing_was_learnt_from_are_read_at_least_this_well():
    """Eleven whole deals by two writers who saw neither rules nor examples; quotes that every reader would take."""
    found = wanted = 0
    for line in UNSEEN.read_text("utf-8").splitlines():
        message = json.loads(line)
        read = evidence(mail(message["text"])) if message["side"] == "customer" else []
        for mark in message["marks"]:
            if mark.get("optional") or mark["stance"] != "supports" or mark["modality"] == "retracted":
                continue
            wanted += 1
            start = message["text"].find(mark["quote"])
            end = start + len(mark["quote"])
            found += any(one.requirement == mark["requirement"] and one.start < end and start < one.end for one in read)
    assert (wanted, found >= 78) == (120, True), found
