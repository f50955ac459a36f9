"""Statements of authority held against the amount of the deal: who signs up to 75,000 does not sign 118,000."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Final

from journey_tui.domain.model import DealFacts, Evidence

WITHIN: Final = "within"
"""The part that says: the amount lies where the statement reaches, so that it is as good as one without a limit."""
BEYOND: Final = "beyond"
"""The part that says: the amount lies where the statement does not reach, so that it names nobody for this deal."""
_NAMES: Final = ("named",)


def at_the_amount(facts: DealFacts) -> tuple[Evidence, ...]:
    """Return the evidence with each limit that somebody named held against what the deal came to when they said it.

    In the deal's own currency, as thresholds are (product.md §9); without an amount in the CRM a limit stays as it was said.
    """
    return tuple(
        _held_against(item, facts) if any(part in ("up_to", "above") for part, _ in item.parts) else item
        for item in facts.evidence
    )


def amount_at(facts: DealFacts, moment: datetime) -> Decimal | None:
    """Return the amount that the CRM had at a moment; the first one that it ever had for a moment before it, None without any."""
    changes = sorted((one for one in facts.changes if one.field == "amount"), key=lambda one: one.at)
    known = [found for one in changes if one.at <= moment and (found := number(one.new)) is not None]
    if known:
        return known[-1]
    later = next((one for one in changes if one.at > moment), None)
    before = number(later.old) if later is not None else None
    first = number(later.new) if later is not None else None
    return before or first or facts.deal.amount


def number(text: str) -> Decimal | None:
    """Return a number as the CRM writes it; None for what is none."""
    try:
        found = Decimal(text.replace(",", "").strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _held_against(item: Evidence, facts: DealFacts) -> Evidence:
    amount = amount_at(facts, item.observed_at)
    limits = [(part, number(value)) for part, value in item.parts if part in ("up_to", "above")]
    if not amount or any(limit is None for _, limit in limits):
        return item
    reaches = all(limit is not None and (amount <= limit if part == "up_to" else amount >= limit) for part, limit in limits)
    if reaches:
        return replace(item, parts=(*item.parts, (WITHIN, "")))
    kept = tuple((part, value) for part, value in item.parts if part not in _NAMES)
    return replace(item, parts=(*kept, (BEYOND, f"{limits[0][1]:,.0f}")), subject_key="")
