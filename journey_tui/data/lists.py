"""Lists for screens and commands: touchpoints, sources, deals by name, full-text hits."""

from __future__ import annotations

import re
import unicodedata
from array import array
from typing import Any, Final

from journey_tui.data import rows
from journey_tui.data.sqlite import sqlite3
from journey_tui.domain.model import Lane, Touchpoint
from journey_tui.domain.views import DealHit, SkipRow, SourceRow, TimelineRow
from journey_tui.lean import dataclass

ORIGINS = {"all": "", "human": " AND t.origin<>'automated'", "automated": " AND t.origin='automated'"}


def timeline_row(t: Touchpoint, *, quotes: int = 0, lane: Lane | None = None, account: str = "") -> TimelineRow:
    """Return the touchpoint as a row."""
    return TimelineRow(
        id=t.id,
        at=t.at,
        ends_at=t.ends_at,
        zone=t.zone,
        kind=t.kind,
        lane=lane or t.lane,
        actor=t.actor,
        side=t.side,
        direction=t.direction.value,
        origin=t.origin,
        origin_rule=t.origin_rule,
        subject=t.subject,
        snippet=t.text,
        source=t.source,
        status=t.status,
        quotes=quotes,
        deal_id=t.deal_id,
        why=t.match_reason,
        account=account,
    )


class Places:
    """Finds windows of a timeline in the index alone, and far into a long one without counting through it again and again."""

    NEAR = 1_000
    """Touchpoints that are quicker counted through than remembered."""

    def __init__(self) -> None:
        self._last: tuple[tuple[Any, ...], array[int]] = ((), array("q"))

    def window(self, connection: sqlite3.Connection, query: str, deal_id: str, offset: int, limit: int) -> list[int]:
        """Return the keys of the touchpoints in that window; `query` gives those of all in their order."""
        if offset + limit <= self.NEAR:
            return [row[0] for row in connection.execute(f"{query} LIMIT ? OFFSET ?", (deal_id, limit, offset))]
        version = connection.execute("PRAGMA data_version").fetchone()[0]
        key = (id(connection), version, query, deal_id)
        last = self._last
        if last[0] != key:
            last = self._last = (key, array("q", (row[0] for row in connection.execute(query, (deal_id,)))))
        return list(last[1][offset : offset + limit])


@dataclass(frozen=True, slots=True)
class Window:
    """What of a timeline is wanted."""

    until: int | None
    """Seconds, as of a moment; None: everything."""
    origin: str
    newest_first: bool
    offset: int
    limit: int


def deal_touchpoints(
    connection: sqlite3.Connection, deal_id: str, lanes: dict[str, Lane], places: Places, wanted: Window
) -> list[TimelineRow]:
    """Return a window of the deal's touchpoints; `lanes` by actor key."""
    order = "DESC" if wanted.newest_first else "ASC"
    past = "" if wanted.until is None else f" AND (t.at<={wanted.until} OR t.known_at<={wanted.until})"
    condition = f"t.deal_id=? AND t.deleted=0{past}{ORIGINS[wanted.origin]}"
    query = f"SELECT t.pk FROM touchpoint t WHERE {condition} ORDER BY t.at {order}, t.pk {order}"
    pks = places.window(connection, query, deal_id, wanted.offset, wanted.limit)
    found: list[Touchpoint] = []
    for start in range(0, len(pks), 500):
        part = pks[start : start + 500]
        query = f"{rows.TOUCHPOINTS} WHERE t.pk IN ({','.join('?' * len(part))}) ORDER BY t.at {order}, t.pk {order}"
        found += map(rows.touchpoint_of, connection.execute(query, part))
    quotes = quotes_of(connection, [t.id for t in found])
    return [timeline_row(t, quotes=quotes.get(t.id, 0), lane=_lane(t, lanes)) for t in found]


def _lane(t: Touchpoint, lanes: dict[str, Lane]) -> Lane:
    if t.side.value == "system":
        return Lane.AUTOMATION
    return lanes.get(t.actor_key, t.lane)


