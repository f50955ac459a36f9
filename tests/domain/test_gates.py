"""The states of a gate, in their order, and the moves of the Truth Line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from journey_tui.domain.assess import assess
from journey_tui.domain.model import Deal, DealFacts, Decision, Lane, Person, Seen, Side, Stance
from journey_tui.domain.playbook import GateSpec, StageSpec
from journey_tui.domain.reading import GateState, Status
from tests.domain.ledger_facts import DIRECT, NOW, PLAYBOOK, invitation, note, said

MARA = Person("p1", "Mara Lindqvist", "mara@x.example", side=Side.CUSTOMER, roles=((Lane.USERS_TECHNICAL, "CRM role Evaluator"),))
OMAR = Person("p2", "Omar Haddad", "omar@x.example", side=Side.CUSTOMER)
ONE_GATE = replace(
    DIRECT, stages=(StageSpec("Evaluation", 30), StageSpec("Signed", 1)),
    gates=(GateSpec("Evaluation", ("decision_criteria",), Lane.USERS_TECHNICAL), GateSpec("Signed", ("paper_process",), Lane.CHAMPION)),
    stage_map={},
)  # fmt: skip
GATE = "crm:1:d|gate|Evaluation"


def look(*evidence, days=0.0, decisions=(), people=(MARA, OMAR), stage="Evaluation", channel=ONE_GATE):
    facts = DealFacts(Deal("crm:1:d", "x", stage=stage), people=people, evidence=evidence, decisions=tuple(decisions))
    return assess(facts, PLAYBOOK, channel, NOW + timedelta(days=days))


def state(*evidence, **more):
    return look(*evidence, **more).gates[0].state


def decision(kind, target=GATE, days=0.0, **more):
    return Decision(f"{kind}{days}", NOW + timedelta(days=days), "Dana", kind, target, **more)


ONE, TWO = (said(),), (said(), said(by="Omar Haddad"))
CONFIRMED = (said(confirmed_at=NOW),)


def test_the_gate_column_of_the_six_cases():
    assert state(*ONE) is GateState.READY
    assert [state(*TWO, days=d) for d in (0, 45, 46)] == [GateState.PASSED, GateState.PASSED, GateState.RECYCLED]
    assert [state(*CONFIRMED, days=d) for d in (0, 45, 46)] == [GateState.PASSED, GateState.PASSED, GateState.RECYCLED]
    against = said(by="Omar Haddad", stance=Stance.CONTRADICTS, days=-2)
    assert [state(*CONFIRMED, against, days=d) for d in (1, 2)] == [GateState.PASSED, GateState.RECYCLED]
    assert state(*ONE, replace(against, observed_at=NOW)) is GateState.OPEN
    assert state(note(), note(days=1), note(days=2)) is GateState.OPEN
    meeting = replace(ONE_GATE, gates=(GateSpec("Evaluation", ("decision_process",), Lane.USERS_TECHNICAL), ONE_GATE.gates[1]))
    assert state(invitation(), channel=meeting) is GateState.OPEN


def test_ready_names_the_fewest_quotes_to_confirm_and_confirming_them_passes():
    heavy, light = said(seen=Seen.EMAIL), said(seen=Seen.TRANSCRIPT, meeting="m")
    gate = look(heavy, light).gates[0]
    assert gate.state is GateState.READY
    assert len(gate.to_confirm) == 1
    confirmed = [replace(item, confirmed_at=NOW) if item.id in gate.to_confirm else item for item in (heavy, light)]
    assert state(*confirmed) is GateState.PASSED


def test_the_gatekeeper_must_have_been_heard_and_an_economic_buyer_stands_in():
    nobody = (replace(MARA, roles=()), OMAR)
    gate = look(*TWO, people=nobody).gates[0]
    assert (gate.state, gate.gatekeeper_heard, gate.needs) == (
        GateState.OPEN,
        False,
        ("hearing from the customer's users or technical people on it",),
    )
    buyer = (replace(MARA, roles=((Lane.ECONOMIC_BUYER, "CRM role Economic Buyer"),)), OMAR)
    assert state(*TWO, people=buyer) is GateState.PASSED
    legal = replace(
        ONE_GATE, gates=(GateSpec("Evaluation", ("decision_criteria",), Lane.PROCUREMENT_LEGAL_SECURITY), ONE_GATE.gates[1])
    )
    assert state(*TWO, people=buyer, channel=legal) is GateState.OPEN


def test_waived_comes_first_and_ends_the_day_after_its_date():
    waived = [decision("waive", reason="group framework", expires=date(2026, 3, 4))]
    reading = look(decisions=waived)
    assert (reading.gates[0].state, reading.gates[0].reason) == (GateState.WAIVED, "by Dana: group framework")
    assert (reading.lines.truth, reading.lines.truth_waived) == ("Evaluation", "Signed")
    assert reading.gates[1].state is GateState.OPEN, "a waived gate locks nothing"
    assert state(decisions=waived, days=3) is GateState.OPEN
    assert look(*TWO, decisions=waived).lines.truth == "Signed", "evidence carries the solid line whatever was waived"


def test_held_by_a_person_or_by_a_customers_future_date_until_the_day_after():
    held = [decision("hold", expires=date(2026, 3, 4))]
    assert [state(decisions=held, days=d) for d in (0, 2, 3)] == [GateState.HELD, GateState.HELD, GateState.OPEN]
    review = said(due=date(2026, 3, 6), parts=())
    gate = look(review).gates[0]
    assert (gate.state, gate.until) == (GateState.HELD, date(2026, 3, 6))
    assert state(review, days=5) is not GateState.HELD
    assert state(*TWO, review) is GateState.PASSED
    assert state(note(due=date(2026, 3, 6))) is GateState.OPEN


def test_a_gate_behind_an_unpassed_one_is_locked_or_keeps_its_passed():
    assert look().gates[1].state is GateState.LOCKED
    carried = replace(ONE_GATE, gates=(ONE_GATE.gates[0], GateSpec("Signed", ("pain",), Lane.USERS_TECHNICAL)))
    reading = look(said("pain"), said("pain", by="Omar Haddad"), channel=carried)
    assert [gate.state for gate in reading.gates] == [GateState.OPEN, GateState.PASSED]
    assert reading.lines.truth == "Evaluation"


def test_a_waived_requirement_is_met_and_an_override_never_stands_in_for_evidence():
    target = "crm:1:d|requirement|decision_criteria"
    assert state(*ONE, decisions=[decision("waive", target)]) is GateState.PASSED
    assert state(decisions=[decision("override", target, value="Verified")]) is GateState.OPEN
    assert state(*TWO, decisions=[decision("override", target, value="Claimed", days=0)]) is not GateState.PASSED


def test_the_truth_line_moves_with_its_cause_and_at_its_own_moment():
    first, second = said(days=10), said(by="Omar Haddad", days=4)
    moves = look(first, second, days=40).lines.moves
    assert [(m.before, m.after, m.cause) for m in moves] == [
        ("Evaluation", "Signed", "How they'll choose: Omar Haddad, 26 Feb"),
        ("Signed", "Evaluation", "How they'll choose: Mara Lindqvist, 20 Feb, is past its 45 days"),
    ]
    assert [m.at for m in moves] == [second.observed_at, first.observed_at + timedelta(days=46)]
    assert moves[0].evidence == (second.id,)


def test_a_withdrawn_quote_moves_the_line_back_when_it_was_withdrawn():
    one, two = said(days=9), said(by="Omar Haddad", days=8, rejected=True)
    reject = decision("reject", two.id, days=-3)
    reading = look(one, two, decisions=[reject])
    assert [(m.after, m.at) for m in reading.lines.moves] == [("Signed", two.observed_at), ("Evaluation", reject.at)]
    assert "set aside" in reading.lines.moves[1].cause
    assert reading.gates[0].state is GateState.RECYCLED


def test_a_confirmation_counts_from_when_it_was_made():
    item = said(days=9, confirmed_at=NOW - timedelta(days=2))
    assert [m.at for m in look(item).lines.moves] == [item.confirmed_at]
    assert state(item, days=-3) is GateState.READY


@pytest.mark.parametrize(
    ("evidence", "need"),
    [
        ((), "the customer naming what they will compare by"),
        (ONE, "a second customer voice on “How they'll choose”, or your confirmation"),
        ((said(days=60),), "a fresh word from the customer on “How they'll choose”"),
        (
            (said(), said(by="Omar Haddad", stance=Stance.CONTRADICTS)),
            "which of Mara Lindqvist and Omar Haddad to go by on “How they'll choose”",
        ),
    ],
)
def test_needs_say_the_next_item_first(evidence, need):
    assert look(*evidence).gates[0].needs[0] == need


def test_requirements_switch_on_by_stage_by_amount_and_by_mention():
    def status(reading, key="paper_process"):
        return next(r.status for r in reading.requirements if r.key == key)

    assert status(look(channel=DIRECT)) is Status.BLANK
    assert status(look(channel=DIRECT, stage="Contracting")) is Status.UNKNOWN
    assert status(look(note("paper_process"), channel=DIRECT)) is Status.CLAIMED
    assert status(look(channel=DIRECT), "competition") is Status.BLANK
    assert look(channel=DIRECT).weakest == "pain"
