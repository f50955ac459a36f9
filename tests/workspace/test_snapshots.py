"""How a proposal looks hunk by hunk, and an answer whose sentences were compared with what they cite, at three sizes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from journey_tui.app import JourneyApp
from journey_tui.workspace import Workspace
from tests import raw
from tests.model.standin import Answer
from tests.ui.driving import press, settle, shown
from tests.workspace.conftest import Desk, number_of
from tests.workspace.test_asking_keys import type_in, until

DAY = datetime(2026, 11, 28, 12, tzinfo=UTC)
SIZES = [(80, 24), (100, 30), (140, 45)]


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def size(request: pytest.FixtureRequest) -> Any:
    return request.param


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """Return a workspace whose files and clock stand at one day: pictures have dates in them."""
    from journey_tui.cli.importing import rules
    from journey_tui.sync.importer import Importer

    monkeypatch.setattr("journey_tui.doors.measures.are_on", lambda config: False)
    for name in ("NO_COLOR", "JOURNEY_ASCII", "JOURNEY_THEME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    path = tmp_path / "own" / "journey.db"
    Importer(path, rules(), DAY).run([raw.write_all(tmp_path / "raw", DAY)])
    workspace = Workspace(path, person="dana", now=DAY)
    yield Desk(workspace)
    workspace.close_model()


def app_of(desk: Desk) -> JourneyApp:
    return JourneyApp(desk.workspace, clock=lambda: DAY, zone=UTC, deal=desk.deal)


def other_words(asked: Any) -> Answer:
    """Change words within a line, put a line in, leave one out."""
    rows = asked.prompt.split("text as it stands:\n")[1].split("\n\nsources:")[0].split("\n")
    text = "\n".join(row[2:] for row in rows)
    text = text.replace("Hello Priya, I will call", "Good morning Priya, I would call").replace("A line too many.\n", "")
    return Answer(text.replace("\n\nBest regards", "\nA line is enough as an answer.\n\nBest regards"))


WRITTEN = """To: Priya Nair <priya.nair@brightwater.example>
Subject: The pallets

Hello Priya, I will call you tomorrow about the pallets of dairy, and about what your board would have to see before it can decide on them.

A line too many.
What does the board have to see?

Best regards
Dana"""


def test_a_proposal_hunk_by_hunk(snap_compare, desk, model, size):
    made = desk.workspace.draft(desk.deal, "follow-up")
    desk.workspace.save_artifact(made.id, WRITTEN, base=1)
    model.script = other_words

    async def before(pilot):
        await settle(pilot)
        await press(pilot, "5", "tab", "enter", "tab")
        await type_in(pilot, "/improve shorter please")
        await until(pilot, lambda: "AI proposes" in shown(pilot.app))
        await settle(pilot)
        await press(pilot, "a")
        await settle(pilot)

    assert snap_compare(app_of(desk), terminal_size=size, run_before=before)


def test_an_answer_with_struck_and_unsupported_sentences(snap_compare, desk, model, size):
    def script(asked: Any) -> Answer:
        n = number_of(model, "Janet Boyle signs anything over 50K")
        return Answer(
            f"Janet Boyle signs anything over 50K [{n}]. She loves blue boxes. Janet Boyle signs anything over 90K [{n}]. "
            f"It was said elsewhere [99]."
        )

    model.script = script

    async def before(pilot):
        await settle(pilot)
        await press(pilot, "5")
        await type_in(pilot, "/ask who would sign it?")
        await until(pilot, lambda: "Struck" in shown(pilot.app))
        await settle(pilot)

    assert snap_compare(app_of(desk), terminal_size=size, run_before=before)
