"""The demo's raw files: readable with the standard library, as many as promised, the same each time, moving with today."""

from __future__ import annotations

import csv
import hashlib
import mailbox
import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest

from journey_tui.demo import DEMO_USER_ADDRESS, write_demo
from journey_tui.demo.days import Days

CUES = (
    "reduce churn by 15% by Q3", "from 14 days to under 5", "improve retention", "not the priority any more", "I can approve up to",
    "Janet signs anything over 50K", "goes to our CFO", "above my pay grade", "Maria handles it since the reorg", "must-have",
    "our scorecard", "something that just works", "you don't have HIPAA", "decision by end of Q1", "board meets in March",
    "probably 4–6 weeks", "probably 4-6 weeks", "pushing to next quarter", "send the MSA to", "security questionnaire",
    "standard procurement", "legal is backed up until", "we lost a customer because", "before the audit", "could be better",
    "we've learned to live with it", "I've mentioned you to our CTO", "I'll set up time with", "happy to help",
    "not sure I can sell it internally", "I may be moving teams", "we're also looking at", "engineering could build it",
    "leaning toward", "might stay with what we have",
)  # fmt: skip
"""The cues that the product's documents quote; real people say it in their own words."""


def rows(raw: Path, table: str) -> list[dict[str, str]]:
    with (raw / "salesforce" / f"{table}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file, strict=True))


def messages(raw: Path) -> list[mailbox.mboxMessage]:
    return [message for path in sorted((raw / "mail").iterdir()) for message in mailbox.mbox(path, create=False)]


def occurrences(calendar: str) -> int:
    events = calendar.split("BEGIN:VEVENT")[1:]
    return sum(int(found[1]) if (found := re.search(r"COUNT=(\d+)", event)) else 1 for event in events)


def fingerprint(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_every_table_is_a_csv_whose_rows_fit_its_header(raw: Path) -> None:
    tables = {path.stem for path in (raw / "salesforce").iterdir()}
    assert tables >= {
        "Account", "Contact", "Opportunity", "OpportunityHistory", "OpportunityFieldHistory", "OpportunityContactRole", "User",
        "Task", "Event", "EmailMessage",
    }  # fmt: skip
    for table in tables:
        for row in rows(raw, table):
            assert None not in row
            assert None not in row.values()


def test_ids_are_unique_and_every_link_leads_somewhere(raw: Path) -> None:
    ids = Counter(row["Id"] for path in (raw / "salesforce").iterdir() for row in rows(raw, path.stem))
    assert max(ids.values()) == 1
    assert all(re.fullmatch(r"[0-9A-Za-z]{15}[A-Z0-5]{3}", one) for one in ids)
    for table in ("Opportunity", "Contact", "Task", "Event", "OpportunityHistory", "OpportunityContactRole"):
        for row in rows(raw, table):
            links = [
                row[name] for name in ("AccountId", "OwnerId", "WhoId", "WhatId", "OpportunityId", "ContactId") if name in row
            ]
            assert all(link in ids for link in links if link != "000000000000000AAA")


def test_at_least_24_deals_in_three_channels(raw: Path) -> None:
    deals = rows(raw, "Opportunity")
    assert len(deals) >= 24
    assert {row["Type"] for row in deals} == {"New Business", "Reseller", "Add-on"}
    partnered = [row for row in deals if row["PrimaryPartnerAccountId"] != "000000000000000AAA"]
    assert {row["Type"] for row in partnered} == {"Reseller"}
    assert {row["IsWon"] for row in deals if row["IsClosed"] == "1"} == {"0", "1"}
    assert max(Counter(row["AccountId"] for row in deals).values()) == 2


def test_the_demo_person_owns_about_ten_deals(raw: Path) -> None:
    mine = next(row["Id"] for row in rows(raw, "User") if row["Email"] == DEMO_USER_ADDRESS)
    assert 9 <= sum(row["OwnerId"] == mine and row["IsClosed"] == "0" for row in rows(raw, "Opportunity")) <= 12


def test_about_3000_touchpoints_over_nine_months(raw: Path, today: date) -> None:
    mails = {message["Message-ID"]: parsedate_to_datetime(message["Date"]) for message in messages(raw)}
    calendars = {
        event.partition("UID:")[2].partition("\r\n")[0]: occurrences("BEGIN:VEVENT" + event)
        for path in (raw / "calendar").iterdir()
        for event in path.read_bytes().decode().replace("\r\n ", "").split("BEGIN:VEVENT")[1:]
    }
    calls = list((raw / "calls").iterdir())
    total = len(mails) + sum(calendars.values()) + len(calls) + len(rows(raw, "Task"))
    assert 2_700 <= total <= 3_600
    span = max(mails.values()) - min(mails.values())
    assert timedelta(days=255) <= span <= timedelta(days=290)
    assert max(mails.values()) < datetime(today.year, today.month, today.day, tzinfo=UTC)


def test_all_four_transcript_formats_occur(raw: Path) -> None:
    assert {path.suffix for path in (raw / "calls").iterdir()} == {".vtt", ".srt", ".txt", ".md"}


def test_mail_is_whole_threads_lead_to_a_message_and_boundaries_close(raw: Path) -> None:
    known = {message["Message-ID"] for message in messages(raw)}
    for message in messages(raw):
        assert message.defects == []
        assert message["From"]
        assert message["To"]
        assert set((message["References"] or "").split()) <= known
        for part in message.walk():
            assert part.defects == []
            if not part.is_multipart():
                payload = part.get_payload(decode=True)
                assert isinstance(payload, bytes)
                payload.decode(part.get_content_charset() or "us-ascii")


def test_the_styles_of_mail_that_the_stories_promise_all_occur(raw: Path) -> None:
    whole = "".join(path.read_text("utf-8") for path in (raw / "mail").iterdir())
    for sign in ("________________________________\nFrom:", "gmail_quote", "divRplyFwdMsg", "\n> On ", "text/calendar", "attachment;",
                 "display:none", "Auto-Submitted: auto-replied", "List-Post", "X-Outreach-Sequence"):  # fmt: skip
        assert sign in whole


def test_calendars_are_closed_folded_and_name_their_zones(raw: Path) -> None:
    for path in (raw / "calendar").iterdir():
        text = path.read_bytes().decode()
        assert text.startswith("BEGIN:VCALENDAR\r\n")
        assert text.endswith("END:VCALENDAR\r\n")
        assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
        assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT") > 0
        plain = text.replace("\r\n ", "")
        assert set(re.findall(r"TZID=([^:;]+):", plain)) <= set(re.findall(r"TZID:(\S+)", plain))


def everything(raw: Path) -> str:
    """Return all text that people or machines wrote, mail decoded."""
    parts = [path.read_text("utf-8") for folder in ("calls", "salesforce") for path in (raw / folder).iterdir()]
    parts += [path.read_bytes().decode().replace("\r\n ", "") for path in (raw / "calendar").iterdir()]
    for message in messages(raw):
        parts.append(str(message["Subject"]))
        for part in message.walk():
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                text = payload.decode(part.get_content_charset() or "us-ascii")
                parts.append(text.replace("\n ", "") if part.get_content_subtype() == "calendar" else text)
    return re.sub(r"\s+", " ", re.sub(r"\r?\n[> ]*", " ", "\n".join(parts)))


def test_no_quoted_cue_is_said_verbatim(raw: Path) -> None:
    text = everything(raw).replace("’", "'")
    assert [cue for cue in CUES if cue.casefold() in text.casefold()] == []
    assert re.findall(r".{30}\bPO\b.{10}", text) == []


def test_only_example_domains_occur(raw: Path) -> None:
    text = everything(raw)
    found = {domain.casefold() for domain in re.findall(r"@([\w.-]+\.\w+)", text)}
    found |= {domain.casefold() for domain in re.findall(r"https?://([\w.-]+)", text)}
    assert {domain for domain in found if not domain.rstrip(".").endswith(".example")} == set()


def test_the_same_day_gives_the_same_bytes(raw: Path, today: date, tmp_path: Path) -> None:
    write_demo(tmp_path / "again", today)
    assert fingerprint(raw) == fingerprint(tmp_path / "again")


@pytest.mark.parametrize("later", [date(2027, 3, 18), date(2027, 3, 20), date(2027, 3, 21), date(2027, 12, 27), date(2028, 1, 3)])
def test_dates_move_with_today_and_stay_on_working_days(later: date, tmp_path: Path) -> None:
    write_demo(tmp_path, later)
    hand_written = [m for m in messages(tmp_path) if not re.search(r"\.n\d+\.", m["Message-ID"])]
    moments = [parsedate_to_datetime(message["Date"]) for message in hand_written]
    assert {moment.weekday() for moment in moments} <= {0, 1, 2, 3, 4}
    assert max(moments).date() < later
    assert later - max(moments).date() <= timedelta(days=8)
    for path in (tmp_path / "calls").iterdir():
        assert date.fromisoformat(path.name[:10]) < later


def test_replies_come_after_what_they_answer(raw: Path) -> None:
    at = {message["Message-ID"]: parsedate_to_datetime(message["Date"]) for message in messages(raw)}
    for message in messages(raw):
        if message["In-Reply-To"]:
            assert at[message["In-Reply-To"]] < at[message["Message-ID"]]


def test_weekdays_in_texts_are_those_of_the_dates() -> None:
    days = Days(date(2026, 11, 23))
    assert days.fill("{+1} {-1} {+1:usd} {+3:nth} {+6:de}") == (
        "Tuesday 24 November Friday 20 November Tuesday, November 24 26th Dienstag, 1. Dezember"
    )
    weekend = Days(date(2026, 11, 22))
    assert (weekend.on(-1), weekend.on(1)) == (date(2026, 11, 20), date(2026, 11, 23))
