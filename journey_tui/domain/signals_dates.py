"""Signals about dates and figures: no next step, moved dates and meetings, a stage's age, a changed amount."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from journey_tui.domain.amounts import number
from journey_tui.domain.language import first_words, quoted
from journey_tui.domain.model import Kind, Remark, Side, Touchpoint
from journey_tui.domain.reading import SignalReading
from journey_tui.domain.signals_base import View

_MEETING_WINDOW = timedelta(days=14)
"""How long a moved meeting stays news."""
_STILL_AHEAD: Final = 2
"""How many times as long a moved date stays news while it lies ahead."""
_LEAST_SHIFT = timedelta(minutes=15)
"""Less than this between two versions of a meeting is a transcript's clock, no move."""


def no_dated_next_step(view: View) -> Iterator[SignalReading]:
    """Yield that nothing ahead has a date: no meeting, no event of the customer's, no promise, no step."""
    last = view.index.two_way()
    if last is None:
        return
    coming = view.coming()
    event = view.customer_event()
    cancelled = (
        f"{first_words(coming[0][1], 10)} on {view.day(coming[0][0])}"
        if coming
        else f"{event[1]} on {view.day(event[0])}"
        if event
        else ""
    )
    nothing = "" if cancelled else "nothing ahead has a date in synced sources; "
    fact = f"{nothing}the customer was last heard on {view.day(last)}"
    yield view.make(
        "no_dated_next_step",
        "deal",
        fact[0].upper() + fact[1:],
        "a date makes the next step the customer's too",
        "An accepted invitation, or a date in the customer's words",
        cancelled=cancelled,
        at=last,
    )


def customer_date_moved(view: View) -> Iterator[SignalReading]:
    """Yield dates that moved by the customer's own words or invitation: how often, by how many days, and why."""
    for thing, moves in _by_thing(view.said("date_moved", Side.CUSTOMER)).items():
        last = moves[-1]
        days = view.context.moved_days if last.due is None or last.due < view.today else _STILL_AHEAD * view.context.moved_days
        if view.now - last.at <= timedelta(days=days):
            yield _moved(view, thing, moves)
    for first, later in _versions(view):
        if (
            later.side is Side.CUSTOMER
            and first.at.date() != later.at.date()
            and view.now - (later.known_at or view.now) <= _MEETING_WINDOW
        ):
            yield _invitation_moved(view, first, later)


def _by_thing(moves: list[Remark]) -> dict[str, list[Remark]]:
    """Return the moves by what moved; one that names no thing belongs to the thing whose date it takes up, or to the only one."""
    found: dict[str, list[Remark]] = defaultdict(list)
    for remark in moves:
        thing = remark.value.split(";")[0].strip() or "date"
        old = _part(remark.value, "was ")
        follows = next(
            (name for name, before in found.items() if old and before[-1].due and before[-1].due.isoformat() == old), ""
        )
        if thing == "date" and not follows and len(found) == 1:
            follows = next(iter(found))
        found[follows or thing].append(remark)
    return found


def _moved(view: View, thing: str, moves: list[Remark]) -> SignalReading:
    last, first = moves[-1], moves[0]
    old = _part(first.value, "was ") or (_earlier_date(view, first) if first.due else "")
    days = (last.due - date.fromisoformat(old)).days if last.due and old else None
    reason = _part(last.value, "because ")
    count = f", {len(moves)} times" if len(moves) > 1 else ""
    span = f", by {abs(days)} days" if days else ""
    to = f" to {view.day(last.due)}" if last.due else ""
    why = f"; the reason given: {quoted(reason, 12)}" if reason and reason not in last.quote else ""
    cancelled = ""
    if days is not None and days <= 0:
        cancelled = f"{last.speaker} set it to {view.day(last.due or view.today)} on {view.short(last.at)}, no later than before"
    elif last.due and last.due < view.today:
        cancelled = f"its new date, {view.day(last.due)}, is past"
    return view.make(
        "customer_date_moved", thing, f"The customer moved a date{to}{span}{count}; {last.speaker} on {view.day(last.at)}: "
                                      f"{quoted(last.quote, 16)}{why}",
        "the steps before it move along", f"{last.speaker}'s word that the steps up to the new date hold",
        cancelled=cancelled, said=moves, person=last.speaker, at=last.at, detail=thing,
    )  # fmt: skip


def _part(value: str, lead: str) -> str:
    """Return what a moved date's value says after `was ` or `because `."""
    found = next((part.strip()[len(lead) :] for part in value.split(";") if part.strip().startswith(lead)), "")
    if lead == "was " and not re.fullmatch(r"\d{4}-\d\d-\d\d", found):
        return ""
    return found


