"""Tables of deals, companies, people and activities that no CRM dialect claims, by their columns' names or by a mapping."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from hashlib import sha256

from journey_tui.domain.model import Kind, Party, Segment, Source
from journey_tui.lean import dataclass
from journey_tui.sources.generic_headers import ACCOUNT, ACTIVITY, CONTACT, DEAL, TEAM
from journey_tui.sources.generic_mapping import Mapping as ColumnMapping
from journey_tui.sources.origin import crm_user_automated
from journey_tui.sources.records import AccountRecord, ContactRecord, DealRecord, Record, TouchpointRecord, Unsaid, UserRecord
from journey_tui.sources.salesforce_kinds import id_prefix
from journey_tui.sources.tables_logged_mail import activity_verdict, mail_words, plain_text
from journey_tui.sources.tables_sheet import Context, Places, Sheet
from journey_tui.sources.values import (
    address,
    addresses,
    boolean,
    closed_by_stage,
    currency_of,
    domains,
    fold_header,
    is_blank,
    label,
    prose,
    salesforce_id,
)

Sheets = Mapping[str, list[Sheet]]


@dataclass(slots=True)
class _State:
    """What is known of one export while it streams."""

    prefix: str
    salesforce: str
    """Prefix for deals whose ids are Salesforce's: reports of the CRM carry them."""
    mapping: ColumnMapping | None
    accounts: set[str] = field(default_factory=set)
    """Ids of the accounts that were yielded."""
    users: dict[str, UserRecord] = field(default_factory=dict)
    """By lower-case name or address."""
    deals: dict[str, str] = field(default_factory=dict)
    """Native id or lower-case name to the deal's id, where activities need it."""
    names: dict[str, int] = field(default_factory=dict)
    """How often a deal without an id had this name."""
    renamed: dict[str, None] = field(default_factory=dict)
    """Ids that members of the team would have without its table: by name instead of address."""

    def account_id(self, native: str, name: str) -> str:
        """Return the account's id: by the table's own id, else by name; empty without both."""
        if native:
            return (self.salesforce if native.startswith("001") and len(native) == 18 else self.prefix) + (
                native if native.startswith("001") and len(native) == 18 else f"account/{native}"
            )
        return f"{self.prefix}account/{name.casefold()}" if name else ""

    def user(self, cell: str, sheet: Sheet, number: int) -> tuple[UserRecord | None, bool]:
        """Return the user that a cell names by name or address, and whether this is the first time."""
        if is_blank(cell):
            return None, False
        mail = address(cell)
        name = label(cell) if not mail else label(cell.split("<")[0].strip()) if "<" in cell else ""
        key = mail or name.casefold()
        unlisted = f"{self.prefix}user/{key}"
        if key in self.users:
            if self.users[key].id != unlisted:
                self.renamed[unlisted] = None
            return self.users[key], False
        automated = crm_user_automated(name, "", mail, "")
        self.users[key] = UserRecord(unlisted, name, sheet.mention(number, cell), mail, automated=automated)
        return self.users[key], True


def parse(sheets: Sheets, context: Context, mapping: ColumnMapping | None = None) -> Iterator[Record | Unsaid]:
    """Yield the records of one export: who and what first, then the deals, then what happened."""
    state = _State(f"table:{context.org}:", f"salesforce:{context.org}:", mapping)
    for sheet in sheets.get("team", []):
        yield from _team(sheet, state)
    for sheet in sheets.get("accounts", []):
        yield from _accounts(sheet, state)
    for sheet in sheets.get("contacts", []):
        yield from _contacts(sheet, state)
    for sheet in sheets.get("deals", []):
        yield from _deals(sheet, state, remember="activities" in sheets)
    for sheet in sheets.get("activities", []):
        yield from _activities(sheet, state)
    yield from (Unsaid(key) for key in state.renamed.keys() - {user.id for user in state.users.values()})


def _places(sheet: Sheet, columns: dict[str, str], section: str, state: _State) -> Places:
    """Return the place of each field: as the mapping says where it speaks of this table, else by the columns' names."""
    mapped = state.mapping.sections.get(section) if state.mapping else None
    if mapped is None or state.mapping is None or state.mapping.missing(section, sheet.table):
        return sheet.places(columns)
    return {name: sheet.col(fold_header(mapped[name])) if name in mapped else -1 for name in columns}


def _team(sheet: Sheet, state: _State) -> Iterator[UserRecord]:
    """Yield the sellers and their managers."""
    c = _places(sheet, TEAM, "team", state)
    rows = list(sheet.rows())
    for number, row in rows:
        name = label(row[c["name"]])
        if not name:
            sheet.lost(number, "name")
            continue
        source = sheet.source(number, row, name)
        manager, new = state.user(row[c["manager"]], sheet, number)
        own = any(label(other[c["name"]]).casefold() == label(row[c["manager"]]).casefold() for _, other in rows)
        if manager and new and not own:
            yield manager
        mail = address(row[c["address"]])
        user = UserRecord(
            id=f"{state.prefix}user/{mail or name.casefold()}",
            name=name,
            source=source,
            address=mail,
            title=label(row[c["title"]]),
            manager_id=manager.id if manager else "",
        )
        state.users[name.casefold()] = user
        if mail:
            state.users[mail] = user
        yield user


