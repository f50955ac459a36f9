"""Tables that no CRM claims: known by their columns, or by a mapping that Journey proposes."""

from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from journey_tui.domain.model import Kind
from journey_tui.sources.crm import MappingError, TableKind, parse_tables, propose_mapping, recognise_table
from journey_tui.sources.generic_mapping import read_mapping
from journey_tui.sources.records import AccountRecord, DealRecord, Skipped, TouchpointRecord, UserRecord
from tests.conftest import sample_data
from tests.sources.test_salesforce import Export

P = "table:main:"
ODD = "Vorgang,Thema,Wo stehen wir,Volumen,Bis"


@pytest.fixture
def export(tmp_path: Path) -> Export:
    return Export(tmp_path)


@pytest.mark.parametrize(
    "headers",
    [
        "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value",
        "Opportunity Name,Stage,Amount,Close Date,Opportunity Owner,Account Name",
        "Deal,Company,Value,Status,Expected Close Date,Owner",
        "Nr,Kunde,Bezeichnung,Phase,Wert,Verantwortlich",
        "Client,Affaire,Étape,Montant,Responsable",
        "案件名,顧客名,フェーズ,金額,担当者",
    ],
)
def test_deals_are_known_by_their_columns(headers: str) -> None:
    assert recognise_table(headers.split(","), "x.csv") == TableKind("generic", "deals")


@pytest.mark.parametrize(
    "headers", ["id,title,status,priority", "Name,Status", "date,notes,customer", "Table,Field,Description", ODD]
)
def test_what_is_not_certain_is_not_guessed(headers: str) -> None:
    assert recognise_table(headers.split(","), "x.csv").object != "deals"


def test_a_pipeline_with_its_teams_and_accounts(export: Export) -> None:
    export.table(
        "sales_teams.csv",
        "sales_agent,manager,regional_office",
        ["Lee Park", "Ada Moss", "West"],
        ["Kim Ito", "Ada Moss", "West"],
    )
    export.table("accounts.csv", "account,sector,revenue,employees,subsidiary_of", ["Nord", "x", "1", "2", "Konzern"])
    export.table(
        "sales_pipeline.csv",
        "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value",
        ["A1", "Lee Park", "Core", "Nord", "Won", "20-10-2025", "01-03-2026", "1054"],
        ["A2", "Kim Ito", "Core", "", "Engaging", "05-11-2025", "", ""],
        ["A3", "Kim Ito", "Add-on", "Neu", "Lost", "05-11-2025", "02-02-2026", "0"],
    )
    first, second, third = export.of(DealRecord)
    assert (first.id, first.name, first.amount) == (P + "A1", "Nord - Core", Decimal(1054))
    assert (first.close_date, first.created_at) == (date(2026, 3, 1), datetime(2025, 10, 20, tzinfo=UTC))
    assert (first.closed, first.won, third.won, second.closed) == (True, True, False, None)
    assert (second.account_id, second.account_name, second.name) == ("", "", "Core")
    assert second.created_at == datetime(2025, 11, 5, tzinfo=UTC)
    people = {user.name: user for user in export.of(UserRecord)}
    assert people["Lee Park"].manager_id == people["Ada Moss"].id
    assert first.owner_id == people["Lee Park"].id
    assert {account.name: account.id for account in export.of(AccountRecord)} == {
        "Nord": first.account_id,
        "Neu": third.account_id,
    }
    assert not export.of(Skipped)


def test_deals_without_ids_keep_theirs_from_import_to_import(export: Export) -> None:
    head = "Deal Name,Company,Stage,Amount"
    rows = [["Ausbau", "Nord", "Angebot", "1"], ["Ausbau", "Nord", "Angebot", "2"], ["Ausbau", "Süd", "Angebot", "3"]]
    export.table("deals.csv", head, *rows)
    first = [deal.id for deal in export.of(DealRecord)]
    assert len(set(first)) == 3
    assert [deal.id for deal in export.of(DealRecord)] == first


