"""Dataclasses that cost next to nothing until one is made: starting reads some two hundred of them and uses a few.

The standard library writes and compiles up to six methods of each class as soon as its module is read, a millisecond a class; that
was two thirds of what it took to load the workspace. Here it collects the fields at once, and makes the methods, just as it makes
them, when the first instance needs one. `fields`, `replace`, `asdict`, patterns and pickles work as with its own; type checkers
see its own.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(cls=None, /, *, frozen=False, slots=False, eq=True):
        """Return the class as a dataclass, as `dataclasses.dataclass` does; its other options are used nowhere here."""
        return _lean(cls, frozen, slots, eq) if cls is not None else lambda given: _lean(given, frozen, slots, eq)


ALONE: Final = {
    "__init__": {"repr": False, "eq": False},
    "__repr__": {"init": False, "eq": False},
    "__eq__": {"init": False, "repr": False},
    "__hash__": {"init": False, "repr": False, "eq": False, "unsafe_hash": True},
}
"""What lets the standard library make one method and no other: most instances are never compared or shown."""


def _lean(cls: Any, frozen: bool, slots: bool, eq: bool) -> Any:
    """Return the class with its fields and slots, and with stand-ins for its methods."""
    own = cls.__dict__
    own_hash = own.get("__hash__") is not None or ("__hash__" in own and "__eq__" not in own)
    own_methods = {name for name in ("__repr__", "__eq__") if name in own}
    made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)(cls)
    made.__init__ = _stand_in(made, "__init__", frozen)
    for name in {"__repr__", "__eq__" if eq else "__repr__"} - own_methods:
        setattr(made, name, _stand_in(made, name, frozen))
    if eq and not own_hash:
        made.__hash__ = _stand_in(made, "__hash__", frozen) if frozen else None
    if frozen:
        made.__setattr__, made.__delattr__ = _refuse_to_set, _refuse_to_delete
        if slots:
            made.__getstate__, made.__setstate__ = _state, _set_state
    return made


def _stand_in(cls: Any, name: str, frozen: bool) -> Any:
    """Return a method that has the real one made on its first call."""

    def method(self: Any, *args: Any, **kwargs: Any) -> Any:
        if cls.__dict__[name] is method:
            setattr(cls, name, _made(cls, name, frozen))
        return cls.__dict__[name](self, *args, **kwargs)

    method.__name__, method.__qualname__ = name, f"{cls.__qualname__}.{name}"
    return method


def _made(cls: Any, name: str, frozen: bool) -> Any:
    """Let the standard library make a method, for a namesake with the same fields."""
    known = dataclasses.fields(cls)
    body: dict[str, Any] = {one.name: one for one in known}
    body["__annotations__"] = {one.name: one.type for one in known}
    body |= {"__module__": cls.__module__, "__qualname__": cls.__qualname__, "__doc__": cls.__doc__ or cls.__name__}
    if hasattr(cls, "__post_init__"):
        body["__post_init__"] = cls.__post_init__
    kinds: dict[str, Any] = {**ALONE[name], "frozen": frozen and name == "__init__"}
    namesake: Any = dataclasses.dataclass(**kinds)(type(cls.__name__, (), body))
    return namesake.__dict__[name]


def _refuse_to_set(self: Any, name: str, value: Any) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: Any, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[Any]:
    return [getattr(self, one.name) for one in dataclasses.fields(self)]


def _set_state(self: Any, state: list[Any]) -> None:
    for one, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, one.name, value)
