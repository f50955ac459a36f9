"""Where a key is found, and that a place which cannot be used is named without what it holds."""

from __future__ import annotations

import pytest

from journey_tui.analysis.secrets import SecretError, find_key


def test_a_systemd_credential_comes_first(tmp_path):
    (tmp_path / "journey_model_key").write_text("from-systemd\n")
    places = {"CREDENTIALS_DIRECTORY": str(tmp_path), "JOURNEY_MODEL_KEY": "from-environment"}
    assert find_key(environ=places) == "from-systemd"


def test_the_environment_comes_before_a_command():
    assert find_key("MY_KEY", "false", environ={"MY_KEY": "mine", "JOURNEY_MODEL_KEY": "other"}) == "mine"
    assert find_key("", "false", environ={"JOURNEY_MODEL_KEY": "other"}) == "other"


def test_a_command_comes_before_a_file(tmp_path):
    assert find_key("", "echo told", str(tmp_path / "absent"), environ={}) == "told"


def test_a_private_file_is_read(tmp_path):
    place = tmp_path / "key"
    place.write_text("kept\n")
    place.chmod(0o600)
    assert find_key(file=str(place), environ={}) == "kept"


def test_nothing_set_is_no_error():
    assert find_key(environ={}) == ""


@pytest.mark.parametrize("command", ["/nowhere/at/all", "false", "'", "echo two words"])
def test_a_command_that_gives_no_key_is_named(command):
    with pytest.raises(SecretError, match="key_command"):
        find_key("", command, environ={})


def test_a_file_that_others_can_read_is_refused(tmp_path):
    place = tmp_path / "key"
    place.write_text("seen-by-all")
    place.chmod(0o644)
    with pytest.raises(SecretError, match="chmod 600") as caught:
        find_key(file=str(place), environ={})
    assert "seen-by-all" not in str(caught.value)


@pytest.mark.parametrize("value", ["two words", "ünicode", "x" * 20_000, "bell\x07"])
def test_what_is_no_key_is_refused_without_being_quoted(value):
    with pytest.raises(SecretError) as caught:
        find_key("MY_KEY", environ={"MY_KEY": value})
    assert value[:4] not in str(caught.value).replace("MY_KEY", "")
