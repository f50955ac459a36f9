"""Salesforce exports in their dialects become records that say what the rows say, each once."""

import csv
import json
from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import pytest

from journey_tui.domain.model import Kind, Origin
from journey_tui.sources.crm import parse_tables
from journey_tui.sources.records import (
    AccountRecord,
    ChangeRecord,
    ContactRecord,
    DealRecord,
    Parsed,
    RoleRecord,
    Skipped,
    TouchpointRecord,
    UserRecord,
)
from journey_tui.sources.values import salesforce_id
from tests.conftest import sample_data

R = TypeVar("R")
P = "salesforce:main:"
ACME, NORTH, HUB = "001A0000000000AAA0", "001A0000000000BAA0", "001A0000000000PAA0"
DEAL, DEAL2 = "006A0000000000AAA0", "006A0000000000BAA0"
JO, PAT = "003A0000000000AAA0", "003A0000000000BAA0"
REP, BOT, BOSS = "005A0000000000AAA0", "005A0000000000BAA0", "005A0000000000CAA0"
NONE = "000000000000000AAA"


class Export:
    """A folder of tables under test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: list[tuple[str, str]] = []

    def table(self, name: str, header: str, *rows: list[str], encoding: str = "utf-8", quoting: int = csv.QUOTE_ALL) -> "Export":
        place = self.folder / name
        with place.open("w", newline="", encoding=encoding) as handle:
            writer = csv.writer(handle, quoting=quoting)
            writer.writerow(header.split(","))
            writer.writerows(rows)
        self.files.append((str(place), name))
        return self

    def all(self, **options: str) -> list[Parsed]:
        return list(parse_tables(self.files, **options))

    def of(self, kind: type[R], **options: str) -> list[R]:
        return [record for record in self.all(**options) if isinstance(record, kind)]


@pytest.fixture
def export(tmp_path: Path) -> Export:
    return Export(tmp_path)


OPPORTUNITY = (
    "Id,IsDeleted,AccountId,Name,Description,StageName,Amount,CloseDate,Type,NextStep,IsClosed,IsWon,CurrencyIsoCode,OwnerId,CreatedDate,"
    "RecordTypeId,PrimaryPartnerAccountId,ContactId"
)
TASK = (
    "Id,WhoId,WhatId,Subject,ActivityDate,Status,OwnerId,Description,IsDeleted,AccountId,IsClosed,CreatedDate,CreatedById,TaskSubtype,"
    "CompletedDateTime"
)


def deal(native: str = DEAL, **cells: str) -> list[str]:
    """Return an opportunity's row."""
    base = {
        "Id": native,
        "IsDeleted": "0",
        "AccountId": ACME,
        "Name": "Acme - plant rollout",
        "StageName": "Prospecting",
        "Amount": "15000.50",
        "CloseDate": "2026-12-31 00:00:00",
        "IsClosed": "0",
        "IsWon": "0",
        "CurrencyIsoCode": "EUR",
        "OwnerId": REP,
        "CreatedDate": "2026-03-01 09:30:00",
        "RecordTypeId": "012A00000000001",
        "PrimaryPartnerAccountId": NONE,
        "ContactId": JO,
    } | cells
    return [base.get(name, "") for name in OPPORTUNITY.split(",")]


def task(native: str = "00TA0000000000AAA0", **cells: str) -> list[str]:
    """Return a task's row."""
    base = {
        "Id": native,
        "WhoId": JO,
        "WhatId": DEAL,
        "Subject": "Rollout",
        "ActivityDate": "2026-05-04",
        "Status": "Completed",
        "OwnerId": REP,
        "Description": "They walked us through the second plant.",
        "CreatedById": REP,
        "AccountId": ACME,
        "CreatedDate": "2026-05-06 10:00:00",
    } | cells
    return [base.get(name, "") for name in TASK.split(",")]


def users(export: Export) -> Export:
    return export.table(
        "User.csv",
        "Id,Username,Name,Email,Title,ManagerId,UserType,TimeZoneSidKey,IsActive,ContactId",
        [REP, "lee@seller.test", "Lee Park", "Lee@Seller.test", "AE", BOSS, "Standard", "Europe/Berlin", "1", NONE],
        [BOT, "auto@seller.test", "Automated Process", "auto@seller.test", "", NONE, "AutomatedProcess", "GMT", "1", NONE],
        ["005A0000000000DAA0", "kim@partner.test", "Kim Ito", "kim@partner.test", "", NONE, "PowerPartner", "GMT", "1", PAT],
    )


