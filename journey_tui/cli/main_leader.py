"""The commands about a team's deals, on the same command line: leader, team."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from journey_tui.cli.main import Json, Store, app


@app.command()
def leader(
    deal: Annotated[str, typer.Argument(metavar="[DEAL]", help="One deal: its gap, a question, the notes.")] = "",
    store: Store = None,
    everything: Annotated[bool, typer.Option("--all", help="Everybody's deals, not only those of whom you lead.")] = False,
    channel: Annotated[str, typer.Option("--channel", metavar="CHANNEL", help="List the deals of this channel.")] = "",
    gate: Annotated[str, typer.Option("--gate", metavar="STAGE", help="List the deals that stop at this gate.")] = "",
    needs: Annotated[str, typer.Option("--needs", metavar="KEY", help="List those that want this requirement, or `voice`.")] = "",
    kind: Annotated[str, typer.Option("--which", metavar="WHICH", help="stops, recycled, came_back or not_won.")] = "stops",
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, help="At most so many deals of a list.")] = 50,
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="Leave a note on DEAL for whose deal it is.")] = "",
    as_json: Json = False,
) -> None:
    """Show what is not met across a team's deals.

    By gate and channel, with where journeys stop most often; with DEAL its one gap, why it is the one, and a question to ask.
    """
    from journey_tui.cli import leader as body

    asked = body.Asked(everything, channel, gate, needs, kind, limit)
    if deal:
        body.one_deal(store, deal, note, as_json=as_json)
    else:
        body.overview(store, asked, note, as_json=as_json)


@app.command()
def team(
    store: Store = None,
    file: Annotated[Path | None, typer.Option("--set", metavar="FILE", help="Take in who leads whom: TOML or CSV.")] = None,
    clear: Annotated[bool, typer.Option("--clear", help="Forget the file: the CRM's users say it again.")] = False,
    as_json: Json = False,
) -> None:
    """Show or set who leads whom."""
    from journey_tui.cli import leader as body

    body.team(store, file, clear=clear, as_json=as_json)
