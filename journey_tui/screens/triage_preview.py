"""The snapshot of the deal under the cursor, beside the list: read in a thread once the cursor rests, painted once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from textual.containers import Container

from journey_tui.screens.triage_keys import TriageKeys
from journey_tui.widgets.document import Block, Document
from journey_tui.widgets.format import deal_words, money
from journey_tui.widgets.ink import joined, wrap

if TYPE_CHECKING:
    from journey_tui.domain.views import DealView

PREVIEW_FROM: Final = 120
"""Columns from which a preview fits beside the list (product.md §6)."""
RESTS_S: Final = 0.15
"""How long the cursor stays on a deal before it is read."""


class TriagePreview(TriageKeys):
    """The pane at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.preview_wanted = False
        self._resting: Any = None
        self._previewed = ""

    @property
    def preview(self) -> Document | None:
        """Return the pane, made when it first shows."""
        found = self.query("#triage-preview")
        return found.first(Document) if found else None

    @property
    def preview_shows(self) -> bool:
        """Return whether the pane is wanted and fits."""
        return self.preview_wanted and self.app.size.width >= PREVIEW_FROM

    def action_side(self) -> None:
        """Show or hide the preview."""
        if self.app.size.width < PREVIEW_FROM:
            self.say(f"The preview stands beside the list from {PREVIEW_FROM} columns; Enter opens the deal.")
            return
        self.preview_wanted = not self.preview_wanted
        self.arrange_preview()

    def arrange_preview(self) -> None:
        """Show the pane where it is wanted and fits."""
        pane, shows = self.preview, self.preview_shows
        if pane is None:
            if not shows:
                return
            pane = Document(id="triage-preview")
            pane.active = False
            self.query_one("#triage-body", Container).mount(pane)
        pane.display = shows
        pane.styles.width = self._preview_width()
        self._previewed = ""
        self.call_after_refresh(self._arranged)

    def _arranged(self) -> None:
        self.list.repaint()
        self.refresh_head()
        self._read_preview()

    def _preview_width(self) -> int:
        return min(72, self.app.size.width * 45 // 100)

    @property
    def list_width(self) -> int:
        """Return the columns that the preview leaves to the list."""
        return self.app.size.width - (self._preview_width() if self.preview_shows else 0)

    def preview_moved(self) -> None:
        """Read the deal once the cursor rests on it."""
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(RESTS_S, self._read_preview) if self.preview_shows else None

    def preview_stale(self) -> None:
        """Read the deal again: the store has changed, or the moment has."""
        self._previewed = ""
        self.preview_moved()

    def _read_preview(self) -> None:
        row = self.list.current
        if row is None or not self.preview_shows or row.deal_id == self._previewed:
            return
        workspace, origin, as_of = self.journey.workspace, self.journey.origin, self.journey.as_of
        self.load("preview", lambda: workspace.deal(row.deal_id, as_of=as_of, origin=origin))

    def show_preview(self, view: DealView) -> None:
        """Show the deal, unless the cursor has gone on."""
        row, pane = self.list.current, self.preview
        if row is None or pane is None or row.deal_id != view.deal.id:
            return
        from journey_tui.widgets.story import snapshot

        self._previewed = view.deal.id
        width = self._preview_width() - 1
        pane.show([*self._title(view, width), *snapshot(view, self.look, width, terse=True, beside=True)], top=True)
        self.call_after_refresh(self._note_preview, view)

    def _note_preview(self, view: DealView) -> None:
        """Note what of the deal shows: whoever saw it here has seen it; nothing is noted of the past."""
        from journey_tui.screens.seen import all_seen

        pane, origin = self.preview, self.journey.origin
        if pane is None or not self.preview_shows or self._previewed != view.deal.id or self.journey.as_of is not None:
            return
        self.journey.workspace.observe(
            "shown", deal_id=view.deal.id, subject="preview", items=all_seen(pane.showing, view.deal.id, origin)
        )

    def _title(self, view: DealView, width: int) -> list[Block]:
        deal = view.deal
        closes = f"closes {self.look.short_day(deal.close_date)}" if deal.close_date else ""
        words = joined((deal.account or deal.name, deal_words(deal.name, deal.account) if deal.account else ""))
        facts = joined((money(deal.amount, deal.currency), closes, deal.owner))
        return [
            Block(tuple(((" " * 3 + line, "strong"),) for line in wrap(words, width - 4))),
            Block(((("   " + facts, "muted"),),)),
        ]
