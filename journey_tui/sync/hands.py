"""The process that works for the worker: it lives while there is something to do, so that an idle worker stays small.

It is told what to do in lines of JSON on its standard input, and tells in lines of JSON on its standard output what has
ended. When its input ends, because the worker ended however it did, it stops: what is not done stays to be done.
"""

from __future__ import annotations

import json
import logging
import os
import queue
import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from journey_tui.sync import round as rounds
from journey_tui.sync.jobs import Handler, Job, Jobs, MakeJobs
from journey_tui.sync.lock import HANDS, Held, Lock
from journey_tui.sync.reading import token_of
from journey_tui.sync.refresh import rules_in_force

log = logging.getLogger("journey.worker")

LINGER_S: Final = 20.0
"""How long it waits for more to do before it ends."""
TELL_EVERY_S: Final = 30.0
"""How often what sources brought is told while a model reads."""
ASK_EVERY_S: Final = 5.0
"""How often it is asked what else a model is to read while it reads: the answer goes over every deal that waits."""
LOOK_OVER_EVERY_S: Final = 300.0
"""How often what hangs on many deals is looked over while a model reads them: each deal that it has read is told at once."""
READ: Final = ("ok", "partly")
"""Outcomes of a model's reading after which a deal is told anew."""
GRACE_S: Final = 10.0
"""How long what is being done may take to come to a good end when asked to stop."""


class Hands:
    """Does jobs until nothing is left, then waits a while for more."""

    def __init__(
        self, bench: rounds.Bench, make_jobs: MakeJobs, *, linger_s: float = LINGER_S, said: Callable[[dict[str, Any]], None]
    ) -> None:
        """Take over what a dead process left, and wait for orders."""
        self.bench = bench
        self._said = said
        self._linger_s = linger_s
        self._orders: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self._stop = threading.Event()
        bench.stopped = self._stop.is_set
        self._tell_source = ""
        self._tell_wanted = False
        self._look_over_wanted = False
        self._told_at = self._looked_over_at = time.monotonic()
        self._reads_wanted = True
        self._asked_at = -ASK_EVERY_S
        self._backlog: list[Job] = []
        """What a model is to read and was not taken over yet."""
        self.jobs: Jobs = make_jobs(handlers(bench))

    def order(self, order: dict[str, Any] | None) -> None:
        """Take an order: `{"sync": [source ids]}`, `{"tell": true}`, `{"read": true}`; None: stop."""
        if order is None:
            self._stop.set()
        self._orders.put(order)

    def run(self) -> None:
        """Work until there is nothing more to do, or until told to stop."""
        idle_since = time.monotonic()
        while not self._stop.is_set():
            moved = self._take_orders()
            moved = self._take_ended(0.2) or moved
            moved = self._go_on() or moved
            if moved or self.jobs.active():
                idle_since = time.monotonic()
            elif time.monotonic() - idle_since >= self._linger_s:
                break
        self.jobs.stop()
        if self.bench.reader is not None:
            self.bench.reader.close()

    def settle(self, grace_s: float) -> None:
        """Wait until what is being done has come to a good end, for so long at most."""
        until = time.monotonic() + grace_s
        while self.jobs.active() and time.monotonic() < until:
            self._take_ended(0.05)

    def _take_orders(self) -> bool:
        moved = False
        while not self._orders.empty() and (order := self._orders.get()) is not None:
            moved = True
            for source_id in order.get("sync", ()):
                self._begin("sync", str(source_id))
            self._tell_wanted = self._tell_wanted or bool(order.get("tell"))
            self._reads_wanted = self._reads_wanted or bool(order.get("read"))
        return moved

    def _begin(self, kind: str, argument: str) -> None:
        """Begin a job that is to be done now, each time anew; what it does twice it does once, by its cursors."""
        self.jobs.start(Job(kind, f"{kind}:{argument}:{uuid4().hex}", argument))

    def _take_ended(self, timeout: float) -> bool:
        done = self.jobs.ended(timeout)
        if done is None:
            return False
        if done.job.kind == "tell":
            self._told_at = time.monotonic()
            self._reads_wanted = True
        elif done.job.kind == "read":
            # What is left, and what failed long enough ago, is offered when it is asked for again.
            self._reads_wanted = True
            self._look_over_wanted = self._look_over_wanted or done.outcome in READ
        elif done.outcome == "changed":
            self._tell_wanted, self._tell_source = True, done.job.argument
        self._said({"ended": done.job.kind, "of": done.job.argument.partition("\n")[0], "outcome": done.outcome})
        return True

    def _go_on(self) -> bool:
        """Begin what follows: the deals are told once, however many sources brought something; then a model reads."""
        kinds = {key.partition(":")[0] for key in self.jobs.active()}
        if not kinds & {"sync", "tell"} and self._may_tell("read" in kinds):
            self._tell_wanted = self._look_over_wanted = False
            self._looked_over_at = time.monotonic()
            self._begin("tell", self._tell_source)
            self._tell_source = ""
            return True
        return not kinds & {"sync", "tell"} and self._read_on()

    def _read_on(self) -> bool:
        """Take over what a model is to read next, never much more than it reads at once: orders are heard in between."""
        reader, active = self.bench.reader, len(self.jobs.active())
        if reader is None or active > reader.at_once:
            return False
        if not self._backlog and self._reads_wanted and (not active or time.monotonic() - self._asked_at > ASK_EVERY_S):
            self._reads_wanted, self._asked_at = False, time.monotonic()
            self._backlog = [Job("read", f"read:{key}", f"{token_of(deal)}\n{key}") for deal, key in reader.waiting()]
        started = 0
        while self._backlog and not started:
            part, self._backlog = self._backlog[: max(reader.at_once, 1)], self._backlog[max(reader.at_once, 1) :]
            started = self.jobs.start_all(part)
        return started > 0

    def _may_tell(self, reading: bool) -> bool:
        """Return whether it is time to tell the deals: while a model reads many of them now and then, else at once."""
        now = time.monotonic()
        if not reading:
            return self._tell_wanted or self._look_over_wanted
        if self._tell_wanted and now - self._told_at > TELL_EVERY_S:
            return True
        return self._look_over_wanted and now - self._looked_over_at > LOOK_OVER_EVERY_S


