"""What is noted while somebody looks at a deal, and the two questions that may be asked: before its bands show, and on leaving."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from textual import on

from journey_tui.domain.lines import NOT_MAPPED
from journey_tui.domain.views import DealView
from journey_tui.domain.views_measures import Opened, Question
from journey_tui.screens.deal_moments import DealMoments
from journey_tui.screens.messages import Loaded
from journey_tui.screens.seen import NOTHING, Seen, all_seen, seen, stands_behind
from journey_tui.widgets.document import Document, Item
from journey_tui.widgets.pane import Pane

WENT_THROUGH: Final = 3
"""Moves of the cursor after which a snapshot counts as gone through."""
ACTIONS: Final = 4


class DealWatching(DealMoments):
    """Notes for the measures; none of them is taken in the past."""

    tab: int
    view: DealView | None

    def __init__(self) -> None:
        super().__init__()
        self.blind = True
        """Whether the deal's bands were not on the screen before it was opened."""
        self.asking = False
        """Whether the question shows: nothing of the deal is painted until it is answered or skipped."""
        self._visit = ""
        self._engaged = False
        self._moves = 0
        self._last: tuple[str, str] | None = None
        self._noted: set[tuple[str, str]] = set()
        self._may_rate = False

    @property
    def story(self) -> Document:
        """Return the text of the tab."""
        raise LookupError("a deal has a story")

    def _show_deal(self, want: tuple[str, str] | None = None) -> None:
        """Set the text."""

    # Reading.

    def reading(self) -> Callable[[], Opened | None]:
        """Return what reads the deal; the first time with the question that is due today."""
        workspace, deal_id, blind, zone = self.journey.workspace, self.deal_id, self.blind, self.journey.zone
        origin, as_of = self.journey.origin, self.journey.as_of
        if self.view is None:
            read = lambda: workspace.opening(deal_id, as_of=as_of, origin=origin, blind=blind, zone=zone)  # noqa: E731
        else:
            read = lambda: Opened(workspace.deal(deal_id, as_of=as_of, origin=origin))  # noqa: E731
        if as_of is None:
            self.end_working()
            return read
        self.begin_working()
        return self.in_turn(read)

    def take(self, opened: Opened) -> DealView:
        """Take what was read; ask first what is to be asked before it shows."""
        self.end_working()
        self.view = opened.view
        if opened.question is not None and not self._visit and not self.asking:
            self.asking = True
            self.call_after_refresh(self._ask, opened.question)
        return opened.view

    # The question before.

    def _ask(self, question: Question) -> None:
        """Ask how sure the person is; Esc skips, and it is not asked again today."""
        from journey_tui.screens.questions import check_sheet

        if self.app.screen is not self:
            self._answered(question, None)
            return
        self.app.push_screen(check_sheet(question), lambda level: self._answered(question, level))

    def _answered(self, question: Question, level: str | None) -> None:
        workspace, zone = self.journey.workspace, self.journey.zone
        self._keep(lambda: workspace.answer(
            "check", level or "", deal_id=question.deal_id, about=question.requirement, band=question.band, zone=zone))  # fmt: skip
        self.asking = False
        self._show_deal()

    def _keep(self, work: Callable[[], Any]) -> None:
        """Keep an answer, in a thread of the app: the deal may be closed before it is written."""
        self.app.run_worker(work, thread=True, exit_on_error=False, group="answer")

    # What is seen.

    @property
    def _in_past(self) -> bool:
        """Return whether a past moment shows: nothing is noted of it."""
        return self.journey.as_of is not None or (self.view is not None and self.view.is_past)

    def watched(self) -> None:
        """Note once that the deal was opened, and what of it shows."""
        view = self.view
        if view is None or self._in_past:
            return
        if not self._visit:
            lines = view.reading.lines
            gap = "" if view.deal.closed or lines.claim == NOT_MAPPED else str(lines.gap)
            self._visit = self.journey.workspace.new_visit()
            self.journey.workspace.observe("opened", deal_id=self.deal_id, subject=self._visit, value=gap)
        self.call_after_refresh(self._note_showing)

    def _note_showing(self) -> None:
        """Note what shows and was not noted in this visit yet."""
        if self.view is None or self._in_past or self.asking or not self._visit or not self.query("#story"):
            return  # whoever left at once has taken the texts with them
        if not self.story.display:
            return
        found = all_seen(self.story.showing, self.deal_id, self.journey.origin)
        new = [(kind, key, state) for kind, key, state in found if (kind, key) not in self._noted]
        if new:
            self._noted |= {(kind, key) for kind, key, _ in new}
            self.journey.workspace.observe("shown", deal_id=self.deal_id, subject=str(self.tab), items=new)

    def cursor_moved(self, pane: Pane) -> None:
        """Count moves through the story, and note what has come into view."""
        if pane is not self.story or not self._visit:
            return
        key = self.story.item.key if self.story.item else None
        if key != self._last:
            self._last, moved = key, self._last is not None
            self._moves += moved
            if self.tab == 1 and self._moves >= WENT_THROUGH:
                self.engage("read")
        self._note_showing()

    def engage(self, how: str) -> None:
        """Note once a visit that something was done with the snapshot: `read`, `evidence`, `tab` or `act`."""
        if self._visit and not self._engaged and not self._in_past:
            self._engaged = True
            self.journey.workspace.observe("engaged", deal_id=self.deal_id, subject=self._visit, value=how)

    def went_to(self, tab: int) -> None:
        """Note that a tab was chosen; after the steps the person may be asked about them."""
        self.engage("tab")
        if tab == ACTIONS and not self._in_past and not self._may_rate:
            workspace, zone = self.journey.workspace, self.journey.zone
            self.load("may rate", lambda: workspace.may_ask("rating", zone))

    @on(Loaded)
    def _take_leave(self, event: Loaded) -> None:
        if event.what == "may rate":
            view = self.view
            self._may_rate = bool(event.value and view and any(step.state != "done" for step in view.reading.steps))

    # What is done.

    def action_evidence(self) -> None:
        """Open the evidence of the item, and note that."""
        self._note_evidence(self.item)
        super().action_evidence()

    def action_open(self) -> None:
        """Open the item; a requirement unfolds its evidence in place."""
        item = self.item
        if item is not None and item.kind == "requirement":
            self._note_evidence(item)
        super().action_open()

    def read_touchpoint(self, touchpoint_id: str, mark: str = "") -> None:
        """Open a touchpoint to read it whole, and note the quotes that were taken from it."""
        known = self.view.evidence if self.view else ()
        self._note_quotes([mark] if mark else [one.id for one in known if one.touchpoint_id == touchpoint_id])
        super().read_touchpoint(touchpoint_id, mark)

    def _note_evidence(self, item: Item | None) -> None:
        """Note that the quotes behind an item were opened: on the story, beside it, on the timeline or in the chat."""
        if item is not None:
            one = seen(item, self.deal_id, self.journey.origin)
            self._note_quotes(item.evidence, one if one[0] in ("claim", "requirement") else NOTHING)

    def _note_quotes(self, quotes: Sequence[str], about: Seen = NOTHING) -> None:
        """Note that quotes were opened: behind the sentence that it was asked for, else behind all that stand on them."""
        if not quotes or self.view is None or self._in_past:
            return
        self.engage("evidence")
        looked = [about] if about[0] else stands_behind(self.view, quotes) or [NOTHING]
        for number, (_, key, state) in enumerate(looked):
            items = [("quote", one, "") for one in quotes] if number == 0 else []
            self.journey.workspace.observe("evidence", deal_id=self.deal_id, subject=key or quotes[0], value=state, items=items)

    def run_decision(self, work: Callable[[], Any], *, words: str | Callable[[Any], str], want: Any = None) -> None:
        """Run a decision, and note that something was done."""
        self.engage("act")
        super().run_decision(work, words=words, want=want)

    # Leaving.

    def action_back(self) -> None:
        """Go back; after the steps were looked at, ask about them first."""
        if self.query_words:
            super().action_back()
        else:
            self._leave(super().action_back)

    def action_close_view(self) -> None:
        """Close the deal; after the steps were looked at, ask about them first."""
        self._leave(super().action_close_view)

    def _leave(self, go: Callable[[], None]) -> None:
        if not self._may_rate or self._in_past:
            go()
            return
        from journey_tui.screens.questions import rating_sheet

        self._may_rate = False
        workspace, deal_id, zone = self.journey.workspace, self.deal_id, self.journey.zone

        def rated(answer: str | None) -> None:
            self._keep(lambda: workspace.answer("rating", answer or "", deal_id=deal_id, zone=zone))
            self.call_later(go)

        self.app.push_screen(rating_sheet(), rated)
