from __future__ import annotations

import importlib
import json
import subprocess
import sys
from collections.abc import Iterator
from importlib import resources

import pytest

from journey_tui.analysis import (
    cues,
    guards,
    quick,
    quick_kept,
    remarks_absence,
    remarks_events,
    remarks_people,
    remarks_promises,
    remarks_questions,
)
from journey_tui.analysis.cues import catalogue, frames_people, frames_things
from journey_tui.analysis.cues.frames import Frame
from journey_tui.analysis.quick import Pattern, Several, opened_by, words
from journey_tui.analysis.quick_needs import ways_of
from tests.analysis.cue_cases import evidence, mail
from tests.analysis.own_sentences import demo_sentences

REMARKS = (remarks_absence, remarks_events, remarks_people, remarks_promises, remarks_questions)


def patterns() -> Iterator[Pattern]:
    waiting = [
        value
        for module in (*catalogue.MODULES.values(), frames_people, frames_things, guards, *REMARKS)
        for value in vars(module).values()
    ]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Pattern):
            yield value
        elif isinstance(value, tuple):
            waiting.extend(value)
        elif isinstance(value, Frame):
            waiting.extend((value.pattern, value.needs, value.never))


def cases() -> Iterator[str]:
    for requirement in sorted(catalogue.MODULES):
        for case in importlib.import_module(f"tests.analysis.test_cues_{requirement}").CASES:
            yield case[1]


def test_the_test_of_words_never_hides_a_match():
    every = set(patterns())
    hidden = []
    for text in (*cases(), *demo_sentences()):
        for said in (text, text.lower()):
            known = words(said, opened_by(said.lower()))
            hidden += [one.regex.pattern[:60] for one in every if one.hopeless(known) and one.regex.search(said)]
    assert hidden == []


def forget() -> None:
    catalogue._heard.cache_clear()
    catalogue.hear.cache_clear()


def test_reading_without_the_quick_tests_finds_the_same(monkeypatch: pytest.MonkeyPatch):
    texts = [*cases(), *demo_sentences()]
    quickly = [evidence(mail(text)) for text in texts]
    everything = (1 << quick._INDEX.patterns) - 1
    every = frozenset(catalogue.MODULES)
    monkeypatch.setattr(cues, "opened_by", lambda low: everything)
    monkeypatch.setattr(catalogue, "_bears_on", lambda heard: (every, every))
    forget()
    try:
        slowly = [evidence(mail(text)) for text in texts]
    finally:
        forget()
    assert quickly == slowly
    assert sum(map(len, quickly)) > 300


@pytest.mark.parametrize(
    ("source", "text", "hopeless"),
    [
        (r"\b(?:board|council) meets\b", "the board sits on friday", True),
        (r"\b(?:board|council) meets\b", "the board meets on friday", False),
        (r"\b(?:board|council) meets\b", "the boardroom meets us", True),
        (r"\b(?:board approves|council meets)\b", "the board meets", True),
        (r"\b(?:board approves|council meets)\b", "the council meets", False),
        (r"\breduc\w+ by\b", "reducing it by half", False),
        (r"\bred-?lines?\b", "the red-lines came", False),
        (r"\bred-?lines?\b", "the redlines came", False),
        (r"\bred-?lines?\b", "a red door", True),
        (r"\bq[1-4]\b", "by q3", False),
        (r"\bq[1-4]\b", "by march", True),
        (r"\b\d+ days\b", "in 14 days", False),
        (r"\b\d+ days\b", "in some days", True),
        (r"(?:the )?x?anything", "nothing of the kind", False),
    ],
)
def test_a_pattern_is_hopeless_where_needed_words_are_missing(source: str, text: str, hopeless: bool):
    assert Pattern(source).hopeless(words(text, opened_by(text))) is hopeless


def test_a_pattern_of_unknown_needs_is_always_tried():
    assert ways_of(r".*") == ((),)
    pattern = Pattern(r"[a-z]+")
    assert pattern.search(words("anything", opened_by("anything"))) is not None


def test_of_several_those_are_left_that_the_words_leave_open_in_their_order():
    reads, board, legal = Pattern(r"\bteam reads\b"), Pattern(r"\bboard meets\b"), Pattern(r"\blegal team\b")
    several = Several([("paper", legal), ("process", board), ("team", reads), ("process", legal)])
    low = "our legal team reads it"
    assert list(several.left(words(low, opened_by(low)))) == [("paper", legal), ("team", reads), ("process", legal)]
    assert list(several.left(words("nobody", opened_by("nobody")))) == []
    assert len(list(several.left("a part of a sentence"))) == 4


def test_a_match_that_was_found_is_kept_with_the_sentence():
    board = Pattern(r"\bboard meets\b")
    said = words("the board meets", opened_by("the board meets"))
    assert board.search(said) is board.search(said) is not None
    assert board.sub("it sits", said) == "the it sits"
    assert board.sub("it sits", words("the board sits", opened_by("the board sits"))) == "the board sits"


def test_what_was_worked_out_beforehand_is_of_these_patterns():
    program = "import json; from journey_tui.analysis import quick_kept; print(json.dumps(quick_kept.worked_out()))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    kept = json.loads((resources.files("journey_tui.analysis") / quick_kept.FILE).read_text("utf-8"))
    now = json.loads(done.stdout)
    assert kept["ways"].keys() == now["ways"].keys(), "run python -m journey_tui.analysis.quick_kept"
    if kept["python"] != now["python"]:
        return  # Another version's parser may tell ways apart otherwise; both are right.
    for name, ways in now["ways"].items():
        told = [[now["sets"][at] for at in way] for way in ways]
        assert [[kept["sets"][at] for at in way] for way in kept["ways"][name]] == told
