"""Signals that stand on who steps back, who is named as the one who says yes, and on talks and dates moved by words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from journey_tui.domain.model import Lane, Party, Stance
from journey_tui.domain.signals_base import SignalContext
from tests.domain.signal_cases import ANA, BEN, CONTEXT, SAM, evidence, mail, meeting, one, people, read, remark

HEARD = mail(3, ANA, SAM)
TWICE = (HEARD, mail(9, ANA, SAM, thread="t2"))
ACT = evidence("champion", 20, ANA, "I walked our CTO through it", act=True)
GONE = remark("leaving", 5, ANA, "I leave the company in spring", value="I leave the company")


def test_a_champion_who_leaves_is_weakening_and_their_own_next_act_does_not_undo_it() -> None:
    later = evidence("champion", 2, ANA, "I have booked the CTO for you", act=True)
    for proof in ((ACT,), (ACT, later)):
        found = one(read("champion_weakening", HEARD, said=(GONE,), proof=proof))
        assert found.fired
        assert found.person == "Ana Prior"
        assert found.clears == "A name of who carries it on after Ana Prior"
        assert found.evidence == (GONE.id,)


def test_what_a_colleague_does_since_cancels_that_a_champion_leaves() -> None:
    other = evidence("champion", 2, BEN, "I have booked the CTO for you", act=True)
    assert "Ben Osei's act of Sat 21 Nov" in one(read("champion_weakening", HEARD, said=(GONE,), proof=(ACT, other))).cancelled_by


def test_leaving_counts_for_who_carries_it_or_for_the_main_voice_alone() -> None:
    assert read("champion_weakening", HEARD, said=(replace(GONE, speaker_key=BEN),), proof=(ACT,)) == []
    assert read("champion_weakening", HEARD, said=(GONE,)) == []
    assert one(read("champion_weakening", *TWICE, said=(GONE,))).fired
    by_role = read("champion_weakening", HEARD, said=(GONE,), who=people(ana=Lane.CHAMPION))
    assert one(by_role).fired
    about = remark("leaving", 5, BEN, "Ana is leaving us", value="leaving", addressed_to=ANA)
    assert one(read("champion_weakening", HEARD, said=(about,), proof=(ACT,))).person == "Ana Prior"


def test_leaving_is_live_for_a_champions_word_or_until_its_day() -> None:
    old = replace(GONE, at=GONE.at.replace(month=9))
    assert read("champion_weakening", HEARD, said=(old,), proof=(ACT,)) == []
    assert one(read("champion_weakening", HEARD, said=(replace(old, due=date(2026, 12, 31)),), proof=(ACT,))).fired


def test_leaving_in_confidence_is_cleared_with_that_person_alone() -> None:
    found = one(read("champion_weakening", HEARD, said=(replace(GONE, confidential=True),), proof=(ACT,)))
    assert "(in confidence)" in found.fact
    assert found.clears == "Who carries it on, in a conversation with Ana Prior alone"


def test_leaving_stands_beside_no_second_signal_of_the_same_person() -> None:
    weak = evidence("champion", 4, ANA, "I may hand this on", Stance.WEAKENS)
    assert one(read("champion_weakening", HEARD, said=(GONE,), proof=(ACT, weak))).evidence == (GONE.id,)


NAMED = remark("decider", 6, ANA, "Ottilie Kern signs it", value="Ottilie Kern")


def test_whom_a_customer_names_is_not_heard_until_they_write_or_speak_or_are_invited() -> None:
    found = one(read("decision_maker_not_heard", HEARD, said=(NAMED,)))
    assert found.fired
    assert (found.person, found.evidence) == ("Ottilie Kern", (NAMED.id,))
    known = remark("decider", 6, ANA, "Ben signs it", value="Ben", addressed_to=BEN)
    assert one(read("decision_maker_not_heard", HEARD, said=(known,))).fired
    assert (
        one(read("decision_maker_not_heard", HEARD, mail(1, BEN, SAM), said=(known,))).cancelled_by
        == "Ben Osei was heard on Sun 22 Nov"
    )
    assert (
        "invited to Walk-through"
        in one(read("decision_maker_not_heard", HEARD, meeting(-4, SAM, BEN), said=(known,))).cancelled_by
    )


def test_who_is_named_last_counts_even_where_somebody_before_was_heard() -> None:
    own = remark("authority", 20, ANA, "I can approve this")
    assert one(read("decision_maker_not_heard", HEARD, said=(own, NAMED))).person == "Ottilie Kern"
    again = remark("authority", 2, ANA, "I can approve this after all")
    assert "Ana Prior was heard" in one(read("decision_maker_not_heard", HEARD, said=(NAMED, again))).cancelled_by


def test_who_says_that_it_is_not_theirs_is_no_decision_maker() -> None:
    own = remark("authority", 20, ANA, "I can approve this")
    denied = remark("decider", 4, ANA, "That is above my pay grade", value="not me")
    assert read("decision_maker_not_heard", HEARD, said=(own, denied)) == []
    heard = SignalContext(
        **{**{name: getattr(CONTEXT, name) for name in CONTEXT.__dataclass_fields__}, "economic_buyer_heard": True}
    )
    role = people(ben=Lane.ECONOMIC_BUYER)
    assert one(read("decision_maker_not_heard", HEARD, said=(own, denied), context=heard, who=role)).fired
    assert one(read("decision_maker_not_heard", HEARD, context=heard, who=role)).cancelled_by == "a person of that role was heard"


MOVED = remark("rescheduled", 2, ANA, "I have to move our call to Friday", due=date(2026, 11, 27))


def test_a_talk_moved_by_words_is_news_until_it_is_held_or_past() -> None:
    found = one(read("meeting_moved", HEARD, said=(MOVED,)))
    assert found.fired
    assert found.fact.startswith("Ana Prior moved a talk to Fri 27 Nov on 21 Nov")
    held = replace(MOVED, at=MOVED.at.replace(day=18), due=date(2026, 11, 20))
    assert one(read("meeting_moved", HEARD, meeting(3, SAM, ANA), said=(held,))).cancelled_by == "held on Fri 20 Nov"
    assert "is past" in one(read("meeting_moved", HEARD, said=(held,))).cancelled_by
    assert read("meeting_moved", HEARD, said=(replace(MOVED, at=MOVED.at.replace(month=10)),)) == []


def test_a_move_that_takes_up_the_date_before_is_the_same_things() -> None:
    said = (
        remark("date_moved", 30, ANA, "the round is displaced", due=date(2026, 11, 20), value="round; was 2026-10-30"),
        remark(
            "date_moved", 7, ANA, "the 20th is gone, it is now the 11th", due=date(2026, 12, 11), value="date; was 2026-11-20"
        ),
    )
    assert "by 42 days, 2 times" in one(read("customer_date_moved", HEARD, said=said)).fact
    assert one(read("no_dated_next_step", HEARD, said=said)).cancelled_by == "“the 20th is gone, it is now the …” on Fri 11 Dec"


def test_a_moved_date_stays_news_longer_while_it_lies_ahead() -> None:
    ahead = remark("date_moved", 40, ANA, due=date(2026, 12, 11), value="round; was 2026-10-30")
    assert one(read("customer_date_moved", HEARD, said=(ahead,))).fired
    assert read("customer_date_moved", HEARD, said=(replace(ahead, due=None),)) == []


def test_an_event_half_a_year_ahead_is_no_next_step() -> None:
    far = remark("dated_event", 3, ANA, due=date(2027, 5, 1), value="survey")
    assert one(read("no_dated_next_step", HEARD, said=(far,))).fired


def test_what_was_sent_with_a_copy_or_to_a_named_colleague_is_delivered_and_answered() -> None:
    promise = remark(
        "promise",
        7,
        SAM,
        "Liz will have the certificate by Friday",
        value="the certificate",
        due=date(2026, 11, 20),
        of=mail(7, SAM, ANA),
    )
    sent = mail(3, SAM, BEN, text="certificate attached", thread="t9")
    copied = replace(sent, parties=(*(one for one in sent.parties if one.role != "to"), Party("Ana Prior", ANA, "cc")))
    asked_in = mail(7, SAM, ANA)
    assert one(read("promise_owed", asked_in, copied, said=(promise,))).cancelled_by.startswith("Sam Holt on Fri 20 Nov")
    request = remark("request", 6, ANA, "please send the order form and terms to Ben", of=mail(6, ANA, SAM))
    form = mail(4, SAM, BEN, text="order form and terms attached", thread="t8", subject="Order form")
    assert one(read("question_unanswered", form, said=(request,))).cancelled_by.startswith("Sam Holt wrote on")


def test_a_question_when_to_meet_is_answered_by_meeting() -> None:
    asked = remark("question", 14, ANA, "thurs same time?")
    assert one(read("question_unanswered", HEARD, said=(asked,))).fired
    assert one(read("question_unanswered", HEARD, meeting(11, SAM, ANA), said=(asked,))).cancelled_by.startswith(
        "spoke with Ana Prior"
    )


def test_what_they_once_had_is_no_alternative_now() -> None:
    once = evidence("competition", 4, ANA, "We had Hexmill here in the spring.", parts=(("name", "Hexmill"),))
    assert read("alternative_mentioned", HEARD, proof=(once,)) == []
    assert one(read("alternative_mentioned", HEARD, proof=(replace(once, quote="We had Hexmill in last week."),))).fired
    assert read("alternative_mentioned", HEARD, proof=(replace(once, quote="Offers: you", parts=(("name", "Offers"),)),)) == []


def test_who_chose_us_has_no_alternative_named_before() -> None:
    named = remark("alternative", 20, ANA, value="Hexmill")
    chose = remark("alternative", 5, BEN, "We chose you", value="dropped:*")
    assert (
        one(read("alternative_mentioned", HEARD, said=(named, chose))).cancelled_by
        == "Hexmill: dropped by the customer on 18 Nov"
    )
    since = remark("alternative", 2, ANA, value="Hexmill")
    assert one(read("alternative_mentioned", HEARD, said=(named, chose, since))).fired
    proof = evidence("competition", 12, ANA, "we also trial Oakline", parts=(("name", "Oakline"),))
    assert one(read("alternative_mentioned", HEARD, said=(chose,), proof=(proof,))).cancelled_by
