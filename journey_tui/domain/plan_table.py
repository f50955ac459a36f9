"""The table of a mutual action plan: written for both sides to read, and read back as steps with owners and dates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from journey_tui.domain.views_workspace import PlannedStep

HEAD: Final = "| by | step | owner | side | done |\n| --- | --- | --- | --- | --- |"
_DAY: Final = re.compile(r"(?:[A-Za-z]{2,9},? )?(\d{1,2})\.? ([A-Za-z]{3,9})\.?(?: (\d{4}))?$")
MOST: Final = 200
"""Steps of one plan that are read."""


def table(steps: Iterable[PlannedStep]) -> str:
    """Return steps as the lines of a table, in the order of their dates."""
    rows = sorted(steps, key=lambda s: (s.due is None, s.due or date.max))
    lines = [f"| {_day(s.due)} | {_cell(s.text)} | {_cell(s.owner)} | {s.side} | {'yes' if s.done else 'no'} |" for s in rows]
    return "\n".join([HEAD, *lines])


def _day(due: date | None) -> str:
    return f"{due.day} {due:%b %Y}" if due else "date open"


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "/").split())


def planned(text: str, today: date, artifact_id: str = "") -> tuple[PlannedStep, ...]:
    """Return the steps of every table with the columns of a plan; lines that are none are passed over."""
    found: list[PlannedStep] = []
    for line in text.split("\n"):
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.lstrip().startswith("|") or len(cells) < 4 or cells[0].casefold() == "by" or set(cells[0]) <= set("-: "):
            continue
        done = len(cells) > 4 and cells[4].casefold() in ("yes", "y", "done", "x", "✓")
        side = "theirs" if cells[3].casefold() in ("theirs", "customer", "buyer", "you", "yours") else "ours"
        found.append(PlannedStep(cells[1], cells[2], side, read_date(cells[0], today), done, artifact_id))
        if len(found) == MOST:
            break
    return tuple(found)


def read_date(text: str, today: date) -> date | None:
    """Return the day of `2026-12-07`, `7 Dec 2026` or `Mon 7 Dec` (the next one); None where there is none."""
    text = text.strip()
    try:
        return date.fromisoformat(text)
    except ValueError:
        found = _DAY.match(text)
    if not found:
        return None
    year = int(found[3]) if found[3] else today.year
    try:
        day = datetime.strptime(f"{found[1]} {found[2][:3].title()} {year}", "%d %b %Y").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None
    return day if found[3] or (today - day).days < 180 else day.replace(year=year + 1, day=min(day.day, 28))
