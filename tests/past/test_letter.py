"""`journey show --as-of` and the screen tell the same, field by field."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import pytest

from journey_tui.workspace import Workspace
from tests import raw
from tests.cli.conftest import ran
from tests.ui.driving import press, settle, shown


def _text(document: Any) -> str:
    """Return all of a text, as it would scroll by, in one line."""
    lines = ("".join(words for words, _ in document.line(n)) for n in range(document.line_count()))
    return re.sub(r"\s+", " ", " ".join(lines))


def _words(text: str) -> list[str]:
    return [word for word in re.split(r"\W+", text) if word]


def _holds(text: str, words: str) -> bool:
    """Return whether the words stand in the text in their order; columns may come between where a line is broken."""
    found = iter(_words(text))
    return all(word in found for word in _words(words))


@pytest.mark.parametrize("moment", [raw.ago(days) for days in (36, 18, 10, 1)], ids=str)
async def test_every_field_of_the_command_stands_on_the_screen(make_app: Any, workspace: Workspace, moment: datetime) -> None:
    told = ran("show", raw.DEAL, "--as-of", moment.isoformat(), "--json", store=workspace.store).json
    app = make_app()
    async with app.run_test(size=(140, 45)) as pilot:
        await settle(pilot)
        app.open_deal(told["deal"]["id"])
        await settle(pilot)
        app.set_as_of(moment)
        await settle(pilot)
        story = _text(app.screen.story)
        for claim in told["snapshot"]["claims"]:
            assert _holds(story, claim["text"])
        assert _holds(story, told["gap"]["sentence"])
        for step in told["actions"][:5]:
            assert _holds(story, step["title"])
        side = _text(app.screen.side)
        assert _holds(side, told["channel"]["name"])
        for person in [p for p in told["people"] if p["side"] == "customer" and p["last_heard"]][:5]:
            assert person["name"] in side
        head = shown(app).splitlines()[0]
        assert told["deal"]["account"] in head
        if told["deal"]["amount"]:
            assert f"{int(float(told['deal']['amount'])):,}" in head
        await press(pilot, "2")
        grid = _text(app.screen.story)
        for one in told["requirements"]:
            if one["status"] != "blank":
                assert _holds(grid, f"{one['label']} {one['status']}")
        for gate in told["gates"]:
            assert _holds(grid, f"{gate['name']} {gate['state']}")
        for signal in told["signals"]["fired"]:
            assert _holds(grid, signal["fact"])
        await press(pilot, "4")
        steps = _text(app.screen.story)
        for step in told["actions"]:
            assert _holds(steps, step["title"])
            assert _holds(steps, step["why"])
