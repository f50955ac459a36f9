"""Messages and mailboxes to records: ids, times, people, threads, parts."""

from __future__ import annotations

import base64
import hashlib
import pickle
from datetime import UTC, datetime
from pathlib import Path

import pytest

from journey_tui.domain.model import Kind, Origin
from journey_tui.sources.mail import looks_like_mbox, looks_like_message, parse_eml, parse_mbox, parse_message
from journey_tui.sources.records import Parsed, Skipped, TouchpointRecord

HEAD = (
    "Message-ID: <a1@x.example>\nDate: Tue, 20 Oct 2026 09:00:00 +0100\nFrom: Jo Hart <Jo@X.example>\nTo: Al Ray <al@s.example>\n"
)


def read(text: str | bytes, from_line: bytes = b"") -> TouchpointRecord:
    raw = text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape")
    found = parse_message(raw, file="box.mbox", offset=0, from_line=from_line)
    assert isinstance(found, TouchpointRecord), found
    return found


def texts(record: TouchpointRecord, role: str) -> list[str]:
    return [record.text[one.start : one.end] for one in record.segments if one.role == role]


def test_a_message_becomes_a_record() -> None:
    raw = HEAD + "Cc: Bo <bo@x.example>\nSubject: =?utf-8?q?Pr=C3=BCfung?=\nIn-Reply-To: <b@x>\nReferences: <r@x> <b@x>\n\nYes.\n"
    record = read(raw)
    assert (record.id, record.kind, record.message_id) == ("mail:-:a1@x.example", Kind.EMAIL, "<a1@x.example>")
    assert (record.at, record.zone) == (datetime(2026, 10, 20, 8, tzinfo=UTC), "+01:00")
    assert (record.subject, record.text, record.references) == ("Prüfung", "Yes.", ("<r@x>", "<b@x>"))
    assert [(p.role, p.name, p.address) for p in record.parties] == [
        ("from", "Jo Hart", "jo@x.example"), ("to", "Al Ray", "al@s.example"), ("cc", "Bo", "bo@x.example")]  # fmt: skip
    assert (record.source.kind, record.source.file, record.source.native_id, record.source.locator) == (
        "mail", "box.mbox", "<a1@x.example>", "byte 0")  # fmt: skip
    assert record.source.hash == hashlib.sha256(raw.encode()).hexdigest()
    assert pickle.loads(pickle.dumps(record)) == record
    one = record.segments[0]
    assert (one.speaker, one.address, one.role) == ("Jo Hart", "jo@x.example", "new")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Jo Hart <JO@X.example>", [("Jo Hart", "jo@x.example")]),
        ("jo@x.example (Jo Hart)", [("Jo Hart", "jo@x.example")]),
        ('"Hart, Jo Anne (CIO)" <jo@x.example>', [("Jo Anne Hart", "jo@x.example")]),
        ('"Hart, Jr." <jo@x.example>', [("Hart, Jr.", "jo@x.example")]),
        ('"Harbour Works, Ltd" <jo@x.example>', [("Harbour Works, Ltd", "jo@x.example")]),
        ('"緒方 真 (Shin Ogata)" <s@x.example>', [("Shin Ogata", "s@x.example")]),
        ('"Hart, Jo" <jo@x.example>, al@s.example', [("Jo Hart", "jo@x.example"), ("", "al@s.example")]),
        ("Team: Jo <jo@x.example>, al@s.example;", [("Jo", "jo@x.example"), ("", "al@s.example")]),
        ("undisclosed-recipients:;", []),
        ("Jo Hart jo@x.example", [("Jo Hart", "jo@x.example")]),
        ("=?utf-8?B?SsO2?= <jo@x.example>", [("Jö", "jo@x.example")]),
        ("'Jo' <jo@x.example>; Al <al@s.example>", [("Jo", "jo@x.example"), ("Al", "al@s.example")]),
        ('"Jo <jo@x.example>, Al <al@s.example>', [("Jo", "jo@x.example"), ("Al", "al@s.example")]),
        ("Jo Hart", [("Jo Hart", "")]),
    ],
)
def test_address_lists_survive(value: str, expected: list[tuple[str, str]]) -> None:
    record = read(f"Date: Tue, 20 Oct 2026 09:00:00 +0100\nFrom: a@b.example\nTo: {value}\n\nx")
    assert [(p.name, p.address) for p in record.parties if p.role == "to"] == expected