def test_a_crm_report_keeps_salesforce_ids(export: Export) -> None:
    export.table(
        "report.csv", "Opportunity ID,Opportunity Name,Stage,Amount", ["006A00000000001", "North", "Prospecting", "USD 1,200.00"]
    )
    (found,) = export.of(DealRecord)
    assert found.id.startswith("salesforce:main:006A00000000001")
    assert len(found.id) == len("salesforce:main:") + 18
    assert (found.amount, found.currency) == (Decimal("1200.00"), "USD")


def test_activities_find_their_deal_by_id_or_name(export: Export) -> None:
    export.table("deals.csv", "Deal ID,Deal Name,Stage,Value,Owner", ["d1", "Nord Ausbau", "Angebot", "5", "Lee Park"])
    export.table("log.csv", "Date,Type,Subject,Notes,Deal,Contact Email,Owner",
                 ["2026-05-04 10:00", "Call", "Plan", "They want June.", "Nord Ausbau", "jo@nord.test", "Lee Park"],
                 ["2026-05-05", "Note", "x", "y", "d1", "", ""], ["soon", "Note", "x", "y", "d1", "", ""])  # fmt: skip
    found = export.of(TouchpointRecord)
    assert [(t.kind, t.deal_ids) for t in found] == [(Kind.CALL, (P + "d1",)), (Kind.NOTE, (P + "d1",))]
    assert [(p.address, p.role) for p in found[0].parties] == [("jo@nord.test", "to")]
    assert [(s.speaker, found[0].text[s.start : s.end]) for s in found[0].segments] == [("Lee Park", "They want June.")]
    assert {s.place for s in export.of(Skipped)} == {"row 3"}


def rows_of(n: int) -> list[list[str]]:
    return [
        [
            f"V-{i}",
            f"Ausbau Werk {i}",
            ["offen", "in Arbeit", "unterschrieben"][i % 3],
            f"{i}.000,00 €",
            f"{i % 28 + 1:02d}.05.2026",
        ]
        for i in range(1, n)
    ]


def test_unknown_columns_are_named_with_the_way_out(export: Export) -> None:
    export.table("liste.csv", ODD, *rows_of(12))
    (skipped,) = export.all()
    assert isinstance(skipped, Skipped)
    assert skipped.file == "liste.csv"
    assert "Wo stehen wir" in skipped.reason
    assert "--mapping" in skipped.remedy


def test_the_proposed_mapping_loads_the_table_it_was_proposed_for(export: Export) -> None:
    export.table("liste.csv", ODD, *rows_of(12))
    text = propose_mapping(export.files[0][0])
    assert 'stage = "Wo stehen wir"  # e.g. "in Arbeit"' in text
    mapping = export.folder / "m.toml"
    mapping.write_text(text + '\n[stages]\nwon = ["Unterschrieben"]\n')
    deals = export.of(DealRecord, mapping=str(mapping))
    assert len(deals) == 11
    assert (deals[0].id, deals[0].stage, deals[0].name) == (P + "V-1", "in Arbeit", "Ausbau Werk 1")
    assert (deals[0].amount, deals[0].close_date) == (Decimal("1000.00"), date(2026, 5, 2))
    assert {(d.stage, d.won) for d in deals} == {("offen", None), ("in Arbeit", None), ("unterschrieben", True)}


def test_a_proposal_says_what_it_could_not_find(tmp_path: Path) -> None:
    place = tmp_path / "x.csv"
    place.write_text('A,"B ""q"""\n1,x\n')
    text = propose_mapping(str(place))
    assert '# stage = "..."  # needed' in text
    assert '"B \\"q\\""' in text
    (tmp_path / "y.csv").write_bytes(b"")
    with pytest.raises(MappingError, match=r"y\.csv: the file is empty"):
        propose_mapping(str(tmp_path / "y.csv"))


