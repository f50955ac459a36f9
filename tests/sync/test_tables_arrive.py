"""In whatever order the tables of one export come into a folder, the store tells in the end what a quiet import of the folder tells."""

from __future__ import annotations

import csv
import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from journey_tui.data.sqlite import open_reader
from tests import raw
from tests.sync.conftest import bring, told
from tests.sync.test_feed import Desk

HISTORY = "0085f00000hIS0"
BOT = "0055f00000uSR09"


def stamp(days: float, *, later_s: int = 0) -> str:
    return (raw.ago(days) + timedelta(seconds=later_s)).strftime("%Y-%m-%d %H:%M:%S")


def salesforce() -> raw.Table:
    """Return an export whose tables say the same things: what each says alone is not what they say together."""
    tables = raw.crm()
    tables["User"].append(
        {
            **tables["User"][0],
            "Id": BOT,
            "Name": "Automated Process",
            "Email": "",
            "Username": "auto@00d",
            "UserType": "AutomatedProcess",
        }
    )
    deal = tables["Opportunity"][0]
    day = raw.ago(50).strftime("%Y-%m-%d")
    deal["Description"] = f"Cold chain for two depots.\n{day}: Priya asked for a trial in May.\n{day}: Budget is with Janet."
    deal["RecordTypeId"] = "0125f00000rEC01"
    base = {"IsDeleted": "0", "CreatedById": BOT, "OpportunityId": raw.DEAL}
    tables["OpportunityFieldHistory"] = [
        {**base, "Id": "0175f00000fLD01", "Field": "StageName", "OldValue": "Prospecting", "NewValue": "Needs Analysis",
         "CreatedDate": stamp(40, later_s=20)},
        {**base, "Id": "0175f00000fLD02", "Field": "StageName", "OldValue": "Needs Analysis", "NewValue": "Qualification",
         "CreatedDate": stamp(20)},
        {**base, "Id": "0175f00000fLD03", "Field": "CloseDate", "OldValue": raw.ago(-20).strftime("%Y-%m-%d 00:00:00"),
         "NewValue": raw.ago(-40).strftime("%Y-%m-%d 00:00:00"), "CreatedDate": stamp(12, later_s=-30)},
        {**base, "Id": "0175f00000fLD04", "Field": "Owner", "OldValue": "Tomas Lind", "NewValue": "Dana Ruiz", "CreatedDate": stamp(30)},
    ]  # fmt: skip
    task = tables["Task"][0]
    tables["Task"] += [
        {**task, "Id": "00T5f00000tAS02", "Subject": "Budget is with Janet", "Description": "",
         "ActivityDate": f"{day} 00:00:00", "CreatedDate": stamp(50)},
        {**task, "Id": "00T5f00000tAS03", "Subject": "Email: Freight", "TaskSubtype": "Email", "Description": "To: Priya\n\nAs agreed.",
         "ActivityDate": f"{day} 00:00:00", "CreatedDate": stamp(44), "CreatedById": BOT},
    ]  # fmt: skip
    tables["EmailMessage"] = [
        {"Id": "02s5f00000mAI01", "ActivityId": "00T5f00000tAS03", "Subject": "Freight", "TextBody": "As agreed, two pallets a week.",
         "FromAddress": raw.SELLER, "FromName": "Dana Ruiz", "ToAddress": raw.BUYER, "Incoming": "0", "Status": "3",
         "MessageDate": stamp(44), "RelatedToId": raw.DEAL, "IsDeleted": "0"},
    ]  # fmt: skip
    tables["EventRelation"] = [
        {"Id": "0RE5f00000rEL01", "EventId": "00U5f00000eVE01", "RelationId": "0035f00000cON02", "IsDeleted": "0"},
    ]  # fmt: skip
    tables["RecordType"] = [
        {"Id": "0125f00000rEC01", "Name": "New business", "DeveloperName": "New", "SobjectType": "Opportunity"}
    ]
    tables["OpportunityStage"] = [
        {"Id": "01J5f00000sTA01", "MasterLabel": "Prospecting", "ApiName": "Prospecting", "IsClosed": "0", "IsWon": "0", "SortOrder": "1"},
    ]  # fmt: skip
    return tables


