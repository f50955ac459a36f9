"""What a change would change is counted over every deal of the channel: little by little, honestly, and only where it can reach."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from journey_tui.data.channel_effects import concerned
from journey_tui.data.reader import load_facts
from journey_tui.data.sqlite import open_reader, open_writer
from journey_tui.domain import channel_effects as effects
from journey_tui.domain.channel import Channel
from journey_tui.domain.channel_changes import Change
from journey_tui.domain.channel_concerns import concern_of
from journey_tui.domain.compose import read_deal
from journey_tui.domain.model import DealFacts
from journey_tui.domain.under import Compared
from journey_tui.sync import effects as counting
from journey_tui.sync.effects import count_pending
from journey_tui.workspace import Workspace
from tests import raw
from tests.channels.test_two_records import BOOKS, BUYERS, DIRECT, KEYS

KEY = "core_enterprise_direct"
EVERY_DEAL = Change("gates.Discovery.must_meets", ["pain", "metrics"], ["competition"])


@st.composite
def changes(draw: st.DrawFn) -> tuple[Change, Channel]:
    """Return a change that rules read, and the record with it made."""
    kind = draw(
        st.sampled_from(["days", "cadence", "roles", "requirement", "out", "verified", "every", "map", "keeper", "meets"])
    )
    stage = draw(st.sampled_from([one.name for one in DIRECT.stages]))
    if kind == "days":
        days = draw(st.integers(1, 400))
        stages = tuple(replace(one, typical_days=days) if one.name == stage else one for one in DIRECT.stages)
        return Change(f"stages.{stage}.typical_days", 1, days), replace(DIRECT, stages=stages)
    if kind == "cadence":
        days = draw(st.integers(1, 60))
        return Change("reply_cadence_days", DIRECT.reply_cadence_days, days), replace(DIRECT, reply_cadence_days=days)
    if kind == "roles":
        role = draw(st.sampled_from([*BUYERS, "partner"]))
        return Change("expected_roles", None, str(role)), replace(DIRECT, expected_roles=(*DIRECT.expected_roles, role))
    if kind == "requirement":
        key = draw(st.sampled_from([one for one in KEYS if one not in DIRECT.requirements]))
        return Change("requirements", None, key), replace(DIRECT, requirements=(*DIRECT.requirements, key))
    if kind == "out":
        key = draw(st.sampled_from(DIRECT.requirements))
        return Change("requirements", key, None), replace(DIRECT, requirements=tuple(k for k in DIRECT.requirements if k != key))
    if kind == "verified":
        day = raw.NOON.date() - timedelta(days=draw(st.integers(0, 200)))
        return Change("verified_at", None, day.isoformat()), replace(DIRECT, verified_at=day)
    if kind == "every":
        return Change("verify_every", 90, 1), replace(DIRECT, verify_every=draw(st.integers(1, 400)))
    if kind == "map":
        crm = draw(st.sampled_from(["Proposal/Price Quote", "Prospecting", "Closed Won", "Negotiation/Review", "Qualification"]))
        return Change(f"stage_map.{crm}", None, stage), replace(DIRECT, stage_map={**DIRECT.stage_map, crm: stage})
    if kind == "keeper":
        lane = draw(st.sampled_from(BUYERS))
        gates = tuple(replace(one, gatekeeper=lane) if one.stage == stage else one for one in DIRECT.gates)
        return Change(f"gates.{stage}.gatekeeper", "", lane), replace(DIRECT, gates=gates)
    keys = tuple(draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=3, unique=True)))
    gates = tuple(replace(one, must_meets=keys) if one.stage == stage else one for one in DIRECT.gates)
    return Change(f"gates.{stage}.must_meets", [], list(keys)), replace(DIRECT, gates=gates)


@settings(max_examples=60, deadline=None, phases=[Phase.reuse, Phase.generate], suppress_health_check=list(HealthCheck))
@given(made_up=changes())
def test_a_deal_that_a_change_is_said_not_to_reach_reads_the_same(made: Path, made_up: tuple[Change, Channel]) -> None:
    change, changed = made_up
    connection = open_reader(made)
    concern = concern_of(change, DIRECT, changed, raw.NOON.date())
    reached = {one.deal_id for one in concerned(connection, DIRECT.name, concern, 1)} if concern.anybody else set()
    query = "SELECT deal_id FROM projection WHERE json_extract(triage, '$.channel')=?"
    for (deal_id,) in connection.execute(query, (DIRECT.name,)).fetchall():
        facts = load_facts(connection, deal_id)
        assert isinstance(facts, DealFacts)
        one, other = (read_deal(facts, BOOKS.playbook, (record,), raw.NOON) for record in (DIRECT, changed))
        differ = effects.words(effects.differences(one, other))
        if concern.alike:
            assert differ == concern.alike
        elif deal_id not in reached:
            assert differ == ()


def test_the_deals_are_counted_little_by_little_until_all_are(workspace: Workspace) -> None:
    row = workspace.propose_update(KEY, EVERY_DEAL, why="nobody buys without looking around")
    first = workspace.update(row.id, reads=1).effects
    assert (first.looked_at, first.of, first.counting) == (1, 3, True)
    assert first.words.endswith("1 of 3 deals of the channel are counted, the others follow.")
    assert workspace.update(row.id, reads=1).effects.looked_at == 2
    done = workspace.update(row.id, reads=1).effects
    assert (done.looked_at, done.of, done.counting) == (3, 3, False)
    assert done.words == "3 of 3 deals of the channel would read otherwise."
    assert done.deals == workspace.update(row.id).effects.deals


def test_what_was_counted_is_not_read_again_until_the_deal_is_told_anew(
    workspace: Workspace, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = workspace.propose_update(KEY, EVERY_DEAL, why="nobody buys without looking around")
    workspace.update(row.id)
    read: list[str] = []
    honest = counting.load_facts
    monkeypatch.setattr(counting, "load_facts", lambda db, deal: read.append(deal) or honest(db, deal))
    workspace.update(row.id)
    assert read == []
    deal = workspace.find(raw.DEAL)[0].deal_id
    connection = open_writer(store)
    connection.execute("UPDATE projection SET valid_until=0 WHERE deal_id=?", (deal,))
    connection.close()
    workspace.update(row.id)
    assert set(read) == {deal}


def test_another_version_of_the_record_is_counted_anew(workspace: Workspace) -> None:
    row = workspace.propose_update(KEY, EVERY_DEAL, why="nobody buys without looking around")
    before = workspace.update(row.id).effects
    other = workspace.propose_update(KEY, Change("gates.Discovery.gatekeeper", "champion", "economic_buyer"), why="they sign")
    workspace.review(other.id, "approved")
    assert workspace.update(row.id, reads=1).effects.looked_at == 1
    after = workspace.update(row.id).effects
    assert after.of == before.of
    assert not after.counting


def test_a_renewed_verification_tells_every_deal_without_reading_one(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "load_facts", lambda *_: pytest.fail("nothing needs to be read for it"))
    row = next(one for one in workspace.updates().rows if one.kind == "verify" and one.channel == KEY)
    told = workspace.update(row.id, reads=1).effects
    assert {one.differs for one in told.deals} == {("Record: not verified → verified",)}
    assert (len(told.deals), told.of, told.counting) == (3, 3, False)


def test_a_requirement_asks_only_the_deals_that_do_not_have_it_yet(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    row = workspace.propose_update(KEY, Change("requirements", None, "paper_process"), why="orders need it")
    read: list[str] = []
    honest = counting.load_facts
    monkeypatch.setattr(counting, "load_facts", lambda db, deal: read.append(deal) or honest(db, deal))
    told = workspace.update(row.id).effects
    blank = [
        one.deal_id
        for one in workspace.triage(mine=False).rows
        if one.channel == DIRECT.name and dict(one.stoplight)["paper_process"].value == "blank"
    ]
    assert set(read) <= set(blank)
    assert {one.deal_id for one in told.deals} <= set(blank)


@settings(max_examples=60, deadline=None, phases=[Phase.reuse, Phase.generate], suppress_health_check=list(HealthCheck))
@given(made_up=changes())
def test_the_ledger_first_finds_what_two_whole_readings_find(made: Path, made_up: tuple[Change, Channel]) -> None:
    _, changed = made_up
    connection = open_reader(made)
    for (deal_id,) in connection.execute("SELECT deal_id FROM projection ORDER BY deal_id").fetchall():
        facts = load_facts(connection, deal_id)
        assert facts is not None
        one, other = (read_deal(facts, BOOKS.playbook, (record,), raw.NOON) for record in (DIRECT, changed))
        found, until = Compared(facts, BOOKS.playbook, DIRECT, raw.NOON, one).under(changed)
        assert found == effects.words(effects.differences(one, other))
        assert until is not None
        assert until > raw.NOON


def test_the_worker_counts_what_waits_and_nobody_reads_a_deal_for_it_again(
    workspace: Workspace, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = workspace.propose_update(KEY, EVERY_DEAL, why="nobody buys without looking around")
    connection = open_writer(store)
    assert count_pending(connection, BOOKS.channels, BOOKS.playbook, raw.NOON, seconds=60)
    connection.close()
    monkeypatch.setattr(counting, "load_facts", lambda *_: pytest.fail("it was counted already"))
    told = Workspace(store, now=raw.NOON, person="omar").update(row.id, reads=1).effects
    assert (told.looked_at, told.of, len(told.deals)) == (3, 3, 3)


def test_what_one_session_counted_to_the_end_the_next_one_finds(
    workspace: Workspace, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = workspace.propose_update(KEY, EVERY_DEAL, why="nobody buys without looking around")
    first = workspace.update(row.id).effects
    monkeypatch.setattr(counting, "load_facts", lambda *_: pytest.fail("it was counted already"))
    assert Workspace(store, now=raw.NOON, person="omar").update(row.id).effects == first


def test_a_stopped_count_is_owed_and_goes_on(workspace: Workspace, store: Path) -> None:
    workspace.propose_update(KEY, EVERY_DEAL, why="nobody buys without looking around")
    connection = open_writer(store)
    owed = "SELECT COUNT(*) FROM meta WHERE key='effects owed'"
    assert not count_pending(connection, BOOKS.channels, BOOKS.playbook, raw.NOON, seconds=0)
    assert connection.execute(owed).fetchone()[0] == 1
    while not count_pending(connection, BOOKS.channels, BOOKS.playbook, raw.NOON, seconds=0):
        pass
    assert connection.execute(owed).fetchone()[0] == 0
    connection.close()


def test_deals_that_wait_to_be_told_anew_do_not_keep_the_count_from_its_end(workspace: Workspace, store: Path) -> None:
    row = workspace.propose_update(KEY, EVERY_DEAL, why="nobody buys without looking around")
    connection = open_writer(store)
    connection.execute("UPDATE projection SET valid_until=0")
    connection.close()
    counted = [workspace.update(row.id, reads=1).effects.looked_at for _ in range(3)]
    assert counted == [1, 2, 3]


def test_what_was_counted_goes_with_the_decision(workspace: Workspace, store: Path) -> None:
    row = workspace.propose_update(KEY, EVERY_DEAL, why="nobody buys without looking around")
    workspace.update(row.id)
    workspace.review(row.id, "rejected", reason="not_so")
    connection = open_writer(store)
    count_pending(connection, BOOKS.channels, BOOKS.playbook, raw.NOON, seconds=60)
    assert connection.execute("SELECT COUNT(*) FROM channel_effect WHERE update_id=?", (row.id,)).fetchone()[0] == 0
    connection.close()
