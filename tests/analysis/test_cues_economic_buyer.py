from __future__ import annotations

import pytest

from tests.analysis.cue_cases import reads

CASES = [
    ("asserted", "Anything below 80k I can sign off without asking anyone."),
    ("asserted", "It comes out of my cost centre, so I decide."),
    ("asserted", "I hold the budget for both depots."),
    ("asserted", "Samir has the final say on spend of this size."),
    ("asserted", "Nothing over 50,000 gets bought here unless Samir approves it, he signs everything."),
    ("asserted", "The purchase needs our CFO's signature."),
    ("asserted", "Samir signs anything over fifty thousand."),
    ("asserted", "The decision is mine, the committee only advises me."),
    ("asserted", "I'm the budget holder for this one."),
    ("asserted", "Since the reorganisation Samir holds the budget for all systems."),
    ("asserted", "I don't need anybody's permission for an amount like this."),
    ("asserted", "The final call sits with Samir Aziz."),
    ("conditional", "I think Samir would have to approve something like that."),
    ("conditional", "That would probably go to our CFO for approval."),
    ("conditional", "I'd have to run it past my boss before we approve anything."),
    ("against", "That's way above my pay grade."),
    ("against", "I can't sign for that sort of money."),
    ("against", "It isn't my decision, I'm afraid."),
    ("nothing", "Could you sign the visitor book at reception when you arrive?"),
    ("nothing", "Every nurse signs each record before it is released."),
    ("nothing", "Who signs off on your side?"),
    ("nothing", "Please approve my access to the sandbox."),
    ("nothing", "I approved the minutes this morning."),
    ("nothing", "At my last company I could sign up to a million."),
    ("nothing", "Samir is on holiday until Monday."),
    ("nothing", "We signed up for your webinar."),
    ("nothing", "It is a good sign that the drivers like it."),
    ("asserted", "Up to a quarter of a million I don't have to ask anybody."),
    ("asserted", "It'll be Samir's signature at the bottom."),
    ("asserted", "At the end of the day Samir writes the cheque."),
    ("asserted", "For something this size, Samir decides on his own."),
    ("asserted", "I own the number, so it's my call."),
    ("conditional", "Someone in finance, perhaps Samir, would have to OK it."),
    ("against", "I only recommend, I don't get to decide."),
    ("nothing", "I'll sign the NDA tomorrow."),
    ("nothing", "Sign-off of the test protocol is with the shift lead."),
    ("nothing", "Can you approve a discount of ten percent?"),
]


@pytest.mark.parametrize(("expected", "text"), CASES)
def test_how_a_sentence_reads(expected: str, text: str) -> None:
    assert reads(text, "economic_buyer") == expected, text