def hubspot() -> raw.Table:
    """Return a HubSpot export in which owners, stages and who goes with what stand in tables of their own."""
    day = raw.ago(30).strftime("%Y-%m-%d %H:%M")
    return {
        "all-deals": [
            {"Record ID": "501", "Deal Name": "Depot sensors", "Deal Stage": "s2", "Deal owner": "Dana Ruiz", "Amount": "40000",
             "Close Date": raw.ago(-30).strftime("%Y-%m-%d"), "Create Date": stamp(60), "Associated Company IDs": "71",
             "Associated Company": "Northwind Dairy", "Associated Contact IDs": "91"},
        ],
        "all-companies": [{"Record ID": "71", "Company name": "Northwind Dairy Ltd", "Company Domain Name": "northwind.example"}],
        "all-contacts": [
            {"Record ID": "91", "First Name": "Eva", "Last Name": "Brandt", "Email": "eva@northwind.example", "Job Title": "Head of Plant",
             "Buying Role": "Champion", "Associated Company IDs": "71", "Associated Deal IDs": "501"},
        ],
        "owners": [{"owner_id": "7", "first_name": "Dana", "last_name": "Ruiz", "email": raw.SELLER, "type": "PERSON"}],
        "deal_pipeline_stage": [{"stage_id": "s1", "label": "Qualified", "is_closed": "false", "closed_won": "false", "pipeline_id": "p"},
                                {"stage_id": "s2", "label": "Contract sent", "is_closed": "false", "closed_won": "false", "pipeline_id": "p"}],
        "deal_property_history": [
            {"deal_id": "501", "name": "dealstage", "value": "s1", "timestamp": stamp(50)},
            {"deal_id": "501", "name": "dealstage", "value": "s2", "timestamp": stamp(25)},
            {"deal_id": "501", "name": "amount", "value": "30000", "timestamp": stamp(50)},
            {"deal_id": "501", "name": "amount", "value": "40000", "timestamp": stamp(25)},
        ],
        "deal_stage": [
            {"deal_id": "501", "value": "s1", "date_entered": stamp(50, later_s=40)},
            {"deal_id": "501", "value": "s2", "date_entered": stamp(25)},
        ],
        "calls": [
            {"Record ID": "801", "Activity type": "Call", "Activity date": day, "Call notes": "Eva will bring the figures.",
             "Activity assigned to": "Dana Ruiz", "Associated Deal IDs": "501", "Associated Contact IDs": "91"},
        ],
    }  # fmt: skip


def table() -> raw.Table:
    """Return plain tables: the team is known by name until its own table comes."""
    return {
        "deals": [
            {"Deal": "Depot sensors", "Account": "Northwind Dairy", "Owner": "Dana Ruiz", "Stage": "Proposal", "Amount": "40000",
             "Close date": raw.ago(-30).strftime("%Y-%m-%d")},
        ],
        "sales_teams": [{"sales_agent": "Dana Ruiz", "manager": "Ingrid Holm", "email": raw.SELLER}],
        "accounts": [{"account": "Northwind Dairy", "sector": "Food", "website": "northwind.example"}],
        "activities": [
            {"Date": stamp(20), "Type": "Call", "Subject": "Check", "Notes": "Two depots first.", "Owner": "Dana Ruiz", "Deal": "Depot sensors"},
        ],
    }  # fmt: skip


EXPORTS = {"salesforce": salesforce, "hubspot": hubspot, "table": table}
COUNTED = {
    "changes": "SELECT id, deal_id, at, field, old, new, by_id FROM field_change",
    "members": "SELECT id, name, address, automated FROM member",
    "accounts": "SELECT id, name, domains FROM account",
    "contacts": "SELECT id, name, address, account_id FROM contact",
    "roles": "SELECT id, deal_id, contact_id, role FROM contact_role",
    "deals": "SELECT id, name, account_id, owner_id, owner_name, stage, closed, won, record_type, contacts FROM deal",
    "texts": "SELECT t.id, t.subject, t.origin_rule, b.text FROM touchpoint t JOIN body b ON b.pk=t.pk",
}


def state(store: Path) -> dict[str, Any]:
    """Return what the store tells, and the tables of the CRM in it."""
    connection = open_reader(store)
    found = {name: sorted(connection.execute(query).fetchall(), key=repr) for name, query in COUNTED.items()}
    connection.close()
    return {**told(store), **found}


def pieces_of(name: str, folder: Path) -> list[Path]:
    """Write an export; returns its tables."""
    raw.write_crm(folder, EXPORTS[name]())
    return sorted(folder.glob("*.csv"))


