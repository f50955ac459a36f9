"""Files that are still being written: left until they are still, said to be so, never said to be broken while they grow."""

from __future__ import annotations

import io
import json
import os
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from journey_tui.data import syncing
from journey_tui.data.waiting import waiting_files
from journey_tui.settings import WorkerSettings
from journey_tui.sync import feed
from journey_tui.workspace import Workspace
from tests.sources.test_endings import EVENT
from tests.sync.test_feed import Desk, letter
from tests.sync.test_worker import Box, box, until  # noqa: F401

SETTLE = 3.0
BEGAN = 1_790_000_000.0


class Writing(Desk):
    """A desk at which a file grows bit by bit while the clock goes on."""

    def __init__(self, base: Path) -> None:
        super().__init__(base)
        self.worker = WorkerSettings(settle=timedelta(seconds=SETTLE))
        self.at = BEGAN
        self.now = lambda: self.at

    def write(self, name: str, content: bytes) -> None:
        """Write a file as of now."""
        (self.folder / name).write_bytes(content)
        os.utime(self.folder / name, (self.at, self.at))

    def waits(self) -> dict[str, str]:
        """Return what waits, and what is missing of it, as Sources has it."""
        shown = Workspace(self.store).synced_sources()[0].waiting
        return {Path(one.file).name: one.reason for one in shown}

    def trouble(self) -> list[tuple[object, ...]]:
        """Return what is said to be broken."""
        return self.rows("SELECT place, reason FROM skip") + self.rows("SELECT path, state FROM source_file WHERE state<>'ok'")


@pytest.fixture
def desk(tmp_path: Path) -> Writing:
    return Writing(tmp_path)


def archive() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("inner.mbox", letter(1) + letter(2))
    return made.getvalue()


TALK = b"WEBVTT\n\nNOTE Date: 2026-09-01\n\n" + b"".join(
    f"00:00:{n:02}.000 --> 00:00:{n + 1:02}.000\n<v Ann>Sentence {n} of what we agreed.\n\n".encode() for n in range(9)
)
MEETINGS = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + EVENT + EVENT.replace(b"1@x", b"2@x") + b"END:VCALENDAR\r\n"
TASKS = b"Date,Type,Subject,Notes,Owner,Deal\n" + b"".join(
    f'2026-09-0{n},Call,Check {n},"Two depots, then {n} more.",Dana Ruiz,Depot sensors\n'.encode() for n in range(1, 6)
)
GROWING = {
    "export.zip": (archive(), "SELECT COUNT(*) FROM touchpoint WHERE kind='email'", 2),
    "in.mbox": (letter(1) + letter(2), "SELECT COUNT(*) FROM touchpoint WHERE kind='email'", 2),
    "team.ics": (MEETINGS, "SELECT COUNT(*) FROM touchpoint WHERE kind='meeting'", 2),
    "call.vtt": (TALK, "SELECT COUNT(*) FROM touchpoint t JOIN body b ON b.pk=t.pk WHERE b.text LIKE '%Sentence 8%'", 1),
    "activities.csv": (TASKS, "SELECT COUNT(*) FROM touchpoint WHERE kind='call'", 5),
}


