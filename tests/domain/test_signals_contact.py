"""Replies, two-way contact, voices and the decision-maker: fired, silent, and every way of cancelling."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from journey_tui.domain.model import Deal, Freshness, Lane, Modality, Origin
from tests.domain.signal_cases import (
    ANA,
    BEN,
    CONTEXT,
    LIZ,
    NOW,
    PIA,
    SAM,
    ago,
    evidence,
    mail,
    meeting,
    one,
    people,
    read,
    remark,
)

QUESTION = "Which of the two plants goes first?"


def asked(days: float, *to: str, **more: object) -> object:
    return mail(days, SAM, *(to or (ANA,)), text=QUESTION, thread="ask", subject="Which plant", **more)


def test_reply_overdue_fires_against_the_channel_cadence_below_three_replies() -> None:
    found = one(read("reply_overdue", mail(30, ANA, SAM), asked(13)))
    assert found.fired
    assert found.person == "Ana Prior"
    assert "13 days" in found.fact
    assert "5 days" in found.fact
    assert "Evaluation" in found.why


def test_reply_overdue_is_silent_within_the_cadence() -> None:
    assert read("reply_overdue", mail(30, ANA, SAM), asked(9)) == []


def test_reply_overdue_uses_this_persons_own_usual_gap_from_three_replies_on() -> None:
    quick = [t for n in range(3) for t in (mail(40 - n, SAM, ANA, thread=f"q{n}"), mail(40 - n - 0.1, ANA, SAM, thread=f"q{n}"))]
    assert one(read("reply_overdue", *quick, asked(6))).fired
    assert "usually answers within 2 hours" in one(read("reply_overdue", *quick, asked(6))).fact
    slow = [t for n in range(3) for t in (mail(90 - n, SAM, ANA, thread=f"q{n}"), mail(60 - n, ANA, SAM, thread=f"q{n}"))]
    assert read("reply_overdue", *slow, asked(20)) == []


def test_reply_overdue_counts_working_days_over_a_weekend() -> None:
    quick = [t for n in range(3) for t in (mail(40 - n, SAM, ANA, thread=f"q{n}"), mail(40 - n - 0.1, ANA, SAM, thread=f"q{n}"))]
    assert read("reply_overdue", *quick, asked(3)) == []  # asked on Friday, now Monday


def test_reply_overdue_needs_a_message_that_asks() -> None:
    assert read("reply_overdue", mail(30, ANA, SAM), mail(20, SAM, ANA, text="Here is the recap.", thread="ask")) == []
    told = mail(20, SAM, ANA, text="", thread="ask")
    assert one(read("reply_overdue", mail(30, ANA, SAM), told, said=(remark("asked", 20, SAM, QUESTION, of=told),))).fired


CANCELS = {
    "heard elsewhere": (mail(4, ANA, LIZ, thread="other"), "Ana Prior was heard on Thu 19 Nov"),
    "a colleague answered": (mail(4, BEN, SAM, thread="ask"), "Ben Osei answered on Thu 19 Nov"),
    "met since": (meeting(4, ANA, SAM), "spoke on Thu 19 Nov"),
    "a meeting ahead": (meeting(-2, ANA, SAM), "meeting with Ana Prior on Wed 25 Nov"),
}


@pytest.mark.parametrize("case", CANCELS)
def test_reply_overdue_is_cancelled_by_contact(case: str) -> None:
    what, words = CANCELS[case]
    found = one(read("reply_overdue", mail(30, ANA, SAM), asked(13), what))
    assert not found.fired
    assert found.cancelled_by == words
    assert "no reply" not in found.fact.lower()


def test_reply_overdue_is_silent_once_the_person_answered_in_the_thread() -> None:
    assert read("reply_overdue", asked(20), mail(18, ANA, SAM, thread="ask")) == []


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2026, 11, 30), "Ana Prior said on 9 Nov: away until 30 Nov"),
        (date(2026, 11, 20), "Ana Prior said on 9 Nov: away until 20 Nov"),
    ],
)
def test_reply_overdue_is_cancelled_while_away_and_just_after(due: date, words: str) -> None:
    found = one(
        read("reply_overdue", mail(30, ANA, SAM), asked(13), said=(remark("absence", 14, ANA, due=due, value="from 2026-11-09"),))
    )
    assert found.cancelled_by == words


def test_reply_overdue_fires_again_long_after_the_return_and_before_a_later_leave() -> None:
    back = remark("absence", 40, ANA, due=date(2026, 11, 2), value="")
    later = remark("absence", 14, ANA, due=date(2027, 1, 4), value="from 2026-12-21")
    assert one(read("reply_overdue", mail(60, ANA, SAM), asked(35), said=(back, later))).fired


def test_reply_overdue_takes_a_colleagues_word_on_an_absence() -> None:
    told = remark("absence", 5, BEN, due=date(2026, 12, 1), addressed_to=ANA)
    assert (
        one(read("reply_overdue", mail(30, ANA, SAM), asked(13), said=(told,))).cancelled_by
        == "Ben Osei said on 18 Nov: Ana Prior away until 1 Dec"
    )


def test_reply_overdue_is_cancelled_by_their_promise_and_by_a_late_mailbox() -> None:
    promised = remark("promise", 12, ANA, "I'll answer by month end", due=date(2026, 11, 30), value="answer")
    assert "come back by Mon 30 Nov" in one(read("reply_overdue", mail(30, ANA, SAM), asked(13), said=(promised,))).cancelled_by
    late = (Freshness("mail", ago(6), 900),)
    assert "mail not synced since" in one(read("reply_overdue", mail(30, ANA, SAM), asked(13), freshness=late)).cancelled_by


def test_no_two_way_contact_fires_after_three_cadences_and_two_weeks_at_least() -> None:
    found = one(read("no_two_way_contact", mail(20, ANA, SAM), mail(3, SAM, ANA)))
    assert found.fired
    assert "since Tue 3 Nov" in found.fact
    assert read("no_two_way_contact", mail(14, ANA, SAM)) == []
    assert read("no_two_way_contact", mail(20, ANA, SAM), context=replace(CONTEXT, cadence_days=10)) == []
    assert read("no_two_way_contact", mail(40, ANA, SAM), meeting(5, ANA, SAM)) == []


def test_no_two_way_contact_ignores_automatic_replies_and_our_own_messages() -> None:
    auto = mail(2, ANA, SAM, origin=Origin.AUTOMATED, auto="auto_reply")
    assert one(read("no_two_way_contact", mail(20, ANA, SAM), auto)).fired


def test_no_two_way_contact_is_cancelled_by_absence_event_meeting_partner_and_late_mail() -> None:
    quiet = mail(20, ANA, SAM)
    away = (remark("absence", 20, ANA, due=date(2026, 12, 7)),)
    assert one(read("no_two_way_contact", quiet, said=away)).cancelled_by == "Ana Prior said on 3 Nov: away until 7 Dec"
    board = (remark("dated_event", 20, ANA, due=date(2026, 12, 9), value="board meeting"),)
    assert one(read("no_two_way_contact", quiet, said=board)).cancelled_by == "plan holds: board meeting on Wed 9 Dec"
    assert "Walk-through on Wed 25 Nov" in one(read("no_two_way_contact", quiet, meeting(-2, ANA, SAM))).cancelled_by
    partner = mail(6, PIA, SAM, thread="p")
    assert one(read("no_two_way_contact", quiet, partner)).fired
    reseller = replace(CONTEXT, reseller=True)
    assert (
        "the partner carries the contact: Pia Lund on Tue 17 Nov"
        in one(read("no_two_way_contact", quiet, partner, context=reseller)).cancelled_by
    )
    assert one(read("no_two_way_contact", quiet, mail(40, PIA, SAM, thread="p"), context=reseller)).fired
    assert "not synced" in one(read("no_two_way_contact", quiet, freshness=(Freshness("mail", ago(5), 600),))).cancelled_by


def test_one_voice_fires_past_the_first_stage_with_three_touchpoints() -> None:
    three = [mail(n, ANA, SAM) for n in (9, 6, 3)]
    found = one(read("one_voice", *three))
    assert found.fired
    assert "Ana Prior is the one customer voice heard so far, 3 times" in found.fact
    assert read("one_voice", *three[:2]) == []
    assert read("one_voice", *three, context=replace(CONTEXT, stage="Discovery")) == []


def test_one_voice_is_cancelled_by_a_second_voice_or_an_invitation() -> None:
    three = [mail(n, ANA, SAM) for n in (9, 6, 3)]
    heard = one(read("one_voice", *three, meeting(2, BEN, SAM, spoken=True)))
    assert heard.cancelled_by == "Ana Prior and Ben Osei were heard"
    assert one(read("one_voice", *three, meeting(-3, SAM, ANA, BEN))).cancelled_by == "Ben Osei is invited on Thu 26 Nov"


def test_an_invitation_that_nobody_answered_is_no_voice_to_come() -> None:
    three = [mail(n, ANA, SAM) for n in (9, 6, 3)]
    unanswered = meeting(-3, SAM, ANA, BEN)
    unanswered = replace(unanswered, parties=tuple(replace(one, answer="needs_action") for one in unanswered.parties))
    assert one(read("one_voice", *three, unanswered)).fired
    who = people(ben=Lane.ECONOMIC_BUYER)
    assert one(read("decision_maker_not_heard", mail(3, ANA, SAM), unanswered, who=who)).fired


def test_who_plainly_names_the_signer_leads_before_an_if() -> None:
    plain = evidence("economic_buyer", 5, ANA, "Ottilie signs these", parts=(("named", "Ottilie Kern"),))
    joke = evidence(
        "economic_buyer", 4, LIZ, "If it makes tea I sign it", parts=(("named", "Liz Arden"),), modality=Modality.CONDITIONAL
    )
    found = one(read("decision_maker_not_heard", mail(3, ANA, SAM), mail(2, LIZ, SAM), proof=(plain, joke)))
    assert found.fired
    assert found.person.casefold() == "ottilie kern"


def test_decision_maker_not_heard_fires_for_a_role_and_for_a_name_in_evidence() -> None:
    by_role = one(read("decision_maker_not_heard", mail(3, ANA, SAM), who=people(ben=Lane.ECONOMIC_BUYER)))
    assert by_role.fired
    assert by_role.person == "Ben Osei"
    named = evidence("economic_buyer", 5, ANA, "Ben signs these", parts=(("named", "Ben Osei"),))
    assert one(read("decision_maker_not_heard", mail(3, ANA, SAM), proof=(named,))).fired
    stranger = evidence("economic_buyer", 5, ANA, "Ottilie signs these", parts=(("named", "Ottilie Kern"),))
    assert one(read("decision_maker_not_heard", mail(3, ANA, SAM), proof=(stranger,))).person.casefold() == "ottilie kern"


def test_decision_maker_not_heard_is_silent_when_nobody_is_named_or_the_stage_is_the_first() -> None:
    assert read("decision_maker_not_heard", mail(3, ANA, SAM)) == []
    early = replace(CONTEXT, stage="Discovery", gatekeeper=Lane.CHAMPION)
    assert read("decision_maker_not_heard", mail(3, ANA, SAM), who=people(ben=Lane.ECONOMIC_BUYER), context=early) == []


def test_decision_maker_not_heard_is_cancelled_when_heard_or_invited() -> None:
    who = people(ben=Lane.ECONOMIC_BUYER)
    assert one(read("decision_maker_not_heard", mail(3, BEN, SAM), who=who)).cancelled_by == "Ben Osei was heard on Fri 20 Nov"
    assert (
        one(read("decision_maker_not_heard", meeting(4, ANA, BEN, spoken=True), who=who)).cancelled_by
        == "Ben Osei was heard on Thu 19 Nov"
    )
    invited = one(read("decision_maker_not_heard", mail(3, ANA, SAM), meeting(-3, SAM, BEN), who=who))
    assert invited.cancelled_by == "invited to Walk-through on Thu 26 Nov"
    only_accepted = meeting(6, BEN, SAM)
    assert one(read("decision_maker_not_heard", mail(3, ANA, SAM), only_accepted, who=who)).fired
    stated = remark("authority", 8, ANA, "I sign these myself", value="Ana Prior")
    assert not one(read("decision_maker_not_heard", mail(8, ANA, SAM), said=(stated,))).fired


def test_a_closed_deal_and_an_unknown_place_on_the_way_have_no_signals() -> None:
    assert read("no_two_way_contact", mail(40, ANA, SAM), deal=Deal("d1", "x", closed=True)) == []
    assert read("no_two_way_contact", mail(40, ANA, SAM), context=replace(CONTEXT, gate="", stage="")) == []


def test_origin_human_and_automated_count_only_theirs() -> None:
    auto = mail(2, ANA, SAM, origin=Origin.AUTOMATED, auto="auto_reply")
    assert one(read("no_two_way_contact", mail(20, ANA, SAM), auto, origin="human")).fired
    assert read("no_two_way_contact", mail(20, ANA, SAM), auto, origin="automated") == []
    assert NOW - timedelta(days=2) == auto.at
