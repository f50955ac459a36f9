"""The commands that keep sources in sync: worker and sync."""

from __future__ import annotations

import shutil
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from journey_tui.cli.importing import ProgressLine
from journey_tui.cli.output import FAILED, OK, PARTLY, USAGE, emit, note, plain_errors, stop
from journey_tui.data.store import ensure_store, writing
from journey_tui.domain.views_sources import SyncedSource
from journey_tui.paths import paths
from journey_tui.settings import Settings, SettingsError, load_settings
from journey_tui.sync.clock import set_right
from journey_tui.sync.lock import WORKER, Held, Lock, holder
from journey_tui.sync.worker import Worker, stop_on_signals, wanted_of
from journey_tui.workspace import Workspace


def worker(store: str | None) -> int:
    """Keep the sources of a store in sync until a signal asks to stop; returns the exit code."""
    from journey_tui.journal import attach_log

    places = paths(store)
    settings = _settings(as_json=False)
    attach_log(places.log)
    stopping = threading.Event()
    stop_on_signals(stopping)
    with plain_errors():
        try:
            _greet(places.store, settings)
            Worker(places.store, places.config, load_settings, said=_say_at, stop=stopping).run()
        except Held as held:
            stop(_held(places.store, held.pid))
    _say_at("Stopped; what was finished is kept, the rest goes on with the next start.")
    return OK


def _settings(*, as_json: bool) -> Settings:
    try:
        return load_settings()
    except SettingsError as error:
        stop("\n".join(map(str, error.problems)), USAGE, as_json=as_json)


def _greet(store: Path, settings: Settings) -> None:
    if not settings.sources:
        note("journey: no source is configured yet. `journey init` asks for them; the worker takes over what it writes.")
    _say_at(f"Keeping {len(settings.sources)} sources of {store} in sync. Ctrl-C stops.")


def _say_at(words: str) -> None:
    """Say something with its time; a terminal that has gone is no reason to stop."""
    with suppress(OSError):
        note(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S}  {words}")


def _held(store: Path, pid: int) -> str:
    who = f" (process {pid})" if pid else ""
    return f"another worker{who} keeps {store} in sync already. One is enough; `journey sources` shows what it does."


def sync(store: str | None, only: str, *, as_json: bool) -> int:
    """Bring the sources in once, or let the worker that is there do it at once; returns the exit code."""
    settings = _settings(as_json=as_json)
    path = paths(store).store
    if not settings.sources:
        stop("no source is configured yet. `journey init` asks for them.", USAGE, as_json=as_json)
    if only and only not in [source.name for source in settings.sources]:
        names = ", ".join(source.name for source in settings.sources)
        stop(f"--source {only}: no source is called so. There are: {names}.", USAGE, as_json=as_json)
    with plain_errors(as_json):
        ensure_store(path)
        ids = _register(path, settings, only)
        line = ProgressLine()
        try:
            with Lock(path, WORKER):
                _round(path, settings, ids, line)
        except Held:
            _ask(path, ids, line)
        line.close()
        found = [source for source in Workspace(path).synced_sources() if source.id in ids]
        return _report(found, as_json=as_json)


def _register(path: Path, settings: Settings, only: str) -> frozenset[int]:
    from journey_tui.data import syncing

    with writing(path) as connection:
        set_right(connection, time.time())
        found = syncing.register(connection, wanted_of(settings))
    return frozenset(source.id for source in found if not only or source.name == only)


def _round(path: Path, settings: Settings, ids: frozenset[int], line: ProgressLine) -> None:
    """Do one round in this process."""
    from journey_tui.sync.hands import Hands, scratch_of
    from journey_tui.sync.jobs import PlainJobs
    from journey_tui.sync.reading import open_reader
    from journey_tui.sync.refresh import rules_in_force
    from journey_tui.sync.round import Bench

    rules = cache(lambda: rules_in_force(paths().playbooks)[0])
    bench = Bench(path, settings, rules, scratch_of(path), reader=open_reader(path, settings), told=line)
    hands = Hands(bench, PlainJobs, linger_s=0.0, said=lambda _: None)
    try:
        hands.order({"sync": sorted(ids), "tell": True})
        hands.run()
    except KeyboardInterrupt:
        line.close()
        stop("stopped. What was finished is kept; run it again to go on.")
    finally:
        shutil.rmtree(bench.scratch, ignore_errors=True)


def _ask(path: Path, ids: frozenset[int], line: ProgressLine) -> None:
    """Let the worker that keeps the store look now, and wait until it has."""
    from journey_tui.data import syncing
    from journey_tui.sync.importer import Progress

    with writing(path) as connection:
        syncing.ask(connection, datetime.now(UTC), ids)
        note("A worker keeps this store in sync; it was asked to look now.")
        while holder(path) is not None:
            waiting = [s for s in syncing.sources(connection) if s.id in ids and (s.asked_at or s.phase)]
            if not waiting:
                return
            line(Progress(waiting[0].phase or "waiting", waiting[0].file or waiting[0].name, waiting[0].done))
            time.sleep(0.3)
    stop("the worker stopped before it was done. Run this again.")


def _report(found: list[SyncedSource], *, as_json: bool) -> int:
    """Print how each source stands; returns the exit code."""
    from journey_tui.cli.sources import print_synced, synced_json

    if as_json:
        emit([synced_json(source) for source in found])
    else:
        print_synced(found)
    failed = [source for source in found if source.error]
    if failed:
        return FAILED if len(failed) == len(found) else PARTLY
    return PARTLY if any(source.state == "partly" for source in found) else OK
