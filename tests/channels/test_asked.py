"""What was asked before about a gap: what our people asked the customer in mail and in calls, from raw files, with day and source."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from journey_tui.domain.asked import is_about, is_for_role, is_same
from journey_tui.domain.model import Lane
from journey_tui.domain.reading import GateState
from journey_tui.domain.views_leader import Asked
from journey_tui.playbooks import load
from journey_tui.sync.importer import Importer
from journey_tui.sync.refresh import rules_in_force
from journey_tui.workspace import Workspace
from tests import raw

SPECS = {spec.key: spec for spec in load(Path("/nonexistent")).playbook.requirements}
BUDGET = "Who on your side signs an order of this size?"
SPOKEN = "And who else would have to approve it?"


def sent(number: int, to: str, text: str, at: datetime) -> str:
    """Return a message of ours as a mailbox keeps it."""
    return (
        f"From - {at:%a %b %d %H:%M:%S %Y}\nMessage-ID: <q{number}@halyard.example>\nFrom: Dana Ruiz <{raw.SELLER}>\nTo: {to}\n"
        f"Date: {at:%a, %d %b %Y %H:%M:%S +0000}\nSubject: Cold chain rollout\n\n{text}\n\n"
    )


@pytest.fixture(scope="module")
def asked_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store in which Dana asked this and that, read by the analyst that ships."""
    folder = raw.write_all(tmp_path_factory.mktemp("asked"))
    (folder / "mail" / "asked.mbox").write_text("".join([
        sent(1, raw.BUYER, f"Dear Priya,\n\nthank you for the tour. {BUDGET}\n\nDana", raw.ago(6)),
        sent(2, raw.BUYER, "Dear Priya,\n\nwould Thursday at ten suit you, and which room is it?\n\nDana", raw.ago(5)),
        sent(3, "tomas@halyard.example", "Tomas, do you know who signs an order of this size there?", raw.ago(4)),
    ]))  # fmt: skip
    day = raw.ago(9)
    (folder / "calls" / f"{day:%Y-%m-%d} Brightwater Foods - Cold chain rollout.vtt").write_text(
        raw.vtt([
            ("Dana Ruiz", f"Thanks for the time. {SPOKEN}"),
            ("Priya Nair", "Janet would. Who signs it on your side?"),
            ("Dana Ruiz", "Shall we say Tuesday at nine?"),
        ])
    )  # fmt: skip
    store = tmp_path_factory.mktemp("asked-store") / "journey.db"
    rules, _ = rules_in_force(Path("/nonexistent"))
    Importer(store, rules, raw.NOON).run([folder])
    return store


def asked_about(store: Path, key: str) -> list[Asked]:
    workspace = Workspace(store, now=raw.NOON, person="dana")
    return sorted(workspace._put_to_the_customer(workspace.find(raw.DEAL)[0].deal_id, key), key=lambda one: one.at)


def test_questions_of_mail_and_calls_stand_with_day_and_source_and_nothing_else_does(asked_in: Path) -> None:
    found = [one for one in asked_about(asked_in, "economic_buyer") if one.at > raw.ago(10)]
    assert [(one.words, one.by, one.source) for one in found] == [
        (SPOKEN, "Dana Ruiz", "call"),
        (BUDGET, "Dana Ruiz", "e-mail"),
    ], "not the customer's own question, not a colleague's, not the day and the room"
    assert [one.at.date() for one in found] == [raw.ago(9).date(), raw.ago(6).date()]
    workspace = Workspace(asked_in, now=raw.NOON)
    for one in found:
        assert one.words in " ".join(workspace.touchpoint(one.touchpoint).text.split())


def test_what_was_asked_about_the_gap_stands_with_it_newest_first(asked_in: Path) -> None:
    workspace = Workspace(asked_in, now=raw.NOON, person="dana")
    deal = workspace.find(raw.DEAL)[0].deal_id
    gap = workspace.gap(deal)
    told = [one for one in gap.asked if one.source]
    assert {one.words for one in told} == {one.words for one in asked_about(asked_in, gap.key)}
    assert [one.at for one in gap.asked] == sorted((one.at for one in gap.asked), reverse=True)


