"""Salesforce accounts, contacts, opportunities, contact roles, and the dated logs in the descriptions of opportunities."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Final

from journey_tui.domain.model import Kind, Segment, Source
from journey_tui.lean import dataclass
from journey_tui.sources.dates import Clock
from journey_tui.sources.records import AccountRecord, ContactRecord, DealRecord, RoleRecord, TouchpointRecord
from journey_tui.sources.salesforce_lookups import Lookups, active, is_deleted
from journey_tui.sources.tables_sheet import Places, Sheet
from journey_tui.sources.values import address, boolean, closed_by_stage, currency_of, domains, label, prose, salesforce_id
from journey_tui.text import normalise

_PARTNER: Final = re.compile(r"\b(partner|reseller|distributor|integrator|var)\b", re.IGNORECASE)
_MOST_LOG_LINES: Final = 2_000
_LOG_LINE: Final = re.compile(
    r"^[ \t]*(?:[-*•][ \t]+)?\[?(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2}))\]?"
    r"[ \t]*[:–—-][ \t]*(?=\S)",
    re.MULTILINE,
)


def accounts(sheet: Sheet, lookups: Lookups) -> Iterator[AccountRecord]:
    """Yield the companies; what Salesforce types a partner or reseller is one."""
    take = sheet.take("id", "name", "website", "type", "ispartner", "ownerid", "parentid")
    gone, present = is_deleted(sheet), active(sheet)
    for number, row in sheet.rows():
        native, name, website, kind, partner, owner, parent = take(row)
        key = lookups.id(native)
        if not key:
            sheet.lost(number, "Id")
        elif present(row):
            yield AccountRecord(
                id=key,
                name=label(name),
                source=sheet.source(number, row, label(native)),
                domains=domains(website) if website else (),
                is_partner=boolean(partner) is True or bool(kind and _PARTNER.search(kind)),
                owner_id=lookups.id(owner),
                parent_id=lookups.id(parent),
                deleted=gone(row),
            )


def contacts(sheet: Sheet, lookups: Lookups) -> Iterator[ContactRecord]:
    """Yield the people on the outside."""
    take = sheet.take("id", "name", "firstname", "lastname", "email", "title", "department", "accountid", "accountname")
    gone, present = is_deleted(sheet), active(sheet)
    for number, row in sheet.rows():
        native, name, first, last, mail, title, department, account, company = take(row)
        key = lookups.id(native)
        if not key:
            sheet.lost(number, "Id")
        elif present(row):
            yield ContactRecord(
                id=key,
                name=label(name) or label(f"{first} {last}".strip()),
                source=sheet.source(number, row, label(native)),
                address=address(mail),
                title=label(title),
                department=label(department),
                account_id=lookups.id(account),
                account_name=label(company),
                deleted=gone(row),
            )


_DEAL: Final = {
    "id": "id",
    "name": "name",
    "account": "accountid",
    "account_name": "accountname",
    "stage": "stagename",
    "amount": "amount",
    "currency": "currencyisocode",
    "close": "closedate",
    "created": "createddate",
    "modified": "lastmodifieddate systemmodstamp",
    "closed": "isclosed",
    "won": "iswon",
    "type": "type",
    "record_type": "recordtypeid",
    "record_type_name": "recordtypename",
    "next_step": "nextstep",
    "description": "description",
    "owner": "ownerid",
    "owner_name": "ownername",
    "contact": "contactid",
    "partner": "primarypartneraccountid partneraccountid",
    "product": "productc productlinec productfamilyc",
}


def deals(sheet: Sheet, lookups: Lookups, logs: list[LogLine] | None = None) -> Iterator[DealRecord]:
    """Yield the opportunities; the dated lines of their descriptions are added to `logs`."""
    columns = sheet.places(_DEAL)
    gone, present = is_deleted(sheet), active(sheet)
    synced = sheet.has("fivetranactive")
    kept = {salesforce_id(row[columns["id"]]) for _, row in sheet.rows(again=True) if present(row)} if synced else set()
    for number, row in sheet.rows():
        native = salesforce_id(row[columns["id"]])
        if not native:
            sheet.lost(number, "Id")
        elif not row[columns["name"]] and not row[columns["stage"]]:
            sheet.lost(number, "Name and StageName")
        elif present(row) or native not in kept:  # what was deleted leaves no present version
            deal = _deal(sheet, columns, lookups, number, row, gone(row) or not present(row))
            if logs is not None and deal.description and not deal.deleted:
                logs.extend(log_lines(deal, sheet.clock))
            yield deal


def _deal(sheet: Sheet, c: Places, lookups: Lookups, number: int, row: list[str], deleted: bool) -> DealRecord:
    native = row[c["id"]]
    short = salesforce_id(native)
    lookups.deals.add(short)
    stage = label(row[c["stage"]])
    closed, won = _outcome(stage, row[c["closed"]], row[c["won"]], lookups)
    contact, partner = lookups.id(row[c["contact"]]), lookups.id(row[c["partner"]])
    owner, owner_id = lookups.who(row[c["owner"]])
    return DealRecord(
        id=lookups.prefix + short,
        name=label(row[c["name"]]),
        source=sheet.source(number, row, label(native)),
        account_id=lookups.id(row[c["account"]]),
        account_name=label(row[c["account_name"]]),
        contact_ids=(contact,) if contact else (),
        owner_id=owner_id,
        owner_name=label(row[c["owner_name"]]) or owner.name,
        stage=stage,
        amount=sheet.amount(number, c["amount"], row),
        currency=label(row[c["currency"]], limit=10) or currency_of(row[c["amount"]]),
        close_date=sheet.day(number, c["close"], row),
        created_at=sheet.moment(number, c["created"], row),
        modified_at=sheet.moment(number, c["modified"], row),
        closed=closed,
        won=won,
        type=label(row[c["type"]]),
        record_type=label(row[c["record_type_name"]]) or lookups.record_types.get(salesforce_id(row[c["record_type"]]), ""),
        product=lookups.products.get(short, "") or label(row[c["product"]]),
        partner_id=partner or lookups.partners.get(short, ""),
        next_step=label(row[c["next_step"]], limit=1_000),
        description=prose(row[c["description"]]),
        deleted=deleted,
    )


def _outcome(stage: str, closed: str, won: str, lookups: Lookups) -> tuple[bool | None, bool | None]:
    """Return (closed, won): the record's own fields, else the table of stages, else the stage's name."""
    is_closed, is_won = boolean(closed), boolean(won)
    if is_closed is not None and is_won is not None:
        return is_closed, is_won
    by_stage = lookups.stages.get(stage) or closed_by_stage(stage)
    return (by_stage[0] if is_closed is None else is_closed), (by_stage[1] if is_won is None else is_won)


def roles(sheet: Sheet, lookups: Lookups) -> Iterator[RoleRecord]:
    """Yield who plays what part in which deal."""
    take = sheet.take("id", "opportunityid", "contactid", "role", "isprimary")
    gone, present = is_deleted(sheet), active(sheet)
    for number, row in sheet.rows():
        native, deal, contact, role, primary = take(row)
        deal_id, contact_id = lookups.id(deal), lookups.id(contact)
        if not deal_id or not contact_id:
            sheet.lost(number, "OpportunityId or ContactId")
        elif present(row):
            yield RoleRecord(
                id=lookups.id(native) or f"{deal_id}/role/{salesforce_id(contact)}",
                deal_id=deal_id,
                contact_id=contact_id,
                role=label(role),
                source=sheet.source(number, row, label(native)),
                primary=boolean(primary) is True,
                deleted=gone(row),
            )


@dataclass(frozen=True, slots=True)
class LogLine:
    """One dated entry of an opportunity's description."""

    deal_id: str
    day: date
    n: int
    """Which of its day, from 1."""
    text: str
    owner_id: str
    source: Source

    def key(self) -> tuple[str, date, str]:
        """Return what a task that tells the same shares with it."""
        return self.deal_id, self.day, same_words(self.text)


