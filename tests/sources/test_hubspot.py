"""HubSpot exports - of the interface in any language, of the API, of a warehouse - become the same records."""

import csv
import json
from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from journey_tui.domain.model import Kind, Origin
from journey_tui.sources.crm import parse_tables, recognise_table
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
from journey_tui.sources.tables_sheet import TableKind
from tests.conftest import sample_data
from tests.sources.test_salesforce import Export

P = "hubspot:main:"


@pytest.fixture
def export(tmp_path: Path) -> Export:
    return Export(tmp_path)


DEALS = TableKind("hubspot", "deals")


@pytest.mark.parametrize(
    "headers",
    [
        "Record ID,Deal Name,Pipeline,Deal Stage,Amount,Close Date,Deal owner",
        "Deal ID,Deal Name,Deal Stage,Pipeline,Amount,Close Date,Create Date,Associated Contact Email",
        "deal_id,is_deleted,deal_pipeline_stage_id,portal_id,property_dealname,property_amount",
        "id,properties.dealname,properties.dealstage,properties.amount",
        "ID de registro,Nombre del negocio,Etapa del negocio,Valor,Fecha de cierre,Propietario del negocio",
        "Datensatz-ID,Deal-Name,Deal-Phase,Betrag,Abschlussdatum,Zuständiger Mitarbeiter",
        "ID d'enregistrement,Nom de la transaction,Phase de la transaction,Montant,Date de fermeture",
        "ID do registro,Nome do negócio,Etapa do negócio,Valor,Data de fechamento",
        "ID record,Nome trattativa,Fase trattativa,Importo,Data di chiusura",
        "Record-ID,Dealnaam,Dealfase,Bedrag,Sluitingsdatum,Dealeigenaar",
        "レコードID,取引名,取引ステージ,金額,クローズ日,取引担当者",
    ],
)
def test_deals_are_recognised_in_every_language(headers: str) -> None:
    assert recognise_table(headers.split(","), "export.csv") == DEALS


@pytest.mark.parametrize(
    ("headers", "wanted"),
    [
        ("ID de registro,Nombre,Apellidos,Correo,Cargo,Associated Company IDs (Primary)", "contacts"),
        ("First Name,Last Name,Email,Job Title,Contact owner,Associated Company IDs", "contacts"),
        ("Datensatz-ID,Vorname,Nachname,E-Mail,Position", "contacts"),
        ("Record ID,Company name,Company Domain Name,City,Create Date", "companies"),
        ("Activity ID,Activity Type,Activity Date,Notes/Description,Associated Contact Email", "activities"),
        ("engagement_id,property_hs_note_body,property_hs_timestamp,type", "activities"),
        ("Ticket ID,Ticket Name,Ticket Status,Associated Contact Email", "tickets"),
        ("deal_id,timestamp,source,name,source_id,value", "deal_property_history"),
        ("owner_id,email,first_name,last_name,active_user_id", "owners"),
        ("User ID,First name,Last name,Email,Last login date,Assigned teams,Assigned role,Permissions", "owners"),
        ("User ID,First name,Last name,Email,Seat,Permission Sets,Main Team,Extra Teams,Invite Status,Last Active", "owners"),
        ("Id,First name,Last name,Email,Teams,User ID,Owner ID,Deactivated", "owners"),
        ("id,primary_team_id,role_id,email,first_name,last_name,_fivetran_synced", "owners"),
        ("id,email,type,firstName,lastName,userId,userIdIncludingInactive,createdAt,updatedAt,archived,teams", "owners"),
        ("id,properties.hs_given_name,properties.hs_family_name,properties.hs_email,properties.hubspot_owner_id", "owners"),
    ],
)
def test_other_tables_are_recognised(headers: str, wanted: str) -> None:
    found = recognise_table(headers.split(","), "x.csv")
    assert (found.crm, found.object) == ("hubspot", wanted)


def test_a_wide_export_is_recognised_by_the_columns_it_needs() -> None:
    headers = ["Record ID", *(f"Custom {n}" for n in range(600)), "Deal Name", "Deal Stage", "Amount"]
    assert recognise_table(headers, "deals.csv") == DEALS


