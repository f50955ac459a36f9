"""Make playbooks and channels of parsed TOML: plainly where the file ships with Journey, strictly where a team wrote it."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def build_trusted(cls: type[T], data: Mapping[str, Any]) -> T:
    """Return the dataclass of values that are known to be valid, without loading a validator.

    For the files that ship: the tests check them, and that this gives what strict validation gives.
    """
    return _maker(cls)(data)  # type: ignore[no-any-return, arg-type]


@cache
def _maker(kind: Any) -> Callable[[Any], Any]:
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _maker(next(item for item in args if item is not type(None)))
    if origin is tuple:
        item = _maker(args[0])
        return lambda values: tuple(map(item, values))
    if origin is not None and issubclass(origin, Mapping):
        key, value = _maker(args[0]), _maker(args[1])
        return lambda values: {key(name): value(item) for name, item in values.items()}
    if kind is Decimal:
        return lambda value: Decimal(str(value))
    if kind is date:
        return lambda value: value if isinstance(value, date) else date.fromisoformat(value)
    if kind is float or (isinstance(kind, type) and issubclass(kind, Enum)):
        made: Callable[[Any], Any] = kind
        return made
    return _of_dataclass(kind) if hasattr(kind, "__dataclass_fields__") else lambda value: value


def _of_dataclass(cls: Any) -> Callable[[Any], Any]:
    hints = get_type_hints(cls)
    makers = {field.name: _maker(hints[field.name]) for field in fields(cls)}
    return lambda data: cls(**{name: makers[name](value) for name, value in data.items()})


def build_strictly(cls: type[T], data: Mapping[str, Any]) -> T:
    """Return the dataclass of values that somebody wrote; raises `Invalid` at the first that does not fit."""
    from pydantic import TypeAdapter, ValidationError

    try:
        return TypeAdapter(cls).validate_python(data)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(step) for step in first["loc"])
        raise Invalid(key, _plain(first["msg"]), _near(cls, first) or _remedy(first["type"])) from error


class Invalid(ValueError):
    """A value that does not fit: its key, the problem and what to do, in words."""

    def __init__(self, key: str, problem: str, remedy: str) -> None:
        """Keep the parts."""
        self.key, self.problem, self.remedy = key, problem, remedy
        super().__init__(f"{key}: {problem}. {remedy}")


def _near(cls: Any, error: Any) -> str:
    """Return which known key was meant by an unknown one, where one is near."""
    if error["type"] not in ("unexpected_keyword_argument", "extra_forbidden"):
        return ""
    import difflib

    place = [step for step in error["loc"] if isinstance(step, str)]
    for step in place[:-1]:
        inner = get_type_hints(cls).get(step)
        cls = next((arg for arg in get_args(inner) if hasattr(arg, "__dataclass_fields__")), None)
        if cls is None:
            return ""
    near = difflib.get_close_matches(place[-1], [field.name for field in fields(cls)], n=1)
    return f"Did you mean {near[0]}?" if near else ""


def _plain(message: str) -> str:
    """Return pydantic's message as the start of a sentence."""
    return message.rstrip(".").replace("Unexpected keyword argument", "unknown key")


def _remedy(kind: str) -> str:
    """Return what to do about one kind of validation error."""
    if kind in {"missing", "missing_argument"}:
        return "Add this key."
    if kind in {"unexpected_keyword_argument", "extra_forbidden"}:
        return "Correct its spelling or remove it; the shipped files show every key."
    return "Change the value; the shipped files show what is expected."
