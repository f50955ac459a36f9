"""The one door for people: reads and decisions for the screens and the command line."""

from __future__ import annotations

import json
import threading
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from journey_tui.data import lists, rows
from journey_tui.data.deal_view import anchor_of, around, evidence_of_deal, looked_at, one_evidence, source_ages, stored_reading
from journey_tui.data.decision_checks import DecisionRefused, Wish, check_decision
from journey_tui.data.reader import load_decisions, load_facts, load_people
from journey_tui.data.sqlite import SCHEMA, open_reader, sqlite3
from journey_tui.data.store import StoreError, check_store, ensure_store, is_team, writing
from journey_tui.data.triage import TriageList, Wanted, load_marks
from journey_tui.domain.model import DealFacts, Decision, Evidence, Lane
from journey_tui.domain.reading import DealReading, Status
from journey_tui.domain.views import (
    ChannelView,
    DealHit,
    DealView,
    EvidenceView,
    SkipRow,
    SourceRow,
    TimelineRow,
    TouchpointView,
    TriagePage,
)
from journey_tui.paths import identity

if TYPE_CHECKING:
    from journey_tui.playbooks import PlaybookSet

__all__ = ["DealNotFound", "DecisionRefused", "StoreError", "Workspace"]


class DealNotFound(LookupError):
    """There is no deal, touchpoint or evidence with that id."""


