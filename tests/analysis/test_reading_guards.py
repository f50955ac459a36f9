"""What is read and what is not, whatever the requirement: brochures, mail heads, facts told in a question, incidents with their consequence."""

from __future__ import annotations

import pytest

from tests.analysis.cue_cases import evidence, mail, parts, reads


@pytest.mark.parametrize(
    "text",
    [
        "By offering instant alerts and thorough audit trails, the tool empowers organizations to respond to potential security incidents.",
        "This scalability is essential for supporting the development of sophisticated electronic systems without compromising on performance.",
        "Received: by 10.180.12.11 with SMTP id u11mr8106663wib.61; Fri, 05 Jul 2013 16:24:28 -0700 (PDT)",
        "Your white paper says that security is a must-have.",
        "As your homepage puts it, from weeks to hours by next quarter.",
        "Oh sure, because our spreadsheets are so wonderful we would never give them up.",
        "I couldn't find your slides.",
        "I'm drowning in mails today, sorry.",
    ],
)
def test_nobodys_word_on_the_deal_is_no_evidence(text: str):
    assert [(one.requirement, one.cue) for one in evidence(mail(text)) if one.modality != "exploratory"] == []


@pytest.mark.parametrize(
    ("requirement", "text"),
    [
        ("pain", "Did you know that we lose 40 hours a week on that?"),
        ("decision_process", "How would you handle the roll-out, given that our board meets on 12 December?"),
        ("decision_process", "Since our board meets on 12 December, could you send the paper before?"),
    ],
)
def test_a_fact_told_inside_a_question_is_read(requirement: str, text: str):
    assert reads(text, requirement) == "asserted"


@pytest.mark.parametrize(
    ("requirement", "text"),
    [
        ("pain", "Do you know whether we lose hours on that?"),
        ("decision_process", "Does your board meet in December?"),
        ("economic_buyer", "Do you know who would be approving this on our end?"),
    ],
)
def test_a_mere_question_is_not(requirement: str, text: str):
    assert reads(text, requirement) in ("nothing", "exploratory")


@pytest.mark.parametrize(
    "text",
    [
        "Filter 6 was backwashed twice in one night in July and we dumped a day's water.",
        "A tanker stands 74 minutes at our gate, on average, in the peak.",
        "On the 2nd it took them fifty minutes, the sailing was cancelled and eleven lorries went by road.",
    ],
)
def test_an_incident_with_its_consequence_shows_the_problem(text: str):
    assert {"problem", "consequence"} <= parts(text, "pain")


def test_a_bill_alone_does_not_show_the_problem():
    assert parts("The recall was 210 thousand.", "pain") == {"consequence"}


@pytest.mark.parametrize(
    "text",
    [
        "We would lose customers if that happened.",
        "I would present it to the board if it were finished.",
        "Imagine we'd lost that contract.",
    ],
)
def test_what_is_imagined_against_the_facts_weighs_nothing(text: str):
    assert {str(one.modality) for one in evidence(mail(text))} <= {"exploratory"}
