"""Transcripts: every form of turn, who spoke, when, and what is no transcript."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journey_tui.domain.model import Kind, Origin
from journey_tui.sources.records import Skipped, TouchpointRecord
from journey_tui.sources.transcript import parse_transcript
from journey_tui.sources.transcript_formats import is_transcript
from journey_tui.sources.transcript_header import find_when, people, when_of_stem
from journey_tui.text import normalise


def read(tmp_path: Path, text: str | bytes, name: str = "2026-11-04_acme.txt") -> TouchpointRecord:
    path = tmp_path / "t"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    records = list(parse_transcript(path, f"/calls/{name}"))
    assert len(records) == 1
    assert isinstance(records[0], TouchpointRecord), records
    return records[0]


def turns(record: TouchpointRecord) -> list[tuple[str, str, str]]:
    return [(s.locator, s.speaker, record.text[s.start : s.end]) for s in record.segments]


VTT = """WEBVTT

NOTE
Meeting: Acme: prices
Start: 2026-11-04T15:00:00+01:00
Participants: Kim Ostrow, Lu Fen; Ana Ruiz (Acme), Bo Lind (Acme)

STYLE
::cue { color: red }

intro
00:04.000 --> 00:00:05.600 align:start position:0%
<v Ana Ruiz>Morning &amp; hello.</v>

2
00:00:06.300 --> 00:00:08.960
<v.loud Kim Ostrow>We start with
<i>prices</i>.</v>

3
00:00:09.000 --> 00:00:12.000
<v Ana Ruiz>It takes us nineteen days,</v>

4
00:00:12.000 --> 00:00:15.500
<v Ana Ruiz>and that is too long.</v>
"""


def test_webvtt_with_voices_notes_and_settings(tmp_path):
    r = read(tmp_path, VTT, "2026-11-04_acme.vtt")
    assert (r.id, r.kind, r.title, r.subject) == ("transcript:-:2026-11-04_acme", Kind.CALL, "Acme: prices", "Acme: prices")
    assert (r.at, r.zone) == (datetime(2026, 11, 4, 14, tzinfo=UTC), "+01:00")
    assert r.ends_at == datetime(2026, 11, 4, 14, 0, 15, 500000, tzinfo=UTC)
    assert turns(r) == [
        ("00:00:04.000", "Ana Ruiz", "Morning & hello."),
        ("00:00:06.300", "Kim Ostrow", "We start with\nprices."),
        ("00:00:09.000", "Ana Ruiz", "It takes us nineteen days,"),
        ("00:00:12.000", "Ana Ruiz", "and that is too long."),
    ]
    assert [(p.name, p.role) for p in r.parties] == [
        ("Ana Ruiz", "speaker"),
        ("Kim Ostrow", "speaker"),
        ("Lu Fen", "attendee"),
        ("Bo Lind", "attendee"),
    ]
    assert (r.origin, r.origin_rule) == (Origin.HUMAN, "call")
    assert (r.source.kind, r.source.native_id) == ("transcript", "2026-11-04_acme.vtt")
    assert r.text.startswith("Meeting: Acme: prices\nStart:")


def test_a_sentence_over_two_cues_can_be_read_across(tmp_path):
    text = read(tmp_path, VTT).text
    assert "It takes us nineteen days, and that is too long." in normalise(text)


def test_cues_with_names_in_their_text_and_one_that_goes_on(tmp_path):
    r = read(
        tmp_path,
        """WEBVTT - Proposal review

NOTE
Recorded 2026-11-10 15:00 GMT (2026-11-10T15:00:00Z)

1
00:00:04.000 --> 00:00:14.640
Kim Ostrow: Let me be plain: we

2
00:00:14.640 --> 00:00:18.000
need the list first.

3
00:00:20.000 --> 00:00:24.000
Ana Ruiz (Acme): Two things. First: the price.

