"""Moments as people type them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journey_tui.domain.moments import end_of_day, read_moment

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)  # a Wednesday
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("yesterday", date(2026, 11, 24)), ("3 d", date(2026, 11, 22)), ("2w", date(2026, 11, 11)), ("2 weeks ago", date(2026, 11, 11)),
        ("a week ago", date(2026, 11, 18)), ("last week", date(2026, 11, 18)), ("fri", date(2026, 11, 20)), ("wed", date(2026, 11, 18)),
        ("last Tuesday", date(2026, 11, 24)), ("10 nov", date(2026, 11, 10)), ("Nov 10", date(2026, 11, 10)),
        ("november 10, 2025", date(2025, 11, 10)), ("30 nov", date(2025, 11, 30)), ("10.11.", date(2026, 11, 10)),
        ("10.11.2024", date(2024, 11, 10)), ("2026-11-10", date(2026, 11, 10)), ("today", date(2026, 11, 25)),
    ],
)  # fmt: skip
def test_a_day_is_meant_to_its_end_where_the_person_is(words: str, day: date) -> None:
    assert read_moment(words, NOW, UTC) == datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=UTC)
    assert read_moment(words, NOW, BERLIN) == datetime(day.year, day.month, day.day, 22, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize("words", ["10 nov 14:30", "2026-11-10 14:30", "2026-11-10T14:30", "Nov 10, 14:30"])
def test_a_clock_time_is_exact(words: str) -> None:
    assert read_moment(words, NOW, BERLIN) == datetime(2026, 11, 10, 13, 30, tzinfo=UTC)


def test_an_instant_with_a_zone_needs_none() -> None:
    assert read_moment("2026-11-10T14:30:00Z", NOW, BERLIN) == datetime(2026, 11, 10, 14, 30, tzinfo=UTC)


@pytest.mark.parametrize("words", ["", "soon", "31 feb", "99 q", "10 nov 25:00", "friends", "99999 d", "9999 m", "4000-13-01"])
def test_anything_else_is_no_moment(words: str) -> None:
    assert read_moment(words, NOW, UTC) is None


@given(st.text(max_size=20))
def test_no_words_break_it(words: str) -> None:
    found = read_moment(words, NOW, BERLIN)
    assert found is None or found.tzinfo is UTC


@given(st.dates(date(1990, 1, 1), date(2026, 11, 24)))
def test_every_written_day_is_read_back(day: date) -> None:
    for words in (day.isoformat(), f"{day:%d.%m.%Y}", f"{day.day} {day:%b} {day.year}"):
        found = read_moment(words, NOW, BERLIN)
        assert found == end_of_day(day, BERLIN)
        assert found.astimezone(BERLIN).date() == day
        assert (found + timedelta(seconds=1)).astimezone(BERLIN).date() == day + timedelta(days=1)
