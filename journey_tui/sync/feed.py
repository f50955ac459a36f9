"""Bring what changed in one source into the store: cursors stand in the transaction of the records that they speak of."""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import field
from functools import partial
from pathlib import Path
from typing import Final

from journey_tui.data.skips import enter_unread, forget_unread
from journey_tui.data.sqlite import sqlite3, transaction
from journey_tui.data.syncing import KnownFile, Source, known_file, remember_file, withdraw
from journey_tui.data.waiting import put_waiting, waiting_files
from journey_tui.lean import dataclass
from journey_tui.sources.files import Candidate, identify, shown
from journey_tui.sources.records import Parsed, Skipped, Unsaid
from journey_tui.sources.sandbox import Sandbox
from journey_tui.sync.importer import TABLES, Importer, Part, groups_of
from journey_tui.sync.still import Stillness, form_of, moved
from journey_tui.sync.watch import Seen, walk

MESSAGES_AT_ONCE: Final = 500
"""Messages of a mailbox in one transaction: more would keep a person's write waiting."""
FILES_AT_ONCE: Final = 200
"""Files that are looked into at once; so many small ones share a transaction."""
PASSED_OVER: Final = 20
"""Messages of one mailbox that may end the process that reads it, in one round."""
PATIENCE_S: Final = 60
"""Seconds after which a mailbox that is written to all the time is read all the same."""
WHOLE: Final = 8 << 20
"""Bytes up to which the known part of a mailbox is compared whole; of a longer one blocks all over it."""
_BLOCKS, _BLOCK = 64, 1 << 16
_ARCHIVE_PART: Final = re.compile(r"[_-]\d{1,3}(?=\.zip$)", re.IGNORECASE)
_TABLE_SUFFIXES: Final = frozenset((".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".txt"))
_SIBLINGS: Final = 2_000


class Stopped(Exception):
    """Somebody asked to stop: what is done is kept, the rest waits."""


@dataclass(slots=True)
class Fed:
    """What one round at a source did."""

    files: int = 0
    """Files that the source holds."""
    brought: int = 0
    """Files of them that were new or changed."""
    changed: int = 0
    """Records that were new or changed."""
    waiting: int = 0
    """Files that are still being written: the next round takes them."""
    newest: int = 0
    """Nanoseconds since 1970 of the newest change."""


@dataclass(slots=True)
class Feed:
    """One source on its way into the store."""

    source: Source
    importer: Importer
    connection: sqlite3.Connection
    sandbox: Sandbox
    scratch: Path
    settle: float
    most: int
    now: Callable[[], float]
    stopped: Callable[[], bool] = lambda: False
    fed: Fed = field(default_factory=Fed)
    _still: Stillness = field(init=False)

    def run(self) -> Fed:
        """Bring in everything that changed; raises `Stopped`, `Unreachable`, `TooMany`, `StoreError` or OSError."""
        self._still = Stillness(waiting_files(self.connection, self.source.id), self.settle, self.now())
        changed = self._changed()
        put_waiting(self.connection, self.source.id, self._still.left)
        for start in range(0, len(changed), FILES_AT_ONCE):
            self._bring(changed[start : start + FILES_AT_ONCE])
        put_waiting(self.connection, self.source.id, self._still.left)
        return self.fed

    def _changed(self) -> list[Seen]:
        """Return the files that are new or not as they were; those still being written wait, with the tables beside them."""
        changed: list[Seen] = []
        held: set[Path] = set()
        for file in walk(self.source.path, self.most):
            self.fed.files += 1
            self.fed.newest = max(self.fed.newest, file.mtime)
            known = known_file(self.connection, self.source.id, file.key)
            if known is not None and _is_same(file, known):
                continue
            if not self._may_be_read_now(file, known) and self._still.leaves(file):
                self.fed.waiting += 1
                if self._still.holds(file):
                    held.add(Path(file.path).parent)
            else:
                changed.append(file)
        going = [f for f in changed if not (_is_tabular(f.path) and Path(f.path).parent in held)]
        self.fed.waiting += len(changed) - len(going)
        return sorted(going, key=lambda file: file.path)

    def _may_be_read_now(self, file: Seen, known: KnownFile | None) -> bool:
        """Return whether a mailbox that never comes to rest has waited enough: its last message is read again next time."""
        if not self._still.waited(file) > PATIENCE_S:
            return False
        return known.format == "mbox" if known is not None else form_of(file.path) == "mbox"

    def _bring(self, files: list[Seen]) -> None:
        """Bring in some files: mailboxes that have grown from where they were read to, the rest whole."""
        rest: list[Seen] = []
        for file in files:
            self._check()
            known = known_file(self.connection, self.source.id, file.key)
            if known is not None and _has_grown(file, known):
                self._mailbox(file, Candidate(Path(file.path), shown(Path(file.path)), "mbox", file.size, "", ""), known)
            else:
                rest.append(file)
        with tempfile.TemporaryDirectory(dir=self.scratch) as folder:
            self._identify_and_bring(rest, Path(folder))
        self.fed.brought += len(files)

    def _identify_and_bring(self, files: list[Seen], scratch: Path) -> None:
        by_path = {file.path: file for file in files}
        names = {shown(Path(path)): file for path, file in by_path.items()}
        done: set[str] = set()
        gone: set[str] = set()
        unread: set[str] = set()
        candidates: list[Candidate] = []
        for found in identify([Path(path) for path in (*by_path, *_siblings(by_path))], scratch=scratch):
            if self._is_left(found, names, gone):
                continue
            if isinstance(found, Skipped) and "cannot be read: No such file" in found.reason:
                gone.add(found.file)
            elif isinstance(found, Skipped):
                unread.add(found.file)
                self._leave_out(found)
            elif found.format == "mbox" and str(found.path) in by_path:
                self._mailbox(by_path[str(found.path)], found, None)
                done.add(str(found.path))
            elif found.format in TABLES or str(found.path) in by_path or scratch in found.path.parents:
                candidates.append(found)
        for group in _batches(groups_of(candidates)):
            self._check()
            own = [by_path[str(c.path)] for c in group if group[0].format not in TABLES and str(c.path) in by_path]
            done.update(file.path for file in own)
            left = partial(self._any_left, group, names, gone)
            brought = self.importer.bring(
                self.connection, self.sandbox, group, also=self._remembers(own, group[0].format), unless=left
            )
            self._count(brought.changed)
            gone |= self.importer.unopened
        with transaction(self.connection):
            for file in files:
                if gone and (shown(Path(file.path)) in gone or file.path not in done):
                    self.fed.waiting += 1  # it was there when it was listed, and is tried again
                elif file.path not in done:  # an archive, a table or nothing that is known: done once all in it is
                    self._remember(self.connection, file, "")
                    if shown(Path(file.path)) not in unread:
                        forget_unread(self.connection, shown(Path(file.path)))

    def _any_left(self, found: list[Candidate], names: dict[str, Seen], gone: set[str]) -> bool:
        return sum(self._is_left(one, names, gone) for one in found) > 0

    def _is_left(self, found: Candidate | Skipped, names: dict[str, Seen], gone: set[str]) -> bool:
        """Return whether a file, or the archive that it is in, has moved since it was listed: then it is left until it is still."""
        name = found.file if isinstance(found, Skipped) else found.name
        if not self.settle or (isinstance(found, Candidate) and found.format == "mbox" and name in names):
            return False  # a mailbox that grows is read on from where it was
        whole = name if name in names else re.split(r"(?<=\.zip)/", name, maxsplit=1, flags=re.IGNORECASE)[0]
        if whole in names and whole not in gone and (now := moved(names[whole])) is not None:
            gone.add(whole)
            self._still.leave(now)
        return whole in gone

    def _mailbox(self, file: Seen, candidate: Candidate, known: KnownFile | None) -> None:
        """Read a mailbox on from where it was read to, a part a transaction, each with its cursor.

        A message that ends the process that reads it is passed over, at most `PASSED_OVER` of them: what comes after it is read.
        """
        at, last_id = (known.read_to, known.last_id) if known else (0, "")
        part = Part(at, MESSAGES_AT_ONCE, again=known is not None)
        passed = 0
        while True:
            self._check()
            cursor = _Cursor(self, file, part.start, last_id)
            brought = self.importer.bring(self.connection, self.sandbox, [candidate], part=part, also=cursor.put_down)
            self._count(brought.changed)
            if self.importer.unopened:
                self.fed.waiting += 1
                return
            if self.sandbox.lost:
                passed += 1
                good = brought.items > 1
                over = 2 if good else part.over + 1
                part = Part(cursor.read_to if good else part.start, MESSAGES_AT_ONCE, over=over)
                last_id = ""
            elif brought.items >= MESSAGES_AT_ONCE and cursor.read_to > part.start:
                part, last_id = Part(cursor.read_to, MESSAGES_AT_ONCE, again=True), cursor.last_id
            else:
                return
            if passed > PASSED_OVER:
                return

    def _remembers(self, files: list[Seen], form: str) -> Callable[[sqlite3.Connection, Parsed | None, Parsed | None], None]:
        def also(connection: sqlite3.Connection, first: Parsed | None, last: Parsed | None) -> None:
            for file in files:
                if shown(Path(file.path)) not in self.importer.unopened:
                    self._remember(connection, file, form)

        return also

    def _remember(self, connection: sqlite3.Connection, file: Seen, form: str) -> None:
        remember_file(
            connection, self.source.id, KnownFile(file.key, shown(Path(file.path)), file.size, file.mtime, file.inode, form)
        )

    def _leave_out(self, skip: Skipped) -> None:
        with transaction(self.connection):
            enter_unread(self.connection, skip, self.now())

    def _count(self, changed: int) -> None:
        self.fed.changed += changed

    def _check(self) -> None:
        if self.stopped():
            raise Stopped


class _Cursor:
    """Where reading a mailbox goes on, put down with the messages before it."""

    def __init__(self, feed: Feed, file: Seen, start: int, last_id: str) -> None:
        self._feed, self._file = feed, file
        self.read_to, self.last_id = start, last_id

    def put_down(self, connection: sqlite3.Connection, first: Parsed | None, last: Parsed | None) -> None:
        """Write the cursor; a last message that was read while it was cut off is withdrawn, the whole one has another id."""
        if self._feed.importer.unopened:
            return  # what is known of it stays known
        if self.last_id and first is not None and _id_of(first) != self.last_id:
            withdraw(connection, self.last_id, shown(Path(self._file.path)))
        if last is not None and (offset := _offset_of(last)) is not None:
            self.read_to, self.last_id = offset, _id_of(last)
        file = self._file
        known = KnownFile(
            file.key, shown(Path(file.path)), file.size, file.mtime, file.inode, "mbox",
            self.read_to, prefix_digest(file.path, self.read_to), self.last_id,
        )  # fmt: skip
        remember_file(connection, self._feed.source.id, known)


def _id_of(parsed: Parsed) -> str:
    return "" if isinstance(parsed, Skipped) else parsed.id


def _offset_of(parsed: Parsed) -> int | None:
    """Return the byte at which a message or what was left out began; None where that is not said."""
    if isinstance(parsed, Unsaid):
        return None
    place = parsed.place if isinstance(parsed, Skipped) else parsed.source.locator
    found = re.search(r"byte (\d+)$", place)
    return int(found[1]) if found else None


def _is_same(file: Seen, known: KnownFile) -> bool:
    """Return whether a file is as it was when it was read, as far as `stat` tells."""
    return known.size == file.size and (file.maildir or (known.mtime, known.inode) == (file.mtime, file.inode))


def _has_grown(file: Seen, known: KnownFile) -> bool:
    """Return whether a mailbox still begins with what was read of it, so that reading can go on."""
    if known.format != "mbox" or file.size < known.size:
        return False
    try:
        return prefix_digest(file.path, known.read_to) == known.prefix
    except OSError:
        return False


def prefix_digest(path: str, length: int) -> str:
    """Return a digest of the file's first bytes: of all up to `WHOLE`, else of 64 blocks all over them, the last ones included."""
    digest = hashlib.sha256(f"{length}:".encode())
    with Path(path).open("rb") as file:
        if length <= WHOLE:
            digest.update(file.read(length))
        else:
            for number in range(_BLOCKS):
                file.seek((length - _BLOCK) * number // (_BLOCKS - 1))
                digest.update(file.read(_BLOCK))
        file.seek(length)
        digest.update(file.read(5))  # the next message's `From `
    return digest.hexdigest()


def _is_tabular(path: str) -> bool:
    return Path(path).suffix.lower() in _TABLE_SUFFIXES or _ARCHIVE_PART.search(path) is not None


def _siblings(paths: Iterable[str]) -> list[str]:
    """Return the tables beside changed ones and the other parts of an archive: they point at each other."""
    changed = set(paths)
    found: dict[str, None] = {}
    for folder in {Path(path).parent for path in changed if _is_tabular(path)}:
        stems = {_ARCHIVE_PART.sub("", path) for path in changed if _ARCHIVE_PART.search(path)}
        tables = any(Path(path).suffix.lower() in _TABLE_SUFFIXES for path in changed if Path(path).parent == folder)
        for entry in sorted(folder.iterdir()):
            path = str(entry)
            if path in changed or entry.name.startswith(".") or not entry.is_file() or entry.is_symlink():
                continue
            part = _ARCHIVE_PART.search(path) is not None and _ARCHIVE_PART.sub("", path) in stems
            if part or (tables and entry.suffix.lower() in _TABLE_SUFFIXES):
                found[path] = None
    return list(found)[:_SIBLINGS]


def _batches(groups: list[list[Candidate]]) -> Iterator[list[Candidate]]:
    """Yield the groups, with single messages put together: each transaction is written through to the disk."""
    letters: list[Candidate] = []
    for group in groups:
        if group[0].format not in ("eml", "maildir message"):
            yield group
            continue
        if letters and letters[0].format != group[0].format:
            yield letters
            letters = []
        letters += group
    if letters:
        yield letters
