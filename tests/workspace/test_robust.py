"""Large, hostile, broken, shared: nothing that a person typed is lost, and no key is slow for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from journey_tui.data.sqlite import open_writer
from journey_tui.workspace import Workspace
from tests import raw
from tests.model.standin import Answer
from tests.ui.driving import SIZES, press, screen_lines, settle, shown
from tests.workspace.test_asking_keys import type_in, until

CONTROLS = set(map(chr, [*range(0x20), *range(0x7F, 0xA0)])) | set("\u202e\u2028\u200b")


def steered(app) -> set[str]:
    """Return what of the screen could steer a terminal."""
    return CONTROLS & set("".join(screen_lines(app)))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_hostile_text_in_every_place_of_the_workspace(make_app, desk, model, size):
    hostile = raw.hostile("Agree (Y/n)?")
    model.script = lambda asked: Answer("\n".join(hostile) + "\nKEEP: " + hostile[0])
    for text in hostile:
        desk.workspace.pin(desk.deal, text)
    made = desk.workspace.draft(desk.deal, "note")
    desk.workspace.rename_artifact(made.id, hostile[4])
    desk.workspace.save_artifact(made.id, "\n".join(hostile), base=1)
    desk.workspace.propose(made.id, "\n".join(reversed(hostile)), base=2, note=hostile[1])
    desk.workspace.say(desk.deal, hostile[0])
    app = make_app(desk.workspace, deal=desk.deal)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "5")
        assert not steered(app)
        await type_in(pilot, "/ask what now?")
        await settle(pilot)
        assert not steered(app)
        await press(pilot, "escape", "g", "G", "tab", "enter")
        assert not steered(app)
        await press(pilot, "V", "a", "x", "u", "escape", "V", "escape", "i")
        assert not steered(app)
        await press(pilot, *"typed", "escape", "e", "y", "X", "escape")
        assert not steered(app)
        assert not CONTROLS - {"\n"} & set(app.clipboard or "")
        assert "[bold]" in desk.workspace.artifact(made.id).version.text, "markup is text"


async def test_two_sessions_on_one_artifact_lose_nothing(make_app, desk):
    made = desk.workspace.draft(desk.deal, "note")
    other = Workspace(desk.workspace.store, person="lee", now=raw.NOON)
    app = make_app(desk.workspace, deal=desk.deal)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "5", "tab", "enter", "i", *"mine ")
        other.save_artifact(made.id, "written by lee meanwhile", base=1)
        await press(pilot, *"too", "escape")
        assert "lee saved another one meanwhile" in " ".join(shown(app).split())
    texts = [desk.workspace.artifact_version(made.id, one.number).text for one in desk.workspace.artifact_versions(made.id)]
    assert any("mine too" in text for text in texts)
    assert "written by lee meanwhile" in texts
    states = {one.state for one in desk.workspace.artifact_versions(made.id)}
    assert "beside" in states


async def test_who_saved_first_is_told_too_once_another_session_saves(make_app, desk):
    made = desk.workspace.draft(desk.deal, "note")
    other = Workspace(desk.workspace.store, person="lee", now=raw.NOON)
    app = make_app(desk.workspace, deal=desk.deal)
    async with app.run_test(size=(140, 45)) as pilot:
        await settle(pilot)
        await press(pilot, "5", "tab", "enter", "i", *"mine ", "escape")
        await until(pilot, lambda: "Version 2 saved" in shown(app))
        other.save_artifact(made.id, "written by lee meanwhile", base=1)
        await until(
            pilot, lambda: "lee saved version 3 meanwhile; your version 2 is kept beside it" in " ".join(shown(app).split())
        )
        await until(pilot, lambda: "written by lee meanwhile" in shown(app))
        await press(pilot, "V")
        assert "kept beside" in shown(app)
    texts = [desk.workspace.artifact_version(made.id, one.number).text for one in desk.workspace.artifact_versions(made.id)]
    assert any("mine" in text for text in texts)


async def test_a_version_that_goes_on_from_one_s_own_is_no_news(make_app, desk):
    made = desk.workspace.draft(desk.deal, "note")
    other = Workspace(desk.workspace.store, person="lee", now=raw.NOON)
    app = make_app(desk.workspace, deal=desk.deal)
    async with app.run_test(size=(140, 45)) as pilot:
        await settle(pilot)
        await press(pilot, "5", "tab", "enter", "i", *"mine ", "escape")
        await until(pilot, lambda: "Version 2 saved" in shown(app))
        other.save_artifact(made.id, "mine, and lee's after it", base=2)
        await press(pilot, "r")
        await settle(pilot)
        assert "meanwhile" not in shown(app)


def editor(tmp_path: Path, body: str) -> str:
    """Return a program that stands in for a person's editor."""
    path = tmp_path / "editor"
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return str(path)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("exit 3", "ended with 3"),
        ('printf "\\000\\377" > "$1"', "is no text"),
        ('rm "$1"', "cannot be read"),
        (None, "No editor is set"),
        ("missing", "was not found"),
    ],
)
async def test_an_editor_that_fails_changes_nothing(make_app, desk, monkeypatch, tmp_path, body, says):
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    if body is not None:
        monkeypatch.setenv("EDITOR", "/nowhere/editor" if body == "missing" else editor(tmp_path, body))
    made = desk.workspace.draft(desk.deal, "note")
    before = desk.workspace.artifact(made.id).version
    app = make_app(desk.workspace, deal=desk.deal)
    async with app.run_test(size=(140, 45)) as pilot:
        await settle(pilot)
        await press(pilot, "5", "tab", "enter", "E")
        assert says in " ".join(shown(app).split())
    assert desk.workspace.artifact(made.id).version == before


