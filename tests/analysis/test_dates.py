"""Dates in English text: what each form means from a Wednesday, and that nothing raises."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journey_tui.analysis.dates import find_dates

SAID = datetime(2026, 11, 4, 10, 0, tzinfo=UTC)

SINGLE = [
    ("16 November", "2026-11-16", "day", "exact"),
    ("Nov 16th", "2026-11-16", "day", "exact"),
    ("November 16, 2027", "2027-11-16", "day", "exact"),
    ("the 16th of November", "2026-11-16", "day", "exact"),
    ("Friday 4 December", "2026-12-04", "day", "exact"),
    ("on Friday, December 4th", "2026-12-04", "day", "exact"),
    ("3 December 2025", "2025-12-03", "day", "exact"),
    ("16. November", "2026-11-16", "day", "exact"),
    ("2026-12-18", "2026-12-18", "day", "exact"),
    ("18.12.2026", "2026-12-18", "day", "exact"),
    ("16/11", "2026-11-16", "day", "exact"),
    ("11/16/2026", "2026-11-16", "day", "exact"),
    ("by 5/12", "2026-12-05", "day", "assumed"),
    ("05/12/2026", "2026-12-05", "day", "assumed"),
    ("Monday", "2026-11-09", "day", "relative"),
    ("next Tuesday", "2026-11-10", "day", "assumed"),
    ("this Friday", "2026-11-06", "day", "relative"),
    ("on Tuesday week", "2026-11-17", "day", "relative"),
    ("in on the ninth.", "2026-11-09", "day", "relative"),
    ("by the 3rd", "2026-12-03", "day", "relative"),
    ("by the twenty-first", "2026-11-21", "day", "relative"),
    ("tomorrow", "2026-11-05", "day", "relative"),
    ("the day after tomorrow", "2026-11-06", "day", "relative"),
    ("this afternoon", "2026-11-04", "day", "relative"),
    ("by EOD", "2026-11-04", "day", "relative"),
    ("end of the week", "2026-11-06", "week", "relative"),
    ("by month end", "2026-11-30", "month", "relative"),
    ("by EOM", "2026-11-30", "month", "relative"),
    ("the end of June", "2027-06-30", "month", "relative"),
    ("end of next month", "2026-12-31", "month", "relative"),
    ("year end", "2026-12-31", "year", "relative"),
    ("the end of the calendar year", "2026-12-31", "year", "relative"),
    ("early next year", "2027-01-01", "quarter", "relative"),
    ("next quarter", "2027-01-01", "quarter", "relative"),
    ("Q1", "2027-01-01", "quarter", "assumed"),
    ("Q4", "2026-10-01", "quarter", "assumed"),
    ("Q3 2027", "2027-07-01", "quarter", "assumed"),
    ("end of Q1", "2027-03-31", "quarter", "assumed"),
    ("the first quarter", "2027-01-01", "quarter", "assumed"),
    ("mid-March", "2027-03-15", "week", "relative"),
    ("late January", "2027-01-24", "week", "relative"),
    ("in March", "2027-03-01", "month", "relative"),
    ("March 2028", "2028-03-01", "month", "exact"),
    ("next week", "2026-11-09", "week", "relative"),
    ("the week after next", "2026-11-16", "week", "relative"),
    ("in two weeks", "2026-11-18", "week", "relative"),
    ("in 3 days", "2026-11-07", "day", "relative"),
    ("five working days from now", "2026-11-11", "day", "relative"),
    ("in a couple of months", "2027-01-04", "month", "relative"),
    ("week of 7 December", "2026-12-07", "week", "exact"),
    ("w/c 8 Dec", "2026-12-07", "week", "exact"),
    ("first week of November", "2026-11-02", "week", "relative"),
    ("the last week of November", "2026-11-23", "week", "relative"),
    ("the last weekend of November", "2026-11-28", "day", "relative"),
    ("the second Tuesday of December", "2026-12-08", "day", "relative"),
    ("before Christmas", "2026-12-25", "day", "assumed"),
    ("by Easter", "2027-03-28", "day", "assumed"),
    ("by Thanksgiving", "2026-11-26", "day", "assumed"),
    ("in 2028", "2028-01-01", "year", "exact"),
    ("from 15 March", "2027-03-15", "day", "exact"),
]


@pytest.mark.parametrize(("text", "day", "precision", "kind"), SINGLE, ids=[one[0] for one in SINGLE])
def test_one_date(text: str, day: str, precision: str, kind: str) -> None:
    found = find_dates(f"We need it {text}", SAID)
    assert [(one.date.isoformat(), one.precision, one.kind) for one in found] == [(day, precision, kind)]
    assert f"We need it {text}"[found[0].start : found[0].end] == found[0].words


RANGES = [
    ("the 2nd to the 9th of November", "2026-11-02", "2026-11-09"),
    ("3-7 December", "2026-12-03", "2026-12-07"),
    ("December 3–7", "2026-12-03", "2026-12-07"),
    ("from 2 Dec to 18 Dec", "2026-12-02", "2026-12-18"),
    ("between 24 December and 3 January", "2026-12-24", "2027-01-03"),
    ("from Monday to Thursday", "2026-11-09", "2026-11-12"),
    ("from Thursday until Tuesday", "2026-11-05", "2026-11-10"),
]


@pytest.mark.parametrize(("text", "first", "last"), RANGES)
def test_ranges_mark_their_end(text: str, first: str, last: str) -> None:
    found = find_dates(text, SAID)
    assert [(one.date.isoformat(), one.is_range_end) for one in found] == [(first, False), (last, True)]


@pytest.mark.parametrize(
    "text",
    [
        "the first half of the second point on the 4th floor", "24/7 support, a 50/50 split, 9/10 users", "May I ask? We may meet. March on!",
        "30 February and 31/11 and 99/99/2026", "£250k, 1.5 m, version 3.2.1", "picking errors fell by 31% in six weeks", "Jan and April said hello",
        "at first, in the second place", "every Monday and every second Thursday", "", "no dates here at all",
    ],
)  # fmt: skip
def test_no_dates(text: str) -> None:
    assert find_dates(text, SAID) == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("They started on Monday", "2026-11-02"), ("we met last Thursday", "2026-10-29"), ("We spoke on 28 October", "2026-10-28"),
        ("the plant was audited in March", "2026-03-01"), ("We sent it on 3 September", "2026-09-03"), ("He wanted to start on Monday", "2026-11-09"),
        ("we moved the demo to Monday", "2026-11-09"), ("It is planned for 3 September", "2027-09-03"), ("We've got the auditor on 3 December", "2026-12-03"),
        ("it happened yesterday", "2026-11-03"),
    ],
)  # fmt: skip
def test_the_tense_decides_the_year_and_the_week(text: str, day: str) -> None:
    assert find_dates(text, SAID)[0].date.isoformat() == day


def test_numbers_are_read_the_american_way_by_zone_or_by_what_else_is_written() -> None:
    assert find_dates("by 5/12/2026", SAID, zone="America/Chicago")[0].date == date(2026, 5, 12)
    assert find_dates("from 11/30/2026, latest by 5/12/2027", SAID)[1].date == date(2027, 5, 12)
    assert find_dates("by 5/12/2026", SAID, zone="Europe/London")[0].date == date(2026, 12, 5)


def test_a_weekday_decides_the_year_where_it_fits() -> None:
    assert find_dates("Friday 4 December", datetime(2027, 1, 10, tzinfo=UTC))[0].date == date(2026, 12, 4)


def test_the_zone_decides_what_today_is() -> None:
    late = datetime(2026, 11, 4, 23, 30, tzinfo=UTC)
    assert find_dates("tomorrow", late, zone="Asia/Tokyo")[0].date == date(2026, 11, 6)
    assert find_dates("tomorrow", late, zone="-05:00")[0].date == date(2026, 11, 5)
    assert find_dates("tomorrow", late, zone="No/Where")[0].date == date(2026, 11, 5)
    assert find_dates("tomorrow", late.replace(tzinfo=None))[0].date == date(2026, 11, 5)


def test_last_day_of_each_precision() -> None:
    words = "in March, in Q1, next week, in 2027, on Monday"
    assert [one.last_day.isoformat() for one in find_dates(words, SAID)] == [
        "2027-03-31",
        "2027-03-31",
        "2026-11-13",
        "2027-12-31",
        "2026-11-09",
    ]


WORDS = st.sampled_from("the 31 30 29 of to - – , . / 99 2nd first last next this end week month Q1 Q4 Feb February May Mon Monday in by until two 999 days "
                        "weeks years mid early Easter 2026 0 00 ' \n \t tomorrow w/c weekend a few from between and".split(" "))  # fmt: skip


@given(st.lists(WORDS, max_size=14), st.datetimes(min_value=datetime(1, 1, 1), max_value=datetime(9999, 12, 31)))
def test_never_raises_on_date_words(words: list[str], said: datetime) -> None:
    for one in find_dates(" ".join(words), said.replace(tzinfo=UTC)):
        assert 1990 <= one.date.year <= 2101
        assert one.start < one.end


@given(st.text(max_size=200), st.sampled_from(["UTC", "", "../etc", "+99:99", "Europe/Oslo", "\x00"]))
def test_never_raises_on_any_text(text: str, zone: str) -> None:
    found = find_dates(text, SAID, zone=zone)
    assert all(text[one.start : one.end] == one.words for one in found)


def test_a_long_text_takes_time_in_proportion() -> None:
    text = "We would like the pack by Friday 20 November, and the board meets on the 17th of December. " * 500
    found = find_dates(text, SAID)
    assert len(found) == 1000
    assert found[-1].date - found[0].date == timedelta(days=27)
