"""Walking folders, recognising files by what is in them, and archives that mean no good."""

import os
import socket
import stat
import struct
import zipfile
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journey_tui.sources import archive
from journey_tui.sources.archive import unpack
from journey_tui.sources.files import Candidate, discover
from journey_tui.sources.formats import recognise
from journey_tui.sources.records import Skipped

MBOX = "From a@b.example Mon Nov  9 10:00:00 2026\nFrom: a@b.example\nSubject: x\n\nhello\n"
EML = "Received: from x\nFrom: Ana <a@b.example>\nTo: k@s.example\nSubject: Hello\nDate: Mon, 9 Nov 2026 10:00:00 +0000\n\nText\n"
ICS = "BEGIN:VCALENDAR\nEND:VCALENDAR\n"
TALK = "Call\n[00:01] Ana: Hi.\n[00:03] Bo: Hello.\n"
CSV = "Id,Name,Amount\n1,Acme,10\n2,Globex,20\n"


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        (MBOX, "mail", "mbox"),
        (MBOX, "x.eml", "mbox"),
        (EML, "x.txt", "eml"),
        (EML, "1234", "eml"),
        ("Content-Type: text/plain\n\nodd", "x.eml", "eml"),
        (ICS, "x.txt", "ics"),
        ("\ufeff\n" + ICS.lower(), "invite", "ics"),
        ("WEBVTT\n", "x", "transcript"),
        (TALK, "x.txt", "transcript"),
        (TALK, "x.csv", "csv"),
        ("1\n00:00:01,000 --> 00:00:02,000\nHi\n", "x.srt", "transcript"),
        (CSV, "Account.csv", "csv"),
        (CSV, "export", "csv"),
        (CSV.replace(",", "\t"), "export.txt", "csv"),
        ("Id;Name;Amount\n1;A;2\n", "export.txt", "csv"),
        ('{"a": 1}\n{"a": 2}\n', "x", "jsonl"),
        ('{"a": 1}\n', "x.jsonl", "jsonl"),
        ('[{"a": 1}]', "x", "json"),
        ('{"records": [{"attributes": {"type": "Account"}}]}', "x.json", "json"),
        ("Project notes, nothing else.\nSecond line, of it.\n", "notes.txt", "unknown"),
        ("# Readme\n\n**Ana:** x\n\n**Bo:** y\n\n**Ana:** z\n", "README.md", "unknown"),
        ("MIT License\n\nCopyright", "LICENSE", "unknown"),
        ("<!DOCTYPE html><html>", "x.html", "unknown"),
    ],
)
def test_content_decides_and_the_name_breaks_ties(text, name, expected):
    assert recognise(text.encode(), f"/data/{name}").format == expected
    if expected != "unknown" and text.isascii():
        assert recognise(text.replace("\n", "\r\n").encode("utf-16"), f"/data/{name}").format in (expected, "eml")


@pytest.mark.parametrize(
    ("data", "name", "named"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "mail.msg", True),
        (b"!BDNrest", "archive.pst", True),
        (b"\x1f\x8b\x08rest", "mail.mbox.gz", True),
        (b"PK\x03\x04" + b"\0" * 30, "deals.xlsx", True),
        (b"", "deals.csv", True),
        (bytes(range(32)) * 40, "deals.csv", True),
        (b"BEGIN:VCARD\nEND:VCARD\n", "people.vcf", True),
        (b"nothing that is known", "calls/acme.txt", True),
        (b"\x89PNG\r\n\x1a\n", "logo.png", False),
        (b"%PDF-1.7", "offer.pdf", False),
        (b"\xff\xd8\xff\xe0", "photo.jpg", False),
        (b"nothing that is known", "notes.txt", False),
        (b"", "empty.txt", False),
        (b"", "README", False),
    ],
)
def test_what_looks_like_data_is_named_with_a_remedy_and_the_rest_is_passed_over(data, name, named):
    found = recognise(data, f"/data/{name}")
    assert found.format == "unknown"
    assert bool(found.reason) is named
    assert bool(found.remedy) is named


def found(*paths: Path, scratch: Path | None = None) -> tuple[dict[str, Candidate], list[Skipped]]:
    everything = list(discover(paths, scratch=scratch))
    return {c.name: c for c in everything if isinstance(c, Candidate)}, [s for s in everything if isinstance(s, Skipped)]


def test_a_folder_is_walked_in_order_without_hidden_files_links_and_devices(tmp_path):
    root, outside = tmp_path / "root", tmp_path / "outside"
    for folder in (root / "sf", root / ".git", outside):
        folder.mkdir(parents=True)
    (root / "sf" / "Account.csv").write_text(CSV)
    (root / "sf" / ".DS_Store").write_bytes(b"x")
    (root / ".git" / "x.csv").write_text(CSV)
    (root / "a.ics").write_text(ICS)
    (outside / "secret.csv").write_text(CSV)
    (root / "link.csv").symlink_to(outside / "secret.csv")
    (root / "inside.csv").symlink_to(root / "sf" / "Account.csv")
    (root / "loop").symlink_to(root)
    os.mkfifo(root / "pipe.csv")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(root / "socket.csv"))
        candidates, skipped = found(root)
    assert list(candidates) == [str(root / "a.ics"), str(root / "sf" / "Account.csv")]
    account = candidates[str(root / "sf" / "Account.csv")]
    assert (account.format, account.group, account.size, len(account.hash)) == ("csv", str(root / "sf"), len(CSV), 64)
    assert [s.file for s in skipped] == [str(root / "link.csv")]


