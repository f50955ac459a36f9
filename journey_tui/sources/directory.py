"""Who and what the CRM knows: the index that matching looks people, accounts and deals up in."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import datetime, timedelta

from journey_tui.domain.model import Side
from journey_tui.lean import dataclass
from journey_tui.sources.values import PERSONAL_DOMAINS

LEGAL = frozenset(
    (
        "ltd limited inc incorporated llc llp plc gmbh ag kg se sa sas sarl srl spa bv nv ab as asa oy aps corp "
        "corporation co company group holding holdings pty"
    ).split()
)
_COMMON = frozenset(
    (
        "north south east west new old first united national royal global general international american british "
        "european city port bank park the big green blue red silver golden grand great high central union data smart "
        "digital open prime alpha beta delta omega summit atlas apex pilot express pacific atlantic standard premier "
        "dynamic"
    ).split()
)


@dataclass(frozen=True, slots=True)
class AccountEntry:
    """A company of the CRM."""

    id: str
    name: str
    domains: tuple[str, ...] = ()
    is_partner: bool = False


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """A contact of the CRM, or somebody learned from the mail of an account's domain."""

    id: str
    name: str
    address: str = ""
    title: str = ""
    account_id: str = ""


@dataclass(frozen=True, slots=True)
class MemberEntry:
    """A person or machine on the seller's side."""

    id: str
    name: str
    address: str = ""
    title: str = ""
    automated: bool = False


@dataclass(frozen=True, slots=True)
class DealEntry:
    """A deal, as matching sees it."""

    id: str
    name: str
    account_id: str = ""
    partner_id: str = ""
    owner_id: str = ""
    product: str = ""
    opened: datetime | None = None
    closed: datetime | None = None
    """When it closed; None while it is open."""
    contacts: frozenset[str] = frozenset()
    """Ids and addresses of the contacts that the CRM ties to it."""


def fold(name: str) -> str:
    """Return a person's name as it is compared: lower case, `Last, First` turned round, no brackets."""
    text = re.sub(r"\([^)]*\)|\[[^]]*\]", " ", name)
    if text.count(",") == 1:
        last, first = text.split(",")
        text = f"{first} {last}"
    return " ".join(re.sub(r"[^\w' -]", " ", text).split()).casefold()


def domain_of(address: str) -> str:
    """Return the domain of an address, lower case, or an empty string."""
    return address.rpartition("@")[2].casefold() if "@" in address else ""


def own_domains(members: Iterable[MemberEntry]) -> frozenset[str]:
    """Return the seller's domains: those of the CRM's users that more than a stray account uses."""
    counts = Counter(domain_of(member.address) for member in members if member.address and not member.automated)
    total = sum(counts.values())
    return frozenset(
        domain for domain, n in counts.items() if domain and domain not in PERSONAL_DOMAINS and (n * 5 >= total or n >= 3)
    )


@dataclass(slots=True)
class Directory:
    """All that matching looks up; built once an import."""

    own: frozenset[str] = frozenset()
    members: dict[str, MemberEntry] = field(default_factory=dict)
    """By id."""
    member_at: dict[str, MemberEntry] = field(default_factory=dict)
    """By address."""
    member_named: dict[str, MemberEntry] = field(default_factory=dict)
    contacts: dict[str, PersonEntry] = field(default_factory=dict)
    contact_at: dict[str, PersonEntry] = field(default_factory=dict)
    people_named: dict[str, list[PersonEntry]] = field(default_factory=lambda: defaultdict(list))
    accounts: dict[str, AccountEntry] = field(default_factory=dict)
    account_at: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """By domain."""
    account_named: dict[str, str] = field(default_factory=dict)
    """By a name that is one account's alone."""
    deals: dict[str, DealEntry] = field(default_factory=dict)
    deals_of: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """By account, partners' deals too."""
    deals_with: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """By contact id or address."""

    def account_of(self, address: str) -> str:
        """Return the account that the address belongs to: by contact, else by domain or parent domain; empty if unknown."""
        contact = self.contact_at.get(address)
        if contact and contact.account_id:
            return contact.account_id
        domain = domain_of(address)
        while domain.count(".") >= 1:
            if domain in PERSONAL_DOMAINS or domain in self.own:
                return ""
            found = self.account_at.get(domain)
            if found:
                return found[0] if len(found) == 1 else self._with_deals(found)
            domain = domain.partition(".")[2]
        return ""

    def _with_deals(self, ids: list[str]) -> str:
        owning = [account for account in ids if self.deals_of.get(account)]
        return owning[0] if len(owning) == 1 else ""

    def is_own(self, address: str) -> bool:
        """Return whether the address is the seller's: a user's, or of an own domain and no contact's."""
        if address in self.member_at:
            return True
        if address in self.contact_at:
            return False
        domain = domain_of(address)
        return any(domain == own or domain.endswith("." + own) for own in self.own)

    def side_of(self, address: str) -> Side:
        """Return whose side an address is on; partners are those of partner accounts."""
        if not address:
            return Side.OTHER
        if self.is_own(address):
            return Side.SELLER
        account = self.accounts.get(self.account_of(address))
        if account is None:
            return Side.CUSTOMER if address in self.deals_with else Side.OTHER
        return Side.PARTNER if account.is_partner else Side.CUSTOMER

    def names_in(self, text: str) -> set[str]:
        """Return the accounts that the text names, capitalised and as whole words."""
        words = re.findall(r"[^\W_][\w&'.-]*", text[:20_000])
        found: set[str] = set()
        for size in (1, 2, 3, 4):
            for start in range(len(words) - size + 1):
                if words[start][0].isupper() or words[start][0].isdigit():
                    key = " ".join(word.rstrip(".'-") for word in words[start : start + size]).casefold()
                    if key in self.account_named:
                        found.add(self.account_named[key])
        return found


