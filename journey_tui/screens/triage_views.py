"""Orders, ready-made lists and words of the triage screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from journey_tui.domain.views_triage import SavedView
from journey_tui.widgets.format import Look
from journey_tui.widgets.ink import joined

if TYPE_CHECKING:
    from journey_tui.domain.views import SourceAge
    from journey_tui.domain.views_sources import OwnSide

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


VIEWS: Final = (
    SavedView("Needs me", "", "needs"),
    SavedView("Closing this month", "close:month", "close"),
    SavedView("CRM ahead of customer", "crm>truth", "truth"),
    SavedView("Customer ahead of CRM", "truth>crm", "truth"),
    SavedView("No next step", "undated", "needs"),
    SavedView("Changed", "new", "changed"),
)
"""The lists that come with Journey; the first is home."""
ABOUT: Final = {"Needs me": "follow-ups, dated steps, changes", "Closing this month": "by close date",
                "CRM ahead of customer": "where one item would close the gap", "Customer ahead of CRM": "where the stage could move",
                "No next step": "nothing is dated yet", "Changed": "since you last looked"}  # fmt: skip


def age_words(ages: Iterable[SourceAge], look: Look) -> str:
    """Return how long ago each kind of source was synced, the latest first: `mail 4 m · crm 3 h`."""
    newest: dict[str, SourceAge] = {}
    for age in ages:
        kind = KINDS.get(age.kind, age.kind)
        known = newest.get(kind)
        if age.synced_at is not None and (known is None or known.synced_at is None or age.synced_at > known.synced_at):
            newest[kind] = age
    ordered = sorted(newest.items(), key=lambda pair: pair[1].synced_at or look.now, reverse=True)
    return joined(f"{kind} {look.ago(age.synced_at)}" for kind, age in ordered)


def as_many(words: Sequence[str], room: int) -> str:
    """Return as many of the words as have room, the first in any case."""
    kept = [joined(words[:number]) for number in range(len(words), 0, -1)]
    return next((one for one in kept if len(one) <= room), words[0] if words else "")


def notice_words(ages: Iterable[SourceAge], own: OwnSide) -> str:
    """Return what a person should know before they trust the list: a late source, an own side that is a guess; else nothing."""
    late = [age.words for age in ages if age.late]
    if late:
        return late[0]
    return "own side not confirmed: S" if own.domains and not own.confirmed else ""
