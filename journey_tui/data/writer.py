"""Write imported records: unchanged ones cost a comparison, changed ones update, nothing is ever doubled."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import field, replace
from datetime import datetime
from typing import Any

from journey_tui.data import concerns
from journey_tui.data.said import links_of, snippet_of
from journey_tui.data.sqlite import sqlite3
from journey_tui.data.taking_back import forget_read, take_back
from journey_tui.data.voices import Voices
from journey_tui.data.writer_rows import PLAIN, seconds, tail
from journey_tui.domain.codec import json_text
from journey_tui.lean import dataclass
from journey_tui.sources.records import (
    ChangeRecord,
    DealRecord,
    Record,
    RoleRecord,
    TouchpointRecord,
    Unsaid,
)
from journey_tui.sources.tables_whole import row_of

BATCH = 500
"""Rows a statement: larger batches keep a person's write waiting (goals.md)."""

SMALL_BATCH = 50
"""The same where others are let in between."""


@dataclass(slots=True)
class Written:
    """What writing one file did."""

    records: int = 0
    touchpoints: int = 0
    changed: int = 0
    crm_changed: bool = False
    """So much of accounts, contacts, users, deals or roles changed that everything must be matched again."""
    deals: set[str] = field(default_factory=set)
    """Deals whose own record, history or roles changed."""
    by_file: Counter[str] = field(default_factory=Counter)
    touchpoints_by_file: Counter[str] = field(default_factory=Counter)
    kinds: dict[str, str] = field(default_factory=dict)
    """What each file's records say they are from: `salesforce`, `hubspot`, `table`, `mail` …"""


_TOUCHPOINT_COLUMNS = (
    "id, deal_id, account_id, at, ends_at, zone, kind, actor, actor_key, side, direction, origin, origin_rule, subject, snippet, "
    "thread, meeting, status, auto, match_reason, message_id, uid, parties, file_id, native_id, locator, hash, imported_at, known_at, deleted, "
    "analysed"
)


class FileBook:
    """The ids of source files; a file is entered when its first record is."""

    def __init__(self, connection: sqlite3.Connection, kind: str, form: str, now: datetime) -> None:
        self._db = connection
        self._new = (kind, form, int(now.timestamp()))
        self._ids: dict[str, int] = {}

    def id_of(self, path: str) -> int:
        """Return the id of the file, entering it when it is new."""
        if path not in self._ids:
            self._db.execute(
                "INSERT INTO source_file (path, kind, format, size, hash, imported_at, records, touchpoints, skipped, state, message) "
                "VALUES (?,?,?,0,'',?,0,0,0,'ok','') ON CONFLICT(path) DO NOTHING",
                (path, *self._new),
            )
            self._ids[path] = int(self._db.execute("SELECT id FROM source_file WHERE path=?", (path,)).fetchone()[0])
        return self._ids[path]