FEW = settings(
    max_examples=3,
    deadline=None,
    derandomize=True,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
"""A few orders, the same ones each time: an export is brought in anew for each."""


@pytest.mark.parametrize("name", EXPORTS)
@given(data=st.data())
@FEW
def test_any_order_of_tables_ends_where_a_quiet_import_does(name, data):
    with tempfile.TemporaryDirectory() as scratch:
        base = Path(scratch)
        order = data.draw(st.permutations(pieces_of(name, base / "export")))
        desk = Desk(base)
        together = data.draw(st.sets(st.integers(1, len(order) - 1), max_size=4))
        for number, path in enumerate(order, 1):
            shutil.copy2(path, desk.folder)
            if number not in together:
                assert desk.round().error == ""
        quiet = base / "quiet" / "journey.db"
        bring(quiet, desk.folder, now=datetime.now(UTC))
        one, other = state(desk.store), state(quiet)
        for part in other:
            assert one[part] == other[part], part


def test_what_a_later_table_says_better_is_told_once(tmp_path):
    """A change of stage that two histories stamp apart stands once, by the more exact one; what hung on the first is gone with it."""
    desk = Desk(tmp_path)
    tables = salesforce()
    exact = tables.pop("OpportunityFieldHistory")
    raw.write_crm(desk.folder, tables)
    desk.round()
    connection = open_reader(desk.store)
    stages = "SELECT old, new FROM field_change WHERE field='stage' AND old<>'' ORDER BY at"
    told_by_history = [("Prospecting", "Needs Analysis"), ("Needs Analysis", "Proposal/Price Quote")]
    assert connection.execute(stages).fetchall() == told_by_history
    raw.write_crm(desk.folder, {"OpportunityFieldHistory": exact})
    desk.round()
    assert connection.execute(stages).fetchall() == [
        ("Prospecting", "Needs Analysis"), ("Needs Analysis", "Qualification"), ("Qualification", "Proposal/Price Quote"),
    ]  # fmt: skip
    shown = connection.execute(
        "SELECT subject FROM touchpoint WHERE kind='crm_change' AND subject LIKE 'Stage%' ORDER BY at"
    ).fetchall()
    assert [row[0] for row in shown] == [
        "Stage: Prospecting → Needs Analysis", "Stage: Needs Analysis → Qualification", "Stage: Qualification → Proposal/Price Quote",
    ]  # fmt: skip
    connection.close()


def test_nothing_is_taken_away_by_a_part_of_an_export(tmp_path):
    """A folder that holds less than it did says nothing against what was read of it: only the whole of it does."""
    desk = Desk(tmp_path)
    raw.write_crm(desk.folder, salesforce())
    desk.round()
    before = state(desk.store)
    (desk.folder / "OpportunityFieldHistory.csv").unlink()
    (desk.folder / "User.csv").unlink()
    with (desk.folder / "Account.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    raw.write_crm(
        desk.folder, {"Account": [*rows, {**rows[0], "Id": "0015f00000aCC09", "Name": "Elm Street Bakery", "Website": ""}]}
    )
    desk.round()
    after = state(desk.store)
    assert len(after["accounts"]) == len(before["accounts"]) + 1
    assert {part: after[part] for part in ("changes", "members", "deals", "texts")} == {
        part: before[part] for part in ("changes", "members", "deals", "texts")
    }  # fmt: skip


@pytest.mark.parametrize("name", EXPORTS)
@given(data=st.data())
@FEW
def test_tables_named_one_by_one_end_where_an_import_of_their_folder_does(name, data):
    """`journey import FILE` for each of them, in any order, whether the others are there already or come later."""
    with tempfile.TemporaryDirectory() as scratch:
        base, place = Path(scratch), Path(scratch, "place")
        place.mkdir()
        order = data.draw(st.permutations(pieces_of(name, base / "export")))
        later = data.draw(st.booleans())
        store = base / "own" / "journey.db"
        for path in () if later else order:
            shutil.copy2(path, place)
        for path in order:
            shutil.copy2(path, place)
            assert bring(store, place / path.name).files == 1
        quiet = base / "quiet" / "journey.db"
        bring(quiet, place)
        one, other = state(store), state(quiet)
        for part in other:
            assert one[part] == other[part], part


def test_a_table_that_is_named_brings_none_along_that_was_never_imported(tmp_path):
    place = tmp_path / "place"
    raw.write_crm(place, raw.crm())
    store = tmp_path / "own" / "journey.db"
    bring(store, place / "Account.csv")
    connection = open_reader(store)
    assert connection.execute("SELECT COUNT(*) FROM source_file").fetchone() == (1,)
    connection.close()


def versioned() -> raw.Table:
    """Return an export with synced versions of its records beside the present ones; some are gone by now and only in the versions."""
    tables = salesforce()
    for name, prefix in (("Account", "0015f00000aCC"), ("Contact", "0035f00000cON"), ("Opportunity", "0065f00000oPP")):
        rows = tables[name]
        gone = {**rows[0], "Id": f"{prefix}88", "Name": "Gone by now"} if "Name" in rows[0] else {**rows[0], "Id": f"{prefix}88"}
        tables[f"{name}_synced"] = [
            {**row, "_fivetran_start": stamp(30), "_fivetran_end": stamp(-900), "_fivetran_active": "true"}
            for row in [*rows, gone]
        ]
    return tables


@pytest.mark.parametrize("by_name", [False, True])
@pytest.mark.parametrize("first", ["versions", "present"])
def test_records_that_only_versions_have_are_gone_whichever_table_comes_first(tmp_path, first, by_name):
    desk = Desk(tmp_path)
    pieces = sorted(raw.write_crm(tmp_path / "export", versioned()).glob("*.csv"))
    pieces.sort(key=lambda path: ("_synced" in path.name) == (first == "present"))
    own = tmp_path / "own" / "journey.db"
    for path in pieces:
        shutil.copy2(path, desk.folder)
        if by_name:
            bring(own, desk.folder / path.name)
        else:
            assert desk.round().error == ""
            own = desk.store
        if path is pieces[2] and first == "versions":
            connection = open_reader(own)
            assert connection.execute("SELECT COUNT(*) FROM deal WHERE name='Gone by now'").fetchone() == (1,)
            connection.close()
    quiet = tmp_path / "quiet" / "journey.db"
    bring(quiet, desk.folder, now=datetime.now(UTC) if not by_name else raw.NOON)
    one, other = state(own), state(quiet)
    assert "Gone by now" not in str(other["deals"])
    for part in other:
        assert one[part] == other[part], part
