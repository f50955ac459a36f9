"""Commands that decide: one line says what was recorded and how to take it back; JSON carries the decision."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from journey_tui.cli.output import USAGE, emit, plain_errors, say, say_wrapped, stop, table
from journey_tui.cli.reading import local_zone, open_store, resolve
from journey_tui.domain.codec import encode
from journey_tui.domain.days import read_day
from journey_tui.domain.language import first_words
from journey_tui.domain.model import Decision
from journey_tui.domain.reading import DealReading
from journey_tui.domain.reasons import because, reasons_for
from journey_tui.domain.views_deciding import FORCE_WORDS, DecisionEntry, told, value_words, verb_of
from journey_tui.lean import dataclass
from journey_tui.workspace import Workspace

STEP_VERBS: Final = {"accept": "accepted", "edit": "edited", "snooze": "snoozed", "dismiss": "dismissed", "done": "done",
                     "reopen": "proposed"}  # fmt: skip
SHORTEST: Final = 8
"""Characters of an id that are asked for at least."""


@dataclass(frozen=True, slots=True)
class Why:
    """Why, and until when: as typed."""

    reason: str = ""
    note: str = ""
    until: str = ""


NO_REASON: Final = Why()


class _Call:
    """One decision on its way from the command line into the store."""

    def __init__(self, store: str | None, *, as_json: bool) -> None:
        self.workspace: Workspace = open_store(store)
        self.as_json = as_json

    def day(self, text: str, option: str) -> date | None:
        """Return the day that is meant; exits with 2 where it is none."""
        if not text:
            return None
        found = read_day(text, self.workspace.now.astimezone(local_zone()).date())
        if found is None:
            stop(f"{option} {text}: not a day. Examples: 2026-12-01, fri, 10d, 2w.", USAGE, as_json=self.as_json)
        return found

    def record(
        self, kind: str, target: str, why: Why = NO_REASON, *, edits: Mapping[str, str] | None = None, **details: str
    ) -> None:
        """Record it and say what was recorded."""
        known = reasons_for(kind, target)
        if why.reason and known and " " not in why.reason and why.reason not in {one.code for one in known}:
            listed = "\n".join(f"  {one.code:15} {one.words}" for one in known)
            stop(f"--reason {why.reason}: choose one of these, or write a few words.\n{listed}", USAGE, as_json=self.as_json)
        decision = self.workspace.decide(
            kind, target, reason=why.reason, note=why.note, expires=self.day(why.until, "--until"), edits=edits, **details
        )
        self.tell(decision, "recorded")

    def tell(self, decision: Decision, done: str) -> None:
        """Print a decision."""
        if self.as_json:
            emit({"done": done, "decision": shape(decision)})
        else:
            say_wrapped(f"{told(decision)}{f' · until {decision.expires}' if decision.expires else ''}")
            say(
                {"recorded": "`journey undo` takes it back.", "undone": "Taken back; `journey redo` restores it."}.get(
                    done, "Restored."
                )
            )

    def reading(self, deal: str) -> DealReading:
        """Return what the deal reads as now."""
        return self.workspace.deal(resolve(self.workspace, deal, as_json=self.as_json)).reading

    def no(self, text: str, candidates: list[str] | None = None) -> Any:
        """End with 2 where several things fit, with 1 where nothing does."""
        listed = "\n".join(f"  {one}" for one in candidates or ())
        stop(f"{text}{chr(10) if listed else ''}{listed}", USAGE if candidates else 1, as_json=self.as_json)


def shape(decision: Decision) -> dict[str, Any]:
    """Return a decision as JSON."""
    return {
        "id": decision.id,
        "at": encode(decision.at),
        "by": decision.by,
        "kind": decision.kind,
        "deal": decision.deal_id or None,
        "target": decision.target,
        "what": decision.of("what"),
        "value": decision.value,
        "reason": decision.reason,
        "note": decision.note,
        "because": because(decision),
        "expires": encode(decision.expires),
        "changes": {name: decision.of(name) for name in ("title", "due", "owner", "held_until") if decision.of(name)},
    }


def judge(store: str | None, kind: str, evidence_id: str, reason: str, note: str, *, as_json: bool) -> None:
    """Confirm or reject a quote."""
    with plain_errors(as_json):
        call = _Call(store, as_json=as_json)
        item = call.workspace.evidence(evidence_id).evidence
        call.record(kind, item.id, Why(reason, note), deal_id=item.deal_id)


def override(store: str | None, deal: str, target: str, value: str, why: Why, *, as_json: bool) -> None:
    """Put a person's status or words in place."""
    with plain_errors(as_json):
        call = _Call(store, as_json=as_json)
        reading = call.reading(deal)
        wanted = target.casefold()
        keys = [r.key for r in reading.requirements if wanted in (r.key, r.label.casefold())]
        claims = [c.id for c in reading.claims if wanted == c.slot or c.id == target or _begins(c.id, "claim:", target)]
        found = [f"{reading.deal_id}|requirement|{keys[0]}"] if keys else claims
        if not found:
            names = ", ".join([*(r.key for r in reading.requirements), *dict.fromkeys(c.slot for c in reading.claims)])
            call.no(f"{target}: no requirement or sentence of this deal. Known: {names}.")
        if len(found) > 1:
            call.no(
                f"{target} fits several sentences; name one by its id:",
                [f"{c.id}  {c.text}" for c in reading.claims if c.id in found],
            )
        call.record("override", found[0], why, deal_id=reading.deal_id, value=_status(value) if keys else value)


