"""Own keys are checked before they are in force."""

from __future__ import annotations

import pytest

from journey_tui.keymap import KeymapError, load_keymap, refuse_conflicts
from tests.ui.driving import press, settle


def test_missing_file_is_the_default(tmp_path):
    assert load_keymap(tmp_path / "none.toml") == {}
    assert load_keymap(None) == {}


def test_no_two_default_keys_meet():
    refuse_conflicts("the default keys", {})
    with pytest.raises(KeymapError, match="would be both"):
        refuse_conflicts("a keymap", {"triage.sort": "j"})


def test_vim_preset_frees_h(tmp_path):
    path = tmp_path / "keymap.toml"
    path.write_text('preset = "vim"\n[keys]\n"triage.sort" = "B"\n')
    assert load_keymap(path) == {"view.origin": "H", "triage.sort": "B"}


@pytest.mark.parametrize(
    ("mapping", "words"),
    [
        ({"no.such": "x"}, "no command 'no.such'"),
        ({"triage.sort": "e"}, "item.evidence"),
        ({"triage.sort": "ctrl+h"}, "does not reach"),
        ({"triage.sort": ""}, "is not a key"),
        ({"triage.sort": 7}, "write a key"),
        ({"triage.sort": "no such key"}, "is not a key"),
        ({"preset": "emacs"}, "no preset 'emacs'"),
        ({"triage.sort": "v", "triage.views": "b", "triage.mine": "b"}, "triage.views"),
    ],
)
def test_faults_are_named(mapping, words):
    with pytest.raises(KeymapError, match=words):
        load_keymap(mapping)


def test_broken_file_is_named(tmp_path):
    path = tmp_path / "keymap.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(KeymapError, match=r"keymap\.toml"):
        load_keymap(path)


def test_same_key_in_two_places_that_never_meet():
    assert load_keymap({"triage.sort": "1"}) == {"triage.sort": "1"}


async def test_swapped_keys_are_in_force(make_app):
    app = make_app(keymap={"triage.sort": "v", "triage.views": "b"})
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "b", "4")
        assert app.screen.view.name == "Customer ahead of CRM"
        await press(pilot, "escape", "v", "2")
        assert app.screen.order == "account"


async def test_faulty_keymap_is_said_and_default_keys_work(make_app):
    app = make_app(keymap={"triage.sort": "e"})
    async with app.run_test(size=(140, 45)) as pilot:
        await settle(pilot)
        assert "keymap is not in force" in app.screen.foot.notice
        await press(pilot, "b", "2")
        assert app.screen.order == "account"
