"""Small sheets that ask one thing: a line, a choice, a day, a reason, a yes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from journey_tui.domain.days import read_day
from journey_tui.lean import dataclass
from journey_tui.widgets.document import WHOLE_ROW, Block, Document, Item
from journey_tui.widgets.ink import INK_CLASSES, Line, fit
from journey_tui.widgets.pane import Pane
from journey_tui.widgets.prompt import Prompt

Result = TypeVar("Result")


class Sheet(ModalScreen[Result], Generic[Result], inherit_bindings=False):
    """A sheet over a place; Esc closes it without an answer."""

    COMPONENT_CLASSES: ClassVar[set[str]] = INK_CLASSES
    AUTO_FOCUS = "Prompt"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", show=False)]

    def action_close(self) -> None:
        """Close without an answer."""
        self.dismiss(None)


class LinePrompt(Sheet[str]):
    """A line at the bottom of the screen."""

    def __init__(self, mark: str, value: str = "", *, changed: Callable[[str], None] | None = None) -> None:
        super().__init__()
        self.mark, self.value, self.changed = mark, value, changed

    def compose(self) -> ComposeResult:
        """Compose the mark and the line."""
        with Container(classes="line"):
            yield Static(Content(self.mark), classes="mark")
            yield Prompt(self.value)

    @on(Prompt.Changed)
    def _changed(self, event: Prompt.Changed) -> None:
        if self.changed is not None:
            self.changed(event.value)

    @on(Prompt.Submitted)
    def _submitted(self, event: Prompt.Submitted) -> None:
        self.dismiss(event.value)


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a menu."""

    value: str
    words: str
    about: str = ""


class MenuSheet(Sheet[str]):
    """A list to choose one from."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)", show=False),
        Binding("k,up", "move(-1)", show=False),
        Binding("g,home", "end(False)", show=False),
        Binding("G,end", "end(True)", show=False),
        Binding("enter", "choose", show=False),
        Binding("q", "close", show=False),
        *(Binding(str(number), f"number({number})", show=False) for number in range(1, 10)),
    ]

    def __init__(
        self, title: str, choices: list[Choice], *, chosen: str = "", note: str = "", foot: str = "Enter chooses · Esc closes"
    ) -> None:
        super().__init__()
        self.heading, self.choices, self.chosen, self.note, self.foot = title, choices, chosen, note, foot

    def compose(self) -> ComposeResult:
        """Compose the list."""
        with Container(classes="box") as box:
            box.border_title = Content(self.heading)
            box.border_subtitle = Content(self.foot)
            if self.note:
                yield Static(Content(self.note), classes="ask")
            yield Document(cells=WHOLE_ROW)

    def on_mount(self) -> None:
        """Show the choices."""
        listing = self.query_one(Document)
        listing.styles.height = len(self.choices)
        room = min(26, max((len(one.words) for one in self.choices if one.about), default=0) + 2)
        listing.show([Block((_choice_line(number, choice, room),), Item("choice", choice.value))
                      for number, choice in enumerate(self.choices, 1)], want=("choice", self.chosen))  # fmt: skip

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        self.query_one(Document).move(step)

    def action_end(self, last: bool) -> None:
        """Move to an end."""
        self.query_one(Document).move_to_end(last=last)

    def action_choose(self) -> None:
        """Choose what is under the cursor."""
        item = self.query_one(Document).item
        self.dismiss(item.id if item else None)

    def action_number(self, number: int) -> None:
        """Choose by number."""
        if number <= len(self.choices):
            self.dismiss(self.choices[number - 1].value)

    @on(Pane.Chosen)
    def _clicked(self, event: Pane.Chosen) -> None:
        event.stop()
        self.action_choose()


def _choice_line(number: int, choice: Choice, room: int) -> Line:
    """Return a choice as a line; `room` columns are its name's."""
    return (
        (f"  {number}  ", "muted"),
        (fit(choice.words, room) if choice.about else choice.words, "text"),
        (f" {choice.about}", "muted"),
    )


class ConfirmSheet(Sheet[bool]):
    """Ask before something is destroyed; only a capital Y says yes."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [Binding("Y", "yes", show=False), Binding("n,q", "close", show=False)]

    def __init__(self, question: str, consequence: str) -> None:
        super().__init__()
        self.question, self.consequence = question, consequence

    def compose(self) -> ComposeResult:
        """Compose question and consequence."""
        with Container(classes="box") as box:
            box.border_title = Content(self.question)
            box.border_subtitle = Content("Y confirms · Esc keeps everything")
            yield Static(Content(self.consequence), classes="ask")

    def action_yes(self) -> None:
        """Confirm."""
        self.dismiss(True)


def ask_day(place: Any, title: str, done: Callable[[date], None], *, reply: Callable[[], None] | None = None) -> None:
    """Ask for a day: tomorrow, three days, a week, or one typed in; call `done` with it.

    With `reply` one may also wait until the customer writes.
    """
    from journey_tui.screens.forms import Field, FormSheet

    today = place.look.today
    choices = [Choice(str(days), words, place.look.day(today + timedelta(days=days)))
               for days, words in ((1, "tomorrow"), (3, "in three days"), (7, "in a week"))]  # fmt: skip

    def typed(values: dict[str, str] | None) -> None:
        day = read_day(values["day"], today) if values else None
        if day is not None and day > today:
            done(day)
        elif values:
            place.say("Not a day to come. Examples: 2026-12-01, fri, 10 d.", ink="weak")

    def chosen(value: str | None) -> None:
        if value == "reply" and reply is not None:
            reply()
        elif value == "date":
            place.app.push_screen(
                FormSheet(title, [Field("day", "Day", needed=True, kind="day", hint="fri, 10 d, 2026-12-01")], today=today), typed
            )
        elif value:
            done(today + timedelta(days=int(value)))

    if reply is not None:
        choices.append(Choice("reply", "until the customer writes"))
    place.app.push_screen(MenuSheet(title, [*choices, Choice("date", "another day", "typed")]), chosen)


def inner_width(columns: int) -> int:
    """Return the cells of text inside a sheet on a screen of so many columns (app.tcss: 94 %, at most 96)."""
    return min(96, int(columns * 0.94)) - 4