def test_a_german_deal_and_its_english_associations(export: Export) -> None:
    export.table(
        "deals.csv",
        "Datensatz-ID,Deal-Name,Deal-Phase,Betrag,Währung,Abschlussdatum,Erstellungsdatum,Zuständiger Mitarbeiter,Associated Company IDs (Primary),"
        "Associated Company (Primary),Associated Contact IDs",
        [
            "77",
            "Nord - Ausbau",
            "Gewonnen",
            "1.200,50",
            "EUR",
            "31.12.2026",
            "01.03.2026 09:30",
            "Lee Park",
            "501;502",
            "Nord GmbH;Süd AG",
            "9;10",
        ],
    )
    (found,) = export.of(DealRecord, zone="Europe/Berlin")
    assert (found.id, found.name, found.stage) == (P + "77", "Nord - Ausbau", "Gewonnen")
    assert (found.amount, found.currency, found.close_date) == (Decimal("1200.50"), "EUR", date(2026, 12, 31))
    assert found.created_at == datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
    assert (found.account_id, found.account_name) == (P + "company/501", "Nord GmbH")
    assert found.contact_ids == (P + "contact/9", P + "contact/10")
    assert (found.closed, found.won) == (True, True)
    (owner,) = export.of(UserRecord)
    assert (owner.id, owner.name, found.owner_id, found.owner_name) == (P + "owner/Lee Park", "Lee Park", owner.id, "Lee Park")
    (account,) = export.of(AccountRecord)
    assert (account.id, account.name) == (found.account_id, "Nord GmbH")


def test_companies_of_their_own_table_are_not_made_up_from_deals(export: Export) -> None:
    export.table(
        "companies.csv",
        "Record ID,Company name,Company Domain Name,Website URL",
        ["501", "Nord", "nord.test", "https://www.nord.test"],
    )
    export.table(
        "deals.csv",
        "Record ID,Deal Name,Deal Stage,Associated Company IDs (Primary),Associated Company (Primary)",
        ["7", "N", "x", "501", "Nord"],
    )
    (account,) = export.of(AccountRecord)
    assert (account.id, account.domains) == (P + "company/501", ("nord.test",))


@pytest.mark.parametrize(
    ("stage", "more", "wanted"),
    [
        ("Closed Won", {}, ("Closed Won", True, True)),
        ("closedlost", {}, ("Closed Lost", True, False)),
        ("qualifiedtobuy", {}, ("Qualified To Buy", None, None)),
        ("4711", {}, ("Angebot", False, False)),
        ("Signed", {"Is Closed Won": "true"}, ("Signed", True, True)),
        ("Gone", {"Is closed lost": "true"}, ("Gone", True, False)),
    ],
)
def test_stages_by_label_or_internal_id(
    export: Export, stage: str, more: dict[str, str], wanted: tuple[str, bool | None, bool | None]
) -> None:
    export.table("stages.csv", "stage_id,label,pipeline_id,is_closed,closed_won", ["4711", "Angebot", "1", "false", "false"])
    export.table("deals.csv", ",".join(["Record ID", "Deal Name", "Deal Stage", *more]), ["7", "N", stage, *more.values()])
    (found,) = export.of(DealRecord)
    assert (found.stage, found.closed, found.won) == wanted


def test_buying_roles_of_the_deals_contacts(export: Export) -> None:
    export.table("contacts.csv", "Record ID,First Name,Last Name,Email,Buying Role", ["9", "Jo", "Hart", "Jo@Nord.test", "BUDGET_HOLDER;CHAMPION"],
                 ["10", "Pat", "Roe", "pat@nord.test", "LEGAL_AND_COMPLIANCE"], ["11", "Sam", "Low", "sam@nord.test", ""])  # fmt: skip
    export.table(
        "deals.csv",
        "Record ID,Deal Name,Deal Stage,Associated Contact IDs,Associated Contact Email",
        ["7", "N", "x", "9;11", "pat@nord.test"],
    )
    found = [(role.deal_id, role.contact_id, role.role) for role in export.of(RoleRecord)]
    assert found == [
        (P + "7", P + "contact/9", "BUDGET_HOLDER"),
        (P + "7", P + "contact/9", "CHAMPION"),
        (P + "7", P + "contact/10", "LEGAL_AND_COMPLIANCE"),
    ]
    jo = export.of(ContactRecord)[0]
    assert (jo.name, jo.address) == ("Jo Hart", "jo@nord.test")


def test_property_and_stage_history_tell_each_change_once(export: Export) -> None:
    export.table("stages.csv", "stage_id,label,pipeline_id", ["1", "Angebot", "p"], ["2", "Prüfung", "p"])
    export.table("deal_property_history.csv", "deal_id,timestamp,source,source_id,name,value",
                 ["7", "2026-03-05 10:00:00", "CRM_UI", "", "dealstage", "2"], ["7", "2026-03-01 10:00:00", "CRM_UI", "", "dealstage", "1"],
                 ["7", "2026-03-01 10:00:00", "CRM_UI", "", "amount", "1000.00"], ["7", "2026-03-02 10:00:00", "CRM_UI", "", "amount", "1000"],
                 ["7", "2026-03-02 10:00:00", "CRM_UI", "", "closedate", "2026-06-30T22:00:00Z"],
                 ["7", "2026-03-02 10:00:00", "X", "", "color", "red"])  # fmt: skip
    export.table(
        "deal_stage.csv",
        "deal_id,date_entered,value,_fivetran_active",
        ["7", "2026-03-01 10:01:00", "1", "false"],
        ["7", "2026-03-05 10:00:20", "2", "true"],
    )
    export.table("deals.csv", "deal_id,portal_id,property_dealname,property_amount", ["7", "1", "N", "1000"])
    assert [(c.field, c.old, c.new) for c in export.of(ChangeRecord)] == [
        ("amount", "", "1000"),
        ("close_date", "", "2026-06-30"),
        ("stage", "", "Angebot"),
        ("stage", "Angebot", "Prüfung"),
    ]
    assert export.of(DealRecord)[0].stage == "Prüfung"


