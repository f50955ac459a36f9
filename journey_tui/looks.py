"""The looks that a person chose, read from the settings file without the library that checks it: the first paint waits for this."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from journey_tui.lean import dataclass


@dataclass(frozen=True, slots=True)
class Looks:
    """The `[ui]` table of the settings."""

    theme: str = ""
    mouse: bool = True


def chosen_looks(config: Path) -> Looks:
    """Return the looks in the file; the usual ones where it says nothing that can be used (`journey config --check` says what)."""
    found = _read(config).get("ui")
    if not isinstance(found, dict):
        return Looks()
    theme, mouse = found.get("theme", ""), found.get("mouse", True)
    return Looks(theme if isinstance(theme, str) else "", mouse if isinstance(mouse, bool) else True)


def names_a_model(config: Path) -> bool:
    """Return whether the file names a language model; whether it can be used, the settings say."""
    found = _read(config).get("model")
    return isinstance(found, dict) and bool(found.get("name"))


def _read(config: Path) -> dict[str, Any]:
    """Return what the file says, nothing where it is not there or cannot be read."""
    try:
        text = config.read_text(encoding="utf-8")
        import tomllib

        return tomllib.loads(text)
    except (OSError, ValueError):
        return {}