def quotes_of(connection: sqlite3.Connection, ids: list[str]) -> dict[str, int]:
    """Return how many pieces of evidence were taken from each touchpoint."""
    found: dict[str, int] = {}
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        marks = ",".join("?" * len(part))
        both = " UNION ".join(
            f"SELECT id, touchpoint_id FROM {table} WHERE touchpoint_id IN ({marks})" for table in ("evidence", "model_evidence")
        )
        query = f"SELECT touchpoint_id, COUNT(*) FROM ({both}) GROUP BY touchpoint_id"
        found.update(connection.execute(query, part * 2))
    return found


def unplaced(connection: sqlite3.Connection, *, everything: bool, offset: int, limit: int) -> list[TimelineRow]:
    """Return touchpoints without a deal, newest first; without `everything` only those that wait to be assigned."""
    waiting = "" if everything else " AND t.match_reason NOT LIKE 'no deal:%'"
    query = (
        f"SELECT {rows.TOUCHPOINT}, COALESCE(a.name, '') FROM touchpoint t JOIN source_file f ON f.id=t.file_id "
        f"LEFT JOIN account a ON a.id=t.account_id WHERE t.deal_id='' AND t.deleted=0{waiting} ORDER BY t.at DESC, t.pk DESC LIMIT ? OFFSET ?"
    )
    return [timeline_row(rows.touchpoint_of(row), account=row[-1]) for row in connection.execute(query, (limit, offset))]


def sources(connection: sqlite3.Connection) -> tuple[list[SourceRow], list[SkipRow]]:
    """Return every imported file, newest first, and what was left out of them."""
    files = connection.execute(
        "SELECT id, kind, path, imported_at, records, touchpoints, skipped, state, message FROM source_file ORDER BY kind, path"
    )
    found = [SourceRow(str(row[0]), row[1], row[2], rows.instant(row[3]), *row[4:9]) for row in files]
    left_out = connection.execute(
        "SELECT f.path, s.place, s.reason, s.remedy FROM skip s JOIN source_file f ON f.id=s.file_id ORDER BY f.path, s.id"
    )
    return found, [SkipRow(*row) for row in left_out]


def find_deals(connection: sqlite3.Connection, query: str, limit: int) -> list[DealHit]:
    """Return deals by id, prefix of the native id or fuzzy name, best first; open before closed at the same score."""
    query = query.strip()
    exact = _hits(connection, "d.id=? OR d.native_id=?", (query, query))
    if exact:
        return exact
    prefixed = _hits(connection, "substr(d.native_id, 1, ?)=?", (len(query), query)) if len(query) >= 3 else []
    if prefixed and not query.isalpha():
        return prefixed[:limit]
    return _fuzzy(connection, query, limit)


def _hits(connection: sqlite3.Connection, condition: str, values: tuple[Any, ...]) -> list[DealHit]:
    base = (
        "SELECT d.id, d.name, COALESCE(a.name,''), COALESCE(m.name, d.owner_name), d.closed FROM deal d LEFT JOIN account a ON a.id=d.account_id "
        f"LEFT JOIN member m ON m.id=d.owner_id WHERE d.deleted=0 AND ({condition}) ORDER BY d.closed, d.name"
    )
    return [DealHit(row[0], row[1], row[2], row[3], 100.0, bool(row[4])) for row in connection.execute(base, values)]


def _fuzzy(connection: sqlite3.Connection, query: str, limit: int) -> list[DealHit]:
    from rapidfuzz import fuzz, process, utils

    everyone = _hits(connection, "1", ())
    names = [f"{hit.name} {hit.account}" for hit in everyone]
    words = query.casefold().split()
    containing = [hit for hit, name in zip(everyone, names, strict=True) if all(word in name.casefold() for word in words)]
    if containing:
        return containing[:limit]
    scored = process.extract(query, names, scorer=fuzz.WRatio, processor=utils.default_process, limit=limit, score_cutoff=70)
    return [
        DealHit(h.deal_id, h.name, h.account, h.owner, float(score), h.closed) for _, score, at in scored for h in (everyone[at],)
    ]


