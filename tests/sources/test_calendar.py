"""Calendars: times, series, people, answers, and files that are broken."""

from datetime import UTC, datetime, timedelta

import pytest

from journey_tui.domain.model import Kind, Origin
from journey_tui.sources.records import Skipped, TouchpointRecord
from tests.sources.calendar_cases import UNTIL, calendar, event, one, read


def test_a_meeting_has_time_people_answers_and_source(tmp_path):
    r = one(
        tmp_path,
        calendar(
            event(
                "SUMMARY:Review\\, part 2",
                "DTEND:20261110T160000Z",
                'ORGANIZER;CN="Kim Ostrow":MAILTO:Kim@Seller.example',
                'ATTENDEE;CN="Ana Ruiz: CFO";PARTSTAT=ACCEPTED:mailto:Ana@Buyer.example',
                "ATTENDEE;PARTSTAT=DELEGATED:mailto:bo@buyer.example",
                "ATTENDEE;CN=cy@buyer.example:mailto:cy@buyer.example",
                "ATTENDEE;CUTYPE=ROOM;CN=Room 4;PARTSTAT=ACCEPTED:mailto:room4@seller.example",
                "ATTENDEE;CN=Kim Ostrow;PARTSTAT=ACCEPTED:mailto:kim@seller.example",
                "CREATED:20261030T101112Z",
                "SEQUENCE:3",
                "STATUS:CONFIRMED",
                "LOCATION:Room 4",
                "DESCRIPTION:Agenda\\n1. Prices",
            )
        ),
    )
    assert (r.id, r.kind, r.subject, r.uid, r.sequence) == ("calendar:-:u1", Kind.MEETING, "Review, part 2", "u1", 3)
    assert (r.at, r.ends_at) == (datetime(2026, 11, 10, 15, tzinfo=UTC), datetime(2026, 11, 10, 16, tzinfo=UTC))
    assert r.created_at == datetime(2026, 10, 30, 10, 11, 12, tzinfo=UTC)
    assert [(p.role, p.name, p.address, p.answer, p.answered_at) for p in r.parties] == [
        ("organizer", "Kim Ostrow", "kim@seller.example", "accepted", None),
        ("attendee", "Ana Ruiz: CFO", "ana@buyer.example", "accepted", None),
        ("attendee", "", "bo@buyer.example", "delegated", None),
        ("attendee", "", "cy@buyer.example", "needs_action", None),
    ]
    assert r.text == "Agenda\n1. Prices\nLocation: Room 4"
    assert [r.text[s.start : s.end] for s in r.segments] == ["Agenda\n1. Prices"]
    assert r.segments[0].address == "kim@seller.example"
    assert (r.source.kind, r.source.native_id, r.source.locator) == ("calendar", "u1", "component 1")
    assert len(r.source.hash) == 64
    assert (r.origin, r.origin_rule, r.status) == (Origin.HUMAN, "invited by a person", "")


@pytest.mark.parametrize(
    ("start", "zone", "at"),
    [
        ("DTSTART:20260710T150000Z", "UTC", "2026-07-10T15:00:00+00:00"),
        ("DTSTART;TZID=Europe/London:20260710T150000", "Europe/London", "2026-07-10T14:00:00+00:00"),
        ('DTSTART;TZID="europe/london":20260710T150000', "Europe/London", "2026-07-10T14:00:00+00:00"),
        ("DTSTART;TZID=W. Europe Standard Time:20260710T150000", "Europe/Berlin", "2026-07-10T13:00:00+00:00"),
        ("DTSTART;TZID=/vendor.example/2020/America/New_York:20260710T150000", "America/New_York", "2026-07-10T19:00:00+00:00"),
        ('DTSTART;TZID="(GMT +01:00)":20260710T150000', "+01:00", "2026-07-10T14:00:00+00:00"),
        ('DTSTART;TZID="(UTC+01:00) Amsterdam, Berlin, Rome":20260710T150000', "Europe/Amsterdam", "2026-07-10T13:00:00+00:00"),
        (
            'DTSTART;TZID="(UTC-05:00) Eastern Time (US & Canada)":20260710T150000',
            "America/New_York",
            "2026-07-10T19:00:00+00:00",
        ),
        ("DTSTART:20260710T150000", "UTC", "2026-07-10T15:00:00+00:00"),
        ("DTSTART;TZID=Nowhere/Else:20260710T150000", "UTC", "2026-07-10T15:00:00+00:00"),
        ("DTSTART:2026-07-10T15:00:00Z", "UTC", "2026-07-10T15:00:00+00:00"),
        ("DTSTART;;VALUE=DATE-TIME:20260710T150000Z", "UTC", "2026-07-10T15:00:00+00:00"),
    ],
)
def test_every_way_of_naming_a_zone(tmp_path, start, zone, at):
    r = one(tmp_path, calendar(event(start=start)))
    assert (r.zone, r.at.isoformat()) == (zone, at)
    assert r.at.utcoffset() == timedelta(0)


