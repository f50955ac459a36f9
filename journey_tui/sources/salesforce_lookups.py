"""What Salesforce rows refer to by id: users, record types, stages, partners, products, who took part in what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from typing import Final

from journey_tui.lean import dataclass
from journey_tui.sources.origin import crm_user_automated
from journey_tui.sources.records import UserRecord
from journey_tui.sources.tables_sheet import Context, Sheet
from journey_tui.sources.values import address, boolean, label, salesforce_id

Sheets = Mapping[str, list[Sheet]]

_OUTSIDE: Final = ("portal", "partner", "customer", "guest", "csponly", "csnonly", "cspliteportal")
"""User types of people on the outside (Salesforce, "User.UserType"): they are no members of the seller's team."""


@dataclass(frozen=True, slots=True)
class User:
    """What activities need to know of their owner."""

    id: str
    name: str
    address: str
    automated: bool
    outside: bool = False


NOBODY: Final = User("", "", "", automated=False)


@dataclass(slots=True)
class Lookups:
    """The small tables of one export, by 18-character id."""

    prefix: str
    users: dict[str, User] = field(default_factory=dict)
    record_types: dict[str, str] = field(default_factory=dict)
    stages: dict[str, tuple[bool | None, bool | None]] = field(default_factory=dict)
    """Stage name to (closed, won)."""
    partners: dict[str, str] = field(default_factory=dict)
    """Opportunity to the partner's account."""
    products: dict[str, str] = field(default_factory=dict)
    """Opportunity to the names of its products."""
    related: dict[str, str] = field(default_factory=dict)
    """Activity to the contacts that took part, blank-separated."""
    deals: set[str] = field(default_factory=set)
    """Opportunities of the export: what an activity without a telling id may point to."""
    mailed: set[str] = field(default_factory=set)
    """Activities that only mirror an e-mail that the export has in full."""
    _who: dict[str, tuple[User, str]] = field(default_factory=dict)

    def id(self, text: str) -> str:
        """Return the record id of a reference, or an empty string."""
        native = salesforce_id(text) if text else ""
        return self.prefix + native if native else ""

    def who(self, text: str) -> tuple[User, str]:
        """Return the user of a reference with the record id; the few that own much are remembered."""
        found = self._who.get(text)
        if found is None:
            found = self._who[text] = (self.user(text), self.id(text))
        return found

    def user(self, text: str) -> User:
        """Return the user of a reference; one without a name where the export has no such user."""
        return self.users.get(salesforce_id(text), NOBODY) if text else NOBODY


def active(sheet: Sheet) -> Callable[[list[str]], bool]:
    """Return what tells whether a row of a synced table is the present version of its record."""
    place = sheet.col("fivetranactive")
    return (lambda row: boolean(row[place]) is not False) if place >= 0 else (lambda row: True)


def is_deleted(sheet: Sheet) -> Callable[[list[str]], bool]:
    """Return what tells whether a row's record was deleted in the CRM."""
    places = [p for p in (sheet.col("isdeleted"), sheet.col("fivetrandeleted")) if p >= 0]
    return lambda row: any(row[p] and boolean(row[p]) is True for p in places)


def gather(sheets: Sheets, context: Context) -> Lookups:
    """Return the lookups of an export, read from its small tables."""
    lookups = Lookups(prefix=f"salesforce:{context.org}:")
    for sheet in _all(sheets, "User", "UserVersions"):
        for user, _, _ in user_rows(sheet):
            lookups.users[user.id] = user
    for sheet in _all(sheets, "RecordType"):
        lookups.record_types.update(_pairs(sheet, "id", ("name", "developername")))
    for sheet in _all(sheets, "OpportunityStage"):
        _gather_stages(sheet, lookups)
    for sheet in _all(sheets, "OpportunityPartner"):
        _gather_partners(sheet, lookups)
    _gather_products(sheets, lookups)
    for sheet in _all(sheets, "EventRelation", "TaskRelation"):
        _gather_related(sheet, lookups)
    return lookups


