"""How one line of the lane timeline is painted: characters and inks side by side, one pair a column; nothing overlaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime, tzinfo
from itertools import pairwise
from typing import Final

from rich.cells import cell_len

from journey_tui.domain.model import Kind, Lane, Origin
from journey_tui.domain.timescale import UNIT, Zoom, cell_of, fitting, local_start, ticks
from journey_tui.domain.views_lanes import Spot
from journey_tui.domain.waivers import Dash
from journey_tui.lean import dataclass
from journey_tui.widgets.format import Look
from journey_tui.widgets.ink import Line, cut
from journey_tui.widgets.lanes_rows import Stop

_SIGNS: Final = {
    "now": "┊:", "then": "┃|", "line": "─-", "truth": "━=", "dashed": "╌~", "unknown": "┄.", "change": "┤|", "plan": "▫*", "caret": "▲^",
    "some": "▒*", "many": "▓%", "most": "█#", "rule": "─-", "goes": "▸>", "gone": "×x",
}  # fmt: skip
NOW_AT: Final = 0.72
"""Where the present stands when the window is put around it."""
_SMALL: Final = str.maketrans("23456789", "²³⁴⁵⁶⁷⁸⁹")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def sign(name: str, look: Look) -> str:
    """Return a mark of the picture in the glyphs of the terminal."""
    return _SIGNS[name][1 if look.plain else 0]


@dataclass(slots=True)
class View:
    """What part of time shows."""

    zoom: Zoom
    left: int
    """The cell in the first column."""
    columns: int
    zone: tzinfo | None = None
    _cells: dict[object, dict[datetime, int]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _known: dict[datetime, int] = field(default_factory=dict, init=False, repr=False, compare=False)
    _known_for: object = field(default_factory=object, init=False, repr=False, compare=False)

    def cell(self, at: datetime) -> int:
        """Return the cell of an instant: the same moments are asked for with every line that is painted, and in few zooms."""
        asked = (self.zoom, self.zone)
        if self._known_for != asked:
            self._known, self._known_for = self._cells.setdefault(asked, {}), asked
        found = self._known.get(at)
        if found is None:
            if len(self._known) > 20_000:
                self._known.clear()
            found = self._known[at] = cell_of(at, self.zoom, self.zone)
        return found

    def column(self, at: datetime) -> int:
        """Return the column of an instant; outside the window below 0 or from `columns` on."""
        return self.cell(at) - self.left

    def shows(self, at: datetime) -> bool:
        """Return whether an instant is in the window."""
        return 0 <= self.column(at) < self.columns

    def fit(self, first: datetime, last: datetime, *, finest: Zoom = Zoom.DAY) -> None:
        """Show everything between two moments as finely as there is room; the last part of it where there is not enough."""
        order = list(Zoom)
        zoom = fitting(first, last, self.columns - 6, self.zone)
        self.zoom = min(zoom, finest, key=order.index)
        start, end = (cell_of(at, self.zoom, self.zone) for at in (first, last))
        spare = max(0, self.columns - (end - start + 1))
        self.left = start - min(spare // 2, 3)
        if end - start >= self.columns:
            self.left = end - self.columns + 4

    def open_on(self, first: datetime, last: datetime, now: datetime) -> None:
        """Show what matters first: all of it where a month's zoom holds it, else the last months with the present in them."""
        if fitting(first, last, self.columns - 6, self.zone) in (Zoom.YEAR, Zoom.QUARTER):
            self.zoom = Zoom.MONTH
            self.left = cell_of(now, self.zoom, self.zone) - int(self.columns * NOW_AT)
        else:
            self.fit(first, last, finest=Zoom.WEEK)


