"""Absences, dated events, moved dates, authority and alternatives, with the traps of each."""

from __future__ import annotations

from datetime import date

import pytest

from tests.analysis.remark_cases import call, mail, read

AWAY = [
    ("I will be on annual leave from 9 to 13 November.", "from 2026-11-09, annual leave", date(2026, 11, 16)),
    ("I'm out of the office until 17 November, Marek can help.", "", date(2026, 11, 17)),
    ("I'll be away next week but reachable by phone.", "from 2026-11-09", date(2026, 11, 16)),
    ("I'm on holiday from tomorrow, back on the 23rd.", "from 2026-11-05, holiday", date(2026, 11, 23)),
    ("I'm travelling until Thursday and will reply then.", "", date(2026, 11, 5)),
    ("I'll be out of the country 10-14 November.", "from 2026-11-10", date(2026, 11, 16)),
    ("I'm back from maternity leave on 1 February.", "maternity leave", date(2027, 2, 1)),
    ("We're closed between Christmas and New Year.", "from 2026-12-25", date(2027, 1, 4)),
    ("I will be off sick for the next two weeks.", "", date(2026, 11, 18)),
    ("The lab is closed from 21 December to 4 January.", "from 2026-12-21", date(2027, 1, 5)),
    ("I'm on leave from the 2nd to the 9th of December and then on the upgrade weekend.", "from 2026-12-02", date(2026, 12, 10)),
    ("I'm on sabbatical. I'll be back in March.", "sabbatical", date(2027, 3, 1)),
]
NOT_AWAY = [
    "I was away last week, sorry for the silence.",
    "It's only two weeks away.",
    "I'm off at four today.",
    "Take that away and think about it.",
    "If I'm away on Friday, call Marek.",
    "Are you on leave next week?",
    "We will get right away to it on Monday.",
    "The audit is out of scope until March.",
]


@pytest.mark.parametrize(("text", "value", "due"), AWAY)
def test_absences(text: str, value: str, due: date) -> None:
    found = read(mail(text), "absence")
    assert [(one.value, one.due) for one in found] == [(value, due)]
    assert read(mail(text), "dated_event") == []


@pytest.mark.parametrize("text", NOT_AWAY)
def test_no_absences(text: str) -> None:
    assert read(mail(text), "absence") == []


def test_a_colleagues_word_names_the_absent_person() -> None:
    found = read(mail("Beatriz is on leave until 20 November, please ask me meanwhile."), "absence")
    assert [(one.addressed_to, one.due) for one in found] == [("beatriz@fjordline.example", date(2026, 11, 20))]
    assert read(mail("Portwise is out until 20 November."), "absence") == []


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("I am in committee all day on Wednesday 4 November and will answer from Thursday.", date(2026, 11, 5)),
        (
            "Thank you for your message. I am out of the office with no access to e-mail. I will be back on 17 November.",
            date(2026, 11, 17),
        ),
        ("I am currently on parental leave and will return in March. For urgent matters write to Marek.", date(2027, 3, 1)),
        ("Out of office 5-6 November.", date(2026, 11, 9)),
        ("I'm on parental leave. Please contact Marek.", None),
    ],
)
def test_automatic_replies_say_when_somebody_is_back(text: str, due: date | None) -> None:
    found = read(mail(text, auto="auto_reply"))
    assert [(one.kind, one.due) for one in found] == [("absence", due)]


def test_other_automatic_messages_give_nothing() -> None:
    for auto in ("bounce", "list", "calendar_response"):
        assert read(mail("I am out of the office until 17 November. Does it float?", auto=auto)) == []


