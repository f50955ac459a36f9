"""What the assessment adds: who was heard, late sources, amounts, invitations by role, and until when it holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from journey_tui.domain.assess import assess, late_sources
from journey_tui.domain.model import (
    Deal,
    DealFacts,
    Decision,
    Direction,
    Freshness,
    Kind,
    Lane,
    Origin,
    Party,
    Person,
    Segment,
    Side,
    Source,
    Touchpoint,
)  # fmt: skip
from journey_tui.domain.playbook import AmountRule
from journey_tui.domain.reading import Band, Status
from tests.domain.ledger_facts import DIRECT, NOW, PLAYBOOK, invitation, note, said

JANET = Person("p9", "Janet Moss", "janet@x.example", title="CFO", side=Side.CUSTOMER)
NAMED = tuple(
    said("economic_buyer", by=name, parts=(("named", "janet moss"),), subject_key="janet moss")
    for name in ("Mara Lindqvist", "Omar Haddad")
)


def look(*evidence, people=(JANET,), touchpoints=(), channel=DIRECT, now=NOW, freshness=(), decisions=(), **deal):
    facts = DealFacts(Deal("crm:1:d", "x", **deal), people=people, evidence=evidence, touchpoints=tuple(touchpoints),
                      freshness=tuple(freshness), decisions=tuple(decisions))  # fmt: skip
    return assess(facts, PLAYBOOK, channel, now)


def row(reading, key):
    return next(requirement for requirement in reading.requirements if requirement.key == key)


def touch(kind=Kind.EMAIL, days=1, **more):
    values = {"side": Side.CUSTOMER, "direction": Direction.IN, "origin": Origin.HUMAN, **more}
    return Touchpoint("t", kind, NOW - timedelta(days=days), "Janet Moss", "janet@x.example", values.pop("side"), values.pop("direction"),
                      values.pop("origin"), "", Source("", "", ""), **values)  # fmt: skip


@pytest.mark.parametrize(
    ("touchpoint", "heard"),
    [
        (touch(), True),
        (touch(origin=Origin.AI_ASSISTED), True),
        (touch(origin=Origin.AUTOMATED), False),
        (touch(auto="auto_reply"), False),
        (touch(Kind.MEETING), False),
        (touch(Kind.MEETING, parties=(Party("Janet Moss", "janet@x.example", "attendee", "accepted"),)), False),
        (
            touch(
                Kind.CALL, side=Side.SELLER, direction=Direction.OUT, segments=(Segment(0, 5, "Janet Moss", side=Side.CUSTOMER),)
            ),
            True,
        ),
        (touch(Kind.CALL, side=Side.SELLER, direction=Direction.OUT, parties=(Party("Janet Moss", role="speaker"),)), True),
        (touch(days=-1), False),
    ],
)
def test_heard_means_spoke_or_wrote(touchpoint, heard):
    found = row(look(*NAMED, touchpoints=[replace(touchpoint, actor_key="janet@x.example")]), "economic_buyer")
    assert (found.status is Status.VERIFIED) is heard
    assert ("heard" not in found.missing) is heard


def test_a_name_by_title_is_heard_once_that_person_is():
    by_title = said("economic_buyer", parts=(("named", "CFO"),))
    assert row(look(by_title, touchpoints=[touch()]), "economic_buyer").missing == ()


def test_an_invitation_counts_for_a_role_that_the_person_has_and_from_when():
    accepted = invitation("champion", by="Janet Moss", parts=())
    assert row(look(accepted), "champion").status is Status.UNKNOWN
    act = said("champion", by="Janet Moss", days=40, parts=(), act=True)
    assert row(look(accepted, act), "champion").status is Status.SUPPORTED
    set_by = Decision("r", NOW - timedelta(days=1), "Dana", "role", "crm:1:d|person|p9", value="champion")
    assert row(look(accepted, decisions=[set_by]), "champion").status is Status.SUPPORTED


def test_amounts_switch_on_in_their_own_currency():
    channel = replace(DIRECT, amounts=(AmountRule("competition", "EUR", Decimal(50_000)),))
    for amount, currency, status in (
        (60_000, "EUR", Status.UNKNOWN),
        (60_000, "USD", Status.BLANK),
        (40_000, "EUR", Status.BLANK),
    ):
        assert row(look(channel=channel, amount=Decimal(amount), currency=currency), "competition").status is status


def test_late_sources_cap_bands_and_leave_the_gates():
    late = Freshness("mail", NOW - timedelta(hours=100), 900)
    both = [said("pain", by=name) for name in ("A B", "C D")]
    reading, fresh = look(*both, freshness=[late]), look(*both)
    assert row(fresh, "pain").band is Band.HIGH
    assert row(reading, "pain").band is Band.MEDIUM
    assert "mail not synced since" in row(reading, "pain").reason
    assert reading.gates == fresh.gates


def test_a_source_is_late_after_three_intervals_and_72_hours_and_one_without_schedule_never():
    def late(hours, interval):
        return late_sources([Freshness("crm", NOW - timedelta(hours=hours), interval)], PLAYBOOK, NOW)[0] != ()

    assert [late(71, 60), late(73, 60), late(73, 48 * 3600), late(145, 48 * 3600), late(9999, 0)] == [
        False,
        True,
        False,
        True,
        False,
    ]


def test_it_holds_until_the_first_thing_that_time_changes():
    facts = (said("pain"), said("champion", act=True))
    until = look(*facts).valid_until
    assert until is not None

    def shown(moment):
        return [(r.status, r.band) for r in look(*facts, now=moment).requirements]

    assert shown(NOW) == shown(until - timedelta(seconds=1)) != shown(until)
    hold = Decision("h", NOW, "Dana", "hold", "crm:1:d|gate|Discovery", expires=date(2026, 3, 3))
    assert look(said("pain"), decisions=[hold]).valid_until == datetime(2026, 3, 4, tzinfo=UTC)
    assert look().valid_until is None


def test_nothing_known_is_a_whole_assessment():
    reading = look()
    assert [gate.state.value for gate in reading.gates] == ["open", "locked", "locked", "locked"]
    assert reading.lines.truth == "Discovery"
    assert reading.weakest == "pain"
    assert look(note("pain")).weakest == "metrics"


def test_people_carry_their_lanes():
    reading = look(said("champion", by="Janet Moss", act=True))
    assert reading.people[0].roles[0][0] is Lane.CHAMPION
