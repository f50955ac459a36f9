"""The body of `journey measures`: every measure in a table, or one with its counts and what is behind it."""

from __future__ import annotations

from typing import Any

from journey_tui.cli.output import USAGE, emit, note, plain_errors, say, say_wrapped, stop, table
from journey_tui.cli.reading import local_zone, open_store
from journey_tui.domain.codec import encode
from journey_tui.domain.measures import LEAST_PEOPLE, Measure
from journey_tui.domain.measures_words import value_words
from journey_tui.domain.views_measures import MeasuresView

SHOWN = 20
"""Things behind a figure that are printed."""
OFF = "Measures are off. `enabled = true` under `[measures]` in the settings turns them on."
FEW_PEOPLE = f"Everybody's figures together are told from {LEAST_PEOPLE} people on; with fewer they would be somebody's own."


def measures(store: str | None, key: str, span: str, *, team: bool, as_json: bool) -> None:
    """Print the measures."""
    with plain_errors(as_json):
        view = open_store(store).measures(span=span, team=team, zone=local_zone())
        chosen = [one for one in view.measures if not key or one.key == key]
        if key and view.measures and not chosen:
            stop(f"There is no measure {key}: {', '.join(one.key for one in view.measures)}.", USAGE, as_json=as_json)
        if as_json:
            emit(shape(view, chosen))
        elif not view.enabled:
            say(OFF)
        elif not view.measures:
            say_wrapped(FEW_PEOPLE)
        elif key:
            _print_one(chosen[0], view)
        else:
            _print(view)


def shape(view: MeasuresView, chosen: list[Measure]) -> dict[str, Any]:
    """Return the measures as JSON; what has no number there (`over 14 d`, too few) is null."""
    return {
        "enabled": view.enabled, "span": view.span, "whose": "all" if view.team else "own", "people": view.people,
        "since": encode(view.since), "began": encode(view.began), "made_up": view.made_up, "complete": view.complete, "measures": [_measure(one, view) for one in chosen],
    }  # fmt: skip


def _measure(one: Measure, view: MeasuresView) -> dict[str, Any]:
    return {
        "key": one.key, "name": one.name, "unit": one.unit, "value": _number(one.value), "words": one.words, "count": one.count, "hits": one.hits,
        "enough": one.count >= one.least, "least": one.least, "goal": _number(one.goal), "met": one.met, "counts": one.counts, "says": one.says,
        "definition": one.definition,
        "trend": [{"start": encode(p.start), "value": _number(p.value), "count": p.count, "hits": p.hits} for p in one.trend],
        "parts": [{"name": p.name, "value": _number(p.value), "count": p.count, "hits": p.hits} for p in one.parts],
        "before": {"value": _number(one.before.value), "count": one.before.count, "hits": one.before.hits} if one.before else None,
        "behind": [
            {"at": encode(c.at), "deal": c.deal_id or None, "name": view.names.get(c.deal_id, ""), "what": c.what, "part": c.part,
             "value": _number(c.value), "note": c.note}
            for c in one.cases
        ],
    }  # fmt: skip


def _number(value: float | None) -> float | None:
    return None if value is None or value in (float("inf"), float("-inf")) else round(value, 6)


def _print(view: MeasuresView) -> None:
    whose = "everybody's together" if view.team else "yours alone"
    say_wrapped(f"Measures · {whose} · 12 {view.span}s since {encode(view.since)} · kept here, sent nowhere")
    if view.made_up:
        note("The demo's figures are made up.")
    say()
    rows = [(one.name, one.words, one.goal_words + (", met" if one.met else ""), one.counts) for one in view.measures]
    table([("", "", "", ""), *rows][1:], right=frozenset({1}), wrap_last=True)


def _print_one(one: Measure, view: MeasuresView) -> None:
    say_wrapped(f"{one.name}: {one.words}" + (f" ({one.goal_words}{', met' if one.met else ''})" if one.goal_words else ""))
    say_wrapped(f"{one.counts}. {one.says}", "  ")
    say()
    say_wrapped(f"What is counted: {one.definition}", "  ")
    say()
    unit = one.unit
    table([(encode(p.start), value_words(p.value, unit) if p.value is not None else "too few" if p.count else "", str(p.count)) for p in one.trend],
          right=frozenset({1, 2}))  # fmt: skip
    if one.parts:
        say()
        table([(p.name, f"{p.hits} of {p.count}") for p in one.parts], right=frozenset({1}))
    if one.cases:
        say()
        table([(f"{c.at:%d %b}", view.names.get(c.deal_id, ""), c.what, c.note) for c in one.cases[:SHOWN]])