SEARCH_RANKED_BELOW = 2_000
"""Above this many hits the newest come first instead of the best: ranking a huge list is slow (goals.md)."""


SEARCHED_ONE_BY_ONE = 2_000
"""Up to this many touchpoints of a deal are read one after the other, the newest first, where a word is frequent."""


SHORT: Final = 2
"""Letters of a beginning that so many words have that finding them all is slow, however few are shown."""
READ_NEWEST: Final = 500
"""Touchpoints that are read one after the other where a beginning is short."""


def match_of(query: str) -> str:
    """Return the query as the text index takes it: every word, the last one as a prefix; empty without a word."""
    words = re.findall(r"\w+", query)
    return " AND ".join([*(f'"{word}"' for word in words[:-1]), f'"{words[-1]}"*']) if words else ""


def search(connection: sqlite3.Connection, query: str, deal_id: str, limit: int) -> list[TimelineRow]:
    """Return touchpoints whose subject or text has every word of the query, the last as a prefix.

    The best first where there are few hits; of very many the newest of those that were imported last, in a deal the newest.
    """
    words = re.findall(r"\w+", query)
    match = match_of(query)
    if not match:
        return []
    if len(words[-1]) <= SHORT and (read := _read_newest(connection, words, deal_id, limit)) is not None:
        return [timeline_row(rows.touchpoint_of(row)) for row in read]
    # The newest first, so that of very many those to be shown are known already: asking the index again takes as long again.
    newest = connection.execute(f"{MATCHING} ORDER BY rowid DESC LIMIT ?", (match, SEARCH_RANKED_BELOW)).fetchall()
    few = len(newest) < SEARCH_RANKED_BELOW
    # Chosen in the text index alone; twice as many as are wanted, since some may have been taken back.
    choice = 2 * limit + 20
    if deal_id:
        found = _search_in_deal(connection, words, match, deal_id, limit, few=few)
    elif few:
        chosen = f"{MATCHING.replace('rowid', 'rowid, rank', 1)} ORDER BY rank LIMIT ?"
        sql = f"{_TOUCHPOINTS_OF.format(chosen)} WHERE t.deleted=0 ORDER BY x.rank LIMIT ?"
        found = connection.execute(sql, (match, choice, limit)).fetchall()
    else:
        keys = ",".join(str(int(row[0])) for row in newest[:choice])
        sql = f"{rows.TOUCHPOINTS} WHERE t.pk IN ({keys}) AND t.deleted=0 ORDER BY t.at DESC LIMIT ?"
        found = connection.execute(sql, (limit,)).fetchall()
    return [timeline_row(rows.touchpoint_of(row)) for row in found]


def stands_in_deal(connection: sqlite3.Connection, deal_id: str, words: str) -> bool:
    """Return whether a touchpoint of the deal has these words one after the other, in its subject or text."""
    phrase = " ".join(re.findall(r"\w+", words))
    if not phrase:
        return False
    sql = f"SELECT 1 FROM touchpoint t WHERE t.deal_id=? AND t.deleted=0 AND t.pk IN ({MATCHING}) LIMIT 1"
    return connection.execute(sql, (deal_id, f'"{phrase}"')).fetchone() is not None


MATCHING = "SELECT rowid FROM touchpoint_fts WHERE touchpoint_fts MATCH ?"
_TOUCHPOINTS_OF = rows.TOUCHPOINTS.replace("FROM touchpoint t", "FROM ({}) x JOIN touchpoint t ON t.pk=x.rowid")


