"""Changes of a deal's main fields in the CRM, as the touchpoints that they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from journey_tui.domain.model import Kind, Origin
from journey_tui.sources.records import ChangeRecord, Record, TouchpointRecord, Unsaid, UserRecord
from journey_tui.sources.tables_whole import told_by

_CRM_FIELDS = {"stage": "Stage", "amount": "Amount", "close_date": "Close date", "owner": "Owner"}


def with_crm_changes(records: Iterable[Record | Unsaid]) -> Iterator[Record | Unsaid]:
    """Pass the records on, and make of every change of a deal's main fields the touchpoint that it is."""
    machines: set[str] = set()
    for record in records:
        yield record
        if isinstance(record, UserRecord) and record.automated:
            machines.add(record.id)
        if isinstance(record, ChangeRecord | Unsaid) and record.field in _CRM_FIELDS:
            if isinstance(record, ChangeRecord) and record.old:
                yield _crm_change(record, automated=record.by_id in machines)
            else:
                yield Unsaid(f"{record.id}/{record.field}")


def _crm_change(record: ChangeRecord, *, automated: bool) -> TouchpointRecord:
    """Return a change of a deal's field as the touchpoint that it is."""
    source = record.source
    return TouchpointRecord(
        id=f"{record.id}/{record.field}",
        kind=Kind.CRM_CHANGE,
        at=record.at,
        source=replace(source, hash=told_by(source.hash, (source.hash, automated))),
        deal_ids=(record.deal_id,),
        subject=f"{_CRM_FIELDS[record.field]}: {record.old} → {record.new}",
        owner_id=record.by_id,
        created_by_id=record.by_id,
        origin=Origin.AUTOMATED if automated else Origin.HUMAN,
        origin_rule="CRM workflow user" if automated else "changed in the CRM by a person",
    )
