"""What is proposed waits for a person, changes the record as decided, and can be taken back one by one."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from journey_tui.data.sqlite import open_reader, open_writer
from journey_tui.domain.channel_changes import Change
from journey_tui.sync.importer import Importer
from journey_tui.workspace import DecisionRefused, Workspace
from tests import raw, tiny
from tests.channels.conftest import OBJECTION, mail

DIRECT = "core_enterprise_direct"


def only(workspace: Workspace, kind: str, **where: Any) -> Any:
    rows = [row for row in workspace.updates(state="all").rows if row.kind == kind and row.channel == DIRECT]
    assert len(rows) == 1, [row.title for row in rows]
    return rows[0]


def test_an_objection_of_two_deals_and_a_result_that_a_customer_stated_wait_for_a_person(workspace: Workspace) -> None:
    objection, proof = only(workspace, "objection"), only(workspace, "proof_point")
    assert (objection.title, objection.deals, objection.state) == ("The connection drops where the work is done.", 2, "pending")
    heard = workspace.update(objection.id).heard
    assert heard[0].words == OBJECTION
    assert {one.deal for one in heard} == {"Cold chain rollout", "Clinic rollout"}
    assert "fell from 31 to 12" in proof.change.after["text"]
    assert workspace.channel(DIRECT).objections == ()


def test_price_and_security_are_never_proposed_by_a_rule(workspace: Workspace) -> None:
    told = " ".join(f"{row.title} {row.change.after}" for row in workspace.updates(state="all").rows if not row.by_person)
    assert "price" not in told
    assert "another screen" not in told
    assert "certify" not in told


def test_approving_makes_a_version_with_who_and_why_and_undo_makes_another(workspace: Workspace) -> None:
    row, before = only(workspace, "objection"), workspace.channel(DIRECT).version
    decision = workspace.review(row.id, "approved")
    channel = workspace.channel(DIRECT)
    assert [one.heard for one in channel.objections] == [row.title]
    assert channel.version == before + 1
    newest = workspace.channel_versions(DIRECT)[0]
    assert (newest.by, newest.version) == ("dana", channel.version)
    assert row.title in newest.why
    assert only(workspace, "objection").state == "approved"

    assert workspace.undo() == decision
    assert workspace.channel(DIRECT).objections == ()
    assert workspace.channel(DIRECT).version == before + 2
    assert only(workspace, "objection").state == "pending"
    workspace.redo()
    assert only(workspace, "objection").state == "approved"


def test_each_decision_is_taken_back_alone(workspace: Workspace) -> None:
    first = workspace.review(only(workspace, "objection").id, "approved")
    workspace.review(only(workspace, "proof_point").id, "approved")
    workspace.undo(first.id)
    channel = workspace.channel(DIRECT)
    assert (len(channel.objections), len(channel.proof_points)) == (0, 1)


def test_edited_words_are_what_is_approved(workspace: Workspace) -> None:
    row = only(workspace, "objection")
    workspace.review(row.id, "approved", words="No network in the cold store.")
    objection = workspace.channel(DIRECT).objections[0]
    assert objection.heard == "No network in the cold store."
    assert objection.answer == row.change.after["answer"]
    assert "edited" in workspace.channel_versions(DIRECT)[0].why


def test_a_rejection_needs_a_reason_and_holds_until_another_deal_says_so(
    workspace: Workspace, store: Path, tmp_path: Path
) -> None:
    row = only(workspace, "objection")
    with pytest.raises(DecisionRefused, match="needs a reason"):
        workspace.review(row.id, "rejected")
    workspace.review(row.id, "rejected", reason="one_off")
    _say_more(store, tmp_path / "same.mbox", 20, raw.BUYER, "Cold chain rollout", "And again the signal drops behind the racks.")
    assert only(workspace, "objection").state == "rejected"
    _say_more(
        store,
        tmp_path / "more.mbox",
        21,
        "omar@pinecrest.example",
        "Pharmacy labels",
        "There is no signal in the pharmacy cellar.",
    )
    back = only(workspace, "objection")
    assert (back.state, back.deals) == ("pending", 3)
    assert "new evidence" in back.note


def _say_more(store: Path, box: Path, number: int, sender: str, subject: str, text: str) -> None:
    box.write_text(mail(number, sender, subject, text, raw.ago(2)))
    Importer(store, tiny.rules(), raw.NOON + timedelta(days=number - 19)).run([box])


def test_what_is_deferred_comes_back_on_its_day(store: Path, workspace: Workspace) -> None:
    row = only(workspace, "objection")
    workspace.review(row.id, "deferred")
    assert row.id not in {one.id for one in workspace.updates().rows}
    later = Workspace(store, now=raw.NOON + timedelta(days=15), person="dana")
    assert row.id in {one.id for one in later.updates().rows}


def test_a_change_says_which_deals_would_read_otherwise_before_anybody_decides(workspace: Workspace) -> None:
    row = workspace.propose_update(DIRECT, Change("requirements", None, "paper_process"), why="every deal needs a purchase order")
    view = workspace.update(row.id)
    told = {one.deal: one.differs for one in view.effects.deals}
    assert "Cold chain rollout" in told
    assert any(words.startswith("Their path to signature: not asked for →") for words in told["Cold chain rollout"])
    deal = workspace.find(raw.DEAL)[0].deal_id
    before = {r.key: r.status.value for r in workspace.deal(deal).reading.requirements}
    assert before["paper_process"] == "blank"
    workspace.review(row.id, "approved")
    after = {r.key: r.status.value for r in workspace.deal(deal).reading.requirements}
    assert after["paper_process"] != "blank"
    assert {key for key in before if before[key] != after[key]} == {"paper_process"}


def test_words_for_drafts_change_no_reading_and_say_so(workspace: Workspace) -> None:
    assert "No deal reads otherwise" in workspace.update(only(workspace, "objection").id).effects.words


def test_the_same_proposal_in_nearly_the_same_words_joins_the_first(workspace: Workspace) -> None:
    one = workspace.propose_update(DIRECT, Change("do_not_say", None, "best of breed for all"), why="nobody believes it")
    same = workspace.propose_update(DIRECT, Change("do_not_say", None, "Best of breed, for all"), why="heard a laugh")
    assert same.id == one.id
    assert "heard a laugh" in same.why


def test_who_proposed_it_does_not_approve_it_where_somebody_else_is_there(store: Path, workspace: Workspace) -> None:
    row = workspace.propose_update(DIRECT, Change("do_not_say", None, "synergy"), why="it says nothing")
    assert workspace.update(row.id).may_decide == ""
    connection = open_writer(store)
    connection.execute("INSERT INTO decision (id, at, uid, person, kind, target, deal_id, value, reason, note, expires, undoes, about) "
                       "VALUES ('x', 1, 4711, 'marek', 'seen', 'd', 'd', '', '', '', '', '', '{}')")  # fmt: skip
    connection.close()
    with pytest.raises(DecisionRefused, match="You proposed it"):
        workspace.review(row.id, "approved")


def test_what_does_not_fit_the_record_any_more_is_refused_in_words(workspace: Workspace) -> None:
    change = Change("how_to_read", workspace.playbooks.channel(DIRECT).how_to_read, "Read it slowly.")  # type: ignore[union-attr]
    row = workspace.propose_update(DIRECT, change, why="clearer")
    other = workspace.propose_update(
        DIRECT, Change(change.field, change.before, "Quite another way to put it altogether."), why="mine"
    )
    workspace.review(row.id, "approved")
    with pytest.raises(DecisionRefused, match="cannot be approved as it is"):
        workspace.review(other.id, "approved")
    bad = workspace.propose_update(DIRECT, Change("do_not_say", None, "x y z"), why="w")
    assert bad.state == "pending"
    with pytest.raises(DecisionRefused, match="defines no"):
        workspace.propose_update(DIRECT, Change("requirements", None, "budget"), why="w")


def test_verifying_is_one_decision_and_falls_due_again(store: Path, workspace: Workspace) -> None:
    row = only(workspace, "verify")
    assert not workspace.channel(DIRECT).is_verified(raw.NOON.date())
    workspace.review(row.id, "approved")
    assert workspace.channel(DIRECT).verified_at == raw.NOON.date()
    later = raw.NOON + timedelta(days=91)
    Importer(store, tiny.rules(), later).run([])
    due = [one for one in Workspace(store, now=later).updates().rows if one.kind == "verify" and one.channel == DIRECT]
    assert len(due) == 1
    assert "it holds for 90 days" in due[0].why


def test_a_thousand_updates_are_one_quick_list(store: Path, workspace: Workspace) -> None:
    connection = open_writer(store)
    connection.execute(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<1000) INSERT INTO channel_update SELECT 'many' || i, channel, "
        "kind, field, change, title || i, why, proposer, proposer_uid, at, 'pending', until, evidence, deals, '', NULL, '', '', '[]', '', '' "
        "FROM n, (SELECT * FROM channel_update WHERE kind='objection' LIMIT 1)"
    )
    connection.close()
    rows = workspace.updates().rows
    assert len(rows) > 1000
    workspace.review("many500", "rejected", reason="one_off")
    assert len(workspace.updates().rows) == len(rows) - 1
    assert open_reader(store).execute("SELECT state FROM channel_update WHERE id='many500'").fetchone() == ("rejected",)


def test_roles_and_requirements_are_told_and_edited_by_what_they_are_called(workspace: Workspace) -> None:
    channel = workspace.channel("core_enterprise_direct")
    gate = channel.gates[0]
    keeper = workspace.propose_update(
        channel.key, Change(f"gates.{gate.stage}.gatekeeper", gate.gatekeeper.value, "economic_buyer"), why="they decide"
    )
    asked = workspace.propose_update(
        channel.key, Change(f"gates.{gate.stage}.must_meets", list(gate.must_meets), ["pain", "champion"]), why="we learnt it"
    )
    view = workspace.update(keeper.id)
    assert (view.current, view.proposed) == ("champion", "economic buyer")
    assert keeper.title.endswith("economic buyer")
    assert workspace.update(asked.id).proposed == "Problem worth solving now, Who is carrying it inside"
    workspace.review(asked.id, "approved", words="Outcome they want, pain")
    workspace.review(keeper.id, "approved", words="Users & technical")
    made = workspace.channel(channel.key).gates[0]
    assert made.must_meets == ("metrics", "pain")
    assert made.gatekeeper.value == "users_technical"


def test_a_proposal_names_roles_and_requirements_as_people_do_and_a_bad_one_says_what_to_do(workspace: Workspace) -> None:
    channel = workspace.channel("core_enterprise_direct")
    gate = channel.gates[1]
    named = workspace.propose_update(
        channel.key,
        Change(f"gates.{gate.stage}.must_meets", list(gate.must_meets), ["How they'll choose", "pain"]),
        why="so it is",
    )
    assert named.change.after == ["decision_criteria", "pain"]
    for field, after, says in (
        ("gates.Nowhere.must_meets", ["pain"], "the channel has no stage “Nowhere”"),
        (f"gates.{gate.stage}.gatekeeper", "boss", "gates.1.gatekeeper: "),
        ("colour", "red", "no field of a channel's record"),
    ):
        before = gate.gatekeeper.value if field.endswith("gatekeeper") else None
        with pytest.raises(DecisionRefused) as refused:
            workspace.propose_update(channel.key, Change(field, before, after), why="so it is")
        assert str(refused.value).startswith("It cannot be proposed: ")
        assert says in str(refused.value)
        assert ".toml" not in str(refused.value)
