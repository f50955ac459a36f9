"""Which files of a source are left until they are still: those that moved a moment ago, and those that end in the middle of something."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Final

from journey_tui.data.waiting import Waiting
from journey_tui.sources.endings import ending
from journey_tui.sources.files import shown
from journey_tui.sources.formats import HEAD, recognise
from journey_tui.sync.watch import Seen, is_settling

CUT: Final = 20
"""Times `settle` that a file which is surely not whole is left to go on growing; then it is read as it is, and said to be cut off."""
LOOSE: Final = 3
"""Times `settle` for one that may well be whole as it is: its last line has no end."""
LONG_S: Final = 900
"""Seconds after which the tables beside a file that is written all the time wait for it no more."""


class Stillness:
    """Tells of each new or changed file of one round why it is to be left, and remembers those that are."""

    def __init__(self, before: dict[str, Waiting], settle: float, now: float) -> None:
        """Take what waited `before`, by key; `settle` in seconds, `now` in seconds since 1970."""
        self._before, self._settle, self._now = before, settle, now
        self.left: list[Waiting] = []
        """The files that are left this time."""

    def leaves(self, file: Seen) -> bool:
        """Return whether a file is to be left until it is still; `left` has it then."""
        if not self._settle or file.maildir:
            return False
        known = self._before.get(file.key)
        now = int(self._now)
        same = known is not None and (known.size, known.mtime) == (file.size, file.mtime)
        # Moments that are ahead of the clock were put down by one that went wrong: they count as now.
        seen_at = known.seen_at if known is not None and same and known.seen_at <= now else now
        if is_settling(file, self._now, self._settle) or (known is not None and not same):
            return self.leave(file, seen_at)
        rested = self._now - file.mtime / 1e9
        rested = rested if rested >= 0 else self._now - seen_at
        if rested >= self._settle * CUT:
            return False
        try:
            found = ending(Path(file.path))
        except OSError:
            return False  # it is gone, or may not be read: whoever reads it says so
        if found.reason and rested < self._settle * (CUT if found.cut else LOOSE):
            return self.leave(file, seen_at, found.reason)
        return False

    def leave(self, file: Seen, seen_at: int = 0, reason: str = "") -> bool:
        """Leave a file: it was found to move."""
        known, now = self._before.get(file.key), int(self._now)
        since = min(known.since, now) if known is not None else now
        path = shown(Path(file.path))
        self.left.append(Waiting(file.key, path, file.size, file.mtime, since, seen_at or now, reason))
        return True

    def waited(self, file: Seen) -> float:
        """Return for how many seconds a file waits already; by a clock that went wrong, none."""
        known = self._before.get(file.key)
        return max(0.0, self._now - known.since) if known is not None else 0.0

    def holds(self, file: Seen) -> bool:
        """Return whether the tables beside a file that is left wait for it: not for one that is written all the time."""
        return self.waited(file) <= LONG_S


def form_of(path: str) -> str:
    """Return what a file is, by its beginning; `unknown` where it cannot be read."""
    try:
        with Path(path).open("rb") as file:
            return recognise(file.read(HEAD), path).format
    except OSError:
        return "unknown"


def moved(file: Seen) -> Seen | None:
    """Return a file as it is now where it is not as it was when it was listed: what was read of it meanwhile is not the whole of it."""
    try:
        info = os.stat(file.path)
    except OSError:
        return None  # it is gone: whoever opened it says so
    if file.maildir or (info.st_size, info.st_mtime_ns) == (file.size, file.mtime):
        return None
    return replace(file, size=info.st_size, mtime=info.st_mtime_ns)
