"""The commands that keep sources in sync, on the same command line: worker, sync, config."""

from __future__ import annotations

from typing import Annotated

import typer

from journey_tui.cli.main import Json, Store, app


@app.command()
def worker(store: Store = None) -> None:
    """Keep the configured sources in sync, until stopped.

    One worker a store; docs/worker.md has a unit for systemd.
    """
    from journey_tui.cli import syncing as body

    raise typer.Exit(body.worker(store))


@app.command()
def sync(
    store: Store = None,
    only: Annotated[str, typer.Option("--source", metavar="NAME", help="Only this source.")] = "",
    as_json: Json = False,
) -> None:
    """Bring the configured sources in once."""
    from journey_tui.cli import syncing as body

    raise typer.Exit(body.sync(store, only, as_json=as_json))


@app.command()
def config(
    check: Annotated[bool, typer.Option("--check", help="Name what is wrong, with the remedy.")] = False, as_json: Json = False
) -> None:
    """Show the settings in force, and check them."""
    from journey_tui.cli import config as body

    raise typer.Exit(body.config(check=check, as_json=as_json))