def test_a_link_or_an_odd_file_that_somebody_names_is_answered(tmp_path):
    (tmp_path / "a.ics").write_text(ICS)
    (tmp_path / "link").symlink_to(tmp_path / "a.ics")
    (tmp_path / "notes.txt").write_text("only notes")
    os.mkfifo(tmp_path / "pipe")
    candidates, skipped = found(
        tmp_path / "link", tmp_path / "notes.txt", tmp_path / "pipe", tmp_path / "missing", tmp_path / "a.ics"
    )
    assert list(candidates) == [str(tmp_path / "link")]
    assert [s.file for s in skipped] == [str(tmp_path / n) for n in ("notes.txt", "pipe", "missing")]
    assert all(s.remedy for s in skipped)


def test_maildirs_give_their_messages_and_folders_but_nothing_half_delivered(tmp_path):
    for box in ("", ".Sent"):
        for name in ("cur", "new", "tmp"):
            (tmp_path / "Maildir" / box / name).mkdir(parents=True)
    (tmp_path / "Maildir" / "cur" / "1.host:2,S").write_text(EML)
    (tmp_path / "Maildir" / "new" / "2.host").write_text(EML + "second")
    (tmp_path / "Maildir" / "tmp" / "3.host").write_text(EML)
    (tmp_path / "Maildir" / "dovecot-uidlist").write_text("3 V1 N2\n")
    (tmp_path / "Maildir" / ".Sent" / "cur" / "4.host:2,S").write_text(EML + "fourth")
    candidates, skipped = found(tmp_path)
    assert sorted(Path(n).name for n in candidates) == ["1.host:2,S", "2.host", "4.host:2,S"]
    assert {c.format for c in candidates.values()} == {"maildir message"}
    assert skipped == []


def test_an_unreadable_folder_costs_itself_alone(tmp_path):
    (tmp_path / "closed").mkdir()
    (tmp_path / "a.ics").write_text(ICS)
    (tmp_path / "closed").chmod(0)
    try:
        if os.access(tmp_path / "closed", os.R_OK):
            pytest.skip("this user reads everything")
        candidates, skipped = found(tmp_path)
    finally:
        (tmp_path / "closed").chmod(0o700)
    assert len(candidates) == 1
    assert [s.file for s in skipped] == [str(tmp_path / "closed")]


def test_names_cannot_carry_control_sequences(tmp_path):
    (tmp_path / "a\x1b[31m\n.ics").write_text(ICS)
    candidates, _ = found(tmp_path)
    (name,) = candidates
    assert name.endswith("/a .ics")


