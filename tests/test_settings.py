"""The settings file: read with its defaults, and every slip named with file, key and remedy."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from journey_tui.looks import Looks, chosen_looks
from journey_tui.settings import Settings, SettingsError, load_settings, read_duration, show_duration


def write(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_everything_has_its_default(tmp_path):
    settings = load_settings(tmp_path / "absent.toml")
    assert settings == Settings()
    assert settings.sources == ()
    assert not settings.model.configured
    assert settings.measures.enabled


def test_sources_are_read_with_their_names_and_intervals(tmp_path):
    settings = load_settings(write(tmp_path, """
        [worker]
        every = "10 m"

        [[sources]]
        path = "~/Mail/deals.mbox"
        every = "30 s"

        [[sources]]
        name = "weekly export"
        path = "/srv/exports"
        expect = "7 d"
        zone = "Europe/Berlin"
    """))  # fmt: skip
    mail, exports = settings.sources
    assert (mail.name, mail.path) == ("deals.mbox", Path.home() / "Mail/deals.mbox")
    assert settings.every(mail) == timedelta(seconds=30)
    assert settings.every(exports) == timedelta(minutes=10)
    assert (exports.name, exports.expect, exports.zone) == ("weekly export", timedelta(days=7), "Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "key", "words", "remedy"),
    [
        ("[worker]\nevry = '5 m'", "worker.evry", "not known", "every"),
        ("[wroker]\n", "wroker", "not known", "worker"),
        ("[[sources]]\nname = 'x'", "sources[1].path", "missing", "Add"),
        ("[[sources]]\npath = 'Mail'", "sources[1].path", "from / or ~", "config --check"),
        ("[[sources]]\npath = '/a'\n[[sources]]\npath = '/b'\nevery = 'soon'", "sources[2].every", "5 m", "config --check"),
        ("[[sources]]\npath = '/a'\nzone = 'Berlin'", "sources[1].zone", "Europe/Berlin", "config --check"),
        ("[[sources]]\npath = '/a'\n[[sources]]\npath = '/a'", "", "two sources", "config --check"),
        ("[worker]\nevery = '0 s'", "worker.every", "1 s or more", "config --check"),
        ("[ui]\ntheme = 'neon'", "ui.theme", "dark", "config --check"),
        ("[worker\n", "", "TOML", "Mend"),
    ],
)
def test_a_slip_names_file_key_and_remedy(tmp_path, text, key, words, remedy):
    path = write(tmp_path, text)
    with pytest.raises(SettingsError) as caught:
        load_settings(path)
    problem = caught.value.problems[0]
    assert (problem.file, problem.key) == (str(path), key)
    assert words in problem.text
    assert remedy in problem.remedy
    assert str(path) in str(caught.value)


def test_what_the_file_says_cannot_steer_a_terminal(tmp_path):
    path = write(tmp_path, '[worker]\n"ev\\u001b]0;x\\u0007ery" = "\\u001b[2J"')
    with pytest.raises(SettingsError) as caught:
        load_settings(path)
    assert "\x1b" not in str(caught.value)


def test_an_unreadable_file_is_named(tmp_path):
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match="UTF-8"):
        load_settings(path)


@pytest.mark.parametrize("text", ["30 s", "5 m", "2 h", "6 d", "1 w", "1.5 s"])
def test_a_length_of_time_is_shown_as_it_is_written(text):
    assert show_duration(read_duration(text)) == text


def test_the_looks_are_read_without_the_checker_and_survive_a_broken_file(tmp_path):
    assert chosen_looks(write(tmp_path, "[ui]\ntheme = 'light'\nmouse = false")) == Looks("light", False)
    assert chosen_looks(write(tmp_path, "[ui]\ntheme = 3\nmouse = 'no'")) == Looks()
    assert chosen_looks(write(tmp_path, "[ui\n")) == Looks()
    assert chosen_looks(write(tmp_path, "ui = 1")) == Looks()


def test_the_model_is_set_up_without_its_key(tmp_path):
    from decimal import Decimal

    from journey_tui.analysis.model_types import ModelConfig

    text = """
        [model]
        name = "openai/gpt-4o-mini"
        base_url = "http://127.0.0.1:8080/v1/"
        key_command = "pass show journey"
        money_per_run = 0.5
        money_per_day = "no limit"
        timeout = "30 s"
    """
    config = ModelConfig.of(load_settings(write(tmp_path, text)).model)
    assert (config.name, config.base_url) == ("openai/gpt-4o-mini", "http://127.0.0.1:8080/v1")
    assert (config.money_per_run, config.money_per_day) == (Decimal("0.5"), None)
    assert (config.timeout_s, config.key_file) == (30, "")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('api_key = "sk-1"', "not known"),
        ('base_url = "ftp://x"', "write an address"),
        ('base_url = "http://me:secret@host/v1"', "without a key"),
        ('name = "two words"', "the provider, a slash"),
        ("money_per_run = -1", "US dollars"),
        ("concurrency = 0", "greater than or equal"),
    ],
)
def test_a_slip_in_the_model_s_section_is_named(tmp_path, line, words):
    with pytest.raises(SettingsError, match=words):
        load_settings(write(tmp_path, f"[model]\n{line}\n"))
