"""The terminal is asked for the width of its glyphs; what it answers decides, and silence changes nothing."""

from __future__ import annotations

import os
import pty
import select
import sys
import time

import pytest

CODE = """
import sys, termios
from journey_tui.probe import WidthProbe
before = termios.tcgetattr(sys.stdin)
probe = WidthProbe()
import time; time.sleep(0.3)
print("wide" if probe.is_wide() else "narrow", "same" if termios.tcgetattr(sys.stdin) == before else "changed", flush=True)
"""


def asked(answer: bytes) -> tuple[str, bytes]:
    """Run a program that asks on a pseudo-terminal which answers so; return its last line and all that it wrote."""
    child, master = pty.fork()
    if child == 0:
        os.environ["TERM"] = "xterm-256color"
        os.execv(sys.executable, [sys.executable, "-c", CODE])
    seen, sent, until = b"", False, time.monotonic() + 20
    while time.monotonic() < until:
        if not select.select([master], [], [], 0.2)[0]:
            continue
        try:
            chunk = os.read(master, 4096)
        except OSError:
            break
        seen += chunk
        if b"\x1b[6n" in seen and not sent and answer:
            os.write(master, answer)
            sent = True
        if not chunk:
            break
    os.waitpid(child, 0)
    os.close(master)
    return seen.decode(errors="replace").strip().splitlines()[-1], seen


@pytest.mark.parametrize(
    ("answer", "said"),
    [(b"\x1b[3;5R", "narrow"), (b"\x1b[3;9R", "wide"), (b"\x1b[1;1R", "narrow"), (b"", "narrow"), (b"jj\x1b[3;9R", "wide")],
)
def test_what_the_terminal_answers_decides(answer, said):
    last, seen = asked(answer)
    assert last.replace("\x1b[K", "").split()[-2:] == [said, "same"]
    assert b"\r\x1b[K" in seen  # what was drawn to measure is wiped


def test_without_a_terminal_nothing_is_asked(capfd):
    from journey_tui.probe import WidthProbe

    assert not WidthProbe().is_wide()
    assert "\x1b" not in capfd.readouterr().out
