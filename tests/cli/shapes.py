"""The shapes of docs/json.md, checked value by value: a name that is missing or of another type is named with its path."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

Check = Callable[[Any], bool]
Shape = Any
"""A check, a type, a set of words, `[shape]` for a list, `{name: shape}` for an object, a tuple for alternatives."""


def instant(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", value) is not None


def day(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value) is not None


def money(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"-?\d+(\.\d+)?", value) is not None


def filled(value: Any) -> bool:
    return isinstance(value, str) and value.strip() == value != ""


def number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def wrong(value: Any, shape: Shape, path: str = "") -> Iterator[str]:
    """Yield where the value is not of the shape."""
    if isinstance(shape, tuple):
        if not any(not list(wrong(value, one, path)) for one in shape):
            yield f"{path}: {value!r}"
    elif isinstance(shape, dict):
        yield from _object(value, shape, path)
    elif isinstance(shape, list):
        if not isinstance(value, list):
            yield f"{path} is no list"
        else:
            for n, item in enumerate(value):
                yield from wrong(item, shape[0], f"{path}[{n}]")
    elif isinstance(shape, set):
        if value not in shape:
            yield f"{path}: {value!r} is none of {sorted(shape)}"
    elif shape is None:
        if value is not None:
            yield f"{path}: {value!r} is not null"
    elif isinstance(shape, type):
        if type(value) is not shape:
            yield f"{path}: {value!r} is no {shape.__name__}"
    elif not shape(value):
        yield f"{path}: {value!r} is not {shape.__name__}"


def _object(value: Any, shape: dict[str, Shape], path: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{path} is no object"
        return
    for name, inner in shape.items():
        if name == "*":
            for key, item in value.items():
                yield from wrong(item, inner, f"{path}.{key}")
        elif name not in value:
            yield f"{path}.{name} is missing"
        else:
            yield from wrong(value[name], inner, f"{path}.{name}")


SIDES = {"customer", "seller", "partner", "system", "other"}
LANES = {
    "economic_buyer", "champion", "users_technical", "procurement_legal_security", "buyer_other", "seller", "partner", "automation", "ai",
}  # fmt: skip
STATUSES = {"Not needed", "Conflicting", "Verified", "Supported", "Stale", "Claimed", "Unknown", "blank"}
BANDS = {"High", "Medium", "Low", "None"}
KEYS = {"metrics", "economic_buyer", "decision_criteria", "decision_process", "paper_process", "pain", "champion", "competition"}
REQUIREMENT = (KEYS, {""})
SOURCE = {
    "kind": {"salesforce", "hubspot", "table", "mail", "calendar", "transcript"}, "file": filled, "native_id": filled, "locator": filled,
    "hash": filled,
}  # fmt: skip
EVIDENCE = {
    "id": filled, "touchpoint": filled, "source": SOURCE, "quote": filled, "speaker": str, "side": SIDES,
    "stance": {"supports", "weakens", "contradicts"}, "modality": {"asserted", "conditional", "exploratory", "retracted"},
    "requirement": KEYS, "observed_at": instant, "read_by": {"rules", "model", "person", "fact"},
    "read_by_both": bool, "weight": number,
    "parts": {"*": str}, "confidential": bool, "due": (day, None), "confirmed_at": (instant, None), "rejected": bool,
}  # fmt: skip
SUMS = [{"text": filled, "weight": number, "aged": number, "evidence": [filled], "counted": bool, "why_not": str}]
ACTION = {
    "id": filled, "title": filled, "claim_id": filled, "requirement": REQUIREMENT, "gate": str, "owner": str, "side": SIDES,
    "due": (day, None), "effort_minutes": int, "state": {"proposed", "accepted", "snoozed", "dismissed", "done"}, "why": filled,
    "person": str, "evidence": [filled], "touchpoints": [filled], "kind": filled, "produces": str, "done_by": str,
}  # fmt: skip
TOUCHPOINT = {
    "id": filled, "time": instant, "ends_at": (instant, None), "zone": filled, "lane": LANES, "actor": filled, "side": SIDES,
    "direction": {"in", "out", "internal"}, "kind": {"email", "call", "meeting", "note", "document", "task", "crm_change", "product_event"},
    "origin": {"human", "automated", "ai_assisted"}, "origin_rule": filled, "subject": str, "snippet": str, "status": str, "quotes": int,
    "deal": (filled, None), "why": filled, "account": str, "source": SOURCE,
}  # fmt: skip
SIGNAL = {
    "id": filled, "kind": filled, "fact": filled, "why": filled, "clears": filled, "cancelled_by": str, "evidence": [filled],
    "touchpoints": [filled], "person": str, "at": (instant, None), "detail": str,
}  # fmt: skip
ROW = {
    "id": filled, "name": filled, "account": str, "owner": str, "stage": str, "amount": (money, None), "currency": str,
    "close_date": (day, None), "headline": filled, "weakest": REQUIREMENT, "claim_line": filled, "truth_line": filled,
    "truth_line_waived": filled, "requirements": {"*": STATUSES}, "next_step": ({"title": filled, "due": (day, None), "kind": filled}, None),
    "changed_since": int, "group": {"follow_up", "dated", "changed", "rest"}, "channel": filled, "closed": bool, "won": bool,
    "snoozed_until": (day, None), "snoozed_for": {"", "reply"}, "signals": [filled],
    "gate": ({"name": filled, "state": {"waived", "recycled", "locked", "held", "ready", "open"}}, None),
}  # fmt: skip
DEAL = {
    "deal": {"id": filled, "name": filled, "source": SOURCE, "amount": (money, None), "close_date": (day, None), "stage": str},
    "as_of": instant,
    "channel": {"key": filled, "name": filled, "rule": filled, "verified": bool, "verified_words": str, "how_to_read": str, "stages": [filled]},
    "headline": filled,
    "snapshot": {"claims": [{"id": filled, "slot": filled, "text": filled, "band": BANDS, "evidence": [filled], "requirement": REQUIREMENT,
                             "reason": str, "set_by": str}]},
    "requirements": [{"key": KEYS, "label": filled, "status": STATUSES, "band": BANDS, "score": number, "aged_score": number,
                      "evidence": [EVIDENCE], "proposed": [EVIDENCE], "strongest": str, "covered": [str], "missing": [str], "reason": str, "would_change": str,
                      "question": str, "sums": SUMS}],
    "weakest": REQUIREMENT,
    "gates": [{"name": filled, "state": {"waived", "passed", "recycled", "locked", "held", "ready", "open"}, "needs": [filled],
               "passed_by": [filled], "must_meets": [KEYS], "gatekeeper": LANES, "gatekeeper_heard": bool, "to_confirm": [filled],
               "until": (day, None), "reason": str}],
    "truth_line": filled, "truth_line_waived": filled, "claim_line": filled, "gap": {"stages": int, "sentence": filled},
    "truth_moves": [{"at": instant, "before": filled, "after": filled, "cause": filled, "evidence": [filled]}],
    "signals": {"fired": [SIGNAL], "cancelled": [SIGNAL]},
    "actions": [ACTION],
    "people": [{"key": filled, "name": filled, "title": str, "side": SIDES, "lane": LANES, "lane_rule": str, "last_heard": (instant, None),
                "usual_reply_h": (number, None), "away_until": (day, None), "messages": int}],
    "since_you_looked": {"looked_at": (instant, None), "changes": [{"at": instant, "mark": filled, "text": filled}]},
    "counts": {"*": int}, "not_read": [filled], "sources": [{"kind": filled, "synced_at": (instant, None), "words": filled}],
}  # fmt: skip
ONE_EVIDENCE = {
    **EVIDENCE, "requirement_label": filled, "status": STATUSES, "band": BANDS, "score": number, "before": str, "after": str, "sums": SUMS,
    "would_change": str, "proposed": bool, "confirmed_by": str, "rejected_by": str, "touchpoint_row": TOUCHPOINT,
}  # fmt: skip
SKIPPED = {"file": filled, "place": str, "reason": filled, "remedy": str}
REPORT = {
    "files": int, "unchanged": int, "records": int, "touchpoints": int, "changed": int, "matched": int, "unmatched": int, "deals": int,
    "seconds": number, "skipped": [SKIPPED],
}  # fmt: skip
SOURCES = {
    "sources": [{"id": filled, "kind": filled, "file": filled, "synced_at": instant, "records": int, "touchpoints": int, "skipped": int,
                 "state": {"ok", "partly skipped", "failed"}, "message": str}],
    "skipped": [SKIPPED],
}  # fmt: skip
FINDING = {"check": filled, "state": {"ok", "notice", "problem"}, "text": filled, "remedy": str}
