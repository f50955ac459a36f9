"""Text with a cursor that moves by item: sentences, steps, rows, people."""

from __future__ import annotations

from dataclasses import field
from typing import Any, Final

from textual import events

from journey_tui.lean import dataclass
from journey_tui.widgets.ink import Line
from journey_tui.widgets.pane import Pane

ABOVE: Final = 3
"""Lines that stay in sight above an item that is gone to when a text first shows."""


@dataclass(frozen=True, slots=True)
class Item:
    """What a block of text stands for, so that keys can act on it."""

    kind: str
    """`claim`, `step`, `requirement`, `evidence`, `gate`, `signal`, `change`, `person`, `source`, `command` ..."""
    id: str
    copy: str = ""
    """What `y` copies."""
    evidence: tuple[str, ...] = ()
    touchpoint: str = ""
    detail: str = ""
    """What the line above the keys says of it."""
    value: Any = None
    """The reading itself."""

    @property
    def key(self) -> tuple[str, str]:
        """Return what identifies the item through every refresh."""
        return (self.kind, self.id)


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together; the cursor stops at those with an item."""

    lines: tuple[Line, ...]
    item: Item | None = None


@dataclass(slots=True)
class _Layout:
    """A document laid out: its lines and where each item stands."""

    lines: list[Line] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)


WHOLE_ROW: Final = 1_000
"""Cells of a list whose current row is marked over its whole width: a menu, whose rows are few and short."""


class Document(Pane):
    """Show blocks of text; keep the cursor on its item whatever happens around it."""

    def __init__(self, *, id: str | None = None, classes: str | None = None, cells: int = 1) -> None:
        super().__init__(id=id, classes=classes)
        self.CURSOR_CELLS = cells  # type: ignore[misc]
        self._layout = _Layout()
        self._at = 0
        self._wanted: tuple[str, str] | None = None
        self._from_top = False
        """Whether it was asked for from its beginning, and nobody has moved in it: then it does not scroll to its first item."""
        self.found = ""

    def show(self, blocks: list[Block], *, want: tuple[str, str] | None = None, top: bool = False, anew: bool = False) -> None:
        """Show other blocks; the cursor goes to `want`, else stays on its item, else at its place.

        `top`: from the beginning. `anew`: another text, so that what stands above the item shows too.
        """
        layout = _Layout()
        for block in blocks:
            start = len(layout.lines)
            layout.lines.extend(block.lines)
            if block.item is not None:
                layout.items.append(block.item)
                layout.spans.append((start, len(layout.lines)))
        if want is None and self._from_top:
            self._at = 0  # nobody has moved in it: the cursor is at its beginning, whatever stands there now
        elif want is None and self.item is not None:
            want = self.item.key
        # What stands above the item that is wanted first says where it belongs.
        offset = ABOVE if anew or not self._layout.items else self.span_of_cursor()[0] - self.top
        self._layout = layout
        keys = [item.key for item in layout.items]
        if top:
            self._at, self.top = 0, 0
        elif want in keys:
            self._at = keys.index(want)
            self.top = max(0, self.span_of_cursor()[0] - max(0, offset))
        self._at = max(0, min(self._at, len(keys) - 1))
        self.top = max(0, min(self.top, self.line_count() - self.size.height))
        self._from_top = top or (self._from_top and self._at == 0)
        self._reveal()
        self.repaint()
        self.tell()

    def reveal(self) -> None:
        """Scroll as far as needed for the item under the cursor to show."""
        before = self.top
        self._reveal()
        if self.top != before:
            self.repaint()

    def _reveal(self) -> None:
        """Scroll without painting so that the current item shows, unless the text is to be read from its beginning first."""
        if self._from_top and self._at == 0:
            return
        first, after = self.span_of_cursor()
        height = self.size.height
        if height and after > first:
            if first < self.top:
                self.top = first
            elif after > self.top + height:
                self.top = max(0, min(first, after - height))

    @property
    def item(self) -> Item | None:
        """Return the item under the cursor."""
        return self._layout.items[self._at] if self._layout.items else None

    @property
    def at(self) -> int:
        """Return the number of the item under the cursor, from 0."""
        return self._at

    @property
    def items(self) -> list[Item]:
        """Return every item, in order."""
        return list(self._layout.items)

    @property
    def showing(self) -> list[Item]:
        """Return the items of which a line shows."""
        first, after = self.top, self.top + self.size.height
        return [
            item
            for item, (start, end) in zip(self._layout.items, self._layout.spans, strict=True)
            if start < after and end > first
        ]

    @property
    def following(self) -> Item | None:
        """Return the item after the current one, else the one before it: where the cursor goes after an act."""
        items = self._layout.items
        if self._at + 1 < len(items):
            return items[self._at + 1]
        return items[self._at - 1] if self._at > 0 else None

    def line_count(self) -> int:
        """Return how many lines there are."""
        return len(self._layout.lines)

    def line(self, index: int) -> Line:
        """Return one line."""
        return self._layout.lines[index]

    def span_of_cursor(self) -> tuple[int, int]:
        """Return the lines of the current item."""
        return self._layout.spans[self._at] if self._layout.spans else (0, 0)

    def move(self, step: int) -> None:
        """Move by items; past the last one, or inside one that is higher than the pane, scroll by lines."""
        first, after = self.span_of_cursor()
        height = self.size.height
        hidden_below, hidden_above = after > self.top + height, first < self.top
        target = self._at + step
        if not self._layout.items or (step > 0 and hidden_below) or (step < 0 and hidden_above):
            self.scroll_lines(step)
        elif 0 <= target < len(self._layout.items):
            self.go(target)
        elif abs(step) > 1:
            self.go(max(0, min(target, len(self._layout.items) - 1)))
        else:
            self.scroll_lines(step)

    def go(self, index: int) -> None:
        """Put the cursor on an item by its number."""
        if not self._layout.items:
            return
        before, self._from_top = self.span_of_cursor(), False
        self._at = max(0, min(index, len(self._layout.items) - 1))
        self.cursor_moved(before)
        if self._at == 0:
            self.show_top(min(self.top, max(0, self.span_of_cursor()[1] - self.size.height)))

    def seek(self, key: tuple[str, str]) -> bool:
        """Put the cursor on an item; return whether it is there."""
        for index, item in enumerate(self._layout.items):
            if item.key == key:
                self.go(index)
                return True
        return False

    def move_to_end(self, *, last: bool) -> None:
        """Move to the first or the last item, and to the end of the text."""
        self.go(len(self._layout.items) - 1 if last else 0)
        self.show_top(self.line_count() if last else 0)

    def turn(self, pages: float) -> None:
        """Turn by part of a page; the cursor goes to the item nearest to where it was on the page."""
        lines = int(pages * max(2, self.size.height - 1))
        spans = self._layout.spans
        if not spans:
            self.scroll_lines(lines)
            return
        target = self.span_of_cursor()[0] + lines
        best = min(range(len(spans)), key=lambda index: abs(spans[index][0] - target))
        self.scroll_lines(lines)
        if best == self._at and 0 <= self._at + (1 if lines > 0 else -1) < len(spans):
            best += 1 if lines > 0 else -1
        self.go(best)

    def pick_line(self, index: int) -> bool:
        """Put the cursor on the item of a line."""
        for number, (first, after) in enumerate(self._layout.spans):
            if first <= index < after:
                self.go(number)
                return True
        return False

    def find(self, query: str, step: int = 1, *, here: bool = False) -> bool:
        """Move to the next item or line that has `query`; return whether there is one."""
        needle = query.casefold()
        if not needle:
            return False
        spans = self._layout.spans
        if not spans:
            return self._find_line(needle, step, here=here)
        for turn in range(0 if here else 1, len(spans) + 1):
            index = (self._at + turn * step) % len(spans)
            if needle in self._words(*spans[index]):
                self.go(index)
                return True
        return False

    def _find_line(self, needle: str, step: int, *, here: bool) -> bool:
        """Scroll to the next line that has `needle`."""
        total = self.line_count()
        for turn in range(0 if here else 1, total + 1):
            index = (self.top + turn * step) % max(1, total)
            if needle in self._words(index, index + 1):
                self.show_top(index)
                return True
        return False

    def _words(self, first: int, after: int) -> str:
        """Return the words of some lines, folded for search."""
        lines = ("".join(text for text, _ in line) for line in self._layout.lines[first:after])
        return " ".join(" ".join(lines).split()).casefold()

    def _on_resize(self, event: events.Resize) -> None:
        self._reveal()
        self._strips.clear()
        if self.on_resized is not None:
            self.on_resized()
