"""Keys that come faster than a tab is made."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.events import Key

from journey_tui.app import JourneyApp


@pytest.mark.parametrize("tab", ["3", "5", "6"])
@pytest.mark.parametrize("after", ["escape", "z", "n"])
async def test_a_key_on_a_tab_that_is_not_made_yet_does_no_harm(
    make_app: Callable[..., JourneyApp], tab: str, after: str
) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("enter")
        place = app.screen
        app.post_message(Key(tab, tab))
        app.post_message(Key(after, after if len(after) == 1 else None))
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert (app.screen is not place) == (after == "escape")
        await pilot.press("j")
        assert app.is_running
        assert app.return_code is None
