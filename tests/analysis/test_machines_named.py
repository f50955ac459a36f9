"""A machine of the customer's is nobody that a word of a sentence could name."""

from __future__ import annotations

from dataclasses import replace

from journey_tui.analysis.rules import RulesAnalyst
from journey_tui.domain.model import Person, Side
from tests.analysis.cue_cases import CONTEXT, mail

DESK = Person("desk", "Northquay Service desk", "no-reply@helpdesk.northquay.example", "", Side.CUSTOMER)


def test_a_service_desk_has_no_say_because_something_is_under_a_desk():
    around = replace(CONTEXT, people=(*CONTEXT.people, DESK))
    found = RulesAnalyst().read(mail("The box is under my desk."), around).evidence
    assert [one for one in found if one.requirement == "economic_buyer"] == []


def test_without_the_machine_nothing_else_is_read_differently():
    around = replace(CONTEXT, people=(*CONTEXT.people, DESK))
    text = "Anything over fifty thousand needs Greta's signature."
    assert [one.parts for one in RulesAnalyst().read(mail(text), around).evidence] == [
        one.parts for one in RulesAnalyst().read(mail(text), CONTEXT).evidence
    ]
