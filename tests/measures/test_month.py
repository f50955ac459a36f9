"""Every measure against a month of events that was counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from journey_tui.domain.measures import Measure
from journey_tui.domain.measures_told import measure_all
from journey_tui.domain.measures_words import DEFINITIONS
from tests.measures.month import FACTS

ALL = {measure.key: measure for measure in measure_all(FACTS)}


def counts(measure: Measure) -> tuple[int, int]:
    return (measure.hits, measure.count)


def parts(measure: Measure) -> dict[str, tuple[int, int]]:
    return {part.name: (part.hits, part.count) for part in measure.parts}


def test_every_measure_of_the_product_is_there() -> None:
    assert list(ALL) == list(DEFINITIONS)


def test_action_completion() -> None:
    # Seen at least a week ago and still to do then: s1 to s6. Done within seven days of the first look: s1, s3, s5.
    one = ALL["action_completion"]
    assert counts(one) == (3, 6)
    assert one.value == 0.5
    assert one.met is True, "the goal is 30 %"
    assert "1 seen in the last 7 days" in one.counts
    assert {case.id: case.note for case in one.cases}["s6"] == "not done within 7 days"


def test_time_to_action() -> None:
    # Hours: k2 2 (a step done), k1 4, k5 6, k3 24, k4 never: the middle one is 6. k6 waits.
    # Before Journey: 10, 20, 30, 40, never: 30. 6 is 80 % sooner than 30; the goal is 0.7 x 30 = 21.
    one = ALL["time_to_action"]
    assert one.count == 5
    assert one.value == 6
    assert one.before is not None
    assert (one.before.value, one.before.count) == (30, 5)
    assert one.goal == pytest.approx(21)
    assert one.met is True
    assert "80% sooner" in one.says
    assert "1 of them without a message" in one.counts
    assert "1 still wait" in one.counts


def test_confidence_in_the_next_steps() -> None:
    # 4, 5, 3, then 4 and 5 on one day (the last counts), 4: (4 + 5 + 3 + 5 + 4) / 5 = 4.2. The skipped one is not counted.
    one = ALL["step_confidence"]
    assert one.count == 5
    assert one.value == pytest.approx(4.2)
    assert one.met is True
    assert parts(one) == {"5": (2, 5), "4": (2, 5), "3": (1, 5), "2": (0, 5), "1": (0, 5)}


def test_snapshot_engagement() -> None:
    # Eight openings; v1 to v5 were used, v1 twice, which counts once and as what came first.
    one = ALL["snapshot_engagement"]
    assert counts(one) == (5, 8)
    assert one.value == 0.625
    assert parts(one)["went through it"] == (2, 8)


def test_evidence_view_rate_by_band() -> None:
    # 2 Nov: a1 a2 a3; 3 Nov: a1 a2 a4. Looked behind: a2 on the 2nd, a1 on the 3rd; a3 was not on the screen on the 3rd.
    one = ALL["evidence_views"]
    assert counts(one) == (2, 6)
    assert parts(one) == {"High": (1, 2), "Looks likely": (1, 2), "Worth verifying": (0, 1), "Ask": (0, 1)}


def test_false_positives() -> None:
    # Resolved: g1 g2 g3 g4 (judged useful) g6 g7. False: g1 and g7 judged wrong, g2 cleared before. g5 stands.
    one = ALL["false_positives"]
    assert counts(one) == (3, 6)
    assert one.value == 0.5
    assert one.counts == "2 judged wrong and 1 cleared already, of 6 that are resolved; 1 still stand"
    assert parts(one) == {"one voice heard": (1, 2), "promise owed": (1, 2), "reply overdue": (1, 2)}


def test_override_rate_by_reason() -> None:
    # Seen: a1 a2 a3 a4, one requirement, q1 q2. Another word: a3, the requirement, q2. a9 was never seen.
    one = ALL["overrides"]
    assert counts(one) == (3, 7)
    assert parts(one) == {
        "better said this way": (1, 7), "it does not mean this": (1, 7), "the customer told me so": (1, 7),
    }  # fmt: skip


def test_alignment() -> None:
    # (own, Journey's): 33 22 32 11 02 23. Mean distance 4/6. By chance: own 3:2 2:2 1:1 0:1, Journey's 3:2 2:3 1:1;
    # the products times distances are 10 + 6 + 7 + 13 = 36, over 36 pairs: 1. Kappa = 1 - 4/6 = 1/3.
    # Signed gap: (0 + 0 + 1 + 0 - 2 - 1) / 6 = -1/3: less sure.
    one = ALL["confidence_alignment"]
    assert one.count == 6
    assert one.value == pytest.approx(1 / 3)
    assert parts(one) == {"the same": (3, 6), "one step apart": (2, 6), "further apart": (1, 6)}
    assert "the same 3 of 6 times" in one.says
    assert "0.3 steps less sure" in one.says


def test_calibration_of_both() -> None:
    # Outcomes: h1 h2 h3 h5 supported, h4 not, h6 none. 4 of 5 held = 80 in a hundred.
    # Own levels 3 2 3 1 0: (92.5 + 70 + 92.5 + 40 + 12.5) / 5 = 61.5; 61.5 - 80 = -18.5.
    # Journey's 3 2 2 1 2: (92.5 + 70 + 70 + 40 + 70) / 5 = 68.5; 68.5 - 80 = -11.5.
    own, ours = ALL["calibration_person"], ALL["calibration_journey"]
    assert counts(own) == counts(ours) == (4, 5)
    assert own.value == pytest.approx(-0.185)
    assert ours.value == pytest.approx(-0.115)
    assert parts(own) == {"High": (2, 2), "Looks likely": (1, 1), "Worth verifying": (0, 1), "Ask": (1, 1)}
    assert parts(ours) == {"High": (1, 1), "Looks likely": (3, 3), "Worth verifying": (0, 1), "Ask": (0, 0)}
    assert own.counts == "5 of 6 answers have an outcome"


def test_truth_gap() -> None:
    # Last looks: d1 1, d2 0, d3 -1, d4 2, d5 1, d7 0; d6 has no known stage. (1 + 0 + 1 + 2 + 1 + 0) / 6.
    one = ALL["truth_gap"]
    assert one.count == 6
    assert one.value == pytest.approx(5 / 6)
    assert parts(one) == {"CRM ahead": (3, 6), "they agree": (2, 6), "customer ahead": (1, 6)}


def test_seconds_for_a_review_item() -> None:
    # 10 12 14 16 20: 14 in the middle; 700 s was somebody away. Six were shown.
    one = ALL["review_seconds"]
    assert one.value == 14
    assert one.counts == "5 decided, of 6 updates that were shown"
    assert one.met is True


def test_a_week_of_the_trend() -> None:
    trend = {point.start: point for point in ALL["step_confidence"].trend}
    assert list(trend) == sorted(trend)
    assert len(trend) == 12
    assert trend[date(2026, 11, 2)].value == pytest.approx(4.2)
    assert trend[date(2026, 11, 9)].count == 0
    steps = {point.start: point for point in ALL["action_completion"].trend}
    # In the week of 2 Nov s1 to s5 were first seen, three of them done in time; s6 alone in the next: too few for a figure.
    assert (steps[date(2026, 11, 2)].hits, steps[date(2026, 11, 2)].count) == (3, 5)
    assert steps[date(2026, 11, 9)].value is None
    assert steps[date(2026, 11, 9)].count == 1


def test_months_and_a_gap_of_each() -> None:
    months = {measure.key: measure for measure in measure_all(replace(FACTS, span="month"))}
    trend = {point.start: point for point in months["truth_gap"].trend}
    assert trend[date(2026, 11, 1)].value == pytest.approx(5 / 6)
    assert next(iter(trend)) == date(2025, 12, 1)


def test_below_the_floor_it_says_so_and_shows_the_counts() -> None:
    few = {measure.key: measure for measure in measure_all(replace(FACTS, least=7))}
    one = few["action_completion"]
    assert (one.value, one.words, one.met) == (None, "too few to say", None)
    assert counts(one) == (3, 6)
    assert "6 so far; from 7 on" in one.says
    assert few["evidence_views"].value is None
    assert few["overrides"].value is not None
