"""The workspace by keys: ask, draft, write, compare, export, send, keep - and back to where it was opened from."""

from __future__ import annotations

import pytest

from journey_tui.screens.deal import DealPlace
from tests.ui.driving import SIZES, press, settle, shown
from tests.workspace.test_asking_keys import until

pytestmark = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


def tab(app):
    assert isinstance(app.screen, DealPlace)
    return app.screen.made


async def test_after_a_call_to_a_saved_and_copied_follow_up(make_app, workspace, deal, size, monkeypatch):
    app = make_app(workspace, deal=deal)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "w")
        assert "New to you" in shown(app) or "Not marked as seen yet" in shown(app)
        await press(pilot, "A", "enter")
        made = workspace.artifacts(deal)
        assert [one.kind for one in made] == ["follow-up"]
        assert "Hello Bartek" in shown(app)
        assert "Stands on" in shown(app) or size[1] < 30
        view = workspace.artifact(made[0].id)
        known = {one.id: " ".join(one.quote.split()).strip(".") for one in workspace.deal(deal).evidence}
        assert view.version.cites
        assert [key for key in view.version.cites if known[key] not in view.version.text] == [], "every citation is true"
        await press(pilot, "y")
        assert app.clipboard.startswith("Hello Bartek"), "the message without its head"
        await press(pilot, "d")
        assert workspace.artifacts(deal)[0].state == "sent"
        step = next(s for s in workspace.deal(deal).reading.steps if s.id == made[0].step_id)
        assert step.state == "done"


async def test_ask_and_open_the_quote(make_app, workspace, deal, size):
    app = make_app(workspace, deal=deal)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "w", "i", *"who can say yes", "enter")
        await until(pilot, lambda: "Leopold signs every order" in shown(app))
        assert "Leopold signs every order" in shown(app)
        assert "from the store" in shown(app)
        await press(pilot, "escape")
        chat = tab(app).chat
        at = next(n for n, one in enumerate(chat.items) if one.kind == "said" and one.evidence)
        chat.go(at)
        await press(pilot, "e")
        assert "Leopold" in shown(app)
        await press(pilot, "escape")
        kept, _ = workspace.messages(deal)
        assert [line.role for line in kept] == ["person", "store"]
        assert kept[1].cites


async def test_what_is_not_understood_is_said(make_app, workspace, deal, size):
    app = make_app(workspace, deal=deal)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "w", "i", *"purple monkey dishwasher", "enter")
        assert "not understood" in shown(app)


async def test_an_approved_message_is_offered_with_its_date_and_put_in_by_one_key(make_app, workspace, deal, size):
    from dataclasses import replace

    from journey_tui.demo import RECORDS
    from journey_tui.playbooks import checked_channel, parse_toml

    path = next(RECORDS.glob("core_enterprise_direct.toml"))
    channel = checked_channel(path, parse_toml(path), workspace.playbooks.playbook)
    workspace.import_channel(replace(channel, verified_at=workspace.now.date(), version=99), "for a test")
    app = make_app(workspace, deal=deal)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "w", "A", "enter")
        paper = tab(app).paper
        offers = [item for item in paper.items if item.kind == "message"]
        assert offers
        assert all("verified 17 Mar 2027" in item.detail for item in offers)
        key, before = workspace.artifacts(deal)[0].id, workspace.artifact(workspace.artifacts(deal)[0].id).version
        assert offers[0].copy not in before.text, "nothing is put in unasked"
        paper.seek(offers[0].key)
        await press(pilot, "enter")
        after = workspace.artifact(key).version
        assert after.number == before.number + 1
        assert after.text.index(offers[0].copy) < after.text.index("Best regards")
        assert "verified 17 Mar 2027" in after.note
        assert offers[0].key not in [item.key for item in tab(app).paper.items]
