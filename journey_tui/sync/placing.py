"""Place touchpoints: which deal each belongs to, who acted, on which side, in which conversation and meeting."""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass
from typing import Any

from journey_tui.data.reader import IN_FORCE
from journey_tui.data.rows import moment, parties_of, segments_of
from journey_tui.data.sqlite import PAUSE_S, sqlite3, transaction
from journey_tui.data.writer import BATCH
from journey_tui.domain.codec import encode
from journey_tui.domain.model import Kind, Origin, Party, Segment
from journey_tui.sources.directory import Directory, PersonEntry, fold
from journey_tui.sources.matching import Item, Match, match
from journey_tui.sync.cast import Cast

_SELECT = (
    "SELECT t.pk, t.id, t.kind, t.at, t.subject, t.parties, t.origin, t.auto, t.message_id, t.uid, t.account_id, t.deal_id, t.actor_key, "
    "t.side, t.meeting, t.ends_at, b.text, b.segments, b.links, t.match_reason, t.actor, t.direction, t.thread, t.locator "
    "FROM touchpoint t JOIN body b ON b.pk = t.pk WHERE t.deleted = 0"
)


@dataclass(slots=True)
class Placed:
    """What placing did."""

    matched: int = 0
    unmatched: int = 0


@dataclass(slots=True)
class _Row:
    pk: int
    item: Item
    segments: tuple[Segment, ...]
    links: dict[str, Any]
    text: str
    ends_at: int | None
    old: tuple[Any, ...]
    """deal_id, actor, actor_key, side, direction, thread, meeting, match_reason: as stored."""