def _earlier_date(view: View, move: Remark) -> str:
    """Return the date that the customer had named before for the same thing."""
    thing = move.value.split(";")[0].strip().casefold()
    known = [
        one for one in view.said("dated_event", Side.CUSTOMER) if one.at < move.at and one.due and thing in one.value.casefold()
    ]
    return known[-1].due.isoformat() if known and known[-1].due else ""


def _invitation_moved(view: View, first: Touchpoint, later: Touchpoint) -> SignalReading:
    days = (later.at.date() - first.at.date()).days
    what = later.subject or "meeting"
    return view.make(
        "customer_date_moved", later.meeting, f"The customer's invitation “{what}” moved from {view.day(first.at)} to "
                                              f"{view.day(later.at)}, {abs(days)} days",
        "the steps before it move along", "A word from the customer that the steps up to the new date hold",
        cancelled=f"held on {view.day(later.at)}" if (later.ends_at or later.at) <= view.now else "", touchpoints=(first.id, later.id),
        person=later.actor, at=later.known_at or later.at, detail=what,
    )  # fmt: skip


def stage_age(view: View) -> Iterator[SignalReading]:
    """Yield a claimed stage older than 1.5 times (*default*) its typical days; a dated customer event ahead cancels."""
    context = view.context
    if not context.stage or not context.typical_days or context.stage_since is None:
        return
    days = (view.now - context.stage_since).days
    if days <= context.stage_age_factor * context.typical_days:
        return
    event = view.customer_event()
    missing = context.missing[0] if context.missing else "the next gate's evidence"
    yield view.make(
        "stage_age", context.stage, f"{context.stage} since {view.day(context.stage_since)}, {days} days; "
                                    f"{context.typical_days} are typical in this channel",
        "the customer's own date decides whether that is long", f"A dated event in the customer's words, or: {missing}",
        cancelled=f"{first_words(event[1], 10)} on {view.day(event[0])}" if event else "", at=context.stage_since,
    )  # fmt: skip


_UPDATED: Final = re.compile(r"^(?:re: )?(?:updated(?: invitation)?|rescheduled|new time|changed|verschoben)\b[: ]", re.I)
_CHANGED: Final = re.compile(r"\bchanged:\s*(?P<what>[^.\n]+)", re.I)
_WHERE_THE_LIST_ENDS: Final = re.compile(r"\s+(?:when|where|who|was)\s*:|\s*\(was\b", re.I)
"""A notice whose lines were joined goes on with its own fields: `changed: time Steering When: Friday`."""
_TIME_WORDS: Final = re.compile(
    r"\b(?:time|date|when|start|end|day|attendees?|guests?|participants?|organi[sz]er|duration)\b", re.I
)
_MOVED_TEXT: Final = re.compile(
    r"\b(?:changed from|moved (?:from|to)|rescheduled|new (?:time|date)|time has (?:been )?changed|previously|was:)\b", re.I
)


def meeting_moved(view: View) -> Iterator[SignalReading]:
    """Yield meetings whose time or attendees changed, by two versions of one invitation or by a notice; never their place."""
    seen: set[str] = set()
    for first, later in _versions(view):
        change = _change(view, first, later)
        recent = later.at > view.now or view.now - later.at <= _MEETING_WINDOW
        if change and recent and later.meeting not in seen:
            seen.add(later.meeting)
            yield _meeting(view, later, change, (first.id, later.id), _held(view, later))
    for remark in view.said("rescheduled"):
        if view.now - remark.at <= _MEETING_WINDOW and not seen:
            yield _by_words(view, remark)
    for notice in view.touchpoints:
        if view.now - notice.at <= _MEETING_WINDOW and notice.kind is Kind.EMAIL and _UPDATED.match(notice.subject):
            title = re.sub(r"\s*@.*$", "", notice.subject.partition(":")[2]).strip() or notice.subject
            if notice.meeting not in seen or not notice.meeting:
                yield from _notice(view, notice, title)


