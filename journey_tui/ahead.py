"""Read ahead: the first page of the list is fetched while the screen library is still being loaded."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Ahead(Generic[T]):
    """One read, begun in a thread at once; its value is taken once."""

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work
        self._value: list[T] = []
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._run, name="journey-ahead", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._value.append(self._work())
        except Exception as error:
            # Raised again where the value is taken.
            self._error = error

    def take(self, seconds: float) -> T | None:
        """Return the value; None when it is not there within `seconds`, or was taken. Raises what the read raised."""
        self._thread.join(seconds)
        if self._error is not None:
            error, self._error = self._error, None
            raise error
        return self._value.pop() if self._value else None
