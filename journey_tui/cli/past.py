"""Commands about the past: compare, seen."""

from __future__ import annotations

from itertools import groupby

from journey_tui.cli.output import USAGE, emit, plain_errors, say, say_wrapped, stop
from journey_tui.cli.reading import ID_SHOWN, open_store, parse_moment, print_since, resolve
from journey_tui.domain.codec import encode
from journey_tui.domain.compare import HEADINGS, Comparison


def compare(store: str | None, query: str, before: str, after: str, *, as_json: bool) -> None:
    """Print what differs in a deal between two moments."""
    start, end = (parse_moment(text, as_json=as_json, name=name) for text, name in ((before, "FROM"), (after, "TO")))
    with plain_errors(as_json):
        workspace = open_store(store)
        deal_id = resolve(workspace, query, as_json=as_json)
        start = start or workspace.deal(deal_id).looked_at
        if start is None:
            stop(
                f"You have not marked this deal as seen yet: name a day, as in `journey compare {query} '2 w'`.",
                USAGE,
                as_json=as_json,
            )
        found = workspace.compare(deal_id, start, end)
        if as_json:
            emit(
                {
                    "deal": found.deal_id,
                    "from": encode(found.before),
                    "to": encode(found.after),
                    "differences": encode(found.differences),
                }
            )
        else:
            _print_comparison(found)


def _print_comparison(found: Comparison) -> None:
    name = found.name if found.account in found.name else f"{found.account} · {found.name}"
    say_wrapped(f"{name}: {found.before:%Y-%m-%d %H:%M} → {found.after:%Y-%m-%d %H:%M} UTC")
    if not found.differences:
        say("\nNothing differs between the two moments.")
    for section, group in groupby(found.differences, key=lambda one: one.section):
        say(f"\n{HEADINGS.get(section, section)}")
        for one in group:
            when = f"{one.at:%d %b} " if one.at else ""
            ids = f" · {one.evidence[0][:ID_SHOWN]}" if one.evidence else ""
            say_wrapped(f"{one.mark} {when}{one.text}{f' ({one.detail})' if one.detail else ''}{ids}", "  ", "  ")


def seen(store: str | None, query: str, *, as_json: bool) -> None:
    """Print what is new in a deal, and mark it as seen."""
    with plain_errors(as_json):
        workspace = open_store(store)
        view = workspace.deal(resolve(workspace, query, as_json=as_json))
        decision = workspace.mark_seen(view.deal.id)
        if as_json:
            looked = {"looked_at": encode(view.looked_at), "changes": encode(view.since)}
            emit({"deal": view.deal.id, "decision": decision.id, "seen_at": encode(decision.at), "since_you_looked": looked})
            return
        if view.looked_at is None:
            say("First look at this deal: from now on what is new is told.")
        print_since(view)
