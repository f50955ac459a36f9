"""The same deal under two records: it reads otherwise exactly where the records differ in what rules read, and that is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from journey_tui.data.reader import load_facts
from journey_tui.data.sqlite import open_reader
from journey_tui.domain import channel_effects as effects
from journey_tui.domain.channel import AmountRule, ApprovedMessage, Channel, GateSpec, Objection, ProofPoint
from journey_tui.domain.channel_changes import UNREAD
from journey_tui.domain.compose import read_deal
from journey_tui.domain.model import DealFacts, Lane
from journey_tui.domain.reading import DealReading
from journey_tui.playbooks import load
from journey_tui.workspace import Workspace
from tests import raw

BOOKS = load(Path("/nonexistent"))
DIRECT = next(one for one in BOOKS.channels if one.default)
KEYS = [spec.key for spec in BOOKS.playbook.requirements]
BUYERS = [Lane.ECONOMIC_BUYER, Lane.CHAMPION, Lane.USERS_TECHNICAL, Lane.PROCUREMENT_LEGAL_SECURITY]
TODAY = raw.NOON.date()

days = st.integers(1, 400)
stages = st.tuples(*[days for _ in DIRECT.stages]).map(
    lambda found: tuple(replace(stage, typical_days=n) for stage, n in zip(DIRECT.stages, found, strict=True))
)
gates = st.tuples(
    *[
        st.tuples(st.lists(st.sampled_from(KEYS), min_size=1, max_size=3, unique=True), st.sampled_from(BUYERS))
        for _ in DIRECT.gates
    ]
).map(
    lambda found: tuple(GateSpec(gate.stage, tuple(keys), lane) for gate, (keys, lane) in zip(DIRECT.gates, found, strict=True))
)
READ: dict[str, st.SearchStrategy[Any]] = {
    "stages": stages,
    "gates": gates,
    "requirements": st.lists(st.sampled_from(KEYS), min_size=1, unique=True).map(tuple),
    "reply_cadence_days": st.integers(1, 60),
    "expected_roles": st.lists(st.sampled_from(BUYERS), unique=True).map(tuple),
    "verified_at": st.one_of(st.none(), st.integers(0, 400).map(lambda n: TODAY - timedelta(days=n))),
    "verify_every": st.integers(1, 400),
    "amounts": st.lists(st.sampled_from(KEYS), max_size=2, unique=True).map(
        lambda keys: tuple(AmountRule(key, "USD", 1) for key in keys)
    ),  # type: ignore[arg-type]
    "stage_map": st.sampled_from([dict(DIRECT.stage_map), {}, {"Proposal/Price Quote": "Discovery"}]),
}
UNREAD_PARTS: dict[str, Any] = {
    "how_to_read": "Read it slowly.",
    "verifier": "Somebody else",
    "messages": (ApprovedMessage("Words.", "pain", TODAY),),
    "proof_points": (ProofPoint("Proof.", "field"),),
    "objections": (Objection("No."),),
    "also_involved": ("Works council",),
    "do_not_say": ("seamless",),
    "version": 9,
    "motion": "another",
}


@st.composite
def records(draw: st.DrawFn) -> Channel:
    """Return the direct channel's record with some of its parts changed."""
    fields = draw(st.lists(st.sampled_from(sorted(READ)), max_size=4, unique=True))
    return replace(DIRECT, **{field: draw(READ[field]) for field in fields})


@pytest.fixture(scope="module")
def facts(made: Path) -> list[DealFacts]:
    connection = open_reader(made)
    ids = [row[0] for row in connection.execute("SELECT id FROM deal ORDER BY id")]
    return [one for deal in ids if (one := load_facts(connection, deal)) is not None]


def read(one: DealFacts, channel: Channel) -> DealReading:
    return read_deal(one, BOOKS.playbook, (channel,), raw.NOON)


def shown(reading: DealReading) -> Any:
    """Return all that a deal shows and that names no record."""
    return (
        reading.headline,
        [(claim.text, claim.band) for claim in reading.claims],
        [(r.key, r.status, r.band, r.gate, r.question) for r in reading.requirements],
        [(g.name, g.state, g.must_meets, g.gatekeeper, g.gatekeeper_heard, g.needs) for g in reading.gates],
        (reading.lines.truth, reading.lines.claim, reading.lines.sentence),
        [s.id for s in reading.signals if s.fired],
        [(s.title, s.state, s.due) for s in reading.steps],
        reading.weakest,
    )


