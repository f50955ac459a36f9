"""The command of the `journey` app about the measures."""

from __future__ import annotations

from typing import Annotated

import typer

from journey_tui.cli.main import Json, Store, app


@app.command()
def measures(
    store: Store = None,
    months: Annotated[bool, typer.Option("--months", help="The last twelve months, not weeks.")] = False,
    team: Annotated[bool, typer.Option("--all", help="Everybody's together, from three people on.")] = False,
    key: Annotated[str, typer.Argument(metavar="MEASURE", help="One measure, with what is behind it.")] = "",
    as_json: Json = False,
) -> None:
    """Show how Journey is used and how well it is right.

    From what you did here; kept in the store, sent nowhere.
    """
    from journey_tui.cli import measures as body

    body.measures(store, key, "month" if months else "week", team=team, as_json=as_json)
