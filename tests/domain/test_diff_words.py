"""Which words of a line went and which came; a line in quite other words is set apart as a whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journey_tui.domain.diff import changed_words, hunks, with_hunks


@pytest.mark.parametrize(
    ("old", "new", "gone", "came"),
    [
        ("Hello Priya, thank you", "Good morning Priya, thank you", ["Hello"], ["Good", "morning"]),
        ("We sign in May", "We sign in May", [], []),
        ("We will sign in May", "We sign in May", ["will"], []),
        ("Kind regards", "Something else altogether here", [], []),
        ("", "New", [], []),
    ],
)
def test_words_that_went_and_came(old, new, gone, came):
    before, after = changed_words(old, new)
    assert [old.split()[n] for n in sorted(before)] == gone
    assert [new.split()[n] for n in sorted(after)] == came


@given(st.text(alphabet="ab \n", max_size=60), st.text(alphabet="ab \n", max_size=60))
def test_what_stays_is_the_same_on_both_sides(old, new):
    before, after = changed_words(old, new)
    if before or after:
        kept = [w for n, w in enumerate(old.split()) if n not in before]
        assert kept == [w for n, w in enumerate(new.split()) if n not in after]
    parts = hunks(old, new)
    assert with_hunks(old, parts, range(len(parts))) == new


def test_what_only_goes_says_behind_what():
    (one,) = hunks("First line\n\nA line too many\nLast", "First line\n\nLast")
    assert one.behind == "First line"