def _accounts(sheet: Sheet, state: _State) -> Iterator[AccountRecord | UserRecord]:
    """Yield the companies; ids come from the table's own id, else from the name."""
    c = _places(sheet, ACCOUNT, "account", state)
    for number, row in sheet.rows():
        name, native = label(row[c["name"]]), salesforce_id(row[c["id"]])
        key = state.account_id(native, name)
        if not key:
            sheet.lost(number, "name")
            continue
        source = sheet.source(number, row, native or name)
        owner, new = state.user(row[c["owner"]], sheet, number)
        if owner and new:
            yield owner
        parent = label(row[c["parent"]])
        state.accounts.add(key)
        yield AccountRecord(
            id=key,
            name=name,
            source=source,
            domains=domains(row[c["domain"]]),
            is_partner="partner" in row[c["type"]].casefold() or "reseller" in row[c["type"]].casefold(),
            owner_id=owner.id if owner else "",
            parent_id=state.account_id("", parent),
        )


def _contacts(sheet: Sheet, state: _State) -> Iterator[ContactRecord]:
    c = _places(sheet, CONTACT, "contact", state)
    for number, row in sheet.rows():
        mail = address(row[c["address"]])
        name = label(row[c["name"]]) or label(f"{row[c['first']]} {row[c['last']]}".strip())
        native = salesforce_id(row[c["id"]]) or mail or name.casefold()
        if not native:
            sheet.lost(number, "name and e-mail address")
            continue
        company = label(row[c["company"]])
        yield ContactRecord(
            id=f"{state.prefix}contact/{native}",
            name=name,
            source=sheet.source(number, row, native),
            address=mail,
            title=label(row[c["title"]]),
            department=label(row[c["department"]]),
            account_id=state.account_id("", company),
            account_domain=next(iter(domains(row[c["domain"]])), ""),
            account_name=company,
        )


def _deals(sheet: Sheet, state: _State, *, remember: bool) -> Iterator[DealRecord | AccountRecord | UserRecord]:
    """Yield the deals, and the companies and owners that they name first."""
    c = _places(sheet, DEAL, "deal", state)
    of_salesforce = id_prefix(row[c["id"]].strip() for row in sheet.table.sample) == "006"
    prefix = state.salesforce if of_salesforce else state.prefix
    for number, row in sheet.rows():
        native = _native(row, c, state)
        if not native:
            sheet.lost(number, "id and name")
            continue
        source = sheet.source(number, row, native)
        owner, new = state.user(row[c["owner"]], sheet, number)
        if owner and new:
            yield owner
        yield from _mentioned(sheet, c, state, number, row)
        deal = _deal(sheet, c, state, number, row, prefix + native, source, owner)
        if remember:
            state.deals[native] = deal.id
            state.deals.setdefault(deal.name.casefold(), deal.id)
        yield deal


def _mentioned(sheet: Sheet, c: Places, state: _State, number: int, row: list[str]) -> Iterator[AccountRecord]:
    """Yield the customer and the partner that a deal names, if no table of companies has them."""
    company, partner = _named(row[c["account"]]), _named(row[c["partner"]])
    account = state.account_id(salesforce_id(row[c["account_id"]]), company)
    if company and account not in state.accounts:
        state.accounts.add(account)
        yield AccountRecord(account, company, sheet.mention(number, company), domains=domains(row[c["domain"]]))
    reseller = state.account_id("", partner)
    if partner and reseller not in state.accounts:
        state.accounts.add(reseller)
        yield AccountRecord(reseller, partner, sheet.mention(number, partner), is_partner=True)


def _named(cell: str) -> str:
    return "" if is_blank(cell) else label(cell)


def _native(row: list[str], c: Places, state: _State) -> str:
    """Return the deal's own id; without one its name and company, with a number for the second of that name."""
    native = salesforce_id(row[c["id"]]) if not is_blank(row[c["id"]]) else ""
    if native:
        return native
    name = label(row[c["name"]]).casefold()
    if not name:
        return ""
    key = "/".join(part for part in (label(row[c["account"]]).casefold(), name) if part)
    state.names[key] = state.names.get(key, 0) + 1
    return key if state.names[key] == 1 else f"{key}/{state.names[key]}"


