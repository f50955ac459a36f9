"""Small raw files of a fictional seller, Halyard: what a CRM, a mailbox, a calendar and a call recorder would have exported."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

NOON = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0)
"""Today at noon: the commands look at the real clock, so the files move with it."""

DEAL, OTHER, THIRD = "0065f00000aB1cD", "0065f00000aB2eF", "0065f00000aB3gH"
"""Native ids: Brightwater's rollout, and two deals of Pinecrest."""
DEAL_18 = "0065f00000aB1cDAAT"
SELLER = "dana@halyard.example"
BUYER = "priya@brightwater.example"
FINANCE = "janet@brightwater.example"


def ago(days: float, now: datetime = NOON) -> datetime:
    """Return the moment that many days before `now`."""
    return now - timedelta(days=days)


# CRM -----------------------------------------------------------------------------------------------------------------

Table = dict[str, list[dict[str, str]]]


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S")


def _stages(now: datetime) -> list[tuple[datetime, str, str, str]]:
    """Return (when, stage, amount, close date) of Brightwater's rollout as the CRM recorded them."""
    far = ago(-40, now).strftime("%Y-%m-%d 00:00:00")
    near = ago(-20, now).strftime("%Y-%m-%d 00:00:00")
    return [
        (ago(60, now), "Prospecting", "120000.00", near),
        (ago(40, now), "Needs Analysis", "120000.00", near),
        (ago(12, now), "Proposal/Price Quote", "150000.00", far),
    ]


def crm(now: datetime = NOON, until: datetime | None = None) -> Table:
    """Return the tables of a weekly export made at `until`."""
    until = until or now
    made = _stamp(ago(90, now))
    base = {"IsDeleted": "0", "CreatedDate": made, "LastModifiedDate": made}
    users = [
        {"Id": "0055f00000uSR01", "Name": "Dana Ruiz", "Email": SELLER, "Title": "Account Executive"},
        {"Id": "0055f00000uSR02", "Name": "Tomas Lind", "Email": "tomas@halyard.example", "Title": "Account Executive"},
    ]
    accounts = [
        {"Id": "0015f00000aCC01", "Name": "Brightwater Foods", "Website": "https://www.brightwater.example"},
        {"Id": "0015f00000aCC02", "Name": "Pinecrest Clinics", "Website": "https://pinecrest.example"},
    ]
    contacts = [
        _contact("0035f00000cON01", "0015f00000aCC01", "Priya Nair", BUYER, "Head of Operations"),
        _contact("0035f00000cON02", "0015f00000aCC01", "Janet Boyle", FINANCE, "Chief Financial Officer"),
        _contact("0035f00000cON03", "0015f00000aCC02", "Omar Haddad", "omar@pinecrest.example", "IT Director"),
    ]
    stages = [row for row in _stages(now) if row[0] <= until]
    tables: Table = {
        "User": [{**base, **u, "Username": u["Email"], "IsActive": "1", "UserType": "Standard"} for u in users],
        "Account": [{**base, **a, "Type": "Prospect", "BillingCity": "", "OwnerId": "0055f00000uSR01"} for a in accounts],
        "Contact": [{**base, **c} for c in contacts],
        "Opportunity": [{**base, **row} for row in _deals(now, stages)],
        "OpportunityHistory": [_history(n, *row) for n, row in enumerate(stages, 1)],
        "OpportunityContactRole": [
            {**base, "Id": "00K5f00000rOL01", "OpportunityId": DEAL, "ContactId": "0035f00000cON01", "Role": "Business User",
             "IsPrimary": "1"},
        ],
        "Task": [{**base, **row} for row in _tasks(now, until)],
        "Event": [{**base, **row} for row in _events(now, until)],
    }  # fmt: skip
    return {name: rows for name, rows in tables.items() if rows}


def _contact(native: str, account: str, name: str, address: str, title: str) -> dict[str, str]:
    first, last = name.split(" ")
    return {
        "Id": native,
        "AccountId": account,
        "FirstName": first,
        "LastName": last,
        "Name": name,
        "Email": address,
        "Title": title,
    }


