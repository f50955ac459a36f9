"""How the tests drive the app: keys one by one, and what the terminal then shows."""

from __future__ import annotations

import asyncio
from typing import Any

from textual.pilot import Pilot

from journey_tui.app import JourneyApp

SIZES = [(80, 24), (140, 45)]


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until every thread has reported and every message has been handled."""
    for _ in range(3):
        await pilot.pause()
        while any(not worker.is_finished for worker in pilot.app.workers):  # noqa: ASYNC110 - threads set no event
            await asyncio.sleep(0.005)
    await pilot.pause()


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys one by one, as a person does: each after the last has taken effect."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


def screen_lines(app: JourneyApp) -> list[str]:
    """Return what the terminal shows, line by line."""
    return ["".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()]


def shown(app: JourneyApp) -> str:
    """Return what the terminal shows as one text."""
    return "\n".join(screen_lines(app))
