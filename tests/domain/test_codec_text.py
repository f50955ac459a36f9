"""What is stored as JSON text is letter for letter what `json.dumps` writes, whatever the values hold."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journey_tui.domain.codec import encode, json_text
from journey_tui.domain.model import Party, Segment, Side

TEXT = st.text(alphabet=st.characters(codec="utf-8"), max_size=30)
MOMENT = st.datetimes(
    datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.sampled_from([UTC, timezone(timedelta(hours=5.5))])
)
PARTY = st.builds(Party, TEXT, TEXT, TEXT, TEXT, st.none() | MOMENT, TEXT)
SEGMENT = st.builds(Segment, st.integers(), st.integers(), TEXT, TEXT, st.sampled_from(Side), TEXT, TEXT, st.none() | MOMENT)
VALUE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXT | MOMENT | PARTY | SEGMENT,
    lambda inner: st.lists(inner).map(tuple) | st.lists(inner) | st.dictionaries(TEXT, inner),
    max_leaves=12,
)


@given(VALUE)
def test_text_is_what_the_standard_library_writes(value: object) -> None:
    assert json_text(value) == json.dumps(encode(value))


@pytest.mark.parametrize(
    "value",
    [
        Party(None),  # type: ignore[arg-type]
        Segment(True, None, "x"),  # type: ignore[arg-type]
        Segment(0, 1, "x", side="other"),  # type: ignore[arg-type]
        {1: "one", "two": (2,)},
        frozenset({"b", "a"}),
    ],
)
def test_a_field_that_holds_what_it_is_not_declared_as_is_told_all_the_same(value: object) -> None:
    assert json_text(value) == json.dumps(encode(value))
