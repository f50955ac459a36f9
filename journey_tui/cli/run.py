"""Open the workspace, on a store or on the demo."""

from __future__ import annotations

import os
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from journey_tui import __version__
from journey_tui.cli.output import OK, emit, note, plain_errors, say
from journey_tui.paths import paths

FEWEST = 24
"""Rows that are read for the first paint, where the terminal does not show more; the rest of the page follows at once."""


def open_workspace(store: str | None) -> int:
    """Open the terminal app on the store; without a terminal print triage. Returns the exit code."""
    with plain_errors():
        path = paths(store).store
        if not path.exists():
            note(f"There is no store at {path} yet.\nTry `journey demo`, or bring your own deals in: journey import PATH")
            return 1
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            from journey_tui.cli.reading import all_rows, open_store, print_triage

            print_triage(all_rows(open_store(store), mine=False, closed=False))
            return OK
        return _run_app(path)


def _run_app(store: Path, *, demo: bool = False) -> int:
    """Begin to read the first page and ask the terminal for its glyphs' width, then load the screens."""
    from journey_tui.ahead import Ahead
    from journey_tui.probe import WidthProbe
    from journey_tui.workspace import Workspace

    workspace = Workspace(store)
    lines = os.get_terminal_size(sys.stdout.fileno()).lines
    ahead = Ahead(lambda: workspace.triage(limit=max(lines, FEWEST)))
    probe = WidthProbe()
    from journey_tui.app import run_app

    return run_app(workspace, ahead=ahead, demo=demo, probe=probe)


def demo(*, as_json: bool, rebuild: bool) -> int:
    """Open the demo; its dates move with today, so a new day makes it anew. Returns the exit code."""
    with plain_errors(as_json):
        store = paths().demo_store
        today = datetime.now(UTC).date()
        if rebuild or not _is_fresh(store, today):
            if not as_json:
                note("Making the demo: a fictional seller's deals, imported from raw files …")
            build_demo(store, today)
        if as_json or not (sys.stdin.isatty() and sys.stdout.isatty()):
            _print(store, as_json=as_json)
            return OK
        return _run_app(store, demo=True)


def _mark(today: date) -> str:
    return f"{__version__} {today.isoformat()}"


def _is_fresh(store: Path, today: date) -> bool:
    from journey_tui.workspace import StoreError, Workspace

    try:
        return store.exists() and Workspace(store).meta("demo") == _mark(today)
    except StoreError:
        return False


def build_demo(store: Path, today: date) -> None:
    """Write the demo's raw files and import them as any others; the old demo store goes once the new one is whole."""
    import shutil
    import tempfile

    from journey_tui.cli.importing import rules
    from journey_tui.demo import DEMO_USER_ADDRESS, write_demo
    from journey_tui.demo.proposals import propose_all
    from journey_tui.demo.usage import weeks_of_use
    from journey_tui.sync.importer import Importer
    from journey_tui.workspace import Workspace

    store.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(prefix="journey-demo-", dir=store.parent) as scratch:
        # The raw files stay where they are imported from, so that what Sources names can be opened.
        raw, fresh = store.parent / "raw", Path(scratch) / "journey.db"
        shutil.rmtree(raw, ignore_errors=True)
        write_demo(raw, today)
        _bring_records(fresh, today)
        Importer(fresh, rules(), datetime.now(UTC)).run([raw])
        workspace = Workspace(fresh)
        workspace.set_member(tuple(key for key, _, address in workspace.members() if address == DEMO_USER_ADDRESS))
        workspace.confirm_own_side(workspace.own_side().domains)
        workspace.keep_made_up(weeks_of_use(workspace, today))
        propose_all(fresh, workspace.now)
        workspace.set_meta("demo", _mark(today))
        for suffix in ("-wal", "-shm"):
            store.with_name(store.name + suffix).unlink(missing_ok=True)
        _settle(fresh)
        fresh.replace(store)


def _bring_records(store: Path, today: date) -> None:
    """Bring the seller's own channel records in, as `journey channels import` does, verified some weeks ago."""
    from dataclasses import replace

    from journey_tui.data.store import ensure_store
    from journey_tui.demo import RECORDS
    from journey_tui.playbooks import checked_channel, parse_toml
    from journey_tui.workspace import Workspace

    ensure_store(store)
    workspace = Workspace(store, person="Sales operations")
    for path in sorted(RECORDS.glob("core_*.toml")):
        channel = checked_channel(path, parse_toml(path), workspace.playbooks.playbook)
        workspace.import_channel(replace(channel, verified_at=today - VERIFIED_AGO), f"imported from {path.name}")


VERIFIED_AGO = timedelta(days=38)
"""How long ago the demo's record was verified."""


def _settle(path: Path) -> None:
    """Fold the write-ahead log into the file, so that it can be moved alone."""
    from journey_tui.data.sqlite import open_writer

    connection = open_writer(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def _print(store: Path, *, as_json: bool) -> None:
    from journey_tui.cli import show as shapes
    from journey_tui.cli.reading import all_rows, print_deal, print_triage
    from journey_tui.workspace import Workspace

    workspace = Workspace(store)
    rows = all_rows(workspace, mine=True, closed=False)
    first = workspace.deal(rows[0].deal_id) if rows else None
    if as_json:
        emit({"deals": [shapes.triage(row) for row in rows], "first": shapes.deal(first) if first else None})
        return
    print_triage(rows)
    if first:
        say()
        print_deal(first)
