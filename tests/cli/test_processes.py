"""What only a process shows: pipes that close, locales without signs, output that is no terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
JOURNEY = [sys.executable, "-c", "from journey_tui.cli.main import run; run()"]


def _environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **more}


def _journey(*words: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*JOURNEY, *words], capture_output=True, timeout=60, env=_environment(**more), stdin=subprocess.DEVNULL)


@pytest.mark.parametrize("command", ["keys", "timeline"])
@pytest.mark.parametrize("output", ["words", "json"])
def test_a_reader_that_goes_is_no_error(store: Path, command: str, output: str) -> None:
    words = [
        command,
        *(["brightwater", "--store", str(store)] if command == "timeline" else []),
        *(["--json"] if output == "json" else []),
    ]
    process = subprocess.Popen([*JOURNEY, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=_environment())
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    errors = process.stderr.read()
    assert process.wait(timeout=60) == 0
    assert errors == b""


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp437", "utf-8"])
def test_every_locale_can_print(store: Path, encoding: str) -> None:
    for words in (("deals",), ("show", "brightwater"), ("keys",)):
        more = () if words == ("keys",) else ("--store", str(store))
        ended = _journey(*words, *more, PYTHONIOENCODING=encoding, COLUMNS="80")
        assert ended.returncode == 0, ended.stderr.decode()
        assert ended.stderr == b""
        text = ended.stdout.decode(encoding)
        assert len(text.splitlines()) >= 2
        if encoding == "ascii" and words == ("deals",):
            assert "?" not in text.splitlines()[0]


def test_in_a_pipe_there_are_no_colours_whatever_the_terminal(store: Path) -> None:
    forced = {"FORCE_COLOR": "1", "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    for words, code, more in (
        (("show", "brightwater", "--store", str(store)), 0, forced),
        (("deals", "--store", str(store)), 0, {"NO_COLOR": "1"}),
        (("show", "--help"), 0, forced),
        (("show",), 2, forced),
        (("nonsense",), 2, {}),
    ):
        ended = _journey(*words, **more)
        assert b"\x1b" not in ended.stdout + ended.stderr, (words, more)
        assert ended.returncode == code


def test_without_a_command_and_a_terminal_triage_is_printed(store: Path) -> None:
    ended = _journey("--store", str(store))
    assert ended.returncode == 0
    assert b"Brightwater Foods" in ended.stdout
    none = _journey("--store", str(store.parent / "none.db"))
    assert none.returncode == 1
    assert b"journey demo" in none.stderr


def test_the_store_is_named_by_the_environment_too(store: Path) -> None:
    assert b"Brightwater" in _journey("deals", JOURNEY_STORE=str(store)).stdout
    assert b"Brightwater" in _journey("deals", JOURNEY_STORE=str(store.parent)).stdout


def test_reading_loads_neither_the_terminal_app_nor_the_orm(store: Path) -> None:
    code = (
        "import sys; sys.argv[1:] = ['deals', '--json', '--store', sys.argv[1]]\n"
        "from journey_tui.cli.main import run\n"
        "try: run()\n"
        "except SystemExit: pass\n"
        "print(sorted({'textual', 'sqlmodel', 'sqlalchemy', 'litellm'} & set(sys.modules)), file=sys.stderr)"
    )
    ended = subprocess.run([sys.executable, "-c", code, str(store)], capture_output=True, timeout=60, env=_environment())
    assert ended.stderr.decode().strip() == "[]"