@pytest.mark.parametrize("date", ["", "Date: yesterday\n", "Date: Mon, 31 Feb 2026 10:00:00 +0000\n", "Date: Tue, 99 Foo 0000\n"])
def test_an_impossible_date_gives_way_to_the_latest_received(date: str) -> None:
    headers = "Received: from a by b; Tue, 20 Oct 2026 09:30:00 +0200\nReceived: from c by a; Tue, 20 Oct 2026 09:29:00 +0200\n"
    assert read(f"{headers}{date}From: a@b.example\n\nx").at == datetime(2026, 10, 20, 7, 30, tzinfo=UTC)
    assert read(f"{date}From: a@b.example\n\nx", b"From a@b.example Tue Oct 20 07:30:00 2026").at == datetime(
        2026, 10, 20, 7, 30, tzinfo=UTC
    )


def test_without_any_date_it_is_skipped_with_place_and_remedy() -> None:
    found = parse_message(b"From: a@b.example\n\nx", file="f.eml", offset=4096)
    assert isinstance(found, Skipped)
    assert (found.file, found.place) == ("f.eml", "byte 4096")
    assert "date" in found.reason
    assert found.remedy


def test_without_a_message_id_the_same_message_has_the_same_id() -> None:
    raw = "Date: Tue, 20 Oct 2026 09:00:00 +0100\nFrom: a@b.example\nSubject: s\n\nbody\n"
    assert read(raw).id == read("Received: by z; Tue, 20 Oct 2026 09:00:05 +0100\n" + raw).id
    assert read(raw).id != read(raw.replace("body", "another")).id


def alternative(plain: str, html: str) -> str:
    return (
        HEAD + 'Content-Type: multipart/alternative; boundary="b"\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n'
        + f"{plain}\n--b\nContent-Type: text/html; charset=utf-8\n\n{html}\n--b--\n"
    )  # fmt: skip


def test_plain_text_leads_where_it_says_something() -> None:
    assert read(alternative("Plain words.", "<p>Other words.</p>")).text == "Plain words."


@pytest.mark.parametrize("plain", ["", "This message requires an HTML viewer.", "Your mail program does not support HTML"])
def test_html_is_read_where_the_plain_part_says_nothing(plain: str) -> None:
    assert (
        read(alternative(plain, "<p>The real words, all of them, are in this part.</p>")).text
        == "The real words, all of them, are in this part."
    )


def test_outlook_html_hands_the_rest_to_its_author() -> None:
    html = (
        "<p class=MsoNormal>We take it.</p><div style='border:none;border-top:solid #B5C4DF 1.0pt'><p><b>From:</b> Al Ray &lt;al@s.example&gt;<br>"
        "<b>Sent:</b> 19 October 2026 10:00<br><b>To:</b> Jo<br><b>Subject:</b> offer</p></div><p>Our offer.</p>"
    )
    record = read(HEAD + "Content-Type: text/html\n\n" + html)
    assert texts(record, "new") == ["We take it."]
    assert [(s.speaker, s.address) for s in record.segments if s.role == "quoted"] == [("Al Ray", "al@s.example")]


@pytest.mark.parametrize(
    ("charset", "data", "text"),
    [
        ("utf-8", "naïve £".encode("cp1252"), "naïve £"),
        ("iso-8859-1", "“quotes”".encode("cp1252"), "“quotes”"),
        ("us-ascii", "Grüße".encode(), "Grüße"),
        ("windows-1252", "Grüße".encode(), "Grüße"),
        ("shift_jis", "テスト".encode("cp932"), "テスト"),
        ("x-unknown", "Grüße".encode("cp1252"), "Grüße"),
        ("rot13", b"Hello", "Hello"),
        ("utf-8", "Grüße ".encode() * 20 + b"\xff", ("Grüße " * 20 + "\ufffd")),
    ],
)
def test_charsets_that_lie(charset: str, data: bytes, text: str) -> None:
    raw = (
        HEAD.encode()
        + f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: base64\n\n".encode()
        + base64.b64encode(data)
    )
    assert read(raw).text == text


