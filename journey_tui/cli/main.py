"""The `journey` command: each body imports what it needs, so that help is instant."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Optional

import typer

from journey_tui import __version__

app = typer.Typer(
    name="journey",
    help="The true story of each deal, with the evidence behind every sentence. Without a command it opens the workspace.",
    no_args_is_help=False,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Json = Annotated[bool, typer.Option("--json", help="Print JSON (docs/json.md).")]
Store = Annotated[
    str | None, typer.Option("--store", metavar="PATH", help="The store to use; else JOURNEY_STORE, else your own.")
]
AsOf = Annotated[str, typer.Option("--as-of", metavar="TIME", help="A date or RFC 3339 moment: what had happened by then.")]
Origin = Annotated[str, typer.Option("--origin", metavar="ORIGIN", help="human, automated or all.")]
DealArg = Annotated[str, typer.Argument(help="Id, prefix of the native id, or a name.", metavar="DEAL")]


def _version(value: bool) -> None:
    if value:
        typer.echo(f"journey {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def main(
    context: typer.Context,
    store: Store = None,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    """Open the workspace, or run a command."""
    del version
    if store:
        os.environ["JOURNEY_STORE"] = store
    if context.invoked_subcommand is None:
        from journey_tui.cli import run as body

        raise typer.Exit(body.open_workspace(store))


@app.command()
def init(
    store: Store = None,
    team: Annotated[str, typer.Option("--team", metavar="GROUP", help="Make a team's store, shared with this group.")] = "",
    directory: Annotated[Optional[Path], typer.Argument(metavar="DIR", help="Where to make it.")] = None,  # noqa: UP045
    own_domains: Annotated[
        str, typer.Option("--own-domains", metavar="DOMAINS", help="Your company's mail domains, separated by commas.")
    ] = "",
    source: Annotated[
        Optional[list[Path]], typer.Option("--source", metavar="PATH", help="Keep this in sync; may be given again.")  # noqa: UP045
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing; confirm the own side that the CRM's users suggest.")] = False,
    as_json: Json = False,
) -> None:
    """Set up store, sources and own side.

    With questions on a terminal, or by options.
    """
    from journey_tui.cli import init as body

    body.init(store, body.Asked(team, directory, own_domains, tuple(source or ()), yes), as_json=as_json)


@app.command()
def whoami(
    store: Store = None,
    user: Annotated[str, typer.Option("--set", metavar="USER", help="CRM user (id, address or name) that you stand for.")] = "",
    as_json: Json = False,
) -> None:
    """Show who you are here, and set the CRM user you stand for."""
    from journey_tui.cli import setup as body

    body.whoami(store, user, as_json=as_json)


@app.command()
def demo(
    as_json: Json = False,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Make the demo store anew.")] = False,
) -> None:
    """Open a fictional seller's deals, or print them.

    Without a terminal triage and the first deal are printed.
    """
    from journey_tui.cli import run as body

    raise typer.Exit(body.demo(as_json=as_json, rebuild=rebuild))


@app.command("import")
def import_(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help="Files, folders and zips.")],
    store: Store = None,
    mapping: Annotated[str, typer.Option("--mapping", metavar="FILE", help="What unknown columns mean (TOML).")] = "",
    zone: Annotated[str, typer.Option("--zone", metavar="ZONE", help="Time zone of CRM times that state none.")] = "UTC",
    propose: Annotated[bool, typer.Option("--propose", help="Import nothing; print a mapping for a table of deals.")] = False,
    as_json: Json = False,
) -> None:
    """Bring in CRM exports, mail, calendars and call transcripts."""
    from journey_tui.cli import importing as body

    raise typer.Exit(body.propose(paths) if propose else body.import_paths(store, paths, mapping, zone, as_json=as_json))


@app.command()
def deals(
    store: Store = None,
    everything: Annotated[bool, typer.Option("--all", help="Closed ones too.")] = False,
    mine: Annotated[bool, typer.Option("--mine", help="Only the deals of the CRM user you stand for.")] = False,
    limit: Annotated[int, typer.Option("--limit", min=0, help="At most this many; 0 for all.")] = 0,
    narrow: Annotated[
        str, typer.Option("--filter", metavar="TERMS", help="stage:proposal gate:held crm>truth quiet, and plain words.")
    ] = "",
    sort: Annotated[str, typer.Option("--sort", metavar="ORDER", help="needs, account, close, amount, truth or changed.")] = "",
    view: Annotated[str, typer.Option("--view", metavar="NAME", help="One of your saved views.")] = "",
    as_of: AsOf = "",
    as_json: Json = False,
) -> None:
    """List deals: what needs you first."""
    from journey_tui.cli import reading as body

    body.deals(store, body.Listed(everything, mine, limit, narrow, sort, view, as_of), as_json=as_json)


@app.command()
def show(deal: DealArg, store: Store = None, as_of: AsOf = "", origin: Origin = "all", as_json: Json = False) -> None:
    """Tell the story of a deal, and what it stands on.

    With its requirements, gates, signals and next steps.
    """
    from journey_tui.cli import reading as body

    body.show(store, deal, as_of, origin, as_json=as_json)


@app.command()
def timeline(
    deal: DealArg,
    store: Store = None,
    as_of: AsOf = "",
    origin: Origin = "all",
    lanes: Annotated[bool, typer.Option("--lanes", help="Draw who did what when, at the width of the terminal.")] = False,
    as_json: Json = False,
) -> None:
    """List the touchpoints of a deal, oldest first."""
    from journey_tui.cli import reading as body

    body.timeline(store, deal, as_of, origin, lanes=lanes, as_json=as_json)


@app.command()
def evidence(
    evidence_id: Annotated[str, typer.Argument(metavar="ID", help="Its id, or the first eight characters.")],
    store: Store = None,
    as_of: AsOf = "",
    as_json: Json = False,
) -> None:
    """Show a quote in its message, and the sums behind its band."""
    from journey_tui.cli import reading as body

    body.evidence(store, evidence_id, as_of, as_json=as_json)


@app.command()
def actions(
    deal: Annotated[str, typer.Argument(help="Id, prefix of the native id, or a name.", metavar="DEAL")] = "",
    store: Store = None,
    mine: Annotated[bool, typer.Option("--mine", help="Only your deals.")] = False,
    as_of: AsOf = "",
    as_json: Json = False,
) -> None:
    """List the next steps, of one deal or of all open ones."""
    from journey_tui.cli import reading as body

    body.actions(store, deal, as_of, mine=mine, as_json=as_json)


@app.command()
def sources(store: Store = None, as_json: Json = False) -> None:
    """List what was imported, and what was skipped.

    How fresh each source is, when it is looked at next, and why something was left out.
    """
    from journey_tui.cli import sources as body

    body.sources(store, as_json=as_json)


@app.command()
def unmatched(
    store: Store = None,
    everything: Annotated[bool, typer.Option("--all", help="Also what concerns no deal: private, internal, lists.")] = False,
    assign: Annotated[str, typer.Option("--assign", metavar="ID", help="Touchpoint to assign; needs --to.")] = "",
    to: Annotated[str, typer.Option("--to", metavar="DEAL", help="The deal it belongs to; `none` sets it aside.")] = "",
    as_json: Json = False,
) -> None:
    """List what waits for a deal, and assign it."""
    from journey_tui.cli import reading as body

    body.unmatched(store, everything=everything, assign=assign, to=to, as_json=as_json)


@app.command()
def doctor(store: Store = None, as_json: Json = False) -> None:
    """Check installation and store, with remedies."""
    from journey_tui.cli import setup as body

    raise typer.Exit(body.doctor(store, as_json=as_json))


@app.command()
def paths(store: Store = None, as_json: Json = False) -> None:
    """Show where things are."""
    from journey_tui.cli import setup as body

    body.show_paths(store, as_json=as_json)


@app.command()
def keys(as_json: Json = False) -> None:
    """List every key binding."""
    from journey_tui.cli import setup as body

    body.keys(as_json=as_json)


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The backup's file.")], store: Store = None, as_json: Json = False
) -> None:
    """Write a copy of the store, even while it is in use."""
    from journey_tui.cli import setup as body

    body.backup(store, file, as_json=as_json)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The backup's file.")],
    store: Store = None,
    yes: Annotated[bool, typer.Option("--yes", help="Replace the store that is there; it is kept beside it.")] = False,
    as_json: Json = False,
) -> None:
    """Put a backup in the store's place.

    The old store is kept beside it.
    """
    from journey_tui.cli import setup as body

    body.restore(store, file, yes=yes, as_json=as_json)


import journey_tui.cli.main_deciding  # noqa: E402, F401 - the commands by which people decide
from journey_tui.cli import main_past as _main_past  # noqa: E402, F401 - puts its commands on the app


def run() -> None:
    """Run the command line; Ctrl-C ends with 1 and a plain word, a reader that has gone is no error."""
    from journey_tui.cli.narrow import narrowed
    from journey_tui.cli.output import end_streams, settle_streams

    settle_streams()
    try:
        narrowed(app, sys.argv[1:])()
    except KeyboardInterrupt:
        sys.stderr.write("journey: stopped; what was finished is kept.\n")
        sys.exit(1)
    finally:
        end_streams()


from journey_tui.cli import main_channels, main_leader, main_measures, main_model, main_sync, main_workspace  # noqa: E402, F401 - more commands of the same table
