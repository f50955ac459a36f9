"""What people of the demo's seller proposed for the channels' records: each waits for somebody else's review."""

from __future__ import annotations

import tomllib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from journey_tui.workspace import Workspace

FILE: Final = Path(__file__).parent / "records" / "proposals.toml"
_UID: Final = 4_000_000_000
"""Above every uid of an operating system: the demo's colleagues are nobody who could log in here."""


def propose_all(store: Path, now: datetime) -> int:
    """Put the proposals into the review queue, each a few hours after the one before; return how many."""
    from journey_tui.cli.review import change_of
    from journey_tui.data.store import writing
    from journey_tui.sync.channel_updates import propose
    from journey_tui.sync.effects import count_pending
    from journey_tui.sync.refresh import COUNTING_S

    workspace = Workspace(store)
    entries = tomllib.loads(FILE.read_text(encoding="utf-8"))["proposals"]
    people = {name: _UID + n for n, name in enumerate(dict.fromkeys(entry["by"] for entry in entries), 1)}
    labels = {spec.key: spec.label for spec in workspace.playbooks.playbook.requirements}
    for number, entry in enumerate(entries):
        channel = workspace.channel(entry["channel"])
        change = change_of(channel, entry["field"], entry["words"].strip())
        at = now - timedelta(hours=7 * (len(entries) - number))
        with writing(store) as connection:
            propose(connection, channel, change, entry["why"], (people[entry["by"]], entry["by"]), at, labels=labels)
    with writing(store) as connection:
        count_pending(connection, workspace.playbooks.channels, workspace.playbooks.playbook, now, seconds=COUNTING_S)
    return len(entries)
