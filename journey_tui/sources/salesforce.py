"""Salesforce: the tables of one export as records, the small ones first so that the large ones can stream."""

from __future__ import annotations

from collections.abc import Iterator

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
    for sheet in _present(sheets, "User"):
        yield from users(sheet, lookups)
    for sheet in _present(sheets, "Account"):
        yield from accounts(sheet, lookups)
    for sheet in _present(sheets, "Contact"):
        yield from contacts(sheet, lookups)
    logs: list[tuple[LogLine, Sheet]] = []
    for sheet in _present(sheets, "Opportunity"):
        lines: list[LogLine] = []
        yield from deals(sheet, lookups, lines)
        logs += [(line, sheet) for line in lines]
    for sheet in sheets.get("OpportunityContactRole", []):
        yield from roles(sheet, lookups)
    yield from history(sheets, lookups)
    yield from _activities(sheets, lookups, logs)


def _present(sheets: Sheets, name: str) -> list[Sheet]:
    """Return the tables of an object; its synced versions stand in where the export has no table of the present."""
    return sheets.get(name) or sheets.get(f"{name}Versions", [])


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