def test_a_deal_of_the_weekly_export(export: Export) -> None:
    export.table(
        "RecordType.csv",
        "Id,Name,DeveloperName,SobjectType",
        [salesforce_id("012A00000000001"), "New business", "New", "Opportunity"],
    )
    export.table("Opportunity.csv", OPPORTUNITY, deal(NextStep="Send plan", Type="New"), encoding="cp1252")
    (found,) = export.of(DealRecord, zone="Europe/Berlin")
    assert found.id == P + DEAL
    assert (found.account_id, found.owner_id, found.contact_ids) == (P + ACME, P + REP, (P + JO,))
    assert (found.amount, found.currency) == (Decimal("15000.50"), "EUR")
    assert found.close_date == date(2026, 12, 31)
    assert found.created_at == datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
    assert (found.record_type, found.type, found.next_step) == ("New business", "New", "Send plan")
    assert (found.closed, found.won, found.partner_id, found.deleted) == (False, False, "", False)
    assert (found.source.kind, found.source.file, found.source.native_id, found.source.locator) == (
        "salesforce",
        "Opportunity.csv",
        DEAL,
        "row 1",
    )
    assert len(found.source.hash) >= 16


def test_a_changed_row_has_another_hash_and_the_same_id(export: Export) -> None:
    export.table("Opportunity.csv", OPPORTUNITY, deal())
    (before,) = export.of(DealRecord)
    Export(export.folder).table("Opportunity.csv", OPPORTUNITY, deal(Amount="16000"))
    (after,) = export.of(DealRecord)
    assert before.id == after.id
    assert before.source.hash != after.source.hash


def test_closed_comes_from_the_record_then_the_stage_table_then_the_name(export: Export) -> None:
    export.table("OpportunityStage.csv", "Id,MasterLabel,IsClosed,IsWon", ["01JA00000000001AAA", "Signed", "1", "1"])
    rows = [
        deal("006A0000000000CAA0", StageName="Closed Won", IsClosed="0", IsWon="0"),
        deal("006A0000000000DAA0", StageName="Signed", IsClosed="", IsWon=""),
        deal("006A0000000000EAA0", StageName="Closed Lost", IsClosed="", IsWon=""),
        deal("006A0000000000FAA0", StageName="Proposal", IsClosed="", IsWon=""),
    ]
    export.table("Opportunity.csv", OPPORTUNITY, *rows)
    assert [(d.closed, d.won) for d in export.of(DealRecord)] == [(False, False), (True, True), (True, False), (None, None)]


def test_partners_products_and_deleted_rows(export: Export) -> None:
    export.table("Account.csv", "Id,Name,Type,Website,Industry,IsDeleted", [ACME, "Acme", "Customer - Direct", "https://www.acme.test/x", "x", "0"],
                 [HUB, "Hub", "Channel Partner / Reseller", "hub.test", "x", "TRUE"], [NORTH, "North", "", "jo@gmail.com", "x", "false"])  # fmt: skip
    export.table("OpportunityPartner.csv", "Id,OpportunityId,AccountToId,IsPrimary", ["00IA00000000001AAA", DEAL, HUB, "1"])
    export.table("Product2.csv", "Id,Name,ProductCode,Family", ["01tA00000000001AAA", "Core", "C", "x"])
    export.table(
        "OpportunityLineItem.csv", "Id,OpportunityId,Product2Id,Quantity", ["00kA00000000001AAA", DEAL, "01tA00000000001AAA", "1"]
    )
    export.table("Opportunity.csv", OPPORTUNITY, deal(), deal(DEAL2, IsDeleted="true"))
    acme, hub, north = export.of(AccountRecord)
    assert (acme.is_partner, hub.is_partner) == (False, True)
    assert (acme.domains, hub.domains, north.domains) == (("acme.test",), ("hub.test",), ())
    assert hub.deleted
    first, second = export.of(DealRecord)
    assert (first.partner_id, first.product, first.deleted) == (P + HUB, "Core", False)
    assert second.deleted


