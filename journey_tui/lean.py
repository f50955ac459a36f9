"""Dataclasses that cost next to nothing until one is made: starting reads some two hundred of them and uses a few.

The standard library writes and compiles up to six methods of each class as soon as its module is read, a millisecond a class; that
was two thirds of what it took to load the workspace. Here it collects the fields at once, and makes the methods, just as it makes
them, when the first instance needs one. `fields`, `replace`, `asdict`, patterns and pickles work as with its own; type checkers
see its own.

A frozen instance refuses to be set, so the standard library's `__init__` goes round that for each field, which takes most of the time
of making one. Here it is of an open twin of its class for as long as its fields are set, and frozen from then on: three times as fast,
which is felt wherever rows become values by the thousand.
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
            made.__getstate__, made.__setstate__ = (
                _stand_in(made, "__getstate__", frozen),
                _stand_in(made, "__setstate__", frozen),
            )
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
    """Let the standard library make a method, for a namesake with the same fields; those that fill a frozen instance are made here."""
    known = dataclasses.fields(cls)
    if name in ("__getstate__", "__setstate__"):
        return _state_of(cls, name)
    if name == "__init__" and frozen and (twin := _open_twin(cls)) and all(one.init and not one.kw_only for one in known):
        return _filling(cls, twin)
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


def _state_of(cls: Any, name: str) -> Any:
    """Return what tells an instance's values, or sets those that another process told."""
    names = [one.name for one in dataclasses.fields(cls)]
    if name == "__getstate__":
        return _written(cls, name, "self", [f"return [{', '.join(f'self.{one}' for one in names)}]"], {})
    twin = _open_twin(cls)
    lines = [f"{', '.join(f'_{one}' for one in names)}, = state"] if names else []
    if twin is None:
        return _written(cls, name, "self, state", [*lines, *(f"_set(self, {one!r}, _{one})" for one in names), "return"], {})
    return _written(cls, name, "self, state", [*lines, *_opened(names, "_")], {"_twin": twin})


def _filling(cls: Any, twin: Any) -> Any:
    """Return an `__init__` that sets the fields on the open twin; an instance of a class under it is filled one by one."""
    known: dict[str, Any] = {"_twin": twin, "_unset": dataclasses._HAS_DEFAULT_FACTORY}  # type: ignore[attr-defined]
    taken, made = ["self"], []
    for one in dataclasses.fields(cls):
        if one.default_factory is not dataclasses.MISSING:
            known[f"_new_{one.name}"] = one.default_factory
            taken.append(f"{one.name}=_unset")
            made.append(f"if {one.name} is _unset: {one.name} = _new_{one.name}()")
        elif one.default is not dataclasses.MISSING:
            known[f"_else_{one.name}"] = one.default
            taken.append(f"{one.name}=_else_{one.name}")
        else:
            taken.append(one.name)
    names = [one.name for one in dataclasses.fields(cls)]
    after = ["self.__post_init__()"] if hasattr(cls, "__post_init__") else []
    method = _written(cls, "__init__", ", ".join(taken), [*made, *_opened(names, ""), *after], known)
    method.__annotations__ = {**{one.name: one.type for one in dataclasses.fields(cls)}, "return": None}
    return method


def _opened(names: list[str], prefix: str) -> list[str]:
    """Return the lines that set the fields of `self` from variables of their names."""
    return [
        "if self.__class__ is _frozen:",
        " _become(self, _twin)",
        *(f" self.{one} = {prefix}{one}" for one in names),
        " self.__class__ = _frozen",
        "else:",
        *(f" _set(self, {one!r}, {prefix}{one})" for one in names),
        " pass",
    ]


def _written(cls: Any, name: str, taken: str, lines: list[str], known: dict[str, Any]) -> Any:
    known = {**known, "_frozen": cls, "_set": object.__setattr__, "_become": object.__dict__["__class__"].__set__}
    exec(f"def {name}({taken}):\n" + "\n".join(f" {line}" for line in lines), known)  # the names of our own fields, no data
    made = known[name]
    made.__qualname__ = f"{cls.__qualname__}.{name}"
    return made


def twin_of(cls: Any) -> Any:
    """Return a class whose instances can become one of `cls` once all their fields are set; None where only its `__init__` makes one."""
    return _open_twin(cls) if cls.__setattr__ is _refuse_to_set and not hasattr(cls, "__post_init__") else None


def _open_twin(cls: Any) -> Any:
    """Return a class with the same slots that lets itself be set, or None where there is none that an instance can be of for a while."""
    slots = cls.__dict__.get("__slots__")
    if not slots or cls.__bases__ != (object,):
        return None
    return type(cls.__name__, (), {"__slots__": slots, "__module__": cls.__module__})
