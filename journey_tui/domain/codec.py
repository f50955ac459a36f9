"""Frozen dataclasses to plain JSON values and back: how readings, segments and parties are stored and printed."""

from __future__ import annotations

import json
import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from journey_tui.lean import twin_of

T = TypeVar("T")


def rfc3339(moment: datetime) -> str:
    """Return the instant as RFC 3339 in UTC, with `Z`, to the second."""
    return (moment if moment.tzinfo is UTC else moment.astimezone(UTC)).isoformat()[:19] + "Z"


def encode(value: Any) -> Any:
    """Return `value` as JSON can hold it: instants as RFC 3339, money as text, tuples as lists."""
    kind: Any = type(value)
    return value if kind in _PLAIN else _encoder(kind)(value)


_PLAIN: frozenset[Any] = frozenset({str, int, bool, float, type(None)})


@cache
def _encoder(kind: Any) -> Callable[[Any], Any]:
    """Return what encodes values of exactly this type: worked out once a type, since there are very many values."""
    if issubclass(kind, Enum):
        return lambda value: value._value_
    if is_dataclass(kind):
        return _dataclass_encoder(kind)
    if issubclass(kind, datetime):
        return rfc3339
    if issubclass(kind, date):
        return lambda value: value.isoformat()
    if issubclass(kind, Decimal):
        return lambda value: format(value, "f")
    if issubclass(kind, bool | int | float | str):
        return _same
    if issubclass(kind, dict):
        return lambda value: {str(key): encode(item) for key, item in value.items()}
    if issubclass(kind, frozenset | set):
        return lambda value: sorted(map(encode, value))
    return lambda value: [encode(item) for item in value]


def json_text(value: Any) -> str:
    """Return `encode(value)` as JSON text, letter for letter that of `json.dumps`: a quarter of the time for small values."""
    kind: Any = type(value)
    if kind is tuple:
        return f"[{', '.join(map(json_text, value))}]" if value else "[]"
    return _teller(kind)(value)


def _told_by_name(value: dict[Any, Any]) -> str:
    if all(type(key) is str for key in value):
        return f"{{{', '.join([f'{_QUOTED(key)}: {json_text(item)}' for key, item in value.items()])}}}"
    return _dumped(value)


def _dumped(value: Any) -> str:
    return "".join(_TEXT(encode(value), 0)) if _TEXT else json.dumps(encode(value))


@cache
def _teller(kind: Any) -> Callable[[Any], str]:
    """Return what tells values of exactly this type as JSON text; an instance of a dataclass is written out by name."""
    if kind in _SIMPLE:
        return _SIMPLE[kind]
    if not is_dataclass(kind):
        return _dumped
    hints = get_type_hints(kind)
    told = ", ".join(f'"{one.name}": {{{_part(one.name, hints[one.name])}}}' for one in fields(kind))
    known: dict[str, Any] = {"quoted": _QUOTED, "json_text": json_text, "dumped": _dumped, "null": "null"}
    exec(  # the names of our own fields, no data; a field that holds what it is not declared as is told by what it holds
        f"def told(value):\n try:\n  return f'{{{{{told}}}}}'\n except (TypeError, AttributeError):\n  return dumped(value)",
        known,
    )
    return known["told"]  # type: ignore[no-any-return]


def _part(name: str, kind: Any) -> str:
    """Return the expression that tells a field as JSON text."""
    if kind is str:
        return f"quoted(value.{name})"
    if isinstance(kind, type) and issubclass(kind, Enum) and all(type(member.value) is str for member in kind):
        return f"quoted(value.{name}._value_)"
    return f"(null if value.{name} is None else json_text(value.{name}))"


def _refuse(value: Any) -> Any:
    raise TypeError(f"{type(value).__name__} cannot be told as JSON")


# `json.dumps` makes one of these each time; where the interpreter has none, it is as good.
_MAKE: Any = getattr(json.encoder, "c_make_encoder", None)
_TEXT: Any = _MAKE and _MAKE(None, _refuse, json.encoder.encode_basestring_ascii, None, ": ", ", ", False, False, True)

_QUOTED: Any = json.encoder.encode_basestring_ascii
_SIMPLE: dict[Any, Callable[[Any], str]] = {
    str: _QUOTED,
    int: int.__repr__,
    type(None): lambda _: "null",
    datetime: lambda value: f'"{rfc3339(value)}"',
    dict: lambda value: _told_by_name(value),
}

_AS_IS: frozenset[str] = frozenset({"str", "int", "bool", "float", "str | None", "int | None", "float | None", "bool | None"})


def _dataclass_encoder(kind: Any) -> Callable[[Any], Any]:
    """Return what tells an instance's values by name, written out: those that JSON holds as they are need no look at their type."""
    told = ", ".join(
        f"{one.name!r}: value.{one.name}" if one.type in _AS_IS else f"{one.name!r}: encode(value.{one.name})"
        for one in fields(kind)
    )
    known: dict[str, Any] = {"encode": encode}
    exec(f"def encoded(value):\n return {{{told}}}", known)  # the names of our own fields, no data
    return known["encoded"]  # type: ignore[no-any-return]


