"""The log: small, private, rotated, and without customers' words."""

from __future__ import annotations

import errno
import logging
import os
import traceback
from pathlib import Path
from typing import Any, Final

MOST_BYTES: Final = 1_000_000
KEPT: Final = 3
_PLAIN: Final = ("KeymapError",)
"""Errors whose message is written by Journey alone and quotes neither a customer nor what a library says."""


class Frames(logging.Formatter):
    """Write an exception as its type and the places it passed: messages of unknown exceptions may quote customers."""

    def formatException(self, ei: Any) -> str:
        """Return type and frames, innermost last, without values or source text."""
        error: BaseException | None = ei[1]
        lines: list[str] = []
        while error is not None:
            name = type(error).__name__
            lines.append(f"{name}: {error}" if name in _PLAIN else f"{type(error).__module__}.{name}{_code(error)}")
            frames = traceback.extract_tb(error.__traceback__)
            lines += [f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}" for frame in frames]
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n".join(lines)


def _code(error: BaseException) -> str:
    """Return what the system or SQLite calls the error: `ENOSPC`, `SQLITE_FULL`; empty where it has no such name."""
    number = error.errno if isinstance(error, OSError) else None
    name = errno.errorcode.get(number, "") if number else str(getattr(error, "sqlite_errorname", ""))
    return f" {name}" if name.isupper() else ""


class Journal(logging.Handler):
    """Open the rotated file with the first record: a session without incident writes and imports nothing."""

    def __init__(self, path: Path) -> None:
        super().__init__(logging.INFO)
        self.path = path
        self._file: logging.Handler | None = None
        self.setFormatter(Frames("%(asctime)s %(levelname)s %(name)s %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record; without a place to write, the app goes on."""
        try:
            if self._file is None:
                self._file = self._open()
            # Another handler may have kept a full traceback on the record.
            record.exc_text = None
            self._file.emit(record)
            record.exc_text = None
        except OSError:
            self.handleError(record)

    def handleError(self, record: logging.LogRecord) -> None:
        """Give up on the file for this session: nothing may be printed over the screen."""
        self._file = logging.NullHandler()

    def _open(self) -> logging.Handler:
        from logging.handlers import RotatingFileHandler

        class Private(RotatingFileHandler):
            """A rotated file that only its owner may read."""

            def _open(self) -> object:  # type: ignore[override]
                descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
                os.fchmod(descriptor, 0o600)
                return os.fdopen(descriptor, "a", encoding="utf-8", errors="replace")

        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handler = Private(self.path, maxBytes=MOST_BYTES, backupCount=KEPT, encoding="utf-8")
        handler.setFormatter(self.formatter)
        return handler

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
        super().close()


def attach_log(path: Path) -> Journal:
    """Send what Journey logs to the rotated file at `path`, 1 MB and three older ones; return the handler."""
    handler = Journal(path)
    log = logging.getLogger("journey")
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False
    return handler
