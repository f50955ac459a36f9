"""The lane timeline without a store: `python -m journey_tui.widgets.lanes_example` shows a made-up deal.

It is all that a screen has to do: give a counter, show a frame, answer `ItemsWanted`, and call the methods that move.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import ClassVar

from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from journey_tui.domain.model import FieldChange, Kind, Lane, Origin, Side, Source
from journey_tui.domain.reading import GateState
from journey_tui.domain.views import TimelineRow
from journey_tui.themes import DARK, THEMES
from journey_tui.widgets.document import Block, Document
from journey_tui.widgets.format import Look
from journey_tui.widgets.ink import INK_CLASSES, joined
from journey_tui.widgets.lanes import Lanes
from journey_tui.widgets.lanes_ahead import ItemsWanted
from journey_tui.widgets.lanes_memory import MemoryLanes
from journey_tui.widgets.lanes_paint import sign
from journey_tui.widgets.lanes_rows import CLAIM, TRUTH, Lines, Stop
from journey_tui.widgets.pane import Pane

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
_PEOPLE = (("Priya", Lane.CHAMPION, Side.CUSTOMER), ("Dana", Lane.SELLER, Side.SELLER), ("Omar", Lane.USERS_TECHNICAL, Side.CUSTOMER),
           ("Mailer", Lane.AUTOMATION, Side.SYSTEM), ("Janet", Lane.ECONOMIC_BUYER, Side.CUSTOMER))  # fmt: skip
_KINDS = (Kind.EMAIL, Kind.EMAIL, Kind.CALL, Kind.EMAIL, Kind.MEETING)


def rows(number: int = 60) -> list[TimelineRow]:
    """Return made-up touchpoints of the last half year."""
    found = []
    for at in range(number):
        name, lane, side = _PEOPLE[(at * 7) % 5 if at % 4 else 3]
        origin = Origin.AUTOMATED if side is Side.SYSTEM else Origin.HUMAN
        when = NOW - timedelta(hours=70 * at + (at * at) % 50)
        found.append(TimelineRow(f"t{at}", when, None, "UTC", _KINDS[at % 5], lane, name, side, "in", origin, "", f"Message {at}",
                                 f"What {name} wrote on that day.", Source("mail", "example.mbox", f"<{at}>")))  # fmt: skip
    return found


def lines(look: Look) -> Lines:
    """Return a Claim Line with two stages, a Truth Line with one move, and a planned step."""
    early, late = NOW - timedelta(days=120), NOW - timedelta(days=40)
    bar = sign("change", look)
    return Lines((
        Stop("field", "a", early, CLAIM, bar, "muted", "Discovery"),
        Stop("field", "b", late, CLAIM, bar, "muted", "Proposal"),
        Stop("move", "c", NOW - timedelta(days=60), TRUTH, look.gate(GateState.PASSED), "good", "Evaluation"),
        Stop("gate", "d", NOW, TRUTH, look.gate(GateState.OPEN), "fair", "Evaluation, open"),
        Stop("step", "e", NOW + timedelta(days=4), Lane.CHAMPION.value, sign("plan", look), "fair", "Ask Priya who signs"),
    ), truth="Discovery")  # fmt: skip


class ExampleScreen(Screen[None]):
    """The picture above, the item under the cursor below."""

    COMPONENT_CLASSES: ClassVar[set[str]] = INK_CLASSES
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "item(-1)"), Binding("right", "item(1)"), Binding("j", "row(1)"),
        Binding("k", "row(-1)"), Binding("plus", "zoom(1)"), Binding("minus", "zoom(-1)"), Binding("less_than_sign", "pan(-0.25)"),
        Binding("greater_than_sign", "pan(0.25)"), Binding("0", "fit"), Binding("q", "app.quit"),
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self.look = Look(NOW, UTC)
        self.answers = MemoryLanes(rows(), [FieldChange("example", NOW, "stage", "", "Proposal")])

    def compose(self) -> ComposeResult:
        """Compose picture and text."""
        lanes = Lanes(self.look)
        lanes.on_moved = self.say
        yield lanes
        yield Document(id="text")

    def on_mount(self) -> None:
        """Show the deal once there is room."""
        self.call_after_refresh(self.begin)

    def begin(self) -> None:
        """Show the deal, with the cursor on its newest touchpoint."""
        lanes = self.query_one(Lanes)
        lanes.count_with(self.answers.window)
        lanes.show(self.answers.frame(), lines(self.look), self.look)
        lanes.styles.height = lanes.set_room(self.size.height)
        lanes.show_touchpoint(self.answers.rows[-1])

    @on(ItemsWanted)
    def read(self, event: ItemsWanted) -> None:
        """Answer which touchpoints stand around the cursor."""
        found = self.answers.items(event.at, touchpoint_id=event.touchpoint_id, lanes=event.row.lanes)
        self.query_one(Lanes).take_items(event.row.key, found, at=event.at, want=event.touchpoint_id)

    def say(self, pane: Pane) -> None:
        """Say what the cursor is on."""
        stop = self.query_one(Lanes).stop
        row = stop.touchpoint if stop else None
        words = joined((self.look.moment(row.at), row.actor, row.subject, row.snippet)) if row else stop.label if stop else ""
        self.query_one("#text", Document).show([Block((((f" {words}", "text"),),))])

    def action_item(self, step: int) -> None:
        """Go to the next item of the lane."""
        self.query_one(Lanes).move_item(step)

    def action_row(self, step: int) -> None:
        """Go to another lane."""
        self.query_one(Lanes).move(step)

    def action_zoom(self, step: int) -> None:
        """Zoom around the cursor."""
        self.query_one(Lanes).zoom(step)

    def action_pan(self, part: float) -> None:
        """Move the window."""
        self.query_one(Lanes).turn(part)

    def action_fit(self) -> None:
        """Show everything."""
        self.query_one(Lanes).fit()


class ExampleApp(App[None]):
    """The example, in the house theme."""

    CSS_PATH = "../app.tcss"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self) -> None:
        super().__init__()
        self.register_theme(THEMES["journey-dark"])
        self.theme = "journey-dark"

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the ink tokens."""
        return {f"ink-{name}": THEMES["journey-dark"].variables[f"ink-{name}"] for name in DARK}

    def get_default_screen(self) -> ExampleScreen:
        """Return the one screen."""
        return ExampleScreen()


if __name__ == "__main__":
    ExampleApp().run()
