"""JSON shapes of the command line (docs/json.md): stable names, RFC 3339 instants in UTC, money as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from journey_tui.domain.codec import encode

if TYPE_CHECKING:
    from journey_tui.domain.model import Evidence, Source
    from journey_tui.domain.reading import GateReading, RequirementReading, SignalReading, Step
    from journey_tui.domain.views import DealView, EvidenceView, TimelineRow, TriageRow


def source(item: Source) -> dict[str, Any]:
    """Return where a record came from."""
    return {"kind": item.kind, "file": item.file, "native_id": item.native_id, "locator": item.locator, "hash": item.hash}


def evidence(item: Evidence, weight: float | None = None) -> dict[str, Any]:
    """Return one piece of evidence."""
    return {
        "id": item.id,
        "touchpoint": item.touchpoint_id,
        "source": source(item.source),
        "quote": item.quote,
        "speaker": item.speaker,
        "side": item.side.value,
        "stance": item.stance.value,
        "modality": item.modality.value,
        "requirement": item.requirement,
        "observed_at": encode(item.observed_at),
        "read_by": item.read_by.value,
        "read_by_both": item.read_by_both,
        "weight": None if weight is None else round(weight, 4),
        "parts": dict(item.parts),
        "confidential": item.confidential,
        "due": encode(item.due),
        "confirmed_at": encode(item.confirmed_at),
        "rejected": item.rejected,
    }


def triage(row: TriageRow) -> dict[str, Any]:
    """Return one deal of `journey deals`."""
    return {
        "id": row.deal_id,
        "name": row.name,
        "account": row.account,
        "owner": row.owner,
        "stage": row.stage,
        "amount": encode(row.amount),
        "currency": row.currency,
        "close_date": encode(row.close_date),
        "headline": row.headline,
        "weakest": row.weakest,
        "claim_line": row.claim,
        "truth_line": row.truth,
        "truth_line_waived": row.truth_waived,
        "requirements": {key: status.value for key, status in row.stoplight},
        "next_step": {"title": row.next_title, "due": encode(row.next_due), "kind": row.next_kind} if row.next_title else None,
        "changed_since": row.changed,
        "group": row.group,
        "channel": row.channel,
        "closed": row.closed,
        "won": row.won,
        "snoozed_until": encode(row.snoozed_until),
        "snoozed_for": row.snoozed_for,
        "gate": {"name": row.gate, "state": row.gate_state} if row.gate else None,
        "signals": list(row.signals),
    }


def deal(view: DealView) -> dict[str, Any]:
    """Return the whole of `journey show`."""
    reading = view.reading
    weights = {e: line.weight for r in reading.requirements for line in r.sums for e in line.evidence if line.counted}
    by_id = {e.id: evidence(e, weights.get(e.id, 0.0)) for e in (*view.evidence, *view.proposed)}
    return {
        "deal": {**{k: v for k, v in encode(view.deal).items() if k != "source"}, "source": source(view.deal.source)},
        "as_of": encode(view.as_of),
        "channel": {**encode(view.channel), "rule": reading.channel_rule},
        "headline": reading.headline,
        "snapshot": {"claims": [encode(claim) for claim in reading.claims]},
        "requirements": [requirement(r, by_id) for r in reading.requirements],
        "weakest": reading.weakest,
        "gates": [gate(g) for g in reading.gates],
        "truth_line": reading.lines.truth,
        "truth_line_waived": reading.lines.truth_waived,
        "claim_line": reading.lines.claim,
        "gap": {"stages": reading.lines.gap, "sentence": reading.lines.sentence},
        "truth_moves": encode(reading.lines.moves),
        "signals": {
            "fired": [signal(s) for s in reading.signals if s.fired],
            "cancelled": [signal(s) for s in reading.signals if not s.fired],
        },
        "actions": [action(s) for s in reading.steps],
        "people": encode(reading.people),
        "since_you_looked": {"looked_at": encode(view.looked_at), "changes": encode(view.since)},
        "needs_follow_up": reading.needs_follow_up,
        "counts": dict(reading.counts),
        "not_read": list(reading.unread),
        "sources": encode(view.sources),
        "model": encode(view.model) if view.model else None,
    }


def requirement(item: RequirementReading, by_id: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return one requirement with its evidence whole."""
    return {
        "key": item.key,
        "label": item.label,
        "status": item.status.value,
        "band": item.band.value,
        "score": round(item.score, 4),
        "aged_score": round(item.aged, 4),
        "evidence": [by_id[i] for i in item.evidence if i in by_id],
        "proposed": [by_id[i] for i in item.proposed if i in by_id],
        "strongest": item.strongest,
        "covered": list(item.covered),
        "missing": list(item.missing),
        "reason": item.reason,
        "would_change": item.would_change,
        "question": item.question,
        "valid_until": encode(item.valid_until),
        "set_by": item.set_by,
        "sums": encode(item.sums),
    }


def gate(item: GateReading) -> dict[str, Any]:
    """Return one gate."""
    return {
        "name": item.name,
        "state": item.state.value,
        "needs": list(item.needs),
        "passed_by": list(item.passed_by),
        "must_meets": list(item.must_meets),
        "gatekeeper": item.gatekeeper.value,
        "gatekeeper_heard": item.gatekeeper_heard,
        "to_confirm": list(item.to_confirm),
        "until": encode(item.until),
        "reason": item.reason,
    }


def signal(item: SignalReading) -> dict[str, Any]:
    """Return one signal, fired or cancelled, with its reasons."""
    return encode(item)  # type: ignore[no-any-return]


def action(item: Step, deal_id: str = "") -> dict[str, Any]:
    """Return one proposed step."""
    extra = {"deal": deal_id} if deal_id else {}
    return {**extra, **encode(item)}


def touchpoint(row: TimelineRow) -> dict[str, Any]:
    """Return one touchpoint of `timeline` and `unmatched`."""
    return {
        "id": row.id,
        "time": encode(row.at),
        "ends_at": encode(row.ends_at),
        "zone": row.zone,
        "lane": row.lane.value,
        "actor": row.actor,
        "side": row.side.value,
        "direction": row.direction,
        "kind": row.kind.value,
        "origin": row.origin.value,
        "origin_rule": row.origin_rule,
        "subject": row.subject,
        "snippet": row.snippet,
        "status": row.status,
        "quotes": row.quotes,
        "deal": row.deal_id or None,
        "why": row.why,
        "account": row.account,
        "source": source(row.source),
    }


def one_evidence(view: EvidenceView) -> dict[str, Any]:
    """Return the whole of `journey evidence`."""
    weight = next((line.weight for line in view.sums if view.evidence.id in line.evidence and line.counted), 0.0)
    return {
        **evidence(view.evidence, weight),
        "requirement_label": view.requirement_label,
        "status": view.status.value,
        "band": view.band.value,
        "score": round(view.score, 4),
        "before": view.before,
        "after": view.after,
        "sums": encode(view.sums),
        "would_change": view.would_change,
        "proposed": view.proposed,
        "confirmed_by": view.confirmed_by,
        "rejected_by": view.rejected_by,
        "other": _other(view.other) if view.other else None,
        "touchpoint_row": touchpoint(view.touchpoint),
    }


def _other(item: Evidence) -> dict[str, Any]:
    """Return how the other reader has the same words."""
    return {
        "id": item.id, "quote": item.quote, "stance": item.stance.value, "modality": item.modality.value,
        "read_by": item.read_by.value,
    }  # fmt: skip
