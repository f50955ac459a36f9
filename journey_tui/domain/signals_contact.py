"""Signals about contact: replies, two-way contact, voices heard, the decision-maker heard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from journey_tui.domain.contact import add_working_hours, fold
from journey_tui.domain.language import list_of, quoted
from journey_tui.domain.model import Evidence, Lane, Modality, Remark, Side, Stance, Touchpoint
from journey_tui.domain.reading import SignalReading
from journey_tui.domain.signals_base import View
from journey_tui.lean import dataclass

_REPLY_WINDOW = timedelta(days=90)
"""An unanswered message older than this is history; then the silence itself is the signal."""
_LEAST_SILENCE = 14
_VOICE_TOUCHPOINTS = 3


def reply_overdue(view: View) -> Iterator[SignalReading]:
    """Yield people who usually answer sooner: waiting longer than twice their usual gap, and than it and two working days."""
    for key, messages in view.index.written_to.items():
        recent = (one for one in reversed(messages) if view.now - one.at <= _REPLY_WINDOW)
        message = next((one for one in recent if _asks(view, one)), None)
        if message is None:
            continue
        usual = view.index.usual_reply_hours(key)
        hours = usual if usual is not None else view.context.cadence_days * 24
        absence = view.index.absence(view.absences, key, view.now)
        if not _overdue(message.at, hours, view.now) or _wrote_back(view, key, message):
            continue
        cancelled = _answered(view, key, message, hours) or (view.away(key) if absence else "") or view.late_source()
        yield _reply(view, key, message, usual, cancelled)


def _reply(view: View, key: str, message: Touchpoint, usual: float | None, cancelled: str) -> SignalReading:
    name, days = view.name(key), (view.now - message.at).days
    compared = (
        f"{name} usually answers within {_gap(usual)}"
        if usual is not None
        else f"this channel expects {_gap(view.context.cadence_days * 24)}"
    )
    fact = f"“{message.subject or 'Our message'}” of {view.day(message.at)} asked {name} for an answer"
    if not cancelled:
        fact = f"{fact}; no reply in synced sources for {days} days, {compared}"
    return view.make(
        "reply_overdue",
        key,
        fact,
        f"{name}'s answer is what the next step waits for",
        f"A reply from {name}, a call with them, or a colleague's word on it",
        cancelled=cancelled,
        touchpoints=(message.id,),
        person=name,
        at=message.at,
    )


def _wrote_back(view: View, key: str, message: Touchpoint) -> bool:
    """Return whether the person has answered in the same conversation: then nothing waits."""
    later = [one for one in view.index.threads.get(message.thread, ()) if one.at > message.at]
    return any(view.index.key(one.actor_key) == key for one in later)


def _gap(hours: float) -> str:
    if hours < 48:
        return f"{max(1, round(hours))} hour{'s' if round(hours) > 1 else ''}"
    return f"{round(hours / 24)} days"


def _overdue(since: datetime, hours: float, now: datetime) -> bool:
    """Return whether the wait is longer than twice the usual gap, and than the gap and two working days."""
    twice = since + timedelta(hours=2 * hours)
    return now > max(twice, add_working_hours(since + timedelta(hours=hours), 2))


def _asks(view: View, message: Touchpoint) -> bool:
    """Return whether our message asked for or needed an answer: a remark says so, or its own text has a question mark."""
    if message.id in view.asking:
        return True
    return any("?" in message.text[one.start : one.end] for one in message.segments if one.role == "new")


def _answered(view: View, key: str, message: Touchpoint, hours: float) -> str:
    """Return in words what answered the message, or why no answer is due yet; else nothing."""
    heard = view.index.heard_since(key, message.at)
    if heard:
        return f"{view.name(key)} was heard on {view.day(heard)}"
    for later in view.index.threads.get(message.thread, ()):
        if later.at > message.at and later.side is Side.CUSTOMER:
            return f"{later.actor} answered on {view.day(later.at)}"
    for met in reversed(view.index.held):
        if met.at > message.at and key in view.index.customers(met):
            return f"spoke on {view.day(met.at)}"
    for coming in view.index.ahead:
        if key in view.index.customers(coming):
            return f"meeting with {view.name(key)} on {view.day(coming.at)}"
    for said in view.said("promise", Side.CUSTOMER):
        if said.due and said.due >= view.today and view.index.key(said.speaker_key) == key:
            return f"{said.speaker} said on {view.short(said.at)} to come back by {view.day(said.due)}"
    return _back_lately(view, key, message, hours)


def _back_lately(view: View, key: str, message: Touchpoint, hours: float) -> str:
    """Return in words that the person was away meanwhile, where the wait since they are back is not long yet."""
    for absence in view.absences:
        if view.index.key(absence.addressed_to or absence.speaker_key) != key or not absence.due or absence.due > view.today:
            continue
        back = message.at.replace(year=absence.due.year, month=absence.due.month, day=absence.due.day, hour=9)
        if back > message.at and not _overdue(back, hours, view.now):
            return f"{absence.speaker} said on {view.short(absence.at)}: away until {view.short(absence.due)}"
    return ""


def no_two_way_contact(view: View) -> Iterator[SignalReading]:
    """Yield a silence longer than three times the channel's cadence, two weeks at least."""
    last = view.index.two_way()
    allowed = timedelta(days=max(_LEAST_SILENCE, 3 * view.context.cadence_days))
    if last is None or view.now - last <= allowed:
        return
    days = (view.now - last).days
    yield view.make(
        "no_two_way_contact", "deal", f"No message from the customer in synced sources since {view.day(last)}, {days} days",
        "what the customer said so far is what the story stands on",
        "A message, a call or an answered invitation from the customer",
        cancelled=_silence_explained(view, allowed), at=last,
    )  # fmt: skip