def test_users_are_members_but_portal_users_are_not(export: Export) -> None:
    users(export)
    run = parse_tables(export.files)
    found = {user.name: user for user in run if isinstance(user, UserRecord)}
    assert set(found) == {"Lee Park", "Automated Process"}
    lee = found["Lee Park"]
    assert (lee.address, lee.manager_id, lee.zone, lee.automated) == ("lee@seller.test", P + BOSS, "Europe/Berlin", False)
    assert found["Automated Process"].automated
    assert run.ignored["portal users"] == 1


def test_contact_roles(export: Export) -> None:
    export.table("OpportunityContactRole.csv", "Id,OpportunityId,ContactId,Role,IsPrimary,IsDeleted",
                 ["00KA00000000001AAA", DEAL, JO, "Economic Buyer", "1", "0"], ["00KA00000000002AAA", DEAL, NONE, "Evaluator", "0", "0"])  # fmt: skip
    (role,) = export.of(RoleRecord)
    assert (role.deal_id, role.contact_id, role.role, role.primary) == (P + DEAL, P + JO, "Economic Buyer", True)
    (lost,) = export.of(Skipped)
    assert lost.place == "row 2"


HISTORY = "Id,OpportunityId,CreatedById,CreatedDate,StageName,Amount,CloseDate,IsDeleted"
FIELDS = "Id,IsDeleted,OpportunityId,CreatedById,CreatedDate,Field,OldValue,NewValue"


def changes(export: Export) -> list[tuple[str, str, str, str]]:
    """Return (field, time, old, new) of each change."""
    return [(c.field, f"{c.at:%m-%d %H:%M}", c.old, c.new) for c in export.of(ChangeRecord)]


def test_history_tells_real_differences_from_an_empty_start(export: Export) -> None:
    export.table(
        "OpportunityHistory.csv",
        HISTORY,
        ["008A00000000003AAA", DEAL, REP, "2026-03-09 10:00:00", "Proposal", "5000", "2026-06-30", "0"],
        ["008A00000000001AAA", DEAL, REP, "2026-03-01 10:00:00", "Prospecting", "", "2026-05-31", "0"],
        ["008A00000000002AAA", DEAL, REP, "2026-03-05 10:00:00", "Prospecting", "5000.00", "2026-05-31", "0"],
    )
    assert changes(export) == [
        ("amount", "03-05 10:00", "", "5000"),
        ("close_date", "03-01 10:00", "", "2026-05-31"),
        ("close_date", "03-09 10:00", "2026-05-31", "2026-06-30"),
        ("stage", "03-01 10:00", "", "Prospecting"),
        ("stage", "03-09 10:00", "Prospecting", "Proposal"),
    ]


def test_a_change_that_two_tables_tell_is_one(export: Export) -> None:
    export.table(
        "OpportunityHistory.csv",
        HISTORY,
        ["008A00000000001AAA", DEAL, REP, "2026-03-01 10:00:00", "Prospecting", "10", "2026-05-31", "0"],
        ["008A00000000002AAA", DEAL, REP, "2026-03-05 10:00:40", "Proposal", "20", "2026-05-31", "0"],
        ["008A00000000003AAA", DEAL, REP, "2026-03-05 10:01:00", "Review", "20", "2026-05-31", "0"],
    )
    export.table(
        "OpportunityFieldHistory.csv",
        FIELDS,
        ["017A00000000001AAA", "0", DEAL, REP, "2026-03-05 10:00:00", "StageName", "Prospecting", "Proposal"],
        ["017A00000000002AAA", "0", DEAL, REP, "2026-03-05 10:00:30", "StageName", "Proposal", "Review"],
        ["017A00000000003AAA", "0", DEAL, REP, "2026-03-05 10:00:01", "Amount", "10.0", "20.0"],
        ["017A00000000004AAA", "0", DEAL, REP, "2026-03-06 10:00:00", "Description", "a", "b"],
        ["017A00000000005AAA", "0", DEAL, REP, "2026-03-07 10:00:00", "Owner", BOSS, REP],
        ["017A00000000006AAA", "0", DEAL, REP, "2026-03-07 10:00:00", "Owner", "Ada Moss", "Lee Park"],
        ["017A00000000007AAA", "0", DEAL, REP, "2026-03-08 10:00:00", "NextStep", "", "Call Jo"],
    )
    found = Counter((field, new) for field, _, _, new in changes(export))
    assert set(found.values()) == {1}
    assert set(found) == {
        ("stage", "Prospecting"),
        ("stage", "Proposal"),
        ("stage", "Review"),
        ("amount", "10"),
        ("amount", "20"),
        ("close_date", "2026-05-31"),
        ("owner", "Lee Park"),
        ("next_step", "Call Jo"),
    }


