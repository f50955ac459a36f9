"""Signals about what we owe: questions without an answer, promises without their delivery."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from journey_tui.domain.contact import add_working_hours, fold
from journey_tui.domain.language import first_words, quoted
from journey_tui.domain.model import Kind, Origin, Remark, Side, Touchpoint
from journey_tui.domain.reading import SignalReading
from journey_tui.domain.signals_base import View, content_words, own_text

_CALLS = frozenset({Kind.CALL, Kind.MEETING})
_DELIVERY: Final = re.compile(
    r"\b(?:attached|as promised|enclosed|as agreed|as discussed|here (?:is|are|you go|it is)|here's|please find|below (?:is|"
    r"are|you)|sent|uploaded|shared"
    r"|link (?:to|below)|done|delivered|submitted|completed|in the portal|forwarded)\b", re.I,
)  # fmt: skip
_REPLY_KIND: Final = re.compile(r"^(?:(?:get|come|be|report|circle|revert) back|revert|follow up|be in touch|find out|look "
                                r"into|let you know|check|confirm"
                                r"|ask|raise|call|phone|ring|reply|respond|answer|clarify|chase|from (?:me|us))\b", re.I)  # fmt: skip
_IN_PERSON: Final = re.compile(r"\b(?:bring|show|demonstrate|demo|walk you|present|join|be there|come along)\b", re.I)
"""What is done when one meets."""
_SCHEDULES: Final = re.compile(
    r"\b(?:same time|what time|which day|when (?:can|could|shall|do|would|are) (?:we|you)|(?:does|would|will|is) (?:\w+ ){0,4}(?:work|suit|"
    r"ok|okay|fine|good|possible|convenient)\b|free (?:on|at|this|next)|available (?:on|at|for)|"
    r"(?:mon|tues?|wed(?:nes)?|thurs?|fri)(?:day)?\b[^.?]{0,20}(?:instead|then|\?)|reschedule|another (?:day|time|slot)|move (?:it|this|our|"
    r"the (?:call|meeting))|meet(?:ing)? (?:on|at|earlier|later)|a (?:quick )?call)\b",
    re.I,
)
"""A question when to meet is answered by meeting."""
_TRANSCRIPT: Final = 60
"""Words from which on a talk's text tells what was said in it."""
_MOST = 100
"""The newest of a kind that are looked at: a deal with more has other troubles, and the look stays near-linear."""
_PROMISE_WINDOW = timedelta(days=120)
"""A promise from longer ago is history."""


def question_unanswered(view: View) -> Iterator[SignalReading]:
    """Yield customers' questions that nobody of ours has answered: in the thread, in a call, or in a mail on the subject."""
    window = timedelta(days=view.context.question_days)
    for remark in (
        one for one in view.said("question", Side.CUSTOMER) + view.said("request", Side.CUSTOMER) if view.now - one.at <= window
    ):
        if remark.value.startswith("answered") or view.now < add_working_hours(remark.at, view.context.answer_days):
            continue
        asked = view.by_id.get(remark.touchpoint_id)
        if asked is not None and asked.origin is Origin.AUTOMATED:
            continue
        words = first_words(remark.value or remark.quote, 16).rstrip(".?! ")
        answered, proof = _answer(view, remark)
        yield view.make(
            "question_unanswered", remark.id, f"{remark.speaker} asked on {view.day(remark.at)}: {quoted(remark.quote, 16)}",
            "an open question of the customer's comes before ours", f"An answer to {remark.speaker}",
            cancelled=answered, cleared_by=proof, said=(remark,), person=remark.speaker, at=remark.at, detail=words,
        )  # fmt: skip


def _answer(view: View, remark: Remark) -> tuple[str, str]:
    """Return in words who answered when, and the id of the answer; else nothing."""
    asker = view.index.key(remark.speaker_key)
    for later in view.index.threads.get(remark.thread, ()) if remark.thread else ():
        if later.at > remark.at and later.side in (Side.SELLER, Side.PARTNER) and later.id != remark.touchpoint_id:
            return f"{later.actor} answered on {view.day(later.at)}", later.id
        if later.at > remark.at and later.side is Side.CUSTOMER and view.index.key(later.actor_key) != asker:
            return f"{later.actor} answered on {view.day(later.at)}", later.id
    words = content_words(remark.quote, remark.value)
    for later in view.ours_after(remark.at):
        if later.kind in _CALLS:
            if asker in view.customers(later) and (_SCHEDULES.search(remark.quote) or _touches(view, later, words)):
                return f"spoke with {remark.speaker} on {view.day(later.at)}", later.id
        elif words & view.words(later) and (
            asker in view.reached(later) or later.kind in (Kind.TASK, Kind.NOTE) or _for_another(view, remark, later, words)
        ):
            return f"{later.actor} wrote on {view.day(later.at)}: {first_words(later.subject or later.text, 8)}", later.id
    return "", ""


