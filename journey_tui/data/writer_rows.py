"""Records of a CRM as rows of the store."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from journey_tui.sources.records import (
    AccountRecord,
    ChangeRecord,
    ContactRecord,
    DealRecord,
    RoleRecord,
    UserRecord,
)

_WON = ("won", "gewonnen", "ganad", "gagn", "vinto", "vinta")
_LOST = ("lost", "verloren", "perdid", "perdu", "perso", "persa")


def seconds(moment: datetime | None) -> int | None:
    """Return the instant as whole seconds since 1970, or None."""
    return None if moment is None else int(moment.timestamp())


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _plain_number(amount: Decimal) -> str:
    """Return the amount without zeros at its end: as the history of the field has it."""
    text = format(amount, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def tail(record: Any, file_id: int) -> tuple[Any, ...]:
    """Return where a record comes from, as the last columns of its row."""
    return (file_id, record.source.native_id, record.source.locator, record.source.hash)


def _account(r: AccountRecord, f: int) -> tuple[Any, ...]:
    return (r.id, r.name, " ".join(r.domains), int(r.is_partner), r.owner_id, int(r.deleted), *tail(r, f))


def _contact(r: ContactRecord, f: int) -> tuple[Any, ...]:
    return (r.id, r.name, r.address, r.title, r.department, r.account_id, int(r.deleted), *tail(r, f))


def _member(r: UserRecord, f: int) -> tuple[Any, ...]:
    return (r.id, r.name, r.address, r.title, r.manager_id, r.zone, int(r.active), int(r.automated), *tail(r, f))


def _deal(r: DealRecord, f: int) -> tuple[Any, ...]:
    stage = r.stage.casefold()
    won = any(word in stage for word in _WON) if r.won is None else r.won
    closed = (won or any(word in stage for word in _LOST)) if r.closed is None else r.closed
    contacts = " ".join((*r.contact_ids, *r.contact_addresses))
    return (
        r.id,
        r.source.native_id,
        r.name,
        r.account_id,
        r.owner_id,
        r.owner_name,
        r.stage,
        "" if r.amount is None else _plain_number(r.amount),
        r.currency,
        _iso(r.close_date),
        seconds(r.created_at),
        seconds(r.modified_at),
        int(closed),
        int(won),
        r.type,
        r.record_type,
        r.product,
        r.pipeline,
        r.partner_id,
        r.next_step,
        r.description,
        contacts,
        int(r.deleted),
        f,
        r.source.locator,
        r.source.hash,
    )


def _change(r: ChangeRecord, f: int) -> tuple[Any, ...]:
    return (r.id, r.deal_id, seconds(r.at), r.field, r.old, r.new, r.by_id, *tail(r, f))


def _role(r: RoleRecord, f: int) -> tuple[Any, ...]:
    return (r.id, r.deal_id, r.contact_id, r.role, int(r.primary), int(r.deleted), *tail(r, f))


PLAIN: dict[type, tuple[str, int, Callable[[Any, int], tuple[Any, ...]]]] = {
    AccountRecord: ("account", 10, _account),
    ContactRecord: ("contact", 11, _contact),
    UserRecord: ("member", 12, _member),
    DealRecord: ("deal", 26, _deal),
    ChangeRecord: ("field_change", 11, _change),
    RoleRecord: ("contact_role", 10, _role),
}
"""By kind of record: its table, how many columns that has, and what makes a row of it."""
