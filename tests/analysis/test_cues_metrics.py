from __future__ import annotations

import pytest

from tests.analysis.cue_cases import call, evidence, mail, reads

CASES = [
    ("asserted", "We have to bring our picking errors down from 3.1% to under one percent before the summer peak."),
    ("asserted", "The goal my director set me is a close in five working days by March instead of eleven."),
    ("asserted", "Right now a permit takes 42 days, and we need that at 20 by the end of next year."),
    ("asserted", "I promised the board we would halve the number of no-shows by September."),
    ("asserted", "Our target is a first-time-fix rate of 92 percent by Q2."),
    ("asserted", "By next Christmas I want at least a quarter fewer returns."),
    ("asserted", "Saving the planners six hours a week each by spring is what would make this worth it to us."),
    ("asserted", "We want to cut overtime by 30% this financial year."),
    ("asserted", "Truck turnaround is seventy minutes. It needs to be forty-five by the end of the first quarter."),
    ("asserted", "Success means churn below 4% twelve months from now."),
    ("asserted", "um so we're at like fourteen days to quote and, you know, the plan is to get to three by July"),
    ("conditional", "We would like to reduce waiting times in outpatients."),
    ("conditional", "Maybe we could get to 10% fewer complaints."),
    ("conditional", "We currently spend about 900 hours a month on reconciliation."),
    ("nothing", "Could you take 15% off the licence fee by the end of the month?"),
    ("nothing", "We have 120 users in three sites."),
    ("nothing", "I can talk from 10 to 11 on Thursday."),
    ("nothing", "We need everything installed within four days."),
    ("nothing", "Payment is 30 days from the invoice date."),
    ("nothing", "The export had 1,204 rows and eleven were rejected."),
    ("nothing", "Another hospital cut its waiting list from 900 to 200 in a year."),
    ("nothing", "Is going from 14 days to 5 realistic by summer?"),
    ("nothing", "My extension is 4410, call me after 3."),
    ("nothing", "I am on leave from the 2nd to the 9th of November."),
    ("nothing", "Your platform must be available 99.9% of the time."),
    ("against", "That 15% figure is out of date, nobody here quotes it any more."),
    ("against", "To be honest the backlog number is no longer the priority."),
    ("against", "I would not lead with the savings figure when you meet Samir."),
    ("retracted", "Please forget the 20% target I gave you in June."),
    (
        "asserted",
        "The one number I get asked about every Monday is scrap. It's 6.4 today and I've signed up to 4 by the end of Q3.",
    ),
    (
        "asserted",
        "If I had to put it on a napkin: admin per case down from ninety minutes to half an hour, before the new contract year.",
    ),
    ("asserted", "I want our engineers doing at least two more jobs a day by the time the clocks change."),
    ("asserted", "Forecast accuracy has to climb from sixty-something to eighty per cent within twelve months."),
    ("against", "Nobody upstairs talks about the 30% any more."),
    ("nothing", "The pilot group is 25 users for six weeks."),
    ("nothing", "We moved from 3 offices to 5 in 2019."),
    ("nothing", "Our revenue grew from 40 to 60 million last year."),
    ("asserted", "We threw away nineteen trays a day last month. I want six a day by the end of the summer."),
    ("asserted", "Right now it's four late departures a week. I've promised the depot manager it'll be one a week by Easter."),
    ("asserted", "Eleven in a hundred come back. Three in a hundred by October, that's what I'd call done."),
    ("asserted", "My mark is two wrong doses a quarter by September."),
    ("asserted", "From thirty unread alarms a night we want to be at five by the end of March."),
    ("asserted", "Twenty-six last year, and six by December."),
    ("asserted", "I told our owners it would be one rejected pallet in fifty by the start of the season."),
    ("asserted", "Forty minutes to find the right drawing. I'd settle for five by the end of June."),
    ("asserted", "I owe the council eight missed bins a week by spring, we stand at thirty."),
    ("asserted", "Fifteen minutes per check-in by May instead of forty."),
    ("asserted", "Success for me is three overtime shifts a month by August."),
    ("asserted", "We count unplanned stops. Last quarter it was forty-one. I'm after twelve or fewer by the end of November."),
    ("asserted", "Nine complaints a week today. Down to two a week before Christmas, please."),
    ("nothing", "We have two rooms now. I want four by June."),
    ("nothing", "I want two references by the end of June."),
    ("nothing", "We bought fifteen scanners last year and I want twenty more by May."),
    ("nothing", "I'd like two demos a week until the end of June."),
    ("nothing", "I need three seats by April instead of five."),
    ("nothing", "We pay forty a month now. I want thirty a month by June."),
    ("nothing", "I want a decision by 4 June."),
    ("nothing", "The fine was nine thousand in March."),
    ("nothing", "We sent back 400 boxes and the truck stood there for three hours."),
    ("nothing", "The second shift took twice the orders last summer."),
    ("nothing", "Can you deliver in two weeks by the end of June instead of four?"),
    ("nothing", "We meet in rooms 3 to 9 in June."),
    ("nothing", "I have committed to two workshops a week by June."),
    ("nothing", "She wants one by May as well."),
    ("asserted", "Half of our tours start late. I want it to be one in ten by the summer holidays."),
    ("asserted", "At the moment it takes us nine days to answer a tender and by spring it has to be three."),
    ("asserted", "We had 44 wrong deliveries in October. My number for next October is 10."),
    ("asserted", "Lost keys: sixty a year. I'd be over the moon with fifteen a year from next season."),
    ("asserted", "If we get from 31 to 12 missed visits a month by July I have done my job."),
    ("asserted", "That is 140 hours of retyping a month, and we agreed with the dean on 40 by the end of term."),
    ("nothing", "The school has 31 classrooms and 12 buses."),
    ("nothing", "There were nine of us in the room and we stayed for two hours."),
    ("nothing", "I started here in 2012 and want to stay until 2030."),
    ("nothing", "It cost us 40 thousand in overtime last winter."),
    ("nothing", "I'll send the forms by Friday, five of them."),
    ("nothing", "Bring it down by three on Tuesday."),
    ("nothing", "We get about 30 visitors from Norway in June."),
    ("asserted", "Last month there were thirty-seven. I have asked for eight a month by the end of the school year."),
    ("asserted", "My promise to the line is one stop a shift by June, today it's five."),
    ("asserted", "I'd sign for two complaints a month from next summer, we have eleven."),
    ("nothing", "We want four of your people here by June."),
    ("nothing", "There were ten of us last year and we want to be twelve by June."),
    ("nothing", "I told Samir it would be ready by June."),
    ("nothing", "I'd be happy with a visit in June."),
    ("nothing", "It should be 20 degrees by noon in June."),
    ("nothing", "We agreed on three workshops by the end of June."),
    ("nothing", "It will be two years in June."),
    ("nothing", "The number for the front desk is 4410 until June."),
    ("nothing", "I'd settle for five pages by the end of the month."),
    ("nothing", "My daughter said she wants one a week by Christmas."),
    ("nothing", "The price should be under 40 by the end of the quarter."),
    ("nothing", "It must be signed twice a year by both of us by June."),
]


@pytest.mark.parametrize(("expected", "text"), CASES)
def test_how_a_sentence_reads(expected: str, text: str) -> None:
    assert reads(text, "metrics") == expected, text


def test_a_goal_is_quoted_with_the_number_of_today_before_it() -> None:
    found = evidence(mail("Lost cases: forty a month. I want nine a month by August, and Greta counts them."), "metrics")
    assert [one.quote for one in found] == ["Lost cases: forty a month. I want nine a month by August, and Greta counts them."]
    assert dict(found[0].parts) == {"number": "9", "time_frame": "by august"}


def test_a_bare_number_answers_the_question_for_a_goal() -> None:
    answer = call((3, "How many late starts would you call a success?"), (0, "Three or fewer by the end of June."))
    assert [str(one.modality) for one in evidence(answer, "metrics")] == ["asserted"]
    assert not evidence(call((3, "Who joins us on the visit?"), (0, "Three or fewer by the end of June.")), "metrics")
