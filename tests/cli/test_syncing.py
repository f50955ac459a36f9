"""init, config, sync and sources as their users type them."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import time
from pathlib import Path

import pytest

from journey_tui.paths import paths
from tests import raw
from tests.cli.conftest import ran

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with everything, that nobody has written to for a while."""
    found = raw.write_all(tmp_path / "all")
    for path in [*found.rglob("*")]:
        os.utime(path, (1_780_000_000, 1_780_000_000))
    return found


def test_a_source_is_added_synced_and_shown(tmp_path, folder):
    store = tmp_path / "own" / "journey.db"
    made = ran("init", "--source", folder, "--json", store=store)
    assert made.code == 0, made.err
    assert made.json["sources"] == [{"name": "all", "path": str(folder)}]
    assert paths().config.stat().st_mode & 0o777 == 0o600
    synced = ran("sync", "--json", store=store)
    assert synced.code == 0, synced.out
    assert synced.json[0]["state"] == "ok"
    assert synced.json[0]["touchpoints"] > 0
    assert ran("sync", "--json", store=store).json[0]["lag_s"] == 0
    shown = ran("sources", "--json", store=store).json
    assert shown["worker"] == {"running": False, "pid": None}
    assert [row["name"] for row in shown["synced"]] == ["all"]
    assert "journey worker" in ran("sources", store=store).out
    again = ran("init", "--source", folder, "--yes", "--json", store=store).json
    assert len(again["sources"]) == 1
    assert again["own_domains_confirmed"]


def test_a_source_that_is_gone_is_said_and_the_rest_comes_in(tmp_path, folder):
    store = tmp_path / "own" / "journey.db"
    other = tmp_path / "other"
    other.mkdir()
    assert ran("init", "--source", folder, "--source", other, store=store).code == 0
    other.rmdir()
    result = ran("sync", store=store)
    assert result.code == 3
    assert "not there" in result.out
    assert "mounted" in result.out
    only = ran("sync", "--source", "other", store=store)
    assert only.code == 1
    assert ran("sync", "--source", "nothing", store=store).code == 2


def test_config_shows_what_is_in_force_and_names_every_slip(tmp_path):
    file = paths().config
    file.parent.mkdir(parents=True)
    assert ran("config", "--check").code == 0
    file.write_text(
        f'# mine\n[[sources]]\npath = "{tmp_path}/gone"\n[[sources]]\npath = "{tmp_path}"\n[[sources]]\npath = "{tmp_path}/gone/deep"\n',
        encoding="utf-8",
    )
    checked = ran("config", "--check", "--json")
    assert checked.code == 1
    keys = [(problem["key"], problem["file"]) for problem in checked.json["problems"]]
    assert ("sources[1].path", str(file)) in keys
    assert any("lies inside" in problem["text"] for problem in checked.json["problems"])
    assert all(problem["remedy"] for problem in checked.json["problems"])
    assert 'every = "5 m"' in ran("config").out
    file.write_text("[worker]\nevery = 'often'\n", encoding="utf-8")
    broken = ran("config", "--json")
    assert broken.code == 1
    assert broken.json["settings"] is None
    assert broken.json["problems"][0]["key"] == "worker.every"
    assert ran("sync", store=tmp_path / "journey.db").code == 2


def test_adding_a_source_keeps_the_comments_of_the_file(tmp_path, folder):
    file = paths().config
    file.parent.mkdir(parents=True)
    file.write_text("# what we agreed\n[worker]\nevery = '1 m' # often\n", encoding="utf-8")
    assert ran("init", "--source", folder, store=tmp_path / "own" / "journey.db").code == 0
    text = file.read_text(encoding="utf-8")
    assert "# what we agreed" in text
    assert "# often" in text
    assert str(folder) in text


def test_the_questions_of_init_set_everything_up(tmp_path, folder):
    """A person on a terminal answers: a mailbox, a CRM folder, bring them in, confirm the own side."""
    environment = {
        **os.environ,
        "XDG_CONFIG_HOME": str(tmp_path / "c"),
        "XDG_STATE_HOME": str(tmp_path / "s"),
        "HOME": str(tmp_path),
    }
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "journey_tui", "init", "--store", str(tmp_path / "own" / "journey.db")],
        stdin=slave, stdout=slave, stderr=slave, env=environment, cwd=ROOT,
    )  # fmt: skip
    os.close(slave)
    answers = [
        (b"Where is the mail?", str(folder / "mail" / "dana.mbox")), (b"another one", ""), (b"CRM exports arrive?", str(folder / "crm")),
        (b"Europe/Berlin", "Mars/Base"), (b"no time zone. Again", ""), (b"new export come?", "w"), (b"another one", ""),
        (b"Where are the calendars?", ""), (b"call transcripts?", ""), (b"Bring them in now?", "y"), (b"Our mail domains", ""),
        (b"Which CRM user are you?", raw.SELLER),
    ]  # fmt: skip
    said = b""
    for question, answer in answers:
        said = _until(master, question, said)
        os.write(master, answer.encode() + b"\n")
    said = _until(master, b"Keep it in sync", said)
    assert process.wait(60) == 0
    os.close(master)
    text = (tmp_path / "c" / "journey" / "config.toml").read_text(encoding="utf-8")
    assert 'expect = "7 d"' in text
    assert "dana.mbox" in text


def _until(master: int, words: bytes, said: bytes) -> bytes:
    """Read until the terminal shows the words; returns what comes after them."""
    end = time.monotonic() + 90
    while words not in said:
        assert time.monotonic() < end, said[-500:]
        said += os.read(master, 4096)
    return said.partition(words)[2]
