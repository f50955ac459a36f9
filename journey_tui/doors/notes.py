"""Notes of what was seen and done: kept in memory, written in batches by a thread of their own, never in anybody's way."""

from __future__ import annotations

import logging
import threading
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Final

from journey_tui.data.measures import add_events
from journey_tui.data.sqlite import open_writer, sqlite3
from journey_tui.domain.measures import Event

log = logging.getLogger("journey.measures")

WAIT_S: Final = 60.0
"""How long notes wait for more: every commit makes the other sessions look, so there are few."""
MOST: Final = 2_000
"""Notes that wait at most; older ones give way while the store cannot be written."""
PATIENCE_MS: Final = 2_000
"""How long a batch waits for the store before it is tried again with the next."""


def are_on(config: Path) -> bool:
    """Return whether the settings let the measures be kept; where the file cannot be read, nothing is kept."""
    try:
        found = tomllib.loads(config.read_text(encoding="utf-8")).get("measures", {})
    except FileNotFoundError:
        return True
    except (OSError, ValueError):
        return False
    return isinstance(found, dict) and found.get("enabled", True) is True


class Notes:
    """The notes of one session on one store."""

    def __init__(self, store: Path, on: Callable[[], bool], *, wait: float = WAIT_S) -> None:
        """Keep notes for a store; `on` is asked in the writing thread."""
        self._store, self._on, self._wait = store, on, wait
        self._kept: list[Event] = []
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._timer: threading.Timer | None = None

    def add(self, event: Event) -> None:
        """Keep a note; returns at once, does no I/O and raises nothing."""
        with self._lock:
            self._kept.append(event)
            if len(self._kept) > MOST:
                del self._kept[: len(self._kept) - MOST]
            if self._timer is None:
                self._timer = threading.Timer(self._wait, self.flush)
                self._timer.name, self._timer.daemon = "journey-notes", True
                try:
                    self._timer.start()
                except RuntimeError:  # no thread can be started now: the next note tries again
                    self._timer = None

    def flush(self) -> None:
        """Write what is kept; what cannot be written waits for the next note. Raises nothing."""
        with self._writing:
            with self._lock:
                events, self._kept = self._kept, []
                if self._timer is not None:
                    self._timer.cancel()
                    self._timer = None
            if not events:
                return
            try:
                if self._on():
                    self._write(events)
            except (sqlite3.Error, OSError) as error:
                log.info("notes wait: %s", type(error).__name__)
                with self._lock:
                    self._kept = [*events, *self._kept][-MOST:]

    def _write(self, events: list[Event]) -> None:
        connection = open_writer(self._store)
        try:
            connection.execute(f"PRAGMA busy_timeout={PATIENCE_MS}")
            add_events(connection, events)
        finally:
            connection.close()
