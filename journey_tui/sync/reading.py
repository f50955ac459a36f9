"""Where a model comes in: deals whose facts it has not read yet, one job each. Without a configured model nothing of it loads."""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from journey_tui.data.sqlite import open_reader as open_store

if TYPE_CHECKING:
    from journey_tui.settings import Settings

READER = "journey_tui.sync.model_reader"
"""Module whose `open_reader(store, settings)` returns the `DealReader` of a configured model."""


class DealReader(Protocol):
    """What reads deals with a model. It lives in the worker's hands; what imports litellm is a child process of its own."""

    @property
    def at_once(self) -> int:
        """Return how many deals may be read at the same time."""

    def waiting(self) -> Sequence[tuple[str, str]]:
        """Return (deal id, key) of the deals to be read, the most urgent first; empty while limits or money say no.

        The key is made of the deal, the hash of what would be sent, and the versions of prompt and model: the same key is
        never read twice.
        """

    def read(self, deal_id: str, key: str) -> str:
        """Read one deal and store what was accepted, with the key, in one transaction; returns the outcome in a word.

        Called from several threads. A key that the store holds already is left alone. Marks the deal's projection as due
        (`valid_until=0`). Whatever a model does is an outcome, not an error: `ok`, `refused`, `failed`, `limited` …
        """

    def close(self) -> None:
        """End the child process; called when nothing is left to read, and when the worker stops."""


def token_of(deal_id: str) -> str:
    """Return what the jobs' own book knows a deal by: ids of tables without ids of their own hold customers' names."""
    return hashlib.sha256(deal_id.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def deals_by_token(store: Path) -> dict[str, str]:
    """Return the ids of all deals by their tokens."""
    connection = open_store(store)
    try:
        return {token_of(row[0]): row[0] for row in connection.execute("SELECT id FROM deal")}
    finally:
        connection.close()


def open_reader(store: Path, settings: Settings) -> DealReader | None:
    """Return what reads with the configured model; None where none is configured."""
    if not settings.model.configured or importlib.util.find_spec(READER) is None:
        return None
    reader: DealReader = importlib.import_module(READER).open_reader(store, settings)
    return reader
