"""What must hold for any evidence: order, age, sides, confirmation and copies."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journey_tui.domain import observations, plan_words
from journey_tui.domain.assess import assess
from journey_tui.domain.ledger import score
from journey_tui.domain.model import (
    Deal,
    DealFacts,
    Direction,
    Evidence,
    Kind,
    Lane,
    Modality,
    Origin,
    Person,
    ReadBy,
    Remark,
    Seen,
    Side,
    Source,
    Stance,
    Touchpoint,
)
from journey_tui.domain.observations import is_customer, opposed
from journey_tui.domain.reading import Band, GateState
from journey_tui.domain.requirements import read_requirement
from tests.domain.ledger_facts import DIRECT, NOW, PLAYBOOK, WEIGHTS

KEYS = ("pain", "metrics", "economic_buyer")
NAMES = ("Mara Lindqvist", "Omar Haddad", "Ida Berg")
PEOPLE = tuple(
    Person(f"p{n}", name, side=Side.CUSTOMER, roles=((Lane.CHAMPION, "CRM role Champion"),)) for n, name in enumerate(NAMES)
)
PART_NAMES = {
    "pain": ("problem", "consequence", "why_now"),
    "metrics": ("number", "time_frame"),
    "economic_buyer": ("named", "heard"),
}
WHOLE = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def items(draw, keys=KEYS, sides=tuple(Side), stances=tuple(Stance), modalities=tuple(Modality)) -> Evidence:
    key, name = draw(st.sampled_from(keys)), draw(st.sampled_from(NAMES))
    n = draw(st.integers(0, 10**6))
    days = draw(st.integers(-5, 150))
    parts = draw(st.lists(st.tuples(st.sampled_from(PART_NAMES[key]), st.sampled_from(("", "a", "b"))), max_size=3))
    confirmed = draw(st.none() | st.integers(-5, 20))
    return Evidence(
        id=f"e{n}", deal_id="d", touchpoint_id=f"t{n % 7}", requirement=key, quote=f"q{n}", start=n % 50, end=n % 50 + 10, speaker=name,
        speaker_key=name.casefold(), side=draw(st.sampled_from(sides)), stance=draw(st.sampled_from(stances)),
        modality=draw(st.sampled_from(modalities)), observed_at=NOW - timedelta(days=days, hours=n % 5),
        read_by=draw(st.sampled_from((ReadBy.RULES, ReadBy.MODEL))), seen=draw(st.sampled_from(tuple(Seen))), parts=tuple(parts),
        thread=draw(st.sampled_from(("", "x", "y"))), meeting=draw(st.sampled_from(("", "", "m"))),
        due=draw(st.none() | st.just(date(2026, 3, 20))), confirmed_at=None if confirmed is None else NOW - timedelta(days=confirmed),
        rejected=draw(st.integers(0, 9)) == 0, subject_key=draw(st.sampled_from(("", *(name.casefold() for name in NAMES)))),
    )  # fmt: skip


def some(**more):
    return st.lists(items(**more), max_size=9, unique_by=lambda item: item.id)


def total(evidence, days=0, key="pain"):
    spec = PLAYBOOK.requirement(key)
    return score(
        key, evidence, NOW + timedelta(days=days), WEIGHTS, spec.life_days, exclusive=spec.exclusive, several=spec.several
    )


def look(evidence, days=0, touchpoints=()):
    facts = DealFacts(Deal("d", "x", stage="Discovery"), people=PEOPLE, evidence=tuple(evidence), touchpoints=tuple(touchpoints))
    return assess(facts, PLAYBOOK, DIRECT, NOW + timedelta(days=days))


@WHOLE
@given(evidence=some(), data=st.data())
def test_the_order_of_evidence_never_matters(evidence, data):
    shuffled = data.draw(st.permutations(evidence))
    assert look(evidence) == look(shuffled)


@WHOLE
@given(evidence=some())
def test_copies_change_nothing(evidence):
    assert look([*evidence, *evidence]) == look(evidence)
    copies = [replace(item, id=f"{item.id} again", source=Source("mail", "copy.mbox", "2")) for item in evidence]
    for key in KEYS:
        one, two = total(evidence, key=key), total([*evidence, *copies], key=key)
        assert (two.unaged, two.aged, two.contradicted) == (one.unaged, one.aged, one.contradicted)


@WHOLE
@given(
    evidence=some(keys=("pain",)),
    more=items(keys=("pain",), sides=(Side.CUSTOMER,), stances=(Stance.SUPPORTS,), modalities=(Modality.ASSERTED,)),
)
def test_one_more_customer_voice_on_its_own_never_lowers(evidence, more):
    fresh = replace(
        more, id="new", touchpoint_id="new", speaker="New Voice", speaker_key="new voice", thread="new", meeting="", seen=Seen.EMAIL,
        rejected=False, confirmed_at=None, subject_key="", parts=(), observed_at=NOW,
    )  # fmt: skip
    evidence = [item for item in evidence if item.stance is Stance.SUPPORTS]
    before, after = total(evidence), total([*evidence, fresh])
    assert after.unaged >= before.unaged
    assert after.aged >= before.aged


@WHOLE
@given(
    evidence=some(keys=("pain",)),
    sellers=some(keys=("pain",), sides=(Side.SELLER, Side.PARTNER, Side.SYSTEM), stances=(Stance.SUPPORTS,)),
)
def test_nobody_elses_words_lift_a_customers(evidence, sellers):
    others = [replace(item, id=f"s{item.id}", touchpoint_id=f"s{item.id}", start=900, end=910) for item in sellers]
    before, after = total(evidence), total([*evidence, *others])
    if before.supports or before.expired:
        assert after.unaged <= before.unaged
        assert after.aged <= before.aged
    assert after.unaged <= 0.54 or before.supports


@st.composite
def quarrels(draw) -> list[Evidence]:
    """Return what a few customers wrote about one thing, for and against: where age has the most to spoil."""
    one = items(keys=("pain",), sides=(Side.CUSTOMER,), modalities=(Modality.ASSERTED,))
    found = draw(st.lists(one, min_size=2, max_size=4, unique_by=lambda item: item.id))
    return [replace(item, seen=Seen.EMAIL, rejected=False, parts=(), touchpoint_id=item.id) for item in found]


@WHOLE
@given(evidence=some(), key=st.sampled_from(KEYS), start=st.integers(0, 60), step=st.integers(1, 120))
def test_time_alone_never_lifts_a_score_or_a_band(evidence, key, start, step):
    known = [item for item in evidence if item.observed_at <= NOW and (item.confirmed_at or NOW) <= NOW]
    spec, bands = PLAYBOOK.requirement(key), list(Band)
    early, late = (read_requirement(spec, known, NOW + timedelta(days=d), WEIGHTS) for d in (start, start + step))
    assert late.score <= early.score
    assert late.aged <= early.aged
    assert bands.index(late.band) >= bands.index(early.band)


@WHOLE
@given(evidence=quarrels())
def test_waiting_settles_no_quarrel(evidence):
    known = [item for item in evidence if item.observed_at <= NOW and (item.confirmed_at or NOW) <= NOW]
    scores = [total(known, days=day) for day in range(0, 190, 4)]
    assert all(late.unaged <= early.unaged and late.aged <= early.aged for early, late in pairwise(scores))


@WHOLE
@given(evidence=some(), step=st.integers(1, 120))
def test_time_alone_never_passes_a_gate_or_moves_the_line_forward(evidence, step):
    known = [item for item in evidence if item.observed_at <= NOW and (item.confirmed_at or NOW) <= NOW]
    early, late = look(known), look(known, days=step)
    names = DIRECT.stage_names
    assert names.index(late.lines.truth) <= names.index(early.lines.truth)
    for before, after in zip(early.gates, late.gates, strict=True):
        assert not (after.state is GateState.PASSED and before.state is not GateState.PASSED)


@WHOLE
@given(evidence=some(), inferences=some())
def test_inference_alone_never_moves_the_truth_line(evidence, inferences):
    guesses = [
        replace(item, id=f"i{item.id}", seen=Seen.INFERENCE, touchpoint_id=f"i{item.id}", stance=Stance.SUPPORTS)
        for item in inferences
    ]
    names = DIRECT.stage_names
    with_, without = look([*evidence, *guesses]).lines, look(evidence).lines
    assert names.index(with_.truth) <= names.index(without.truth)
    assert look(guesses).lines.truth == names[0]


@WHOLE
@given(evidence=some(keys=("pain",)), mine=items(keys=("pain",), stances=(Stance.SUPPORTS,)))
def test_confirming_support_never_lowers(evidence, mine):
    mine = replace(mine, id="mine", touchpoint_id="mine", rejected=False, confirmed_at=None)
    before, after = total([*evidence, mine]), total([*evidence, replace(mine, confirmed_at=NOW)])
    assert after.unaged >= before.unaged
    assert after.aged >= before.aged


@WHOLE
@given(evidence=some())
def test_automatic_mail_changes_no_status_gate_or_line(evidence):
    machine = Touchpoint("t", Kind.EMAIL, NOW, NAMES[0], NAMES[0].casefold(), Side.CUSTOMER, Direction.IN, Origin.AUTOMATED, "no-reply sender",
                         Source("", "", ""))  # fmt: skip
    assert look(evidence, touchpoints=[machine]) == look(evidence)


@WHOLE
@given(evidence=some())
def test_replaying_ends_where_the_reading_is(evidence):
    reading = look(evidence)
    moves = reading.lines.moves
    assert (moves[-1].after if moves else DIRECT.stage_names[0]) == reading.lines.truth
    assert all(one.after == two.before for one, two in pairwise(moves))
    assert [m.at for m in moves] == sorted(m.at for m in moves)


RULE = {"named": ("up to", "over")}


def chosen_pair_by_pair(found, exclusive, life):
    """Return what confirmations replace, each word put beside each."""
    out = {}
    chosen = [one for one in found if one.confirmed_at and opposed(one) == "supports" and is_customer(one) and weight_of(one) > 0]
    for mine in chosen:
        for item in found:
            late = item.observed_at > mine.confirmed_at or (
                item.confirmed_at is not None and item.confirmed_at >= mine.confirmed_at
            )
            if item is mine or late:
                continue
            against = opposed(item) != "supports" and observations._touch(item, mine)
            if against or (opposed(item) == "supports" and observations._rivals(item, mine, exclusive, life)):
                out[item.id] = f"a person chose what {mine.speaker or 'another'} said"
    return out


def weight_of(item):
    return 0.0 if item.modality is Modality.EXPLORATORY else 0.8


@WHOLE
@given(some(keys=("economic_buyer",), sides=(Side.CUSTOMER, Side.CUSTOMER, Side.SELLER)), st.sampled_from([{}, RULE]))
def test_what_confirmations_replace_is_found_without_putting_each_word_beside_each(found, exclusive):
    assert observations._chosen(found, exclusive, weight_of, 60) == chosen_pair_by_pair(found, exclusive, 60)


events = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 4), st.sampled_from(("plant audit", "plant audit North", "board review", "on 3 May", "audit"))),
    max_size=9,
)  # fmt: skip


@WHOLE
@given(events)
def test_a_later_day_for_an_event_takes_the_earlier_ones_place_however_many_there_are(found):
    told = [
        Remark(f"r{n}", "dated_event", "d", f"t{n}", words, 0, 1, "Mara", "mara", Side.CUSTOMER, NOW + timedelta(days=at),
               date(2026, 5, 1) + timedelta(days=due), words)
        for n, (at, due, words) in enumerate(found)
    ]  # fmt: skip

    def replaces(later, earlier):
        if later.at <= earlier.at or later.due == earlier.due:
            return False
        one, other = plan_words._words(later), plan_words._words(earlier)
        return bool(one and other) and len(one & other) >= 0.6 * min(len(one), len(other))

    standing = [one for one in told if not any(replaces(later, one) for later in told)]
    assert plan_words.standing_events(told) == sorted(standing, key=lambda r: (r.due, r.id))
