"""Lists keep the cursor on its item, and cost what shows, not what there is."""

from __future__ import annotations

from dataclasses import replace

from tests.ui.driving import press, screen_lines, settle, shown
from tests.ui.fake import FakeWorkspace
from tests.ui.fake_rows import triage_rows


async def test_ten_thousand_deals_read_what_shows(make_app):
    workspace = FakeWorkspace(many=10_000)
    app = make_app(workspace)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        reads = [call for call in workspace.calls if call[0] == "triage"]
        assert [call[1][4:] for call in reads] == [(0, 200)]
        await press(pilot, "G")
        assert app.screen.list.current.account == "Pellworth (via Corvane) 9999"
        assert "Pellworth" in "".join(screen_lines(app)[-5:-2])
        reads = [call for call in workspace.calls if call[0] == "triage"]
        assert len(reads) <= 3


async def test_cursor_stays_on_its_deal_when_another_process_writes(make_app):
    workspace = FakeWorkspace()
    app = make_app(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "j", "j", "j")
        account = app.screen.list.current.account
        new = replace(triage_rows()[0], deal_id="new", account="A new customer")
        workspace.rows = [new, *workspace.rows]
        workspace.version += 1
        app.store_changed()
        await settle(pilot)
        assert app.screen.list.current.account == account
        assert app.screen.list.at == 4
        assert app.screen.list.row(0).account == "A new customer"


async def test_store_is_read_again_only_when_its_version_moves(make_app):
    workspace = FakeWorkspace()
    app = make_app(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        before = len(workspace.calls)
        await pilot.pause(1.6)
        assert len(workspace.calls) == before
        workspace.version += 1
        await pilot.pause(1.6)
        await settle(pilot)
        assert len(workspace.calls) > before


async def test_groups_only_where_they_mean_something(make_app):
    app = make_app()
    async with app.run_test(size=(140, 45)) as pilot:
        await settle(pilot)
        for words in ("A call ended, no follow-up yet", "Dated steps", "Changed since you looked", "The rest"):
            assert words in shown(app)
        await press(pilot, "b", "3")
        assert "Dated steps" not in shown(app)


async def test_timeline_pages_and_marks_days_once(make_app):
    workspace = FakeWorkspace()
    workspace.timeline_size = 34
    app = make_app(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "3", "z")
        days = [line[1:11] for line in screen_lines(app)[2:22]]
        named = [day for day in days if day.strip()]
        assert len(named) == len(set(named)) < len(days)
        assert "34" in app.screen.foot._detail
        await press(pilot, "G")
        assert app.screen.pane.at == 33


async def test_only_few_cells_change_with_the_cursor(make_app):
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        before = screen_lines(app)
        await press(pilot, "j")
        changed = [number for number, (old, new) in enumerate(zip(before, screen_lines(app), strict=True)) if old != new]
        assert len(changed) <= 5


async def test_failure_is_said_and_retried(make_app):
    workspace = FakeWorkspace()
    workspace.fail = OSError("disk is away")
    app = make_app(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "disk is away" in shown(app)
        assert "r tries again" in shown(app)
        workspace.fail = None
        await press(pilot, "r")
        assert "Northwind" in shown(app)
        workspace.fail = OSError("disk is away")
        await press(pilot, "m")
        assert "Not stored" in app.screen.foot.notice
        assert "Northwind" in shown(app)


async def test_deal_that_is_gone(make_app):
    app = make_app(deal="nowhere")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "not in the store any more" in shown(app)
        await press(pilot, "q")
        assert "Northwind" in shown(app)


async def test_empty_places_name_one_key(make_app):
    app = make_app(FakeWorkspace(empty=True))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "M shows everybody's" in shown(app)
        await press(pilot, "M")
        assert "journey import" in shown(app)
        await press(pilot, "S")
        assert "journey import" in shown(app)


async def test_ascii_glyphs_only(make_app):
    rows = [row for row in triage_rows() if row.account.isascii() and row.headline.isascii()]
    app = make_app(FakeWorkspace(rows=rows), plain=True)
    async with app.run_test(size=(140, 45)) as pilot:
        await settle(pilot)
        for keys in ((), ("v",), ("escape", "question_mark")):
            await press(pilot, *keys)
            assert shown(app).isascii(), {char for char in shown(app) if not char.isascii()}


async def test_no_colour_is_honoured(make_app, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for strip in app.screen._compositor.render_strips():
            for segment in strip:
                assert segment.style is None or segment.style.color is None or segment.style.color.is_default
