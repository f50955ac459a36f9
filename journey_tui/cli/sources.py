"""The command that shows sources: what is kept in sync and how fresh it is, what was imported, what was left out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from journey_tui.cli.output import emit, plain_errors, say, say_wrapped, table
from journey_tui.domain.codec import encode
from journey_tui.domain.views_model import ModelStatus
from journey_tui.domain.views_sources import SyncedSource, SyncState, jump_words, waiting_words
from journey_tui.paths import paths
from journey_tui.workspace import Workspace

SHOWN = 50
"""Files and places left out that are printed; `--json` has them all."""


def sources(store: str | None, *, as_json: bool) -> None:
    """Print the sources and what was skipped."""
    with plain_errors(as_json):
        workspace = Workspace(paths(store).store)
        state = workspace.sync_state()
        found, skips = workspace.sources()
        if as_json:
            emit(
                {
                    "worker": {"running": state.worker is not None, "pid": state.worker or None},
                    "clock": encode(state.clock),
                    "synced": [synced_json(source) for source in state.sources],
                    "model": encode(workspace.model_status()),
                    "sources": encode(found),
                    "skipped": encode(skips),
                }
            )
            return
        if not found and not state.sources:
            say("Nothing is imported yet. Bring something in: journey import PATH")
        _print_state(state)
        _print_model(workspace.model_status())
        others = [row for row in found if not any(_inside(row.file, source.path) for source in state.sources)]
        table(
            [
                (r.kind, r.state, str(r.records), f"{r.synced_at:%Y-%m-%d %H:%M}" if r.synced_at else "", r.file)
                for r in others[:SHOWN]
            ],
            right=frozenset({2}),
            ends=frozenset({4}),
        )
        for row in others[:SHOWN]:
            if row.state == "ok" and row.message:
                say_wrapped(f"note: {row.file}: {row.message}", hanging="  ")
        if len(others) > SHOWN:
            say(f"… and {len(others) - SHOWN:,} more files: journey sources --json")
        for skip in skips[:SHOWN]:
            say_wrapped(f"skipped: {skip.file} {skip.place}: {skip.reason} {skip.remedy}", hanging="  ")
        if len(skips) > SHOWN:
            say(f"… and {len(skips) - SHOWN:,} more places: journey sources --json")


def _inside(file: str, path: str) -> bool:
    return file == path or file.startswith(f"{path}/")


def _print_model(status: ModelStatus | None) -> None:
    """Print how the language model stands, where one was asked."""
    if status is None:
        return
    trouble = f": {status.message}. {status.remedy}" if status.message else ""
    say_wrapped(f"model  {status.model}  {status.state}{trouble}", hanging="  ")
    say()


def _print_state(state: SyncState) -> None:
    if not state.sources:
        return
    print_synced(state.sources)
    if state.clock is not None:
        say_wrapped(f"{state.clock.at:%Y-%m-%d %H:%M} UTC: {jump_words(state.clock.by_s)}")
    if state.worker is None:
        say_wrapped("No worker keeps them in sync: start one with `journey worker`, or sync once with `journey sync`.")
    say()


def print_synced(found: Iterable[SyncedSource]) -> None:
    """Print how configured sources stand, each with its trouble under it."""
    rows = list(found)
    head = ("Source", "brings", "state", "synced", "files", "next")
    lines = [
        (
            r.name,
            " ".join(r.kinds),
            _state(r),
            _ago(r.synced_at),
            f"{r.files:,}",
            f"{r.next_at:%H:%M:%S} UTC" if r.next_at else "",
        )
        for r in rows
    ]
    table([head, *lines], right=frozenset({4}))
    for row in rows:
        if row.error:
            say_wrapped(f"{row.name}: {row.error}. {row.remedy}", hanging="  ")
        if row.waiting:
            say_wrapped(f"{row.name}: {waiting_words(row, _again(row))}", hanging="  ")
        if row.late:
            say_wrapped(f"{row.name}: {late_words(row)}; what stands on it reads as less sure until it is.", hanging="  ")


def late_words(row: SyncedSource) -> str:
    """Return in words since when a late source is not known."""
    at = row.newest_at if row.expect_s else row.synced_at
    return (
        f"nothing new since {at:%a %d %b}" if row.expect_s and at else f"not synced since {at:%a %d %b}" if at else "never synced"
    )


def _state(row: SyncedSource) -> str:
    if row.phase:
        return f"{row.phase} {row.done:,}" if row.done else row.phase
    words = {"new": "not yet synced", "partly": "partly skipped", "too_large": "too large", "working": "waiting"}
    return "asked" if row.asked else words.get(row.state, row.state)


def _again(row: SyncedSource) -> str:
    if row.next_at is None:
        return "looked at again with the next round"
    return f"looked at again in {max(1, int((row.next_at - datetime.now(UTC)).total_seconds()))} s"


def _ago(at: datetime | None) -> str:
    if at is None:
        return "never"
    seconds = max(0, int((datetime.now(UTC) - at).total_seconds()))
    for size, unit in ((86400, "d"), (3600, "h"), (60, "m")):
        if seconds >= size:
            return f"{seconds // size} {unit} ago"
    return f"{seconds} s ago"


def synced_json(source: SyncedSource) -> dict[str, Any]:
    """Return a configured source as JSON has it (docs/json.md)."""
    shape: dict[str, Any] = encode(source)
    return shape