@pytest.mark.parametrize(
    ("text", "key", "word"),
    [
        ("[deal", "", "TOML"),
        ("", "[deal]", "missing"),
        ('[deals]\nid = "x"', "[deals]", "did you mean deal?"),
        ('[deal]\nname = "x"', "[deal] stage", "missing"),
        ('[deal]\nnmae = "x"\nstage = "y"', "[deal] nmae", "did you mean name?"),
        ('[deal]\nname = 5\nstage = "y"', "[deal] name", "column"),
        ("deal = 5", "[deal]", "section"),
        ('[deal]\nname = "x"\nstage = "y"\n[stages]\nwon = 5', "[stages] won", "list"),
        ('[deal]\nname = "x"\nstage = "y"\n[file]\ndate_order = "iso"', "[file] date_order", "day-first"),
        ('[deal]\nname = "x"\nstage = "y"\n[file]\nencoding = "klingon"', "[file] encoding", "klingon"),
    ],
)
def test_a_broken_mapping_names_file_key_and_remedy(tmp_path: Path, text: str, key: str, word: str) -> None:
    place = tmp_path / "m.toml"
    place.write_text(text)
    with pytest.raises(MappingError) as caught:
        read_mapping(str(place))
    assert caught.value.file == "m.toml"
    assert caught.value.key == key
    assert caught.value.remedy
    assert word in str(caught.value)


def test_a_mapping_for_other_columns_is_named(export: Export) -> None:
    export.table("liste.csv", ODD, *rows_of(3))
    mapping = export.folder / "m.toml"
    mapping.write_text('[deal]\nname = "Thema"\nstage = "Status"\n')
    found = export.of(Skipped, mapping=str(mapping))
    note = next(s for s in found if s.file == "m.toml")
    assert (note.place, "Status" in note.reason, "Wo stehen wir" in note.remedy) == ("[deal] stage", True, True)
    with pytest.raises(MappingError):
        parse_tables(export.files, mapping=str(export.folder / "gone.toml"))


def test_a_mapping_says_order_encoding_and_currency(export: Export) -> None:
    export.table("liste.csv", "Thema,Lage,Summe,Datum", ["Größe", "offen", "5", "03/04/2026"], encoding="cp1250")
    mapping = export.folder / "m.toml"
    mapping.write_text(
        '[deal]\nname="Thema"\nstage="Lage"\namount="Summe"\nclose="Datum"\n[file]\nencoding="cp1250"\ndate_order="day-first"\ncurrency="EUR"\n'
    )
    (found,) = export.of(DealRecord, mapping=str(mapping))
    assert (found.name, found.close_date, found.currency) == ("Größe", date(2026, 4, 3), "EUR")


def test_json_lines_of_deals(export: Export) -> None:
    place = export.folder / "deals.jsonl"
    place.write_text(
        '{"id": "d1", "deal": "Nord", "stage": "Angebot", "value": 12.30}\nnot json\n{"id": "d2", "deal": "Süd", "stage": "Won"}\n'
    )
    export.files.append((str(place), "deals.jsonl"))
    assert [(d.id, d.amount) for d in export.of(DealRecord)] == [(P + "d1", Decimal("12.30")), (P + "d2", None)]
    (bad,) = export.of(Skipped)
    assert bad.place == "line 2"


def test_the_sample_pipeline_loads_with_deals_that_have_no_account() -> None:
    folder = sample_data() / "crm" / "maven_pipeline" / "data"
    found = list(parse_tables([(str(path), path.name) for path in folder.glob("*.csv")]))
    deals = [item for item in found if isinstance(item, DealRecord)]
    assert len({deal.id for deal in deals}) == 8800
    assert sum(not deal.account_id for deal in deals) == 1425
    assert not [item for item in found if isinstance(item, Skipped)]
    assert Counter(deal.won for deal in deals)[True] == 4238
    people = [item for item in found if isinstance(item, UserRecord)]
    assert sum(bool(user.manager_id) for user in people) == 35
    assert {user.manager_id for user in people} - {""} <= {user.id for user in people}
