"""`journey analyse` and `journey eval` from outside: a real model process, a stand-in for the server, real files in.

The first test uses the model library itself; in the others the process has `light/litellm.py` in its place, and what asks no model
runs in this process: each new one makes the rules' patterns anew, which takes seconds.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from journey_tui.cli.main import app
from tests import raw
from tests.model.scripted import entries
from tests.model.standin import Answer, Asked, StandIn

JOURNEY = [sys.executable, "-c", "from journey_tui.cli.main import run; run()"]
LIGHT = Path(__file__).with_name("light")
QUOTE = "We need to cut spoilage from 6% to under 2% by the end of June."


def helpful(asked: Asked) -> Answer:
    if '"words"' in asked.system:
        return Answer(json.dumps({"words": []}))
    items = [
        {"touchpoint": label, "quote": QUOTE, "requirement": "metrics", "claim": "Spoilage goes from 6% to under 2% by the end of June",
         "parts": {"number": "under 2%", "time_frame": "by the end of June"}}
        for label, text in entries(asked.prompt).items() if QUOTE in " ".join(text.split())
    ]  # fmt: skip
    invented = {
        "touchpoint": "t1",
        "quote": "We sign tomorrow at nine.",
        "requirement": "pain",
        "claim": "They sign",
        "parts": {},
    }
    return Answer(json.dumps({"evidence": [*items, invented]}))


def setup_model(url: str, **settings: object) -> None:
    lines = [
        "[model]",
        'name = "openai/stand-in"',
        f'base_url = "{url}"',
        *(f"{key} = {json.dumps(value)}" for key, value in settings.items()),
    ]
    path = Path(os.environ["XDG_CONFIG_HOME"]) / "journey" / "config.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines), encoding="utf-8")


def journey(*args: str, store: Path | None = None, library: bool = False, **env: str) -> subprocess.CompletedProcess[str]:
    places = ["--store", str(store)] if store else []
    if not library:
        env["PYTHONPATH"] = os.pathsep.join(filter(None, (str(LIGHT), os.environ.get("PYTHONPATH"))))
    return subprocess.run(
        [*JOURNEY, *args, *places], capture_output=True, text=True, timeout=120, check=False, env={**os.environ, **env}
    )


def inside(*args: str, store: Path | None = None) -> Result:
    """Run the command in this process."""
    return CliRunner().invoke(app, [*args, *(["--store", str(store)] if store else [])], catch_exceptions=False)


def test_a_deal_is_read_and_explained_and_the_log_and_store_hold_no_key(store):
    with StandIn(helpful) as server:
        setup_model(server.url)
        ended = journey(
            "analyse",
            "Cold chain rollout",
            "--explain",
            "--json",
            store=store,
            library=True,
            JOURNEY_MODEL_KEY="sk-secret-of-mine",
        )
    assert ended.returncode == 0, ended.stderr
    told = json.loads(ended.stdout)
    assert (told["state"], told["accepted"], told["note"]["state"]) == ("ok", 1, "ok")
    assert told["refused"] == ["evidence pain: the quote is not in the source “We sign tomorrow at nine.”"]
    read = next(window for window in told["windows"] if window["purpose"] == "read")
    assert QUOTE in read["sent"]
    assert all("not kept" not in window["sent"] for window in told["windows"])
    assert {window["purpose"] for window in told["windows"]} == {"read", "words"}
    assert read["accepted"] == [f"evidence metrics (supports, asserted): “{QUOTE}”"]
    assert "sk-secret-of-mine" in server.requests[0].headers["authorization"]
    assert b"sk-secret-of-mine" not in store.read_bytes()
    assert "sk-secret-of-mine" not in ended.stdout + ended.stderr
    shown = json.loads(inside("show", "Cold chain rollout", "--json", store=store).stdout)
    assert shown["model"]["state"] == "ok"
    assert any(e["read_by_both"] for r in shown["requirements"] for e in r["evidence"])


def test_before_every_deal_is_read_somebody_agrees_once(store):
    with StandIn(helpful) as server:
        setup_model(server.url, price_in=1, price_out=1)
        estimate = journey("analyse", "--all", "--estimate", "--json", store=store)
        told = json.loads(estimate.stdout)
        assert told["requests"] >= told["deals"] > 0
        assert float(told["cost"]) > 0
        assert server.requests == []
        unasked = journey("analyse", "--all", store=store)
        assert unasked.returncode == 2
        assert "--yes" in unasked.stderr
        assert server.requests == []
        done = journey("analyse", "--all", "--yes", "--json", store=store)
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["read"] > 0
        again = journey("analyse", "--all", "--json", store=store)
        assert (again.returncode, json.loads(again.stdout)["deals"]) == (0, [])


@pytest.mark.parametrize(
    ("settings", "answer", "words"),
    [
        ({}, Answer(status=401), "asks for a key and none is set"),
        ({"money_per_day": 0}, Answer("{}"), "money_per_day is 0"),
        ({}, Answer(status=404, error="no such model", code="model_not_found"), "knows no such model"),
        ({"timeout": "1 s"}, Answer(hang=True), "did not answer in time"),
        ({}, Answer("The deal goes well."), "did not answer in the form"),
    ],
)
def test_what_is_wrong_is_said_and_the_rules_reading_stands(store, settings, answer, words):
    before = json.loads(inside("show", "Cold chain rollout", "--json", store=store).stdout)
    with StandIn(lambda _: answer) as server:
        setup_model(server.url, retries=0, **settings)
        ended = journey("analyse", "Cold chain rollout", store=store)
    assert ended.returncode == 1
    assert words in " ".join((ended.stdout + ended.stderr).split())
    assert " ".join(ended.stdout.split()).count("rules' reading stands") == 1
    assert ("in 0 requests" in ended.stdout) is ("money_per_day" in settings)
    after = json.loads(inside("show", "Cold chain rollout", "--json", store=store).stdout)
    assert after["model"]["state"] == "failed"
    # Sources says it too, with the remedy.
    listed = " ".join(inside("sources", store=store).stdout.split())
    assert words in listed
    assert after["model"]["remedy"] in listed
    timeless = {"model": None, "as_of": "", "sources": None}  # a source's age is told by the hour
    assert {**after, **timeless} == {**before, **timeless}


def test_without_a_model_it_says_how_to_name_one(store):
    ended = inside("analyse", "Cold chain rollout", "--json", store=store)
    assert ended.exit_code == 1
    assert "[model] name" in json.loads(ended.stdout)["error"]
    assert inside("analyse", store=store).exit_code == 2


# eval ----------------------------------------------------------------------------------------------------------------


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    folder = tmp_path / "labelled" / "brightwater"
    raw.write_all(folder / "raw")
    mbox = {"file": "raw/mail/dana.mbox", "message_id": "<m2@mail.example>"}
    key = {
        "opportunity_id": raw.DEAL, "now": f"{raw.NOON:%Y-%m-%dT%H:%M:%S+00:00}",
        "requirements": {"metrics": {"accept": ["Verified", "Supported"], "reject": ["Unknown"]}},
        "must_evidence": [
            {"requirement": "metrics", "quote": QUOTE, "side": "customer", "stance": "supports", "modality": "asserted", "source": mbox},
            {"requirement": "metrics", "quote": "a sentence that nobody finds", "source": mbox},
        ],
        "must_not_evidence": [{"requirement": "any", "quote": "We lost two pallets of dairy last month", "source": mbox}],
        "origins": [{"source": mbox, "origin": "human", "side": "customer"}],
        "matching": [{"source": mbox, "deal": "Cold chain rollout"}],
        "signals": {"must_fire": [], "must_not_fire": []},
    }  # fmt: skip
    (folder / "expected.json").write_text(json.dumps([key]))
    return tmp_path / "labelled"


def test_readers_are_measured_side_by_side(labelled):
    with StandIn(helpful) as server:
        setup_model(server.url)
        ended = journey("eval", str(labelled), "--model", "--json")
    assert ended.returncode == 0, ended.stderr
    told = json.loads(ended.stdout)
    assert (told["deals"], set(told["readers"])) == (1, {"rules", "model", "both"})
    model = told["readers"]["model"]["requirements"]
    assert (model["metrics"]["hit"], model["metrics"]["missed"], model["metrics"]["recall"]) == (1, 1, 0.5)
    assert model["pain"]["refused"] >= 1
    assert told["readers"]["rules"]["requirements"]["pain"]["wrong"] >= 1
    assert (told["origin"]["hit"], told["matching"]["hit"]) == (1, 1)
    plain = inside("eval", str(labelled)).stdout
    assert "metrics" in plain
    assert "matching" in plain


def test_labels_that_cannot_be_used_are_named(tmp_path):
    (tmp_path / "x" / "raw").mkdir(parents=True)
    (tmp_path / "x" / "expected.json").write_text("[{}]")
    ended = inside("eval", str(tmp_path / "x"))
    assert ended.exit_code == 2
    assert "expected.json" in ended.stderr
    assert inside("eval", str(tmp_path / "absent")).exit_code == 2
    (tmp_path / "empty").mkdir()
    assert "docs/model.md" in inside("eval", str(tmp_path / "empty")).stderr


def test_labelled_calls_are_measured(tmp_path):
    turns = [
        {"speaker": "rep", "speakerName": "Dana", "text": "Thanks for the time."},
        {"speaker": "prospect", "speakerName": "Priya Nair", "text": "Janet Boyle signs anything over 50K."},
    ]
    truth = {"economicBuyer": {"status": "found"}, "metrics": {"status": "absent"}, "pain": {"status": "found"}}
    (tmp_path / "calls.json").write_text(
        json.dumps({"calls": [{"id": "c1", "date": "2026-11-03", "transcript": turns, "groundTruth": truth}]})
    )
    told = json.loads(inside("eval", str(tmp_path), "--json").stdout)["readers"]["rules"]["requirements"]
    assert told["economic_buyer"]["hit"] == 1
    assert told["pain"]["missed"] == 1
