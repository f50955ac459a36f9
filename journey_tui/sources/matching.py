"""Which deal a touchpoint belongs to, and why: by id, thread, contact, address, domain, account, name and date."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from journey_tui.domain.model import Kind, Origin, Party
from journey_tui.lean import dataclass
from journey_tui.sources.directory import DealEntry, Directory, domain_of, fold, in_window, was_open

_GENERIC = frozenset(
    (
        "the and for with new renewal expansion upgrade phase project programme program proposal meeting call review "
        "enterprise deal opportunity license licenses software system systems platform solution solutions service "
        "services support"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Item:
    """What matching needs to know of a touchpoint."""

    id: str
    kind: Kind
    at: datetime
    subject: str
    words: str
    """The beginning of its own text, with the file's or call's title."""
    parties: tuple[Party, ...]
    origin: Origin
    auto: str = ""
    list_id: str = ""
    references: tuple[str, ...] = ()
    message_id: str = ""
    uid: str = ""
    deal_ids: tuple[str, ...] = ()
    contact_ids: tuple[str, ...] = ()
    account_id: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """The verdict; without a deal the reason says why it waits or stays out."""

    deal_id: str
    account_id: str
    reason: str
    concerns_deal: bool = True
    """False for what concerns no deal at all (private, internal, lists): it does not wait to be assigned."""


def match(item: Item, directory: Directory, threads: Mapping[str, str]) -> Match:
    """Return the deal of the item; `threads` maps Message-IDs and calendar UIDs that are already placed to their deals."""
    linked = [deal for deal in item.deal_ids if deal in directory.deals]
    if len(linked) == 1:
        return Match(linked[0], directory.deals[linked[0]].account_id, "linked to the deal by the CRM")
    if _public_list(item, directory):
        return Match("", "", "mailing list", concerns_deal=False)
    accounts = _accounts(item, directory)
    threaded = _threaded(item, threads)
    if threaded and (not accounts or _belongs(directory.deals.get(threaded), accounts)):
        deal = directory.deals.get(threaded)
        return Match(threaded, deal.account_id if deal else "", "same conversation")
    if not accounts:
        return _by_name(item, directory)
    return _by_account(item, directory, accounts)


def _public_list(item: Item, directory: Directory) -> bool:
    """Return whether the mail came over a mailing list; a list of our own domain is a shared mailbox, not a list."""
    if not item.list_id and item.auto != "list":
        return False
    host = item.list_id.strip("<> ").casefold()
    return not any(host == own or host.endswith("." + own) for own in directory.own)


def _threaded(item: Item, threads: Mapping[str, str]) -> str:
    keys = [*reversed(item.references), item.uid]
    return next((threads[key] for key in keys if key and threads.get(key)), "")


def _belongs(deal: DealEntry | None, accounts: Mapping[str, str]) -> bool:
    return deal is not None and bool({deal.account_id, deal.partner_id} & set(accounts))


def _accounts(item: Item, directory: Directory) -> dict[str, str]:
    """Return the accounts that take part, each with the reason; customers before partners."""
    found: dict[str, str] = {}
    for contact_id in item.contact_ids:
        contact = directory.contacts.get(contact_id)
        if contact and contact.account_id:
            found.setdefault(contact.account_id, f"contact {contact.name}")
    if item.account_id in directory.accounts:
        found.setdefault(item.account_id, "account set by the CRM")
    for party in item.parties:
        _from_party(party, directory, found)
    if not found and item.kind in (Kind.CALL, Kind.MEETING):
        _from_names(item, directory, found)
    customers = {key: why for key, why in found.items() if not _is_partner(directory, key)}
    return customers or found


def _is_partner(directory: Directory, account_id: str) -> bool:
    account = directory.accounts.get(account_id)
    return bool(account and account.is_partner)


def _from_party(party: Party, directory: Directory, found: dict[str, str]) -> None:
    if not party.address or directory.is_own(party.address):
        return
    account = directory.account_of(party.address)
    if account:
        known = party.address in directory.contact_at
        found.setdefault(account, f"contact {party.address}" if known else f"domain {domain_of(party.address)}")
    elif party.address in directory.deals_with:
        for deal in directory.deals_with[party.address]:
            found.setdefault(directory.deals[deal].account_id or deal, f"contact {party.address}")


def _from_names(item: Item, directory: Directory, found: dict[str, str]) -> None:
    """Calls name their speakers but give no address: a full name that one account alone has, or the account in the title."""
    for party in item.parties:
        people = directory.people_named.get(fold(party.name), []) if " " in party.name.strip() else []
        owners = {person.account_id for person in people if person.account_id}
        if len(owners) == 1:
            found.setdefault(owners.pop(), f"speaker {party.name}")
    if not found:
        for account in directory.names_in(f"{item.subject}\n{item.words}"):
            found.setdefault(account, f"names {directory.accounts[account].name}")


def _by_name(item: Item, directory: Directory) -> Match:
    """Nobody known takes part: only our own people's words that name exactly one customer can place it."""
    sender = next((p for p in item.parties if p.role in ("from", "organizer")), None)
    if item.kind is Kind.EMAIL and (sender is None or not directory.is_own(sender.address)):
        return Match("", "", "nobody of a known account takes part", concerns_deal=False)
    outsiders = [p.address for p in item.parties if p.address and not directory.is_own(p.address)]
    if outsiders and item.kind is not Kind.CALL:
        return Match("", "", f"nobody of a known account takes part ({len(outsiders)} outside)", concerns_deal=False)
    named = directory.names_in(f"{item.subject}\n{item.words}")
    if not named and item.kind is Kind.EMAIL and item.origin is Origin.AUTOMATED:
        found = _by_attendees(item, directory)
        if found:
            return _by_account(item, directory, found)
    if len(named) != 1:
        why = "names several accounts" if named else "internal, names no account"
        return Match("", "", why, concerns_deal=bool(named) or item.kind is Kind.CALL)
    account = named.pop()
    return _by_account(item, directory, {account: f"names {directory.accounts[account].name}"})


