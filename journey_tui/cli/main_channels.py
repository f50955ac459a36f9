"""The commands about product channels, on the same command line: channels, review."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from journey_tui.cli.main import DealArg, Json, Store, app

channels = typer.Typer(help="Show, compare and bring in product channels' records.", no_args_is_help=False)
review = typer.Typer(help="Review what is proposed for the channels' records.", no_args_is_help=False)
app.add_typer(channels, name="channels")
app.add_typer(review, name="review")

Key = Annotated[str, typer.Argument(metavar="CHANNEL", help="Key or name of a channel.")]
Why = Annotated[str, typer.Option("--why", metavar="WORDS", help="Why, in a few words.")]


def _use(store: str | None) -> None:
    """Let a store that is named before the command count for it."""
    if store:
        os.environ["JOURNEY_STORE"] = store


@channels.callback(invoke_without_command=True)
def list_channels(context: typer.Context, store: Store = None, as_json: Json = False) -> None:
    """List the product channels."""
    _use(store)
    if context.invoked_subcommand is None:
        from journey_tui.cli import channels as body

        body.listing(store, as_json=as_json)


@channels.command()
def show(channel: Key, store: Store = None, as_json: Json = False) -> None:
    """Show a channel's record, its versions and numbers."""
    from journey_tui.cli import channels as body

    body.show(store, channel, as_json=as_json)


@channels.command("import")
def import_(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Records as TOML.")],
    store: Store = None,
    why: Why = "",
    as_json: Json = False,
) -> None:
    """Keep records from files as new versions."""
    from journey_tui.cli import channels as body

    raise typer.Exit(body.import_files(store, files, why, as_json=as_json))


@channels.command()
def export(
    channel: Key,
    store: Store = None,
    version: Annotated[int, typer.Option("--version", metavar="N", help="An older version; else the one in force.")] = 0,
    to: Annotated[str, typer.Option("--to", metavar="FILE", help="Write it there; else it is printed.")] = "",
    as_json: Json = False,
) -> None:
    """Write a record as TOML."""
    from journey_tui.cli import channels as body

    body.export(store, channel, version, to, as_json=as_json)


@channels.command()
def diff(
    channel: Annotated[str, typer.Argument(metavar="CHANNEL|FILE", help="A channel, or a record's file.")],
    store: Store = None,
    version: Annotated[
        int, typer.Option("--version", metavar="N", help="Compare with this version; else with the one before.")
    ] = 0,
    as_json: Json = False,
) -> None:
    """Show what differs between two versions, or a file and the record."""
    from journey_tui.cli import channels as body

    body.diff(store, channel, version, as_json=as_json)


@channels.command()
def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Files; without any, those in force.")] = [],  # noqa: B006
    store: Store = None,
    as_json: Json = False,
) -> None:
    """Check records: each error with file, key, place and remedy."""
    from journey_tui.cli import channels as body

    raise typer.Exit(body.check(store, files, as_json=as_json))


@channels.command()
def compare(deal: DealArg, channel: Key, store: Store = None, as_json: Json = False) -> None:
    """Read a deal under another channel, and show what differs and why."""
    from journey_tui.cli import channels as body

    body.compare(store, deal, channel, as_json=as_json)


@channels.command()
def messages(
    deal: DealArg,
    store: Store = None,
    unverified: Annotated[bool, typer.Option("--unverified", help="Also those that nobody verified, marked.")] = False,
    as_json: Json = False,
) -> None:
    """List the approved messages that fit a deal now."""
    from journey_tui.cli import channels as body

    body.messages(store, deal, unverified=unverified, as_json=as_json)


@review.callback(invoke_without_command=True)
def list_updates(
    context: typer.Context,
    store: Store = None,
    state: Annotated[str, typer.Option("--state", metavar="STATE", help="pending, deferred, decided or all.")] = "pending",
    channel: Annotated[str, typer.Option("--channel", metavar="CHANNEL", help="Only this channel.")] = "",
    as_json: Json = False,
) -> None:
    """List what waits for review."""
    _use(store)
    if context.invoked_subcommand is None:
        from journey_tui.cli import review as body

        body.listing(store, state, channel, as_json=as_json)


Id = Annotated[str, typer.Argument(metavar="ID", help="Its id, or the beginning of it.")]


@review.command("show")
def show_update(update: Id, store: Store = None, as_json: Json = False) -> None:
    """Show an update: text beside proposal, evidence, and what it would change."""
    from journey_tui.cli import review as body

    body.show(store, update, as_json=as_json)


@review.command()
def approve(
    update: Id,
    store: Store = None,
    words: Annotated[str, typer.Option("--words", metavar="TEXT", help="Approve it in these words instead.")] = "",
    as_json: Json = False,
) -> None:
    """Approve an update, as it is or edited."""
    from journey_tui.cli import review as body

    body.decide(store, update, "approved", words=words, as_json=as_json)


@review.command()
def reject(
    update: Id,
    reason: Annotated[str, typer.Option("--reason", metavar="WORDS", help="A code (one_off, not_so, …) or your own words.")],
    store: Store = None,
    as_json: Json = False,
) -> None:
    """Reject an update, with a reason."""
    from journey_tui.cli import review as body

    body.decide(store, update, "rejected", reason=reason, as_json=as_json)


@review.command()
def defer(
    update: Id,
    store: Store = None,
    until: Annotated[str, typer.Option("--until", metavar="DATE", help="The day it comes back; else in two weeks.")] = "",
    as_json: Json = False,
) -> None:
    """Put an update off."""
    from journey_tui.cli import review as body

    body.decide(store, update, "deferred", until=until, as_json=as_json)


@review.command("reopen")
def reopen(update: Id, store: Store = None, as_json: Json = False) -> None:
    """Take a decision on an update back, and open it again."""
    from journey_tui.cli import review as body

    body.decide(store, update, "open", as_json=as_json)


@review.command()
def propose(
    channel: Key,
    part: Annotated[
        str, typer.Argument(metavar="FIELD", help="objections, messages, how_to_read, stages.Discovery.typical_days …")
    ],
    words: Annotated[str, typer.Argument(metavar="TEXT", help="What it should say.")] = "",
    store: Store = None,
    why: Why = "",
    instead_of: Annotated[
        str, typer.Option("--instead-of", metavar="TEXT", help="The item to replace, or to take out without a TEXT.")
    ] = "",
    deal: Annotated[str, typer.Option("--deal", metavar="DEAL", help="The deal that it was learnt in.")] = "",
    as_json: Json = False,
) -> None:
    """Propose a change of a record."""
    from journey_tui.cli import review as body

    body.propose(store, channel, part, words, instead_of, why, deal, as_json=as_json)
