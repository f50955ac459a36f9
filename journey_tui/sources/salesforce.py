"""Salesforce: the tables of one export as records, the small ones first so that the large ones can stream."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from journey_tui.sources.records import Record, TouchpointRecord, Unsaid
from journey_tui.sources.salesforce_activities import events, tasks
from journey_tui.sources.salesforce_history import history
from journey_tui.sources.salesforce_lookups import Lookups, Sheets, gather, users
from journey_tui.sources.salesforce_mail import emails, mirrored
from journey_tui.sources.salesforce_records import LogLine, accounts, contacts, deals, note_of, roles, same_words
from journey_tui.sources.tables_sheet import Context, Sheet


def parse(sheets: Sheets, context: Context) -> Iterator[Record | Unsaid]:
    """Yield the records of one export: who and what first, then what changed, then what happened."""
    lookups = gather(sheets, context)
    lookups.mailed = mirrored(sheets)
    logs: list[tuple[LogLine, Sheet]] = []

    def deals_of(sheet: Sheet, lookups: Lookups) -> Iterator[Record]:
        lines: list[LogLine] = []
        yield from deals(sheet, lookups, lines)
        logs.extend((line, sheet) for line in lines)

    yield from _present(sheets, "User", users, lookups)
    yield from _present(sheets, "Account", accounts, lookups)
    yield from _present(sheets, "Contact", contacts, lookups)
    yield from _present(sheets, "Opportunity", deals_of, lookups)
    for sheet in sheets.get("OpportunityContactRole", []):
        yield from roles(sheet, lookups)
    yield from history(sheets, lookups)
    yield from _activities(sheets, lookups, logs)


def _present(
    sheets: Sheets, name: str, told: Callable[[Sheet, Lookups], Iterator[Record]], lookups: Lookups
) -> Iterator[Record | Unsaid]:
    """Yield the records of an object; its synced versions stand in where the export has no table of the present.

    Beside such a table they tell no record: one that they alone have is gone, also where they came first.
    """
    present, versions = sheets.get(name, []), sheets.get(f"{name}Versions", [])
    if not present or not versions:
        for sheet in present or versions:
            yield from told(sheet, lookups)
        return
    seen: set[str] = set()
    for sheet in present:
        for record in told(sheet, lookups):
            seen.add(record.id)
            yield record
    apart = replace(lookups, deals=set(lookups.deals))
    for sheet in versions:
        lines: list[LogLine] = []
        records = deals(sheet, apart, lines) if name == "Opportunity" else told(sheet, apart)
        yield from map(Unsaid, dict.fromkeys(record.id for record in records if record.id not in seen))
        yield from (Unsaid(note_of(line, lookups, sheet.clock).id) for line in lines if line.deal_id not in seen)


def _activities(sheets: Sheets, lookups: Lookups, logs: list[tuple[LogLine, Sheet]]) -> Iterator[TouchpointRecord | Unsaid]:
    """Yield tasks, events and e-mails, and then the log lines that no task tells in the same words."""
    waiting = {line.key(): None for line, _ in logs}
    for sheet in sheets.get("Task", []):
        for task in tasks(sheet, lookups):
            if isinstance(task, TouchpointRecord) and waiting and task.deal_ids and not task.deleted:
                key = (task.deal_ids[0], sheet.clock.local_day(task.at), same_words(task.subject))
                waiting.pop(key, None)
            yield task
    for sheet in sheets.get("Event", []):
        yield from events(sheet, lookups)
    for sheet in sheets.get("EmailMessage", []):
        yield from emails(sheet, lookups)
    for line, sheet in logs:
        note = note_of(line, lookups, sheet.clock)
        yield note if line.key() in waiting else Unsaid(note.id)
