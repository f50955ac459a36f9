"""The first paint needs the rows that fit; the rest of the page is there without a key."""

from __future__ import annotations

from typing import Any

from journey_tui.ahead import Ahead
from journey_tui.workspace import Workspace
from tests.ui.driving import settle


async def test_the_rest_of_the_first_page_follows(make_app: Any, workspace: Workspace) -> None:
    everybody = workspace.triage(mine=False)
    assert len(everybody.rows) > 1
    app = make_app()
    app.ahead = Ahead(lambda: workspace.triage(mine=False, limit=1))
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        listing = app.screen.list
        assert [listing.row(n) for n in range(listing.total)] == list(everybody.rows)
        await pilot.press("G")
        await settle(pilot)
        assert listing.current == everybody.rows[-1]
