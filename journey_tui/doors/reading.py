"""Reads of deals: triage, one deal, its timeline, a quote, what was imported, and search."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from journey_tui.data import lists, rows
from journey_tui.data.deal_view import around, evidence_of_deal, looked_at, one_evidence, source_ages, stored_deal
from journey_tui.data.findings import touchpoint_evidence
from journey_tui.data.model_store import load_note
from journey_tui.data.reader import has_decisions, load_decisions, load_facts
from journey_tui.data.sqlite import open_reader
from journey_tui.data.triage import Marks
from journey_tui.domain.language import short_date
from journey_tui.domain.leader import notes_of
from journey_tui.domain.model import Deal, DealFacts, Decision, Evidence, Freshness, Lane
from journey_tui.domain.observations import read_otherwise
from journey_tui.domain.reading import DealReading, Status
from journey_tui.domain.reasons import because
from journey_tui.domain.views import (
    ChannelView,
    DealHit,
    DealView,
    EvidenceView,
    SkipRow,
    SourceRow,
    TimelineRow,
    TouchpointView,
    TriageRow,
)
from journey_tui.doors.base import DealNotFound
from journey_tui.doors.listing import ListDoor

if TYPE_CHECKING:
    from journey_tui.playbooks import PlaybookSet

THENS: Final = 4
"""Readings of the past that are kept: that of the moment which shows, and of those that it is compared with."""


class ReadingDoor(ListDoor):
    """Reads of deals."""

    def _row_then(self, deal_id: str, moment: datetime, marks: Marks) -> TriageRow | None:
        from journey_tui.domain.as_of import deal_as_of
        from journey_tui.sync.project import triage_row

        facts = load_facts(self._db, deal_id, until=moment)
        if facts is None:
            return None
        reading = self._read(facts, moment, past=True)
        row = triage_row(replace(facts, deal=deal_as_of(facts.deal, facts.changes, moment)), reading)
        return marks.put_on(row, [int(change.at.timestamp()) for change in reading.changes[:30]])

    def deal(self, deal_id: str, *, as_of: datetime | None = None, origin: str = "all") -> DealView:
        """Return a deal as of a moment; raises `DealNotFound`."""
        from journey_tui.domain.changes import of_others, since

        now = as_of or self.now
        past = as_of is not None
        if past:
            deal, reading = self._then(deal_id, now, origin)
        else:
            deal, reading = self._today(deal_id, now, origin)
        told, books = has_decisions(self._db, deal_id), self.playbooks
        decided = load_decisions(self._db, deal_id, as_of) if told else ()
        looked = looked_at(decided, self.person)
        seen_at = looked[0] if looked else None
        before = None if looked is None else looked[1] or None if past else self._before(deal_id, looked[0], looked[1], reading)
        alone = books.playbook.weights.model_alone
        evidence, proposed = evidence_of_deal(self._db, deal_id, reading, model_alone=alone, decided=told)
        new = frozenset(e.id for e in evidence if reading.needs_follow_up and e.touchpoint_id == reading.needs_follow_up)
        return DealView(
            deal=deal,
            reading=reading,
            evidence=evidence,
            since=(*of_others(decided, self.person, seen_at), *since(reading.changes, before, reading, seen_at)),
            looked_at=looked[0] if looked else None,
            sources=source_ages(self._fresh_by(now, past=past), now, books.playbook.thresholds),
            channel=_channel(books, reading, now),
            new_evidence=new,
            as_of=now,
            is_past=past,
            notes=notes_of(decided, self.member_ids()) if decided else (),
            pinned=_pinned(load_decisions(self._db, deal_id, now) if told else ()),
            model=load_note(self._db, deal_id),
            proposed=proposed,
        )

    def _today(self, deal_id: str, now: datetime, origin: str) -> tuple[Deal, DealReading]:
        """Return a deal and what the rules say of it now: as it is stored, where that still holds."""
        if origin == "all" and (stored := stored_deal(self._db, deal_id, now)) is not None:
            return stored
        facts = self._facts(deal_id)
        return facts.deal, self._read(facts, now, past=False, origin=origin)

    def _then(self, deal_id: str, moment: datetime, origin: str = "all") -> tuple[Deal, DealReading]:
        """Return a deal as it was, and what the rules said of it: worked out once for all who ask, one moment at a time."""
        from journey_tui.domain.as_of import deal_as_of

        books = self.playbooks
        with self._then_lock:
            if self._then_db is None:
                self._then_db = open_reader(self.store)
            version = self._then_db.execute("PRAGMA data_version").fetchone()[0]
            if self._thens[0] is not books or self._thens[1] != version:
                self._thens = (books, version, {})
            kept: dict[tuple[str, datetime, str], tuple[Deal, DealReading]] = self._thens[2]
            key = (deal_id, moment, origin)
            if key not in kept:
                facts = self._facts(deal_id, moment)
                reading = self._read(facts, moment, past=True, origin=origin)
                while len(kept) >= THENS:
                    del kept[next(iter(kept))]
                kept[key] = (deal_as_of(facts.deal, facts.changes, moment), reading)
            return kept[key]

    def _fresh_by(self, now: datetime, *, past: bool) -> list[Freshness]:
        """Return how fresh each kind of source was; of a past moment those that had been synced by then: of later ones it is not known."""
        return [one for one in self._freshness() if not past or (one.synced_at is not None and one.synced_at <= now)]

    def _facts(self, deal_id: str, until: datetime | None = None) -> DealFacts:
        facts = load_facts(self._db, deal_id, until=until)
        if facts is None:
            raise DealNotFound(f"There is no deal {deal_id} in this store. `journey deals` lists them.")
        return facts

    def _read(self, facts: DealFacts, now: datetime, *, past: bool, origin: str = "all") -> DealReading:
        from journey_tui.domain.compose import read_deal

        return read_deal(facts, self.playbooks.playbook, self.playbooks.channels, now, past=past, origin=origin)

    def _before(
        self, deal_id: str, looked: datetime, anchor: dict[str, Status], reading: DealReading
    ) -> DealReading | dict[str, Status] | None:
        """Return the statuses that this person saw last: as they were put down then, else worked out again."""
        from journey_tui.domain.changes import is_news

        if anchor or not any(is_news(c, looked) for c in reading.changes[:30]):
            return anchor or None
        facts = self._facts(deal_id)
        known = tuple(t for t in facts.touchpoints if t.imported_at is None or t.imported_at <= looked)
        ids = {t.id for t in known}
        then = replace(facts, touchpoints=known, evidence=tuple(e for e in facts.evidence if e.touchpoint_id in ids))
        return self._read(then, looked, past=True)

    def timeline(
        self,
        deal_id: str,
        *,
        as_of: datetime | None = None,
        origin: str = "all",
        newest_first: bool = True,
        offset: int = 0,
        limit: int = 500,
    ) -> list[TimelineRow]:
        """Return touchpoints of a deal; raises `DealNotFound`."""
        lanes = self._lanes(deal_id, as_of)
        until = int(as_of.timestamp()) if as_of else None
        window = lists.Window(until, origin, newest_first, offset, limit)
        if self._known_places is None:
            self._known_places = lists.Places()
        return lists.deal_touchpoints(self._db, deal_id, lanes, self._known_places, window)

    def _lanes(self, deal_id: str, as_of: datetime | None) -> dict[str, Lane]:
        """Return each person's lane, as of a moment the lane of then; raises `DealNotFound`."""
        key = (deal_id, as_of, self.data_version(), threading.get_ident())
        known = self._lanes_read
        if known[0] != key:
            known = self._lanes_read = (key, self._lanes_of(deal_id, as_of))
        return known[1]

    def _lanes_of(self, deal_id: str, as_of: datetime | None) -> dict[str, Lane]:
        if as_of is not None:
            return {p.key: p.lane for p in self._then(deal_id, as_of)[1].people}
        query = "SELECT json_extract(p.reading, '$.people') FROM deal d LEFT JOIN projection p ON p.deal_id=d.id WHERE d.id=?"
        row = self._db.execute(query, (deal_id,)).fetchone()
        if row is None:
            raise DealNotFound(f"There is no deal {deal_id} in this store. `journey deals` lists them.")
        return {p["key"]: Lane(p["lane"]) for p in (json.loads(row[0]) if row[0] else ())}

    def touchpoint(self, touchpoint_id: str) -> TouchpointView:
        """Return one touchpoint whole; raises `DealNotFound`."""
        row = self._db.execute(f"{rows.TOUCHPOINTS} WHERE t.id=?", (touchpoint_id,)).fetchone()
        if row is None:
            raise DealNotFound(f"There is no touchpoint {touchpoint_id} in this store.")
        touchpoint = rows.touchpoint_of(row)
        text, segments = self._db.execute("SELECT text, segments FROM body WHERE pk=?", (row[26],)).fetchone()
        evidence = touchpoint_evidence(self._db, touchpoint_id)
        view = lists.timeline_row(touchpoint, quotes=len(evidence))
        asked = {item.requirement for item in evidence}
        labels = tuple((spec.key, spec.label) for spec in self.playbooks.playbook.requirements if spec.key in asked)
        return TouchpointView(view, text, rows.segments_of(segments), touchpoint.parties, evidence, labels)

    def evidence(self, evidence_id: str, *, as_of: datetime | None = None) -> EvidenceView:
        """Return a quote in its message with the sums behind its band; raises `DealNotFound`."""
        item = self._evidence(evidence_id)
        view = self.deal(item.deal_id, as_of=as_of)
        evidence_id = item.id
        known_quotes = (*view.evidence, *view.proposed)
        item = next((e for e in known_quotes if e.id == evidence_id), item)
        whole = self.touchpoint(item.touchpoint_id)
        reading = next(r for r in view.reading.requirements if r.key == item.requirement)
        before, after = around(whole.text, item)
        known = load_decisions(self._db, item.deal_id, as_of)
        words = [d for d in known if d.target == evidence_id and d.kind in ("confirm", "reject")]
        leading = words[-1] if words else None
        return EvidenceView(
            evidence=item,
            touchpoint=whole.row,
            before=before,
            after=after,
            requirement_label=reading.label,
            status=reading.status,
            band=reading.band,
            sums=reading.sums,
            score=reading.score,
            would_change=reading.would_change,
            confirmed_by=leading.by if leading and leading.kind == "confirm" else "",
            rejected_by=leading.by if leading and leading.kind == "reject" else "",
            why=because(leading) if leading else "",
            others=_others(words),
            other=read_otherwise(item, known_quotes),
            proposed=any(e.id == item.id for e in view.proposed),
        )

    def _evidence(self, evidence_id: str) -> Evidence:
        item = one_evidence(self._db, evidence_id)
        if item is None:
            raise DealNotFound(f"There is no evidence {evidence_id} in this store.")
        return item

    def sources(self) -> tuple[list[SourceRow], list[SkipRow]]:
        """Return what was imported, and what was skipped and why."""
        return lists.sources(self._db)

    def unmatched(self, *, everything: bool = False, offset: int = 0, limit: int = 200) -> list[TimelineRow]:
        """Return touchpoints that belong to no deal yet, newest first; `everything`: also what concerns no deal."""
        return lists.unplaced(self._db, everything=everything, offset=offset, limit=limit)

    def find(self, query: str, *, limit: int = 20) -> list[DealHit]:
        """Return deals by id, prefix or fuzzy name, best first."""
        return lists.find_deals(self._db, query, limit)

    def search(self, query: str, *, deal_id: str = "", limit: int = 20) -> list[TimelineRow]:
        """Return touchpoints whose text matches."""
        return lists.search(self._db, query, deal_id, limit)


def _channel(books: PlaybookSet, reading: DealReading, now: datetime) -> ChannelView:
    channel = next((c for c in books.channels if c.name == reading.channel), books.channels[0])
    today = now.date()
    return ChannelView(
        channel.key,
        channel.name,
        reading.channel_rule,
        channel.is_verified(today),
        channel.verified_words(today),
        channel.how_to_read,
        0,
        tuple(stage.name for stage in channel.stages),
    )


def _pinned(decisions: Iterable[Decision]) -> tuple[str, ...]:
    """Return the facts that are pinned, each as it was pinned last; an empty one takes it off."""
    pins: dict[str, str] = {}
    for decision in decisions:
        if decision.kind == "pin":
            pins[decision.target] = decision.value
    return tuple(words for words in pins.values() if words)


def _others(words: Sequence[Decision]) -> str:
    """Return who decided otherwise before on a quote, and when: the newest word leads, the others stay readable."""
    leading = words[-1] if words else None
    told = {d.by: d for d in words if leading and d.by != leading.by and d.kind != leading.kind}
    return "; ".join(f"{d.kind}ed by {d.by}, {short_date(d.at, leading.at)}" for d in told.values() if leading)
