"""A list of any length: rows come in pages when they are about to show, so ten thousand scroll as ten do."""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

from textual import events
from textual.message import Message

from journey_tui.lean import dataclass
from journey_tui.widgets.ink import Line
from journey_tui.widgets.pane import Pane

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Heading:
    """A line above the row `index`."""

    index: int
    text: str


class Rows(Pane, Generic[Row]):
    """Show rows of equal height with headings between them; the cursor stays on its row's key."""

    PAGE: ClassVar[int] = 200
    KEPT: ClassVar[int] = 30
    """How many pages are kept in memory; the farthest one goes first."""

    class PageWanted(Message):
        """A page is about to show and has not been read yet."""

        def __init__(self, rows: Rows[Row], page: int) -> None:
            super().__init__()
            self.rows = rows
            self.page = page

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.total = 0
        self.at = 0
        self.height_of_row = 1
        self.headings: list[Heading] = []
        self._pages: dict[int, list[Row]] = {}
        self._asked: set[int] = set()

    # What a subclass provides.

    def key_of(self, row: Row) -> str:
        """Return what identifies a row; a subclass knows better than its words."""
        return str(row)

    def row_lines(self, row: Row, index: int) -> list[Line]:
        """Return the lines of a row, as many as `height_of_row`."""
        return [((f" {row}", "text"),)] * self.height_of_row

    def heading_for(self, row: Row, before: Row | None) -> str:
        """Return the heading above `row` when it differs from the row before it."""
        return ""

    def heading_line(self, text: str) -> Line:
        """Return a heading as a line."""
        return (("   " + text, "muted"),)

    # Data.

    def reset(self, total: int, page: int, rows: list[Row], *, at: int | None = None) -> None:
        """Show another list of which one page has been read; the cursor goes to `at`."""
        offset = self.first_line(self.at) - self.top
        self._pages = {page: rows} if rows else {}
        self._asked.clear()
        self.headings = []
        self.total = total
        self._note_headings(page)
        if at is not None:
            self.at = at
        self.at = max(0, min(self.at, total - 1))
        self.top = max(0, min(self.first_line(self.at) - max(0, offset), self.line_count() - self.size.height))
        self._reveal()
        self.repaint()
        self.tell()

    def add_page(self, page: int, rows: list[Row], total: int) -> None:
        """Take a page that was asked for; what is on the screen stays where it is."""
        self._asked.discard(page)
        self._pages[page] = rows
        if len(self._pages) > self.KEPT:
            here = self.at // self.PAGE
            del self._pages[max(self._pages, key=lambda number: abs(number - here))]
        self.total = total
        before = self.first_line(self.at)
        self._note_headings(page)
        self.top = max(0, self.top + self.first_line(self.at) - before)
        self.repaint()
        if page == self.at // self.PAGE:
            self.tell()

    def _note_headings(self, page: int) -> None:
        """Find the headings that a page brings."""
        known = {heading.index for heading in self.headings}
        start = page * self.PAGE
        for index in (*range(start, start + len(self._pages.get(page, ()))), start + self.PAGE):
            row = self.row(index)
            if row is None or index in known or (index and self.row(index - 1) is None):
                continue
            if text := self.heading_for(row, self.row(index - 1) if index else None):
                self.headings.append(Heading(index, text))
        self.headings.sort(key=lambda heading: heading.index)

    def row(self, index: int) -> Row | None:
        """Return a row that has been read; None otherwise."""
        page, place = divmod(index, self.PAGE)
        rows = self._pages.get(page)
        return rows[place] if rows is not None and 0 <= place < len(rows) else None

    @property
    def current(self) -> Row | None:
        """Return the row under the cursor."""
        return self.row(self.at) if self.total else None

    @property
    def following(self) -> Row | None:
        """Return the row after the current one, else the one before: where the cursor goes after an act."""
        return self.row(self.at + 1) or (self.row(self.at - 1) if self.at else None)

    # Geometry.

    def first_line(self, index: int) -> int:
        """Return the first line of a row, below its heading."""
        return index * self.height_of_row + sum(self._room(heading) for heading in self.headings if heading.index <= index)

    @staticmethod
    def _room(heading: Heading) -> int:
        """Return the lines of a heading: a blank one above it, but not at the very top."""
        return 2 if heading.index else 1

    def line_count(self) -> int:
        """Return how many lines there are."""
        return self.total * self.height_of_row + sum(self._room(heading) for heading in self.headings)

    def place(self, line: int) -> tuple[int, int, str | None]:
        """Return the row and the line within it at a line; the heading's text instead where one stands there."""
        extra = 0
        for heading in self.headings:
            start = heading.index * self.height_of_row + extra
            room = self._room(heading)
            if line < start:
                break
            if line < start + room:
                return heading.index, 0, heading.text if line == start + room - 1 else ""
            extra += room
        return *divmod(line - extra, self.height_of_row), None

    def line(self, index: int) -> Line:
        """Return one line, asking for its page when it has not been read."""
        number, part, heading = self.place(index)
        if heading is not None:
            return self.heading_line(heading) if heading else ()
        row = self.row(number)
        if row is None:
            self.ask(number // self.PAGE)
            return ((" ", "text"),)
        return self.row_lines(row, number)[part]

    def ask(self, page: int) -> None:
        """Ask for a page, once."""
        if page not in self._asked and page not in self._pages:
            self._asked.add(page)
            self.post_message(self.PageWanted(self, page))

    def span_of_cursor(self) -> tuple[int, int]:
        """Return the lines of the current row."""
        if not self.total:
            return (0, 0)
        first = self.first_line(self.at)
        return first, first + self.height_of_row

    # Movement.

    def go(self, index: int) -> None:
        """Put the cursor on a row by its number."""
        if not self.total:
            return
        before = self.span_of_cursor()
        self.at = max(0, min(index, self.total - 1))
        self.cursor_moved(before)
        if self.at == 0:
            self.show_top(0)

    def move(self, step: int) -> None:
        """Move by rows."""
        self.go(self.at + step)

    def move_to_end(self, *, last: bool) -> None:
        """Move to the first or the last row."""
        self.go(self.total - 1 if last else 0)

    def turn(self, pages: float) -> None:
        """Turn by part of a page; the cursor keeps its place on the page."""
        step = max(1, int(abs(pages) * self.size.height) // self.height_of_row)
        step = step if pages > 0 else -step
        if self.total:
            before = self.span_of_cursor()
            self.at = max(0, min(self.at + step, self.total - 1))
            self.scroll_lines(step * self.height_of_row)
            self.cursor_moved(before)

    def _reveal(self) -> None:
        """Scroll without painting so that the current row shows."""
        first, after = self.span_of_cursor()
        height = self.size.height
        if height and after > self.top + height:
            self.top = max(0, after - height)
        elif first < self.top or (self.at == 0):
            self.top = 0 if self.at == 0 else first

    def set_height(self, height: int) -> None:
        """Change how many lines a row takes; the current row stays on its place on the screen."""
        offset = self.first_line(self.at) - self.top
        self.height_of_row = height
        self.top = max(0, min(self.first_line(self.at) - offset, self.line_count() - self.size.height))
        self._reveal()
        self.repaint()

    def pick_line(self, index: int) -> bool:
        """Put the cursor on the row of a line."""
        number, _, heading = self.place(index)
        if heading is not None or not 0 <= number < self.total:
            return False
        self.go(number)
        return True

    def _on_resize(self, event: events.Resize) -> None:
        self._strips.clear()
        self._reveal()
