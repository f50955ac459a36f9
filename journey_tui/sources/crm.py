"""CRM exports: recognise each table of a folder or archive, and hand it to the dialect that reads it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from journey_tui.sources import generic, generic_headers, hubspot, hubspot_kinds, salesforce, salesforce_kinds
from journey_tui.sources.dates import DateOrder, zone_of
from journey_tui.sources.generic_mapping import OBJECTS, Mapping, MappingError, propose_mapping, read_mapping
from journey_tui.sources.records import Parsed, Record, Skipped, Unsaid
from journey_tui.sources.tables import Notes, Table, open_tables
from journey_tui.sources.tables_sheet import UNKNOWN, Context, Sheet, TableKind, date_order
from journey_tui.sources.tables_whole import with_tables
from journey_tui.sources.values import fold_header, label
from journey_tui.text import one_line

__all__ = ["CrmImport", "MappingError", "TableKind", "parse_tables", "propose_mapping", "recognise_table"]

_DIALECTS = ("salesforce", "hubspot", "generic")
_ACTIVITY_WORDS = frozenset(
    {"subject", "body", "notes", "description", "textbody", "htmlbody", "message", "comments", "content", "text", "transcript"}
)
_REMEDY = "write a mapping with `journey import FILE --propose`, check it, then `journey import FILE --mapping MAPPING`"


class CrmImport(Iterator[Parsed]):
    """The records of one export, and beside them what was read and not needed."""

    def __init__(self, records: Iterator[Parsed], context: Context) -> None:
        self._records = records
        self._context = context

    def __next__(self) -> Parsed:
        return next(self._records)

    @property
    def ignored(self) -> Counter[str]:
        """Rows that are not needed, by what they are: leads, tickets, drafts. Complete when all was read."""
        return self._context.ignored

    @property
    def notices(self) -> list[Skipped]:
        """What is worth knowing about a file though nothing of it was lost."""
        return self._context.notes.notices


def parse_tables(tables: Sequence[tuple[str, str]], *, mapping: str = "", zone: str = "UTC", org: str = "main") -> CrmImport:
    """Return the records of one export folder or archive, given as (path, shown name) pairs in any order.

    Times without a zone are in `zone`, an IANA name or an offset. `mapping` is the path of a mapping file.
    Raises MappingError for a mapping that cannot be used and ValueError for a zone that does not exist.
    """
    context = Context(org=org, zone_name=zone or "UTC", zone=zone_of(zone))
    columns = read_mapping(mapping) if mapping else None
    return CrmImport(with_tables(_parse(tables, context, columns)), context)


def dialects_of(tables: Sequence[tuple[str, str]], *, mapping: str = "") -> Iterator[tuple[str, str]]:
    """Yield (shown name, dialect) of each table that is known by its columns; raises MappingError for a mapping that cannot be used."""
    columns = read_mapping(mapping) if mapping else None
    for path, shown in tables:
        for table in open_tables(path, shown, Notes(), encoding=columns.encoding if columns else ""):
            kind = TableKind("generic", "") if columns and columns.section_for(table) else _kind(table)
            if kind.crm:
                yield shown, kind.crm


def recognise_table(headers: Sequence[str], name: str) -> TableKind:
    """Return what a table with these columns holds; the file name breaks ties."""
    return _kind(Table("", name, list(headers), lambda notes: iter(())))


def _kind(table: Table) -> TableKind:
    keys = table.keys.keys()
    if not table.object_type:
        found = hubspot_kinds.recognise(keys, table.headers, table.file)
        if found:
            return found
    place = table.col("id")
    ids = [row[place].strip() for row in table.sample[:50]] if place >= 0 else []
    return (
        salesforce_kinds.recognise(keys, table.file, table.object_type, (native for native in ids if native))
        or generic_headers.recognise(keys)
        or UNKNOWN
    )


def _parse(paths: Sequence[tuple[str, str]], context: Context, mapping: Mapping | None) -> Iterator[Parsed]:
    notes = context.notes
    tables: list[tuple[Table, TableKind]] = []
    for path, shown in paths:
        for table in open_tables(path, label(shown), notes, encoding=mapping.encoding if mapping else ""):
            section = mapping.section_for(table) if mapping else ""
            tables.append((table, TableKind("generic", OBJECTS[section]) if section else _kind(table)))
    if mapping:
        _note_unused(mapping, tables, notes)
    tables = _settle(tables, mapping)
    yield from notes.drain()
    sheets = _sheets(tables, context, mapping)
    for records in (
        salesforce.parse(sheets["salesforce"], context),
        hubspot.parse(sheets["hubspot"], context),
        generic.parse(sheets["generic"], context, mapping),
    ):
        yield from _with_notes(records, notes)
    _rest(tables, context)
    yield from notes.drain()
    yield from notes.close()


def _with_notes(records: Iterator[Record | Unsaid], notes: Notes) -> Iterator[Parsed]:
    for record in records:
        if notes.pending:
            yield from notes.drain()
        yield record
    yield from notes.drain()


def _settle(tables: list[tuple[Table, TableKind]], mapping: Mapping | None) -> list[tuple[Table, TableKind]]:
    """Return the tables with their kinds: beside a CRM's own tables only deals are worth a guess by their columns' names."""
    from_crm = any(kind.crm in ("salesforce", "hubspot") and kind.used for _, kind in tables)
    if not from_crm:
        return tables
    mapped = {id(table) for table, _ in tables if mapping and mapping.section_for(table)}
    return [
        (table, UNKNOWN if kind.crm == "generic" and kind.object != "deals" and id(table) not in mapped else kind)
        for table, kind in tables
    ]


def _sheets(
    tables: list[tuple[Table, TableKind]], context: Context, mapping: Mapping | None
) -> dict[str, dict[str, list[Sheet]]]:
    """Return the sheets by dialect and object; a table that cannot show its order of day and month takes its siblings'."""
    found: dict[str, dict[str, list[Sheet]]] = {dialect: {} for dialect in _DIALECTS}
    used = [(table, kind, *date_order(table)) for table, kind in tables if kind.used]
    for table, kind, order, needs_one in used:
        if order is None and needs_one:
            siblings = Counter(other for _, other_kind, other, _ in used if other and other_kind.crm == kind.crm)
            order = siblings.most_common(1)[0][0] if siblings else None
            if order is None and not (mapping and mapping.order):
                context.notes.notice(
                    table.file, "dates do not show whether day or month comes first: 3/4 is read as 4 March, 3.4. as 3 April"
                )
        chosen: DateOrder | None = mapping.order if mapping and mapping.order else order
        found[kind.crm].setdefault(kind.object, []).append(Sheet(table, kind, context, chosen))
    return found