def _deal(
    sheet: Sheet, c: Places, state: _State, number: int, row: list[str], key: str, source: Source, owner: UserRecord | None
) -> DealRecord:
    stage = label(row[c["stage"]])
    closed, won = _outcome(stage, row, c, state)
    company, product = _named(row[c["account"]]), _named(row[c["product"]])
    return DealRecord(
        id=key,
        name=label(row[c["name"]]) or " - ".join(part for part in (company, product) if part) or source.native_id,
        source=source,
        account_id=state.account_id(salesforce_id(row[c["account_id"]]), company),
        account_name=company,
        account_domain=next(iter(domains(row[c["domain"]])), ""),
        contact_addresses=tuple(mail for _, mail in addresses(row[c["contact_mails"]])),
        owner_id=owner.id if owner else "",
        owner_name=(owner.name or owner.address) if owner else "",
        stage=stage,
        amount=sheet.amount(number, c["amount"], row),
        currency=_currency(row, c, state),
        close_date=sheet.day(number, c["close"], row),
        created_at=sheet.moment(number, c["created"], row),
        modified_at=sheet.moment(number, c["modified"], row),
        closed=closed,
        won=won,
        type=label(row[c["type"]]),
        record_type=label(row[c["record_type"]]),
        product=product,
        pipeline=label(row[c["pipeline"]]),
        partner_id=state.account_id("", _named(row[c["partner"]])),
        next_step=label(row[c["next_step"]], limit=1_000),
        description=prose(row[c["description"]]),
        deleted=boolean(row[c["deleted"]]) is True,
    )


def _currency(row: list[str], c: Places, state: _State) -> str:
    mapped = state.mapping.currency if state.mapping else ""
    return label(row[c["currency"]], limit=10) or currency_of(row[c["amount"]]) or mapped


def _outcome(stage: str, row: list[str], c: Places, state: _State) -> tuple[bool | None, bool | None]:
    """Return (closed, won): by the mapping's stages, the table's own columns, else the stage's name."""
    folded = fold_header(stage)
    if state.mapping and folded in (state.mapping.won | state.mapping.lost):
        return True, folded in state.mapping.won
    by_name = closed_by_stage(stage)
    closed, won, lost = (boolean(row[c[name]]) for name in ("closed", "won", "lost"))
    if won or lost:
        return True, bool(won)
    return (by_name[0] if closed is None else closed), (by_name[1] if won is None else won)


_KINDS = (
    ("email", Kind.EMAIL),
    ("mail", Kind.EMAIL),
    ("call", Kind.CALL),
    ("phone", Kind.CALL),
    ("anruf", Kind.CALL),
    ("meeting", Kind.MEETING),
    ("demo", Kind.MEETING),
    ("termin", Kind.MEETING),
    ("task", Kind.TASK),
    ("todo", Kind.TASK),
    ("aufgabe", Kind.TASK),
)


_DIRECTIONS = {"in": "in", "inbound": "in", "incoming": "in", "out": "out", "outbound": "out", "outgoing": "out"}


def _activities(sheet: Sheet, state: _State) -> Iterator[TouchpointRecord | UserRecord]:
    """Yield what happened, tied to a deal by its id or name, or to people by their addresses."""
    c = _places(sheet, ACTIVITY, "activity", state)
    for number, row in sheet.rows():
        when = sheet.when(number, c["at"], row)
        if when is None:
            sheet.lost(number, "date")
            continue
        native = label(row[c["id"]], limit=200) or sha256("\x1f".join(row).encode("utf-8", "surrogatepass")).hexdigest()[:16]
        source = sheet.source(number, row, native)
        owner, new = state.user(row[c["owner"]], sheet, number)
        if owner and new:
            yield owner
        yield _activity(sheet, c, state, number, row, source, owner)


def _activity(
    sheet: Sheet, c: Places, state: _State, number: int, row: list[str], source: Source, owner: UserRecord | None
) -> TouchpointRecord:
    when = sheet.clock.read(row[c["at"]])
    assert when is not None
    at = when.at if when.timed else sheet.clock.noon(when.day)
    said = row[c["type"]].casefold()
    kind = next((found for word, found in _KINDS if word in said), Kind.NOTE)
    subject, text = label(row[c["subject"]], limit=1_000), plain_text(sheet, number, row[c["text"]])
    sender = [Party(owner.name, owner.address, "from", person_id=owner.id)] if owner and kind is Kind.EMAIL else []
    segments: tuple[Segment, ...] = ()
    if text and kind is Kind.EMAIL:
        text, segments = mail_words(text, 0, (owner.name if owner else "", owner.address if owner else ""), at, subject)
    elif text:
        segments = (Segment(0, len(text), owner.name if owner else "", owner.address if owner else ""),)
    named = label(row[c["deal"]])
    deal = state.deals.get(salesforce_id(named)) or state.deals.get(named.casefold(), "")
    verdict = activity_verdict(by_automated=bool(owner and owner.automated), subtype=kind.value, subject=subject)
    done = fold_header(row[c["status"]]) in ("completed", "done", "closed", "erledigt")
    return TouchpointRecord(
        id=f"{state.prefix}activity/{source.native_id}",
        kind=kind,
        at=at,
        source=source,
        zone=sheet.context.zone_name,
        subject=subject,
        text=text,
        segments=segments,
        parties=(*sender, *(Party(name, mail, "to") for name, mail in addresses(row[c["contact_mails"]]))),
        deal_ids=(deal,) if deal else (),
        account_id=state.account_id("", label(row[c["account"]])),
        owner_id=owner.id if owner else "",
        origin=verdict.origin,
        origin_rule=verdict.rule,
        all_day=not when.timed,
        status=("completed" if done else "open") if kind is Kind.TASK else "",
        due=sheet.day(number, c["due"], row),
        direction=_DIRECTIONS.get(fold_header(row[c["direction"]]), ""),
    )
