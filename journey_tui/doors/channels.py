"""Product channels: their records, what waits for review and what it would change, and what drafts may offer."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from journey_tui.data import channels as kept
from journey_tui.data.decision_checks import DecisionRefused, Wish
from journey_tui.data.store import writing
from journey_tui.domain import channel_effects as effects
from journey_tui.domain.channel import Channel
from journey_tui.domain.channel_changes import Change, ChangeConflict, by_keys, said, told
from journey_tui.domain.model import Decision
from journey_tui.domain.reading import DealReading
from journey_tui.domain.views_channels import (
    ChannelRecordView,
    ChannelRow,
    Comparison,
    Effects,
    OfferedMessage,
    RecordVersion,
    StatisticRow,
    UpdatePage,
    UpdateRow,
    UpdateView,
)
from journey_tui.doors.base import DealNotFound
from journey_tui.doors.channel_effects import ChannelEffectsDoor

if TYPE_CHECKING:
    from journey_tui.data.decisions import Recorded

PROJECTED_AT_ONCE = 100
"""Deals that are told anew at once after a decision; the others when they are next looked at or synced."""
DEFERRED_DAYS = 14


class ChannelNotFound(DealNotFound):
    """There is no channel or update with that key."""


class ChannelsDoor(ChannelEffectsDoor):
    """Reads and decisions about product channels."""

    # Records ------------------------------------------------------------------------------------------------------------------

    def channels(self) -> tuple[ChannelRow, ...]:
        """Return every channel, the default one first."""
        deals, pending = kept.deal_counts(self._db), kept.pending_by_channel(self._db)
        return tuple(self._channel_row(c, deals.get(c.name, (0, 0)), pending.get(c.key, 0)) for c in self.playbooks.channels)

    def _channel_row(self, channel: Channel, deals: tuple[int, int], pending: int) -> ChannelRow:
        today = self.now.date()
        stored = kept.newest_records(self._db).get(channel.key)
        return ChannelRow(
            key=channel.key,
            name=channel.name,
            version=channel.version,
            verified=channel.is_verified(today),
            verified_words=channel.verified_words(today),
            verifier=channel.verifier,
            verifier_words=self._left(channel.verifier),
            pending=pending,
            open_deals=deals[0],
            deals=deals[1],
            missing=channel.missing,
            origin="store" if stored and stored[0] >= channel.version else "file",
        )

    def _left(self, verifier: str) -> str:
        """Return that the verifier is not active in the CRM any more, else an empty string."""
        found = self._db.execute(
            "SELECT active FROM member WHERE name=? COLLATE NOCASE OR address=?", (verifier, verifier.casefold())
        )
        states = [row[0] for row in found]
        return f"{verifier} is not active in the CRM any more: name another verifier" if states and not any(states) else ""

    def channel(self, key: str) -> Channel:
        """Return the record in force, by key or name; raises `ChannelNotFound`."""
        low = key.strip().casefold()
        found = [c for c in self.playbooks.channels if low in (c.key.casefold(), c.name.casefold())]
        found = found or [c for c in self.playbooks.channels if low and low in c.name.casefold()]
        if len(found) != 1:
            known = ", ".join(c.key for c in self.playbooks.channels)
            raise ChannelNotFound(f"{'No channel is' if not found else 'Several channels are'} called {key!r}. Known: {known}.")
        return found[0]

    def channel_record(self, key: str) -> ChannelRecordView:
        """Return a channel's record with its updates, statistics and versions; raises `ChannelNotFound`."""
        channel = self.channel(key)
        deals = kept.deal_counts(self._db).get(channel.name, (0, 0))
        waiting = kept.updates(self._db, self._names(), states=("pending",), channel=channel.key, limit=200)
        row = self._channel_row(channel, deals, len(waiting))
        return ChannelRecordView(
            row=row,
            record=channel,
            updates=tuple(self._update_view(one, channel, Effects(effects.is_read(one.change), (), 0, 0)) for one in waiting),
            statistics=self.statistics(channel.key),
            versions=self.channel_versions(channel.key),
            others=tuple((c.key, c.name) for c in self.playbooks.channels if c.key != channel.key),
        )

    def deal_channel(self, deal_id: str) -> ChannelRecordView:
        """Return the record that applies to a deal, with what in the deal's reading follows from it; raises `DealNotFound`."""
        reading = self.deal(deal_id).reading
        channel = self._record_of(reading)
        return replace(self.channel_record(channel.key), follows=effects.follows(reading, channel, self.playbooks.playbook))

    def _record_of(self, reading: DealReading) -> Channel:
        channels = self.playbooks.channels
        return next((c for c in channels if c.name == reading.channel), channels[0])

    def channel_versions(self, key: str) -> tuple[RecordVersion, ...]:
        """Return every version of a record that the store keeps, newest first."""
        return kept.versions(self._db, key)

    def channel_version(self, key: str, version: int) -> str:
        """Return a kept version as TOML; raises `ChannelNotFound`."""
        toml = kept.record_toml(self._db, key, version)
        if toml is None:
            raise ChannelNotFound(f"The store keeps no version {version} of {key}. `journey channels show {key}` lists them.")
        return toml

    def statistics(self, key: str) -> tuple[StatisticRow, ...]:
        """Return what was measured over the channel's deals."""
        from journey_tui.domain.channel_statistics import words

        query = "SELECT channel, name, value, count, least FROM channel_statistic WHERE channel=? ORDER BY rowid"
        return tuple(
            StatisticRow(c, n, words(n, v, k, least), v, k, least) for c, n, v, k, least in self._db.execute(query, (key,))
        )

    def import_channel(self, channel: Channel, why: str) -> Channel:
        """Keep a record from a file as the newest version, and bring the deals up to it; return it."""
        from journey_tui.data.sqlite import transaction
        from journey_tui.sync.channels import keep_record

        with writing(self.store) as connection, transaction(connection):
            made = keep_record(connection, channel, at=self.now, by=self.person, why=why)
        self._tell_again(made.name)
        return made

    # What drafts may offer ------------------------------------------------------------------------------------------------------

    def approved_messages(self, deal_id: str, *, unverified: bool = False) -> tuple[OfferedMessage, ...]:
        """Return the channel's messages that fit the deal now, those for its open requirements first; raises `DealNotFound`.

        Only verified ones, unless `unverified` asks for the others too: those are marked, and never to be used silently.
        """
        from journey_tui.domain.channel_offers import offered

        reading = self.deal(deal_id).reading
        return offered(self._record_of(reading), reading, self.now.date(), unverified=unverified)

    def do_not_say(self, deal_id: str) -> tuple[str, ...]:
        """Return the words that the deal's channel never uses with customers; raises `DealNotFound`."""
        return self._record_of(self.deal(deal_id).reading).do_not_say

    # Two records ----------------------------------------------------------------------------------------------------------------

    def compare_channels(self, deal_id: str, key: str) -> Comparison:
        """Return the deal read under its own record and under another; raises `DealNotFound`, `ChannelNotFound`."""
        facts, playbook = self._facts(deal_id), self.playbooks.playbook
        reading = self.deal(deal_id).reading
        one, other = self._record_of(reading), self.channel(key)
        return Comparison(
            deal_id=deal_id,
            deal=facts.deal.name,
            one=one.name,
            other=other.name,
            records=tuple(effects.record_differences(one, other, playbook)),
            readings=tuple(effects.causes(one, other, lambda channel: self._read_under(facts, channel))),
        )

    # Review -----------------------------------------------------------------------------------------------------------------------

    def _names(self) -> dict[str, str]:
        return {channel.key: channel.name for channel in self.playbooks.channels}

    def updates(self, *, state: str = "pending", channel: str = "", kind: str = "", limit: int = 0) -> UpdatePage:
        """Return the review queue. `state`: pending, deferred, decided or all; what is deferred comes back on its day."""
        states = {"pending": ("pending",), "deferred": ("deferred",), "decided": ("approved", "rejected"),
                  "all": ("pending", "deferred", "approved", "rejected")}[state]  # fmt: skip
        self._wake()
        names = self._names()
        pending = kept.pending_by_channel(self._db)
        return UpdatePage(
            rows=kept.updates(self._db, names, states=states, channel=channel, kind=kind, limit=limit),
            counts=tuple(kept.counts(self._db).items()),
            by_channel=tuple((key, name, pending.get(key, 0)) for key, name in names.items()),
        )

    def _wake(self) -> None:
        """Bring back what was deferred until today."""
        query = "SELECT COUNT(*) FROM channel_update WHERE state='deferred' AND until<=?"
        today = self.now.date().isoformat()
        if self._db.execute(query, (today,)).fetchone()[0] and os.access(self.store, os.W_OK):
            with writing(self.store) as connection:
                connection.execute("UPDATE channel_update SET state='pending' WHERE state='deferred' AND until<=?", (today,))

    def update(self, update_id: str, *, reads: int = 0) -> UpdateView:
        """Return an update with its diff, evidence and the deals that would read otherwise; raises `ChannelNotFound`.

        `reads`: how many deals are read at most this time; asked again it goes on from there (0: all of them).
        """
        row = self.find_update(update_id)
        channel = self.playbooks.channel(row.channel)
        return self._update_view(row, channel, self._effects(row, channel, reads))

    def find_update(self, update_id: str) -> UpdateRow:
        """Return an update by its id or the beginning of it, without what it would change; raises `ChannelNotFound`."""
        row = kept.one_update(self._db, update_id, self._names())
        if row is None:
            raise ChannelNotFound(f"There is no update {update_id}. `journey review` lists them.")
        return row

    def _update_view(self, row: UpdateRow, channel: Channel | None, found: Effects) -> UpdateView:
        return UpdateView(
            row=row,
            current=self._current(row.change, channel),
            proposed=told(row.change, row.change.after, self._labels) if row.change.after is not None else "",
            heard=kept.heard_of(self._db, row.id),
            effects=found,
            may_decide=self._may_not(row),
        )

    @property
    def _labels(self) -> dict[str, str]:
        """Return what requirements are called."""
        return {spec.key: spec.label for spec in self.playbooks.playbook.requirements}

    def _current(self, change: Change, channel: Channel | None) -> str:
        """Return the text of the record that the change is about, empty where it adds something."""
        if change.before is not None:
            return told(change, change.before, self._labels)
        if change.root == "verified_at":
            return "not verified yet"
        return "" if channel is None or change.after is not None else said(change.before)

    def _may_not(self, row: UpdateRow) -> str:
        """Return why this person may not verify the update: who proposed it does not, where there is somebody else."""
        uid = self._db.execute("SELECT proposer_uid FROM channel_update WHERE id=?", (row.id,)).fetchone()[0]
        if uid != self._uid or not self._several_people():
            return ""
        return "You proposed it: somebody else approves or rejects it."

    def _several_people(self) -> bool:
        if kept.people_deciding(self._db) > 1:
            return True
        if not self.is_team:
            return False
        import grp

        try:
            group = grp.getgrgid(self.store.parent.stat().st_gid)
        except (KeyError, OSError):
            return False
        return len(group.gr_mem) > 1

    # Deciding -----------------------------------------------------------------------------------------------------------------------

    def review(self, update_id: str, verdict: str, *, reason: str = "", words: str = "", until: date | None = None) -> Decision:
        """Decide on an update: `approved` (with other `words`: edited first), `rejected`, `deferred`, or `open` again.

        Raises `DecisionRefused` with a plain message, `ChannelNotFound`, or `StoreError`.
        """
        row = self.find_update(update_id)
        if verdict in ("approved", "rejected") and (why_not := self._may_not(row)):
            raise DecisionRefused(why_not)
        if verdict == "approved":
            words = self._check_change(row, words)
        expires = (until or self.now.date() + timedelta(days=DEFERRED_DAYS)) if verdict == "deferred" else None
        edits = {"words": words.strip()} if verdict == "approved" else {}
        return self.decide("review", f"update:{row.id}", value=verdict, reason=reason, expires=expires, edits=edits)

    def _about(self, wish: Wish, reading: Any) -> dict[str, str]:
        """Return what a review was about: the update's title and channel."""
        if wish.kind != "review":
            return super()._about(wish, reading)
        row = kept.one_update(self._db, wish.target.removeprefix("update:"), self._names())
        return {"title": row.title[:300], "channel": row.channel_name} if row else {}

    def _check_change(self, row: UpdateRow, words: str) -> str:
        """Return edited words as the record keeps them; refuse what could not be made of it as it is now, with the reason."""
        from journey_tui.domain.channel_changes import with_words

        try:
            change = with_words(row.change, words, self._labels) if words else row.change
        except ChangeConflict as error:
            raise DecisionRefused(f"It cannot be approved as it is: {error} x sets it aside, i edits it.") from error
        if why_not := self._does_not_fit(row.channel, change):
            raise DecisionRefused(f"It cannot be approved as it is: {why_not} x sets it aside, i edits it.")
        return said(change.after) if words else ""

    def _does_not_fit(self, key: str, change: Change) -> str:
        """Return why a change could not be made of a record as it is now, empty where it could."""
        from journey_tui.playbooks import PlaybookError
        from journey_tui.sync.channels import changed_channel

        try:
            changed_channel(self._db, key, change, self.playbooks.playbook)
        except PlaybookError as error:  # of the record in the store, not of a file that somebody could open
            return f"{error.key}: {error.problem}. {error.remedy}".removeprefix(": ")
        except ValueError as error:
            return str(error)
        return ""

    def propose_update(self, key: str, change: Change, *, why: str, deal_id: str = "") -> UpdateRow:
        """Propose a change of a record; one that says the same as a pending one joins it. Raises `DecisionRefused`, `ChannelNotFound`."""
        from journey_tui.sync.channel_updates import propose

        channel = self.channel(key)
        if not why.strip():
            raise DecisionRefused("A proposal needs a few words why: who decides reads them.")
        change = by_keys(change, self._labels)
        if why_not := self._does_not_fit(channel.key, change):
            raise DecisionRefused(f"It cannot be proposed: {why_not}")
        with writing(self.store) as connection:
            update_id = propose(
                connection, channel, change, why, (self._uid, self.person), self.now, deal_id, labels=self._labels
            )
        found = kept.one_update(self._db, update_id, self._names())
        if found is None:
            raise ChannelNotFound("The proposal was not stored. Try again.")
        return found

    def _after(self, recorded: Recorded) -> None:
        """After a review: bring updates and records up to it, and tell the channel's deals anew."""
        if recorded.decision.kind != "review":
            super()._after(recorded)
            return
        from journey_tui.data.sqlite import transaction
        from journey_tui.sync.channels import settle

        with writing(self.store) as connection, transaction(connection):
            changed = settle(connection, self.playbooks.playbook, self.now)
        for key in changed:
            if (channel := self.playbooks.channel(key)) is not None:
                self._tell_again(channel.name)

    def _tell_again(self, channel_name: str) -> None:
        """Bring the stored readings that are out of date up to the record; what is many waits for the next look or sync."""
        from journey_tui.sync.channels import tell_again

        with writing(self.store) as connection:
            tell_again(connection, channel_name, self.playbooks, self.now, most=PROJECTED_AT_ONCE)
        with self._lock:
            self._triage = None
