"""Every command: its JSON as documented, its words within 80 columns, its exit code one of four."""

from __future__ import annotations

import grp
import os
import re
import stat
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from journey_tui.cli.main import app
from tests import raw
from tests.cli import shapes
from tests.cli.conftest import RUNNER, Run, ran

DEAL = "brightwater"


def _columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line)


READING: dict[str, tuple[tuple[str, ...], Any]] = {
    "deals": (("deals",), [shapes.ROW]),
    "all deals": (("deals", "--all"), [shapes.ROW]),
    "one deal": (("deals", "--limit", "1"), [shapes.ROW]),
    "show": (("show", DEAL), shapes.DEAL),
    "show in the past": (("show", DEAL, "--as-of", f"{raw.ago(10):%Y-%m-%d}"), shapes.DEAL),
    "show before all": (("show", DEAL, "--as-of", "1999-01-01"), shapes.DEAL),
    "show of people": (("show", DEAL, "--origin", "human"), shapes.DEAL),
    "timeline": (("timeline", DEAL), [shapes.TOUCHPOINT]),
    "timeline of machines": (("timeline", DEAL, "--origin", "automated"), [shapes.TOUCHPOINT]),
    "unmatched": (("unmatched",), [shapes.TOUCHPOINT]),
    "all unmatched": (("unmatched", "--all"), [shapes.TOUCHPOINT]),
    "actions": (("actions",), [{**shapes.ACTION, "deal": shapes.filled}]),
    "actions of one": (("actions", DEAL), [{**shapes.ACTION, "deal": shapes.filled}]),
    "sources": (("sources",), shapes.SOURCES),
    "whoami": (
        ("whoami",),
        {"uid": int, "login": shapes.filled, "name": str, "crm_users": [{"id": str, "name": str, "address": str}]},
    ),
    "init": (("init",), {"store": shapes.filled, "team": bool, "own_domains": [shapes.filled], "own_domains_confirmed": bool}),
}


@pytest.mark.parametrize("name", READING)
def test_json_is_as_documented(run: Run, name: str) -> None:
    words, shape = READING[name]
    result = run(*words, "--json")
    assert result.code == 0
    assert list(shapes.wrong(result.json, shape)) == []
    assert result.json or name == "unmatched" or name == "timeline of machines"


@pytest.mark.parametrize("name", READING)
def test_words_fit_80_columns_and_carry_no_control(run: Run, name: str) -> None:
    result = run(*READING[name][0])
    assert result.code == 0
    assert result.out.strip() or name == "timeline of machines"
    beyond = [line for line in result.out.splitlines() if _columns(line) > 80 and str(raw.SELLER) not in line and "/" not in line]
    assert beyond == []
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", result.out)


def test_the_documented_fields_are_the_checked_ones() -> None:
    text = (Path(__file__).resolve().parents[2] / "docs" / "json.md").read_text(encoding="utf-8")
    described = {
        "deals": shapes.ROW, "Evidence items": shapes.EVIDENCE, "timeline": shapes.TOUCHPOINT, "actions": shapes.ACTION,
    }  # fmt: skip
    for heading, shape in described.items():
        section = next(part for part in text.split("\n## ") if heading in part.splitlines()[0])
        missing = [name for name in shape if name not in section]
        assert missing == [], heading
    top = text.split("## `journey show")[1].split("\n## ")[0]
    assert [name for name in shapes.DEAL if name not in top] == []


def test_evidence_is_shown_by_id_and_by_its_beginning(run: Run) -> None:
    items = [e for r in run("show", DEAL, "--json").json["requirements"] for e in r["evidence"]]
    assert {e["requirement"] for e in items} >= {"pain", "metrics", "economic_buyer"}
    for item in items:
        whole = run("evidence", item["id"], "--json")
        assert list(shapes.wrong(whole.json, shapes.ONE_EVIDENCE)) == []
        assert whole.json["quote"] == item["quote"]
        assert run("evidence", item["id"][:8], "--json").json["id"] == item["id"]
        words = run("evidence", item["id"]).out
        assert item["quote"].split(" ")[0] in words
        assert "Why this band" in words
    shown = re.findall(r"· ([0-9a-f]{8})", run("show", DEAL).out)
    assert shown
    assert all(run("evidence", prefix).code == 0 for prefix in shown)


