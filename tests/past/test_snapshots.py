"""How the past, a comparison, the preview, the forms of decisions and their log look, at three sizes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from journey_tui.app import JourneyApp
from journey_tui.screens import triage_preview
from journey_tui.workspace import Workspace
from tests import raw
from tests.stores import copied
from tests.stores import settle as settle_store
from tests.sync.conftest import bring
from tests.ui.driving import press, settle

DAY = datetime(2026, 11, 28, 12, tzinfo=UTC)
"""The day of the files and of the clock: pictures have dates in them."""
SIZES = [(80, 24), (100, 30), (140, 45)]
PAST = ("at", "2")
LISTED = {"past_triage": PAST, "past_day": ("at",)}
ON_A_DEAL = {
    "past_story": PAST,
    "past_by_event": ("left_square_bracket", "left_square_bracket"),
    "past_health": ("2", *PAST),
    "past_truth": ("3", *PAST, "right_curly_bracket"),
    "compare": (*PAST, "equals_sign"),
    "form_gate": ("3", "right_curly_bracket", "o"),
    "form_requirement": ("2", "o"),
    "form_reject": ("x",),
    "form_day": ("s",),
    "form_step": ("4", "i"),
}


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def size(request: pytest.FixtureRequest) -> Any:
    return request.param


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store whose files end on the day, to be copied."""
    path = tmp_path_factory.mktemp("day") / "own" / "journey.db"
    bring(path, raw.write_all(tmp_path_factory.mktemp("raw"), DAY), now=DAY)
    return settle_store(path)


@pytest.fixture
def workspace(tmp_path: Path, filled: Path, tiny_rules: None) -> Workspace:
    return Workspace(copied(filled, tmp_path), now=DAY, person="dana")


@pytest.fixture
def make_app(workspace: Workspace) -> Callable[..., JourneyApp]:
    def make(**options: Any) -> JourneyApp:
        return JourneyApp(workspace, clock=lambda: DAY, zone=UTC, **options)

    return make


@pytest.fixture(autouse=True)
def nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("journey_tui.doors.measures.are_on", lambda config: False)


@pytest.mark.parametrize("place", LISTED)
def test_list(snap_compare: Any, make_app: Any, size: Any, place: str) -> None:
    async def before(pilot: Any) -> None:
        await settle(pilot)
        await press(pilot, *LISTED[place])

    assert snap_compare(make_app(), terminal_size=size, run_before=before)


@pytest.mark.parametrize("place", ON_A_DEAL)
def test_deal(snap_compare: Any, make_app: Any, workspace: Workspace, size: Any, place: str) -> None:
    async def before(pilot: Any) -> None:
        await settle(pilot)
        await press(pilot, *ON_A_DEAL[place])

    app = make_app(deal=workspace.find(raw.DEAL)[0].deal_id)
    assert snap_compare(app, terminal_size=size, run_before=before)


def test_preview(snap_compare: Any, make_app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(triage_preview, "RESTS_S", 0.01)

    async def before(pilot: Any) -> None:
        await settle(pilot)
        await press(pilot, "p", "j")
        await settle(pilot)

    assert snap_compare(make_app(), terminal_size=(140, 45), run_before=before)


def test_log(snap_compare: Any, make_app: Any, workspace: Workspace, size: Any) -> None:
    deal = workspace.find(raw.DEAL)[0].deal_id
    quote = next(one for one in workspace.deal(deal).evidence if one.requirement == "pain")
    workspace.decide("confirm", quote.id, deal_id=deal)
    workspace.decide(
        "override", f"{deal}|requirement|pain", deal_id=deal, value="Supported", reason="told_me", note="on the phone"
    )
    workspace.decide("override", f"{deal}|requirement|pain", deal_id=deal, value="Unknown", reason="told_me")
    workspace.undo()

    async def before(pilot: Any) -> None:
        await settle(pilot)
        await pilot.app.screen.run_action("decision_log")
        await settle(pilot)

    assert snap_compare(make_app(deal=deal), terminal_size=size, run_before=before)