def make(path: Path, members: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as packed:
        for name, data in members.items():
            packed.writestr(zipfile.ZipInfo(name, (2026, 11, 4, 10, 0, 0)), data, method)
    return path


def test_an_archive_gives_its_members_under_names_of_our_own(tmp_path):
    members = {
        "Account.csv": CSV,
        "../../evil.csv": CSV + "x",
        "dir/": "",
        "__MACOSX/._a.csv": CSV,
        ".hidden.csv": CSV,
        "c/a.vtt": "WEBVTT\n",
    }
    make(tmp_path / "export.zip", members)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    candidates, skipped = found(tmp_path / "export.zip", scratch=scratch)
    shown = str(tmp_path / "export.zip")
    assert list(candidates) == [f"{shown}/Account.csv", f"{shown}/../../evil.csv", f"{shown}/c/a.vtt"]
    assert skipped == []
    assert all(scratch in c.path.parents and "evil" not in c.path.name for c in candidates.values())
    assert candidates[f"{shown}/Account.csv"].group == shown
    assert candidates[f"{shown}/Account.csv"].path.stat().st_mtime == 1_793_786_400
    assert not (tmp_path.parent / "evil.csv").exists()


def test_parts_of_one_export_share_a_group(tmp_path):
    make(tmp_path / "WE_00D_1.ZIP", {"Account.csv": CSV})
    make(tmp_path / "WE_00D_2.ZIP", {"Contact.csv": CSV + "3,x,4\n"})
    candidates, _ = found(tmp_path)
    assert {c.group for c in candidates.values()} == {str(tmp_path / "WE_00D.ZIP")}


def test_without_a_scratch_folder_unpacked_files_are_gone_at_the_end(tmp_path):
    make(tmp_path / "export.zip", {"Account.csv": CSV})
    candidates, _ = found(tmp_path)
    assert all(not c.path.exists() for c in candidates.values())


def bad(items: list) -> list[Skipped]:
    return [i for i in items if isinstance(i, Skipped)]


def good(items: list) -> list[str]:
    return [i[1].rpartition("/")[2] for i in items if not isinstance(i, Skipped)]


def test_one_archive_in_an_archive_is_opened_and_no_more(tmp_path):
    make(tmp_path / "3.zip", {"deep.csv": CSV})
    make(tmp_path / "2.zip", {"inner.csv": CSV, "3.zip": (tmp_path / "3.zip").read_bytes()})
    make(tmp_path / "1.zip", {"outer.csv": CSV, "2.zip": (tmp_path / "2.zip").read_bytes()})
    items = list(unpack(tmp_path / "1.zip", tmp_path))
    assert good(items) == ["outer.csv", "inner.csv"]
    assert [s.file.split("1.zip")[1] for s in bad(items)] == ["/2.zip/3.zip"]


def test_limits_on_members_and_bytes(tmp_path, monkeypatch):
    make(tmp_path / "many.zip", {f"{i}.csv": f"a,b\n{i},1\n" for i in range(12)})
    monkeypatch.setattr(archive, "_Budget", partial(archive._Budget, members=10))
    items = list(unpack(tmp_path / "many.zip", tmp_path))
    assert len(good(items)) == 10
    assert "2 of its files" in bad(items)[0].reason
    monkeypatch.undo()
    monkeypatch.setattr(archive, "_Budget", partial(archive._Budget, bytes=100))
    make(tmp_path / "large.zip", {"a.csv": "x" * 90, "b.csv": "x" * 90, "c.csv": "x" * 5})
    items = list(unpack(tmp_path / "large.zip", tmp_path))
    assert good(items) == ["a.csv", "c.csv"]
    assert bad(items)[0].file.endswith("large.zip/b.csv")


def test_a_bomb_is_stopped_by_its_ratio_and_leaves_nothing_behind(tmp_path):
    make(tmp_path / "bomb.zip", {"bomb.csv": b"\0" * (24 << 20), "fine.csv": CSV})
    into = tmp_path / "into"
    into.mkdir()
    items = list(unpack(tmp_path / "bomb.zip", into))
    assert good(items) == ["fine.csv"]
    assert bad(items)[0].file.endswith("bomb.csv")
    assert [p.stat().st_size for p in into.iterdir()] == [len(CSV)]


def test_encrypted_damaged_and_linked_members_are_left_out_and_the_rest_loads(tmp_path):
    path = make(tmp_path / "a.zip", {"locked.csv": CSV, "broken.csv": CSV * 50, "fine.csv": CSV}, zipfile.ZIP_STORED)
    data = bytearray(path.read_bytes())
    directory = data.find(b"PK\x01\x02")
    struct.pack_into("<H", data, directory + 8, 1)
    place = data.find(b"broken.csv") + 100
    data[place] ^= 0xFF
    path.write_bytes(data)
    items = list(unpack(path, tmp_path))
    assert good(items) == ["fine.csv"]
    assert [(s.file.rpartition("/")[2], bool(s.remedy)) for s in bad(items)] == [("locked.csv", True), ("broken.csv", True)]
    link = zipfile.ZipInfo("link.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "l.zip", "w") as packed:
        packed.writestr(link, "/etc/passwd")
    assert list(unpack(tmp_path / "l.zip", tmp_path)) == []


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_truncated_archive_gives_the_members_that_are_whole(tmp_path, method):
    whole = make(tmp_path / "a.zip", {"one.csv": CSV, "two.csv": CSV * 9, "three.csv": os.urandom(9000)}, method).read_bytes()
    (tmp_path / "a.zip").write_bytes(whole[: whole.find(b"three.csv") + 4000])
    items = list(unpack(tmp_path / "a.zip", tmp_path))
    assert good(items) == ["one.csv", "two.csv"]
    assert [i[0].read_text() for i in items if not isinstance(i, Skipped)] == [CSV, CSV * 9]
    assert [s.file.rpartition("/")[2] for s in bad(items)] == ["a.zip", "three.csv"]


@settings(max_examples=150, deadline=2000)
@given(st.integers(0, 10**9), st.integers(0, 255), st.integers(0, 10**9))
def test_no_damage_to_an_archive_raises(tmp_path_factory, place, value, end):
    folder = tmp_path_factory.mktemp("zip")
    data = bytearray(make(folder / "a.zip", {"one.csv": CSV, "two.csv": CSV * 9}).read_bytes())
    data[place % len(data)] = value
    (folder / "a.zip").write_bytes(data[: max(4, end % (2 * len(data)))])
    for item in unpack(folder / "a.zip", folder):
        assert isinstance(item, Skipped) or item[0].parent == folder


@settings(max_examples=200, deadline=1000)
@given(st.binary(max_size=300), st.sampled_from(["x.csv", "x.json", "x.txt", "x.ics", "x", "x.eml", "x.zip", "calls/x.md"]))
def test_no_bytes_confuse_recognition(data, name):
    known = {"mbox", "eml", "ics", "transcript", "csv", "jsonl", "json", "zip", "unknown"}
    for start in (b"", b"{", b"[", b"From a\n", b"Id,Name,B\n", b"PK\x03\x04", b"[00:01] Ana: x\n"):
        assert recognise(start + data, name).format in known
