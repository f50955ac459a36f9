"""The bodies of `journey review`: list, show, decide, propose."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING, Any

from journey_tui.cli.output import USAGE, emit, plain_errors, say, say_wrapped, stop, table
from journey_tui.cli.reading import open_store, resolve
from journey_tui.domain.channel import Channel
from journey_tui.domain.channel_changes import LISTS, TEXT_KEY, Change, ChangeConflict, place_words, words_of
from journey_tui.domain.codec import encode
from journey_tui.domain.views_channels import UpdateRow, UpdateView
from journey_tui.playbooks.record import data_of

if TYPE_CHECKING:
    from journey_tui.workspace import Workspace

STATES = ("pending", "deferred", "decided", "all")
READS_AT_ONCE = 100
"""Deals that are read before it is said how far it is."""
SHOWN = 8
"""Characters of an id that are printed."""


def _row(row: UpdateRow) -> dict[str, Any]:
    return {**encode(row), "place": place_words(row.change)}


def listing(store: str | None, state: str, channel: str, *, as_json: bool) -> None:
    """Print the queue."""
    if state not in STATES:
        stop(f"--state {state}: choose {', '.join(STATES)}.", USAGE, as_json=as_json)
    with plain_errors(as_json):
        workspace = open_store(store)
        key = workspace.channel(channel).key if channel else ""
        page = workspace.updates(state=state, channel=key)
        if as_json:
            emit({"counts": dict(page.counts), "updates": [_row(row) for row in page.rows]})
            return
        if not page.rows:
            say("Nothing waits for review." if state == "pending" else "Nothing here.")
            return
        rows = [(r.id[:SHOWN], r.channel_name, place_words(r.change), r.proposer, r.state if state != "pending" else _deals(r), r.title)
                for r in page.rows]  # fmt: skip
        table([("Id", "Channel", "Part", "By", "State" if state != "pending" else "Heard in", "What it says"), *rows])


def _deals(row: UpdateRow) -> str:
    return "" if not row.deals else "1 deal" if row.deals == 1 else f"{row.deals} deals"


def show(store: str | None, update_id: str, *, as_json: bool) -> None:
    """Print one update."""
    with plain_errors(as_json):
        view = _counted(open_store(store), update_id)
        if as_json:
            emit(shape(view))
        else:
            _print(view)


def _counted(workspace: Workspace, update_id: str) -> UpdateView:
    """Return an update with every deal that would read otherwise; where that takes a while, say how far it is."""
    shows = sys.stderr.isatty()
    while (view := workspace.update(update_id, reads=READS_AT_ONCE)).effects.counting:
        if shows:
            sys.stderr.write(f"\r\x1b[K{view.effects.looked_at:,} of {view.effects.of:,} deals")
            sys.stderr.flush()
    if shows:
        sys.stderr.write("\r\x1b[K")
    return view


def shape(view: UpdateView) -> dict[str, Any]:
    """Return an update as JSON."""
    return {
        **_row(view.row),
        "current": view.current,
        "proposed": view.proposed,
        "evidence": [encode(one) for one in view.heard],
        "effects": {**encode(view.effects), "words": view.effects.words},
        "may_decide": not view.may_decide,
        "why_not": view.may_decide,
    }


def _print(view: UpdateView) -> None:
    row = view.row
    say_wrapped(f"{row.channel_name} · {place_words(row.change)} · proposed by {row.proposer}, {row.at:%d %b %Y} · {row.state}")
    if row.note:
        say_wrapped(row.note, "  ")
    say_wrapped(f"- {view.current or 'nothing'}", "\n")
    say_wrapped(f"+ {view.proposed or 'nothing'}")
    say_wrapped(f"Why: {row.why}", "\n")
    for one in view.heard:
        when = f", {one.at:%d %b %Y}" if one.at else ""
        say_wrapped(f"“{one.words}”" + (f" {one.speaker}{when} · {one.deal}" if one.deal else ""), "  ", "  ")
    say_wrapped(view.effects.words, "\n")
    if len(view.effects.deals) > 1:
        say_wrapped(", ".join(f"{part} in {number:,}" for part, number in view.effects.parts), "  ", "  ")
    for deal in view.effects.deals:
        say_wrapped(f"{deal.account or deal.deal}: {'; '.join(deal.differs)}", "  ", "  ")
    if view.may_decide:
        say_wrapped(view.may_decide, "\n")


def decide(
    store: str | None, update_id: str, verdict: str, *, words: str = "", reason: str = "", until: str = "", as_json: bool
) -> None:
    """Record a decision on an update."""
    try:
        day = date.fromisoformat(until) if until else None
    except ValueError:
        stop(f"--until {until}: not a date (2026-12-01).", USAGE, as_json=as_json)
    with plain_errors(as_json):
        workspace = open_store(store)
        found = workspace.find_update(update_id)
        decision = workspace.review(found.id, verdict, reason=reason, words=words, until=day)
        row = workspace.find_update(found.id)
        if as_json:
            emit({**_row(row), "decision": decision.id})
            return
        done = {"approved": "approved", "rejected": "rejected", "deferred": f"put off until {row.until}", "open": "open again"}[
            verdict
        ]
        say_wrapped(f"{row.title}: {done}." + (f" {row.note}" if row.note else ""))


def propose(
    store: str | None, channel: str, part: str, words: str, instead_of: str, why: str, deal: str, *, as_json: bool
) -> None:
    """Propose a change of a record."""
    with plain_errors(as_json):
        workspace = open_store(store)
        record = workspace.channel(channel)
        try:
            change = change_of(record, part, words.strip(), instead_of.strip())
        except ChangeConflict as error:
            stop(str(error), USAGE, as_json=as_json)
        deal_id = resolve(workspace, deal, as_json=as_json) if deal else ""
        row = workspace.propose_update(record.key, change, why=why, deal_id=deal_id)
        if as_json:
            emit(_row(row))
        else:
            say_wrapped(f"{row.id[:SHOWN]} waits for review: {row.title}")


def change_of(record: Channel, part: str, words: str, instead_of: str = "") -> Change:
    """Return the change that words ask for in a part of a record; raises `ChangeConflict`."""
    data = data_of(record)
    if part in LISTS:
        return _item(data.get(part, []), part, words, instead_of)
    root, _, rest = part.partition(".")
    if root == "stage_map":
        return Change(part, data.get("stage_map", {}).get(rest), words or None)
    if root in ("stages", "gates"):
        name, _, key = rest.rpartition(".")
        row: dict[str, Any] = next((item for item in data[root] if item.get("name", item.get("stage")) == name), {})
        before = row.get(key)
    else:
        before = data.get(part)
    return Change(part, before, _typed(before, words))


def _item(items: list[Any], part: str, words: str, instead_of: str) -> Change:
    before = None
    if instead_of:
        before = next((item for item in items if instead_of.casefold() in words_of(item).casefold()), None)
        if before is None:
            raise ChangeConflict(f"No item of {part} says “{instead_of}”.")
    if not words and before is None:
        raise ChangeConflict("Say what it should say, or with --instead-of what is to be taken out.")
    after: Any = words or None
    if words and part in TEXT_KEY:
        kept = before if isinstance(before, dict) else {"source": "said by a colleague"} if part == "proof_points" else {}
        after = {**{key: value for key, value in kept.items() if key != "verified_at"}, TEXT_KEY[part]: words}
    return Change(part, before, after)


def _typed(before: Any, words: str) -> Any:
    """Return words as the kind of value that stands there."""
    if not words:
        raise ChangeConflict("Say what it should say.")
    if isinstance(before, list):
        return [word.strip() for word in words.split(",") if word.strip()]
    if isinstance(before, int | float):
        try:
            return float(words) if "." in words else int(words)
        except ValueError:
            raise ChangeConflict(f"“{words}” is not a number.") from None
    return words
