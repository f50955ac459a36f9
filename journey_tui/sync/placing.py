"""Place touchpoints: which deal each belongs to, who acted, on which side, in which conversation and meeting."""

from __future__ import annotations

import json
import re
import time
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable
from dataclasses import replace
from heapq import heapify, heappop, heappush
from typing import Any, Final

from journey_tui.data import concerns
from journey_tui.data.rows import moment, parties_of, segments_of
from journey_tui.data.sqlite import PAUSE_S, in_turns, sqlite3, transaction
from journey_tui.data.standing import IN_FORCE
from journey_tui.data.writer import BATCH
from journey_tui.domain.codec import encode, json_text
from journey_tui.domain.model import Kind, Origin, Party, Segment
from journey_tui.lean import dataclass
from journey_tui.sources.directory import Directory
from journey_tui.sources.matching import Item, Match, match
from journey_tui.sync.arriving import RANK, Place, Rank, gone, hanging_on, learn_people, naming, ranked, waiting
from journey_tui.sync.cast import Cast
from journey_tui.sync.concerned import deals_of, touchpoints_of
from journey_tui.sync.threads import Known, KnownBefore

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

    @property
    def place(self) -> Place:
        """Return where it is as stored."""
        item, at = self.item, int(self.item.at.timestamp())
        return Place(item.id, item.kind.value, at, item.message_id, item.uid, self.old[0], self.old[5], self.old[6])


OWN_DOMAINS: Final = "placed_for"
"""Setting of the store: the own domains that everything was placed with."""
FEW: Final = 20
"""Touchpoints that are fetched and placed together where everything is."""
MANY: Final = 5_000
"""Touchpoints that wait from which on it is quicker to place everything, where most of the store waits."""


