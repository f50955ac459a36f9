"""One worker a store: a lock that goes with the process, and says who holds it without ever taking it."""

from __future__ import annotations

import fcntl
import os
import struct
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType

WORKER, HANDS, ROUND = 0, 1, 2
"""Bytes of the lock file: the worker itself; the process that works for it; a single round (`journey sync`)."""
_FLOCK = "hhqqi4x"
"""`struct flock` of Linux on 64 bits: type, whence, start, length, pid."""


class Held(Exception):
    """Another process holds the lock; `pid` is its number, 0 where the system does not say."""

    def __init__(self, pid: int) -> None:
        super().__init__(f"process {pid} holds it" if pid else "another process holds it")
        self.pid = pid


def lock_path(store: Path) -> Path:
    """Return the lock file of a store's worker."""
    return store.with_name(f"{store.stem}-worker.lock")


class Lock:
    """Hold one of the bytes until the block ends or the process does, however it does."""

    def __init__(self, store: Path, byte: int = WORKER, *, wait_s: float = 0.0) -> None:
        self._path, self._byte, self._wait_s = lock_path(store), byte, wait_s
        self._handle = -1

    def __enter__(self) -> Lock:
        """Take the lock; raises `Held` when another process has it and keeps it for longer than is waited."""
        mode = 0o660 if self._path.parent.stat().st_mode & 0o070 else 0o600
        self._handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, mode)
        with suppress(PermissionError):  # made by another member of the team, with the right mode
            os.fchmod(self._handle, mode)
        until = time.monotonic() + self._wait_s
        while True:
            try:
                fcntl.lockf(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, self._byte)
                return self
            except OSError:
                if time.monotonic() >= until:
                    pid = _holder(self._handle, self._byte)
                    self._close()
                    raise Held(pid) from None
            time.sleep(0.05)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._close()

    def _close(self) -> None:
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


def holder(store: Path, byte: int = WORKER) -> int | None:
    """Return the number of the process that holds the lock, 0 where the system does not say whose it is, None while nobody does."""
    try:
        handle = os.open(lock_path(store), os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        # A process's own locks never stand in its way, and closing any handle would drop them: the worker never asks.
        pid = _holder(handle, byte)
        return pid if pid >= 0 else None
    finally:
        os.close(handle)


def _holder(handle: int, byte: int) -> int:
    """Return the holder's number, 0 where it cannot be told, -1 when the byte is free."""
    try:
        asked = struct.pack(_FLOCK, fcntl.F_WRLCK, os.SEEK_SET, byte, 1, 0)
        kind, _, _, _, pid = struct.unpack(_FLOCK, fcntl.fcntl(handle, fcntl.F_GETLK, asked))
    except (OSError, struct.error):
        return 0
    return -1 if kind == fcntl.F_UNLCK else max(0, pid)