ACTIVITY = (
    "Activity ID,Activity Type,Activity Date,Activity Owner,Notes/Description,Call/Meeting Title/Subject,Call Outcome,Meeting Outcome,Task Status,"
    "Task Due Date,Associated Contact Email"
)


def test_activities_of_the_interface(export: Export) -> None:
    export.table(
        "activities.csv",
        ACTIVITY,
        [
            "a1",
            "Call",
            "2026-05-04",
            "lee@seller.test",
            "They asked for a date.",
            "Call with Jo",
            "Connected",
            "",
            "",
            "",
            "jo@nord.test",
        ],
        ["a2", "Call", "2026-05-05", "lee@seller.test", "", "Call with Jo", "No Answer", "", "", "", "jo@nord.test"],
        ["a3", "Meeting", "2026-05-06", "lee@seller.test", "x", "Visit", "", "Cancelled", "", "", "jo@nord.test;pat@nord.test"],
        ["a4", "Task", "2026-05-06", "lee@seller.test", "x", "Follow up", "", "", "Waiting", "2026-06-01", "jo@nord.test"],
        ["a5", "Note", "2026-05-07", "lee@seller.test", "<p>One <b>word</b></p>", "", "", "", "", "", "jo@nord.test"],
        ["a6", "Email", "2026-05-08", "lee@seller.test", "Hello Jo", "", "", "", "", "", "jo@nord.test"],
    )
    call, missed, meeting, task, note, mail = export.of(TouchpointRecord)
    assert [t.kind for t in (call, meeting, task, note, mail)] == [Kind.CALL, Kind.MEETING, Kind.TASK, Kind.NOTE, Kind.EMAIL]
    assert (call.id, call.at, call.all_day) == (P + "activity/a1", datetime(2026, 5, 4, 12, tzinfo=UTC), True)
    assert [(p.address, p.role) for p in call.parties] == [("jo@nord.test", "to")]
    assert [(s.address, call.text[s.start : s.end]) for s in call.segments] == [("lee@seller.test", "They asked for a date.")]
    assert (call.status, missed.status, meeting.status, task.status) == ("completed", "no_answer", "cancelled", "open")
    assert [p.role for p in meeting.parties] == ["organizer", "attendee", "attendee"]
    assert task.due == date(2026, 6, 1)
    assert note.text == "One word"
    assert [(p.address, p.role) for p in mail.parties] == [("lee@seller.test", "from"), ("jo@nord.test", "to")]
    (owner,) = export.of(UserRecord)
    assert (owner.id, {t.owner_id for t in export.of(TouchpointRecord)}) == (
        P + "owner/lee@seller.test",
        {P + "owner/lee@seller.test"},
    )


