"""Decisions of people: checked, recorded, undone, and brought into the stored reading at once."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from journey_tui.data import rows
from journey_tui.data.deal_view import anchor_of, one_evidence
from journey_tui.data.decision_checks import DecisionRefused, Wish, check_decision
from journey_tui.data.decision_log import find_steps, load_log
from journey_tui.data.store import StoreError
from journey_tui.domain.model import Decision
from journey_tui.domain.reading import DealReading
from journey_tui.domain.reasons import coded
from journey_tui.domain.views_deciding import DecisionEntry, about_item, about_quote, about_touchpoint
from journey_tui.doors.reading import ReadingDoor

if TYPE_CHECKING:
    from journey_tui.data.decisions import Decisions, Recorded


class DecidingDoor(ReadingDoor):
    """Decisions of people."""

    @cached_property
    def _decisions(self) -> Decisions:
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
        edits: Mapping[str, str] | None = None,
    ) -> Decision:
        """Record a decision of this person; raises `DecisionRefused` with a plain message, or `StoreError`.

        `reason` is a code of `domain/reasons.py`; other words are kept as the note of `other`. `edits` says what a step or a role
        is changed to: title, due (ISO), owner; held_until (ISO).
        """
        from journey_tui.data.decisions import Wanted

        reason, note = coded(kind, target, reason.strip(), note.strip())
        edits = {name: words for name, words in (edits or {}).items() if words}
        wish = Wish(kind, target, deal_id, value, reason, expires, note, edits.get("title", ""), _day(edits.get("due", "")))
        reading = _Once(self, deal_id)
        check_decision(self._db, wish, self.now.date(), reading)
        about = {**self._about(wish, reading), **edits}
        recorded = self._decisions.add(self.now, Wanted(kind, target, deal_id, value, reason, note, expires, about))
        self._after(recorded)
        return recorded.decision

    def _about(self, wish: Wish, reading: _Once) -> dict[str, str]:
        """Return what the decision is about, so that it reads well when the thing itself has changed."""
        if wish.kind in ("confirm", "reject"):
            item = one_evidence(self._db, wish.target)
            return about_quote(item) if item else {}
        if wish.kind in ("match", "origin"):
            row = self._db.execute(f"{rows.TOUCHPOINTS} WHERE t.id=?", (wish.target,)).fetchone()
            told = about_touchpoint(rows.touchpoint_of(row))
            to = {"from": row[23], "to": self._deal_words(wish.value)} if wish.kind == "match" else {}
            return told | to
        if wish.kind in ("seen", "snooze", "pin", "coach", "coach_read"):
            return {}
        found = about_item(wish.kind, wish.target, reading())
        return found or self._told_before(wish)

    def _told_before(self, wish: Wish) -> dict[str, str]:
        """Return what the last decision on the same thing was about: the deal does not show it any more."""
        entries = (one.decision for one in load_log(self._db, self._uid, self.now, deal_id=wish.deal_id))
        return next((dict(one.about) for one in entries if one.target == wish.target), {})

    def _deal_words(self, deal_id: str) -> str:
        row = self._db.execute(f"{rows.DEAL} WHERE d.id=?", (deal_id,)).fetchone()
        return str(row[1]) if row else ""

    def undo(self, decision_id: str = "") -> Decision | None:
        """Undo this person's last decision still in force, or the one named; None when there is none.

        Raises `DecisionRefused` for somebody else's, or one that is taken back already.
        """
        recorded = self._decisions.undo(self.now, decision_id)
        return self._settled(recorded)

    def redo(self) -> Decision | None:
        """Redo what was undone last."""
        return self._settled(self._decisions.redo(self.now))

    def coming(self) -> tuple[Decision | None, Decision | None]:
        """Return what `undo` would take back now, and what `redo` would restore."""
        return self._decisions.coming(self._db)

    def decisions(self, deal_id: str = "", *, limit: int = 500) -> list[DecisionEntry]:
        """Return the decision log, of one deal or of all, the newest first; what undo and redo did is said with each."""
        return load_log(self._db, self._uid, self.now, deal_id=deal_id, limit=limit)

    def find_step(self, step_id: str) -> list[tuple[str, str]]:
        """Return (step, deal) of the steps with that id, or whose id begins so: what a deal shows or somebody decided on."""
        wanted = "step:" + step_id.removeprefix("step:")
        return find_steps(self._db, wanted)

    def mark_seen(self, deal_id: str) -> Decision:
        """Remember that this person has seen the deal as it is now; can be undone."""
        return self.decide("seen", deal_id, deal_id=deal_id, value=anchor_of(self._db, deal_id))

    def assign(self, touchpoint_id: str, deal_id: str) -> Decision:
        """Assign a touchpoint to a deal, or to none (`deal_id` empty): it is placed and read again."""
        return self.decide("match", touchpoint_id, deal_id=deal_id, value=deal_id or "none")

    def _settled(self, recorded: Recorded | None) -> Decision | None:
        if recorded is None:
            return None
        self._after(recorded)
        return recorded.decision

    def _after(self, recorded: Recorded) -> None:
        """Bring the stored reading up to what was decided; where the store is held too long, whoever looks next computes it."""
        from journey_tui.sync import again

        decision = recorded.decision
        with self._lock:
            self._triage = None
        if not recorded.mark:
            return
        if decision.kind == "match":
            again.place(self.store, self.playbooks, decision, self.now)
            return
        if not decision.deal_id:
            return
        with suppress(StoreError):
            if decision.kind == "origin":
                again.read(self.store, self.playbooks, decision, self.now)
            else:
                again.tell(self.store, self._db, self.playbooks, decision, recorded.mark, self.now)


class _Once:
    """The deal's reading, computed when it is first asked for."""

    def __init__(self, door: ReadingDoor, deal_id: str) -> None:
        self._door, self._deal_id = door, deal_id
        self._reading: DealReading | None = None

    def __call__(self) -> DealReading:
        """Return it."""
        if self._reading is None:
            self._reading = self._door.deal(self._deal_id).reading
        return self._reading


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise DecisionRefused(f"{text} is no day. Examples: 2026-12-01, fri, 10 d.") from error
