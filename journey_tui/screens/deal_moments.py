"""A deal as of a moment: from event to event, on every tab."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from typing import Final, TypeVar

from textual import on
from textual.message import Message
from textual.timer import Timer
from textual.worker import get_current_worker

from journey_tui.domain.views import MomentRow
from journey_tui.screens.deal_verbs import DealVerbs
from journey_tui.screens.messages import LoadFailed
from journey_tui.screens.moments import moment_words

WORKING_SAID: Final = 0.4
"""Seconds after which it is said that a moment is being worked out."""
T = TypeVar("T")


class MomentFound(Message, bubble=False):
    """The event before or after was looked up; None where there is none."""

    def __init__(self, row: MomentRow | None, step: int) -> None:
        super().__init__()
        self.row, self.step = row, step


class DealMoments(DealVerbs):
    """The as-of date, moved by event."""

    def __init__(self) -> None:
        super().__init__()
        self._steps: list[int] = []
        self._stepping = False
        self._turn = threading.Lock()
        self._working: Timer | None = None
        self._told_working = False
        self._moment_said: tuple[datetime | None, str] = (None, "")

    # Working out how it stood.

    def in_turn(self, work: Callable[[], T]) -> Callable[[], T | None]:
        """Return a read of the past that begins once the one before has ended, and not at all where its answer is no longer wanted.

        A moment of a long deal takes seconds; whoever goes on by event meanwhile waits for the last one alone.
        """

        def run() -> T | None:
            worker = get_current_worker()
            with self._turn:
                return None if worker.is_cancelled else work()

        return run

    def begin_working(self) -> None:
        """Say that a moment is being worked out, where it takes long enough to be noticed."""
        self.end_working()
        self._working = self.set_timer(WORKING_SAID, self._say_working)

    def _say_working(self) -> None:
        self._told_working = True
        moment = self.journey.as_of
        since = moment_words(self.now_look, moment) if moment else ""
        self.say(
            f"Working out how it stood on {since}: the text is from before until then. Keys go on; \\ goes back to now.",
            seconds=600,
        )

    def end_working(self) -> None:
        """Say no longer that something is worked out."""
        if self._working is not None:
            self._working.stop()
            self._working = None
        if self._told_working:
            self._told_working = False
            moment, words = self._moment_said
            self.say(words if moment == self.journey.as_of else "", seconds=4)

    @on(LoadFailed)
    def _working_failed(self, event: LoadFailed) -> None:
        if event.what == "deal":
            self.end_working()

    def last_look(self) -> datetime | None:
        """Return when the person last marked the deal as seen."""
        return self.view.looked_at if self.view else None

    def action_moment_step(self, step: int) -> None:
        """Show everything as of the event before (-1) or after (1); keys that come too fast wait for their turn."""
        self._steps.append(step)
        self._take_step()

    def _take_step(self) -> None:
        if self._stepping or not self._steps:
            return
        step, moment = self._steps.pop(0), self.journey.as_of
        if step > 0 and moment is None:
            self.say("This is now; what is planned stands to the right on 3 Timeline. [ goes back by event.", seconds=4)
            return
        self._stepping = True
        workspace, deal_id, origin = self.journey.workspace, self.deal_id, self.journey.origin
        since = moment or self.journey.clock()

        def find() -> None:
            worker = get_current_worker()
            try:
                row = workspace.moment_beside(deal_id, since, step, origin=origin)
            except Exception as error:
                self.app.call_from_thread(self._step_failed, error)
                return
            if not worker.is_cancelled:
                self.post_message(MomentFound(row, step))

        self.run_worker(find, thread=True, exit_on_error=False, group="moment")

    def _step_failed(self, error: Exception) -> None:
        self._stepping = False
        self._steps.clear()
        self.load_failed("moment", error)

    @on(MomentFound)
    def _show_moment_found(self, event: MomentFound) -> None:
        self._stepping = False
        row = event.row
        if row is not None:
            self.journey.set_as_of(row.at)
            self._moment_said = (row.at, f"{moment_words(self.now_look, row.at)}  {row.words}")
            self.say(self._moment_said[1], seconds=8)
        elif event.step > 0:
            self.journey.set_as_of(None)
            self.say("After the last event: this is now.", seconds=4)
        else:
            self.say("Nothing happened before this.", seconds=4)
        self._take_step()

    # Comparing.

    def action_compare(self) -> None:
        """Show what differs: between the past that shows and now, else between the last look and now."""
        from journey_tui.screens.compare import ComparePlace

        since = self.journey.as_of or self.last_look()
        if since is None:
            self.ask_moment("Compare now with", lambda moment: self.app.push_screen(ComparePlace(self.deal_id, moment, None)))
        else:
            self.app.push_screen(ComparePlace(self.deal_id, since, None))