def _search_in_deal(
    connection: sqlite3.Connection, words: list[str], match: str, deal_id: str, limit: int, *, few: bool
) -> list[Any]:
    """Return rows of the newest hits in a deal, by the way that looks at the least."""
    if few:
        sql = f"{_TOUCHPOINTS_OF.format(MATCHING)} WHERE t.deleted=0 AND t.deal_id=? ORDER BY t.at DESC LIMIT ?"
        return connection.execute(sql, (match, deal_id, limit)).fetchall()
    counted = "SELECT COUNT(*) FROM (SELECT 1 FROM touchpoint WHERE deal_id=? LIMIT ?)"
    if connection.execute(counted, (deal_id, SEARCHED_ONE_BY_ONE)).fetchone()[0] < SEARCHED_ONE_BY_ONE:
        found, _ = _read_through(connection, words, _OF_DEAL.format(most=SEARCHED_ONE_BY_ONE), (deal_id,), limit)
        return _in_time(connection, found, limit)
    chosen = (
        f"SELECT t.pk FROM touchpoint t WHERE t.deal_id=? AND t.deleted=0 AND t.pk IN ({MATCHING}) ORDER BY t.at DESC LIMIT ?"
    )
    return connection.execute(
        f"{rows.TOUCHPOINTS} WHERE t.pk IN ({chosen}) ORDER BY t.at DESC", (deal_id, match, limit)
    ).fetchall()


def _read_newest(connection: sqlite3.Connection, words: list[str], deal_id: str, limit: int) -> list[Any] | None:
    """Return rows of the newest hits where enough of the newest touchpoints are; None where the text index must be asked."""
    if deal_id:
        found, _ = _read_through(connection, words, _OF_DEAL.format(most=READ_NEWEST), (deal_id,), limit)
        return _in_time(connection, found, limit) if len(found) == limit else None
    every = connection.execute("SELECT MAX(pk) FROM touchpoint").fetchone()[0] or 0
    if every < SEARCH_RANKED_BELOW:
        return None
    found, looked = _read_through(connection, words, _OF_ALL.format(most=READ_NEWEST), (), 2 * limit + 20)
    # As frequent as among the newest, it is in more touchpoints than are ever ranked.
    enough = len(found) == 2 * limit + 20 and len(found) * every >= SEARCH_RANKED_BELOW * looked
    return _in_time(connection, found, limit) if enough else None


_OF_DEAL = (
    "SELECT t.pk, t.subject, b.text FROM touchpoint t JOIN body b ON b.pk=t.pk WHERE t.deal_id=? AND t.deleted=0 "
    "ORDER BY t.at DESC, t.pk DESC LIMIT {most}"
)
_OF_ALL = (
    "SELECT t.pk, t.subject, b.text FROM touchpoint t JOIN body b ON b.pk=t.pk WHERE t.deleted=0 ORDER BY t.pk DESC LIMIT {most}"
)


def _read_through(
    connection: sqlite3.Connection, words: list[str], query: str, values: tuple[str, ...], most: int
) -> tuple[list[int], int]:
    """Return the first hits, and how many texts were read for them: a frequent word is found in the first few."""
    patterns = [re.compile(rf"(?<![^\W_]){re.escape(_folded(word))}(?![^\W_])") for word in words[:-1]]
    patterns.append(re.compile(rf"(?<![^\W_]){re.escape(_folded(words[-1]))}"))
    found: list[int] = []
    looked = 0
    for looked, (pk, subject, text) in enumerate(connection.execute(query, values), start=1):  # noqa: B007
        told = _folded(f"{subject}\n{text}")
        if all(pattern.search(told) for pattern in patterns):
            found.append(pk)
            if len(found) == most:
                break
    return found, looked


def _in_time(connection: sqlite3.Connection, found: list[int], limit: int) -> list[Any]:
    """Return the rows of these touchpoints, the newest first."""
    marks = ",".join("?" * len(found))
    query = f"{rows.TOUCHPOINTS} WHERE t.pk IN ({marks}) ORDER BY t.at DESC, t.pk DESC LIMIT ?"
    return connection.execute(query, (*found, limit)).fetchall()


def _folded(text: str) -> str:
    """Return the text as the text index compares it: lower case, without diacritics."""
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
