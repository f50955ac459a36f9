"""What starts must not load what it does not need: looked at in fresh interpreters, by `sys.modules`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from journey_tui.sync.importer import Importer
from tests import raw, tiny

ROOT = Path(__file__).resolve().parents[1]
HEAVY = (
    "alembic",
    "dbos",
    "icalendar",
    "litellm",
    "pydantic",
    "rapidfuzz",
    "recurring_ical_events",
    "selectolax",
    "sqlalchemy",
    "sqlmodel",
    "webvtt",
)
TELL = f"; import sys; print(*[name for name in {HEAVY!r} if name in sys.modules])"


def loaded(code: str, *args: str) -> list[str]:
    """Return the heavy modules that are loaded after the code has run in a new interpreter."""
    ended = subprocess.run(
        [sys.executable, "-c", code + TELL, *args], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    return ended.stdout.splitlines()[-1].split()


@pytest.mark.parametrize("module", ["journey_tui", "journey_tui.cli.main", "journey_tui.workspace", "journey_tui.app"])
def test_importing_a_module_that_starts_loads_nothing_heavy(module):
    assert loaded(f"import {module}") == []


def test_neither_the_command_line_nor_the_workspace_loads_textual():
    told = subprocess.run(
        [sys.executable, "-c", "import journey_tui.cli.main, journey_tui.workspace, sys; print('textual' in sys.modules)"],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    assert told.stdout.strip() == "False"


def test_help_loads_nothing_heavy():
    code = """
import sys
sys.argv = ["journey", "--help"]
from journey_tui.cli.main import run
try:
    run()
except SystemExit as end:
    assert end.code in (0, None)
pass"""
    assert loaded(code) == []


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("hygiene")
    (folder / "source").mkdir()
    raw.write_all(folder / "source")
    Importer(folder / "journey.db", tiny.rules(), raw.NOON).run([folder / "source"])
    return folder / "journey.db"


def test_the_first_page_of_triage_loads_nothing_heavy(store):
    code = """
from pathlib import Path
import sys
from journey_tui.workspace import Workspace
assert Workspace(Path(sys.argv[1])).triage(mine=False).rows
pass"""
    assert loaded(code, str(store)) == []


def test_opening_a_deal_and_its_timeline_loads_nothing_heavy(store):
    code = """
from pathlib import Path
import sys
from journey_tui.workspace import Workspace
workspace = Workspace(Path(sys.argv[1]))
deal_id = workspace.triage(mine=False).rows[0].deal_id
assert workspace.deal(deal_id).deal.id == deal_id
workspace.timeline(deal_id)
workspace.search("the", deal_id=deal_id)
pass"""
    assert loaded(code, str(store)) == []