def test_what_was_asked_later_was_not_asked_yet(asked_in: Path) -> None:
    before = Workspace(asked_in, now=raw.ago(7))
    deal = before.find(raw.DEAL)[0].deal_id
    words = [one.words for one in before._put_to_the_customer(deal, "economic_buyer")]
    assert SPOKEN in words
    assert BUDGET not in words


@pytest.mark.parametrize(
    ("key", "question"),
    [
        ("metrics", "By when would you want to see that number?"),
        ("metrics", "What would tell you next year that it was worth it?"),
        ("economic_buyer", "Who has the final say on something like this?"),
        ("decision_criteria", "What matters most to you when you compare us?"),
        ("decision_process", "And how is it decided?"),
        ("decision_process", "When does the board meet, and who brings it there?"),
        ("paper_process", "Does your legal team want to see the contract first?"),
        ("pain", "What does it cost you when the two disagree?"),
        ("champion", "Could you forward it to Delyth?"),
        ("competition", "Who else are you talking to?"),
    ],
)
def test_a_question_is_about_its_requirement(key: str, question: str) -> None:
    assert is_about(question, SPECS[key])


@pytest.mark.parametrize(
    "question",
    [
        "Would Thursday at ten suit you?",
        "Which room is it?",
        "May I take a photo of the whiteboard, without people in it?",
        "Is it cold in there?",
        "Phone or video?",
        "Shall I write the minutes this time?",
        "Could I sit next to the radio for a morning?",
    ],
)
def test_a_question_about_a_day_or_a_room_is_about_none(question: str) -> None:
    assert [key for key, spec in SPECS.items() if is_about(question, spec)] == []


def test_the_playbooks_own_questions_are_about_their_requirement() -> None:
    for spec in SPECS.values():
        for question in (spec.question, *(part.question for part in spec.parts)):
            assert is_about(question, spec), question


def test_a_question_that_was_put_to_the_customer_in_other_words_is_not_proposed_again() -> None:
    assert is_same("So who signs an order of that size?", "Who signs an order of this size?")
    assert not is_same("Who signs it?", "When does the board meet?")


def test_where_a_role_was_not_heard_what_asks_for_it_and_what_was_written_to_it_stands(asked_in: Path) -> None:
    workspace = Workspace(asked_in, now=raw.NOON, person="dana")
    deal = workspace.find(raw.DEAL)[0].deal_id
    reading = workspace.deal(deal).reading
    for lane in (Lane.ECONOMIC_BUYER, Lane.CHAMPION):
        gate = replace(reading.gates[0], state=GateState.OPEN, gatekeeper=lane)
        people = tuple(replace(one, lane=lane) if one.key == raw.BUYER else one for one in reading.people)
        found = workspace._put_to_the_customer(deal, "voice", replace(reading, gates=(gate, *reading.gates[1:]), people=people))
        written = [one for one in found if not one.source]
        assert written
        assert all(one.words.startswith("wrote to Priya Nair") and one.by == "Dana Ruiz" for one in written)
        assert BUDGET in [one.words for one in found]
        assert all(workspace.touchpoint(one.touchpoint).row.deal_id == deal for one in found)


@pytest.mark.parametrize(
    ("lane", "question", "asks"),
    [
        (Lane.ECONOMIC_BUYER, "Could you bring Janet to the next call?", True),
        (Lane.ECONOMIC_BUYER, "Who signs an order of this size?", True),
        (Lane.USERS_TECHNICAL, "Has your night team seen it yet?", True),
        (Lane.USERS_TECHNICAL, "What does Omar make of the trial?", True),
        (Lane.PROCUREMENT_LEGAL_SECURITY, "Would legal like to see the contract?", True),
        (Lane.CHAMPION, "Would Thursday at ten suit you?", False),
        (Lane.ECONOMIC_BUYER, "Which room is it?", False),
    ],
)
def test_a_question_asks_for_a_role_to_be_heard(lane: Lane, question: str, asks: bool) -> None:
    assert is_for_role(question, lane) is asks
