"""Commands of the `journey` app about a deal's workspace: ask, draft, artifacts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from journey_tui.cli.main import DealArg, Json, Store, app


@app.command()
def ask(
    deal: DealArg,
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="As you would ask a colleague.")],
    store: Store = None,
    model: Annotated[bool, typer.Option("--model", help="Ask the model, even where the store could answer.")] = False,
    named: Annotated[
        str, typer.Option("--with", metavar="MODEL", help="Ask this model instead of the one in the settings.")
    ] = "",
    as_json: Json = False,
) -> None:
    """Answer a question about a deal from what is stored, the rest by the model where one is set."""
    from journey_tui.cli import workspace as body

    raise typer.Exit(body.ask(store, deal, question, model=model, named=named, as_json=as_json))


@app.command()
def draft(
    deal: DealArg,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="follow-up, call-plan, plan, business-case, recap or note.")],
    store: Store = None,
    about: Annotated[str, typer.Option("--about", metavar="ID", help="A touchpoint or quote that it is about.")] = "",
    wish: Annotated[str, typer.Option("--wish", metavar="WORDS", help="What the model should mind.")] = "",
    template: Annotated[bool, typer.Option("--template", help="From the template alone, without the model.")] = False,
    named: Annotated[
        str, typer.Option("--with", metavar="MODEL", help="Let this model write instead of the one in the settings.")
    ] = "",
    as_json: Json = False,
) -> None:
    """Write a first version, filled with evidence; by the model too where one is set."""
    from journey_tui.cli import workspace as body

    raise typer.Exit(body.draft(store, deal, kind, about, template=template, named=named, wish=wish, as_json=as_json))


@app.command()
def artifacts(
    deal: DealArg,
    key: Annotated[str, typer.Argument(metavar="ID", help="Print this one.")] = "",
    store: Store = None,
    export: Annotated[str, typer.Option("--export", metavar="FORM", help="md, html, docx or eml: write it as a file.")] = "",
    folder: Annotated[Optional[Path], typer.Option("--to", metavar="DIR", help="Where to; else here.")] = None,  # noqa: UP045
    as_json: Json = False,
) -> None:
    """List what was written for a deal; print or export it."""
    from journey_tui.cli import workspace as body

    body.artifacts(store, deal, key, export, folder, as_json=as_json)