OWN_ZONE = """BEGIN:VTIMEZONE
TZID:Our own
BEGIN:STANDARD
DTSTART:16011028T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010325T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE"""


def test_a_zone_that_the_file_defines_itself_follows_its_own_summer_time(tmp_path):
    records = read(
        tmp_path,
        calendar(
            event(uid="s", start="DTSTART;TZID=Our own:20260710T150000"),
            event(uid="w", start="DTSTART;TZID=Our own:20261110T150000"),
            event(uid="f", start="DTSTART:20261110T150000"),
            OWN_ZONE,
        ),
    )
    assert [(r.at.hour, r.zone) for r in records] == [(13, "+02:00"), (14, "+01:00"), (14, "+01:00")]


@pytest.mark.parametrize("rule", ["FREQ=YEARLY;INTERVAL=0", "FREQ=SECONDLY", "FREQ=YEARLY;BYHOUR=1,2,3", "x"])
def test_a_zone_that_never_ends_its_rule_is_followed_by_its_first_day_alone(tmp_path, rule):
    zone = OWN_ZONE.replace("FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", rule).replace("FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3", rule)
    r = one(tmp_path, calendar(event(start="DTSTART;TZID=Our own:20260710T150000"), zone))
    assert r.zone in ("+01:00", "+02:00")


def test_floating_and_whole_day_times_take_the_calendars_zone(tmp_path):
    text = calendar(
        event(uid="a", start="DTSTART:20261110T150000"),
        event("DTEND;VALUE=DATE:20261114", uid="b", start="DTSTART;VALUE=DATE:20261112"),
        head="X-WR-TIMEZONE:Europe/Madrid",
    )
    floating, day = read(tmp_path, text)
    assert (floating.at.hour, floating.zone, floating.all_day) == (14, "Europe/Madrid", False)
    assert (day.all_day, day.zone) == (True, "Europe/Madrid")
    assert (day.at, day.ends_at) == (datetime(2026, 11, 12, tzinfo=UTC), datetime(2026, 11, 14, tzinfo=UTC))


def test_duration_stands_for_an_end(tmp_path):
    assert one(tmp_path, calendar(event("DURATION:PT1H30M"))).ends_at == datetime(2026, 11, 10, 16, 30, tzinfo=UTC)


def test_an_end_before_the_start_is_not_believed(tmp_path):
    r = one(tmp_path, calendar(event("DTEND:20261109T150000Z")))
    assert r.ends_at == r.at


def test_a_series_keeps_wall_time_over_summer_time_and_leaves_out_what_it_excludes(tmp_path):
    records = read(
        tmp_path,
        calendar(
            event(
                "DURATION:PT30M",
                "RRULE:FREQ=WEEKLY;COUNT=4",
                "EXDATE;TZID=Europe/Berlin:20261102T100000",
                "RDATE;TZID=Europe/Berlin:20261120T110000",
                start="DTSTART;TZID=Europe/Berlin:20261019T100000",
            )
        ),
    )
    assert [r.id.split("#")[1] for r in records] == [
        "20261019T080000Z",
        "20261026T090000Z",
        "20261109T090000Z",
        "20261120T100000Z",
    ]
    assert all(r.source.locator == r.id.split("#")[1] for r in records)
    assert {r.ends_at - r.at for r in records} == {timedelta(minutes=30)}