@dataclass(slots=True)
class Canvas:
    """One line: a character and an ink a column. A label is written only where nothing stands."""

    columns: int
    chars: list[str] = field(init=False)
    inks: list[str] = field(init=False)
    taken: list[bool] = field(init=False)

    def __post_init__(self) -> None:
        """Begin blank."""
        self.chars, self.inks = [" "] * self.columns, ["text"] * self.columns
        self.taken = [False] * self.columns

    def put(self, column: int, char: str, ink: str) -> None:
        """Set one column, whatever stood there, and keep labels off it."""
        if 0 <= column < self.columns:
            self.chars[column], self.inks[column], self.taken[column] = char, ink, True

    def fill(self, start: int, end: int, char: str, ink: str) -> None:
        """Draw a line under whatever comes later."""
        for column in range(max(0, start), min(end, self.columns)):
            if not self.taken[column]:
                self.chars[column], self.inks[column] = char, ink

    def room(self, start: int, end: int, wanted: int) -> tuple[int, int]:
        """Return the first run of free columns that holds `wanted`, else the longest one: its start and length."""
        best, run = (max(0, start), 0), 0
        for column in range(max(0, start), min(end, self.columns) + 1):
            if column < min(end, self.columns) and not self.taken[column]:
                run += 1
                if run >= wanted:
                    return column - run + 1, run
            else:
                if run > best[1]:
                    best = (column - run, run)
                run = 0
        return best

    def write(self, start: int, end: int, words: str, ink: str, *, more: str = "…") -> int:
        """Write words between two columns where nothing stands, cut to the room; return the column after them."""
        at, room = self.room(start, end, cell_len(words))
        text = cut(words, room, more=more) if room >= min(4, cell_len(words)) else ""
        return self.set_words(at, text, ink)

    def set_words(self, at: int, words: str, ink: str) -> int:
        """Write words from a column on, one column a cell; return the column after them."""
        for char in words:
            size = cell_len(char)
            if not size or at + size > self.columns:
                continue
            self.put(at, char, ink)
            if size == 2:
                self.put(at + 1, "", ink)
            at += size
        return at

    def spans(self, start: int = 0, end: int | None = None) -> Line:
        """Return the line, or the columns from `start` to `end`, in runs of one ink."""
        chars, inks = self.chars[start:end], self.inks[start:end]
        edges = [at for at in range(1, len(inks)) if inks[at] != inks[at - 1]]
        return tuple(("".join(chars[low:high]), inks[low]) for low, high in pairwise([0, *edges, len(inks)]) if high > low)


def spot_glyph(spot: Spot, look: Look, ink: str = "accent") -> tuple[str, str]:
    """Return how a cell looks: a glyph for one, a digit for several, a shade for ten and more; hollow or small where only machines."""
    machines = spot.people == 0
    ink = "muted" if machines else ink
    if spot.count == 1:
        return look.kind(spot.kind, Origin.AUTOMATED if machines else Origin.HUMAN), ink
    if spot.count < 10:
        digit = str(spot.count)
        small = machines and not look.plain
        return (digit.translate(_SMALL) if small else look.kind(Kind.EMAIL, Origin.AUTOMATED) if machines else digit), ink
    return sign("some" if spot.count < 30 else "many" if spot.count < 100 else "most", look), ink


def ruler(view: View, look: Look) -> Canvas:
    """Return the ruler: the calendar's steps at the columns where they begin."""
    canvas, zoom = Canvas(view.columns), view.zoom
    marks = ticks(view.left, view.columns, zoom)
    first = local_start(view.left, zoom).date()
    if not marks or marks[0][0] - view.left >= 9:
        room = marks[0][0] - view.left if marks else view.columns
        words = _tick(first, zoom, UNIT[zoom], first=True, look=look)
        canvas.set_words(0, words if len(words) < room else "", "muted")
    for number, (cell, day) in enumerate(marks):
        words = _tick(day, zoom, UNIT[zoom], first=number == 0 and not canvas.taken[0], look=look)
        at = cell - view.left
        canvas.set_words(at, words[: max(0, view.columns - at)] if len(words) <= view.columns - at else "", "muted")
    return canvas


def _tick(day: object, zoom: Zoom, width: int, *, first: bool, look: Look) -> str:
    """Return the words of one step of the ruler, shorter than the step."""
    year, month, number = day.year, day.month, day.day  # type: ignore[attr-defined]
    name = _MONTHS[month - 1]
    if zoom is Zoom.YEAR:
        return str(year)
    if zoom is Zoom.QUARTER:
        return name if month > 1 else f"'{year % 100:02}"
    if zoom is Zoom.MONTH:
        return f"{name} {year}" if first or month == 1 else name
    weekday = _DAYS[day.weekday()]  # type: ignore[attr-defined]
    if zoom is Zoom.WEEK:
        return f"{weekday} {number} {name}"
    return f"{weekday} {number} {name}"[: width - 1]


