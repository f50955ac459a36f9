"""Cells of time: every instant lies in exactly one, whatever the zone, the season and the length of the month."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journey_tui.domain.timescale import (
    UNIT,
    ZOOMS,
    Zoom,
    cell_of,
    day_cell,
    edges,
    finer,
    first_cell,
    fitting,
    last_cell,
    local_start,
    middle_of,
    place_in,
    start_of,
    ticks,
)

ZONES = [
    None,
    UTC,
    *(
        ZoneInfo(name)
        for name in (
            "Europe/Berlin",
            "America/New_York",
            "Asia/Kathmandu",
            "Australia/Lord_Howe",
            "America/Havana",
            "Asia/Beirut",
            "Pacific/Apia",
            "Africa/Casablanca",
        )
    ),
]
ZOOM = st.sampled_from(ZOOMS)
ZONE = st.sampled_from(ZONES)
MOMENT = st.integers(-631152000, 4102444800).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


@given(MOMENT, ZOOM, ZONE)
def test_an_instant_lies_in_the_cell_that_its_edges_say(at, zoom, zone):
    cell = cell_of(at, zoom, zone)
    assert place_in(int(at.timestamp()), edges(cell - 5, 11, zoom, zone)) == 5


@given(MOMENT, ZOOM, ZONE, st.integers(1, 130), st.integers(-140, 10))
def test_every_instant_of_a_window_is_counted_once(at, zoom, zone, count, shift):
    starts = edges(cell_of(at, zoom, zone) + shift, count, zoom, zone)
    assert all(low <= high for low, high in pairwise(starts))
    inside = [low <= int(at.timestamp()) < high for low, high in pairwise(starts)]
    assert sum(inside) == (0 <= -shift < count)


@given(MOMENT, ZOOM, ZONE)
def test_cells_follow_the_order_of_time(at, zoom, zone):
    later = at + timedelta(seconds=1)
    assert cell_of(at, zoom, zone) <= cell_of(later, zoom, zone)


@given(MOMENT, ZOOM, ZONE)
def test_neighbouring_windows_meet(at, zoom, zone):
    cell = cell_of(at, zoom, zone)
    left, right = edges(cell - 64, 64, zoom, zone), edges(cell, 64, zoom, zone)
    assert left[-1] == right[0]


@pytest.mark.parametrize("zone", ZONES, ids=str)
@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 6, 1), 24)])
def test_a_day_of_23_or_25_hours_has_twelve_cells(zone, day, hours):
    first = day_cell(day, Zoom.DAY) - 6
    starts = edges(first, 12, Zoom.DAY, zone)
    assert local_start(first, Zoom.DAY) == datetime.combine(day, datetime.min.time())
    if str(zone) == "Europe/Berlin":
        assert starts[-1] - starts[0] == hours * 3600


@pytest.mark.parametrize(("year", "month", "days"), [(2026, 2, 28), (2028, 2, 29), (2026, 4, 30), (2026, 12, 31)])
def test_a_month_has_fifteen_cells_whatever_its_length(year, month, days):
    first = day_cell(date(year, month, 1), Zoom.MONTH)
    starts = edges(first, 15, Zoom.MONTH, UTC)
    lengths = [(high - low) // 86400 for low, high in pairwise(starts)]
    assert sum(lengths) == days
    assert lengths[:14] == [2] * 14
    assert datetime.fromtimestamp(starts[-1], UTC).day == 1


def test_midnight_begins_the_new_day():
    berlin = ZoneInfo("Europe/Berlin")
    midnight = datetime(2026, 11, 30, 23, 0, tzinfo=UTC)
    before = midnight - timedelta(seconds=1)
    for zoom in ZOOMS:
        assert cell_of(midnight, zoom, berlin) == cell_of(before, zoom, berlin) + 1


@given(MOMENT, ZOOM)
def test_rulers_are_even(at, zoom):
    first = cell_of(at, zoom, UTC)
    marks = ticks(first, 200, zoom)
    assert {b[0] - a[0] for a, b in pairwise(marks)} <= {UNIT[zoom]}
    assert all(first <= cell < first + 200 for cell, _ in marks)
    assert all(local_start(cell, zoom).date() == day for cell, day in marks)


@given(MOMENT, MOMENT, st.integers(20, 130), ZONE)
def test_fit_holds_both_ends_at_the_finest_zoom_that_does(one, other, columns, zone):
    first, last = sorted((one, other))
    zoom = fitting(first, last, columns, zone)
    size = cell_of(last, zoom, zone) - cell_of(first, zoom, zone)
    assert size < columns or zoom is Zoom.YEAR
    if (more := finer(zoom)) is not zoom:
        assert cell_of(last, more, zone) - cell_of(first, more, zone) >= columns


@pytest.mark.parametrize("zoom", ZOOMS)
def test_the_far_past_and_future_lie_at_the_ends(zoom):
    ends = [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)]
    assert [cell_of(at, zoom, None) for at in ends] == [first_cell(zoom), last_cell(zoom)]
    assert start_of(first_cell(zoom) - 100, zoom, UTC) == start_of(first_cell(zoom), zoom, UTC)


@given(MOMENT, ZOOM, ZONE)
def test_the_middle_of_a_cell_lies_in_it(at, zoom, zone):
    cell = cell_of(at, zoom, zone)
    assert cell_of(middle_of(cell, zoom, zone), zoom, zone) == cell