class Placer:
    """Match every touchpoint that is new or asked for: invitations first, then mail in order of time, calls, notes."""

    def __init__(self, connection: sqlite3.Connection, directory: Directory) -> None:
        self._db = connection
        self._directory = directory
        self._known = Known()
        matches = connection.execute(f"{IN_FORCE} AND d.kind='match' ORDER BY d.at, d.rowid")
        self._assigned = {row[4]: row[6] for row in matches}
        self.everything = False
        """Whether all was placed anew."""
        self._meetings: dict[str, list[tuple[int, str, int, str]]] = {}
        """Where everything is placed: (when, id, row, key) of the deals' meetings so far."""
        self._rank: Rank = (0, 0, 0, "")
        self._again: dict[int, str] = {}
        """What was placed before and is placed again, with the reason of then."""
        self.placed = Placed()

    def place(self, *, everything: bool) -> Placed:
        """Place what is new, what a change of the CRM concerns and what hangs on either (`everything`: all), in short transactions.

        The deals that change are marked for a new reading. No order of arrival tells another story.
        """
        learned = learn_people(self._db, self._directory)
        keys = concerns.waiting(self._db)
        own = json.dumps(sorted(self._directory.own))
        self.everything = everything or len(keys) > concerns.MOST or self._is_other(own) or self._is_mostly_new()
        if self.everything:
            self._place_all()
        else:
            self._place_waiting(learned, keys)
        with transaction(self._db):
            concerns.settled(self._db, keys)
            self._db.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?,?)", (OWN_DOMAINS, own))
            self._db.execute("UPDATE touchpoint SET match_reason='deleted' WHERE deleted=1 AND match_reason=''")
        return self.placed

    def _is_mostly_new(self) -> bool:
        new = self._db.execute("SELECT COUNT(*) FROM touchpoint WHERE match_reason='' AND deleted=0").fetchone()[0]
        return bool(new > MANY and new * 2 > self._db.execute("SELECT COUNT(*) FROM touchpoint").fetchone()[0])

    def _is_other(self, own: str) -> bool:
        row = self._db.execute("SELECT value FROM meta WHERE key=?", (OWN_DOMAINS,)).fetchone()
        return row is not None and row[0] != own

    def _place_all(self) -> None:
        pks = [row[0] for row in self._db.execute(f"SELECT pk FROM touchpoint WHERE deleted=0 ORDER BY {RANK}")]
        starts = iter(range(0, len(pks), FEW))

        def step() -> bool:
            start = next(starts, None)
            part = [] if start is None else pks[start : start + FEW]
            found = {row[0]: row for row in self._db.execute(f"{_SELECT} AND t.pk IN ({','.join('?' * len(part))})", part)}
            # What is not found any more, its source has deleted since.
            self._tell(deal for pk in part if pk in found for deal in self._place(_row(found[pk])))
            return start is not None

        in_turns(self._db, step)

    def _place_waiting(self, learned: list[str], keys: list[concerns.Key]) -> None:
        """Place what waits, and whatever hangs on it, in the order of placing: each once, since that looks back only."""
        concerned = touchpoints_of(self._db, self._directory, keys)
        told = deals_of(self._db, self._directory, keys, concerned)
        late = {pk for name in dict.fromkeys(learned) for pk in naming(self._db, name)} | gone(self._db) | concerned
        line = waiting(self._db)
        again = list(ranked(self._db, late - {pk for _, pk in line}))
        for start in range(0, len(again), BATCH):
            with transaction(self._db):
                self._let_wait(pk for _, pk in again[start : start + BATCH])
            time.sleep(PAUSE_S)
        line += again
        heapify(line)
        queued = {pk for _, pk in line}

        def step() -> bool:
            self._place_next(line, queued)
            return bool(line)

        if line:
            in_turns(self._db, step)
        with transaction(self._db):
            self._tell(told)

    def _let_wait(self, pks: Iterable[int]) -> None:
        """Let what was placed wait to be placed again: so it does too where this process ends before that."""
        for pk in pks:
            self._again[pk] = self._db.execute("SELECT match_reason FROM touchpoint WHERE pk=?", (pk,)).fetchone()[0]
            self._db.execute("UPDATE touchpoint SET match_reason='' WHERE pk=?", (pk,))

    def _place_next(self, line: list[tuple[Rank, int]], queued: set[int]) -> None:
        """Place the first in line; what hangs on it and stands behind it gets in line where that has changed."""
        rank, pk = heappop(line)
        found = self._db.execute(f"{_SELECT} AND t.pk=?", (pk,)).fetchone()
        if found is None:
            return  # its source has deleted it since
        self._known = KnownBefore(self._db, rank)
        self._rank = rank
        row = _row(found)
        before = row.place
        self._tell(self._place(row))
        where = self._db.execute("SELECT deal_id, thread, meeting FROM touchpoint WHERE pk=?", (pk,)).fetchone()
        after = replace(before, deal_id=where[0], thread=where[1], meeting=where[2])
        if pk in self._again and before == after:
            return
        behind = {other for place in {before, after} for other in hanging_on(self._db, place)}
        for one in [one for one in ranked(self._db, behind - queued) if one[0] > rank]:
            self._let_wait([one[1]])
            queued.add(one[1])
            heappush(line, one)

    def _tell(self, deals: Iterable[str]) -> None:
        self._db.executemany("UPDATE projection SET valid_until=0 WHERE deal_id=?", [(deal,) for deal in set(deals)])

    def _place(self, row: _Row) -> set[str]:
        """Place one touchpoint; returns the deals that gained, lost or changed it."""
        item = row.item
        verdict = self._verdict(item)
        if verdict.deal_id:
            self.placed.matched += 1
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
        self._known.put(item.message_id, item.uid, verdict.deal_id, values[5])
        self._wait_for_others(row, values[5])
        if item.kind is Kind.MEETING and values[6] and not row.cancelled:
            insort(self._meetings.setdefault(verdict.deal_id, []), (int(item.at.timestamp()), item.id, row.pk, values[6]))
        return self._store(row, values, verdict, parties, segments)

    def _store(
        self, row: _Row, values: tuple[Any, ...], verdict: Match, parties: tuple[Party, ...], segments: tuple[Segment, ...]
    ) -> set[str]:
        told_before = self._again.get(row.pk, row.old[7])
        if (values[:7], values[8]) == (row.old[:7], row.old[8]) and segments == row.old_segments and parties == row.old_parties:
            if values[7] != row.old[7]:
                self._db.execute("UPDATE touchpoint SET match_reason=? WHERE pk=?", (values[7], row.pk))
            return {verdict.deal_id} - {""} if values[7] != told_before else set()
        self._db.execute(
            "UPDATE touchpoint SET deal_id=?, actor=?, actor_key=?, side=?, direction=?, thread=?, meeting=?, match_reason=?, account_id=?, "
            "parties=?, analysed=CASE analysed WHEN '' THEN '' ELSE 'moved' END WHERE pk=?",
            (*values, json_text(parties), row.pk),
        )
        if segments != row.old_segments:
            self._db.execute("UPDATE body SET segments=? WHERE pk=?", (json_text(segments), row.pk))
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
        return match(item, self._directory, self._known)

    def _thread(self, item: Item) -> str:
        """Return the conversation's key: its root's Message-ID, so that a reply found first joins later."""
        if not item.message_id:
            return item.uid or item.id
        roots = (self._known.root_of(reference) for reference in item.references)
        return next((root for root in roots if root), item.references[0] if item.references else item.message_id)

    def _wait_for_others(self, row: _Row, thread: str) -> None:
        """Put down what it names that is not there, or is another conversation's: should that come or change, this is placed again."""
        item, people = row.item, self._directory
        keys = {key for key in item.deal_ids if key not in people.deals} | {
            key for key in item.contact_ids if key not in people.contacts
        }
        keys |= {key for key in (row.links.get("owner_id"), row.links.get("created_by_id")) if key and key not in people.members}
        keys |= {p.person_id for p in item.parties if p.person_id not in people.contacts and p.person_id not in people.members}
        keys |= {item.account_id} - people.accounts.keys()
        keys |= {reference for reference in item.references if self._known.root_of(reference) != thread}
        self._db.execute("DELETE FROM waits WHERE pk=?", (row.pk,))
        self._db.executemany('INSERT INTO waits ("key", pk) VALUES (?,?)', [(key, row.pk) for key in keys - {""}])

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
        if self.everything:
            known = self._meetings.get(deal_id, [])
            near = known[bisect_left(known, (first,)) : bisect_right(known, (last + 1,))]
            return min(((abs(one[0] - at), one[1], one[3]) for one in near if one[2] != but), default=(0, "", ""))[2]
        found = self._db.execute(
            f"SELECT meeting, {RANK} FROM touchpoint WHERE deal_id=? AND kind='meeting' AND meeting<>'' AND at BETWEEN ? AND ? AND pk<>? "
            "AND status<>'cancelled' AND deleted=0 AND match_reason<>'' ORDER BY abs(at-?), id",
            (deal_id, first, last, but, at),
        )
        return next((str(row[0]) for row in found if tuple(row[1:]) < self._rank), "")


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
