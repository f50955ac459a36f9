"""The triage list: who, the story, the stoplight, the two lines, and what comes next."""

from __future__ import annotations

from typing import Final

from rich.cells import cell_len

from journey_tui.domain.kinds import Status
from journey_tui.domain.views_triage import TriageRow
from journey_tui.widgets.format import STATUS_INK, Look, deal_words, money
from journey_tui.widgets.ink import Line, Span, cut, fit, joined, wrap
from journey_tui.widgets.rows import Rows

GROUPS: Final = {"follow_up": "A call ended, no follow-up yet", "dated": "Dated steps", "changed": "Changed since you looked",
                 "rest": "The rest"}  # fmt: skip
LETTERS: Final = {"metrics": "M", "economic_buyer": "E", "decision_criteria": "D", "decision_process": "D", "paper_process": "P",
                  "pain": "I", "champion": "C", "competition": "C"}  # fmt: skip
"""The letters that people know the requirements by; the help and the Health screen name them in full."""


class TriageList(Rows[TriageRow]):
    """One deal on two lines, or on one when folded."""

    BAR_INK = "grip"

    @property
    def CURSOR_CELLS(self) -> int:  # type: ignore[override]
        """Return how far the cursor reaches: the name, for few bytes a key."""
        return 1 + Columns(self.size.width, 6).name

    def __init__(self, look: Look) -> None:
        super().__init__(id="triage-list")
        self.look = look
        self.grouped = True
        self.owners = False
        """Show whose deal it is: of use when the list is everybody's."""
        self.height_of_row = 2
        self.bar = look.mark("bar")

    def key_of(self, row: TriageRow) -> str:
        """Return the deal's id."""
        return row.deal_id

    def heading_for(self, row: TriageRow, before: TriageRow | None) -> str:
        """Return the name of the group that begins at `row`; only what-needs-you-first has groups."""
        if not self.grouped or (before is not None and before.group == row.group):
            return ""
        return GROUPS.get(row.group, "")

    def heading_line(self, text: str) -> Line:
        """Return a group's name over a thin rule."""
        room = max(0, self.size.width - cell_len(text) - 4)
        ink = "accent" if text == GROUPS["follow_up"] else "muted"
        return ((f" {text} ", ink), (self.look.mark("rule") * room, "faint"))

    def row_lines(self, row: TriageRow, index: int) -> list[Line]:
        """Return the lines of a deal at the present width."""
        columns = Columns(self.size.width, stoplight_width(row))
        first, second = columns.lines(row, self.look, two=self.height_of_row == 2, owners=self.owners)
        return [first, second] if self.height_of_row == 2 else [first]

    def legend(self, row: TriageRow | None, width: int) -> Line:
        """Return the column heads of a list of that width: the requirements' letters stand over their glyphs."""
        if row is None:
            return ()
        return Columns(width, stoplight_width(row)).legend(row, self.look)


def stoplight_width(row: TriageRow) -> int:
    """Return how many requirements the playbook has, at least six."""
    return max(6, len(row.stoplight))