def now_mark(canvas: Canvas, column: int, look: Look, *, past: bool) -> None:
    """Draw the present, or the moment that is looked at, through the line where nothing else stands."""
    if 0 <= column < canvas.columns and not canvas.taken[column]:
        canvas.put(column, sign("then" if past else "now", look), "accent" if past else "muted")


def lane(view: View, spots: Sequence[Mapping[int, Spot]], now: int, look: Look, ink: str = "accent", *,
         cancelled: Sequence[datetime] = ()) -> Canvas:  # fmt: skip
    """Return a lane: what it has in each cell; `spots` of several lanes are added up. What is to come is drawn as planned.

    A cell where everything was cancelled shows that; elsewhere what was cancelled does not count.
    """
    canvas, gone = Canvas(view.columns), Counter(map(view.cell, cancelled))
    left, end = view.left, view.left + view.columns
    found: dict[int, Spot] = {}
    for one in spots:
        for cell, spot in one.items():
            if left <= cell < end:
                found[cell] = found[cell].with_more(spot) if cell in found else spot
    for cell, spot in found.items():
        column, count = cell - left, spot.count - gone[cell]
        if count <= 0:
            canvas.put(column, sign("gone", look), "muted")
            continue
        char, shown = spot_glyph(replace(spot, count=count) if count != spot.count else spot, look, ink)
        if column > now and count == 1:
            char, shown = sign("plan", look), "fair"
        canvas.put(column, char, shown)
    return canvas


def mark(canvas: Canvas, view: View, lanes: Iterable[Lane], moments: Mapping[Lane, Sequence[datetime]], ink: str) -> None:
    """Set touchpoints of some moments in another ink."""
    for one in lanes:
        for at in moments.get(one, ()):
            column = view.column(at)
            if 0 <= column < view.columns and canvas.taken[column]:
                canvas.inks[column] = ink


def stops(canvas: Canvas, view: View, found: Sequence[Stop], now: int, look: Look) -> list[tuple[Stop, int]]:
    """Draw drafts where they were written, counted where several fall together, then what is planned; return where each stands."""
    drafts = [(stop, view.column(stop.at)) for stop in found if not stop.planned]
    here = Counter(column for _, column in drafts)
    for stop, column in drafts:
        many = min(here[column], 9)
        glyph = str(many) if look.plain else str(many).translate(_SMALL)
        canvas.put(column, stop.glyph if many == 1 else glyph, stop.ink)
    shown = [(stop, column) for stop, column in drafts if 0 <= column < view.columns]
    return [*shown, *plans(canvas, view, [stop for stop in found if stop.planned], now, look)]


def plans(canvas: Canvas, view: View, stops: Iterable[Stop], now: int, look: Look) -> list[tuple[Stop, int]]:
    """Draw planned steps to the right of now, each in a column of its own, with words where there is room; return where they stand."""
    placed: list[tuple[Stop, int]] = []
    for stop in stops:
        column = max(view.column(stop.at), now + 1, 0 if view.column(stop.at) >= 0 else -1)
        while 0 <= column < view.columns and canvas.taken[column]:
            column += 1
        if 0 <= column < view.columns:
            placed.append((stop, column))
            canvas.put(column, stop.glyph, stop.ink)
    for stop, column in placed:
        end = next((at for at in range(column + 1, view.columns) if canvas.taken[at]), view.columns)
        room = end - column - 3 if end < view.columns else end - column - 2
        if room >= min(8, cell_len(stop.label)):
            canvas.set_words(column + 2, cut(stop.label, room, more=look.mark("more")), "muted")
    return placed


