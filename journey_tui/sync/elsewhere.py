"""Tables of one export that lie in several folders: what is known from other places and says what the tables at hand do not say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from journey_tui.data.sqlite import sqlite3
from journey_tui.lean import dataclass
from journey_tui.sources.files import Candidate, identify
from journey_tui.sources.sandbox import Sandbox
from journey_tui.sync.beside import TABLES, as_known

KINDS: Final = {"salesforce": "salesforce", "hubspot": "hubspot", "generic": "table"}
"""What a file is put down as, by the dialect of its table."""
_DAY: Final = re.compile(r"[_\-. ]*(?<!\d)\d{4}[_\-.]?\d{2}[_\-.]?\d{2}(?:[_\-.T ]?\d{2,6})*(?!\d)")
_ARCHIVE: Final = re.compile(r"(?<=\.zip)/", re.IGNORECASE)
_DIGEST: Final = 64
"""Characters of a file's hash; what follows tells how it was read."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Tables of other folders and archives that are read with those at hand."""

    tables: tuple[Candidate, ...] = ()
    told_again: frozenset[str] = frozenset()
    """Those of them whose records are told anew: their whole folder is read with these, and nothing in it is told here otherwise."""
    missing: bool = False
    """Whether one that belongs to them is gone or not as it was: then nothing that was told counts for less."""


@dataclass(frozen=True, slots=True)
class _Known:
    path: str
    folder: str


def dialects(sandbox: Sandbox, group: list[Candidate], mapping: str) -> dict[str, str]:
    """Return what each of these tables is put down as (`salesforce`, `hubspot`, `table`), by its columns; what is not known is left out."""
    tables = tuple((str(c.path), c.name) for c in group)
    found = sandbox.run("journey_tui.sources.crm:dialects_of", tables, file=group[0].name, mapping=mapping)
    told = [one for one in found if isinstance(one, tuple) and len(one) == 2]
    return {str(name): KINDS[dialect] for name, dialect in told if dialect in KINDS}


@contextmanager
def elsewhere(connection: sqlite3.Connection, group: list[Candidate], kinds: dict[str, str], salt: str) -> Iterator[Elsewhere]:
    """Yield the tables of other folders that go with these; what lies in an archive is unpacked for as long.

    They are of the same CRM, were read the same way, and none of the same name is among those at hand: that would be an export of
    another day. Of several of one name the one that came last counts.
    """
    chosen, broken = _chosen(connection, group, kinds, salt)
    if not chosen:
        yield Elsewhere()
        return
    with TemporaryDirectory(prefix="journey-") as scratch:
        wanted = {one.path: one for one in chosen}
        files = dict.fromkeys(Path(_ARCHIVE.split(path, maxsplit=1)[0]) for path in wanted)
        found = [
            one
            for one in identify([path for path in files if path.is_file()], scratch=Path(scratch))
            if isinstance(one, Candidate) and one.format in TABLES and one.name in wanted
        ]
        same = as_known(connection, found, salt)
        tables = tuple(one for one in found if one.name in same)
        whole = frozenset(one.name for one in tables if wanted[one.name].folder not in broken)
        yield Elsewhere(tables, whole, missing=len(tables) < len(wanted))


def _chosen(
    connection: sqlite3.Connection, group: list[Candidate], kinds: dict[str, str], salt: str
) -> tuple[list[_Known], frozenset[str]]:
    """Return the known tables that go with the group, and the folders of which another is of one name with one that counts more."""
    crm = set(kinds.values()) - {"table"} or set(kinds.values())
    own = {folder_of(candidate.name) for candidate in group}
    names = {name_of(candidate.name) for candidate in group}
    rows = connection.execute(
        f"SELECT path, hash FROM source_file WHERE kind IN ({','.join('?' * len(crm))}) AND format IN ({','.join('?' * len(TABLES))}) "
        "AND state<>'failed' ORDER BY imported_at DESC, id DESC",
        (*crm, *TABLES),
    ).fetchall()
    chosen: list[_Known] = []
    broken: set[str] = set()
    for path, digest in rows:
        folder, name = folder_of(path), name_of(path)
        if folder in own or (digest and digest[_DIGEST:] != salt):
            continue
        if name in names:
            broken.add(folder)
        else:
            chosen.append(_Known(path, folder))
    return _newest(chosen, broken), frozenset(broken)


def _newest(known: list[_Known], broken: set[str]) -> list[_Known]:
    """Return of several tables of one name, in different folders, that of the folder which came last; the others' folders are `broken`."""
    first: dict[str, str] = {}
    kept = []
    for one in known:
        if first.setdefault(name_of(one.path), one.folder) == one.folder:
            kept.append(one)
        else:
            broken.add(one.folder)
    return kept


def folder_of(path: str) -> str:
    """Return the folder, or the place in an archive, that a file lies in."""
    return path.rpartition("/")[0]


def name_of(path: str) -> str:
    """Return a table's name without the day that exports carry in it: two of one name are one table at two times."""
    return _DAY.sub("", path.rpartition("/")[2].rpartition(".")[0].casefold())
