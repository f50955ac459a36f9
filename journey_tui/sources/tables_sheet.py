"""A table under one dialect: its values read with notes of what could not be, each record with its source."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal
from hashlib import sha256
from typing import Final

from journey_tui.domain.model import Source
from journey_tui.lean import dataclass
from journey_tui.sources.dates import Clock, DateOrder, When, order_of
from journey_tui.sources.tables import Notes, Numbered, Table
from journey_tui.sources.values import is_blank, money
from journey_tui.text import one_line

Places = dict[str, int]
"""Field to the place of its column; -1 is the empty cell at the end of every row."""
_ORDERED: Final = re.compile(r"\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})(?!\d)", re.ASCII)
_DATE_REMEDY: Final = "correct the date in the CRM or in the file; the record was loaded without it"
_MONEY_REMEDY: Final = "write the amount as digits; the record was loaded without it"


@dataclass(frozen=True, slots=True)
class TableKind:
    """What a table holds."""

    crm: str
    """`salesforce`, `hubspot`, `generic`, or empty where nothing fits."""
    object: str
    """The CRM's name of the object (`Opportunity`, `deals`); empty where nothing fits."""
    used: bool = True
    """False for what is known and not needed: leads, tickets, products."""


UNKNOWN: Final = TableKind("", "", used=False)


@dataclass(slots=True)
class Context:
    """What all tables of one export share."""

    org: str
    zone_name: str
    zone: tzinfo = UTC
    notes: Notes = field(default_factory=Notes)
    ignored: Counter[str] = field(default_factory=Counter)
    """Rows that were read and are not needed, by what they are."""


class Sheet:
    """One table, its dialect's ids, and its clock."""

    def __init__(self, table: Table, kind: TableKind, context: Context, order: DateOrder | None = None) -> None:
        self.table = table
        self.kind = kind
        self.context = context
        self.file = table.file
        self.source_kind = kind.crm if kind.crm in ("salesforce", "hubspot") else "table"
        self.clock = Clock(context.zone, order)

    def rows(self, *, again: bool = False) -> Iterator[Numbered]:
        """Yield (number, cells) of every row; when read again its damaged rows are not noted a second time."""
        return self.table.rows(Notes() if again else self.context.notes)

    def size(self) -> int:
        """Return the file's size in bytes."""
        return os.path.getsize(self.table.path)

    def col(self, *names: str) -> int:
        """Return the place of the first of these columns, or -1."""
        return self.table.col(*names)

    def has(self, *names: str) -> bool:
        """Return whether one of these columns is there."""
        return self.table.col(*names) >= 0

    def take(self, *columns: str | Sequence[str]) -> Callable[[list[str]], tuple[str, ...]]:
        """Return what picks these columns out of a row."""
        return self.table.take(*columns)

    def places(self, columns: Mapping[str, str]) -> Places:
        """Return the place of each field's column; the value lists its folded names, blank-separated, the best first."""
        return {name: self.table.col(*choices.split()) for name, choices in columns.items()}

    def source(self, number: int, row: list[str], native: str) -> Source:
        """Return where a record stands, with the hash of all its cells."""
        digest = sha256("\x1f".join(row).encode("utf-8", "surrogatepass")).hexdigest()[:16]
        return Source(self.source_kind, self.file, native, f"row {number}", digest)

    def mention(self, number: int, text: str) -> Source:
        """Return where a name was first met: its hash is the name's, so that a change of the rest of the row changes nothing."""
        name = one_line(text, limit=200)
        return Source(
            self.source_kind, self.file, name, f"row {number}", sha256(name.encode("utf-8", "replace")).hexdigest()[:16]
        )

    def when(self, number: int, column: int, row: list[str]) -> When | None:
        """Return the date and time of a cell; a date that does not exist is noted and becomes None."""
        text = row[column]
        if not text:
            return None
        found = self.clock.read(text)
        if found is None and not is_blank(text):
            self._note(number, column, text, "is no date that exists", _DATE_REMEDY, "dates")
        return found

    def day(self, number: int, column: int, row: list[str]) -> date | None:
        """Return the day of a cell, as written."""
        found = self.when(number, column, row)
        return found.day if found else None

    def moment(self, number: int, column: int, row: list[str]) -> datetime | None:
        """Return the instant of a cell, in UTC."""
        found = self.when(number, column, row)
        return found.at if found else None

    def amount(self, number: int, column: int, row: list[str]) -> Decimal | None:
        """Return the amount of a cell; what is no number is noted and becomes None."""
        text = row[column]
        if not text:
            return None
        found = money(text)
        if found is None and not is_blank(text):
            self._note(number, column, text, "is no amount", _MONEY_REMEDY, "amounts")
        return found

    def lost(self, number: int, missing: str) -> None:
        """Note a row that cannot become a record."""
        reason = f"has no {missing}; the row was left out"
        self.context.notes.add(self.file, f"row {number}", reason, f"give the row its {missing}", kind=f"no {missing}")

    def _note(self, number: int, column: int, text: str, problem: str, remedy: str, kind: str) -> None:
        header = self.table.headers[column] if 0 <= column < len(self.table.headers) else ""
        reason = f"{one_line(header, limit=60)}: {one_line(text, limit=40)!r} {problem}"
        self.context.notes.add(self.file, f"row {number}", reason, remedy, kind=f"{kind} in {one_line(header, limit=60)}")


def date_order(table: Table) -> tuple[DateOrder | None, bool]:
    """Return the order of the table's dates, and whether any needs one; all rows are asked where the sample cannot tell."""
    places = {i for row in table.sample for i, cell in enumerate(row) if len(cell) < 24 and _ORDERED.match(cell)}
    if not places:
        return None, False
    found = order_of(row[i] for row in table.sample for i in places)
    if found is None:
        found = order_of(row[i] for _, row in table.rows(Notes()) for i in places)
    return found, True
