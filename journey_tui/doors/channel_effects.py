"""What a change of a channel's record would change in its deals, worked out before anybody decides."""

from __future__ import annotations

import logging
import time
from collections import OrderedDict
from functools import cached_property
from typing import TYPE_CHECKING

from journey_tui.data import channel_effects as stored
from journey_tui.data.sqlite import sqlite3, transaction
from journey_tui.data.store import StoreError, writing
from journey_tui.domain.channel import Channel
from journey_tui.domain.model import DealFacts
from journey_tui.domain.reading import DealReading
from journey_tui.domain.views_channels import DealEffect, Effects, UpdateRow
from journey_tui.doors.deciding import DecidingDoor

if TYPE_CHECKING:
    from journey_tui.sync.effects import Waiting

log = logging.getLogger("journey.channels")
_KEPT_UPDATES = 24
"""Updates whose counted deals are remembered."""
AT_ONCE_S = 0.25
"""Seconds after which what is known so far shows, though fewer deals were read than were asked for."""


class ChannelEffectsDoor(DecidingDoor):
    """Reads deals under two records."""

    def _read_under(self, facts: DealFacts, channel: Channel) -> DealReading:
        from journey_tui.domain.compose import read_deal

        return read_deal(facts, self.playbooks.playbook, (channel,), self.now)

    def _effects(self, row: UpdateRow, channel: Channel | None, reads: int = 0) -> Effects:
        """Return which deals of the channel would read otherwise; at most `reads` are read (0: all), the others are known or follow."""
        from journey_tui.domain import channel_effects as effects
        from journey_tui.domain.channel_concerns import concern_of
        from journey_tui.sync.effects import changed_by

        changed = changed_by(row, channel, self.playbooks.playbook) if channel is not None else None
        if channel is None or changed is None:
            reads_it = channel is not None and effects.is_read(row.change)
            return Effects(reads_it, (), 0, 0)
        deals = stored.deals_of(self._db, channel.name)
        waiting = self._waiting(row, channel)
        if waiting is None:
            concern = concern_of(row.change, channel, changed, self.now.date())
            if not concern.alike:
                return Effects(True, (), deals, deals)
            every = stored.concerned(self._db, channel.name, concern, int(self.now.timestamp()))
            found = tuple(DealEffect(one.deal_id, one.deal, one.account, concern.alike, one.closed) for one in every)
            return Effects(True, found, len(every), len(every))
        left = self._count(waiting, reads)
        told = [(one, waiting.known[one.deal_id].differs) for one in waiting.deals if one.deal_id not in left]
        found = tuple(DealEffect(one.deal_id, one.deal, one.account, differs, one.closed) for one, differs in told if differs)
        return Effects(True, tuple(sorted(found, key=_weight)), deals - len(left), deals)

    def _count(self, waiting: Waiting, reads: int) -> set[str]:
        """Read deals that are not counted yet, the biggest last; return those that still are not. What is whole is kept."""
        from journey_tui.sync.effects import count_deal

        now, playbook = self.now, self.playbooks.playbook
        left = {one.deal_id: one for one in waiting.left(now)}
        if not left:
            return set()
        began = time.monotonic()
        for n, deal_id in enumerate(stored.smallest_first(self._db, left)):
            if reads and (n >= reads or (n and time.monotonic() - began > AT_ONCE_S)):
                return set(left)
            count_deal(self._db, left.pop(deal_id), [waiting], playbook, now)
        self._keep_counted(waiting)
        return set()

    def _keep_counted(self, waiting: Waiting) -> None:
        """Keep what was counted for whoever looks next, where the store can be written."""
        rows = [(waiting.row.id, waiting.basis, deal, one) for deal, one in list(waiting.known.items()) if one.mark[-1] > 0]
        try:
            with writing(self.store) as connection, transaction(connection):
                stored.keep(connection, rows)
        except (StoreError, sqlite3.Error):
            log.info("what an update would change was counted, and is not kept: the store cannot be written")

    def _waiting(self, row: UpdateRow, channel: Channel) -> Waiting | None:
        """Return what there is to count of an update: read once a thread while the store stays as it is."""
        from journey_tui.sync.effects import waiting_of

        mark = (self.data_version(), channel.version, row.id)
        memory: dict[tuple[int, int, str], Waiting | None] = self._local.__dict__.setdefault("waiting", {})
        if mark not in memory:
            if len(memory) >= _KEPT_UPDATES:
                memory.clear()
            found = memory[mark] = waiting_of(self._db, row, channel, self.playbooks.playbook, self.now)
            if found is not None:
                found.known = self._known(f"{row.id} {found.basis}", found.known)
        return memory[mark]

    def _known(self, key: str, kept: dict[str, stored.Counted]) -> dict[str, stored.Counted]:
        """Return what is known of an update on that basis, whichever thread counted it, with what the store keeps of it."""
        with self._lock:
            known = self._effects_known.setdefault(key, {})
            known.update(kept)
            self._effects_known.move_to_end(key)
            while len(self._effects_known) > _KEPT_UPDATES:
                self._effects_known.popitem(last=False)
            return known

    @cached_property
    def _effects_known(self) -> OrderedDict[str, dict[str, stored.Counted]]:
        return OrderedDict()


def _weight(one: DealEffect) -> tuple[bool, bool, int]:
    """Return what puts deals first whose line moves, then those that read otherwise in most ways; closed ones last."""
    return (one.closed, not any(words.startswith("Evidence reaches") for words in one.differs), -len(one.differs))