class Workspace:
    """Reads and decisions over one store; every method may be called from any thread and does its own I/O."""

    def __init__(self, store: Path, *, person: str = "", now: datetime | None = None) -> None:
        """Open `store`; raises `StoreError`. `person` and `now` fix who looks and when (tests, snapshots)."""
        if check_store(store) < SCHEMA:
            ensure_store(store)
        self.store = store
        who = identity()
        self._uid = who.uid
        self.person = person or who.login
        self._fixed_now = now
        self._local = threading.local()
        self._triage: tuple[tuple[Any, ...], TriageList] | None = None
        self._lanes_read: tuple[Any, dict[str, Lane]] = (None, {})
        self._places = lists.Places()
        self._lock = threading.Lock()

    @property
    def now(self) -> datetime:
        """Return the moment that counts as now, UTC."""
        return self._fixed_now or datetime.now(UTC)

    @property
    def is_team(self) -> bool:
        """Return whether every member of a group can read this store."""
        return is_team(self.store)

    @property
    def _db(self) -> sqlite3.Connection:
        """Return this thread's read-only connection."""
        connection = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = open_reader(self.store)
        return connection

    @cached_property
    def playbooks(self) -> PlaybookSet:
        """Return the playbook and the channels in force; a bad file of the team's is left out with its error kept."""
        from journey_tui.paths import paths
        from journey_tui.playbooks import load

        return load(paths().playbooks)

    # Who --------------------------------------------------------------------------------------------------------------------------

    def member_ids(self) -> tuple[str, ...]:
        """Return the CRM users that this person stands for; empty while nobody said so."""
        row = self._db.execute("SELECT value FROM meta WHERE key=?", (f"whoami:{self._uid}",)).fetchone()
        return tuple(json.loads(row[0])) if row else ()

    def members(self) -> list[tuple[str, str, str]]:
        """Return (id, name, address) of the CRM's users who are people."""
        return self._db.execute("SELECT id, name, address FROM member WHERE automated=0 ORDER BY name").fetchall()

    def set_member(self, member_ids: tuple[str, ...]) -> None:
        """Remember which CRM users this person stands for."""
        self.set_meta(f"whoami:{self._uid}", json.dumps(member_ids))

    def meta(self, key: str) -> str:
        """Return a setting of the store, empty where it is not set."""
        row = self._db.execute("SELECT value FROM meta WHERE key=?", (key,)).fetchone()
        return str(row[0]) if row else ""

    def set_meta(self, key: str, value: str) -> None:
        """Write a setting of the store."""
        with writing(self.store) as connection:
            connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (key, value))

    # Reads ------------------------------------------------------------------------------------------------------------------------

    def triage(
        self,
        *,
        mine: bool = True,
        origin: str = "all",
        order: str = "needs",
        query: str = "",
        closed: bool = False,
        snoozed: bool = False,
        offset: int = 0,
        limit: int = 200,
    ) -> TriagePage:
        """Return a window of the triage list. `order`: needs, account, close, amount, truth, changed.

        Without a CRM user set for this person, `mine` shows everybody's. `origin` changes nothing in a row: status,
        band, gates and lines never follow it.
        """
        del origin
        owners = self.member_ids() if mine else ()
        wanted = Wanted(owners, order, query, closed, snoozed)
        today = self.now.date()
        with self._lock:
            key = (wanted, today, self.data_version(), threading.get_ident())
            if self._triage is None or self._triage[0] != key:
                self._triage = (key, TriageList(self._db, wanted, load_marks(self._db, self.person, today)))
            return self._triage[1].page(self._db, offset, limit)

    def deal(self, deal_id: str, *, as_of: datetime | None = None, origin: str = "all") -> DealView:
        """Return a deal as of a moment; raises `DealNotFound`."""
        from journey_tui.domain.changes import since

        now = as_of or self.now
        past = as_of is not None
        reading = None if past or origin != "all" else stored_reading(self._db, deal_id, now)
        facts = None
        if reading is None:
            facts = self._facts(deal_id)
            reading = self._read(facts, now, past=past, origin=origin)
        looked = looked_at(self._db, deal_id, self.person)
        deal = facts.deal if facts else rows.deal_of(self._db.execute(f"{rows.DEAL} WHERE d.id=?", (deal_id,)).fetchone())
        if past:
            from journey_tui.domain.as_of import deal_as_of

            deal = deal_as_of(deal, facts.changes if facts else (), now)
        before = self._before(deal_id, looked[0], looked[1], reading) if looked and not past else None
        evidence = evidence_of_deal(self._db, deal_id, reading)
        new = frozenset(e.id for e in evidence if reading.needs_follow_up and e.touchpoint_id == reading.needs_follow_up)
        return DealView(
            deal=deal,
            reading=reading,
            evidence=evidence,
            since=since(reading.changes, before, reading, looked[0] if looked else None),
            looked_at=looked[0] if looked else None,
            sources=source_ages(self._db, deal_id, now),
            channel=self._channel(reading, now),
            new_evidence=new,
            as_of=now,
            is_past=past,
            pinned=tuple(d.value for d in load_decisions(self._db, deal_id, now) if d.kind == "pin" and d.value),
        )

    def _facts(self, deal_id: str) -> DealFacts:
        facts = load_facts(self._db, deal_id)
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

    def _channel(self, reading: DealReading, now: datetime) -> ChannelView:
        channel = next((c for c in self.playbooks.channels if c.name == reading.channel), self.playbooks.channels[0])
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
        return lists.deal_touchpoints(self._db, deal_id, lanes, self._places, window)

    def _lanes(self, deal_id: str, as_of: datetime | None) -> dict[str, Lane]:
        """Return each person's lane, as of a moment the lane of then; raises `DealNotFound`."""
        key = (deal_id, as_of, self.data_version(), threading.get_ident())
        known = self._lanes_read
        if known[0] != key:
            known = self._lanes_read = (key, self._lanes_of(deal_id, as_of))
        return known[1]

    def _lanes_of(self, deal_id: str, as_of: datetime | None) -> dict[str, Lane]:
        if as_of is not None:
            return {p.key: p.lane for p in self._read(self._facts(deal_id), as_of, past=True).people}
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
        evidence = rows.evidence_of(
            self._db.execute("SELECT detail FROM evidence WHERE touchpoint_id=? ORDER BY at, id", (touchpoint_id,))
        )
        view = lists.timeline_row(touchpoint, quotes=len(evidence))
        return TouchpointView(view, text, rows.segments_of(segments), touchpoint.parties, evidence)

    def evidence(self, evidence_id: str, *, as_of: datetime | None = None) -> EvidenceView:
        """Return a quote in its message with the sums behind its band; raises `DealNotFound`."""
        item = self._evidence(evidence_id)
        view = self.deal(item.deal_id, as_of=as_of)
        evidence_id = item.id
        item = next((e for e in view.evidence if e.id == evidence_id), item)
        whole = self.touchpoint(item.touchpoint_id)
        reading = next(r for r in view.reading.requirements if r.key == item.requirement)
        before, after = around(whole.text, item)
        decided = {d.kind: d.by for d in load_decisions(self._db, item.deal_id) if d.target == evidence_id}
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
            confirmed_by=decided.get("confirm", "") if not item.rejected else "",
            rejected_by=decided.get("reject", "") if item.rejected else "",
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

    def data_version(self) -> int:
        """Return a number that changes when another process or thread committed."""
        return int(self._db.execute("PRAGMA data_version").fetchone()[0])

    # Decisions --------------------------------------------------------------------------------------------------------------------

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
