"""Create, open and check a store file: modes, schema versions, and plain errors."""

from __future__ import annotations

import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from journey_tui.data.filesystem import file_system, is_network
from journey_tui.data.sqlite import APPLICATION_ID, SCHEMA, create_private, is_store, open_reader, open_writer, sqlite3


class StoreError(Exception):
    """A store cannot be used; the message says which, why and what to do."""


def ensure_store(path: Path, *, team: bool = False) -> None:
    """Create the store or bring its schema up to date; raises `StoreError`."""
    if path.exists() and check_store(path) == SCHEMA:
        return
    _make_folder(path, team=team)
    with _alone(path.parent):
        if not path.exists():
            _create(path, team=team)
        if check_store(path) < SCHEMA:
            _migrate(path)


def check_store(path: Path) -> int:
    """Return the schema version; raises `StoreError` when the file is missing, no store, unreadable or newer."""
    if not path.exists():
        raise StoreError(f"There is no store at {path} yet. Run `journey import PATH` or `journey init` to make one.")
    if path.stat().st_size and not is_store(path):
        raise StoreError(f"{path} is not a Journey store. Choose another with --store, or move that file away.")
    try:
        connection = open_reader(path)
        try:
            version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise StoreError(f"{path} cannot be read ({error}). Run `journey doctor`, or restore a backup.") from error
    if version > SCHEMA:
        raise StoreError(
            f"{path} was written by a newer Journey (schema {version}, this one knows {SCHEMA}). Restart to upgrade."
        )
    return version


@contextmanager
def writing(path: Path) -> Iterator[sqlite3.Connection]:
    """Yield a connection that may write; raises `StoreError` in plain words when the store cannot be written."""
    if not os.access(path, os.W_OK):
        raise StoreError(f"{path} is read-only for you. Ask its owner for write access, or choose another with --store.")
    connection = open_writer(path)
    try:
        yield connection
    except sqlite3.DatabaseError as error:
        raise StoreError(plain_words(path, error)) from error
    finally:
        connection.close()


def plain_words(path: Path, error: Exception) -> str:
    """Return what kept the store from being written, in words, and what to do."""
    text = str(error)
    if "full" in text:
        return f"The disk with {path} is full. Nothing was changed; free some space and try again."
    if "locked" in text or "busy" in text:
        return f"Somebody else is writing to {path} and did not finish in ten seconds. Nothing was changed; try again."
    if "readonly" in text:
        return f"{path} is read-only. Nothing was changed; check the file's and its directory's modes."
    return f"{path} could not be written ({text}). Nothing was changed; run `journey doctor`."


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one starter at a time make or upgrade the store; the lock goes with the process."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _make_folder(path: Path, *, team: bool) -> None:
    folder = next(p for p in (path.parent, *path.parents) if p.exists())
    kind = file_system(folder)
    if is_network(kind):
        raise StoreError(
            f"{folder} is on a network file system ({kind}), where SQLite's locks do not hold. Choose a local place with --store."
        )
    try:
        if not path.parent.exists():
            path.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
            path.parent.chmod(0o2770 if team else 0o700)
    except OSError as error:
        raise _cannot_make(path, error) from error


def _create(path: Path, *, team: bool) -> None:
    try:
        create_private(path, team=team)
    except OSError as error:
        raise _cannot_make(path, error) from error
    _migrate(path)


def _cannot_make(path: Path, error: OSError) -> StoreError:
    return StoreError(f"The store {path} cannot be made: {error.strerror or error}. Choose another place with --store.")


def _migrate(path: Path) -> None:
    from alembic import command
    from alembic.config import Config

    from journey_tui.data.engine import writer_engine

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    engine = writer_engine(path)
    try:
        with engine.connect() as connection:
            # Held to the end: eight starters at once migrate one after the other, the later ones find nothing to do.
            connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA}")
            connection.commit()
    except Exception as error:
        raise StoreError(f"{path} could not be upgraded ({error}). It is as it was; run `journey doctor`.") from error
    finally:
        engine.dispose()


def is_team(path: Path) -> bool:
    """Return whether the store is a team's: its directory is shared with a group."""
    try:
        return bool(path.parent.stat().st_mode & stat.S_IRWXG)
    except OSError:
        return False
