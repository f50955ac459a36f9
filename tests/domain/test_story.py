"""The story a rep reads: led by the customer's words, hedged by band, asking where nothing is known, blaming nobody."""

from __future__ import annotations

from dataclasses import replace

import pytest

from journey_tui.domain.compose import read_deal
from journey_tui.domain.language import lint, without_blame
from journey_tui.domain.model import Decision, Kind, Modality, Seen, Side, Stance
from journey_tui.domain.reading import Band, DealReading
from journey_tui.playbooks import load
from tests.domain.story_facts import ANNA, DANA, DEAL, NOW, OMAR, call, day, facts, mail, said, stage

BOOKS = load()
PAIN = said("p1", "pain", "We lost two berths a week to double bookings, and the season opens on 12 January.", day(11, 16),
            parts=(("problem", "double bookings"), ("consequence", "lost berths"), ("why_now", "season")))  # fmt: skip


def read(story: object, **extra: object) -> DealReading:
    return read_deal(story, BOOKS.playbook, BOOKS.channels, NOW, **extra)  # type: ignore[arg-type]


def test_a_deal_without_touchpoints_says_so_in_one_sentence() -> None:
    claims = read(facts()).claims
    assert len(claims) == 1
    assert "No touchpoint is stored" in claims[0].text
    assert claims[0].band is Band.NONE


def test_the_story_leads_with_the_customers_words_and_who_said_them() -> None:
    reading = read(facts(mail("p1", day(11, 16)), evidence=(PAIN,)))
    why = next(c for c in reading.claims if c.slot == "why")
    assert "Anna Prins (Head of Berths)" in why.text
    assert "“We lost two berths a week" in why.text
    assert why.evidence == ("p1",)
    assert 3 <= len(reading.claims) <= 5


def test_at_most_twenty_words_of_a_quote_are_told() -> None:
    long = replace(PAIN, quote=" ".join(f"word{i}" for i in range(60)))
    reading = read(facts(mail("p1", day(11, 16)), evidence=(long,)))
    why = next(c for c in reading.claims if c.slot == "why")
    assert "word19" in why.text
    assert "word20" not in why.text


def test_one_mail_is_hedged_and_two_voices_are_stated() -> None:
    one = next(c for c in read(facts(mail("p1", day(11, 16)), evidence=(PAIN,))).claims if c.slot == "why")
    second = replace(
        PAIN,
        id="p2",
        touchpoint_id="mail:-:p2",
        speaker=OMAR.name,
        speaker_key=OMAR.address,
        thread="p2",
        observed_at=day(11, 17),
    )
    two = next(
        c
        for c in read(facts(mail("p1", day(11, 16)), mail("p2", day(11, 17), OMAR), evidence=(PAIN, second))).claims
        if c.slot == "why"
    )
    assert one.band is Band.MEDIUM
    assert "it looks like" in one.text
    assert two.band is Band.HIGH
    assert "looks like" not in two.text


def test_a_stale_word_says_who_said_it_last_and_asks() -> None:
    old = replace(PAIN, observed_at=day(6, 18))
    why = next(c for c in read(facts(mail("p1", day(6, 18)), evidence=(old,))).claims if c.slot == "why")
    assert why.band is Band.LOW
    assert "last wrote on 18 Jun" in why.text
    assert "?" in why.text


def test_a_doubt_by_the_customer_is_told_before_the_old_statement() -> None:
    doubt = said("d1", "pain", "Honestly it has come down on its own.", day(11, 20), stance=Stance.WEAKENS)
    reading = read(facts(mail("p1", day(11, 16)), mail("d1", day(11, 20)), evidence=(PAIN, doubt)))
    way = next(c for c in reading.claims if "d1" in c.evidence)
    assert "come down on its own" in way.text


def test_no_quote_and_no_question_is_told_twice_in_one_story() -> None:
    goal = said("g1", "metrics", "Berths waiting: forty, I want ten.", day(6, 18))
    doubt = said("g2", "metrics", "I would not hang the case on it.", day(11, 10), OMAR, stance=Stance.WEAKENS)
    told = mail("g1", day(6, 18)), mail("p1", day(11, 16)), mail("g2", day(11, 10), OMAR)
    texts = " ".join(c.text for c in read(facts(*told, evidence=(PAIN, goal, doubt))).claims)
    assert texts.count("Berths waiting") == 1
    assert texts.count("still hold") <= 1


def test_our_own_note_never_reads_as_the_customers_word() -> None:
    note = said("n1", "pain", "Anna says it hurts.", day(11, 16), DANA, side=Side.SELLER, seen=Seen.SELLER)
    text = " ".join(c.text for c in read(facts(mail("n1", day(11, 16), DANA, kind=Kind.NOTE), evidence=(note,))).claims)
    assert "Only our own note" in text


