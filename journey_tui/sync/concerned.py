"""What a change of the CRM concerns: which touchpoints are placed again, and which deals are told again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence

from journey_tui.data.sqlite import sqlite3
from journey_tui.sources.directory import LEGAL, Directory, fold
from journey_tui.sources.values import PERSONAL_DOMAINS
from journey_tui.sync.arriving import naming

Key = tuple[str, str]

_BY_NAME = "(deal_id='' OR match_reason LIKE 'names %' OR match_reason LIKE 'speaker %' OR match_reason='same conversation')"
"""What is placed by the names in it, or might be."""


def touchpoints_of(connection: sqlite3.Connection, directory: Directory, keys: Sequence[Key]) -> set[int]:
    """Return the touchpoints that these keys have to do with."""
    found: set[int] = set()

    def add(query: str, *values: object) -> None:
        found.update(row[0] for row in connection.execute(query, values))

    for kind, value in keys:
        if kind == "id":
            add('SELECT pk FROM waits WHERE "key"=?', value)
        elif kind == "account":
            for deal in {value, *directory.deals_of.get(value, ())}:
                add("SELECT pk FROM touchpoint WHERE deal_id=?", deal)
            add("SELECT pk FROM touchpoint WHERE deal_id='' AND account_id=? AND account_id<>''", value)
        elif kind == "deal":
            account = directory.deals[value].account_id if value in directory.deals else ""
            for deal in {value, *directory.deals_of.get(account, ())}:
                add("SELECT pk FROM touchpoint WHERE deal_id=?", deal)
            add("SELECT pk FROM touchpoint WHERE deal_id='' AND account_id=? AND account_id<>''", account)
        elif kind == "name":
            found |= naming(connection, value)
        elif kind == "company":
            found |= _naming_company(connection, value)
        elif kind == "member":  # recordings misspell our people's names
            add("SELECT pk FROM touchpoint WHERE kind<>'email'")
    known = [directory.contacts[value].address for kind, value in keys if kind == "contact" and value in directory.contacts]
    return found | _at(connection, [*keys, *(("address", address) for address in known if address)])


def _at(connection: sqlite3.Connection, keys: Iterable[Key]) -> set[int]:
    """Return what somebody takes part in by address or domain, in one pass over who takes part."""
    needles = [json.dumps(value) for kind, value in keys if kind == "address"]
    needles += [f'{value}"' for kind, value in keys if kind == "domain" and value not in PERSONAL_DOMAINS]
    if not needles:
        return set()
    if len(needles) <= 8:
        condition = " OR ".join(["instr(parties, ?)"] * len(needles))
        return {row[0] for row in connection.execute(f"SELECT pk FROM touchpoint WHERE {condition}", needles)}
    pattern = re.compile("|".join(re.escape(needle) for needle in needles))
    return {pk for pk, parties in connection.execute("SELECT pk, parties FROM touchpoint") if pattern.search(parties)}


def _naming_company(connection: sqlite3.Connection, name: str) -> set[int]:
    words = [word for word in re.findall(r"[^\W_][\w&'.-]*", name) if word.casefold().rstrip(".") not in LEGAL]
    if not words:
        return set()
    first = '"' + words[0].rstrip(".'-").casefold().replace('"', '""') + '"'
    talks = f"SELECT pk FROM touchpoint WHERE kind<>'email' AND {_BY_NAME}"
    mails = f"SELECT t.pk FROM touchpoint_fts f JOIN touchpoint t ON t.pk=f.rowid WHERE touchpoint_fts MATCH ? AND kind='email' AND {_BY_NAME}"
    found = {row[0] for row in connection.execute(talks)}
    return found | {row[0] for row in connection.execute(mails, (first,))}


def deals_of(connection: sqlite3.Connection, directory: Directory, keys: Iterable[Key], pks: Iterable[int]) -> set[str]:
    """Return the deals whose people or places may read otherwise now."""
    found = {row[0] for pk in pks for row in connection.execute("SELECT deal_id FROM touchpoint WHERE pk=?", (pk,))}
    for kind, value in keys:
        if kind in ("account", "deal"):
            found.update({value, *directory.deals_of.get(value, ())})
        elif kind in ("id", "contact", "address"):
            found.update(directory.deals_with.get(value, ()))
        elif kind == "name":
            owner = directory.member_named.get(fold(value))
            if owner:
                found.update(row[0] for row in connection.execute("SELECT id FROM deal WHERE owner_id=?", (owner.id,)))
    return found - {""}
