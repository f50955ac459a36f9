"""The child process that parses: it runs named parsers under limits and sends what they yield, in batches."""

from __future__ import annotations

import gc
import importlib
import pickle
import resource
import sys
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from typing import Any, Final

BATCH: Final = 200
_EVERY: Final = 0.25
"""Seconds after which a batch goes out however small it is: the parent watches for progress."""
_LARGEST: Final = 4 * 1024 * 1024
"""Characters of text after which a batch goes out."""

_MOST_NOTICES: Final = 100
"""Things worth knowing about one export that are passed on."""

RECORDS, NOTICES, PROGRESS, END, FAILED = b"R", b"N", b"P", b"E", b"X"
"""First byte of every message to the parent."""

_parent: Connection | None = None


class _ParentGone(Exception):
    """Nobody listens any more."""


def _send(message: bytes) -> None:
    if _parent is not None:
        try:
            _parent.send_bytes(message)
        except OSError as error:
            raise _ParentGone from error


def note(place: str) -> None:
    """Tell the watching parent that a parser is at work at `place`; does nothing outside the child."""
    _send(PROGRESS + place.encode("utf-8", "replace")[:500])


def main(descriptor: int) -> None:
    """Serve the parent until it goes away or until this process has grown too large to be used again."""
    global _parent
    parent = _parent = Connection(descriptor)
    try:
        settings = pickle.loads(parent.recv_bytes())  # the parent's own bytes
        _limit(settings)
        while True:
            call, args, kwargs = pickle.loads(parent.recv_bytes())
            _renew(settings["cpu_seconds"])
            if not _serve(settings, call, args, kwargs):
                return
    except (EOFError, OSError, _ParentGone):
        return


def _limit(settings: dict[str, Any]) -> None:
    """Set what this process may use: memory, written file size, open files, and no core dumps."""
    wanted = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_AS: settings["memory"],
        resource.RLIMIT_FSIZE: settings["written"],
        resource.RLIMIT_NOFILE: 256,
    }
    for kind, value in wanted.items():
        _, hard = resource.getrlimit(kind)
        most = value if hard == resource.RLIM_INFINITY else min(value, hard)
        try:
            resource.setrlimit(kind, (most, most if kind == resource.RLIMIT_CORE else hard))
        except (ValueError, OSError) as error:
            # Some systems refuse a limit on address space: the other limits and the watchdog still hold.
            print(f"limit {kind} is not available: {error}", file=sys.stderr)


def _renew(seconds: int) -> None:
    """Allow that many further seconds of processor time until the next sign of progress."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = int(used.ru_utime + used.ru_stime) + seconds + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


def _serve(settings: dict[str, Any], call: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool:
    """Run one parser; returns whether this process is fit for another."""
    try:
        items = _find(call, settings["packages"])(*args, **kwargs)
        _send_all(items, settings["cpu_seconds"])
        if notices := list(getattr(items, "notices", ()))[:_MOST_NOTICES]:
            _send(NOTICES + pickle.dumps(notices, protocol=5))
        answer = END
    except MemoryError:
        gc.collect()
        answer = FAILED + b"it needs more memory than is allowed"
    except RecursionError:
        answer = FAILED + b"it is nested too deeply"
    except _ParentGone:
        raise
    except Exception as error:  # a parser's own mistake over hostile bytes: reported, and the next file goes on
        answer = FAILED + f"the parser stopped with {type(error).__name__}: {error}"[:400].encode("utf-8", "replace")
    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    fit: bool = answer == END and largest < settings["memory"] // 2
    _send(answer if fit or answer != END else END + b"done")
    return fit


def _find(call: str, packages: tuple[str, ...]) -> Callable[..., Iterator[Any]]:
    module, _, name = call.partition(":")
    if not any(module == package or module.startswith(f"{package}.") for package in packages):
        raise ValueError(f"{call} is no parser")
    found: Callable[..., Iterator[Any]] = getattr(importlib.import_module(module), name)
    return found


def _send_all(items: Iterator[Any], cpu_seconds: int) -> None:
    batch: list[Any] = []
    sent = time.monotonic()
    size = 0
    for item in items:
        batch.append(item)
        size += len(getattr(item, "text", ""))
        if len(batch) >= BATCH or size > _LARGEST or time.monotonic() - sent > _EVERY:
            _send(RECORDS + pickle.dumps(batch, protocol=5))
            batch.clear()
            size = 0
            sent = time.monotonic()
            _renew(cpu_seconds)
    if batch:
        _send(RECORDS + pickle.dumps(batch, protocol=5))
