"""Press keys in a program on a pseudo-terminal: how long until the picture is whole again, and in how many bytes."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from benchmarks.terminal import ANSWERS, ESCAPES

QUIET_S = 0.06
"""Silence after which a repaint counts as complete."""


class Session:
    """A program at 120 × 40."""

    def __init__(self, command: list[str], environment: dict[str, str] | None = None) -> None:
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        around = {**os.environ, "TERM": "xterm-256color", "PYTHONPATH": os.getcwd(), "LC_ALL": "C.UTF-8", **(environment or {})}
        around.pop("PYTHONDONTWRITEBYTECODE", None)
        self._child = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True, env=around)
        os.close(theirs)
        self._written, self._answered = b"", 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._child.send_signal(signal.SIGKILL)
        self._child.wait()
        os.close(self._ours)

    @property
    def pid(self) -> int:
        """Return the process."""
        return self._child.pid

    def read(self, wait: float) -> int:
        """Read what has been written; return how many bytes, 0 after `wait` seconds of silence."""
        if not select.select([self._ours], [], [], wait)[0]:
            return 0
        chunk = os.read(self._ours, 1 << 20)
        self._written += chunk
        for pattern, answer in ANSWERS:
            for _ in pattern.finditer(self._written, self._answered):
                os.write(self._ours, answer)
        self._answered = len(self._written)
        return len(chunk)

    def wait_for(self, pattern: str, seconds: float = 30) -> None:
        """Read until the pattern has been written and silence follows; raises TimeoutError."""
        until = time.perf_counter() + seconds
        while not re.search(pattern.encode(), ESCAPES.sub(b"", self._written)):
            if time.perf_counter() > until:
                raise TimeoutError(f"{pattern!r} was not painted; the end of what was: {self._written[-300:]!r}")
            self.read(0.1)
        self.settle()

    def arrives(self, words: str, seconds: float = 10) -> None:
        """Read until the words have been written, and no longer; raises TimeoutError."""
        until = time.perf_counter() + seconds
        while words.encode() not in ESCAPES.sub(b"", self._written):
            if time.perf_counter() > until:
                raise TimeoutError(f"{words!r} was not painted; the end of what was: {self._written[-300:]!r}")
            self.read(0.05)

    def settle(self, quiet: float = 0.4) -> None:
        """Read until nothing has been written for so long."""
        while self.read(quiet):
            pass
        self._written, self._answered = b"", 0

    def cpu(self) -> float:
        """Return the milliseconds of processor time that the program has taken: what other work on the machine does not change."""
        fields = Path(f"/proc/{self._child.pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) * 1e3 / os.sysconf("SC_CLK_TCK")

    def type(self, keys: str) -> None:
        """Press keys without waiting for what comes of it."""
        os.write(self._ours, keys.encode())

    def press(self, key: str) -> tuple[float, int]:
        """Press a key; return the milliseconds until the last byte before silence, and the bytes."""
        began = last = time.perf_counter()
        os.write(self._ours, key.encode())
        size, wait = 0, 0.5
        while count := self.read(wait):
            last, wait = time.perf_counter(), QUIET_S
            size += count
        self._written, self._answered = b"", 0
        return (last - began) * 1e3, size

    def hold(self, key: str, times: int, hertz: float = 30) -> float:
        """Hold a key; return the milliseconds from its last repeat until the last byte."""
        for number in range(times):
            due = time.perf_counter() + 1 / hertz
            os.write(self._ours, key.encode())
            if number < times - 1:
                while (left := due - time.perf_counter()) > 0:
                    self.read(left)
        began = last = time.perf_counter()
        while self.read(QUIET_S):
            last = time.perf_counter()
        self._written, self._answered = b"", 0
        return (last - began) * 1e3