def _all(sheets: Sheets, *objects: str) -> Iterable[Sheet]:
    return [sheet for name in objects for sheet in sheets.get(name, [])]


def _pairs(sheet: Sheet, key: str, value: str | tuple[str, ...]) -> Iterator[tuple[str, str]]:
    take = sheet.take(key, value)
    for _, row in sheet.rows():
        native, text = take(row)
        yield salesforce_id(native), label(text)


def user_rows(sheet: Sheet) -> Iterator[tuple[User, int, list[str]]]:
    """Yield each user with its row."""
    take = sheet.take("id", "name", "firstname", "lastname", "email", "usertype", "username", "title", "contactid")
    present = active(sheet)
    for number, row in sheet.rows():
        native, name, first, last, mail, kind, username, title, contact = take(row)
        key = salesforce_id(native)
        if not key or not present(row):
            continue
        shown = label(name) or label(f"{first} {last}".strip()) or label(username)
        outside = bool(salesforce_id(contact)) or any(word in kind.casefold() for word in _OUTSIDE)
        automated = crm_user_automated(shown, kind, username, title)
        yield User(key, shown, address(mail), automated, outside), number, row


def users(sheet: Sheet, lookups: Lookups) -> Iterator[UserRecord]:
    """Yield the seller's users; those of portals belong to customers and partners and are counted."""
    take = sheet.take("title", "managerid", "timezonesidkey", "isactive", "id")
    for user, number, row in user_rows(sheet):
        if user.outside:
            sheet.context.ignored["portal users"] += 1
            continue
        title, manager, zone, is_active, native = take(row)
        yield UserRecord(
            id=lookups.prefix + user.id,
            name=user.name,
            source=sheet.source(number, row, label(native)),
            address=user.address,
            title=label(title),
            manager_id=lookups.id(manager),
            zone=label(zone, limit=64),
            active=boolean(is_active) is not False,
            automated=user.automated,
        )


def _gather_stages(sheet: Sheet, lookups: Lookups) -> None:
    take = sheet.take(("apiname", "masterlabel"), "masterlabel", "isclosed", "iswon")
    for _, row in sheet.rows():
        api, shown, closed, won = take(row)
        for name in (api, shown):
            if name:
                lookups.stages[label(name)] = (boolean(closed), boolean(won))


def _gather_partners(sheet: Sheet, lookups: Lookups) -> None:
    """`AccountToId` is the partner; the primary one leads."""
    take = sheet.take("opportunityid", "accounttoid", "isprimary")
    gone = is_deleted(sheet)
    for _, row in sheet.rows():
        deal, partner, primary = take(row)
        key = salesforce_id(deal)
        if key and salesforce_id(partner) and not gone(row) and (boolean(primary) or key not in lookups.partners):
            lookups.partners[key] = lookups.id(partner)


def _gather_products(sheets: Sheets, lookups: Lookups) -> None:
    names = {key: name for sheet in _all(sheets, "Product2") for key, name in _pairs(sheet, "id", "name")}
    for sheet in _all(sheets, "OpportunityLineItem"):
        take = sheet.take("opportunityid", "product2id", ("productcode", "name"))
        gone = is_deleted(sheet)
        for _, row in sheet.rows():
            deal, product, code = take(row)
            key = salesforce_id(deal)
            name = names.get(salesforce_id(product)) or label(code)
            have = lookups.products.get(key, "")
            if key and name and not gone(row) and name not in have.split(", ") and len(have) < 200:
                lookups.products[key] = f"{have}, {name}" if have else name


def _gather_related(sheet: Sheet, lookups: Lookups) -> None:
    take = sheet.take(("eventid", "taskid"), "relationid")
    gone = is_deleted(sheet)
    for _, row in sheet.rows():
        activity, person = (salesforce_id(text) for text in take(row))
        have = lookups.related.get(activity, "")
        if activity and person.startswith("003") and len(have) < 10_000 and not gone(row):
            lookups.related[activity] = f"{have} {person}".strip()
