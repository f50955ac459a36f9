"""Commands of the `journey` app about the past: compare, seen."""

from __future__ import annotations

from typing import Annotated

import typer

from journey_tui.cli.main import DealArg, Json, Store, app


@app.command()
def compare(
    deal: DealArg,
    before: Annotated[str, typer.Argument(metavar="FROM", help="A date or moment; else your last look.")] = "",
    after: Annotated[str, typer.Argument(metavar="TO", help="A date or moment; else now.")] = "",
    store: Store = None,
    as_json: Json = False,
) -> None:
    """Show what differs in a deal between two moments.

    Evidence, statuses, gates, the lines, CRM fields, people and steps.
    """
    from journey_tui.cli import past as body

    body.compare(store, deal, before, after, as_json=as_json)


@app.command()
def seen(deal: DealArg, store: Store = None, as_json: Json = False) -> None:
    """Print what is new in a deal since you last looked, and mark it as seen."""
    from journey_tui.cli import past as body

    body.seen(store, deal, as_json=as_json)
