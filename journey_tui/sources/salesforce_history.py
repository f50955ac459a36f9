"""Changes of Salesforce opportunities: OpportunityHistory, OpportunityFieldHistory and synced versions of the record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from journey_tui.sources.records import ChangeRecord, Unsaid
from journey_tui.sources.salesforce_lookups import Lookups, Sheets, is_deleted
from journey_tui.sources.tables_changes import Value, changes, part_of, passes
from journey_tui.sources.tables_sheet import Sheet
from journey_tui.sources.values import boolean, is_blank, label, money, plain, salesforce_id

_FIELDS: Final = {
    "stagename": "stage",
    "stage": "stage",
    "amount": "amount",
    "closedate": "close_date",
    "owner": "owner",
    "ownerid": "owner",
    "nextstep": "next_step",
}
"""Names of the fields that matter, as OpportunityFieldHistory.Field writes them, folded."""


def history(sheets: Sheets, lookups: Lookups) -> Iterator[ChangeRecord | Unsaid]:
    """Yield every change once; the rows are small, and are sorted by deal in memory."""
    tables = [
        *((sheet, 0) for sheet in sheets.get("OpportunityFieldHistory", [])),
        *((sheet, 1) for sheet in sheets.get("OpportunityHistory", [])),
        *((sheet, 2) for sheet in sheets.get("OpportunityVersions", [])),
    ]
    parts = passes(sum(sheet.size() for sheet, _ in tables))
    for part in range(parts):
        values: list[Value] = []
        for sheet, rank in tables:
            read = _field_rows if rank == 0 else _snapshot_rows
            values.extend(read(sheet, lookups, rank, _Part(part, parts)))
        yield from changes(values)


class _Part(NamedTuple):
    """Which deals are read this time."""

    part: int
    parts: int

    def has(self, deal: str) -> bool:
        return part_of(deal, self.parts) == self.part


def _field_rows(sheet: Sheet, lookups: Lookups, rank: int, part: _Part) -> Iterator[Value]:
    c = sheet.places(
        {"id": "id", "deal": "opportunityid", "field": "field", "new": "newvalue", "old": "oldvalue", "by": "createdbyid"}
        | {"at": "createddate"}
    )
    gone = is_deleted(sheet)
    for number, row in sheet.rows(again=part.part > 0):
        if not part.has(row[c["deal"]]):
            continue
        field = _FIELDS.get(re.sub(r"[^a-z]", "", row[c["field"]].lower()))
        if field is None or gone(row):
            sheet.context.ignored["history of other fields"] += 1
            continue
        deal, at = lookups.id(row[c["deal"]]), sheet.moment(number, c["at"], row)
        if not deal or at is None:
            sheet.lost(number, "OpportunityId or CreatedDate")
            continue
        new, old = (_value(sheet, field, row[c[side]], lookups) for side in ("new", "old"))
        if field == "owner" and salesforce_id(row[c["new"]])[:3] == "005" and new.startswith("005"):
            continue  # Salesforce writes a change of owner twice, by id and by name: the name stays
        native = row[c["id"]]
        row_id = lookups.id(native) or f"{deal}/{field}/{at.isoformat()}"
        yield Value(deal, field, at, rank, new, old, lookups.id(row[c["by"]]), row_id, sheet.source(number, row, label(native)))


def _value(sheet: Sheet, field: str, text: str, lookups: Lookups) -> str:
    """Return the value as it is compared and shown: a plain number, an ISO day, a user's name."""
    if is_blank(text):
        return ""
    if field == "amount":
        amount = money(text)
        return plain(amount) if amount is not None else label(text)
    if field == "close_date":
        day = sheet.clock.day(text)
        return day.isoformat() if day else label(text)
    if field == "owner":
        return lookups.user(text).name or label(text)
    return label(text)


def _snapshot_rows(sheet: Sheet, lookups: Lookups, rank: int, part: _Part) -> Iterator[Value]:
    """Yield stage, amount and close date of each row; versions of the record tell its owner and next step too."""
    fields = {"stage": "stagename", "amount": "amount", "close_date": "closedate"}
    versions = rank == 2
    if versions:
        c = sheet.places({"id": "id", "deal": "id", "at": "fivetranstart", "by": "lastmodifiedbyid"})
        fields |= {"owner": "ownerid", "next_step": "nextstep"}
    else:
        c = sheet.places({"id": "id", "deal": "opportunityid", "at": "createddate", "by": "createdbyid"})
    removed = -1 if versions else sheet.col("isdeleted")
    present = {field: place for field, place in sheet.places(fields).items() if place >= 0}
    for number, row in sheet.rows(again=part.part > 0):
        if not part.has(row[c["deal"]]) or (row[removed] and boolean(row[removed])):
            continue
        deal, at = lookups.id(row[c["deal"]]), sheet.moment(number, c["at"], row)
        if not deal or at is None:
            sheet.lost(number, "opportunity or date")
            continue
        native = label(row[c["id"]])
        source, by = sheet.source(number, row, native), lookups.id(row[c["by"]])
        base = f"{lookups.id(native) or deal}/{at.isoformat()}" if versions else lookups.id(native) or f"{deal}/{number}"
        for field, place in present.items():
            new = _value(sheet, field, row[place], lookups)
            yield Value(deal, field, at, rank, new, None, by, f"{base}/{field}", source)
