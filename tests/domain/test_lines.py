"""Both lines and the neutral sentence about their gap."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from journey_tui.domain.assess import assess
from journey_tui.domain.lines import claim_stage, mapped_stage
from journey_tui.domain.model import Deal, DealFacts, Decision, FieldChange, Lane, Person, Side
from tests.domain.ledger_facts import DIRECT, NOW, PLAYBOOK, said

PEOPLE = (
    Person("p1", "Mara Lindqvist", side=Side.CUSTOMER, roles=((Lane.ECONOMIC_BUYER, "CRM role Economic Buyer"),)),
    Person("p2", "Omar Haddad", side=Side.CUSTOMER),
)


def lines(*evidence, stage="Discovery", decisions=(), **deal):
    facts = DealFacts(Deal("crm:1:d", "x", stage=stage, **deal), people=PEOPLE, evidence=evidence, decisions=tuple(decisions))
    return assess(facts, PLAYBOOK, DIRECT, NOW).lines


def twice(*keys):
    return [said(key, by=name) for key in keys for name in ("Mara Lindqvist", "Omar Haddad")]


def test_the_crm_ahead_names_the_next_item():
    found = lines(*twice("pain", "metrics"), stage="Negotiation/Review")
    assert (found.truth, found.claim, found.gap) == ("Evaluation", "Contracting", 2)
    assert found.sentence == (
        "CRM: Contracting. Customer evidence reaches Evaluation. The next item: the customer naming what they will compare by."
    )


def test_one_item_that_would_close_the_gap():
    evidence = [
        *twice("pain"),
        said("metrics", parts=(("number", "15%"),)),
        said("metrics", parts=(("number", "15%"),), by="Omar Haddad"),
    ]
    found = lines(*evidence, stage="Evaluation")
    assert (
        found.sentence
        == "CRM: Evaluation. Customer evidence reaches Discovery. One item would close the gap: the customer saying by when."
    )


def test_a_ready_gate_names_the_quotes_to_confirm_and_keeps_confidences():
    quote = said("metrics", quote="from nine thousand to two by June")
    found = lines(*twice("pain"), quote, stage="Evaluation")
    assert found.sentence.endswith(
        "Your confirmation would close the gap: “from nine thousand to two by June” (Mara Lindqvist, 2 Mar)."
    )
    secret = lines(*twice("pain"), replace(quote, confidential=True), stage="Evaluation")
    assert "nine thousand" not in secret.sentence
    assert "Mara Lindqvist" in secret.sentence


def test_the_customer_can_be_ahead():
    found = lines(*twice("pain", "metrics"), stage="Prospecting")
    assert (found.gap, found.sentence) == (
        -1,
        "CRM: Discovery. Customer evidence reaches Evaluation: the customer is ahead of the CRM.",
    )


def test_agreement_names_what_moves_on():
    found = lines(stage="Discovery")
    assert found.gap == 0
    assert found.sentence == "CRM: Discovery. Customer evidence agrees. The next item: the customer saying what goes wrong."


def test_a_waiver_shows_the_dashed_end():
    waived = Decision("w", NOW - timedelta(days=1), "Dana", "waive", "crm:1:d|gate|Discovery", expires=date(2026, 4, 1))
    found = lines(stage="Evaluation", decisions=[waived])
    assert (found.truth, found.truth_waived) == ("Discovery", "Evaluation")
    assert "With what was waived, it is read as Evaluation." in found.sentence


@pytest.mark.parametrize("stage", ["Our own stage", "", "  ", "\x1b[2J"])
def test_an_unmapped_stage_is_never_guessed(stage):
    found = lines(stage=stage)
    assert (found.claim, found.gap) == ("not mapped", 0)
    assert "\x1b" not in found.sentence


def test_closed_deals():
    won = lines(stage="Closed Won", closed=True, won=True)
    assert (won.claim, won.sentence) == ("Contracting", "CRM: closed, won. Customer evidence reached Discovery.")
    lost = Deal("d", "x", stage="Closed Lost", closed=True)
    moves = [
        FieldChange("d", NOW, "stage", "Proposal", "Closed Lost"),
        FieldChange("d", NOW - timedelta(days=9), "stage", "", "Proposal"),
    ]
    assert claim_stage(lost, DIRECT, moves) == "Proposal"
    assert claim_stage(lost, DIRECT) == "not mapped"


def test_stages_are_found_in_any_case_and_with_a_number_in_front():
    assert mapped_stage("4 - PROSPECTING", DIRECT) == mapped_stage("discovery ", DIRECT) == "Discovery"
    assert mapped_stage("contractsent", DIRECT) == "Contracting"
