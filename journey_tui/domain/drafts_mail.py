"""The follow-up e-mail: short, in the reader's own words where there are any, with one question at the end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from journey_tui.domain.drafts import Brief, Draft, first_name
from journey_tui.domain.language import ended, quoted, short_date, weekday_date
from journey_tui.domain.model import Evidence, Kind, Origin, Remark, Side
from journey_tui.domain.plan_words import BACK
from journey_tui.domain.reading import PersonReading
from journey_tui.domain.views import TimelineRow

_PREFIX: Final = re.compile(r"^(?:\s*(?:re|fwd?|aw|wg)\s*:\s*)+", re.IGNORECASE)
_SECOND: Final = (
    (r"\bI'll\b", "we will"), (r"\bI will\b", "we will"), (r"\bI'd\b", "we would"), (r"\bI'm\b", "we are"), (r"\bI am\b", "we are"), (r"\bI\b", "we"), (r"\bmy\b", "our"),
)  # fmt: skip


def follow_up(brief: Brief) -> Draft:
    """Return the e-mail that a call, a promise, a question or an open part asks for."""
    reader = brief.person or _reader(brief)
    step = brief.step
    kind = step.kind if step else ""
    body, cites = (
        _promise(brief)
        if kind == "promise"
        else _answer(brief)
        if kind == "answer"
        else _part(brief)
        if kind == "part"
        else _talk(brief, reader)
    )
    name = first_name(reader.name) if reader else ""
    subject = _subject(brief, reader)
    greeting = f"Hello {name}," if name else "Hello,"
    lines = [f"To: {_to(reader)}", f"Subject: {subject}", "", greeting, "", *body, "", "Best regards", brief.by]
    what = "Follow-up" if step or brief.about or _was_heard(reader) else "First message"
    return Draft("follow-up", f"{what}{f' to {name}' if name else ''}: {subject}", "\n".join(lines), cites,
                 step_id=step.id if step else "")  # fmt: skip


def _to(reader: PersonReading | None) -> str:
    """Return the recipient; where nobody or no address is known, what is to be filled in."""
    if reader is None:
        return "[… who, and their address]"
    if "@" not in reader.key:
        return f"{reader.name} [… their address]"
    return f"{reader.name} <{reader.key}>" if reader.name != reader.key else reader.key


def _was_heard(reader: PersonReading | None) -> bool:
    return reader is not None and reader.last_heard is not None


def _reader(brief: Brief) -> PersonReading | None:
    """Return whom it goes to: the step's person, who acted in what it follows, else who of the customer's was heard last."""
    people = [p for p in brief.view.reading.people if p.side is Side.CUSTOMER and not p.is_machine]
    wanted = (brief.step.person if brief.step else "") or (brief.about.actor if brief.about else "")
    named = next((p for p in people if wanted and p.name == wanted), None)
    there = [p for p in people if p.key in brief.present]
    heard = max(there or people, key=lambda p: (p.last_heard.timestamp() if p.last_heard else 0.0, "@" in p.key), default=None)
    return named or heard


def _subject(brief: Brief, reader: PersonReading | None) -> str:
    step, about = brief.step, brief.about
    known = _PREFIX.sub("", about.subject) if about else ""
    if step and step.kind == "promise":
        return known or "As promised"
    if step and step.kind == "answer":
        return f"Re: {known}" if known else "Your question"
    if step and step.kind == "part":
        return f"A question on {brief.view.deal.name}"
    if known and brief.about:
        talk = brief.about.kind in (Kind.CALL, Kind.MEETING) and not _is_ahead(brief.about, brief)
        return f"{known}: what we agreed" if talk else known if _for_them(brief.about) else brief.view.deal.name
    if reader is not None and brief.last is not None and brief.last.kind is Kind.EMAIL and brief.last.actor == reader.name:
        return f"Re: {_PREFIX.sub('', brief.last.subject)}" if brief.last.subject else f"{brief.view.deal.name}: next steps"
    return f"{brief.view.deal.name}: next steps" if _was_heard(reader) else brief.view.deal.name


def _talk(brief: Brief, reader: PersonReading | None) -> tuple[list[str], tuple[str, ...]]:
    """Return the letter after a talk: what they said, what happens next, one question."""
    quotes = _heard(brief, reader)
    lines = [f"{_opening(brief, reader)} {'This is what I took with me, in your own words:' if quotes else ''}".rstrip()]
    if quotes:
        lines += ["", *(f"- {_attributed(e, reader)}" for e in quotes)]
    ours, theirs = _agreed(brief, reader)
    if ours or theirs:
        lines += ["", "What happens next:", "", *(f"- We: {line}" for line in ours), *(f"- You: {line}" for line in theirs)]
    told = bool(quotes or ours or theirs)
    lead = "One question, so that I get it right" if told else "One question to begin with"
    lines += ["", f"{lead}: {question}"] if (question := _question(brief, reader, quotes)) else []
    if not told and not _was_heard(reader):
        lines += ["", "And who on your side should be part of this from the start?"]
    lines += ["", "If I have anything wrong here, please correct me."] if told else []
    return lines, tuple(e.id for e in quotes)


def _opening(brief: Brief, reader: PersonReading | None) -> str:
    """Return the first sentence: what it follows, as it was; without anything to thank for, why it is written."""
    about, deal = brief.about, brief.view.deal
    if about is not None and _for_them(about):
        day = weekday_date(about.at.date(), brief.today)
        if _is_ahead(about, brief):
            return f"I am looking forward to our {about.kind.value} on {day}."
        if about.kind in (Kind.CALL, Kind.MEETING):
            return f"Thank you for the {'call' if about.kind is Kind.CALL else 'time'} on {day}."
        if about.side is Side.CUSTOMER and about.kind is Kind.EMAIL:
            return f"Thank you for your message on {day}."
        if about.side is Side.SELLER and about.kind is Kind.EMAIL:
            return f"I am coming back to my message of {day}."
    if brief.last is not None and brief.last.actor == (reader.name if reader else ""):
        what = "your message" if brief.last.kind is Kind.EMAIL else f"our {brief.last.kind.value}"
        named = f", {quoted(known, 12)}" if (known := _PREFIX.sub("", brief.last.subject)) else ""
        return f"I am coming back to {what} of {weekday_date(brief.last.at.date(), brief.today)}{named}."
    if reader is not None and reader.last_heard is not None:
        day = weekday_date(reader.last_heard.date(), brief.today)
        return f"I am writing about {deal.name}, where we were last in touch on {day}."
    return f"I am writing about {deal.name}."


def _for_them(about: TimelineRow) -> bool:
    """Return whether the customer knows of it: what a system wrote, and a note of our own, they do not."""
    return about.origin is not Origin.AUTOMATED and about.kind in (Kind.EMAIL, Kind.CALL, Kind.MEETING)


def _is_ahead(about: TimelineRow, brief: Brief) -> bool:
    return about.at.date() > brief.today


def _heard(brief: Brief, reader: PersonReading | None) -> list[Evidence]:
    """Return the quotes for the letter: from what it follows, else the reader's own newest."""
    everything = brief.quotes()
    here = [e for e in everything if brief.about and e.touchpoint_id == brief.about.id]
    here = here or [e for e in everything if brief.about and e.meeting and e.meeting == brief.about.id]
    own = [e for e in everything if reader and e.speaker_key == reader.key]
    own.sort(key=lambda e: e.observed_at, reverse=True)
    seen: set[str] = set()
    found = [e for e in (here or own[:2]) if not (e.requirement in seen or seen.add(e.requirement))]  # type: ignore[func-returns-value]
    return found[:4]