def _silence_explained(view: View, allowed: timedelta) -> str:
    heard = sorted(view.index.voices(), key=lambda key: view.index.last_heard(key) or view.now, reverse=True)
    for key in heard[:3]:
        away = view.away(key)
        if away:
            return away
    event = view.customer_event()
    if event:
        return f"plan holds: {event[1]} on {view.day(event[0])}"
    if view.index.ahead:
        return f"{view.index.ahead[0].subject or 'meeting'} on {view.day(view.index.ahead[0].at)}"
    partner = _partner(view)
    if partner and view.now - partner.at <= allowed:
        return f"the partner carries the contact: {partner.actor} on {view.day(partner.at)}"
    return view.late_source()


def _partner(view: View) -> Touchpoint | None:
    """Return the partner's last touchpoint, where the partner carries the contact."""
    if not (view.context.reseller or view.facts.deal.partner_id or view.facts.deal.partner):
        return None
    return next((one for one in reversed(view.touchpoints) if one.side is Side.PARTNER and not one.auto), None)


def one_voice(view: View) -> Iterator[SignalReading]:
    """Yield that one person alone speaks for the customer, past the first stage and with three touchpoints at least."""
    voices = view.index.voices()
    if not voices or not _past_first_stage(view) or sum(view.index.messages(key) for key in voices) < _VOICE_TOUCHPOINTS:
        return
    name = view.name(voices[0])
    others = [key for meeting in view.index.ahead for key in view.index.expected(meeting) if key not in voices]
    cancelled = ""
    if len(voices) > 1:
        cancelled = f"{list_of([view.name(key) for key in voices[:5]])} were heard"
    elif others:
        meeting = next(one for one in view.index.ahead if others[0] in view.index.expected(one))
        cancelled = f"{view.name(others[0])} is invited on {view.day(meeting.at)}"
    count = sum(view.index.messages(key) for key in voices)
    fact = (
        f"{len(voices)} customer voices heard so far"
        if len(voices) > 1
        else f"{name} is the one customer voice heard so far, {count} times"
    )
    yield view.make(
        "one_voice",
        "deal",
        fact,
        "a second voice makes what was said stand by itself",
        f"A message or words in a call from a colleague of {name}",
        cancelled=cancelled,
        person=name,
        at=view.index.last_heard(voices[0]),
    )


def _past_first_stage(view: View) -> bool:
    context = view.context
    if context.first_stage:
        return bool(context.stage) and context.stage != context.first_stage
    stages = [one.new for one in view.facts.changes if one.field == "stage" and one.at <= view.now]
    return len(set(stages)) > 1


def decision_maker_not_heard(view: View) -> Iterator[SignalReading]:
    """Yield that the person named as the one who can say yes has neither written nor spoken yet."""
    named = _decision_makers(view)
    if not named or not (_past_first_stage(view) or view.context.gatekeeper is Lane.ECONOMIC_BUYER):
        return
    first = _newest_named(view, named) or next(iter(named))
    one = named[first]
    name = one.shown or view.name(first)
    cancelled = _heard_already(view, named, first)
    unheard = "" if cancelled else f"; no words of {name}'s own in synced sources yet"
    yield view.make(
        "decision_maker_not_heard",
        "deal",
        f"{one.how}{unheard}",
        "who can say yes counts once that person has been heard",
        f"A message from {name}, or words in a call",
        cancelled=cancelled,
        said=one.said,
        person=name,
    )


def _newest_named(view: View, named: dict[str, _Named]) -> str:
    """Return who was named last in somebody's words, where that person was not heard and nobody claimed it since; else nothing."""
    said = [(one.at, key) for key, one in named.items() if one.at and one.by_words and not view.index.last_heard(key)]
    if not said:
        return ""
    at, key = max(said)
    later = [other for other, one in named.items() if view.index.last_heard(other) and one.at is not None and one.at >= at]
    return "" if later else key


