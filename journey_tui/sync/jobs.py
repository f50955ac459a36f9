"""Durable jobs behind a port of our own: a job that was taken over is done once, whatever happens to the process meanwhile.

A handler must be able to begin again: it puts down how far it is in the store, together with what it did. The jobs' own book
only knows which jobs are to be done, so that a killed worker goes on with them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from journey_tui.lean import dataclass

Handler = Callable[[str], str]
"""Does a job, given its argument; returns the outcome in a word. Raises `Unfinished` to leave it for the next process."""


class Unfinished(Exception):
    """The process is being stopped: the job is not done, and stays to be done."""


@dataclass(frozen=True, slots=True)
class Job:
    """Something to be done once."""

    kind: str
    """Which handler does it: `sync`, `tell`, `read`."""
    key: str
    """What makes it the same job: a second one with this key is not done again. It begins with the kind: `sync:…`."""
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """A job that has ended."""

    job: Job
    outcome: str
    """`ok`, or the handler's word; `failed` where it raised."""


class Jobs(Protocol):
    """Takes jobs over and does them, several at a time."""

    def start(self, job: Job) -> bool:
        """Take a job over; returns whether it is a new one."""

    def start_all(self, jobs: Sequence[Job]) -> int:
        """Take jobs over; returns how many of them are new ones."""

    def ended(self, timeout: float) -> Done | None:
        """Return the next job that has ended, waiting for at most so many seconds."""

    def active(self) -> frozenset[str]:
        """Return the keys of the jobs that are not done, those of a dead process that were taken over among them."""

    def stop(self) -> None:
        """Let go: what is not done stays to be done."""


MakeJobs = Callable[[Mapping[str, Handler]], Jobs]


class PlainJobs:
    """Jobs done at once and in order, in this thread: for a single round, which is begun again if it is killed."""

    def __init__(self, handlers: Mapping[str, Handler]) -> None:
        self._handlers = handlers
        self._waiting: list[Job] = []
        self._seen: set[str] = set()

    def start(self, job: Job) -> bool:
        """Take a job over."""
        if job.key in self._seen:
            return False
        self._seen.add(job.key)
        self._waiting.append(job)
        return True

    def start_all(self, jobs: Sequence[Job]) -> int:
        """Take jobs over."""
        return sum([self.start(job) for job in jobs])

    def ended(self, timeout: float) -> Done | None:
        """Do the next job; what it raises is raised here."""
        if not self._waiting:
            return None
        job = self._waiting.pop(0)
        return Done(job, self._handlers[job.kind](job.argument))

    def active(self) -> frozenset[str]:
        """Return the keys of the jobs that wait."""
        return frozenset(job.key for job in self._waiting)

    def stop(self) -> None:
        """Forget what waits."""
        self._waiting.clear()