def test_a_moved_occurrence_keeps_its_id_and_a_cancelled_one_is_kept_as_cancelled(tmp_path):
    zone = "TZID=Europe/Berlin"
    records = read(
        tmp_path,
        calendar(
            event("RRULE:FREQ=DAILY;COUNT=3", "SUMMARY:Daily", start=f"DTSTART;{zone}:20261109T100000"),
            event(f"RECURRENCE-ID;{zone}:20261110T100000", "SUMMARY:Moved", start=f"DTSTART;{zone}:20261110T140000"),
            event("RECURRENCE-ID:20261111T090000Z", "STATUS:CANCELLED", start=f"DTSTART;{zone}:20261111T100000"),
        ),
    )
    assert [(r.id.split("#")[1], r.at.hour, r.subject, r.status) for r in records] == [
        ("20261109T090000Z", 9, "Daily", ""),
        ("20261110T090000Z", 13, "Moved", ""),
        ("20261111T090000Z", 9, "", "cancelled"),
    ]


def test_this_and_future_moves_all_that_follow_and_their_ids_stay_apart(tmp_path):
    records = read(
        tmp_path,
        calendar(
            event("RRULE:FREQ=DAILY;COUNT=4", "DURATION:PT1H", start="DTSTART:20261109T100000Z"),
            event("RECURRENCE-ID;RANGE=THISANDFUTURE:20261111T100000Z", "DURATION:PT1H", start="DTSTART:20261111T120000Z"),
        ),
    )
    assert [(r.id.split("#")[1], r.at.hour) for r in records] == [
        ("20261109T100000Z", 10),
        ("20261110T100000Z", 10),
        ("20261111T100000Z", 12),
        ("20261112T100000Z", 12),
    ]


def test_a_whole_day_series_and_an_until_that_is_a_date(tmp_path):
    days = read(tmp_path, calendar(event("RRULE:FREQ=YEARLY", start="DTSTART;VALUE=DATE:20150301")))
    assert [r.id.split("#")[1] for r in days] == ["20240301", "20250301", "20260301", "20270301"]
    last = read(tmp_path, calendar(event("RRULE:FREQ=DAILY;UNTIL=20261112", start="DTSTART;TZID=Europe/Berlin:20261110T200000")))
    assert [r.at.day for r in last] == [10, 11, 12]


def test_one_occurrence_without_its_series_stands_alone(tmp_path):
    assert one(tmp_path, calendar(event("RECURRENCE-ID:20261110T150000Z"))).id == "calendar:-:u1#20261110T150000Z"


def test_an_endless_series_ends_at_until_and_is_capped(tmp_path):
    records = read(tmp_path, calendar(event("RRULE:FREQ=DAILY", start="DTSTART:20100101T100000Z")))
    note = [r for r in records if isinstance(r, Skipped)]
    meetings = [r for r in records if isinstance(r, TouchpointRecord)]
    assert len(meetings) == 1000
    assert max(r.at for r in meetings) <= UNTIL
    assert len(note) == 1
    assert "left out" in note[0].reason


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY",
        "FREQ=HOURLY",
        "FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=1,2,3,4,5,6,7,8,9",
        "FREQ=NEVER",
        "x",
        "",
    ],
)
def test_a_rule_that_no_meeting_has_is_named_and_its_first_meeting_kept(tmp_path, rule):
    note, meeting = read(tmp_path, calendar(event(f"RRULE:{rule}", start="DTSTART:20150101T100000Z")))
    assert isinstance(note, Skipped)
    assert (note.file, note.place) == ("c.ics", "component 1")
    assert note.remedy
    assert meeting.at.year == 2015


