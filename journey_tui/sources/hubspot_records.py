"""HubSpot companies, contacts, deals, buying roles and property history."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from journey_tui.sources.hubspot_headers import COMPANY, CONTACT, DEAL
from journey_tui.sources.hubspot_lookups import Lookups, Sheets
from journey_tui.sources.records import AccountRecord, ChangeRecord, ContactRecord, DealRecord, RoleRecord, Unsaid, UserRecord
from journey_tui.sources.tables_changes import Value, changes, part_of, passes
from journey_tui.sources.tables_sheet import Places, Sheet
from journey_tui.sources.values import (
    address,
    addresses,
    boolean,
    currency_of,
    domains,
    fold_header,
    is_blank,
    label,
    money,
    plain,
    prose,
)

_PARTNER: Final = re.compile(r"\b(partner|reseller|wiederverkäufer|revendeur|revendedor|rivenditore)\b", re.IGNORECASE)


def ids_of(cell: str) -> list[str]:
    """Return the ids of an association cell, `;` or `,` between them, in order."""
    return [native for part in re.split(r"[;,\s]+", cell[:20_000]) if (native := label(part, limit=100))] if cell else []


def companies(sheet: Sheet, lookups: Lookups) -> Iterator[AccountRecord | UserRecord]:
    """Yield the companies and the owners met first here."""
    c = sheet.places(COMPANY)
    for number, row in sheet.rows():
        native = label(row[c["id"]], limit=100)
        if not native:
            sheet.lost(number, "Record ID")
            continue
        source = sheet.source(number, row, native)
        owner, new = lookups.owner(row[c["owner"]], sheet, number)
        if owner and new:
            yield owner
        parent = ids_of(row[c["parent"]])
        yield AccountRecord(
            id=f"{lookups.prefix}company/{native}",
            name=label(row[c["name"]]),
            source=source,
            domains=domains(f"{row[c['domain']]} {row[c['website']]}".strip()),
            is_partner=bool(_PARTNER.search(row[c["type"]])),
            owner_id=owner.id if owner else "",
            parent_id=f"{lookups.prefix}company/{parent[0]}" if parent else "",
            deleted=boolean(row[c["deleted"]]) is True,
        )


def contacts(sheet: Sheet, lookups: Lookups) -> Iterator[ContactRecord | RoleRecord]:
    """Yield the contacts, and their buying roles where the export names their deals."""
    c = sheet.places(CONTACT)
    for number, row in sheet.rows():
        mail = address(row[c["address"]])
        native = label(row[c["id"]], limit=100) or mail
        if not native:
            sheet.lost(number, "Record ID and e-mail address")
            continue
        source = sheet.source(number, row, native)
        company = ids_of(row[c["company_ids"]])
        contact = ContactRecord(
            id=f"{lookups.prefix}contact/{native}",
            name=label(f"{row[c['first']]} {row[c['last']]}".strip()) or label(row[c["name"]]),
            source=source,
            address=mail,
            title=label(row[c["title"]]),
            department=label(row[c["department"]]),
            account_id=f"{lookups.prefix}company/{company[0]}" if company else "",
            account_domain=next(iter(domains(row[c["domain"]])), ""),
            account_name=label(row[c["company"]]),
            deleted=boolean(row[c["deleted"]]) is True,
        )
        yield contact
        for deal in ids_of(row[c["deal_ids"]]):
            for role in _roles(row[c["role"]]):
                key = f"{lookups.prefix}{deal}/role/{native}/{fold_header(role)}"
                yield RoleRecord(key, lookups.prefix + deal, contact.id, role, source)


def _roles(cell: str) -> list[str]:
    return [label(part, limit=100) for part in cell.split(";") if part.strip()] if not is_blank(cell) else []


def deals(
    sheet: Sheet, lookups: Lookups, *, with_companies: bool
) -> Iterator[DealRecord | RoleRecord | UserRecord | AccountRecord]:
    """Yield the deals with their contacts' buying roles; without a table of companies, the companies that they name too."""
    c = sheet.places(DEAL)
    named: set[str] = set()
    for number, row in sheet.rows():
        native = label(row[c["id"]], limit=100)
        if not native or not (row[c["name"]] or row[c["stage"]]):
            sheet.lost(number, "deal name and stage" if native else "Record ID")
            continue
        deal, owner = _deal(sheet, c, lookups, number, row, native)
        if owner:
            yield owner
        if not with_companies and deal.account_id and deal.account_name and deal.account_id not in named:
            named.add(deal.account_id)
            yield AccountRecord(
                deal.account_id, deal.account_name, sheet.mention(number, deal.account_name), domains=domains(row[c["domain"]])
            )
        yield deal
        yield from _deal_roles(deal, lookups)