def test_the_wrong_names_end_with_1_or_2_and_say_why(run: Run) -> None:
    for words, code, said in (
        (("show", "nobody knows this one"), 1, "No deal is called"),
        (("show", "rollout"), 2, "fits several deals"),
        (("timeline", "pinecrest"), 2, "fits several deals"),
        (("actions", "zzzzzz"), 1, "No deal is called"),
        (("evidence", "nothing"), 1, "no evidence"),
        (("evidence", "0" * 20), 1, "no evidence"),
        (("show", DEAL, "--as-of", "2026-02-30"), 2, "not a date"),
        (("show", DEAL, "--as-of", "9999-12-31T23:59:59-12:00"), 2, "not a date"),
        (("show", DEAL, "--origin", "robots"), 2, "human, automated or all"),
        (("unmatched", "--assign", "mail:-:m7@mail.example"), 2, "go together"),
        (("unmatched", "--to", "none"), 2, "go together"),
        (("unmatched", "--assign", "mail:-:nothing", "--to", DEAL), 1, "no touchpoint"),
        (("import", "/no/such/file"), 2, "no such file"),
        (("import", "--zone", "Mars/Olympus", "."), 2, "not a time zone"),
        (("import", "--mapping", "/no/such.toml", "."), 2, "no such file"),
        (("whoami", "--set", "nobody@nowhere.example"), 2, "fits no CRM users"),
        (("init", "--team", "no-such-group-here"), 2, "DIR"),
        (("init", "--own-domains", "not a domain"), 2, "not a mail domain"),
        (("deals", "--limit", "-1"), 2, "limit"),
    ):  # fmt: skip
        plain = run(*words)
        assert (plain.code, plain.out) == (code, ""), words
        assert said in plain.err, words
        if "--limit" not in words:
            assert said in (told := run(*words, "--json").json["error"]) or "several" in told, words


def test_candidates_are_listed(run: Run) -> None:
    result = run("show", "rollout", "--json")
    assert {c["name"] for c in result.json["candidates"]} == {"Cold chain rollout", "Clinic rollout"}
    assert "Clinic rollout (Pinecrest Clinics)" in run("show", "rollout").err


@pytest.mark.parametrize(
    "query", [raw.DEAL, raw.DEAL[:13], "Cold chain rollout", "cold chain", "brightwater rollout", "Brihgtwater Foods"]
)
def test_a_deal_is_found_by_id_prefix_and_name(run: Run, query: str) -> None:
    assert run("show", query, "--json").json["deal"]["name"] == "Cold chain rollout"


def test_mine_are_the_deals_of_the_crm_user_that_i_am(run: Run) -> None:
    assert len(run("deals", "--mine", "--json").json) == 2
    assert run("whoami", "--set", "tomas@halyard.example", "--json").json["crm_users"][0]["name"] == "Tomas Lind"
    assert [d["owner"] for d in run("deals", "--mine", "--json").json] == ["Tomas Lind"]
    assert len(run("deals", "--json").json) == 2
    assert len(run("deals", "--all", "--json").json) == 3
    assert "Tomas Lind" in run("whoami").out


def test_assigning_and_setting_aside(run: Run) -> None:
    waiting = run("unmatched", "--all", "--json").json
    assert {row["source"]["native_id"] for row in waiting} == {"<m6@mail.example>", "<m7@mail.example>"}
    assert run("unmatched", "--assign", "mail:-:m7@mail.example", "--to", DEAL).code == 0
    rows = {row["id"]: row for row in run("timeline", DEAL, "--json").json}
    assert rows["mail:-:m7@mail.example"]["why"] == "assigned by a person"
    assert run("unmatched", "--assign", "mail:-:m7@mail.example", "--to", "none").code == 0
    assert "mail:-:m7@mail.example" not in {row["id"] for row in run("timeline", DEAL, "--json").json}


def test_own_domains_are_proposed_and_confirmed(run: Run) -> None:
    proposed = run("init", "--json").json
    assert (proposed["own_domains"], proposed["own_domains_confirmed"]) == (["halyard.example"], False)
    assert "Confirm or correct it" in run("init").out
    before = {row["id"]: row["direction"] for row in run("unmatched", "--all", "--json").json}
    confirmed = run("init", "--own-domains", "halyard.example, Updates.example", "--json").json
    assert (confirmed["own_domains"], confirmed["own_domains_confirmed"]) == (["halyard.example", "updates.example"], True)
    after = {row["id"]: row["direction"] for row in run("unmatched", "--all", "--json").json}
    digest = "mail:-:m6@mail.example"
    assert (before[digest], after[digest]) == ("in", "internal")