def test_one_table_that_goes_back_and_forth_means_it(export: Export) -> None:
    rows = [
        [f"008A0000000000{n}AAA", DEAL, REP, f"2026-03-01 10:00:{n}0", s, "1", "2026-05-31", "0"] for n, s in enumerate("ABAB", 1)
    ]
    export.table("OpportunityHistory.csv", HISTORY, *rows)
    assert [new for field, _, _, new in changes(export) if field == "stage"] == ["A", "B", "A", "B"]


def test_changes_keep_their_ids_whatever_the_order_of_rows(export: Export, tmp_path: Path) -> None:
    rows = [
        [f"008A0000000000{n}AAA", DEAL, REP, f"2026-03-0{n} 10:00:00", f"S{n}", str(n), "2026-05-31", "0"] for n in range(1, 6)
    ]
    export.table("OpportunityHistory.csv", HISTORY, *rows)
    first = {c.id for c in export.of(ChangeRecord)}
    Export(tmp_path).table("OpportunityHistory.csv", HISTORY, *reversed(rows))
    assert {c.id for c in export.of(ChangeRecord)} == first


def test_synced_versions_are_history_and_inactive_rows_are_not_deals(export: Export) -> None:
    head = "_fivetran_active,_fivetran_start,id,name,stage_name,amount,close_date,is_deleted"
    export.table("opportunity_history.csv", head, ["false", "2026-01-01 00:00:00", DEAL, "North", "Prospecting", "1", "2026-05-31", "false"],
                 ["true", "2026-02-01 00:00:00", DEAL, "North", "Proposal", "1", "2026-05-31", "false"])  # fmt: skip
    (found,) = export.of(DealRecord)
    assert found.stage == "Proposal"
    assert [(old, new) for field, _, old, new in changes(export) if field == "stage"] == [
        ("", "Prospecting"),
        ("Prospecting", "Proposal"),
    ]


def test_a_synced_row_without_a_present_version_was_deleted(export: Export) -> None:
    head = "_fivetran_active,id,name,stage_name,amount,close_date,is_deleted"
    export.table("opportunity.csv", head, ["false", DEAL, "North", "Prospecting", "1", "2026-05-31", "false"],
                 ["true", DEAL, "North", "Proposal", "1", "2026-05-31", "false"], ["FALSE", DEAL2, "South", "Proposal", "1", "", "false"])  # fmt: skip
    assert [(d.id, d.stage, d.deleted) for d in export.of(DealRecord)] == [
        (P + DEAL, "Proposal", False),
        (P + DEAL2, "Proposal", True),
    ]


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


@pytest.mark.parametrize("zone", ["UTC", "America/New_York"])
def test_american_dates_and_byte_order_marks(export: Export, zone: str) -> None:
    export.table("Opportunity.csv", "Id,Name,StageName,Amount,CloseDate,CreatedDate,LastModifiedDate,IsClosed,IsWon",
                 [DEAL, "North", "Closed Won", "5", "03/04/26", "02/23/26", "02/23/26 08:55 PM", "TRUE", "TRUE"], encoding="utf-8-sig")  # fmt: skip
    (found,) = export.of(DealRecord, zone=zone)
    assert found.close_date == date(2026, 3, 4)
    assert (
        found.modified_at == datetime(2026, 2, 23, 20, 55, tzinfo=UTC)
        if zone == "UTC"
        else datetime(2026, 2, 24, 1, 55, tzinfo=UTC)
    )


