"""The demo, imported as any other data, reads as its answer key says; the analyst never sees the key."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.demo.reading import DemoReading, Verdict


@pytest.fixture(scope="module")
def verdict(raw: Path, today: date, key: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Verdict:
    reading = DemoReading(raw, tmp_path_factory.mktemp("demo-store") / "journey.db", today, key)
    assert reading.report.skipped == []
    return reading.judge()


def test_every_touchpoint_has_the_origin_and_the_deal_that_people_gave_it(verdict: Verdict) -> None:
    assert verdict.origins == []
    assert verdict.matching == []


def test_no_trap_becomes_evidence(verdict: Verdict) -> None:
    assert verdict.forbidden == []


def test_most_of_what_customers_said_is_found(verdict: Verdict) -> None:
    assert len(verdict.quotes_missed) <= 0.25 * verdict.quotes_wanted, verdict.quotes_missed


def test_signals_fire_and_stay_silent_as_the_key_says(verdict: Verdict) -> None:
    assert verdict.signals == []


def test_hardly_a_status_is_one_that_the_key_rejects(verdict: Verdict) -> None:
    assert len(verdict.statuses) <= 8, verdict.statuses


def test_the_customer_is_ahead_of_or_behind_the_crm_where_the_key_says(verdict: Verdict) -> None:
    assert len(verdict.lines) <= 2, verdict.lines
