"""Check the installation and a store; every finding names its remedy."""

from __future__ import annotations

import locale
import os
import shutil
import stat
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from journey_tui.data.filesystem import file_system, is_network
from journey_tui.data.sqlite import open_reader, sqlite3, wal_is_safe
from journey_tui.data.store import StoreError, check_store, is_team
from journey_tui.lean import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    check: str
    state: str
    """`ok`, `notice` or `problem`."""
    text: str
    remedy: str = ""


def examine(store: Path, playbooks: Path) -> list[Finding]:
    """Return what was found, in a fixed order; nothing is changed."""
    return [*_process(), *_place(store), *_store(store), *_worker(store), *_playbooks(playbooks), *_settings(), *_terminal()]


def _process() -> Iterator[Finding]:
    yield Finding("python", "ok", f"Python {sys.version.split()[0]}")
    if wal_is_safe():
        yield Finding("sqlite", "ok", f"SQLite {sqlite3.sqlite_version}, write-ahead log in use")
    else:
        yield Finding(
            "sqlite",
            "notice",
            f"SQLite {sqlite3.sqlite_version} has the WAL-reset bug; a rollback journal is used instead",
            "Install the package pysqlite3 into Journey's environment, or an SQLite of 3.51.3 or later.",
        )
    umask = os.umask(0)
    os.umask(umask)
    if umask & 0o077 == 0o077:
        yield Finding("umask", "ok", f"umask {umask:04o}")
    else:
        yield Finding(
            "umask",
            "notice",
            f"umask {umask:04o} lets others read files you make elsewhere (Journey sets its own modes)",
            "Put `umask 077` into your shell's profile.",
        )


def _place(store: Path) -> Iterator[Finding]:
    folder = next(p for p in (store.parent, *store.parents) if os.path.exists(p))
    kind = file_system(folder)
    if is_network(kind):
        yield Finding(
            "file system",
            "problem",
            f"{folder} is on {kind}: SQLite's locks are not reliable there, stores on it are refused",
            "Choose a local directory with --store or JOURNEY_STORE.",
        )
    else:
        yield Finding("file system", "ok", f"{folder} is on {kind or 'a local file system'}")
    free = shutil.disk_usage(folder).free
    state = "ok" if free > 1 << 30 else "notice" if free > 100 << 20 else "problem"
    yield Finding(
        "space", state, f"{free / (1 << 30):.1f} GB free", "" if state == "ok" else f"Free some space on the disk of {folder}."
    )


def _store(store: Path) -> Iterator[Finding]:
    try:
        there = store.exists()
    except OSError as error:
        yield Finding(
            "store", "problem", f"{store} cannot be looked at ({error.strerror})", f"Ask the owner of {store.parent} for access."
        )
        return
    if not there:
        yield Finding("store", "notice", f"no store at {store} yet", "Make one: journey import PATH, or journey init.")
        return
    try:
        version = check_store(store)
    except StoreError as error:
        yield Finding("store", "problem", str(error), "Choose another store with --store, or restore a backup.")
        return
    yield from _modes(store)
    verdict = _verdict(store)
    if verdict == "ok":
        yield Finding("integrity", "ok", f"schema {version}, quick check passed")
    else:
        yield Finding(
            "integrity", "problem", f"the store is damaged: {verdict}", "Restore the newest backup: journey restore FILE --yes"
        )


def _verdict(store: Path) -> str:
    """Return `ok`, or what SQLite finds wrong with the file."""
    try:
        with closing(open_reader(store)) as connection:
            return str(connection.execute("PRAGMA quick_check").fetchone()[0])
    except sqlite3.DatabaseError as error:
        return str(error)


def _modes(store: Path) -> Iterator[Finding]:
    team = is_team(store)
    for path, right in ((store.parent, 0o2770 if team else 0o700), (store, 0o660 if team else 0o600)):
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & ~right & 0o777:
            yield Finding(
                "modes", "problem", f"{path} is {mode:04o}: more people can read it than should", f"chmod {right:o} {path}"
            )
        else:
            who = "every member of its group can read all of it" if team else "yours alone"
            yield Finding("modes", "ok", f"{path} is {mode:04o}, {who}")
    if store.stat().st_uid != os.getuid() and not team:
        yield Finding(
            "owner",
            "problem",
            f"{store} belongs to somebody else",
            "Use your own store, or a team's: journey init --team GROUP DIR",
        )


def _worker(store: Path) -> Iterator[Finding]:
    from journey_tui.sync.lock import holder

    pid = holder(store)
    if pid is None:
        yield Finding("worker", "notice", "no worker keeps this store in sync", "Start one: journey worker (docs/worker.md)")
    else:
        yield Finding("worker", "ok", f"process {pid or 'of somebody'} keeps this store in sync")


def _settings() -> Iterator[Finding]:
    from journey_tui.settings import SettingsError, load_settings

    try:
        settings = load_settings()
    except SettingsError as error:
        for problem in error.problems:
            yield Finding("settings", "problem", f"{problem.file}: {problem.key}: {problem.text}", problem.remedy)
        return
    yield Finding("settings", "ok", f"read; {len(settings.sources)} sources")


def _playbooks(folder: Path) -> Iterator[Finding]:
    from journey_tui.playbooks import load

    problems = load(folder).problems
    for problem in problems:
        yield Finding("playbooks", "problem", str(problem), "The shipped default stands in until the file is mended.")
    if not problems:
        yield Finding("playbooks", "ok", f"read; a team's own go into {folder}")


def _terminal() -> Iterator[Finding]:
    encoding = locale.getpreferredencoding(False)
    if encoding.upper().replace("-", "") == "UTF8":
        yield Finding("locale", "ok", f"{encoding}")
    else:
        yield Finding("locale", "notice", f"{encoding}: signs are shown in ASCII", "Set LC_ALL=C.UTF-8 or your own UTF-8 locale.")
    term = os.environ.get("TERM", "")
    if term in ("", "dumb"):
        yield Finding(
            "terminal",
            "notice",
            f"TERM is {term or 'not set'}: the workspace needs a real terminal",
            "The commands work; for the workspace use ssh -t.",
        )
    else:
        size = shutil.get_terminal_size()
        state = "ok" if size.columns >= 80 and size.lines >= 24 else "notice"
        yield Finding(
            "terminal", state, f"{term}, {size.columns}×{size.lines}", "" if state == "ok" else "Enlarge it to 80×24 or more."
        )
