"""What the worker's jobs do: bring a source in, tell the deals anew, let a model read. Each can begin again anywhere."""

from __future__ import annotations

import logging
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from journey_tui.data.sqlite import sqlite3, transaction
from journey_tui.data.store import StoreError, writing
from journey_tui.data.syncing import IN_SOURCE, Source, change, count_files, in_source, kinds_of, sources
from journey_tui.lean import dataclass
from journey_tui.sources.sandbox import Sandbox
from journey_tui.sync.feed import Fed, Feed, Stopped
from journey_tui.sync.importer import Importer, Progress, Report, Rules, refresh
from journey_tui.sync.jobs import Unfinished
from journey_tui.sync.reading import DealReader, deals_by_token
from journey_tui.sync.watch import TooMany, Unreachable, back_off, look

if TYPE_CHECKING:
    from journey_tui.settings import Settings

log = logging.getLogger("journey.worker")


@dataclass(slots=True)
class Bench:
    """What every job works with."""

    store: Path
    settings: Settings
    rules: Callable[[], Rules]
    scratch: Path
    """Folder for what is unpacked; emptied when the worker starts."""
    stopped: Callable[[], bool] = lambda: False
    now: Callable[[], float] = time.time
    reader: DealReader | None = None
    told: Callable[[Progress], None] = lambda _: None
    locks: defaultdict[str, threading.Lock] = field(default_factory=lambda: defaultdict(threading.Lock))
    """One a source: a job that a dead process left and a new one do not read the same mailbox at once."""

    deals: dict[str, str] = field(default_factory=dict)
    """Ids of the deals by the tokens under which the jobs' own book knows them."""

    @property
    def moment(self) -> datetime:
        """Return now, UTC."""
        return datetime.fromtimestamp(self.now(), UTC)


class Teller:
    """Puts a source's progress into the store, at most once a second, for every screen to see."""

    def __init__(self, connection: sqlite3.Connection, source_id: int, bench: Bench) -> None:
        self._db, self._source_id, self._bench = connection, source_id, bench
        self._last = 0.0

    def __call__(self, progress: Progress) -> None:
        """Show where the round is; raises `Stopped` when somebody asked to stop."""
        if self._bench.stopped():
            raise Stopped
        self._bench.told(progress)
        now = time.monotonic()
        if now - self._last >= 1.0:
            self._last = now
            change(self._db, self._source_id, phase=progress.phase, file=progress.file, done=progress.done)


def sync(bench: Bench, argument: str) -> str:
    """Bring one source in; what goes wrong is put down with the source. Raises `Unfinished` when asked to stop."""
    with _plain_stop(), bench.locks[argument], writing(bench.store) as connection:
        source = next((s for s in sources(connection) if str(s.id) == argument), None)
        if source is None:
            return "gone"
        try:
            return _sync(bench, connection, source)
        except (Unreachable, TooMany, StoreError, OSError, sqlite3.Error) as error:
            return give_up(bench, connection, source, error)


def _sync(bench: Bench, connection: sqlite3.Connection, source: Source) -> str:
    chosen = next((s for s in bench.settings.sources if str(s.path) == source.path), None)
    before = look(
        source.path, settle=bench.settings.worker.settle.total_seconds(), most=bench.settings.worker.most_files, now=bench.now
    )
    change(connection, source.id, state="working", phase="looking", file="", done=0, asked_at=None)
    teller = Teller(connection, source.id, bench)
    importer = Importer(
        bench.store, bench.rules(), bench.moment, on_progress=teller,
        mapping=str(chosen.mapping) if chosen and chosen.mapping else "", zone=chosen.zone if chosen else "UTC",
        in_turns=True,
    )  # fmt: skip
    with Sandbox() as sandbox, tempfile.TemporaryDirectory(dir=bench.scratch) as scratch:
        feed = Feed(
            source, importer, connection, sandbox, Path(scratch), bench.settings.worker.settle.total_seconds(),
            bench.settings.worker.most_files, bench.now, bench.stopped,
        )  # fmt: skip
        fed = feed.run()
    if not fed.files and count_files(connection, source.id):
        text = "it is empty, and was not before"
        raise Unreachable(
            text, f"Nothing was taken away here. Check that what belongs in {source.path} is there (is its disk mounted?)."
        )
    _settle(bench, connection, source, fed, before.fingerprint)
    return "changed" if fed.changed else "ok"


