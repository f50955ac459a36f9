"""The one form of every decision: a few lines, reasons chosen by a number, days as people write them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, ClassVar

from textual import events, on
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from journey_tui.domain.days import read_day
from journey_tui.domain.reasons import OTHER, reasons_for
from journey_tui.lean import dataclass
from journey_tui.screens.dialogs import Sheet
from journey_tui.screens.forms_kept import FormTyping
from journey_tui.widgets.document import WHOLE_ROW, Block, Document, Item
from journey_tui.widgets.ink import Line, cut
from journey_tui.widgets.prompt import Prompt


@dataclass(frozen=True, slots=True)
class Field:
    """One line of a form, or a list to choose from."""

    name: str
    words: str
    value: str = ""
    needed: bool = False
    kind: str = "text"
    """`text`, `day` or `choice`."""
    choices: tuple[tuple[str, str], ...] = ()
    """(value, words) of a `choice`."""
    hint: str = ""
    """What an empty line says."""


class Options(Document, can_focus=True):
    """A list of which a number chooses; a letter begins the words of the line below instead."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "step(1)", show=False),
        Binding("up", "step(-1)", show=False),
        Binding("enter,space", "take", show=False),
    ]

    class Taken(Message):
        """One was chosen."""

        def __init__(self, options: Options) -> None:
            super().__init__()
            self.options = options

    class Typed(Message):
        """Somebody began to type words of their own."""

        def __init__(self, letter: str) -> None:
            super().__init__()
            self.letter = letter

    def __init__(self, choices: Sequence[tuple[str, str]], value: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id, cells=WHOLE_ROW)
        self.choices, self.value = tuple(choices), value
        self.active = False
        self.styles.height = len(self.choices)

    def on_mount(self) -> None:
        """Show the choices."""
        self._set()

    def _set(self) -> None:
        blocks = [
            Block((self._line(n, value, words),), Item("option", value)) for n, (value, words) in enumerate(self.choices, 1)
        ]
        self.show(blocks, want=("option", self.value) if self.value else None)

    def _line(self, number: int, value: str, words: str) -> Line:
        chosen = value == self.value
        return ((" *" if chosen else "  ", "accent"), (f"{number}  ", "muted"), (words, "strong" if chosen else "text"))

    def on_focus(self) -> None:
        """Show the cursor."""
        self.set_active(True)

    def on_blur(self) -> None:
        """Hide the cursor."""
        self.set_active(False)

    def action_step(self, step: int) -> None:
        """Move the cursor."""
        self.move(step)

    def action_take(self) -> None:
        """Choose what is under the cursor."""
        if self.item is not None:
            self.take(self.item.id)

    def choose(self, value: str) -> None:
        """Mark a value as chosen."""
        self.value = value
        self._set()

    def take(self, value: str) -> None:
        """Choose a value."""
        self.choose(value)
        self.post_message(self.Taken(self))

    def on_key(self, event: events.Key) -> None:
        """Choose by number; begin words of one's own by a letter."""
        if event.character is None or not event.is_printable or event.key == "space":
            return
        event.stop()
        event.prevent_default()
        if event.character.isdigit():
            number = int(event.character)
            if 1 <= number <= len(self.choices):
                self.take(self.choices[number - 1][0])
        else:
            self.post_message(self.Typed(event.character))


