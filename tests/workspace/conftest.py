"""The demo's deals, imported once: what the workspace is tried on."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from journey_tui.app import JourneyApp
from journey_tui.domain.views_workspace import ChatLine
from journey_tui.workspace import Workspace
from tests.model.standin import StandIn, always
from tests.stores import copied, settle

QUIET = "[measures]\nenabled = false\n"
"""Settings of a person who is asked nothing before a deal shows."""
TODAY = date(2027, 3, 17)
NOW = datetime(2027, 3, 17, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store with the demo's raw files, to be copied."""
    from journey_tui.cli.importing import rules
    from journey_tui.demo import DEMO_USER_ADDRESS, write_demo
    from journey_tui.sync.importer import Importer

    folder = tmp_path_factory.mktemp("demo")
    write_demo(folder / "raw", TODAY)
    path = folder / "own" / "journey.db"
    Importer(path, rules(), NOW).run([folder / "raw"])
    workspace = Workspace(path)
    workspace.set_member(tuple(key for key, _, address in workspace.members() if address == DEMO_USER_ADDRESS))
    return settle(path)


@pytest.fixture
def store(tmp_path: Path, demo: Path) -> Path:
    """Return a store of the test's own."""
    return copied(demo, tmp_path)


@pytest.fixture
def workspace(store: Path) -> Workspace:
    """Return the door to it, at a fixed moment."""
    return Workspace(store, person="hanna", now=NOW)


@pytest.fixture
def deal(workspace: Workspace) -> str:
    """Return the deal with a call that waits for its follow-up."""
    return workspace.find("skylark")[0].deal_id


@pytest.fixture
def make_app(monkeypatch: pytest.MonkeyPatch) -> Callable[..., JourneyApp]:
    """Return what makes the app over a workspace, with a fixed clock; the question of the day is tried elsewhere."""
    monkeypatch.setattr("journey_tui.doors.measures.are_on", lambda config: False)
    for name in ("NO_COLOR", "JOURNEY_ASCII", "JOURNEY_THEME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def make(workspace: Any, **options: Any) -> JourneyApp:
        return JourneyApp(workspace, clock=lambda: NOW, zone=UTC, **options)

    return make


# A small deal with a model of one's own: the raw files of the other tests, and a server that stands in for a model's.


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store with three small deals, to be copied."""
    from journey_tui.cli.importing import rules
    from journey_tui.sync.importer import Importer
    from tests import raw

    path = tmp_path_factory.mktemp("small") / "own" / "journey.db"
    Importer(path, rules(), raw.NOON).run([raw.write_all(tmp_path_factory.mktemp("small-raw"))])
    return settle(path)


@pytest.fixture(scope="session")
def server() -> Iterator[StandIn]:
    """Return the server that answers as each test says."""
    with StandIn() as one:
        yield one


@pytest.fixture
def model(server: StandIn, _quiet: None) -> StandIn:
    """Set the server up as the model of this person."""
    from journey_tui.paths import paths

    server.requests.clear()
    server.script = always("ok")
    paths().config.write_text(
        f'{QUIET}[model]\nname = "openai/stand-in"\nbase_url = "{server.url}"\nprice_in = 1\nprice_out = 10\nretries = 0\ntimeout = "20 s"\n'
    )
    return server


@pytest.fixture(autouse=True)
def _quiet(_own_places: None) -> None:
    """Ask nothing when a deal opens."""
    from journey_tui.paths import paths

    paths().config.parent.mkdir(parents=True, exist_ok=True)
    paths().config.write_text(QUIET)


@pytest.fixture(autouse=True)
def _light(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the model process start at once: with a small client in litellm's place, unless the test is marked `whole`."""
    from journey_tui.analysis.client import ModelClient

    if "whole" not in request.fixturenames:
        defaults = {
            **(ModelClient.__init__.__kwdefaults__ or {}),
            "program": (sys.executable, "-m", "tests.workspace.light_child"),
        }
        monkeypatch.setattr(ModelClient.__init__, "__kwdefaults__", defaults)


@pytest.fixture
def whole() -> None:
    """Use the model process as it is, with litellm."""


class Desk:
    """The workspace of one small deal."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.deal = workspace.find("Cold chain rollout")[0].deal_id

    def ask(self, question: str, **options: Any) -> tuple[list[str], ChatLine]:
        """Return what came, piece by piece, and the message that was kept."""
        talk = self.workspace.talk(self.deal, question, **options)
        pieces = list(talk)
        return pieces, self.workspace.keep_talk(self.deal, question, talk)


@pytest.fixture
def desk(small: Path, tmp_path: Path) -> Iterator[Desk]:
    """Return a workspace of the test's own; its model process ends with it."""
    from tests import raw

    workspace = Workspace(copied(small, tmp_path), person="dana", now=raw.NOON)
    yield Desk(workspace)
    workspace.close_model()


def number_of(server: StandIn, words: str) -> int:
    """Return the number of the source, in the last request, that has the words."""
    found = re.split(r"^\[(\d+)\] ", server.requests[-1].prompt, flags=re.M)
    return next(int(found[at]) for at in range(1, len(found), 2) if words in found[at + 1])
