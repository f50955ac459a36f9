"""Tasks, events, logged and exported mail of a Salesforce export."""

from datetime import UTC, date, datetime

import pytest

from journey_tui.domain.model import NOBODY_REACHED, Kind, Origin
from journey_tui.sources.crm import parse_tables
from journey_tui.sources.records import (
    DealRecord,
    Skipped,
    TouchpointRecord,
)
from tests.sources.salesforce_cases import (
    ACME,
    BOSS,
    BOT,
    DEAL,
    DEAL2,
    JO,
    NONE,
    NORTH,
    OPPORTUNITY,
    PAT,
    REP,
    TASK,
    Export,
    P,
    deal,
    task,
    users,
)


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ({}, Kind.NOTE),
        ({"Description": ""}, Kind.TASK),
        ({"TaskSubtype": "Call"}, Kind.CALL),
        ({"TaskSubtype": "Email"}, Kind.EMAIL),
        ({"Subject": "Email: plan"}, Kind.EMAIL),
        ({"Subject": "Meeting in Ulm"}, Kind.MEETING),
        ({"Subject": "Call"}, Kind.CALL),
        ({"Subject": "Recall of parts"}, Kind.NOTE),
        ({"Status": "Not Started", "TaskSubtype": "Call"}, Kind.TASK),
        ({"Status": "Whatever", "IsClosed": "1"}, Kind.NOTE),
    ],
)
def test_what_a_task_was(export: Export, cells: dict[str, str], kind: Kind) -> None:
    export.table("Task.csv", TASK, task(**cells))
    (found,) = export.of(TouchpointRecord)
    assert found.kind is kind


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Rang the depot and the mobile, no luck.", NOBODY_REACHED),
        ("Left a voicemail.", NOBODY_REACHED),
        ("Didn't pick up, will try again Friday.", "completed"),
        ("No answer at first, then Jo called back: they want the list by Monday.", "completed"),
        ("Spoke for ten minutes about the rack.", "completed"),
    ],
)
def test_a_call_that_reached_nobody_says_so(export: Export, text: str, status: str) -> None:
    export.table("Task.csv", TASK, task(TaskSubtype="Call", Subject="Chase", Description=text))
    (found,) = export.of(TouchpointRecord)
    assert (found.kind, found.status) == (Kind.CALL, status)


def test_a_tasks_time_is_its_day_with_a_time_of_that_day(export: Export) -> None:
    export.table(
        "Task.csv",
        TASK,
        task("00TA0000000000AAA0"),
        task("00TA0000000000BAA0", CompletedDateTime="2026-05-04 15:30:00"),
        task("00TA0000000000CAA0", ActivityDate="2026-05-06"),
        task("00TA0000000000DAA0", ActivityDate="2026-05-20", CompletedDateTime="2026-05-08 09:00:00"),
        task("00TA0000000000EAA0", Status="Open"),
        task("00TA0000000000FAA0", ActivityDate="", CreatedDate=""),
        task("00TA0000000000GAA0", ActivityDate="2026-05-04 00:00:00"),
    )
    found = export.of(TouchpointRecord)
    assert [(f"{t.at:%m-%d %H:%M}", t.all_day) for t in found] == [
        ("05-04 12:00", True),
        ("05-04 15:30", False),
        ("05-06 10:00", False),
        ("05-08 09:00", False),
        ("05-06 10:00", False),
        ("05-04 12:00", True),
    ]
    assert (found[4].status, found[4].due, found[0].status) == ("open", date(2026, 5, 4), "completed")
    assert found[0].created_at == datetime(2026, 5, 6, 10, tzinfo=UTC)
    (lost,) = export.of(Skipped)
    assert lost.place == "row 6"


