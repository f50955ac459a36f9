"""Tables that lie beside each other: what was imported of them before, and whether all of an export is there."""

from __future__ import annotations

import re
from pathlib import Path

from journey_tui.data.sqlite import sqlite3
from journey_tui.sources.files import Candidate, identify

TABLES = frozenset({"csv", "json", "jsonl", "salesforce csv", "hubspot csv"})
_IN_ARCHIVE = re.compile(r"\.zip/", re.IGNORECASE)


def tables_beside(connection: sqlite3.Connection, candidates: list[Candidate], scratch: Path, salt: str) -> list[Candidate]:
    """Return the tables that were imported before from the folders of these and are as they were: together they say what no one says alone."""
    names = {candidate.name for candidate in candidates if candidate.format in TABLES}
    folders = {name.rpartition("/")[0] for name in names if not _IN_ARCHIVE.search(name)}
    query = (
        f"SELECT path FROM source_file WHERE path>? AND path<? AND format IN ({','.join('?' * len(TABLES))}) AND state<>'failed'"
    )
    known = [row[0] for folder in folders for row in connection.execute(query, (f"{folder}/", f"{folder}0", *TABLES))]
    paths = [Path(path) for path in known if path not in names and path.rpartition("/")[0] in folders and Path(path).is_file()]
    found = [one for one in identify(paths, scratch=scratch) if isinstance(one, Candidate) and one.format in TABLES]
    same = as_known(connection, found, salt)
    return [candidate for candidate in found if candidate.name in same]


def as_known(connection: sqlite3.Connection, group: list[Candidate], salt: str) -> frozenset[str]:
    """Return the files that were imported before with the very same bytes, read the same way, and to their end."""
    query = "SELECT 1 FROM source_file WHERE path=? AND hash=? AND state<>'failed'"
    return frozenset(c.name for c in group if connection.execute(query, (c.name, c.hash + salt)).fetchone())


def has_all_known(connection: sqlite3.Connection, group: list[Candidate]) -> bool:
    """Return whether the tables are all that is known of their folders: what they say of each other counts only then."""
    names = {candidate.name for candidate in group}
    folders = {name.rpartition("/")[0] for name in names}
    query = (
        f"SELECT path FROM source_file WHERE path>? AND path<? AND format IN ({','.join('?' * len(TABLES))}) AND state<>'failed'"
    )
    known = (row[0] for folder in folders for row in connection.execute(query, (f"{folder}/", f"{folder}0", *TABLES)))
    return all(path in names or path.rpartition("/")[0] not in folders for path in known)
