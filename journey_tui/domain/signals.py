"""Signals with their context: each has the customer's fact, why it matters for the next gate, and what would clear it.

What cancels a signal is returned with it (`fired` False and `cancelled_by`); without a fact there is no signal at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Final

from journey_tui.domain.contact import ContactIndex
from journey_tui.domain.decided import News, on, others, word_of
from journey_tui.domain.model import DealFacts, Decision
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
    marks = [one for one in facts.decisions if one.kind == "signal" and one.at <= now]
    found = [one for find in KINDS.values() for one in find(view)]
    news = News(facts, now)
    found = [_marked(one, on(marks, ("signal",), one.id, now), news, now) for one in found if one.fact and one.why and one.clears]
    found.sort(key=lambda one: (not one.fired, order[one.kind], -(one.at or now).timestamp(), one.id))
    return tuple(found)


def _marked(signal: SignalReading, marks: list[Decision], news: News, now: datetime) -> SignalReading:
    """Return the signal with people's marks on it; what somebody called wrong stays silent until something new has come."""
    if not marks:
        return signal
    mark = marks[0]
    beside = others(marks, now)
    told = f"{mark.value} by {word_of(mark, now)}" + (f"; {beside}" if beside else "")
    newer = (signal.at is not None and signal.at > mark.at) or news.since(mark.at, signal.touchpoints, signal.evidence)
    if mark.value == "wrong" and newer:
        return replace(signal, marked=f"{told}; something new has come since")
    silent = mark.value == "wrong" and signal.fired
    return replace(
        signal,
        mark=mark.value,
        marked=told,
        fired=signal.fired and not silent,
        cancelled_by=f"marked {told}" if silent else signal.cancelled_by,
    )


__all__ = ["KINDS", "SignalContext", "signals"]
