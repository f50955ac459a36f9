"""The month that was counted by hand, kept in a store as it is while people work, and read from there: the same figures."""

from __future__ import annotations

import json
from datetime import UTC
from pathlib import Path

import pytest

from journey_tui.data.measures import add_events
from journey_tui.data.sqlite import open_writer
from journey_tui.domain.measures import Event, Measure
from journey_tui.workspace import Workspace
from tests.measures.month import FACTS, ME, NOW
from tests.measures.test_month import ALL

FROM_NOTES = (
    "step_confidence",
    "snapshot_engagement",
    "evidence_views",
    "overrides",
    "confidence_alignment",
    "truth_gap",
    "review_seconds",
)
"""What needs no deal to be read again; the others are read again from real files in `test_door.py`."""


@pytest.fixture
def measured(store: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Measure]:
    workspace = Workspace(store, now=NOW, person="dana")
    monkeypatch.setattr(workspace, "_uid", ME)
    connection = open_writer(store)
    add_events(connection, FACTS.events)
    for number, one in enumerate(FACTS.said):
        connection.execute(
            "INSERT INTO decision (id, at, uid, person, kind, target, deal_id, value, reason, note, expires, undoes, about) "
            "VALUES (?, ?, ?, 'dana', ?, ?, ?, ?, ?, '', '', '', '{}')",
            (f"said{number}", int(one.at.timestamp() * 1000), one.who, one.kind, one.target, one.deal_id, one.value, one.reason),
        )
    connection.close()
    return {one.key: one for one in workspace.measures(zone=UTC).measures}


@pytest.mark.parametrize("key", FROM_NOTES)
def test_the_store_tells_the_month_as_it_was_counted_by_hand(measured: dict[str, Measure], key: str) -> None:
    one, by_hand = measured[key], ALL[key]
    assert (one.value, one.hits, one.count) == (by_hand.value, by_hand.hits, by_hand.count)
    assert [(p.name, p.hits, p.count) for p in one.parts] == [(p.name, p.hits, p.count) for p in by_hand.parts]
    assert [(p.start, p.hits, p.count) for p in one.trend] == [(p.start, p.hits, p.count) for p in by_hand.trend]


def test_a_note_that_is_kept_comes_back_as_it_was(store: Path) -> None:
    from journey_tui.data.measures import load_events
    from journey_tui.data.sqlite import open_reader

    connection = open_writer(store)
    add_events(connection, FACTS.events)
    connection.close()
    found = load_events(open_reader(store), FACTS.since, ME)
    assert json.dumps(sorted(map(repr, found))) == json.dumps(sorted(repr(one) for one in FACTS.events if isinstance(one, Event)))