def test_flowed_text_is_unwrapped() -> None:
    assert read(HEAD + "Content-Type: text/plain; format=flowed\n\nWe need \nit by March.\n").text == "We need it by March."


def test_text_attachments_are_segments_of_their_own() -> None:
    raw = (
        HEAD + "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nSee attached.\n--b\nContent-Type: text/plain\n"
        'Content-Disposition: attachment; filename="answers.txt"\n\n1. yes\n2. no\n--b\nContent-Type: application/pdf\n'
        "Content-Disposition: attachment; filename*=utf-8''pr%C3%BCfung.pdf\n\n%PDF\n--b--\n"
    )
    record = read(raw)
    assert texts(record, "new") == ["See attached."]
    assert texts(record, "attachment") == ["1. yes\n2. no"]
    assert "answers.txt" in record.text
    assert "prüfung.pdf" in record.text
    assert not any("answers.txt" in record.text[one.start : one.end] for one in record.segments)


def test_a_message_attached_whole_is_forwarded() -> None:
    inner = "From: Philippa <p@x.example>\nDate: Mon, 19 Oct 2026 09:00:00 +0000\nSubject: budget\n\nI can release it.\n"
    record = read(
        HEAD + f"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nLook.\n--b\nContent-Type: message/rfc822\n\n{inner}\n--b--\n"
    )
    forwarded = next(one for one in record.segments if one.role == "forwarded")
    assert (forwarded.speaker, forwarded.address, forwarded.at) == (
        "Philippa",
        "p@x.example",
        datetime(2026, 10, 19, 9, tzinfo=UTC),
    )
    assert record.text[forwarded.start : forwarded.end] == "I can release it."


def test_an_answer_to_an_invitation() -> None:
    ics = "BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nUID:meet-1@\n s.example\nATTENDEE;PARTSTAT=\n DECLINED:mailto:jo@x.example\nEND:VEVENT\n"
    record = read(HEAD + f"Subject: Review\nContent-Type: text/calendar; method=REPLY\n\n{ics}")
    assert (record.origin, record.auto, record.uid) == (Origin.AUTOMATED, "calendar_response", "meet-1@s.example")
    assert (record.parties[0].answer, record.parties[0].answered_at) == ("declined", record.at)
    assert record.text == ""


def test_an_invitation_attached_by_a_person_leaves_the_mail_human() -> None:
    ics = "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:m2\nSEQUENCE:3\nEND:VEVENT\n"
    raw = (
        "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nHere you go.\n--b\nContent-Type: text/calendar\n"
        f"Content-Disposition: attachment; filename=i.ics\n\n{ics}\n--b--"
    )
    record = read(HEAD + raw)
    assert (record.origin, record.uid, record.sequence) == (Origin.HUMAN, "m2", 3)


def test_a_bounce_keeps_recipient_and_diagnosis() -> None:
    raw = (
        HEAD.replace("Jo Hart <Jo@X.example>", "MAILER-DAEMON@x.example")
        + "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
        "--b\n\nSorry.\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nFinal-Recipient: rfc822; bo@x.example\nAction: failed\n"
        "Diagnostic-Code: smtp; 550 5.1.1 no such user\n--b\nContent-Type: message/rfc822\n\nFrom: al@s.example\n\nThe offer.\n--b--\n"
    )
    record = read(raw)
    assert (record.origin, record.auto) == (Origin.AUTOMATED, "bounce")
    assert "bo@x.example" in record.text
    assert "550 5.1.1 no such user" in record.text
    assert "The offer." not in record.text


def test_external_text_is_clean() -> None:
    record = read(HEAD + "Subject: a\x1b]52;c;AAAA\x07b\n\nx\x1b[31my\u202ez\n")
    assert (record.subject, record.text) == ("ab", "xyz")