def test_engagements_of_a_warehouse(export: Export) -> None:
    export.table(
        "owner.csv", "owner_id,email,first_name,last_name,type,portal_id", ["55", "lee@seller.test", "Lee", "Park", "PERSON", "1"]
    )
    head = (
        "engagement_id,property_hs_timestamp,property_hs_email_direction,property_hs_email_subject,property_hs_email_text,"
        "property_hs_email_from_email,property_hs_email_to_email,property_hs_email_message_id,property_hs_email_status,property_hubspot_owner_id,"
        "property_hs_sequence_id,type"
    )
    export.table("engagement_email.csv", head,
                 ["1", "2026-05-04 10:00:00", "INCOMING_EMAIL", "Plan", "We need it by June.", "Jo@Nord.test", "lee@seller.test", "<m1@nord.test>",
                  "SENT", "55", "", "EMAIL"],
                 ["2", "2026-05-05 10:00:00", "EMAIL", "Re: Plan", "Here it is.", "lee@seller.test", "jo@nord.test", "", "BOUNCED", "55", "", "EMAIL"],
                 ["3", "2026-05-06 10:00:00", "EMAIL", "Hello", "Step one", "lee@seller.test", "jo@nord.test", "", "SENT", "55", "8812", "EMAIL"],
                 ["4", "2026-05-06 10:00:00", "DRAFT_EMAIL", "Hello", "Not yet", "lee@seller.test", "jo@nord.test", "", "", "55", "", "EMAIL"])  # fmt: skip
    export.table("engagement_meeting.csv", "engagement_id,start_time,end_time,meeting_outcome,body,title",
                 ["5", "2026-05-07 08:00:00", "2026-05-07 09:00:00", "COMPLETED", "All there.", "Visit"])  # fmt: skip
    export.table("engagement_task.csv", "engagement_id,property_hs_timestamp,property_hs_createdate,property_hs_task_subject,property_hs_task_status,type",
                 ["6", "2026-06-01 08:00:00", "2026-05-08 08:00:00", "Send plan", "NOT_STARTED", "TASK"])  # fmt: skip
    export.table(
        "engagement_contact.csv", "contact_id,engagement_id,engagement_type", ["9", "1", "EMAIL"], ["10", "5", "MEETING"]
    )
    export.table("engagement_deal.csv", "deal_id,engagement_id,engagement_type", ["7", "1", "EMAIL"], ["7", "5", "MEETING"])
    run = parse_tables(export.files)
    found = {t.source.native_id: t for t in run if isinstance(t, TouchpointRecord)}
    assert set(found) == {"1", "2", "3", "5", "6"}
    assert (found["1"].id, found["1"].direction, found["1"].deal_ids) == ("mail:-:m1@nord.test", "in", (P + "7",))
    assert [s.address for s in found["1"].segments] == ["jo@nord.test"]
    assert (found["2"].auto, found["2"].direction) == ("bounce", "out")
    assert (found["3"].origin, found["3"].origin_rule) == (Origin.AUTOMATED, "sequence tool")
    assert (found["5"].kind, found["5"].ends_at, found["5"].contact_ids) == (
        Kind.MEETING,
        datetime(2026, 5, 7, 9, tzinfo=UTC),
        (P + "contact/10",),
    )
    assert (found["6"].at, found["6"].due) == (datetime(2026, 5, 8, 8, tzinfo=UTC), date(2026, 6, 1))
    assert found["1"].owner_id == P + "owner/55"
    assert run.ignored["e-mails that were not sent"] == 1


def test_an_answer_of_the_api(export: Export, tmp_path: Path) -> None:
    answer = {"results": [{"id": "7", "properties": {"dealname": "Nord", "dealstage": "contractsent", "amount": "12.5", "closedate": "2026-06-30T00:00:00Z"},
                           "associations": {"contacts": {"results": [{"id": "9", "type": "deal_to_contact"}]}}, "archived": False}]}  # fmt: skip
    place = tmp_path / "deals.json"
    place.write_text(json.dumps(answer))
    export.files.append((str(place), "deals.json"))
    (found,) = export.of(DealRecord)
    assert (found.name, found.stage, found.amount, found.contact_ids) == (
        "Nord",
        "Contract Sent",
        Decimal("12.5"),
        (P + "contact/9",),
    )


def test_a_row_without_id_is_named_and_the_rest_loads(export: Export) -> None:
    export.table("deals.csv", "Record ID,Deal Name,Deal Stage,Amount", ["", "N", "x", "1"], ["7", "N", "x", "1"])
    assert [d.id for d in export.of(DealRecord)] == [P + "7"]
    (lost,) = export.of(Skipped)
    assert (lost.file, lost.place) == ("deals.csv", "row 1")
    assert lost.remedy


def test_the_volume_sample_loads_whole() -> None:
    folder = sample_data() / "crm" / "hubspot_volume"
    run = parse_tables([(str(path), path.name) for path in folder.glob("*.csv")])
    counts = Counter(type(item).__name__ for item in run)
    assert counts == {"UserRecord": 7, "AccountRecord": 200, "ContactRecord": 950, "DealRecord": 500, "TouchpointRecord": 2000}
    assert run.ignored == {"tickets": 300}


def test_the_header_lists_of_the_sample_are_known() -> None:
    lists = json.loads((sample_data() / "crm" / "hubspot_headers" / "headers.json").read_text(encoding="utf-8"))
    for name in ("real_export_deals_2024_08_27", "test_copy_of_export_deals_2026_05_01"):
        assert recognise_table(lists[name]["columns"], lists[name]["file_name"]) == DEALS
    assert recognise_table(lists["contacts_es_localised"]["columns"], "x.csv").object == "contacts"


def test_the_warehouse_sample_loads_without_loss() -> None:
    folder = sample_data() / "crm" / "hubspot_warehouse"
    found = list(parse_tables([(str(path), path.name) for path in folder.rglob("*.csv")]))
    assert not [item for item in found if isinstance(item, Skipped)]
    with next(folder.rglob("deal_data.csv")).open(newline="") as handle:
        assert sum(isinstance(item, DealRecord) for item in found) == len(list(csv.DictReader(handle)))
    assert sum(isinstance(item, TouchpointRecord) for item in found) == 106
