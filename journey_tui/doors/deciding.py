"""Decisions of people: recorded, undone, and brought into the stored reading at once."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from functools import cached_property
from typing import Any

from journey_tui.data.deal_view import anchor_of
from journey_tui.data.decision_checks import Wish, check_decision
from journey_tui.data.reader import load_people
from journey_tui.data.store import StoreError, writing
from journey_tui.domain.model import Decision
from journey_tui.doors.reading import ReadingDoor


class DecidingDoor(ReadingDoor):
    """Decisions of people."""

    @cached_property
    def _decisions(self) -> Any:
        from journey_tui.data.decisions import Decisions

        return Decisions(self.store, self._uid, self.person)

    def decide(
        self,
        kind: str,
        target: str,
        *,
        deal_id: str = "",
        value: str = "",
        reason: str = "",
        note: str = "",
        expires: date | None = None,
    ) -> Decision:
        """Record a decision of this person; raises `DecisionRefused` with a plain message, or `StoreError`."""
        wish = Wish(kind, target, deal_id, value, reason, expires)
        check_decision(self._db, wish, self.now.date(), lambda: self._shown(deal_id))
        decision: Decision = self._decisions.add(
            self.now, kind, target, deal_id=deal_id, value=value, reason=reason, note=note, expires=expires
        )
        self._after(decision)
        return decision

    def _shown(self, deal_id: str) -> frozenset[str]:
        reading = self.deal(deal_id).reading
        return frozenset((*(step.id for step in reading.steps), *(claim.id for claim in reading.claims)))

    def _after(self, decision: Decision) -> None:
        """Bring the stored reading up to what was decided; where the store is held too long, whoever looks next computes it."""
        if decision.kind == "match":
            self._place_again(decision.target)
            return
        if decision.kind in ("seen", "snooze", "pin") or not decision.deal_id:
            with self._lock:
                self._triage = None
            return
        from journey_tui.data.sqlite import transaction
        from journey_tui.sync.project import project

        with suppress(StoreError), writing(self.store) as connection, transaction(connection):
            people = load_people(connection, decision.deal_id)
            project(
                connection,
                [decision.deal_id],
                self.playbooks.playbook,
                self.playbooks.channels,
                self.now,
                people_of=lambda _: people,
            )

    def undo(self) -> Decision | None:
        """Undo this person's last decision still in force; None when there is none."""
        decision: Decision | None = self._decisions.undo(self.now)
        if decision:
            self._after(decision)
        return decision

    def redo(self) -> Decision | None:
        """Redo what was undone last."""
        decision: Decision | None = self._decisions.redo(self.now)
        if decision:
            self._after(decision)
        return decision

    def mark_seen(self, deal_id: str) -> Decision:
        """Remember that this person has seen the deal as it is now; can be undone."""
        return self.decide("seen", deal_id, deal_id=deal_id, value=anchor_of(self._db, deal_id))

    def assign(self, touchpoint_id: str, deal_id: str) -> Decision:
        """Assign a touchpoint to a deal, or to none (`deal_id` empty): it is placed and read again."""
        return self.decide("match", touchpoint_id, deal_id=deal_id, value=deal_id or "none")

    def _place_again(self, touchpoint_id: str) -> None:
        from journey_tui.analysis.rules import RulesAnalyst
        from journey_tui.sync.importer import Report, Rules, refresh

        with writing(self.store) as connection:
            connection.execute("UPDATE touchpoint SET match_reason='' WHERE id=?", (touchpoint_id,))
            rules = Rules(RulesAnalyst(), self.playbooks.playbook, self.playbooks.channels)
            refresh(connection, rules, self.now, report=Report())
