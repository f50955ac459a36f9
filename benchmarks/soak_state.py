"""What a store tells, and in what two stores differ."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

TOLD = {
    "touchpoints": "SELECT id, deal_id, match_reason, actor_key, side, direction, origin, thread, meeting FROM touchpoint WHERE deleted=0",
    "evidence": "SELECT id, deal_id, touchpoint_id, requirement, at FROM evidence",
    "remarks": "SELECT id, deal_id, touchpoint_id, kind, at FROM remark",
    "model evidence": "SELECT id, deal_id, touchpoint_id, requirement, at FROM model_evidence",
    "changes": "SELECT id, deal_id, at, field, old, new FROM field_change",
    "deals": "SELECT id, name, stage, amount, close_date FROM deal",
    "contacts": "SELECT id, name, address FROM contact",
    "texts": "SELECT t.id, b.text FROM touchpoint t JOIN body b ON b.pk=t.pk WHERE t.deleted=0",
    "found by search": "SELECT rowid FROM touchpoint_fts WHERE touchpoint_fts MATCH 'the'",
}


def state_of(rows: Callable[[str], list[tuple[Any, ...]]], base: Path) -> dict[str, Any]:
    """Return what the store tells, without row numbers, the moments of reading and the folder's own name."""
    found: dict[str, Any] = {name: sorted(rows(query), key=repr) for name, query in TOLD.items()}
    found["found by search"] = len(found["found by search"])
    for deal_id, reading in rows("SELECT deal_id, reading FROM projection"):
        value = json.loads(reading)
        value["changes"] = [{k: v for k, v in change.items() if k != "landed"} for change in value["changes"]]
        found[f"reading {deal_id}"] = {k: v for k, v in value.items() if k not in ("as_of", "valid_until")}
    unfolded: dict[str, Any] = json.loads(json.dumps(found).replace(str(base), ""))
    return unfolded


def differences(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    """Return in words where two states differ."""
    words = []
    for name in sorted({*one, *other}):
        a, b = one.get(name), other.get(name)
        if a == b:
            continue
        if isinstance(a, list) and isinstance(b, list):
            words.append(
                f"{name}: {len(a)} and {len(b)}; e.g. {[x for x in a if x not in b][:2]} / {[x for x in b if x not in a][:2]}"
            )
        elif isinstance(a, dict) and isinstance(b, dict):
            words.append(f"{name}: {[key for key in a if a[key] != b.get(key)]}")
        else:
            words.append(f"{name}: {a if not isinstance(a, dict) else 'there'} and {b if not isinstance(b, dict) else 'there'}")
    return words
