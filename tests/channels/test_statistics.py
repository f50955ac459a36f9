"""Numbers of a channel: medians with their counts, nothing below the floor, logged, and taken back alone."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journey_tui.data.sqlite import open_writer
from journey_tui.domain.channel_statistics import LEAST_CADENCE, Statistic, change_for, measured, stays, words
from journey_tui.playbooks import load
from journey_tui.sync.channel_updates import look_over
from journey_tui.workspace import Workspace
from tests import raw

BOOKS = load(Path("/nonexistent"))
DIRECT = next(one for one in BOOKS.channels if one.default)
T0 = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def test_stays_are_counted_from_the_crm_history_in_the_channels_own_stages() -> None:
    history = [(T0, "Prospecting"), (T0 + timedelta(days=10), "Needs Analysis"), (T0 + timedelta(days=10, hours=2), "Id. Decision Makers"),
               (T0 + timedelta(days=30), "Whatever else"), (T0 + timedelta(days=40), "Proposal/Price Quote")]  # fmt: skip
    found = stays(history, T0 + timedelta(days=61), DIRECT)
    assert found == [
        ("Discovery", pytest.approx(10 + 2 / 24)),
        ("Evaluation", pytest.approx(30 - 10 - 2 / 24)),
        ("Proposal", 21.0),
    ]
    assert stays(history, None, DIRECT)[-1][0] != "Proposal", "a stay that goes on is no stay yet"
    assert stays([(T0, "Prospecting"), (T0 + timedelta(hours=3), "Proposal/Price Quote")], None, DIRECT) == [], "entered late"


@given(st.lists(st.floats(0.5, 400), max_size=12), st.integers(2, 8))
def test_a_median_comes_with_its_count_and_only_from_the_floor_on(days: list[float], least: int) -> None:
    one = next(s for s in measured(DIRECT, [("Discovery", d) for d in days], [], {}, 0, least) if s.name == "days:Discovery")
    assert one.count == len(days)
    if len(days) < least:
        assert one.value is None
        assert change_for(one, DIRECT) is None
        assert f"too few ({len(days)} " in words(one.name, one.value, one.count, one.least)
    else:
        assert one.value == round(median(days), 1)
        assert f"median of {len(days)} stays" in words(one.name, one.value, one.count, one.least)


def test_numbers_near_the_record_change_nothing_and_roles_are_only_shown() -> None:
    assert change_for(Statistic("days:Discovery", 22.0, 9, 5), DIRECT) is None
    assert change_for(Statistic("days:Discovery", 35.2, 9, 5), DIRECT).after == 35  # type: ignore[union-attr]
    assert change_for(Statistic("cadence", 0.3, 9, 5), DIRECT).after == LEAST_CADENCE  # type: ignore[union-attr]
    assert change_for(Statistic("role:champion", 0.4, 9, 5), DIRECT) is None


@pytest.fixture
def counted(store: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a store in which one stay is enough to say something."""
    monkeypatch.setattr("journey_tui.sync.channel_updates.limits", lambda: (1, 2))
    _look(store)
    return store


def _look(store: Path, days: int = 0) -> None:
    books = Workspace(store, now=raw.NOON).playbooks
    connection = open_writer(store)
    look_over(connection, books.channels, books.playbook, raw.NOON + timedelta(days=days), again=True)
    connection.close()


def test_a_measured_number_is_put_in_logged_and_taken_back_until_more_are_counted(counted: Path) -> None:
    workspace = Workspace(counted, now=raw.NOON, person="dana")
    rows = [row for row in workspace.updates(state="decided").rows if row.kind == "statistic" and row.channel == DIRECT.key]
    row = next(row for row in rows if row.change.field.startswith("stages."))
    stage = row.change.field.split(".")[1]
    assert (row.state, row.decided_by, row.proposer) == ("approved", "Journey", "measured")
    assert "median of" in row.why

    def typical() -> int:
        return next(one.typical_days for one in workspace.channel(DIRECT.key).stages if one.name == stage)

    assert typical() == row.change.after
    assert any("measured" in one.why for one in workspace.channel_versions(DIRECT.key))
    workspace.review(row.id, "rejected", reason="one_off")
    assert typical() == row.change.before
    _look(counted, days=1)
    assert typical() == row.change.before, "what was taken back stays away"
    workspace.undo()
    assert typical() == row.change.after


def test_nothing_is_said_where_there_are_too_few(workspace: Workspace) -> None:
    told = workspace.statistics(DIRECT.key)
    assert told
    assert all(one.value is None and "too few" in one.words for one in told)
    assert not [row for row in workspace.updates(state="all").rows if row.kind == "statistic"]


def test_a_store_that_is_looked_over_twice_a_day_asks_nothing_twice(store: Path, tmp_path: Path) -> None:
    before = Workspace(store, now=raw.NOON).updates(state="all").rows
    shutil.copy(store, tmp_path / "again.db")
    _look(tmp_path / "again.db")
    assert [row.id for row in Workspace(tmp_path / "again.db", now=raw.NOON).updates(state="all").rows] == [
        row.id for row in before
    ]
