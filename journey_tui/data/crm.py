"""What the store knows of accounts, people and deals, as the index that matching looks things up in."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time, timedelta

from journey_tui.data.rows import day, instant
from journey_tui.data.sqlite import sqlite3
from journey_tui.sources.directory import AccountEntry, DealEntry, Directory, MemberEntry, PersonEntry, build_directory


def load_directory(connection: sqlite3.Connection) -> Directory:
    """Return the index of everything the CRM told, with the own domains that a person confirmed, where one did."""
    roles: dict[str, set[str]] = {}
    for deal_id, contact_id in connection.execute("SELECT deal_id, contact_id FROM contact_role WHERE deleted=0"):
        roles.setdefault(deal_id, set()).add(contact_id)
    confirmed = connection.execute("SELECT value FROM meta WHERE key='own_domains'").fetchone()
    return build_directory(
        members=[
            MemberEntry(row[0], row[1], row[2], row[3], bool(row[4]))
            for row in connection.execute("SELECT id, name, address, title, automated FROM member")
        ],
        contacts=[
            PersonEntry(*row)
            for row in connection.execute("SELECT id, name, address, title, account_id FROM contact WHERE deleted=0")
        ],
        accounts=[
            AccountEntry(row[0], row[1], tuple(row[2].split()), bool(row[3]))
            for row in connection.execute("SELECT id, name, domains, is_partner FROM account WHERE deleted=0")
        ],
        deals=[
            _deal(row, roles)
            for row in connection.execute(
                "SELECT id, name, account_id, partner_id, owner_id, product, created_at, closed, close_date, contacts FROM deal WHERE deleted=0"
            )
        ],
        own=frozenset(json.loads(confirmed[0])) if confirmed else None,
    )


def _deal(row: tuple[object, ...], roles: dict[str, set[str]]) -> DealEntry:
    closes = day(str(row[8]))
    closed = datetime.combine(closes + timedelta(days=1), time(), UTC) if row[7] and closes else None
    tied = frozenset({*str(row[9]).split(), *roles.get(str(row[0]), ())})
    opened = instant(row[6]) if isinstance(row[6], int) else None
    if opened and closed and opened > closed:  # seen where an export carries the date of a migration
        opened = None
    return DealEntry(str(row[0]), str(row[1]), str(row[2]), str(row[3]), str(row[4]), str(row[5]), opened, closed, tied)