4
00:00:25.000 --> 00:00:29.000
- Kim Ostrow: Yes.
- Ana Ruiz: And the term.
""",
        "review.vtt",
    )
    assert [(s, t) for _, s, t in turns(r)] == [
        ("Kim Ostrow", "Let me be plain: we"),
        ("Kim Ostrow", "need the list first."),
        ("Ana Ruiz", "Two things. First: the price."),
        ("Kim Ostrow", "Yes."),
        ("Ana Ruiz", "And the term."),
    ]
    assert (r.title, r.at, r.zone) == ("Proposal review", datetime(2026, 11, 10, 15, tzinfo=UTC), "UTC")
    assert r.id == "transcript:-:review@20261110T1500"


@pytest.mark.parametrize(
    "text",
    [
        "1\n00:00:01,000 --> 00:00:02,000\nAna: Hi there.\n\n2\n00:00:03,500 --> 00:00:04,000\nBo: Hello.\n\n3\n00:00:05,0 --> 00:00:06,0\nAna: So.\n",
        "0:00:01.000,0:00:02.000\nAna: Hi there.\n\n0:00:03.500,0:00:04.000\nBo: Hello.\n\n0:00:05.000,0:00:06.000\nAna: So.\n",
        "1\r\n00:00:01,000 --> 00:00:02,000\r\nAna: Hi there.\r\n2\r\n00:00:03,500 --> 00:00:04,000\r\nBo: Hello.\r\n"
        "3\r\n00:00:05,000 --> 00:00:06,000\r\nAna: So.",
    ],
)
def test_srt_and_sbv_with_and_without_empty_lines(tmp_path, text):
    assert turns(read(tmp_path, text)) == [
        ("00:00:01.000", "Ana", "Hi there."),
        ("00:00:03.500", "Bo", "Hello."),
        ("00:00:05.000", "Ana", "So."),
    ]


def test_a_transcript_without_speakers_keeps_its_cues(tmp_path):
    r = read(tmp_path, "WEBVTT\n\n00:01.000 --> 00:02.000\nWe lost a customer.\n\n00:03.000 --> 00:04.000\nHonestly: no.\n")
    assert turns(r) == [("00:00:01.000", "", "We lost a customer."), ("00:00:03.000", "", "Honestly: no.")]
    assert r.parties == ()


def test_rolling_captions_say_each_line_once(tmp_path):
    r = read(tmp_path, "WEBVTT\n\n00:01.000 --> 00:02.000\none\ntwo\n\n00:02.000 --> 00:03.000\ntwo\nthree\n")
    assert [t for _, _, t in turns(r)] == ["one\ntwo", "three"]


WRITTEN = [
    "[00:00:04] Ana Ruiz: Fine.\n[00:01:06] Bo Lind: Why?\nBecause of it.\n",
    "[00:00:04] Ana Ruiz: Fine.\n\n[00:01:06] Bo Lind: Why?\n\nBecause of it.\n",
    "00:00:04 Ana Ruiz: Fine.\n00:01:06 Bo Lind: Why?\nBecause of it.\n",
    "**[00:00:04] Ana Ruiz:** Fine.\n\n**[00:01:06] Bo Lind:** Why?\nBecause of it.\n",
    "[00:00:04] **Ana Ruiz:** Fine.\n\n[00:01:06] **Bo Lind:** Why?\nBecause of it.\n",
    "**Ana Ruiz** (00:00:04): Fine.\n\n**Bo Lind** (00:01:06): Why?\nBecause of it.\n",
    "Ana Ruiz [00:00:04]: Fine.\nBo Lind [00:01:06]: Why?\nBecause of it.\n",
    "Ana Ruiz  00:00:04\nFine.\n\nBo Lind  00:01:06\nWhy?\nBecause of it.\n",
    "Ana Ruiz (Acme) 00:00:04\nFine.\n\nBo Lind 00:01:06\nWhy?\nBecause of it.\n",
    "[00:00:04] Ana Ruiz\nFine.\n\n[00:01:06] Bo Lind\nWhy?\nBecause of it.\n",
    "[Ana Ruiz] 00:00:04\nFine.\n\n[Bo Lind] 00:01:06\nWhy?\nBecause of it.\n",
]


@pytest.mark.parametrize("text", WRITTEN)
def test_written_forms(tmp_path, text):
    r = read(tmp_path, text)
    assert [(at, who, normalise(words)) for at, who, words in turns(r)] == [
        ("00:00:04", "Ana Ruiz", "Fine."),
        ("00:01:06", "Bo Lind", "Why? Because of it."),
    ]
    assert [p.name for p in r.parties] == ["Ana Ruiz", "Bo Lind"]


MARKDOWN = """---
title: Acme discovery
date: 9 Nov 2026 14:00 CET
participants:
  - Ana Ruiz (Acme)
  - David Park (Seller)
  - Eve Long
---

## Transcript

**David:** Thanks for the time. What breaks first?

**Ana:** Routing, honestly.
Both parts of it.

**David:** Why: is it the tool?

## Summary

