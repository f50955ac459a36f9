"""Look at a source by `stat` alone: nothing is opened, and what has not changed costs nothing more."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b

from journey_tui.data.syncing import Source
from journey_tui.data.waiting import LISTED, Waiting
from journey_tui.lean import dataclass
from journey_tui.text import one_line

BACK_OFF_S = (15, 60, 300, 1800)
"""Seconds until a source that could not be read is tried again, the first time, the second …, or its interval where that is longer."""
DEEPEST = 32
"""Folders in folders that are entered: as an import does."""
_MAILDIR = frozenset(("cur", "new", "tmp"))


@dataclass(frozen=True, slots=True)
class Seen:
    """One file as `stat` tells it."""

    key: str
    """Its path; of a maildir message without the folder and flags that mail programs change."""
    path: str
    size: int
    mtime: int
    """Nanoseconds."""
    inode: int
    maildir: bool = False


class Unreachable(Exception):
    """A source cannot be looked at; the message says why, `remedy` what to do."""

    def __init__(self, text: str, remedy: str) -> None:
        super().__init__(text)
        self.remedy = remedy


class TooMany(Exception):
    """A source holds more files than are kept in sync."""


@dataclass(frozen=True, slots=True)
class Look:
    """What one look at a source found."""

    fingerprint: str = ""
    files: int = 0
    newest: int = 0
    """Seconds since 1970 of the newest change."""
    settling: tuple[Seen, ...] = ()
    """What in it is still being written, the first of it."""
    seconds: float = 0.0
    error: str = ""
    remedy: str = ""
    too_many: bool = False


def is_settling(file: Seen, now: float, settle: float) -> bool:
    """Return whether the file changed so lately that it may still be being written; a time ahead of the clock holds nothing up.

    Messages come to a maildir whole.
    """
    return not file.maildir and abs(now - file.mtime / 1e9) < settle


def waiting_of(files: Iterable[Seen], before: dict[str, Waiting], now: int) -> list[Waiting]:
    """Return files that were found to move a moment ago as the store remembers them."""
    since = {key: min(one.since, now) for key, one in before.items()}
    return [Waiting(f.key, one_line(f.path, limit=4096), f.size, f.mtime, since.get(f.key, now), now) for f in files]


def look(path: str, *, settle: float, most: int, now: Callable[[], float] = time.time) -> Look:
    """Return what a source looks like now; never raises for what is wrong with it."""
    began = time.monotonic()
    total = files = newest = 0
    settling: list[Seen] = []
    try:
        for file in walk(path, most):
            files += 1
            total = (total + _digest(file)) & ((1 << 64) - 1)
            newest = max(newest, file.mtime)
            if len(settling) < LISTED and is_settling(file, now(), settle):
                settling.append(file)
    except Unreachable as error:
        return Look(error=str(error), remedy=error.remedy, seconds=time.monotonic() - began)
    except TooMany:
        return Look(files=files, too_many=True, seconds=time.monotonic() - began)
    return Look(f"{files}:{total:016x}", files, newest // 1_000_000_000, tuple(settling), time.monotonic() - began)


def _digest(file: Seen) -> int:
    """Return a number for a file as it is: their sum tells a source from what it was, in whatever order it is listed."""
    text = f"{file.key}\0{file.size}\0{file.mtime}\0{file.inode}"
    return int.from_bytes(blake2b(os.fsencode(text), digest_size=8).digest(), "big")


def walk(path: str, most: int) -> Iterator[Seen]:
    """Yield the files of a source as an import would find them; raises `Unreachable` and, beyond `most`, `TooMany`."""
    try:
        info = os.stat(path)
        if stat.S_ISDIR(info.st_mode):
            for number, file in enumerate(_folder(path, 0)):
                if number == most:
                    raise TooMany
                yield file
        elif stat.S_ISREG(info.st_mode):
            yield Seen(path, path, info.st_size, info.st_mtime_ns, info.st_ino)
        else:
            raise Unreachable("it is neither a file nor a folder", "Name a file or a folder in the settings.")
    except OSError as error:
        raise _unreachable(path, error) from error


def _unreachable(path: str, error: OSError) -> Unreachable:
    if isinstance(error, FileNotFoundError):
        return Unreachable("it is not there", f"Bring {path} back (is its disk mounted?), or correct its path in the settings.")
    if isinstance(error, PermissionError):
        return Unreachable("it may not be read", "Make it readable for the user that runs the worker.")
    return Unreachable(f"it cannot be read ({error.strerror or 'unknown'})", "Check the disk; the next rounds try again.")


def _folder(folder: str, depth: int) -> Iterator[Seen]:
    """Yield the files of one folder and those below it, one at a time however many there are.

    A folder below that vanishes meanwhile is passed over; raises OSError for the source's own.
    """
    maildir = is_maildir(folder)
    below: list[str] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_symlink():
                    continue
                if entry.is_dir(follow_symlinks=False):
                    below.append(entry.name)
                elif not maildir and not entry.name.startswith(".") and (file := _seen(entry)):
                    yield file
    except OSError:
        if depth == 0:
            raise
        return
    for name in sorted(below):
        inner = f"{folder.rstrip('/')}/{name}"
        if maildir and name in _MAILDIR:
            yield from _messages(folder, inner) if name != "tmp" else ()
        elif depth < DEEPEST and (not name.startswith(".") or (maildir and is_maildir(inner))):
            yield from _folder(inner, depth + 1)


def _seen(entry: os.DirEntry[str], mailbox: str = "") -> Seen | None:
    """Return a file as `stat` tells it; None for what is none, or is gone: a mail program moved it since it was listed."""
    try:
        if not entry.is_file(follow_symlinks=False):
            return None
        info = entry.stat(follow_symlinks=False)
    except FileNotFoundError:
        return None
    key = f"{mailbox}/{entry.name.partition(':')[0]}" if mailbox else entry.path
    return Seen(key, entry.path, info.st_size, info.st_mtime_ns, info.st_ino, maildir=bool(mailbox))


def _messages(mailbox: str, folder: str) -> Iterator[Seen]:
    """Yield a maildir's messages, from `cur` or `new`."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.name.startswith(".") and (file := _seen(entry, mailbox)):
                yield file


def is_maildir(folder: str) -> bool:
    """Return whether a folder is a maildir."""
    return all(os.path.isdir(f"{folder}/{name}") for name in _MAILDIR)


def back_off(source: Source) -> float:
    """Return how many seconds to wait before a source is tried again that has just failed once more."""
    return float(max(source.every_s, BACK_OFF_S[min(source.failures, len(BACK_OFF_S) - 1)]))
