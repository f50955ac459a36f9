"""Who can say yes at this amount: a limit that somebody named is held against what the deal comes to."""

from dataclasses import replace
from decimal import Decimal

import pytest

from journey_tui.domain.amounts import amount_at
from journey_tui.domain.assess import assess
from journey_tui.domain.facts import facts_that_count
from journey_tui.domain.model import Deal, DealFacts, FieldChange, Person, Side
from journey_tui.domain.reading import Status
from tests.domain.ledger_facts import DIRECT, PLAYBOOK
from tests.domain.story_facts import ANNA, DEAL, NOW, OMAR, day, facts, said

WARREN = Person("contact:3", "Warren Tighe", "", "Treasurer", Side.CUSTOMER)


def signs(key: str, who: str, at, by=ANNA, **limit: str):
    parts = (("named", who), *limit.items())
    quote = f"up to {limit['up_to']}" if "up_to" in limit else f"above {limit['above']}" if "above" in limit else "signs"
    return said(key, "economic_buyer", f"{who} {quote}", at, by, parts=parts, subject_key=who)


def status(*evidence, **extra) -> Status:
    known = facts_that_count(facts(evidence=tuple(evidence), people=(ANNA, OMAR, WARREN), **extra), NOW)
    rows = assess(known, PLAYBOOK, DIRECT, NOW).requirements
    return next(row for row in rows if row.key == "economic_buyer").status


def test_who_signs_less_than_the_deal_names_nobody_for_it() -> None:
    own = signs("a", "anna prins", day(10, 14), up_to="75000")
    above = signs("b", "warren tighe", day(10, 14), above="75000")
    again = signs("c", "warren tighe", day(10, 29), OMAR, above="75000")
    assert status(own, above, again) is Status.SUPPORTED  # Warren was not heard; Anna was, and signs less


def test_who_signs_more_than_the_deal_signs_it() -> None:
    mine = signs("a", "anna prins", day(10, 14), up_to="200000")
    again = signs("b", "anna prins", day(10, 29), OMAR)
    assert status(mine, again) is Status.VERIFIED


def test_two_who_both_reach_the_amount_differ() -> None:
    one = signs("a", "anna prins", day(10, 6), up_to="200000")
    other = signs("b", "omar haddad", day(11, 9), OMAR, above="40000")
    assert status(one, other) is Status.CONFLICTING


def test_without_an_amount_a_limit_settles_nothing() -> None:
    one = signs("a", "anna prins", day(10, 6), up_to="200000")
    other = signs("b", "omar haddad", day(11, 9), OMAR, above="40000")
    assert status(one, other, deal=replace(DEAL, amount=None)) is not Status.CONFLICTING


@pytest.mark.parametrize(("month", "amount"), [(9, 90_000), (10, 120_000), (11, 120_000)])
def test_the_amount_is_what_the_crm_had_when_it_was_said(month: int, amount: int) -> None:
    change = FieldChange(DEAL.id, day(10, 1), "amount", "90,000.00", "120000")
    known = DealFacts(Deal(DEAL.id, "x", amount=Decimal(120_000)), changes=(change,))
    assert amount_at(known, day(month, 5)) == amount


def test_an_edit_of_the_amount_later_changes_nothing_that_was_said_before() -> None:
    mine = signs("a", "anna prins", day(10, 14), up_to="200000")
    again = signs("b", "anna prins", day(10, 29), OMAR)
    raised = FieldChange(DEAL.id, day(11, 20), "amount", "184000", "950000")
    assert status(mine, again, changes=(raised,), deal=replace(DEAL, amount=Decimal(950_000))) is Status.VERIFIED
