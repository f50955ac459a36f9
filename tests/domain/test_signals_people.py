"""A champion's word and alternatives: fired, silent, cancelled; no blame, stable ids, near-linear."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

from journey_tui.domain.contact import ContactIndex, last_heard, usual_reply_hours
from journey_tui.domain.language import lint
from journey_tui.domain.model import Deal, DealFacts, Decision, Lane, Modality, Seen, Stance
from journey_tui.domain.signals import KINDS, signals
from tests.domain.signal_cases import ANA, BEN, CONTEXT, NOW, SAM, ago, evidence, mail, meeting, one, people, read, remark

HEARD = mail(3, ANA, SAM)
ACT = evidence("champion", 20, ANA, "I walked our CTO through it", act=True)
WEAK = evidence("champion", 5, ANA, "I may hand this to a colleague in spring", Stance.WEAKENS)


def test_champion_weakening_fires_after_the_last_act() -> None:
    found = one(read("champion_weakening", HEARD, proof=(ACT, WEAK)))
    assert found.fired
    assert found.person == "Ana Prior"
    assert "the last act was on 3 Nov" in found.fact
    assert found.evidence == (WEAK.id,)


def test_champion_weakening_is_cancelled_by_a_later_act_but_not_by_an_accepted_invitation() -> None:
    later = evidence("champion", 2, ANA, "I have booked the CTO for you", act=True)
    assert "Ana Prior's act of Sat 21 Nov" in one(read("champion_weakening", HEARD, proof=(ACT, WEAK, later))).cancelled_by
    accepted = replace(later, seen=Seen.INVITATION)
    assert one(read("champion_weakening", HEARD, proof=(ACT, WEAK, accepted))).fired


def test_champion_weakening_is_silent_for_others_for_sellers_and_when_stale() -> None:
    by_other = replace(WEAK, speaker_key=BEN)
    assert read("champion_weakening", HEARD, proof=(ACT, by_other)) == []
    ours = evidence("champion", 5, SAM, "Ana seems cooler", Stance.WEAKENS)
    assert read("champion_weakening", HEARD, proof=(ACT, ours)) == []
    old = evidence("champion", 40, ANA, "not sure I can carry this", Stance.WEAKENS)
    assert read("champion_weakening", HEARD, proof=(old,)) == []
    rejected = replace(WEAK, rejected=True)
    assert read("champion_weakening", HEARD, proof=(ACT, rejected)) == []
    assert read("champion_weakening", HEARD, proof=(evidence("pain", 5, ANA, "x", Stance.WEAKENS), ACT)) == []


def test_what_was_said_in_confidence_is_never_cleared_by_telling_others() -> None:
    secret = replace(WEAK, confidential=True)
    found = one(read("champion_weakening", HEARD, proof=(ACT, secret)))
    assert "in confidence" in found.fact
    assert found.clears == "Who carries it on, in a conversation with Ana Prior alone"


def test_alternative_mentioned_is_one_signal_per_alternative() -> None:
    said = (
        remark("alternative", 9, ANA, "Hexmill quoted too", value="Hexmill"),
        remark("alternative", 5, BEN, "we could build it", value="build"),
    )
    found = read("alternative_mentioned", HEARD, said=said)
    assert {item.detail for item in found if item.fired} == {"Hexmill", "building it themselves"}
    assert len({item.id for item in found}) == 2


def test_alternative_mentioned_is_cancelled_when_dropped_and_when_old() -> None:
    said = (
        remark("alternative", 40, ANA, value="Hexmill"),
        remark("alternative", 9, ANA, "Hexmill is out", value="dropped:Hexmill"),
    )
    assert one(read("alternative_mentioned", HEARD, said=said)).cancelled_by == "Hexmill: dropped by the customer on 14 Nov"
    again = (*said, remark("alternative", 2, BEN, "we reopened Hexmill", value="Hexmill Pro"))
    assert one(read("alternative_mentioned", HEARD, said=again)).fired
    old = remark("alternative", 60, ANA, value="Hexmill")
    assert one(read("alternative_mentioned", HEARD, said=(old,))).cancelled_by == "last named on 24 Sep"


def test_alternative_mentioned_takes_asserted_customer_evidence_and_no_rumour() -> None:
    named = evidence("competition", 4, ANA, "we also trial Hexmill", parts=(("name", "Hexmill"),))
    assert one(read("alternative_mentioned", HEARD, proof=(named,))).detail == "Hexmill"
    for item in (replace(named, modality=Modality.EXPLORATORY), evidence("competition", 4, SAM, "Hexmill?", parts=(("name", "Hexmill"),)),
                 replace(named, parts=(("name", "none"),))):  # fmt: skip
        assert read("alternative_mentioned", HEARD, proof=(item,)) == []


def test_every_sentence_is_free_of_blame_and_complete() -> None:
    said = (
        remark("date_moved", 4, ANA, due=date(2026, 12, 18), value="go-live; was 2026-12-02"),
        remark("alternative", 4, ANA, value="Hexmill"),
        remark("promise", 12, SAM, due=date(2026, 11, 19), value="the plan"),
        remark("question", 12, ANA, "Is it ISO certified?", value="Is it ISO certified?"),
    )
    ask = mail(25, SAM, ANA, text="When can we start?", thread="x")
    facts = DealFacts(
        one_deal(),
        people(ben=Lane.ECONOMIC_BUYER),
        (mail(40, ANA, SAM), mail(39, ANA, SAM), mail(38, ANA, SAM), ask),
        (ACT, WEAK),
        said,
    )
    found = signals(facts, replace(CONTEXT, stage_since=ago(90)), NOW)
    assert {item.kind for item in found if item.fired} >= {
        "promise_owed", "question_unanswered", "champion_weakening", "customer_date_moved", "decision_maker_not_heard", "reply_overdue",
        "one_voice", "alternative_mentioned",
    }  # fmt: skip
    for item in found:
        assert item.kind in KINDS
        assert item.fact
        assert item.why
        assert item.clears
        assert not lint(f"{item.fact} {item.why} {item.clears} {item.cancelled_by}")
    assert [item.id for item in found] == [item.id for item in signals(facts, replace(CONTEXT, stage_since=ago(90)), NOW)]


def one_deal() -> Deal:
    return Deal("d1", "Oakmere")


def test_a_persons_mark_stays_with_its_signal() -> None:
    plain = one(read("champion_weakening", HEARD, proof=(ACT, WEAK)))
    mark = Decision("k", ago(1), "me", "signal", plain.id, value="wrong")
    assert one(read("champion_weakening", HEARD, proof=(ACT, WEAK), decisions=(mark,))).mark == "wrong"


def test_contact_index_answers_for_the_people_panel() -> None:
    talk = [t for n in range(4) for t in (mail(40 - n, SAM, ANA, thread=f"q{n}"), mail(39.5 - n, ANA, SAM, thread=f"q{n}"))]
    index = ContactIndex(talk, NOW, people())
    assert index.messages(ANA) == 4
    assert index.usual_reply_hours(ANA) == 12
    assert index.usual_reply_hours(BEN) is None
    assert index.last_heard("Ana Prior") == index.last_heard(ANA) == last_heard(talk, ANA, NOW) == ago(36.5)
    assert usual_reply_hours(talk[:4], ANA, NOW) is None
    assert index.away_until([remark("absence", 3, ANA, due=date(2026, 12, 1))], ANA, NOW) == date(2026, 12, 1)
    assert index.away_until([remark("absence", 30, ANA, due=date(2026, 11, 10))], ANA, NOW) is None
    assert index.two_way() == ago(36.5)
    spoken = ContactIndex([meeting(1, SAM, BEN, spoken=True)], NOW, people())
    assert spoken.voices() == [BEN]


def test_signals_stay_near_linear_in_the_number_of_touchpoints() -> None:
    def seconds(count: int) -> float:
        pairs = ((SAM, ANA), (ANA, SAM))
        talk = tuple(
            mail(90 - n * 80 / count, *pairs[n % 2], thread=f"t{n // 4}", text="Is the valve list final?") for n in range(count)
        )
        said = tuple(remark("question", 40 - n / 10, ANA, f"valve {n}?", value=f"valve {n}?") for n in range(0, 300))
        facts = DealFacts(one_deal(), people(), talk, (), said)
        start = time.perf_counter()
        signals(facts, CONTEXT, NOW)
        return time.perf_counter() - start

    seconds(200)
    small, large = seconds(1000), seconds(10_000)
    assert large < 40 * small + 0.5
