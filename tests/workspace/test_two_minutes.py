"""From a call to a follow-up that is written, copied, exported and marked as sent: exactly the keys of docs/workspace.md, without and with a model."""

from __future__ import annotations

import email
import email.policy
import os
import re
from pathlib import Path
from typing import Any

import pytest

from journey_tui.screens.evidence import EvidencePlace
from journey_tui.screens.triage import TriagePlace
from journey_tui.workspace import Workspace
from tests.model.standin import Answer, Asked, StandIn
from tests.ui.driving import SIZES, press, settle, shown
from tests.workspace.test_asking_keys import until

pytestmark = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
NAMES = {"Enter": "enter", "Esc": "escape"}
DOCS = Path(__file__).resolve().parents[2] / "docs" / "workspace.md"


def keys_of_the_docs() -> list[tuple[str, str]]:
    """Return the first column of the table: (key, "") or ("", what is typed)."""
    part = DOCS.read_text(encoding="utf-8").split("## A follow-up in two minutes")[1].split("\n## ")[0]
    cells = [line.split("|")[1] for line in part.splitlines() if line.startswith("| `")]
    return re.findall(r"`([^`]+)`|“([^”]+)”", " ".join(cells))


def kinder(asked: Asked) -> Answer:
    """Answer with the text as it stands under another greeting."""
    rows = asked.prompt.split("text as it stands:\n")[1].split("\n\nsources:")[0].split("\n")
    return Answer("\n".join(row[2:] for row in rows).replace("Hello", "Good morning"), pieces=20)


async def test_the_keys_of_the_docs_lead_from_a_call_to_a_follow_up_that_was_sent(
    make_app: Any, workspace: Workspace, deal: str, size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await walk(make_app(workspace), workspace, deal, size, tmp_path, monkeypatch)
    (made,) = workspace.artifacts(deal)
    assert [one.author for one in workspace.artifact_versions(made.id)] == ["person", "template"]


async def test_they_are_the_same_with_a_model(
    make_app: Any, workspace: Workspace, deal: str, size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    model: StandIn,
) -> None:  # fmt: skip
    model.script = kinder
    await walk(make_app(workspace), workspace, deal, size, tmp_path, monkeypatch, greeting="Good morning Bartek")
    workspace.close_model()
    (made,) = workspace.artifacts(deal)
    assert [one.author for one in workspace.artifact_versions(made.id)] == ["person", "ai", "template"]


async def walk(
    app: Any, workspace: Workspace, deal: str, size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    greeting: str = "Hello Bartek",
) -> None:  # fmt: skip
    """Press the keys, and look at what each does."""
    monkeypatch.chdir(tmp_path)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        assert app.screen.list.current.deal_id == deal, "what needs you first is the call without its follow-up"
        for key, typed in keys_of_the_docs():
            await press(pilot, *(typed or [NAMES.get(key, key)]))
            if key == "a":
                await until(pilot, lambda: greeting in shown(app))
                await settle(pilot)
            if key == "e":
                assert isinstance(app.screen, EvidencePlace), shown(app)
                assert "Leopold signs every order here" in " ".join(shown(app).split())
        (made,) = workspace.artifacts(deal)
        text = workspace.artifact(made.id).version.text
        assert made.state == "sent", shown(app)
        assert f"{greeting},\n\nAs promised: Thank you for the call" in text, text
        assert app.clipboard.startswith(f"{greeting},\n\nAs promised: Thank you")
        (exported,) = (name for name in os.listdir(tmp_path) if name.endswith(".eml"))
        with open(tmp_path / exported, "rb") as handle:  # noqa: ASYNC230 - a few lines
            message = email.message_from_binary_file(handle, policy=email.policy.default)
        assert "bartek.zielinski@skylark-ground.example" in message["To"]
        assert "As promised: Thank you" in message.get_content()
        quoted = {one.id: " ".join(one.quote.split()).strip(".") for one in workspace.deal(deal).evidence}
        assert [key for key in workspace.artifact(made.id).version.cites if quoted[key] not in text] == [], (
            "every citation is true"
        )
        step = next(one for one in workspace.deal(deal).reading.steps if one.id == made.step_id)
        assert (step.kind, step.state) == ("follow_up", "done")
        assert app.screen.tab == 4, "back on the steps"
        await until(pilot, lambda: "marked done by" in shown(app))  # the same step, below the open ones by now
        await press(pilot, "escape")
        assert isinstance(app.screen, TriagePlace)
