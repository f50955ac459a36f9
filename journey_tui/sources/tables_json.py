"""Tables in JSON: a list of objects, an sfdx tree, an API answer, or JSON Lines."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from itertools import count
from typing import Any, Final

from journey_tui.sources.tables import CELL_LIMIT, COLUMN_LIMIT, ROW_LIMIT, Notes, Numbered, Table, errors_for, old_bytes

JSON_LIMIT: Final = 24_000_000
"""Bytes of a file that must be read as a whole."""
_DEPTH: Final = 6
_LISTS: Final = ("records", "results", "data", "items", "value", "deals", "opportunities", "rows")


def open_json(path: str, file: str, encoding: str, start: str, size: int, notes: Notes) -> list[Table]:
    """Return the tables of a JSON file; `start` is its beginning, which tells JSON Lines from one document."""
    if _is_lines(start):
        return _open_lines(path, file, encoding, notes)
    if size > JSON_LIMIT:
        notes.add(
            file, "", f"is one JSON document of {size:,} bytes, more than {JSON_LIMIT:,}", "export JSON Lines or CSV instead"
        )
        return []
    with open(path, encoding=encoding, errors=errors_for(encoding)) as handle:
        text = handle.read()
    try:
        document = _load(text)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" and start.startswith("{"):
            return _open_lines(path, file, encoding, notes)
        notes.add(file, f"line {error.lineno}", f"is no JSON: {error.msg}", "export it again")
        return []
    except (ValueError, RecursionError):
        notes.add(file, "", "is no JSON that can be read: nested too deep or broken", "export it again")
        return []
    return _open_document(path, file, document, notes)


def _load(text: str) -> Any:
    """Return the value with its numbers as written: an amount must not pass through binary fractions."""
    return json.loads(text, parse_int=str, parse_float=str, parse_constant=str)


def _is_lines(start: str) -> bool:
    first, _, rest = start.partition("\n")
    if not first.rstrip().endswith("}") or not first.startswith("{"):
        return False
    return rest.lstrip().startswith("{")


def _open_lines(path: str, file: str, encoding: str, notes: Notes) -> list[Table]:
    columns: dict[str, None] = {}
    quiet = Notes()
    for _, cells in _objects(path, file, encoding, quiet):
        columns.update(dict.fromkeys(cells))
        if len(columns) > COLUMN_LIMIT:
            notes.add(file, "", f"has more than {COLUMN_LIMIT} fields", "export fewer fields")
            return []
    if not columns:
        notes.add(file, "", "holds no objects", "each line must be one JSON object")
        return []
    headers = list(columns)
    return [Table(path, file, headers, partial(_line_rows, path, file, encoding, headers))]


def _line_rows(path: str, file: str, encoding: str, headers: list[str], notes: Notes) -> Iterator[Numbered]:
    before = old_bytes()
    for number, cells in _objects(path, file, encoding, notes):
        row = [cells.get(header, "") for header in headers]
        row.append("")
        yield number, row
    if old_bytes() > before:
        notes.notice(file, "is not all UTF-8; what is not was read as Windows-1252 (Western European)")


def _objects(path: str, file: str, encoding: str, notes: Notes) -> Iterator[tuple[int, dict[str, str]]]:
    with open(path, encoding=encoding, errors=errors_for(encoding), newline="\n") as handle:
        for number in count(1):
            line = handle.readline(ROW_LIMIT + 1)
            if not line:
                return
            if len(line) > ROW_LIMIT:
                notes.add(
                    file, f"line {number}", f"is longer than {ROW_LIMIT:,} characters", "one JSON object a line", kind="long line"
                )
                while line and not line.endswith("\n"):
                    line = handle.readline(ROW_LIMIT)
                continue
            if not line.strip():
                continue
            value = _line(line)
            if value is None:
                notes.add(file, f"line {number}", "is no JSON object", "one JSON object a line", kind="bad line")
            else:
                yield number, value


def _line(line: str) -> dict[str, str] | None:
    try:
        value = _load(line)
        return flatten(value) if isinstance(value, dict) else None
    except (ValueError, RecursionError):
        return None


def _open_document(path: str, file: str, document: Any, notes: Notes) -> list[Table]:
    records = _records(document)
    if records and all("sobject" in record and "files" in record for record in records):
        return []  # the plan beside an sfdx tree lists its files and holds no data
    groups: dict[str, list[dict[str, str]]] = defaultdict(list)
    for record in records:
        _collect(record, "", "", groups, depth=0)
    if not groups:
        notes.add(file, "", "holds no table", "a list of objects is needed, each with the fields of one record")
    return [_memory_table(path, file, kind, rows, several=len(groups) > 1) for kind, rows in groups.items()]


def _records(document: Any) -> list[dict[str, Any]]:
    if isinstance(document, list):
        return [item for item in document if isinstance(item, dict)]
    if not isinstance(document, dict):
        return []
    named = [document[key] for key in _LISTS if isinstance(document.get(key), list)]
    lists = named or [v for v in document.values() if isinstance(v, list) and any(isinstance(item, dict) for item in v)]
    if lists:
        return _records(lists[0])
    inner = [value for key, value in document.items() if key == "result" and isinstance(value, dict)]
    if inner:
        return _records(inner[0])
    return [document] if document and any(not isinstance(value, (dict, list)) for value in document.values()) else []


def _collect(record: dict[str, Any], parent: str, parent_id: str, groups: dict[str, list[dict[str, str]]], depth: int) -> None:
    """Add a record, and those nested below it (`Contacts: {records: […]}`), each to the table of its type."""
    attributes = record.get("attributes")
    marks = attributes if isinstance(attributes, dict) else {}
    cells = flatten(record)
    kind = str(marks.get("type") or "")
    reference = str(marks.get("referenceId") or "")
    if reference and "Id" not in cells:
        cells["Id"] = reference
    if parent and parent_id and f"{parent}Id" not in cells:
        cells[f"{parent}Id"] = parent_id
    groups[kind].append(cells)
    if depth < _DEPTH:
        for value in record.values():
            if isinstance(value, dict) and isinstance(value.get("records"), list):
                for child in value["records"]:
                    if isinstance(child, dict):
                        _collect(child, kind, cells.get("Id", ""), groups, depth + 1)


def _memory_table(path: str, file: str, kind: str, rows: list[dict[str, str]], *, several: bool) -> Table:
    headers = list(dict.fromkeys(key for row in rows for key in row))[:COLUMN_LIMIT]
    shown = f"{file} ({kind})" if several and kind else file

    def numbered(notes: Notes) -> Iterator[Numbered]:
        for number, cells in enumerate(rows, 1):
            if any(len(cell) > CELL_LIMIT for cell in cells.values()):
                reason = f"a value is longer than {CELL_LIMIT:,} characters"
                notes.add(shown, f"row {number}", reason, "shorten it or leave the field out", kind="cell too long")
                continue
            row = [cells.get(header, "") for header in headers]
            row.append("")
            yield number, row

    return Table(path, shown, headers, numbered, object_type=kind)


def flatten(record: dict[str, Any]) -> dict[str, str]:
    """Return an object's fields as text: nested ones under dotted names, references without their @."""
    cells: dict[str, str] = {}
    _flatten(record, "", cells, 0)
    return cells


