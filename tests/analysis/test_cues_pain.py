from __future__ import annotations

import pytest

from tests.analysis.cue_cases import reads

CASES = [
    ("asserted", "We lost two customers this spring because nobody could tell them where their container was."),
    ("asserted", "Last winter we paid 40,000 in demurrage since the slots were double booked."),
    ("asserted", "The inspectors come back in May and we failed the last audit over missing signatures."),
    ("asserted", "My people retype every booking into three systems, that eats a day a week."),
    ("asserted", "When the scheduler crashes the cranes stand still and we pay overtime on Saturday."),
    ("asserted", "Support for the old system ends in June, after that we are on our own."),
    ("asserted", "We had to recall a batch in August because a label was wrong."),
    ("asserted", "If we are not ready before the harvest we will lose loads again."),
    ("asserted", "Two of my best planners resigned over the night shifts."),
    ("asserted", "We can't go through another peak season like that."),
    ("asserted", "The regulator fined us last year because we couldn't show who changed a reading."),
    ("asserted", "It's all still done in Excel and the errors cost us about 9k a month."),
    ("asserted", "We keep missing the cut-off and customers are furious."),
    ("conditional", "The current tool is a bit clunky."),
    ("conditional", "It could be better, honestly."),
    ("against", "We've learned to live with it."),
    ("against", "There is no pressing need at the moment."),
    ("against", "I'm just exploring, no hurry at all."),
    ("against", "What we have works fine for us."),
    ("nothing", "Sorry for the late reply, I missed your call."),
    ("nothing", "I had a problem with the meeting link."),
    ("nothing", "The traffic was a nightmare this morning."),
    ("nothing", "Login is fine and the filters are fine."),
    ("nothing", "A friend at another port lost a customer over it."),
    ("nothing", "The audit trail can be exported."),
    ("nothing", "Did you lose any customers over it?"),
    ("nothing", "I lost my voice, so let's do it by mail."),
    ("nothing", "At my previous company we were fined for that."),
    ("nothing", "No complaints from me, great session."),
    ("asserted", "In July a patient got the wrong dose because the list on the ward was two hours old."),
    ("asserted", "Every month end, four people sit here until ten at night copying figures from one sheet to another."),
    ("asserted", "The insurer has given us until April to prove we know where the keys are."),
    ("asserted", "We turned away 60 bookings in August because nobody trusted the calendar."),
    ("asserted", "Our old vendor switches the servers off on 30 June."),
    ("asserted", "Half of our invoices go out with the wrong price and we spend weeks arguing about it."),
    ("against", "Honestly, we get by."),
    ("nothing", "The lift was out of order so I'm late."),
    ("nothing", "My laptop crashed during your demo."),
    ("nothing", "I read in the paper that a port in Spain was fined."),
]


@pytest.mark.parametrize(("expected", "text"), CASES)
def test_how_a_sentence_reads(expected: str, text: str) -> None:
    assert reads(text, "pain") == expected, text
