"""Calendars that are broken, foreign or full of joining instructions."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journey_tui.sources.calendar import parse_calendar
from journey_tui.sources.calendar_text import description
from journey_tui.sources.records import Skipped, TouchpointRecord
from tests.sources.calendar_cases import UNTIL, calendar, event, one, read

BROKEN = calendar(
    event(uid="a"),
    event(
        "no colon here", 'X;Y="open:1', "BEGIN:VALARM", "SUMMARY:Alarm", "ATTENDEE:mailto:alarm@b.example", "END:VALARM", uid="b"
    ),
    event(uid="c", start=""),
    event(uid="d", start="DTSTART:20260231T100000Z"),
    event(uid="", start="DTSTART:20261110T150000Z"),
    "BEGIN:VTODO\r\nUID:t\r\nEND:VTODO",
    "BEGIN:VJOURNAL\r\nUID:j\r\nDTSTART:20261110\r\nEND:VJOURNAL",
    "BEGIN:VEVENT\r\nUID:open\r\nDTSTART:20261110T150000Z",
    event(uid="z"),
)


def test_bad_components_are_named_and_the_others_load(tmp_path):
    records = read(tmp_path, BROKEN)
    meetings = {r.uid: r for r in records if isinstance(r, TouchpointRecord)}
    skipped = [(r.place, r.reason) for r in records if isinstance(r, Skipped)]
    assert {"a", "b", "open", "z"} <= set(meetings)
    assert any(uid.startswith("hash-") for uid in meetings)
    assert meetings["b"].subject == ""
    assert meetings["b"].parties == ()
    assert skipped == [
        ("component 3", "it has no start"),
        ("component 4", "its start is no date that exists"),
        ("component 6", "the entry is cut off; what there is of it is kept"),
    ]


def test_a_file_cut_anywhere_never_raises_and_never_loses_what_is_whole(tmp_path):
    data = calendar(event(uid="a"), event("SUMMARY:ünï", uid="b")).encode()
    for end in range(0, len(data), 7):
        read(tmp_path, data[:end])
    assert [r.uid for r in read(tmp_path, data[:-40]) if isinstance(r, TouchpointRecord)] == ["a", "b"]


def test_other_encodings_and_folds(tmp_path):
    assert one(tmp_path, calendar(event("SUMMARY:Café")).encode("latin-1")).subject == "Café"
    assert one(tmp_path, b"\xef\xbb\xbf" + calendar(event("SUMMARY:Café")).encode()).subject == "Café"
    assert one(tmp_path, calendar(event("SUMMARY:Café")).encode("utf-16")).subject == "Café"
    folded = calendar(event("SUMMARY:Caf\x00")).encode().replace(b"\x00", b"\xc3\r\n \xa9").replace(b"UID", b"UID\n\n ")
    assert (one(tmp_path, folded).subject, one(tmp_path, folded).uid) == ("Café", "u1")


def test_a_hash_does_not_depend_on_folding(tmp_path):
    text = calendar(event("SUMMARY:A long summary"))
    assert one(tmp_path, text).source.hash == one(tmp_path, text.replace("A long", "A lo\r\n ng")).source.hash


def test_control_sequences_do_not_pass(tmp_path):
    r = one(tmp_path, calendar(event("SUMMARY:\x1b[31mred\u202e", 'ATTENDEE;CN="\x1b]0;x\x07Bo":mailto:b@b.example')))
    assert r.subject == "red"
    assert r.parties[0].name == "Bo"


def test_what_is_no_calendar_is_named_with_a_remedy(tmp_path):
    for data in (b"", b"hello", bytes(range(256))):
        (skipped,) = read(tmp_path, data)
        assert isinstance(skipped, Skipped)
        assert skipped.remedy


def test_an_empty_calendar_is_nothing_to_complain_about(tmp_path):
    assert read(tmp_path, calendar()) == []


TEAMS = """Agenda: prices.

