"""Questions and promises: owed, kept, answered, not yet due."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from journey_tui.domain.model import NOBODY_REACHED, Kind, Origin, Remark, Segment, Touchpoint
from tests.domain.signal_cases import ANA, BEN, LIZ, NAMES, PIA, SAM, mail, meeting, one, read, remark

ASKED = mail(6, ANA, SAM, text="Does the gateway keep working when the line is down?", thread="q", subject="Gateway")


def question(
    days: float = 6, of: Touchpoint = ASKED, quote: str = "Does the gateway keep working when the line is down?"
) -> Remark:
    return remark("question", days, ANA, quote, value=quote, of=of)


def test_question_unanswered_fires_with_the_customers_words() -> None:
    found = one(read("question_unanswered", ASKED, said=(question(),)))
    assert found.fired
    assert "“Does the gateway keep working when the line is down?”" in found.fact
    assert found.person == "Ana Prior"
    assert found.evidence == (question().id,)
    assert found.detail == "Does the gateway keep working when the line is down"


def test_question_unanswered_waits_a_working_day_and_ends_when_the_talk_has_moved_on() -> None:
    fresh = mail(0.3, ANA, SAM, thread="q")
    assert read("question_unanswered", fresh, said=(question(0.3, fresh),)) == []
    friday = mail(2.9, ANA, SAM, thread="q")
    assert read("question_unanswered", friday, said=(question(2.9, friday),)) == []
    old = mail(60, ANA, SAM, thread="q")
    assert read("question_unanswered", old, said=(question(60, old),)) == []


def test_question_unanswered_ignores_what_was_answered_in_the_call_and_automatic_text() -> None:
    assert read("question_unanswered", ASKED, said=(replace(question(), value="answered: yes"),)) == []
    portal = replace(ASKED, origin=Origin.AUTOMATED)
    assert read("question_unanswered", portal, said=(question(of=portal),)) == []


TALKED = (
    "We walked through the invoice run, the closing of the month and the list of people who may sign off a correction. Nobody had "
    "anything on the pilot. Ben wants the minutes by Friday, and Liz sends them. The rest of the hour went to the new price list, "
    "the discount for the second site and whether the hall in Leeds opens in spring or in summer, which is open."
)
ANSWERS = {
    "the partner in the thread": (mail(3, PIA, ANA, thread="q", text="Yes, two can."), f"{NAMES[PIA]} answered on Fri 20 Nov"),
    "the asked one in the thread": (mail(5, SAM, ANA, thread="q"), "Sam Holt answered on Wed 18 Nov"),
    "any colleague of ours in the thread": (mail(5, LIZ, ANA, thread="q"), "Liz Arden answered on Wed 18 Nov"),
    "a colleague of theirs in the thread": (mail(5, BEN, ANA, SAM, thread="q"), "Ben Osei answered on Wed 18 Nov"),
    "a call on it": (
        replace(meeting(4, LIZ, ANA, spoken=True), text=f"{TALKED} The gateway keeps what it has while the line is down."),
        "spoke with Ana Prior on Thu 19 Nov",
    ),
    "a call with them": (meeting(4, LIZ, ANA, spoken=True), "spoke with Ana Prior on Thu 19 Nov"),
    "a mail on the subject": (
        mail(3, LIZ, ANA, thread="new", subject="Offline gateway", text="It buffers."),
        "Liz Arden wrote on Fri 20 Nov: Offline gateway",
    ),
}


@pytest.mark.parametrize("case", ANSWERS)
def test_question_unanswered_is_cancelled_by_an_answer(case: str) -> None:
    what, words = ANSWERS[case]
    assert one(read("question_unanswered", ASKED, what, said=(question(),))).cancelled_by == words


NO_ANSWERS = {
    "a call that reached nobody": meeting(4, LIZ, ANA, spoken=True, status=NOBODY_REACHED),
    "a call on other things": replace(meeting(4, LIZ, ANA, spoken=True), text=TALKED),
    "before it": mail(8, SAM, ANA, thread="q"),
    "the asker again": mail(5, ANA, SAM, thread="q", text="Any news?"),
    "a machine": mail(5, SAM, ANA, thread="q", origin=Origin.AUTOMATED),
    "to somebody else": mail(5, SAM, BEN, thread="z", subject="Gateway price"),
    "on something else": mail(5, SAM, ANA, thread="z", subject="Parking", text="Use the north lot."),
    "a call with others": meeting(4, LIZ, BEN, spoken=True),
    "a meeting not yet held": meeting(-4, LIZ, ANA),
    "a cancelled meeting": meeting(4, LIZ, ANA, status="cancelled"),
}


@pytest.mark.parametrize("case", NO_ANSWERS)
def test_question_unanswered_still_fires_where_nothing_answers_it(case: str) -> None:
    assert one(read("question_unanswered", ASKED, NO_ANSWERS[case], said=(question(),))).fired


def test_a_request_counts_as_a_question() -> None:
    asked = replace(question(), id="rq", kind="request", value="please send the rack drawing")
    assert one(read("question_unanswered", ASKED, said=(asked,))).fired


PROMISED = mail(12, SAM, ANA, text="I'll send the rack drawing by Thursday 19 November.", thread="p", subject="Cabinets")


def promise(
    due: date | None = date(2026, 11, 19), value: str = "the rack drawing", days: float = 12, of: Touchpoint = PROMISED
) -> Remark:
    return remark("promise", days, SAM, f"I'll send {value}", due=due, value=value, of=of)


def test_promise_owed_fires_after_its_date() -> None:
    found = one(read("promise_owed", PROMISED, said=(promise(),)))
    assert found.fired
    assert found.person == "Ana Prior"
    assert "due Thu 19 Nov" in found.fact
    assert found.clears == "Sending it: the rack drawing"
    assert found.evidence == (promise().id,)


def test_promise_owed_is_not_due_yet() -> None:
    assert one(read("promise_owed", PROMISED, said=(promise(date(2026, 11, 26)),))).cancelled_by == "due Thu 26 Nov"
    assert one(read("promise_owed", PROMISED, said=(promise(date(2026, 11, 23)),))).cancelled_by == "due Mon 23 Nov"
    fresh = mail(3, SAM, ANA, thread="p")
    assert one(read("promise_owed", fresh, said=(promise(None, days=3, of=fresh),))).cancelled_by.startswith("due about")
    assert one(read("promise_owed", PROMISED, said=(promise(None),))).fired


def attached(touchpoint: Touchpoint) -> Touchpoint:
    end = len(touchpoint.text)
    return replace(touchpoint, segments=(*touchpoint.segments, Segment(end, end, "", role="attachment")))


def task(days: float, subject: str, status: str = "completed", kind: Kind = Kind.TASK) -> Touchpoint:
    return replace(mail(days, SAM, thread="", subject=subject, text=""), id=f"task{days}", kind=kind, status=status)


KEPT = {
    "in the thread, attached": attached(mail(5, SAM, ANA, thread="p", text="See the file.")),
    "in the thread, as words": mail(5, LIZ, ANA, thread="p", text="Attached."),
    "before its date": mail(11, SAM, ANA, thread="n", subject="Rack drawing", text="Here is the drawing."),
    "after its date": mail(1, LIZ, ANA, thread="n", subject="Drawings", text="Please find the rack drawing attached."),
    "as promised": mail(4, SAM, ANA, thread="n", subject="File", text="As promised."),
    "the partner's delivery": attached(mail(5, PIA, ANA, thread="n", subject="Rack drawing", text="Please find it attached.")),
    "a task done": task(5, "Rack drawing sent"),
    "a note": task(5, "Sent drawing to Ana", kind=Kind.NOTE, status=""),
}


@pytest.mark.parametrize("case", KEPT)
def test_promise_owed_is_cancelled_by_its_delivery(case: str) -> None:
    found = one(read("promise_owed", PROMISED, KEPT[case], said=(promise(),)))
    assert not found.fired
    assert " on " in found.cancelled_by
    assert "not in synced sources" not in found.fact


def test_promise_owed_is_cancelled_by_the_customers_thanks() -> None:
    thanks = mail(3, ANA, SAM, thread="p", text="Got the drawing, thanks.")
    assert one(read("promise_owed", PROMISED, thanks, said=(promise(),))).cancelled_by == "Ana Prior had it on Fri 20 Nov"


NOT_KEPT = {
    "small talk in the thread": mail(5, SAM, ANA, thread="p", text="See you at the fair."),
    "promised once more": mail(5, SAM, ANA, thread="p", text="The rack drawing follows soon, sorry."),
    "to somebody else": mail(5, SAM, BEN, thread="n", subject="Rack drawing", text="Attached."),
    "a task still open": task(5, "Send rack drawing", status="open"),
    "a machine": mail(5, SAM, ANA, thread="p", text="Rack drawing attached.", origin=Origin.AUTOMATED),
    "their own mail": mail(5, ANA, SAM, thread="p", text="Where is the drawing?"),
    "a call": meeting(5, SAM, ANA, spoken=True),
    "their word that it has not come": mail(5, ANA, SAM, thread="p", text="Drawing not received. Form not received either."),
}


@pytest.mark.parametrize("case", NOT_KEPT)
def test_promise_owed_still_fires_where_nothing_delivers_it(case: str) -> None:
    said: tuple[Remark, ...] = (promise(),)
    if case == "promised once more":
        again = remark("promise", 5, SAM, "follows soon", due=date(2026, 12, 4), value="rack drawing", of=NOT_KEPT[case])
        found = [item for item in read("promise_owed", PROMISED, NOT_KEPT[case], said=(*said, again)) if item.at == promise().at]
        assert one(found).fired
        return
    assert one(read("promise_owed", PROMISED, NOT_KEPT[case], said=said)).fired


def test_a_promise_to_come_back_is_kept_by_any_answer_or_call() -> None:
    back = promise(value="come back to you on the heat load")
    assert one(
        read("promise_owed", PROMISED, mail(5, LIZ, ANA, thread="p", text="It is 4 kW."), said=(back,))
    ).cancelled_by.startswith("Liz Arden")
    assert not one(read("promise_owed", PROMISED, meeting(5, SAM, ANA, spoken=True), said=(back,))).fired
    assert one(read("promise_owed", PROMISED, said=(back,))).fired


def test_a_customers_promise_is_not_ours_to_keep() -> None:
    theirs = remark("promise", 12, ANA, "I'll send the list", due=date(2026, 11, 19), value="the list")
    assert read("promise_owed", mail(12, ANA, SAM), said=(theirs,)) == []
    assert NAMES[ANA] == "Ana Prior"