_ATTENDEES = re.compile(
    r"^\s*(?:organi[sz]er|organi[sz]ed by|attendees?|guests?|participants?|who|with|invitees?)\s*:\s*(?P<names>[^\n]{3,300})$",
    re.I | re.M,
)


def _by_attendees(item: Item, directory: Directory) -> dict[str, str]:
    """Return the one account of the people whom a calendar's own notice names in full as taking part, with the reason."""
    found: dict[str, str] = {}
    for line in _ATTENDEES.finditer(item.words):
        for name in re.split(r"[,;]| and ", line["names"]):
            full = re.sub(r"\s*[<(].*$", "", name).strip()
            people = directory.people_named.get(fold(full), []) if " " in full else []
            owners = {person.account_id for person in people if person.account_id}
            if len(owners) == 1:
                found.setdefault(owners.pop(), f"names {full}")
    return found if len(found) == 1 else {}


def _by_account(item: Item, directory: Directory, accounts: Mapping[str, str]) -> Match:
    account, why = next(iter(accounts.items()))
    ids = {deal for key in accounts for deal in directory.deals_of.get(key, ())} | {
        key for key in accounts if key in directory.deals
    }
    everyone = [directory.deals[deal] for deal in sorted(ids)]
    deals = [deal for deal in everyone if in_window(deal, item.at)]
    if not deals:
        reason = "the account has no deal" if not everyone else "no deal of the account was open then"
        return Match("", account, reason)
    if len(deals) == 1:
        return Match(deals[0].id, deals[0].account_id, f"{why}, its only deal then")
    return _choose(item, directory, deals, account, why)


def _choose(item: Item, directory: Directory, deals: list[DealEntry], account: str, why: str) -> Match:
    scored = sorted(((_points(item, directory, deal, deals), deal.id, deal) for deal in deals), reverse=True)
    (best, words), _, deal = scored[0]
    if best <= scored[1][0][0]:
        names = ", ".join(sorted(d.name for (points, _), _, d in scored if points == best)[:3])
        return Match("", account, f"{why}; more than one deal fits: {names}")
    return Match(deal.id, deal.account_id, f"{why}; {words}")


def _points(item: Item, directory: Directory, deal: DealEntry, deals: list[DealEntry]) -> tuple[int, str]:
    """Return how well the deal fits among the account's, and the strongest reason in words."""
    points: list[tuple[int, str]] = []
    if was_open(deal, item.at):
        points.append((3, "the deal open then"))
    text = f"{item.subject} {item.words}".casefold()
    own = _telling(deal, deals)
    hits = [word for word in own if re.search(rf"\b{re.escape(word)}\b", text)]
    if hits:
        points.append((2 + min(len(hits), 3), f"names {hits[0]}"))
    people = {*item.contact_ids, *(p.address for p in item.parties if p.address)}
    tied = {*deal.contacts, *(c.address for key in deal.contacts if (c := directory.contacts.get(key)))}
    if people & tied:
        points.append((2, "its contact"))
    owner = directory.members.get(deal.owner_id)
    if owner and owner.address and any(p.address == owner.address for p in item.parties):
        points.append((1, "its owner takes part"))
    if deal.partner_id and any(directory.account_of(p.address) == deal.partner_id for p in item.parties if p.address):
        points.append((2, "its partner takes part"))
    return sum(n for n, _ in points), max(points, default=(0, ""))[1]


def _telling(deal: DealEntry, deals: list[DealEntry]) -> list[str]:
    """Return the words of the deal's name and product that no other deal of the account has."""
    others = {word for other in deals if other.id != deal.id for word in _words(f"{other.name} {other.product}")}
    return [word for word in _words(f"{deal.name} {deal.product}") if word not in others]


def _words(text: str) -> list[str]:
    return [w for w in dict.fromkeys(re.findall(r"[^\W\d_][\w-]{2,}", text.casefold())) if w not in _GENERIC]
