"""Durable jobs as DBOS workflows in a database of their own beside the store. Loaded in the worker's hands only."""

from __future__ import annotations

import json
import logging
import queue
import threading
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from dbos import DBOS, DBOSConfig, Serializer, SetWorkflowID
from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import QueuePool

from journey_tui.data.sqlite import create_private, sqlite3, wal_is_safe
from journey_tui.data.store import is_team
from journey_tui.sync.jobs import Done, Handler, Job, Unfinished

log = logging.getLogger("journey.jobs")

CONTRACT: Final = "1"
"""Version of what jobs mean: raised when an older process's jobs can no longer be gone on with; they are then forgotten."""
EXECUTOR: Final = "worker"
"""One worker a store: whichever process is it goes on with the jobs of the one before."""
KEPT_S: Final = 7 * 86400
"""How long a job that has ended is remembered; what must never be done twice is remembered by the store."""
_OPEN: Final = ["PENDING", "ENQUEUED"]
"""Statuses of jobs that are not done; those of a dead process are enqueued before they are begun again."""


_AT_ONCE: Final = 200
"""Jobs of which it is asked at once whether they are known."""


class _Plain(Serializer):
    """Write values as JSON: what lies in a file is never unpickled."""

    def serialize(self, data: Any) -> str:
        """Return the value as JSON; of an error only its kind."""
        return json.dumps({"error": type(data).__name__} if isinstance(data, BaseException) else data)

    def deserialize(self, serialized_data: str) -> Any:
        """Return the value."""
        return json.loads(serialized_data)

    def name(self) -> str:
        """Return the name under which values are marked."""
        return "journey_json"


def jobs_path(store: Path) -> Path:
    """Return the file of a store's jobs."""
    return store.with_name(f"{store.stem}-jobs.db")


def _engine(path: Path, threads: int) -> Engine:
    """Return the engine of the jobs' database: our SQLite, immediate transactions, WAL set before anything else uses it."""

    def connect() -> Any:
        connection = sqlite3.connect(path, isolation_level="IMMEDIATE", check_same_thread=False, timeout=30)
        connection.execute("PRAGMA busy_timeout=30000")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA trusted_schema=OFF")
        connection.execute(f"PRAGMA journal_mode={'WAL' if wal_is_safe() else 'DELETE'}")
        # A power cut may lose the last jobs that were taken over: they are found again, since the store holds no trace of them.
        connection.execute("PRAGMA synchronous=NORMAL")
        return connection

    connect().close()
    return create_engine(
        "sqlite://", creator=connect, module=sqlite3, poolclass=QueuePool, pool_size=min(threads, 8), max_overflow=8
    )


class DurableJobs:
    """Jobs that outlive the process: begun again by the next one until they are done."""

    def __init__(self, store: Path, handlers: Mapping[str, Handler], *, threads: int = 4) -> None:
        """Open the jobs of a store and go on with those that a dead process left."""
        self._handlers = handlers
        self._ended: queue.SimpleQueue[Done] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._active: set[str] = set()
        self._over: set[str] = set()
        self._stopping = threading.Event()
        path = jobs_path(store)
        if not path.exists():
            create_private(path, team=is_team(store))
        logging.getLogger("dbos").setLevel(logging.ERROR)
        DBOS(config=DBOSConfig(
            name="journey", system_database_url=f"sqlite:///{path}", system_database_engine=_engine(path, threads),
            application_version=CONTRACT, executor_id=EXECUTOR, log_level="ERROR", console_log_level="ERROR", serializer=_Plain(),
            max_executor_threads=threads + 2, enable_otlp=False, scheduler_polling_interval_sec=3600.0,
        ))  # fmt: skip

        @DBOS.workflow(name="journey_job")
        def work(kind: str, key: str, argument: str) -> str:
            return self._run(Job(kind, key, argument))

        self._workflow = work
        DBOS.launch()
        self._reap()

    def _reap(self) -> None:
        """Take over what processes under another name left, and forget what ended long ago or belongs to another contract."""
        for status in DBOS.list_workflows(status=_OPEN, load_input=False, load_output=False):
            if status.app_version != CONTRACT:
                DBOS.cancel_workflow(status.workflow_id)
                continue
            if status.executor_id != EXECUTOR:
                DBOS.resume_workflow(status.workflow_id)
            with self._lock:
                if status.workflow_id not in self._over:
                    self._active.add(status.workflow_id)
        ended = ["SUCCESS", "ERROR", "CANCELLED"]
        until = datetime.fromtimestamp(time.time() - KEPT_S, UTC).isoformat()
        old = DBOS.list_workflows(status=ended, completed_before=until, limit=5_000, load_input=False, load_output=False)
        if old:
            DBOS.delete_workflows([status.workflow_id for status in old])

    def _run(self, job: Job) -> str:
        """Do one job; a job that is to be left unfinished never returns, so that it stays pending."""
        with self._lock:
            self._active.add(job.key)
        outcome = "failed"
        try:
            outcome = self._handlers[job.kind](job.argument)
        except Unfinished:
            self._hang(job.key)
        except Exception:
            if self._stopping.is_set():
                self._hang(job.key)
            log.exception("job %s", job.kind)
        with self._lock:
            self._active.discard(job.key)
            self._over.add(job.key)
        self._ended.put(Done(job, outcome))
        return outcome

    def _hang(self, key: str) -> None:
        """Wait for the end of the process: a workflow that returned would count as done."""
        with self._lock:
            self._active.discard(key)
        threading.Event().wait()

    def start(self, job: Job) -> bool:
        """Take a job over durably; returns whether it is a new one."""
        return self.start_all([job]) > 0

    def start_all(self, jobs: Sequence[Job]) -> int:
        """Take jobs over durably; returns how many of them are new ones. Which are known is asked once for many."""
        started = 0
        for at in range(0, len(jobs), _AT_ONCE):
            part = {job.key: job for job in jobs[at : at + _AT_ONCE]}
            with self._lock:
                fresh = [key for key in part if key not in self._active]
            if not fresh:
                continue
            known = {
                status.workflow_id for status in DBOS.list_workflows(workflow_ids=fresh, load_input=False, load_output=False)
            }
            for key in (key for key in fresh if key not in known):
                self._begin(part[key])
                started += 1
        return started

    def _begin(self, job: Job) -> None:
        with self._lock:
            self._active.add(job.key)
        with SetWorkflowID(job.key):
            DBOS.start_workflow(self._workflow, job.kind, job.key, job.argument)

    def ended(self, timeout: float) -> Done | None:
        """Return the next job that has ended, waiting for at most so many seconds."""
        try:
            return self._ended.get(timeout=timeout)
        except queue.Empty:
            return None

    def active(self) -> frozenset[str]:
        """Return the keys of the jobs that are not done."""
        with self._lock:
            return frozenset(self._active)

    def stop(self) -> None:
        """Take no more, and let the book show what is done; the process is about to end, and the rest stays to be done."""
        self._stopping.set()
        until = time.monotonic() + 2.0
        while time.monotonic() < until:
            open_still = DBOS.list_workflows(status=_OPEN, load_input=False, load_output=False)
            with self._lock:
                if not self._over & {status.workflow_id for status in open_still}:
                    return
            time.sleep(0.02)
