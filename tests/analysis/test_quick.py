from __future__ import annotations

import importlib
from collections.abc import Iterator

import pytest

from journey_tui.analysis import guards
from journey_tui.analysis.cues import catalogue
from journey_tui.analysis.quick import Pattern, beginnings, needs, words


def patterns() -> Iterator[Pattern]:
    waiting = [value for module in (*catalogue.MODULES.values(), guards) for value in vars(module).values()]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Pattern):
            yield value
        elif isinstance(value, tuple):
            waiting.extend(value)


@pytest.mark.parametrize("requirement", sorted(catalogue.MODULES))
def test_the_test_of_word_beginnings_never_hides_a_match(requirement: str):
    cases = importlib.import_module(f"tests.analysis.test_cues_{requirement}").CASES
    every = set(patterns())
    hidden = []
    for _, text in cases:
        for said in (text, text.lower()):
            known = words(said, beginnings(said.lower()))
            hidden += [one.regex.pattern[:60] for one in every if one.hopeless(known) and one.regex.search(said)]
    assert hidden == []


@pytest.mark.parametrize(
    ("source", "text", "hopeless"),
    [
        (r"\b(?:board|council) meets\b", "the board sits on friday", True),
        (r"\b(?:board|council) meets\b", "the board meets on friday", False),
        (r"\bq[1-4]\b", "by q3", False),
        (r"\bq[1-4]\b", "by march", True),
        (r"\b\d+ days\b", "in 14 days", False),
        (r"\b\d+ days\b", "in some days", True),
        (r"(?:the )?x?anything", "nothing of the kind", False),
    ],
)
def test_a_pattern_is_hopeless_where_a_needed_word_is_missing(source: str, text: str, hopeless: bool):
    assert Pattern(source).hopeless(words(text, beginnings(text))) is hopeless


def test_a_pattern_of_unknown_needs_is_always_tried():
    assert needs(r".*") == ()
    assert Pattern(r"[a-z]+").search(words("anything", beginnings("anything"))) is not None
