"""Hostile and broken mail: limits hold, nothing raises, nothing takes long."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journey_tui.sources.mail import parse_message
from journey_tui.sources.records import Skipped, TouchpointRecord
from journey_tui.text import clean

HEAD = b"Message-ID: <a1@x.example>\nDate: Tue, 20 Oct 2026 09:00:00 +0100\nFrom: Jo Hart <jo@x.example>\nTo: al@s.example\nSubject: Re: offer\n"


def nested(depth: int) -> bytes:
    return (
        HEAD + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(depth)) + b"\nwords\n"
    )


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (nested(2000), "20 deep"),
        (HEAD + b"Content-Type: message/rfc822\n\n" * 2000, "20 deep"),
        (HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\na\n" * 200_000, "500 parts"),
        (HEAD + b"\n" + b"x" * (25 * 1024 * 1024), "25 MB"),
        (HEAD + b"Content-Type: text/html\n\n" + b"<div>" * 100_000, "5000 tags"),
        (HEAD + b"Content-Type: text/html\n\n" + b"x" * (2 * 1024 * 1024 + 10), "2 MB"),
    ],
    ids=["nested parts", "nested messages", "many parts", "large", "many tags", "large html"],
)
def test_over_a_limit_it_is_skipped_and_named(raw: bytes, reason: str) -> None:
    begun = time.process_time()
    found = parse_message(raw, file="f", offset=7)
    assert time.process_time() - begun < 2
    assert isinstance(found, Skipped)
    assert reason in found.reason
    assert found.place == "byte 7"
    assert found.remedy


def test_under_the_limits_it_is_read() -> None:
    found = parse_message(nested(15), file="f", offset=0)
    assert isinstance(found, TouchpointRecord)
    assert found.text == "words"


def test_too_much_html_beside_plain_text_is_passed_over() -> None:
    html = b"<p>" * 6000
    raw = (
        HEAD
        + b"Content-Type: multipart/alternative; boundary=b\n\n--b\n\nplain\n--b\nContent-Type: text/html\n\n"
        + html
        + b"\n--b--\n"
    )
    found = parse_message(raw, file="f", offset=0)
    assert isinstance(found, TouchpointRecord)
    assert found.text == "plain"


MEGABYTE = 1 << 20
SLOW = [b"x", b">", b"> ", b">\n", b"--\n", b"-", b"_", b"On 1:\n", b"From: x\n", b"From: A\nDate: 1 Jan 2020\nSubject: x\n\n", b"a@", b"<a@b.c>:\n",
        b"Kind regards\n", b"confidential ", b"virus ", b"wrote:\n", b"On 2020 x wrote:\n> a\n", b"12:30 ", b"\x1b]", b"=====\n", b"Sent from my ", b"Sent:\n",
        b"A Bc\n\n", b"\xff", b"<b><i><p>", b"<blockquote>x"]  # fmt: skip


@pytest.mark.parametrize("piece", SLOW)
@pytest.mark.parametrize("kind", [b"text/plain; format=flowed", b"text/html"])
def test_no_repetition_takes_long(piece: bytes, kind: bytes) -> None:
    raw = HEAD + b"Content-Type: " + kind + b"\n\n" + piece * (MEGABYTE // len(piece))
    begun = time.process_time()
    parse_message(raw, file="f", offset=0)
    assert time.process_time() - begun < 2


@pytest.mark.parametrize("piece", [b"<", b"(", b'"', b"a@b,", b"\\", b"=?utf-8?q?a?= ", b"=?utf-8?q?", b";a=", b"x\n "])
@pytest.mark.parametrize("name", [b"To", b"Content-Type", b"References", b"Received"])
def test_no_header_takes_long(piece: bytes, name: bytes) -> None:
    raw = HEAD + name + b": " + piece * (4 * MEGABYTE // len(piece)) + b"\n\nwords"
    begun = time.process_time()
    parse_message(raw, file="f", offset=0)
    assert time.process_time() - begun < 2


SEEDS = [
    HEAD + b"\nYes.\n\nJo\n\nOn Tue, 17 Nov 2026 at 18:22, Al Ray <al@s.example> wrote:\n\n> May we?\n>> Before\n",
    HEAD + b"\nYes.\n\n________________________________\nFrom: Al Ray <al@s.example>\nSent: 17 November 2026 18:22\nTo: Jo\nSubject: offer\n\nMay we?\n",
    HEAD + b'Content-Type: multipart/alternative; boundary="b"\n\n--b\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n'
           b"Gr=C3=BC=C3=9Fe\n--b\nContent-Type: text/html\n\n<p style='color:#fff'>x</p><blockquote>q</blockquote>\n--b--\n",
    HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nSee.\n--b\nContent-Type: text/csv; name=a.csv\nContent-Transfer-Encoding: base64\n\nYSxiCg==\n"
           b"--b\nContent-Type: text/calendar; method=REPLY\n\nBEGIN:VCALENDAR\nMETHOD:REPLY\nUID:1\nATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b\n--b--\n",
    HEAD + b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nSorry\n--b\nContent-Type: message/delivery-status\n\n"
           b"Final-Recipient: rfc822; a@b\n--b\nContent-Type: message/rfc822\n\nFrom: x@y\n\nq\n--b--\n",
]  # fmt: skip
TOKENS = [b"\n", b"\r\n", b"\n\n", b">", b"--b\n", b"wrote:", b"From: ", b"=?utf-8?B?", b"?=", b"\x00", b"\xff\xfe", b"<", b"<div>", b"</blockquote>",
          b"boundary=", b"charset=utf-16\n", b"=", b"\x1b]52;c;AAAA\x07", b'"', b",", b";", b"\xe2\x80\xae", b"Date: ", b"PS: ", b"-- \n"]  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    raw = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(1, 12))):
        place = draw(st.integers(0, len(raw)))
        change = draw(st.sampled_from(["insert", "token", "delete", "copy", "cut"]))
        if change == "insert":
            raw[place:place] = draw(st.binary(max_size=8))
        elif change == "token":
            raw[place:place] = draw(st.sampled_from(TOKENS)) * draw(st.sampled_from([1, 1, 2, 50]))
        elif change == "delete":
            del raw[place : place + draw(st.integers(1, 40))]
        elif change == "copy":
            start = draw(st.integers(0, len(raw)))
            raw[place:place] = raw[start : start + draw(st.integers(1, 200))]
        else:
            del raw[place:]
    return bytes(raw)


@given(mutated(), st.booleans())
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_mutated_mail_never_raises_and_stays_clean(raw: bytes, boxed: bool) -> None:
    """Whatever is done to a message: a clean record whose segments fit, or a reason why not."""
    found = parse_message(raw, file="f", offset=0, from_line=b"From x" if boxed else b"")
    if isinstance(found, Skipped):
        assert "date" in found.reason, found
        return
    assert isinstance(found, TouchpointRecord)
    assert found.at.tzinfo is not None
    end = 0
    for one in found.segments:
        assert end <= one.start < one.end <= len(found.text)
        end = one.end
    for text in (
        found.id,
        found.text,
        found.subject,
        found.message_id,
        found.uid,
        *(p.name for p in found.parties),
        *(p.address for p in found.parties),
    ):
        assert clean(text) == text
