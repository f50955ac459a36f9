"""Orders, ready-made lists and words of the triage screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from journey_tui.domain.views import SourceRow, TriageRow
from journey_tui.widgets.format import Look
from journey_tui.widgets.ink import joined

ORDERS: Final = {"needs": "what needs you first", "account": "by customer", "close": "by close date", "amount": "by amount",
                 "truth": "by gap, evidence to CRM", "changed": "last changed first"}  # fmt: skip
KINDS: Final = {
    "mail": "mail",
    "salesforce": "crm",
    "hubspot": "crm",
    "table": "crm",
    "calendar": "calendar",
    "transcript": "calls",
}
LABELS: Final = {"metrics": "outcome they want", "economic_buyer": "who can say yes", "decision_criteria": "how they'll choose",
                 "decision_process": "their path to a decision", "paper_process": "their path to signature",
                 "pain": "problem worth solving now", "champion": "who is carrying it inside",
                 "competition": "alternatives they weigh"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SavedView:
    """A ready-made list: an order and what a deal must fulfil."""

    name: str
    about: str
    order: str


VIEWS: Final = (
    SavedView("Needs me", "follow-ups, dated steps, changes", "needs"),
    SavedView("Closing this month", "by close date", "close"),
    SavedView("CRM ahead of customer", "where one item would close the gap", "truth"),
    SavedView("Customer ahead of CRM", "where the stage could move", "truth"),
    SavedView("No next step", "nothing is dated yet", "needs"),
    SavedView("Changed", "since you last looked", "changed"),
)


def fits_view(view: str, row: TriageRow, today: date) -> bool:
    """Return whether a deal belongs in a view."""
    if view == "Closing this month":
        return row.close_date is not None and (row.close_date.year, row.close_date.month) == (today.year, today.month)
    if view == "CRM ahead of customer":
        return row.gap > 0
    if view == "Customer ahead of CRM":
        return row.gap < 0
    if view == "No next step":
        return row.next_due is None
    return row.changed > 0 if view == "Changed" else True


def source_ages(rows: list[SourceRow], look: Look) -> str:
    """Return how long ago each kind of source was synced: `mail 4 m · crm 3 h`."""
    newest: dict[str, Any] = {}
    for row in rows:
        kind = KINDS.get(row.kind, row.kind)
        if row.synced_at is not None and (kind not in newest or row.synced_at > newest[kind]):
            newest[kind] = row.synced_at
    return joined(f"{kind} {look.ago(at)}" for kind, at in sorted(newest.items(), key=lambda pair: pair[1], reverse=True))