def _deal(
    sheet: Sheet, c: Places, lookups: Lookups, number: int, row: list[str], native: str
) -> tuple[DealRecord, UserRecord | None]:
    source = sheet.source(number, row, native)
    owner, new = lookups.owner(row[c["owner"]], sheet, number)
    stage = lookups.stage(row[c["stage"]].strip() or lookups.latest.get(native, ""))
    won, lost = boolean(row[c["won"]]), boolean(row[c["lost"]])
    closed = boolean(row[c["closed"]])
    if closed is None and (won or lost):
        closed = True
    company = ids_of(row[c["company_ids"]]) or lookups.linked("deal_company", native)
    people = [*ids_of(row[c["contact_ids"]]), *lookups.linked("deal_contact", native)]
    pipeline = row[c["pipeline"]].strip()
    deal = DealRecord(
        id=lookups.prefix + native,
        name=label(row[c["name"]]),
        source=source,
        account_id=f"{lookups.prefix}company/{company[0]}" if company else "",
        account_name=label(row[c["company"]].split(";")[0]),
        account_domain=next(iter(domains(row[c["domain"]])), ""),
        contact_addresses=tuple(mail for _, mail in addresses(row[c["contact_mails"]])),
        contact_ids=tuple(f"{lookups.prefix}contact/{person}" for person in dict.fromkeys(people)),
        owner_id=owner.id if owner else "",
        owner_name=(owner.name or owner.address) if owner else "",
        stage=stage.name,
        amount=sheet.amount(number, c["amount"], row),
        currency=label(row[c["currency"]], limit=10) or currency_of(row[c["amount"]]),
        close_date=sheet.day(number, c["close"], row),
        created_at=sheet.moment(number, c["created"], row),
        modified_at=sheet.moment(number, c["modified"], row),
        closed=stage.closed if closed is None else closed,
        won=won if won is not None else False if lost else stage.won,
        type=label(row[c["type"]]),
        product=label(row[c["product"]]),
        pipeline=lookups.pipelines.get(pipeline, "") or label(pipeline),
        next_step=label(row[c["next_step"]], limit=1_000),
        description=prose(row[c["description"]]),
        deleted=boolean(row[c["deleted"]]) is True,
    )
    return deal, owner if new else None


def _deal_roles(deal: DealRecord, lookups: Lookups) -> Iterator[RoleRecord]:
    if not lookups.roles:
        return
    natives = [contact.rpartition("/")[2] for contact in deal.contact_ids]
    natives += [lookups.contact_ids.get(mail, mail) for mail in deal.contact_addresses]
    for native in dict.fromkeys(natives):
        for role in _roles(lookups.roles.get(native, "")):
            contact = f"{lookups.prefix}contact/{native}"
            yield RoleRecord(f"{deal.id}/role/{native}/{fold_header(role)}", deal.id, contact, role, deal.source)


_FIELDS: Final = {
    "dealstage": "stage",
    "amount": "amount",
    "closedate": "close_date",
    "hubspotownerid": "owner",
    "hsnextstep": "next_step",
}


def history(sheets: Sheets, lookups: Lookups) -> Iterator[ChangeRecord | Unsaid]:
    """Yield the changes that property history and stage history tell, each once."""
    tables = [*((s, 0) for s in sheets.get("deal_property_history", [])), *((s, 1) for s in sheets.get("deal_stage", []))]
    parts = passes(sum(sheet.size() for sheet, _ in tables))
    for part in range(parts):
        values: list[Value] = []
        for sheet, rank in tables:
            values.extend(_history_rows(sheet, lookups, rank, part, parts))
        yield from changes(values)


def _history_rows(sheet: Sheet, lookups: Lookups, rank: int, part: int, parts: int) -> Iterator[Value]:
    c = sheet.places({"deal": "dealid", "at": "dateentered timestamp timestampinstant", "name": "name", "value": "value"})
    for number, row in sheet.rows(again=part > 0):
        native = label(row[c["deal"]], limit=100)
        if part_of(native, parts) != part:
            continue
        field = _FIELDS.get(fold_header(row[c["name"]])) if rank == 0 else "stage"
        if field is None:
            sheet.context.ignored["history of other properties"] += 1
            continue
        at = sheet.moment(number, c["at"], row)
        if not native or at is None:
            sheet.lost(number, "deal or time")
            continue
        deal = lookups.prefix + native
        source = sheet.source(number, row, native)
        yield Value(
            deal,
            field,
            at,
            rank,
            _value(sheet, field, row[c["value"]], lookups),
            None,
            "",
            f"{deal}/{field}/{at.isoformat()}",
            source,
        )


def _value(sheet: Sheet, field: str, text: str, lookups: Lookups) -> str:
    if is_blank(text):
        return ""
    if field == "stage":
        return lookups.stage(text.strip()).name
    if field == "amount":
        amount = money(text)
        return plain(amount) if amount is not None else label(text)
    if field == "close_date":
        day = sheet.clock.day(text)
        return day.isoformat() if day else label(text)
    if field == "owner":
        owner = lookups.owners.get(text.strip().casefold())
        return (owner.name or owner.address) if owner else label(text)
    return label(text)
