"""Copy a store while others write, and put a copy back; nothing is replaced before its successor is whole."""

from __future__ import annotations

import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from journey_tui.data.sqlite import create_private, open_reader, sqlite3
from journey_tui.data.store import StoreError, check_store, is_team


def backup(store: Path, target: Path, *, team: bool = False) -> int:
    """Write a whole copy of the store to `target` (0600, for a `team` 0660); returns its bytes. Raises `StoreError`."""
    check_store(store)
    if target.exists():
        raise StoreError(f"{target} exists already; a backup never overwrites. Choose another name.")
    partial = target.with_name(target.name + ".part")
    try:
        partial.unlink(missing_ok=True)
        create_private(partial, team=team)
        source, copy = open_reader(store), sqlite3.connect(partial)
        try:
            source.backup(copy)
            verdict = copy.execute("PRAGMA integrity_check").fetchone()[0]
            copy.execute("PRAGMA journal_mode=DELETE")
        finally:
            copy.close()
            source.close()
        if verdict != "ok":
            raise StoreError(f"The copy of {store} did not pass its integrity check ({verdict}). Run `journey doctor`.")
        partial.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"The backup {target} could not be written ({error}). The store is untouched.") from error
    finally:
        with suppress(OSError):  # where it could not be made there is nothing to take away
            partial.unlink(missing_ok=True)
    return target.stat().st_size


def restore(store: Path, source: Path, now: datetime) -> Path | None:
    """Put the backup in the store's place; returns where the old store is kept, None when there was none. Raises `StoreError`."""
    check_store(source)
    if source.resolve() == store.resolve():
        raise StoreError(f"{source} is the store itself. Name a backup of it.")
    arriving = store.with_name(store.name + ".arriving")
    arriving.unlink(missing_ok=True)
    store.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    backup(source, arriving, team=is_team(store))
    kept = _keep(store, store.with_name(f"{store.name}.before-restore-{now:%Y%m%d-%H%M%S}")) if store.exists() else None
    for suffix in ("-wal", "-shm"):
        store.with_name(store.name + suffix).unlink(missing_ok=True)
    arriving.replace(store)
    return kept


def _keep(store: Path, kept: Path) -> Path:
    """Copy the store aside; a damaged one, of which no whole copy can be made, is copied byte by byte."""
    try:
        backup(store, kept, team=is_team(store))
    except StoreError:
        for suffix in ("", "-wal"):
            part = store.with_name(store.name + suffix)
            if part.exists():
                shutil.copy2(part, kept.with_name(kept.name + suffix))
    return kept
