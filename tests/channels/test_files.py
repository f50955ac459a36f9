"""Records as files: brought in, written out, compared, checked; what is bad changes nothing and is named with its place."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from journey_tui.data.sqlite import open_writer
from journey_tui.playbooks import SHIPPED
from journey_tui.workspace import Workspace
from tests import raw
from tests.cli.conftest import ran

DIRECT = "core_enterprise_direct"
GOOD = (SHIPPED / f"{DIRECT}.toml").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def _columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def at(store: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let every command use the store."""
    monkeypatch.setenv("JOURNEY_STORE", str(store))
    return store


def write(tmp_path: Path, old: str = "", new: str = "", name: str = "mine.toml") -> Path:
    assert old in GOOD
    (tmp_path / name).write_text(GOOD.replace(old, new, 1) if old else GOOD, encoding="utf-8")
    return tmp_path / name


def test_a_record_goes_out_is_edited_compared_checked_and_comes_in_as_a_version(at: Path, tmp_path: Path) -> None:
    file = tmp_path / "out.toml"
    assert ran("channels", "export", DIRECT, "--to", file).code == 0
    assert ran("channels", "import", file, "--json").json["imported"][0]["changed"] is False
    file.write_text(file.read_text().replace("reply_cadence_days = 3", "reply_cadence_days = 8"))
    assert ran("channels", "check", file, "--json").json["problems"] == []
    told = ran("channels", "diff", file, "--json").json
    assert told["same"] is False
    assert [line for line in told["diff"] if line[:1] in "+-" and "cadence" in line] == [
        "-reply_cadence_days = 3.0",
        "+reply_cadence_days = 8.0",
    ]
    made = ran("channels", "import", file, "--why", "measured by hand", "--json")
    assert (made.code, made.json["imported"][0]["changed"]) == (0, True)
    shown = ran("channels", "show", DIRECT, "--json").json
    assert shown["record"]["reply_cadence_days"] == 8
    assert shown["versions"][0]["why"] == "measured by hand"
    assert any("cadence" in line for line in ran("channels", "diff", DIRECT, "--json").json["diff"])
    first = shown["versions"][-1]["version"]
    assert "reply_cadence_days = 3" in ran("channels", "export", DIRECT, "--version", first).out
    assert ran("channels", "export", DIRECT, "--to", file).code == 2, "no file is written over"
    assert ran("channels", "diff", DIRECT, "--version", "99").code == 1


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("verify_every = 90", "verify_every = 90\ndiscount = 5", "discount"),
        ('must_meets = ["pain", "metrics"]', 'must_meets = ["pain", "budget"]', "gates"),
        ('must_meets = ["pain", "metrics"]', "must_meets = []", "gates"),
        ('name = "Evaluation"\ntypical_days = 30', 'name = "Evaluation"\nafter = "Proposal"\ntypical_days = 30', "stages"),
        ('gatekeeper = "champion"', 'gatekeeper = "the boss"', "gatekeeper"),
        ('verifier = "', 'verifier = 3 # "', "verifier"),
        ("typical_days = 21", "typical_days = -1", "typical_days"),
        ('kind = "channel"', 'kind = "canal"', "kind"),
        ("[stage_map]", "[stage_map", "out"),
    ],
    ids=["unknown key", "no such requirement", "gate without one", "cycle", "no such role", "verifier", "days", "kind", "no TOML"],
)  # fmt: skip
def test_a_bad_file_is_named_with_its_place_and_changes_nothing(at: Path, tmp_path: Path, old: str, new: str, key: str) -> None:
    before = ran("channels", "show", DIRECT, "--json").json
    bad, good = (
        write(tmp_path, old, new, "bad.toml"),
        write(tmp_path, "reply_cadence_days = 3", "reply_cadence_days = 9", "good.toml"),
    )
    checked = ran("channels", "check", bad, "--json")
    assert checked.code == 1
    problem = checked.json["problems"][0]
    assert problem["file"].endswith("bad.toml")
    assert problem["problem"]
    assert problem["remedy"]
    assert key in f"{problem['key']} {problem['problem']}" or key == "out"
    assert ran("channels", "import", bad, "--json").code == 1
    assert ran("channels", "show", DIRECT, "--json").json == before
    both = ran("channels", "import", bad, good, "--json")
    assert (both.code, len(both.json["imported"]), len(both.json["problems"])) == (3, 1, 1)


def test_a_channel_whose_file_is_gone_keeps_its_deals_on_the_last_good_version(
    at: Path, workspace: Workspace, tmp_path: Path
) -> None:
    own = GOOD.replace(DIRECT, "own").replace("Core / enterprise direct", "Our own").replace("default = true", "default = false")
    own = own.replace("[stage_map]", '[[choose]]\norder = 1\ntype = ["New Business"]\n\n[stage_map]', 1)
    (tmp_path / "own.toml").write_text(own)
    assert ran("channels", "import", tmp_path / "own.toml").code == 0
    (tmp_path / "own.toml").unlink()
    deal = workspace.find(raw.DEAL)[0].deal_id
    assert workspace.deal(deal).reading.channel == "Our own"
    told = ran("channels", "check", "--json").json
    assert any("no file has it any more" in notice and "Our own" in notice for notice in told["notices"])


def test_a_verifier_who_left_is_said(at: Path, workspace: Workspace) -> None:
    from dataclasses import replace

    workspace.import_channel(replace(workspace.channel(DIRECT), verifier="Tomas Lind"), "he verifies it")
    assert workspace.channels()[0].verifier_words == ""
    connection = open_writer(at)
    connection.execute("UPDATE member SET active=0 WHERE name='Tomas Lind'")
    connection.close()
    assert "not active in the CRM any more: name another verifier" in Workspace(at, now=raw.NOON).channels()[0].verifier_words
    assert "Tomas Lind is not active" in ran("channels", "check").out.replace("\n", " ")


def test_clocks_before_the_epoch_keep_the_last_good_reading(store: Path) -> None:
    early = Workspace(store, now=datetime(1969, 12, 31, 23, 0, tzinfo=UTC), person="dana")
    deal = early.find(raw.DEAL)[0].deal_id
    reading = early.deal(deal).reading
    assert reading.channel
    row = next(one for one in early.updates().rows if one.kind == "objection")
    assert early.update(row.id).heard
    early.review(row.id, "deferred", until=None)
    early.undo()
    view = early.leader()
    assert view.deals == 2
    assert early.channel_record(DIRECT).row.verified_words
    later = Workspace(store, now=raw.NOON + timedelta(minutes=1), person="dana")
    assert later.deal(deal).reading.lines.claim == "Proposal"
    assert row.id in {one.id for one in later.updates().rows}


def test_a_wish_that_no_record_can_fulfil_is_refused_with_its_place(at: Path) -> None:
    for words, told in (
        (("gates.Discovery.must_meets", "budget"), "budget"),
        (("colour", "blue"), "no field of a channel's record"),
        (("stages.Discovery.typical_days", "soon"), "not a number"),
        (("stages.Nowhere.typical_days", "3"), "no stage"),
    ):
        result = ran("review", "propose", DIRECT, *words, "--why", "because")
        assert result.code in (1, 2)
        assert told in (result.out + result.err).replace("\n", " ")