def _by_words(view: View, remark: Remark) -> SignalReading:
    """Return that a talk was put on another time in somebody's words; held since, it is cancelled."""
    to = f" to {view.day(remark.due)}" if remark.due else ""
    held = next((one for one in view.index.held if one.at > remark.at and remark.due in (None, one.at.date())), None)
    cancelled = f"held on {view.day(held.at)}" if held else ""
    if not cancelled and remark.due and remark.due < view.today:
        cancelled = f"its new date, {view.day(remark.due)}, is past"
    return view.make(
        "meeting_moved", remark.id, f"{remark.speaker} moved a talk{to} on {view.short(remark.at)}: {quoted(remark.quote, 16)}",
        "who meets when is part of the customer's path", "The meeting held, or accepted again by the people it needs",
        cancelled=cancelled, said=(remark,), person=remark.speaker, at=remark.at, detail=first_words(remark.quote, 8),
    )  # fmt: skip


def _notice(view: View, notice: Touchpoint, title: str) -> Iterator[SignalReading]:
    stated = _CHANGED.search(notice.text)
    if stated:
        what = _WHERE_THE_LIST_ENDS.split(stated["what"].partition(title)[0])[0].strip(" ,;:") or "time"
        cancelled = (
            "" if _TIME_WORDS.search(what) else f"only its {what.casefold()} changed, by the notice of {view.short(notice.at)}"
        )
        yield _meeting(view, notice, f"{what} changed", (notice.id,), cancelled, title)
    elif notice.subject.casefold().startswith(("rescheduled", "new time")) or _MOVED_TEXT.search(notice.text):
        yield _meeting(view, notice, "a new time", (notice.id,), "", title)


def _meeting(
    view: View, meeting: Touchpoint, change: str, places: tuple[str, ...], cancelled: str, title: str = ""
) -> SignalReading:
    what = title or meeting.subject or "meeting"
    return view.make(
        "meeting_moved", meeting.meeting or what, f"“{what}”: {change}", "who meets when is part of the customer's path",
        "The meeting held, or accepted again by the people it needs", cancelled=cancelled, touchpoints=places, person=meeting.actor,
        at=meeting.known_at or meeting.at, detail=what,
    )  # fmt: skip


def _versions(view: View) -> Iterator[tuple[Touchpoint, Touchpoint]]:
    """Yield the first and the last version of each invitation that the store has in several."""
    groups: dict[str, list[Touchpoint]] = defaultdict(list)
    for one in view.by_id.values():
        if one.kind is Kind.MEETING and one.source.kind == "calendar" and one.meeting and one.status != "cancelled":
            groups[one.meeting].append(one)
    for versions in groups.values():
        if len(versions) > 1:
            ordered = sorted(versions, key=lambda one: (one.known_at or one.imported_at or one.at, one.at))
            yield ordered[0], ordered[-1]


def _change(view: View, first: Touchpoint, later: Touchpoint) -> str:
    """Return in words what changed between two versions: time or customers' attendance; the place never counts."""
    if abs(later.at - first.at) >= _LEAST_SHIFT:
        return f"moved from {view.day(first.at)} {first.at:%H:%M} to {view.day(later.at)} {later.at:%H:%M} UTC"
    before, after = _coming_customers(view, first), _coming_customers(view, later)
    gone, new = sorted(before - after), sorted(after - before)
    words = [f"without {view.name(key)}" for key in gone] + [f"with {view.name(key)}" for key in new]
    return f"attendees changed: {', '.join(words)}" if words else ""


def _coming_customers(view: View, meeting: Touchpoint) -> set[str]:
    declined = {view.index.key(party.address or party.name) for party in meeting.parties if party.answer == "declined"}
    return set(view.index.customers(meeting)) - declined


def _held(view: View, meeting: Touchpoint) -> str:
    return f"held on {view.day(meeting.at)}" if (meeting.ends_at or meeting.at) <= view.now else ""


def amount_changed(view: View) -> Iterator[SignalReading]:
    """Yield a change of the amount in the last 14 days (*default*): from what to what, and when."""
    window = timedelta(days=view.context.amount_days)
    changes = [one for one in view.facts.changes if one.field == "amount" and one.at <= view.now and view.now - one.at <= window]
    values = [(number(one.old), number(one.new), one) for one in changes]
    real = [(old, new, one) for old, new, one in values if old is not None and new is not None and old != new]
    if not real:
        return
    start, end, last = real[0][0], real[-1][1], real[-1][2]
    currency = f" {view.facts.deal.currency}" if view.facts.deal.currency else ""
    yield view.make(
        "amount_changed", "amount", f"The amount in the CRM went from {start:,.0f} to {end:,.0f}{currency}, last on "
                                    f"{view.day(last.at)}",
        "who signs and what is bought can hang on it", "The customer's own words on what is in scope",
        cancelled=f"back to {end:,.0f}{currency} on {view.day(last.at)}" if start == end else "", at=last.at,
    )  # fmt: skip
