"""Lanes from CRM roles, evidence, titles and subjects."""

from __future__ import annotations

from datetime import timedelta

import pytest

from journey_tui.domain.model import Decision, Direction, Kind, Lane, Modality, Origin, Person, Remark, Side, Source, Touchpoint
from journey_tui.domain.roles import assign_roles, crm_lane, lane_of
from tests.domain.ledger_facts import NOW, PLAYBOOK, note, said

IDA = Person("p1", "Ida Berg", "ida@x.example", side=Side.CUSTOMER)
JANET = Person("p2", "Janet Moss", "janet@x.example", side=Side.CUSTOMER)


def roles(*people, contact_roles=None, evidence=(), remarks=(), touchpoints=(), decisions=(), now=NOW):
    found = assign_roles(
        people, contact_roles or {}, evidence, remarks, now, words=PLAYBOOK.roles, touchpoints=touchpoints, decisions=decisions
    )
    return [person.roles for person in found]


@pytest.mark.parametrize(
    ("word", "lane"),
    [
        ("Economic Buyer", Lane.ECONOMIC_BUYER), ("Economic Decision Maker", Lane.ECONOMIC_BUYER), ("BUDGET_HOLDER", Lane.ECONOMIC_BUYER),
        ("CHAMPION", Lane.CHAMPION), ("Technical Buyer", Lane.USERS_TECHNICAL), ("evaluator", Lane.USERS_TECHNICAL),
        ("Business User", Lane.USERS_TECHNICAL), ("END_USER", Lane.USERS_TECHNICAL),
        ("LEGAL_AND_COMPLIANCE", Lane.PROCUREMENT_LEGAL_SECURITY), ("Legal & Compliance", Lane.PROCUREMENT_LEGAL_SECURITY),
        ("Decision Maker", None), ("DECISION_MAKER", None), ("Influencer", None), ("", None),
    ],
)  # fmt: skip
def test_crm_roles(word, lane):
    assert crm_lane(word) is lane


def test_without_a_role_the_side_decides():
    assert lane_of(IDA) is Lane.BUYER_OTHER
    assert lane_of(Person("s", "S", side=Side.SELLER)) is Lane.SELLER
    assert lane_of(Person("s", "S", side=Side.PARTNER)) is Lane.PARTNER
    assert lane_of(Person("s", "S", side=Side.SYSTEM)) is Lane.AUTOMATION


def test_several_roles_the_most_senior_first():
    found = roles(IDA, contact_roles={"p1": ["Evaluator", "Economic Buyer", "Decision Maker"]})[0]
    assert [lane for lane, _ in found] == [Lane.ECONOMIC_BUYER, Lane.USERS_TECHNICAL]
    assert found[0][1] == "CRM role Economic Buyer"


def test_authority_stated_makes_an_economic_buyer_and_stays_after_expiry():
    stated = said("economic_buyer", by="Ida Berg", subject_key="janet moss", parts=(("named", "janet"),), days=200)
    ida, janet = roles(IDA, JANET, evidence=[stated])
    assert ida == ()
    assert janet == ((Lane.ECONOMIC_BUYER, "authority stated by Ida Berg, 14 Aug"),)
    assert roles(IDA, JANET, evidence=[stated], now=NOW - timedelta(days=201))[1] == ()


def test_what_does_not_make_an_economic_buyer():
    parts = (("named", "janet moss"),)
    maybe = said("economic_buyer", modality=Modality.CONDITIONAL, subject_key="janet moss", parts=parts)
    sellers = note("economic_buyer", subject_key="janet moss", parts=parts)
    rejected = said("economic_buyer", subject_key="janet moss", parts=parts, rejected=True)
    unknown = said("economic_buyer", subject_key="somebody else", parts=(("named", "somebody else"),))
    assert roles(JANET, evidence=[maybe, sellers, rejected, unknown]) == [()]


def test_an_authority_remark_counts_too():
    remark = Remark("r", "authority", "d", "t", "I can release it", 0, 5, "Janet Moss", "janet@x.example", Side.CUSTOMER, NOW)
    assert roles(JANET, remarks=[remark])[0][0][0] is Lane.ECONOMIC_BUYER


def test_a_champion_acts():
    friendly = said("champion", by="Ida Berg", speaker_key="ida@x.example", parts=())
    assert roles(IDA, evidence=[friendly]) == [()]
    assert (
        roles(IDA, evidence=[said("champion", by="Ida Berg", speaker_key="ida@x.example", parts=(), act=True)])[0][0][0]
        is Lane.CHAMPION
    )


@pytest.mark.parametrize(
    ("title", "lane"),
    [
        ("Staff Software Engineer", Lane.USERS_TECHNICAL), ("General Counsel", Lane.PROCUREMENT_LEGAL_SECURITY),
        ("Security Engineer", Lane.PROCUREMENT_LEGAL_SECURITY), ("IT Manager", Lane.USERS_TECHNICAL), ("Head of it all", None),
        ("VP Operations", None), ("", None),
    ],
)  # fmt: skip
def test_titles_are_marked_as_the_rule(title, lane):
    person = Person("p", "A B", side=Side.CUSTOMER, title=title)
    assert roles(person)[0] == (((lane, f"by title: {title}"),) if lane else ())
    assert roles(Person("p", "A B", side=Side.SELLER, title=title)) == [()]


def test_subjects_tell_who_writes_about_the_paper_but_an_answer_does_not():
    def mail(subject):
        return Touchpoint("t", Kind.EMAIL, NOW, "Ida Berg", "ida@x.example", Side.CUSTOMER, Direction.IN, Origin.HUMAN, "", Source("", "", ""),
                          subject=subject)  # fmt: skip

    assert roles(IDA, touchpoints=[mail("Vendor assessment for you")])[0][0] == (
        Lane.PROCUREMENT_LEGAL_SECURITY, "by subject: Vendor assessment for you",
    )  # fmt: skip
    assert roles(IDA, touchpoints=[mail("Re: Vendor assessment for you")]) == [()]


def test_a_role_that_a_person_set_stands_alone():
    mine = Decision("d", NOW, "Dana", "role", "crm:1:d|person|p1", value="champion")
    assert roles(IDA, contact_roles={"p1": ["Evaluator"]}, decisions=[mine]) == [((Lane.CHAMPION, "set by Dana"),)]
    wrong = Decision("d", NOW, "Dana", "role", "crm:1:d|person|p1", value="king")
    assert roles(IDA, contact_roles={"p1": ["Evaluator"]}, decisions=[wrong])[0][0][0] is Lane.USERS_TECHNICAL