def handlers(bench: rounds.Bench) -> Mapping[str, Handler]:
    """Return what does each kind of job."""
    return {
        "sync": lambda argument: rounds.sync(bench, argument),
        "tell": lambda argument: rounds.tell(bench, argument),
        "read": lambda argument: rounds.read(bench, argument),
    }


def say(message: dict[str, Any]) -> None:
    """Tell the worker something; one that has gone is noticed where orders are read."""
    try:
        sys.stdout.write(json.dumps(message) + "\n")
        sys.stdout.flush()
    except OSError:
        log.info("nobody listens any more")


def scratch_of(store: Path) -> Path:
    """Return the folder for what is unpacked, empty: what a killed process left in it is gone."""
    from hashlib import sha256
    from tempfile import gettempdir

    name = sha256(os.fsencode(store)).hexdigest()[:12]
    folder = Path(gettempdir(), f"journey-worker-{os.getuid()}-{name}")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    return folder


def listen(hands: Hands) -> None:
    """Pass on the orders that come in; the end of the input is the order to stop."""
    for line in sys.stdin:
        hands.order(json.loads(line))
    hands.order(None)


def main() -> int:
    """Work for the worker of the store that is named; returns the exit code."""
    from journey_tui.journal import attach_log
    from journey_tui.paths import paths
    from journey_tui.settings import load_settings
    from journey_tui.sync.jobs_dbos import DurableJobs
    from journey_tui.sync.reading import open_reader

    places = paths(sys.argv[1])
    attach_log(places.log)
    settings = load_settings(places.config)
    try:
        with Lock(places.store, HANDS, wait_s=60.0):
            reader = open_reader(places.store, settings)
            in_force = cache(lambda: rules_in_force(places.playbooks)[0])
            bench = rounds.Bench(places.store, settings, in_force, scratch_of(places.store), reader=reader)
            threads = 3 + (reader.at_once if reader else 0)
            hands = Hands(bench, lambda found: DurableJobs(places.store, found, threads=threads), said=say)
            signal.signal(signal.SIGTERM, lambda *_: hands.order(None))
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the worker, which ends this process in order
            threading.Thread(target=listen, args=(hands,), name="journey-orders", daemon=True).start()
            say({"ready": os.getpid()})
            hands.run()
            hands.settle(GRACE_S)
            shutil.rmtree(bench.scratch, ignore_errors=True)
            sys.stdout.flush()
            # Threads of jobs that are left unfinished never end: the process does, and the next one goes on with them.
            os._exit(0)
    except Held:
        log.warning("another process works for this store")
        return 1


if __name__ == "__main__":
    sys.exit(main())
