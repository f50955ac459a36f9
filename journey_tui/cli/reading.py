"""Commands that read: deals, show, timeline, evidence, actions, sources, unmatched."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from journey_tui.cli import show as shapes
from journey_tui.cli.output import USAGE, emit, note, plain_errors, say, say_wrapped, stop, table
from journey_tui.domain.kinds import GLYPHS, Band
from journey_tui.domain.triage_filter import HELP, read_filter
from journey_tui.domain.views_triage import SavedView, TriageRow
from journey_tui.lean import dataclass
from journey_tui.paths import paths
from journey_tui.workspace import Workspace

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from journey_tui.domain.reading import DealReading
    from journey_tui.domain.views import DealView, EvidenceView

PAGE = 1_000
ID_SHOWN = 8
"""Characters of an evidence id that are printed: enough for `journey evidence`, which takes a prefix."""


def open_store(store: str | None) -> Workspace:
    """Return the workspace of the store that is meant; raises `StoreError`."""
    return Workspace(paths(store).store)


def parse_moment(text: str, *, as_json: bool, name: str = "--as-of") -> datetime | None:
    """Return the moment that is meant, as on the screen: a date means its end, a time without zone is local; else exits with 2."""
    if not text:
        return None
    from journey_tui.domain.moments import read_moment

    moment = read_moment(text, datetime.now(UTC), local_zone())
    if moment is None:
        stop(f"{name} {text}: not a date (2026-11-23, yesterday, 2 w) or moment (2026-11-23T09:00:00Z).", USAGE, as_json=as_json)
    return moment


def local_zone() -> ZoneInfo | None:
    """Return the person's zone (TZ, else the machine's), None where it has no name."""
    import os
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(os.environ["TZ"])
    except (KeyError, ValueError, LookupError, OSError):
        return None


def resolve(workspace: Workspace, query: str, *, as_json: bool) -> str:
    """Return the id of the one deal that is meant; several candidates are listed and end with 2."""
    hits = workspace.find(query, limit=10)
    if not hits:
        stop(f"No deal is called {query!r}. `journey deals` lists them.", as_json=as_json)
    if len(hits) > 1:
        same = [h for h in hits if query.casefold() in (h.name.casefold(), h.account.casefold())]
        if len(same) == 1:
            return same[0].deal_id
        listed = "\n".join(f"  {h.deal_id}  {h.name} ({h.account})" for h in hits)
        if as_json:
            emit(
                {
                    "error": "several deals fit",
                    "candidates": [{"id": h.deal_id, "name": h.name, "account": h.account} for h in hits],
                }
            )
        note(f"journey: {query!r} fits several deals; name one by its id:\n{listed}")
        raise SystemExit(USAGE)
    return hits[0].deal_id


def check_origin(origin: str, *, as_json: bool) -> str:
    """Return the origin filter; exits with 2 when it is none."""
    if origin not in ("all", "human", "automated"):
        stop(f"--origin {origin}: choose human, automated or all.", USAGE, as_json=as_json)
    return origin


ORDERS = ("needs", "account", "close", "amount", "truth", "changed")


@dataclass(frozen=True, slots=True)
class Listed:
    """Which deals are to be listed, as typed."""

    everything: bool = False
    mine: bool = False
    limit: int = 0
    narrow: str = ""
    sort: str = ""
    view: str = ""
    as_of: str = ""


def all_rows(
    workspace: Workspace,
    *,
    mine: bool,
    closed: bool,
    limit: int = 0,
    as_of: datetime | None = None,
    query: str = "",
    order: str = "needs",
) -> list[TriageRow]:
    """Return the triage rows, all pages."""
    found: list[TriageRow] = []
    offset = 0
    while True:
        size = min(PAGE, limit - len(found)) if limit else PAGE
        page = workspace.triage(
            mine=mine, closed=closed, snoozed=True, offset=offset, limit=size, as_of=as_of, query=query, order=order
        )
        found += page.rows
        offset += size
        if offset >= page.total or (limit and len(found) >= limit):
            return found


def deals(store: str | None, wanted: Listed, *, as_json: bool) -> None:
    """Print the deals."""
    moment = parse_moment(wanted.as_of, as_json=as_json)
    if wanted.sort and wanted.sort not in ORDERS:
        stop(f"--sort {wanted.sort}: choose {', '.join(ORDERS)}.", USAGE, as_json=as_json)
    if unknown := read_filter(wanted.narrow).unknown:
        known = "; ".join(term for term, _ in HELP)
        stop(f"--filter: {' '.join(unknown)} is not understood. Known: {known}; and plain words.", USAGE, as_json=as_json)
    with plain_errors(as_json):
        workspace = open_store(store)
        view = _view(workspace, wanted.view, as_json=as_json)
        found = all_rows(
            workspace,
            mine=wanted.mine or bool(view.mine),
            closed=wanted.everything,
            limit=wanted.limit,
            as_of=moment,
            query=f"{view.query} {wanted.narrow}".strip(),
            order=wanted.sort or view.order,
        )
        if as_json:
            emit([shapes.triage(row) for row in found])
        elif not found and (wanted.narrow or wanted.view):
            say("No deal fits. `journey deals` lists them all.")
        else:
            print_triage(found)


def _view(workspace: Workspace, name: str, *, as_json: bool) -> SavedView:
    """Return the saved view that is meant; exits with 2 where there is none of that name."""
    if not name:
        return SavedView("", "", "needs")
    known = workspace.saved_views()
    found = next((view for view in known if view.name.casefold() == name.casefold()), None)
    if found is None:
        names = ", ".join(view.name for view in known) or "none yet; v on Triage, then A, saves one"
        stop(f"--view {name}: no saved view of that name. Yours: {names}.", USAGE, as_json=as_json)
    return found


def print_triage(found: list[TriageRow]) -> None:
    """Print triage rows for people."""
    if not found:
        say("No deals yet. Bring some in: journey import PATH")
        return
    head = ("Customer · deal", "MEDDPICC", "Truth → CRM", "Next")
    table([head, *[_line(row) for row in found]], below=["", *[row.headline for row in found]])


def _line(row: TriageRow) -> tuple[str, ...]:
    lights = "".join(GLYPHS[status] for _, status in row.stoplight)
    sign = "=" if row.gap == 0 else "▸▸" if row.gap > 0 else "◂◂"
    due = f"{row.next_due:%d %b} " if row.next_due else ""
    name = row.name if row.account in row.name else f"{row.account} · {row.name}"
    return (name, lights, f"{row.truth} {sign} {row.claim}", f"{due}{row.next_title}")


def show(store: str | None, query: str, as_of: str, origin: str, *, as_json: bool) -> None:
    """Print one deal."""
    moment, origin = parse_moment(as_of, as_json=as_json), check_origin(origin, as_json=as_json)
    with plain_errors(as_json):
        workspace = open_store(store)
        view = workspace.deal(resolve(workspace, query, as_json=as_json), as_of=moment, origin=origin)
        if as_json:
            emit(shapes.deal(view))
        else:
            print_deal(view)


def print_deal(view: DealView) -> None:
    """Print a deal's story for people."""
    deal, reading = view.deal, view.reading
    amount = f"{deal.amount:,.0f} {deal.currency}".strip() if deal.amount is not None else ""
    closes = f"closes {deal.close_date}" if deal.close_date else ""
    say_wrapped(" · ".join(part for part in (deal.account, deal.name, amount, closes, deal.owner) if part))
    if view.is_past:
        say(f"As of {view.as_of:%Y-%m-%d %H:%M:%S} UTC")
    say()
    for claim in reading.claims:
        ids = f" · {' '.join(i[:ID_SHOWN] for i in claim.evidence[:3])}" if claim.evidence else ""
        say_wrapped(f"{claim.text}  [{claim.band.words}{ids}]", "  ")
        if claim.set_by:
            say_wrapped(claim.reason, "    ", "  ")
    say()
    say_wrapped(reading.lines.sentence, "  ")
    print_since(view)
    _print_grid(reading)
    _print_rest(reading)
    if view.model is not None:
        say()
        say_wrapped(f"Model: {view.model.words}", "  ", "  ")


