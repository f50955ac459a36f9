"""`journey ask` and `journey draft` on a real terminal: words as they come, Ctrl-C in the middle, and a terminal left as it was."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from journey_tui.domain.views_workspace import ChatLine
from journey_tui.workspace import Workspace
from tests.model.standin import Answer, StandIn, always

ROOT = Path(__file__).resolve().parents[2]
LIGHT = (
    "import sys; from journey_tui.analysis.client import ModelClient; "
    "ModelClient.__init__.__kwdefaults__['program'] = (sys.executable, '-m', 'tests.workspace.light_child'); "
    "from journey_tui.cli.main import run; run()"
)
"""Journey with the quick model process of the tests."""
TEXT = "alpha beta gamma delta epsilon zeta eta theta iota kappa."


class Terminal:
    """A command on a terminal of its own, as a shell's foreground job."""

    def __init__(self, *words: str) -> None:
        self.ours, self.theirs = pty.openpty()
        fcntl.ioctl(self.theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.before = termios.tcgetattr(self.theirs)
        env = {**os.environ, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT)}
        env.pop("COLUMNS", None)
        self.process = subprocess.Popen(
            [sys.executable, "-c", LIGHT, *words], stdin=self.theirs, stdout=self.theirs, stderr=self.theirs, env=env,
            start_new_session=True, preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )  # fmt: skip
        self.seen = ""

    def until(self, words: str, seconds: float = 60) -> None:
        """Read until the terminal was sent the words."""
        end = time.monotonic() + seconds
        while words not in self.seen:
            left = end - time.monotonic()
            if left <= 0 or not select.select([self.ours], [], [], left)[0]:
                pytest.fail(f"{words!r} never came; what did: {self.seen!r}")
            self.seen += os.read(self.ours, 65536).decode(errors="replace")

    def interrupt(self) -> None:
        """Press Ctrl-C."""
        os.write(self.ours, b"\x03")

    def end(self) -> int:
        """Return the exit code; what was still written is in `seen`, and the terminal is as it was."""
        code = self.process.wait(30)
        while select.select([self.ours], [], [], 0.05)[0]:
            self.seen += os.read(self.ours, 65536).decode(errors="replace")
        assert termios.tcgetattr(self.theirs) == self.before
        assert "\x1b" not in self.seen
        assert "Traceback" not in self.seen
        assert self.seen.endswith("\n")
        with pytest.raises(ProcessLookupError):
            os.killpg(self.process.pid, 0)  # the model's process has gone with it
        return code

    def close(self) -> None:
        """Leave nothing behind."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for one in (self.ours, self.theirs):
            with contextlib.suppress(OSError):
                os.close(one)


@pytest.fixture
def server() -> Iterator[StandIn]:
    """Set a server up as the model of this person."""
    from journey_tui.paths import paths

    with StandIn() as one:
        paths().config.parent.mkdir(parents=True, exist_ok=True)
        paths().config.write_text(
            f'[model]\nname = "openai/stand-in"\nbase_url = "{one.url}"\nprice_in = 0\nprice_out = 0\nretries = 0\n'
        )
        yield one


@pytest.fixture
def run(store: Path) -> Iterator[object]:
    """Return what runs a command on a terminal."""
    made: list[Terminal] = []

    def start(*words: str) -> Terminal:
        made.append(Terminal(words[0], "--store", str(store), *words[1:]))
        return made[-1]

    yield start
    for one in made:
        one.close()


def chat(store: Path) -> list[ChatLine]:
    """Return the chat of the deal that is asked about."""
    workspace = Workspace(store)
    lines, _ = workspace.messages(workspace.find("brightwater")[0].deal_id)
    return list(lines)


def test_an_answer_shows_as_it_comes_and_is_then_checked(run, store, server):
    server.script = always(f"{TEXT} It rains [999].", pieces=30, gap=0.05)
    terminal = run("ask", "brightwater", "how do they feel?", "--model")
    terminal.until("alpha")
    assert "kappa" not in terminal.seen, "it comes word by word"
    assert "openai/stand-in" in terminal.seen, "who answers, and from what, is said first"
    terminal.until("checked:")
    assert terminal.end() == 0
    answer = terminal.seen.partition("checked:")[2]
    assert "Unsupported" in answer
    assert "~~It rains.~~" in answer
    assert [line.role for line in chat(store)] == ["person", "model"]


def test_ctrl_c_in_the_middle_keeps_what_has_come(run, store, server):
    server.script = always(TEXT, pieces=30, gap=0.2)
    terminal = run("ask", "brightwater", "how do they feel?", "--model")
    terminal.until("beta")
    terminal.interrupt()
    assert terminal.end() == 1
    assert "kappa" not in terminal.seen
    assert "not whole" in terminal.seen
    asked, answer = chat(store)
    assert (asked.text, answer.state, answer.asked) == ("how do they feel?", "partial", "how do they feel?")
    assert answer.text.startswith("alpha beta")


def test_ctrl_c_before_the_first_word_ends_at_once_and_keeps_the_question(run, store, server):
    server.script = lambda _: Answer(hang=True)
    terminal = run("ask", "brightwater", "how do they feel?", "--model")
    terminal.until("openai/stand-in")
    while not server.requests:
        time.sleep(0.01)
    terminal.interrupt()
    assert terminal.end() == 1
    assert "not whole" in terminal.seen
    assert chat(store)[0].text == "how do they feel?"


def test_a_draft_shows_as_it_comes_and_what_stands_is_printed(run, store, server):
    server.script = always("Hello,\n\nThank you for your time, one two three four five six seven.", pieces=30, gap=0.05)
    terminal = run("draft", "brightwater", "recap")
    terminal.until("Thank")
    assert "seven" not in terminal.seen
    assert terminal.end() == 0
    workspace = Workspace(store)
    (made,) = workspace.artifacts(workspace.find("brightwater")[0].deal_id)
    assert made.author == "ai"


def test_ctrl_c_in_a_draft_leaves_the_template(run, store, server):
    server.script = always("Hello,\n\nThank you for your time, one two three four five six seven.", pieces=30, gap=0.2)
    terminal = run("draft", "brightwater", "recap")
    terminal.until("Thank")
    terminal.interrupt()
    assert terminal.end() == 3
    assert "seven" not in terminal.seen
    assert "Stopped" in terminal.seen
    workspace = Workspace(store)
    (made,) = workspace.artifacts(workspace.find("brightwater")[0].deal_id)
    assert (made.author, made.head) == ("template", 1)
    assert any(line.asked == "/draft recap" for line in chat(store)), "what was asked for is kept"
