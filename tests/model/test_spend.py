"""What a model cost is in the store, added up by day, and shared."""

from __future__ import annotations

from decimal import Decimal

import pytest

from journey_tui.analysis.model_types import Usage
from journey_tui.data.spend import StoreSpend
from journey_tui.data.sqlite import open_reader
from journey_tui.data.store import ensure_store


@pytest.fixture
def store(tmp_path):
    path = tmp_path / "own" / "journey.db"
    ensure_store(path)
    return path


def test_calls_of_a_day_are_one_row_and_two_processes_share_it(store):
    one, other = StoreSpend(store), StoreSpend(store)
    for spend in (one, other, one):
        spend.book("read", "openai/x", Usage(100, 10, Decimal("0.0015")))
    one.book("chat", "openai/x", Usage(1, 1, Decimal("0.5")))
    one.close()
    other.close()
    rows = (
        open_reader(store)
        .execute("SELECT purpose, requests, tokens_in, tokens_out, micros FROM model_spend ORDER BY 1")
        .fetchall()
    )
    assert rows == [("chat", 1, 1, 1, 500_000), ("read", 3, 300, 30, 4_500)]
    assert other.spent_today() == Decimal("0.5045")


def test_what_is_not_yet_written_counts(store):
    now = [0.0]
    spend = StoreSpend(store, clock=lambda: now[0])
    spend.close()
    spend.book("read", "m", Usage(1, 1, Decimal("0.25")))
    assert open_reader(store).execute("SELECT COUNT(*) FROM model_spend").fetchone() == (0,)
    assert spend.spent_today() == Decimal("0.25")
    now[0] = 2.0
    spend.book("read", "m", Usage(1, 1, Decimal("0.25")))
    assert open_reader(store).execute("SELECT SUM(micros) FROM model_spend").fetchone() == (500_000,)
    assert spend.spent_today() == Decimal("0.5")
