"""What Triage says of the store and of whose deals these are, and what a deal keeps pinned."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.ui.driving import press, settle, shown
from tests.ui.fake import FakeWorkspace
from tests.ui.fake_sources import source_rows


class Nobody(FakeWorkspace):
    """A store whose reader stands for no CRM user: mine is everybody's."""

    def triage(self, *, mine=True, **options):
        return super().triage(mine=False, **options)


class SourcesOnly(FakeWorkspace):
    """A store with sources and without open deals."""

    def __init__(self):
        super().__init__(empty=True)

    def triage(self, **options):
        return replace(super().triage(**options), scope="all")

    def sources(self):
        return source_rows()


@pytest.mark.parametrize(("width", "words"), [(140, "team store: every member can read all of it"), (80, "team store")])
async def test_a_team_store_says_so(make_app, width, words):
    workspace = FakeWorkspace()
    workspace.is_team = True
    app = make_app(workspace)
    async with app.run_test(size=(width, 24)) as pilot:
        await settle(pilot)
        assert words in shown(app)


async def test_a_store_of_ones_own_has_no_banner(make_app):
    app = make_app()
    async with app.run_test(size=(140, 24)) as pilot:
        await settle(pilot)
        assert "team store" not in shown(app)


async def test_without_a_crm_user_triage_says_once_how_to_set_it(make_app):
    app = make_app(Nobody())
    async with app.run_test(size=(120, 24)) as pilot:
        await settle(pilot)
        assert "journey whoami --set ADDRESS" in shown(app)
        assert "all · 14 open" in shown(app)
        await press(pilot, "r")
        assert "journey whoami --set ADDRESS" not in shown(app)


async def test_sources_without_open_deals_are_no_empty_store(make_app):
    app = make_app(SourcesOnly())
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "No open deal is stored." in shown(app)
        assert "There are no deals yet" not in shown(app)


async def test_pinned_facts_stand_on_the_workspace_tab(make_app):
    class Pinned(FakeWorkspace):
        def deal(self, deal_id, **options):
            return replace(super().deal(deal_id, **options), pinned=("Omar reviews in the last week of November",))

    app = make_app(Pinned())
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "5")
        assert "Omar reviews in the last week of November" in shown(app)


async def test_a_place_reads_once_when_it_opens(make_app):
    workspace = FakeWorkspace()
    app = make_app(workspace)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        assert [name for name, _ in workspace.calls].count("triage") == 1
        await press(pilot, "enter")
        assert [name for name, _ in workspace.calls].count("deal") == 1
