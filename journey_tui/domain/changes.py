"""What happened to a deal, each thing with its moment: the source of "since you last looked"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from journey_tui.domain.language import first_words, quoted, short_date
from journey_tui.domain.model import DealFacts, Decision, Evidence, FieldChange, Kind, Origin, Side, Stance, Touchpoint
from journey_tui.domain.reading import GLYPHS, Change, DealReading, LineMove, Status
from journey_tui.domain.views_deciding import told

if TYPE_CHECKING:
    from journey_tui.domain.assess import Assessment

MOST = 120
"""Changes kept with a reading; older ones are on the timeline."""

_FIELDS = {
    "stage": "CRM stage",
    "amount": "Amount",
    "close_date": "CRM close date",
    "owner": "Owner",
    "next_step": "CRM next step",
}


def happenings(facts: DealFacts, assessment: Assessment, now: datetime) -> tuple[Change, ...]:
    """Return what happened up to `now`, newest first, at most `MOST`."""
    labels = {r.key: r.label for r in assessment.requirements}
    quoted_in = {e.touchpoint_id for e in facts.evidence}
    landed = {t.id: t.imported_at for t in facts.touchpoints if t.imported_at is not None and t.imported_at <= now}
    found = [
        replace(_evidence(e, labels), landed=landed.get(e.touchpoint_id))
        for e in facts.evidence
        if e.side is Side.CUSTOMER and not e.rejected and e.observed_at <= now
    ]
    entered = _entered(facts, landed)
    found += [
        replace(_field(c), landed=entered.get((c.at, f"{c.old} → {c.new}"))) for c in facts.changes if c.old != c.new and c.old
    ]
    told_in = {e.id: e.touchpoint_id for e in facts.evidence}
    found += [
        Change(m.at, "~", f"Truth Line: {m.before} → {m.after}", m.cause, m.evidence, landed=_last(m, told_in, landed))
        for m in assessment.lines.moves
        if m.at <= now
    ]
    found += [
        replace(_touchpoint(t), landed=landed.get(t.id)) for t in facts.touchpoints if _tells(t, now) and t.id not in quoted_in
    ]
    found.sort(key=lambda c: (c.at, c.text), reverse=True)
    return tuple(found[:MOST])


def _entered(facts: DealFacts, landed: Mapping[str, datetime]) -> dict[tuple[datetime, str], datetime]:
    """Return when a change in the CRM reached the store, by its moment and `old → new`: it is a touchpoint too."""
    changes = [t for t in facts.touchpoints if t.kind is Kind.CRM_CHANGE and t.id in landed]
    return {(t.at, t.subject.partition(": ")[2]): landed[t.id] for t in changes}


def _last(move: LineMove, told_in: Mapping[str, str], landed: Mapping[str, datetime]) -> datetime | None:
    """Return when the last of what moved the line reached the store."""
    return max((landed[told_in[one]] for one in move.evidence if told_in.get(one) in landed), default=None)


def of_others(decisions: Iterable[Decision], person: str, looked_at: datetime | None) -> tuple[Change, ...]:
    """Return what other people decided since this person looked, newest first."""
    if looked_at is None:
        return ()
    theirs = [
        d for d in decisions if d.at > looked_at and d.by != person and d.kind not in ("seen", "snooze", "coach", "coach_read")
    ]
    return tuple(
        Change(d.at, "~", f"{d.by} {told(d)}", d.reason, (d.target,) if d.kind in ("confirm", "reject") else ())
        for d in reversed(theirs)
    )


def _evidence(item: Evidence, labels: dict[str, str]) -> Change:
    mark = "+" if item.stance is Stance.SUPPORTS else "~"
    who = item.speaker.split(" ")[0] or "Customer"
    private = " (in confidence)" if item.confidential else ""
    return Change(
        item.observed_at,
        mark,
        f"{who}{private}: {quoted(item.quote, 14)}",
        labels.get(item.requirement, item.requirement),
        (item.id,),
        item.touchpoint_id,
    )


def _field(change: FieldChange) -> Change:
    return Change(change.at, "~", field_words(change.field, change.old, change.new), f"by {change.by}" if change.by else "")


def field_words(field: str, old: str, new: str) -> str:
    """Return a change of a CRM field as a line: `CRM stage: Discovery → Proposal`."""
    name = _FIELDS.get(field, field)
    return f"{name}: {old} → {new or 'empty'}" if old else f"{name}: {new}"


def _tells(touchpoint: Touchpoint, now: datetime) -> bool:
    return (
        touchpoint.at <= now
        and touchpoint.side in (Side.CUSTOMER, Side.PARTNER)
        and touchpoint.origin is not Origin.AUTOMATED
        and touchpoint.kind in (Kind.EMAIL, Kind.CALL, Kind.MEETING, Kind.DOCUMENT)
        and touchpoint.status != "cancelled"
    )


def _touchpoint(touchpoint: Touchpoint) -> Change:
    verb = {Kind.EMAIL: "wrote", Kind.CALL: "was on a call", Kind.MEETING: "was in a meeting"}.get(touchpoint.kind, "sent")
    return Change(
        touchpoint.at,
        "+",
        f"{touchpoint.actor} {verb}: {first_words(touchpoint.subject, 12)}",
        touchpoint=touchpoint.id,
    )


def since(
    changes: Sequence[Change], before: DealReading | Mapping[str, Status] | None, after: DealReading, looked_at: datetime | None
) -> tuple[Change, ...]:
    """Return what changed since a person looked: statuses first, as `◐ → ●`, then what happened, newest first.

    `before` is what the deal read as then, or its statuses by requirement.
    """
    if looked_at is None:
        return ()
    news = tuple(c for c in changes if is_news(c, looked_at))
    return (*_statuses(before, after), *news)


def is_news(change: Change, looked_at: datetime) -> bool:
    """Return whether the change happened, or reached the store, after a person looked."""
    return change.at > looked_at or (change.landed is not None and change.landed > looked_at)


def _statuses(before: DealReading | Mapping[str, Status] | None, after: DealReading) -> list[Change]:
    if before is None:
        return []
    old = {r.key: r.status for r in before.requirements} if isinstance(before, DealReading) else before
    return [
        Change(
            after.as_of,
            "~",
            f"{r.label}: {old[r.key].value} → {r.status.value}",
            f"{GLYPHS[old[r.key]]} → {GLYPHS[r.status]}",
            (r.strongest,) if r.strongest else (),
        )
        for r in after.requirements
        if r.key in old and old[r.key] is not r.status
    ]


def looked_words(looked_at: datetime | None, now: datetime) -> str:
    """Return the heading of the memory anchor."""
    return "First look at this deal" if looked_at is None else f"Since {looked_at:%a} {short_date(looked_at, now)}"
