"""The worker: looks at every source when its time comes, and lets another process do what there is to do.

It holds one lock a store, keeps nothing in memory but when to look next, and never imports what reads or parses: idle it is
a small process that wakes once a second.
"""

from __future__ import annotations

import logging
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from journey_tui.data import syncing
from journey_tui.data.sqlite import sqlite3
from journey_tui.data.store import ensure_store, writing
from journey_tui.data.waiting import put_waiting, waiting_files
from journey_tui.domain.views_sources import jump_words
from journey_tui.lean import dataclass
from journey_tui.sync.clock import AHEAD_S, Clocks, set_right, steady
from journey_tui.sync.hands_process import HandsProcess
from journey_tui.sync.lock import WORKER, Lock
from journey_tui.sync.watch import Look, back_off, look, waiting_of

if TYPE_CHECKING:
    from journey_tui.settings import Settings

log = logging.getLogger("journey.worker")

TICK_S: Final = 1.0
"""How often it wakes: to see whether somebody asked for something, and whether a source's time has come."""
DUE_EVERY_S: Final = 30.0
"""How often it is asked whether time has overtaken a reading."""
READ_EVERY_S: Final = 900.0
"""How often a configured model is offered what it has not read."""
SHARE: Final = 100
"""A look that took a second is not repeated for so many: however large a source is, looking costs a hundredth of a core."""
LOOK_TIMEOUT_S: Final = 20.0
"""How long a source may take to answer before it counts as unreachable: a dead network disk answers never."""
SETTLE_FIRST_S: Final = 10
"""How long what is still being written is waited for before the rest of its source is brought in without it."""


LOOK_OVER_S: Final = 60.0
"""How long after a jump of the clock another one lets nothing be looked at out of turn: a clock that goes mad costs nothing."""


@dataclass(slots=True)
class _Watch:
    """When a source is looked at next, and the look that is under way."""

    at: float = 0.0
    """By the clock that never jumps."""
    thread: threading.Thread | None = None
    began: float = 0.0
    found: Look | None = None
    working: bool = False
    """Whether the hands were told to bring it in and did not say yet that they have."""
    waits_since: float | None = None
    """Since when something in it is left until it is still, by the clock that never jumps."""


