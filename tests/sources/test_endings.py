"""How a file ends: whole, or in the middle of something, wherever it is cut."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journey_tui.sources.endings import cut_off, ending
from journey_tui.sources.records import Skipped

LETTER = b"From a@b.example Mon Sep 01 10:00:00 2026\nFrom: Ann <a@b.example>\nDate: 01 Sep 2026 10:00:00 +0000\nSubject: one\n\nWords.\n\n"
PARTS = (
    b'From: Ann <a@b.example>\nDate: 01 Sep 2026 10:00:00 +0000\nContent-Type: multipart/mixed; boundary="BB"\n\n'
    b"--BB\nContent-Type: text/plain\n\nhello\n--BB--\n"
)
EVENT = b"BEGIN:VEVENT\r\nUID:1@x\r\nDTSTART:20260901T100000Z\r\nSUMMARY:one\r\nEND:VEVENT\r\n"
WHOLE = {
    "a.csv": b'Deal,Account,Stage\nOne,"A, B",open\nTwo,"two\nlines",won\n',
    "no-last-line.csv": b"Deal,Account,Stage\nOne,A,open\nTwo,B,won",
    "a.json": b'[{"Deal": "One"}, {"Deal": "Two"}]\n',
    "a.jsonl": b'{"Deal": "One"}\n{"Deal": "Two"}\n',
    "a.mbox": LETTER * 3,
    "a.eml": PARTS,
    "a.ics": b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + EVENT * 2 + b"END:VCALENDAR\r\n",
    "a.vtt": b"WEBVTT\n\n00:00:01.000 --> 00:00:03.000\n<v Ann>Hello there, how are you?\n",
}


def put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("name", WHOLE)
def test_a_whole_file_is_not_said_to_be_cut_off(tmp_path, name):
    path = put(tmp_path, name, WHOLE[name])
    assert not ending(path).cut
    assert cut_off([(path, name, "")], []) == []


CUT = {
    "row.csv": (WHOLE["a.csv"] + b"Three,C", "row"),
    "quote.csv": (WHOLE["a.csv"] + b'Three,"C, D', "quoted cell"),
    "wide.csv": ((WHOLE["a.csv"] + b"Three,C").decode().encode("utf-16"), "row"),
    "a.json": (WHOLE["a.json"][:-20], "record"),
    "a.jsonl": (WHOLE["a.jsonl"][:-6], "record"),
    "a.mbox": (LETTER + LETTER[:-3], "message"),
    "head.mbox": (LETTER + LETTER[:80], "message"),
    "a.eml": (PARTS[:-8], "part"),
    "head.eml": (PARTS[:70], "head"),
    "a.ics": (WHOLE["a.ics"][:-17], "END:VCALENDAR"),
    "within.ics": (WHOLE["a.ics"][:90], "END:VCALENDAR"),
    "a.vtt": (WHOLE["a.vtt"] + b"\n00:00:04.000 --> 00:0", "says"),
    "a.zip": (b"PK\x03\x04" + b"\0" * 200, "archive"),
}


@pytest.mark.parametrize("name", CUT)
def test_a_file_that_ends_in_the_middle_of_something_is_named_with_what_to_do(tmp_path, name):
    content, words = CUT[name]
    path = put(tmp_path, name, content)
    found = ending(path)
    assert found.cut
    assert words in found.reason
    said = cut_off([(path, "shown", "")], [])
    assert [(one.file, one.place) for one in said] == [("shown", "its end")]
    assert "cut off" in said[0].reason
    assert said[0].remedy
    assert cut_off([(path, "shown", "")], [Skipped("shown", "", "the entry is cut off; what there is of it is kept")]) == []


def test_an_empty_file_is_not_whole_and_said_otherwise(tmp_path):
    path = put(tmp_path, "a.csv", b"")
    assert ending(path).cut
    assert cut_off([(path, "a.csv", "csv")], []) == []


@pytest.mark.parametrize("name", ["a.mbox", "a.ics", "a.json", "a.vtt", "a.eml", "a.csv"])
@given(data=st.data())
@settings(max_examples=60, deadline=None, derandomize=True)
def test_wherever_it_is_cut_it_is_never_taken_for_whole_within_a_line(tmp_path_factory, name, data):
    """A cut that is not at the end of a line shows, for sure or perhaps: so it waits while it grows."""
    content = WHOLE[name]
    at = data.draw(st.integers(1, len(content) - 3))
    path = put(tmp_path_factory.mktemp("cut"), name, content[:at])
    if not content[:at].endswith((b"\n", b"\r")):
        assert ending(path).reason
