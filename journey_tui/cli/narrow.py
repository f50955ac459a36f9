"""Start the one command that was asked for: the table of all is not built for it, nor is a library loaded to check plain text.

Typer reads the signature of every command before it runs one, and lets pydantic check each option: together longer than most
commands take.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command_name
from typer.models import CommandInfo


class _AsTyped:
    """Takes text and whole numbers as they were typed; whatever else, also what is wrong with them, is Typer's."""

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """Return the value of a parameter; raises Typer's `BadParameter`."""
        kind, info = param.type_descriptor.annotation, param.type_descriptor.parameter_info
        several = param.multiple or param.nargs == -1
        if value is None:
            return () if several else None
        if not several and info.parser is None:
            if kind is str and type(value) is str:
                return value
            if kind is int and (found := _whole(value, info.min, info.max)) is not None:
                return found
        from typer._coercion import build_runtime_param

        return build_runtime_param(param.type_descriptor).coerce(value, param=param, ctx=ctx)


def _whole(value: Any, least: float | None, most: float | None) -> int | None:
    """Return the whole number that is meant, None where it is none or out of bounds."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:
        value = int(value)
    fits = type(value) is int and (least is None or value >= least) and (most is None or value <= most)
    return int(value) if fits else None


def _plainly(params: list[Any]) -> list[Any]:
    for param in params:
        if hasattr(param, "type_descriptor"):
            param._runtime_param = _AsTyped()
    return params


class PlainCommand(TyperCommand):
    """A command whose plain options are taken as typed."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Return its parameters, help among them."""
        return _plainly(super().get_params(ctx))


class PlainGroup(TyperGroup):
    """A group whose plain options are taken as typed."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Return its parameters, help among them."""
        return _plainly(super().get_params(ctx))


def narrowed(app: typer.Typer, arguments: Sequence[str]) -> typer.Typer:
    """Return what has to be built of the app for this command line: the command that it begins with, or all names for help."""
    found = _plain(app)
    if len(arguments) == 1 and arguments[0] in ("--help", "-h"):
        found.registered_commands = [_heading(one) for one in found.registered_commands]
        return found
    named = [one for one in found.registered_commands if arguments and _name(one) == arguments[0]]
    groups = [one for one in found.registered_groups if arguments and one.name == arguments[0]]
    if named or groups:
        found.registered_commands, found.registered_groups = named, groups
    return found


def _plain(app: typer.Typer) -> typer.Typer:
    """Return the same app over commands that take plain options as typed."""
    found = copy.copy(app)
    found.info, found.registered_commands = copy.copy(app.info), [copy.copy(one) for one in app.registered_commands]
    found.registered_groups = [copy.copy(one) for one in app.registered_groups]
    found.info.cls = PlainGroup
    for command in found.registered_commands:
        command.cls = PlainCommand
    for group in found.registered_groups:
        group.typer_instance = _plain(group.typer_instance) if group.typer_instance else None
    return found


def _name(info: CommandInfo) -> str:
    return info.name or (get_command_name(info.callback.__name__) if info.callback else "")


def _heading(info: CommandInfo) -> CommandInfo:
    """Return the command with its name and its first words, without its options."""
    info.callback = _silent(info.callback)
    return info


def _silent(callback: Callable[..., Any] | None) -> Callable[[], None]:
    def nothing() -> None:
        return None

    if callback is not None:
        nothing.__name__, nothing.__doc__ = callback.__name__, callback.__doc__
    return nothing
