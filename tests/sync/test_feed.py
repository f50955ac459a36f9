"""Sources that are kept in sync: what changed comes in, once; what did not costs nothing; what is wrong is said."""

from __future__ import annotations

import os
import shutil
import time
from datetime import timedelta
from pathlib import Path

import pytest

from journey_tui.data import syncing
from journey_tui.data.reader import load_freshness
from journey_tui.data.sqlite import open_reader
from journey_tui.data.store import ensure_store, writing
from journey_tui.settings import Settings, SourceSettings, WorkerSettings
from journey_tui.sources.records import Skipped, TouchpointRecord
from journey_tui.sources.sandbox import Sandbox
from journey_tui.sync import feed
from journey_tui.sync.hands import Hands
from journey_tui.sync.jobs import PlainJobs
from journey_tui.sync.round import Bench
from journey_tui.sync.worker import wanted_of
from tests import raw, tiny
from tests.sync.conftest import bring, told


class Desk:
    """A store, a folder that is kept in sync with it, and rounds on demand."""

    def __init__(self, base: Path) -> None:
        self.store = base / "synced" / "journey.db"
        self.folder = base / "source"
        self.folder.mkdir()
        self.scratch = base / "scratch"
        self.scratch.mkdir()
        self.now = time.time
        self.worker = WorkerSettings(settle=timedelta(0))
        ensure_store(self.store)

    @property
    def settings(self) -> Settings:
        return Settings(sources=(SourceSettings(path=self.folder, name="all"),), worker=self.worker)

    def round(self) -> syncing.Source:
        """Do one round; returns how the source stands then."""
        with writing(self.store) as connection:
            found = syncing.register(connection, wanted_of(self.settings))
        bench = Bench(self.store, self.settings, tiny.rules, self.scratch, now=self.now)
        said: list[dict[str, object]] = []
        hands = Hands(bench, PlainJobs, linger_s=0.0, said=said.append)
        hands.order({"sync": [source.id for source in found]})
        hands.run()
        self.said = said
        return self.source()

    def source(self) -> syncing.Source:
        connection = open_reader(self.store)
        try:
            return syncing.sources(connection)[0]
        finally:
            connection.close()

    def rows(self, query: str) -> list[tuple[object, ...]]:
        connection = open_reader(self.store)
        try:
            return connection.execute(query).fetchall()
        finally:
            connection.close()

    def mails(self) -> list[str]:
        return [str(row[0]) for row in self.rows("SELECT subject FROM touchpoint WHERE deleted=0 ORDER BY at")]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def letter(number: int, words: str = "") -> bytes:
    """Return one message of an mbox."""
    day = f"{1 + number % 27:02}"
    return (
        f"From a@b.example Mon Sep {day} 10:00:00 2026\nFrom: Ann <a@b.example>\nTo: c@d.example\nDate: {day} Sep 2026 10:{number % 60:02}:00 +0000\n"
        f"Message-ID: <{number}@b.example>\nSubject: letter {number}\n\nWords of letter {number}. {words}\n\n"
    ).encode()


def test_a_round_ends_where_an_import_does(desk, source, store):
    shutil.copytree(source, desk.folder, dirs_exist_ok=True)
    assert desk.round().state == "ok"
    shown = told(desk.store)
    expected = told(store)
    assert [row[0] for row in shown["touchpoints"]] == [row[0] for row in expected["touchpoints"]]
    assert [(row[0], row[1]) for row in shown["evidence"]] == [(row[0], row[1]) for row in expected["evidence"]]
    assert set(desk.source().kinds.split()) == {"calendar", "mail", "salesforce", "transcript"}


def test_what_has_not_changed_is_not_opened_again(desk, source, monkeypatch):
    shutil.copytree(source, desk.folder, dirs_exist_ok=True)
    desk.round()
    before = told(desk.store)
    monkeypatch.setattr(feed, "identify", lambda *_, **__: pytest.fail("a file was opened"))
    assert desk.round().state == "ok"
    assert desk.said == [{"ended": "sync", "of": "1", "outcome": "ok"}]
    assert told(desk.store) == before


def test_a_mailbox_that_grows_is_read_on_from_where_it_was(desk, monkeypatch):
    box = desk.folder / "in.mbox"
    box.write_bytes(b"".join(letter(n) for n in range(5)))
    desk.round()
    starts = []
    whole = feed.Part
    monkeypatch.setattr(feed, "Part", lambda start, *rest, **more: starts.append(start) or whole(start, *rest, **more))
    with box.open("ab") as file:
        file.write(letter(5) + letter(6))
    desk.round()
    assert starts == [len(b"".join(letter(n) for n in range(4)))]
    assert desk.mails() == [f"letter {n}" for n in range(7)]
    assert desk.rows("SELECT records, touchpoints, skipped, state FROM source_file") == [(7, 7, 0, "ok")]


