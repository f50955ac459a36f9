"""The lines above and below every place: where you are, what the cursor is on, and the keys that matter here."""

from __future__ import annotations

from rich.cells import cell_len

from journey_tui.widgets.ink import Line, Span, cut, sides, trim, width_of
from journey_tui.widgets.pane import Pane


class Head(Pane):
    """Lines set by the screen; painted again only where they changed."""

    def __init__(self, lines: int = 1) -> None:
        super().__init__(id="head")
        self._lines: list[Line] = [()] * lines
        self._badge: Line = ()
        self.styles.height = lines

    def line_count(self) -> int:
        """Return how many lines there are."""
        return len(self._lines)

    def line(self, index: int) -> Line:
        """Return one line, cut to the width; the badge stands at the end of the first."""
        if index == 0 and self._badge:
            return sides(self._lines[0], self._badge, self.size.width)
        return trim(self._lines[index], self.size.width)

    def set_badge(self, badge: Line) -> None:
        """Put words at the end of the first line whatever the screen writes there; empty takes them away."""
        if badge != self._badge:
            self._badge = badge
            self._strips.clear()
            self.refresh_lines(0, 1)

    @property
    def room(self) -> int:
        """Return the cells that the badge leaves of the first line."""
        return self.app.size.width - (width_of(self._badge) + 1 if self._badge else 0)

    def set_lines(self, lines: list[Line]) -> None:
        """Show other lines."""
        if len(lines) != len(self._lines):
            self.styles.height = len(lines)
            self._lines = lines
            self.repaint()
            return
        for index, (old, new) in enumerate(zip(self._lines, lines, strict=True)):
            if old != new:
                self._lines[index] = new
                self._strips.clear()
                self.refresh_lines(index, index + 1)

    def pick_line(self, index: int) -> bool:
        """There is nothing to choose."""
        return False


class Foot(Pane):
    """Two lines: what the cursor is on; then the keys of the place, or a notice in their stead."""

    def __init__(self) -> None:
        super().__init__(id="foot")
        self._detail = ""
        self._keys: list[tuple[str, str]] = []
        self._notice: tuple[str, str] | None = None
        self.right: Line = ()

    def line_count(self) -> int:
        """Return two."""
        return 2

    def line(self, index: int) -> Line:
        """Return the detail, or the keys."""
        width = self.size.width
        if index == 0:
            return ((" " + cut(self._detail, width - 2), "muted"),)
        if self._notice:
            return ((" " + cut(self._notice[0], width - 2), self._notice[1]),)
        return self._key_line(width)

    def _key_line(self, width: int) -> Line:
        """Return the keys as far as there is room."""
        spans: list[Span] = [(" ", "text")]
        used = 1
        for key, label in self._keys:
            size = cell_len(key) + cell_len(label) + 4
            if used + size - 3 > width:
                break
            spans += [(key, "accent"), (f" {label}   ", "muted")]
            used += size
        return tuple(spans)

    def set_detail(self, text: str) -> None:
        """Say what the cursor is on."""
        if text != self._detail:
            self._detail = text
            self._repaint_line(0)

    def set_keys(self, keys: list[tuple[str, str]]) -> None:
        """Show the keys of the place."""
        self._keys = keys
        self._repaint_line(1)

    def set_notice(self, text: str, ink: str = "text") -> None:
        """Show a notice in place of the keys; an empty one brings the keys back."""
        notice = (text, ink) if text else None
        if notice != self._notice:
            self._notice = notice
            self._repaint_line(1)

    @property
    def notice(self) -> str:
        """Return the notice that shows."""
        return self._notice[0] if self._notice else ""

    def _repaint_line(self, index: int) -> None:
        self._strips.clear()
        self.refresh_lines(index, index + 1)