def _attributed(item: Evidence, reader: PersonReading | None) -> str:
    who = "You" if reader and item.speaker_key == reader.key else item.speaker
    return f"{who}: {quoted(item.quote, 40)}"


def _agreed(brief: Brief, reader: PersonReading | None) -> tuple[list[str], list[str]]:
    """Return what we and they said they would do, where it is from the same talk or still to come."""

    def fits(r: Remark) -> bool:
        if brief.about is None:
            return r.due is not None and r.due >= brief.today
        return r.touchpoint_id == brief.about.id and names_a_thing(r)

    ours = [_task(r, brief, reader) for r in brief.open_remarks("promise", Side.SELLER) if fits(r)]
    theirs = [_task(r, brief, reader) for r in brief.open_remarks("promise", Side.CUSTOMER) if fits(r)]
    return ours[:4], theirs[:4]


def _task(remark: Remark, brief: Brief, reader: PersonReading | None) -> str:
    by = f" (by {weekday_date(remark.due, brief.today)})" if remark.due else ""
    return f"{promised(remark, brief, reader)}{by}"


def promised(remark: Remark, brief: Brief, reader: PersonReading | None = None) -> str:
    """Return what a promise is to do, with the verb that it was given with; an answer says to what."""
    thing = thing_of(remark)
    if bare_answer(thing):
        return f"{thing.rstrip(' .')} on {_asked_there(remark, brief, reader) or '[… what was asked]'}"
    given = re.search(rf"\b(?P<verb>{_GIVEN}) (?:over )?{re.escape(thing)}", " ".join(remark.quote.split()), re.I)
    return f"{given['verb'].lower()} {thing}" if given else thing


_GIVEN: Final = (
    r"(?:send|share|prepare|write|draft|bring|give|forward|check|book|arrange|set up|mail|email|confirm|order)(?: you| them)?"
)


def bare_answer(thing: str) -> bool:
    """Return whether a promise is to come back to somebody, and does not say on what."""
    return (
        re.fullmatch(
            rf"{BACK.pattern}(?: (?:you|them|him|her|all of you))?(?: (?:soon|then|again|asap))?", thing.rstrip(" ."), re.I
        )
        is not None
    )


