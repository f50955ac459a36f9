"""One export is read as a whole: each table by its dialect, in any order, whatever is broken in it."""

import json
import random
from collections import Counter
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from journey_tui.sources.crm import parse_tables, recognise_table
from journey_tui.sources.records import DealRecord, Skipped, TouchpointRecord
from journey_tui.text import clean
from tests.conftest import sample_data
from tests.sources.salesforce_cases import DEAL, OPPORTUNITY, TASK, Export, deal, task


@pytest.fixture
def export(tmp_path: Path) -> Export:
    return Export(tmp_path)


@pytest.mark.parametrize(
    ("headers", "name", "wanted"),
    [
        ("Id,AccountId,Name,StageName,CloseDate", "anything.csv", ("salesforce", "Opportunity", True)),
        ("id,account_id,name,stage_name,close_date", "x.csv", ("salesforce", "Opportunity", True)),
        ("ID,ACCOUNT_ID,NAME,STAGE_NAME,CLOSE_DATE", "x.csv", ("salesforce", "Opportunity", True)),
        ("Id,OpportunityId,StageName,CreatedDate", "x.csv", ("salesforce", "OpportunityHistory", True)),
        ("Id,OpportunityId,ContactId,Role", "x.csv", ("salesforce", "OpportunityContactRole", True)),
        ("Id,Subject,ActivityDate,Status,WhatId", "x.csv", ("salesforce", "Task", True)),
        ("Id,Subject,StartDateTime,OwnerId", "x.csv", ("salesforce", "Event", True)),
        ("Id,LastName,AccountId,Email", "x.csv", ("salesforce", "Contact", True)),
        ("Id,Name,Website,Industry", "x.csv", ("salesforce", "Account", True)),
        ("Id,Name,OwnerId,CreatedDate,IsDeleted", "Campaign.csv", ("salesforce", "Campaign", False)),
        ("a,b,c", "x.csv", ("", "", False)),
    ],
)
def test_tables_are_recognised(headers: str, name: str, wanted: tuple[str, str, bool]) -> None:
    found = recognise_table(headers.split(","), name)
    assert (found.crm, found.object, found.used) == wanted


def test_ids_decide_where_columns_are_few(export: Export) -> None:
    export.table("part1.csv", "Id,Name,Owner Name,StageName", [DEAL, "North", "Lee", "Prospecting"])
    export.table(
        "part2.csv",
        "Id,Subject,Description,CreatedDate",
        ["00TA0000000000AAA0", "Call", "They want June.", "2026-05-04 10:00:00"],
    )
    assert [d.id for d in export.of(DealRecord)] == [f"salesforce:main:{DEAL}"]
    assert len(export.of(TouchpointRecord)) == 1


def test_the_order_of_the_files_does_not_matter(export: Export) -> None:
    export.table("Task.csv", TASK, task(Subject="They asked for a date"))
    export.table("Opportunity.csv", OPPORTUNITY, deal(Description="2026-05-04: They asked for a date\n2026-05-05: Plan sent"))
    export.table(
        "User.csv", "Id,Username,Name,Email,UserType", ["005A0000000000AAA0", "l@s.test", "Lee Park", "l@s.test", "Standard"]
    )
    one = {getattr(item, "id", ""): item for item in parse_tables(export.files)}
    other = {getattr(item, "id", ""): item for item in parse_tables(export.files[::-1])}
    assert one == other


def test_a_broken_member_does_not_stop_the_others(export: Export) -> None:
    export.table("Opportunity.csv", OPPORTUNITY, deal())
    (export.folder / "Account.csv").write_bytes(b"PK\x03\x04" + bytes(50))
    export.files.append((str(export.folder / "Account.csv"), "Account.csv"))
    export.files.append((str(export.folder / "gone.csv"), "gone.csv"))
    assert len(export.of(DealRecord)) == 1
    assert {s.file for s in export.of(Skipped)} == {"Account.csv", "gone.csv"}
    assert all(s.remedy for s in export.of(Skipped))


def test_unknown_tables_beside_a_crms_are_counted_unless_they_may_be_activities(export: Export) -> None:
    export.table("Opportunity.csv", OPPORTUNITY, deal())
    export.table("rates.csv", "currency,rate", ["EUR", "1"], ["USD", "2"])
    export.table("chat.csv", "sent_date,body,notes", ["2026-01-01", "hi", "x"])
    run = parse_tables(export.files)
    assert [item.file for item in run if isinstance(item, Skipped)] == ["chat.csv"]
    assert run.ignored["rates.csv"] == 2


