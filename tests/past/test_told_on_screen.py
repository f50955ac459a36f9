"""What stands around the story: requirements by their names, sources only as far as they are known, the list's scope at every width."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from journey_tui.domain.triage_filter import read_filter
from journey_tui.widgets.format import Look
from journey_tui.widgets.quotes import touchpoint_blocks
from tests import raw
from tests.ui.driving import SIZES, press, settle, shown


def text_of(blocks):
    return "\n".join("".join(part for part, _ in line) for block in blocks for line in block.lines)


def test_a_message_read_whole_names_requirements_as_the_playbook_does(workspace):
    deal = workspace.find(raw.DEAL)[0].deal_id
    labels = {spec.key: spec.label for spec in workspace.playbooks.playbook.requirements}
    told = set()
    for item in workspace.deal(deal).evidence:
        view = workspace.touchpoint(item.touchpoint_id)
        blocks = touchpoint_blocks(view, Look(raw.NOON), 100)
        words = text_of(blocks) + "\n".join(block.item.detail for block in blocks if block.item)
        key = item.requirement.replace("_", " ")
        assert f"{labels[item.requirement]} · {item.stance.value}" in words
        assert f"{key} · {item.stance.value}" not in words
        told.add(item.requirement)
    assert len(told) > 2


def test_a_quote_below_a_message_stands_without_the_line_wraps_of_its_mail(workspace):
    deal = workspace.find(raw.DEAL)[0].deal_id
    view = workspace.touchpoint(workspace.deal(deal).evidence[0].touchpoint_id)
    wrapped = replace(view.evidence[0], quote="we lost\nthree\npallets")
    assert "“we lost three pallets”" in text_of(touchpoint_blocks(replace(view, evidence=(wrapped,)), Look(raw.NOON), 100))


def test_of_a_past_moment_no_source_is_said_to_be_fresh(workspace):
    deal = workspace.find(raw.DEAL)[0].deal_id
    assert workspace.deal(deal).sources
    then = workspace.deal(deal, as_of=raw.NOON - timedelta(days=3))
    assert all(age.synced_at <= then.as_of for age in then.sources)
    assert "mail 0 m" not in " ".join(age.words for age in then.sources)


@pytest.mark.parametrize(("text", "unknown"), [("amount>50q", ("amount>50q",)), ("close<soon", ("close<soon",)), ("a>b", ()),
                                               ("due:never", ("due:never",)), ("amount>50k", ())])  # fmt: skip
def test_a_term_with_a_value_that_cannot_be_is_named(text, unknown):
    assert read_filter(text).unknown == unknown


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_scope_and_order_of_the_list_are_whole_beside_the_age_of_the_data(make_app, monkeypatch, size):
    monkeypatch.setattr("journey_tui.screens.triage.notice_words", lambda *about: "")
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        head = shown(app).splitlines()[0]
        assert "open · what needs you first" in head
        assert "…" not in head
        assert any(kind in head for kind in ("mail", "crm", "calendar", "calls"))
        await press(pilot, "h")
        assert "people" in shown(app).splitlines()[0]