def _deals(now: datetime, stages: list[tuple[datetime, str, str, str]]) -> list[dict[str, str]]:
    when, stage, amount, close = stages[-1] if stages else _stages(now)[0]
    later = ago(-30, now).strftime("%Y-%m-%d 00:00:00")
    made = _stamp(ago(60, now))

    def deal(native: str, account: str, name: str, **fields: str) -> dict[str, str]:
        return {
            "Id": native, "AccountId": account, "Name": name, "StageName": "Prospecting", "Amount": "40000.00", "CloseDate": later,
            "IsClosed": "0", "IsWon": "0", "CurrencyIsoCode": "USD", "OwnerId": "0055f00000uSR02", "Type": "New Business",
            "CreatedDate": made, "LastModifiedDate": made, **fields,
        }  # fmt: skip

    return [
        deal(DEAL, "0015f00000aCC01", "Cold chain rollout", StageName=stage, Amount=amount, CloseDate=close,
             OwnerId="0055f00000uSR01", LastModifiedDate=_stamp(when)),
        deal(OTHER, "0015f00000aCC02", "Clinic rollout"),
        deal(THIRD, "0015f00000aCC02", "Pharmacy labels", StageName="Closed Won", IsClosed="1", IsWon="1",
             CloseDate=ago(45, now).strftime("%Y-%m-%d 00:00:00")),
    ]  # fmt: skip


def _history(number: int, when: datetime, stage: str, amount: str, close: str) -> dict[str, str]:
    return {
        "Id": f"0085f00000hIS0{number}", "OpportunityId": DEAL, "CreatedById": "0055f00000uSR01", "CreatedDate": _stamp(when),
        "StageName": stage, "Amount": amount, "CloseDate": close, "IsDeleted": "0",
    }  # fmt: skip


def _tasks(now: datetime, until: datetime) -> list[dict[str, str]]:
    when = ago(33, now)
    row = {
        "Id": "00T5f00000tAS01", "WhatId": DEAL, "WhoId": "0035f00000cON01", "Subject": "Notes from the site visit",
        "Description": "Priya says spoilage is their worst problem; she wants her COO to see the numbers.", "Status": "Completed",
        "ActivityDate": when.strftime("%Y-%m-%d 00:00:00"), "TaskSubtype": "Task", "OwnerId": "0055f00000uSR01",
        "CreatedById": "0055f00000uSR01", "CreatedDate": _stamp(when), "IsClosed": "1",
    }  # fmt: skip
    return [row] if when <= until else []


def _events(now: datetime, until: datetime) -> list[dict[str, str]]:
    when = ago(34, now)
    row = {
        "Id": "00U5f00000eVE01", "WhatId": DEAL, "WhoId": "0035f00000cON01", "Subject": "Site visit Brightwater",
        "StartDateTime": _stamp(when), "EndDateTime": _stamp(when + timedelta(hours=2)), "DurationInMinutes": "120",
        "OwnerId": "0055f00000uSR01", "CreatedById": "0055f00000uSR01", "CreatedDate": _stamp(when), "Description": "",
    }  # fmt: skip
    return [row] if when <= until else []


