"""How much money the model may use: set aside before a request, booked after it, kept for the day in a ledger."""

from __future__ import annotations

import threading
from decimal import Decimal
from typing import Protocol

from journey_tui.analysis.model_errors import BudgetUsedUp, PriceUnknown
from journey_tui.analysis.model_types import FREE, ModelConfig, Prices, Usage


class SpendLedger(Protocol):
    """Where spending is written down; every process on the store shares it."""

    def spent_today(self) -> Decimal:
        """Return US dollars spent since midnight UTC, by everybody who shares the ledger."""
        ...

    def book(self, purpose: str, model: str, usage: Usage) -> None:
        """Write down one call."""
        ...

    def close(self) -> None:
        """Write what is not yet written."""
        ...


class Memory:
    """A ledger that lasts as long as the process: for trying a model out without a store."""

    def __init__(self) -> None:
        self.total = FREE

    def spent_today(self) -> Decimal:
        """Return what was booked here."""
        return self.total

    def book(self, purpose: str, model: str, usage: Usage) -> None:
        """Add the cost."""
        self.total += usage.cost

    def close(self) -> None:
        """Nothing waits to be written."""


class Budget:
    """The limits of one run and of the day; may be used from any thread."""

    def __init__(self, config: ModelConfig, ledger: SpendLedger) -> None:
        self._config, self._ledger = config, ledger
        self._lock = threading.Lock()
        self._held = FREE
        self.used = Usage()
        """What this run has used so far."""

    def check_limits(self) -> None:
        """Raise `BudgetUsedUp` where nothing may be spent at all: then no process needs to start."""
        for name in ("money_per_run", "money_per_day"):
            limit = getattr(self._config, name)
            if limit is not None and limit <= 0:
                raise BudgetUsedUp(f"{name} is 0, so nothing is read by the model")

    def check_day(self) -> None:
        """Raise `BudgetUsedUp` where the day's money is spent."""
        limit = self._config.money_per_day
        if limit is not None and self._ledger.spent_today() >= limit:
            raise BudgetUsedUp(f"The {limit:f} US dollars of money_per_day are spent")

    def hold(self, amount: Decimal, prices: Prices) -> None:
        """Set money aside for a request; raises `BudgetUsedUp` where that is more than is left, `PriceUnknown` where none is known."""
        limited = self._config.money_per_run is not None or self._config.money_per_day is not None
        if limited and not prices.known:
            raise PriceUnknown
        with self._lock:
            self._check("money_per_run", self.used.cost + self._held + amount)
            if self._config.money_per_day is not None and amount:
                self._check("money_per_day", self._ledger.spent_today() + self._held + amount)
            self._held += amount

    def _check(self, name: str, needed: Decimal) -> None:
        limit: Decimal | None = getattr(self._config, name)
        if limit is not None and needed > limit:
            raise BudgetUsedUp(f"{name} is {limit:f} US dollars, and the next request could go beyond it")

    def settle(self, amount: Decimal, purpose: str, usage: Usage) -> None:
        """Give back what was set aside and book what was used."""
        with self._lock:
            self._held -= amount
            self.used = self.used + usage
        if usage.tokens_in or usage.tokens_out:
            self._ledger.book(purpose, self._config.name, usage)

    def close(self) -> None:
        """Write down what is not yet written."""
        self._ledger.close()
