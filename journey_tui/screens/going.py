"""The ways between places, from every place."""

from __future__ import annotations

from journey_tui.screens.fallbacks import Fallbacks


class Going(Fallbacks):
    """Keys that go somewhere."""

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
