"""Place touchpoints: which deal each belongs to, who acted, on which side, in which conversation and meeting."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from journey_tui.data.reader import IN_FORCE
from journey_tui.data.rows import moment, parties_of, segments_of
from journey_tui.data.sqlite import sqlite3, transaction
from journey_tui.data.writer import BATCH
from journey_tui.domain.codec import encode
from journey_tui.domain.model import Kind, Origin, Party, Segment, Side
from journey_tui.sources.directory import Directory, PersonEntry, fold
from journey_tui.sources.matching import Item, Match, match

_SELECT = (
    "SELECT t.pk, t.id, t.kind, t.at, t.subject, t.parties, t.origin, t.auto, t.message_id, t.uid, t.account_id, t.deal_id, t.actor_key, "
    "t.side, t.meeting, t.ends_at, b.text, b.segments, b.links, t.match_reason, t.actor, t.direction, t.thread, t.locator "
    "FROM touchpoint t JOIN body b ON b.pk = t.pk WHERE t.deleted = 0"
)

SELLER_LABELS = frozenset({"rep", "seller", "agent", "sales", "ae", "account executive", "host", "sales rep"})
BUYER_LABELS = frozenset({"prospect", "customer", "client", "buyer", "lead"})


@dataclass(slots=True)
class Placed:
    """What placing did."""

    matched: int = 0
    unmatched: int = 0


@dataclass(slots=True)
class _Row:
    pk: int
    item: Item
    segments: tuple[Segment, ...]
    links: dict[str, Any]
    text: str
    ends_at: int | None
    old: tuple[Any, ...]
    """deal_id, actor, actor_key, side, direction, thread, meeting, match_reason: as stored."""


class Placer:
    """Match every touchpoint that is new or asked for: invitations first, then mail in order of time, calls, notes."""

    def __init__(self, connection: sqlite3.Connection, directory: Directory) -> None:
        self._db = connection
        self._directory = directory
        self._threads: dict[str, str] = {}
        self._roots: dict[str, str] = {}
        matches = connection.execute(f"{IN_FORCE} AND d.kind='match' ORDER BY d.at, d.rowid")
        self._assigned = {row[4]: row[6] for row in matches}
        self.placed = Placed()

    def place(self, *, everything: bool) -> Placed:
        """Place what is new (`everything`: all), a batch a transaction; the deals that change are marked for a new reading."""
        self._learn_threads(everything=everything)
        self._learn_people()
        condition = "" if everything else " AND match_reason=''"
        for kinds in ("'meeting'", "'email'", "'call'", "'note','task','crm_change','document','product_event'"):
            query = f"SELECT pk FROM touchpoint WHERE deleted=0{condition} AND kind IN ({kinds}) ORDER BY uid='', at, pk"
            pks = [row[0] for row in self._db.execute(query)]
            for start in range(0, len(pks), BATCH):
                self._place_batch(pks[start : start + BATCH])
        return self.placed

    def _place_batch(self, pks: list[int]) -> None:
        marks = ",".join("?" * len(pks))
        with transaction(self._db):
            found = {row[0]: row for row in self._db.execute(f"{_SELECT} AND t.pk IN ({marks})", pks)}
            moved: set[str] = set()
            for pk in pks:
                moved |= self._place(_row(found[pk]))
            self._db.executemany("UPDATE projection SET valid_until=0 WHERE deal_id=?", [(deal,) for deal in moved])

    def _learn_threads(self, *, everything: bool) -> None:
        if everything:
            return
        for message_id, uid, deal_id, thread in self._db.execute(
            "SELECT message_id, uid, deal_id, thread FROM touchpoint WHERE deal_id<>''"
        ):
            for key in (message_id, uid):
                if key:
                    self._threads[key] = deal_id
            if message_id:
                self._roots[message_id] = thread

    def _learn_people(self) -> None:
        """Learn who writes from an account's domain: transcripts name people that the CRM does not hold."""
        known = set(self._directory.contact_at)
        for (text,) in self._db.execute("SELECT parties FROM touchpoint WHERE kind IN ('email','meeting') AND parties<>'[]'"):
            for party in parties_of(text):
                if party.address and party.address not in known and " " in party.name:
                    known.add(party.address)
                    account = self._directory.account_of(party.address)
                    if account and not self._directory.is_own(party.address):
                        entry = PersonEntry(f"mail:-:{party.address}", party.name, party.address, account_id=account)
                        self._directory.people_named[fold(party.name)].append(entry)

    def _place(self, row: _Row) -> set[str]:
        """Place one touchpoint; returns the deals that gained, lost or changed it."""
        item = row.item
        verdict = self._verdict(item)
        if verdict.deal_id:
            self.placed.matched += 1
            for key in (item.message_id, item.uid):
                if key:
                    self._threads[key] = verdict.deal_id
        elif verdict.concerns_deal:
            self.placed.unmatched += 1
        cast = Cast(self._directory, item, verdict)
        parties = tuple(cast.party(party) for party in (*item.parties, *cast.named_by_crm()))
        segments = tuple(cast.segment(segment) for segment in row.segments)
        actor, key, side = cast.actor(parties, segments, row.links)
        values = (
            verdict.deal_id,
            actor,
            key,
            side.value,
            cast.direction(row.links, side),
            self._thread(item),
            self._meeting(row, verdict),
            verdict.reason if verdict.concerns_deal or verdict.deal_id else f"no deal: {verdict.reason}",
        )
        return self._store(row, values, verdict, parties, segments)

    def _store(
        self, row: _Row, values: tuple[Any, ...], verdict: Match, parties: tuple[Party, ...], segments: tuple[Segment, ...]
    ) -> set[str]:
        if values == row.old and segments == row.segments and parties == row.item.parties:
            return set()
        self._db.execute(
            "UPDATE touchpoint SET deal_id=?, actor=?, actor_key=?, side=?, direction=?, thread=?, meeting=?, match_reason=?, account_id=?, "
            "parties=?, analysed=CASE analysed WHEN '' THEN '' ELSE 'moved' END WHERE pk=?",
            (*values, verdict.account_id, json.dumps(encode(parties)), row.pk),
        )
        if segments != row.segments:
            self._db.execute("UPDATE body SET segments=? WHERE pk=?", (json.dumps(encode(segments)), row.pk))
        return {row.old[0], verdict.deal_id} - {""}

    def _verdict(self, item: Item) -> Match:
        assigned = self._assigned.get(item.id)
        if assigned in self._directory.deals:
            return Match(assigned, self._directory.deals[assigned].account_id, "assigned by a person")
        if assigned == "none":
            return Match("", "", "set aside by a person", concerns_deal=False)
        return match(item, self._directory, self._threads)

    def _thread(self, item: Item) -> str:
        """Return the conversation's key: its root's Message-ID, so that a reply found first joins later."""
        if not item.message_id:
            return item.uid or item.id
        for reference in item.references:
            if reference in self._roots:
                self._roots[item.message_id] = self._roots[reference]
                return self._roots[reference]
        root = item.references[0] if item.references else item.message_id
        self._roots[item.message_id] = root
        return root

    def _meeting(self, row: _Row, verdict: Match) -> str:
        """Return the key that an invitation shares with its transcript, its CRM event and the notes of that hour."""
        if row.item.kind is Kind.EMAIL or not verdict.deal_id:
            return ""
        if row.item.kind is Kind.MEETING and row.item.uid:
            return row.item.id
        if row.item.kind not in (Kind.CALL, Kind.MEETING, Kind.NOTE):
            return ""
        at = int(row.item.at.timestamp())
        before, after = (3600, 5400) if row.item.kind is not Kind.NOTE else (10_800, 0)
        found = self._db.execute(
            "SELECT meeting FROM touchpoint WHERE deal_id=? AND kind='meeting' AND meeting<>'' AND at BETWEEN ? AND ? AND pk<>? "
            "AND status<>'cancelled' ORDER BY abs(at-?) LIMIT 1",
            (verdict.deal_id, at - before, at + after, row.pk, at),
        ).fetchone()
        if found:
            return str(found[0])
        return row.item.id if row.item.kind in (Kind.CALL, Kind.MEETING) else ""


