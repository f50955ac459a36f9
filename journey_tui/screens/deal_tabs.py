"""Which tabs of a deal are more than a text: each is made when it first shows, and imported no earlier."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from journey_tui.screens.deal import DealPlace
    from journey_tui.screens.deal_tab import DealTab

TIMELINE: Final = 3
WORKSPACE: Final = 5
CHANNEL: Final = 6


def _timeline(place: DealPlace) -> DealTab:
    from journey_tui.screens.timeline_tab import TimelineTab

    return TimelineTab(place)


def _workspace(place: DealPlace) -> DealTab:
    from journey_tui.screens.workspace_tab import WorkspaceTab

    return WorkspaceTab(place)


def _channel(place: DealPlace) -> DealTab:
    from journey_tui.screens.channel_tab import ChannelTab

    return ChannelTab(place)


MADE_TABS: Final[dict[int, Callable[[DealPlace], DealTab]]] = {TIMELINE: _timeline, WORKSPACE: _workspace, CHANNEL: _channel}
"""Number of the tab: what makes it."""
