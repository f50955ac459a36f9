"""The README is true: its commands run, its keys are the keys."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from journey_tui.commands import COMMANDS, key_name
from journey_tui.paths import paths
from tests import raw
from tests.cli.conftest import ran

README = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```\n(.*?)^```$", README, re.M | re.S)


def _commands() -> list[list[str]]:
    lines = [line.split("  #")[0].strip() for block in BLOCKS for line in block.splitlines()]
    return [shlex.split(line)[1:] for line in lines if line.startswith("journey ")]


def test_every_command_runs(store: Path, tmp_path: Path) -> None:
    raw.zipped(raw.write_all(tmp_path / "all"), tmp_path / "weekly.zip")
    places = {
        "~/exports/weekly.zip": tmp_path / "weekly.zip", "~/Mail/deals.mbox": tmp_path / "all" / "mail" / "dana.mbox",
        "calendar.ics": tmp_path / "all" / "calendar" / "dana.ics", "calls/": tmp_path / "all" / "calls",
        "~/journey-backup.db": tmp_path / "copy.db", "you@yourcompany.com": raw.SELLER, "yourcompany.com": "halyard.example",
        "cb7c6d62": ran("show", "brightwater", "--json", store=store).json["requirements"][0]["strongest"][:8],
    }  # fmt: skip
    config = paths().config
    config.parent.mkdir(parents=True)
    config.write_text(f'[[sources]]\npath = "{tmp_path / "all"}"\n', encoding="utf-8")
    commands = _commands()
    assert len(commands) > 10
    for words in commands:
        if "--team" in words or words == ["worker"]:
            continue  # one needs a group of that name, the other runs until it is stopped: both have tests of their own
        result = ran(*(places.get(word, word) for word in words), store=store)
        assert result.code == 0, (words, result.err)


def test_its_keys_are_the_keys() -> None:
    table = README.split("## Keys")[1].split("`journey keys`")[0]
    told = {key for run in re.findall(r"`([^`]+)`", table) for key in run.split()}
    known = {key_name(key) for command in COMMANDS for key in command.keys}
    spelled = {"to"}
    assert told - known - spelled == set()
    later = {"L", "R"}
    plain = {name for command in COMMANDS for name in map(key_name, command.keys[:1]) if name not in later}
    assert plain - told - {"Shift+Tab", "3", "4", "5", "2"} == set()


def test_its_two_first_commands_are_targets_of_the_makefile() -> None:
    makefile = (Path(__file__).resolve().parents[2] / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^make (\w+)", README, re.M):
        assert re.search(rf"^{target}:", makefile, re.M)


def test_its_links_lead_somewhere() -> None:
    for link in re.findall(r"\]\(([^)]+)\)", README):
        assert (Path(__file__).resolve().parents[2] / link).is_file(), link
