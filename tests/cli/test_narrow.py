"""A command line that builds only what was asked for says the same as one that builds everything."""

from __future__ import annotations

from typing import Any

import pytest

from journey_tui.cli.main import app
from journey_tui.cli.narrow import narrowed

LINES = (
    ["--help"],
    ["-h"],
    [],
    ["--version"],
    ["--nonsense"],
    ["nonsense"],
    ["deals", "--help"],
    ["deals", "--limit"],
    ["deals", "--limit", "-3"],
    ["deals", "--limit", "abc"],
    ["deals", "--limit", "2.5"],
    ["deals", "--limit", "99999999999999999999"],
    ["deals", "--nonsense"],
    ["deals", "more"],
    ["show"],
    ["import", "--help"],
    ["channels", "--help"],
    ["channels", "compare", "--help"],
    ["channels", "nonsense"],
    ["review", "--help"],
    ["eval", "--help"],
    ["--store", "deals", "--help"],
    ["backup"],
)


def said(runnable: Any, line: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as end:
        runnable(line, prog_name="journey")
    captured = capsys.readouterr()
    return int(end.value.code or 0), captured.out, captured.err


@pytest.mark.parametrize("line", LINES, ids=" ".join)
def test_it_says_what_the_whole_table_says(line, capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("JOURNEY_STORE", str(tmp_path / "none.db"))
    assert said(narrowed(app, line), line, capsys) == said(app, line, capsys)


def test_the_app_itself_stays_whole():
    names = len(app.registered_commands), len(app.registered_groups)
    assert len(narrowed(app, ["deals"]).registered_commands) == 1
    assert (len(app.registered_commands), len(app.registered_groups)) == names


@pytest.mark.parametrize("typed", ["0", "7", "007", "1_0", "-1", " 4", "x"])
def test_whole_numbers_are_read_as_typer_reads_them(typed, capsys, monkeypatch):
    got = []
    monkeypatch.setattr("journey_tui.cli.reading.deals", lambda store, wanted, as_json: got.append(wanted.limit))
    line = ["deals", "--limit", typed]
    assert said(narrowed(app, line), line, capsys) == said(app, line, capsys)
    assert got[: len(got) // 2] == got[len(got) // 2 :]
    assert got == ([] if typed in ("-1", "x") else [int(typed)] * 2)