@cache
def _names(cls: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(cls))


def decode(cls: type[T], value: Any) -> T:
    """Return an instance of the dataclass `cls` from what `encode` gave; unknown keys are ignored, missing take defaults."""
    return _decoder(cls)(value)  # type: ignore[no-any-return, arg-type]


@cache
def _decoder(kind: Any) -> Callable[[Any], Any]:
    if kind in (str, int, float, bool, Any):
        return _same
    if kind is datetime:
        return datetime.fromisoformat
    if kind is date:
        return date.fromisoformat
    if kind is Decimal:
        return Decimal
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        inner = _decoder(next(item for item in get_args(kind) if item is not type(None)))
        return lambda value: None if value is None else inner(value)
    if origin is tuple:
        return _tuple_decoder(get_args(kind))
    if origin is frozenset:
        item = _decoder(get_args(kind)[0])
        return lambda value: frozenset(map(item, value))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _Members(kind).__getitem__
    return _dataclass_decoder(kind)


class _Members(dict[Any, Any]):
    """The members of an enumeration by value: four times as fast as asking the enumeration."""

    def __init__(self, kind: type[Enum]) -> None:
        super().__init__((member.value, member) for member in kind)
        self._kind = kind

    def __missing__(self, value: Any) -> Any:
        """Let the enumeration say what is wrong; raises `ValueError`."""
        return self._kind(value)


def _same(value: Any) -> Any:
    return value


def _tuple_decoder(args: tuple[Any, ...]) -> Callable[[Any], Any]:
    if len(args) == 2 and args[1] is Ellipsis:
        item = _decoder(args[0])
        return (lambda value: tuple(value)) if item is _same else (lambda value: tuple(map(item, value)))
    items = [_decoder(arg) for arg in args]
    if len(items) == 2:
        return _pair_decoder(*items)
    return lambda value: tuple(item(part) for item, part in zip(items, value, strict=True))


def _pair_decoder(first: Callable[[Any], Any], second: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return what decodes a pair: the most frequent tuple, four times as fast as those of any length."""

    def pair(value: Any) -> tuple[Any, Any]:
        one, other = value
        return (one if first is _same else first(one)), second(other)

    return pair


def _dataclass_decoder(cls: Any) -> Callable[[Any], Any]:
    """Return what makes an instance of values that are all there; where some are missing, one value after the other."""
    hints = get_type_hints(cls)
    parts = {name: _decoder(hints[name]) for name in _names(cls)}
    one_by_one = _patient_decoder(cls, parts)
    if not all(field.init for field in fields(cls)):
        return one_by_one
    # Written out, as the standard library writes `__init__`: a deal holds thousands of values, and a loop over names costs half as much again.
    known: dict[str, Any] = {"cls": cls, "one_by_one": one_by_one}
    taken = [(name, _taken(name, hints[name], part, known)) for name, part in parts.items()]
    known["twin"] = twin_of(cls)
    made = ["one = twin()", *(f"one.{name} = {item}" for name, item in taken), "one.__class__ = cls", "return one"]
    lines = made if known["twin"] else [f"return cls({', '.join(item for _, item in taken)})"]
    body = "def decoded(value):\n try:\n  " + "\n  ".join(lines) + "\n except KeyError:\n  return one_by_one(value)"
    exec(body, known)  # the names of our own fields, no data
    return known["decoded"]  # type: ignore[no-any-return]


def _taken(name: str, kind: Any, part: Callable[[Any], Any], known: dict[str, Any]) -> str:
    """Return how a field is taken from `value`: what is absent or empty, as most is, without a call."""
    item, args = f"value[{name!r}]", get_args(kind)
    if part is _same:
        return item
    known[f"_{name}"] = part
    if get_origin(kind) in (Union, types.UnionType):
        known[f"_{name}"] = _decoder(next(one for one in args if one is not type(None)))
        return f"(None if (v := {item}) is None else _{name}(v))"
    if get_origin(kind) is tuple and args[1:] == (Ellipsis,):
        known[f"_{name}"] = _decoder(args[0])
        many = "tuple(v)" if known[f"_{name}"] is _same else f"tuple(map(_{name}, v))"
        return f"({many} if (v := {item}) else ())"
    return f"_{name}({item})"


def _patient_decoder(cls: Any, parts: dict[str, Callable[[Any], Any]]) -> Callable[[Any], Any]:
    made = [(name, part) for name, part in parts.items() if part is not _same]

    def decoded(value: dict[str, Any]) -> Any:
        found = {name: item for name, item in value.items() if name in parts}
        for name, part in made:
            if name in found:
                found[name] = part(found[name])
        return cls(**found)

    return decoded
