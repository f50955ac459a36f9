"""The spend ledger of a store: what models cost by day, shared by everybody who works on it."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Final, Protocol

from journey_tui.data.sqlite import open_reader, sqlite3, transaction
from journey_tui.data.store import StoreError, writing

FLUSH_S: Final = 1.0
"""What a killed process may leave unbooked, in seconds."""
MICROS: Final = 1_000_000


class Used(Protocol):
    """What a call used."""

    @property
    def tokens_in(self) -> int:
        """Return the tokens sent."""
        ...

    @property
    def tokens_out(self) -> int:
        """Return the tokens received."""
        ...

    @property
    def cost(self) -> Decimal:
        """Return US dollars."""
        ...


class StoreSpend:
    """Books spending into the store, a second's worth in one short transaction."""

    def __init__(self, store: Path, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._store, self._clock = store, clock
        self._lock = threading.Lock()
        self._unsaved: dict[tuple[str, str, str], Counter[str]] = {}
        self._flushed = self._looked = -FLUSH_S
        self._known = 0

    def spent_today(self) -> Decimal:
        """Return US dollars spent since midnight UTC; what other processes booked in the last second may be missing."""
        with self._lock:
            if self._clock() - self._looked >= FLUSH_S:
                self._known, self._looked = day_total(self._store, _today()), self._clock()
            unsaved = sum(one["micros"] for (day, _, _), one in self._unsaved.items() if day == _today())
            return Decimal(self._known + unsaved) / MICROS

    def book(self, purpose: str, model: str, usage: Used) -> None:
        """Write down one call; a store that cannot be written now is written the next time."""
        with self._lock:
            one = self._unsaved.setdefault((_today(), model, purpose), Counter())
            micros = int((usage.cost * MICROS).to_integral_value())
            one.update(requests=1, tokens_in=usage.tokens_in, tokens_out=usage.tokens_out, micros=micros)
            due = self._clock() - self._flushed >= FLUSH_S
        if due:
            self.close()

    def close(self) -> None:
        """Write what is not yet written."""
        with self._lock, suppress(StoreError):
            if self._unsaved:
                self._write()
                self._unsaved.clear()
            self._flushed, self._looked = self._clock(), -FLUSH_S

    def _write(self) -> None:
        rows = [(*key, one["requests"], one["tokens_in"], one["tokens_out"], one["micros"]) for key, one in self._unsaved.items()]
        with writing(self._store) as connection, transaction(connection):
            connection.executemany(
                "INSERT INTO model_spend (day, model, purpose, requests, tokens_in, tokens_out, micros) VALUES (?,?,?,?,?,?,?) "
                "ON CONFLICT(day, model, purpose) DO UPDATE SET requests=requests+excluded.requests, "
                "tokens_in=tokens_in+excluded.tokens_in, tokens_out=tokens_out+excluded.tokens_out, micros=micros+excluded.micros",
                rows,
            )


def day_total(store: Path, day: str) -> int:
    """Return millionths of a US dollar spent on a day."""
    try:
        connection = open_reader(store)
    except sqlite3.OperationalError:
        return 0
    try:
        return int(connection.execute("SELECT COALESCE(SUM(micros), 0) FROM model_spend WHERE day=?", (day,)).fetchone()[0])
    finally:
        connection.close()


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
