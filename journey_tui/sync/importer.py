"""Import files into the store: recognise, parse in a child process, write, match, read, project - each file whole or not at all."""

from __future__ import annotations

import hashlib
import pickle
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Any

from journey_tui.analysis.port import Analyst
from journey_tui.data.crm import load_directory
from journey_tui.data.sqlite import sqlite3, transaction
from journey_tui.data.store import StoreError, ensure_store, writing
from journey_tui.data.writer import FileBook, Writer, Written, write_skips
from journey_tui.domain.model import Kind, Origin, Person
from journey_tui.domain.playbook import Channel, Playbook
from journey_tui.sources.directory import Directory
from journey_tui.sources.files import Candidate, discover
from journey_tui.sources.records import ChangeRecord, Parsed, Record, Skipped, TouchpointRecord, UserRecord
from journey_tui.sources.sandbox import Sandbox
from journey_tui.sync.analyse import analyse
from journey_tui.sync.people import deal_people
from journey_tui.sync.placing import Placer
from journey_tui.sync.project import due_projections, project_apart

RECURRENCE_AHEAD = timedelta(days=180)
"""How far ahead recurring meetings are laid out."""

_PARSERS = {
    "mbox": ("mail", "journey_tui.sources.mail:parse_mbox"),
    "eml": ("mail", "journey_tui.sources.mail:parse_eml"),
    "maildir message": ("mail", "journey_tui.sources.mail:parse_eml"),
    "ics": ("calendar", "journey_tui.sources.calendar:parse_calendar"),
    "transcript": ("transcript", "journey_tui.sources.transcript:parse_transcript"),
}
_TABLES = frozenset({"csv", "json", "jsonl", "salesforce csv", "hubspot csv"})