class FormSheet(Sheet[dict[str, str]]):
    """A few lines to fill in; Enter goes on and, on the last one, stores."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        # Before the line itself: keys that came in one burst with Tab go to the next line only if that has them by then.
        Binding("tab", "next(1)", show=False, priority=True),
        Binding("shift+tab", "next(-1)", show=False, priority=True),
        Binding("enter", "enter", show=False, priority=True),
        Binding("down", "next(1)", show=False),
        Binding("up", "next(-1)", show=False),
    ]

    def __init__(
        self, title: str, fields: Sequence[Field], *, note: str = "", today: date | None = None, about: str = ""
    ) -> None:
        """Make the form; what is typed in one `about` an item is kept until it is stored."""
        super().__init__()
        self.about = about
        self.typing: FormTyping | None = None
        self.heading, self.fields, self.note, self.today = title, list(fields), note, today
        self._label = min(44, max((len(field.words) for field in self.fields), default=0) + 2)

    def compose(self) -> ComposeResult:
        """Compose the lines."""
        with Container(classes="box") as box:
            box.border_title = Content(cut(self.heading, 70))
            box.border_subtitle = Content("Enter goes on, then stores · Tab moves · Esc leaves it as it was")
            if self.note:
                yield Static(Content(cut(self.note, 240)), classes="ask note")
            for field in self.fields:
                with Horizontal(classes="row"):
                    label = Static(Content(field.words), classes="ask label")
                    label.styles.width = self._label
                    yield label
                    if field.kind == "choice":
                        yield Options(field.choices, field.value, id=f"field-{field.name}")
                    else:
                        yield Prompt(field.value, placeholder=field.hint, id=f"field-{field.name}")
                    if field.kind == "day":
                        yield Static(Content(""), classes="ask echo", id=f"echo-{field.name}")

    def on_mount(self) -> None:
        """Begin on the first line."""
        for row, field in zip(self.query(".row"), self.fields, strict=True):
            row.styles.height = len(field.choices) if field.kind == "choice" else 1
        if self.fields:
            self._go_to(self._inputs()[0])
        for field in self.fields:
            if field.kind == "day":
                self._echo(field)
        if self.about:
            self._keep()

    def _keep(self) -> None:
        """Keep what is typed from now on, and look for what was typed before."""
        self.typing = typing = FormTyping(self.app.workspace, self.about, self._not_kept)  # type: ignore[attr-defined]
        typing.before = self._values()

        def read() -> None:
            if left := typing.left():
                self.app.call_from_thread(self._restore, left)

        self.run_worker(read, thread=True, exit_on_error=False, group="form")

    def _restore(self, left: dict[str, str]) -> None:
        """Put back what was typed before, where nothing has been typed since."""
        if self.typing is None or not self.is_attached or self._values() != self.typing.before:
            return
        for field in self.fields:
            widget, value = self.query_one(f"#field-{field.name}"), left.get(field.name)
            if value is None:
                continue
            if isinstance(widget, Prompt):
                widget.value, widget.cursor_position = value, len(value)
            elif isinstance(widget, Options) and value in dict(widget.choices):
                widget.choose(value)
        self.query_one(".box").border_subtitle = Content("What you typed before is here again · Enter goes on · Esc leaves it")

    def _not_kept(self, error: Exception) -> None:
        """Say that typing could not be written down; runs in the keeper's thread."""
        words = Content(f"What you type cannot be kept now: {cut(str(error), 60)}")
        self.app.call_from_thread(setattr, self.query_one(".box"), "border_subtitle", words)

    def flush(self) -> None:
        """Write down at once what was typed: the terminal has gone."""
        if self.typing is not None:
            self.typing.put(self._values())
            self.typing.flush()

    def on_unmount(self) -> None:
        """End the keeping."""
        if self.typing is not None:
            self.typing.close()

    def _values(self) -> dict[str, str]:
        return {field.name: self._value(field) for field in self.fields}

    def _inputs(self) -> list[Widget]:
        return [self.query_one(f"#field-{field.name}") for field in self.fields]

    def _at(self) -> int:
        return next((number for number, one in enumerate(self._inputs()) if one is self.focused), 0)

    def action_next(self, step: int) -> None:
        """Go to another line."""
        inputs = self._inputs()
        self._go_to(inputs[(self._at() + step) % len(inputs)])

    def action_enter(self) -> None:
        """Go on from a line to the next; the last one, and a list, take the key themselves, behind what was typed before it."""
        inputs = self._inputs()
        at = self._at()
        if at + 1 == len(inputs) or not isinstance(inputs[at], Prompt):
            raise SkipAction
        self._go_to(inputs[at + 1])

    def _go_to(self, line: Widget) -> None:
        """Give a line the keys at once: `focus()` would do so behind the keys that wait already."""
        self.set_focus(line)

    @on(Options.Taken)
    def _taken(self, event: Options.Taken) -> None:
        event.stop()
        self._put()
        self._go_on(event.options)

    def _put(self) -> None:
        if self.typing is not None:
            self.typing.put(self._values())

    @on(Options.Typed)
    def _typed(self, event: Options.Typed) -> None:
        """Take words of one's own in the next line."""
        event.stop()
        following = next((one for one in self._inputs()[self._at() + 1 :] if isinstance(one, Prompt)), None)
        if following is not None:
            self._go_to(following)
            following.insert_text_at_cursor(event.letter)

    @on(Prompt.Changed)
    def _changed(self, event: Prompt.Changed) -> None:
        event.stop()
        field = next((one for one in self.fields if event.input.id == f"field-{one.name}"), None)
        if field is not None and field.kind == "day":
            self._echo(field)
        self._put()

    def _echo(self, field: Field) -> None:
        """Say which day is meant, while it is typed."""
        text, echo = self._value(field), self.query_one(f"#echo-{field.name}", Static)
        if self.today is None or not text:
            echo.update(Content(""))
            return
        day = read_day(text, self.today)
        echo.update(Content(f"{day:%a} {day.day} {day:%b %Y}" if day else "not a day yet"))

    @on(Prompt.Submitted)
    def _submitted(self, event: Prompt.Submitted) -> None:
        event.stop()
        self._go_on(event.input)

    def _go_on(self, widget: Widget) -> None:
        inputs = self._inputs()
        place = inputs.index(widget)
        if place + 1 < len(inputs):
            self._go_to(inputs[place + 1])
        else:
            self._store()

    def _store(self) -> None:
        values = self._values()
        for number, field in enumerate(self.fields):
            if complaint := self._complaint(field, values):
                self._go_to(self._inputs()[number])
                self.query_one(".box").border_subtitle = Content(complaint)
                return
        if self.typing is not None:
            self.typing.flush()
            self.app.form_typed = self.about  # type: ignore[attr-defined]
        self.dismiss(values)

    def _value(self, field: Field) -> str:
        widget = self.query_one(f"#field-{field.name}")
        return widget.value.strip() if isinstance(widget, Prompt | Options) else ""

    def _complaint(self, field: Field, values: dict[str, str]) -> str:
        value = values[field.name]
        if field.needed and not value and not (field.kind == "choice" and values.get("note")):
            return (
                f"{field.words}: choose one, or write a few words"
                if field.kind == "choice"
                else f"{field.words}: a few words are needed"
            )
        if field.kind == "day" and value and self.today is not None and read_day(value, self.today) is None:
            return f"{field.words}: not a day. Examples: 2026-12-01, fri, 10 d"
        return ""


