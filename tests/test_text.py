"""What passes the only door for untrusted text can reach a terminal."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journey_tui.text import clean, normalise, one_line, safe_url

HOSTILE = [
    "\x1b]52;c;ZXZpbA==\x07after",
    "\x1b]0;title\x1b\\after",
    "\x1b[31mafter\x1b[0m",
    "\x9b31mafter",
    "\x1bP1$r\x1b\\after",
    "a\u202efdp.exe",
    "zero\u200bwidth",
    "\x1b[?1049hafter",
    "bell\x07 back\x08space",
    "\ud800 half",
    "e" + "\u0301" * 200,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_controls_a_terminal_is_left(text: str) -> None:
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b-\u200f\ud800-\udfff]", clean(text))


def test_the_words_around_a_sequence_stay() -> None:
    assert clean("before \x1b]8;;https://evil.example\x07link\x1b]8;;\x07 after") == "before link after"


def test_line_ends_become_one_kind_and_stacked_marks_stop() -> None:
    assert clean("a\r\nb\rc\td") == "a\nb\nc\td"
    assert len(clean("e" + "\u0301" * 200)) <= 5


@given(st.text(max_size=300))
def test_clean_is_stable_and_never_raises(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert all(unicodedata.category(ch) != "Cc" or ch in "\n\t" for ch in once)


@given(st.text(max_size=200))
def test_one_line_is_one_line(text: str) -> None:
    assert "\n" not in one_line(text)
    assert len(one_line(text, limit=20)) <= 20


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("https://example.com/a?b=c", True),
        ("mailto:ana@example.com", True),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("https://user:pw@example.com/", False),
        ("https://exa\u202emple.com", False),
        ("https://ex ample.com", False),
        ("https://\u0435xample.com", False),
        ("https://[broken", False),
    ],
)
def test_only_plain_addresses_are_links(url: str, good: bool) -> None:
    assert (safe_url(url) == url) is good


def test_quotes_are_compared_by_their_words() -> None:
    assert normalise("It\u2019s  \u201cdone\u201d \n by\u00a0May") == normalise('It\'s "done" by May')