def write_crm(folder: Path, tables: Table) -> Path:
    """Write one CSV a table, every value quoted as Salesforce does."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        names = list(dict.fromkeys(key for row in rows for key in row))
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, names, restval="", quoting=csv.QUOTE_ALL)
            writer.writeheader()
            writer.writerows(rows)
    return folder


# Mail ----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Mail:
    """One message."""

    key: str
    at: datetime
    sender: str
    to: str
    subject: str
    body: str
    replies: tuple[str, ...] = ()
    """Keys of the messages it answers, the root first."""
    headers: tuple[str, ...] = field(default=())

    @property
    def native(self) -> str:
        """Return its Message-ID."""
        return f"<{self.key}@mail.example>"

    @property
    def text(self) -> str:
        """Return the message as it lies in a mailbox."""
        lines = [
            f"Message-ID: {self.native}", f"Date: {self.at:%a, %d %b %Y %H:%M:%S} +0000", f"From: {self.sender}", f"To: {self.to}",
            f"Subject: {self.subject}", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", *self.headers,
        ]  # fmt: skip
        if self.replies:
            ids = [f"<{key}@mail.example>" for key in self.replies]
            lines += [f"In-Reply-To: {ids[-1]}", f"References: {' '.join(ids)}"]
        return "\n".join(lines) + "\n\n" + self.body + "\n"


DANA = f"Dana Ruiz <{SELLER}>"
PRIYA = f"Priya Nair <{BUYER}>"
JANET = f"Janet Boyle <{FINANCE}>"


def mails(now: datetime = NOON) -> list[Mail]:
    """Return eight messages: a conversation of five, a machine's, a private one, and one that fits no deal."""
    return [
        Mail("m1", ago(38, now), DANA, PRIYA, "Cold chain rollout", "Hi Priya,\n\nWhat would have to change for this to be worth it?\n\nDana"),
        Mail("m2", ago(37, now), PRIYA, DANA, "Re: Cold chain rollout",
             "Hi Dana,\n\nWe lost two pallets of dairy last month because nobody saw the temperature rise. "
             "We need to cut spoilage from 6% to under 2% by the end of June.\n\nPriya", ("m1",)),
        Mail("m3", ago(20, now), DANA, PRIYA, "Re: Cold chain rollout",
             "Thanks Priya. Who signs for something of this size?\n\nDana", ("m1", "m2")),
        Mail("m4", ago(19, now), PRIYA, DANA, "Re: Cold chain rollout",
             "Janet Boyle signs anything over 50K. The board decides on 12 March, and our security team needs your "
             "questionnaire before that.\n\nPriya\n\nOn that day, Dana Ruiz wrote:\n> Thanks Priya. Who signs for something of this size?\n",
             ("m1", "m2", "m3")),
        Mail("m5", ago(8, now), JANET, DANA, "Re: Cold chain rollout",
             "Dana,\n\nI can approve up to 200K myself. Must-have for us: alerts within five minutes.\n\nJanet", ("m1", "m4")),
        Mail("m6", ago(7, now), "Fleet News <no-reply@updates.example>", DANA, "Your weekly digest", "All the news.", (),
             ("List-Unsubscribe: <https://updates.example/u>", "Precedence: bulk")),
        Mail("m7", ago(6, now), "Sam <sam@gmail.com>", DANA, "Saturday", "Football at ten?"),
        Mail("m8", ago(5, now), "Omar Haddad <omar@pinecrest.example>", DANA, "Clinic rollout",
             "Dana,\n\nWe are also looking at Frostline. Can you send the price list by Friday?\n\nOmar"),
    ]  # fmt: skip


def write_mbox(path: Path, messages: Iterable[Mail]) -> Path:
    """Write the messages as an mbox."""
    path.parent.mkdir(parents=True, exist_ok=True)
    parts = [f"From - {m.at:%a %b %d %H:%M:%S %Y}\n{m.text.replace(chr(10) + 'From ', chr(10) + '>From ')}\n" for m in messages]
    path.write_text("".join(parts), encoding="utf-8")
    return path


# Calendar and calls --------------------------------------------------------------------------------------------------


