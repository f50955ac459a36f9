"""Signals with their context: each has the customer's fact, why it matters for the next gate, and what would clear it.

What cancels a signal is returned with it (`fired` False and `cancelled_by`); without a fact there is no signal at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Final

from journey_tui.domain.contact import ContactIndex
from journey_tui.domain.model import DealFacts
from journey_tui.domain.reading import SignalReading
from journey_tui.domain.signals_base import SignalContext, View
from journey_tui.domain.signals_contact import decision_maker_not_heard, no_two_way_contact, one_voice, reply_overdue
from journey_tui.domain.signals_dates import amount_changed, customer_date_moved, meeting_moved, no_dated_next_step, stage_age
from journey_tui.domain.signals_owed import promise_owed, question_unanswered
from journey_tui.domain.signals_people import alternative_mentioned, champion_weakening

KINDS: Final[dict[str, Callable[[View], Iterator[SignalReading]]]] = {
    "promise_owed": promise_owed,
    "question_unanswered": question_unanswered,
    "champion_weakening": champion_weakening,
    "customer_date_moved": customer_date_moved,
    "decision_maker_not_heard": decision_maker_not_heard,
    "reply_overdue": reply_overdue,
    "no_two_way_contact": no_two_way_contact,
    "no_dated_next_step": no_dated_next_step,
    "one_voice": one_voice,
    "meeting_moved": meeting_moved,
    "stage_age": stage_age,
    "amount_changed": amount_changed,
    "alternative_mentioned": alternative_mentioned,
}
"""Every kind of product.md §5 with the function that finds it, in the order in which they are shown."""


def signals(
    facts: DealFacts, context: SignalContext, now: datetime, *, origin: str = "all", index: ContactIndex | None = None
) -> tuple[SignalReading, ...]:
    """Return the signals of a deal at `now`, the fired ones first, then by kind and the newest first.

    `origin` (`all`, `human`, `automated`) says whose touchpoints count; people's absences are facts under each of them.
    `index` is that of the touchpoints which count, where the caller has it.
    A closed deal has none, nor one of which neither the next gate nor the stage is known: then nothing says why it matters.
    """
    if facts.deal.closed or not (context.gate or context.stage):
        return ()
    view = View(facts, context, now, origin, index)
    order = {kind: place for place, kind in enumerate(KINDS)}
    marks = {one.target: one.value for one in facts.decisions if one.kind == "signal" and one.at <= now}
    found = [one for find in KINDS.values() for one in find(view)]
    found = [_marked(one, marks.get(one.id, "")) for one in found if one.fact and one.why and one.clears]
    found.sort(key=lambda one: (not one.fired, order[one.kind], -(one.at or now).timestamp(), one.id))
    return tuple(found)


def _marked(signal: SignalReading, mark: str) -> SignalReading:
    """Return the signal with a person's mark on it."""
    if not mark:
        return signal
    return replace(signal, mark=mark)


__all__ = ["KINDS", "SignalContext", "signals"]
