"""How the tests drive the app: keys one by one, and what the terminal then shows."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import Iterator
from typing import Any

from textual import events
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.screen import Screen

from journey_tui.app import JourneyApp

SIZES = [(80, 24), (140, 45)]
QUIET_TURNS = 3
"""What has been asked for may be a few turns of the event loop away from whom it is meant for."""
PUT_OFF_S = 0.2
"""What the app puts off for no longer than this, until a hand rests, belongs to the key that asked for it."""
GIVEN_UP_S = 300
"""A screen that never comes to rest fails its test rather than holding all of them up."""


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until every thread has reported, every message has been handled and everything is painted.

    What is asked is whether anything is under way, never how long it takes or how busy the machine is.
    """
    async with asyncio.timeout(GIVEN_UP_S):
        await _rest(pilot.app)


async def _rest(app: Any) -> None:
    quiet = 0
    while quiet < QUIET_TURNS and not _over(app):
        quiet += 1
        if any(not worker.is_finished for worker in app.workers) or _put_off(app):
            await asyncio.sleep(0.002)  # threads set no event
            quiet = 0
        elif not all(_waits(pump) for pump in _pumps(app)):
            await asyncio.sleep(0)
            quiet = 0
        elif unpainted := [screen for screen in app.screen_stack if _unpainted(screen)]:
            for screen in unpainted:
                screen._on_timer_update()
            await asyncio.sleep(0)
            quiet = 0
        else:
            await app.animator.wait_until_complete()
            await asyncio.sleep(0)


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys one by one, as a person does: each after the last has taken effect."""
    for key in keys:
        await pilot.app._post_message(_key(key).set_sender(pilot.app))
        await settle(pilot)


def screen_lines(app: JourneyApp) -> list[str]:
    """Return what the terminal shows, line by line."""
    return ["".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()]


def shown(app: JourneyApp) -> str:
    """Return what the terminal shows as one text."""
    return "\n".join(screen_lines(app))


def _key(key: str) -> events.Key:
    """Return the event of a key, named as a terminal's keys are."""
    if len(key) == 1 and not key.isalnum():
        key = _character_to_key(key)
    try:
        character: str | None = unicodedata.lookup(_get_unicode_name_from_key(REPLACED_KEYS.get(key, key)))
    except KeyError:
        character = key if len(key) == 1 else None
    return events.Key(key, character)


def _over(app: Any) -> bool:
    """Return whether the app has ended or is about to, after which nothing more is handled."""
    return app._exit or app._exception_event.is_set() or not app._running


def _pumps(app: Any) -> Iterator[MessagePump]:
    yield app
    for screen in app.screen_stack:
        yield from screen.walk_children(with_self=True)


def _put_off(app: Any) -> bool:
    """Return whether something short waits for its moment; what repeats is no part of it."""
    timers = (timer for pump in _pumps(app) for timer in pump._timers)
    return any(
        timer._repeat == 0 and timer._interval <= PUT_OFF_S and timer._task is not None and not timer._task.done()
        for timer in timers
    )


def _waits(pump: MessagePump) -> bool:
    """Return whether a pump has handled all it was sent and waits for the next message."""
    queue = pump._message_queue
    rests = queue.empty() and queue.ready_event._waiters and pump._pending_message is None and not pump._next_callbacks
    return pump._closed or bool(rests)


def _unpainted(screen: Screen[Any]) -> bool:
    """Return whether a screen has something to arrange, to paint, or to run once that is done.

    Below another screen it wants to be painted again at all times; that is the other screen's affair.
    """
    if not screen.is_current:
        return bool(screen._callbacks)
    arranged = screen._layout_required or screen._scroll_required or screen._recompose_required
    return bool(arranged or screen._dirty_widgets or screen._callbacks or (screen._repaint_required and screen.is_active))