class Writer:
    """Write the records of one file inside the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection, files: FileBook, now: datetime) -> None:
        self.breathe: Callable[[], None] | None = None
        """Called after every few rows, where others are to be let in between."""
        self._db = connection
        self._files = files
        self._now = int(now.timestamp())
        self._whole: frozenset[int] = frozenset()
        self._beside: frozenset[str] = frozenset()
        self._voices = Voices(connection)
        self._concerns = 0
        self.written = Written()

    def write(
        self, records: Iterable[Record | Unsaid], *, whole: frozenset[str] = frozenset(), beside: frozenset[str] = frozenset()
    ) -> Written:
        """Write all records, in batches by kind; returns what changed.

        `whole`: files of tables that are all there is of an export. Only then does it count what a row means beside the other tables: the
        same row told otherwise is written again, what another table tells better is taken back. `beside`: files that are read again with
        others, unchanged: nothing that another file told since is told by them.
        """
        self._beside = beside
        self._whole = frozenset(map(self._files.id_of, whole))
        waiting: dict[type, list[Any]] = {}
        for record in records:
            batch = waiting.setdefault(type(record), [])
            batch.append(record)
            if len(batch) >= (SMALL_BATCH if self.breathe else BATCH):
                self._flush(type(record), batch)
                batch.clear()
        for kind, batch in waiting.items():
            self._flush(kind, batch)
        return self.written

    def _flush(self, kind: type, batch: list[Any]) -> None:
        # What is only read beside the others comes first: the last of one id counts.
        batch = sorted(batch, key=self._counts_more) if self._beside and kind is not Unsaid else batch
        unique = list({record.id: record for record in batch}.values())
        if kind is Unsaid:
            take_back(self._db, [one.id for one in unique], self._whole, self.written)
            return
        self.written.records += len(unique)
        self.written.by_file.update(record.source.file for record in unique)
        self.written.kinds.update((record.source.file, record.source.kind) for record in unique)
        if kind is TouchpointRecord:
            self._touchpoints(unique)
        else:
            self._plain(kind, unique)
        if self.breathe is not None:
            self.breathe()

    def _known(self, table: str, columns: str, ids: Sequence[str]) -> dict[str, tuple[Any, ...]]:
        marks = ",".join("?" * len(ids))
        return {row[0]: row[1:] for row in self._db.execute(f"SELECT id, {columns} FROM {table} WHERE id IN ({marks})", ids)}

    def _plain(self, kind: type, batch: list[Any]) -> None:
        table, width, row = PLAIN[kind]
        extra = "hash, file_id, modified_at" if kind is DealRecord else "hash, file_id"
        known = self._known(table, extra, [record.id for record in batch])
        fresh = [record for record in batch if self._is_news(record, known.get(record.id))]
        if not fresh:
            return
        marks, ids = ",".join("?" * width), [record.id for record in fresh]
        counts = kind is not ChangeRecord and not self.written.crm_changed
        before = concerns.said(self._db, table, ids) if counts else {}
        self._db.executemany(
            f"INSERT OR REPLACE INTO {table} VALUES ({marks})",
            [row(record, self._files.id_of(record.source.file)) for record in fresh],
        )
        self.written.changed += len(fresh)
        if counts:
            self._concerns += concerns.put_down(self._db, table, before, concerns.said(self._db, table, ids))
            self.written.crm_changed = self._concerns > concerns.MOST
        if kind in (DealRecord, ChangeRecord, RoleRecord):
            self.written.deals.update(getattr(record, "deal_id", record.id) for record in fresh)

    def _is_news(self, record: Any, known: tuple[Any, ...] | None) -> bool:
        if known is None:
            return True
        if not self._tells_more(record, known[0], known[1]) or self._is_past(record, known[1]):
            return False
        # An older export must not turn a deal back to what it was.
        older = isinstance(record, DealRecord) and known[2] and record.modified_at and record.modified_at.timestamp() < known[2]
        return not older

    def _counts_more(self, record: Any) -> bool:
        return record.source.file not in self._beside

    def _is_past(self, record: Any, file_id: int) -> bool:
        """Return whether a record comes from a table that is only read beside others, and another file told it since."""
        return record.source.file in self._beside and file_id != self._files.id_of(record.source.file)

    def _tells_more(self, record: Any, told: str, file_id: int) -> bool:
        """Return whether a record is not as it was told: by another row, or by the same one in its whole export."""
        new = record.source.hash
        return new != told and (row_of(new) != row_of(told) or file_id in self._whole)

    def _touchpoints(self, batch: list[TouchpointRecord]) -> None:
        self.written.touchpoints += len(batch)
        self.written.touchpoints_by_file.update(record.source.file for record in batch)
        known = self._known("touchpoint", "pk, hash, file_id, locator, message_id", [record.id for record in batch])
        self._insert([record for record in batch if record.id not in known])
        for record in batch:
            old = known.get(record.id)
            if old is not None and self._tells_more(record, old[1], old[2]):
                self._update(record, old)

    def _insert(self, records: list[TouchpointRecord]) -> None:
        if not records:
            return
        last = int(self._db.execute("SELECT COALESCE(MAX(pk), 0) FROM touchpoint").fetchone()[0])
        numbered = list(enumerate(records, start=last + 1))
        rows = [(pk, *self._columns(record)) for pk, record in numbered]
        self._db.executemany(f"INSERT INTO touchpoint (pk, {_TOUCHPOINT_COLUMNS}) VALUES ({','.join('?' * len(rows[0]))})", rows)
        self._bodies(numbered)
        for record in records:
            if not record.deleted:
                self._voices.hear(record.id, record.kind, int(record.at.timestamp()), record.parties)
        self.written.changed += len(records)

    def _update(self, record: TouchpointRecord, old: tuple[Any, ...]) -> None:
        pk, _, file_id, _, message_id = old
        if file_id != self._files.id_of(record.source.file) and message_id and self._is_mail(pk):
            self._link(pk, record)
            return
        if self._is_past(record, file_id):
            return
        if message_id and (file_id != self._files.id_of(record.source.file) or self._is_mail(pk)):
            # A mailbox's own message may be read again, cut off the first time: what the CRM linked it to stays.
            record = self._with_links(pk, record)
        names = [name.strip() for name in _TOUCHPOINT_COLUMNS.split(",")]
        values = dict(zip(names, self._columns(record), strict=True))
        # It stays with its deal until it is placed again (`match_reason` is empty now): so what was read of it is found and made anew.
        deal_id, read = self._db.execute("SELECT deal_id, read_origin FROM touchpoint WHERE pk=?", (pk,)).fetchone()
        for name in ("deal_id", "thread", "meeting", "analysed"):
            del values[name]
        if read:  # a person's word on the origin stays in force; what the rules read now stands beside it
            values["read_origin"], values["read_rule"] = values.pop("origin"), values.pop("origin_rule")
        assignments = ", ".join(f"{name}=?" for name in values)
        stale = "analysed=CASE analysed WHEN '' THEN '' ELSE 'changed' END"
        self._db.execute(f"UPDATE touchpoint SET {assignments}, {stale} WHERE pk=?", (*values.values(), pk))
        if record.deleted:
            forget_read(self._db, record.id)
        self._voices.hear_again(record.id, record.kind, int(record.at.timestamp()), () if record.deleted else record.parties)
        self.written.deals.add(deal_id)
        self._db.execute("DELETE FROM touchpoint_fts WHERE rowid=?", (pk,))
        self._db.execute("DELETE FROM body WHERE pk=?", (pk,))
        self._bodies([(pk, record)])
        self.written.changed += 1

    def _is_mail(self, pk: int) -> bool:
        row = self._db.execute(
            "SELECT f.kind FROM touchpoint t JOIN source_file f ON f.id=t.file_id WHERE t.pk=?", (pk,)
        ).fetchone()
        return bool(row and row[0] == "mail")

    def _with_links(self, pk: int, record: TouchpointRecord) -> TouchpointRecord:
        """Return a mailbox's copy of a message with the deals and people that the CRM's copy was linked to."""
        links = json.loads(self._db.execute("SELECT links FROM body WHERE pk=?", (pk,)).fetchone()[0])
        return replace(
            record,
            deal_ids=tuple(dict.fromkeys((*record.deal_ids, *links.get("deal_ids", ())))),
            contact_ids=tuple(dict.fromkeys((*record.contact_ids, *links.get("contact_ids", ())))),
        )

    def _link(self, pk: int, record: TouchpointRecord) -> None:
        """Keep the copy that is there and take over what the other copy knows: the CRM's links to deals and people."""
        if not (record.deal_ids or record.contact_ids):
            return
        links = json.loads(self._db.execute("SELECT links FROM body WHERE pk=?", (pk,)).fetchone()[0])
        merged = {
            **links,
            "deal_ids": sorted({*links.get("deal_ids", ()), *record.deal_ids}),
            "contact_ids": sorted({*links.get("contact_ids", ()), *record.contact_ids}),
        }
        if merged != links:
            self._db.execute("UPDATE body SET links=? WHERE pk=?", (json.dumps(merged), pk))
            self._db.execute("UPDATE touchpoint SET match_reason='' WHERE pk=?", (pk,))
            self.written.changed += 1

    def _columns(self, r: TouchpointRecord) -> tuple[Any, ...]:
        snippet = snippet_of(r)
        return (
            r.id,
            "",
            r.account_id,
            seconds(r.at),
            seconds(r.ends_at),
            r.zone,
            r.kind._value_,
            "",
            "",
            "other",
            "in",
            r.origin._value_,
            r.origin_rule,
            r.subject,
            snippet,
            "",
            "",
            r.status,
            r.auto,
            "",
            r.message_id,
            r.uid,
            json_text(r.parties),
            *tail(r, self._files.id_of(r.source.file)),
            self._now,
            seconds(r.created_at),
            int(r.deleted),
            "",
        )

    def _bodies(self, numbered: list[tuple[int, TouchpointRecord]]) -> None:
        bodies = [(pk, r.text, json_text(r.segments), links_of(r)) for pk, r in numbered]
        self._db.executemany("INSERT INTO body (pk, text, segments, links) VALUES (?,?,?,?)", bodies)
        words = [(pk, r.subject, r.text) for pk, r in numbered]
        self._db.executemany("INSERT INTO touchpoint_fts (rowid, subject, text) VALUES (?,?,?)", words)
