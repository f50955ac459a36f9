"""Place touchpoints: which deal each belongs to, who acted, on which side, in which conversation and meeting."""

from __future__ import annotations

import json
import re
import time
from bisect import bisect_left, bisect_right, insort
from dataclasses import replace
from typing import Any

from journey_tui.data.rows import moment, parties_of, segments_of
from journey_tui.data.sqlite import PAUSE_S, sqlite3, transaction
from journey_tui.data.standing import IN_FORCE
from journey_tui.data.writer import BATCH
from journey_tui.domain.codec import encode
from journey_tui.domain.model import Kind, Origin, Party, Segment
from journey_tui.lean import dataclass
from journey_tui.sources.directory import Directory
from journey_tui.sources.matching import Item, Match, match
from journey_tui.sync.arriving import ask_again, came_late, learn_people, meeting_came_late
from journey_tui.sync.cast import Cast

_SELECT = (
    "SELECT t.pk, t.id, t.kind, t.at, t.subject, t.parties, t.origin, t.auto, t.message_id, t.uid, t.account_id, t.deal_id, t.actor_key, "
    "t.side, t.meeting, t.ends_at, b.text, b.segments, b.links, t.match_reason, t.actor, t.direction, t.thread, t.locator, t.status "
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
    cancelled: bool
    old: tuple[Any, ...]
    """deal_id, actor, actor_key, side, direction, thread, meeting, match_reason, account_id: as stored."""
    old_parties: tuple[Party, ...]
    """As an earlier placing left them; the item's are as the source has them."""
    old_segments: tuple[Segment, ...]


class Placer:
    """Match every touchpoint that is new or asked for: invitations first, then mail in order of time, calls, notes."""

    def __init__(self, connection: sqlite3.Connection, directory: Directory) -> None:
        self._db = connection
        self._directory = directory
        self._threads: dict[str, str] = {}
        self._roots: dict[str, str] = {}
        matches = connection.execute(f"{IN_FORCE} AND d.kind='match' ORDER BY d.at, d.rowid")
        self._assigned = {row[4]: row[6] for row in matches}
        self._everything = False
        self._meetings: dict[str, list[tuple[int, str, int, str]]] = {}
        """Where everything is placed: (when, id, row, key) of the deals' meetings so far."""
        self.placed = Placed()

    def place(self, *, everything: bool) -> Placed:
        """Place what is new (`everything`: all), a batch a transaction; the deals that change are marked for a new reading.

        Where something new came late, all is placed, so that no order of arrival tells another story.
        """
        learned = learn_people(self._db, self._directory)
        if not everything and came_late(self._db, learned):
            ask_again(self._db)
            everything = True
        self._everything = everything
        self._learn_threads()
        condition = "" if everything else " AND match_reason=''"
        for kinds in ("'meeting'", "'email'", "'call'", "'note','task','crm_change','document','product_event'"):
            query = f"SELECT pk FROM touchpoint WHERE deleted=0{condition} AND kind IN ({kinds}) ORDER BY uid='', at, id"
            pks = [row[0] for row in self._db.execute(query)]
            for start in range(0, len(pks), BATCH):
                self._place_batch(pks[start : start + BATCH])
                time.sleep(PAUSE_S)
        with transaction(self._db):
            self._db.execute("UPDATE touchpoint SET match_reason='deleted' WHERE deleted=1 AND match_reason=''")
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
            if not self._everything and meeting_came_late(self._db, pks):
                ask_again(self._db)

    def _learn_threads(self) -> None:
        if self._everything:
            return
        for message_id, uid, deal_id, thread in self._db.execute(
            "SELECT message_id, uid, deal_id, thread FROM touchpoint WHERE deal_id<>''"
        ):
            for key in (message_id, uid):
                if key:
                    self._threads[key] = deal_id
            if message_id:
                self._roots[message_id] = thread

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
            cast.direction(row.links, side, parties),
            self._thread(item),
            self._meeting(row, verdict),
            verdict.reason if verdict.concerns_deal or verdict.deal_id else f"no deal: {verdict.reason}",
            verdict.account_id,
        )
        if item.kind is Kind.MEETING and values[6] and not row.cancelled:
            insort(self._meetings.setdefault(verdict.deal_id, []), (int(item.at.timestamp()), item.id, row.pk, values[6]))
        return self._store(row, values, verdict, parties, segments)

    def _store(
        self, row: _Row, values: tuple[Any, ...], verdict: Match, parties: tuple[Party, ...], segments: tuple[Segment, ...]
    ) -> set[str]:
        if values == row.old and segments == row.old_segments and parties == row.old_parties:
            return set()
        self._db.execute(
            "UPDATE touchpoint SET deal_id=?, actor=?, actor_key=?, side=?, direction=?, thread=?, meeting=?, match_reason=?, account_id=?, "
            "parties=?, analysed=CASE analysed WHEN '' THEN '' ELSE 'moved' END WHERE pk=?",
            (*values, json.dumps(encode(parties)), row.pk),
        )
        if segments != row.old_segments:
            self._db.execute("UPDATE body SET segments=? WHERE pk=?", (json.dumps(encode(segments)), row.pk))
        self._keep_as_found(row, parties, segments)
        return {row.old[0], verdict.deal_id} - {""}

    def _keep_as_found(self, row: _Row, parties: tuple[Party, ...], segments: tuple[Segment, ...]) -> None:
        """Keep what the source itself says of who takes part, where placing knows more: the next placing begins from it."""
        found: dict[str, Any] = {}
        if parties != row.item.parties and "parties" not in row.links:
            found["parties"] = encode(row.item.parties)
        if "addresses" not in row.links and any(a.address != b.address for a, b in zip(segments, row.segments, strict=True)):
            found["addresses"] = [segment.address for segment in row.segments]
        if found:
            self._db.execute("UPDATE body SET links=? WHERE pk=?", (json.dumps({**row.links, **found}), row.pk))

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
        found = self._nearest(verdict.deal_id, at, at - before, at + after, row.pk)
        if found:
            return found
        return row.item.id if row.item.kind in (Kind.CALL, Kind.MEETING) else ""

    def _nearest(self, deal_id: str, at: int, first: int, last: int, but: int) -> str:
        """Return the key of the deal's meeting that is nearest, empty where none is."""
        if self._everything:
            known = self._meetings.get(deal_id, [])
            near = known[bisect_left(known, (first,)) : bisect_right(known, (last + 1,))]
            return min(((abs(one[0] - at), one[1], one[3]) for one in near if one[2] != but), default=(0, "", ""))[2]
        found = self._db.execute(
            "SELECT meeting FROM touchpoint WHERE deal_id=? AND kind='meeting' AND meeting<>'' AND at BETWEEN ? AND ? AND pk<>? "
            "AND status<>'cancelled' AND deleted=0 ORDER BY abs(at-?), id LIMIT 1",
            (deal_id, first, last, but, at),
        ).fetchone()
        return str(found[0]) if found else ""


def _row(values: tuple[Any, ...]) -> _Row:
    links = json.loads(values[18])
    old_segments, old_parties = segments_of(values[17]), parties_of(values[5])
    segments, parties = old_segments, old_parties
    if "addresses" in links:
        segments = tuple(replace(s, address=a) for s, a in zip(segments, links["addresses"], strict=True))
    if "parties" in links:
        parties = parties_of(json.dumps(links["parties"]))
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
        parties=parties,
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
    old = (values[11], values[20], values[12], values[13], values[21], values[22], values[14], values[19], values[10])
    return _Row(
        values[0], item, segments, links, values[16], values[15], values[24] == "cancelled", old, old_parties, old_segments
    )
