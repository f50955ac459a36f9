"""Importing again changes nothing, a changed record updates in place, and nothing is ever doubled."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from journey_tui.data.rows import segments_of
from journey_tui.data.sqlite import open_reader
from journey_tui.domain.codec import encode
from journey_tui.workspace import Workspace
from tests import raw
from tests.sync.conftest import bring, dump, told


def one(store: Path, query: str, *values: Any) -> Any:
    connection = open_reader(store)
    try:
        return connection.execute(query, values).fetchone()
    finally:
        connection.close()


def deal_id(store: Path, native: str = raw.DEAL) -> str:
    return Workspace(store, now=raw.NOON).find(native)[0].deal_id


def test_everything_is_read_and_placed(store: Path) -> None:
    workspace = Workspace(store, now=raw.NOON)
    rows = workspace.timeline(deal_id(store), limit=100)
    assert {row.source.kind for row in rows} == {"salesforce", "mail", "calendar", "transcript"}
    assert [row.source.native_id for row in workspace.unmatched()] == []
    aside = {row.id for row in workspace.unmatched(everything=True)}
    assert aside == {"mail:-:m6@mail.example", "mail:-:m7@mail.example"}


def test_every_touchpoint_says_what_it_is(store: Path) -> None:
    workspace = Workspace(store, now=raw.NOON)
    ids = [row.deal_id for row in workspace.triage(mine=False, closed=True).rows]
    rows = [row for deal in ids for row in workspace.timeline(deal, limit=100)] + workspace.unmatched(everything=True)
    assert len(rows) == one(store, "SELECT COUNT(*) FROM touchpoint")[0]
    for row in rows:
        source = encode(row.source)
        missing = [name for name in ("kind", "file", "native_id", "locator", "hash") if not source[name]]
        assert missing == [], (row.id, missing)
        assert Path(row.source.file).exists()
        assert row.at.utcoffset() is not None
        for name in ("zone", "actor", "origin_rule", "why"):
            assert getattr(row, name), (row.id, name)
        assert row.direction in ("in", "out", "internal")


def test_the_second_import_changes_nothing(store: Path, source: Path) -> None:
    before = dump(store)
    again = bring(store, source)
    assert (again.changed, again.records, again.unchanged, again.files) == (0, 0, 12, 12)
    assert dump(store) == before


def test_the_same_records_in_other_files_change_nothing_but_the_list_of_files(store: Path, source: Path, tmp_path: Path) -> None:
    before = dump(store, without=("source_file",))
    packed = raw.zipped(source, tmp_path / "weekly.zip")
    again = bring(store, packed)
    assert again.changed == 0
    assert again.records > 0
    assert again.skipped == []
    assert dump(store, without=("source_file",)) == before


def test_a_zip_tells_the_same_as_its_folder(store: Path, source: Path, tmp_path: Path) -> None:
    packed, other = raw.zipped(source, tmp_path / "weekly.zip"), tmp_path / "zip" / "journey.db"
    bring(other, packed)
    assert [row[:2] for row in told(other)["touchpoints"]] == [row[:2] for row in told(store)["touchpoints"]]
    assert len(told(other)["evidence"]) == len(told(store)["evidence"]) >= 4
    assert one(other, "SELECT path FROM source_file WHERE kind='mail'")[0] == f"{packed}/mail/dana.mbox"


def test_one_file_at_a_time_ends_in_the_same_story(store: Path, source: Path, tmp_path: Path) -> None:
    other = tmp_path / "single" / "journey.db"
    files = sorted(path for path in source.rglob("*") if path.is_file() and path.parent.name != "crm")
    for file in [*files, source / "crm"]:
        bring(other, file)
    assert told(other) == told(store)


def test_a_changed_deal_updates_in_place(store: Path, tmp_path: Path) -> None:
    tables = raw.changed(raw.crm(), "Opportunity", raw.DEAL, Amount="99000.00", LastModifiedDate="2099-01-01 00:00:00")
    report = bring(store, raw.write_crm(tmp_path / "next", tables))
    assert report.changed == 1
    assert one(store, "SELECT amount FROM deal WHERE native_id LIKE ?", raw.DEAL + "%")[0] == "99000"
    assert one(store, "SELECT COUNT(*) FROM deal")[0] == 3
    triage = {row.deal_id: row.amount for row in Workspace(store, now=raw.NOON).triage(mine=False).rows}
    assert str(triage[deal_id(store)]) == "99000"


def test_an_older_export_does_not_turn_a_deal_back(store: Path, tmp_path: Path) -> None:
    old = raw.write_crm(tmp_path / "old", raw.crm(until=raw.ago(30)))
    bring(store, old)
    assert one(store, "SELECT stage FROM deal WHERE native_id LIKE ?", raw.DEAL + "%")[0] == "Proposal/Price Quote"


def test_a_changed_note_is_read_again(store: Path, tmp_path: Path) -> None:
    before = one(store, "SELECT COUNT(*) FROM touchpoint")[0]
    words = "Priya said: I've mentioned you to our CTO."
    tables = raw.changed(raw.crm(), "Task", "00T5f00000tAS01", Description=words)
    bring(store, raw.write_crm(tmp_path / "next", tables))
    assert one(store, "SELECT COUNT(*) FROM touchpoint")[0] == before
    found = "SELECT quote.value FROM evidence e JOIN touchpoint t ON t.id=e.touchpoint_id, json_each(e.detail) quote"
    assert one(store, f"{found} WHERE quote.key='quote' AND t.kind='note'")[0] == "I've mentioned you to our CTO"
    again = raw.changed(raw.crm(), "Task", "00T5f00000tAS01", Description="Nothing of the kind.")
    bring(store, raw.write_crm(tmp_path / "last", again))
    assert one(store, f"{found} WHERE quote.key='quote' AND t.kind='note'") is None


def test_what_the_crm_deleted_counts_no_longer(store: Path, tmp_path: Path) -> None:
    said = raw.changed(raw.crm(), "Task", "00T5f00000tAS01", Description="I've mentioned you to our CTO.")
    bring(store, raw.write_crm(tmp_path / "said", said))
    count = "SELECT COUNT(*) FROM evidence e JOIN touchpoint t ON t.id=e.touchpoint_id WHERE t.kind='note'"
    assert one(store, count)[0] == 1
    bring(store, raw.write_crm(tmp_path / "gone", raw.changed(said, "Task", "00T5f00000tAS01", IsDeleted="1")))
    assert one(store, count)[0] == 0
    reading = Workspace(store, now=raw.NOON).deal(deal_id(store)).reading
    assert not any("note" in touchpoint for r in reading.requirements for line in r.sums for touchpoint in line.evidence)


def test_the_same_message_in_two_mailboxes_is_one_touchpoint(store: Path, tmp_path: Path) -> None:
    before = one(store, "SELECT COUNT(*) FROM touchpoint")[0]
    copies = [raw.copied(m, "Received: from a.example by b.example; Mon, 1 Jan 2024 00:00:00 +0000") for m in raw.mails()]
    report = bring(store, raw.write_mbox(tmp_path / "tomas.mbox", copies))
    assert report.records == 8
    assert report.changed == 0
    assert one(store, "SELECT COUNT(*) FROM touchpoint")[0] == before


def _logged(related: str = raw.OTHER) -> raw.Table:
    """Return an EmailMessage of a mail that nobody could place by its words: from a free address."""
    message = {
        "Id": "02s5f00000eML01", "Subject": "Saturday", "TextBody": "Football at ten?", "FromAddress": "sam@gmail.com",
        "FromName": "Sam", "ToAddress": raw.SELLER, "MessageDate": f"{raw.ago(6):%Y-%m-%d %H:%M:%S}", "Incoming": "1", "Status": "3",
        "MessageIdentifier": "<m7@mail.example>", "RelatedToId": related, "CreatedById": "0055f00000uSR01",
        "CreatedDate": f"{raw.ago(6):%Y-%m-%d %H:%M:%S}", "IsDeleted": "0",
    }  # fmt: skip
    return {"EmailMessage": [message]}


@pytest.mark.parametrize("crm_first", [True, False])
def test_a_mail_in_crm_and_mailbox_is_one_and_keeps_the_link(tmp_path: Path, source: Path, crm_first: bool) -> None:
    store = tmp_path / "own" / "journey.db"
    logged = raw.write_crm(tmp_path / "logged", _logged())
    order = [logged, source / "mail"] if crm_first else [source / "mail", logged]
    bring(store, source / "crm")
    for path in order:
        bring(store, path)
    rows = one(store, "SELECT COUNT(*), MAX(deal_id), MAX(file_id) FROM touchpoint WHERE message_id LIKE '%m7@mail.example%'")
    assert rows[:2] == (1, deal_id(store, raw.OTHER))
    assert one(store, "SELECT kind FROM source_file WHERE id=?", rows[2])[0] == "mail"
    before = dump(store)
    assert bring(store, source / "mail", logged).changed == 0
    assert dump(store) == before


def test_mail_from_before_the_deal_is_placed_when_the_deal_comes(tmp_path: Path, source: Path) -> None:
    store = tmp_path / "own" / "journey.db"
    bring(store, source / "mail", source / "calendar", source / "calls")
    assert one(store, "SELECT COUNT(*) FROM touchpoint WHERE deal_id<>''")[0] == 0
    report = bring(store, source / "crm")
    assert report.matched > 0
    workspace = Workspace(store, now=raw.NOON)
    ids = {row.id for row in workspace.timeline(deal_id(store), limit=100)}
    assert {f"mail:-:m{n}@mail.example" for n in range(1, 6)} <= ids
    assert workspace.deal(deal_id(store)).evidence


def test_another_zone_moves_the_crms_times(store: Path, source: Path) -> None:
    query = "SELECT at, zone FROM touchpoint WHERE subject='Site visit Brightwater'"
    utc = one(store, query)[0]
    report = bring(store, source / "crm", zone="Etc/GMT+5")
    assert report.changed > 0
    assert one(store, query)[0] == utc + 5 * 3600
    assert bring(store, source / "crm", zone="Etc/GMT+5").unchanged == 8


@pytest.mark.usefixtures("tiny_rules")
def test_what_was_assigned_stays_assigned(store: Path, source: Path) -> None:
    workspace = Workspace(store, now=raw.NOON)
    workspace.assign("mail:-:m7@mail.example", deal_id(store))
    place = "SELECT deal_id, match_reason FROM touchpoint WHERE id='mail:-:m7@mail.example'"
    assert one(store, place) == (deal_id(store), "assigned by a person")
    bring(store, raw.write_mbox(source.parent / "again.mbox", raw.mails()), source)
    assert one(store, place)[0] == deal_id(store)
    workspace.undo()
    assert one(store, place)[0] == ""
    workspace.redo()
    assert one(store, place)[0] == deal_id(store)
    workspace.assign("mail:-:m7@mail.example", "")
    assert one(store, place) == ("", "no deal: set aside by a person")


def test_what_is_worth_knowing_about_a_table_reaches_the_report_and_the_store(tmp_path):
    folder = tmp_path / "crm"
    folder.mkdir()
    head = "Id,Name,StageName,Amount,CloseDate,Name\n"
    (folder / "Opportunity.csv").write_bytes(
        f"{head}0061t00000AbCdEAAV,Caf\xe9 roll-out,Proposal,100,2026-12-01,again\n".encode("cp1252")
    )
    store = tmp_path / "store" / "journey.db"
    report = bring(store, folder)
    told = " ".join(notice.reason for notice in report.notices)
    assert "Windows-1252" in told
    assert "columns with the same name" in told
    assert report.skipped == []
    connection = open_reader(store)
    state, message = connection.execute("SELECT state, message FROM source_file").fetchone()
    connection.close()
    assert state == "ok"
    assert "Windows-1252" in message


def test_a_voice_in_a_call_that_nobody_knows_is_nobodys(store: Path, source: Path, tmp_path: Path) -> None:
    call = [*raw.CALL, ("Speaker 3", "We lose forty hours a week on that."), ("Otto Unbekannt", "I sign everything here.")]
    path = tmp_path / next(source.rglob("*Cold chain rollout.vtt")).name
    path.write_text(raw.vtt(call))
    bring(store, path)
    rows = one(store, "SELECT b.segments FROM touchpoint t JOIN body b ON b.pk=t.pk WHERE b.text LIKE '%forty hours a week%'")
    sides = {segment.speaker: str(segment.side) for segment in segments_of(rows[0])}
    assert {sides["Speaker 3"], sides["Otto Unbekannt"]} == {"other"}
    assert "customer" in sides.values()
