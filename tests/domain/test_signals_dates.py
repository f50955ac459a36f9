"""Next steps, moved dates and meetings, stage age and amount: fired, silent, cancelled."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from journey_tui.domain.model import FieldChange, Kind, Origin, Party, Source, Touchpoint
from tests.domain.signal_cases import ANA, BEN, CONTEXT, NAMES, NOW, SAM, ago, evidence, mail, meeting, one, read, remark

HEARD = mail(3, ANA, SAM)


def test_no_dated_next_step_fires_when_nothing_ahead_has_a_date() -> None:
    found = one(read("no_dated_next_step", HEARD))
    assert found.fired
    assert found.fact.startswith("Nothing ahead has a date")
    assert read("no_dated_next_step", mail(3, SAM, ANA)) == []


def test_no_dated_next_step_is_cancelled_by_what_is_dated_ahead() -> None:
    assert one(read("no_dated_next_step", HEARD, meeting(-4, SAM, ANA))).cancelled_by == "Walk-through on Fri 27 Nov"
    for kind, words in (("dated_event", "plant audit"), ("promise", "the list"), ("date_moved", "go-live; was 2026-12-01")):
        said = remark(kind, 3, ANA, due=date(2026, 12, 7), value=words)
        assert one(read("no_dated_next_step", HEARD, said=(said,))).cancelled_by == f"{words.split(';')[0]} on Mon 7 Dec"
    dated = evidence("decision_process", 4, ANA, "The owners meet on 9 December", due=date(2026, 12, 9))
    assert "on Wed 9 Dec" in one(read("no_dated_next_step", HEARD, proof=(dated,))).cancelled_by
    task = replace(mail(-3, SAM, thread="", subject="Call Ana"), kind=Kind.TASK, status="open")
    assert one(read("no_dated_next_step", HEARD, task)).cancelled_by == "Call Ana on Thu 26 Nov"


def test_no_dated_next_step_ignores_the_past_the_cancelled_and_machines() -> None:
    past = remark("dated_event", 30, ANA, due=date(2026, 11, 20), value="audit")
    off = meeting(-4, SAM, ANA, status="cancelled")
    inside = meeting(-4, SAM)
    flow = replace(mail(-3, SAM, thread=""), kind=Kind.TASK, status="open", origin=Origin.AUTOMATED)
    assert one(read("no_dated_next_step", HEARD, off, inside, flow, said=(past,))).fired


def test_customer_date_moved_counts_days_and_gives_the_reason() -> None:
    first = remark("date_moved", 20, ANA, due=date(2026, 12, 2), value="go-live; was 2026-11-18")
    second = remark("date_moved", 4, ANA, due=date(2026, 12, 18), value="go-live; because our change freeze ends then")
    found = one(read("customer_date_moved", HEARD, said=(first, second)))
    assert found.fired
    assert "a date to Fri 18 Dec, by 30 days, 2 times" in found.fact
    assert "our change freeze ends then" in found.fact
    assert found.detail == "go-live"


def test_customer_date_moved_finds_the_old_date_in_what_was_said_before() -> None:
    before = remark("dated_event", 40, ANA, due=date(2026, 12, 9), value="board meeting")
    moved = remark("date_moved", 4, ANA, due=date(2027, 1, 13), value="board")
    assert "by 35 days" in one(read("customer_date_moved", HEARD, said=(before, moved))).fact


def test_customer_date_moved_never_comes_from_the_crm_or_from_us() -> None:
    edit = FieldChange("d1", ago(3), "close_date", "2026-12-02", "2027-01-15")
    assert read("customer_date_moved", HEARD, changes=(edit,)) == []
    ours = remark("date_moved", 4, SAM, due=date(2026, 12, 18), value="kick-off; was 2026-12-02")
    assert read("customer_date_moved", HEARD, said=(ours,)) == []


def test_customer_date_moved_is_cancelled_when_brought_back_or_past_and_ends_as_news() -> None:
    back = (
        remark("date_moved", 20, ANA, due=date(2026, 12, 18), value="go-live; was 2026-12-02"),
        remark("date_moved", 4, ANA, due=date(2026, 12, 1), value="go-live"),
    )
    assert "no later than before" in one(read("customer_date_moved", HEARD, said=back)).cancelled_by
    past = remark("date_moved", 20, ANA, due=date(2026, 11, 16), value="workshop; was 2026-11-09")
    assert one(read("customer_date_moved", HEARD, said=(past,))).cancelled_by == "its new date, Mon 16 Nov, is past"
    old = remark("date_moved", 80, ANA, due=date(2026, 12, 18), value="go-live; was 2026-09-02")
    assert read("customer_date_moved", HEARD, said=(old,)) == []


def versions(first_days: float, later_days: float, by: str = SAM, **more: object) -> tuple[Touchpoint, Touchpoint]:
    first = meeting(first_days, by, ANA, meeting="m", id="v1", known_at=ago(12))
    return first, replace(meeting(later_days, by, ANA, meeting="m", id="v2", known_at=ago(2)), **more)  # type: ignore[arg-type]


def test_the_customers_own_invitation_can_move_their_date() -> None:
    found = one(read("customer_date_moved", HEARD, *versions(-2, -9, by=ANA)))
    assert found.fired
    assert "moved from Wed 25 Nov to Wed 2 Dec, 7 days" in found.fact
    assert read("customer_date_moved", HEARD, *versions(-2, -9, by=SAM)) == []


def test_stage_age_fires_above_one_and_a_half_times_the_typical_days() -> None:
    old = replace(CONTEXT, stage_since=ago(46))
    found = one(read("stage_age", HEARD, context=old))
    assert found.fired
    assert "46 days; 30 are typical" in found.fact
    assert read("stage_age", HEARD, context=replace(CONTEXT, stage_since=ago(45))) == []
    assert read("stage_age", HEARD, context=replace(old, typical_days=None)) == []
    assert read("stage_age", HEARD, context=replace(old, stage_since=None)) == []


def test_stage_age_is_cancelled_by_a_dated_customer_event_not_by_our_promise() -> None:
    old = replace(CONTEXT, stage_since=ago(60))
    event = remark("dated_event", 3, ANA, due=date(2026, 12, 7), value="plant audit")
    assert one(read("stage_age", HEARD, said=(event,), context=old)).cancelled_by == "plant audit on Mon 7 Dec"
    assert one(read("stage_age", HEARD, meeting(-2, SAM, ANA), context=old)).cancelled_by == "Walk-through on Wed 25 Nov"
    ours = remark("promise", 3, SAM, due=date(2026, 12, 7), value="the list")
    assert one(read("stage_age", HEARD, said=(ours,), context=old)).fired


def test_meeting_moved_fires_for_time_and_for_attendees() -> None:
    found = one(read("meeting_moved", HEARD, *versions(-2, -9)))
    assert found.fired
    assert "moved from Wed 25 Nov" in found.fact
    more = versions(-2, -2, parties=tuple(Party(NAMES[key], key, "attendee") for key in (SAM, ANA, BEN)))
    assert "with Ben Osei" in one(read("meeting_moved", HEARD, *more)).fact
    declined = versions(-2, -2, parties=(Party("", SAM, "organizer"), Party("", ANA, "attendee", "declined")))
    assert "without Ana Prior" in one(read("meeting_moved", HEARD, *declined)).fact


def test_meeting_moved_is_silent_for_the_place_a_transcript_and_one_version() -> None:
    same = versions(-2, -2, subject="Walk-through (room 4)")
    assert read("meeting_moved", HEARD, *same) == []
    call = replace(meeting(3, SAM, ANA, spoken=True), meeting="m", source=Source("transcript", "x", "y"))
    held = meeting(3.01, SAM, ANA, meeting="m")
    assert read("meeting_moved", HEARD, call, held) == []
    assert read("meeting_moved", HEARD, meeting(-3, SAM, ANA)) == []


def test_meeting_moved_is_cancelled_once_held() -> None:
    assert one(read("meeting_moved", HEARD, *versions(5, 2))).cancelled_by == "held on Sat 21 Nov"


def notice(text: str, subject: str = "Updated invitation: Walk-through @ Tue 1 Dec", days: float = 2) -> Touchpoint:
    return mail(days, SAM, ANA, subject=subject, text=text, thread="n", origin=Origin.AUTOMATED)


def test_meeting_moved_reads_notices_and_never_fires_for_the_place_alone() -> None:
    place = one(read("meeting_moved", HEARD, notice("This event has been updated. Changed: location. Walk-through.")))
    assert place.cancelled_by == "only its location changed, by the notice of 21 Nov"
    assert one(read("meeting_moved", HEARD, notice("This event has been updated. Changed: time, location."))).fired
    assert one(read("meeting_moved", HEARD, notice("Changed: attendees"))).fired
    assert one(read("meeting_moved", HEARD, notice("When: Tue 1 Dec (changed from Mon 30 Nov)"))).fired
    assert read("meeting_moved", HEARD, notice("This event has been updated.")) == []
    assert read("meeting_moved", HEARD, notice("Changed: time", days=30)) == []


def amount(days: float, old: str, new: str) -> FieldChange:
    return FieldChange("d1", ago(days), "amount", old, new)


def test_amount_changed_fires_within_fourteen_days() -> None:
    found = one(read("amount_changed", HEARD, changes=(amount(5, "110000.00", "165000.00"),)))
    assert found.fired
    assert "from 110,000 to 165,000 EUR, last on Wed 18 Nov" in found.fact


def test_amount_changed_is_silent_when_old_first_or_no_number_and_cancelled_when_set_back() -> None:
    for change in (amount(15, "1", "2"), amount(5, "", "2"), amount(5, "2.0", "2"), amount(5, "x", "2"), amount(5, "NaN", "2")):
        assert read("amount_changed", HEARD, changes=(change,)) == []
    back = (amount(6, "100", "150"), amount(2, "150", "100"))
    assert one(read("amount_changed", HEARD, changes=back)).cancelled_by == "back to 100 EUR on Sat 21 Nov"
    assert ago(2) == NOW - timedelta(days=2)