def reason_fields(kind: str, target: str, *, needed: bool = True) -> list[Field]:
    """Return the lines that ask why: the reasons of that decision, and a note."""
    choices = tuple((one.code, one.words) for one in reasons_for(kind, target) if one.code != OTHER)
    return [
        Field("reason", "Why", needed=needed, kind="choice", choices=choices),
        Field("note", "Note", hint="or in your own words"),
    ]


def until_field(*, needed: bool = False, value: str = "") -> Field:
    """Return the line that asks until when."""
    return Field("until", "Until", value, needed, "day", hint="fri, 10 d, 2026-12-01" if needed else "fri, 10 d, or empty")


def said(values: dict[str, str]) -> dict[str, Any]:
    """Return reason and note as they are recorded: without a reason of the list the words stand for it."""
    reason, note = values.get("reason", ""), values.get("note", "")
    return {"reason": reason or note, "note": note if reason else ""}


def day_of(values: dict[str, str], name: str, today: date) -> date | None:
    """Return the day of a line, None where it is empty."""
    return read_day(values[name], today) if values.get(name) else None


def ask_reason(place: Any, title: str, kind: str, target: str, done: Callable[[dict[str, Any]], None], *, note: str = "") -> None:
    """Ask why; call `done` with reason and note."""
    sheet = FormSheet(title, reason_fields(kind, target), note=note, about=target)
    place.app.push_screen(sheet, lambda values: done(said(values)) if values else None)
