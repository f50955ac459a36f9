"""The lane timeline as a widget of its own: it runs without a store, and its pictures hold whatever is put into them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from journey_tui.domain.model import Kind, Lane, Origin, Segment, Side, Source
from journey_tui.domain.reading import GateState
from journey_tui.domain.timescale import ZOOMS, Zoom, cell_of, edges
from journey_tui.domain.views import TimelineRow, TouchpointView
from journey_tui.domain.views_lanes import BUYER_LANES, Spot
from journey_tui.widgets import lanes_paint as paint
from journey_tui.widgets import lanes_text, quotes
from journey_tui.widgets.format import Look
from journey_tui.widgets.lanes import Lanes
from journey_tui.widgets.lanes_example import NOW, ExampleApp, rows
from journey_tui.widgets.lanes_memory import MemoryLanes
from journey_tui.widgets.lanes_paint import Canvas, View
from journey_tui.widgets.lanes_rows import CLAIM, TRUTH, Stop, lines_for, rows_for

BERLIN = ZoneInfo("Europe/Berlin")
LOOKS = [Look(NOW, BERLIN), Look(NOW, BERLIN, plain=True)]
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31)).map(lambda at: at.replace(tzinfo=UTC))
NAMES = st.sampled_from(["Discovery", "Evaluation", "Value/Perception Analysis", "川崎精機", "Q", "Closed Won"])


def touchpoint(number: int, at: datetime, lane: Lane, *, machine: bool = False) -> TimelineRow:
    """Return a touchpoint of a lane."""
    return TimelineRow(f"t{number}", at, None, "UTC", Kind.EMAIL, lane, "A", Side.CUSTOMER, "in",
                       Origin.AUTOMATED if machine else Origin.HUMAN, "", "S", "", Source("mail", "f", str(number)))  # fmt: skip


@given(st.lists(st.tuples(MOMENTS, st.sampled_from(list(Lane)), st.booleans()), max_size=60), st.sampled_from(ZOOMS), MOMENTS,
       st.integers(20, 130), st.sampled_from([60, 80, 100, 140]))  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_every_touchpoint_is_painted_once_in_the_cell_of_its_moment(found, zoom, start, columns, width):
    everything = [touchpoint(n, at, lane, machine=machine) for n, (at, lane, machine) in enumerate(found)]
    memory = MemoryLanes(everything)
    view = View(zoom, cell_of(start, zoom, BERLIN), columns, BERLIN)
    window = memory.window(zoom, view.left, edges(view.left, columns, zoom, BERLIN))
    inside = [row for row in everything if view.shows(row.at)]
    assert sum(spot.count for spots in window.spots.values() for spot in spots.values()) == len(inside)
    for row in rows_for(memory.frame().lanes, width):
        if not row.lanes:
            continue
        spots = [window.spots[lane] for lane in row.lanes if lane in window.spots]
        canvas = paint.lane(view, spots, columns, LOOKS[0])
        mine = [one for one in inside if one.lane in row.lanes]
        assert {n for n, taken in enumerate(canvas.taken) if taken} == {view.column(one.at) for one in mine}
        for column in {view.column(one.at) for one in mine}:
            here = [one for one in mine if view.column(one.at) == column]
            if 1 < len(here) < 10:
                assert canvas.chars[column] in (str(len(here)), "⁰¹²³⁴⁵⁶⁷⁸⁹"[len(here)])


@given(st.lists(st.tuples(MOMENTS, NAMES), max_size=8), st.lists(MOMENTS, max_size=8), st.lists(st.tuples(MOMENTS, NAMES), max_size=8),
       st.sampled_from(ZOOMS), MOMENTS, st.integers(20, 130), st.sampled_from(LOOKS))  # fmt: skip
@settings(max_examples=120, deadline=None)
def test_nothing_on_the_lines_overlaps_or_leaves_the_window(stages, changes, moves, zoom, start, columns, look):
    view = View(zoom, cell_of(start, zoom, BERLIN), columns, BERLIN)
    now = view.column(NOW)
    crm = sorted([Stop("field", f"s{n}", at, CLAIM, "┤", "muted", name) for n, (at, name) in enumerate(stages)]
                 + [Stop("field", f"c{n}", at, CLAIM, "+", "accent") for n, at in enumerate(changes)], key=lambda stop: stop.at)  # fmt: skip
    truth = [*sorted((Stop("move", f"m{n}", at, TRUTH, "▣", "good", name) for n, (at, name) in enumerate(moves)), key=lambda one: one.at),
             *(Stop("gate", f"g{n}", NOW, TRUTH, look.gate(GateState.OPEN), "fair", name) for n, (_, name) in enumerate(moves))]  # fmt: skip
    pictures = [paint.claim(view, crm, now, look, "Proposal, since when is not recorded"), paint.ruler(view, look),
                paint.truth(view, truth, "Discovery", -5, now, look)]  # fmt: skip
    for canvas in pictures:
        paint.now_mark(canvas, now, look, past=False)
        assert len(canvas.chars) == columns
        assert sum(cell_len(char) for char in canvas.chars) == columns, "".join(canvas.chars)
    for stop in crm:
        if stop.label and stop.at <= NOW and view.shows(stop.at) and now >= 0:
            assert pictures[0].chars[view.column(stop.at)] == "┤"
    for stop in truth:
        if stop.kind == "move" and stop.at <= NOW and view.shows(stop.at):
            assert pictures[2].chars[view.column(stop.at)] != " "


@given(st.lists(st.tuples(MOMENTS, NAMES), max_size=10), st.integers(10, 130), st.sampled_from(ZOOMS))
@settings(max_examples=80, deadline=None)
def test_each_planned_step_has_a_column_of_its_own_behind_now(steps, columns, zoom):
    look = LOOKS[0]
    view = View(zoom, cell_of(NOW, zoom, BERLIN) - columns // 2, columns, BERLIN)
    stops = [Stop("step", f"p{n}", at, "champion", "▫", "fair", name) for n, (at, name) in enumerate(sorted(steps))]
    canvas, now = Canvas(columns), view.column(NOW)
    placed = paint.plans(canvas, view, stops, now, look)
    assert len({column for _, column in placed}) == len(placed)
    assert all(column > now for _, column in placed)
    assert all(canvas.chars[column] == "▫" for _, column in placed)


@pytest.mark.parametrize("height", range(8, 50))
@pytest.mark.parametrize("width", [60, 80, 100, 140])
def test_the_lines_fit_and_the_rule_stands_between_buyers_and_the_rest(height, width):
    found = rows_for(Lane, width)
    lines = lines_for(found, height)
    assert len(lines) <= height - 2
    keys = [row.key for row in found if row.key in lines]
    assert [line for line in lines if line in keys] == keys
    if "rule" in lines:
        above = [row for row in found if row.key in lines[: lines.index("rule")] and row.lanes]
        assert all(row.lanes <= BUYER_LANES for row in above)
    assert width >= 100 or [row.name for row in found] == ["CRM", "Truth", "Buyer", "Seller", "Partner", "Auto", "AI"]


def test_empty_lanes_collapse():
    assert [row.key for row in rows_for({Lane.SELLER, Lane.CHAMPION}, 140)] == [CLAIM, TRUTH, "champion", "seller"]


@pytest.mark.parametrize(
    ("count", "people", "glyph"), [(1, 1, "◆"), (1, 0, "◇"), (3, 1, "3"), (3, 0, "³"), (12, 12, "▒"), (40, 1, "▓"), (500, 9, "█")]
)
def test_people_and_machines_differ_without_colour(count, people, glyph):
    assert paint.spot_glyph(Spot(count, people, Kind.CALL), LOOKS[0])[0] == glyph
    plain = paint.spot_glyph(Spot(count, people, Kind.CALL), LOOKS[1])[0]
    assert plain.isascii()


async def test_the_example_runs_without_a_store():
    app = ExampleApp()
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.pause()
        lanes = app.screen.query_one(Lanes)
        newest = max(rows(), key=lambda row: row.at)
        assert lanes.stop.id == newest.id
        await pilot.press("left", "left", "k", "j")
        await pilot.pause()
        before = lanes.stop.key
        await pilot.press("plus", "plus", "minus", "minus")
        await pilot.pause()
        assert lanes.stop.key == before
        zooms = set()
        for _ in ZOOMS:
            await pilot.press("minus")
            zooms.add(lanes.view.zoom)
        assert Zoom.YEAR in zooms
        await pilot.press("0")
        assert lanes.view.shows(min(row.at for row in rows()))
        assert lanes.view.shows(NOW + timedelta(days=4))


@pytest.mark.parametrize("height", range(1, 14))
@pytest.mark.parametrize("quoted", [0, 5, 19])
def test_the_text_of_a_touchpoint_fits_its_lines_and_shows_the_first_quote(height, quoted):
    lines = [(("   ", "text"), (f"line {at}", "hit" if at == quoted else "text")) for at in range(20)]
    shown = lanes_text._window(lines, height, LOOKS[0])
    assert 0 < len(shown) <= height
    assert lines[quoted] in shown


@pytest.mark.parametrize(("locator", "told"), [("00:00:04.000", "0:04"), ("00:12:00,120", "12:00"), ("01:02:08.1", "1:02:08"),
                                               ("3:04", "3:04"), ("line 3", "line 3"), ("", "")])  # fmt: skip
def test_a_place_in_a_recording_is_told_as_people_say_it(locator, told):
    assert quotes.clock_of(locator) == told


def test_what_a_recorder_wrote_above_a_call_stands_in_the_reader_alone():
    text = "Meeting: Weekly\nStart: 2026-11-27T15:00:00+00:00\nParticipants: Ana, Ben\n\nAna\nI am in the van.\n"
    start = text.index("I am")
    row = replace(touchpoint(1, NOW, Lane.CHAMPION), kind=Kind.CALL)
    view = TouchpointView(row, text, (Segment(start, len(text), "Ana", locator="00:00:04.000"),), (), ())
    for head in (True, False):
        lines = ["".join(words for words, _ in line) for block in quotes.text_blocks(view, 80, head=head) for line in block.lines]
        assert [line.strip() for line in lines[-2:]] == ["Ana · 0:04", "I am in the van."]
        assert any("Participants" in line for line in lines) is head