def test_whose_words_a_task_is_and_what_it_is_tied_to(export: Export) -> None:
    users(export).table("Task.csv", TASK, task(), task("00TA0000000000BAA0", WhatId=NORTH, WhoId="00QA0000000000AAA0", CreatedById=BOT),
                        task("00TA0000000000CAA0", WhatId=NONE))  # fmt: skip
    first, second, third = export.of(TouchpointRecord)
    (segment,) = first.segments
    assert (segment.start, segment.end, segment.speaker, segment.address) == (0, len(first.text), "Lee Park", "lee@seller.test")
    assert (first.deal_ids, first.contact_ids, first.account_id) == ((P + DEAL,), (P + JO,), P + ACME)
    assert (first.owner_id, first.origin) == (P + REP, Origin.HUMAN)
    assert (second.deal_ids, second.contact_ids, second.account_id) == ((), (), P + NORTH)
    assert second.origin is Origin.AUTOMATED
    assert second.origin_rule == "CRM workflow user"
    assert (third.deal_ids, third.account_id) == ((), P + ACME)


def test_a_logged_email_belongs_to_its_sender(export: Export) -> None:
    text = "To: jo@acme.test; Pat Roe <pat@acme.test>\nCC: \nAttachment: --none--\n\nSubject: Plan for June\nBody:\nHello Jo,\nhere is the plan."
    other = "From: Jo Hart <jo@acme.test>\nTo: lee@seller.test\nSubject: Re: Plan\n\nWe need it by June."
    users(export).table("Task.csv", TASK, task(Subject="Email: Plan for June", TaskSubtype="Email", Description=text),
                        task("00TA0000000000BAA0", Subject="Email: Re: Plan", Description=other))  # fmt: skip
    sent, received = export.of(TouchpointRecord)
    assert (sent.subject, sent.direction) == ("Plan for June", "out")
    assert [(p.role, p.address) for p in sent.parties] == [
        ("from", "lee@seller.test"),
        ("to", "jo@acme.test"),
        ("to", "pat@acme.test"),
    ]
    assert [sent.text[s.start : s.end].split("\n")[0] for s in sent.segments if s.role == "new"] == ["Hello Jo,"]
    assert received.direction == "in"
    new = [s for s in received.segments if s.role == "new"]
    assert [(received.text[s.start : s.end], s.address) for s in new] == [("We need it by June.", "jo@acme.test")]


EVENT = (
    "Id,WhoId,WhatId,Subject,StartDateTime,EndDateTime,DurationInMinutes,OwnerId,Description,IsChild,IsAllDayEvent,ActivityDate,CreatedDate,"
    "CreatedById"
)


def test_events_are_meetings_and_copies_of_them_are_not(export: Export) -> None:
    users(export).table(
        "Event.csv",
        EVENT,
        ["00UA0000000000AAA0", JO, DEAL, "Plant visit", "2026-05-04 08:00:00", "2026-05-04 09:00:00", "60", REP, "All there.", "0", "0",
         "2026-05-04", "2026-05-01 08:00:00", REP],
        ["00UA0000000000BAA0", JO, DEAL, "Plant visit", "2026-05-04 08:00:00", "", "60", BOSS, "", "1", "0", "2026-05-04", "2026-05-01 08:00:00", REP],
        ["00UA0000000000CAA0", JO, DEAL, "Call with Jo", "2026-05-05 08:00:00", "", "30", REP, "", "0", "0", "", "2026-05-01 08:00:00", REP],
        ["00UA0000000000DAA0", JO, DEAL, "Canceled: Review", "2026-05-06 00:00:00", "", "", REP, "", "0", "1", "2026-05-06", "2026-05-01 08:00:00", REP],
    )  # fmt: skip
    export.table(
        "EventRelation.csv", "Id,EventId,RelationId,Status", ["0REA00000000001AAA", "00UA0000000000AAA0", PAT, "Accepted"]
    )
    run = parse_tables(export.files)
    visit, call, review = (t for t in run if isinstance(t, TouchpointRecord))
    assert (visit.kind, visit.ends_at, visit.contact_ids) == (
        Kind.MEETING,
        datetime(2026, 5, 4, 9, tzinfo=UTC),
        (P + JO, P + PAT),
    )
    assert [(p.role, p.name) for p in visit.parties] == [("organizer", "Lee Park")]
    assert (call.kind, call.ends_at) == (Kind.CALL, datetime(2026, 5, 5, 8, 30, tzinfo=UTC))
    assert (review.status, review.all_day) == ("cancelled", True)
    assert run.ignored["invitees' copies of events"] == 1


