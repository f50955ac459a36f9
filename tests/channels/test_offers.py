"""Approved messages in drafts: offered where they fit with the date of their verification, unverified ones never unasked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journey_tui.domain.channel import ApprovedMessage, ProofPoint
from journey_tui.domain.channel_offers import with_message
from journey_tui.domain.drafts import KINDS
from journey_tui.domain.marks import marks
from journey_tui.playbooks import load
from journey_tui.workspace import Workspace
from tests import raw

TODAY = raw.NOON.date()
OLD = TODAY - timedelta(days=91)


def with_record(workspace: Workspace, verified_at: date | None, **parts: object) -> str:
    channel = next(one for one in load(Path("/nonexistent")).channels if one.default)
    workspace.import_channel(replace(channel, verified_at=verified_at, **parts), "for a test")  # type: ignore[arg-type]
    return workspace.find(raw.DEAL)[0].deal_id


MESSAGES = (
    ApprovedMessage("We plan backwards from the number you name.", "decision_process"),
    ApprovedMessage("Old words that nobody looked at since.", "decision_process", OLD),
    ApprovedMessage("Fresh words of their own date.", "", TODAY),
)
POINTS = (ProofPoint("Handover takes ten minutes.", "field team", TODAY), ProofPoint("Everybody loves it.", "heard", OLD))


def test_what_nobody_verified_or_what_is_overdue_stands_in_no_draft(workspace: Workspace) -> None:
    deal = with_record(workspace, None, messages=MESSAGES, proof_points=POINTS)
    assert [one.text for one in workspace.approved_messages(deal)] == ["Fresh words of their own date."]
    for kind in KINDS:
        text = workspace.artifact(workspace.draft(deal, kind).id).version.text
        for silent in (MESSAGES[0].text, MESSAGES[1].text, POINTS[1].text):
            assert silent not in text, kind
    marked = workspace.approved_messages(deal, unverified=True)
    assert [one.words.startswith("not verified") for one in marked] == [False, True, True]


def test_approved_ones_are_offered_with_their_date(workspace: Workspace) -> None:
    deal = with_record(workspace, TODAY - timedelta(days=3), messages=MESSAGES, proof_points=POINTS)
    offered = workspace.approved_messages(deal)
    assert offered[0].text == MESSAGES[0].text
    day = TODAY - timedelta(days=3)
    assert offered[0].words == f"verified {day.day} {day:%b %Y}"
    plan = workspace.artifact(workspace.draft(deal, "call-plan").id).version
    assert f"{MESSAGES[0].text} [{offered[0].words}]" in plan.text
    assert f"{POINTS[0].text} (field team) [verified {TODAY.day} {TODAY:%b %Y}]" in plan.text
    assert "Left out: 2 of the channel's messages and proof points wait to be verified." in plan.text
    case = workspace.artifact(workspace.draft(deal, "business-case").id).version
    assert MESSAGES[0].text in case.text
    assert offered[0].words in case.note


def test_a_record_that_fell_due_offers_nothing_more(store: Path, workspace: Workspace) -> None:
    deal = with_record(workspace, TODAY, messages=MESSAGES[:1])
    assert workspace.approved_messages(deal)
    assert Workspace(store, now=raw.NOON + timedelta(days=91)).approved_messages(deal) == ()


def test_messages_for_what_the_customer_has_settled_are_not_offered(workspace: Workspace) -> None:
    deal = with_record(workspace, TODAY, messages=(ApprovedMessage("About signatures.", "paper_process"),))
    assert workspace.approved_messages(deal) == (), "this deal is not asked for it yet"


@given(st.text(alphabet="ab \n", max_size=60), st.sampled_from(["Best regards\nDana", "Thank you\nDana", "", "- one\n- two"]))
def test_a_message_is_put_before_the_closing_words_and_nothing_is_lost(body: str, end: str) -> None:
    text = f"Hello Priya,\n\n{body}\n\n{end}"
    made = with_message(text, "Approved words.")
    assert made.replace("Approved words.", "").split() == text.split()
    closing = end.split("\n")[0]
    if closing in ("Best regards", "Thank you"):
        assert made.index("Approved words.") < made.index(closing)


@pytest.mark.parametrize("text", ["A seamless start.", "SEAMLESS", "It is, frankly, seamless"])
def test_words_of_the_do_not_say_list_are_marked_while_writing(workspace: Workspace, text: str) -> None:
    deal = with_record(workspace, TODAY, do_not_say=("seamless", "best of breed"))
    found = marks(text, workspace.do_not_say(deal))
    assert [text[one.start : one.end].casefold() for one in found] == ["seamless"]
    assert "do-not-say" in found[0].hint
    assert marks("seamlessly", workspace.do_not_say(deal)) == ()