@pytest.mark.parametrize("name", GROWING)
def test_a_file_that_grows_is_left_alone_and_read_whole_when_it_is_done(desk, name):
    """It grows by pieces of any length, with pauses longer than `settle`: at no moment is it said to be broken, or read in part."""
    content, query, number = GROWING[name]
    cuts = [len(content) * part // 7 - 3 for part in range(1, 7)]
    for at in cuts:
        desk.write(name, content[:at])
        for later in (0.5, SETTLE + 1):
            desk.at += later
            desk.round()
            assert desk.trouble() == []
            if not content[:at].endswith((b"\n", b"\r")):
                assert name in desk.waits()
                assert desk.source().behind_since is not None
    desk.write(name, content)
    desk.at += SETTLE + 1
    desk.round()
    desk.at += SETTLE + 1
    desk.round()
    assert desk.waits() == {}
    assert desk.trouble() == []
    assert desk.rows(query) == [(number,)]
    assert desk.source().behind_since is None


@pytest.mark.parametrize("name", GROWING)
def test_a_file_that_stays_cut_off_is_said_to_be_with_the_remedy_and_the_whole_one_takes_its_place(desk, name):
    content, query, number = GROWING[name]
    at = content.rindex(b"-->") + 5 if name == "call.vtt" else len(content) - 20
    desk.write(name, content[:at])
    desk.at += 30
    desk.round()
    assert list(desk.waits()) == [name]
    assert desk.waits()[name]
    assert desk.trouble() == []
    desk.at += 31
    desk.round()
    assert desk.waits() == {}
    assert desk.source().state == "partly"
    places = Workspace(desk.store).sources_view().skipped
    assert any("cut off" in one.reason and one.remedy for one in places)
    desk.write(name, content)
    desk.at += SETTLE + 1
    desk.round()
    assert desk.trouble() == []
    assert desk.rows(query) == [(number,)]
    assert desk.source().state == "ok"


def test_a_file_that_was_cut_off_long_ago_is_said_to_be_at_once(desk):
    desk.write("team.ics", MEETINGS[:-20])
    desk.at += 86_400
    desk.round()
    assert desk.waits() == {}
    assert "cut off" in str(desk.trouble())


def test_the_tables_beside_one_that_is_written_wait_but_not_for_ever(desk):
    desk.write(
        "deals.csv",
        b"Deal,Account,Owner,Stage,Amount,Close date\nDepot sensors,Northwind Dairy,Dana Ruiz,Proposal,4,2026-12-01\n",
    )
    desk.at += 60
    for _ in range(4):
        desk.write("activities.csv", TASKS)
        desk.at += 1
        desk.round()
        assert list(desk.waits()) == ["activities.csv"]
        assert desk.rows("SELECT COUNT(*) FROM deal") == [(0,)]
    desk.at += 1_000
    desk.write("activities.csv", TASKS)
    desk.round()
    assert list(desk.waits()) == ["activities.csv"]
    assert desk.rows("SELECT COUNT(*) FROM deal") == [(1,)]


def test_a_file_that_moves_while_it_is_read_is_left_until_it_is_still(desk, monkeypatch):
    """Its time says that it is at rest (the clock of the disk is another): what was read of it is not taken for the whole."""
    desk.write("team.ics", MEETINGS)
    desk.at += 3_600
    whole = feed.identify

    def growing(paths, **options):
        found = list(whole(paths, **options))
        with (desk.folder / "team.ics").open("ab") as file:
            file.write(MEETINGS.replace(b"@x", b"@y"))
        os.utime(desk.folder / "team.ics", (BEGAN + 5, BEGAN + 5))
        return found

    monkeypatch.setattr(feed, "identify", growing)
    desk.round()
    assert list(desk.waits()) == ["team.ics"]
    assert desk.rows("SELECT COUNT(*) FROM touchpoint") == [(0,)]
    monkeypatch.setattr(feed, "identify", whole)
    desk.at += 10
    desk.round()
    assert desk.waits() == {}
    assert desk.rows("SELECT COUNT(*) FROM touchpoint") == [(4,)]


def test_a_mailbox_that_never_rests_is_read_after_a_minute_the_first_time_too(desk):
    for number in range(70):
        desk.write("in.mbox", b"".join(letter(n) for n in range(number + 1)))
        desk.at += 1
        desk.round()
    assert len(desk.mails()) > 60


def test_a_clock_that_goes_back_keeps_nothing_waiting(desk):
    desk.write("in.mbox", letter(1))
    desk.write("team.ics", MEETINGS[:-20])
    desk.at += 1
    desk.round()
    assert desk.mails() == []
    assert set(desk.waits()) == {"in.mbox", "team.ics"}
    for back in (3_600, 366 * 86_400):
        desk.at -= back
        desk.round()
        desk.at += 61
        desk.round()
        assert desk.waits() == {}
        assert "letter 1" in desk.mails()


def words(found: Box, *command: str) -> str:
    return found.run(*command).stdout


def test_the_worker_says_what_is_still_being_written_and_reads_it_once_it_is_done(box):  # noqa: F811
    """A real file grows under a real worker: Sources says so, in words and in JSON, and nobody hears that it is broken."""
    box.write_settings(f'[[sources]]\npath = "{box.folder}"\nevery = "1 s"\n[worker]\nsettle = "1 s"\n')
    (box.folder / "old.mbox").write_bytes(letter(0))
    os.utime(box.folder / "old.mbox", (1_700_000_000, 1_700_000_000))
    call = box.folder / "call.vtt"
    grown: list[int] = []

    def growing(then: Callable[[], object]) -> Callable[[], object]:
        def grow() -> object:
            at = min(len(TALK) - 40, 40 + 7 * len(grown))
            call.write_bytes(TALK[:at])
            grown.append(at)
            return then()

        return grow

    def state() -> dict[str, object]:
        return dict(json.loads(words(box, "sources", "--json"))["synced"][0])

    grow = growing(lambda: box.ask("SELECT 1 FROM sync_waiting"))
    grow()
    box.start()
    until(grow, "the file to be seen growing")
    until(growing(lambda: box.mails() == 1), "what lies beside it")
    shown = state()
    assert [Path(one["file"]).name for one in shown["waiting"]] == ["call.vtt"]  # type: ignore[union-attr,index,call-overload]
    assert shown["next_at"]
    assert "Still being written: call.vtt" in " ".join(words(box, "sources").split())
    assert box.ask("SELECT COUNT(*) FROM skip") == [(0,)]
    call.write_bytes(TALK)
    until(lambda: box.mails() == 2, "the whole call")
    until(lambda: not box.ask("SELECT 1 FROM sync_waiting"), "nothing to wait any more")
    assert "Sentence 8" in str(box.ask("SELECT text FROM body"))
    assert state()["waiting"] == []


def test_what_waits_is_forgotten_with_its_source(desk):
    desk.write("in.mbox", letter(1))
    source = desk.round()
    from journey_tui.data.store import writing

    with writing(desk.store) as connection:
        assert waiting_files(connection, source.id)
        connection.execute("DELETE FROM sync_source")
        assert not waiting_files(connection, source.id)
        assert syncing.sources(connection) == []
