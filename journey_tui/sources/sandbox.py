"""Run parsers in a child process with limits: hostile bytes can cost one file, never the import or the workspace."""

from __future__ import annotations

import io
import os
import pickle
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from journey_tui.lean import dataclass
from journey_tui.sources.records import Parsed, Skipped
from journey_tui.sources.sandbox_child import END, FAILED, NOTICES, PROGRESS, RECORDS
from journey_tui.text import one_line

_LARGEST_MESSAGE: Final = 512 * 1024 * 1024
_BOOT: Final = "import sys; sys.path[:] = {path!r}; from journey_tui.sources.sandbox_child import main; main({fd})"
_ALLOWED: Final = {
    "journey_tui.sources.records": None,
    "journey_tui.domain.kinds": None,
    "journey_tui.domain.model": None,
    "journey_tui.sources.files": ("Candidate",),
    "datetime": ("datetime", "date", "time", "timedelta", "timezone"),
    "decimal": ("Decimal",),
    "pathlib": ("Path", "PosixPath"),
    "_decimal": ("Decimal",),
}
"""What a child may send: our records and the plain values in them."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may use."""

    memory: int = 1024 * 1024 * 1024
    """Bytes of address space of the child."""
    cpu_seconds: int = 60
    """Seconds of processor time between two batches of records."""
    idle_seconds: float = 10.0
    """Seconds without any sign of progress after which the child is stopped."""
    written: int = 600 * 1024 * 1024
    """Bytes of the largest file that the child may write (unpacked archives)."""


class _Reader(pickle.Unpickler):
    """Unpickle our own record classes and plain values; anything else is refused."""

    def find_class(self, module: str, name: str) -> Any:
        names = _ALLOWED.get(module, ())
        if names is not None and name not in names:
            raise pickle.UnpicklingError(f"{module}.{name} is no record")
        found = super().find_class(module, name)
        if not isinstance(found, type) or found.__module__.lstrip("_") not in _MODULES:
            raise pickle.UnpicklingError(f"{module}.{name} is no record")
        return found


_MODULES: Final = frozenset(module.lstrip("_") for module in _ALLOWED)


class _Lost(Exception):
    """The child is gone, or is being stopped; the message says why in plain words."""


