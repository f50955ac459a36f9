"""What Triage says of the store and of whose deals these are, and what a deal keeps pinned."""

from __future__ import annotations

from dataclasses import replace

import pytest

from journey_tui.domain.views_model import ModelStatus
from tests.ui.driving import press, settle, shown
from tests.ui.fake import FakeWorkspace
from tests.ui.fake_sources import NOW, OWN, source_ages, sources_view


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

    def sources_view(self, **options):
        return sources_view(configured=False)

    def source_ages(self):
        return source_ages()


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


@pytest.mark.parametrize("width", [80, 120])
async def test_without_a_crm_user_triage_says_once_how_to_set_it(make_app, width):
    app = make_app(Nobody())
    async with app.run_test(size=(width, 24)) as pilot:
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


async def test_a_late_source_is_said_before_the_list_is_trusted(make_app):
    workspace = FakeWorkspace()
    late = replace(source_ages()[0], late=True, words="mail not synced since Mon 16 Nov")
    workspace.source_ages = lambda: (late, *source_ages()[1:])
    app = make_app(workspace)
    async with app.run_test(size=(120, 24)) as pilot:
        await settle(pilot)
        assert "mail not synced since Mon 16 Nov" in shown(app)


async def test_an_own_side_that_is_a_guess_is_said_and_confirmed_with_one_key(make_app):
    workspace = FakeWorkspace()
    workspace.own = OWN
    app = make_app(workspace)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        assert "own side not confirmed: S" in shown(app)
        await press(pilot, "S")
        assert "c confirms, o corrects" in shown(app)
        await press(pilot, "c")
        assert workspace.calls[-1] == ("own side", ("northlane.example",))
        assert "c confirms, o corrects" not in shown(app)
        await press(pilot, "escape")
        assert "own side not confirmed" not in shown(app)


async def test_an_own_side_is_corrected_by_typing_it(make_app):
    workspace = FakeWorkspace()
    workspace.own = OWN
    app = make_app(workspace)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "S", "o", "ctrl+u", *"not a domain", "enter")
        assert workspace.own is OWN
        await press(pilot, "o")
        assert "not a domain" in shown(app)
        await press(pilot, "ctrl+u", *"northlane.example, halyard.example", "enter")
        assert workspace.own.domains == ("halyard.example", "northlane.example")


@pytest.mark.parametrize(("options", "words"), [({}, "Asked the worker"), ({"configured": False}, "No worker runs")])
async def test_r_on_sources_lets_them_be_looked_at_now(make_app, options, words):
    workspace = FakeWorkspace()
    for name, value in options.items():
        setattr(workspace, name, value)
    app = make_app(workspace)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "S", "r")
        assert ("sync", None) in workspace.calls
        assert words in shown(app)


async def test_every_state_of_a_source_shows_with_its_remedy(make_app):
    app = make_app()
    async with app.run_test(size=(120, 45)) as pilot:
        await settle(pilot)
        await press(pilot, "S")
        text = shown(app)
        for words in ("importing · 12,400 records · WE_00D1.zip", "it is not there", "is its disk mounted?", "Not synced since Mon 16 Nov",
                      "something new has waited 2 m", "a worker keeps them in sync", "next in 1 m"):  # fmt: skip
            assert words in text, words


async def test_how_the_model_stands_shows_among_the_sources(make_app):
    workspace = FakeWorkspace()
    workspace.model = ModelStatus(
        "openai/stand-in", "failed", "The server refused the key", "Set another key: docs/model.md", NOW
    )
    app = make_app(workspace)
    async with app.run_test(size=(120, 45)) as pilot:
        await settle(pilot)
        await press(pilot, "S")
        for words in ("openai/stand-in", "does not read", "The server refused the key. Set another key"):
            assert words in shown(app), words
