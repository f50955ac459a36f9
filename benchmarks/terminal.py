"""Run a program on a pseudo-terminal and time its first paint: enough of a terminal to answer what Textual asks."""

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

ESCAPES = re.compile(rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[PX^_][^\x1b]*\x1b\\|\x1b[ -/]*[0-~]")
ANSWERS = (
    (re.compile(rb"\x1b\[0?c"), b"\x1b[?62;c"),
    (re.compile(rb"\x1b\[6n"), b"\x1b[1;1R"),
    (re.compile(rb"\x1b\[\?2026\$p"), b"\x1b[?2026;2$y"),
    (re.compile(rb"\x1b\[\?2048\$p"), b"\x1b[?2048;0$y"),
    (re.compile(rb"\x1b\[\?u"), b"\x1b[?0u"),
)
"""Questions of a program about its terminal, and the answer: without one it would wait for a time-out."""


def first_paint(command: list[str], wanted: str, *, seconds: float = 20.0) -> tuple[float, float]:
    """Return the milliseconds from the start until `wanted` has been written, and those of processor time; raises TimeoutError."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    surroundings = {**os.environ, "TERM": "xterm-256color", "PYTHONPATH": os.getcwd()}
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.perf_counter()
    child = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True, env=surroundings)
    os.close(theirs)
    worked = 0.0
    try:
        waited = _until(ours, wanted.encode(), began, seconds)
    finally:
        worked = _worked(child.pid)
        child.send_signal(signal.SIGKILL)
        child.wait()
        os.close(ours)
    return waited, worked


def _worked(pid: int) -> float:
    """Return the milliseconds of processor time that all threads of a process took so far (Linux), 0 where that is not told."""
    found = 0
    for task in Path(f"/proc/{pid}/task").glob("*/schedstat"):
        found += int(task.read_text(encoding="ascii").split()[0])
    return found / 1e6


def _until(ours: int, wanted: bytes, began: float, seconds: float) -> float:
    written, answered = b"", 0
    while time.perf_counter() - began < seconds:
        if not select.select([ours], [], [], 0.05)[0]:
            continue
        try:
            chunk = os.read(ours, 65536)
        except OSError:
            break
        at = time.perf_counter()
        written += chunk
        for pattern, answer in ANSWERS:
            for _ in pattern.finditer(written, answered):
                os.write(ours, answer)
        answered = len(written)
        if wanted in ESCAPES.sub(b"", written):
            return (at - began) * 1e3
    raise TimeoutError(f"{wanted!r} was not painted within {seconds:g} s; the end of what was: {written[-200:]!r}")


HELLO = """
from textual.app import App
from textual.widgets import Static
class Hello(App):
    def compose(self):
        yield Static("hello there")
Hello().run()
"""
"""The bare program that first paints are compared with."""
