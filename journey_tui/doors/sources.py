"""The part of the door about sources: how fresh they are, syncing them now, and whose side is our own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from journey_tui.data import syncing
from journey_tui.data.deal_view import source_ages
from journey_tui.data.rows import instant, moment
from journey_tui.data.store import writing
from journey_tui.data.waiting import waiting_files
from journey_tui.domain.views import SkipRow, SourceAge, SourceRow
from journey_tui.domain.views_sources import ClockJump, OwnSide, SourcesView, SyncedSource, SyncState, WaitingFile
from journey_tui.doors.base import Door

if TYPE_CHECKING:
    from journey_tui.domain.playbook import Thresholds

JUMP_SHOWN = timedelta(days=1)
"""How long a jump of the clock is told."""
OWN_DOMAINS = "own_domains"
"""Setting of the store: the domains that a person confirmed as the seller's, as JSON."""


class SourcesDoor(Door):
    """Reads and decisions about sources."""

    def synced_sources(self) -> tuple[SyncedSource, ...]:
        """Return the configured sources, as the worker last found them."""
        now = self.now
        return tuple(self._synced(source, now) for source in syncing.sources(self._db))

    def sync_state(self) -> SyncState:
        """Return the configured sources, and whether a worker keeps them."""
        from journey_tui.sync.lock import holder

        return SyncState(self.synced_sources(), holder(self.store), self._clock_jump())

    def _clock_jump(self) -> ClockJump | None:
        """Return the last jump of the clock that the worker saw, for a day."""
        found = json.loads(self.meta("clock") or "{}")
        at = instant(found.get("at"))
        return ClockJump(at, found["by_s"]) if at is not None and abs(self.now - at) < JUMP_SHOWN else None

    def sources_view(self, *, limit: int = 300) -> SourcesView:
        """Return what the Sources place shows: at most `limit` imported files and places left out."""
        state = self.sync_state()
        files, more_files = syncing.files_outside(self._db, [source.path for source in state.sources], limit)
        skipped, more_skipped = syncing.left_out(self._db, limit)
        rows = tuple(SourceRow(str(row[0]), row[1], row[2], instant(row[3]), *row[4:9]) for row in files)
        return SourcesView(state, self.own_side(), rows, more_files, tuple(SkipRow(*row) for row in skipped), more_skipped)

    def source_ages(self) -> tuple[SourceAge, ...]:
        """Return how old each kind of source is, and whether it is late."""
        return source_ages(self._freshness(), self.now, self._thresholds)

    def _synced(self, source: syncing.Source, now: datetime) -> SyncedSource:
        files, touchpoints, skipped = syncing.totals(self._db, source.path)
        seconds = int(now.timestamp())
        return SyncedSource(
            id=source.id,
            name=source.name,
            path=source.path,
            kinds=tuple(source.kinds.split()),
            state=source.state,
            synced_at=instant(source.synced_at),
            looked_at=instant(source.looked_at),
            newest_at=instant(source.newest_at),
            every_s=source.every_s,
            expect_s=source.expect_s,
            late=syncing.is_late(source, seconds, self._thresholds),
            lag_s=max(0, seconds - source.behind_since) if source.behind_since else 0,
            next_at=instant(source.next_at),
            error=source.error,
            remedy=source.remedy,
            failures=source.failures,
            phase=source.phase,
            file=source.file,
            done=source.done,
            asked=source.asked_at is not None,
            files=files,
            touchpoints=touchpoints,
            skipped=skipped,
            waiting=tuple(
                WaitingFile(one.path, moment(one.since), one.reason) for one in waiting_files(self._db, source.id).values()
            ),
        )

    @property
    def _thresholds(self) -> Thresholds:
        return self.playbooks.playbook.thresholds

    def sync_now(self, source_ids: Iterable[int] | None = None) -> str:
        """Let the worker look at the sources now, or, where there is none, begin one round in a process of its own.

        Returns in a word what was done: `asked`, `begun`, or `none` where no source is configured.
        """
        from journey_tui.sync.lock import holder

        with writing(self.store) as connection:
            count = syncing.ask(connection, self.now, source_ids)
        if not count:
            return "none"
        if holder(self.store) is not None:
            return "asked"
        subprocess.Popen(
            [sys.executable, "-m", "journey_tui", "sync", "--store", str(self.store)],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True, cwd=os.path.sep,
        )  # fmt: skip
        return "begun"

    # Own side.

    def own_side(self) -> OwnSide:
        """Return whose domains and people are the seller's, and whether a person confirmed the domains."""
        from journey_tui.sources.directory import MemberEntry, own_domains

        members = self.members()
        confirmed = self.meta(OWN_DOMAINS)
        domains = json.loads(confirmed) if confirmed else sorted(own_domains(MemberEntry(i, n, a) for i, n, a in members))
        return OwnSide(tuple(domains), tuple((name, address) for _, name, address in members), bool(confirmed))

    def confirm_own_side(self, domains: Iterable[str]) -> None:
        """Remember the seller's domains; what is stored is placed by them at once."""
        from journey_tui.data.sqlite import transaction
        from journey_tui.paths import paths
        from journey_tui.sync.arriving import REMATCH
        from journey_tui.sync.refresh import Report, refresh, rules_in_force

        wanted = sorted(set(domains))
        before = self.own_side()
        with writing(self.store) as connection:
            with transaction(connection):
                connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (OWN_DOMAINS, json.dumps(wanted)))
                if list(before.domains) == wanted:
                    return  # it was read so already: nothing is placed otherwise
                connection.execute(
                    "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (REMATCH, f"own side {self.now.isoformat()}")
                )
            rules, _ = rules_in_force(paths().playbooks)
            refresh(connection, rules, self.now, report=Report())
