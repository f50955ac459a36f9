from __future__ import annotations

import pytest

from tests.analysis.cue_cases import reads

CASES = [
    ("asserted", "The steering group meets on 12 January and they want a recommendation from me by the 8th."),
    ("asserted", "We decide by the end of February."),
    ("asserted", "First the pilot is evaluated, then finance checks the case, and after that the board votes in March."),
    ("asserted", "Papers for the investment committee close on 4 December."),
    ("asserted", "I present it to the leadership team on the 19th."),
    ("asserted", "The shortlist will be drawn up by Friday next week."),
    ("asserted", "Our process is a security review, then legal, then Samir's approval."),
    ("asserted", "The award decision is due in week 7, before the end of February."),
    ("asserted", "Next year's budget is set in October, so it has to be in before then."),
    ("asserted", "The trustees vote on it at their January meeting."),
    ("asserted", "Lotte and Samir will be in the room when the committee decides."),
    ("asserted", "Before we can sign, it needs two readings in the council."),
    ("conditional", "It usually takes us four to six weeks to get a decision."),
    ("conditional", "We will probably decide in spring."),
    ("conditional", "I think the board might look at it in January."),
    ("against", "The decision has been pushed to next quarter."),
    ("against", "Everything is on hold until the new budget."),
    ("against", "There is a spending freeze, so the board won't decide this year."),
    ("against", "The project was taken off the agenda."),
    ("nothing", "Let's meet on Thursday at ten."),
    ("nothing", "Thursday works for me, I'll send an invite."),
    ("nothing", "Go-live should be on 1 May."),
    ("nothing", "I'm in committee all day on Tuesday."),
    ("nothing", "Are you on board with that?"),
    ("nothing", "The dashboard shows the board in grey."),
    ("nothing", "When does your board decide on the roadmap?"),
    ("nothing", "We decided on a room for Friday."),
    ("nothing", "Another council chose them last year after a vote in March."),
    ("asserted", "Nothing gets bought here without going through CAB, and that sits every second Tuesday."),
    ("asserted", "After your demo we whittle it down to two, and on the 28th the partners vote."),
    ("asserted", "I'm writing the recommendation this week, Samir takes it to the exco on 9 December."),
    ("asserted", "We want to have made up our minds before the summer break."),
    ("asserted", "The governors have it on their agenda for 3 February."),
    ("conditional", "With luck the board gets to it in March."),
    ("against", "Exco ran out of time on Tuesday, so we're now looking at the new year."),
    ("against", "All purchasing has been paused until the merger closes."),
    ("nothing", "The board in reception says you are visitor number four."),
    ("nothing", "Shall we decide on a date for the workshop?"),
]


@pytest.mark.parametrize(("expected", "text"), CASES)
def test_how_a_sentence_reads(expected: str, text: str) -> None:
    assert reads(text, "decision_process") == expected, text