class Placer:
    """Match every touchpoint that is new or asked for: invitations first, then mail in order of time, calls, notes."""

    def __init__(self, connection: sqlite3.Connection, directory: Directory) -> None:
        self._db = connection
        self._directory = directory
        self._threads: dict[str, str] = {}
        self._roots: dict[str, str] = {}
        matches = connection.execute(f"{IN_FORCE} AND d.kind='match' ORDER BY d.at, d.rowid")
        self._assigned = {row[4]: row[6] for row in matches}
        self.placed = Placed()

    def place(self, *, everything: bool) -> Placed:
        """Place what is new (`everything`: all), a batch a transaction; the deals that change are marked for a new reading."""
        self._learn_threads(everything=everything)
        self._learn_people()
        condition = "" if everything else " AND match_reason=''"
        for kinds in ("'meeting'", "'email'", "'call'", "'note','task','crm_change','document','product_event'"):
            query = f"SELECT pk FROM touchpoint WHERE deleted=0{condition} AND kind IN ({kinds}) ORDER BY uid='', at, pk"
            pks = [row[0] for row in self._db.execute(query)]
            for start in range(0, len(pks), BATCH):
                self._place_batch(pks[start : start + BATCH])
                time.sleep(PAUSE_S)
        return self.placed

    def _place_batch(self, pks: list[int]) -> None:
        marks = ",".join("?" * len(pks))
        with transaction(self._db):
            found = {row[0]: row for row in self._db.execute(f"{_SELECT} AND t.pk IN ({marks})", pks)}
            moved: set[str] = set()
            for pk in pks:
                if pk in found:  # else its source has deleted it since
                    moved |= self._place(_row(found[pk]))
            self._db.executemany("UPDATE projection SET valid_until=0 WHERE deal_id=?", [(deal,) for deal in moved])

    def _learn_threads(self, *, everything: bool) -> None:
        if everything:
            return
        for message_id, uid, deal_id, thread in self._db.execute(
            "SELECT message_id, uid, deal_id, thread FROM touchpoint WHERE deal_id<>''"
        ):
            for key in (message_id, uid):
                if key:
                    self._threads[key] = deal_id
            if message_id:
                self._roots[message_id] = thread

    def _learn_people(self) -> None:
        """Learn who writes from an account's domain: transcripts name people that the CRM does not hold."""
        known = set(self._directory.contact_at)
        for (text,) in self._db.execute("SELECT parties FROM touchpoint WHERE kind IN ('email','meeting') AND parties<>'[]'"):
            for party in parties_of(text):
                if party.address and party.address not in known and " " in party.name:
                    known.add(party.address)
                    account = self._directory.account_of(party.address)
                    if account and not self._directory.is_own(party.address):
                        entry = PersonEntry(f"mail:-:{party.address}", party.name, party.address, account_id=account)
                        self._directory.people_named[fold(party.name)].append(entry)

    def _place(self, row: _Row) -> set[str]:
        """Place one touchpoint; returns the deals that gained, lost or changed it."""
        item = row.item
        verdict = self._verdict(item)
        if verdict.deal_id:
            self.placed.matched += 1
            for key in (item.message_id, item.uid):
                if key:
                    self._threads[key] = verdict.deal_id
        elif verdict.concerns_deal:
            self.placed.unmatched += 1
        cast = Cast(self._directory, item, verdict)
        parties = tuple(cast.party(party) for party in (*item.parties, *cast.named_by_crm()))
        segments = tuple(cast.segment(segment) for segment in row.segments)
        actor, key, side = cast.actor(parties, segments, row.links)
        values = (
            verdict.deal_id,
            actor,
            key,
            side.value,
            cast.direction(row.links, side),
            self._thread(item),
            self._meeting(row, verdict),
            verdict.reason if verdict.concerns_deal or verdict.deal_id else f"no deal: {verdict.reason}",
        )
        return self._store(row, values, verdict, parties, segments)

    def _store(
        self, row: _Row, values: tuple[Any, ...], verdict: Match, parties: tuple[Party, ...], segments: tuple[Segment, ...]
    ) -> set[str]:
        if values == row.old and segments == row.segments and parties == row.item.parties:
            return set()
        self._db.execute(
            "UPDATE touchpoint SET deal_id=?, actor=?, actor_key=?, side=?, direction=?, thread=?, meeting=?, match_reason=?, account_id=?, "
            "parties=?, analysed=CASE analysed WHEN '' THEN '' ELSE 'moved' END WHERE pk=?",
            (*values, verdict.account_id, json.dumps(encode(parties)), row.pk),
        )
        if segments != row.segments:
            self._db.execute("UPDATE body SET segments=? WHERE pk=?", (json.dumps(encode(segments)), row.pk))
        return {row.old[0], verdict.deal_id} - {""}

    def _verdict(self, item: Item) -> Match:
        assigned = self._assigned.get(item.id)
        if assigned in self._directory.deals:
            return Match(assigned, self._directory.deals[assigned].account_id, "assigned by a person")
        if assigned == "none":
            return Match("", "", "set aside by a person", concerns_deal=False)
        return match(item, self._directory, self._threads)

    def _thread(self, item: Item) -> str:
        """Return the conversation's key: its root's Message-ID, so that a reply found first joins later."""
        if not item.message_id:
            return item.uid or item.id
        for reference in item.references:
            if reference in self._roots:
                self._roots[item.message_id] = self._roots[reference]
                return self._roots[reference]
        root = item.references[0] if item.references else item.message_id
        self._roots[item.message_id] = root
        return root

    def _meeting(self, row: _Row, verdict: Match) -> str:
        """Return the key that an invitation shares with its transcript, its CRM event and the notes of that hour."""
        if row.item.kind is Kind.EMAIL or not verdict.deal_id:
            return ""
        if row.item.kind is Kind.MEETING and row.item.uid:
            return row.item.id
        if row.item.kind not in (Kind.CALL, Kind.MEETING, Kind.NOTE):
            return ""
        at = int(row.item.at.timestamp())
        before, after = (3600, 5400) if row.item.kind is not Kind.NOTE else (10_800, 0)
        found = self._db.execute(
            "SELECT meeting FROM touchpoint WHERE deal_id=? AND kind='meeting' AND meeting<>'' AND at BETWEEN ? AND ? AND pk<>? "
            "AND status<>'cancelled' ORDER BY abs(at-?) LIMIT 1",
            (verdict.deal_id, at - before, at + after, row.pk, at),
        ).fetchone()
        if found:
            return str(found[0])
        return row.item.id if row.item.kind in (Kind.CALL, Kind.MEETING) else ""


def _row(values: tuple[Any, ...]) -> _Row:
    links = json.loads(values[18])
    segments = segments_of(values[17])
    own = " ".join(values[16][s.start : s.end] for s in segments[:4] if s.role == "new")[:4000]
    head = values[16][: segments[0].start] if segments else values[16][:2000]
    stem = values[1].rpartition(":")[2] if values[2] == "call" else ""
    words = " ".join(part for part in (links.get("title", ""), re.sub(r"[_\W]+", " ", stem).title(), head[:2000], own) if part)
    item = Item(
        id=values[1],
        kind=Kind(values[2]),
        at=moment(values[3]),
        subject=values[4],
        words=words,
        parties=parties_of(values[5]),
        origin=Origin(values[6]),
        auto=values[7],
        list_id=links.get("list_id", ""),
        references=tuple(links.get("references", ())),
        message_id=values[8],
        uid=values[9],
        deal_ids=tuple(links.get("deal_ids", ())),
        contact_ids=tuple(links.get("contact_ids", ())),
        account_id=links.get("account_id", ""),  # the column holds the verdict, which must not decide the next one
    )
    old = (values[11], values[20], values[12], values[13], values[21], values[22], values[14], values[19])
    return _Row(values[0], item, segments, links, values[16], values[15], old)
