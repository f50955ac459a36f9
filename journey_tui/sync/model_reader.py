"""The worker's way to the model: which deals wait for it, and one deal read at a time in as many threads as the settings say."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Final

from journey_tui.analysis.client import ModelClient
from journey_tui.analysis.model_errors import BudgetUsedUp, ModelError, NoModel
from journey_tui.analysis.model_types import ModelConfig
from journey_tui.data.model_store import load_note, unread_touchpoints
from journey_tui.data.sqlite import open_reader as open_store
from journey_tui.data.sqlite import sqlite3
from journey_tui.data.store import writing
from journey_tui.domain.views_model import ModelStatus
from journey_tui.paths import paths
from journey_tui.settings import Settings
from journey_tui.sync.importer import Rules
from journey_tui.sync.model_reading import agreed, read_deal_with_model, reading_mark, waiting_for_model
from journey_tui.sync.refresh import rules_in_force

AT_A_TIME: Final = 1_000
"""Deals offered at a time; the rest come once these are read."""
AGAIN_AFTER: Final = timedelta(minutes=15)
"""When a deal whose reading failed is offered again."""
LASTING_AGAIN_AFTER_S: Final = 6 * 3600.0
"""The same where only a person can mend what is wrong, and nobody changed a setting meanwhile."""
SAID_AGAIN_S: Final = 30.0
"""How long what was put down of the model is not looked up again before the same is put down."""
STATUS: Final = "model_status"
"""Setting of the store: how the model stands, for the Sources screen."""


class ModelReader:
    """Reads deals for the worker."""

    def __init__(self, store: Path, config: ModelConfig, rules: Rules) -> None:
        self._store, self._config, self._rules = store, config, rules
        self._refused_at: float | None = None
        """When something failed that only a person can mend, by the clock that never jumps: nothing more is offered for a while."""
        self._said: str | None = None
        self._said_at = 0.0

    @cached_property
    def _client(self) -> ModelClient:
        from journey_tui.data.spend import StoreSpend

        return ModelClient(self._config, StoreSpend(self._store))

    @property
    def at_once(self) -> int:
        """Return how many deals may be read at the same time."""
        return self._config.concurrency

    def waiting(self) -> Sequence[tuple[str, str]]:
        """Return (deal id, key) of the deals to be read, the most urgent first; empty while limits, money or nobody's yes say no."""
        now = datetime.now(UTC)
        connection = open_store(self._store)
        try:
            if not self._may(connection, now):
                return []
            mark = reading_mark(self._config.name, self._rules.playbook)
            found: list[tuple[str, str]] = []
            for deal_id in waiting_for_model(connection, self._config.name, self._rules.playbook):
                attempt = _attempt(connection, deal_id, now)
                if attempt is None:
                    continue
                unread = unread_touchpoints(connection, deal_id, mark)
                key = hashlib.sha256(json.dumps([deal_id, mark, attempt, unread]).encode()).hexdigest()[:32]
                found.append((deal_id, key))
                if len(found) >= AT_A_TIME:
                    break
            return found
        finally:
            connection.close()

    def _may(self, connection: sqlite3.Connection, now: datetime) -> bool:
        if self._refused_at is not None and time.monotonic() - self._refused_at < LASTING_AGAIN_AFTER_S:
            return False
        if not agreed(connection, self._config.name):
            remedy = "Run `journey analyse --all`: it shows what that takes, and asks once."
            self._say(connection, "waiting", "Nobody agreed yet that the model reads every deal", remedy, now)
            return False
        try:
            self._client.budget.check_limits()
            self._client.budget.check_day()
        except BudgetUsedUp as error:
            self._say(connection, "waiting", error.text, error.remedy, now)
            return False
        return True

    def read(self, deal_id: str, key: str) -> str:
        """Read one deal and store what stands; returns `ok`, `partly` or `failed`."""
        del key
        report = read_deal_with_model(self._store, deal_id, self._client, self._rules)
        self._put_down(report.error)
        return report.state if report.requests else "unchanged"

    def _put_down(self, error: ModelError | None) -> None:
        """Say on the Sources screen how the model stands."""
        self._refused_at = time.monotonic() if error is not None and error.lasting else None
        said = "" if error is None else error.text
        if self._said == said and time.monotonic() - self._said_at < SAID_AGAIN_S:
            return
        put_down(self._store, self._config.name, error, datetime.now(UTC))
        self._said, self._said_at = said, time.monotonic()

    def _say(self, connection: sqlite3.Connection, state: str, message: str, remedy: str, now: datetime) -> None:
        self._said = None
        _put_once(self._store, connection, ModelStatus(self._config.name, state, message, remedy, now))

    def close(self) -> None:
        """End the model process."""
        self._client.close()


def _attempt(connection: sqlite3.Connection, deal_id: str, now: datetime) -> str | None:
    """Return what tells this attempt from the last failed one, None where it is too early to try again."""
    note = load_note(connection, deal_id)
    if note is None or note.state == "ok":
        return ""
    # One that failed later than now was put down by a clock that went wrong.
    return None if timedelta(0) <= now - note.at < AGAIN_AFTER else note.at.isoformat()


def put_down(store: Path, model: str, error: ModelError | None, now: datetime) -> None:
    """Say on the Sources screen how the model stands after it was asked; raises `StoreError` where that cannot be written."""
    connection = open_store(store)
    try:
        state, message, remedy = ("ok", "", "") if error is None else ("failed", error.text, error.remedy)
        _put_once(store, connection, ModelStatus(model, state, message, remedy, now))
    finally:
        connection.close()


def _put_once(store: Path, connection: sqlite3.Connection, status: ModelStatus) -> None:
    before = load_status(connection)
    if before is None or (before.state, before.message, before.model) != (status.state, status.message, status.model):
        put_status(store, status)


def load_status(connection: sqlite3.Connection) -> ModelStatus | None:
    """Return how the model stands, None where nobody tried."""
    from journey_tui.domain.codec import decode

    row = connection.execute("SELECT value FROM meta WHERE key=?", (STATUS,)).fetchone()
    return decode(ModelStatus, json.loads(row[0])) if row else None


def put_status(store: Path, status: ModelStatus) -> None:
    """Write how the model stands."""
    from journey_tui.domain.codec import encode

    with writing(store) as connection:
        connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (STATUS, json.dumps(encode(status))))


def open_reader(store: Path, settings: Settings) -> ModelReader:
    """Return what reads with the configured model; raises `NoModel` where none is configured."""
    config = ModelConfig.of(settings.model)
    if not config.configured:
        raise NoModel
    return ModelReader(store, config, rules_in_force(paths().playbooks)[0])