They want routing fixed.
"""


def test_markdown_with_a_yaml_header(tmp_path):
    r = read(tmp_path, MARKDOWN, "acme.md")
    assert (r.title, r.at, r.zone) == ("Acme discovery", datetime(2026, 11, 9, 13, tzinfo=UTC), "Europe/Berlin")
    assert turns(r) == [
        ("", "David Park", "Thanks for the time. What breaks first?"),
        ("", "Ana Ruiz", "Routing, honestly.\nBoth parts of it."),
        ("", "David Park", "Why: is it the tool?"),
    ]
    assert [(p.name, p.role) for p in r.parties] == [("David Park", "speaker"), ("Ana Ruiz", "speaker"), ("Eve Long", "attendee")]


def test_plain_names_count_where_the_header_lists_them(tmp_path):
    head = "Acme call\nAttendees: Ana Ruiz, Bo Lind\nDuration: 30 minutes\n\n"
    r = read(tmp_path, head + "Ana Ruiz: One thing.\nBo: Which one?\nAna Ruiz: The price.\n")
    assert [who for _, who, _ in turns(r)] == ["Ana Ruiz", "Bo Lind", "Ana Ruiz"]
    assert (r.ends_at - r.at).total_seconds() == 1800
    assert not is_transcript("One thing: the price.\nAnother thing: the term.\nOne thing: again.\n")


@pytest.mark.parametrize(
    "text",
    [
        "# Project\n\n**Source:** somewhere\n**Licence:** MIT\n**Note:** read this\n",
        "# Guide\n\n**Install:** run it\n\n**Configure:** edit it\n\n**Deploy:** push it\n",
        "[12:00:01] ERROR: failed to open\n[12:00:02] INFO: opened\n",
        "2026-01-01 10:00:00 app.main: started\n2026-01-01 10:00:01 app.main: ready\n",
        "Dear all,\nthe meeting is at 10:00.\nRegards,\nAna\n",
        "Subject: hello\nDate: today\n\nText",
        "",
    ],
)
def test_ordinary_text_is_no_transcript(tmp_path, text):
    assert not is_transcript(text)
    path = tmp_path / "t.txt"
    path.write_text(text)
    (skipped,) = parse_transcript(path, "t.txt")
    assert isinstance(skipped, Skipped)
    assert skipped.remedy


@pytest.mark.parametrize(
    ("text", "at", "zone"),
    [
        ("2026-09-08T13:00:00+01:00", "2026-09-08T12:00", "+01:00"),
        ("8 September 2026, 10:00 BST", "2026-09-08T09:00", "Europe/London"),
        ("9 Nov 2026 14:00 CET", "2026-11-09T13:00", "Europe/Berlin"),
        ("Recorded 2026-11-10 15:00 GMT (2026-11-10T15:00:00Z)", "2026-11-10T15:00", "UTC"),
        ("Tuesday, November 10th, 2026 at 3:05 PM ET", "2026-11-10T20:05", "America/New_York"),
        ("10.11.2026 15:00 Uhr (Europe/Berlin)", "2026-11-10T14:00", "Europe/Berlin"),
        ("10/11/2026 15:00", "2026-11-10T15:00", "UTC"),
        ("11/10/2026 3:00 pm PST", "2026-11-10T23:00", "America/Los_Angeles"),
        ("2026-11-10, 15:00 - 15:45 UTC+2", "2026-11-10T13:00", "+02:00"),
        ("10 Nov 2026 15h30", "2026-11-10T15:30", "UTC"),
    ],
)
def test_every_way_of_writing_a_moment(text, at, zone):
    when = find_when(text)
    assert when is not None
    assert (when.at.strftime("%Y-%m-%dT%H:%M"), when.zone, when.day_only) == (at, zone, False)


def test_a_date_alone_is_a_whole_day_and_no_date_is_none():
    when = find_when("Call Date: 2025-02-10")
    assert when is not None
    assert (when.at, when.day_only) == (datetime(2025, 2, 10, tzinfo=UTC), True)
    assert find_when("at 10:00 on the 31 February 2026") is None


@pytest.mark.parametrize(
    ("stem", "at"),
    [
        ("GMT20261104-150012_Recording", "2026-11-04T15:00"),
        ("2026-11-04_acme", "2026-11-04T00:00"),
        ("acme 2026-11-04 15.30", "2026-11-04T15:30"),
        ("20261104T1530-acme", "2026-11-04T15:30"),
        ("acme-20261199", None),
        ("call-12345678", None),
    ],
)
def test_moments_in_file_names(stem, at):
    when = when_of_stem(stem)
    assert (when.at.strftime("%Y-%m-%dT%H:%M") if when else None) == at


def test_the_start_falls_back_to_file_name_then_to_the_files_own_time(tmp_path):
    text = "[00:01] Ana: Hi.\n[00:03] Bo: Hello.\n"
    assert read(tmp_path, text, "GMT20261104-150012_Recording.transcript.vtt").at == datetime(2026, 11, 4, 15, 0, 12, tzinfo=UTC)
    path = tmp_path / "call.txt"
    path.write_text(text)
    os.utime(path, (1_790_000_000, 1_790_000_000))
    (r,) = parse_transcript(path, "call.txt")
    assert (r.at, r.zone, r.title) == (datetime.fromtimestamp(1_790_000_000, UTC), "UTC", "call")


def test_the_same_name_in_two_folders_stays_two_calls(tmp_path):
    one = read(tmp_path, "Date: 2026-11-04 10:00\n[00:01] Ana: Hi.\n[00:03] Bo: Hello.\n", "discovery.txt")
    two = read(tmp_path, "Date: 2026-11-05 10:00\n[00:01] Cy: Hi.\n[00:03] Di: Hello.\n", "discovery.txt")
    assert one.id != two.id
    assert read(tmp_path, "[00:01] Cy: Hi.\n[00:03] Di: Hello.\n", "2026-11-04_x.vtt").id == "transcript:-:2026-11-04_x"


def test_kind_follows_what_title_and_header_say(tmp_path):
    body = "\n\n[00:01] Ana: Hi.\n[00:03] Bo: Hello.\n"
    assert read(tmp_path, "Acme workshop" + body).kind is Kind.MEETING
    assert read(tmp_path, "Acme discovery call" + body).kind is Kind.CALL
    assert read(tmp_path, "Acme" + body).kind is Kind.CALL


def test_people_with_companies_titles_and_addresses():
    assert people("Ana Ruiz (VP, Acme), Bo Lind <Bo@acme.example>; Seller: Kim Ostrow and Lu Fen - AE") == [
        ("Ana Ruiz", ""),
        ("Bo Lind", "bo@acme.example"),
        ("Kim Ostrow", ""),
        ("Lu Fen", ""),
    ]


def test_other_encodings_and_control_sequences(tmp_path):
    text = "[00:01] José Ruiz: Señor \x1b[31mred\x1b[0m\u202e.\n[00:03] Bo: [link=x]Hello[/].\n"
    for data in (text.encode("utf-8-sig"), text.encode("utf-16")):
        r = read(tmp_path, data)
        assert turns(r) == [("00:01", "José Ruiz", "Señor red."), ("00:03", "Bo", "[link=x]Hello[/].")]
    assert turns(read(tmp_path, text.replace("\u202e", "").encode("latin-1")))[0][1] == "José Ruiz"


PIECES = st.sampled_from(
    ["WEBVTT", "NOTE", "NOTE x", "1", "00:00:01.000 --> 00:00:02.000", "99:99:99.999 --> 00:00", "0:00:01.000,0:00:02.000", "<v A B>text</v>",
     "<v A", "A: text", "- A: x", "- y", "[00:01] Ana: hi", "**Ana:** hi", "Ana  00:12", "[Ana] 1:02", "Date: 2026-02-31 25:61", "---", "# T",
     "Participants: A, B; (C", "&lt;&#0;&#xfffff;", "(9999:99) X: y", ""]
)  # fmt: skip


@settings(max_examples=300, deadline=2000)
@given(st.lists(st.one_of(PIECES, PIECES, st.text(max_size=60)), max_size=60))
def test_segments_always_lie_in_the_text_in_order_and_nothing_raises(tmp_path_factory, lines):
    path = tmp_path_factory.getbasetemp() / "fuzz.vtt"
    path.write_bytes("\n".join(lines).encode("utf-8", "surrogatepass"))
    for r in parse_transcript(path, "fuzz.vtt"):
        if isinstance(r, TouchpointRecord):
            place = 0
            for s in r.segments:
                assert place <= s.start < s.end <= len(r.text)
                place = s.end
            assert r.ends_at >= r.at


@settings(max_examples=100, deadline=2000)
@given(st.binary(max_size=400))
def test_no_bytes_raise(tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "fuzz.bin"
    path.write_bytes(b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + data)
    assert len(list(parse_transcript(path, "fuzz.vtt"))) == 1