def _row(values: tuple[Any, ...]) -> _Row:
    links = json.loads(values[18])
    segments = segments_of(values[17])
    own = " ".join(values[16][s.start : s.end] for s in segments[:4] if s.role == "new")[:4000]
    head = values[16][: segments[0].start] if segments else values[16][:2000]
    stem = values[1].rpartition(":")[2] if values[2] == "call" else ""
    words = " ".join(part for part in (links.get("title", ""), re.sub(r"[_\W]+", " ", stem).title(), head[:2000], own) if part)
    item = Item(
        id=values[1],
        kind=Kind(values[2]),
        at=moment(values[3]),
        subject=values[4],
        words=words,
        parties=parties_of(values[5]),
        origin=Origin(values[6]),
        auto=values[7],
        list_id=links.get("list_id", ""),
        references=tuple(links.get("references", ())),
        message_id=values[8],
        uid=values[9],
        deal_ids=tuple(links.get("deal_ids", ())),
        contact_ids=tuple(links.get("contact_ids", ())),
        account_id=links.get("account_id", ""),  # the column holds the verdict, which must not decide the next one
    )
    old = (values[11], values[20], values[12], values[13], values[21], values[22], values[14], values[19])
    return _Row(values[0], item, segments, links, values[16], values[15], old)


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
        # In a call that belongs to a deal whoever is not one of ours is theirs.
        return Side.CUSTOMER if self._item.kind in (Kind.CALL, Kind.MEETING) and self._verdict.deal_id else Side.OTHER

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

    def direction(self, links: dict[str, Any], side: Side) -> str:
        """Return in, out or internal, seen from the seller."""
        if links.get("direction") in ("in", "out"):
            return str(links["direction"])
        if self._item.kind in (Kind.NOTE, Kind.TASK, Kind.CRM_CHANGE):
            return "internal"
        outside = any(p.address and not self._directory.is_own(p.address) for p in self._item.parties) or side in (
            Side.CUSTOMER,
            Side.PARTNER,
        )
        if not outside:
            return "internal"
        first = next((p for p in self._item.parties if p.role in ("from", "organizer")), None)
        ours = first is not None and self._directory.is_own(first.address)
        if first is None:
            return "out" if self._item.kind in (Kind.CALL, Kind.MEETING) else "in"
        return "out" if ours else "in"


_GROUP = re.compile(r"([^();:\n]{2,200})\(([^()\n]{2,80})\)")


def _hints(words: str) -> Iterator[tuple[str, str]]:
    """Yield (person, company) from lines such as `Participants: A, B (Halden Systems); C (Tarn Valley)`."""
    for names, company in _GROUP.findall(words):
        for name in re.split(r",|;|\band\b|&", names):
            folded = fold(name)
            if folded:
                yield folded, company.casefold().strip()