def print_since(view: DealView) -> None:
    """Print what changed since this person last looked, where they did."""
    if view.looked_at is None:
        return
    say(f"\nSince you last looked, {view.looked_at:%a %d %b %Y %H:%M} UTC")
    for change in view.since:
        say_wrapped(f"{change.mark} {change.text}{f' ({change.detail})' if change.detail else ''}", "  ", "  ")
    if not view.since:
        say("  nothing has changed")


def _print_grid(reading: DealReading) -> None:
    say("\nRequirements")
    rows = [
        (
            f"  {GLYPHS[r.status]} {r.label}",
            r.status.value,
            "" if r.band is Band.NONE else r.band.words,
            r.would_change or r.question,
        )
        for r in reading.requirements
        if r.status.value != "blank"
    ]
    table(rows, wrap_last=True)
    say("\nGates")
    table([(f"  {g.name}", g.state.value, "; ".join(g.needs) or g.reason) for g in reading.gates], wrap_last=True)


def _print_rest(reading: DealReading) -> None:
    fired = [s for s in reading.signals if s.fired]
    if fired:
        say("\nSignals")
        for signal in fired:
            say_wrapped(signal.fact, "  ")
            say_wrapped(f"matters: {signal.why}", "    ", "  ")
            say_wrapped(f"clears:  {signal.clears}", "    ", "  ")
    say("\nNext" if reading.steps else "\nNo step is proposed.")
    for step in reading.steps:
        due = "done" if step.state == "done" else f"{step.due:%a %d %b}" if step.due else "no date"
        if step.state == "done":
            say_wrapped(f"{due}  {step.title} - {step.done_by}", "  ", " " * 12)
            continue
        say_wrapped(f"{due}  {step.title} ({step.effort_minutes} min) - {step.why}", "  ", " " * 12)


