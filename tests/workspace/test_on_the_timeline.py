"""What the workspace makes stands on the timeline: steps of mutual action plans as planned, drafts in the lane of AI, waivers dashed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from journey_tui.data.sqlite import open_writer
from journey_tui.domain.model import Lane
from journey_tui.widgets.lanes import Lanes
from journey_tui.workspace import Workspace
from tests.ui.driving import press, settle, shown
from tests.workspace.conftest import NOW, TODAY

PLAN = f"""# Plan

| by | step | owner | side | done |
| --- | --- | --- | --- | --- |
| {TODAY + timedelta(days=6):%Y-%m-%d} | Walk the data room together | Nobody Known | theirs | no |
| {TODAY + timedelta(days=9):%Y-%m-%d} | Send the order form | hanna | ours | no |
| {TODAY - timedelta(days=2):%Y-%m-%d} | Name the legal contact | | theirs | no |
| {TODAY - timedelta(days=4):%Y-%m-%d} | Kick-off | hanna | ours | yes |
| date open | Signature | both | theirs | no |
"""


@pytest.fixture
def planned(workspace: Workspace, deal: str) -> str:
    """Return a plan with a step of each kind."""
    item = workspace.draft(deal, "plan")
    workspace.save_artifact(item.id, PLAN, base=item.head)
    return item.id


def lines_of(lanes: Lanes) -> dict[str, str]:
    """Return the lines of the picture by what stands on them."""
    return {what: "".join(text for text, _ in lanes.line(index)) for index, what in enumerate(lanes._plan) if what}


def test_the_frame_has_what_is_planned_and_written(workspace: Workspace, deal: str, planned: str) -> None:
    frame = workspace.lane_frame(deal)
    assert [(step.text, step.due) for step in frame.plans] == [
        ("Walk the data room together", TODAY + timedelta(days=6)), ("Send the order form", TODAY + timedelta(days=9)),
        ("Name the legal contact", TODAY - timedelta(days=2)),
    ]  # fmt: skip
    assert [(one.artifact_id, one.number, one.author) for one in frame.drafts] == [(planned, 1, "template")]
    before = workspace.lane_frame(deal, as_of=NOW - timedelta(hours=1))
    assert (before.plans, before.drafts) == ((), ())


async def test_plans_and_drafts_stand_in_their_lanes_and_open(
    make_app: Any, workspace: Workspace, deal: str, planned: str
) -> None:
    app = make_app(workspace, deal=deal)
    async with app.run_test(size=(140, 45)) as pilot:
        await settle(pilot)
        await press(pilot, "3", "plus", "full_stop")
        lanes = app.screen.query_one(Lanes)
        by_kind: dict[str, list[Any]] = {}
        for stop in lanes.lines.stops:
            by_kind.setdefault(stop.kind, []).append(stop)
        assert {stop.label for stop in by_kind["plan"]} == {
            "Walk the data room together", "Send the order form", "Name the legal contact",
        }  # fmt: skip
        assert all(stop.at > lanes.look.now for stop in by_kind["plan"])
        assert [row.key for row in lanes.rows][-1] == Lane.AI.value
        picture = lines_of(lanes)
        assert "▫" in picture[Lane.AI.value]
        ours = picture[Lane.SELLER.value]
        assert "▫" in ours[lanes.label_width + lanes.now_column :]
        lanes.show_stop(next(stop for stop in by_kind["plan"] if stop.label == "Send the order form"))
        await settle(pilot)
        assert lanes.row_key == Lane.SELLER.value
        assert "Send the order form" in shown(app)
        assert "A mutual action plan says so" in shown(app)
        lanes.show_stop(by_kind["draft"][0])
        await settle(pilot)
        assert lanes.row_key == Lane.AI.value
        assert "Written by the template" in shown(app)


async def test_a_waiver_is_dashed_along_its_whole_validity(make_app: Any, workspace: Workspace, deal: str) -> None:
    gate = workspace.deal(deal).reading.lines.truth
    early = Workspace(workspace.store, person="hanna", now=NOW - timedelta(days=12))
    early.decide("waive", f"{deal}|gate|{gate}", deal_id=deal, reason="framework", expires=TODAY + timedelta(days=8))
    app = make_app(workspace, deal=deal)
    async with app.run_test(size=(140, 45)) as pilot:
        await settle(pilot)
        await press(pilot, "3", "full_stop")
        lanes = app.screen.query_one(Lanes)
        (waiver,) = lanes.frame.waivers
        line = lines_of(lanes)["truth"][lanes.label_width :]
        start, now, end = (lanes.view.column(at) for at in (waiver.at, lanes.look.now, waiver.until))
        reached = app.screen.view.reading.lines.truth_waived
        assert line[start] == "~"
        assert set(line[start + 1 : now]) <= set(f"╌ {reached}…")
        assert "╌" in line[start + 1 : now]
        assert "━" not in line[start:]
        assert "╌" not in line[end + 1 :].replace("╌╌", "")
        stop = next(one for one in lanes.lines.stops if one.kind == "waiver")
        lanes.show_stop(stop)
        await settle(pilot)
        assert f"{gate} gate waived by hanna" in shown(app)


async def test_a_cancelled_meeting_to_come_does_not_look_planned(make_app: Any, workspace: Workspace, deal: str) -> None:
    row = workspace.timeline(deal, limit=1)[0]
    at = int((NOW + timedelta(days=5)).timestamp())
    connection = open_writer(workspace.store)
    connection.execute("UPDATE touchpoint SET at=?, kind='meeting', status='cancelled' WHERE id=?", (at, row.id))
    connection.close()
    frame = workspace.lane_frame(deal)
    assert [moment.timestamp() for moments in frame.cancelled.values() for moment in moments] == [at]
    assert date.fromtimestamp(at) > TODAY
    app = make_app(workspace, deal=deal)
    async with app.run_test(size=(140, 45)) as pilot:
        await settle(pilot)
        await press(pilot, "3", "plus")
        lanes = app.screen.query_one(Lanes)
        found = next(one for one in frame.cancelled)
        lanes.center(frame.cancelled[found][0])
        await settle(pilot)
        column = lanes.label_width + lanes.view.column(frame.cancelled[found][0])
        assert lines_of(lanes)[lanes.row_of(found)][column] == "×"
