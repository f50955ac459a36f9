"""As of a moment is what a store would tell that only ever got what there was by then."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from journey_tui.cli import show as shapes
from journey_tui.workspace import Workspace
from tests import raw
from tests.sync.conftest import bring

MOMENTS = (raw.ago(36), raw.ago(29.5), raw.ago(18), raw.ago(10), raw.ago(1))
OF_THE_IMPORT = {"sources", "since_you_looked"}


def _told(workspace: Workspace, moment: datetime | None) -> dict[str, Any]:
    deal_id = workspace.find(raw.DEAL)[0].deal_id
    shape = shapes.deal(workspace.deal(deal_id, as_of=moment))
    # The export of that week is another file, in which the deal's row reads differently and stands elsewhere.
    del shape["deal"]["source"]
    return _without_files({k: v for k, v in shape.items() if k not in OF_THE_IMPORT})


def _without_files(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _without_files(v) for k, v in value.items() if k not in ("file", "locator", "hash")}
    return [_without_files(item) for item in value] if isinstance(value, list) else value


def _rows(workspace: Workspace, moment: datetime | None) -> list[dict[str, Any]]:
    deal_id = workspace.find(raw.DEAL)[0].deal_id
    return [_without_files(shapes.touchpoint(row)) for row in workspace.timeline(deal_id, as_of=moment, limit=1000)]


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda m: f"{(raw.NOON - m).days} days ago")
def test_the_past_is_told_as_it_was(tmp_path: Path, store: Path, moment: datetime) -> None:
    then = tmp_path / "then" / "journey.db"
    bring(then, raw.write_all(tmp_path / "raw", until=moment), now=moment)
    known = Workspace(then, now=moment)
    later = Workspace(store, now=raw.NOON)
    assert _told(later, moment) == _told(known, None)
    assert _rows(later, moment) == _rows(known, None)


def test_a_meeting_is_known_from_its_invitation(store: Path) -> None:
    workspace = Workspace(store, now=raw.NOON)
    deal_id = workspace.find(raw.DEAL)[0].deal_id
    subjects = [[r.subject for r in workspace.timeline(deal_id, as_of=raw.ago(days), limit=99)] for days in (22, 20)]
    assert ["Board preparation" in found for found in subjects] == [False, True]


def test_decisions_count_from_when_they_were_made(store: Path, tiny_rules: None) -> None:
    workspace = Workspace(store, now=raw.NOON)
    deal_id = workspace.find(raw.DEAL)[0].deal_id
    item = next(e for e in workspace.deal(deal_id).evidence if e.requirement == "pain")
    workspace.decide("confirm", item.id, deal_id=deal_id)
    now, before = (workspace.deal(deal_id, as_of=m).evidence for m in (None, raw.ago(2)))
    assert [e.confirmed_at is not None for e in now if e.id == item.id] == [True]
    assert [e.confirmed_at is not None for e in before if e.id == item.id] == [False]


def test_before_everything_the_deal_says_so_in_a_sentence(store: Path) -> None:
    workspace = Workspace(store, now=raw.NOON)
    view = workspace.deal(workspace.find(raw.DEAL)[0].deal_id, as_of=raw.ago(400))
    assert view.evidence == ()
    assert len(view.reading.claims) >= 1
    assert view.deal.stage == ""


@pytest.mark.parametrize("origin", ["human", "automated"])
def test_the_origin_filter_leaves_status_bands_gates_and_lines_alone(store: Path, origin: str) -> None:
    workspace = Workspace(store, now=raw.NOON)
    deal_id = workspace.find(raw.DEAL)[0].deal_id
    everything, some = (shapes.deal(workspace.deal(deal_id, origin=o)) for o in ("all", origin))
    may_follow = {"signals", "people", "counts", "actions", "snapshot", "headline"}
    assert {k for k in everything if everything[k] != some[k]} <= may_follow
    claims = [[(c["slot"], c["band"], c["evidence"]) for c in shape["snapshot"]["claims"]] for shape in (everything, some)]
    assert claims[0] == claims[1]
    rows = workspace.timeline(deal_id, origin=origin, limit=99)
    assert {row.origin.value == "automated" for row in rows} <= {origin == "automated"}
