"""A source that is late makes what stands on it less sure, and says so; gates keep their state."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from journey_tui.data.store import writing
from journey_tui.domain.model import Seen, Side
from journey_tui.domain.reading import Band
from journey_tui.workspace import Workspace
from tests import raw


def _mail_synced(store: Path, hours: float, *, every_s: int = 300, expect_s: int = 0, newest_hours: float = 0.0) -> None:
    at = int((raw.NOON - timedelta(hours=hours)).timestamp())
    newest = int((raw.NOON - timedelta(hours=newest_hours)).timestamp())
    with writing(store) as connection:
        connection.execute(
            "INSERT OR REPLACE INTO sync_source (name, path, every_s, expect_s, enabled, state, phase, file, done, synced_at, newest_at, error, "
            "remedy, failures, fingerprint, runs, kinds) VALUES ('mail','/mail',?,?,1,'ok','','',0,?,?,'','',0,'',1,'mail')",
            (every_s, expect_s, at, newest),
        )
        connection.execute("UPDATE projection SET valid_until=0")


def _deal(store: Path):  # type: ignore[no-untyped-def]
    workspace = Workspace(store, now=raw.NOON)
    return workspace.deal(workspace.find("brightwater")[0].deal_id)


@pytest.mark.usefixtures("tiny_rules")
def test_a_late_source_caps_bands_and_says_so_and_gates_keep_their_state(store):
    _mail_synced(store, 1)
    workspace = Workspace(store, now=raw.NOON)
    for item in _deal(store).evidence:
        if item.side is Side.CUSTOMER and item.seen is not Seen.INVITATION:
            workspace.decide("confirm", item.id, deal_id=item.deal_id)
    fresh = _deal(store)
    _mail_synced(store, 100)
    late = _deal(store)
    assert any(r.band is Band.HIGH for r in fresh.reading.requirements)
    assert all(r.band is not Band.HIGH for r in late.reading.requirements)
    assert [g.state for g in late.reading.gates] == [g.state for g in fresh.reading.gates]
    since = raw.NOON - timedelta(hours=100)
    words = f"mail not synced since {since:%a} {since.day} {since:%b}"
    assert words in {age.words for age in late.sources if age.late}
    assert not any(age.late for age in fresh.sources)
    assert any(words in r.reason for r in late.reading.requirements)
    quiet = [claim for claim in late.reading.claims if claim.slot == "moves"]
    assert all(claim.band in (Band.LOW, Band.NONE) for claim in quiet if "no message of ours" in claim.text)


def test_what_is_expected_weekly_is_as_fresh_as_the_newest_thing_in_it(store):
    _mail_synced(store, 1, expect_s=7 * 86400, newest_hours=24 * 20)
    assert not Workspace(store, now=raw.NOON).synced_sources()[0].late
    _mail_synced(store, 1, expect_s=7 * 86400, newest_hours=24 * 22)
    found = Workspace(store, now=raw.NOON)
    assert found.synced_sources()[0].late
    assert any(age.late for age in found.source_ages())


def test_a_source_that_was_never_synced_caps_nothing(store):
    with writing(store) as connection:
        connection.execute(
            "INSERT INTO sync_source (name, path, every_s, expect_s, enabled, state, phase, file, done, error, remedy, failures, fingerprint, runs, kinds) "
            "VALUES ('new','/new',300,0,1,'new','','',0,'','',0,'',0,'')"
        )
    assert not any(age.late for age in Workspace(store, now=raw.NOON).source_ages())
