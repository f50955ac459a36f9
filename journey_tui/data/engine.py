"""The SQLAlchemy engine: explicit transactions, immediate for writers. Imported only when a schema is made or upgraded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from journey_tui.data.sqlite import begin, open_writer, sqlite3


def writer_engine(path: Path) -> Engine:
    """Return an engine whose every transaction begins with `BEGIN IMMEDIATE`, so that no write is lost to another."""
    engine = create_engine("sqlite://", creator=lambda: open_writer(path), module=sqlite3, poolclass=NullPool)

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        try:
            begin(connection.connection.dbapi_connection)
        except sqlite3.OperationalError as error:
            raise OperationalError("BEGIN IMMEDIATE", None, error) from error

    return engine