def _flatten(record: dict[str, Any], prefix: str, cells: dict[str, str], depth: int) -> None:
    for key, value in record.items():
        name = f"{prefix}{key}"
        if value is None:
            cells.setdefault(name, "")
        elif isinstance(value, str):
            cells[name] = value[1:] if value.startswith("@") and value[1:].isidentifier() else value
        elif isinstance(value, bool):
            cells[name] = "true" if value else "false"
        elif isinstance(value, dict):
            if key != "attributes" and not isinstance(value.get("records"), list):
                _nested(value, name, cells, depth)
        elif isinstance(value, list):
            cells[name] = ";".join(_item(item) for item in value)


def _nested(value: dict[str, Any], name: str, cells: dict[str, str], depth: int) -> None:
    results = value.get("results")
    if isinstance(results, list):  # HubSpot: associations.contacts.results[].id
        cells[name] = ";".join(_item(item) for item in results)
    elif depth < _DEPTH:
        _flatten(value, f"{name}.", cells, depth + 1)


def _item(item: Any) -> str:
    if isinstance(item, str):
        return item
    if isinstance(item, dict):
        found = item.get("id") or item.get("Id") or item.get("email") or item.get("name")
        return found if isinstance(found, str) else json.dumps(item, ensure_ascii=False)[:10_000]
    return "" if item is None else str(item)