EVENTS = [
    ("Our steering committee meets on 9 December.", "steering committee meets", date(2026, 12, 9)),
    ("The dry dock starts on 11 January and everything has to be live before then.", "dry dock starts", date(2027, 1, 11)),
    ("The supplier portal closes for submissions on 27 November.", "portal closes", date(2026, 11, 27)),
    ("We need the final offer by 20 November.", "final offer", date(2026, 11, 20)),
    ("Budget freeze from 15 December.", "Budget freeze", date(2026, 12, 15)),
    ("The auditors are on site in February.", "auditors", date(2027, 2, 1)),
    ("The union vote is on the tenth of December.", "union vote", date(2026, 12, 10)),
    (
        "The insurer's survey is on 3 December, and I want the rota evidence in the file by then.",
        "insurer's survey",
        date(2026, 12, 3),
    ),
    ("The lease on the old system expires at the end of March.", "lease", date(2027, 3, 31)),
    ("The museum reopens on 14 February.", "museum reopens", date(2027, 2, 14)),
    ("The investment committee will look at it on the 26th.", "investment committee", date(2026, 11, 26)),
    ("Our procurement board sits every second Thursday, next on 19 November.", "procurement board", date(2026, 11, 19)),
    ("I would take it to the trustees' meeting on 17 December for noting.", "trustees' meeting", date(2026, 12, 17)),
    ("We've got the ministry coming on 3 December.", "ministry", date(2026, 12, 3)),
    ("HMRC wants the first digital return by 7 May.", "digital return", date(2027, 5, 7)),
    ("The peak season begins mid-May.", "peak season", date(2027, 5, 15)),
    ("The order has to be placed before the year end.", "order", date(2026, 12, 31)),
]
NO_EVENTS = [
    "The last exam wrote us up for it and in June a lien lapsed that nobody caught.",
    "Might be the board on 9 December, not sure.",
    "Is the trustees' meeting still on 8 December?",
    "The trustees are not meeting on 8 December.",
    "If the trustees meet on 8 December, we might know more.",
    "Last year the audit was on 3 December.",
    "We were audited in March.",
    "I've told the owners it'll be under eight days by the end of June.",
    "We want errors down by 20 % by March.",
    "A new starter is useful within a day, that is a must.",
    "See you on Tuesday.",
    "Thanks for the call on Monday.",
    "I read your mail of 30 October.",
    "We are looking at Q1.",
]


@pytest.mark.parametrize(("text", "value", "due"), EVENTS)
def test_dated_events(text: str, value: str, due: date) -> None:
    found = read(mail(text), "dated_event")
    assert len(found) == 1
    assert value in found[0].value
    assert found[0].due == due


@pytest.mark.parametrize("text", NO_EVENTS)
def test_no_dated_events(text: str) -> None:
    assert read(mail(text), "dated_event") == []


def test_sellers_dates_are_not_the_customers() -> None:
    assert read(mail("The board meets on 9 December.", who=3), "dated_event") == []


MOVED = [
    ("We've had to push the go-live to March because dry dock overruns.", "go-live; because dry dock overruns", date(2027, 3, 1)),
    ("The kick-off slips from 12 November to 26 November.", "kick-off; was 2026-11-12", date(2026, 11, 26)),
    ("The decision is now 18 December instead of 2 December.", "decision; was 2026-12-02", date(2026, 12, 18)),
    ("The steering committee has been postponed by two weeks.", "committee; by two weeks", None),
    (
        "Our go-live has slid from February to April because the new hall is late.",
        "go-live; was 2027-02-01; because the new hall is late",
        date(2027, 4, 1),
    ),
    ("We're going to have to postpone the workshop until January.", "workshop", date(2027, 1, 1)),
    ("The decision has been brought forward to 20 November.", "decision", date(2026, 11, 20)),
    ("The trustees' vote has been moved back a month.", "vote; by a month", None),
    (
        "The start date is now 1 March, since the union needs six weeks' notice.",
        "start; because the union needs six weeks' notice",
        date(2027, 3, 1),
    ),
    ("We are pushing the rollout to next quarter.", "rollout", date(2027, 1, 1)),
    (
        "Its session of 17 November is full and it has deferred us to the session of 15 December.",
        "session; was 2026-11-17",
        date(2026, 12, 15),
    ),
    ("Therefore I would like to postpone the approval to next fiscal year.", "approval; to next fiscal year", None),
    ("We need to move the decision to the new financial year.", "decision; to new financial year", None),
]
NOT_MOVED = [
    "The target on our board is still under 300 but they changed it to March instead of year end.",
    "We might postpone the approval to next fiscal year.",
    "We moved to a new office in March.",
    "The board might move to January.",
    "Nothing has moved: still 9 December.",
    "Can we move the call to Thursday?",
    "We pushed the new build to production on 3 December.",
    "They moved to the cloud in 2024.",
    "Let's move on to the next point.",
    "I can't move the inspection, it stays on 3 December.",
    "I'll send you the shift rules by Friday.",
    "I've had you moved up to first item at the council on 8 December.",
    "I pushed hard for this on Friday.",
]


@pytest.mark.parametrize(("text", "value", "due"), MOVED)
def test_moved_dates(text: str, value: str, due: date | None) -> None:
    found = read(mail(text), "date_moved")
    assert [(one.value, one.due) for one in found] == [(value, due)]


@pytest.mark.parametrize("text", NOT_MOVED)
def test_no_moved_dates(text: str) -> None:
    assert read(mail(text), "date_moved") == []


