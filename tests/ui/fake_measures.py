"""The measures of a month that was written out by hand, as the screen gets them."""

from __future__ import annotations

from dataclasses import replace
from datetime import tzinfo

from journey_tui.domain.measures import LEAST_PEOPLE, local_day
from journey_tui.domain.measures_told import measure_all
from journey_tui.domain.views_measures import MeasuresView
from tests.measures.month import FACTS


def measures_view(
    span: str, *, team: bool, people: int, zone: tzinfo | None, empty: bool = False, on: bool = True, made_up: bool = False
) -> MeasuresView:
    """Return every measure of the month; `empty`: of a month without events."""
    if not on:
        return MeasuresView(enabled=False, span=span, team=team)
    if team and people < LEAST_PEOPLE:
        return MeasuresView(enabled=True, span=span, team=True, people=people)
    facts = replace(FACTS, span=span, zone=zone or FACTS.zone, team=team)
    if empty:
        facts = replace(facts, events=(), said=(), held=(), verdicts=(), done={}, heard={}, began=None)
    since = local_day(facts.since, facts.zone)
    return MeasuresView(True, span, team, people, measure_all(facts), facts.names, facts.began, since, facts.buckets[0], made_up)
