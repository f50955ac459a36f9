"""A channel's record as plain values and as TOML, so that it can be changed, compared, exported and kept in versions."""

from __future__ import annotations

import difflib
import json
import tomllib
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from journey_tui.domain.channel import Channel
from journey_tui.domain.codec import encode
from journey_tui.playbooks.building import build_trusted

_DATES: Final = frozenset({"verified_at"})
_NUMBERS: Final = frozenset({"at_least", "amount_at_least", "amount_below"})
_TABLES: Final = ("stages", "gates", "choose", "amounts", "messages", "proof_points", "objections")
"""Keys that are written as lists of tables, in this order, after the plain ones."""
_EMPTY: Final[tuple[Any, ...]] = ("", None, [], {})


def data_of(channel: Channel) -> dict[str, Any]:
    """Return the record as plain values, without what is empty or left at its default."""
    data = {name: value for name, value in encode(channel).items() if value not in _EMPTY}
    for name in _TABLES:
        if name in data:
            data[name] = [{key: value for key, value in item.items() if value not in _EMPTY} for item in data[name]]
    if not data.get("default"):
        data.pop("default", None)
    return data


def channel_of(data: dict[str, Any]) -> Channel:
    """Return the channel of plain values that were checked before."""
    return build_trusted(Channel, data)


@lru_cache(maxsize=128)
def channel_of_toml(text: str) -> Channel:
    """Return the channel of a stored record; raises `tomllib.TOMLDecodeError`, KeyError, TypeError or ValueError where it is none."""
    data = tomllib.loads(text)
    data.pop("kind", None)
    return channel_of(data)


def to_toml(channel: Channel) -> str:
    """Return the record as TOML, always in the same order, so that two versions can be compared line by line."""
    data = data_of(channel)
    lines = ['kind = "channel"']
    plain = [name for name in Channel.__dataclass_fields__ if name in data and name not in _TABLES and name != "stage_map"]
    lines += [f"{name} = {_value(name, data[name])}" for name in plain]
    for name in _TABLES:
        for item in data.get(name, ()):
            lines += ["", f"[[{name}]]", *(f"{key} = {_value(key, value)}" for key, value in item.items())]
    if "stage_map" in data:
        lines += ["", "[stage_map]", *(f"{_text(crm)} = {_text(stage)}" for crm, stage in data["stage_map"].items())]
    return "\n".join(lines) + "\n"


def _value(key: str, value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if key in _DATES or (key in _NUMBERS and isinstance(value, str)):
        return str(value)
    if isinstance(value, int | float | date | Decimal):
        return str(value)
    if isinstance(value, list):
        return _list(value)
    return _text(str(value))


def _list(values: list[Any]) -> str:
    inner = [_text(str(value)) for value in values]
    flat = f"[{', '.join(inner)}]"
    return flat if len(flat) <= 110 else "[\n" + "".join(f"  {item},\n" for item in inner) + "]"


def _text(value: str) -> str:
    """Return a TOML basic string: what JSON writes is one, but for the delete character, which cleaned text has not."""
    return json.dumps(value, ensure_ascii=False)


def difference(before: str, after: str, one: str, other: str) -> list[str]:
    """Return a unified diff of two records' TOML, empty where they say the same."""
    return [
        line.rstrip("\n") for line in difflib.unified_diff(before.splitlines(), after.splitlines(), one, other, n=2, lineterm="")
    ]
