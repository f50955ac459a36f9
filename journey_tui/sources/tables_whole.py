"""What the tables of one export say of each other: a record is told by its row and by the tables around it."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from operator import attrgetter
from typing import Any, Final

from journey_tui.sources.records import (
    AccountRecord,
    ChangeRecord,
    ContactRecord,
    DealRecord,
    Parsed,
    RoleRecord,
    Skipped,
    TouchpointRecord,
    Unsaid,
    UserRecord,
)

_TELLING: Final[dict[type, Callable[[Any], Any]]] = {
    AccountRecord: attrgetter("name", "domains", "is_partner", "owner_id", "parent_id", "deleted"),
    ContactRecord: attrgetter("name", "address", "account_id", "account_domain", "account_name", "deleted"),
    UserRecord: attrgetter("name", "address", "manager_id", "active", "automated"),
    DealRecord: attrgetter(
        "account_id", "account_name", "account_domain", "contact_addresses", "contact_ids", "owner_id", "owner_name", "stage",
        "close_date", "created_at", "modified_at", "closed", "won", "record_type", "product", "pipeline", "partner_id", "deleted",
    ),
    ChangeRecord: attrgetter("at", "old", "new", "by_id"),
    RoleRecord: attrgetter("deal_id", "contact_id", "role", "deleted"),
    TouchpointRecord: attrgetter(
        "kind", "at", "ends_at", "due", "parties", "segments", "deal_ids", "account_id", "contact_ids", "owner_id", "created_by_id",
        "origin_rule", "auto", "direction", "deleted",
    ),
}  # fmt: skip
"""What of a record may hang on another table than its own: names for ids, owners, stages, who took part, the order of day and month."""


def with_tables(records: Iterable[Parsed]) -> Iterator[Parsed]:
    """Yield what was read; the hash of a record (`ROW.TABLES`) says what its row holds and what the other tables add to it."""
    for record in records:
        if isinstance(record, Skipped | Unsaid):
            yield record
        else:
            yield replace(record, source=replace(record.source, hash=told_by(record.source.hash, _TELLING[type(record)](record))))


def told_by(row: str, tables: object) -> str:
    """Return the hash of a record of that row, told by what the tables around it add."""
    return f"{row_of(row)}.{zlib.crc32(repr(tables).encode('utf-8', 'surrogatepass')):08x}"


def row_of(told: str) -> str:
    """Return a record's hash without what other tables add to it: what is the same row has the same."""
    row, dot, tables = told.partition(".")
    return row + tables[8:] if dot else told
