"""The price list and the sums of the ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from journey_tui.domain.ledger import Score, price, score
from journey_tui.domain.model import Evidence, Modality, ReadBy, Seen, Side, Stance
from tests.domain.ledger_facts import NOW, WEIGHTS, field_of_crm, invitation, note, said


def of(*evidence: Evidence, life: int = 45, days: float = 0, key: str = "decision_criteria", **more) -> Score:
    return score(key, evidence, NOW + timedelta(days=days), WEIGHTS, life, **more)


@pytest.mark.parametrize(
    ("evidence", "weight", "primary"),
    [
        (said(seen=Seen.DOCUMENT, read_by=ReadBy.PERSON), 0.90, True),
        (said(read_by=ReadBy.PERSON), 0.85, True),
        (said(), 0.68, True),
        (said(read_by=ReadBy.MODEL), 0.85 * 0.95, True),
        (said(seen=Seen.TRANSCRIPT), 0.64, True),
        (said(seen=Seen.STEP), 0.80, True),
        (invitation(), 0.70, True),
        (said(modality=Modality.CONDITIONAL), 0.40, False),
        (said(side=Side.PARTNER), 0.36, False),
        (said(side=Side.SYSTEM, seen=Seen.THIRD_PARTY), 0.45, False),
        (note(), 0.28, False),
        (said(side=Side.SELLER, seen=Seen.TRANSCRIPT), 0.28, False),
        (field_of_crm(), 0.25, False),
        (said(seen=Seen.INFERENCE, read_by=ReadBy.MODEL), 0.15 * 0.95, False),
        (said(modality=Modality.EXPLORATORY), 0.0, False),
        (said(modality=Modality.RETRACTED), 0.0, False),
    ],
)
def test_each_row_of_the_price_list(evidence, weight, primary):
    found = price(evidence, WEIGHTS)
    assert found.weight == pytest.approx(weight)
    assert found.primary is primary


def test_a_confirmed_primary_statement_weighs_at_least_85_and_only_once_confirmed():
    spoken = said(seen=Seen.TRANSCRIPT, confirmed_at=NOW)
    assert price(spoken, WEIGHTS, NOW).weight == pytest.approx(0.85)
    assert price(spoken, WEIGHTS, NOW - timedelta(seconds=1)).weight == pytest.approx(0.64)
    assert price(said(seen=Seen.DOCUMENT, confirmed_at=NOW), WEIGHTS, NOW).weight == pytest.approx(0.90)
    assert price(said(modality=Modality.CONDITIONAL, confirmed_at=NOW), WEIGHTS, NOW).weight == pytest.approx(0.50)


def test_the_sums_are_shown_in_words():
    assert of(said(days=13)).lines[0].text == "customer e-mail, asserted .85 × read by rules .80 = .68, 13 d old"
    assert "confirmed by a person 1.0 = .85" in of(said(confirmed_at=NOW)).lines[0].text
    two = of(said(by="A B"), said(by="C D"))
    assert two.lines[-1].text == "together 1 − (1 − .68) × (1 − .68) = .90"


def test_the_override_rate_lowers_a_factor_and_never_raises_it():
    assert WEIGHTS.lowered({ReadBy.RULES: 0.5}).read_by[ReadBy.RULES] == pytest.approx(0.40)
    assert WEIGHTS.lowered({ReadBy.RULES: -2.0}).read_by[ReadBy.RULES] == pytest.approx(0.80)


@pytest.mark.parametrize("tie", ["thread", "meeting", "day"])
def test_sightings_that_share_thread_meeting_or_day_are_one_observation(tie):
    shared = {"thread": {"thread": "x"}, "meeting": {"meeting": "m"}, "day": {}}[tie]
    other = 5 if tie == "thread" else 0
    by = "Somebody Else" if tie == "meeting" else "Mara Lindqvist"
    found = of(said(**shared), said(seen=Seen.TRANSCRIPT, days=other, by=by, **shared))
    assert found.unaged == pytest.approx(0.68)
    assert found.voices == 1
    assert [line.counted for line in found.lines[:2]] == [True, False]


def test_observations_are_transitive():
    mail, reply, call = said(thread="x", days=3), said(thread="x", days=1), said(thread="", meeting="m", days=1)
    assert of(mail, reply, call).unaged == pytest.approx(0.68)


def test_independent_voices_add_up_and_a_restatement_on_another_day_is_one_more():
    assert of(said(), said(by="Omar Haddad")).unaged == pytest.approx(1 - 0.32**2)
    assert of(said(), said(days=9)).unaged == pytest.approx(1 - 0.32**2)


def test_all_invitations_are_one_and_tie_no_meetings_together():
    assert of(invitation(days=1), invitation(days=9), key="decision_process").unaged == pytest.approx(0.70)
    calls = [said("decision_process", seen=Seen.TRANSCRIPT, meeting=m, days=d, thread="") for m, d in (("a", 1), ("b", 9))]
    both = [invitation(meeting="a", days=2), invitation(meeting="b", days=10)]
    assert of(*calls, *both, key="decision_process").unaged == pytest.approx(1 - 0.30 * 0.36)


def test_invitations_count_only_where_the_requirement_takes_them():
    assert of(invitation("decision_criteria"), invitations=False).unaged == 0


def test_the_same_quote_read_twice_counts_once_at_the_higher_factor():
    rules = said()
    model = replace(rules, id="m", read_by=ReadBy.MODEL)
    assert of(rules, model).unaged == pytest.approx(0.85 * 0.95)


def test_the_same_quote_read_oppositely_counts_once_at_the_lower_and_is_marked():
    rules = said()
    model = replace(rules, id="m", read_by=ReadBy.MODEL, stance=Stance.CONTRADICTS)
    found = of(rules, model)
    assert found.unaged == pytest.approx(0.68)
    assert not found.contradicted
    assert "also read as “contradicts”" in found.lines[0].text


def test_without_any_customer_the_rest_is_capped_at_54():
    assert of(note(days=0), note(days=1), note(days=2), field_of_crm()).unaged == pytest.approx(0.54)
    assert "capped at .54: no customer said it" in of(note(), note(days=1), note(days=2), field_of_crm()).lines[-1].text


def test_a_stale_customer_statement_is_not_replaced_by_sellers_words():
    assert of(said(days=100), note(), note(days=1)).unaged == 0


def test_weakening_multiplies_and_the_same_speakers_later_word_replaces_it():
    doubt = said(by="Omar Haddad", stance=Stance.WEAKENS, days=2)
    assert of(said(), doubt).unaged == pytest.approx(0.68 * (1 - 0.68 / 2))
    again = said(by="Omar Haddad", stance=Stance.WEAKENS, days=1)
    assert of(said(), doubt, again).unaged == pytest.approx(0.68 * (1 - 0.68 / 2))
    settled = said(by="Omar Haddad")
    assert of(said(), doubt, settled).unaged == pytest.approx(1 - 0.32**2)


def test_a_contradiction_with_both_sides_live_caps_at_45():
    against = said(by="Omar Haddad", stance=Stance.CONTRADICTS)
    found = of(said(confirmed_at=NOW - timedelta(days=1), days=2), against)
    assert (found.unaged, found.contradicted) == (pytest.approx(0.45), True)
    assert of(said(days=60), against).contradicted is False


def test_a_conditional_denial_only_weakens():
    maybe = said(by="Omar Haddad", stance=Stance.CONTRADICTS, modality=Modality.CONDITIONAL)
    assert of(said(), maybe).contradicted is False
    assert of(said(), maybe).unaged == pytest.approx(0.68 * 0.8)


def test_a_denial_of_one_alternative_says_nothing_about_another():
    acme = said("competition", parts=(("name", "Acme"),), days=3)
    other = said("competition", parts=(("name", "Birch"),), by="Omar Haddad", days=2)
    out = said("competition", parts=(("name", "Acme"),), by="Ida Berg", stance=Stance.CONTRADICTS, days=1)
    rule = {"key": "competition", "several": frozenset({"name"})}
    assert not of(other, out, **rule).contradicted
    assert {pair[0].id for pair in of(acme, other, out, **rule).opposites} == {acme.id}
    date = said("decision_process", parts=(("date", "2026-03-20"),), days=3)
    moved = said("decision_process", parts=(("date", "q3"),), by="Ida Berg", stance=Stance.CONTRADICTS, days=1)
    assert of(date, moved, key="decision_process").contradicted


def test_the_same_speakers_contradiction_replaces_what_they_said():
    found = of(said(days=3), said(stance=Stance.CONTRADICTS, days=1), note(days=2))
    assert found.contradicted is False
    assert found.unaged == 0, "a seller's words do not stand in for what a customer took back"


def test_two_names_for_a_part_with_one_value_differ_unless_limited():
    rule = {"named": ("up to", "over")}
    janet = said("economic_buyer", parts=(("named", "janet"),), subject_key="janet moss", days=4)
    maria = said("economic_buyer", parts=(("named", "maria"),), subject_key="maria chen", by="Omar Haddad", days=2)
    assert of(janet, maria, key="economic_buyer", exclusive=rule).contradicted
    limited = replace(maria, quote="Maria signs up to 50k")
    assert not of(janet, limited, key="economic_buyer", exclusive=rule).contradicted
    assert not of(janet, replace(maria, subject_key="janet"), key="economic_buyer", exclusive=rule).contradicted


def test_a_persons_confirmation_settles_what_spoke_against_it_until_somebody_speaks_again():
    mine, against = said(days=5), said(by="Omar Haddad", stance=Stance.CONTRADICTS, days=3)
    chosen = replace(mine, confirmed_at=NOW - timedelta(days=1))
    assert of(mine, against).contradicted
    assert of(chosen, against).unaged == pytest.approx(0.85)
    assert of(chosen, replace(against, observed_at=NOW)).contradicted


def test_age_holds_for_the_first_half_then_falls_to_half_and_then_nothing():
    item = said()
    aged = [of(item, life=40, days=d).aged for d in (0, 20, 30, 40, 41)]
    assert aged == pytest.approx([0.68, 0.68, 0.51, 0.34, 0.0])
    assert [of(item, life=40, days=d).unaged for d in (40, 41)] == pytest.approx([0.68, 0.0])


def test_a_confirmation_does_not_renew_the_age():
    assert of(said(days=46, confirmed_at=NOW)).unaged == 0


def test_waiting_settles_no_disagreement():
    early, late = said(by="Omar Haddad", stance=Stance.CONTRADICTS, days=40), said(days=1)
    assert of(early, late, days=0).contradicted
    assert of(early, late, days=10).contradicted, "past its life, and nobody has spoken to it since"
    assert not of(early, late, replace(late, id="new", observed_at=NOW + timedelta(days=9)), days=10).contradicted


def test_rejected_and_later_evidence_is_not_there():
    assert of(said(rejected=True)).unaged == 0
    assert of(said(days=-1)).unaged == 0
