"""The child process: what it yields, and what is left standing when a parser goes wrong in it."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from journey_tui.sources.calendar import parse_calendar
from journey_tui.sources.records import Skipped
from journey_tui.sources.sandbox import Limits, Sandbox, parse_isolated
from journey_tui.sources.sandbox_child import note
from journey_tui.sources.transcript import parse_transcript
from tests.sources import misbehaving

QUICK = Limits(memory=400 << 20, cpu_seconds=1, idle_seconds=3)
BAD = "tests.sources.misbehaving"


@pytest.fixture
def box() -> Iterator[Sandbox]:
    with Sandbox(QUICK, packages=("journey_tui.sources", BAD)) as sandbox:
        yield sandbox


def test_records_arrive_as_they_were_and_in_order(box):
    expected = list(misbehaving.well(1000, "f"))
    assert list(box.run(f"{BAD}:well", 1000, "f")) == expected


def test_one_child_serves_many_files(box):
    list(box.run(f"{BAD}:well", 1, "f"))
    first = box.pid
    for _ in range(20):
        assert len(list(box.run(f"{BAD}:well", 1, "f"))) == 2
    assert box.pid == first


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("hang", "nothing was read from it for 3 seconds"),
        ("spin", "processor time"),
        ("die", "ended the process"),
        ("leave", "ended the process"),
        ("swell", "memory"),
        ("sink", "nested too deeply"),
        ("blunder", "KeyError"),
    ],
)
def test_a_parser_that_goes_wrong_costs_the_rest_of_its_file_alone(box, name, reason):
    *records, last = box.run(f"{BAD}:{name}", 500, "bad.mbox")
    assert len(records) >= 400
    assert isinstance(last, Skipped)
    assert (last.file, reason in last.reason, bool(last.remedy)) == ("bad.mbox", True, True)
    assert last.place.startswith(("after byte", "turning"))
    assert "\x1b" not in last.reason
    assert len(list(box.run(f"{BAD}:well", 3, "next.mbox"))) == 4


def test_a_parser_that_says_where_it_is_may_take_its_time(box):
    assert len(list(box.run(f"{BAD}:busy", 12, "slow.csv"))) == 1


def test_what_is_no_record_is_refused_before_it_can_do_anything(box, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (only,) = box.run(f"{BAD}:smuggle", 1, "f")
    assert isinstance(only, Skipped)
    assert "no record" in only.reason
    assert list(tmp_path.iterdir()) == []


def test_only_parsers_can_be_called():
    with Sandbox(QUICK) as box:
        for call in ("os:system", f"{BAD}:well", "journey_tui.sources.calendar:nothing", "journey_tui.sourcesx:y", "x"):
            (only,) = box.run(call, "f")
            assert isinstance(only, Skipped)


def test_nothing_secret_of_the_environment_reaches_the_child(box, monkeypatch):
    monkeypatch.setenv("JOURNEY_SECRET_KEY", "x")
    (only,) = box.run(f"{BAD}:secrets", 1, "f")
    assert "SECRET" not in only.reason


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_an_interrupt_in_the_middle_leaves_no_child_behind(box):
    records = box.run(f"{BAD}:hang", 500, "f")
    next(records)
    pid = box.pid
    assert pid is not None
    with pytest.raises(KeyboardInterrupt):
        records.throw(KeyboardInterrupt())
    assert gone(pid)


def test_a_run_left_in_the_middle_does_not_mix_with_the_next(box):
    abandoned = box.run(f"{BAD}:well", 5000, "f")
    next(abandoned)
    assert len(list(box.run(f"{BAD}:well", 2, "g"))) == 3


def test_closing_leaves_no_child_behind():
    with Sandbox(packages=(BAD,)) as box:
        list(box.run(f"{BAD}:well", 1, "f"))
        pid = box.pid
    assert pid is not None
    assert gone(pid)


def test_progress_is_told(tmp_path):
    told = []
    with Sandbox(QUICK, packages=(BAD,), on_progress=lambda place, count: told.append((place, count))) as box:
        list(box.run(f"{BAD}:well", 1000, "f"))
    assert told[-1][1] == 1001
    assert any(place == "after byte 198" for place, _ in told)


def test_a_real_parser_in_isolation_gives_what_it_gives_outside(tmp_path):
    path = tmp_path / "t.vtt"
    path.write_text("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>Hi\n")
    assert list(parse_isolated(parse_transcript, path, "t.vtt")) == list(parse_transcript(path, "t.vtt"))
    (tmp_path / "c.ics").write_text("x")
    assert [type(r) for r in parse_isolated(parse_calendar, tmp_path / "c.ics", "c.ics")] == [Skipped]


def test_a_note_outside_the_child_does_nothing():
    assert note("row 1") is None


def test_the_child_ends_with_its_parent(tmp_path):
    script = (
        "import os, sys\n"
        "from journey_tui.sources.sandbox import Sandbox\n"
        f"box = Sandbox(packages=({BAD!r},))\n"
        f"list(box.run('{BAD}:well', 1, 'f'))\n"
        "print(box.pid, flush=True)\n"
        "os._exit(1)\n"
    )
    import subprocess
    import sys

    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=root, timeout=60)
    pid = int(done.stdout)
    for _ in range(50):
        if gone(pid):
            return
        time.sleep(0.1)
    pytest.fail("the child outlived its parent")
