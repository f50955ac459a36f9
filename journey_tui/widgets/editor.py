"""A text to write in: no blink, no key that terminals send as something else, phrases marked while they are written."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.document._document import Document
from textual.document._document_navigator import DocumentNavigator
from textual.document._wrapped_document import WrappedDocument
from textual.expand_tabs import get_tab_widths
from textual.geometry import Size
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from journey_tui.domain.marks import Mark

WRAPS_BELOW = 200_000
"""Characters up to which long lines are wrapped while they are edited."""


class Unwrapped(WrappedDocument):
    """The lines of a large text as they are: Textual's own goes through all of them for each line that it paints."""

    def wrap(self, width: int, tab_width: int | None = None) -> None:
        """Number the lines; nothing is wrapped at no width."""
        if width:
            super().wrap(width, tab_width)
            return
        self._width, self._tab_width = 0, tab_width or self._tab_width
        lines = self.document.lines
        self._wrap_offsets = [[] for _ in lines]
        self._offset_to_line_info = [(number, 0) for number in range(len(lines))]
        self._line_index_to_offsets = [[number] for number in range(len(lines))]
        self._tab_width_cache = [
            [wide for _, wide in get_tab_widths(line, self._tab_width)] if "\t" in line else [0] if line else [] for line in lines
        ]

    @property
    def height(self) -> int:
        """Return how many rows there are."""
        return len(self._offset_to_line_info)


class Editor(TextArea, inherit_bindings=False):
    """Edit one artifact."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "cursor_up", show=False), Binding("down", "cursor_down", show=False),
        Binding("left", "cursor_left", show=False), Binding("right", "cursor_right", show=False),
        Binding("ctrl+left", "cursor_word_left", show=False), Binding("ctrl+right", "cursor_word_right", show=False),
        Binding("home", "cursor_line_start", show=False), Binding("end,ctrl+e", "cursor_line_end", show=False),
        Binding("pageup", "cursor_page_up", show=False), Binding("pagedown", "cursor_page_down", show=False),
        Binding("shift+up", "cursor_up(True)", show=False), Binding("shift+down", "cursor_down(True)", show=False),
        Binding("shift+left", "cursor_left(True)", show=False), Binding("shift+right", "cursor_right(True)", show=False),
        Binding("backspace", "delete_left", show=False), Binding("delete", "delete_right", show=False),
        Binding("ctrl+w", "delete_word_left", show=False), Binding("ctrl+u", "delete_to_start_of_line", show=False),
        Binding("ctrl+k", "delete_to_end_of_line_or_delete_line", show=False),
        Binding("ctrl+underscore", "undo", show=False), Binding("ctrl+y", "redo", show=False),
    ]  # fmt: skip

    def __init__(self, text: str, *, id: str | None = None, row: int = 0) -> None:
        large = len(text) >= WRAPS_BELOW
        super().__init__(
            "" if large else text,
            id=id,
            soft_wrap=not large,
            tab_behavior="focus",
            show_line_numbers=False,
            compact=True,
            highlight_cursor_line=False,
        )
        self.cursor_blink = False
        if large:
            self._set_document(text, None)
        self.marked: dict[int, list[tuple[int, int, Mark]]] = {}
        self.selection = Selection.cursor((min(row, self.document.line_count - 1), 0))
        self.on_leave: Callable[[], None] | None = None

    def _set_document(self, text: str, language: str | None) -> None:
        if len(text) < WRAPS_BELOW:
            super()._set_document(text, language)
            return
        self.document = Document(text)
        self.wrapped_document = Unwrapped(self.document, tab_width=self.indent_width)
        self.navigator = DocumentNavigator(self.wrapped_document)
        self.move_cursor((0, 0))
        self._refresh_size()

    def _refresh_size(self) -> None:
        if self.soft_wrap:
            super()._refresh_size()
            return
        # No line is wider: measuring each of them cell by cell at every key would hold the hand up.
        tabs = self.indent_width
        widest = max(
            (len(line) * (1 if line.isascii() else 2) + (line.count("\t") * tabs if "\t" in line else 0) for line in self.document.lines),
            default=0,
        )  # fmt: skip
        self.virtual_size = Size(widest + self.gutter_width + 1, self.document.line_count)
        self._refresh_scrollbars()

    def on_mount(self) -> None:
        """Show the line in which writing begins."""
        self.call_after_refresh(self.scroll_cursor_visible)

    def set_marks(self, found: tuple[Mark, ...]) -> None:
        """Mark phrases; offsets are those of the whole text."""
        lines: dict[int, list[tuple[int, int, Mark]]] = {}
        starts, at = [], 0
        for line in self.document.lines:
            starts.append(at)
            at += len(line) + 1
        number = 0
        for one in found:
            while number + 1 < len(starts) and starts[number + 1] <= one.start:
                number += 1
            lines.setdefault(number, []).append((one.start - starts[number], one.end - starts[number], one))
        if lines != self.marked:
            self.marked = lines
            self._line_cache.clear()
            self.refresh()

    def get_line(self, line_index: int) -> Text:
        """Return a line with its marked phrases underlined."""
        line = super().get_line(line_index)
        for start, end, _ in self.marked.get(line_index, ()):
            line.stylize(Style(underline=True, bold=True), start, end)
        return line

    @property
    def hint(self) -> str:
        """Return what is marked where the cursor is, else how much is marked at all."""
        row, column = self.cursor_location
        for start, end, one in self.marked.get(row, ()):
            if start <= column <= end:
                return one.hint
        total = sum(map(len, self.marked.values()))
        return f"{total} phrase{'s' if total != 1 else ''} marked" if total else ""
