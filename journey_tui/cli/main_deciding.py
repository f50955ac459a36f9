"""The commands by which people decide; each body imports what it needs, so that help is instant."""

from __future__ import annotations

from typing import Annotated

import typer

from journey_tui.cli.main import DealArg, Json, Store, app

Id = Annotated[str, typer.Argument(metavar="ID", help="Its id, or the first eight characters.")]
Reason = Annotated[
    str, typer.Option("--reason", metavar="CODE", help="A reason of the list (docs/deciding.md), or words of your own.")
]
Note = Annotated[str, typer.Option("--note", metavar="TEXT", help="More about why.")]
Until = Annotated[str, typer.Option("--until", metavar="DAY", help="Until when: 2026-12-01, fri, 10d, 2w.")]


@app.command()
def confirm(evidence_id: Id, store: Store = None, note: Note = "", as_json: Json = False) -> None:
    """Say that a quote is read rightly."""
    from journey_tui.cli import deciding as body

    body.judge(store, "confirm", evidence_id, "", note, as_json=as_json)


@app.command()
def reject(evidence_id: Id, store: Store = None, reason: Reason = "", note: Note = "", as_json: Json = False) -> None:
    """Say that a quote does not mean this."""
    from journey_tui.cli import deciding as body

    body.judge(store, "reject", evidence_id, reason, note, as_json=as_json)


@app.command()
def override(
    deal: DealArg,
    target: Annotated[str, typer.Argument(metavar="TARGET", help="A requirement, or the id or slot of a sentence.")],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="The status, or your words.")],
    store: Store = None,
    reason: Reason = "",
    note: Note = "",
    until: Until = "",
    as_json: Json = False,
) -> None:
    """Put your word in place of a status or sentence."""
    from journey_tui.cli import deciding as body

    body.override(store, deal, target, value, body.Why(reason, note, until), as_json=as_json)


@app.command()
def waive(
    deal: DealArg,
    gate: Annotated[str, typer.Argument(metavar="GATE", help="The stage whose exit it is.")],
    store: Store = None,
    reason: Reason = "",
    note: Note = "",
    until: Until = "",
    as_json: Json = False,
) -> None:
    """Let the Truth Line go on past a gate, dashed."""
    from journey_tui.cli import deciding as body

    body.gate(store, "waive", deal, gate, body.Why(reason, note, until), as_json=as_json)


@app.command()
def hold(
    deal: DealArg,
    gate: Annotated[str, typer.Argument(metavar="GATE", help="The stage whose exit it is.")],
    store: Store = None,
    reason: Reason = "",
    note: Note = "",
    until: Until = "",
    as_json: Json = False,
) -> None:
    """Hold a gate until a day."""
    from journey_tui.cli import deciding as body

    body.gate(store, "hold", deal, gate, body.Why(reason, note, until), as_json=as_json)


@app.command()
def signal(
    deal: DealArg,
    which: Annotated[str, typer.Argument(metavar="SIGNAL", help="Its kind (`one_voice`) or id.")],
    mark: Annotated[str, typer.Argument(metavar="MARK", help="useful, not-useful or wrong.")],
    store: Store = None,
    reason: Reason = "",
    note: Note = "",
    as_json: Json = False,
) -> None:
    """Mark a signal as useful, not useful or wrong."""
    from journey_tui.cli import deciding as body

    body.signal(store, deal, which, mark, body.Why(reason, note, ""), as_json=as_json)


@app.command()
def step(
    step_id: Annotated[str, typer.Argument(metavar="ID", help="Its id, as `journey actions` prints it.")],
    verb: Annotated[str, typer.Argument(metavar="VERB", help="accept, edit, snooze, dismiss, done or reopen.")],
    store: Store = None,
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help="What to do, in your words.")] = "",
    due: Annotated[str, typer.Option("--due", metavar="DAY", help="When: 2026-12-01, fri, 10d.")] = "",
    owner: Annotated[str, typer.Option("--owner", metavar="NAME", help="Who does it.")] = "",
    reason: Reason = "",
    note: Note = "",
    until: Until = "",
    as_json: Json = False,
) -> None:
    """Accept, edit, snooze, dismiss, do or reopen a step."""
    from journey_tui.cli import deciding as body

    edits = {"title": title, "due": due, "owner": owner}
    body.step(store, step_id, verb, edits, body.Why(reason, note, until), as_json=as_json)


@app.command()
def role(
    deal: DealArg,
    person: Annotated[str, typer.Argument(metavar="PERSON", help="Name or address.")],
    lane: Annotated[str, typer.Argument(metavar="ROLE", help="economic_buyer, champion … or as_read.")],
    store: Store = None,
    held_until: Annotated[
        str, typer.Option("--held-until", metavar="DAY", help="The last day on which they held the role.")
    ] = "",
    reason: Reason = "",
    note: Note = "",
    until: Until = "",
    as_json: Json = False,
) -> None:
    """Say which role a person has, or had."""
    from journey_tui.cli import deciding as body

    body.role(store, deal, person, lane, held_until, body.Why(reason, note, until), as_json=as_json)


@app.command()
def origin(
    touchpoint: Annotated[str, typer.Argument(metavar="TOUCHPOINT", help="Its id, as `journey timeline` prints it.")],
    value: Annotated[str, typer.Argument(metavar="ORIGIN", help="human, automated, ai_assisted or as_read.")],
    store: Store = None,
    reason: Reason = "",
    note: Note = "",
    as_json: Json = False,
) -> None:
    """Say whether a person or a machine did something."""
    from journey_tui.cli import deciding as body

    body.origin(store, touchpoint, value, body.Why(reason, note, ""), as_json=as_json)


@app.command()
def match(
    touchpoint: Annotated[str, typer.Argument(metavar="TOUCHPOINT", help="Its id.")],
    deal: Annotated[str, typer.Argument(metavar="DEAL", help="The deal it belongs to; `none` sets it aside.")],
    store: Store = None,
    reason: Reason = "",
    note: Note = "",
    as_json: Json = False,
) -> None:
    """Say which deal a touchpoint belongs to."""
    from journey_tui.cli import deciding as body

    body.match(store, touchpoint, deal, body.Why(reason, note, ""), as_json=as_json)


@app.command()
def pin(
    deal: DealArg,
    what: Annotated[str, typer.Argument(metavar="WORDS", help="A quote's id, or a fact in your words.")],
    store: Store = None,
    off: Annotated[bool, typer.Option("--off", help="Take it off again.")] = False,
    as_json: Json = False,
) -> None:
    """Keep a fact with a deal."""
    from journey_tui.cli import deciding as body

    body.pin(store, deal, what, off=off, as_json=as_json)


DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")]


@app.command()
def undo(
    decision_id: Annotated[str, typer.Argument(metavar="ID", help="One decision of yours; else your last.")] = "",
    store: Store = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Take back your last decision, or the one named."""
    from journey_tui.cli import deciding as body

    body.undo(store, decision_id, dry_run=dry_run, as_json=as_json)


@app.command()
def redo(store: Store = None, dry_run: DryRun = False, as_json: Json = False) -> None:
    """Decide again what you took back last."""
    from journey_tui.cli import deciding as body

    body.redo(store, dry_run=dry_run, as_json=as_json)


@app.command()
def decisions(
    deal: Annotated[str, typer.Argument(help="Id, prefix of the native id, or a name.", metavar="DEAL")] = "",
    store: Store = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most this many, the newest.")] = 200,
    as_json: Json = False,
) -> None:
    """List who decided what, when and why."""
    from journey_tui.cli import deciding as body

    body.log(store, deal, limit, as_json=as_json)
