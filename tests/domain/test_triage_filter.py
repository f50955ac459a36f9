"""What can be typed to narrow the list, each key both ways, and that nothing typed breaks it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journey_tui.domain.reading import Status
from journey_tui.domain.triage_filter import HELP, read_filter
from journey_tui.domain.views import TriageRow

TODAY = date(2026, 11, 25)
ROW = TriageRow(
    deal_id="d", name="Fleet expansion", account="Northwind Robotics", owner="Dana Ruiz", owner_id="o", stage="Proposal/Price Quote",
    amount=Decimal(184000), currency="USD", close_date=date(2026, 12, 18), headline="Pilot worked", weakest="champion",
    stoplight=(("pain", Status.VERIFIED), ("champion", Status.STALE), ("economic_buyer", Status.UNKNOWN)), truth="Evaluation",
    truth_waived="Evaluation", claim="Proposal", gap=1, next_title="Send Omar the security pack", next_due=date(2026, 11, 27),
    next_kind="promise", changed=2, group="dated", channel="Core / enterprise direct", gate="Evaluation", gate_state="held",
    signals=("promise_owed", "reply_overdue"),
)  # fmt: skip
YES = ["", "stage:proposal", "stage:price", "crm:prop", "truth:eval", "owner:dana", "owner:\"dana ruiz\"", "customer:northwind", "channel:enterprise",
       "next:security", "gate:held", "gate:evaluation", "champion:stale", "pain:verified", "buyer:unk", "signal:promise", "signal:reply", "amount>100k",
       "amount<0.2m", "amount>=184000", "close<30d", "close>1w", "close:2026-12", "close<2026-12-18", "due<7d", "due:2026-11-27", "crm>truth", "truth<crm",
       "quiet", "new", "-undated", "-late", "-truth>crm", "-crm=truth", "-stage:discovery", "weakest:champion", "owner:dana gate:held quiet",
       "Stage:PROPOSAL", "-owner:\"ali okafor\""]  # fmt: skip
NO = ["stage:discovery", "owner:ali", "gate:open", "champion:verified", "signal:voice", "amount>200k", "amount<1k", "close:month", "close<7d", "due>7d",
      "due:none", "due:today", "truth>crm", "crm=truth", "late", "undated", "-quiet", "-new", "snoozed", "closed", "followup",
      "owner:dana gate:open"]  # fmt: skip


@pytest.mark.parametrize("text", YES)
def test_it_fits(text: str) -> None:
    asked = read_filter(text)
    assert asked.fits(ROW, TODAY)
    assert (asked.words, asked.unknown) == ("", ())


@pytest.mark.parametrize("text", NO)
def test_it_does_not_fit(text: str) -> None:
    asked = read_filter(text)
    assert not asked.fits(ROW, TODAY)
    assert (asked.words, asked.unknown) == ("", ())


def test_plain_words_stay_plain() -> None:
    asked = read_filter('port gate:held "north wind" -quiet smith-jones')
    assert asked.words == "port north wind smith-jones"
    assert len(asked.tests) == 2


def test_silence_dates_and_people_left_out() -> None:
    bare = replace(ROW, signals=(), next_due=None, close_date=None, amount=None, changed=0)
    fits = {text for text in YES if read_filter(text).fits(bare, TODAY)}
    assert not fits & {"quiet", "new", "amount>100k", "close<30d", "close:2026-12", "due<7d"}
    assert all(read_filter(text).fits(bare, TODAY) for text in ("undated", "due:none", "-quiet"))


@pytest.mark.parametrize("text", ["foo:bar", "champion:splendid", "close:soon", "due:whenever"])
def test_what_is_not_understood_is_named_and_filters_nothing(text: str) -> None:
    asked = read_filter(f"{text} gate:held")
    assert asked.unknown == (text,)
    assert asked.fits(ROW, TODAY)


def test_closed_and_snoozed_deals_are_looked_for_where_asked_for() -> None:
    assert read_filter("snoozed port").snoozed
    assert read_filter("won").closed
    assert not read_filter("quiet").snoozed


def test_every_term_of_the_help_is_understood() -> None:
    for terms, _ in HELP[1:7]:
        for term in terms.split():
            asked = read_filter(term)
            assert asked.tests, term
            assert not asked.unknown


@given(st.text(max_size=40))
def test_nothing_typed_breaks_it(text: str) -> None:
    read_filter(text).fits(ROW, TODAY)


@given(st.lists(st.sampled_from([t for t in (*YES, *NO) if t]), max_size=5))
def test_terms_narrow_together(terms: list[str]) -> None:
    whole = read_filter(" ".join(terms)).fits(ROW, TODAY)
    assert whole == all(read_filter(term).fits(ROW, TODAY) for term in terms)