@dataclass(frozen=True, slots=True)
class Rules:
    """What reads: the analyst, the playbook and the channels."""

    analyst: Analyst
    playbook: Playbook
    channels: tuple[Channel, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """Where an import is."""

    phase: str
    """`importing`, `matching`, `reading`, `telling`."""
    file: str
    done: int
    """Records so far."""


@dataclass(slots=True)
class Report:
    """What an import did."""

    files: int = 0
    unchanged: int = 0
    records: int = 0
    touchpoints: int = 0
    changed: int = 0
    matched: int = 0
    unmatched: int = 0
    deals: int = 0
    seconds: float = 0.0
    skipped: list[Skipped] = field(default_factory=list)


class Importer:
    """Bring files into one store."""

    def __init__(
        self,
        store: Path,
        rules: Rules,
        now: datetime,
        *,
        on_progress: Callable[[Progress], None] = lambda _: None,
        mapping: str = "",
        zone: str = "UTC",
    ) -> None:
        self._store = store
        self._rules = rules
        self._now = now
        self._on_progress = on_progress
        self._options = {"mapping": mapping, "zone": zone}
        self._salt = _salt(mapping, zone)
        self._report = Report()

    def run(self, paths: Sequence[Path]) -> Report:
        """Import the paths; raises `StoreError` when the store cannot be written. Ctrl-C keeps every file that is done."""
        ensure_store(self._store)
        with writing(self._store) as connection, tempfile.TemporaryDirectory(prefix="journey-") as scratch, Sandbox() as sandbox:
            candidates = list(self._discovered(paths, Path(scratch)))
            for group in _tables(candidates):
                self._import(connection, sandbox, group)
            for candidate in candidates:
                if candidate.format in _PARSERS:
                    self._import(connection, sandbox, [candidate])
            refresh(connection, self._rules, self._now, report=self._report, on_progress=self._on_progress)
        return self._report

    def _discovered(self, paths: Sequence[Path], scratch: Path) -> Iterator[Candidate]:
        for found in discover(paths, scratch=scratch):
            if isinstance(found, Skipped):
                self._report.skipped.append(found)
            else:
                yield found

    def _import(self, connection: sqlite3.Connection, sandbox: Sandbox, group: list[Candidate]) -> None:
        self._report.files += len(group)
        is_table = group[0].format in _TABLES
        salt = self._salt if is_table else ""
        if _all_known(connection, group, salt):
            self._report.unchanged += len(group)
            self._report.skipped += _known_skips(connection, group)
            return
        kind = "table" if is_table else _PARSERS[group[0].format][0]
        skips: list[Skipped] = []
        with _parked(_with_crm_changes(_salted(self._parsed(sandbox, group, skips), salt))) as records, transaction(connection):
            writer = Writer(connection, FileBook(connection, kind, group[0].format, self._now), self._now)
            written = writer.write(records)
            # A file that could not be read to its end is not known: the next import tries it again.
            _finish(connection, group, kind, written, skips, self._now, mark=None if sandbox.lost else salt)
            _mark(connection, written)
        self._count(written, skips)

    def _parsed(self, sandbox: Sandbox, group: list[Candidate], skips: list[Skipped]) -> Iterator[Record]:
        done = 0
        for parsed in self._stream(sandbox, group):
            if isinstance(parsed, Skipped):
                skips.append(parsed)
                continue
            done += 1
            if done % 500 == 0:
                self._on_progress(Progress("importing", group[0].name, self._report.records + done))
            yield parsed

    def _stream(self, sandbox: Sandbox, group: list[Candidate]) -> Iterable[Parsed]:
        first = group[0]
        self._on_progress(Progress("importing", first.name, self._report.records))
        if first.format in _TABLES:
            tables = tuple((str(c.path), c.name) for c in group)
            name = first.name if len(group) == 1 else first.group
            return sandbox.run("journey_tui.sources.crm:parse_tables", tables, file=name, **self._options)
        call = _PARSERS[first.format][1]
        options: dict[str, Any] = {"until": self._now + RECURRENCE_AHEAD} if first.format == "ics" else {}
        return sandbox.run(call, first.path, first.name, **options)

    def _count(self, written: Written, skips: list[Skipped]) -> None:
        self._report.records += written.records
        self._report.touchpoints += written.touchpoints
        self._report.changed += written.changed
        self._report.skipped += skips


def _tables(candidates: Iterable[Candidate]) -> list[list[Candidate]]:
    """Return the tables of each folder or archive together: they point at each other."""
    groups: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        if candidate.format in _TABLES:
            groups.setdefault(candidate.group, []).append(candidate)
    return list(groups.values())


def _salt(mapping: str, zone: str) -> str:
    """Return what tells tables read with a mapping or zone from the same bytes read without; empty for neither."""
    if not mapping and zone == "UTC":
        return ""
    return hashlib.sha256(zone.encode() + (Path(mapping).read_bytes() if mapping else b"")).hexdigest()[:8]


def _salted(records: Iterable[Record], salt: str) -> Iterable[Record]:
    """Return the records with the salt in their hashes: read otherwise, they are changed ones."""
    if not salt:
        return records
    return (replace(record, source=replace(record.source, hash=f"{record.source.hash}-{salt}")) for record in records)


def _all_known(connection: sqlite3.Connection, group: list[Candidate], salt: str) -> bool:
    """Return whether every file was imported before with the very same bytes, read the same way, and to its end."""
    query = "SELECT 1 FROM source_file WHERE path=? AND hash=? AND state<>'failed'"
    return all(connection.execute(query, (c.name, c.hash + salt)).fetchone() for c in group)


def _known_skips(connection: sqlite3.Connection, group: list[Candidate]) -> list[Skipped]:
    """Return what was left out of the files when they were read: it is still left out."""
    query = (
        "SELECT f.path, s.place, s.reason, s.remedy FROM skip s JOIN source_file f ON f.id=s.file_id WHERE f.path=? ORDER BY s.id"
    )
    return [Skipped(*row) for c in group for row in connection.execute(query, (c.name,))]


def _finish(
    connection: sqlite3.Connection,
    group: list[Candidate],
    kind: str,
    written: Written,
    skips: list[Skipped],
    now: datetime,
    *,
    mark: str | None,
) -> None:
    """Enter how reading each file went; `mark` goes with its hash, None leaves the hash out."""
    book = FileBook(connection, kind, group[0].format, now)
    names = {candidate.name for candidate in group}
    for candidate in group:
        file_id = book.id_of(candidate.name)
        # What concerns the whole group is entered once, with its first file.
        own = [s for s in skips if s.file == candidate.name or (candidate is group[0] and s.file not in names)]
        records = written.by_file[candidate.name]
        state = "ok" if not own else "partly skipped" if records else "failed"
        connection.execute(
            "UPDATE source_file SET kind=?, format=?, size=?, hash=?, imported_at=?, records=?, touchpoints=?, skipped=?, state=?, message=? WHERE id=?",
            (
                written.kinds.get(candidate.name, kind),
                candidate.format,
                candidate.size,
                "" if mark is None else candidate.hash + mark,
                int(now.timestamp()),
                records,
                written.touchpoints_by_file[candidate.name],
                len(own),
                state,
                own[0].reason if own else "",
                file_id,
            ),
        )
        write_skips(connection, file_id, own)


def _mark(connection: sqlite3.Connection, written: Written) -> None:
    """Put down what the new records make out of date, in their own transaction."""
    if written.crm_changed:
        connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, '1')", (REMATCH,))
    connection.executemany("UPDATE projection SET valid_until=0 WHERE deal_id=?", [(deal,) for deal in written.deals])


_CRM_FIELDS = {"stage": "Stage", "amount": "Amount", "close_date": "Close date", "owner": "Owner"}


def _park(record: Record, file: IO[bytes]) -> None:
    try:
        pickle.dump(record, file, pickle.HIGHEST_PROTOCOL)
    except OSError as error:
        problem = f"The temporary folder {tempfile.gettempdir()} cannot be written ({error.strerror})"
        raise StoreError(f"{problem}. Nothing was changed; free some space there or set TMPDIR.") from error


