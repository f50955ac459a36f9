"""The commands of the language model, on the same command line: analyse, eval."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from journey_tui.cli.main import Json, Store, app


@app.command()
def analyse(
    deal: Annotated[str, typer.Argument(help="Id, prefix of the native id, or a name.", metavar="DEAL")] = "",
    store: Store = None,
    everything: Annotated[bool, typer.Option("--all", help="Every open deal; asks once, with the estimate.")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show what was sent, what came back, what stood and what not.")
    ] = False,
    estimate: Annotated[bool, typer.Option("--estimate", help="Only say what it would take; send nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Agree to what the estimate says, without being asked.")] = False,
    as_json: Json = False,
) -> None:
    """Let the language model read a deal, or all of them.

    What it proposes is checked against the sources (docs/model.md).
    """
    from journey_tui.cli import analysing as body

    raise typer.Exit(body.analyse(store, deal, body.Wish(everything, explain, estimate, yes), as_json=as_json))


@app.command("eval")
def evaluate(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Labelled deals (raw/ and expected.json) or calls.")],
    model: Annotated[bool, typer.Option("--model", help="The configured language model too, beside the rules.")] = False,
    as_json: Json = False,
) -> None:
    """Measure how well deals are read, on your labels.

    Precision, recall and refusals, rules and model side by side.
    """
    from journey_tui.cli.evaluating import evaluate as measure

    raise typer.Exit(measure(folder, with_model=model, as_json=as_json))