def test_a_large_mailbox_comes_in_by_parts(desk, monkeypatch):
    monkeypatch.setattr(feed, "MESSAGES_AT_ONCE", 3)
    (desk.folder / "in.mbox").write_bytes(b"".join(letter(n) for n in range(10)))
    desk.round()
    assert len(desk.mails()) == 10
    assert desk.rows("SELECT records, touchpoints FROM source_file") == [(10, 10)]


def test_a_message_that_was_cut_off_when_it_was_read_is_replaced_by_the_whole_one(desk):
    box = desk.folder / "in.mbox"
    box.write_bytes(letter(0) + letter(1)[:110])  # ends in the middle of the headers, before its Message-ID
    desk.round()
    with box.open("ab") as file:
        file.write(letter(1)[110:] + letter(2))
    desk.round()
    assert desk.mails() == ["letter 0", "letter 1", "letter 2"]


def test_a_mailbox_that_was_written_anew_is_read_from_the_beginning(desk):
    box = desk.folder / "in.mbox"
    box.write_bytes(letter(0) + letter(1))
    desk.round()
    box.write_bytes(letter(7) + letter(1) + letter(8))
    desk.round()
    assert sorted(desk.mails()) == ["letter 0", "letter 1", "letter 7", "letter 8"]


def test_a_state_that_comes_back_is_read_again(desk):
    box = desk.folder / "in.mbox"
    for content in (letter(0), letter(0) + letter(1), letter(0)):
        box.write_bytes(content)
        assert desk.round().fingerprint.startswith("1:")
    box.write_bytes(letter(0) + letter(1) + letter(2))
    desk.round()
    assert len(desk.mails()) == 3


def test_flags_of_a_maildir_change_nothing(desk, monkeypatch):
    for name in ("cur", "new", "tmp"):
        (desk.folder / name).mkdir()
    fresh = desk.folder / "new" / "1.host"
    fresh.write_bytes(letter(3).split(b"\n", 1)[1])
    desk.round()
    assert desk.mails() == ["letter 3"]
    fresh.rename(desk.folder / "cur" / "1.host:2,S")
    before = desk.source().fingerprint
    assert desk.round().fingerprint == before
    assert desk.rows("SELECT COUNT(*) FROM source_file") == [(1,)]


def test_a_file_that_is_being_written_waits_for_the_next_round(desk):
    desk.worker = WorkerSettings(settle=timedelta(seconds=30))
    (desk.folder / "old.mbox").write_bytes(letter(0))
    os.utime(desk.folder / "old.mbox", (1_700_000_000, 1_700_000_000))
    growing = desk.folder / "being-written.mbox"
    growing.write_bytes(letter(1))
    waiting = desk.round()
    assert desk.mails() == ["letter 0"]
    assert waiting.synced_at is None
    assert waiting.behind_since is not None
    desk.now = lambda: time.time() + 60
    done = desk.round()
    assert desk.mails() == ["letter 0", "letter 1"]
    assert done.behind_since is None
    assert done.synced_at is not None


def test_a_file_from_the_future_is_read(desk):
    desk.worker = WorkerSettings(settle=timedelta(seconds=30))
    box = desk.folder / "in.mbox"
    box.write_bytes(letter(0))
    os.utime(box, (time.time() + 86_400 * 400,) * 2)
    desk.round()
    assert desk.mails() == ["letter 0"]


def test_a_folder_that_is_gone_is_said_and_keeps_what_it_brought(desk):
    (desk.folder / "in.mbox").write_bytes(letter(0))
    synced = desk.round().synced_at
    shutil.rmtree(desk.folder)
    gone = desk.round()
    assert gone.state == "unreachable"
    assert "not there" in gone.error
    assert str(desk.folder) in gone.remedy
    assert gone.synced_at == synced
    assert gone.failures == 1
    assert desk.mails() == ["letter 0"]
    desk.folder.mkdir()
    empty = desk.round()
    assert "empty" in empty.error
    (desk.folder / "in.mbox").write_bytes(letter(0) + letter(1))
    back = desk.round()
    assert (back.state, back.error, back.failures) == ("ok", "", 0)
    assert len(desk.mails()) == 2


def test_a_folder_with_too_many_files_is_said(desk):
    desk.worker = WorkerSettings(settle=timedelta(0), most_files=10)
    for number in range(11):
        (desk.folder / f"{number}.eml").write_bytes(b"")
    found = desk.round()
    assert found.state == "too_large"
    assert "most_files" in found.remedy


def test_tables_come_in_with_those_beside_them(desk, source):
    tables = list(Path(source).rglob("*.csv"))
    first, rest = tables[:1], tables[1:]
    for path in first:
        shutil.copy(path, desk.folder)
    desk.round()
    for path in rest:
        shutil.copy(path, desk.folder)
    desk.round()
    names = {Path(str(row[0])).name for row in desk.rows("SELECT path FROM source_file WHERE state='ok'")}
    assert names == {path.name for path in tables}
    assert desk.rows("SELECT COUNT(*) FROM deal")[0][0] > 0


