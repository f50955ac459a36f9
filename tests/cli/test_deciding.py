"""Every decision on the command line: recorded with who and why, taken back, refused in plain words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from journey_tui.workspace import Workspace
from tests import raw
from tests.cli.conftest import Ran, Run

DEAL = raw.DEAL


def _reading(store: Path) -> Any:
    workspace = Workspace(store)
    return workspace.deal(workspace.find(DEAL)[0].deal_id).reading


def _shown(run: Run) -> dict[str, Any]:
    return run("show", DEAL, "--json").json  # type: ignore[no-any-return]


def _ok(ran: Ran) -> dict[str, Any]:
    assert ran.code == 0, ran.err
    return ran.json  # type: ignore[no-any-return]


def test_a_quote_is_confirmed_rejected_and_both_are_in_the_log(run: Run, store: Path) -> None:
    quote = next(e for r in _shown(run)["requirements"] for e in r["evidence"] if r["key"] == "pain")
    assert _ok(run("confirm", quote["id"][:8], "--json"))["decision"]["kind"] == "confirm"
    rejected = _ok(run("reject", quote["id"], "--reason", "not_meant", "--note", "she was joking", "--json"))["decision"]
    assert (rejected["reason"], rejected["because"]) == ("not_meant", "it does not mean this; she was joking")
    entries = run("decisions", DEAL, "--json").json
    assert [(e["kind"], e["force"], e["mine"]) for e in entries] == [("reject", "leads", True), ("confirm", "beside", True)]
    assert quote["quote"][:12] in entries[0]["what"]
    assert run("evidence", quote["id"], "--json").json["rejected"] is True
    printed = " ".join(run("decisions").out.split())
    assert "rejected" in printed
    assert "a later word leads" in printed


def test_undo_says_what_it_would_do_and_does_it_once(run: Run) -> None:
    assert "nothing" in run("undo", "--dry-run").out
    assert run("undo").code == 1
    run("override", DEAL, "pain", "supported", "--reason", "told_me")
    run("waive", DEAL, "discovery", "--reason", "small_deal", "--until", "2w")
    assert "Discovery gate" in run("undo", "--dry-run").out
    assert next(g["state"] for g in _shown(run)["gates"]) == "waived"
    assert _ok(run("undo", "--json"))["done"] == "undone"
    assert next(g["state"] for g in _shown(run)["gates"]) != "waived"
    assert _ok(run("redo", "--json"))["decision"]["kind"] == "waive"
    first = run("decisions", DEAL, "--json").json[-1]
    assert _ok(run("undo", first["id"], "--json"))["decision"]["id"] == first["id"]
    assert run("undo", first["id"]).code == 1


def test_somebody_elses_decision_is_not_taken_back(run: Run, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Workspace(store, person="tomas")
    other._uid += 1
    deal = other.find(DEAL)[0].deal_id
    theirs = other.decide("override", f"{deal}|requirement|pain", deal_id=deal, value="Supported", reason="told_me")
    refused = run("undo", theirs.id)
    assert refused.code == 1
    assert "only tomas takes it back" in refused.err
    assert run("undo").code == 1


def test_statuses_sentences_gates_signals_and_roles(run: Run, store: Path) -> None:
    reading = _reading(store)
    assert (
        _ok(run("override", DEAL, "metrics", "not-needed", "--reason", "not_needed", "--json"))["decision"]["value"]
        == "Not needed"
    )
    claim = reading.claims[0]
    _ok(run("override", DEAL, claim.id, "They start in January.", "--reason", "wording", "--json"))
    told = _shown(run)["snapshot"]["claims"]
    assert told[0]["text"] == "They start in January."
    assert told[0]["read"] == claim.text
    assert (
        claim.text in run("show", DEAL).out.replace("\n", " ").replace("      ", " ").replace("  ", " ")
        or "Journey reads" in run("show", DEAL).out
    )
    _ok(run("hold", DEAL, "Discovery", "--until", "10d", "--reason", "customer_date", "--json"))
    kind = reading.signals[0].kind
    marked = run("signal", DEAL, kind, "not-useful", "--json")
    assert marked.code in (0, 2)
    person = next(p for p in reading.people if p.side.value == "customer")
    _ok(run("role", DEAL, person.key, "economic_buyer", "--until", "30 d", "--json"))
    lanes = {p["key"]: p["lane"] for p in _shown(run)["people"]}
    assert lanes[person.key] == "economic_buyer"
    _ok(run("role", DEAL, person.key, "as-read", "--json"))
    assert {p["key"]: p["lane_rule"] for p in _shown(run)["people"]}[person.key] == person.lane_rule


def test_steps_are_accepted_edited_put_off_and_reopened(run: Run) -> None:
    step = run("actions", DEAL, "--json").json[0]
    edited = _ok(
        run("step", step["id"][:14], "edit", "--title", "Call Priya about it", "--due", "2w", "--owner", "Tomas", "--json")
    )
    assert edited["decision"]["changes"]["owner"] == "Tomas"
    now = next(s for s in run("actions", DEAL, "--json").json if s["id"] == step["id"])
    assert (now["title"], now["owner"], now["read"], now["state"]) == ("Call Priya about it", "Tomas", step["title"], "accepted")
    for verb, options, state in (
        ("done", (), "done"), ("reopen", (), "proposed"), ("snooze", ("--until", "3 d"), None), ("accept", (), "accepted"),
        ("dismiss", ("--reason", "not_useful"), None),
    ):  # fmt: skip
        _ok(run("step", step["id"], verb, *options, "--json"))
        states = {s["id"]: s["state"] for s in run("actions", DEAL, "--json").json}
        assert states.get(step["id"]) == state, verb


def test_origin_match_and_pin(run: Run, store: Path) -> None:
    rows = run("timeline", DEAL, "--json").json
    mail = next(r for r in rows if r["kind"] == "email" and r["origin"] == "human")
    _ok(run("origin", mail["id"], "automated", "--reason", "sequence", "--json"))
    assert mail["id"] in {r["id"] for r in run("timeline", DEAL, "--origin", "automated", "--json").json}
    _ok(run("undo", "--json"))
    back = next(r for r in run("timeline", DEAL, "--json").json if r["id"] == mail["id"])
    assert (back["origin"], back["origin_rule"]) == (mail["origin"], mail["origin_rule"])
    _ok(run("match", mail["id"], "none", "--reason", "private", "--json"))
    assert mail["id"] not in {r["id"] for r in run("timeline", DEAL, "--json").json}
    _ok(run("undo", "--json"))
    assert mail["id"] in {r["id"] for r in run("timeline", DEAL, "--json").json}
    _ok(run("pin", DEAL, "Board meets on the 12th", "--json"))
    workspace = Workspace(store)
    deal = workspace.find(DEAL)[0].deal_id
    assert workspace.deal(deal).pinned == ("Board meets on the 12th",)
    _ok(run("pin", DEAL, "Board meets on the 12th", "--off", "--json"))
    assert Workspace(store).deal(deal).pinned == ()


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("confirm", "zzzzzzzz"), 1, "There is no evidence"),
        (("waive", DEAL, "Nowhere", "--reason", "agreed", "--until", "fri"), 1, "Known:"),
        (("waive", DEAL, "Discovery", "--reason", "agreed"), 1, "day on which it ends"),
        (("waive", DEAL, "Discovery", "--reason", "agreed", "--until", "31.2."), 2, "not a day"),
        (("hold", DEAL, "Discovery", "--until", "2001-01-01"), 1, "is not between"),
        (("override", DEAL, "pain", "splendid", "--reason", "told_me"), 1, "is no status"),
        (("override", DEAL, "weather", "Verified"), 1, "no requirement or sentence"),
        (("override", DEAL, "pain", "Supported", "--note", "x" * 3000), 1, "characters"),
        (("override", DEAL, "pain", "Supported", "--note", "a\x1b[31mb"), 1, "no terminal shows"),
        (("reject", "zzzzzzzz", "--reason", "nope"), 1, "There is no evidence"),
        (("step", "step:0000000000000000", "accept"), 1, "There is no step"),
        (("step", "step:0000000000000000", "explode"), 2, "choose accept"),
        (("signal", DEAL, "weather", "wrong"), 1, "no signal"),
        (("role", DEAL, "Nobody Atall", "champion"), 1, "nobody of this deal"),
        (("origin", "mail:-:none", "human"), 1, "There is no touchpoint"),
        (("undo", "nothing"), 1, "There is no decision"),
    ],
)
def test_what_cannot_be_meant_is_refused(run: Run, words: tuple[str, ...], code: int, told: str) -> None:
    refused = run(*words)
    assert (refused.code, told in refused.err) == (code, True), refused.err
    assert run("decisions", "--json").json == []
