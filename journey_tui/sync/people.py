"""Who takes part in a deal: contacts, those who wrote or spoke, and our own people, each once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from journey_tui.data.rows import parties_of, segments_of
from journey_tui.data.sqlite import sqlite3
from journey_tui.domain.model import Person, Side
from journey_tui.sources.directory import Directory, fold
from journey_tui.sources.mail_text import signature_title
from journey_tui.sync.cast import BUYER_LABELS


def deal_people(connection: sqlite3.Connection, deal_id: str, directory: Directory) -> tuple[Person, ...]:
    """Return the people of a deal; titles come from the CRM, else from the person's own signature."""
    people: dict[str, Person] = {}
    for text, kind in connection.execute(
        "SELECT parties, kind FROM touchpoint WHERE deal_id=? AND deleted=0 GROUP BY parties, kind ORDER BY MIN(at), MIN(id)",
        (deal_id,),
    ):
        for party in parties_of(text):
            _add(people, directory, party.name, party.address, kind)
    deal = directory.deals.get(deal_id)
    for contact_id in sorted(deal.contacts if deal else ()):
        contact = directory.contacts.get(contact_id) or directory.contact_at.get(contact_id)
        if contact:
            _add(people, directory, contact.name, contact.address, "crm")
    titles = _signed_titles(connection, deal_id, [p for p in people.values() if not p.title and p.side is not Side.SELLER])
    return tuple(replace(p, title=p.title or titles.get(key, "")) for key, p in sorted(people.items()))


def _add(people: dict[str, Person], directory: Directory, name: str, address: str, kind: str) -> None:
    key = address or fold(name)
    if not key or key in people:
        return
    contact = directory.contact_at.get(address)
    member = directory.member_at.get(address) or (directory.member_named.get(fold(name)) if not address else None)
    theirs = kind == "call" and (fold(name) in directory.people_named or fold(name) in BUYER_LABELS)
    side = directory.side_of(address) if address else Side.SELLER if member else Side.CUSTOMER if theirs else Side.OTHER
    known = contact or member
    people[key] = Person(
        id=known.id if known else f"mail:-:{key}",
        name=name or (known.name if known else address),
        address=address,
        title=known.title if known else "",
        side=side,
        account_id=directory.account_of(address) if address else "",
    )


def _signed_titles(connection: sqlite3.Connection, deal_id: str, people: Iterable[Person]) -> dict[str, str]:
    wanted = {p.address: p for p in people if p.address}
    found: dict[str, str] = {}
    for address, person in wanted.items():
        query = (
            "SELECT b.text, b.segments FROM touchpoint t JOIN body b ON b.pk=t.pk "
            "WHERE t.deal_id=? AND t.actor_key=? AND t.kind='email' AND b.segments LIKE '%signature%' ORDER BY t.at DESC, t.id LIMIT 5"
        )
        for text, segments in connection.execute(query, (deal_id, address)):
            own = next((s for s in segments_of(segments) if s.role == "signature" and s.address in ("", address)), None)
            title = signature_title(text[own.start : own.end], person.name) if own else ""
            if title:
                found[address] = title
                break
    return found
