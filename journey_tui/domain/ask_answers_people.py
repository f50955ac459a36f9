"""Answers about people: who can say yes, who carries it, who is quiet, who is who, when they were heard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from journey_tui.domain.ask import Understood
from journey_tui.domain.ask_answers import Material, muted, plain, row_line, shortened, told
from journey_tui.domain.ask_answers_deal import about_requirement
from journey_tui.domain.facts import is_said
from journey_tui.domain.language import quoted, short_date, weekday_date
from journey_tui.domain.model import Evidence, Lane, Modality, Side, Stance
from journey_tui.domain.reading import PersonReading
from journey_tui.domain.views_workspace import AnswerLine

ROLES: Final = {
    Lane.ECONOMIC_BUYER: "can say yes", Lane.CHAMPION: "carries it inside", Lane.USERS_TECHNICAL: "user or technical",
    Lane.PROCUREMENT_LEGAL_SECURITY: "procurement, legal or security", Lane.BUYER_OTHER: "role not known yet", Lane.SELLER: "our side",
    Lane.PARTNER: "partner", Lane.AUTOMATION: "automation", Lane.AI: "AI",
}  # fmt: skip


def _requirement(key: str, m: Material) -> list[AnswerLine]:
    one = next((r for r in m.view.reading.requirements if r.key == key), None)
    return about_requirement(one, m) if one else []


def _in_lane(m: Material, lane: Lane) -> list[PersonReading]:
    return [one for one in m.view.reading.people if one.lane is lane and one.side is Side.CUSTOMER and not one.is_machine]


def _person_line(one: PersonReading, m: Material) -> AnswerLine:
    heard = f"last heard {short_date(one.last_heard, m.now)}" if one.last_heard else "not heard yet"
    away = f", away until {short_date(one.away_until, m.now)}" if one.away_until and one.away_until >= m.today else ""
    title = f" ({one.title})" if one.title else ""
    return AnswerLine(f"{one.name}{title} · {ROLES[one.lane]} · {heard}{away}")


def _who_yes(u: Understood, m: Material) -> list[AnswerLine]:
    people = _in_lane(m, Lane.ECONOMIC_BUYER)
    lines = [_person_line(one, m) for one in people]
    if not people:
        spoken = [e for e in m.view.evidence if e.requirement == "economic_buyer" and e.side is Side.CUSTOMER and not e.rejected]
        said = any(part == "named" for one in spoken for part, _ in one.parts)
        words = (
            "They have named who signs; that person has not been heard from."
            if said
            else "Nobody is known yet to be able to say yes."
        )
        lines = [plain(words)]
    return [*lines, *_requirement("economic_buyer", m)]


def _is_act(item: Evidence) -> bool:
    """Return whether a quote tells of an act for it, by somebody who stands by that."""
    acted = item.act or any(part == "act" for part, _ in item.parts)
    return acted and not item.rejected and item.modality is Modality.ASSERTED and item.stance is Stance.SUPPORTS


def _champion(u: Understood, m: Material) -> list[AnswerLine]:
    people = _in_lane(m, Lane.CHAMPION)
    acts = [e.speaker_key for e in m.view.evidence if e.requirement == "champion" and _is_act(e)]
    others = [p for p in m.view.reading.people if p.key in acts and p not in people and p.side is Side.CUSTOMER]
    lines = [_person_line(one, m) for one in people]
    lines += [AnswerLine(f"{_person_line(one, m).text} · has acted for it too") for one in others]
    lines = lines or [plain("Nobody is known yet to carry it inside: no act for it is stored.")]
    signals = [s for s in m.view.reading.signals if s.kind == "champion_weakening" and s.fired]
    lines += [plain(signal.fact, evidence=signal.evidence) for signal in signals]
    return [*lines, *_requirement("champion", m)]


_QUIET_KINDS: Final = ("reply_overdue", "no_two_way_contact", "champion_weakening", "decision_maker_not_heard", "one_voice")


def _quiet(u: Understood, m: Material) -> list[AnswerLine]:
    person = m.person(u.person)
    signals = [s for s in m.view.reading.signals if s.kind in _QUIET_KINDS]
    if person is not None:
        mine = [s for s in signals if s.person in (person.name, person.key) or person.name in s.fact]
        lines = [_person_line(person, m), *_reply_words(person, m)]
        lines += [
            plain(f"{s.fact}{'' if s.fired else f' No sign of trouble: {s.cancelled_by}.'}", evidence=s.evidence) for s in mine
        ]
        return lines
    lines = [plain(f"{s.fact} It matters because {s.why[:1].lower()}{s.why[1:].rstrip('.')}. Settled by: {s.clears.rstrip('.')}.", evidence=s.evidence,
                   touchpoint=next(iter(s.touchpoints), "")) for s in signals if s.fired]  # fmt: skip
    explained = [
        muted(f"{s.fact} Explained: {s.cancelled_by}.")
        for s in signals
        if not s.fired and s.cancelled_by and s.kind == "reply_overdue"
    ]
    if not lines:
        lines = [plain("Nobody has gone quiet compared with their own usual reply time.")]
        heard = sorted(
            (p for p in m.view.reading.people if p.side is Side.CUSTOMER and p.last_heard), key=lambda p: p.last_heard or m.now
        )
        lines += [_person_line(one, m) for one in heard[:3]]
    return [*lines, *explained[:3]]


def _reply_words(one: PersonReading, m: Material) -> list[AnswerLine]:
    if one.usual_reply_h is None:
        return [muted("Fewer than three replies of theirs are stored, so no usual reply time is known.")]
    usual = f"{one.usual_reply_h:.0f} hours" if one.usual_reply_h < 48 else f"{one.usual_reply_h / 24:.0f} days"
    return [plain(f"Usual reply time: {usual} (median of their replies).")]


def _reply_time(u: Understood, m: Material) -> list[AnswerLine]:
    person = m.person(u.person)
    if person is not None:
        return [_person_line(person, m), *_reply_words(person, m)]
    known = [p for p in m.view.reading.people if p.side is Side.CUSTOMER and p.usual_reply_h is not None]
    if not known:
        return [plain("No usual reply time is known: nobody has three stored replies.")]
    return [
        AnswerLine(
            f"{p.name}: {p.usual_reply_h:.0f} h"
            if (p.usual_reply_h or 0) < 48
            else f"{p.name}: {(p.usual_reply_h or 0) / 24:.0f} d"
        )
        for p in known
    ]


def _last_heard(u: Understood, m: Material) -> list[AnswerLine]:
    person = m.person(u.person)
    if person is None:
        if u.unknown_name:
            return [plain(f"Nobody of this deal is called {u.unknown_name}."), *_people(u, m)]
        return _last_touch(u, m)
    row = next((r for r in m.recent if r.actor == person.name and r.at <= m.now), None)
    lines = [_person_line(person, m)]
    lines += [row_line(row, m.now)] if row else []
    lines += _reply_words(person, m) if person.side is Side.CUSTOMER else []
    if person.last_heard:
        days = (m.today - person.last_heard.date()).days
        lines[0] = AnswerLine(
            f"{person.name} was last heard on {weekday_date(person.last_heard, m.now)}, {_ago(days)}.",
            (), row.id if row else "",
        )  # fmt: skip
    return lines


def _ago(days: int) -> str:
    return "today" if days == 0 else "yesterday" if days == 1 else f"{days} days ago"


def _last_touch(u: Understood, m: Material) -> list[AnswerLine]:
    past = [r for r in m.recent if r.at <= m.now and r.origin.value != "automated"]
    theirs = next((r for r in past if r.side is Side.CUSTOMER), None)
    ours = next((r for r in past if r.side is Side.SELLER), None)
    talk = next((r for r in past if r.kind.value in ("meeting", "call")), None)
    if not past:
        return [plain("No contact of people is stored for this deal.")]
    lines = []
    for label, row in (("From the customer", theirs), ("From us", ours), ("Last call or meeting", talk)):
        if row is not None:
            lines.append(
                AnswerLine(
                    f"{label}: {weekday_date(row.at, m.now)} · {row.kind.value} · {row.actor}: {row.subject or row.snippet}",
                    (),
                    row.id,
                )
            )
    about = talk if talk and u.topic == "" else None
    quotes = [e for e in m.view.evidence if about and e.touchpoint_id == about.id and not e.rejected]
    return [*lines, *[told(e, m.now) for e in quotes[:4]]]


def _people(u: Understood, m: Material) -> list[AnswerLine]:
    order = list(ROLES)
    people = [p for p in m.view.reading.people if p.side in (Side.CUSTOMER, Side.PARTNER) and not p.is_machine]
    if not people:
        return [plain("Nobody of the customer's side is known yet.")]
    people.sort(key=lambda p: (p.last_heard is None, order.index(p.lane), -(p.last_heard.timestamp() if p.last_heard else 0)))
    return shortened([_person_line(one, m) for one in people], "people", 10)


def _role_of(u: Understood, m: Material) -> list[AnswerLine]:
    person = m.person(u.person)
    if person is None:
        name = u.unknown_name or u.topic or "that"
        if said := [
            AnswerLine(f"{row.actor}, {short_date(row.at, m.now)}: {quoted(words, 30)}", (), row.id) for row, words in m.said
        ]:
            return [plain(f"Nobody of this deal is called {name}; the name stands in these:"), *shortened(said, "passages", 4)]
        return [plain(f"Nobody of this deal is called {name}."), muted("Known:"), *_people(u, m)]
    quotes = [e for e in m.view.evidence if e.speaker_key == person.key and is_said(e)]
    rule = [muted(f"Role by: {person.lane_rule}")] if person.lane_rule else []
    return [_person_line(person, m), *rule, *[told(e, m.now) for e in quotes[:3]]]


MAKERS: dict[str, Callable[[Understood, Material], list[AnswerLine]]] = {
    "who_yes": _who_yes, "champion": _champion, "quiet": _quiet, "reply_time": _reply_time, "last_heard": _last_heard, "last_touch": _last_touch,
    "people": _people, "role_of": _role_of,
}  # fmt: skip
