"""Status, band and words of a requirement: the table of the six cases to the digit, and the order of statuses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from journey_tui.domain.model import Decision, Modality, Seen, Stance
from journey_tui.domain.reading import Band, RequirementReading, Status
from journey_tui.domain.requirements import read_requirement
from tests.domain.ledger_facts import NOW, PLAYBOOK, WEIGHTS, field_of_crm, invitation, note, said

CRITERIA = PLAYBOOK.requirement("decision_criteria")
ONE = (said(),)
TWO = (said(), said(by="Omar Haddad"))
CONFIRMED = (said(confirmed_at=NOW),)
CONTRADICTED = (said(), said(by="Omar Haddad", stance=Stance.CONTRADICTS))
SELLERS = (note(), note(days=1), note(days=2), field_of_crm())


def read(*evidence, key="decision_criteria", days=0.0, decisions=(), **more) -> RequirementReading:
    return read_requirement(PLAYBOOK.requirement(key), evidence, NOW + timedelta(days=days), WEIGHTS, decisions, **more)


@pytest.mark.parametrize(
    ("evidence", "score", "status", "band"),
    [
        (ONE, 0.68, Status.SUPPORTED, Band.MEDIUM),
        (TWO, 0.8976, Status.VERIFIED, Band.HIGH),
        (CONFIRMED, 0.85, Status.VERIFIED, Band.HIGH),
        (CONTRADICTED, 0.45, Status.CONFLICTING, Band.LOW),
        (SELLERS, 0.54, Status.CLAIMED, Band.LOW),
    ],
)
def test_the_six_cases(evidence, score, status, band):
    reading = read(*evidence)
    assert reading.score == pytest.approx(score)
    assert (reading.status, reading.band) == (status, band)


def test_an_accepted_invitation_alone():
    reading = read(invitation(parts=(("step", "board"), ("date", "2026-03-20"))), key="decision_process")
    assert (reading.score, reading.status, reading.band) == (pytest.approx(0.70), Status.SUPPORTED, Band.MEDIUM)


@pytest.mark.parametrize(("evidence", "last_high", "last_medium"), [(TWO, 26, 45), (CONFIRMED, 22, 38)])
def test_the_days_on_which_age_changes_the_words(evidence, last_high, last_medium):
    assert CRITERIA.life_days == 45
    for day in (0, last_high):
        assert read(*evidence, days=day).band is Band.HIGH
    for day in (last_high + 1, last_medium):
        reading = read(*evidence, days=day)
        assert (reading.band, reading.status) == (Band.MEDIUM, Status.VERIFIED)
    assert read(*evidence, days=45).status is Status.VERIFIED
    stale = read(*evidence, days=46)
    assert (stale.status, stale.band, stale.score) == (Status.STALE, Band.LOW, 0.0)


@pytest.mark.parametrize(
    ("evidence", "days"), [(ONE, [32, 46]), (TWO, [27, 46]), (CONFIRMED, [23, 39, 46]), (CONTRADICTED, [46]), (SELLERS, [])]
)
def test_valid_until_is_the_very_moment_of_the_next_change(evidence, days):
    moment, seen = NOW, []
    while (reading := read_requirement(CRITERIA, evidence, moment, WEIGHTS)).valid_until:
        before = read_requirement(CRITERIA, evidence, reading.valid_until - timedelta(seconds=1), WEIGHTS)
        after = read_requirement(CRITERIA, evidence, reading.valid_until, WEIGHTS)
        assert (before.status, before.band) == (reading.status, reading.band)
        assert (after.status, after.band) != (reading.status, reading.band)
        moment = reading.valid_until
        seen.append((moment - NOW).days)
    assert seen == days


def test_two_invitations_never_verify_without_a_word():
    two = [invitation(days=d, parts=(("step", "board"), ("person", "cfo")), by=n) for d, n in ((1, "A B"), (9, "C D"))]
    assert read(*two, key="decision_process").status is Status.SUPPORTED
    assert read(*two, said("decision_process"), key="decision_process").status is Status.VERIFIED


def test_every_part_must_be_covered_by_the_customer():
    only_number = [said("metrics", parts=(("number", "15%"),), by=name) for name in ("A B", "C D")]
    reading = read(*only_number, note("metrics"), key="metrics")
    assert (reading.status, reading.covered, reading.missing) == (Status.SUPPORTED, ("number",), ("time_frame",))
    assert reading.question == PLAYBOOK.requirement("metrics").parts[1].question
    assert reading.would_change == "the customer saying by when"


def test_the_named_person_must_have_been_heard():
    named = [said("economic_buyer", parts=(("named", "janet moss"),), subject_key="janet moss", by=n) for n in ("A B", "C D")]
    assert read(*named, key="economic_buyer").missing == ("heard",)
    heard = read(*named, key="economic_buyer", heard_keys=frozenset({"janet moss", "janet@x.example"}))
    assert (heard.missing, heard.status) == ((), Status.VERIFIED)
    by_first_name = read(
        said("economic_buyer", parts=(("named", "Janet"),)), key="economic_buyer", heard_keys=frozenset({"janet moss"})
    )
    assert by_first_name.missing == ()
    herself = said("economic_buyer", parts=(("named", "janet moss"),), subject_key="janet moss", by="Janet Moss")
    assert read(herself, key="economic_buyer").missing == ()


def test_a_friendly_word_is_no_act():
    assert read(said("champion", parts=()), key="champion").missing == ("act",)
    assert read(said("champion", parts=(), act=True), key="champion").missing == ()


def test_the_order_of_statuses():
    assert read().status is Status.UNKNOWN
    assert read(said(modality=Modality.EXPLORATORY)).status is Status.UNKNOWN
    assert read(said(seen=Seen.INFERENCE)).status is Status.UNKNOWN
    assert read(note(days=300)).status is Status.CLAIMED
    assert read(said(days=100), note()).status is Status.STALE
    weakened = read(said(days=100), said(stance=Stance.WEAKENS, days=2), note())
    assert weakened.status is Status.STALE
    assert "takes weight off it" in weakened.reason
    assert read(said(days=100), said(by="C D", stance=Stance.CONTRADICTS)).status is Status.STALE
    assert read(note(), said(by="C D", stance=Stance.CONTRADICTS)).status is Status.CONFLICTING


def test_blank_where_nothing_switches_it_on():
    assert read(said(), on=False).status is Status.BLANK


def decision(kind="override", value="", target="crm:1:d|requirement|decision_criteria", days=0, **more) -> Decision:
    return Decision(f"d{days}{value}", NOW + timedelta(days=days), "Dana", kind, target, value=value, **more)


def test_a_persons_status_leads_and_what_the_evidence_reads_stands_beside_it():
    reading = read(*TWO, decisions=[decision(value="Unknown", reason="they start over")])
    assert (reading.status, reading.set_by) == (Status.UNKNOWN, "Dana")
    assert reading.reason.startswith("set by Dana: they start over; the evidence reads Verified")


def test_waived_is_not_needed_until_the_day_after_it_expires():
    waived = [decision("waive", reason="group standard", expires=date(2026, 3, 5))]
    assert read(decisions=waived, days=3.5).status is Status.NOT_NEEDED
    assert read(decisions=waived, days=4).status is Status.UNKNOWN
    assert read(decisions=waived, days=-1).status is Status.UNKNOWN
    assert read(decisions=waived).valid_until.date() == date(2026, 3, 6)


def test_the_newest_decision_counts_and_only_on_its_own_requirement():
    both = [decision(value="Claimed", days=-2), decision(value="Stale", days=-1)]
    assert read(decisions=both).status is Status.STALE
    assert read(decisions=[decision(value="Verified", target="crm:1:d|requirement|pain")]).status is Status.UNKNOWN


def test_a_late_source_caps_the_band_and_says_so():
    reading = read(*TWO, cap=Band.MEDIUM, cap_reason="mail not synced since Mon 23 Feb")
    assert (reading.band, reading.status) == (Band.MEDIUM, Status.VERIFIED)
    assert "mail not synced since Mon 23 Feb" in reading.reason
    assert read(*ONE, cap=Band.MEDIUM, cap_reason="late").reason.count("late") == 0


def test_words_name_who_said_it_and_what_would_change_it():
    reading = read(*ONE)
    assert reading.reason == "Mara Lindqvist, 2 Mar: heard once"
    assert reading.would_change == "a second customer voice on “How they'll choose”, or your confirmation (c)"
    assert read(said(days=100)).reason == "last said by Mara Lindqvist, 22 Nov, past its 45 days"
    assert read(*CONTRADICTED).reason.startswith("two voices differ: Mara Lindqvist, 2 Mar")
    assert read(*SELLERS).question == CRITERIA.question


def test_what_was_said_in_confidence_is_in_no_question():
    secret = replace(ONE[0], confidential=True, quote="between us, the audit is a formality")
    for evidence in ((secret,), (secret, replace(CONTRADICTED[1], confidential=True))):
        reading = read(*evidence)
        assert "formality" not in reading.question + reading.would_change + reading.reason
