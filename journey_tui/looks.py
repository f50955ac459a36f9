"""The looks that a person chose, read from the settings file without the library that checks it: the first paint waits for this."""

from __future__ import annotations

import tomllib
from pathlib import Path

from journey_tui.lean import dataclass


@dataclass(frozen=True, slots=True)
class Looks:
    """The `[ui]` table of the settings."""

    theme: str = ""
    mouse: bool = True


def chosen_looks(config: Path) -> Looks:
    """Return the looks in the file; the usual ones where it says nothing that can be used (`journey config --check` says what)."""
    try:
        found = tomllib.loads(config.read_text(encoding="utf-8")).get("ui")
    except (OSError, ValueError):
        return Looks()
    if not isinstance(found, dict):
        return Looks()
    theme, mouse = found.get("theme", ""), found.get("mouse", True)
    return Looks(theme if isinstance(theme, str) else "", mouse if isinstance(mouse, bool) else True)


def names_a_model(config: Path) -> bool:
    """Return whether the file names a language model; whether it can be used, the settings say."""
    try:
        found = tomllib.loads(config.read_text(encoding="utf-8")).get("model")
    except (OSError, ValueError):
        return False
    return isinstance(found, dict) and bool(found.get("name"))