def _status(value: str) -> str:
    words = value.replace("_", " ").replace("-", " ").strip()
    return words[:1].upper() + words[1:].lower()


def _begins(whole: str, prefix: str, part: str) -> bool:
    """Return whether an id begins so, with or without its prefix."""
    part = part.removeprefix(prefix)
    return len(part) >= SHORTEST and whole.removeprefix(prefix).startswith(part)


def gate(store: str | None, kind: str, deal: str, name: str, why: Why, *, as_json: bool) -> None:
    """Waive or hold a gate."""
    with plain_errors(as_json):
        call = _Call(store, as_json=as_json)
        reading = call.reading(deal)
        found = next((g.name for g in reading.gates if g.name.casefold() == name.casefold()), None)
        if found is None:
            call.no(f"{name}: no gate of this deal. Known: {', '.join(g.name for g in reading.gates)}.")
        call.record(kind, f"{reading.deal_id}|gate|{found}", why, deal_id=reading.deal_id)


def signal(store: str | None, deal: str, which: str, mark: str, why: Why, *, as_json: bool) -> None:
    """Mark a signal."""
    with plain_errors(as_json):
        call = _Call(store, as_json=as_json)
        reading = call.reading(deal)
        kind = which.replace("-", "_")
        found = [s for s in reading.signals if kind == s.kind or s.id == which or _begins(s.id, "", which)]
        found = [s for s in found if s.fired] or found
        if not found:
            names = ", ".join(dict.fromkeys(s.kind for s in reading.signals)) or "none"
            call.no(f"{which}: no signal of this deal. It has: {names}.")
        if len(found) > 1:
            call.no(f"{which} fits several signals; name one by its id:", [f"{s.id}  {s.fact}" for s in found])
        value = mark.replace("-", " ").replace("_", " ")
        call.record("signal", found[0].id, why, deal_id=reading.deal_id, value=value)


def step(store: str | None, step_id: str, verb: str, edits: dict[str, str], why: Why, *, as_json: bool) -> None:
    """Decide on a step."""
    if verb not in STEP_VERBS:
        stop(f"{verb}: choose {', '.join(STEP_VERBS)}.", USAGE, as_json=as_json)
    with plain_errors(as_json):
        call = _Call(store, as_json=as_json)
        found = call.workspace.find_step(step_id)
        if not found:
            call.no(f"There is no step {step_id}. `journey actions --json` lists them with their ids.")
        if len(found) > 1:
            call.no(f"{step_id} fits several steps; name one by its id:", [one for one, _ in found])
        due = call.day(edits["due"], "--due")
        edits = {**edits, "due": due.isoformat() if due else ""}
        if verb == "edit" and not any(edits.values()):
            stop("edit needs --title, --due or --owner.", USAGE, as_json=as_json)
        call.record("step", found[0][0], why, deal_id=found[0][1], value=STEP_VERBS[verb], edits=edits)


def role(store: str | None, deal: str, person: str, lane: str, held_until: str, why: Why, *, as_json: bool) -> None:
    """Set the role of a person."""
    with plain_errors(as_json):
        call = _Call(store, as_json=as_json)
        reading, wanted = call.reading(deal), person.casefold()
        exact = [p for p in reading.people if wanted in (p.key.casefold(), p.name.casefold())]
        found = exact or [p for p in reading.people if wanted in p.name.casefold().split()]
        if not found:
            call.no(f"{person}: nobody of this deal. Known: {', '.join(p.name for p in reading.people)}.")
        if len(found) > 1:
            call.no(f"{person} fits several people:", [f"{p.name}  {p.key}" for p in found])
        day = call.day(held_until, "--held-until")
        edits = {"held_until": day.isoformat() if day else ""}
        target = f"{reading.deal_id}|person|{found[0].key}"
        call.record("role", target, why, deal_id=reading.deal_id, value=lane.replace("-", "_"), edits=edits)


