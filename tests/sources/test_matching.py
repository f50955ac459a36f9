"""Which deal a touchpoint belongs to, and why; what concerns no deal stays out of every deal."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from journey_tui.domain.model import Kind, Origin, Party, Side
from journey_tui.sources.directory import (
    AccountEntry,
    DealEntry,
    Directory,
    MemberEntry,
    PersonEntry,
    build_directory,
    fold,
    own_domains,
)
from journey_tui.sources.matching import Item, match

AT = datetime(2026, 10, 6, 9, tzinfo=UTC)
OPENED = datetime(2026, 8, 1, tzinfo=UTC)


def directory(*deals: DealEntry) -> Directory:
    return build_directory(
        members=[MemberEntry("u1", "Dana Ruiz", "dana@seller.example"), MemberEntry("u2", "Sam Cole", "sam@seller.example"),
                 MemberEntry("u3", "Flow", "flow@robots.example", automated=True)],
        contacts=[PersonEntry("c1", "Anna Prins", "anna@lisse.example", account_id="a1"),
                  PersonEntry("c2", "Bo Lund", "bo.lund@gmail.com", account_id="a2")],
        accounts=[AccountEntry("a1", "Lisse Harbour Works", ("lisse.example",)), AccountEntry("a2", "Orchard Dairy Co-op", ("orchard.example",)),
                  AccountEntry("p1", "Quayside Partners", ("quayside.example",), is_partner=True)],
        deals=deals or (DealEntry("d1", "Lisse - Berth planning", "a1", opened=OPENED), DealEntry("d2", "Orchard - Silo sensors", "a2", opened=OPENED)),
    )  # fmt: skip


def mail(sender: str, *to: str, subject: str = "Hello", words: str = "", **extra: object) -> Item:
    parties = (Party("", sender, "from"), *(Party("", address, "to") for address in to))
    return replace(Item("m", Kind.EMAIL, AT, subject, words, parties, Origin.HUMAN), **extra)  # type: ignore[arg-type]


def test_the_crms_own_link_wins() -> None:
    found = match(mail("x@unknown.example", deal_ids=("d2",)), directory(), {})
    assert (found.deal_id, found.reason) == ("d2", "linked to the deal by the CRM")


@pytest.mark.parametrize(
    ("sender", "deal", "why"),
    [
        ("anna@lisse.example", "d1", "contact anna@lisse.example"),
        ("new.person@lisse.example", "d1", "domain lisse.example"),
        ("robot@tickets.lisse.example", "d1", "domain tickets.lisse.example"),
        ("bo.lund@gmail.com", "d2", "contact bo.lund@gmail.com"),
    ],
)
def test_contacts_and_domains_lead_to_the_only_deal(sender: str, deal: str, why: str) -> None:
    found = match(mail(sender, "dana@seller.example"), directory(), {})
    assert found.deal_id == deal
    assert found.reason.startswith(why)


@pytest.mark.parametrize(
    "item",
    [
        mail("ana@homemail.example", "dana@seller.example", words="did you talk to Anna about the garage?"),
        mail("someone@gmail.com", "dana@seller.example", words="Lisse Harbour Works is great"),
        mail("news@vendor.example", "dana@seller.example", origin=Origin.AUTOMATED, words="Lisse Harbour Works chose us"),
        mail("anna@lisse.example", "dana@seller.example", list_id="<dev.lists.example>"),
        mail("sam@seller.example", "dana@seller.example", words="canteen menu"),
        mail("anna@1isse.example", "dana@seller.example", words="please change our bank account"),
    ],
)
def test_what_concerns_no_deal_stays_out(item: Item) -> None:
    found = match(item, directory(), {})
    assert found.deal_id == ""
    assert not found.concerns_deal


def test_our_own_words_that_name_one_customer_place_it() -> None:
    found = match(mail("forms@seller.example", "dana@seller.example", words="Company: Lisse Harbour Works"), directory(), {})
    assert found.deal_id == "d1"
    assert "names Lisse Harbour Works" in found.reason


def test_our_own_words_that_name_several_wait() -> None:
    found = match(
        mail("sam@seller.example", "dana@seller.example", words="Lisse Harbour and Orchard Dairy both moved"), directory(), {}
    )
    assert (found.deal_id, found.concerns_deal) == ("", True)


def test_a_conversation_stays_together_and_leaves_when_other_people_take_over() -> None:
    replied = mail("someone@gmail.com", "dana@seller.example", references=("<root>",))
    assert match(replied, directory(), {"<root>": "d1"}).reason == "same conversation"
    other = mail("bo.lund@gmail.com", "dana@seller.example", references=("<root>",))
    assert match(other, directory(), {"<root>": "d1"}).deal_id == "d2"


def test_of_several_deals_the_one_that_fits() -> None:
    two = directory(
        DealEntry("d1", "Lisse - Berth planning", "a1", opened=OPENED),
        DealEntry("d3", "Lisse - Crane telemetry", "a1", opened=OPENED, contacts=frozenset({"c9"})),
    )
    assert match(mail("anna@lisse.example", subject="crane sensors"), two, {}).deal_id == "d3"
    waiting = match(mail("anna@lisse.example", subject="lunch"), two, {})
    assert waiting.deal_id == ""
    assert "more than one deal fits" in waiting.reason


def test_long_after_closing_it_is_another_matter() -> None:
    old = directory(DealEntry("d1", "Lisse - Berth planning", "a1", opened=OPENED, closed=datetime(2026, 8, 2, tzinfo=UTC)))
    found = match(mail("anna@lisse.example"), old, {})
    assert found.deal_id == ""
    assert found.reason == "no deal of the account was open then"


def test_a_partner_alone_leads_to_the_deal_it_carries() -> None:
    through = directory(DealEntry("d1", "Lisse - Berth planning", "a1", partner_id="p1", opened=OPENED))
    assert match(mail("rep@quayside.example", "dana@seller.example"), through, {}).deal_id == "d1"
    assert through.side_of("rep@quayside.example") is Side.PARTNER


def test_a_call_is_placed_by_its_speakers_or_its_title() -> None:
    spoke = Item(
        "t",
        Kind.CALL,
        AT,
        "Workshop",
        "",
        (Party("Anna Prins", role="speaker"), Party("Dana Ruiz", role="speaker")),
        Origin.HUMAN,
    )
    assert match(spoke, directory(), {}).deal_id == "d1"
    titled = replace(spoke, subject="Lisse Harbour workshop", parties=(Party("Somebody New", role="speaker"),))
    assert match(titled, directory(), {}).deal_id == "d1"


def test_own_side_is_what_the_users_share() -> None:
    members = [MemberEntry(str(i), f"P {i}", f"p{i}@seller.example") for i in range(9)]
    stray = [MemberEntry("x", "Consultant", "c@agency.example"), MemberEntry("y", "Me", "me@gmail.com")]
    assert own_domains(members + stray) == {"seller.example"}
    known = directory()
    assert known.side_of("dana@seller.example") is Side.SELLER
    assert known.side_of("new@mail.seller.example") is Side.SELLER
    assert known.side_of("anna@lisse.example") is Side.CUSTOMER
    assert known.side_of("x@nowhere.example") is Side.OTHER


def test_names_are_compared_without_order_and_brackets() -> None:
    assert fold("Prins, Anna") == fold("Anna Prins (Lisse)") == "anna prins"


def test_a_calendars_notice_goes_where_the_people_belong_whom_it_names() -> None:
    def notice(words: str, **more: object) -> Item:
        return mail(
            "calendar@seller.example", "dana@seller.example", subject="Updated invitation: Tender 118", words=words, **more
        )

    told = "Changed: time\nWas: Tue 10:00\nNow: Wed 14:00\nOrganiser: Anna Prins"
    found = match(notice(told, origin=Origin.AUTOMATED), directory(), {})
    assert (found.deal_id, found.reason) == ("d1", "names Anna Prins, its only deal then")
    for item in (
        notice(told),
        notice("Organiser: Dana Ruiz", origin=Origin.AUTOMATED),
        notice("Attendees: Anna Prins, Bo Lund", origin=Origin.AUTOMATED),
        notice("Anna Prins said hello", origin=Origin.AUTOMATED),
        notice("Organiser: Anna", origin=Origin.AUTOMATED),
        mail("calendar@elsewhere.example", "dana@seller.example", words=told, origin=Origin.AUTOMATED),
    ):
        assert match(item, directory(), {}).deal_id == ""
