"""The worker's way to the model: nothing before somebody agreed, each deal once, a failed one later again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from journey_tui.analysis.model_errors import NoModel, TimedOut, WrongKey
from journey_tui.analysis.model_types import ModelConfig
from journey_tui.data.sqlite import open_writer
from journey_tui.settings import Settings
from journey_tui.sync.model_reader import AGAIN_AFTER, ModelReader, open_reader
from journey_tui.sync.model_reading import agree
from journey_tui.workspace import Workspace
from tests.model.conftest import rules
from tests.model.scripted import Scripted, pointing


class Budgeted(Scripted):
    class budget:
        check_limits = staticmethod(lambda: None)
        check_day = staticmethod(lambda: None)


def reader(store, answers) -> ModelReader:
    one = ModelReader(store, ModelConfig(name="fake/reader"), rules())
    one.__dict__["_client"] = Budgeted(answers)
    return one


def test_nothing_waits_before_somebody_agreed(store):
    assert reader(store, pointing()).waiting() == []
    status = Workspace(store).model_status()
    assert status.state == "waiting"
    assert "journey analyse --all" in status.remedy


def test_each_deal_is_read_once(store):
    agree(store, "fake/reader")
    one = reader(store, pointing())
    waiting = one.waiting()
    assert waiting
    assert [one.read(deal, key) for deal, key in waiting] == ["ok"] * len(waiting)
    assert one.waiting() == []
    assert Workspace(store).model_status().state == "ok"


def test_a_failed_deal_comes_again_later_under_another_key(store):
    agree(store, "fake/reader")
    one = reader(store, lambda _: TimedOut())
    deal, key = one.waiting()[0]
    assert one.read(deal, key) == "failed"
    assert deal not in dict(one.waiting())
    assert Workspace(store).model_status().state == "failed"
    earlier = int((datetime.now(UTC) - AGAIN_AFTER - timedelta(minutes=1)).timestamp())
    connection = open_writer(store)
    connection.execute("UPDATE model_state SET at=?", (earlier,))
    connection.close()
    assert dict(one.waiting())[deal] != key


def test_what_only_a_person_can_mend_stops_the_rest(store):
    agree(store, "fake/reader")
    one = reader(store, lambda _: WrongKey())
    one.read(*one.waiting()[0])
    assert one.waiting() == []
    assert "key" in Workspace(store).model_status().message


def test_a_budget_of_zero_is_said(store):
    agree(store, "fake/reader")
    one = ModelReader(store, ModelConfig(name="fake/reader", money_per_day=Decimal(0)), rules())
    assert one.waiting() == []
    assert "money_per_day is 0" in Workspace(store).model_status().message


def test_without_a_model_there_is_no_reader(store):
    with pytest.raises(NoModel):
        open_reader(store, Settings())
