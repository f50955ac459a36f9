"""A store that is filled once and copied for each test that changes it."""

from __future__ import annotations

import shutil
from pathlib import Path

from journey_tui.data.sqlite import open_writer


def settle(path: Path) -> Path:
    """Bring all of a store into its one file, so that copying that file copies it whole; return its path."""
    connection = open_writer(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return path


def copied(store: Path, folder: Path) -> Path:
    """Copy a settled store into a person's own directory below a folder; return the copy's path."""
    path = folder / "own" / "journey.db"
    path.parent.mkdir(mode=0o700)
    shutil.copy2(store, path)
    return path