@contextmanager
def _parked(records: Iterable[Record]) -> Iterator[Iterator[Record]]:
    """Yield the records once all are parsed, from a temporary file: parsing takes long, and nobody's write is to wait for it."""
    with tempfile.TemporaryFile(prefix="journey-") as file:
        count = 0
        for record in records:
            _park(record, file)
            count += 1
        file.seek(0)
        yield (pickle.load(file) for _ in range(count))


def _with_crm_changes(records: Iterable[Record]) -> Iterator[Record]:
    """Pass the records on, and make of every change of a deal's main fields the touchpoint that it is."""
    machines: set[str] = set()
    for record in records:
        yield record
        if isinstance(record, UserRecord) and record.automated:
            machines.add(record.id)
        if isinstance(record, ChangeRecord) and record.old and record.field in _CRM_FIELDS:
            automated = record.by_id in machines
            yield TouchpointRecord(
                id=f"{record.id}/{record.field}",
                kind=Kind.CRM_CHANGE,
                at=record.at,
                source=record.source,
                deal_ids=(record.deal_id,),
                subject=f"{_CRM_FIELDS[record.field]}: {record.old} → {record.new}",
                owner_id=record.by_id,
                created_by_id=record.by_id,
                origin=Origin.AUTOMATED if automated else Origin.HUMAN,
                origin_rule="CRM workflow user" if automated else "changed in the CRM by a person",
            )


REMATCH = "rematch"
"""Setting of the store: accounts, people or deals changed, and not everything has been matched again since."""


def refresh(
    connection: sqlite3.Connection,
    rules: Rules,
    now: datetime,
    *,
    report: Report,
    on_progress: Callable[[Progress], None] = lambda _: None,
) -> None:
    """Match, read and project what waits for it, in short transactions: stopped anywhere, the next run goes on from there."""
    on_progress(Progress("matching", "", report.records))
    directory = load_directory(connection)
    everything = connection.execute("SELECT 1 FROM meta WHERE key=?", (REMATCH,)).fetchone() is not None
    placed = Placer(connection, directory).place(everything=everything)
    with transaction(connection):
        connection.execute("DELETE FROM meta WHERE key=?", (REMATCH,))
        if _rules_changed(connection, rules) or everything:
            connection.execute("UPDATE projection SET valid_until=0")
    report.matched += placed.matched
    report.unmatched += placed.unmatched
    people = People(connection, directory)
    analyse(
        connection,
        rules.analyst,
        frozenset(rules.playbook.keys),
        people_of=people,
        on_deal=lambda: on_progress(Progress("reading", "", report.records)),
    )
    waiting = due_projections(connection, now)
    for start in range(0, len(waiting), DEALS_AT_ONCE):
        part = waiting[start : start + DEALS_AT_ONCE]
        report.deals += project_apart(connection, part, rules.playbook, rules.channels, now, people_of=people)
        on_progress(Progress("telling", "", report.records))


def _rules_changed(connection: sqlite3.Connection, rules: Rules) -> bool:
    """Return whether readings were made by other rules, or read by another playbook or channel; remembers those in force."""
    mark = " ".join([READING, str(rules.playbook.version), *(f"{c.key}:{c.version}" for c in rules.channels)])
    row = connection.execute("SELECT value FROM meta WHERE key='reading'").fetchone()
    connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('reading', ?)", (mark,))
    return row is not None and row[0] != mark


READING = "1"
"""Version of the rules and of their wording: raised when the same facts may read otherwise."""

DEALS_AT_ONCE = 20
"""Deals projected in one transaction: more would keep a person's write waiting."""


class People:
    """The people of each deal, worked out once an import, with the roles that the CRM gives them."""

    def __init__(self, connection: sqlite3.Connection, directory: Directory) -> None:
        self._db = connection
        self._directory = directory
        self._known: dict[str, tuple[Person, ...]] = {}

    def __call__(self, deal_id: str) -> tuple[Person, ...]:
        """Return the people of the deal."""
        if deal_id not in self._known:
            self._known[deal_id] = with_crm_roles(self._db, deal_id, deal_people(self._db, deal_id, self._directory))
        return self._known[deal_id]


def with_crm_roles(connection: sqlite3.Connection, deal_id: str, people: tuple[Person, ...]) -> tuple[Person, ...]:
    """Return the people with the lanes that their roles in the CRM stand for."""
    from journey_tui.domain.roles import crm_lane

    words = dict(connection.execute("SELECT contact_id, role FROM contact_role WHERE deal_id=? AND deleted=0", (deal_id,)))
    found: list[Person] = []
    for person in people:
        role = words.get(person.id) or words.get(person.address)
        lane = crm_lane(role) if role else None
        found.append(replace(person, roles=(*person.roles, (lane, f"CRM role {role}"))) if lane else person)
    return tuple(found)
