from __future__ import annotations

import pytest

from tests.analysis.cue_cases import reads

CASES = [
    ("asserted", "I've mentioned you to our CTO and he wants to see it."),
    ("asserted", "I forwarded your one-pager to Samir yesterday."),
    ("asserted", "I got you twenty minutes with the leadership team on Monday."),
    ("asserted", "I've asked Samir to join the next session, he never does that."),
    ("asserted", "I wrote the business case over the weekend and submitted it."),
    ("asserted", "I'll set up time with our head of IT for next week."),
    ("asserted", "I have put it in next year's budget."),
    ("asserted", "I stood up for you in the steering group when they wanted to postpone."),
    ("asserted", "I've arranged a site visit for your team on the 14th."),
    ("asserted", "Attached are our internal figures for the case, not for circulation please."),
    ("asserted", "Greta from logistics has been pushing for this internally for months."),
    ("asserted", "I had the topic moved up on the agenda for Thursday."),
    ("asserted", "Let me introduce you to Lotte, who runs procurement."),
    ("conditional", "Happy to help if you need anything."),
    ("conditional", "I can introduce you to Samir if that is useful."),
    ("conditional", "I'm a big fan of what you do."),
    ("against", "I may be moving to another team in the new year."),
    ("against", "I'm not sure I can sell this internally."),
    ("against", "My last day here is 15 December, someone else will pick this up."),
    ("against", "I've been told to drop it and focus on the migration."),
    ("nothing", "Great session today, thanks!"),
    ("nothing", "Thanks for setting up time with us."),
    ("nothing", "I've put it in my calendar."),
    ("nothing", "I forwarded your invoice to accounts payable."),
    ("nothing", "Did you mention it to your CTO?"),
    ("nothing", "I told my wife about the flight."),
    ("nothing", "We are moving to a new office in May."),
    ("nothing", "I haven't shown it to anybody yet."),
    ("nothing", "I'm leaving at four today."),
    ("asserted", "Samir and I had lunch and I walked him through your numbers; he wants to see you."),
    ("asserted", "I've added you to Thursday's management meeting, you have fifteen minutes."),
    ("asserted", "I showed your recording to the night shift and they loved it."),
    ("asserted", "I've got IT to open the firewall for your test."),
    ("conditional", "Let me know if I can help with anything on our side."),
    ("against", "From January I'll be running the Antwerp site, so this won't be mine any more."),
    ("against", "I've used up my goodwill with finance on this."),
    ("nothing", "Thanks for sending it over, looks good."),
    ("nothing", "I've asked my assistant to find a room for us."),
]


@pytest.mark.parametrize(("expected", "text"), CASES)
def test_how_a_sentence_reads(expected: str, text: str) -> None:
    assert reads(text, "champion") == expected, text
