"""The ways between places, from every place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journey_tui.screens.fallbacks import Fallbacks
from journey_tui.widgets.document import Item

if TYPE_CHECKING:
    from journey_tui.screens.tab_verbs import Brought


class Going(Fallbacks):
    """Keys that go somewhere."""

    def in_context(self) -> tuple[str, Item | None]:
        """Return the deal that the place is about, and what is under the cursor; no deal where there is none."""
        return "", None

    def action_workspace(self) -> None:
        """Open the deal's workspace with what is under the cursor; Esc comes back to it."""
        from journey_tui.screens.tab_verbs import Brought

        deal_id, item = self.in_context()
        if deal_id:
            self.open_workspace(deal_id, Brought(item))
        else:
            self.say("Open a deal first: w and 5 show its chat and what was written.")

    def open_workspace(self, deal_id: str, brought: Brought) -> None:
        """Open a deal's workspace over this place, which stays as it is below."""
        from journey_tui.screens.deal import DealPlace

        place = DealPlace(deal_id, brought=brought)
        place.blind = False
        self.app.push_screen(place)

    def action_sources(self) -> None:
        """Go to Sources."""
        from journey_tui.screens.sources import SourcesPlace

        if not isinstance(self, SourcesPlace):
            self.app.push_screen(SourcesPlace())

    def action_review(self) -> None:
        """Go to Review."""
        from journey_tui.screens.review import ReviewPlace

        self.app.push_screen(ReviewPlace())

    def action_measures(self) -> None:
        """Go to Measures."""
        from journey_tui.screens.measures import MeasuresPlace

        self.app.push_screen(MeasuresPlace())
