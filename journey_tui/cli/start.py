"""The door of the `journey` command: opening the workspace needs no command-line library, all else does."""

from __future__ import annotations

import gc
import os
import sys

STARTING = (20_000, 10, 10)
"""Garbage is looked for this seldom while a command loads: what it loads stays, so that going through it again and again is lost."""


def run() -> None:
    """Open the workspace at once where that is all that was asked for; else hand over to the commands."""
    gc.set_threshold(*STARTING)
    if (store := workspace_asked_for(sys.argv[1:])) is None or not (sys.stdin.isatty() and sys.stdout.isatty()):
        from journey_tui.cli.main import run as run_command

        run_command()
        return
    from journey_tui.cli.run import open_workspace

    if store:
        os.environ["JOURNEY_STORE"] = store
    try:
        code = open_workspace(store or None)
    except KeyboardInterrupt:
        code = 1
    sys.exit(code)


def workspace_asked_for(arguments: list[str]) -> str | None:
    """Return the store of `journey` and `journey --store PATH` (empty: the one in force), None for every other command line."""
    if not arguments:
        return ""
    if len(arguments) == 2 and arguments[0] == "--store" and not arguments[1].startswith("-"):
        return arguments[1] or None
    if len(arguments) == 1 and arguments[0].startswith("--store="):
        return arguments[0].removeprefix("--store=") or None
    return None
