"""Answers in people's own words: what was said about something, asked, promised, and what else they consider."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from journey_tui.domain.ask import Understood
from journey_tui.domain.ask_answers import Material, muted, plain, row_line, shortened, told
from journey_tui.domain.ask_answers_deal import _remark, about_requirement
from journey_tui.domain.facts import is_said
from journey_tui.domain.language import quoted, short_date, weekday_date
from journey_tui.domain.model import Evidence, Remark, Side
from journey_tui.domain.views_workspace import AnswerLine
from journey_tui.text import normalise


def _said_about(u: Understood, m: Material) -> list[AnswerLine]:
    topic = u.topic
    person = m.person(u.person)
    lines = _quotes_on(m.only or topic, m, person.key if person else "")
    known = [(line.touchpoint, _plain(line.text)) for line in lines]
    for row, sentence in m.said:
        words = _plain(sentence)
        if not any(key == row.id and (words in text or text.split(": ", 1)[-1].strip("“”… ") in words) for key, text in known):
            lines.append(AnswerLine(f"{row.actor}, {short_date(row.at, m.now)}: {quoted(sentence, 30)}", (), row.id))
    if lines:
        lead = [muted(f"Nothing has all of “{topic}”; with “{m.only}” there is:")] if m.only else []
        return [*lead, *shortened(lines, "passages", 7)]
    one = next((r for r in m.view.reading.requirements if r.key == u.requirement), None) if u.requirement else None
    if one is not None and one.evidence:
        return [muted(f"Nobody used the words “{topic}”; on “{one.label}”:"), *about_requirement(one, m)]
    if m.hits:
        return [
            muted(f"“{m.only or topic}” stands in these, but not in what the customer said:"),
            *[row_line(row, m.now) for row in m.hits[:4]],
        ]
    return [
        plain(
            f"Nothing that is stored for this deal has “{topic}”."
            if topic
            else "What should it be about? Example: what did they say about security?"
        )
    ]


def _plain(text: str) -> str:
    return normalise(text).casefold().strip(" .!?")


def _quotes_on(topic: str, m: Material, speaker: str = "") -> list[AnswerLine]:
    words = [w for w in topic.casefold().split() if len(w) > 2]
    found: list[Evidence] = []
    for e in m.view.evidence:
        text = f"{e.quote} {' '.join(value for _, value in e.parts)}".casefold()
        fits = words and all(w.rstrip("s") in text for w in words) and (not speaker or e.speaker_key == speaker)
        if fits and is_said(e) and all(other.quote != e.quote for other in found):
            found.append(e)
    return [told(e, m.now) for e in sorted(found, key=lambda e: e.observed_at, reverse=True)]


def _said_by(u: Understood, m: Material) -> list[AnswerLine]:
    person = m.person(u.person)
    if u.topic:
        found = _said_about(u, m)
        if person is None or any(person.name in line.text for line in found):
            return [line for line in found if person is None or person.name in line.text] or found
        return [plain(f"{person.name} said nothing about “{u.topic}” that is stored."), *found]
    if person is None:
        return [plain("Whose words? Example: what did Priya say?")]
    items = [e for e in m.view.evidence if e.speaker_key == person.key and is_said(e)]
    items.sort(key=lambda e: e.observed_at, reverse=True)
    unique = [e for n, e in enumerate(items) if e.quote not in {other.quote for other in items[:n]}]
    lines = [told(e, m.now) for e in unique]
    lines += [_remark(r, m) for r in m.remarks if r.speaker_key == person.key and r.quote not in {e.quote for e in unique}][-3:]
    rows = [row_line(r, m.now) for r in m.recent if r.actor == person.name][:3]
    return shortened(lines, "passages") or [muted(f"No quote of {person.name}'s was taken; the last messages:"), *rows] if lines or rows else [
        plain(f"Nothing by {person.name} is stored.")]  # fmt: skip


def _of_kind(m: Material, kinds: Iterable[str], side: Side | None) -> list[Remark]:
    wanted = set(kinds)
    found = [r for r in m.remarks if r.kind in wanted and (side is None or r.side is side)]
    return sorted(found, key=lambda r: r.at, reverse=True)


def _about_person(items: list[Remark], u: Understood, m: Material, *, by: bool) -> list[Remark]:
    person = m.person(u.person)
    if person is None:
        return items
    first = person.name.split(" ")[0]
    if by:
        return [r for r in items if r.speaker_key == person.key] or items
    return [r for r in items if r.addressed_to == person.key or first in f"{r.quote} {r.value}"] or items


def _promised(u: Understood, m: Material) -> list[AnswerLine]:
    person = m.person(u.person)
    if person is not None and person.side is Side.CUSTOMER and not any(
            r for r in _of_kind(m, ("promise",), Side.SELLER) if r.addressed_to == person.key) and any(
            r.speaker_key == person.key for r in _of_kind(m, ("promise",), Side.CUSTOMER)):  # fmt: skip
        return _owed_us(u, m)
    owed = [s for s in m.view.reading.signals if s.kind == "promise_owed"]
    lines = [
        plain(f"Still owed: {s.fact}", evidence=s.evidence, touchpoint=next(iter(s.touchpoints), "")) for s in owed if s.fired
    ]
    lines += [
        muted(f"{s.fact} {s.cancelled_by[:1].upper()}{s.cancelled_by[1:]}.") for s in owed if not s.fired and s.cancelled_by
    ][:3]
    told_already = {touchpoint for s in owed for touchpoint in s.touchpoints}
    promises = _about_person(_of_kind(m, ("promise",), Side.SELLER), u, m, by=False)
    lines += [_promise(r, m) for r in promises if r.touchpoint_id not in told_already or not owed]
    return shortened(lines, "promises") or [plain("No promise of ours is found in what is stored.")]


def _promise(remark: Remark, m: Material) -> AnswerLine:
    return _remark(remark, m, f" (for {weekday_date(remark.due, m.now)})" if remark.due else "")


def _owed_us(u: Understood, m: Material) -> list[AnswerLine]:
    items = _about_person(_of_kind(m, ("promise",), Side.CUSTOMER), u, m, by=True)
    return shortened([_promise(r, m) for r in items], "promises") or [
        plain("No promise of the customer's is found in what is stored.")
    ]


def _asked(u: Understood, m: Material) -> list[AnswerLine]:
    waiting = [s for s in m.view.reading.signals if s.kind == "question_unanswered" and s.fired]
    lines = [
        plain(f"Waits for an answer: {s.fact}", evidence=s.evidence, touchpoint=next(iter(s.touchpoints), "")) for s in waiting
    ]
    open_in = {touchpoint for s in waiting for touchpoint in s.touchpoints}
    items = _about_person(_of_kind(m, ("question", "request"), Side.CUSTOMER), u, m, by=True)
    lines += [_remark(r, m) for r in items if r.touchpoint_id not in open_in]
    return shortened(lines, "questions", 8) or [plain("No question of the customer's is found in what is stored.")]


def _alternatives(u: Understood, m: Material) -> list[AnswerLine]:
    one = next((r for r in m.view.reading.requirements if r.key == "competition"), None)
    items = [e for e in m.view.evidence if e.requirement == "competition" and not e.rejected]
    named = _of_kind(m, ("alternative",), None)
    lines = [told(e, m.now) for e in sorted(items, key=lambda e: e.observed_at, reverse=True)]
    quotes = {e.quote for e in items}
    lines += [
        _remark(r, m, f" ({r.value})" if r.value and r.value not in r.quote else "") for r in named if r.quote not in quotes
    ]
    if not lines:
        ask = f" To ask: {one.question}" if one and one.question else ""
        return [plain(f"No alternative is named in what is stored.{ask}")]
    return shortened(lines, "mentions")


def _timeline_of(u: Understood, m: Material) -> list[AnswerLine]:
    person = m.person(u.person)
    if u.topic:
        rows = sorted(m.hits, key=lambda r: r.at)
        if not rows:
            return [plain(f"Nothing that is stored for this deal has “{u.topic}”.")]
        head = muted(
            f"“{m.only or u.topic}” came up {'once' if len(rows) == 1 else f'{len(rows)} times'}, first on {weekday_date(rows[0].at, m.now)}:"
        )
        return [head, *shortened([row_line(row, m.now) for row in rows], "touchpoints", 8)]
    rows = [r for r in m.recent if (person is None or r.actor == person.name) and r.origin.value != "automated"]
    if not rows:
        return [plain("Nothing is on the timeline yet." if person is None else f"Nothing by {person.name} is stored.")]
    return [muted("Newest first; 3 shows all of it:"), *shortened([row_line(row, m.now) for row in rows], "touchpoints", 8)]


MAKERS: dict[str, Callable[[Understood, Material], list[AnswerLine]]] = {
    "said_about": _said_about, "said_by": _said_by, "promised": _promised, "owed_us": _owed_us, "asked": _asked, "alternatives": _alternatives,
    "timeline_of": _timeline_of,
}  # fmt: skip
