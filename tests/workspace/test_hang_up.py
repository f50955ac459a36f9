"""The terminal goes while somebody types: what was typed is there in the next session."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from journey_tui.data.sqlite import open_reader
from journey_tui.workspace import Workspace
from tests.ui.driving import press, settle, shown
from tests.workspace.test_asking_keys import until


class Terminal:
    """A real terminal with Journey in it."""

    def __init__(self, store: Path) -> None:
        self.master, slave = pty.openpty()
        import fcntl
        import struct
        import termios

        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        env = {**os.environ, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "journey_tui", "--store", str(store)], stdin=slave, stdout=slave, stderr=slave,
            env=env, start_new_session=True, preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )  # fmt: skip
        os.close(slave)
        self.seen = ""

    def until(self, words: str, seconds: float = 60) -> None:
        """Read until the terminal was sent the words."""
        end = time.monotonic() + seconds
        while words not in self.seen:
            left = end - time.monotonic()
            if left <= 0 or not select.select([self.master], [], [], left)[0]:
                pytest.fail(f"{words!r} never came; the end of what did: {self.seen[-600:]!r}")
            self.seen += os.read(self.master, 65536).decode(errors="replace")

    def settle(self, quiet: float = 0.4) -> None:
        """Read until nothing more comes for so many seconds."""
        while select.select([self.master], [], [], quiet)[0]:
            self.seen += os.read(self.master, 65536).decode(errors="replace")

    def type(self, text: str) -> None:
        """Press keys."""
        self.seen = ""
        os.write(self.master, text.encode())

    def hang_up(self, how: str) -> int:
        """Let the terminal go, or only tell the process; return its exit code."""
        if how == "line":
            self._close_master()
        else:
            self.process.send_signal(getattr(signal, how))
        return self.process.wait(20)

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self._close_master()

    def _close_master(self) -> None:
        """Close it once: the same number may be somebody else's file by the next time."""
        if self.master >= 0:
            os.close(self.master)
            self.master = -1


@pytest.fixture
def opened(desk):
    terminal = Terminal(desk.workspace.store)
    terminal.until("Brightwater")
    yield terminal
    terminal.close()


@pytest.mark.parametrize("how", ["line", "SIGHUP", "SIGTERM", "SIGKILL"])
async def test_what_was_being_written_is_there_in_the_next_session(desk, opened, how, make_app):
    made = desk.workspace.draft(desk.deal, "note")
    opened.type("f")
    opened.until("ustomer, deal")
    opened.type("cold chain")
    opened.until("Brightwater")
    opened.type("\r")
    opened.until("5 Workspace")
    opened.type("5")
    opened.until("asks")
    opened.type("\t")
    opened.until("1 artifact")
    opened.type("\r")
    opened.until("version 1")
    opened.type("i")
    opened.until("kept as you type")
    opened.type("Nobody may lose this sentence")
    opened.until("sentence")
    if how == "SIGKILL":
        wait_for(desk.workspace.store, "sentence")
    code = opened.hang_up(how)
    assert code == {"line": 129, "SIGHUP": 129, "SIGTERM": 143, "SIGKILL": -9}[how]
    again = Workspace(desk.workspace.store, person="dana")
    assert "Nobody may lose this sentence" in (again.artifact(made.id).typed or "")
    app = make_app(again, deal=desk.deal)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "5", "tab", "enter")
        assert "no version yet" in shown(app)
        await press(pilot, "i", "escape")
    assert "Nobody may lose this sentence" in again.artifact(made.id).version.text


def wait_for(store: Path, words: str) -> None:
    """Wait until what was typed has reached the disk: a process that is killed writes nothing more."""
    connection = open_reader(store)
    for _ in range(2_000):
        if connection.execute("SELECT 1 FROM artifact_typing WHERE text LIKE ?", (f"%{words}%",)).fetchone():
            return
        time.sleep(0.005)
    pytest.fail("it was never written")


async def test_a_question_that_was_not_sent_is_in_the_line_again(desk, opened, make_app):
    opened.type("f")
    opened.until("ustomer, deal")
    opened.type("cold chain")
    opened.until("Brightwater")
    opened.type("\r")
    opened.until("5 Workspace")
    opened.type("5")
    opened.until("asks")
    opened.type("iwho approves Q")
    opened.until("Q")
    assert opened.hang_up("line") == 129
    again = Workspace(desk.workspace.store, person="dana")
    app = make_app(again, deal=desk.deal)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "5")
        await until(pilot, lambda: "› who approves Q" in shown(app))
        await press(pilot, "i", "1", "enter")
        assert "who approves Q1" in shown(app)
    assert again.unsent_question(desk.deal) == ""