def origin(store: str | None, touchpoint: str, value: str, why: Why, *, as_json: bool) -> None:
    """Set the origin of a touchpoint."""
    with plain_errors(as_json):
        call = _Call(store, as_json=as_json)
        row = call.workspace.touchpoint(touchpoint).row
        call.record("origin", touchpoint, why, deal_id=row.deal_id, value=value.replace("-", "_"))


def match(store: str | None, touchpoint: str, deal: str, why: Why, *, as_json: bool) -> None:
    """Assign a touchpoint to a deal, or to none."""
    with plain_errors(as_json):
        call = _Call(store, as_json=as_json)
        call.workspace.touchpoint(touchpoint)
        deal_id = "" if deal == "none" else resolve(call.workspace, deal, as_json=as_json)
        call.record("match", touchpoint, why, deal_id=deal_id, value=deal_id or "none")


def pin(store: str | None, deal: str, what: str, *, off: bool, as_json: bool) -> None:
    """Pin a quote or a fact to a deal, or take it off."""
    from journey_tui.workspace import DealNotFound

    with plain_errors(as_json):
        call = _Call(store, as_json=as_json)
        deal_id = resolve(call.workspace, deal, as_json=as_json)
        target, words = f"{deal_id}|pin|{what[:200]}", what
        if len(what) >= SHORTEST and " " not in what:
            try:
                item = call.workspace.evidence(what).evidence
                target, words = item.id, f"“{item.quote}” · {item.speaker}"
            except DealNotFound:
                pass  # a word of the person's own
        call.record("pin", target, deal_id=deal_id, value="" if off else words)


def undo(store: str | None, decision_id: str, *, dry_run: bool, as_json: bool) -> None:
    """Take back a decision of this person."""
    with plain_errors(as_json):
        call = _Call(store, as_json=as_json)
        if dry_run and not decision_id:
            _would(call, call.workspace.coming()[0], "take back")
            return
        decision = call.workspace.undo(decision_id)
        if decision is None:
            stop("Nothing to undo: you have decided nothing that stands.", as_json=as_json)
        call.tell(decision, "undone")


def redo(store: str | None, *, dry_run: bool, as_json: bool) -> None:
    """Restore what this person took back last."""
    with plain_errors(as_json):
        call = _Call(store, as_json=as_json)
        if dry_run:
            _would(call, call.workspace.coming()[1], "restore")
            return
        decision = call.workspace.redo()
        if decision is None:
            stop("Nothing to redo: you have taken nothing back since your last decision.", as_json=as_json)
        call.tell(decision, "redone")


def _would(call: _Call, decision: Decision | None, verb: str) -> None:
    if call.as_json:
        emit({"would": verb, "decision": shape(decision) if decision else None})
    else:
        say_wrapped(f"Would {verb}: {told(decision)}" if decision else f"There is nothing to {verb}.")


def log(store: str | None, deal: str, limit: int, *, as_json: bool) -> None:
    """Print the decision log."""
    with plain_errors(as_json):
        workspace = open_store(store)
        deal_id = resolve(workspace, deal, as_json=as_json) if deal else ""
        found = workspace.decisions(deal_id, limit=limit)
        if as_json:
            emit(
                [
                    {**shape(one.decision), "force": one.force, "mine": one.mine, "undone_at": encode(one.undone_at)}
                    for one in found
                ]
            )
            return
        if not found:
            say("Nothing has been decided here yet.")
        zone = local_zone()
        table([_line(one, zone, whole=not deal) for one in found], wrap_last=True)


def _line(entry: DecisionEntry, zone: Any, *, whole: bool) -> tuple[str, ...]:
    one = entry.decision
    value = value_words(one)
    words = f"{verb_of(one)}: {first_words(entry.what, 18)}" + (f" → {value}" if value else "")
    parts = [words, because(one), f"until {one.expires}" if one.expires else "", entry.deal if whole else ""]
    parts += [FORCE_WORDS[entry.force]] if entry.force != "leads" else []
    return (f"{one.at.astimezone(zone):%Y-%m-%d %H:%M}", one.by, " · ".join(part for part in parts if part))
