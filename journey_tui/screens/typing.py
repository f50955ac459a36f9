"""Write down what somebody types while they type it: the newest text always, in a thread, never waiting for the disk."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final

LARGE: Final = 100_000
"""Characters from which a text is written at most once a second."""


class Keeper:
    """Keep the newest text; what is typed while one is being written is written next."""

    def __init__(self, write: Callable[[str], None], failed: Callable[[Exception], None]) -> None:
        self._write, self._failed = write, failed
        self._lock = threading.Condition()
        self._newest: str | None = None
        self._closed = False
        self._writing = threading.Lock()
        threading.Thread(target=self._run, name="journey-typing", daemon=True).start()

    def put(self, text: str) -> None:
        """Take a newer text."""
        with self._lock:
            self._newest = text
            self._lock.notify()

    def flush(self) -> None:
        """Write the newest text now, in this thread."""
        self._once()

    def close(self) -> None:
        """End the thread."""
        with self._lock:
            self._closed = True
            self._lock.notify()

    def _run(self) -> None:
        while True:
            with self._lock:
                self._lock.wait_for(lambda: self._newest is not None or self._closed)
                if self._closed:
                    return
                large = self._newest is not None and len(self._newest) > LARGE
                if large:
                    self._lock.wait_for(lambda: self._closed, timeout=1.0)
            self._once()

    def _once(self) -> None:
        with self._writing:
            with self._lock:
                text, self._newest = self._newest, None
            if text is None:
                return
            try:
                self._write(text)
            except Exception as error:
                # Whatever it was (disk full, store held): the text is still in the editor, and its person is told.
                self._failed(error)