async def test_what_the_editor_saves_is_a_version(make_app, desk, monkeypatch, tmp_path):
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", editor(tmp_path, 'printf "from\\033[31m my editor" > "$1"'))
    made = desk.workspace.draft(desk.deal, "note")
    app = make_app(desk.workspace, deal=desk.deal)
    async with app.run_test(size=(140, 45)) as pilot:
        await settle(pilot)
        await press(pilot, "5", "tab", "enter", "E")
    assert desk.workspace.artifact(made.id).version.text == "from my editor"


async def test_a_large_artifact_a_long_chat_and_many_artifacts_open_and_move(make_app, desk):
    large = desk.workspace.draft(desk.deal, "note")
    text = "\n".join(f"Line {n} of a very long text that somebody has pasted" for n in range(40_000))
    desk.workspace.save_artifact(large.id, text, base=1)
    fill(desk.workspace.store, desk.deal, messages=1_000, artifacts=500)
    app = make_app(desk.workspace, deal=desk.deal)
    async with app.run_test(size=(140, 45)) as pilot:
        await settle(pilot)
        await press(pilot, "5")
        assert "question 999" in shown(app)
        await press(pilot, "g", "g")
        assert "question 9" in shown(app)
        await press(pilot, "tab")
        assert "500 artifacts" in shown(app)
        await press(pilot, "G", "g")
        desk.workspace.rename_artifact(large.id, "The large one")
        await press(pilot, "r", "slash", *"large one", "enter", "enter")
        assert "Line 1 of" in shown(app)
        await press(pilot, "i", *"top ", "escape")
        assert desk.workspace.artifact(large.id).version.text.startswith("top Line 0")
        await press(pilot, "V", "enter")
        assert "+ top Line 0" in shown(app)


def fill(store: Path, deal: str, *, messages: int, artifacts: int) -> None:
    """Put many messages and artifacts into a deal."""
    connection = open_writer(store)
    at = int(raw.NOON.timestamp() * 1000)
    connection.executemany(
        "INSERT INTO chat_message (deal_id, at, uid, person, role, state, text, cites, detail) VALUES (?,?,1,'dana','person','done',?,'[]','{}')",
        [(deal, at + n, f"question {n}") for n in range(messages)],
    )
    for n in range(artifacts - 1):
        key = f"many{n:08d}"
        connection.execute(
            "INSERT INTO artifact VALUES (?,?,'note',?,'','','draft',1,?,'dana',?,'dana',NULL,'','')",
            (key, deal, f"Note {n}", at, at),
        )
        connection.execute(
            "INSERT INTO artifact_version (artifact_id, number, at, uid, person, author, state, base, note, cites, hash, text) "
            "VALUES (?,1,?,1,'dana','person','kept',0,'','[]','x','short')",
            (key, at),
        )
    connection.close()


async def test_on_a_store_that_cannot_be_written_the_store_still_answers_and_says_what_is_not_kept(make_app, desk, monkeypatch):
    from journey_tui.data.store import StoreError

    def not_written(*_: object, **__: object) -> None:
        raise StoreError("The store cannot be written")

    for module in ("chat", "artifacts"):
        monkeypatch.setattr(f"journey_tui.doors.{module}.writing", not_written)
    app = make_app(desk.workspace, deal=desk.deal)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "5")
        await type_in(pilot, "who can say yes?")
        await settle(pilot)
        text = " ".join(shown(app).split())
        assert "from the store" in text
        assert "could not be kept: The store cannot be written" in text
        await press(pilot, "escape", "A", "enter")
        assert "cannot be written" in " ".join(shown(app).split())


async def test_phrases_are_marked_while_somebody_writes(make_app, desk, monkeypatch):
    monkeypatch.setattr(desk.workspace, "do_not_say", lambda _: ("cheapest",))
    desk.workspace.draft(desk.deal, "note")
    app = make_app(desk.workspace, deal=desk.deal)
    async with app.run_test(size=(140, 45)) as pilot:
        await settle(pilot)
        await press(pilot, "5", "tab", "enter", "i", *"they failed at the cheapest offer ")
        await until(pilot, lambda: "2 phrases marked" in shown(app))
        await press(pilot, "escape")
        text = " ".join(shown(app).split())
        assert "“failed” – say" in text
        assert "“cheapest” is on the channel's do-not-say list" in text
