"""When a waiver leads, and where the Truth Line goes on dashed."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from journey_tui.domain.model import Decision
from journey_tui.domain.reading import LineMove
from journey_tui.domain.requirements import decided
from journey_tui.domain.waivers import dashes, waivers

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
STAGES = ("Discovery", "Evaluation", "Proposal")


def said(number: int, day: int, kind: str = "waive", gate: str = "Discovery", days: int | None = 5, value: str = "") -> Decision:
    """Return a decision about a gate on a day, in force for some days."""
    at = START + timedelta(days=day)
    expires = None if days is None else (at + timedelta(days=days)).date()
    return Decision(f"d{number}", at, "dana", kind, f"deal|gate|{gate}", "deal", value=value, expires=expires)


def test_a_waiver_holds_through_its_last_day():
    (one,) = waivers([said(1, 0)])
    assert (one.gate, one.at, one.until, one.expires) == (
        "Discovery", START, datetime(2026, 3, 8, tzinfo=UTC), date(2026, 3, 7),
    )  # fmt: skip


def test_a_later_word_ends_it_and_an_earlier_one_leads_again_once_that_is_over():
    found = waivers([said(1, 0, days=20), said(2, 2, "hold", days=3)])
    assert [(one.at - START, one.until and one.until.date()) for one in found] == [
        (timedelta(0), date(2026, 3, 4)), (datetime(2026, 3, 8, tzinfo=UTC) - START, date(2026, 3, 23)),
    ]  # fmt: skip


@given(st.lists(st.tuples(st.integers(0, 30), st.sampled_from(["waive", "hold", "override"]), st.sampled_from(["waived", "held", ""]),
                          st.sampled_from([None, 0, 1, 4, 9])), max_size=6), st.integers(-1, 60 * 24))  # fmt: skip
def test_waivers_say_at_every_moment_what_the_gate_says(words, hour):
    decisions = sorted((said(n, day, kind, days=days, value=value) for n, (day, kind, value, days) in enumerate(words)),
                       key=lambda one: (one.at, one.id))  # fmt: skip
    moment = START + timedelta(hours=hour)
    leading = decided(decisions, ("waive", "hold", "override"), "gate|Discovery", moment)
    expected = leading is not None and (leading.kind == "waive" or (leading.kind == "override" and leading.value == "waived"))
    found = waivers(decisions)
    assert any(one.at <= moment and (one.until is None or moment < one.until) for one in found) == expected
    assert all(one.until is None or one.at < one.until for one in found)
    assert all(one.until is not None and one.until <= other.at for one, other in itertools.pairwise(found))


def test_the_line_is_dashed_only_while_the_gate_that_it_waits_at_is_waived():
    moved = LineMove(START + timedelta(days=3), "Discovery", "Evaluation", "two customers said so")
    held = waivers([said(1, 0, days=10), said(2, 1, gate="Proposal", days=10)])
    (dash,) = dashes(held, [moved], "Discovery", STAGES)
    assert (dash.stage, dash.at, dash.until) == ("Evaluation", START, moved.at)


def test_it_goes_on_over_every_gate_that_was_waived():
    held = waivers([said(1, 0, days=10), said(2, 2, gate="Evaluation", days=3)])
    found = dashes(held, [], "Discovery", STAGES)
    assert [(one.stage, one.at - START) for one in found][:2] == [("Evaluation", timedelta(0)), ("Proposal", timedelta(days=2))]
    assert found[-1].stage == "Evaluation"
    assert found[-1].until == held[0].until
