"""Questions and drafts on the command line: answered with quotes, kept with the deal, exported and never sent."""

from __future__ import annotations

import email
import email.policy
import sys

import pytest

from tests.cli.conftest import ran
from tests.model.standin import Answer, StandIn, always


def test_a_question_is_answered_from_the_store(store) -> None:
    found = ran("ask", "brightwater", "who can say yes?", "--json", store=store)
    assert found.code == 0
    assert found.json["understood"]
    assert found.json["way"].startswith("from the store")


def test_what_is_not_understood_says_so_and_ends_with_1(store) -> None:
    found = ran("ask", "brightwater", "zebra frobnication", store=store)
    assert found.code == 1
    assert "not understood" in found.out


def test_a_draft_is_kept_listed_printed_and_exported(store, tmp_path) -> None:
    made = ran("draft", "brightwater", "follow-up", "--json", store=store).json
    key = made["artifact"]["id"]
    assert made["version"]["author"] == "template"
    assert key in {one["id"] for one in ran("artifacts", "brightwater", "--json", store=store).json}
    assert made["version"]["text"].splitlines()[0] in ran("artifacts", "brightwater", key, store=store).out
    written = ran("artifacts", "brightwater", key, "--export", "eml", "--to", str(tmp_path), "--json", store=store).json
    with open(written["file"], "rb") as handle:
        message = email.message_from_binary_file(handle, policy=email.policy.default)
    assert message["Subject"]
    again = ran("artifacts", "brightwater", key, "--export", "eml", "--to", str(tmp_path), "--json", store=store).json
    assert again["file"] != written["file"]  # a file that is there is never written over


def test_an_unknown_kind_or_artifact_is_named(store) -> None:
    refused = ran("draft", "brightwater", "poem", store=store)
    assert (refused.code, "no kind of artifact" in refused.err) == (1, True)
    missing = ran("artifacts", "brightwater", "zzzz", store=store)
    assert (missing.code, "zzzz" in missing.err) == (1, True)


@pytest.fixture
def server(monkeypatch):
    """Set a server up as the model of this person."""
    from journey_tui.analysis.client import ModelClient
    from journey_tui.paths import paths

    program = {**(ModelClient.__init__.__kwdefaults__ or {}), "program": (sys.executable, "-m", "tests.workspace.light_child")}
    monkeypatch.setattr(ModelClient.__init__, "__kwdefaults__", program)
    with StandIn() as one:
        paths().config.parent.mkdir(parents=True, exist_ok=True)
        paths().config.write_text(
            f'[model]\nname = "openai/stand-in"\nbase_url = "{one.url}"\nprice_in = 0\nprice_out = 0\nretries = 0\n'
        )
        yield one


def test_the_rest_is_answered_by_the_model_and_checked(store, server) -> None:
    server.script = always("It looks fine. See https://evil.example [999].")
    found = ran("ask", "brightwater", "purple monkey dishwasher", "--json", store=store)
    plain = ran("ask", "brightwater", "who can say yes?", "--with", "openai/other", store=store)
    assert [one.body["model"] for one in server.requests] == ["stand-in", "other"]
    assert (found.code, found.json["state"]) == (0, "done")
    assert found.json["way"].startswith("openai/stand-in")
    assert [line["ink"] for line in found.json["lines"]] == ["weak", "struck"]
    assert "evil" not in found.out + plain.out
    assert "Unsupported" in plain.out


def test_the_model_writes_a_draft_and_where_it_does_not_the_template_stands(store, server) -> None:
    server.script = always("Hello,\n\nThank you for your time.")
    made = ran("draft", "brightwater", "recap", "--wish", "short", "--json", store=store)
    assert (made.code, made.json["version"]["author"]) == (0, "ai")
    assert "short" in server.requests[-1].prompt
    server.script = lambda _: Answer(status=500)
    kept = ran("draft", "brightwater", "recap", "--json", store=store)
    assert (kept.code, kept.json["version"]["author"]) == (3, "template")
    assert "error of its own" in kept.err
    alone = ran("draft", "brightwater", "recap", "--template", "--json", store=store)
    assert (alone.code, len(server.requests)) == (0, 2)
