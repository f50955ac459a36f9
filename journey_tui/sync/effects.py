"""Count what pending updates would change, deal by deal, and keep it: a reviewer reads what was counted and waits for nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import field
from datetime import datetime

from journey_tui.data import channel_effects as stored
from journey_tui.data.channels import newest_records, updates
from journey_tui.data.deal_view import stored_reading
from journey_tui.data.reader import load_facts
from journey_tui.data.sqlite import sqlite3, transaction
from journey_tui.data.syncing import EFFECTS_OWED
from journey_tui.domain import channel_effects as effects
from journey_tui.domain.channel import Channel
from journey_tui.domain.channel_changes import ChangeConflict
from journey_tui.domain.channel_concerns import concern_of
from journey_tui.domain.playbook import Playbook
from journey_tui.domain.views_channels import UpdateRow
from journey_tui.lean import dataclass
from journey_tui.playbooks.record import channel_of_toml
from journey_tui.sync.channels import reading_mark, with_change

KEPT_AT_ONCE = 20
"""Deals whose effects are put down in one transaction: more would keep a person's write waiting."""
AGAIN_S = 60
"""Seconds that what was counted of a deal holds which waits to be told anew."""


@dataclass(slots=True)
class Waiting:
    """An update whose effects are counted: the record as it is and as it would be, and the deals that it can concern."""

    row: UpdateRow
    basis: str
    """Digest of the record and the change: with another one everything is counted anew."""
    channel: Channel
    changed: Channel
    deals: list[stored.Told]
    known: dict[str, stored.Counted] = field(default_factory=dict)

    def left(self, now: datetime) -> list[stored.Told]:
        """Return the deals that are not counted, or whose count does not hold any more."""
        at = now.timestamp()
        return [one for one in self.deals if not stored.holds(self.known.get(one.deal_id), one, at)]


def waiting_of(
    connection: sqlite3.Connection, row: UpdateRow, channel: Channel, playbook: Playbook, now: datetime
) -> Waiting | None:
    """Return what there is to count of an update; None where no deal needs to be read for it."""
    changed = changed_by(row, channel, playbook)
    if changed is None:
        return None
    concern = concern_of(row.change, channel, changed, now.date())
    if not concern.anybody:
        return None
    basis = f"{reading_mark(channel)} {reading_mark(changed)}"
    deals = stored.concerned(connection, channel.name, concern, int(now.timestamp()))
    return Waiting(row, basis, channel, changed, deals, stored.counted(connection, row.id, basis))


def changed_by(row: UpdateRow, channel: Channel, playbook: Playbook) -> Channel | None:
    """Return the record with the update made; None where no rule reads it, or where it does not fit any more."""
    if row.state in ("approved", "rejected") or not effects.is_read(row.change):
        return None
    try:
        return with_change(channel, row.change, playbook)
    except (ChangeConflict, ValueError):
        return None


def count_deal(
    connection: sqlite3.Connection, deal: stored.Told, asked: Sequence[Waiting], playbook: Playbook, now: datetime
) -> list[tuple[Waiting, stored.Counted]]:
    """Return what each of the updates would change in one deal; its facts are read once for all of them."""
    from journey_tui.domain.under import Compared

    facts = load_facts(connection, deal.deal_id)
    if facts is None:
        return [(one, stored.Counted(deal.mark, float("inf"), ())) for one in asked]
    at = now.timestamp()
    compared = Compared(facts, playbook, asked[0].channel, now, stored_reading(connection, deal.deal_id, now))
    found: list[tuple[Waiting, stored.Counted]] = []
    for one in asked:
        differ, until = compared.under(one.changed)
        ends = until.timestamp() if until is not None else float("inf")
        one.known[deal.deal_id] = made = stored.Counted(deal.mark, ends if deal.mark[-1] > 0 else at + AGAIN_S, differ)
        found.append((one, made))
    return found


def count_pending(
    connection: sqlite3.Connection,
    channels: Iterable[Channel],
    playbook: Playbook,
    now: datetime,
    *,
    seconds: float,
    on_deals: Callable[[], None] = lambda: None,
) -> bool:
    """Count what the pending updates of every channel would change, for that long at most, and keep it; return whether all is.

    The biggest deals come last. Short transactions: stopped anywhere, the next run goes on from there.
    """
    began = time.monotonic()
    done = connection.execute("SELECT 1 FROM projection WHERE valid_until=0 LIMIT 1").fetchone() is None
    for channel in _newest(connection, channels):
        asked = [
            found
            for row in updates(connection, {channel.key: channel.name}, states=("pending", "deferred"), channel=channel.key)
            if (found := waiting_of(connection, row, channel, playbook, now)) is not None
        ]
        done = _count(connection, asked, playbook, now, began + seconds, on_deals) and done
    with transaction(connection):
        stored.tidy(connection)
        if done:
            connection.execute("DELETE FROM meta WHERE key=?", (EFFECTS_OWED,))
        else:
            connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, '1')", (EFFECTS_OWED,))
    return done


def _newest(connection: sqlite3.Connection, channels: Iterable[Channel]) -> list[Channel]:
    kept = newest_records(connection)
    return [channel_of_toml(kept[one.key][1]) if one.key in kept else one for one in channels]


def _count(
    connection: sqlite3.Connection,
    asked: Sequence[Waiting],
    playbook: Playbook,
    now: datetime,
    until: float,
    on_deals: Callable[[], None],
) -> bool:
    wanted: dict[str, tuple[stored.Told, list[Waiting]]] = {}
    for one in asked:
        for deal in one.left(now):
            if deal.mark[-1] > 0:  # what waits to be told anew is counted once it was
                wanted.setdefault(deal.deal_id, (deal, []))[1].append(one)
    order = stored.smallest_first(connection, wanted)
    for start in range(0, len(order), KEPT_AT_ONCE):
        rows: list[tuple[str, str, str, stored.Counted]] = []
        for deal_id in order[start : start + KEPT_AT_ONCE]:
            deal, ones = wanted[deal_id]
            rows += [(w.row.id, w.basis, deal_id, made) for w, made in count_deal(connection, deal, ones, playbook, now)]
            if time.monotonic() > until:
                break
        with transaction(connection):
            stored.keep(connection, rows)
        on_deals()
        if time.monotonic() > until:
            return False
    return True