def _asked_there(remark: Remark, brief: Brief, reader: PersonReading | None) -> str:
    """Return the customer's question that a promise of an answer is about: the only one of that talk that is still open."""
    asked = [r for r in brief.open_remarks("question", Side.CUSTOMER) if r.touchpoint_id == remark.touchpoint_id]
    if len(asked) != 1:
        return ""
    whose = "your" if reader is not None and asked[0].speaker == reader.name else f"{asked[0].speaker}'s"
    return f"{whose} question {quoted(asked[0].quote, 20)}"


def thing_of(remark: Remark) -> str:
    """Return what a promise is about; the subject in brackets behind it says only where it was made."""
    thing = re.sub(r" \([^()]*\)$", "", " ".join((remark.value or "").split()))
    return (thing or quoted(remark.quote, 30)).rstrip(".")


def names_a_thing(remark: Remark) -> bool:
    """Return whether a promise says what is to be done: three words say `ask me that`."""
    return len(thing_of(remark).split()) > 3 or remark.due is not None


def _promise(brief: Brief) -> tuple[list[str], tuple[str, ...]]:
    remark = _remark_of(brief, ("promise",))
    thing = thing_of(remark) if remark else (brief.step.produces if brief.step else "")
    when = f" on {weekday_date(remark.at.date(), brief.today)}" if remark else ""
    if remark and bare_answer(thing):
        asked = _asked_there(remark, brief, brief.person)
        lines = [ended(f"as promised{when}, I am coming back to you{f' on {asked}' if asked else ''}"), "", "[… the answer]"]
    else:
        lines = [f"as promised{when}, here is what I said we would do: {_we(thing)}.", "", "[… attach or write it here]"]
    lines += ["", f"While I write: {question}"] if (question := _question(brief, brief.person)) else []
    return lines, ()


def _answer(brief: Brief) -> tuple[list[str], tuple[str, ...]]:
    remark = _remark_of(brief, ("question", "request"))
    asked = (
        f"on {weekday_date(remark.at.date(), brief.today)} you asked: {quoted(remark.quote, 40)}"
        if remark
        else "you asked a question that is still open."
    )
    lines = [ended(asked), "", "[… the answer]"]
    points = [point for point, _ in brief.points[:1]]
    lines += ["", f"For comparison: {points[0].text} ({points[0].source})."] if points else []
    lines += ["", "Does this settle it, or should we go through it together?"]
    return lines, ()


def _part(brief: Brief) -> tuple[list[str], tuple[str, ...]]:
    step = brief.step
    assert step is not None
    own = [e for e in brief.quotes(step.requirement) if brief.person and e.speaker_key == brief.person.key][:1]
    lines = []
    if own:
        lines += [f"on {short_date(own[0].observed_at.date(), brief.today)} you wrote or said {quoted(own[0].quote, 40)}.", ""]
    question = step.produces or next((q for _, q in brief.questions(1)), "")
    lines += [f"One question, so that we plan this the way you need it: {_asked_plainly(question)}"]
    if brief.view.deal.close_date and not brief.view.deal.closed:
        lines += [
            "",
            f"I ask now because the dates that we work towards hang on it ({weekday_date(brief.view.deal.close_date, brief.today)}).",
        ]
    lines += ["", "A line is enough; if a short call is easier, name a time and I will be there."]
    return lines, tuple(e.id for e in own)


def _question(brief: Brief, reader: PersonReading | None, told: Sequence[Evidence] = ()) -> str:
    """Return the first open question; with the reader's own words where it points at them, in short where they were told above."""
    for key, question in brief.open_questions():
        own = next((e for e in brief.quotes(key) if reader and e.speaker_key == reader.key), None)
        if own is not None:
            above = any(own.quote == one.quote for one in told)
            words = f"on {quoted(own.quote, 6)}" if above else f"you said {quoted(own.quote, 30)}"
            return f"{words} – {_asked_plainly(question)}"
        if not _POINTS.search(question):
            return _asked_plainly(question)
    return ""


_POINTS: Final = re.compile(r"\b(?:that|these|those|it)\b", re.IGNORECASE)
"""Words of a question that point at something said before."""


def _remark_of(brief: Brief, kinds: tuple[str, ...]) -> Remark | None:
    touched = set(brief.step.touchpoints) if brief.step else set()
    found = [r for r in brief.remarks if r.kind in kinds and r.touchpoint_id in touched and not r.confidential]
    return next(
        (r for r in found if brief.step and (r.value or r.quote) and (r.value or r.quote) == brief.step.produces),
        found[0] if found else None,
    )


def _we(thing: str) -> str:
    for pattern, words in _SECOND:
        thing = re.sub(pattern, words, thing)
    return thing[:1].lower() + thing[1:] if not thing[:2].isupper() else thing


def _asked_plainly(question: str) -> str:
    """Return a question as one sentence that begins in lower case after the colon."""
    question = question.strip()
    return question[:1].lower() + question[1:] if question[1:2].islower() else question