class Columns:
    """Where things stand on a triage row at a width."""

    def __init__(self, width: int, lights: int) -> None:
        wide = width >= 100
        self.name = 26 if width >= 136 else 25 if width >= 92 else 20
        self.gap = 1 if wide else 0
        self.lights = lights * (1 + self.gap) - self.gap
        self.lines_room = 26 if width >= 116 else 0
        self.next = 30 if width >= 136 else 24 if width >= 92 else 20
        used = 1 + self.name + 1 + self.lights + 2 + (self.lines_room + 2 if self.lines_room else 0) + self.next + 1
        self.story = max(12, width - used - 1)

    def lines(self, row: TriageRow, look: Look, *, two: bool, owners: bool = False) -> tuple[Line, Line]:
        """Return the two lines of a deal; when `two` is false all of it is cut to one."""
        more = look.mark("more")
        story = wrap(row.headline, self.story)
        story_1, story_2 = (story[0], " ".join(story[1:])) if two else (cut(row.headline, self.story, more=more), "")
        due, step_1, step_2 = self._next(row, look, two=two)
        first: list[Span] = [(" ", "text"), (fit(row.account or row.name, self.name, more=more), "strong"), (" ", "text"),
                             (fit(story_1, self.story, more=more), "text"), (" ", "text"), *self._stoplight(row, look), ("  ", "text")]  # fmt: skip
        second: list[Span] = [(" ", "text"), (fit(self._about(row, look), self.name, more=more), "muted"), (" ", "text"),
                              (fit(story_2, self.story, more=more), "text"), (" ", "text"),
                              (fit(self._changed(row), self.lights, right=True), "accent"), ("  ", "text")]  # fmt: skip
        if self.lines_room:
            first += [*self._gap_of_lines(row, look), ("  ", "text")]
            close = f"closes {look.short_day(row.close_date)}" if row.close_date else ""
            second += [(fit(joined((close, row.owner if owners else "")), self.lines_room, more=more), "muted"), ("  ", "text")]
        first += [
            (due, "accent" if row.next_due and row.next_due <= look.today else "muted"),
            (fit(step_1, self.next - cell_len(due), more=more), "text"),
        ]
        second.append((fit(step_2, self.next, more=more), "text"))
        return tuple(first), tuple(second)

    def _about(self, row: TriageRow, look: Look) -> str:
        """Return what the deal is about, its amount and its date, as far as there is room."""
        amount = money(row.amount, row.currency, short=True)
        state = ("won" if row.won else "closed") if row.closed else ""
        close = look.short_day(row.close_date) if row.close_date and self.name >= 25 and not self.lines_room else ""
        tail = joined((state, amount, close))
        room = self.name - cell_len(tail) - 3
        name = deal_words(row.name, row.account)
        name = cut(name, room, more=look.mark("more")) if tail and room >= 6 else "" if tail else name
        return joined((name, tail))

    def _changed(self, row: TriageRow) -> str:
        """Return how many changes there are since this person looked."""
        new = f"{row.changed} new" if row.changed else ""
        note = "note" if row.notes == 1 else f"{row.notes} notes" if row.notes else ""
        return note if note and self.lights < len(note) + len(new) + 3 else joined((note, new))

    def _next(self, row: TriageRow, look: Look, *, two: bool) -> tuple[str, str, str]:
        """Return the date of the next step and its words on two lines."""
        due = look.due(row.next_due)
        due = f"{due}  " if due else ""
        title = row.next_title or "no dated step"
        if not two:
            return due, title, ""
        first = wrap(title, self.next - cell_len(due))
        rest = title[len(first[0]) :].strip() if len(first) > 1 else ""
        return due, first[0], rest

    def _stoplight(self, row: TriageRow, look: Look) -> list[Span]:
        """Return the row of requirements, one glyph each."""
        spans: list[Span] = [(look.status(status) + " " * self.gap, STATUS_INK[status]) for _, status in row.stoplight]
        used = len(row.stoplight) * (1 + self.gap)
        if used > self.lights and spans:
            spans[-1] = (spans[-1][0][0], spans[-1][1])
            used -= self.gap
        return [*spans, (" " * (self.lights - used), "text")] if used < self.lights else spans

    def _gap_of_lines(self, row: TriageRow, look: Look) -> list[Span]:
        """Return where customer evidence reaches and where the CRM is, with who is ahead."""
        sign = look.mark("equal") if row.gap == 0 else look.mark("ahead" if row.gap > 0 else "behind")
        side = (self.lines_room - 4) // 2
        sign = f" {sign} " if len(sign) == 2 else f" {sign}  "
        return [(fit(row.truth, side, more="."), "text"), (sign, "accent" if row.gap else "muted"),
                (fit(row.claim, self.lines_room - side - 4, more="."), "muted")]  # fmt: skip

    def legend(self, row: TriageRow, look: Look) -> Line:
        """Return the heads of the columns."""
        letters = (" " * self.gap).join(LETTERS.get(key, key[:1].upper()) for key, _ in row.stoplight)
        spans: list[Span] = [(" " + fit("Customer", self.name) + " ", "muted"), (fit("Story", self.story) + " ", "muted"),
                             (fit(letters, self.lights) + "  ", "muted")]  # fmt: skip
        if self.lines_room:
            spans.append((fit(f"Evidence {look.mark('ahead')} CRM", self.lines_room) + "  ", "muted"))
        spans.append((fit("Next", self.next), "muted"))
        return tuple(spans)


def weakest_words(row: TriageRow, labels: dict[str, str]) -> str:
    """Return the weakest requirement with its status."""
    status = dict(row.stoplight).get(row.weakest, Status.BLANK)
    return "" if status is Status.BLANK else f"weakest: {labels.get(row.weakest, row.weakest)}, {status.value.lower()}"
