"""Evidence for the tests of the ledger, made short."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

from journey_tui.domain.model import Evidence, Modality, ReadBy, Seen, Side, Stance
from journey_tui.playbooks import load

SHIPPED = load()
PLAYBOOK = SHIPPED.playbook
WEIGHTS = PLAYBOOK.weights
DIRECT = next(channel for channel in SHIPPED.channels if channel.key == "core_enterprise_direct")
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
_ids = itertools.count()


def said(requirement: str = "decision_criteria", *, by: str = "Mara Lindqvist", days: float = 0, **more: Any) -> Evidence:
    """Return one asserted customer e-mail, read by rules, `days` before NOW."""
    n = next(_ids)
    key = by.casefold()
    values: dict[str, Any] = {
        "id": f"e{n}", "deal_id": "crm:1:d", "touchpoint_id": f"t{n}", "requirement": requirement, "quote": f"words number {n}",
        "start": 0, "end": 10, "speaker": by, "speaker_key": key, "side": Side.CUSTOMER, "stance": Stance.SUPPORTS,
        "modality": Modality.ASSERTED, "observed_at": NOW - timedelta(days=days), "read_by": ReadBy.RULES, "seen": Seen.EMAIL,
        "parts": PARTS.get(requirement, ()), "thread": f"thread{n}",
    }  # fmt: skip
    return Evidence(**{**values, **more})


PARTS: dict[str, tuple[tuple[str, str], ...]] = {
    "metrics": (("number", "15%"), ("time_frame", "q3")),
    "economic_buyer": (("named", ""), ("heard", "")),
    "decision_criteria": (("criterion", "audit trail"),),
    "decision_process": (("step", "board"), ("date", "2026-03-20")),
    "paper_process": (("step", "msa"), ("person", "legal")),
    "pain": (("problem", "late"), ("consequence", "fine"), ("why_now", "audit")),
    "champion": (("act", "introduced"),),
    "competition": (("name", "acme"),),
}


def note(requirement: str = "decision_criteria", **more: Any) -> Evidence:
    """Return a seller's note."""
    return said(requirement, by="Dana Ruiz", **{"side": Side.SELLER, "seen": Seen.SELLER, **more})


def field_of_crm(requirement: str = "decision_criteria", **more: Any) -> Evidence:
    """Return a CRM field."""
    return said(requirement, by="", **{"side": Side.SYSTEM, "seen": Seen.CRM_FIELD, "read_by": ReadBy.FACT, **more})


def invitation(requirement: str = "decision_process", **more: Any) -> Evidence:
    """Return an accepted invitation."""
    return said(
        requirement, **{"seen": Seen.INVITATION, "read_by": ReadBy.FACT, "meeting": f"m{next(_ids)}", "thread": "", **more}
    )
