"""The lane timeline from the store: counts agree with the plain list in every window, neighbours with the order of time."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from journey_tui.domain.model import Lane
from journey_tui.domain.timescale import ZOOMS, Zoom, cell_of, edges
from journey_tui.workspace import DealNotFound, Workspace
from tests import raw

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def workspace(store: Path) -> Workspace:
    return Workspace(store, now=raw.NOON)


@pytest.fixture
def deal_id(workspace: Workspace) -> str:
    return workspace.find(raw.DEAL)[0].deal_id


@pytest.mark.parametrize("zoom", ZOOMS)
@pytest.mark.parametrize("origin", ["all", "human", "automated"])
@pytest.mark.parametrize("as_of", [None, raw.ago(20)], ids=["now", "then"])
def test_a_window_counts_what_the_list_has(
    workspace: Workspace, deal_id: str, zoom: Zoom, origin: str, as_of: datetime | None
) -> None:
    rows = workspace.timeline(deal_id, origin=origin, as_of=as_of, limit=1000)
    first = cell_of(raw.ago(60), zoom, BERLIN)
    starts = edges(first, cell_of(raw.ago(-20), zoom, BERLIN) - first + 1, zoom, BERLIN)
    window = workspace.lane_index(deal_id, origin=origin, as_of=as_of).window(zoom, first, starts)
    expected: dict[tuple[Lane, int], int] = {}
    for row in rows:
        key = (row.lane, cell_of(row.at, zoom, BERLIN))
        expected[key] = expected.get(key, 0) + 1
    assert {(lane, cell): spot.count for lane, spots in window.spots.items() for cell, spot in spots.items()} == expected
    alone = {(row.lane, cell_of(row.at, zoom, BERLIN)): row for row in rows}
    for lane, spots in window.spots.items():
        for cell, spot in spots.items():
            if spot.count == 1:
                row = alone[lane, cell]
                assert (spot.kind, spot.people == 0) == (row.kind, row.origin.value == "automated")


def test_the_frame_has_the_span_the_lanes_and_the_crm_history(workspace: Workspace, deal_id: str) -> None:
    frame, rows = workspace.lane_frame(deal_id), workspace.timeline(deal_id, limit=1000, newest_first=False)
    assert (frame.first, frame.last, frame.total) == (rows[0].at, rows[-1].at, len(rows))
    assert set(frame.lanes) == {row.lane for row in rows}
    assert [lane for lane in Lane if lane in frame.lanes] == list(frame.lanes)
    assert any(change.field == "stage" for change in frame.changes)
    then = workspace.lane_frame(deal_id, as_of=raw.ago(30))
    assert then.total < frame.total
    assert all(change.at <= raw.ago(30) for change in then.changes)
    with pytest.raises(DealNotFound):
        workspace.lane_frame("nothing")


def test_the_lanes_of_the_newest_come_first_where_there_are_very_many(
    workspace: Workspace, deal_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame = workspace.lane_frame(deal_id)
    assert frame.counted
    assert workspace.lane_frame(deal_id, whole=False) == frame
    monkeypatch.setattr("journey_tui.doors.timeline.SAMPLE", 2)
    newest = workspace.timeline(deal_id, limit=2)
    begun = workspace.lane_frame(deal_id, whole=False)
    assert (begun.counted, set(begun.lanes), begun.total) == (False, {row.lane for row in newest}, 2)
    assert (begun.first, begun.last, begun.changes) == (frame.first, frame.last, frame.changes)
    assert workspace.lane_frame(deal_id) == frame


def test_items_stand_around_a_touchpoint_in_order_of_time(workspace: Workspace, deal_id: str) -> None:
    rows = workspace.timeline(deal_id, limit=1000, newest_first=False)
    middle = rows[len(rows) // 2]
    around = workspace.lane_items(deal_id, middle.at, touchpoint_id=middle.id, before=2, after=2)
    assert [row.id for row in around.rows] == [row.id for row in rows[len(rows) // 2 - 2 : len(rows) // 2 + 3]]
    assert (around.starts, around.ends) == (False, False)
    whole = workspace.lane_items(deal_id, middle.at, touchpoint_id=middle.id)
    assert [row.id for row in whole.rows] == [row.id for row in rows]
    assert (whole.starts, whole.ends) == (True, True)
    for lane in {row.lane for row in rows}:
        mine = workspace.lane_items(deal_id, middle.at, lanes=frozenset({lane}))
        assert [row.id for row in mine.rows] == [row.id for row in rows if row.lane is lane]


def test_the_next_person_skips_machines(workspace: Workspace, deal_id: str) -> None:
    people = workspace.timeline(deal_id, origin="human", limit=1000, newest_first=False)
    walked, at, last = [], raw.ago(100), ""
    while (row := workspace.human_near(deal_id, at, touchpoint_id=last)) is not None:
        walked.append(row.id)
        at, last = row.at, row.id
    assert walked == [row.id for row in people]
    back = workspace.human_near(deal_id, at, touchpoint_id=last, step=-1)
    assert back is not None
    assert back.id == people[-2].id


def test_hits_go_round_the_end(workspace: Workspace, deal_id: str) -> None:
    ids = [row.id for row in workspace.timeline(deal_id, limit=1000, newest_first=False)]
    found, at, last = [], raw.ago(100), ""
    for _ in range(3):
        hit = workspace.lane_hits(deal_id, "Janet", at, touchpoint_id=last)
        assert hit.row is not None
        found.append(hit.row.id)
        at, last = hit.row.at, hit.row.id
    assert found[0] == found[-1] or hit.total > 2
    assert sorted(dict.fromkeys(found), key=ids.index) == list(dict.fromkeys(found))
    assert len(hit.marks) == hit.total
    same = workspace.lane_hits(deal_id, "Janet", at, touchpoint_id=last, here=True)
    assert same.row is not None
    assert same.row.id == last
    assert workspace.lane_hits(deal_id, "zeppelin", at).row is None
    assert workspace.lane_hits(deal_id, "!?", at).row is None


def test_very_many_hits_are_gone_through_one_by_one(workspace: Workspace, deal_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    few = [workspace.lane_hits(deal_id, "the", raw.ago(days), step=step) for days in (60, 20, -30) for step in (1, -1)]
    nearest = workspace.lane_hits(deal_id, "the", raw.ago(20), here=True)
    rows = [row for row in workspace.timeline(deal_id, limit=999) if row.id in {hit.row.id for hit in few if hit.row}]
    assert nearest.row is not None
    assert abs(nearest.row.at - raw.ago(20)) <= min(abs(row.at - raw.ago(20)) for row in rows)
    monkeypatch.setattr("journey_tui.data.timeline_items.MANY_HITS", 1)
    many = [workspace.lane_hits(deal_id, "the", raw.ago(days), step=step) for days in (60, 20, -30) for step in (1, -1)]
    assert [hit.row for hit in many] == [hit.row for hit in few]
    assert all(hit.number == 0 for hit in many)


def test_whose_lane_a_person_is_in_is_read_with_the_index(store: Path, tiny_rules: None) -> None:
    workspace = Workspace(store)
    deal_id = workspace.find(raw.DEAL)[0].deal_id
    one = workspace.lane_index(deal_id)
    janet = next(person for person in workspace.deal(deal_id).reading.people if person.name == "Janet Boyle")
    workspace.decide("role", f"{deal_id}|person|{janet.key}", deal_id=deal_id, value=Lane.USERS_TECHNICAL.value)
    other = workspace.lane_index(deal_id)
    assert one.lanes != other.lanes
    assert len(one) == len(other) == len(workspace.timeline(deal_id, limit=1000))