________________________________________________________________________________
Microsoft Teams meeting
Join on your computer, mobile app or room device
Click here to join the meeting<https://teams.microsoft.com/l/meetup-join/19%3ameeting>
Meeting ID: 123 456 789
Passcode: aB3dE
Download Teams<https://www.microsoft.com/teams> | Join on the web<https://www.microsoft.com/join>
Or call in (audio only)
+44 20 1234 5678,,987654321#   United Kingdom, London
Phone Conference ID: 987 654 321#
Find a local number | Reset PIN
Learn More<https://aka.ms/JoinTeamsMeeting> | Meeting options<https://teams.microsoft.com/meetingOptions>
________________________________________________________________________________
Legal will join at three."""
ZOOM = """Kim Ostrow is inviting you to a scheduled Zoom meeting.

Topic: Review
Time: Nov 10, 2026 03:00 PM London

Join Zoom Meeting
https://us02web.zoom.us/j/123?pwd=abc

Meeting ID: 123 4567
Passcode: 123456

---

One tap mobile
+442034815237,,123#,,,,*1# United Kingdom

Dial by your location
• +44 203 481 5237 United Kingdom

Find your local number: https://us02web.zoom.us/u/abc

We bring the order form."""
MEET = """Bring the list.<br><br>-::~:~::~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~::~:~::-<br>Join with Google Meet: https://meet.google.com/abc-defg-hij
Or dial: (GB) +44 20 3956 1234 PIN: 123456#
Learn more about Meet at: https://support.google.com/a/users/answer/9282720
-::~:~::~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~:~::~:~::-"""


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (TEAMS, "Agenda: prices.\n\nLegal will join at three."),
        (ZOOM, "We bring the order form."),
        (MEET, "Bring the list."),
        ("Time: we need more.\nor not", "Time: we need more.\nor not"),
    ],
)
def test_joining_instructions_go_and_peoples_words_stay(text, left):
    assert description(text) == left


LINES = st.sampled_from(
    """BEGIN:VCALENDAR|END:VCALENDAR|BEGIN:VEVENT|END:VEVENT|BEGIN:VALARM|END:VALARM|BEGIN:VTIMEZONE|END:VTIMEZONE|UID:1
DTSTART:20261110T150000Z|DTSTART;TZID=Europe/Berlin:20261110T150000|DTSTART;VALUE=DATE:20261110|DTEND:20261110|DURATION:P1W
RRULE:FREQ=DAILY;COUNT=3|RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=2|RRULE:FREQ=MONTHLY;BYSETPOS=-9;UNTIL=20270101
EXDATE:20261111T150000Z,20261112|RDATE;VALUE=PERIOD:20261111T150000Z/PT1H|RECURRENCE-ID:20261111T150000Z
RECURRENCE-ID;RANGE=THISANDFUTURE:20261111|ATTENDEE;CN="A":mailto:a@b.c|ORGANIZER:a@b.c|METHOD:REPLY|STATUS:CANCELLED
SEQUENCE:99999999999|TZID:X|TZOFFSETTO:+9999|TZOFFSETFROM:+0100|DTSTART;TZID=X:99991231T235959| folded""".replace(
        "\n", "|"
    ).split("|")
)


@settings(max_examples=150, deadline=2000)
@given(
    st.lists(
        st.one_of(LINES, LINES, LINES, st.text(max_size=40), st.builds("RRULE:{}".format, st.text(max_size=40))), max_size=40
    )
)
def test_no_order_of_lines_raises(tmp_path_factory, lines):
    path = tmp_path_factory.getbasetemp() / "fuzz.ics"
    path.write_bytes("\r\n".join(["BEGIN:VCALENDAR", *lines]).encode("utf-8", "surrogatepass"))
    ids = [r.id for r in parse_calendar(path, "fuzz.ics", until=UNTIL) if isinstance(r, TouchpointRecord)]
    assert len(ids) == len(set(ids))
