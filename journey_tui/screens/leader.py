"""The leader's overlay: what is not met across a team's deals, the deals behind each count, and a note for whose deal it is."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from textual import on
from textual.binding import BindingType

from journey_tui.domain.views_leader import Asked, Behind, Gap, GapPage, LeaderView
from journey_tui.screens.base import bindings_for
from journey_tui.screens.dialogs import Choice, MenuSheet
from journey_tui.screens.forms import Field, FormSheet
from journey_tui.screens.messages import Loaded
from journey_tui.screens.two_panes import TwoPanes
from journey_tui.widgets.document import Document
from journey_tui.widgets.ink import Line, sides
from journey_tui.widgets.leader_text import count_blocks, gap_blocks
from journey_tui.widgets.pane import Pane
from journey_tui.widgets.story import blank, prose

COUNTS_WIDTH: Final = 49
PAGE: Final = 20
"""Deals that are read at once; the next ones when the cursor comes near the end."""
RESTS_S: Final = 0.12
"""How long the cursor stays on a count before its deals are read."""


class LeaderPlace(TwoPanes):
    """Counts, and the deals behind the one under the cursor. Tab goes between them."""

    PANES = ("leader-body", "counts", "gaps")
    WIDE_FROM = 110

    PLACE = "leader"
    CSS_PATH = "leader.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("leader")

    def __init__(self, deal_id: str = "") -> None:
        super().__init__()
        self.deal_id = deal_id
        """The deal that it was opened from: it is shown first."""
        self.scope, self.channel = "team", ""
        self.view: LeaderView | None = None
        self.gaps: list[Gap] = []
        self.total = 0
        self.asked: Behind | None = None
        self.in_detail = bool(deal_id)
        self.whole = False
        """Whether all that is not met stands with a deal."""
        self._resting: Any = None

    @property
    def gap(self) -> Gap | None:
        """Return the deal under the cursor."""
        item = self.detail.item if self.in_detail else None
        value = item.value if item is not None else None
        return value[0] if isinstance(value, tuple) else value

    @property
    def asked_before(self) -> Asked | None:
        """Return what was asked before, where the cursor is on that."""
        item = self.detail.item if self.in_detail else None
        return item.value[1] if item is not None and item.kind == "asked" else None

    # Reading.

    def reload(self, *, want: Any = None) -> None:
        """Read the counts again, and the deals that show."""
        workspace, scope = self.journey.workspace, self.scope
        self.load("counts", lambda: workspace.leader(scope=scope))
        if self.deal_id:
            deal_id = self.deal_id
            self.load("one", lambda: workspace.gap(deal_id), group="gaps")
        elif self.asked is not None:
            self._read_deals(self.asked, max(PAGE, len(self.gaps)))

    def _read_deals(self, asked: Behind, limit: int = PAGE) -> None:
        """Read the first deals behind a count."""
        workspace, scope = self.journey.workspace, self.scope
        self.asked = asked
        self.load("deals", lambda: (asked, workspace.gaps(asked, scope=scope, limit=limit)), group="gaps")

    def _read_more(self) -> None:
        asked, workspace, scope, offset = self.asked, self.journey.workspace, self.scope, len(self.gaps)
        if asked is not None and offset < self.total:
            self.load("more", lambda: (asked, workspace.gaps(asked, scope=scope, offset=offset, limit=PAGE)), group="gaps")

    @on(Loaded)
    def _show_loaded(self, event: Loaded) -> None:
        if event.what == "counts":
            self.view = event.value
            self._show_counts()
        elif event.what == "one":
            self.gaps, self.total = [event.value], 1
            self._show_deals(top=True)
        else:
            asked, page = event.value
            if asked == self.asked:
                self._take_page(page, more=event.what == "more")

    def _take_page(self, page: GapPage, *, more: bool) -> None:
        if more and page.offset != len(self.gaps):
            return
        self.gaps, self.total = [*(self.gaps if more else ()), *page.gaps], page.total
        self._show_deals()

    # Showing.

    def _counts_width(self) -> int:
        return COUNTS_WIDTH if self._wide() else self.app.size.width

    def _deals_width(self) -> int:
        return self.app.size.width - (COUNTS_WIDTH + 1 if self._wide() else 0)

    def _show_counts(self) -> None:
        if self.view is not None:
            self.listing.show(count_blocks(self.view, self._counts_width(), self.channel))
            self.refresh_head()
            if not self.listing.items:
                self.detail.show(self._nothing(), top=True)

    def _show_deals(self, *, top: bool = False) -> None:
        self.detail.show(gap_blocks(self.gaps, self.total, self.look, self._deals_width(), whole=self.whole), top=top)
        if not self.gaps:
            self.detail.show([blank(), prose("No deal is behind this any more. r reads again.", self._deals_width())], top=True)

    def _nothing(self) -> list[Any]:
        """Say why nothing is counted, and which key to press."""
        words = "No open deal is counted here."
        more = "M counts everybody's deals; q goes back. `journey team` on the command line says who leads whom."
        return [blank(), prose(words, self._deals_width(), "text"), prose(more, self._deals_width())]

    def relayout(self) -> None:
        """Set everything at the present width."""
        self._arrange()
        self._show_counts()
        self._show_deals()

    def refresh_head(self) -> None:
        """Say whose deals are counted."""
        view = self.view
        left: Line = ((" Leader", "tab"), (f"  {view.deals:,} open, {view.words}" if view else "  counting", "text"))
        told = "counted now, not as of that moment" if self.journey.as_of else self.channel
        self.head.set_lines([sides(left, ((f"{told} ", "weak" if self.journey.as_of else "accent"),), self.head.room)])

    def cursor_moved(self, pane: Pane) -> None:
        """Read the deals behind a count once the cursor rests on it; the next ones near the end of the list."""
        if pane is not self.pane:
            return
        item = pane.item if isinstance(pane, Document) else None
        self.foot.set_detail(item.detail if item else "")
        if pane is self.listing and item is not None and item.value != self.asked:
            self.deal_id = ""
            if self._resting is not None:
                self._resting.stop()
            asked: Behind = item.value
            self._resting = self.set_timer(RESTS_S, lambda: self._rested(asked))
        elif pane is self.detail and self.gaps and self.gap in self.gaps[-3:]:
            self._read_more()

    def _rested(self, asked: Behind) -> None:
        self.gaps, self.total = [], 0
        self.detail.show([], top=True)
        self._read_deals(asked)

    # Keys.

    def action_back(self) -> None:
        """Leave the deals first, then the place."""
        if self.in_detail and not self.deal_id:
            self.action_next_pane()
        else:
            super().action_back()

    def action_open(self) -> None:
        """Go to the deals behind a count; there: open the deal, or read what was asked before where it was asked."""
        if not self.in_detail:
            self.action_next_pane()
        elif self.asked_before is not None:
            self._read_asked()
        elif self.gap is not None:
            self.journey.open_deal(self.gap.deal_id, self.gap.account or self.gap.deal)

    def action_evidence(self) -> None:
        """Read the quotes that the gap stands on."""
        from journey_tui.screens.evidence import EvidencePlace

        gap = self.gap
        if self.asked_before is not None:
            self._read_asked()
        elif gap is None:
            self.say("e opens the quotes behind a deal's gap: Tab goes to the deals.")
        elif not gap.evidence:
            self.say("No quote speaks of it yet: that is the gap.")
        else:
            if self.journey.as_of is None:
                subject = f"{gap.deal_id}|requirement|{gap.key}"
                quotes = [("quote", one, "") for one in gap.evidence]
                self.journey.workspace.observe("evidence", deal_id=gap.deal_id, subject=subject, items=quotes)
            self.app.push_screen(EvidencePlace(gap.evidence, gap.label, gap.band))

    def _read_asked(self) -> None:
        """Read the message or call that something was asked in."""
        from journey_tui.screens.reader import ReaderPlace

        gap, one = self.gap, self.asked_before
        if gap is not None and one is not None:
            self.app.push_screen(ReaderPlace(one.touchpoint, gap.deal_id, one.words))

    def action_fold(self) -> None:
        """Show all that is not met with each deal, or how much."""
        self.whole = not self.whole
        self._show_deals()

    def action_note(self) -> None:
        """Leave a note for whose deal it is; the form says who can read it."""
        gap = self.gap
        if gap is None:
            self.say("A leaves a note on a deal: Tab goes to the deals.")
            return
        workspace = self.journey.workspace
        sheet = FormSheet(
            f"A note for {gap.owner or 'whose deal it is'}",
            [Field("text", "Note", gap.question, needed=True)],
            note=self.view.readers if self.view else workspace.note_readers(),
            about=f"{gap.deal_id}|note",
        )

        def done(values: dict[str, str] | None) -> None:
            if values:
                self.run_decision(
                    lambda: workspace.coach(gap.deal_id, values["text"], requirement=gap.key),
                    words=f"Left for {gap.owner or 'whose deal it is'}; it stands on the deal's Snapshot · u undoes",
                )

        self.app.push_screen(sheet, done)

    def action_scope(self) -> None:
        """Count the deals of those whom you lead, or everybody's."""
        if self.view is not None and self.scope == "team" and self.view.scope == "all":
            self.say(
                "Nobody is named as led by you: everybody's deals are counted. `journey team` says who leads whom.", seconds=8
            )
            return
        self.scope = "all" if self.scope == "team" else "team"
        self.reload()

    def action_channel(self) -> None:
        """Show one channel alone, or all."""
        names = [one.name for one in self.view.channels] if self.view else []
        choices = [Choice("*", "all channels"), *(Choice(name, name) for name in names)]
        self.app.push_screen(MenuSheet("Count", choices, chosen=self.channel or "*"), self._choose_channel)

    def _choose_channel(self, name: str | None) -> None:
        if name:
            self.channel = "" if name == "*" else name
            self.in_detail, self.deal_id = False, ""
            self._arrange()
            self._show_counts()

    def action_leader(self) -> None:
        """Say that this is it."""
        self.say("This is the leader's overlay. q goes back.")