MBOX = (
    "From jo@x.example Tue Oct 20 08:00:00 2026\n" + HEAD + "\nFirst.\n\n>From the start we said so.\nFrom here on it is a sentence at 10:30 in 2026.\n\n"
    "From al@s.example Tue Oct 20 09:00:00 2026\n" + HEAD.replace("a1@", "a2@") + "Content-Length: 99999\n\nSecond.\n\n"
)  # fmt: skip


def records(path: Path) -> list[Parsed]:
    return list(parse_mbox(path, path.name))


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_an_mbox_is_cut_at_its_from_lines_alone(tmp_path: Path, ending: str) -> None:
    box = tmp_path / "box"
    data = MBOX.replace("\n", ending).encode()
    box.write_bytes(data)
    first, second = records(box)
    assert isinstance(first, TouchpointRecord)
    assert isinstance(second, TouchpointRecord)
    assert first.text == "First.\n\nFrom the start we said so.\nFrom here on it is a sentence at 10:30 in 2026."
    assert (second.text, second.source.locator) == ("Second.", f"byte {data.index(b'From al@')}")
    body = data[data.index(b"Message-ID") : data.index(b"From al@") - len(ending)]
    assert first.source.hash == hashlib.sha256(body).hexdigest()


def test_the_same_message_in_another_mailbox_is_the_same(tmp_path: Path) -> None:
    box, eml = tmp_path / "box", tmp_path / "m.eml"
    box.write_text("From x Tue Oct 20 08:00:00 2026\n" + HEAD + "\nWords.\n\n")
    eml.write_text(HEAD + "\nWords.\n")
    (one,), (other,) = records(box), parse_eml(eml, "m.eml")
    assert isinstance(one, TouchpointRecord)
    assert isinstance(other, TouchpointRecord)
    assert (one.id, one.source.hash, one.text) == (other.id, other.source.hash, other.text)


def test_text_before_the_first_message_is_named(tmp_path: Path) -> None:
    box = tmp_path / "box"
    box.write_text("garbage here\n\n" + MBOX)
    found = records(box)
    assert isinstance(found[0], Skipped)
    assert [type(one) for one in found[1:]] == [TouchpointRecord, TouchpointRecord]


def test_one_message_that_is_too_large_leaves_the_rest(tmp_path: Path) -> None:
    box = tmp_path / "box"
    large = "From x Tue Oct 20 08:00:00 2026\n" + HEAD + "\n" + "x" * 77 + "\n"
    with box.open("w") as file:
        file.write(large)
        for _ in range(28):
            file.write(("y" * 1023 + "\n") * 1024)
        file.write("\n" + MBOX)
    found = records(box)
    assert isinstance(found[0], Skipped)
    assert "25 MB" in found[0].reason
    assert [one.text.split()[0] for one in found[1:] if isinstance(one, TouchpointRecord)] == ["First.", "Second."]
    locators = [one.source.locator for one in found[1:] if isinstance(one, TouchpointRecord)]
    assert locators[0] == f"byte {box.read_bytes().index(b'From jo@')}"


@pytest.mark.parametrize(
    ("head", "mbox", "message"),
    [
        (MBOX.encode(), True, False),
        (b"\xef\xbb\xbf" + MBOX.encode(), True, False),
        (b"From - Tue Oct 20 08:00:00 2026\r\nX-Mozilla-Status: 0001\r\n", True, False),
        (HEAD.encode(), False, True),
        (b"Return-Path: <a@b>\nReceived: by x\n\n", False, True),
        (b"Title: call\nDate: 2026-11-04\n\n[00:01] Jo: hi\n", False, False),
        (b"Subject: x\nDate: today\n\nnotes\n", False, False),
        (b"Id,Name\n1,Al\n", False, False),
        (b"From here to there\nis a long way\n", False, False),
        (b"", False, False),
        (b"\x00\xff\xfe", False, False),
    ],
)
def test_formats_are_told_by_content(head: bytes, mbox: bool, message: bool) -> None:
    assert (looks_like_mbox(head), looks_like_message(head)) == (mbox, message)
