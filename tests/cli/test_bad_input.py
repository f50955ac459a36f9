"""Bad input costs what is bad, says which file and where, and never what was stored."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests import raw
from tests.cli import shapes
from tests.cli.conftest import Ran, ran


def bring(store: Path, *paths: Path) -> Any:
    """Import with --json; the report's shape holds however bad the input was."""
    result = ran("import", *paths, "--json", store=store)
    assert list(shapes.wrong(result.json, shapes.REPORT)) == []
    assert (result.code == 0) == (result.json["skipped"] == [])
    return result.json | {"code": result.code}


def _truncated_zip(folder: Path) -> Path:
    whole = raw.zipped(raw.write_all(folder / "whole"), folder / "whole.zip")
    path = folder / "weekly.zip"
    path.write_bytes(whole.read_bytes()[: whole.stat().st_size * 2 // 3])
    return path


def _bomb(folder: Path) -> Path:
    path = folder / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Task.csv", b"Id,Subject\n" + b"0" * 60_000_000)
    return path


def _binary(folder: Path) -> Path:
    path = folder / "Opportunity.csv"
    path.write_bytes(b"Id,Name,StageName,CloseDate\n" + bytes(range(256)) * 40)
    return path


def _nested(folder: Path) -> Path:
    parts = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(2000))
    path = folder / "deep.eml"
    path.write_text(
        f"Message-ID: <deep@x.example>\nDate: Mon, 2 Nov 2026 10:00:00 +0000\nFrom: a@x.example\nTo: b@x.example\nMIME-Version: 1.0\n{parts}"
    )
    return path


def _speechless(folder: Path) -> Path:
    path = folder / "call.vtt"
    path.write_text("WEBVTT\n\n00:00.000 --> 00:zz\n\n\n")
    return path


def _broken_calendar(folder: Path) -> Path:
    path = folder / "dana.ics"
    path.write_text(
        "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:1\nDTSTART:20269999T250000Z\nSUMMARY:x\n  :::\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    return path


BAD: dict[str, Callable[[Path], Path]] = {
    "truncated zip": _truncated_zip, "zip bomb": _bomb, "binary in CSV": _binary, "nested mail": _nested,
    "captions of nobody": _speechless, "broken calendar": _broken_calendar,
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_what_is_bad_is_named_and_the_rest_is_read(tmp_path: Path, store: Path, name: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    bad = BAD[name](folder)
    good = raw.write_mbox(
        tmp_path / "good.mbox", [raw.Mail("g1", raw.ago(3), raw.PRIYA, raw.DANA, "Cold chain rollout", "One more thing.")]
    )
    report = bring(store, bad, good)
    assert report["code"] == 3
    assert report["changed"] >= 1
    assert any(bad.name in skip["file"] for skip in report["skipped"])
    assert all(skip["remedy"] for skip in report["skipped"])
    assert ran("timeline", "brightwater", store=store).out.count("Cold chain rollout") >= 1
    assert any("good.mbox" in row["file"] for row in ran("sources", "--json", store=store).json["sources"])


def test_where_nothing_can_be_read_the_import_failed(tmp_path: Path) -> None:
    bad = _bomb(tmp_path)
    store = tmp_path / "own" / "journey.db"
    assert ran("import", bad, store=store).code == 1
    assert "bomb.zip" in ran("import", bad, store=store).out


def test_ragged_rows_and_dates_that_do_not_exist_cost_their_rows(tmp_path: Path) -> None:
    folder, store = raw.write_crm(tmp_path / "crm", raw.crm()), tmp_path / "own" / "journey.db"
    path = folder / "Opportunity.csv"
    lines = path.read_text().splitlines()
    names = lines[0].replace('"', "").split(",")
    row = dict(zip(names, lines[2].strip('"').split('","'), strict=True))
    extra = [
        '"0065f00000aB9zZ"',
        ",".join(
            f'"{value}"'
            for value in {**row, "Id": "0065f00000aB8yY", "Name": "Impossible date", "CloseDate": "2026-02-30 00:00:00"}.values()
        ),
        lines[2].replace(raw.OTHER, "0065f00000aB7xX").replace("Clinic rollout", "Too long") + ',"one","two","three"',
    ]
    path.write_text("\n".join([*lines, *extra]) + "\n")
    report = bring(store, folder)
    assert report["code"] == 3
    places = [(Path(skip["file"]).name, skip["place"]) for skip in report["skipped"]]
    assert all(name == "Opportunity.csv" and re.search(r"row \d", place) for name, place in places), places
    names_found = {deal["name"] for deal in ran("deals", "--all", "--json", store=store).json}
    assert names_found >= {"Cold chain rollout", "Clinic rollout", "Pharmacy labels"}


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig", "latin-1"])
def test_other_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    tables = raw.changed(raw.crm(), "Opportunity", raw.DEAL, Name="Kühlkette für Brightwater")
    folder, store = raw.write_crm(tmp_path / "crm", tables), tmp_path / "own" / "journey.db"
    for path in folder.iterdir():
        path.write_text(path.read_text(encoding="utf-8"), encoding=encoding)
    assert bring(store, folder)["skipped"] == []
    assert "Kühlkette für Brightwater" in {deal["name"] for deal in ran("deals", "--json", store=store).json}


CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def _hostile_everywhere(folder: Path) -> Path:
    tables = raw.crm()
    strings = raw.hostile("evil")
    kept = ("Id", "Date", "Email", "Amount", "Is", "Username")
    n = 0
    for rows in tables.values():
        for row in rows:
            for name in row:
                if not any(word in name for word in kept):
                    n += 1
                    row[name] = f"{row[name]} {strings[n % len(strings)]}" if row[name] else strings[n % len(strings)]
    raw.write_crm(folder / "crm", tables)
    mails = [raw.copied(m, f"X-Evil: {strings[k % 4]}") for k, m in enumerate(raw.mails())]
    evil = [raw.Mail(f"e{k}", raw.ago(9 - k * 0.1), raw.PRIYA, raw.DANA, f"Cold {text!s}".replace("\r\n", " "), f"Who signs {text}?\n{text}")
            for k, text in enumerate(strings)]  # fmt: skip
    raw.write_mbox(folder / "mail.mbox", [*mails, *evil])
    (folder / "x.ics").write_text(raw.meeting(raw.ago(3), raw.ago(4), subject=f"Cold {strings[0]}{strings[5]}"), newline="")
    (folder / "call.vtt").write_text(raw.vtt([(f"Priya {strings[1]}", f"{strings[0]} we lost two pallets of dairy"), *raw.CALL]))
    return folder


@pytest.fixture(scope="module")
def hostile_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from journey_tui.sync.importer import Importer
    from tests import tiny

    base = tmp_path_factory.mktemp("hostile")
    Importer(base / "own" / "journey.db", tiny.rules(), raw.NOON).run([_hostile_everywhere(base / "in")])
    return base / "own" / "journey.db"


def _everything(store: Path) -> list[Ran]:
    deals = ran("deals", "--all", "--json", store=store)
    results = [deals]
    for command in ("deals", "actions", "sources", "whoami", "init"):
        results += [ran(command, store=store), ran(command, "--json", store=store)]
    results += [ran("unmatched", "--all", store=store), ran("unmatched", "--all", "--json", store=store)]
    for deal in deals.json:
        for command in ("show", "timeline", "actions"):
            results += [ran(command, deal["id"], store=store), ran(command, deal["id"], "--json", store=store)]
        for requirement in ran("show", deal["id"], "--json", store=store).json["requirements"]:
            for item in requirement["evidence"]:
                results += [ran("evidence", item["id"], store=store), ran("evidence", item["id"], "--json", store=store)]
    results += [
        ran("show", "evil", store=store),
        ran("show", "\x1b]52;c;x\x07", store=store),
        ran("evidence", "\x1b[2J\u202e", "--json", store=store),
    ]
    return results


def test_nothing_that_any_command_prints_steers_a_terminal_and_markup_stays_text(hostile_store: Path) -> None:
    results = _everything(hostile_store)
    assert len(results) > 30
    assert "[/x]" in "".join(result.out for result in results)
    for result in results:
        for text in (result.out, result.err):
            found = CONTROL.search(text)
            assert found is None, text[max(0, found.start() - 60) : found.end() + 60]


def test_what_was_stored_survives_every_bad_file(tmp_path: Path, store: Path) -> None:
    before = ran("show", "brightwater", "--json", store=store).json["requirements"]
    folder = tmp_path / "in"
    folder.mkdir()
    for make in BAD.values():
        make(folder)
    assert bring(store, folder)["code"] == 3
    assert ran("show", "brightwater", "--json", store=store).json["requirements"] == before


def test_what_was_left_out_is_said_again_when_the_file_comes_again(tmp_path: Path) -> None:
    folder = raw.write_crm(tmp_path / "crm", raw.crm())
    with (folder / "Opportunity.csv").open("a", encoding="utf-8") as table:
        table.write('"0065f00000aB9zZ"\n')
    own = tmp_path / "own" / "journey.db"
    first, again = bring(own, folder), bring(own, folder)
    assert first["code"] == again["code"] == 3
    assert again["changed"] == 0
    assert [s["file"] for s in again["skipped"]] == [s["file"] for s in first["skipped"]]
