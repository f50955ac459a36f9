"""The mapping file for tables whose columns Journey does not know: read it, check it, propose it."""

from __future__ import annotations

import codecs
import difflib
import json
import tomllib
from collections.abc import Sequence
from dataclasses import field
from pathlib import Path
from typing import Any, Final

from journey_tui.lean import dataclass
from journey_tui.sources.dates import Clock, DateOrder
from journey_tui.sources.generic_headers import ACCOUNT, ACTIVITY, CONTACT, DEAL, recognise
from journey_tui.sources.tables import Notes, Table, open_tables
from journey_tui.sources.values import fold_header, is_blank, money
from journey_tui.text import clean, one_line

_SECTIONS: Final = {"deal": DEAL, "activity": ACTIVITY, "account": ACCOUNT, "contact": CONTACT}
OBJECTS: Final = {"deal": "deals", "activity": "activities", "account": "accounts", "contact": "contacts"}
_REQUIRED: Final = {
    "deal": (("id", "name"), ("stage",)),
    "activity": (("at",),),
    "account": (("name",),),
    "contact": (("address", "name"),),
}
_STAGES: Final = ("won", "lost")
_FILE: Final = ("encoding", "date_order", "currency")


class MappingError(ValueError):
    """A mapping file cannot be used; the text names file, key and remedy."""

    def __init__(self, file: str, key: str, problem: str, remedy: str) -> None:
        super().__init__(f"{file}: {key + ' ' if key else ''}{problem}; {remedy}")
        self.file = file
        self.key = key
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Mapping:
    """Which column is which field, by section, and how the file is written."""

    file: str
    sections: dict[str, dict[str, str]] = field(default_factory=dict)
    """`deal`, `activity`, `account`, `contact` to field to column, as the file names it."""
    won: frozenset[str] = frozenset()
    lost: frozenset[str] = frozenset()
    encoding: str = ""
    order: DateOrder | None = None
    currency: str = ""

    def section_for(self, table: Table) -> str:
        """Return the section whose columns the table all has, or an empty string."""
        return next((name for name, columns in self.sections.items() if not self.missing(name, table)), "")

    def missing(self, section: str, table: Table) -> list[str]:
        """Return the columns of a section that the table lacks."""
        return [column for column in self.sections[section].values() if fold_header(column) not in table.keys]