def test_import_reports_and_ends_with_0_then_changes_nothing(tmp_path: Path, source: Path) -> None:
    store = tmp_path / "new" / "journey.db"
    first = ran("import", str(source), "--json", store=store)
    assert first.code == 0
    assert list(shapes.wrong(first.json, shapes.REPORT)) == []
    assert first.json["touchpoints"] == 17
    again = ran("import", str(source), "--json", store=store).json
    assert (again["changed"], again["records"], again["unchanged"]) == (0, 0, 12)
    assert "12 unchanged" in ran("import", str(source), store=store).out
    (source / "one").mkdir()
    (source / "one" / "more.eml").write_text(
        "Message-ID: <one@more>\nFrom: nobody@elsewhere.example\nTo: noone@elsewhere.example\nDate: Mon, 2 Nov 2026 10:00:00 +0000\n\nHello.\n"
    )
    told = ran("import", str(source / "one"), store=store).out
    assert "1 file (0 unchanged), 1 record in" in told
    assert "1 touchpoint; 0 deals told anew" in told
    assert stat.S_IMODE(store.stat().st_mode) == 0o600
    assert stat.S_IMODE(store.parent.stat().st_mode) == 0o700


def test_a_team_store_is_shared_with_its_group_alone_and_says_so(tmp_path: Path) -> None:
    group = grp.getgrgid(os.getgid()).gr_name
    folder = tmp_path / "team"
    result = ran("init", "--team", group, str(folder))
    assert result.code == 0
    assert "every member of the group can read all of it" in " ".join(result.out.split())
    store = folder / "journey.db"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o2770
    assert stat.S_IMODE(store.stat().st_mode) == 0o660
    assert ran("init", "--team", group, str(folder), "--json").json["team"] is True
    assert ran("backup", str(tmp_path / "b.db"), store=store).code == 0
    assert ran("restore", "--yes", str(tmp_path / "b.db"), store=store).code == 0
    assert stat.S_IMODE(store.stat().st_mode) == 0o660
    assert [f for f in ran("doctor", "--json", store=store).json if f["state"] == "problem"] == []


def test_somebodys_own_store_is_not_shared_by_the_way(store: Path) -> None:
    group = grp.getgrgid(os.getgid()).gr_name
    refused = ran("init", "--team", group, str(store.parent))
    assert refused.code == 1
    assert "own store" in refused.err
    assert stat.S_IMODE(store.parent.stat().st_mode) == 0o700
    assert ran("init", "--team", "no-such-group-here", str(store.parent / "x")).code == 1


def test_doctor_names_a_remedy_and_ends_with_1_on_a_problem(run: Run, store: Path) -> None:
    found = run("doctor", "--json")
    assert list(shapes.wrong(found.json, [shapes.FINDING])) == []
    assert {f["check"] for f in found.json} >= {
        "python",
        "sqlite",
        "umask",
        "file system",
        "space",
        "modes",
        "integrity",
        "playbooks",
        "locale",
        "terminal",
    }
    assert found.code == 0
    store.chmod(0o644)
    broken = run("doctor")
    assert broken.code == 1
    assert f"chmod 600 {store}" in " ".join(broken.out.replace("\n", "").split()) or "chmod 600" in broken.out
    assert all(f["remedy"] for f in run("doctor", "--json").json if f["state"] != "ok")


def test_paths_and_keys(run: Run, store: Path) -> None:
    paths = run("paths", "--json").json
    assert list(paths) == ["store", "demo_store", "config", "log", "playbooks"]
    assert paths["store"] == str(store)
    assert all(path in run("paths").out for path in paths.values())
    rows = run_plain("keys", "--json").json
    assert (
        list(shapes.wrong(rows, [{"id": shapes.filled, "place": shapes.filled, "keys": [shapes.filled], "label": shapes.filled}]))
        == []
    )
    words = run_plain("keys").out
    assert "Ctrl+P" in words
    assert max(map(len, words.splitlines())) <= 80


def run_plain(*words: str) -> Any:
    """Run a command that takes no store."""
    return ran(*words)