def same_words(text: str) -> str:
    """Return a line as it is compared: normalised, lower case, without the full stop."""
    return normalise(text).casefold().strip(" .!")


def log_lines(deal: DealRecord, clock: Clock) -> Iterator[LogLine]:
    """Yield the dated entries; what stands before the first date stays description alone."""
    starts = list(islice(_LOG_LINE.finditer(deal.description), _MOST_LOG_LINES))
    counts: Counter[date] = Counter()
    for place, start in enumerate(starts):
        end = starts[place + 1].start() if place + 1 < len(starts) else len(deal.description)
        text = deal.description[start.end() : end].strip()
        day = clock.day(start[1])
        if day is None or not text:
            continue
        counts[day] += 1
        source = Source(
            deal.source.kind,
            deal.source.file,
            deal.source.native_id,
            f"{deal.source.locator}, Description line {deal.description.count(chr(10), 0, start.start()) + 1}",
            deal.source.hash,
        )
        yield LogLine(deal.id, day, counts[day], text, deal.owner_id, source)


def note_of(line: LogLine, lookups: Lookups, clock: Clock) -> TouchpointRecord:
    """Return an entry as a seller's note: of its time only the day is known."""
    owner = lookups.user(line.owner_id.removeprefix(lookups.prefix))
    return TouchpointRecord(
        id=f"{line.deal_id}/log/{line.day.isoformat()}/{line.n}",
        kind=Kind.NOTE,
        at=clock.noon(line.day),
        source=line.source,
        text=line.text,
        segments=(Segment(0, len(line.text), owner.name, owner.address),),
        deal_ids=(line.deal_id,),
        owner_id=line.owner_id,
        all_day=True,
    )
