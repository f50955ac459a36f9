"""What the workspace hands out about sources that are kept in sync, and about whose side is our own."""

from __future__ import annotations

from datetime import datetime

from journey_tui.domain.views import SkipRow, SourceRow
from journey_tui.domain.views_model import ModelStatus
from journey_tui.lean import dataclass


@dataclass(frozen=True, slots=True)
class WaitingFile:
    """A file that is left until it is still: it is being written, or ends in the middle of something."""

    file: str
    since: datetime
    """Since when it waits."""
    reason: str
    """What of it is missing (`END:VCALENDAR is missing`); empty where it moved a moment ago."""


@dataclass(frozen=True, slots=True)
class SyncedSource:
    """One configured source: how fresh it is, what is being done, what is wrong, when it is looked at next."""

    id: int
    name: str
    path: str
    kinds: tuple[str, ...]
    """What it brings: `mail`, `calendar`, `salesforce` …"""
    state: str
    """`new`, `ok`, `working`, `partly` (something in it was left out), `unreachable`, `too_large`, `failed`."""
    synced_at: datetime | None
    """When it was last looked at and all of it was in the store."""
    looked_at: datetime | None
    newest_at: datetime | None
    """Newest change of a file in it."""
    every_s: int
    expect_s: int
    late: bool
    """Whether it is so late that bands are capped (product.md §3)."""
    lag_s: int
    """How long something in it has been waiting to be brought in; 0 when all is in."""
    next_at: datetime | None
    """When it is looked at next; None while no worker keeps it in sync."""
    error: str
    remedy: str
    failures: int
    phase: str
    """What is being done now; empty at rest."""
    file: str
    done: int
    asked: bool
    """Whether a person asked for a look, and it has not begun yet."""
    files: int
    touchpoints: int
    skipped: int
    waiting: tuple[WaitingFile, ...] = ()
    """Files that are still being written, the one that waits the longest first; looked at again at `next_at`."""


@dataclass(frozen=True, slots=True)
class ClockJump:
    """The machine's clock jumped while sources were kept in sync, or since they were last."""

    at: datetime
    """When that was noticed, by the new time."""
    by_s: int
    """Below 0: it went back."""


@dataclass(frozen=True, slots=True)
class SyncState:
    """All configured sources, and whether a worker keeps them."""

    sources: tuple[SyncedSource, ...]
    worker: int | None
    """Process number of the worker; 0 where the system does not say; None while there is none."""
    clock: ClockJump | None = None
    """The last jump of the clock, for a day."""


@dataclass(frozen=True, slots=True)
class OwnSide:
    """Whose domains and people are the seller's."""

    domains: tuple[str, ...]
    people: tuple[tuple[str, str], ...]
    """(name, address) of the CRM's users who are people."""
    confirmed: bool
    """Whether a person confirmed the domains; else they are what the CRM's users suggest."""


@dataclass(frozen=True, slots=True)
class SourcesView:
    """Everything that the Sources place shows."""

    state: SyncState
    own: OwnSide
    files: tuple[SourceRow, ...] = ()
    """Imported files that belong to no configured source."""
    more_files: int = 0
    skipped: tuple[SkipRow, ...] = ()
    more_skipped: int = 0
    model: ModelStatus | None = None
    """How the configured model stands; None where none was tried."""


def waiting_words(source: SyncedSource, again: str) -> str:
    """Return in a sentence which files of a source are still being written, and when they are looked at again."""
    names = [file.file.removeprefix(f"{source.path.rstrip('/')}/") for file in source.waiting]
    named = ", ".join(names[:2]) + (f" and {len(names) - 2} more" if len(names) > 2 else "")
    cut = next((file.reason for file in source.waiting if file.reason), "") if len(names) == 1 else ""
    return f"Still being written: {named}{f' ({cut})' if cut else ''}; {again}."


def jump_words(by_s: int) -> str:
    """Return in a sentence by how much the clock jumped, and what that means."""
    size = abs(by_s)
    unit, word = next((u, w) for u, w in ((86400, "day"), (3600, "hour"), (60, "minute"), (1, "second")) if size >= u)
    number = round(size / unit)
    length = f"{number} {word}{'' if number == 1 else 's'}"
    if by_s < 0:
        return f"The clock went back by {length}: what was put down later than now counts as put down now, and every source is looked at."
    return f"The clock went forward by {length}: every source is looked at, and what time has overtaken is told anew."