def test_a_backup_comes_back(run: Run, store: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    made = run("backup", str(copy), "--json").json
    assert list(shapes.wrong(made, {"backup": shapes.filled, "bytes": int})) == []
    assert run("backup", str(copy)).code == 1
    assert run("backup", str(tmp_path / "no" / "such" / "dir.db")).code == 1
    run("unmatched", "--assign", "mail:-:m7@mail.example", "--to", DEAL)
    assert run("restore", str(copy)).code == 2
    back = run("restore", str(copy), "--yes", "--json").json
    assert list(shapes.wrong(back, {"store": shapes.filled, "kept": (shapes.filled, None)})) == []
    assert "mail:-:m7@mail.example" not in {row["id"] for row in run("timeline", DEAL, "--json").json}
    assert "mail:-:m7@mail.example" in {row["id"] for row in ran("timeline", DEAL, "--json", store=Path(back["kept"])).json}
    assert run("restore", str(store), "--yes").code == 1
    assert run("restore", str(tmp_path / "nothing.db"), "--yes").code == 1


def test_a_damaged_store_is_said_and_can_be_restored(run: Run, store: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    run("backup", str(copy))
    data = bytearray(store.read_bytes())
    data[4096:] = os.urandom(len(data) - 4096)
    store.write_bytes(bytes(data))
    for words in (("deals",), ("show", DEAL), ("import", str(tmp_path)), ("sources",)):
        result = run(*words)
        assert result.code == 1, words
        assert "doctor" in result.err or "backup" in result.err, (words, result.err)
    assert run("doctor").code == 1
    assert run("restore", str(copy), "--yes").code == 0
    assert len(run("deals", "--json").json) == 2


def test_what_is_no_store_of_ours_is_left_alone(tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("hello" * 100)
    empty = tmp_path / "empty.db"
    empty.touch()
    for words in (("deals",), ("import", str(tmp_path)), ("whoami",), ("doctor",)):
        assert ran(*words, store=notes).code == 1, words
    assert notes.read_text() == "hello" * 100
    assert ran("deals", store=tmp_path / "none.db").code == 1
    assert ran("deals", store=empty).code == 0


def test_a_store_of_a_newer_version_is_left_alone(run: Run, store: Path, source: Path) -> None:
    from journey_tui.data.sqlite import open_writer

    connection = open_writer(store)
    connection.execute("PRAGMA user_version=99")
    connection.close()
    for words in (("deals",), ("import", str(source)), ("show", DEAL), ("backup", "x.db")):
        result = run(*words)
        assert result.code == 1
        assert "newer Journey" in result.err


COMMANDS = ["init", "whoami", "demo", "import", "deals", "show", "timeline", "evidence", "actions", "sources", "unmatched", "doctor",
            "paths", "keys", "backup", "restore"]  # fmt: skip


def test_help_names_every_command_in_a_sentence() -> None:
    text = RUNNER.invoke(app, ["--help"]).stdout
    listed = {
        line.split()[0]: line.split(maxsplit=1)[1] for line in text.splitlines() if line.startswith("  ") and line.split()[1:]
    }
    assert [name for name in COMMANDS if name not in listed] == []
    assert max(map(len, text.splitlines())) <= 80


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_explains_every_option(command: str) -> None:
    result = RUNNER.invoke(app, [command, "--help"])
    assert result.exit_code == 0
    assert "--json" in result.stdout
    assert "\x1b" not in result.stdout
    bare = [line for line in result.stdout.splitlines() if re.fullmatch(r"\s+(-\w, )?--[\w-]+( [A-Z.\[\]]+)?", line)]
    wrapped = [line for line in bare if not re.search(re.escape(line) + r"\n\s{10,}\S", result.stdout)]
    assert wrapped == []


def test_the_lanes_are_printed_at_the_width_of_the_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("JOURNEY_ASCII", raising=False)
    wide = run("timeline", DEAL, "--lanes")
    assert wide.code == 0
    lines = wide.out.splitlines()
    assert all(_columns(line) <= 100 for line in lines)
    names = [line[:13].strip() for line in lines if line[:1].isalpha()]
    assert names[1:3] == ["CRM", "Truth"]
    assert {"Econ buyer", "Seller"} <= set(names)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("JOURNEY_ASCII", "1")
    plain = run("timeline", DEAL, "--lanes", "--as-of", f"{raw.ago(20):%Y-%m-%d}")
    assert "Buyer" in plain.out
    assert all(_columns(line) <= 80 for line in plain.out.splitlines())
    assert [row["id"] for row in run("timeline", DEAL, "--lanes", "--json").json] == [
        row["id"] for row in run("timeline", DEAL, "--json").json
    ]