def test_the_latest_version_of_a_meeting_counts_whatever_the_order(tmp_path):
    old = event("SEQUENCE:0", start="DTSTART:20261110T150000Z")
    new = event("SEQUENCE:2", start="DTSTART:20261112T150000Z")
    assert one(tmp_path, calendar(new, old)).at.day == 12


def test_a_cancellation_keeps_the_people_of_the_invitation(tmp_path):
    invited = calendar(
        event("SEQUENCE:1", "SUMMARY:Review", "ATTENDEE:mailto:a@buyer.example", "ORGANIZER:mailto:k@seller.example")
    )
    gone = calendar(event("SEQUENCE:2"), head="METHOD:CANCEL")
    r = one(tmp_path, invited + gone)
    assert (r.status, r.subject, len(r.parties), r.sequence) == ("cancelled", "Review", 2, 2)


def test_statuses_and_cancel_method(tmp_path):
    assert one(tmp_path, calendar(event("STATUS:CANCELLED"))).status == "cancelled"
    assert one(tmp_path, calendar(event("STATUS:TENTATIVE"))).status == "tentative"
    assert one(tmp_path, calendar(event(), head="METHOD:CANCEL")).status == "cancelled"


def test_a_reply_is_a_calendar_response_of_who_answered(tmp_path):
    r = one(
        tmp_path,
        calendar(
            event(
                "SUMMARY:Review",
                "ORGANIZER:mailto:k@seller.example",
                "ATTENDEE;CN=Ana;PARTSTAT=DECLINED:mailto:ana@buyer.example",
                "COMMENT:I am away until Monday",
            ),
            head="METHOD:REPLY",
        ),
    )
    assert (r.auto, r.origin, r.origin_rule, r.uid) == (
        "calendar_response",
        Origin.AUTOMATED,
        "calendar system notification",
        "u1",
    )
    assert r.at == datetime(2026, 11, 1, 8, tzinfo=UTC)
    assert [(p.role, p.address, p.answer, p.answered_at) for p in r.parties] == [
        ("from", "ana@buyer.example", "declined", r.at),
        ("to", "k@seller.example", "", None),
    ]
    assert r.text[r.segments[0].start : r.segments[0].end] == "I am away until Monday"
    assert r.id != "calendar:-:u1"


def test_a_response_time_is_kept_only_where_the_file_has_one(tmp_path):
    r = one(
        tmp_path,
        calendar(
            event(
                "ATTENDEE;PARTSTAT=ACCEPTED;X-CALENDARSERVER-DTSTAMP=20261105T101500Z:mailto:a@b.example",
                'ATTENDEE;CN=Bo;PARTSTAT=TENTATIVE;X-RESPONSE-COMMENT="Only the first half":mailto:b@b.example',
            )
        ),
    )
    assert [p.answered_at for p in r.parties] == [datetime(2026, 11, 5, 10, 15, tzinfo=UTC), None]
    assert r.text == "Bo: Only the first half"
    assert r.text[r.segments[0].start : r.segments[0].end] == "Only the first half"
    assert r.segments[0].address == "b@b.example"


def test_private_entries_count_only_with_somebody_of_another_domain(tmp_path):
    private = ("CLASS:PRIVATE", "ORGANIZER:mailto:k@seller.example")
    assert read(tmp_path, calendar(event("CLASS:PRIVATE", "SUMMARY:Dentist"))) == []
    assert read(tmp_path, calendar(event(*private, "ATTENDEE:mailto:m@seller.example"))) == []
    assert len(read(tmp_path, calendar(event(*private, "ATTENDEE:mailto:a@buyer.example")))) == 1


def test_an_organizer_that_is_a_machine_makes_it_automated(tmp_path):
    r = one(tmp_path, calendar(event("ORGANIZER:mailto:no-reply@rooms.example", "ATTENDEE:mailto:a@b.example")))
    assert (r.origin, r.origin_rule) == (Origin.AUTOMATED, "calendar system notification")