class Sandbox:
    """One reused child process for an import; a context manager that leaves no process behind."""

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        on_progress: Callable[[str, int], None] | None = None,
        packages: tuple[str, ...] = ("journey_tui.sources",),
    ) -> None:
        """Prepare, without starting anything yet; `on_progress` gets the place and the number of records so far."""
        self.limits = limits or Limits()
        self._on_progress = on_progress
        self._packages = packages
        self._process: subprocess.Popen[bytes] | None = None
        self._child: Connection | None = None
        self._request: object | None = None
        self.lost = False
        """Whether the last request ended before its file did: the child was stopped, or the parser failed in it."""
        self.notices: list[Skipped] = []
        """What is worth knowing about the last request's files though nothing of them was lost."""

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """Return the process id of the child, or None while there is none."""
        return self._process.pid if self._process else None

    def run(self, call: str, *args: Any, file: str = "", **kwargs: Any) -> Iterator[Any]:
        """Yield what the parser `module:function` yields; whatever befalls the child becomes one last `Skipped`.

        `file` names the file in that note; by default it is the last text among the arguments.
        """
        file = (
            file
            or next((a for a in reversed(args) if isinstance(a, str)), "")
            or next((str(a) for a in args if isinstance(a, Path)), "")
        )
        if self._request is not None:
            # The last request was left in the middle: its answers must not mix with these.
            self.close()
        mine = self._request = object()
        finished = self.lost = False
        self.notices = []
        place = ""
        count = 0
        try:
            for kind, payload in self._messages(call, args, kwargs):
                if kind == PROGRESS:
                    place = one_line(payload.decode("utf-8", "replace"), limit=200)
                elif kind == RECORDS:
                    batch = _read(payload)
                    count += len(batch)
                    place = _place_of(batch[-1]) or place
                    yield from batch
                elif kind == NOTICES:
                    self.notices = [one for one in _read(payload) if isinstance(one, Skipped)]
                elif kind == FAILED:
                    self.lost = True
                    yield _skipped(file, place, one_line(payload.decode("utf-8", "replace"), limit=300))
                self._tell(place, count)
            finished = True
        except _Lost as lost:
            self.lost = True
            yield _skipped(file, place, str(lost))
        finally:
            if self._request is mine:
                self._request = None
                if not finished:
                    # Stopped in the middle (Ctrl-C, an error above, a lost child): what it still does is of no use.
                    self.close()

    def _tell(self, place: str, count: int) -> None:
        if self._on_progress is not None:
            self._on_progress(place, count)

    def _messages(self, call: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Iterator[tuple[bytes, bytes]]:
        """Yield the child's messages for one request until its last; raises `_Lost`."""
        try:
            child = self._ready()
        except OSError as error:
            raise _Lost(f"the process that reads could not be started: {error.strerror}") from error
        try:
            child.send_bytes(pickle.dumps((call, args, kwargs)))
            while True:
                if not child.poll(self.limits.idle_seconds):
                    raise _Lost(f"nothing was read from it for {self.limits.idle_seconds:g} seconds")
                message = child.recv_bytes(_LARGEST_MESSAGE)
                kind, payload = message[:1], message[1:]
                yield kind, payload
                if kind in (END, FAILED):
                    if payload:
                        # It has grown too large, or a parser failed in it: the next file gets a fresh one.
                        self.close()
                    return
        except (EOFError, OSError) as error:
            raise _Lost(self._cause()) from error

    def _cause(self) -> str:
        """Return in plain words why the child is gone."""
        code = None
        if self._process is not None:
            try:
                code = self._process.wait(2)
            except subprocess.TimeoutExpired:
                code = None
        if code == -24:  # SIGXCPU
            return f"it took more than {self.limits.cpu_seconds} seconds of processor time"
        return "reading it ended the process that reads" + (f" (signal {-code})" if code is not None and code < 0 else "")

    def _ready(self) -> Connection:
        if self._child is None or self._process is None or self._process.poll() is not None:
            self.close()
            self._start()
        assert self._child is not None
        return self._child

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            path = [os.path.abspath(p) for p in sys.path]
            command = [sys.executable, "-c", _BOOT.format(path=path, fd=theirs.fileno())]
            self._process = subprocess.Popen(
                command,
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                env=_environment(),
            )
        self._child = Connection(ours.detach())
        settings = {**asdict(self.limits), "packages": self._packages}
        try:
            self._child.send_bytes(pickle.dumps(settings))
        except OSError as error:
            raise _Lost(self._cause()) from error

    def close(self) -> None:
        """Stop the child, if there is one; a later `run` starts another."""
        child, process = self._child, self._process
        self._child = self._process = None
        if child is not None:
            child.close()
        if process is not None:
            process.kill()
            process.wait()


def _environment() -> dict[str, str]:
    """Return what a parser may know of the environment: nothing secret."""
    kept = (
        "PATH",
        "HOME",
        "LANG",
        "LC_ALL",
        "LC_CTYPE",
        "TZ",
        "TMPDIR",
        "PYTHONUTF8",
        "PYTHONDONTWRITEBYTECODE",
        "PYTHONPYCACHEPREFIX",
    )
    return {name: os.environ[name] for name in kept if name in os.environ}


def _read(payload: bytes) -> list[Any]:
    try:
        batch = _Reader(io.BytesIO(payload)).load()
    except Exception as error:  # whatever a subverted child sends is refused, in the same words
        raise _Lost("the process that reads it sent something that is no record") from error
    if not isinstance(batch, list) or not batch:
        raise _Lost("the process that reads it sent something that is no record")
    return batch


def _place_of(item: object) -> str:
    """Return where the last record stood, for a note that says after what reading ended."""
    source = getattr(item, "source", None)
    locator = getattr(source, "locator", "") or getattr(item, "place", "")
    return f"after {locator}" if locator else ""


def _skipped(file: str, place: str, reason: str) -> Skipped:
    remedy = (
        "What was read before it is kept. Import this file alone; if that ends the same way, export it again in smaller parts."
    )
    return Skipped(file, place, reason, remedy)


def parse_isolated(
    call: Callable[..., Iterator[Parsed]],
    *args: Any,
    limits: Limits | None = None,
    on_progress: Callable[[str, int], None] | None = None,
) -> Iterator[Parsed]:
    """Yield what the parser yields, run in a child process of its own; an import of many files reuses one `Sandbox`."""
    with Sandbox(limits, on_progress=on_progress) as sandbox:
        yield from sandbox.run(f"{call.__module__}:{call.__qualname__}", *args)
