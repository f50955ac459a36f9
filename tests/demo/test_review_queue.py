"""The demo's review queue, cleared by keyboard: what each update changes is seen before it is decided, one or two keys each."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from journey_tui.app import JourneyApp
from journey_tui.cli.run import build_demo
from journey_tui.data.reader import load_facts
from journey_tui.data.sqlite import open_reader
from journey_tui.domain import channel_effects as effects
from journey_tui.domain.compose import read_deal
from journey_tui.screens.review import ReviewPlace
from journey_tui.sync.channels import with_change
from journey_tui.workspace import Workspace
from tests.ui.driving import press, settle, shown

KEYS = {0: ("a",), 1: ("i", "enter"), 2: ("x", "1"), 3: ("s",), 4: ("a",)}
"""What the reviewer presses, in turn: approve, edit and approve, reject with a reason, defer."""
VERDICTS = {("a",): "approved", ("i", "enter"): "approved", ("x", "1"): "rejected", ("s",): "deferred"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo-review") / "demo" / "journey.db"
    build_demo(path, date.today())
    return path


@pytest.fixture
def store(built: Path, tmp_path: Path) -> Path:
    """Return a store of one's own."""
    (tmp_path / "own").mkdir(mode=0o700)
    shutil.copy2(built, tmp_path / "own" / "journey.db")
    return tmp_path / "own" / "journey.db"


def test_fifty_mixed_updates_wait_from_rules_and_people(store: Path) -> None:
    rows = Workspace(store).updates().rows
    assert len(rows) >= 50
    assert {row.kind for row in rows} >= {
        "objection",
        "proof_point",
        "message",
        "title",
        "role",
        "requirement",
        "verify",
        "record",
    }
    people = {row.proposer for row in rows if row.by_person}
    assert len(people) >= 4
    assert len({row.channel for row in rows}) == 3
    assert all(row.why for row in rows)


def test_price_and_the_like_are_never_among_what_rules_propose(store: Path) -> None:
    from journey_tui.domain.channel_changes import kept_for_people, said

    workspace = Workspace(store)
    for row in workspace.updates(state="all").rows:
        if not row.by_person and row.kind not in ("verify", "statistic", "requirement", "role"):
            assert kept_for_people(said(row.change.after)) == "", row.title


@pytest.mark.parametrize("size", [(80, 24)], ids=["80x24"])
async def test_a_reviewer_clears_fifty_by_keyboard_and_sees_what_each_changes(
    store: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    workspace = Workspace(store)
    app = JourneyApp(workspace, clock=lambda: datetime.now(UTC), zone=UTC)
    pressed = 0
    wanted: dict[str, str] = {}
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "R")
        place = app.screen
        assert isinstance(place, ReviewPlace)
        waiting = len(place.rows)
        assert waiting >= 50
        for number in range(waiting):
            row = place.row
            assert row is not None
            assert row.id not in wanted, "the next one is under the cursor"
            words = place.opened[row.id].effects.words
            told = " ".join(shown(app).split())
            assert "changes" in told
            assert words.split(":")[0] in told, "what it changes shows before anybody decides, without a key"
            keys = KEYS[number % len(KEYS)]
            if keys[0] == "i" and (row.kind == "verify" or row.change.after is None):
                keys = ("a",)
            await press(pilot, *keys)
            pressed += len(keys)
            wanted[row.id] = VERDICTS[keys]
    states = {row.id: row.state for row in Workspace(store).updates(state="all").rows}
    assert {key: states[key] for key in wanted} == wanted
    assert pressed <= 2 * waiting
    assert set(VERDICTS.values()) <= set(wanted.values())
    assert Workspace(store).updates().rows == (), "all of it was cleared"


async def test_each_of_many_decisions_is_taken_back_alone(store: Path) -> None:
    workspace = Workspace(store)
    before = {row.key: row.version for row in workspace.channels()}
    rows = [row for row in workspace.updates().rows if row.kind in ("objection", "proof_point")][:6]
    decisions = [workspace.review(row.id, "approved") for row in rows]
    workspace.undo(decisions[2].id)
    states = {row.id: row.state for row in workspace.updates(state="all").rows}
    assert [states[row.id] for row in rows] == ["approved", "approved", "pending", "approved", "approved", "approved"]
    assert sum(row.version for row in workspace.channels()) == sum(before.values()) + 7


def test_what_an_update_changes_is_what_two_whole_readings_differ_in(store: Path) -> None:
    workspace = Workspace(store)
    playbook, connection = workspace.playbooks.playbook, open_reader(store)
    rows = [row for row in workspace.updates().rows if effects.is_read(row.change) and row.change.root != "verified_at"]
    assert {row.change.root for row in rows} >= {"gates", "requirements"}
    told = 0
    for row in rows:
        channel = workspace.channel(row.channel)
        changed = with_change(channel, row.change, playbook)
        found = {one.deal_id: one.differs for one in workspace.update(row.id).effects.deals}
        query = "SELECT deal_id FROM projection WHERE json_extract(triage, '$.channel')=?"
        for (deal_id,) in connection.execute(query, (channel.name,)).fetchall():
            facts = load_facts(connection, deal_id)
            assert facts is not None
            one, other = (read_deal(facts, playbook, (record,), workspace.now) for record in (channel, changed))
            assert found.get(deal_id, ()) == effects.words(effects.differences(one, other)), row.title
            told += 1
    assert told > 50
