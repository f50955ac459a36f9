"""Text is measured and cut by cells, whatever the script."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from journey_tui.app import wants_ascii
from journey_tui.screens.dialogs import read_day
from journey_tui.widgets.format import Look, money
from journey_tui.widgets.ink import cut, cut_start, fit, sides, trim, width_of, wrap, wrap_runs

LOOK = Look(datetime(2026, 11, 23, 9, tzinfo=UTC), UTC)
texts = st.text(alphabet=st.one_of(st.characters(), st.sampled_from("漢字カナ👍 \n\t\x1b\u202e")), max_size=60)


@given(texts, st.integers(1, 40))
def test_cut_and_fit_never_exceed(text, width):
    assert cell_len(cut(text, width)) <= width
    assert cell_len(fit(text, width)) == width
    assert fit(text, width).isprintable()


@given(texts, st.integers(4, 40))
def test_wrap_keeps_the_width_and_prints(text, width):
    for line in wrap(text, width):
        assert cell_len(line) <= width
        assert line.isprintable()


@given(st.lists(st.tuples(texts, st.sampled_from(["text", "hit"])), max_size=5), st.integers(4, 40))
def test_wrapped_runs_keep_the_width(runs, width):
    for line, _ in wrap_runs(runs, width):
        assert width_of(line) <= width


@given(st.lists(st.tuples(st.text(alphabet="ab 漢", max_size=12), st.just("text")), max_size=5), st.integers(1, 30))
def test_trim_and_sides(line, width):
    assert width_of(trim(tuple(line), width)) <= width
    assert width_of(sides(tuple(line), (("end", "muted"),), width + 4)) == width + 4


@given(texts, st.integers(2, 40))
def test_cut_start_keeps_the_end(text, width):
    assert cell_len(cut_start(text, width)) <= width
    assert cut_start("/a/long/path/Account.csv", 12) == "…Account.csv"


def test_wrap_breaks_between_words():
    assert wrap("one two three", 8) == ["one two", "three"]
    assert wrap("", 8) == [""]
    assert wrap("a\n\nb", 8) == ["a", "", "b"]


def test_quote_keeps_its_full_stop():
    lines = wrap_runs([("so ", "text"), ("it is", "hit"), (". And", "text")], 40)
    assert lines == [
        (
            (
                ("so", "text"),
                (" ", "text"),
                ("it", "hit"),
                (" ", "hit"),
                ("is", "hit"),
                (".", "text"),
                (" ", "text"),
                ("And", "text"),
            ),
            {0, 1, 2},
        )
    ]


@pytest.mark.parametrize(
    ("day", "words"),
    [(date(2026, 11, 23), "today"), (date(2026, 11, 25), "Wed 25"), (date(2026, 11, 30), "30 Nov"), (date(2026, 11, 19), "19 Nov"),
     (date(2028, 1, 5), "Jan 2028"), (None, "")],
)  # fmt: skip
def test_due(day, words):
    assert LOOK.due(day) == words


@pytest.mark.parametrize(
    ("ago", "words"), [(timedelta(minutes=4), "4 m"), (timedelta(hours=3), "3 h"), (timedelta(days=4), "4 d"), (timedelta(days=-3), "in 3 d"),
                       (timedelta(weeks=20), "20 w")]
)  # fmt: skip
def test_ago(ago, words):
    assert LOOK.ago(LOOK.now - ago) == words


@pytest.mark.parametrize(
    ("amount", "currency", "short", "words"),
    [("184000", "USD", True, "$184k"), ("184000", "USD", False, "$184,000"), ("1260000", "EUR", True, "€1.3M"), ("320", "JPY", True, "320 JPY"),
     ("12.50", "GBP", False, "£12.50")],
)  # fmt: skip
def test_money(amount, currency, short, words):
    assert money(Decimal(amount), currency, short=short) == words
    assert money(None, currency) == ""


@pytest.mark.parametrize(
    ("words", "day"),
    [("2026-12-01", date(2026, 12, 1)), ("10 d", date(2026, 12, 3)), ("2w", date(2026, 12, 7)), ("fri", date(2026, 11, 27)),
     ("mon", date(2026, 11, 30)), ("soon", None), ("2026-13-01", None), ("", None)],
)  # fmt: skip
def test_read_day(words, day):
    assert read_day(words, LOOK.today) == day


@pytest.mark.parametrize(
    ("name", "plain"), [("C.UTF-8", False), ("de_DE.utf8", False), ("en_GB.ISO-8859-1", True), ("C", True), ("POSIX", True)]
)
def test_ascii_where_the_locale_is_not_utf8(monkeypatch, name, plain):
    monkeypatch.setenv("LC_ALL", name)
    assert wants_ascii() is plain
    monkeypatch.setenv("JOURNEY_ASCII", "1")
    assert wants_ascii()