def gates_that_differ(one: DealReading, other: DealReading) -> set[str]:
    """Return the gates that show another state, or want somebody or something else."""
    mine, theirs = ({(g.name, g.state, g.must_meets, g.gatekeeper, g.gatekeeper_heard) for g in r.gates} for r in (one, other))
    return {name for name, *_ in mine ^ theirs}


relaxed = settings(
    max_examples=20, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate], suppress_health_check=list(HealthCheck)
)


def wanting(lane: Lane) -> Channel:
    """Return a record whose third gate wants somebody heard who says nothing in any of the deals."""
    found = [(("paper_process", "pain"), Lane.PROCUREMENT_LEGAL_SECURITY), (("decision_process",), Lane.USERS_TECHNICAL),
             (("decision_process",), lane), (("competition",), Lane.PROCUREMENT_LEGAL_SECURITY)]  # fmt: skip
    return replace(DIRECT, gates=tuple(GateSpec(gate.stage, *one) for gate, one in zip(DIRECT.gates, found, strict=True)))


@relaxed
@example(one=wanting(Lane.USERS_TECHNICAL), other=wanting(Lane.CHAMPION))
@given(one=records(), other=records())
def test_a_deal_differs_only_where_the_records_do_and_each_difference_names_its_part(
    facts: list[DealFacts], one: Channel, other: Channel
) -> None:
    parts = {name for name, fields in effects.PARTS.items() if any(getattr(one, f) != getattr(other, f) for f in fields)}
    named = effects.record_differences(one, other, BOOKS.playbook)
    assert bool(named) == bool(parts), "the screen names a part exactly where one differs"
    for deal in facts:
        found = effects.causes(one, other, lambda channel, deal=deal: read(deal, channel))  # type: ignore[misc]
        told = {what for what, *_ in found}
        for name in gates_that_differ(read(deal, one), read(deal, other)):
            assert f"{name} gate" in told
        for what, mine, theirs, because in found:
            assert mine != theirs, what
            assert because
            assert set(because) <= parts, what
        if not found:
            assert shown(read(deal, one)) == shown(read(deal, other)), "what is not told does not differ"


@relaxed
@given(field=st.sampled_from(sorted(UNREAD_PARTS)), one=records())
def test_words_for_drafts_change_no_reading(facts: list[DealFacts], field: str, one: Channel) -> None:
    other = replace(one, **{field: UNREAD_PARTS[field]})
    for deal in facts:
        assert read(deal, one) == read(deal, other)
    assert field in (*UNREAD, "version", "motion")


@relaxed
@given(one=records(), other=records(), part=st.sampled_from(sorted(effects.PARTS)))
def test_a_part_made_alike_takes_the_differences_away_that_follow_from_it_alone(
    facts: list[DealFacts], one: Channel, other: Channel, part: str
) -> None:
    alike = replace(other, **{field: getattr(one, field) for field in effects.PARTS[part]})
    for deal in facts:
        found = effects.causes(one, alike, lambda channel, deal=deal: read(deal, channel))  # type: ignore[misc]
        assert all(part not in because for *_, because in found)


def test_the_verification_is_one_of_the_parts_that_are_told() -> None:
    fresh, old = replace(DIRECT, verified_at=TODAY), replace(DIRECT, verified_at=date(2020, 1, 1))
    told = {part: (a, b) for part, a, b in effects.record_differences(fresh, old, BOOKS.playbook)}
    assert "Verification" in told
    assert "2020" in told["Verification"][1]


def test_the_workspace_tells_both(workspace: Workspace) -> None:
    deal = workspace.find(raw.DEAL)[0].deal_id
    found = workspace.compare_channels(deal, "core_reseller")
    assert {what for what, *_ in found.readings}
    assert found.records
    same = workspace.compare_channels(deal, "core_enterprise_direct")
    assert (same.records, same.readings) == ((), ())