def meeting(start: datetime, made: datetime, *, uid: str = "review-1@halyard.example", subject: str = "Board preparation") -> str:
    """Return a calendar with one meeting that Priya accepted."""

    def stamp(moment: datetime) -> str:
        return moment.strftime("%Y%m%dT%H%M%SZ")

    return "\r\n".join(
        [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Halyard//EN", "BEGIN:VEVENT", f"UID:{uid}", f"DTSTAMP:{stamp(made)}",
            f"CREATED:{stamp(made)}", f"DTSTART:{stamp(start)}", f"DTEND:{stamp(start + timedelta(hours=1))}",
            f"SUMMARY:{subject}", f"ORGANIZER;CN=Dana Ruiz:mailto:{SELLER}",
            f"ATTENDEE;CN=Dana Ruiz;PARTSTAT=ACCEPTED:mailto:{SELLER}",
            f"ATTENDEE;CN=Priya Nair;PARTSTAT=ACCEPTED:mailto:{BUYER}", "END:VEVENT", "END:VCALENDAR", "",
        ]
    )  # fmt: skip


def vtt(lines: Sequence[tuple[str, str]]) -> str:
    """Return a recording's captions."""
    parts = ["WEBVTT", ""]
    for n, (speaker, words) in enumerate(lines):
        parts += [f"00:{n:02}:00.000 --> 00:{n:02}:40.000", f"<v {speaker}>{words}", ""]
    return "\n".join(parts)


CALL = [
    ("Dana Ruiz", "Thanks for making the time, Priya."),
    ("Priya Nair", "Sure. I've mentioned you to our CTO and she wants to join the next one."),
    ("Dana Ruiz", "Great, and what happens if nothing changes?"),
    ("Priya Nair", "Then we lose the supermarket contract in the spring, that is the problem."),
]


def write_calls(folder: Path, now: datetime = NOON, until: datetime | None = None) -> None:
    """Write two transcripts: captions with speakers, and text with times."""
    folder.mkdir(parents=True, exist_ok=True)
    until = until or now
    first, second = ago(30, now), ago(15, now)
    if first <= until:
        (folder / f"{first:%Y-%m-%d} Brightwater Foods - Cold chain rollout.vtt").write_text(vtt(CALL))
    if second <= until:
        text = (
            f"Title: Brightwater Foods - Cold chain rollout\nDate: {second:%Y-%m-%d} 10:00\n\n"
            "[00:00:05] Dana Ruiz: Shall we go through the steps?\n"
            "[00:00:12] Priya Nair: Legal is backed up until the end of the month, so the contract goes to them first.\n"
        )
        (folder / f"{second:%Y-%m-%d} Brightwater Foods.txt").write_text(text)


def write_all(folder: Path, now: datetime = NOON, until: datetime | None = None) -> Path:
    """Write everything that had happened by `until` (else by `now`) below `folder`."""
    until = until or now
    write_crm(folder / "crm", crm(now, until))
    write_mbox(folder / "mail" / "dana.mbox", [m for m in mails(now) if m.at <= until])
    (folder / "calendar").mkdir(parents=True, exist_ok=True)
    if ago(21, now) <= until:
        (folder / "calendar" / "dana.ics").write_text(meeting(ago(-4, now), ago(21, now)), newline="")
    write_calls(folder / "calls", now, until)
    return folder


def zipped(folder: Path, target: Path) -> Path:
    """Pack a folder as the weekly export does."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(folder).as_posix())
    return target


def hostile(text: str) -> list[str]:
    """Return the text with what could steer a terminal or a renderer in front of, inside and behind it."""
    return [
        f"\x1b]52;c;ZXZpbA==\x07{text}", f"{text}\x1b[31mred\x1b[0m", f"\x9b2J{text}", f"{text}\u202etxt", f"[bold]{text}[/x]",
        f"[@click=app.quit]{text}[/]", f"{text}\x00\x07\x08", f"\x1b]0;title\x1b\\{text}", f"{text}\r\nX: y", f"{text}\u2028{text}",
    ]  # fmt: skip


def changed(tables: Table, table: str, native: str, **fields: str) -> Table:
    """Return the tables with one row changed."""
    return {
        name: [{**row, **fields} if name == table and row["Id"] == native else row for row in rows]
        for name, rows in tables.items()
    }


def copied(mail: Mail, *headers: str) -> Mail:
    """Return the same message as another mailbox holds it: with headers of its own way."""
    return replace(mail, headers=(*mail.headers, *headers))