def test_asking_for_a_sync_tries_again_what_could_not_be_read(desk):
    (desk.folder / "a.vtt").write_bytes(b"WEBVTT\n\nnothing\x00\x01")
    desk.round()
    known = desk.rows("SELECT COUNT(*) FROM sync_file")
    with writing(desk.store) as connection:
        connection.execute("UPDATE source_file SET state='failed'")
        assert syncing.ask(connection, raw.NOON) == 1
    assert desk.source().asked_at is not None
    assert known == [(1,)]
    desk.round()
    assert desk.source().asked_at is None


def test_a_source_is_as_fresh_as_its_last_complete_round(desk):
    (desk.folder / "in.mbox").write_bytes(letter(0))
    desk.round()
    connection = open_reader(desk.store)
    mail = next(one for one in load_freshness(connection) if one.kind == "mail")
    assert mail.interval_s == 300
    assert mail.synced_at is not None
    assert int(mail.synced_at.timestamp()) == desk.source().synced_at


def test_a_source_that_the_settings_name_no_more_is_left_alone(desk):
    (desk.folder / "in.mbox").write_bytes(letter(0))
    desk.round()
    with writing(desk.store) as connection:
        assert syncing.register(connection, []) == []
        assert len(syncing.sources(connection, everything=True)) == 1
    assert desk.mails() == ["letter 0"]


@pytest.mark.parametrize("bad", [(3,), (0,), (2, 3), (6,)])
def test_a_message_that_ends_the_process_that_reads_it_is_passed_over(desk, monkeypatch, bad):
    run = Sandbox.run

    def dying(self, call, *args, file="", **options):
        place = ""
        for parsed in run(self, call, *args, file=file, **options):
            if isinstance(parsed, TouchpointRecord) and parsed.subject in {f"letter {n}" for n in bad}:
                self.lost = True
                yield Skipped(str(args[0]), place, "reading it ended the process that reads", "Export it again.")
                return
            place = f"after {parsed.source.locator}"
            yield parsed
        self.lost = False

    monkeypatch.setattr(Sandbox, "run", dying)
    box = desk.folder / "in.mbox"
    box.write_bytes(b"".join(letter(n) for n in range(7)))
    state = desk.round()
    assert desk.mails() == [f"letter {n}" for n in range(7) if n not in bad]
    assert state.state == "partly"
    with box.open("ab") as file:
        file.write(letter(7))
    desk.round()
    assert "letter 7" in desk.mails()


def test_what_cannot_be_opened_is_named_among_the_sources(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "broken.zip").write_bytes(b"PK\x03\x04 not an archive at all")
    store = tmp_path / "store" / "journey.db"
    assert bring(store, folder).skipped
    connection = open_reader(store)
    assert connection.execute("SELECT state FROM source_file").fetchall() == [("failed",)]
    assert "damaged" in connection.execute("SELECT reason FROM skip").fetchone()[0]
    connection.close()


@pytest.mark.parametrize("name", ["in.mbox", "a.eml", "b.vtt"])
def test_a_file_that_is_gone_for_a_moment_is_read_the_next_time(desk, monkeypatch, name):
    words = b"WEBVTT\n\nNOTE Date: 2026-09-01\n\n00:00:01.000 --> 00:00:03.000\n<v Ann>Hello there, how are you?\n"
    (desk.folder / name).write_bytes(letter(1) if name != "b.vtt" else words)
    away = desk.folder / "away"
    whole = feed.identify

    def vanishing(paths, **options):
        found = list(whole(paths, **options))
        (desk.folder / name).rename(away)
        return found

    monkeypatch.setattr(feed, "identify", vanishing)
    waiting = desk.round()
    away.rename(desk.folder / name)
    monkeypatch.setattr(feed, "identify", whole)
    assert waiting.behind_since is not None
    done = desk.round()
    assert desk.rows("SELECT COUNT(*) FROM touchpoint") == [(1,)]
    assert (done.behind_since, done.state) == (None, "ok")


def test_a_message_that_is_read_again_keeps_what_the_crm_linked_it_to(desk):
    box = desk.folder / "in.mbox"
    box.write_bytes(letter(1)[:-12])
    desk.round()
    with writing(desk.store) as connection:
        connection.execute('UPDATE body SET links=\'{"deal_ids": ["salesforce:main:006"]}\'')
    with box.open("ab") as file:
        file.write(letter(1)[-12:])
    desk.round()
    assert desk.mails() == ["letter 1"]
    assert "salesforce:main:006" in str(desk.rows("SELECT links FROM body")[0][0])