def _heard_already(view: View, named: dict[str, _Named], first: str) -> str:
    """Return in words that a decision-maker was heard or is invited; else nothing."""
    replaced = bool(_newest_named(view, named))
    spoke = sorted((moment, key) for key in named if (moment := view.index.last_heard(key)))
    if spoke and not replaced:
        return f"{view.name(spoke[-1][1])} was heard on {view.day(spoke[-1][0])}"
    denied = any(one.value == "not me" for one in view.said("decider", Side.CUSTOMER))
    if view.context.economic_buyer_heard and not replaced and not denied:
        return "a person of that role was heard"
    wanted = {first} if replaced else set(named)
    meeting = next((one for one in view.index.ahead if wanted & set(view.index.expected(one))), None)
    return f"invited to {meeting.subject or 'a meeting'} on {view.day(meeting.at)}" if meeting else ""


@dataclass(frozen=True, slots=True)
class _Named:
    """Somebody who can say yes, and how we know."""

    how: str
    at: datetime | None = None
    shown: str = ""
    """The name as it was said, where it is nobody's of the deal."""
    by_words: bool = False
    """A customer named this person as the one who can say yes."""
    said: tuple[Remark | Evidence, ...] = ()


_HONOUR: Final = re.compile(r"^(?:mr|mrs|ms|miss|dr|prof|herr|frau)\.? (?=\w)", re.I)


def _as_said(name: str, item: Evidence) -> str:
    """Return a folded name as the quote writes it, without Mr or Ms, which hang on who was known by then: `delyth` is Delyth there."""
    name = _HONOUR.sub("", name)
    at = item.quote.casefold().find(name.casefold())
    return item.quote[at : at + len(name)] if at >= 0 and name == name.casefold() else name


def _decision_makers(view: View) -> dict[str, _Named]:
    """Return the keys of those who can say yes: authority stated, named by a customer, named in evidence, or by role.

    Who says that it is not theirs is left out, unless they said or were said to have it since.
    """
    found: dict[str, _Named] = {}
    for remark in view.said("authority", Side.CUSTOMER):
        how = f"{remark.speaker} said on {view.short(remark.at)} {quoted(remark.quote, 10)}"
        found[view.index.key(remark.speaker_key)] = _Named(how, remark.at, said=(remark,))
    denied: dict[str, datetime] = {}
    for remark in view.said("decider", Side.CUSTOMER):
        if remark.value == "not me":
            denied[view.index.key(remark.speaker_key)] = remark.at
            continue
        key = view.index.key(remark.addressed_to) if remark.addressed_to else _somebody(view, remark.value)
        shown = "" if key in view.index.sides else _HONOUR.sub("", remark.value)
        found[key] = _Named(
            f"{remark.speaker} named {shown or view.name(key)} on {view.short(remark.at)}", remark.at, shown, True, (remark,)
        )
    for key, one in _by_evidence(view):
        known = found.setdefault(key, one)
        if one.at and known.at and one.at > known.at:
            found[key] = replace(known, at=one.at)  # said again since
    for person in view.facts.people:
        for lane, rule in person.roles if person.side is Side.CUSTOMER else ():
            if lane is Lane.ECONOMIC_BUYER:
                how = f"{person.name} has the role by {rule or 'the CRM'}"
                found.setdefault(view.index.key(person.address or person.name or person.id), _Named(how))
    return {key: one for key, one in found.items() if key not in denied or (one.at is not None and one.at > denied[key])}


def _by_evidence(view: View) -> Iterator[tuple[str, _Named]]:
    """Yield whom evidence names; a name that is known comes before words that may be none.

    Where somebody is plainly named, an if names nobody else.
    """
    known: list[tuple[str, _Named]] = []
    others: list[tuple[str, _Named]] = []
    said = [
        item
        for item in view.evidence
        if item.requirement == "economic_buyer" and item.stance is Stance.SUPPORTS and item.side is Side.CUSTOMER
    ]
    plain = {item.subject_key for item in said if item.modality is Modality.ASSERTED and item.parts}
    for item in said:
        if plain and item.modality is not Modality.ASSERTED and item.subject_key not in plain:
            continue
        for value in (value for part, value in item.parts if part in ("named", "person", "name") and value):
            key = _somebody(view, item.subject_key or value)
            words = _as_said(value, item)
            how = f"{item.speaker} named {words} on {view.short(item.observed_at)}"
            shown = "" if key in view.index.sides else words
            (known if key in view.index.sides else others).append((key, _Named(how, item.observed_at, shown, said=(item,))))
    yield from known
    yield from others


def _somebody(view: View, name: str) -> str:
    """Return the key of the person whom a name or title means, else the folded name itself."""
    wanted = set(fold(name).split())
    direct = view.index.key(name)
    if direct in view.index.sides:
        return direct
    for person in view.facts.people:
        if (
            person.side is Side.CUSTOMER
            and wanted
            and (wanted <= set(fold(person.name).split()) or fold(name) == fold(person.title))
        ):
            return view.index.key(person.address or person.name or person.id)
    return fold(name)
