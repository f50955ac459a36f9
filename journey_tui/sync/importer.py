"""Import files into the store: recognise, parse in a child process, write, match, read, project - each file whole or not at all."""

from __future__ import annotations

import hashlib
import pickle
import re
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import field, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import chain
from pathlib import Path
from typing import IO, Any

from journey_tui.data.skips import enter_unread, forget_end, write_skips
from journey_tui.data.sqlite import Turns, sqlite3, transaction
from journey_tui.data.store import StoreError, ensure_store, writing
from journey_tui.data.writer import FileBook, Writer, Written
from journey_tui.lean import dataclass
from journey_tui.sources.endings import cut_off
from journey_tui.sources.files import Candidate, discover
from journey_tui.sources.records import Parsed, Record, Skipped, Unsaid
from journey_tui.sources.sandbox import Sandbox
from journey_tui.sync.arriving import REMATCH, ask_again
from journey_tui.sync.beside import TABLES, as_known, has_all_known, tables_beside
from journey_tui.sync.crm_changes import with_crm_changes
from journey_tui.sync.elsewhere import Elsewhere, dialects, elsewhere
from journey_tui.sync.refresh import People, Progress, Report, Rules, refresh

__all__ = ["REMATCH", "TABLES", "Importer", "People", "Progress", "Report", "Rules", "refresh"]

RECURRENCE_AHEAD = timedelta(days=180)
"""How far ahead recurring meetings are laid out."""

