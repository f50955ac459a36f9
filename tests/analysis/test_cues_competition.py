from __future__ import annotations

import pytest

from tests.analysis.cue_cases import reads

CASES = [
    ("asserted", "We're also looking at Portwise and Quayline."),
    ("asserted", "Quayline quoted us 20% less."),
    ("asserted", "The other bidder is Harbourly."),
    ("asserted", "Engineering thinks they could build it themselves in a quarter."),
    ("asserted", "You're the only ones we are talking to."),
    ("asserted", "We have two other suppliers pitching next week."),
    ("asserted", "It's between you and Quayline now."),
    ("against", "I'm leaning towards Portwise, to be honest."),
    ("asserted", "We haven't looked at anybody else."),
    ("asserted", "Portwise are presenting on Tuesday as well."),
    ("asserted", "No other vendors are involved."),
    ("conditional", "We might just stay with what we have."),
    ("conditional", "Perhaps we'll take a look at Portwise too."),
    ("exploratory", "There was talk of our ERP vendor doing something."),
    ("exploratory", "How are you different from Portwise?"),
    ("against", "Portwise are out, they could not do the tides."),
    ("against", "We ruled out Quayline last week."),
    ("against", "We decided against building it ourselves."),
    ("nothing", "I spoke to Samir and Lotte about it."),
    ("nothing", "We are looking at April for the start."),
    ("nothing", "Nobody else in my team has access."),
    ("nothing", "Another port uses Quayline, I hear."),
    ("nothing", "Have you ever worked with Portwise?"),
    ("nothing", "We're looking at the numbers on Monday."),
    ("nothing", "Our competitors have the same problem."),
    ("nothing", "I prefer Teams to phone."),
    ("nothing", "Tom is out until Monday."),
    ("asserted", "Your friends at Quayline were here yesterday with their demo."),
    ("asserted", "The board has asked me to get three quotes."),
    ("asserted", "Portwise came in forty thousand below you."),
    ("asserted", "Plan B is to extend our contract with Quayline for another year."),
    ("asserted", "My developers keep telling me they could knock this up in Power Apps."),
    ("asserted", "You have a free run, we haven't invited anybody else."),
    ("against", "We've said goodbye to Portwise."),
    ("asserted", "Doing nothing is always an option."),
    ("nothing", "Which version of Oracle do you support?"),
    ("nothing", "We use Outlook and Teams."),
]


@pytest.mark.parametrize(("expected", "text"), CASES)
def test_how_a_sentence_reads(expected: str, text: str) -> None:
    assert reads(text, "competition") == expected, text


PLAIN = [
    ("asserted", "We have nobody else on the list."),
    ("asserted", "Aside from you there's nobody."),
    ("asserted", "We've asked Kopano for this and for nothing else."),
    ("asserted", "We only asked you."),
    ("asserted", "I didn't go out to tender, I just rang you."),
    ("asserted", "No other vendors at this point."),
    ("asserted", "There's nobody else on my list."),
    ("asserted", "They withdrew, so it is only you now."),
    ("nothing", "We only asked you about the parking."),
    ("nothing", "It is only you that has not replied about lunch."),
    ("nothing", "I asked Sam for the slides and nothing else."),
    ("nothing", "Other vendors in your market do it differently."),
    ("against", "Quayline is out."),
    ("against", "Portwise are out."),
    ("asserted", "We did not ask anybody else for a price."),
    ("asserted", "The other offer is from a firm in Leeds."),
    ("asserted", "It is you or the whiteboard."),
    ("asserted", "My nephew says he could write it in a weekend."),
    ("asserted", "The vendor of our ERP offers something like it for free."),
    ("asserted", "We could also hire two clerks instead."),
    ("nothing", "Boats are out, nobody ashore to talk to."),
    ("nothing", "Trucks are out, call you tonight."),
    ("nothing", "Nobody else was on the ward."),
    ("nothing", "Schools are out until Monday."),
    ("nothing", "There is nobody here to talk to."),
    ("nothing", "Kids are out of school on Thursday."),
    ("nothing", "Nobody around this week."),
    ("nothing", "Dinner is out, sorry."),
]


@pytest.mark.parametrize(("expected", "text"), PLAIN)
def test_alternatives_in_plain_words(expected: str, text: str) -> None:
    assert reads(text, "competition") == expected, text