def timeline(store: str | None, query: str, as_of: str, origin: str, *, lanes: bool = False, as_json: bool) -> None:
    """Print the touchpoints of a deal."""
    moment, origin = parse_moment(as_of, as_json=as_json), check_origin(origin, as_json=as_json)
    with plain_errors(as_json):
        workspace = open_store(store)
        deal_id = resolve(workspace, query, as_json=as_json)
        if lanes and not as_json:
            from journey_tui.cli.lanes import print_lanes

            print_lanes(workspace, deal_id, moment, origin)
            return
        found = workspace.timeline(deal_id, as_of=moment, origin=origin, newest_first=False, limit=1 << 31)
        if as_json:
            emit([shapes.touchpoint(row) for row in found])
            return
        table(
            [
                (
                    f"{r.at:%Y-%m-%d %H:%M}",
                    "○" if r.origin.value == "automated" else "●",
                    r.kind.value,
                    r.actor,
                    r.subject or r.snippet,
                )
                for r in found
            ]
        )


def evidence(store: str | None, evidence_id: str, as_of: str, *, as_json: bool) -> None:
    """Print one piece of evidence in its message."""
    moment = parse_moment(as_of, as_json=as_json)
    with plain_errors(as_json):
        view = open_store(store).evidence(evidence_id, as_of=moment)
        if as_json:
            emit(shapes.one_evidence(view))
            return
        _print_evidence(view)


def _print_evidence(view: EvidenceView) -> None:
    item = view.evidence
    say(f"{view.requirement_label}: {view.status.value}, {view.band.words}")
    say_wrapped(f"{item.speaker} ({item.side.value}), {item.observed_at:%a %d %b %Y %H:%M} UTC")
    say(f"{item.source.file} {item.source.locator}\n")
    for line in view.before.splitlines():
        say_wrapped(line, "  │ ")
    say_wrapped(item.quote, "  ▌ ")
    for line in view.after.splitlines():
        say_wrapped(line, "  │ ")
    if view.other is not None:
        who = "A model reads" if view.other.read_by.value == "model" else "The rules read"
        say_wrapped(f"{who} the same words as “{view.other.stance.value}, {view.other.modality.value}”.")
    say("\nWhy this band")
    for total in view.sums:
        say_wrapped(f"{total.text}{f' – {total.why_not}' if total.why_not else ''}", "  ", "  ")
    say()
    say_wrapped(f"What would change it: {view.would_change}")


def actions(store: str | None, query: str, as_of: str, *, mine: bool, as_json: bool) -> None:
    """Print the next steps."""
    moment = parse_moment(as_of, as_json=as_json)
    with plain_errors(as_json):
        workspace = open_store(store)
        ids = (
            [resolve(workspace, query, as_json=as_json)]
            if query
            else [row.deal_id for row in all_rows(workspace, mine=mine, closed=False, as_of=moment)]
        )
        found = [
            (deal_id, view.deal.account or view.deal.name, step)
            for deal_id in ids
            for view in (workspace.deal(deal_id, as_of=moment),)
            for step in view.reading.steps
        ]
        if as_json:
            emit([shapes.action(step, deal_id) for deal_id, _, step in found])
            return
        if not found:
            say("No step is proposed.")
        table(
            [(f"{s.due:%d %b}" if s.due else "", name, s.state, f"{s.effort_minutes} m", s.title) for _, name, s in found],
            right=frozenset({3}),
            wrap_last=True,
        )


def unmatched(store: str | None, *, everything: bool, assign: str, to: str, as_json: bool) -> None:
    """Print what waits to be assigned, or assign one."""
    if bool(assign) != bool(to):
        stop("--assign ID and --to DEAL (or --to none) go together.", USAGE, as_json=as_json)
    with plain_errors(as_json):
        workspace = open_store(store)
        if assign:
            workspace.touchpoint(assign)
            workspace.assign(assign, "" if to == "none" else resolve(workspace, to, as_json=as_json))
            note("assigned; `journey unmatched` shows what is left.")
        found = workspace.unmatched(everything=everything, limit=1 << 31)
        if as_json:
            emit([shapes.touchpoint(row) for row in found])
            return
        if not found:
            say("Nothing waits to be assigned.")
        for row in found:
            say_wrapped(f"{row.at:%Y-%m-%d}  {row.kind.value}  {row.actor}: {row.subject or row.snippet}", hanging=" " * 12)
            say_wrapped(f"waits: {row.why}" if not row.why.startswith("no deal") else row.why, " " * 12)
            say(f"            {row.id}")
        if found and not assign:
            say("\nAssign one: journey unmatched --assign ID --to DEAL")