def build_directory(
    *,
    members: Iterable[MemberEntry],
    contacts: Iterable[PersonEntry],
    accounts: Iterable[AccountEntry],
    deals: Iterable[DealEntry],
    own: frozenset[str] | None = None,
) -> Directory:
    """Return the index; `own` overrides the domains that the users suggest."""
    directory = Directory()
    for member in members:
        directory.members[member.id] = member
        if member.address:
            directory.member_at[member.address] = member
        directory.member_named[fold(member.name)] = member
    directory.own = own_domains(directory.members.values()) if own is None else own
    for account in accounts:
        directory.accounts[account.id] = account
        for domain in account.domains:
            directory.account_at[domain].append(account.id)
    for contact in contacts:
        _add_contact(directory, contact)
    for deal in deals:
        _add_deal(directory, deal)
    _add_contact_domains(directory)
    directory.account_named = account_names(directory.accounts)
    return directory


def _add_contact(directory: Directory, contact: PersonEntry) -> None:
    directory.contacts[contact.id] = contact
    if contact.address:
        directory.contact_at[contact.address] = contact
    directory.people_named[fold(contact.name)].append(contact)


def _add_deal(directory: Directory, deal: DealEntry) -> None:
    directory.deals[deal.id] = deal
    for account in {deal.account_id, deal.partner_id} - {""}:
        directory.deals_of[account].append(deal.id)
    for contact in deal.contacts:
        directory.deals_with[contact].append(deal.id)
        entry = directory.contacts.get(contact)
        if entry and entry.address:
            directory.deals_with[entry.address].append(deal.id)


def _add_contact_domains(directory: Directory) -> None:
    """Learn an account's mail domain from its contacts, where the web site does not say and one account alone uses it."""
    users: dict[str, set[str]] = defaultdict(set)
    for contact in directory.contacts.values():
        domain = domain_of(contact.address)
        if domain and contact.account_id and domain not in PERSONAL_DOMAINS and domain not in directory.own:
            users[domain].add(contact.account_id)
    for domain, owners in users.items():
        if len(owners) == 1 and domain not in directory.account_at:
            directory.account_at[domain].append(next(iter(owners)))


def account_names(accounts: Mapping[str, AccountEntry]) -> dict[str, str]:
    """Return the names under which each account is written about: the full name and its unmistakable beginnings."""
    owners: dict[str, set[str]] = defaultdict(set)
    for account in accounts.values():
        words = [word for word in re.findall(r"[^\W_][\w&'.-]*", account.name) if word.casefold().rstrip(".") not in LEGAL]
        if not words:
            continue
        folded = [word.rstrip(".'-").casefold() for word in words]
        for size in range(1, min(len(words), 4) + 1):
            if size == 1 and (len(folded[0]) < 5 or folded[0] in _COMMON):
                continue
            owners[" ".join(folded[:size])].add(account.id)
        if len(words) == 1 and len(folded[0]) >= 3 and folded[0] not in _COMMON:
            owners[folded[0]].add(account.id)
    return {name: next(iter(ids)) for name, ids in owners.items() if len(ids) == 1}


WINDOW_BEFORE = timedelta(days=180)
"""Talk from before the opportunity was entered still belongs to it."""
WINDOW_AFTER = timedelta(days=60)
"""Talk after it closed is about it for a while; later it is another matter."""


def in_window(deal: DealEntry, at: datetime) -> bool:
    """Return whether something at that moment can be about the deal."""
    if deal.opened and at < deal.opened - WINDOW_BEFORE:
        return False
    return not (deal.closed and at > deal.closed + WINDOW_AFTER)


def was_open(deal: DealEntry, at: datetime) -> bool:
    """Return whether the deal was open then, give or take two weeks."""
    slack = timedelta(days=14)
    if deal.opened and at < deal.opened - slack:
        return False
    return not (deal.closed and at > deal.closed + slack)