MAIL = (
    "Id,ActivityId,CreatedById,CreatedDate,TextBody,HtmlBody,Headers,Subject,FromName,FromAddress,ToAddress,CcAddress,BccAddress,Incoming,"
    "Status,MessageDate,MessageIdentifier,ThreadIdentifier,RelatedToId,IsBounced"
)


def mail(native: str, **cells: str) -> list[str]:
    """Return an e-mail's row."""
    base = {"Id": native, "CreatedById": BOT, "CreatedDate": "2026-05-04 10:00:00", "TextBody": "We need it by June.", "Subject": "Plan",
            "FromName": "Jo Hart", "FromAddress": "Jo@Acme.test", "ToAddress": "lee@seller.test; pat@acme.test", "Incoming": "1",
            "Status": "1", "MessageDate": "2026-05-04 09:59:00", "RelatedToId": DEAL} | cells  # fmt: skip
    return [base.get(name, "") for name in MAIL.split(",")]


def test_an_email_has_the_id_of_the_mailboxs_copy(export: Export) -> None:
    html = "<p>Seen <b>this</b>?</p><p style='display:none'>hidden</p>"
    users(export).table(
        "EmailMessage.csv",
        MAIL,
        mail("02sA0000000000AAA0", MessageIdentifier="<a1@acme.test>", ThreadIdentifier="<root@acme.test>"),
        mail("02sA0000000000BAA0"),
        mail("02sA0000000000CAA0", Status="5"),
        mail("02sA0000000000DAA0", TextBody="", HtmlBody=html, IsBounced="1"),
    )
    run = parse_tables(export.files)
    first, second, third = (t for t in run if isinstance(t, TouchpointRecord))
    assert (first.id, first.message_id, first.references) == ("mail:-:a1@acme.test", "<a1@acme.test>", ("<root@acme.test>",))
    assert (first.deal_ids, first.direction, first.origin) == ((P + DEAL,), "in", Origin.HUMAN)
    assert [(p.role, p.address) for p in first.parties] == [
        ("from", "jo@acme.test"),
        ("to", "lee@seller.test"),
        ("to", "pat@acme.test"),
    ]
    assert [(s.address, s.role) for s in first.segments] == [("jo@acme.test", "new")]
    assert second.id == P + "02sA0000000000BAA0"
    assert third.text == "Seen this?"
    assert (third.auto, third.origin) == ("bounce", Origin.AUTOMATED)
    assert run.ignored["drafts of e-mails"] == 1


def test_a_task_that_mirrors_an_exported_email_is_left_to_it(export: Export) -> None:
    export.table("Task.csv", TASK, task(TaskSubtype="Email"))
    export.table("EmailMessage.csv", MAIL, mail("02sA0000000000AAA0", ActivityId="00TA0000000000AAA0"))
    (found,) = export.of(TouchpointRecord)
    assert found.id == P + "02sA0000000000AAA0"


def test_dated_lines_of_a_description_are_notes_unless_a_task_tells_them(export: Export) -> None:
    log = (
        "Two plants, one budget.\n2026-04-01: First call with Jo.\n2026-05-04: Rollout\nwith the second plant.\n"
        "- 2026-05-04: They asked for a date\n2026-02-30: never"
    )
    export.table(
        "Opportunity.csv", OPPORTUNITY, deal(Description=log), deal(DEAL2, Description="No dates here: 2026-01-01 was a start.")
    )
    export.table("Task.csv", TASK, task(Subject="They asked for a date."))
    notes = [t for t in export.of(TouchpointRecord) if "/log/" in t.id]
    assert [(t.id.removeprefix(P + DEAL), t.text) for t in notes] == [
        ("/log/2026-04-01/1", "First call with Jo."),
        ("/log/2026-05-04/1", "Rollout\nwith the second plant."),
    ]
    assert all(t.kind is Kind.NOTE and t.all_day and t.text in log for t in notes)
    assert notes[0].source.locator == "row 1, Description line 2"
    assert export.of(DealRecord)[0].description == log