_PARSERS = {
    "mbox": ("mail", "journey_tui.sources.mail:parse_mbox"),
    "eml": ("mail", "journey_tui.sources.mail:parse_eml"),
    "maildir message": ("mail", "journey_tui.sources.mail:parse_eml"),
    "ics": ("calendar", "journey_tui.sources.calendar:parse_calendar"),
    "transcript": ("transcript", "journey_tui.sources.transcript:parse_transcript"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """Part of a mailbox: so many messages from a byte on."""

    start: int
    most: int
    again: bool = False
    """Whether the first of them was read before: it may have been cut off then."""
    over: int = 0
    """How many of them to pass over unread: those before, and one that ended the process that read it."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What one call of `Importer.bring` read."""

    items: int = 0
    """Records, and what was left out."""
    changed: int = 0


Also = Callable[[sqlite3.Connection, "Parsed | None", "Parsed | None"], None]
"""What else is written in the transaction of some records, given the first and the last thing that was read."""


def _nothing(connection: sqlite3.Connection, first: Parsed | None, last: Parsed | None) -> None:
    """Write nothing else."""


@dataclass(slots=True)
class _Reading:
    """Files that are read together, and how that goes."""

    group: list[Candidate]
    part: Part | None = None
    skips: list[Skipped] = field(default_factory=list)
    notices: list[Skipped] = field(default_factory=list)
    """What is worth knowing though nothing was lost: an old encoding, a column that appears twice."""
    elsewhere: Elsewhere = field(default_factory=Elsewhere)
    kinds: dict[str, str] = field(default_factory=dict)
    """What the tables are put down as, by name."""
    still: frozenset[str] = frozenset()
    """Tables that are as they were when more of their export was there: what they said then stands."""
    lost: set[str] = field(default_factory=set)
    """Files that could not be read to their end: the next import tries them again."""
    cut: bool = False  # whether one of them ends in the middle of something
    items: int = 0
    first: Parsed | None = None
    last: Parsed | None = None

    def note(self, parsed: Parsed) -> None:
        """Remember the first and the last thing that was read."""
        self.items += 1
        self.first = self.first or parsed
        self.last = parsed

    @property
    def is_whole(self) -> bool:
        """Return whether nothing that belongs to these tables is missing from what was read."""
        return not (self.lost or self.cut or self.elsewhere.missing)

    def is_lost(self, candidate: Candidate) -> bool:
        """Return whether the file was not read to its end; tables are read as one, under the first's name."""
        return bool(self.lost) if candidate.format in TABLES else candidate.name in self.lost


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
        in_turns: bool = False,
    ) -> None:
        """Take where and how to import; `in_turns`: a large file in many short transactions, whole once it is read again if cut off."""
        self._in_turns = in_turns
        self._store = store
        self._rules = rules
        self._now = now
        self._on_progress = on_progress
        self._options = {"mapping": mapping, "zone": zone}
        self._salt = _salt(mapping, zone)
        self._report = Report()
        self._beside: frozenset[str] = frozenset()
        self.unopened: set[str] = set()
        """Files of the last `bring` that could not be opened: gone for a moment, not known now."""

    def run(self, paths: Sequence[Path]) -> Report:
        """Import the paths; raises `StoreError` when the store cannot be written. Ctrl-C keeps every file that is done."""
        ensure_store(self._store)
        with writing(self._store) as connection, tempfile.TemporaryDirectory(prefix="journey-") as scratch, Sandbox() as sandbox:
            candidates = list(self._discovered(paths, Path(scratch)))
            self._enter_unread(connection)
            beside = tables_beside(connection, candidates, Path(scratch), self._salt)
            self._beside = frozenset(candidate.name for candidate in beside)
            for group in groups_of([*candidates, *beside]):
                self.bring(connection, sandbox, group)
            refresh(connection, self._rules, self._now, report=self._report, on_progress=self._on_progress)
        return self._report

    def _enter_unread(self, connection: sqlite3.Connection) -> None:
        """Name among the sources what looks like data and cannot be opened."""
        if self._report.skipped:
            with transaction(connection):
                for skip in self._report.skipped:
                    enter_unread(connection, skip, self._now.timestamp())

    def _discovered(self, paths: Sequence[Path], scratch: Path) -> Iterator[Candidate]:
        for found in discover(paths, scratch=scratch):
            if isinstance(found, Skipped):
                self._report.skipped.append(found)
            else:
                yield found

    def bring(
        self,
        connection: sqlite3.Connection,
        sandbox: Sandbox,
        group: list[Candidate],
        *,
        part: Part | None = None,
        also: Also = _nothing,
        unless: Callable[[], bool] = lambda: False,
    ) -> Brought:
        """Import files that belong together, whole or not at all; `part`: of a mailbox that grows, as much as it says.

        `unless` is asked once all is read: where it says so, nothing is written. `also` is called in the same transaction, with the
        first and the last thing that was read: what it writes holds if and only if the records are in the store.
        """
        self._report.files += 0 if part and (part.start or part.over) else sum(c.name not in self._beside for c in group)
        is_table = group[0].format in TABLES
        salt = self._salt if is_table else ""
        if part is None and as_known(connection, group, salt) >= {c.name for c in group}:
            self._report.unchanged += len(group)
            self._report.skipped += _known_skips(connection, group)
            with transaction(connection):
                also(connection, None, None)
            return Brought()
        reading = _Reading(group, part)
        self.unopened = set()
        with ExitStack() as stack:
            if is_table:
                reading.kinds = dialects(sandbox, group, self._options["mapping"])
                reading.elsewhere = stack.enter_context(elsewhere(connection, group, reading.kinds, salt))
            records = with_crm_changes(_salted(self._parsed(sandbox, reading), salt))
            parked = stack.enter_context(_parked(records))
            stack.enter_context(transaction(connection))
            if unless():
                return Brought()
            self.unopened = {skip.file for skip in reading.skips if _UNOPENED.search(skip.reason)}
            written = self._write(connection, reading, parked)
            also(connection, reading.first, reading.last)
        others = {candidate.name for candidate in reading.elsewhere.tables}
        self._count(written, [skip for skip in reading.skips if skip.file not in others])
        self._report.notices += reading.notices
        return Brought(reading.items, written.changed)

    def _write(self, connection: sqlite3.Connection, reading: _Reading, records: Iterator[Record | Unsaid]) -> Written:
        """Write what was read, and how reading each file went; the caller holds the transaction."""
        group, form = reading.group, reading.group[0].format
        kind = "table" if form in TABLES else _PARSERS[form][0]
        salt = self._salt if form in TABLES else ""
        writer = Writer(connection, FileBook(connection, kind, form, self._now), self._now)
        if self._in_turns:
            writer.breathe = partial(Turns(connection).breathe, partial(_mark, connection, writer.written))
        other = {candidate.name for candidate in reading.elsewhere.tables}
        whole: frozenset[str] = frozenset()
        if form in TABLES and reading.is_whole and has_all_known(connection, group):
            whole = frozenset(c.name for c in group) | reading.elsewhere.told_again
        elif form in TABLES:
            reading.still = as_known(connection, group, salt)
        silent = reading.still | (other - whole)
        records = (record for record in records if isinstance(record, Unsaid) or record.source.file not in silent)
        written = writer.write(records, whole=whole, beside=frozenset(other))
        _finish(connection, reading, kind, written, self._now, salt=salt)
        _mark(connection, written)
        return written

    def _parsed(self, sandbox: Sandbox, reading: _Reading) -> Iterator[Record | Unsaid]:
        done = 0
        for candidate, stream in self._streams(sandbox, reading):
            for parsed in stream:
                reading.note(parsed)
                if isinstance(parsed, Skipped):
                    reading.skips.append(parsed)
                    continue
                done += 1
                if done % 500 == 0:
                    self._on_progress(Progress("importing", candidate.name, self._report.records + done))
                yield parsed
            reading.notices += sandbox.notices
            if sandbox.lost:
                reading.lost.add(candidate.name)
        if not reading.lost and (reading.part is None or reading.items < reading.part.most):
            cut = cut_off(((c.path, c.name, c.format) for c in reading.group), reading.skips)
            reading.cut, reading.skips = bool(cut), reading.skips + cut

    def _streams(self, sandbox: Sandbox, reading: _Reading) -> Iterator[tuple[Candidate, Iterable[Parsed]]]:
        """Yield what is read of each file; tables that belong together are read as one."""
        first = reading.group[0]
        self._on_progress(Progress("importing", first.name, self._report.records))
        if first.format in TABLES:
            together = sorted((*reading.group, *reading.elsewhere.tables), key=lambda c: c.name.rpartition("/")[2])
            tables = tuple((str(c.path), c.name) for c in together)
            name = first.name if len(reading.group) == 1 else first.group
            yield first, sandbox.run("journey_tui.sources.crm:parse_tables", tables, file=name, **self._options)
            return
        for candidate in reading.group:
            options: dict[str, Any] = {"until": self._now + RECURRENCE_AHEAD} if candidate.format == "ics" else {}
            if reading.part is not None:
                options = {"start": reading.part.start, "most": reading.part.most, "over": reading.part.over}
            yield candidate, sandbox.run(_PARSERS[candidate.format][1], candidate.path, candidate.name, **options)

    def _count(self, written: Written, skips: list[Skipped]) -> None:
        self._report.records += written.records
        self._report.touchpoints += written.touchpoints
        self._report.changed += written.changed
        self._report.skipped += skips


_UNOPENED = re.compile(
    r"stopped with (?:FileNotFoundError|NotADirectoryError|PermissionError|OSError)\b|^the file cannot be read"
)
"""What is said of a file that was there when it was listed and could not be opened then."""


def groups_of(candidates: Iterable[Candidate]) -> list[list[Candidate]]:
    """Return what is imported together: first the tables of each folder or archive, which point at each other, then each file."""
    tables: dict[str, list[Candidate]] = {}
    single: list[list[Candidate]] = []
    for candidate in candidates:
        if candidate.format in TABLES:
            tables.setdefault(candidate.group, []).append(candidate)
        elif candidate.format in _PARSERS:
            single.append([candidate])
    return [*tables.values(), *single]


def _salt(mapping: str, zone: str) -> str:
    """Return what tells tables read with a mapping or zone from the same bytes read without; empty for neither."""
    if not mapping and zone == "UTC":
        return ""
    return hashlib.sha256(zone.encode() + (Path(mapping).read_bytes() if mapping else b"")).hexdigest()[:8]


def _salted(records: Iterable[Record | Unsaid], salt: str) -> Iterable[Record | Unsaid]:
    """Return the records with the salt in their hashes: read otherwise, they are changed ones."""
    if not salt:
        return records
    return (
        record
        if isinstance(record, Unsaid)
        else replace(record, source=replace(record.source, hash=f"{record.source.hash}-{salt}"))
        for record in records
    )


def _known_skips(connection: sqlite3.Connection, group: list[Candidate]) -> list[Skipped]:
    """Return what was left out of the files when they were read: it is still left out."""
    query = (
        "SELECT f.path, s.place, s.reason, s.remedy FROM skip s JOIN source_file f ON f.id=s.file_id WHERE f.path=? ORDER BY s.id"
    )
    return [Skipped(*row) for c in group for row in connection.execute(query, (c.name,))]


def _finish(connection: sqlite3.Connection, reading: _Reading, kind: str, written: Written, now: datetime, *, salt: str) -> None:
    """Enter how reading each file went; the hash of one that was read to its end goes with `salt`, others are tried again."""
    group = reading.group
    book = FileBook(connection, kind, group[0].format, now)
    names, beside = {c.name for c in group}, {c.name for c in reading.elsewhere.tables}
    goes_on = reading.part is not None and (reading.part.start > 0 or reading.part.over > 0)
    again = reading.part is not None and reading.part.again
    if again and isinstance(reading.first, Skipped):
        reading.skips.remove(reading.first)
    if goes_on:
        forget_end(connection, group[0].name)
    for candidate in (c for c in group if c.name not in reading.still):
        file_id = book.id_of(candidate.name)
        # What concerns the whole group is entered once, with its first file.
        own = [s for s in reading.skips if s.file == candidate.name or (candidate is group[0] and s.file not in names | beside)]
        before = connection.execute(
            "SELECT records, touchpoints, skipped, state, message FROM source_file WHERE id=?", (file_id,)
        ).fetchone()
        records, touchpoints, left_out, state, message = before if goes_on else (0, 0, 0, "ok", "")
        read_again = int(again and reading.first is not None and not isinstance(reading.first, Skipped))
        records += written.by_file[candidate.name] - read_again
        touchpoints += written.touchpoints_by_file[candidate.name] - read_again
        noted = "; ".join(n.reason for n in reading.notices if n.file == candidate.name)
        whole = reading.part is None and not reading.is_lost(candidate)
        connection.execute(
            "UPDATE source_file SET kind=?, format=?, size=?, hash=?, imported_at=?, records=?, touchpoints=?, skipped=?, state=?, message=? WHERE id=?",
            (
                written.kinds.get(candidate.name, reading.kinds.get(candidate.name, kind)),
                candidate.format,
                candidate.size,
                candidate.hash + salt if whole else "",
                int(now.timestamp()),
                records,
                touchpoints,
                left_out + len(own),
                state if not own else "partly skipped" if records else "failed",
                own[0].reason if own else noted or message,
                file_id,
            ),
        )
        write_skips(connection, file_id, own, more=goes_on)


def _mark(connection: sqlite3.Connection, written: Written) -> None:
    """Put down what the new records make out of date, in their own transaction."""
    if written.crm_changed:
        ask_again(connection)
    connection.executemany("UPDATE projection SET valid_until=0 WHERE deal_id=?", [(deal,) for deal in written.deals])
    written.deals.clear()


def _park(record: Record | Unsaid, file: IO[bytes]) -> None:
    try:
        pickle.dump(record, file, pickle.HIGHEST_PROTOCOL)
    except OSError as error:
        problem = f"The temporary folder {tempfile.gettempdir()} cannot be written ({error.strerror})"
        raise StoreError(f"{problem}. Nothing was changed; free some space there or set TMPDIR.") from error


_AT_HAND = 16 * 1024 * 1024
"""Characters of text that wait in memory; what is read beyond that waits in a temporary file."""
_EACH = 2_000
"""What one record is counted for besides its text."""


@contextmanager
def _parked(records: Iterable[Record | Unsaid]) -> Iterator[Iterator[Record | Unsaid]]:
    """Yield the records once all are parsed: parsing takes long, and nobody's write is to wait for it."""
    with tempfile.TemporaryFile(prefix="journey-") as file:
        held: deque[Record | Unsaid] = deque()
        count, room = 0, _AT_HAND
        for record in records:
            if room > 0:
                held.append(record)
                room -= len(getattr(record, "text", "")) + _EACH
            else:
                _park(record, file)
                count += 1
        file.seek(0)
        yield chain((held.popleft() for _ in range(len(held))), (pickle.load(file) for _ in range(count)))
