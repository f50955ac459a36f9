"""Real exports: every dialect loads, notes stay notes, and filler text is no evidence."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from journey_tui.analysis.rules import RulesAnalyst
from journey_tui.domain.model import Side
from journey_tui.playbooks import load
from journey_tui.sync.importer import Importer, Report, Rules
from journey_tui.workspace import Workspace
from tests.conftest import sample_data

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
BOOKS = load()


def bring_in(folder: str, store: Path) -> tuple[Report, Workspace]:
    report = Importer(store, Rules(RulesAnalyst(), BOOKS.playbook, BOOKS.channels), NOW).run([sample_data() / "crm" / folder])
    return report, Workspace(store, now=NOW)


@pytest.mark.parametrize(
    ("folder", "deals"),
    [("salesforce_tdx2025", 155), ("salesforce_powerbi", 36), ("hubspot_warehouse", 44)],
)
def test_every_dialect_loads(folder: str, deals: int, tmp_path: Path) -> None:
    report, workspace = bring_in(folder, tmp_path / "journey.db")
    assert report.deals >= deals * 0.9
    page = workspace.triage(mine=False, closed=True, limit=1000)
    assert page.total == report.deals
    again, _ = bring_in(folder, tmp_path / "journey.db")
    assert again.changed == 0


def test_filler_text_verifies_nothing(tmp_path: Path) -> None:
    report, workspace = bring_in("hubspot_volume", tmp_path / "journey.db")
    assert report.deals == 500
    statuses = Counter(s.value for row in workspace.triage(mine=False, closed=True, limit=1000).rows for _, s in row.stoplight)
    assert statuses["Verified"] == 0
    assert statuses["Supported"] == 0


def test_the_story_of_open_deals_is_true_to_their_notes(tmp_path: Path) -> None:
    _, workspace = bring_in("salesforce_tdx2025", tmp_path / "journey.db")
    told = 0
    for row in workspace.triage(mine=False, limit=1000).rows:
        view = workspace.deal(row.deal_id)
        assert 1 <= len(view.reading.claims) <= 5
        for item in view.evidence:
            source = workspace.touchpoint(item.touchpoint_id)
            assert item.quote in source.text or item.quote == source.row.subject
            assert item.side is Side.SELLER, "a seller's note is never the customer's word"
            told += 1
        assert all(r.status.value in ("Claimed", "Unknown", "blank", "Not needed") for r in view.reading.requirements)
    assert told