@pytest.mark.parametrize(
    "text",
    [
        "Anything under 80k is mine to sign.", "I can approve this without going to the board.", "It's my budget.", "The final call is mine.",
        "I'm the budget holder for fleet IT.", "This one I can release on my own.", "I have sign-off up to 50k.", "My signature is enough for that.",
        "I decide what we use in the lab.", "As head of maintenance I approve anything below 25k.",
    ],
)  # fmt: skip
def test_authority(text: str) -> None:
    assert [one.value for one in read(mail(text), "authority")] == ["Ingrid Solheim"]
    assert read(mail(text, who=3), "authority") == []


@pytest.mark.parametrize(
    "text",
    [
        "I can't sign that, it goes to the CFO.", "I sign off now, speak next week.", "I don't have budget for this.", "The dean signs that, not me.",
        "I can sign in with my badge now.", "I have the feeling that it works.", "Can I sign this myself?", "I have to approve nothing here, Marek does.",
    ],
)  # fmt: skip
def test_no_authority(text: str) -> None:
    assert read(mail(text), "authority") == []


ALTERNATIVES = [
    ("We're also looking at Portwise and Quintiq.", ["Portwise", "Quintiq"]),
    ("We have Portwise in for a proof of concept as well.", ["Portwise"]),
    ("We've had a demo from Portwise last week.", ["Portwise"]),
    ("We got a proposal from Gantry Systems too.", ["Gantry Systems"]),
    ("The other vendor is Brightloom.", ["Brightloom"]),
    ("You're up against Brightloom and one more.", ["Brightloom"]),
    ("Brightloom came in 15% cheaper.", ["Brightloom"]),
    ("Our people prefer Brightloom.", ["Brightloom"]),
    ("We're also evaluating SAP IBP.", ["SAP IBP"]),
    ("Our IT could build this in-house over the winter.", ["build"]),
    ("Our own developers want to write it themselves.", ["build"]),
    ("Give me two sprints and we could build the capture part ourselves.", ["build"]),
    ("We might just stay with what we have.", ["as is"]),
    ("Doing nothing is also an option.", ["as is"]),
    ("Portwise are out, their mobile app is a joke.", ["dropped:Portwise"]),
    ("We decided against Portwise.", ["dropped:Portwise"]),
    ("Portwise didn't make the shortlist.", ["dropped:Portwise"]),
    ("Brightloom have withdrawn.", ["dropped:Brightloom"]),
    ("Brightloom isn't an option any more.", ["dropped:Brightloom"]),
    ("We've ruled out Brightloom.", ["dropped:Brightloom"]),
    ("For your reference, we have also requested an estimate from Brightloom for the same range.", ["Brightloom"]),
    ("Two quotations from Portwise are on file.", ["Portwise"]),
    ("We have no capacity to build it ourselves.", ["dropped:build"]),
]
NO_ALTERNATIVES = [
    "There was talk of Portwise doing something, only a rumour.",
    "I hear Brightloom is expensive.",
    "At my last company we were looking at Portwise.",
    "We're not looking at anyone else.",
    "I can't rule out Portwise yet.",
    "I can't say no to Brightloom until the council has met.",
    "Ingrid is out today.",
    "Marek is out.",
    "We still use Oracle for payroll.",
    "We spoke to Beatriz about it.",
    "We are looking at March for the launch.",
    "I'm talking to Legal about it.",
    "We're talking to Hamburg about a second site.",
    "Are you up against Brightloom?",
    "We are comparing this with Excel sheets.",
    "We're looking at Fjordline's own numbers.",
]


@pytest.mark.parametrize(("text", "names"), ALTERNATIVES)
def test_alternatives(text: str, names: list[str]) -> None:
    assert [one.value for one in read(mail(text), "alternative")] == names
    assert read(mail(text, who=3), "alternative") == []


@pytest.mark.parametrize("text", NO_ALTERNATIVES)
def test_no_alternatives(text: str) -> None:
    assert read(mail(text), "alternative") == []


def test_a_transcript_gives_each_remark_its_speaker() -> None:
    found = read(
        call((1, "The audit is on 9 December."), (0, "And the sums are mine to sign."), (4, "I'll send you the plan by Friday."))
    )
    assert [(one.kind, one.speaker) for one in found] == [
        ("dated_event", "Marek Dudek"),
        ("authority", "Ingrid Solheim"),
        ("promise", "Nadia Roux"),
    ]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("I moved the audit to Thursday the 3rd, same place.", date(2026, 12, 3)),
        ("We had to move the audit to Tuesday the first.", date(2026, 12, 1)),
        ("The audit is now Friday the 13th.", date(2026, 11, 13)),
    ],
)
def test_the_weekday_says_which_month_a_day_is_of_whatever_the_tense(text: str, due: date) -> None:
    assert [one.due for one in read(mail(text), "date_moved")] == [due]
