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


LATE = (
    "journey_tui.analysis",
    "journey_tui.data.reader",
    "journey_tui.data.rows",
    "journey_tui.domain.model",
    "journey_tui.domain.reading",
    "journey_tui.domain.views",
    "journey_tui.doors.reading",
    "journey_tui.doors.near",
    "journey_tui.doors.whole",
    "journey_tui.playbooks",
    "journey_tui.screens.deal",
    "journey_tui.screens.dialogs",
    "journey_tui.sync",
    "journey_tui.widgets.story",
    "rich.markdown",
    "textual.widgets._markdown",
    "textual.widgets._text_area",
    "tomllib",
    "tree_sitter",
)
"""What the list of deals does without: none of it may be loaded before the rows are on the screen."""


def modules(code: str, *args: str) -> set[str]:
    """Return every module that is loaded after the code has run in a new interpreter."""
    ended = subprocess.run(
        [sys.executable, "-c", code + "\nimport sys; print(*sys.modules)", *args],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    return set(ended.stdout.splitlines()[-1].split())


def test_the_list_of_deals_stands_on_its_own_door(store):
    code = """
from pathlib import Path
import sys
from journey_tui.workspace import Workspace
workspace = Workspace(Path(sys.argv[1]), person="somebody")
assert workspace.triage(mine=False).rows and workspace.triage(mine=True).total and workspace.data_version()"""
    found = modules(code, str(store))
    assert found & set(LATE) == set()
    assert len([name for name in found if name.startswith("journey_tui")]) <= 22


def test_the_doors_come_as_they_are_called(store):
    code = """
from pathlib import Path
import sys
from journey_tui.workspace import Workspace
workspace = Workspace(Path(sys.argv[1]), person="somebody")
row = workspace.triage(mine=False).rows[0]
assert "journey_tui.doors.whole" not in sys.modules
assert workspace.deal(row.deal_id).deal.id == row.deal_id and workspace.saved_views() == ()
assert isinstance(workspace, Workspace) and workspace.triage(mine=False).rows[0] == row
assert workspace.opening(row.deal_id).view.deal.id == row.deal_id and workspace.source_ages()
assert not {name for name in sys.modules if name.startswith(("journey_tui.doors.whole", "journey_tui.doors.asking"))}
assert workspace.decisions() == [] and workspace.deal(row.deal_id).deal.id == row.deal_id
assert "journey_tui.doors.asking" in sys.modules
try:
    workspace.nonsense
except AttributeError as error:
    assert "nonsense" in str(error)
else:
    raise SystemExit("an attribute that nobody made was found")"""
    assert "journey_tui.doors.whole" in modules(code, str(store))


def test_a_class_of_the_workspace_widens_with_it(store):
    code = """
from pathlib import Path
import sys
from journey_tui.workspace import Workspace
class Own(Workspace):
    pass
assert Own.timeline is Workspace.timeline
own = Own(Path(sys.argv[1]), person="somebody")
assert own.find("a") is not None"""
    assert "journey_tui.doors.near" in modules(code, str(store))


def test_the_rows_are_painted_before_anything_else_is_loaded(store):
    code = """
import sys
from pathlib import Path
from journey_tui.ahead import Ahead
from journey_tui.cli.run import open_workspace
from journey_tui.workspace import Workspace
workspace = Workspace(Path(sys.argv[1]), person="somebody")
ahead = Ahead(lambda: workspace.triage(limit=24))
from journey_tui.app import JourneyApp
from journey_tui.journal import attach_log
from journey_tui.looks import chosen_looks
from journey_tui.probe import WidthProbe
from journey_tui.screens.triage import TriagePlace
chosen_looks(Path("no such file"))
at_first_paint = []
def load(self, what, work, **rest):
    painted = [list(self.list.render_line(line)) for line in range(6)]
    assert what in ("page", "around") and any(segment.text.strip() for strip in painted for segment in strip)
    at_first_paint.extend(sys.modules)
    self.app.exit()
TriagePlace.load = load
app = JourneyApp(workspace, ahead=ahead, keymap=Path("no such file"), plain=False)
app.warm = False
app.run(headless=True, size=(120, 40))
print()
print(*at_first_paint)
raise SystemExit"""
    ended = subprocess.run(
        [sys.executable, "-c", code, str(store)], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    found = set(ended.stdout.splitlines()[-1].split())
    assert "journey_tui.screens.triage" in found
    assert found & set(LATE) == set()
    assert found & set(HEAVY) == set()


@pytest.mark.parametrize("line", [["--help"], ["deals", "--json", "--limit", "5"]])
def test_a_command_loads_what_it_needs_alone(line, store):
    code = f"""
import sys
sys.argv = ["journey", *{line!r}]
import os
os.environ["JOURNEY_STORE"] = {str(store)!r}
from journey_tui.cli.start import run
try:
    run()
except SystemExit as end:
    assert end.code in (0, None)
"""
    found = modules(code)
    assert found & (set(LATE) | set(HEAVY) | {"rich.console", "textual", "zoneinfo"}) == set()


def test_deciding_loads_nothing_heavy_and_nothing_that_reads_texts(store):
    code = """
from pathlib import Path
import sys
from journey_tui.workspace import Workspace
workspace = Workspace(Path(sys.argv[1]), person="somebody")
deal_id = workspace.triage(mine=False).rows[0].deal_id
workspace.mark_seen(deal_id)
step = workspace.deal(deal_id).reading.steps[0]
workspace.decide("step", step.id, deal_id=deal_id, value="done")
assert workspace.undo().kind == "step"
assert workspace.redo().kind == "step" and workspace.coming()[0].kind == "step\""""
    found = modules(code, str(store))
    assert found & set(HEAVY) == set()
    assert "journey_tui.data.decisions" in found
    assert [name for name in found if name.startswith(("journey_tui.analysis", "journey_tui.sync.importer"))] == []
