"""A surface painted line by line: it scrolls by changing one number and repaints only what changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.cache import LRUCache
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from journey_tui.widgets.ink import Line


class Pane(Widget, inherit_bindings=False):
    """Paint lines on demand; a subclass says how many there are, what each says, and where the cursor stands."""

    CURSOR_CELLS: ClassVar[int] = 2
    """How much of each line of the current item changes with the cursor: few cells are few bytes."""
    BAR_INK: ClassVar[str] = "bar"
    ALLOW_SELECT = False

    class Chosen(Message):
        """An item was clicked twice."""

        def __init__(self, pane: Pane) -> None:
            super().__init__()
            self.pane = pane

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.top = 0
        self.bar = "▌"
        self._strips: LRUCache[tuple[int, bool], Strip] = LRUCache(512)
        self._inks: dict[str, Style] = {}
        self._drawn_top = 0
        self.active = True
        self.on_moved: Callable[[Pane], None] | None = None
        self.on_resized: Callable[[], None] | None = None
        """Called when it has got more or fewer lines or columns, for what is set by how many there are."""

    # What a subclass provides.

    def line_count(self) -> int:
        """Return how many lines there are."""
        return 0

    def line(self, index: int) -> Line:
        """Return one line; its first cell is left blank for the cursor bar."""
        return ()

    def span_of_cursor(self) -> tuple[int, int]:
        """Return the first line of the current item and the one after its last; equal when there is none."""
        return (0, 0)

    def move(self, step: int) -> None:
        """Move the cursor by items, or the text by lines where there are no items."""
        self.scroll_lines(step)

    def move_to_end(self, *, last: bool) -> None:
        """Move to the first or the last item."""
        self.show_top(self.line_count() if last else 0)

    def turn(self, pages: float) -> None:
        """Move by part of a page."""
        self.scroll_lines(int(pages * max(1, self.size.height)) or (1 if pages > 0 else -1))

    # Painting.

    def ink(self, name: str) -> Style:
        """Return the style of an ink on the ground of this pane; the inks are styled once, on the screen."""
        style = self._inks.get(name)
        if style is None:
            style = self._inks[name] = self.rich_style + self.screen.get_component_rich_style(f"ink--{name}", partial=True)
        return style

    def notify_style_update(self) -> None:
        """Forget styles when the theme changes."""
        super().notify_style_update()
        self._inks.clear()
        self._strips.clear()

    def render_line(self, y: int) -> Strip:
        """Return the strip of one row of the widget."""
        index = self.top + y
        first, after = self.span_of_cursor()
        current = self.active and first <= index < after
        key = (index, current)
        strip = self._strips.get(key)
        if strip is None or strip.cell_length != self.size.width:
            strip = self._paint(index, current)
            self._strips[key] = strip
        return strip

    def _paint(self, index: int, current: bool) -> Strip:
        """Return the strip of a line, with the cursor on it when it is current."""
        width = self.size.width
        line = self.line(index) if 0 <= index < self.line_count() else ()
        strip = to_strip(line, width, self.ink)
        if not current:
            return strip
        reach = min(self.CURSOR_CELLS, width)
        cursor = self.ink("cursor")
        head = [Segment(text, (style or Style()) + cursor) for text, style, _ in strip.crop(1, reach)]
        return Strip([Segment(self.bar, self.ink(self.BAR_INK)), *head, *strip.crop(reach, width)], width)

    def repaint(self) -> None:
        """Forget every painted line and paint what shows."""
        self._strips.clear()
        self.refresh()

    def refresh_lines(self, first: int, after: int, *, cells: int | None = None) -> None:
        """Repaint some lines, or only their first cells."""
        width = cells or self.size.width
        low, high = max(first - self.top, 0), min(after - self.top, self.size.height)
        if low < high:
            self.refresh(Region(0, low, width, high - low))

    # Scrolling.

    def show_top(self, top: int) -> None:
        """Scroll so that line `top` is the first one shown, as far as there is text."""
        top = max(0, min(top, self.line_count() - self.size.height))
        if top != self.top:
            self.top = top
            self.refresh()

    def scroll_lines(self, lines: int) -> None:
        """Scroll by lines."""
        self.show_top(self.top + lines)

    def show_span(self, first: int, after: int) -> None:
        """Scroll as little as shows the lines `first` to `after`."""
        height = max(1, self.size.height)
        if after - first >= height or first < self.top:
            self.show_top(first)
        elif after > self.top + height:
            self.show_top(after - height)

    def cursor_moved(self, before: tuple[int, int]) -> None:
        """Show the current item and repaint the cells that the cursor left and reached."""
        first, after = self.span_of_cursor()
        top = self.top
        self.show_span(first, after)
        if self.top == top:
            self.refresh_lines(*before, cells=self.CURSOR_CELLS)
            self.refresh_lines(first, after, cells=self.CURSOR_CELLS)
        self.tell()

    def tell(self) -> None:
        """Tell the screen at once where the cursor is, so that both are painted together."""
        if self.on_moved is not None:
            self.on_moved(self)

    def set_active(self, active: bool) -> None:
        """Show or hide the cursor: only the pane that the keys go to has one."""
        if active != self.active:
            self.active = active
            self.repaint()

    def pick_line(self, index: int) -> bool:
        """Put the cursor on the item of a line; return whether there is one."""
        return False

    def _on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.scroll_lines(3)

    def _on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.scroll_lines(-3)

    async def _on_click(self, event: events.Click) -> None:
        event.stop()
        if self.pick_line(self.top + event.y) and event.chain == 2:
            self.post_message(self.Chosen(self))


_LIMITED = ("tab", "hit", "cursor", "grip")
"""Inks that show on a space too: no space beside them is set in them, and none of theirs in another."""


def to_strip(line: Line, width: int, ink: Callable[[str], Style]) -> Strip:
    """Return a line as a strip of exactly `width` cells, one segment a run of one ink."""
    segments: list[Segment] = []
    run, run_ink = "", ""
    for text, name in line:
        blank = run and run_ink not in _LIMITED and name not in _LIMITED and not text.strip(" ")
        if name == run_ink or blank:
            run += text
            continue
        if run:
            segments.append(Segment(run, ink(run_ink)))
        run, run_ink = text, name
    if run:
        segments.append(Segment(run, ink(run_ink)))
    return Strip(segments).adjust_cell_length(width, ink("text"))