@dataclass(slots=True)
class Worker:
    """Keeps the configured sources of one store in sync until it is asked to stop."""

    store: Path
    config: Path
    load: Callable[[Path], Settings]
    now: Callable[[], float] = time.time
    said: Callable[[str], None] = lambda _: None
    """Where to say what happens, for a person who runs it in a terminal."""
    hands: HandsProcess | None = None
    stop: threading.Event = field(default_factory=threading.Event)
    steady: Callable[[], float] = steady
    """Seconds by the clock that never jumps."""
    _clocks: Clocks = field(init=False)
    _looked_over_at: float = -LOOK_OVER_S
    _settings: Settings | None = None
    _config_mark: tuple[int, int] = (-1, -1)
    _watches: dict[int, _Watch] = field(default_factory=dict)
    _sources: dict[int, syncing.Source] = field(default_factory=dict)
    _due_at: float = 0.0
    _read_at: float = 0.0
    _tell_owed: bool = True
    """Whether readings are to be brought up to the store: at the beginning, since a process before may have left off anywhere."""

    def run(self) -> None:
        """Work until asked to stop; raises `Held` when another worker keeps the store, `StoreError`, `SettingsError`."""
        ensure_store(self.store)
        with Lock(self.store, WORKER), writing(self.store) as connection:
            self._settings = self.load(self.config)
            self._clocks = Clocks(self.now, self.steady)
            self._register(connection)
            self._see_clock(connection)
            self.hands = self.hands or HandsProcess(self.store)
            try:
                while not self.stop.is_set():
                    self._tick(connection)
                    self.stop.wait(TICK_S)
            finally:
                self.hands.close()
                _at_rest(connection)

    def _tick(self, connection: sqlite3.Connection) -> None:
        try:
            self._see_clock(connection)
            self._reload_settings(connection)
            self._hear(connection)
            self._see_requests(connection)
            for source in list(self._sources.values()):
                self._watch(connection, source)
            self._see_time(connection)
        except sqlite3.Error as error:
            # A full disk, a store that is being restored: the next rounds try again.
            log.warning("the store cannot be used: %s", type(error).__name__)

    def _see_clock(self, connection: sqlite3.Connection) -> None:
        """Set right what the store remembers where the clock has jumped, here or since the worker before, and look at everything."""
        by = self._clocks.jumped()
        by = set_right(connection, self.now(), by)
        if not by:
            return
        log.info("the clock went %s by %d s", "back" if by < 0 else "forward", abs(by))
        self.said(jump_words(by))
        if self.steady() - self._looked_over_at >= LOOK_OVER_S:
            self._looked_over_at = self.steady()
            self._due_at = 0.0
            for watch in self._watches.values():
                watch.at = 0.0

    # Settings and requests.

    def _register(self, connection: sqlite3.Connection) -> None:
        assert self._settings is not None
        found = syncing.register(connection, wanted_of(self._settings))
        self._sources = {source.id: source for source in found}
        self._watches = {source.id: self._watches.get(source.id, _Watch()) for source in found}

    def _reload_settings(self, connection: sqlite3.Connection) -> None:
        """Take over settings that were changed; ones with an error are said and left aside."""
        try:
            info = self.config.stat()
            mark = (info.st_mtime_ns, info.st_size)
        except OSError:
            mark = (0, 0)
        before, self._config_mark = self._config_mark, mark
        if before in (mark, (-1, -1)):
            return
        from journey_tui.settings import SettingsError

        try:
            self._settings = self.load(self.config)
        except SettingsError as error:
            for problem in error.problems:
                self.said(f"The settings as they were stay in force: {problem}")
            log.warning("the settings have an error; those in force stay")
            return
        self._register(connection)
        if self.hands is not None:
            self.hands.renew()
        self.said(f"Settings read again: {len(self._sources)} sources.")

    def _see_requests(self, connection: sqlite3.Connection) -> None:
        """Read the sources again: what was asked for, and what the hands put down."""
        self._sources = {source.id: source for source in syncing.sources(connection)}
        for source in self._sources.values():
            if source.asked_at is not None:
                self._watches.setdefault(source.id, _Watch()).at = 0.0

    # Looking.

    def _watch(self, connection: sqlite3.Connection, source: syncing.Source) -> None:
        """Begin to look at a source when its time has come, in a thread of its own; take what the look found."""
        watch = self._watches.setdefault(source.id, _Watch())
        if watch.working:
            return
        if watch.thread is not None:
            if watch.thread.is_alive():
                if time.monotonic() - watch.began > LOOK_TIMEOUT_S and source.state != "unreachable":
                    remedy = f"Check the disk or network that {source.path} is on; the worker goes on by itself once it answers."
                    self._unreachable(connection, source, Look(error="it does not answer", remedy=remedy))
                return
            watch.thread = None
            self._took(connection, source, watch)
        elif self.steady() >= watch.at:
            watch.began, watch.found = time.monotonic(), None
            watch.thread = threading.Thread(
                target=self._look, args=(source, watch), name=f"journey-look-{source.id}", daemon=True
            )
            watch.thread.start()
            watch.thread.join(0.05)  # nearly always there at once: then it is taken in the same tick
            if not watch.thread.is_alive():
                watch.thread = None
                self._took(connection, source, watch)

    def _look(self, source: syncing.Source, watch: _Watch) -> None:
        assert self._settings is not None
        worker = self._settings.worker
        watch.found = look(source.path, settle=worker.settle.total_seconds(), most=worker.most_files, now=self.now)

    def _took(self, connection: sqlite3.Connection, source: syncing.Source, watch: _Watch) -> None:
        """Go on after a look: nothing has changed, something has, or the source could not be looked at."""
        found, now = watch.found or Look(error="it could not be looked at", remedy="The next rounds try again."), int(self.now())
        watch.at = self.steady() + max(float(source.every_s), found.seconds * SHARE)
        if found.error or found.too_many:
            self._unreachable(connection, source, found)
        elif found.fingerprint != source.fingerprint or source.asked_at is not None:
            syncing.change(connection, source.id, looked_at=now, behind_since=source.behind_since or now)
            if found.settling:
                self._waits(connection, source, watch, found, now)
                if source.asked_at is None and self.steady() - (watch.waits_since or 0.0) < SETTLE_FIRST_S:
                    return
            assert self.hands is not None
            watch.working = self.hands.order({"sync": [source.id]})
            if not watch.working:
                watch.at = max(watch.at, self.steady() + self._settle_s)
        else:
            self._unchanged(connection, source, watch, now)

    def _waits(self, connection: sqlite3.Connection, source: syncing.Source, watch: _Watch, found: Look, now: int) -> None:
        """Put down what is still being written, and look again when it may be still: soon at first, seldom in the end."""
        before = waiting_files(connection, source.id)
        moved = waiting_of(found.settling, before, now)
        others = [one for key, one in before.items() if key not in {one.key for one in moved}]
        put_waiting(connection, source.id, [*moved, *others])
        self._again_soon(connection, source.id, watch, found.seconds)

    def _again_soon(self, connection: sqlite3.Connection, source_id: int, watch: _Watch, cost: float = 0.0) -> None:
        source, now = self._sources[source_id], self.steady()
        watch.waits_since = now if watch.waits_since is None else watch.waits_since
        wait = max(self._settle_s, min(float(source.every_s), (now - watch.waits_since) / 4), cost * SHARE)
        watch.at = now + wait
        syncing.change(connection, source_id, next_at=self._wall(watch.at))

    @property
    def _settle_s(self) -> float:
        assert self._settings is not None
        return max(TICK_S, self._settings.worker.settle.total_seconds())

    def _unchanged(self, connection: sqlite3.Connection, source: syncing.Source, watch: _Watch, now: int) -> None:
        """Put down that a source was looked at, and is in the store as it is."""
        watch.waits_since = None
        was_late = source.synced_at is not None and now - source.synced_at > max(3 * source.every_s, 72 * 3600)
        state = "ok" if source.state in ("unreachable", "failed", "too_large", "working", "new") else source.state
        syncing.change(
            connection, source.id, state=state, phase="", looked_at=now, synced_at=now, next_at=self._wall(watch.at), error="", remedy="",
            failures=0, behind_since=None,
        )  # fmt: skip
        if was_late:
            connection.execute("UPDATE projection SET valid_until=0")
            self._due_at = 0.0

    def _unreachable(self, connection: sqlite3.Connection, source: syncing.Source, found: Look) -> None:
        """Put down why a source cannot be looked at; it is tried again when its time comes, the others go on."""
        assert self._settings is not None
        most = self._settings.worker.most_files
        text = f"it holds more than {most:,} files" if found.too_many else found.error
        remedy = (
            f"Name a folder inside it, take files out, or raise worker.most_files in the settings (now {most:,})."
            if found.too_many
            else found.remedy
        )
        if source.error != text:
            self.said(f"{source.name}: {text}. {remedy}")
        watch = self._watches[source.id]
        now = int(self.now())
        syncing.change(
            connection, source.id, state="too_large" if found.too_many else "unreachable", phase="", looked_at=now, error=text, remedy=remedy,
            failures=source.failures + 1, behind_since=source.behind_since or now, next_at=self._wall(watch.at), asked_at=None,
        )  # fmt: skip

    def _wall(self, at: float) -> int:
        return int(self.now() + max(0.0, at - self.steady()))

    def _see_time(self, connection: sqlite3.Connection) -> None:
        """Let the deals be told anew that time has overtaken; a reading from the future was made by a clock that was wrong."""
        if self.steady() >= self._due_at:
            self._due_at = self.steady() + DUE_EVERY_S
            now = int(self.now())
            query = (
                "SELECT 1 FROM projection WHERE valid_until<=? OR computed_at>? UNION ALL SELECT 1 FROM meta WHERE key=? LIMIT 1"
            )
            self._tell_owed = (
                self._tell_owed or connection.execute(query, (now, now + AHEAD_S, syncing.EFFECTS_OWED)).fetchone() is not None
            )
            assert self.hands is not None
            if self._tell_owed:
                self.hands.order({"tell": True})
            if self._settings is not None and self._settings.model.configured and self.steady() >= self._read_at:
                # What a model could not read, because it was down or the day's money was used up, is tried again.
                self._read_at = self.steady() + READ_EVERY_S
                self.hands.order({"read": True})

    # What the hands say.

    def _hear(self, connection: sqlite3.Connection) -> None:
        assert self.hands is not None
        for message in self.hands.heard():
            kind = message.get("ended")
            if kind == "tell":
                self._tell_owed = False
            elif kind == "sync" and (watch := self._watches.get(int(message["of"] or 0))) is not None:
                watch.working = False
                if message["outcome"] in ("ok", "changed"):
                    self._after_round(connection, int(message["of"]), watch)
                else:
                    watch.at = self.steady() + self._back_off(message["of"])
            elif "gone" in message:
                self._after_hands(message["gone"], in_order=message["in_order"])

    def _after_round(self, connection: sqlite3.Connection, source_id: int, watch: _Watch) -> None:
        """Look again soon, however it went: something may have come meanwhile, and what was still being written is waited for."""
        source = next((s for s in syncing.sources(connection) if s.id == source_id), None)
        if source is None:
            return
        self._sources[source_id] = source
        if source.behind_since is None:
            watch.waits_since = None
            watch.at = self.steady() + self._settle_s
        else:
            self._again_soon(connection, source_id, watch)

    def _back_off(self, source_id: str) -> float:
        """Return how many seconds to wait before a source is tried again whose reading did not succeed."""
        source = self._sources.get(int(source_id))
        return back_off(source) if source else 0.0

    def _after_hands(self, wait: float, *, in_order: bool) -> None:
        """Begin again what the working process may have left, when it is to be begun again."""
        self._tell_owed = self._tell_owed or not in_order
        self._due_at = self.steady() + wait if self._tell_owed else self._due_at
        for watch in self._watches.values():
            if watch.working:
                watch.working = False
                watch.at = self.steady() + wait


def _at_rest(connection: sqlite3.Connection) -> None:
    """Leave no source that looks as if it were being worked on."""
    try:
        connection.execute("UPDATE sync_source SET phase='', file='', done=0, next_at=NULL WHERE enabled=1")
        connection.execute(
            "UPDATE sync_source SET state=CASE WHEN synced_at IS NULL THEN 'new' ELSE 'ok' END WHERE state='working'"
        )
    except sqlite3.Error:
        log.warning("the store cannot be written")


def wanted_of(settings: Settings) -> list[syncing.Wanted]:
    """Return the sources that the settings name, as the store keeps them."""
    return [
        syncing.Wanted(
            source.name,
            str(source.path),
            max(1, int(settings.every(source).total_seconds())),
            int(source.expect.total_seconds()) if source.expect else 0,
        )
        for source in settings.sources
        if source.enabled
    ]


def stop_on_signals(stop: threading.Event) -> None:
    """Let SIGTERM, SIGINT and SIGHUP ask for a stop in order."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: stop.set())
