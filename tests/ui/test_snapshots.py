"""How every place looks, filled and empty, at the three widths that its layout knows."""

from __future__ import annotations

import pytest

from journey_tui.domain.views_measures import Question
from tests.ui.driving import press, settle
from tests.ui.fake import FakeWorkspace

SIZES = [(80, 24), (100, 30), (140, 45)]
PLACES = {
    "triage": (),
    "triage_folded": ("z",),
    "triage_filter": ("F", *"port", "enter"),
    "snapshot": ("enter",),
    "health": ("enter", "2"),
    "health_unfolded": ("enter", "2", "k", "enter"),
    "timeline": ("enter", "3"),
    "timeline_list": ("enter", "3", "z"),
    "timeline_week": ("enter", "3", "plus", "left", "left"),
    "timeline_truth": ("enter", "3", "right_curly_bracket"),
    "timeline_machines": ("enter", "3", "h", "h"),
    "actions": ("enter", "4"),
    "step": ("enter", "4", "enter"),
    "workspace": ("enter", "5"),
    "channel": ("enter", "6"),
    "propose": ("enter", "6", "A"),
    "panel": ("enter", "p"),
    "evidence": ("enter", "j", "j", "j", "e"),
    "reader": ("enter", "3", "z", "j", "j", "enter"),
    "override": ("enter", "o"),
    "override_touchpoint": ("enter", "3", "o"),
    "search": ("enter", "slash", *"port"),
    "sources": ("S",),
    "unmatched": ("S", "tab"),
    "review": ("R",),
    "review_stage": ("R", "j", "j"),
    "leader": ("L",),
    "leader_deals": ("L", "tab", "j", "z"),
    "help": ("question_mark",),
    "palette": ("ctrl+p",),
    "finder": ("f", *"ka"),
    "views": ("v",),
    "measures": ("number_sign",),
    "measure": ("number_sign", "j", "j", "enter"),
    "measure_parts": ("number_sign", *"jjjj", "enter"),
}
EMPTY = {
    "measures": ("number_sign",), "triage": (), "triage_all": ("M",), "sources": ("S",), "unmatched": ("S", "tab"), "finder": ("f",), "leader": ("L",), "review": ("R",),
    "views": ("v",), "palette": ("ctrl+p", *"qqqq"), "finder_nothing": ("f", *"qqqq"), "measure": ("number_sign", "j", "enter"),
    "leader_deals": ("L", "tab"),
}  # fmt: skip
SILENT = {"snapshot": ("1",), "health": ("2",), "timeline": ("3",), "actions": ("4",), "channel": ("6",), "workspace": ("5",),
          "timeline_list": ("3", "z"), "panel": ("p",), "override": ("o",)}  # fmt: skip


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def size(request):
    return request.param


@pytest.mark.parametrize("place", PLACES)
def test_place(snap_compare, make_app, size, place):
    async def before(pilot):
        await settle(pilot)
        await press(pilot, *PLACES[place])

    assert snap_compare(make_app(), terminal_size=size, run_before=before)


@pytest.mark.parametrize("place", EMPTY)
def test_empty(snap_compare, make_app, size, place):
    async def before(pilot):
        await settle(pilot)
        await press(pilot, *EMPTY[place])

    assert snap_compare(make_app(FakeWorkspace(empty=True)), terminal_size=size, run_before=before)


@pytest.mark.parametrize("place", SILENT)
def test_deal_without_touchpoints(snap_compare, make_app, size, place):
    async def before(pilot):
        await settle(pilot)
        await press(pilot, "G", "enter", *SILENT[place])

    assert snap_compare(make_app(), terminal_size=size, run_before=before)


def test_too_small(snap_compare, make_app):
    async def before(pilot):
        await settle(pilot)
        await pilot.resize_terminal(50, 12)
        await settle(pilot)

    assert snap_compare(make_app(), terminal_size=(80, 24), run_before=before)


@pytest.mark.parametrize("tab", ["1", "3"])
@pytest.mark.parametrize("theme", ["light", "ansi-dark", "ansi-light"])
def test_theme(snap_compare, make_app, theme, tab):
    async def before(pilot):
        await settle(pilot)
        await press(pilot, "enter", tab)

    assert snap_compare(make_app(theme=theme), terminal_size=(100, 30), run_before=before)


@pytest.mark.parametrize("theme", ["light", "ansi-dark", "ansi-light"])
def test_measures_in_theme(snap_compare, make_app, theme):
    async def before(pilot):
        await settle(pilot)
        await press(pilot, "number_sign", "j", "j")

    assert snap_compare(make_app(theme=theme), terminal_size=(140, 45), run_before=before)


def test_measures_in_ascii(snap_compare, make_app, size):
    async def before(pilot):
        await settle(pilot)
        await press(pilot, "number_sign", "enter")

    assert snap_compare(make_app(plain=True), terminal_size=size, run_before=before)


@pytest.mark.parametrize("question", ["check", "rating"])
def test_question(snap_compare, make_app, size, question):
    workspace = FakeWorkspace()
    workspace.rates = question == "rating"
    workspace.question = (
        Question("deal-1", "Northwind Robotics", "economic_buyer", "Who can say yes", "Medium") if question == "check" else None
    )

    async def before(pilot):
        await settle(pilot)
        await press(pilot, "enter", *(("4", "escape") if question == "rating" else ()))

    assert snap_compare(make_app(workspace), terminal_size=size, run_before=before)


def test_timeline_in_ascii(snap_compare, make_app, size):
    async def before(pilot):
        await settle(pilot)
        await press(pilot, "enter", "3")

    assert snap_compare(make_app(plain=True), terminal_size=size, run_before=before)
