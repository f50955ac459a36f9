from __future__ import annotations

import pytest

from tests.analysis.cue_cases import reads

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
]


@pytest.mark.parametrize(("expected", "text"), CASES)
def test_how_a_sentence_reads(expected: str, text: str) -> None:
    assert reads(text, "metrics") == expected, text
