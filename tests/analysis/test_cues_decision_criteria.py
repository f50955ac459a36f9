from __future__ import annotations

import pytest

from tests.analysis.cue_cases import reads

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
]


@pytest.mark.parametrize(("expected", "text"), CASES)
def test_how_a_sentence_reads(expected: str, text: str) -> None:
    assert reads(text, "decision_criteria") == expected, text
