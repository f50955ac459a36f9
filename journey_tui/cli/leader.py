"""The bodies of `journey leader` and `journey team`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from journey_tui.cli.output import USAGE, emit, plain_errors, say, say_wrapped, stop, table
from journey_tui.cli.reading import open_store, resolve
from journey_tui.domain.codec import encode
from journey_tui.domain.views_leader import Behind, ChannelCount, CoachNote, Gap, LeaderView, TeamView
from journey_tui.lean import dataclass
from journey_tui.workspace import Workspace

KINDS = ("stops", "recycled", "came_back", "not_won")


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed."""

    everything: bool
    channel: str
    gate: str
    needs: str
    kind: str
    limit: int

    @property
    def is_list(self) -> bool:
        """Return whether a list of deals is asked for."""
        return bool(self.channel or self.gate or self.needs or self.kind != "stops")


def overview(store: str | None, asked: Asked, note: str, *, as_json: bool) -> None:
    """Print the counts, or the deals behind one."""
    if note:
        stop("--note needs a DEAL.", USAGE, as_json=as_json)
    if asked.kind not in KINDS:
        stop(f"--which {asked.kind}: choose {', '.join(KINDS)}.", USAGE, as_json=as_json)
    with plain_errors(as_json):
        workspace = open_store(store)
        scope = "all" if asked.everything else "team"
        if asked.is_list:
            _deals(workspace, asked, scope, as_json=as_json)
            return
        view = workspace.leader(scope=scope)
        if as_json:
            emit(shape(view))
        else:
            _print(view)


def shape(view: LeaderView) -> dict[str, Any]:
    """Return the counts as JSON."""
    return {
        "scope": view.scope,
        "words": view.words,
        "deals": view.deals,
        "readings_since": encode(view.oldest),
        "channels": [_channel(one) for one in view.channels],
    }


def _channel(one: ChannelCount) -> dict[str, Any]:
    gates = [
        {
            "gate": gate.gate,
            "deals": gate.deals,
            "wanting": gate.wanting,
            "states": dict(gate.states),
            "not_met": [{"key": n.key, "label": n.label, "deals": n.deals, "statuses": dict(n.statuses)} for n in gate.not_met],
        }
        for gate in one.gates
    ]
    return {
        "channel": one.name,
        "open_deals": one.open_deals,
        "not_won": one.not_won,
        "all_passed": one.all_passed,
        "gates": gates,
        "breaks": [encode(row) for row in one.breaks],
        "words": one.words,
    }


def _print(view: LeaderView) -> None:
    say_wrapped(f"Not met yet, in {view.words}: {view.deals:,} open.")
    for one in view.channels:
        say(f"\n{one.name}, {one.open_deals:,} open")
        rows = []
        for gate in one.gates:
            states = ", ".join(f"{n} {state}" for state, n in gate.states)
            rows.append(
                (f"{gate.gate} gate", f"{gate.wanting:,}", f"{gate.deals:,} stop here" + (f": {states}" if states else ""))
            )
            rows += [(f"  {n.label}", f"{n.deals:,}", ", ".join(f"{k} {s}" for s, k in n.statuses)) for n in gate.not_met]
        if one.all_passed:
            rows.append(("Every gate passed", f"{one.all_passed:,}", ""))
        table(rows, right=frozenset({1}))
        say_wrapped(one.words, "  ")
        if one.breaks:
            head = ("  Where", "Stop here", "Recycled", "Came back", f"Of {one.not_won:,} not won")
            table(
                [
                    head,
                    *(
                        (f"  {b.gate}", *(f"{n:,}" for n in (b.open_deals, b.recycled, b.came_back, b.not_won)))
                        for b in one.breaks
                    ),
                ],
                right=frozenset({1, 2, 3, 4}),
            )
    if not view.channels:
        say("No deals are stored here yet.")


def _deals(workspace: Workspace, asked: Asked, scope: str, *, as_json: bool) -> None:
    channel = workspace.channel(asked.channel).name if asked.channel else ""
    page = workspace.gaps(Behind(channel, asked.gate, asked.needs, asked.kind), scope=scope, limit=asked.limit)
    if as_json:
        emit({"total": page.total, "deals": [encode(gap) for gap in page.gaps]})
        return
    for gap in page.gaps:
        _print_gap(gap)
        say()
    say(f"{len(page.gaps)} of {page.total:,} deals, by close date." if page.total else "No deal is behind this.")


def _print_gap(gap: Gap) -> None:
    say_wrapped(" · ".join(part for part in (gap.account, gap.deal, gap.channel) if part))
    status = f": {gap.status.value}" if gap.status else ""
    say_wrapped(f"Gap   {gap.label}{status}{f', {gap.gate} gate' if gap.gate else ''}", "  ", "      ")
    for number, line in enumerate(gap.why):
        say_wrapped(f"{'Why   ' if number == 0 else '      '}{line}", "  ", "      ")
    for number, line in enumerate(gap.also):
        say_wrapped(f"{'Also  ' if number == 0 else '      '}{line}", "  ", "      ")
    if gap.question:
        say_wrapped(f"Ask   {gap.question}{' (asked before)' if gap.repeated else ''}", "  ", "      ")
    for one in gap.asked:
        where = f", {one.source}" if one.source else ""
        say_wrapped(f"{one.at:%Y-%m-%d} {one.by}{where}: {one.words}", "        ", "  ")


def one_deal(store: str | None, deal: str, note: str, *, as_json: bool) -> None:
    """Print a deal's gap and notes, or leave a note."""
    with plain_errors(as_json):
        workspace = open_store(store)
        deal_id = resolve(workspace, deal, as_json=as_json)
        if note:
            gap = workspace.gap(deal_id)
            decision = workspace.coach(deal_id, note, requirement=gap.key)
            if as_json:
                emit({"decision": encode(decision), "readers": workspace.note_readers()})
            else:
                say_wrapped(
                    f"Left for {decision.of('to') or 'whose deal it is'}. {workspace.note_readers()} `journey undo` takes it back."
                )
            return
        gap = workspace.gap(deal_id)
        if as_json:
            emit({**encode(gap), "readers": workspace.note_readers()})
            return
        _print_gap(gap)
        _print_notes(gap.notes)


def _print_notes(notes: tuple[CoachNote, ...]) -> None:
    if notes:
        say("\nNotes")
    for one in notes:
        read = f"; read by {one.read_by}" if one.read_by else ""
        say_wrapped(f"{one.at:%Y-%m-%d} {one.by} to {one.to or 'whose deal it is'}{read}: {one.text}", "  ", "  ")


def team(store: str | None, file: Path | None, *, clear: bool, as_json: bool) -> None:
    """Print who leads whom, after a file was taken in or forgotten where that is asked for."""
    if file is not None and clear:
        stop("--set and --clear exclude each other.", USAGE, as_json=as_json)
    with plain_errors(as_json):
        workspace = open_store(store)
        view = workspace.set_team(file) if file is not None else workspace.clear_team() if clear else workspace.team()
        if as_json:
            emit(
                {
                    "from": view.origin,
                    "words": view.words,
                    "mine": list(view.mine),
                    "people": [encode(one) for one in view.people],
                }
            )
        else:
            _print_team(view)


def _print_team(view: TeamView) -> None:
    say_wrapped(view.words)
    mine = set(view.mine)
    rows = [(p.name, p.address, ", ".join(p.leaders) or "nobody", "you lead" if p.id in mine else "" if p.active else "not active")
            for p in view.people]  # fmt: skip
    if rows:
        table([("Person", "Address", "Led by", ""), *rows])
