"""The CRM of the demo as Salesforce's weekly export writes it: one quoted CSV a table, times in UTC without a zone."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import field
from datetime import UTC, date, datetime
from typing import Final

from journey_tui.demo.days import Days
from journey_tui.demo.letters import Letter
from journey_tui.demo.meetings import Meeting
from journey_tui.demo.story import Cast, Company, Human, Item, Story, digest
from journey_tui.lean import dataclass

NONE: Final = "000000000000000AAA"
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"

Row = dict[str, str]


def record_id(prefix: str, *key: str) -> str:
    """Return an 18-character id for the key; the last three letters are Salesforce's checksum of the case."""
    body = f"{prefix}Tm{int(digest(prefix, *key)[:12], 16) % 10**10:010}"
    blocks = (body[n : n + 5] for n in (0, 5, 10))
    return body + "".join(_LETTERS[sum(1 << place for place, char in enumerate(block) if char.isupper())] for block in blocks)


@dataclass(slots=True)
class Tables:
    """The rows of each table, by its file name."""

    rows: dict[str, list[Row]] = field(default_factory=dict)

    def add(self, table: str, row: Row) -> None:
        """Add a row; columns it lacks stay empty."""
        self.rows.setdefault(table, []).append(row)

    def files(self) -> Iterable[tuple[str, str]]:
        """Yield each file's name and text."""
        for table, rows in self.rows.items():
            columns = list(dict.fromkeys(name for row in rows for name in row))
            out = io.StringIO()
            writer = csv.DictWriter(out, columns, restval="", quoting=csv.QUOTE_ALL, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
            yield f"{table}.csv", out.getvalue()


def stamp(moment: datetime) -> str:
    """Return a time as the export writes it."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S}"


def _system(moment: datetime, by: str) -> Row:
    at = stamp(moment)
    return {"CreatedDate": at, "CreatedById": by, "LastModifiedDate": at, "LastModifiedById": by, "SystemModstamp": at}


def user_id(key: str) -> str:
    """Return the id of one of the seller's people."""
    return record_id("005", key)


def add_people(tables: Tables, cast: Cast, stories: Iterable[Story], days: Days) -> None:
    """Add users, companies and contacts."""
    for user in cast.users.values():
        _user(tables, cast, user, days)
    companies = {story.company.key: story.company for story in stories} | cast.partners
    for company in companies.values():
        _account(tables, company, days)
    for human in cast.partner_people.values():
        _contact(tables, human, "callum", days.at(-188, "10:00", "UTC"))
    for story in stories:
        for key in story.own:
            if story.people[key].contact:
                _contact(tables, story.people[key], story.owner, days.at(story.created, "10:00", "UTC"))


def _user(tables: Tables, cast: Cast, user: Human, days: Days) -> None:
    first, _, last = user.name.partition(" ")
    tables.add("User", {
        "Id": user_id(user.key), "Username": user.mail, "LastName": last, "FirstName": first, "Name": user.name,
        "CompanyName": cast.seller.name, "Department": "Sales", "Title": user.title, "Email": user.mail, "IsActive": "1",
        "UserType": user.user_type, "TimeZoneSidKey": user.zone, "LocaleSidKey": "en_GB", "CurrencyIsoCode": "GBP",
        "ManagerId": user_id(user.manager) if user.manager else NONE, **_system(days.at(-195, "08:00", "UTC"), user_id("desmond")),
    })  # fmt: skip


def _account(tables: Tables, company: Company, days: Days) -> None:
    owner = user_id(company.owner)
    tables.add("Account", {
        "Id": record_id("001", company.key), "IsDeleted": "0", "MasterRecordId": NONE, "Name": company.name,
        "Type": "Channel Partner / Reseller" if company.partner else "Prospect", "ParentId": NONE, "BillingCity": company.city,
        "BillingCountry": company.country, "Website": f"https://www.{company.domain}", "Industry": company.industry,
        "CurrencyIsoCode": company.currency, "OwnerId": owner, "IsPartner": "1" if company.partner else "0",
        **_system(days.at(company.created, "09:00", "UTC"), owner),
    })  # fmt: skip


def _contact(tables: Tables, human: Human, owner: str, made: datetime) -> None:
    first, _, last = human.name.partition(" ")
    tables.add("Contact", {
        "Id": record_id("003", human.mail), "IsDeleted": "0", "MasterRecordId": NONE, "AccountId": record_id("001", human.account),
        "LastName": last, "FirstName": first, "Name": human.name, "Email": human.mail, "Title": human.title, "ReportsToId": NONE,
        "OwnerId": user_id(owner), **_system(made, user_id(owner)),
    })  # fmt: skip


def add_deal(tables: Tables, story: Story, days: Days) -> None:
    """Add the opportunity with its history, roles, tasks and some of its mails and meetings."""
    steps = [(item, _values(item)) for item in story.items if item.kind == "crm"]
    _history(tables, story, days, steps)
    _opportunity(tables, story, days, steps)
    for key in story.own:
        human = story.people[key]
        if human.role:
            tables.add("OpportunityContactRole", {
                "Id": record_id("00K", story.key, key), "OpportunityId": record_id("006", story.key), "Role": human.role,
                "ContactId": record_id("003", human.mail), "IsPrimary": "0", "IsDeleted": "0",
                **_system(days.at(story.created, "10:00", "UTC"), user_id(story.owner)),
            })  # fmt: skip
    for item in story.items:
        if item.kind == "task":
            _task(tables, story, item, days)


def _values(item: Item) -> dict[str, str]:
    return dict(part.strip().partition("=")[::2] for part in item.subject.split(";"))


def _opportunity(tables: Tables, story: Story, days: Days, steps: list[tuple[Item, dict[str, str]]]) -> None:
    item, now = steps[-1]
    made, owner = days.at(steps[0][0].day, steps[0][0].clock, story.zone), user_id(story.owner)
    changed = stamp(days.at(item.day, item.clock, story.zone))
    staged = next(one for one, values in steps if values["stage"] == now["stage"])
    tables.add("Opportunity", {
        "Id": record_id("006", story.key), "IsDeleted": "0", "AccountId": record_id("001", story.company.key), "IsPrivate": "0",
        "Name": story.name, "Description": "", "StageName": now["stage"], "Amount": f"{now['amount']}.00",
        "CloseDate": f"{days.on(int(now['close']))} 00:00:00", "Type": story.type, "NextStep": story.next_step, "LeadSource": "",
        "IsClosed": "1" if story.won or story.lost else "0", "IsWon": "1" if story.won else "0", "CurrencyIsoCode": story.currency,
        "OwnerId": owner, **_system(made, owner), "LastModifiedDate": changed, "SystemModstamp": changed,
        "LastStageChangeDate": stamp(days.at(staged.day, staged.clock, story.zone)), "ContactId": NONE,
        "PrimaryPartnerAccountId": record_id("001", story.partner) if story.partner else NONE,
    })  # fmt: skip


def _history(tables: Tables, story: Story, days: Days, steps: list[tuple[Item, dict[str, str]]]) -> None:
    """Add a row of OpportunityHistory a change; a few closing dates also stand in the field history, as where it is switched on."""
    before: dict[str, str] = {}
    for item, now in steps:
        at, by = days.at(item.day, item.clock, story.zone), user_id(item.by)
        tables.add("OpportunityHistory", {
            "Id": record_id("008", story.key, item.id), "OpportunityId": record_id("006", story.key), "CreatedById": by,
            "CreatedDate": stamp(at), "StageName": now["stage"], "Amount": f"{now['amount']}.00",
            "CloseDate": f"{days.on(int(now['close']))} 00:00:00", "FromOpportunityStageName": before.get("stage", ""),
            "CurrencyIsoCode": story.currency, "SystemModstamp": stamp(at), "IsDeleted": "0",
            "PrevAmount": f"{before['amount']}.00" if before.get("amount", now["amount"]) != now["amount"] else "",
        })  # fmt: skip
        if before and before["close"] != now["close"]:
            tables.add("OpportunityFieldHistory", {
                "Id": record_id("017", story.key, item.id), "IsDeleted": "0", "OpportunityId": record_id("006", story.key),
                "CreatedById": by, "CreatedDate": stamp(at), "Field": "CloseDate",
                "OldValue": f"{days.on(int(before['close']))}", "NewValue": f"{days.on(int(now['close']))}",
            })  # fmt: skip
        before = now


def _task(tables: Tables, story: Story, item: Item, days: Days) -> None:
    at = days.at(item.day, item.clock, story.zone)
    linked = int(digest(story.key, item.id, "link")[0], 16) < 6 or not item.to
    who = record_id("003", story.people[item.to[0]].mail) if item.to else NONE
    add_task(tables, record_id("00T", story.key, item.id), story, at, user_id(item.by), days.fill(item.subject),
             days.fill(item.body), item.flags.get("type", "Other"), who=who, linked=linked,
             due=days.on(int(item.flags["due"])) if "open" in item.flags else None)  # fmt: skip


def add_task(tables: Tables, native: str, story: Story, at: datetime, owner: str, subject: str, text: str, kind: str, *,
             who: str = NONE, linked: bool = True, due: date | None = None) -> None:  # fmt: skip
    """Add a task, open where it has a due date; without a link to the deal it hangs on a contact or the account, as most do."""
    done = due is None
    tables.add("Task", {
        "Id": native, "IsDeleted": "0", "WhoId": who, "WhatId": record_id("006", story.key) if linked else NONE, "Subject": subject,
        "ActivityDate": f"{due or at.date()} 00:00:00", "Status": "Completed" if done else "Not Started", "Priority": "Normal",
        "OwnerId": owner, "Description": text, "CurrencyIsoCode": story.currency, "Type": kind,
        "AccountId": NONE if who != NONE else record_id("001", story.company.key), "IsClosed": "1" if done else "0",
        **_system(at, owner), "TaskSubtype": "Call" if kind == "Call" else "Task", "CompletedDateTime": stamp(at) if done else "",
    })  # fmt: skip


def add_event(tables: Tables, story: Story, meeting: Meeting) -> None:
    """Add the CRM's copy of a meeting that took place: it hangs on a contact, not on the deal."""
    guest = next((who for who, _ in meeting.invited if who.side == "customer" and who.contact), None)
    owner = next((one for one in (meeting.organiser, *(who for who, _ in meeting.invited)) if one.side == "seller"), None)
    if guest is None or owner is None:
        return
    tables.add("Event", {
        "Id": record_id("00U", meeting.uid), "IsDeleted": "0", "WhoId": record_id("003", guest.mail), "WhatId": NONE,
        "Subject": meeting.title, "Location": "", "IsAllDayEvent": "0", "ActivityDateTime": stamp(meeting.start),
        "DurationInMinutes": str(meeting.minutes), "StartDateTime": stamp(meeting.start), "Description": "",
        "AccountId": NONE, "OwnerId": user_id(owner.key), "CurrencyIsoCode": story.currency, "Type": "Meeting", "IsChild": "0",
        **_system(meeting.created, user_id(owner.key)),
    })  # fmt: skip


def add_email(tables: Tables, story: Story, letter: Letter) -> None:
    """Add the CRM's copy of a mail; it has the message's own id, so that it is the same touchpoint."""
    tables.add("EmailMessage", {
        "Id": record_id("02s", letter.id), "ParentId": NONE, "IsDeleted": "0", "CreatedDate": stamp(letter.at),
        "CreatedById": user_id(story.owner), "Subject": letter.subject, "TextBody": letter.body(), "HtmlBody": "", "Headers": "",
        "FromName": letter.sender.name, "FromAddress": letter.sender.mail, "ToAddress": "; ".join(one.mail for one in letter.to),
        "CcAddress": "; ".join(one.mail for one in letter.cc), "Incoming": "1" if letter.sender.side != "seller" else "0",
        "Status": "3", "MessageDate": stamp(letter.at), "MessageIdentifier": letter.id, "RelatedToId": record_id("006", story.key),
    })  # fmt: skip
