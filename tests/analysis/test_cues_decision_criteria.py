from __future__ import annotations

import pytest

from tests.analysis.cue_cases import evidence, mail, reads

CASES = [
    ("asserted", "Single sign-on is a must, and data has to stay in the EU."),
    ("asserted", "Our criteria are price, depth of the SAP integration and references in shipping."),
    ("asserted", "Without an offline mode we cannot use it on the quay, that is a deal-breaker."),
    ("asserted", "We will score every vendor on security, ease of use and cost of ownership, in that order."),
    ("asserted", "What matters most to us is that a new planner can use it on day one."),
    ("asserted", "It must run on the handhelds we already own."),
    ("asserted", "The system has to comply with Part 11."),
    ("asserted", "For the panel, price counts for 40% and quality for 60%."),
    ("asserted", "I judge suppliers by how quickly they answer a ticket at three in the morning."),
    ("asserted", "Our works council insists on role-based access, no exceptions."),
    ("asserted", "Whoever we pick has to support Dutch and French."),
    ("asserted", "We won't buy anything that can't be validated."),
    ("asserted", "Must-haves: audit trail, SSO, and an API we can call ourselves."),
    ("conditional", "We need something that just works."),
    ("conditional", "It would be nice to have a dark mode."),
    ("conditional", "We are looking for a tool that integrates easily with our existing systems."),
    ("conditional", "Integration is key for us."),
    ("against", "You don't have a HIPAA attestation, which the others do."),
    ("against", "The criteria have been rewritten since we last spoke."),
    ("against", "Your reporting module fell short in the scoring."),
    ("nothing", "I must say the demo was fun."),
    ("nothing", "You must be tired after that flight."),
    ("nothing", "I have to leave at four."),
    ("nothing", "It must have been the weather."),
    ("nothing", "Do you support single sign-on?"),
    ("nothing", "We must catch up soon."),
    ("nothing", "Their customers must have a licence to drive."),
    ("nothing", "The order number is in the attachment."),
    (
        "asserted",
        "Three things will decide it: how fast a temp can learn it, whether it runs without a network, and what it costs over five years.",
    ),
    ("asserted", "If it doesn't talk to our SAP, there's no point in continuing."),
    ("asserted", "Top of the list is hosting in Germany, then price."),
    ("asserted", "We're scoring on a hundred points, thirty of them for accessibility."),
    ("asserted", "Anything that needs a plug-in on the tablets is a non-starter."),
    ("conditional", "It'd be great if it had a mobile app."),
    ("against", "Two of the panel marked you down because the roles can't be configured."),
    ("nothing", "I must dash, the crane driver is waiting."),
    ("nothing", "You have to try the fish when you come."),
    ("nothing", "What are the requirements for the sandbox?"),
    ("asserted", "This is what the welders would choose it by. It works with gloves on. It never asks for a password twice."),
    ("asserted", "The nurses judge it on three things: one tap to start, no typing, and it works in the lift."),
    ("asserted", "We asked the pickers. It has to read a torn label before anything else. That's the one they'd buy it for."),
    ("asserted", "That a record cannot be deleted by its owner ranks well above price for our auditors."),
    ("asserted", "Here is our list. Data stays in Norway. A shift can be closed offline. We can leave with our data."),
    (
        "asserted",
        "An entry can be corrected but not rubbed out. It starts without a network. Anything that lacks one of those is out.",
    ),
    ("asserted", "Our drivers compare tools by the thumb: big buttons, no menus, readable in the sun."),
    (
        "asserted",
        "You asked what we look at. Whether it runs on the old tablets, whether it exports to our ledger, and whether it keeps a history.",
    ),
    ("nothing", "The old system works well. It keeps running."),
    ("nothing", "We decide on Friday: Samir, Lotte and I."),
    ("nothing", "It never rains here in June."),
    ("nothing", "Samir always says that the coffee works better than meetings."),
    ("nothing", "Our depot runs three shifts and never closes."),
    ("nothing", "Here is the list. Samir, Lotte and me."),
    ("nothing", "What do you look at when it works offline?"),
    ("nothing", "The forklift has to be charged before it lets you drive."),
    ("nothing", "My phone can't get a signal in the cold store."),
    ("asserted", "For the union it must not track where people are."),
    (
        "asserted",
        "Three things decide: does it work in a basement, can a new hire learn it in an hour, and who answers at night.",
    ),
    (
        "asserted",
        "First, the form must open without a signal. Second, a photo has to stay with the ticket. Third, I can take my data with me.",
    ),
    ("asserted", "I won't sign anything that cannot be unplugged without losing the day."),
    ("asserted", "Whoever wins has to show us one full night on our own line."),
    ("asserted", "The lab goes by this: traceable to the batch, no spreadsheets, and a printed label within a minute."),
    ("asserted", "What the auditors want to see: a lock after release, two names per change, and no way round it."),
    ("nothing", "The old forms must be kept for ten years, so the cellar is full."),
    ("nothing", "First, thanks for lunch. Second, the photo of you is on our wall."),
    ("nothing", "It has to be cold in Oslo now."),
    ("nothing", "We looked at the list. Samir reads it on the train."),
    ("nothing", "How do they decide on that? It works for us."),
    ("nothing", "What the team needs: coffee, sleep and a day off."),
    ("nothing", "The old crew judged everything by the weather: rain means cards."),
    ("nothing", "What we need from you: the contract and the bank details."),
    ("nothing", "What we need: your address and the order form."),
]


@pytest.mark.parametrize(("expected", "text"), CASES)
def test_how_a_sentence_reads(expected: str, text: str) -> None:
    assert reads(text, "decision_criteria") == expected, text


@pytest.mark.parametrize(
    ("expected", "subject"),
    [("asserted", "what it has to do to get past our nurses"), ("nothing", "Re: what it has to do"), ("nothing", "night shift")],
)
def test_the_subject_can_say_that_criteria_follow(expected: str, subject: str) -> None:
    found = evidence(
        mail("Tom, as promised. It never locks a ward out. It keeps a copy on paper.", subject=subject), "decision_criteria"
    )
    assert ("asserted" if any(one.modality == "asserted" for one in found) else "nothing") == expected
