"""Who is who in one touchpoint: names, addresses and sides, once its deal is known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from journey_tui.domain.model import Kind, Origin, Party, Segment, Side
from journey_tui.sources.directory import Directory, PersonEntry, fold
from journey_tui.sources.matching import Item, Match

SELLER_LABELS = frozenset({"rep", "seller", "agent", "sales", "ae", "account executive", "host", "sales rep"})
BUYER_LABELS = frozenset({"prospect", "customer", "client", "buyer", "lead"})


class Cast:
    """Who is who in one touchpoint, now that its deal is known."""

    def __init__(self, directory: Directory, item: Item, verdict: Match) -> None:
        self._directory = directory
        self._item = item
        self._verdict = verdict
        self._hints = dict(_hints(item.words)) if item.kind in (Kind.CALL, Kind.MEETING) else {}

    def named_by_crm(self) -> tuple[Party, ...]:
        """Return the contacts that a CRM activity names, as who it was with."""
        if self._item.kind not in (Kind.CALL, Kind.MEETING):
            return ()
        known = {p.person_id for p in self._item.parties} | {p.address for p in self._item.parties}
        contacts = [self._directory.contacts[key] for key in self._item.contact_ids if key in self._directory.contacts]
        return tuple(
            Party(c.name, c.address, "attendee", person_id=c.id) for c in contacts if c.id not in known and c.address not in known
        )

    def party(self, party: Party) -> Party:
        """Return the party with the address and identity that its name stands for in this deal."""
        if party.address:
            contact = self._directory.contact_at.get(party.address)
            member = self._directory.member_at.get(party.address)
            found = (contact or member) if not party.person_id else None
            name = party.name or (contact or member or party).name
            return replace(party, name=name, person_id=found.id if found else party.person_id)
        person = (
            self._directory.contacts.get(party.person_id)
            or self._directory.members.get(party.person_id)
            or self._named(party.name)
        )
        if person is None:
            return party
        return replace(party, name=party.name or person.name, address=person.address, person_id=person.id)

    def _named(self, name: str) -> Any:
        folded = fold(name)
        if not folded or self._item.kind is Kind.EMAIL:
            return None
        people = [p for p in self._directory.people_named.get(folded, []) if self._fits(p)]
        if people:
            return people[0]
        if folded in self._directory.member_named:
            return self._directory.member_named[folded]
        if " " not in folded and self._verdict.account_id:
            return self._first_name(folded)
        return None

    def _first_name(self, folded: str) -> Any:
        people = [
            p
            for name, found in self._directory.people_named.items()
            if name.split(" ")[0] == folded
            for p in found
            if self._fits(p)
        ]
        return people[0] if len({p.address or p.id for p in people}) == 1 else None

    def _fits(self, person: PersonEntry) -> bool:
        deal = self._directory.deals.get(self._verdict.deal_id)
        accounts = {self._verdict.account_id, deal.partner_id if deal else ""} - {""}
        return not accounts or person.account_id in accounts

    def side(self, address: str, name: str) -> Side:
        """Return the side of a person of this touchpoint."""
        if address:
            return self._directory.side_of(address)
        folded = fold(name)
        if not folded:
            return Side.OTHER
        if folded in SELLER_LABELS or folded in self._directory.member_named:
            return Side.SELLER
        if folded in BUYER_LABELS:
            return Side.CUSTOMER
        return self._side_by_hint(folded)

    def _side_by_hint(self, folded: str) -> Side:
        company = self._hints.get(folded, "")
        account_id = self._directory.account_named.get(company, "") if company else ""
        account = self._directory.accounts.get(account_id)
        if account:
            return Side.PARTNER if account.is_partner else Side.CUSTOMER
        if company and any(company.replace(" ", "").startswith(own.split(".")[0]) for own in self._directory.own):
            return Side.SELLER
        if self._nearly_ours(folded):
            return Side.SELLER
        # In a call that belongs to a deal somebody known there is theirs; who is known to nobody may be anybody.
        known = self._item.kind in (Kind.CALL, Kind.MEETING) and self._verdict.deal_id and self._named(folded) is not None
        return Side.CUSTOMER if known else Side.OTHER

    def _nearly_ours(self, folded: str) -> bool:
        """Return whether the name is one of ours but for a letter or two: recordings misspell, and our words are not theirs."""
        if folded in self._directory.people_named or len(folded) < 6:
            return False
        return any(abs(len(name) - len(folded)) <= 2 and _distance(name, folded) <= 2 for name in self._directory.member_named)

    def segment(self, segment: Segment) -> Segment:
        """Return the segment with its speaker's address and side."""
        address = segment.address
        if not address and segment.speaker:
            by_party = {fold(p.name): p.address for p in self._item.parties if p.address}
            person = self._named(segment.speaker)
            address = by_party.get(fold(segment.speaker), "") or (person.address if person else "")
        if not address and self._item.kind is Kind.EMAIL and segment.role != "new":
            person = next((p for p in self._directory.people_named.get(fold(segment.speaker), []) if self._fits(p)), None)
            member = self._directory.member_named.get(fold(segment.speaker))
            address = person.address if person else member.address if member else ""
        side = self.side(address, segment.speaker)
        if side is Side.OTHER and segment.role == "new" and self._item.kind in (Kind.NOTE, Kind.TASK):
            side = Side.SELLER
        return replace(segment, address=address, side=side)

    def actor(self, parties: tuple[Party, ...], segments: tuple[Segment, ...], links: dict[str, Any]) -> tuple[str, str, Side]:
        """Return who acted: the sender, a meeting's or call's customer, else the owner; name, key and side."""
        if self._item.kind is Kind.EMAIL:
            sender = next((p for p in parties if p.role == "from"), None)
            return self._as_actor(sender)
        speakers = {fold(s.speaker) for s in segments}
        logged = self._item.kind is Kind.CALL and not any(s.side is Side.CUSTOMER for s in segments)
        if self._item.kind in (Kind.MEETING, Kind.CALL) and not logged:
            there = [p for p in parties if p.answer != "declined" and self.side(p.address, p.name) is Side.CUSTOMER]
            there.sort(key=lambda p: (fold(p.name) not in speakers, p.answer != "accepted"))
            organizer = next((p for p in parties if p.role == "organizer"), None)
            if there or organizer:
                return self._as_actor(there[0] if there else organizer)
        return self._owner(parties, links)

    def _as_actor(self, party: Party | None) -> tuple[str, str, Side]:
        if party is None:
            return "", "", Side.OTHER
        side = self.side(party.address, party.name)
        machine = self._item.origin is Origin.AUTOMATED and self._item.auto not in ("auto_reply", "calendar_response")
        name = party.name or party.address
        return name, party.address or fold(party.name), Side.SYSTEM if machine else side

    def _owner(self, parties: tuple[Party, ...], links: dict[str, Any]) -> tuple[str, str, Side]:
        automated = self._item.origin is Origin.AUTOMATED
        wanted = [links.get("created_by_id", ""), links.get("owner_id", "")] if automated else [links.get("owner_id", "")]
        member = next((self._directory.members[key] for key in wanted if key in self._directory.members), None)
        if automated:
            return (member.name if member else "CRM"), (member.address or fold(member.name) if member else "crm"), Side.SYSTEM
        if member:
            return member.name, member.address or fold(member.name), Side.SELLER
        sender = next((p for p in parties if p.role in ("from", "organizer")), None)
        if sender:
            return self._as_actor(sender)
        return ("", "seller", Side.SELLER)

    def direction(self, links: dict[str, Any], side: Side, parties: tuple[Party, ...]) -> str:
        """Return in, out or internal, seen from the seller; `parties` with the addresses that they are known by."""
        if links.get("direction") in ("in", "out"):
            return str(links["direction"])
        if self._item.kind in (Kind.NOTE, Kind.TASK, Kind.CRM_CHANGE):
            return "internal"
        outside = any(p.address and not self._directory.is_own(p.address) for p in parties) or side in (
            Side.CUSTOMER,
            Side.PARTNER,
        )
        if not outside:
            return "internal"
        first = next((p for p in parties if p.role in ("from", "organizer")), None)
        ours = first is not None and self._directory.is_own(first.address)
        if first is None:
            return "out" if self._item.kind in (Kind.CALL, Kind.MEETING) else "in"
        return "out" if ours else "in"


def _distance(one: str, other: str) -> int:
    """Return how many letters must be put in, left out or changed to make one name of the other."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row, last = [i], row
        for j, b in enumerate(other, 1):
            row.append(min(last[j] + 1, row[-1] + 1, last[j - 1] + (a != b)))
    return row[-1]


_GROUP = re.compile(r"([^();:\n]{2,200})\(([^()\n]{2,80})\)")


def _hints(words: str) -> Iterator[tuple[str, str]]:
    """Yield (person, company) from lines such as `Participants: A, B (Halden Systems); C (Tarn Valley)`."""
    for names, company in _GROUP.findall(words):
        for name in re.split(r",|;|\band\b|&", names):
            folded = fold(name)
            if folded:
                yield folded, company.casefold().strip()