def read_mapping(path: str) -> Mapping:
    """Return the mapping of a TOML file; raises MappingError that says what to correct."""
    file = Path(path).name
    try:
        data = tomllib.loads(Path(path).read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise MappingError(
            file, "", f"cannot be read: {error.strerror or error}", "check the path of the mapping file"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MappingError(file, "", f"is no TOML: {error}", "correct that line, or let Journey propose the file anew") from error
    sections = {name: _section(file, name, data[name]) for name in _SECTIONS if name in data}
    for name in data:
        if name not in (*_SECTIONS, "stages", "file"):
            raise MappingError(file, f"[{name}]", "is not known", _similar(name, [*_SECTIONS, "stages", "file"]))
    if not sections:
        raise MappingError(file, "[deal]", "is missing", "name at least the columns for [deal] name and stage")
    stages, about = _plain(file, data, "stages", _STAGES), _plain(file, data, "file", _FILE)
    return Mapping(
        file,
        sections,
        won=_stage_names(file, "won", stages.get("won")),
        lost=_stage_names(file, "lost", stages.get("lost")),
        encoding=_encoding(file, str(about.get("encoding", ""))),
        order=_order(file, str(about.get("date_order", ""))),
        currency=str(about.get("currency", ""))[:10],
    )


def _section(file: str, name: str, value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        raise MappingError(file, f"[{name}]", "is no section", f'write [{name}] and below it field = "column"')
    for key, column in value.items():
        if key not in _SECTIONS[name]:
            raise MappingError(file, f"[{name}] {key}", "is no field", _similar(key, list(_SECTIONS[name])))
        if not isinstance(column, str) or not column.strip():
            raise MappingError(
                file, f"[{name}] {key}", "names no column", f'write {key} = "the column\'s name", or remove the line'
            )
    for choice in _REQUIRED[name]:
        if not any(key in value for key in choice):
            raise MappingError(file, f"[{name}] {choice[0]}", "is missing", f"give the column for {' or '.join(choice)}")
    return dict(value)


def _plain(file: str, data: dict[str, Any], name: str, known: Sequence[str]) -> dict[str, Any]:
    section = data.get(name, {})
    if not isinstance(section, dict):
        raise MappingError(file, f"[{name}]", "is no section", f"write [{name}] and its keys below it")
    for key in section:
        if key not in known:
            raise MappingError(file, f"[{name}] {key}", "is not known", _similar(key, list(known)))
    return section


def _stage_names(file: str, key: str, value: Any) -> frozenset[str]:
    names = [value] if isinstance(value, str) else value or []
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise MappingError(file, f"[stages] {key}", "is no list of stage names", f'write {key} = ["Signed"]')
    return frozenset(fold_header(name) for name in names)


def _encoding(file: str, name: str) -> str:
    try:
        if name:
            codecs.lookup(name)
    except LookupError as error:
        raise MappingError(file, "[file] encoding", f"{name!r} is not known", 'write for instance encoding = "cp1251"') from error
    return name


def _order(file: str, text: str) -> DateOrder | None:
    if text and text not in [order.value for order in DateOrder]:
        raise MappingError(file, "[file] date_order", f"{text!r} is not known", 'write "day-first" or "month-first"')
    return DateOrder(text) if text else None


def _similar(word: str, known: list[str]) -> str:
    close = difflib.get_close_matches(word, known, n=1)
    return f"did you mean {close[0]}?" if close else f"known are: {', '.join(known)}"


def propose_mapping(path: str) -> str:
    """Return a proposed mapping as TOML text, each line with a sample value; raises MappingError if the file holds no table."""
    notes = Notes()
    file = Path(path).name
    tables = open_tables(path, file, notes)
    if not tables:
        reason = notes.pending[0] if notes.pending else None
        raise MappingError(
            file, "", reason.reason if reason else "holds no table", reason.remedy if reason else "export it as CSV"
        )
    table = tables[0]
    kind = recognise(table.keys.keys())
    section = next((name for name, found in OBJECTS.items() if kind and kind.object == found), "deal")
    chosen = _choose(table, section)
    lines = [
        f"# Mapping for {one_line(file, limit=80)}: check each line, then run: journey import FILE --mapping THIS_FILE",
        f"[{section}]",
    ]
    for name in _SECTIONS[section]:
        if name in chosen:
            lines.append(_line(table, name, chosen[name]))
        elif any(name in group and not any(other in chosen for other in group) for group in _REQUIRED[section]):
            lines.append(f'# {name} = "..."  # needed, and no column looks like it')
    rest = [place for place in range(len(table.headers)) if place not in chosen.values() and table.headers[place].strip()]
    lines += ["", "# Columns not used:"] * bool(rest) + [
        f"#   {_quoted(table.headers[p])}  # e.g. {_sample(table, p)}" for p in rest[:60]
    ]
    lines += ["", "# [stages]", '# won = ["Closed Won"]', '# lost = ["Closed Lost"]']
    lines += ["# [file]", '# date_order = "day-first"  # or "month-first"', '# currency = "EUR"']
    return "\n".join(lines) + "\n"


def _line(table: Table, name: str, place: int) -> str:
    return f"{name} = {_quoted(table.headers[place])}  # e.g. {_sample(table, place)}"


def _quoted(header: str) -> str:
    return json.dumps(clean(header), ensure_ascii=False)


def _sample(table: Table, place: int) -> str:
    value = next((row[place] for row in table.sample if row[place].strip()), "")
    return json.dumps(one_line(value, limit=40), ensure_ascii=False) if value else "(empty)"


def _choose(table: Table, section: str) -> dict[str, int]:
    """Return field to column: by name, else for what is needed by what the column holds."""
    chosen: dict[str, int] = {}
    for name, words in _SECTIONS[section].items():
        place = table.col(*words.split())
        if place >= 0 and place not in chosen.values():
            chosen[name] = place
    if section == "deal":
        free = [p for p, header in enumerate(table.headers) if header.strip() and p not in chosen.values()]
        for name, test in (("stage", _is_stage), ("id", _is_id), ("close", _is_date), ("amount", _is_amount), ("name", _is_name)):
            place = next((p for p in free if name not in chosen and test(_column(table, p))), -1)
            if place >= 0:
                chosen[name] = place
                free.remove(place)
    return chosen


def _column(table: Table, place: int) -> list[str]:
    return [row[place].strip() for row in table.sample if not is_blank(row[place])]


def _is_stage(values: list[str]) -> bool:
    distinct = set(values)
    words = [value for value in distinct if any(ch.isalpha() for ch in value) and len(value) <= 40 and "@" not in value]
    return 2 <= len(distinct) <= 15 and len(words) == len(distinct) and len(values) >= 2 * len(distinct)


def _is_id(values: list[str]) -> bool:
    if len(values) < 2 or len(set(values)) < len(values) or _is_date(values):
        return False
    return all(len(value) <= 40 and " " not in value and any(ch.isdigit() for ch in value) for value in values)


def _is_date(values: list[str]) -> bool:
    clock = Clock()
    return bool(values) and sum(not value.isdigit() and clock.read(value) is not None for value in values) * 10 >= len(values) * 8


def _is_amount(values: list[str]) -> bool:
    return bool(values) and sum(money(value) is not None for value in values) * 10 >= len(values) * 9


def _is_name(values: list[str]) -> bool:
    return bool(values) and len(set(values)) * 10 >= len(values) * 8 and sum(" " in value for value in values) * 2 >= len(values)
