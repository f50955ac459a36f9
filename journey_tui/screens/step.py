"""A step opened: what doing it produces, and the keys that follow."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content

from journey_tui.domain.reading import Step
from journey_tui.screens.dialogs import Sheet, inner_width
from journey_tui.widgets.document import Block, Document
from journey_tui.widgets.format import Look
from journey_tui.widgets.ink import Line, joined, wrap
from journey_tui.widgets.story import step_due


class StepSheet(Sheet[str]):
    """Show the text that a step produces: a draft, an invitation, a question to ask."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "scroll(1)", show=False),
        Binding("k,up", "scroll(-1)", show=False),
        Binding("pagedown,ctrl+d", "scroll(8)", show=False),
        Binding("pageup,ctrl+u", "scroll(-8)", show=False),
        Binding("q", "close", show=False),
        Binding("y", "copy", show=False),
        Binding("a,enter", "choose('accepted')", show=False),
        Binding("d", "choose('done')", show=False),
        Binding("s", "choose('snooze')", show=False),
        Binding("x", "choose('dismiss')", show=False),
        Binding("e", "choose('evidence')", show=False),
        Binding("w", "choose('draft')", show=False),
    ]

    def __init__(self, step: Step, look: Look) -> None:
        super().__init__()
        self.step, self.look = step, look

    def compose(self) -> ComposeResult:
        """Compose the text and its keys."""
        with Container(classes="box") as box:
            box.border_subtitle = Content("a accept   w write   d done   y copy   e evidence   Esc back")
            yield Document(id="produces")

    def on_mount(self) -> None:
        """Set the text."""
        self.on_resize()

    def on_resize(self) -> None:
        """Set the text at the present width."""
        step = self.step
        width = inner_width(self.app.size.width) - 2
        due, ink = step_due(step, self.look)
        facts = joined((f"with {step.person}" if step.person else "", f"owner {step.owner}" if step.owner else "",
                        f"{step.effort_minutes} min" if step.effort_minutes else ""))  # fmt: skip
        lines: list[Line] = [((" " + line, "strong"),) for line in wrap(step.title, width)]
        lines.append(((f" {due}", ink), (f" · {facts}" if facts else "", "muted")))
        lines += [((" " + line, "muted"),) for line in wrap(step.why, width)] if step.why else []
        lines += [(), *(((" " + line, "text"),) for line in wrap(step.produces or "This step has no text of its own.", width))]
        text = self.query_one(Document)
        text.styles.height = min(len(lines), max(6, int(self.app.size.height * 0.9) - 2))
        text.show([Block(tuple(lines))])

    def action_scroll(self, lines: int) -> None:
        """Scroll the text."""
        self.query_one(Document).scroll_lines(lines)

    def action_copy(self) -> None:
        """Copy what the step produces."""
        self.app.copy_to_clipboard(self.step.produces or self.step.title)
        self.query_one(".box").border_subtitle = Content("copied through the terminal (OSC 52)   d done   Esc back")

    def action_choose(self, verb: str) -> None:
        """Close with what is to be done."""
        self.dismiss(verb)