def test_a_date_that_does_not_exist_costs_only_itself(export: Export) -> None:
    export.table("Opportunity.csv", OPPORTUNITY, deal(CloseDate="2026-02-30", Amount="a lot"))
    (found,) = export.of(DealRecord)
    assert (found.close_date, found.amount, found.stage) == (None, None, "Prospecting")
    first, second = export.of(Skipped)
    assert {(s.file, s.place) for s in (first, second)} == {("Opportunity.csv", "row 1")}
    assert {"Amount: 'a lot' is no amount", "CloseDate: '2026-02-30' is no date that exists"} == {first.reason, second.reason}
    assert first.remedy
    assert second.remedy


def test_snake_case_json_trees_and_custom_columns(export: Export, tmp_path: Path) -> None:
    tree = {"records": [{"attributes": {"type": "Opportunity", "referenceId": "OpportunityRef1"}, "Name": "North", "StageName": "Prospecting",
                         "AccountId": "@AccountRef1", "Amount": 12.50, "Address__c": {"city": "Ulm"}}]}  # fmt: skip
    place = tmp_path / "tree.json"
    place.write_text(json.dumps(tree))
    export.files.append((str(place), "tree.json"))
    export.table("tasks.csv", "id,who_id,what_id,subject,activity_date,status,description,owner_id",
                 ["00TA0000000000AAA0", JO, "OpportunityRef1", "x", "2026-05-04 00:00:00", "Completed", "They said yes.", REP])  # fmt: skip
    (found,) = export.of(DealRecord)
    assert (found.id, found.account_id, found.amount) == (P + "OpportunityRef1", P + "AccountRef1", Decimal("12.50"))
    (note,) = export.of(TouchpointRecord)
    assert note.deal_ids == (found.id,)


def test_names_and_texts_are_clean(export: Export) -> None:
    export.table("Account.csv", "Id,Name,Industry,Website", [ACME, "A\x1b]0;x\x07cme\u202e\n Inc", "x", "acme.test"])
    export.table("Contact.csv", "Id,LastName,FirstName,AccountId,Email", [JO, "Hart\x1b[31m", "Jo", ACME, "\u200bJo@Acme.test"])
    assert export.of(AccountRecord)[0].name == "Acme Inc"
    (jo,) = export.of(ContactRecord)
    assert (jo.name, jo.address, jo.account_id) == ("Jo Hart", "jo@acme.test", P + ACME)


def test_leads_and_unknown_objects_are_counted(export: Export) -> None:
    export.table("Lead.csv", "Id,Company,LastName,IsConverted,Status", ["00QA0000000000AAA0", "Acme", "Hart", "0", "Open"])
    export.table("Opportunity.csv", OPPORTUNITY, deal())
    export.table("Invoice__c.csv", "Id,Name,CreatedDate,OwnerId,IsDeleted", ["a01A0000000000AAA0", "I-1", "2026-01-01", REP, "0"])
    run = parse_tables(export.files)
    assert not [item for item in run if isinstance(item, Skipped)]
    assert run.ignored["Lead"] == 1
    assert run.ignored["Invoice__c"] == 1


def test_the_activity_logs_of_the_sample_become_notes() -> None:
    folder = sample_data() / "crm" / "salesforce_tdx2025" / "data"
    found = list(parse_tables([(str(path), path.name) for path in folder.glob("*.csv")]))
    counts = Counter(type(item).__name__ for item in found)
    assert counts == {"AccountRecord": 100, "DealRecord": 155, "TouchpointRecord": 83 + 768 - 76}
    texts = {path.name: path.read_text(encoding="utf-8").replace('""', '"') for path in folder.glob("*.csv")}
    assert all(t.text in texts[t.source.file] for t in found if isinstance(t, TouchpointRecord))


@pytest.mark.parametrize("name", ["salesforce_powerbi", "salesforce_warehouse", "salesforce_workshop", "salesforce_sfdx_tree"])
def test_every_dialect_of_the_sample_loads_without_loss(name: str) -> None:
    folder = sample_data() / "crm" / name
    files = [(str(path), path.name) for path in folder.rglob("*") if path.suffix in (".csv", ".json")]
    found = list(parse_tables(files))
    assert not [item for item in found if isinstance(item, Skipped)]
    assert any(isinstance(item, AccountRecord) for item in found)
