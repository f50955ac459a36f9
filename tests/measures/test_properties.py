"""What holds of the measures whatever happened: order, doubling, storms of events, zones, clocks before the epoch."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from journey_tui.domain.agreement import LEVELS, overconfidence, signed_gap, weighted_kappa
from journey_tui.domain.measures import Event, Held, MeasureFacts, Said, Verdict, bucket_of, buckets, median, starts_at
from journey_tui.domain.measures_told import measure_all
from tests.measures.month import FACTS

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(1960, 1, 1), datetime(2030, 1, 1)).map(lambda at: at.replace(tzinfo=UTC)) | st.integers(
    0, 90
).map(lambda days: NOW - timedelta(days=days))
IDS = st.sampled_from(["a", "b", "c", "d1|requirement|pain", ""])
ITEMS = st.lists(
    st.tuples(
        st.sampled_from(["claim", "requirement", "step", "signal", "quote", "band", "nonsense"]),
        IDS,
        st.sampled_from(["High", "Medium", "Low", "None", "proposed", "done", "one_voice", ""]),
    ),
    max_size=4,
).map(tuple)
KINDS = ("opened", "engaged", "shown", "evidence", "review_shown", "reviewed", "check", "rating", "asked", "nonsense")
EVENTS = st.lists(
    st.builds(
        Event,
        at=MOMENTS,
        who=st.integers(0, 3),
        kind=st.sampled_from(KINDS),
        deal_id=IDS,
        subject=IDS,
        value=st.sampled_from(["", "1", "5", "7", "-2", "High", "Ask", "12.5", "nan", "inf", "read"]),
        items=ITEMS,
    ),
    max_size=40,
)
SAID = st.lists(
    st.builds(
        Said,
        at=MOMENTS,
        who=st.integers(0, 3),
        kind=st.sampled_from(["step", "signal", "override", "waive", "reject"]),
        target=IDS,
        deal_id=IDS,
        value=st.sampled_from(["done", "wrong", "useful", ""]),
        reason=st.sampled_from(["wording", "", "mine"]),
    ),
    max_size=10,
)
HELD = st.lists(st.builds(Held, id=IDS, deal_id=IDS, ended=MOMENTS, answered=MOMENTS | st.none()), max_size=8)
VERDICTS = st.lists(
    st.builds(
        Verdict,
        id=IDS,
        kind=st.just("one_voice"),
        deal_id=IDS,
        seen=MOMENTS,
        resolved=st.booleans(),
        cleared=st.sampled_from(["", "why"]),
    ),
    max_size=8,
)
FACTS_OF = st.builds(
    MeasureFacts,
    now=st.just(NOW),
    zone=st.sampled_from([UTC, ZoneInfo("Europe/Berlin"), ZoneInfo("Pacific/Apia"), ZoneInfo("America/St_Johns")]),
    span=st.sampled_from(["week", "month"]),
    events=EVENTS.map(tuple),
    said=SAID.map(tuple),
    held=HELD.map(tuple),
    began=MOMENTS | st.none(),
    verdicts=VERDICTS.map(tuple),
    team=st.booleans(),
    least=st.integers(2, 5),
)


@settings(max_examples=150, deadline=None)
@given(FACTS_OF, st.randoms(use_true_random=False))
def test_whatever_happened_the_order_does_not_matter_and_no_share_is_over_one(facts, chance) -> None:
    told = measure_all(facts)
    mixed = list(facts.events)
    chance.shuffle(mixed)
    said, held, verdicts = list(facts.said), list(facts.held), list(facts.verdicts)
    chance.shuffle(held)
    assert measure_all(replace(facts, events=tuple(mixed), said=tuple(said), verdicts=tuple(verdicts))) == told
    for one in told:
        assert 0 <= one.hits <= one.count
        assert (one.value is None) >= (one.count < facts.least)
        assert len(one.cases) == one.count
        if one.unit == "share" and one.value is not None:
            assert one.value == one.hits / one.count
        for point in one.trend:
            assert 0 <= point.hits <= point.count
        for part in one.parts:
            assert 0 <= part.hits <= part.count
        if one.key != "truth_gap":
            assert sum(point.count for point in one.trend) == one.count


@settings(max_examples=60, deadline=None)
@given(FACTS_OF)
def test_the_same_events_twice_count_once(facts) -> None:
    once, twice = measure_all(facts), measure_all(replace(facts, events=facts.events * 2))
    assert [(one.key, one.count, one.hits, one.value) for one in once] == [
        (one.key, one.count, one.hits, one.value) for one in twice
    ]


def test_a_storm_of_events_counts_each_thing_once() -> None:
    storm = tuple(replace(event, at=event.at + timedelta(microseconds=n)) for n in range(300) for event in FACTS.events)
    assert len(storm) > 15_000
    calm = {one.key: (one.count, one.hits, one.value) for one in measure_all(FACTS)}
    assert {one.key: (one.count, one.hits, one.value) for one in measure_all(replace(FACTS, events=storm))} == calm


def test_a_day_is_the_persons_day_also_when_the_clocks_change() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    # Sunday 25 October 2026 has 25 hours in Berlin: 22:30 and 23:30 UTC are that Sunday and the Monday after.
    late, later = datetime(2026, 10, 25, 22, 30, tzinfo=UTC), datetime(2026, 10, 25, 23, 30, tzinfo=UTC)
    events = tuple(Event(at, 1, "rating", "d", "", "4") for at in (late, later))
    facts = MeasureFacts(NOW, berlin, "week", events=events)
    rated = next(one for one in measure_all(facts) if one.key == "step_confidence")
    assert rated.count == 2, "two days, so two answers"
    counts = {point.start: point.count for point in rated.trend}
    assert (counts[date(2026, 10, 19)], counts[date(2026, 10, 26)]) == (1, 1)
    both = next(one for one in measure_all(replace(facts, zone=UTC)) if one.key == "step_confidence")
    assert both.count == 1, "in UTC it is one day"
    assert starts_at(date(2026, 10, 26), berlin) - starts_at(date(2026, 10, 25), berlin) == timedelta(hours=25)


def test_clocks_before_the_epoch_and_at_the_ends_of_the_calendar() -> None:
    ends = (datetime.min.replace(tzinfo=UTC), datetime(1969, 12, 31, tzinfo=UTC), datetime.max.replace(tzinfo=UTC))
    events = tuple(Event(at, 1, "opened", "d", f"v{n}", "1") for n, at in enumerate(ends))
    for zone in (UTC, ZoneInfo("Pacific/Apia"), ZoneInfo("America/St_Johns")):
        told = measure_all(MeasureFacts(NOW, zone, "week", events=events))
        assert all(one.count == 0 for one in told)
    assert len(measure_all(MeasureFacts(datetime(1969, 6, 1, tzinfo=UTC), UTC))[0].trend) == 12


@given(st.dates(date(1000, 1, 1), date(3000, 1, 1)), st.sampled_from(["week", "month"]))
def test_buckets_are_whole_and_in_order(day, span) -> None:
    first = bucket_of(day, span)
    assert first <= day
    assert bucket_of(first, span) == first
    found = buckets(datetime(day.year, day.month, day.day, tzinfo=UTC), UTC, span)
    assert list(found) == sorted(set(found))
    assert found[-1] == first


@given(st.lists(st.floats(-1e6, 1e6), min_size=1))
def test_half_lie_on_each_side_of_the_median(values) -> None:
    middle = median(values)
    assert middle is not None
    assert sum(value < middle for value in values) <= len(values) / 2
    assert sum(value > middle for value in values) <= len(values) / 2


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=30))
def test_kappa_is_one_for_full_agreement_and_never_more(pairs) -> None:
    kappa = weighted_kappa(pairs)
    assert kappa is None or kappa <= 1
    same = weighted_kappa([(a, a) for a, _ in pairs])
    assert same is None or same == 1
    swapped = weighted_kappa([(b, a) for a, b in pairs])
    assert (kappa is None) == (swapped is None)
    assert kappa is None or abs(kappa - swapped) < 1e-9
    gap = signed_gap(pairs)
    assert gap is not None
    assert abs(gap) <= len(LEVELS) - 1


@given(st.lists(st.tuples(st.integers(0, 3), st.booleans()), min_size=1))
def test_overconfidence_lies_between_never_and_always(answers) -> None:
    assert -1 < overconfidence(answers) < 1
