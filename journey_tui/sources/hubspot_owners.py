"""HubSpot's owners and users: a person has an id as owner and another as user, and an export holds one table of them or several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field, replace
from hashlib import sha256

from journey_tui.lean import dataclass
from journey_tui.sources.hubspot_headers import OWNER
from journey_tui.sources.hubspot_lookups import Lookups
from journey_tui.sources.origin import crm_user_automated
from journey_tui.sources.records import UserRecord
from journey_tui.sources.tables_sheet import Places, Sheet
from journey_tui.sources.values import address, boolean, label


@dataclass(slots=True)
class _People:
    """Who was met so far, each once, by whatever names them."""

    records: dict[str, UserRecord] = field(default_factory=dict)
    """By id, in the order in which they were met."""
    named: dict[str, str] = field(default_factory=dict)
    """Owner's id, user's id, address and name to the id; empty where two have it."""
    managers: dict[str, str] = field(default_factory=dict)
    """Id to how the table names the manager."""
    users: dict[str, str] = field(default_factory=dict)
    """Id to the user's id."""


def owners(sheets: Iterable[Sheet], lookups: Lookups) -> Iterator[UserRecord]:
    """Yield the owners of an export: tables with owners' ids first, those of its users join them by user's id or address."""
    people = _People()
    places = [(sheet, _places(sheet)) for sheet in sheets]
    for sheet, c in sorted(places, key=lambda one: one[1]["id"] < 0):
        _gather(sheet, c, people, lookups.prefix)
    for native, record in people.records.items():
        chief = people.named.get(_key(people.managers.get(native, "")), "")
        user = replace(record, manager_id=f"{lookups.prefix}owner/{chief}") if chief and chief != native else record
        for key in (native, user.address, user.name.casefold(), people.users.get(native, "")):
            if key:
                lookups.owners.setdefault(key, user)
        yield user


def _places(sheet: Sheet) -> Places:
    """Return the columns; a bare `id` is the owner's beside a user's id, and the user's in a table of users."""
    c = sheet.places(OWNER)
    bare = sheet.col("id")
    if c["id"] < 0 <= bare:
        c["id" if sheet.has("userid", "archived") else "user"] = bare
    return c


def _gather(sheet: Sheet, c: Places, people: _People, prefix: str) -> None:
    for number, row in sheet.rows():
        user, mail = label(row[c["user"]], limit=100), address(row[c["address"]])
        native = label(row[c["id"]], limit=100) or people.named.get(user) or people.named.get(mail) or user
        if not native:
            sheet.lost(number, "owner id")
            continue
        name = label(row[c["name"]]) or label(f"{row[c['first']]} {row[c['last']]}".strip())
        active = boolean(row[c["deleted"]]) is not True and boolean(row[c["active"]]) is not False
        source, known = sheet.source(number, row, native), people.records.get(native)
        if known is not None:  # the same person in a second table: what one of them leaves out the other says
            both = sha256(f"{known.source.hash}{source.hash}".encode()).hexdigest()[:16]
            record = replace(
                known, name=known.name or name, address=known.address or mail, active=known.active and active,
                source=replace(known.source, hash=both),
            )  # fmt: skip
        else:
            automated = crm_user_automated(name, row[c["type"]], mail, "")
            record = UserRecord(f"{prefix}owner/{native}", name, source, mail, active=active, automated=automated)
        people.records[native] = record
        people.users[native] = people.users.get(native) or user
        if manager := row[c["manager"]].strip():
            people.managers.setdefault(native, manager)
        for key in {native, user, mail, name.casefold()} - {""}:
            people.named[key] = native if people.named.get(key, native) == native else ""


def _key(cell: str) -> str:
    """Return how a person is looked up: by address where the cell holds one, else by what it says in lower case."""
    return address(cell) or label(cell, limit=200).casefold()
