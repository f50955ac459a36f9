"""The timeline as a list: one touchpoint a line, the date where a day begins, the lane of who acted."""

from __future__ import annotations

from rich.cells import cell_len

from journey_tui.domain.model import Origin
from journey_tui.domain.views import TimelineRow
from journey_tui.widgets.format import KINDS, LANES, SHORT_LANES, Look, count
from journey_tui.widgets.ink import Line, Span, fit, joined, label, width_of
from journey_tui.widgets.rows import Rows


class TimelineList(Rows[TimelineRow]):
    """Touchpoints, newest first; a page of 200 at a time."""

    def __init__(self, look: Look, *, id: str = "timeline-list", why: bool = False) -> None:
        super().__init__(id=id)
        self.look = look
        self.why = why
        """Show why a touchpoint is where it is instead of its lane (the list of what is unmatched)."""
        self.bar = look.mark("bar")

    def key_of(self, row: TimelineRow) -> str:
        """Return the touchpoint's id."""
        return row.id

    def row_lines(self, row: TimelineRow, index: int) -> list[Line]:
        """Return the line of a touchpoint at the present width."""
        wide = self.size.width >= 100
        look, more = self.look, self.look.mark("more")
        before = self.row(index - 1) if index else None
        at = look.local(row.at)
        new_day = before is None or look.local(before.at).date() != at.date()
        day = look.day(at.date()) if new_day else ""
        machine = row.origin is Origin.AUTOMATED
        ink = "muted" if machine else "text"
        lane = (LANES if wide else SHORT_LANES)[row.lane]
        spans: list[Span] = [(" " + fit(day, 15 if wide else 11, more=more), "strong"), (fit(look.clock(row.at), 6), "muted"),
                             (look.kind(row.kind, row.origin) + " ", "muted" if machine else "accent")]  # fmt: skip
        if not self.why:
            spans.append((fit(lane, 20 if wide else 8, more=more), "muted"))
        spans += [(fit(row.actor, 20 if wide else 15, more=more) + " ", ink if machine else "strong")]
        tail = self._tail(row)
        room = self.size.width - width_of(spans) - (len(tail) + 2 if tail else 1)
        spans += self._words(row, room, ink, more)
        if tail:
            spans.append((f" {tail} ", "accent"))
        return [tuple(spans)]

    def _words(self, row: TimelineRow, room: int, ink: str, more: str) -> list[Span]:
        """Return the subject and, behind it, how the text begins; or why it is unmatched."""
        if self.why:
            return [(fit(joined((row.subject or KINDS[row.kind], row.why)), room, more=more), ink)]
        subject = row.subject or KINDS[row.kind]
        if row.status == "cancelled":
            subject = f"cancelled: {subject}"
        used = cell_len(label(subject)) + 2
        if used + 6 < room and row.snippet:
            return [(label(subject) + "  ", ink), (fit(row.snippet, room - used, more=more), "muted")]
        return [(fit(subject, room, more=more), ink)]

    def _tail(self, row: TimelineRow) -> str:
        """Return how many quotes were taken from it."""
        return count(row.quotes, "quote") if row.quotes else ""

    def detail(self, row: TimelineRow) -> str:
        """Return what the line above the keys says of a touchpoint."""
        ai = "drafted by AI, sent by a person" if row.origin is Origin.AI_ASSISTED else row.origin.value
        return joined((self.look.moment(row.at), KINDS[row.kind], LANES[row.lane], f"{ai}: {row.origin_rule}" if row.origin_rule else ai,
                       row.why, row.source.file))  # fmt: skip
