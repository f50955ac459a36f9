"""Review and the Channel tab, by key alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from journey_tui.screens.deal import DealPlace
from journey_tui.screens.review import ReviewPlace
from tests.ui.driving import SIZES, press, settle, shown
from tests.ui.fake import FakeWorkspace
from tests.ui.fake_channels import update_rows

pytestmark = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


def notice(app):
    return app.screen.foot.notice


def verdicts(workspace: FakeWorkspace) -> list[tuple[str, str, str]]:
    return [(one.target, one.value, one.reason or one.note) for one in workspace.decisions]


async def test_one_key_each_and_on_to_the_next(make_app, size):
    workspace = FakeWorkspace()
    app = make_app(workspace)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "R")
        assert isinstance(app.screen, ReviewPlace)
        assert "The connection drops" in shown(app)
        await press(pilot, "a")
        assert "Approved" in notice(app)
        await press(pilot, "s", "x", "1", "a")
        assert verdicts(workspace) == [
            ("update:u1", "approved", ""), ("update:u2", "deferred", ""), ("update:u3", "rejected", "one_off"), ("update:u4", "approved", ""),
        ]  # fmt: skip
        assert app.screen.row.id == "u5"
        await press(pilot, "u")
        assert [one.value for one in workspace.decisions] == ["approved", "deferred", "rejected"]
        assert {row.id for row in app.screen.rows} == {"u4", "u5", "u6"}


async def test_words_are_edited_before_they_are_approved(make_app, size):
    workspace = FakeWorkspace()
    app = make_app(workspace)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "R", "i")
        await press(pilot, "ctrl+u", *"No net", "enter")
        assert len(workspace.decisions) == 1
        assert workspace.decisions[0].note.endswith("No net")


async def test_an_update_shows_its_diff_its_evidence_and_what_it_would_change(make_app, size):
    app = make_app(FakeWorkspace())
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "R", "j")
        screen = shown(app)
        assert "or a review are usual" in screen
        assert "No deal reads otherwise" in " ".join(screen.split())
        await press(pilot, "j", "tab", "G")
        text = " ".join(shown(app).split())
        assert "1 of 4 deals of the channel would read otherwise" in text
        assert "not asked for → Unknown" in text
        await press(pilot, "enter")
        assert isinstance(app.screen, DealPlace)


async def test_while_deals_are_read_the_update_says_how_many_and_goes_on_by_itself(make_app, size):
    workspace = FakeWorkspace()
    app = make_app(workspace)
    told = []
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "R", "j")
        workspace.uncounted = 3
        place, seen = app.screen, app.screen._show_update

        def remember(**options):
            seen(**options)
            if (view := place.opened.get("u3")) is not None:
                told.append(view.effects.words)

        place._show_update = remember
        place.opened.clear()
        await press(pilot, "j")
        assert place.row.id == "u3"
        counted = [words for words in dict.fromkeys(told) if words.startswith("So far")]
        assert counted == [
            f"So far 1 would read otherwise: {n} of 4 deals of the channel are counted, the others follow." for n in (1, 2, 3)
        ]
        assert "1 of 4 deals of the channel would read otherwise." in " ".join(shown(app).split())


async def test_an_update_is_read_from_its_beginning(make_app, size):
    workspace = FakeWorkspace()
    made = update_rows()
    workspace.waiting = [replace(one, title=f"{one.title} {'and so on ' * 30}") for one in made]
    app = make_app(workspace)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "R")
        for _ in made:
            assert app.screen.detail.top == 0
            await press(pilot, "s")
        await press(pilot, "u")
        detail = app.screen.detail
        assert detail.top == 0
        view = app.screen.opened[app.screen.row.id]
        deals = tuple(replace(one, deal_id=f"other {one.deal_id}") for one in view.effects.deals)
        app.screen.opened[view.row.id] = replace(view, effects=replace(view.effects, deals=(*deals, *view.effects.deals)))
        app.screen._show_update()
        assert (detail.top, detail.at) == (0, 0)
        await press(pilot, "tab")
        first, after = detail.span_of_cursor()
        assert detail.top <= first
        assert min(after, first + detail.size.height) <= detail.top + detail.size.height


async def test_what_another_process_commits_moves_nothing_in_an_opened_update(make_app, size):
    workspace = FakeWorkspace()
    app = make_app(workspace)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "R", "j", "j", "tab", "G")
        place = app.screen
        before = (place.row.id, place.detail.item.key, place.detail.top, shown(app))
        told = []
        honest = place._show_update
        place._show_update = lambda **options: (honest(**options), told.append(shown(app)))
        place.reload()
        await settle(pilot)
        assert (place.row.id, place.detail.item.key, place.detail.top, shown(app)) == before
        assert told
        assert all("Reading the deals" not in one for one in told)


async def test_a_thousand_waiting_updates_open_scroll_and_are_decided_as_ten_are(make_app, size):
    workspace = FakeWorkspace()
    made = update_rows()
    workspace.waiting = [replace(made[n % 6], id=f"m{n}", title=f"{made[n % 6].title} {n}") for n in range(1000)]
    app = make_app(workspace)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "R")
        assert "1,000 waiting" in shown(app)
        await press(pilot, *["j"] * 5, "ctrl+d", "G")
        assert app.screen.row.id == "m999"
        assert "seamless, taken out 999" in " ".join(shown(app).split())
        await press(pilot, "g", "j")
        assert app.screen.row.id == "m1"
        await press(pilot, "a", "s", "x", "1")
        assert [target for target, _, _ in verdicts(workspace)] == ["update:m1", "update:m2", "update:m3"]
        assert app.screen.row.id == "m4"
        await press(pilot, "/", *"993", "enter")
        assert app.screen.row.id == "m993"
        set_anew = []
        app.screen._blocks = Counting(app.screen._blocks, set_anew)
        await press(pilot, "s")
        assert len(set_anew) <= 1, "a decision sets no other line of the list again"


class Counting(dict):
    def __init__(self, kept, set_anew):
        super().__init__(kept)
        self.set_anew = set_anew

    def __setitem__(self, key, value):
        self.set_anew.append(key)
        super().__setitem__(key, value)


async def test_what_was_decided_is_listed_and_opened_again(make_app, size):
    workspace = FakeWorkspace()
    app = make_app(workspace)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "R", "a", "v", "3")
        assert [row.id for row in app.screen.rows] == ["u1"]
        await press(pilot, "d")
        assert workspace.decisions[-1].value == "open"


async def test_an_empty_queue_names_the_key_to_press(make_app, size):
    app = make_app(FakeWorkspace(empty=True))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "R")
        text = " ".join(shown(app).split())
        assert "Nothing waits for review" in text
        await press(pilot, "a", "x", "s", "i", "d", "enter", "e", "q")
        assert not isinstance(app.screen, ReviewPlace)


async def test_the_channel_tab_marks_what_follows_from_the_record_and_leads_there(make_app, size):
    app = make_app(FakeWorkspace())
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "6")
        assert "version 4" in shown(app)
        for _ in range(40):
            if app.screen.item is not None and app.screen.item.kind == "follows":
                break
            await press(pilot, "j")
        one = app.screen.item.value
        await press(pilot, "enter")
        assert app.screen.tab == 2
        assert app.screen.item.key == ("requirement", one.opens[1])


async def test_whatever_follows_from_the_record_is_one_key_away(make_app, size):
    app = make_app(FakeWorkspace())
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "6")
        follows = [item for item in app.screen.made.pane.items if item.kind == "follows"]
        assert {item.value.opens[0] for item in follows} >= {"requirement", "gate"}
        for one in follows:
            await press(pilot, "6", "g")
            for _ in range(80):
                if app.screen.item is not None and app.screen.item.key == one.key:
                    break
                await press(pilot, "j")
            assert app.screen.item.key == one.key
            assert app.screen.look.mark("fold") in shown(app)
            await press(pilot, "enter")
            kind, key = one.value.opens
            if kind == "requirement":
                assert (app.screen.tab, app.screen.item.key) == (2, ("requirement", key))
            elif kind == "gate":
                assert (app.screen.tab, app.screen.item.key) == (6, ("gate", key))
            else:
                assert (app.screen.tab, app.screen.item.id) == (1, key)


async def test_a_deal_is_read_under_another_channel_and_esc_goes_back(make_app, size):
    app = make_app(FakeWorkspace())
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "6", "C", "1")
        text = " ".join(shown(app).split())
        assert "Where the records differ" in text
        assert "follows from" in " ".join(
            " ".join(t for t, _ in app.screen.made.pane.line(n)) for n in range(app.screen.made.pane.line_count())
        )
        await press(pilot, "escape")
        assert "version 4" in shown(app)
        await press(pilot, "G", "k", "k")
        assert isinstance(app.screen, DealPlace)
