"""Write Salesforce exports for the tests, and read them."""

import csv
from pathlib import Path
from typing import TypeVar

from journey_tui.sources.crm import parse_tables
from journey_tui.sources.records import (
    Parsed,
)

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
