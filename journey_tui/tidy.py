"""Collect garbage while nobody types: going through everything takes as long as several repaints."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from typing import Final

PAUSE_S: Final = 3.0
"""Seconds without a key after which nobody is taken to be typing."""
THRESHOLDS: Final = (2_000, 10, 100_000)
"""Young objects are gone through as Python does it, only less often; old ones never while somebody types."""


class Tidy:
    """Keep whole collections out of the way of keys."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._before: tuple[int, int, int] | None = None
        self._typed_at = self._tidied_at = clock()

    def begin(self) -> None:
        """Leave what was loaded so far out of every collection, and put whole ones off until `pass_by`."""
        if self._before is None:
            self._before = gc.get_threshold()
            gc.set_threshold(*THRESHOLDS)
            gc.freeze()

    def end(self) -> None:
        """Let Python collect as it does by itself."""
        if self._before is not None:
            gc.unfreeze()
            gc.set_threshold(*self._before)
            self._before = None

    def typed(self) -> None:
        """Note that somebody pressed a key."""
        self._typed_at = self._clock()

    def pass_by(self) -> bool:
        """Collect where somebody has typed since the last time and has stopped; called once a second, returns whether it did."""
        now = self._clock()
        if self._before is None or self._tidied_at >= self._typed_at or now - self._typed_at < PAUSE_S:
            return False
        self._tidied_at = now
        gc.unfreeze()
        gc.collect()
        gc.freeze()
        return True
