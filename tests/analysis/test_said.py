"""Sentences of many voices, one by one: those that carry a remark of their kind, and those that only look like it.

What was read of each set before a rule was changed for it stands at its head.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from journey_tui.domain.model import Remark, Side
from tests.analysis.remark_cases import call, mail, read

KINDS = {
    "leaving": ("leaving",),
    "moved": ("date_moved",),
    "rescheduled": ("rescheduled",),
    "promise": ("promise",),
    "ask": ("question", "request"),
    "alternative": ("alternative",),
    "dropped": ("alternative",),
    "decider": ("decider",),
}
LEAST_AND_MOST = {
    "said.txt": {
        "leaving": (32, 0),
        "moved": (29, 1),
        "rescheduled": (10, 0),
        "promise": (30, 0),
        "ask": (28, 0),
        "alternative": (27, 2),
        "dropped": (10, 0),
        "decider": (23, 0),
    },
    "said_second.txt": {
        "leaving": (20, 0),
        "moved": (15, 0),
        "promise": (15, 0),
        "ask": (16, 0),
        "alternative": (14, 0),
        "decider": (11, 0),
    },
    "said_third.txt": {
        "leaving": (13, 0),
        "moved": (12, 0),
        "promise": (11, 0),
        "ask": (11, 0),
        "alternative": (12, 1),
        "decider": (10, 0),
    },
}
"""How many of a kind are found at least, and how many are found falsely at most, by set."""


def _cases(name: str) -> Iterator[tuple[str, str, str]]:
    kind = ["", ""]
    for line in Path(__file__).with_name(name).read_text("utf-8").splitlines():
        if line.startswith("["):
            kind = line.strip("[]").split()
        elif line.strip() and not line.startswith("#"):
            yield kind[0], kind[1], line


def _found(kind: str, text: str) -> list[Remark]:
    found = [one for one in read(mail(text, who=3 if kind == "promise" else 0)) if one.kind in KINDS[kind]]
    return [one for one in found if one.value.startswith("dropped:")] if kind == "dropped" else found


@pytest.mark.parametrize(("name", "kind"), [(name, kind) for name, kinds in LEAST_AND_MOST.items() for kind in kinds])
def test_sentences_are_read_at_least_this_well(name: str, kind: str) -> None:
    cases = [(sign, text) for one, sign, text in _cases(name) if one == kind]
    least, most = LEAST_AND_MOST[name][kind]
    missed = [text for sign, text in cases if sign == "+" and not _found(kind, text)]
    false = [text for sign, text in cases if sign == "-" and _found(kind, text)]
    right = sum(sign == "+" for sign, _ in cases) - len(missed)
    assert (right >= least, len(false) <= most) == (True, True), (missed, false)


def test_a_date_is_taken_up_by_the_sentence_after_the_one_that_gives_it_up() -> None:
    found = read(
        mail("The 25th is also gone, Marek is in China until the end of the month. It is now 11 December."), "date_moved"
    )
    assert [(one.value.split(";")[1].strip(), str(one.due)) for one in found] == [("was 2026-11-25", "2026-12-11")]


def test_who_else_is_in_it_is_heard_in_the_answer_to_a_question_about_it() -> None:
    asked = (3, "And who else has been out to see you?")
    assert [one.value for one in read(call(asked, (0, "Portwise came by in August.")), "alternative")] == ["Portwise"]
    assert read(call(asked, (0, "Nobody. Under the dog, maybe.")), "alternative") == []
    assert read(call((3, "And how was your summer?"), (0, "Portwise came by in August.")), "alternative") == []


def test_who_says_yes_is_heard_in_the_answer_to_a_question_about_it() -> None:
    asked = (3, "And is it you who says yes in the end, Ingrid?")
    found = read(call(asked, (0, "No, no. Marek. He'll want to turn the pages himself.")), "decider")
    assert [(one.value, one.addressed_to, one.side) for one in found] == [("Marek", "marek@fjordline.example", Side.CUSTOMER)]
    assert [one.value for one in read(mail("That's above my pay grade."), "decider")] == ["not me"]


def test_a_sentence_that_only_announces_questions_is_none() -> None:
    found = read(mail("Two things I would like to know please. Does it float? And is it blue?"))
    assert [one.quote for one in found if one.kind == "question"] == ["Does it float?", "And is it blue?"]
    assert read(mail("Would the licence stretch to our sister? Only a thought."), "question") == []


def test_who_chose_us_has_dropped_the_others() -> None:
    assert [one.value for one in read(mail("The committee chose Kestrel, Seabook second."), "alternative")] == [
        "dropped:*",
        "dropped:Seabook",
    ]
    for words in ("We chose Seabook.", "If they chose you, fine.", "We have not decided for you yet."):
        assert "dropped:*" not in [one.value for one in read(mail(words), "alternative")]
