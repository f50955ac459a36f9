"""Add sources to the settings file, keeping its comments and order; written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import tomlkit
from tomlkit.exceptions import TOMLKitError

from journey_tui.lean import dataclass
from journey_tui.settings import Problem, Settings, SettingsError, load_settings


@dataclass(frozen=True, slots=True)
class NewSource:
    """A source to be added; empty values are left out."""

    path: Path
    name: str = ""
    every: str = ""
    expect: str = ""
    zone: str = ""
    mapping: str = ""


def add_sources(file: Path, wanted: list[NewSource]) -> Settings:
    """Add the sources that the file does not name yet; returns the settings then. Raises `SettingsError`, OSError."""
    known = {source.path for source in load_settings(file).sources}
    new = [source for source in wanted if source.path not in known]
    if not new:
        return load_settings(file)
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    try:
        document = tomlkit.parse(before)
    except TOMLKitError as error:  # readable for the one library, not for the other
        raise SettingsError((Problem(str(file), "", "it cannot be changed by a program", "Add [[sources]] by hand."),)) from error
    tables = document.get("sources")
    if tables is None:
        tables = tomlkit.aot()
        document["sources"] = tables
    names = {str(table.get("name", "")) for table in tables}
    for source in new:
        tables.append(_table(source, names))
    _replace(file, tomlkit.dumps(document))
    return load_settings(file)


def _table(source: NewSource, names: set[str]) -> tomlkit.items.Table:
    """Return the source as a table, under a name that no other has."""
    table = tomlkit.table()
    table["path"] = str(source.path)
    name = source.name or source.path.name
    if name in names or source.name:
        number = 2
        while name in names:
            name, number = f"{source.name or source.path.name} {number}", number + 1
        table["name"] = name
    names.add(name)
    for key in ("every", "expect", "zone", "mapping"):
        if value := getattr(source, key):
            table[key] = value
    return table


def _replace(file: Path, text: str) -> None:
    """Put the text in the file's place: a reader sees the old or the new one."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as handle:
            handle.write(text)
            handle.flush()
            os.fsync(handle.fileno())
        load_settings(fresh)  # raises before anything is replaced
        os.replace(fresh, file)
    finally:
        fresh.unlink(missing_ok=True)
