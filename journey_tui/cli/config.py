"""The command that shows and checks the settings: each finding with file, key and remedy."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import asdict
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from journey_tui.cli.output import FAILED, OK, emit, say, say_wrapped
from journey_tui.paths import paths
from journey_tui.settings import Problem, Settings, SettingsError, load_settings, show_duration

SECRET = ("key", "token", "password", "secret")
"""Words in a key's name whose value is never printed, whatever stands there."""


def config(*, check: bool, as_json: bool) -> int:
    """Print the settings in force, or what is wrong with them; returns the exit code."""
    file = paths().config
    settings, problems = _read(file)
    if settings is not None:
        problems = [*problems, *examine(file, settings)]
    if as_json:
        shown = plain(settings.model_dump(mode="python")) if settings else None
        emit(
            {"file": str(file), "exists": file.exists(), "settings": shown, "problems": [asdict(problem) for problem in problems]}
        )
    else:
        if not check:
            _print(file, settings)
        for problem in problems:
            say_wrapped(f"{problem.key or 'file'}: {problem.text}. {problem.remedy}", hanging="  ")
        if check and not problems:
            say(f"{file}: nothing to correct.")
    return FAILED if problems else OK


def _read(file: Path) -> tuple[Settings | None, list[Problem]]:
    try:
        return load_settings(file), []
    except SettingsError as error:
        return None, list(error.problems)


def examine(file: Path, settings: Settings) -> Iterator[Problem]:
    """Yield what is wrong with settings that can be read: paths that are not there, files that others may read."""
    for number, source in enumerate(settings.sources, 1):
        key = f"sources[{number}]"
        if not source.enabled:
            continue
        if not source.path.exists():
            yield Problem(
                str(file), f"{key}.path", f"{source.path} is not there", "Correct it, bring it back, or set enabled = false."
            )
        elif not os.access(source.path, os.R_OK):
            yield Problem(str(file), f"{key}.path", f"{source.path} may not be read", "Make it readable for your user.")
        if source.mapping is not None and not source.mapping.is_file():
            remedy = "Correct it, or write one with `journey import FILE --propose`."
            yield Problem(str(file), f"{key}.mapping", f"{source.mapping} is not there", remedy)
    yield from _nested(file, settings)
    if file.exists() and stat.S_IMODE(file.stat().st_mode) & 0o022:
        yield Problem(str(file), "", "others can change it", f"chmod go-w {file}")


def _nested(file: Path, settings: Settings) -> Iterator[Problem]:
    """Yield sources that lie inside another: everything in them would be looked at twice."""
    used = [source for source in settings.sources if source.enabled]
    for inner in used:
        outer = next((o for o in used if o.path in inner.path.parents), None)
        if outer is not None:
            key = f"sources[{settings.sources.index(inner) + 1}].path"
            yield Problem(
                str(file),
                key,
                f"{inner.path} lies inside {outer.path}",
                "Keep one of the two: what is in both is looked at twice.",
            )


def plain(value: Any, name: str = "") -> Any:
    """Return settings as JSON has them: lengths of time and paths as they are written, secrets as `(set)`."""
    if isinstance(value, dict):
        return {key: plain(item, key) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item, name) for item in value]
    if isinstance(value, timedelta):
        return show_duration(value)
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Decimal):
        return float(value)
    if value and isinstance(value, str) and name.endswith(SECRET):
        return "(set)"
    return value


def _print(file: Path, settings: Settings | None) -> None:
    say(f"# {file}{'' if file.exists() else ' (not written yet: these are the defaults)'}")
    if settings is None:
        return
    values = plain(settings.model_dump(mode="python"))
    for source in values.pop("sources"):
        say("\n[[sources]]")
        _table(source)
    if not settings.sources:
        say("\n# No sources yet: `journey init` asks for them.")
    for section, table in values.items():
        say(f"\n[{section}]")
        _table(table)


def _table(values: dict[str, Any]) -> None:
    for key, value in values.items():
        if value is None or value == "":
            continue
        say(f"{key} = {_toml(value)}")


def _toml(value: Any) -> str:
    import json

    return json.dumps(value, ensure_ascii=False)