def _for_another(view: View, remark: Remark, later: Touchpoint, words: frozenset[str]) -> bool:
    """Return whether what was asked for went to a colleague whom the asking names."""
    named = set(fold(remark.quote).split())
    colleagues = [party for party in later.parties if party.role in ("to", "cc") and set(fold(party.name).split()) & named]
    return bool(colleagues) and (len(words & view.words(later)) > 1 or _has_attachment(later))


def _touches(view: View, later: Touchpoint, words: frozenset[str]) -> bool:
    """Return whether a talk may have settled a question: what was said of it counts, where it was written down."""
    talks = [later, *(one for one in view.talks_of(later) if one.id != later.id)]
    told = [one for one in talks if len(own_text(one).split()) >= _TRANSCRIPT]
    return not told or not words or any(len(words & view.words(one)) >= min(2, len(words)) for one in told)


def promise_owed(view: View) -> Iterator[SignalReading]:
    """Yield what the seller promised and has not delivered: past its date, or after some days where it had none."""
    for remark in view.said("promise", Side.SELLER)[-_MOST:]:
        if view.now - remark.at > _PROMISE_WINDOW and not (remark.due and remark.due >= view.today):
            continue
        thing = first_words(remark.value or remark.quote, 12).rstrip(".?! ")
        person = _promised_to(view, remark)
        kept, proof = _kept(view, remark)
        due = f", due {view.day(remark.due)}" if remark.due else ""
        missing = "" if kept else "; its delivery is not in synced sources"
        yield view.make(
            "promise_owed",
            remark.id,
            f"{remark.speaker} said on {view.day(remark.at)}: {quoted(remark.quote, 16)}{due}{missing}",
            f"{person or 'the customer'} counts on it",
            f"Sending it: {thing}",
            cancelled=kept or _not_yet(view, remark),
            cleared_by=proof,
            said=(remark,),
            person=person,
            at=remark.at,
            detail=thing,
        )


def _promised_to(view: View, remark: Remark) -> str:
    """Return the name of the customer it was promised to, the first recipient."""
    if remark.addressed_to:
        return view.name(remark.addressed_to)
    touchpoint = view.by_id.get(remark.touchpoint_id)
    if touchpoint is None:
        return ""
    keys = set(view.customers(touchpoint))
    to = [view.index.key(party.address or party.name) for party in touchpoint.parties if party.role == "to"]
    return view.name(next((key for key in to if key in keys), next(iter(sorted(keys)), ""))) if keys else ""


def _not_yet(view: View, remark: Remark) -> str:
    """Return `due Thu 19 Nov` while the promise is not due."""
    if remark.due:
        return f"due {view.day(remark.due)}" if remark.due >= view.today else ""
    until = add_working_hours(remark.at, view.context.undated_promise_days)
    return f"due about {view.day(until)}" if view.now < until else ""


def _kept(view: View, remark: Remark) -> tuple[str, str]:
    """Return in words what kept the promise and when, and its id; else nothing."""
    source = view.by_id.get(remark.touchpoint_id)
    to = set(view.reached(source)) if source else set()
    words = content_words(remark.value or remark.quote)
    answers = bool(_REPLY_KIND.match(remark.value)) or not words
    for later in view.ours_after(remark.at):
        if later.id != remark.touchpoint_id and _keeps(view, remark, later, to, words, answers):
            return (
                f"{later.actor or remark.speaker} on {view.day(later.at)}: {first_words(later.subject or later.text, 8)}",
                later.id,
            )
    for later in view.by_partner_after(remark.at):
        if later.id != remark.touchpoint_id and _keeps(view, remark, later, to, words, answers):
            return f"{later.actor} on {view.day(later.at)}: {first_words(later.subject or later.text, 8)}", later.id
    for later in view.letters_after(remark.at):
        if view.received(later) and (later.thread == remark.thread or words & view.words(later)):
            return f"{later.actor} had it on {view.day(later.at)}", later.id
    return "", ""


def _keeps(view: View, remark: Remark, later: Touchpoint, to: set[str], words: frozenset[str], answers: bool) -> bool:
    """Return whether a later touchpoint of ours delivers what was promised."""
    with_them = not to or bool(to & view.reached(later))
    if later.kind in _CALLS:
        return with_them and (answers or bool(_IN_PERSON.search(remark.quote)))
    text = f"{later.subject} {own_text(later)}"
    same_thread = bool(remark.thread) and later.thread == remark.thread
    about = words & view.words(later)
    if later.kind in (Kind.TASK, Kind.NOTE):
        return bool(about) and bool(_DELIVERY.search(text))
    if not with_them and not same_thread:
        return False
    if later.id in view.promising and not _has_attachment(later):
        return False
    delivers = bool(_DELIVERY.search(text)) or _has_attachment(later)
    return (same_thread and (answers or delivers or bool(about) or not later.text)) or (delivers and bool(about)) or len(about) > 1 or (
        with_them and "as promised" in text.casefold()
    )  # fmt: skip


def _has_attachment(touchpoint: Touchpoint) -> bool:
    return any(one.role == "attachment" for one in touchpoint.segments)