def test_tables_of_one_export_agree_on_the_order_of_day_and_month(export: Export) -> None:
    head = "Id,Name,StageName,CloseDate"
    export.table("a.csv", head, [DEAL, "A", "x", "03/04/2026"])
    export.table("b.csv", head, ["006A0000000000BAA0", "B", "x", "25/04/2026"])
    assert [str(d.close_date) for d in export.of(DealRecord)] == ["2026-04-03", "2026-04-25"]


def test_a_table_that_shows_the_order_only_at_its_end_is_read_right(export: Export) -> None:
    rows = [[f"006A00000000{n:04d}AA", "A", "x", "03/04/2026"] for n in range(400)] + [
        ["006A000000009999AA", "A", "x", "25/04/2026"]
    ]
    export.table("a.csv", "Id,Name,StageName,CloseDate", *rows)
    assert {str(d.close_date) for d in export.of(DealRecord)} == {"2026-04-03", "2026-04-25"}


def test_an_order_that_nothing_shows_is_told(export: Export) -> None:
    export.table("a.csv", "Id,Name,StageName,CloseDate", [DEAL, "A", "x", "03/04/2026"])
    run = parse_tables(export.files)
    assert len(list(run)) == 1
    assert [notice.file for notice in run.notices] == ["a.csv"]


def test_a_zone_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="Mars"):
        parse_tables([], zone="Mars")


def test_the_org_is_part_of_every_id(export: Export) -> None:
    export.table("Opportunity.csv", OPPORTUNITY, deal())
    (found,) = export.of(DealRecord, org="emea")
    assert found.id == f"salesforce:emea:{DEAL}"
    assert found.account_id.startswith("salesforce:emea:")


def texts(value: Any) -> list[str]:
    """Return every text in a record."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for item in value for text in texts(item)]
    return [text for f in fields(value) for text in texts(getattr(value, f.name))] if is_dataclass(value) else []


_EVIL = [
    "\x1b]0;x\x07",
    "\x1b[2J",
    "\u202e",
    "\x00",
    '"',
    '""',
    ",",
    ";",
    "\n",
    "\r",
    "[/x]",
    "\ufeff",
    "2026-02-30",
    "9" * 400,
    "\x9b31m",
    "{",
    "@",
]


@pytest.mark.parametrize("seed", range(12))
def test_mutated_tables_never_break_and_never_leave_anything_unclean(tmp_path: Path, seed: int) -> None:
    source = Export(tmp_path)
    source.table("Opportunity.csv", OPPORTUNITY, deal(), deal("006A0000000000BAA0", Description="2026-01-01: x"))
    source.table(
        "Task.csv", TASK, task(), task("00TA0000000000BAA0", TaskSubtype="Email", Description="To: a@b.test\nSubject: x\n\nHi")
    )
    source.table("deals.csv", "Record ID,Deal Name,Deal Stage,Amount,Deal owner", ["7", "N", "x", "1", "lee"])
    dice = random.Random(seed)
    for path, _ in source.files:
        for _ in range(25):
            content = Path(path).read_text(encoding="utf-8", errors="replace")
            at = dice.randrange(len(content))
            evil = dice.choice(_EVIL)
            Path(path).write_text(
                content[:at] + evil + content[at + dice.randrange(3) :], encoding="utf-8", errors="replace", newline=""
            )
        for item in parse_tables(source.files):
            assert [text for text in texts(item) if text != clean(text)] == []
            if isinstance(item, TouchpointRecord):
                assert all(0 <= s.start <= s.end <= len(item.text) for s in item.segments)


def test_hostile_strings_load_as_plain_names(export: Export) -> None:
    place = sample_data() / "hostile" / "naughty_strings" / "blns.json"
    strings = json.loads(place.read_text(encoding="utf-8"))
    rows = [
        deal(f"006A00000000{n:04d}AA", Name=text, StageName="Prospecting", Description=text) for n, text in enumerate(strings)
    ]
    export.table("Opportunity.csv", OPPORTUNITY, *rows)
    found = export.all()
    assert Counter(type(item).__name__ for item in found)["DealRecord"] == len(strings)
    assert [text for item in found for text in texts(item) if text != clean(text)] == []