def test_questions_name_this_deal_so_that_no_two_deals_share_a_sentence() -> None:
    first = read(facts(mail("x", day(11, 16))))
    other = read(
        replace(
            facts(mail("x", day(11, 3))), deal=replace(DEAL, id="salesforce:main:006B", amount=DEAL.amount and DEAL.amount * 2)
        )
    )
    assert not {c.text for c in first.claims} & {c.text for c in other.claims}


def test_a_call_without_a_follow_up_is_first_and_a_mail_of_ours_ends_it() -> None:
    held = call("c1", day(11, 22, 14), day(11, 22, 15))
    reading = read(facts(held, evidence=()))
    assert reading.needs_follow_up == held.id
    assert reading.steps[0].kind == "follow_up"
    assert reading.steps[0].person == ANNA.name
    answered = read(facts(held, mail("m1", day(11, 22, 16), DANA, to=ANNA)))
    assert answered.needs_follow_up == ""
    done = [s for s in answered.steps if s.kind == "follow_up"]
    assert [(s.state, s.done_by, s.done_from) for s in done] == [("done", "found in the mailbox, Sun 22 Nov", "mail:-:m1")]


def test_no_step_carries_what_was_said_in_confidence() -> None:
    secret = said("s1", "champion", "I am leaving in January.", day(11, 20), stance=Stance.WEAKENS, confidential=True)
    reading = read(facts(mail("s1", day(11, 20)), evidence=(secret, PAIN)))
    assert all("leaving in January" not in f"{s.title} {s.why} {s.produces}" for s in reading.steps)
    assert any("in confidence" in c.text or "in confidence" in c.reason for c in reading.claims)


def test_steps_are_few_dated_and_one_a_person_a_day() -> None:
    reading = read(facts(mail("p1", day(11, 16)), evidence=(PAIN,)))
    assert 1 <= len(reading.steps) <= 5
    days = [(s.person, s.due) for s in reading.steps]
    assert len(days) == len(set(days))
    assert all(s.due and NOW.date() <= s.due for s in reading.steps)
    assert all(s.claim_id in {c.id for c in reading.claims} for s in reading.steps)


def test_a_dismissed_step_stays_away_and_a_done_one_is_kept() -> None:
    story = facts(mail("p1", day(11, 16)), evidence=(PAIN,))
    step = read(story).steps[0]

    def decided(value: str) -> DealReading:
        return read(replace(story, decisions=(Decision("1", day(11, 23, 8), "dana", "step", step.id, DEAL.id, value),)))

    assert step.id not in {s.id for s in decided("dismissed").steps}
    assert next(s for s in decided("done").steps if s.id == step.id).done_by == "marked done by dana"


def test_a_persons_words_lead_and_journeys_stay_readable() -> None:
    story = facts(mail("p1", day(11, 16)), evidence=(PAIN,))
    claim = read(story).claims[0]
    mine = replace(
        story,
        decisions=(Decision("1", day(11, 23, 8), "dana", "override", claim.id, DEAL.id, "They book berths twice.", "wording"),),
    )
    told = next(c for c in read(mine).claims if c.id == claim.id)
    assert told.text == "They book berths twice."
    assert told.set_by == "dana"
    assert claim.text in told.reason


def test_a_past_moment_knows_only_what_had_happened() -> None:
    story = facts(
        mail("p1", day(11, 16)),
        evidence=(PAIN,),
        changes=(stage(day(9, 1), "", "Discovery"), stage(day(11, 1), "Discovery", "Proposal")),
    )
    before = read_deal(story, BOOKS.playbook, BOOKS.channels, day(10, 1), past=True)
    assert before.lines.claim == "Discovery"
    assert not any(c.evidence for c in before.claims)
    unknown = read_deal(story, BOOKS.playbook, BOOKS.channels, day(8, 1), past=True)
    assert unknown.lines.claim == "not mapped"


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("The rep failed to answer.", "failed to"),
        ("They have gone dark.", "gone dark"),
        ("Stalled by legal.", "Stalled by"),
        ("A red flag.", "red flag"),
    ],
)
def test_the_linter_names_the_phrase_and_says_it_otherwise(text: str, phrase: str) -> None:
    assert [b.phrase for b in lint(text)] == [phrase]
    assert lint(without_blame(text)) == ()


def test_the_customers_own_words_are_quoted_as_they_are() -> None:
    assert lint("Anna wrote “the last vendor failed us”.") == ()


def test_no_sentence_of_the_story_blames() -> None:
    weak = replace(PAIN, modality=Modality.CONDITIONAL)
    reading = read(facts(mail("p1", day(11, 1)), call("c1", day(11, 22, 14), day(11, 22, 15)), evidence=(weak,)))
    texts = (
        [c.text for c in reading.claims]
        + [f"{s.title} {s.why}" for s in reading.steps]
        + [f"{s.fact} {s.why} {s.clears}" for s in reading.signals]
    )
    assert [t for t in texts if lint(t)] == []
