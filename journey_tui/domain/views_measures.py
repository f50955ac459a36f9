"""What the measures hand to screens and commands, and the question that is asked before a deal's bands are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime

from journey_tui.domain.measures import Measure
from journey_tui.domain.reading import Status
from journey_tui.domain.views import DealView
from journey_tui.lean import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """How sure somebody is of one requirement of a deal: asked before they see what Journey makes of it."""

    deal_id: str
    deal: str
    requirement: str
    label: str
    """The requirement in the customer's words."""
    band: str
    """What Journey makes of it, kept with the answer and not shown before it."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A deal as it was read, with the question to ask before its bands are shown, where one is due."""

    view: DealView
    question: Question | None = None


@dataclass(frozen=True, slots=True)
class MeasuresView:
    """Every measure of a person, or of everybody together."""

    enabled: bool
    span: str = "week"
    team: bool = False
    people: int = 0
    """Of how many people something was noted."""
    measures: tuple[Measure, ...] = ()
    """Empty where measures are off, or where a team's figures would be somebody's own."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Deal → its name for people."""
    began: datetime | None = None
    since: date | None = None
    first: date | None = None
    made_up: bool = False
    """Whether some of it belongs to the demo."""
    complete: bool = True
    """Whether the signals and steps were looked at as of then; else these figures are still being worked out."""


def question_of(view: DealView, day: date) -> Question | None:
    """Return the question for a deal on a day: one requirement of the gates that is switched on, another on another day.

    None of a closed deal, and where nothing is switched on.
    """
    if view.deal.closed or view.is_past:
        return None
    on = [one for one in view.reading.requirements if one.status not in (Status.BLANK, Status.NOT_NEEDED) and one.gate]
    if not on:
        return None
    one = on[(day.toordinal() + len(view.deal.id)) % len(on)]
    return Question(view.deal.id, view.deal.account or view.deal.name, one.key, one.label, one.band.value)
