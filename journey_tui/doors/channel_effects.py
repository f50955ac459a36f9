"""What a change of a channel's record would change in its deals, worked out before anybody decides."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime
from functools import cached_property

from journey_tui.data import channel_effects as stored
from journey_tui.data.channels import change_text
from journey_tui.data.deal_view import stored_reading
from journey_tui.data.reader import load_facts
from journey_tui.domain import channel_effects as effects
from journey_tui.domain.channel import Channel
from journey_tui.domain.channel_changes import ChangeConflict
from journey_tui.domain.channel_concerns import concern_of
from journey_tui.domain.model import DealFacts
from journey_tui.domain.reading import DealReading
from journey_tui.domain.views_channels import DealEffect, Effects, UpdateRow
from journey_tui.doors.deciding import DecidingDoor

_KEPT_FACTS = 64
_KEPT_UPDATES = 24
"""Updates whose counted deals are remembered."""

Counted = tuple[tuple[int, int, int], float, DealEffect | None]
"""Of one deal: which stored reading was compared, until when time alone changes nothing, and what would read otherwise."""


class ChannelEffectsDoor(DecidingDoor):
    """Reads deals under two records."""

    def _read_under(self, facts: DealFacts, channel: Channel) -> DealReading:
        from journey_tui.domain.compose import read_deal

        return read_deal(facts, self.playbooks.playbook, (channel,), self.now)

    def _effects(self, row: UpdateRow, channel: Channel | None, reads: int = 0) -> Effects:
        """Return which deals of the channel would read otherwise; at most `reads` are read (0: all), the others are known or follow."""
        from journey_tui.sync.channels import with_change

        if channel is None or row.state in ("approved", "rejected") or not effects.is_read(row.change):
            return Effects(effects.is_read(row.change), (), 0, 0)
        try:
            changed = with_change(channel, row.change, self.playbooks.playbook)
        except (ChangeConflict, ValueError):
            return Effects(True, (), 0, 0)
        concern = concern_of(row.change, channel, changed, self.now.date())
        if not concern.anybody and not concern.alike:
            of = stored.deals_of(self._db, channel.name)
            return Effects(True, (), of, of)
        deals = stored.concerned(self._db, channel.name, concern, int(self.now.timestamp()))
        if concern.alike:
            found = tuple(DealEffect(one.deal_id, one.deal, one.account, concern.alike, one.closed) for one in deals)
            return Effects(True, found, len(deals), len(deals))
        return self._count_effects(row, channel, changed, deals, reads)

    def _count_effects(self, row: UpdateRow, channel: Channel, changed: Channel, deals: list[stored.Told], reads: int) -> Effects:
        """Read the deals that are not counted yet, and return what is known of all."""
        known = self._known(f"{row.id} {channel.version} {change_text(row.change)}")
        left, found, waiting = reads or len(deals), [], 0
        for deal in deals:
            one = known.get(deal.deal_id)
            if one is None or not self._holds(one, deal):
                if not left:
                    waiting += 1
                    continue
                left -= 1
                one = known[deal.deal_id] = self._effect_of(deal, channel, changed)
            if one[2] is not None:
                found.append(one[2])
        of = stored.deals_of(self._db, channel.name)
        return Effects(True, tuple(found), of - waiting, of)

    def _known(self, key: str) -> dict[str, Counted]:
        """Return what was counted of an update under this version of the record; the updates not looked at for longest are let go."""
        with self._lock:
            found = self._effects_known.setdefault(key, {})
            self._effects_known.move_to_end(key)
            while len(self._effects_known) > _KEPT_UPDATES:
                self._effects_known.popitem(last=False)
            return found

    @cached_property
    def _effects_known(self) -> OrderedDict[str, dict[str, Counted]]:
        return OrderedDict()

    def _holds(self, one: Counted, deal: stored.Told) -> bool:
        """Return whether what was counted of a deal still holds: it was not told anew since, is not out of date, and its time is not up."""
        return one[0] == deal.mark and deal.mark[-1] > 0 and self.now.timestamp() < one[1]

    def _effect_of(self, deal: stored.Told, channel: Channel, changed: Channel) -> Counted:
        facts = self._facts_kept(deal.deal_id)
        if facts is None:
            return deal.mark, float("inf"), None
        one = stored_reading(self._db, deal.deal_id, self.now) or self._read_under(facts, channel)
        other = self._read_under(facts, changed)
        differ = effects.words(effects.differences(one, other))
        told = DealEffect(deal.deal_id, facts.deal.name, facts.deal.account, differ, facts.deal.closed) if differ else None
        return deal.mark, min(_until(one.valid_until), _until(other.valid_until)), told

    def _facts_kept(self, deal_id: str) -> DealFacts | None:
        """Return a deal's facts, kept while the store stays as it is: a reviewer looks at the same deals again and again."""
        version = self.data_version()
        memory: tuple[int, dict[str, DealFacts | None]] = getattr(self._local, "facts", (-1, {}))
        if memory[0] != version:
            memory = self._local.facts = (version, {})
        if deal_id not in memory[1]:
            if len(memory[1]) >= _KEPT_FACTS:
                memory[1].clear()
            memory[1][deal_id] = load_facts(self._db, deal_id)
        return memory[1][deal_id]


def _until(moment: datetime | None) -> float:
    return moment.timestamp() if moment is not None else float("inf")
