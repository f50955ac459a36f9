"""Collect garbage while nobody types: going through everything takes as long as several repaints.

Screens that were closed and lines that are painted no more refer to themselves, so that only a collection frees them. Who types on
and on must not keep them all: what has come to be since the last collection is watched, and beyond a measure the first lull between
two keys is enough. The same holds for a session that is left alone while others write, whose list is read again and again.
"""

from __future__ import annotations

import gc
import sys
import threading
import time
from collections.abc import Callable
from typing import Final

PAUSE_S: Final = 3.0
"""Seconds without a key after which nobody is taken to be typing."""
LULL_S: Final = 0.3
"""Seconds without a key in which a collection is hardly ever in the way of the next one."""
MUCH: Final = 80_000
"""Pieces of memory that were taken and not given back since the last collection, from which a lull is used: some 8 MB."""
TOO_MUCH: Final = 240_000
"""As many from which it is collected whatever is typed."""
THRESHOLDS: Final = (2_000, 10, 100_000)
"""Young objects are gone through as Python does it, only less often; old ones never while somebody types."""


class Tidy:
    """Keep whole collections out of the way of keys, and garbage within bounds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, taken: Callable[[], int] = sys.getallocatedblocks) -> None:
        self._clock = clock
        self._taken = taken
        self._kept = 0
        self._before: tuple[int, int, int] | None = None
        self._typed_at = self._tidied_at = clock()

    def begin(self) -> None:
        """Leave what was loaded so far out of every collection, and put whole ones off until `pass_by`."""
        if self._before is None:
            self._before = gc.get_threshold()
            gc.set_threshold(*THRESHOLDS)
            gc.freeze()
            self._kept = self._taken()

    def end(self) -> None:
        """Let Python collect as it does by itself."""
        if self._before is not None:
            gc.unfreeze()
            gc.set_threshold(*self._before)
            self._before = None

    def typed(self) -> None:
        """Note that somebody pressed a key."""
        self._typed_at = self._clock()

    def rest(self, stop: threading.Event, seconds: float) -> bool:
        """Wait until `stop` is set or so many seconds are over, and collect when it is time to; returns whether it was set."""
        until = self._clock() + seconds
        while (left := until - self._clock()) > 0:
            if stop.wait(min(left, LULL_S / 2) if self._grown() >= MUCH else left):
                return True
            self.pass_by()
        return stop.is_set()

    def pass_by(self) -> bool:
        """Collect where it is time to; returns whether it did."""
        now = self._clock()
        if self._before is None or not self._is_time(now - self._typed_at):
            return False
        self._tidied_at = now
        gc.unfreeze()
        gc.collect()
        gc.freeze()
        self._kept = self._taken()
        return True

    def _is_time(self, quiet: float) -> bool:
        """Return whether somebody has typed since the last time and has stopped, or so much has gathered that less quiet is enough."""
        if self._typed_at > self._tidied_at and quiet >= PAUSE_S:
            return True
        grown = self._grown()
        return grown >= TOO_MUCH or (grown >= MUCH and quiet >= LULL_S)

    def _grown(self) -> int:
        """Return how many pieces of memory more than after the last collection are taken."""
        return self._taken() - self._kept