def _settle(bench: Bench, connection: sqlite3.Connection, source: Source, fed: Fed, fingerprint: str) -> None:
    """Put down that the source is in the store, or what of it still waits."""
    now = int(bench.now())
    was_late = source.synced_at is not None and now - source.synced_at > max(3 * source.every_s, 72 * 3600)
    problems = connection.execute(
        f"SELECT COUNT(*) FROM source_file WHERE state<>'ok' AND {IN_SOURCE}", in_source(source.path)
    ).fetchone()[0]
    with transaction(connection):
        change(
            connection, source.id, state="partly" if problems else "ok", phase="", file="", done=0, looked_at=now,
            synced_at=source.synced_at if fed.waiting else now, newest_at=fed.newest // 1_000_000_000 or source.newest_at,
            behind_since=min(source.behind_since or now, now) if fed.waiting else None, error="", remedy="", failures=0,
            fingerprint="" if fed.waiting else fingerprint, runs=source.runs + 1,
            kinds=" ".join(kinds_of(connection, source.path)) if fed.brought else source.kinds,
        )  # fmt: skip
        if was_late or not source.synced_at:
            connection.execute("UPDATE projection SET valid_until=0")


def give_up(bench: Bench, connection: sqlite3.Connection, source: Source, error: Exception) -> str:
    """Put down why a source could not be read, and when it is tried again; the others go on."""
    text, remedy, state = _in_words(bench, source, error)
    log.info("source %d: %s", source.id, state)
    failures = source.failures + 1
    wait = int(back_off(source))
    now = int(bench.now())
    try:
        change(
            connection, source.id, state=state, phase="", file="", done=0, looked_at=now, next_at=now + wait, error=text, remedy=remedy,
            failures=failures, behind_since=min(source.behind_since or now, now), asked_at=None,
        )  # fmt: skip
    except sqlite3.Error:
        log.warning("the store cannot be written")
    return state


def _in_words(bench: Bench, source: Source, error: Exception) -> tuple[str, str, str]:
    """Return (what is wrong, what to do, state)."""
    if isinstance(error, Unreachable):
        return str(error), error.remedy, "unreachable"
    if isinstance(error, TooMany):
        most = bench.settings.worker.most_files
        remedy = f"Name a folder inside it, take files out, or raise worker.most_files in the settings (now {most:,})."
        return f"it holds more than {most:,} files", remedy, "too_large"
    if isinstance(error, StoreError):
        return str(error.args[0]), "The next rounds try again.", "failed"
    if isinstance(error, sqlite3.Error):
        return (
            f"the store could not be written ({error})",
            "Free some space, or run `journey doctor`; the next rounds try again.",
            "failed",
        )
    words = error.strerror or type(error).__name__ if isinstance(error, OSError) else type(error).__name__
    return (
        f"reading it did not succeed ({words})",
        "Check the disk's space and the permissions; the next rounds try again.",
        "failed",
    )


def tell(bench: Bench, argument: str) -> str:
    """Match, read and tell what waits for it; a source that brought it shows the progress."""
    with _plain_stop(), bench.locks["tell"], writing(bench.store) as connection:
        report = Report()
        teller = Teller(connection, int(argument or 0), bench)
        try:
            refresh(connection, bench.rules(), bench.moment, report=report, on_progress=teller)
        finally:
            if argument:
                change(connection, int(argument), phase="", file="", done=0)
        return f"{report.deals} told"


def read(bench: Bench, argument: str) -> str:
    """Let the model read one deal; `argument` is the deal's token and the key."""
    if bench.stopped():
        raise Unfinished
    if bench.reader is None:
        return "no model"
    token, _, key = argument.partition("\n")
    if token not in bench.deals:
        bench.deals = deals_by_token(bench.store)
    deal_id = bench.deals.get(token)
    return "gone" if deal_id is None else bench.reader.read(deal_id, key)


@contextmanager
def _plain_stop() -> Iterator[None]:
    """Leave the job unfinished when somebody asked to stop."""
    try:
        yield
    except Stopped as stopped:
        raise Unfinished from stopped