def claim(view: View, stops: Sequence[Stop], now: int, look: Look, fallback: str) -> Canvas:
    """Return the Claim Line: the stages as the CRM had them; unknown before its first record."""
    canvas = Canvas(view.columns)
    stages = [stop for stop in stops if stop.label and stop.kind == "field"]
    end = min(max(now, -1) + (0 if now < view.columns else 1), view.columns)
    for stop in stages:
        if (column := view.column(stop.at)) <= now:
            canvas.put(column, stop.glyph, stop.ink)
    if not stages and fallback:
        canvas.write(1, end, fallback, "text", more=look.mark("more"))
        canvas.fill(0, end, sign("unknown", look), "faint")
    for number, stop in enumerate(stages):
        start = view.column(stop.at)
        until = view.column(stages[number + 1].at) if number + 1 < len(stages) else end
        until = min(until, end)
        if until > 0 and start < view.columns:
            _stretch(canvas, start, until, stop.label, "text", sign("line", look), "faint", look)
    for stop in stops:
        column = view.column(stop.at)
        if not stop.label and 0 <= column <= min(now, view.columns - 1) and not canvas.taken[column]:
            canvas.put(column, stop.glyph, stop.ink)
    return canvas


def truth(view: View, stops: Sequence[Stop], first: str, start: int, now: int, look: Look, dashes: Sequence[Dash] = ()) -> Canvas:
    """Return the Truth Line: the stage that customer evidence reached, each move with its glyph; behind now the gates to come.

    Where it stands on a waiver it is dashed, as long as the waiver holds, behind now too.
    """
    canvas = Canvas(view.columns)
    moves = [stop for stop in stops if stop.kind == "move"]
    end = min(now, view.columns)
    for stop in stops:
        if stop.kind in ("move", "waiver"):
            canvas.put(view.column(stop.at), stop.glyph, stop.ink)
    stood = [(view.column(one.at), view.columns if one.until is None else view.column(one.until), one.stage) for one in dashes]
    runs = [(start - 1, first), *((view.column(stop.at), stop.label) for stop in moves)]
    for number, (begin, name) in enumerate(runs):
        until = min(runs[number + 1][0] if number + 1 < len(runs) else end, end)
        for low, high in _without(begin, until, stood):
            if high > 0 and low < view.columns:
                _stretch(canvas, low, high, name, "strong", sign("truth", look), "good", look)
    for low, high, name in stood:
        if min(high, end) > 0 and low < min(end, view.columns):
            _stretch(canvas, low, min(high, end), name, "fair", sign("dashed", look), "fair", look)
    for stop, at, words in gate_places([stop for stop in stops if stop.kind == "gate"], now, view.columns):
        canvas.put(at, stop.glyph, stop.ink)
        canvas.set_words(at + 2, cut(words, view.columns - at - 2, more=look.mark("more")), stop.ink)
    for low, high, _ in stood:
        if high > now:
            canvas.fill(max(low, now + 1), high, sign("dashed", look), "fair")
    return canvas


def _without(begin: int, until: int, stood: Sequence[tuple[int, int, str]]) -> list[tuple[int, int]]:
    """Return what is left of a run of columns beside the dashed ones."""
    found, low = [], begin
    for start, end, _ in stood:
        if end > low and start < until:
            if start > low:
                found.append((low, start))
            low = max(low, end)
    return [*found, (low, until)] if low < until else found


def gate_places(gates: Sequence[Stop], now: int, columns: int) -> list[tuple[Stop, int, str]]:
    """Return where the gates to come stand behind now, one after the other, each with the words that there is room for."""
    found: list[tuple[Stop, int, str]] = []
    at = max(now + 1, 0)
    for stop in gates:
        room = columns - at - 2
        if at >= columns:
            break
        words = stop.label if room >= min(4, cell_len(stop.label)) else ""
        found.append((stop, at, words))
        at += 2 + min(cell_len(words), max(0, room)) + 2
    return found


def _stretch(canvas: Canvas, start: int, end: int, name: str, ink: str, line: str, line_ink: str, look: Look) -> None:
    """Draw one stage: its name once, where it begins or where the window does, and the line behind it."""
    begin = max(start + 1, 0)
    lead = 1 if start >= 0 else 0
    at, room = canvas.room(begin + lead, end - 1, cell_len(name) + 1)
    if room >= min(4, cell_len(name)):
        shown = cut(name, room - (1 if room > cell_len(name) else 0), more=look.mark("more"))
        after = canvas.set_words(at, shown, ink)
        for column in (at - 1, after):
            if 0 <= column < min(end, canvas.columns) and not canvas.taken[column] and column > start:
                canvas.put(column, " ", ink)
    canvas.fill(begin, end, line, line_ink)
