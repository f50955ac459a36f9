"""Deals read again as of the moments at which something was seen: what had cleared a signal already, what shows a step as done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from journey_tui.data.deal_view import stored_reading
from journey_tui.data.findings import deal_evidence
from journey_tui.data.reader import load_facts
from journey_tui.domain.compose import read_deal
from journey_tui.domain.measures import Event, Said, Verdict
from journey_tui.domain.measures_cases import OPEN_STATES, WITHIN, in_order
from journey_tui.domain.model import DealFacts, Side, Stance
from journey_tui.domain.reading import DealReading, SignalReading

if TYPE_CHECKING:
    from journey_tui.doors.reading import ReadingDoor

SETTLED_STEP: Final = "settled_step"
SETTLED_SIGNAL: Final = "settled_signal"
SETTLES: Final = timedelta(days=7)
"""How long after a step's seven days what is stored of them may still change."""
MOST: Final = 400
"""Readings of the past that one look at the measures works out, the newest; what was worked out before is remembered."""


class Replays:
    """What the stored facts say about the signals and steps that somebody saw."""

    def __init__(self, door: ReadingDoor, events: Iterable[Event], said: Iterable[Said], *, quick: bool = False) -> None:
        """Take what was seen; `quick` works nothing out that was not settled before."""
        self._door = door
        ordered = in_order(events)
        self._events = [event for event in ordered if event.kind not in (SETTLED_STEP, SETTLED_SIGNAL)]
        self._known = {(event.kind, event.subject): event for event in ordered if event.kind in (SETTLED_STEP, SETTLED_SIGNAL)}
        self._said = tuple(said)
        self._left = 0 if quick else MOST
        self._deals: dict[str, DealFacts | None] = {}
        self._now: dict[str, DealReading | None] = {}
        self._then: dict[tuple[str, datetime, bool], DealReading] = {}
        self.done: dict[str, datetime] = {}
        self.verdicts: list[Verdict] = []
        self.titles: dict[str, str] = {}
        self.heard: dict[tuple[str, str], tuple[tuple[datetime, bool], ...]] = {}
        self.settled: list[Event] = []
        """What will not change any more, to be kept: it is worked out once."""

    @property
    def complete(self) -> bool:
        """Return whether everything that was seen was looked at."""
        return self._left > 0

    def run(self) -> None:
        """Work everything out, the newest first."""
        first: dict[tuple[str, str], tuple[Event, str]] = {}
        for event in self._events:
            for kind, key, state in event.items if event.kind == "shown" else ():
                first.setdefault((kind, key), (event, state))
        for (kind, key), (event, state) in reversed(first.items()):
            if kind == "signal":
                self._judge(key, state, event)
            elif kind == "step" and state in OPEN_STATES:
                self._find_done(key, event)
        for deal_id in {event.deal_id for event in self._events if event.kind == "check"}:
            self._hear(deal_id)

    def _is_settled(self, event: Event) -> bool:
        """Return whether what is stored of those days will hardly change: late mail has come by now."""
        return self._door.now - event.at >= WITHIN + SETTLES

    def _keep(self, kind: str, key: str, event: Event, words: str, found: str) -> None:
        if self._is_settled(event):
            self.settled.append(Event(event.at, event.who, kind, event.deal_id, key, words, ((kind, found, ""),), event.made_up))

    # Signals.

    def _judge(self, key: str, kind: str, event: Event) -> None:
        """Say whether a signal is resolved, and whether what had happened when it was first seen had cleared it already."""
        known = self._known.get((SETTLED_SIGNAL, key))
        if known is not None:
            self.verdicts.append(Verdict(key, kind, event.deal_id, event.at, cleared=known.items[0][1], fact=known.value))
            return
        present = self._present(event.deal_id)
        now = next((one for one in present.signals if one.id == key), None) if present else None
        if now is not None and now.fired:
            self.verdicts.append(Verdict(key, kind, event.deal_id, event.at, resolved=False, fact=now.fact))
        elif self._left > 0:
            fact, cleared = self._cleared(event, key, now)
            self.verdicts.append(Verdict(key, kind, event.deal_id, event.at, cleared=cleared, fact=fact))
            self._keep(SETTLED_SIGNAL, key, event, fact, cleared)

    def _cleared(self, event: Event, key: str, now: SignalReading | None) -> tuple[str, str]:
        """Return the signal's fact, and what had cleared it by then; empty where it stood.

        Both readings of that moment must agree: one leaves out plans that have no date of entry, the other has them.
        """
        found = [self._signal(event, key, past=True)]
        if not (found[0] and found[0].fired):
            found.append(self._signal(event, key, past=False))
        fact = next((one.fact for one in (*found, now) if one is not None), "")
        if any(one is not None and one.fired for one in found):
            return fact, ""
        return fact, next(
            (one.cancelled_by for one in found if one is not None and one.cancelled_by), "as of then it does not stand"
        )

    def _signal(self, event: Event, key: str, *, past: bool) -> SignalReading | None:
        reading = self._as_of(event.deal_id, event.at, past=past)
        return next((one for one in reading.signals if one.id == key), None) if reading else None

    # Steps.

    def _find_done(self, key: str, event: Event) -> None:
        """Say when the store shows a step done within its seven days."""
        known = self._known.get((SETTLED_STEP, key))
        if known is not None:
            self.titles[key] = known.value
            if known.items[0][1]:
                self.done[key] = datetime.fromisoformat(known.items[0][1])
            return
        present = self._present(event.deal_id)
        title = next((one.title for one in present.steps if one.id == key), "") if present else ""
        until, found = event.at + WITHIN, ""
        if until <= self._door.now and self._left > 0:
            reading = self._as_of(event.deal_id, until, past=True)
            step = next((one for one in reading.steps if one.id == key), None) if reading else None
            title = title or (step.title if step else "") or self._title_then(event, key)
            if step is not None and step.state == "done" and step.done_at is not None and step.done_from:
                self.done[key], found = step.done_at, step.done_at.isoformat()
            self._keep(SETTLED_STEP, key, event, title, found)
        if title:
            self.titles[key] = title

    def _title_then(self, event: Event, key: str) -> str:
        reading = self._as_of(event.deal_id, event.at, past=True)
        return next((one.title for one in reading.steps if one.id == key), "") if reading else ""

    def _hear(self, deal_id: str) -> None:
        """Put down when the customer said something on each requirement, and which way it pointed."""
        rejected = {said.target for said in self._said if said.kind == "reject"}
        found: dict[tuple[str, str], list[tuple[datetime, bool]]] = {}
        for item in deal_evidence(self._door._db, deal_id):
            if item.side is Side.CUSTOMER and item.id not in rejected and not item.rejected:
                found.setdefault((deal_id, item.requirement), []).append((item.observed_at, item.stance is Stance.SUPPORTS))
        self.heard |= {key: tuple(sorted(values)) for key, values in found.items()}

    def _facts(self, deal_id: str) -> DealFacts | None:
        if deal_id not in self._deals:
            self._deals[deal_id] = load_facts(self._door._db, deal_id)
        return self._deals[deal_id]

    def _present(self, deal_id: str) -> DealReading | None:
        if deal_id not in self._now:
            stored = stored_reading(self._door._db, deal_id, self._door.now)
            facts = None if stored else self._facts(deal_id)
            reading = stored or (self._door._read(facts, self._door.now, past=False) if facts else None)
            self._now[deal_id] = reading
            self.titles |= {claim.id: claim.text for claim in (reading.claims if reading else ())}
        return self._now[deal_id]

    def _as_of(self, deal_id: str, moment: datetime, *, past: bool) -> DealReading | None:
        key = (deal_id, moment, past)
        if key not in self._then:
            facts = self._facts(deal_id)
            if facts is None or self._left <= 0:
                return None
            self._left -= 1
            books = self._door.playbooks
            self._then[key] = read_deal(facts, books.playbook, books.channels, moment, past=past)
        return self._then[key]