def _rest(tables: list[tuple[Table, TableKind]], context: Context) -> None:
    """Count what is not needed; name what might have been, each table once."""
    some_used = any(kind.used for _, kind in tables)
    for table, kind in tables:
        if kind.used:
            continue
        if not kind.crm and (not some_used or _may_be_activity(table)):
            shown = ", ".join(one_line(header, limit=30) for header in table.headers[:6])
            context.notes.add(table.file, "", f"its columns are not known: {shown}", _REMEDY)
        else:
            context.ignored[kind.object or one_line(table.file)] += sum(1 for _ in table.rows(Notes()))


def _may_be_activity(table: Table) -> bool:
    dated = any("date" in key or "time" in key or key in ("sentat", "createdat") for key in table.keys)
    return dated and len(_ACTIVITY_WORDS & table.keys.keys()) >= 2


def _note_unused(mapping: Mapping, tables: list[tuple[Table, TableKind]], notes: Notes) -> None:
    """Note each section of the mapping that no table answers to, with the column that is missing."""
    for section in mapping.sections:
        if any(not mapping.missing(section, table) for table, _ in tables) or not tables:
            continue
        nearest = min((table for table, _ in tables), key=lambda table: len(mapping.missing(section, table)))
        column = mapping.missing(section, nearest)[0]
        field = next(name for name, value in mapping.sections[section].items() if value == column)
        shown = ", ".join(one_line(header, limit=30) for header in nearest.headers[:10] if fold_header(header))
        notes.add(
            mapping.file, f"[{section}] {field}", f"no table has a column {one_line(column, limit=60)!r}", f"columns are: {shown}"
        )
