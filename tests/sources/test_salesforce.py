"""Salesforce exports in their dialects become records that say what the rows say, each once."""

import json
from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from journey_tui.sources.crm import parse_tables
from journey_tui.sources.records import (
    AccountRecord,
    ChangeRecord,
    ContactRecord,
    DealRecord,
    RoleRecord,
    Skipped,
    TouchpointRecord,
    UserRecord,
)
from journey_tui.sources.values import salesforce_id
from tests.conftest import sample_data
from tests.sources.salesforce_cases import ACME, BOSS, DEAL, DEAL2, HUB, JO, NONE, NORTH, OPPORTUNITY, REP, Export, P, deal, users


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
    assert counts == {"AccountRecord": 100, "DealRecord": 155, "TouchpointRecord": 83 + 768 - 76, "Unsaid": 76}
    texts = {path.name: path.read_text(encoding="utf-8").replace('""', '"') for path in folder.glob("*.csv")}
    assert all(t.text in texts[t.source.file] for t in found if isinstance(t, TouchpointRecord))


@pytest.mark.parametrize("name", ["salesforce_powerbi", "salesforce_warehouse", "salesforce_workshop", "salesforce_sfdx_tree"])
def test_every_dialect_of_the_sample_loads_without_loss(name: str) -> None:
    folder = sample_data() / "crm" / name
    files = [(str(path), path.name) for path in folder.rglob("*") if path.suffix in (".csv", ".json")]
    found = list(parse_tables(files))
    assert not [item for item in found if isinstance(item, Skipped)]
    assert any(isinstance(item, AccountRecord) for item in found)
