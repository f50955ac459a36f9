"""Whose deal it was at a moment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from journey_tui.domain.as_of import deal_as_of
from journey_tui.domain.model import Deal, FieldChange, Source

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
DEAL = Deal("crm:1:d", "x", owner_id="u3", owner="Cleo")
CHANGES = tuple(
    FieldChange("crm:1:d", START + timedelta(days=day), "owner", old, new, "ops", Source("salesforce", "h.csv", str(day)))
    for day, old, new in ((0, "Ana", "Ben"), (10, "Ben", "Cleo"))
)


@pytest.mark.parametrize(("day", "owner", "owner_id"), [(-1, "Ana", ""), (0, "Ben", ""), (9, "Ben", ""), (10, "Cleo", "u3")])
def test_the_owner_is_that_of_the_moment(day, owner, owner_id):
    then = deal_as_of(DEAL, CHANGES, START + timedelta(days=day))
    assert (then.owner, then.owner_id) == (owner, owner_id)


def test_an_owner_without_history_is_the_one_that_is_known():
    assert deal_as_of(DEAL, (), START).owner == "Cleo"
