"""A store whose deals say things that a channel's record could say."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from journey_tui.sync.importer import Importer
from journey_tui.workspace import Workspace
from tests import raw, tiny

DEALS = {raw.DEAL: raw.BUYER, raw.OTHER: "omar@pinecrest.example", raw.THIRD: "omar@pinecrest.example"}


def mail(number: int, sender: str, subject: str, text: str, at: datetime) -> str:
    """Return a customer's message of an mbox."""
    return (
        f"From - {at:%a %b %d %H:%M:%S %Y}\nMessage-ID: <c{number}@{sender.partition('@')[2]}>\nFrom: {sender}\nTo: {raw.SELLER}\n"
        f"Date: {at:%a, %d %b %Y %H:%M:%S +0000}\nSubject: {subject}\n\n{text}\n\n"
    )


OBJECTION = "The wifi drops in the cold store every afternoon, so whatever it is has to live with that."
RESULT = "In the pilot the picking errors fell from 31 to 12 in two weeks."
PRICE = "Your price per seat is another screen of numbers that nobody will use."


def said(now: datetime = raw.NOON) -> str:
    """Return what customers of two deals wrote."""
    return "".join([
        mail(1, raw.BUYER, "Cold chain rollout", OBJECTION, raw.ago(9, now)),
        mail(2, "omar@pinecrest.example", "Clinic rollout", "Honestly, the network drops on the second floor all day long.", raw.ago(8, now)),
        mail(3, raw.BUYER, "Cold chain rollout", RESULT, raw.ago(7, now)),
        mail(4, raw.BUYER, "Cold chain rollout", PRICE, raw.ago(6, now)),
        mail(5, "omar@pinecrest.example", "Clinic rollout", "We would never use another screen that our security team did not certify.", raw.ago(5, now)),
    ])  # fmt: skip


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the store, to be copied."""
    folder = raw.write_all(tmp_path_factory.mktemp("channels"))
    (folder / "mail" / "said.mbox").write_text(said())
    store = tmp_path_factory.mktemp("channel-store") / "journey.db"
    Importer(store, tiny.rules(), raw.NOON).run([folder])
    return store


@pytest.fixture
def store(made: Path, tmp_path: Path) -> Path:
    """Return a store of one's own."""
    shutil.copy(made, tmp_path / "journey.db")
    return tmp_path / "journey.db"


@pytest.fixture(autouse=True)
def _tiny_analyst(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("journey_tui.analysis.rules.RulesAnalyst", tiny.TinyAnalyst)


@pytest.fixture
def workspace(store: Path) -> Workspace:
    """Return the door."""
    return Workspace(store, now=raw.NOON, person="dana")
