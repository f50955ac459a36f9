"""Answer what was understood of a question from what is stored: every line names what it stands on, and nothing is made up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from journey_tui.domain.ask import Understood
from journey_tui.domain.ask_rules import CANONICAL
from journey_tui.domain.language import quoted, short_date, without_blame
from journey_tui.domain.model import Evidence, FieldChange, Remark
from journey_tui.domain.reading import PersonReading
from journey_tui.domain.views import DealView, TimelineRow
from journey_tui.domain.views_workspace import Answer, AnswerLine, ArtifactItem, KeptFact
from journey_tui.lean import dataclass

MOST: Final = 6
"""Lines of a list in an answer; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Material:
    """What the store has for the answer."""

    view: DealView
    now: datetime
    remarks: tuple[Remark, ...] = ()
    changes: tuple[FieldChange, ...] = ()
    coming: tuple[TimelineRow, ...] = ()
    """Meetings and calls to come, the next one first."""
    recent: tuple[TimelineRow, ...] = ()
    """What happened last, newest first."""
    hits: tuple[TimelineRow, ...] = ()
    """Touchpoints that have the topic's words, or the one in `only`."""
    said: tuple[tuple[TimelineRow, str], ...] = ()
    """(touchpoint, sentence) where the topic's words were found in what somebody said."""
    only: str = ""
    """The one word of the topic that was found, where nothing has all of them."""
    facts: tuple[KeptFact, ...] = ()
    artifacts: tuple[ArtifactItem, ...] = ()

    @property
    def today(self) -> date:
        """Return the day."""
        return self.now.date()

    def person(self, key: str) -> PersonReading | None:
        """Return one of the deal's people."""
        return next((one for one in self.view.reading.people if one.key == key), None)

    def quote(self, key: str) -> Evidence | None:
        """Return a quote by its id."""
        return next((one for one in self.view.evidence if one.id == key), None)


def plain(text: str, **kept: object) -> AnswerLine:
    """Return a line of an answer; words that blame are said in the product's own way."""
    return AnswerLine(without_blame(text), **kept)  # type: ignore[arg-type]


def muted(text: str) -> AnswerLine:
    """Return a line beside the answer."""
    return AnswerLine(text, ink="muted")


def told(item: Evidence, now: datetime, *, lead: str = "") -> AnswerLine:
    """Return a quote as a line: who, when, their words."""
    private = " (in confidence)" if item.confidential else ""
    return AnswerLine(
        f"{lead}{item.speaker}{private}, {short_date(item.observed_at, now)}: {quoted(item.quote, 30)}",
        (item.id,),
        item.touchpoint_id,
    )


def row_line(row: TimelineRow, now: datetime, words: str = "") -> AnswerLine:
    """Return a touchpoint as a line."""
    what = words or row.subject or row.snippet
    return AnswerLine(f"{short_date(row.at, now)} · {row.kind.value.replace('_', ' ')} · {row.actor}: {what}", (), row.id)


def shortened(lines: list[AnswerLine], what: str, most: int = MOST) -> list[AnswerLine]:
    """Return the first lines and how many more there are."""
    more = len(lines) - most
    return lines if more <= 0 else [*lines[:most], muted(f"and {more} more {what}")]


def answer(understood: Understood, material: Material) -> Answer:
    """Return the answer to an understood question."""
    from journey_tui.domain import ask_answers_deal, ask_answers_people, ask_answers_words

    if not understood.intent:
        return not_understood(understood)
    makers: dict[str, Callable[[Understood, Material], list[AnswerLine]]] = {
        **ask_answers_deal.MAKERS, **ask_answers_people.MAKERS, **ask_answers_words.MAKERS
    }  # fmt: skip
    lines = makers[understood.intent](understood, material)
    way = f"from the store · read as: {_read_as(understood, material)}"
    return Answer(way, tuple(lines), understood.intent)


def _read_as(understood: Understood, material: Material) -> str:
    """Return the question as it was understood, in its plainest words."""
    words = CANONICAL[understood.intent]
    person = material.person(understood.person)
    requirement = next((one for one in material.view.reading.requirements if one.key == understood.requirement), None)
    if "…" in words:
        filled = understood.topic or (person.name if person else "") or (requirement.label if requirement else "")
        if understood.intent == "said_by" and person and understood.topic:
            return f"What did {person.name} say about {understood.topic}?"
        head = words.partition(" (")[0] if filled else words.replace(" …", "")
        words = head.replace("…", filled or "it")
        if understood.intent == "why_status" and requirement:
            words = f"Why is “{requirement.label}” {requirement.status.value}?"
    elif understood.intent == "requirement" and requirement:
        words = f"What do we know about “{requirement.label}”?"
    elif person:
        words = f"{words} ({person.name})"
    return words


def not_understood(understood: Understood) -> Answer:
    """Return the plain word that a question was not understood, with the nearest ones."""
    name = f" Nobody of this deal is called {understood.unknown_name}." if understood.unknown_name else ""
    lines = [plain(f"This was not understood, so nothing was looked up.{name} Nearest questions that the store can answer:")]
    lines += [AnswerLine(question, ink="quote") for question in understood.nearest]
    return Answer("not understood", tuple(lines), "", False, understood.nearest)
