"""HubSpot: the tables of one export as records, the small ones first so that the large ones can stream."""

from __future__ import annotations

from collections.abc import Iterator

from journey_tui.sources.hubspot_activities import activities
from journey_tui.sources.hubspot_lookups import Sheets, gather
from journey_tui.sources.hubspot_owners import owners
from journey_tui.sources.hubspot_records import companies, contacts, deals, history
from journey_tui.sources.records import Record, Unsaid
from journey_tui.sources.tables_sheet import Context


def parse(sheets: Sheets, context: Context) -> Iterator[Record | Unsaid]:
    """Yield the records of one export: who and what first, then what changed, then what happened."""
    lookups = gather(sheets, context)
    yield from owners(sheets.get("owners", []), lookups)
    for sheet in sheets.get("companies", []):
        yield from companies(sheet, lookups)
    for sheet in sheets.get("contacts", []):
        yield from contacts(sheet, lookups)
    for sheet in sheets.get("deals", []):
        yield from deals(sheet, lookups, with_companies="companies" in sheets)
    yield from history(sheets, lookups)
    for sheet in sheets.get("activities", []):
        yield from activities(sheet, lookups)
    yield from (Unsaid(key) for key in lookups.renamed.keys() - {user.id for user in lookups.owners.values()})
