"""The moment that the workspace is shown as of: `@` chooses it, a backslash leaves it, and every place marks it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from journey_tui.screens.going import Going
from journey_tui.widgets.format import Look

if TYPE_CHECKING:
    from journey_tui.app import JourneyApp
    from journey_tui.widgets.bars import Head

PAST_KEYS: Final = ("moment.now", "moment.before", "moment.after", "moment.compare")
"""Commands that the footer names first while the past shows."""
DECIDING: Final = frozenset({"override", "confirm", "reject", "done", "snooze", "seen", "pin", "undo", "redo"})
"""Actions that are decisions: none is taken in the past."""
EXAMPLES: Final = "Examples: yesterday, fri, 2 w, 10 nov, 2026-11-10 14:00."


def moment_words(look: Look, moment: datetime) -> str:
    """Return a moment as people say it: `Tue 10 Nov, 16:22`, or `Tue 10 Nov` where it is the day's end."""
    local = look.local(moment)
    return look.day(local.date()) if (local.hour, local.minute, local.second) == (23, 59, 59) else look.moment(moment)


class Moments(Going):
    """The keys of the moment, in every place."""

    @property
    def journey(self) -> JourneyApp:
        """Return the app."""
        return self.app  # type: ignore[return-value]

    @property
    def head(self) -> Head:
        """Return the lines above."""
        raise LookupError("a place has a head")

    def refresh_head(self) -> None:
        """Set the lines at the head."""

    def show_keys(self) -> None:
        """Show the keys of the place at the foot."""

    def reload(self, *, want: Any = None) -> None:
        """Read what the place shows again."""

    @property
    def now_look(self) -> Look:
        """Return how things are written now, whatever moment is shown."""
        return Look(self.journey.clock(), self.journey.zone, self.journey.plain)

    def show_moment(self) -> None:
        """Mark in the head that what shows is not now."""
        moment = self.journey.as_of
        words = "" if moment is None else f" as of {moment_words(self.now_look, moment)} "
        self.head.set_badge(((words, "grip"),) if words else ())

    def moment_changed(self) -> None:
        """Show another moment: the mark at once, what was read as soon as it is there."""
        self.show_moment()
        self.show_keys()
        self.refresh_head()
        self.reload()

    def say_past(self) -> None:
        """Say why nothing is decided here, and how to come back."""
        moment = self.journey.as_of
        if moment is not None:
            self.say(f"This is how it stood on {moment_words(self.now_look, moment)}. Decisions are taken now: \\ goes back.",
                     ink="accent", seconds=8)  # fmt: skip

    def action_moment_now(self) -> None:
        """Go back to now."""
        if self.journey.as_of is None:
            self.say("This is now. @ shows another day.", seconds=3)
            return
        self.journey.set_as_of(None)
        self.say("Now.", seconds=2)

    def last_look(self) -> datetime | None:
        """Return when the person last looked at what shows here, where that is known."""
        return None

    def action_pick_moment(self) -> None:
        """Ask for the moment to show everything as of."""
        self.ask_moment("Show everything as of", self._go_to)

    def _go_to(self, moment: datetime) -> None:
        self.journey.set_as_of(moment)

    def ask_moment(self, title: str, done: Any) -> None:
        """Ask for a moment in the past: one of a few, or typed; call `done` with it."""
        from journey_tui.domain.moments import end_of_day, read_moment
        from journey_tui.screens.dialogs import Choice, MenuSheet
        from journey_tui.screens.forms import Field, FormSheet

        look = self.now_look
        days = [(1, "yesterday"), (7, "a week ago"), (30, "thirty days ago"), (90, "ninety days ago")]
        choices = [Choice(str(n), words, look.day(look.today - timedelta(days=n))) for n, words in days]
        looked = self.last_look()
        if looked is not None:
            choices.append(Choice("looked", "when you last looked", look.moment(looked)))

        def typed(values: dict[str, str] | None) -> None:
            moment = read_moment(values["day"], look.now, look.zone) if values else None
            if moment is not None and moment < look.now:
                done(moment)
            elif values:
                self.say(f"Not a moment that has passed. {EXAMPLES}", ink="weak", seconds=8)

        def chosen(value: str | None) -> None:
            if value == "typed":
                self.app.push_screen(FormSheet(title, [Field("day", EXAMPLES.removesuffix("."), needed=True)]), typed)
            elif value == "looked" and looked is not None:
                done(looked)
            elif value:
                done(end_of_day(look.today - timedelta(days=int(value)), look.zone))

        self.app.push_screen(MenuSheet(title, [*choices, Choice("typed", "another day", "typed")]), chosen)
