"""Artifacts: versions are added and never changed; what is being typed is kept beside them until it is one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import uuid4

from journey_tui.data.chat import moment_ms
from journey_tui.data.sqlite import sqlite3
from journey_tui.domain.views_lanes import LaneDraft
from journey_tui.domain.views_workspace import ArtifactItem, ArtifactVersion, Saved
from journey_tui.lean import dataclass

_ITEM = (
    "SELECT a.id, a.deal_id, d.name, a.kind, a.title, a.state, a.head, a.updated_at, a.updated_by, v.author, length(v.text), a.step_id, "
    "a.about, a.sent_at, a.sent_by, "
    "(SELECT COUNT(*) FROM artifact_version p WHERE p.artifact_id=a.id AND p.state='proposed'), "
    "(SELECT group_concat(y.person, char(10)) FROM artifact_typing y WHERE y.artifact_id=a.id) "
    "FROM artifact a JOIN artifact_version v ON v.artifact_id=a.id AND v.number=a.head LEFT JOIN deal d ON d.id=a.deal_id"
)
_VERSION = "SELECT artifact_id, number, at, person, author, state, base, note, hash, cites, text FROM artifact_version"


def digest(text: str) -> str:
    """Return what identifies a text exactly: what somebody saw and what they decide on are compared by it."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes, and when."""

    uid: int
    person: str
    at: datetime

    @property
    def ms(self) -> int:
        """Return the moment in milliseconds since 1970."""
        return int(self.at.timestamp() * 1000)


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A version that is to be kept."""

    text: str
    author: str = "person"
    note: str = ""
    cites: tuple[str, ...] = ()
    base: int = 0
    """Number of the version that it was made from."""
    state: str = "kept"


def create(
    connection: sqlite3.Connection,
    who: Writer,
    deal_id: str,
    kind: str,
    title: str,
    first: NewVersion,
    *,
    step_id: str = "",
    about: str = "",
) -> str:
    """Add an artifact with its first version; return its id."""
    key = uuid4().hex[:12]
    connection.execute(
        "INSERT INTO artifact VALUES (?, ?, ?, ?, ?, ?, 'draft', 1, ?, ?, ?, ?, NULL, '', '')",
        (key, deal_id, kind, title, step_id, about, who.ms, who.person, who.ms, who.person),
    )
    _add(connection, who, key, 1, first)
    return key


def _add(connection: sqlite3.Connection, who: Writer, key: str, number: int, new: NewVersion) -> ArtifactVersion:
    hashed = digest(new.text)
    connection.execute(
        "INSERT INTO artifact_version (artifact_id, number, at, uid, person, author, state, base, note, cites, hash, text) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            key,
            number,
            who.ms,
            who.uid,
            who.person,
            new.author,
            new.state,
            new.base,
            new.note,
            json.dumps(new.cites),
            hashed,
            new.text,
        ),
    )
    return ArtifactVersion(
        key, number, moment_ms(who.ms), who.person, new.author, new.state, new.base, new.note, hashed, new.text, new.cites
    )


def save(connection: sqlite3.Connection, who: Writer, key: str, new: NewVersion, session: str = "") -> Saved:
    """Keep a version; where another was kept since its base, both stay and the newer one stands. Run inside a transaction."""
    head, state = connection.execute("SELECT head, state FROM artifact WHERE id=?", (key,)).fetchone()
    standing = version(connection, key, head)
    assert standing is not None
    if session:
        connection.execute("DELETE FROM artifact_typing WHERE artifact_id=? AND session=?", (key, session))
    if new.state == "kept" and standing.hash == digest(new.text):
        return Saved(standing, changed=False)
    beside = standing.person if new.state == "kept" and new.base not in (0, head) else ""
    number = 1 + connection.execute("SELECT MAX(number) FROM artifact_version WHERE artifact_id=?", (key,)).fetchone()[0]
    if beside:
        connection.execute("UPDATE artifact_version SET state='beside' WHERE artifact_id=? AND number=?", (key, head))
    saved = _add(connection, who, key, number, new)
    if new.state == "kept":
        again = "draft" if state == "sent" else state
        connection.execute(
            "UPDATE artifact SET head=?, updated_at=?, updated_by=?, state=? WHERE id=?", (number, who.ms, who.person, again, key)
        )
    return Saved(saved, beside)


def keep_typing(connection: sqlite3.Connection, who: Writer, key: str, session: str, base: int, text: str) -> None:
    """Write down what is being typed."""
    connection.execute(
        "INSERT OR REPLACE INTO artifact_typing VALUES (?, ?, ?, ?, ?, ?, ?)",
        (key, session, who.uid, who.person, who.ms, base, text),
    )


def typed(connection: sqlite3.Connection, key: str, uid: int) -> list[tuple[str, int, int, str]]:
    """Return (session, moment in ms, base, text) of what this person typed and what is no version yet, newest first."""
    query = "SELECT session, at, base, text FROM artifact_typing WHERE artifact_id=? AND uid=? ORDER BY at DESC"
    return connection.execute(query, (key, uid)).fetchall()


def drop_typing(connection: sqlite3.Connection, key: str, session: str) -> None:
    """Forget what a session typed: it is a version now, or its person left it."""
    connection.execute("DELETE FROM artifact_typing WHERE artifact_id=? AND session=?", (key, session))


def version(connection: sqlite3.Connection, key: str, number: int) -> ArtifactVersion | None:
    """Return one version whole, None where there is none."""
    row = connection.execute(f"{_VERSION} WHERE artifact_id=? AND number=?", (key, number)).fetchone()
    return _version(row) if row else None


def versions(connection: sqlite3.Connection, key: str) -> list[ArtifactVersion]:
    """Return every version without its text, newest first."""
    query = _VERSION.replace(", text FROM", ", '' FROM")
    return [_version(row) for row in connection.execute(f"{query} WHERE artifact_id=? ORDER BY number DESC", (key,))]


def texts_by_people(connection: sqlite3.Connection, key: str, upto: int) -> list[tuple[str, str]]:
    """Return (author, text) of the versions up to a number, oldest first: who wrote which line follows from them."""
    query = "SELECT author, text FROM artifact_version WHERE artifact_id=? AND number<=? AND state<>'proposed' ORDER BY number"
    return connection.execute(query, (key, upto)).fetchall()


def all_texts(connection: sqlite3.Connection, key: str) -> list[tuple[str, str]]:
    """Return (author, text) of every version, oldest first."""
    query = "SELECT author, text FROM artifact_version WHERE artifact_id=? ORDER BY number"
    return connection.execute(query, (key,)).fetchall()


def _version(row: tuple[Any, ...]) -> ArtifactVersion:
    return ArtifactVersion(
        row[0], row[1], moment_ms(row[2]), row[3], row[4], row[5], row[6], row[7], row[8], row[10], tuple(json.loads(row[9]))
    )


def proposal(connection: sqlite3.Connection, key: str) -> ArtifactVersion | None:
    """Return the newest version that waits for a person, None where none does."""
    row = connection.execute(
        f"{_VERSION} WHERE artifact_id=? AND state='proposed' ORDER BY number DESC LIMIT 1", (key,)
    ).fetchone()
    return _version(row) if row else None


def settle(connection: sqlite3.Connection, key: str, number: int) -> None:
    """Take a proposal off the list of what waits: it stays readable among the versions."""
    connection.execute(
        "UPDATE artifact_version SET state='kept' WHERE artifact_id=? AND number=? AND state='proposed'", (key, number)
    )


def wait_again(connection: sqlite3.Connection, key: str, number: int) -> None:
    """Let a proposal that was decided on wait for a person again."""
    connection.execute(
        "UPDATE artifact_version SET state='proposed' WHERE artifact_id=? AND number=? AND author='ai'", (key, number)
    )


def head_of(connection: sqlite3.Connection, key: str) -> int:
    """Return the number of the version that stands."""
    return int(connection.execute("SELECT head FROM artifact WHERE id=?", (key,)).fetchone()[0])


def item(connection: sqlite3.Connection, key: str) -> ArtifactItem | None:
    """Return one artifact by its id, or by the beginning of it where only one begins so; None otherwise."""
    rows = connection.execute(f"{_ITEM} WHERE substr(a.id, 1, ?)=? AND a.state<>'dropped' LIMIT 2", (len(key), key)).fetchall()
    exact = [row for row in rows if row[0] == key] or rows
    return _item(exact[0]) if key and len(exact) == 1 else None


def of_deal(connection: sqlite3.Connection, deal_id: str, limit: int = 500) -> list[ArtifactItem]:
    """Return the artifacts of a deal, what was changed last first."""
    query = f"{_ITEM} WHERE a.deal_id=? AND a.state<>'dropped' ORDER BY a.updated_at DESC LIMIT ?"
    return [_item(row) for row in connection.execute(query, (deal_id, limit))]


def of_account(connection: sqlite3.Connection, deal_id: str, limit: int = 50) -> list[ArtifactItem]:
    """Return the artifacts of the account's other deals."""
    query = (
        f"{_ITEM} WHERE a.state<>'dropped' AND a.deal_id<>?1 AND d.account_id<>'' AND "
        "d.account_id=(SELECT account_id FROM deal WHERE id=?1) ORDER BY a.updated_at DESC LIMIT ?2"
    )
    return [_item(row) for row in connection.execute(query, (deal_id, limit))]


def _item(row: tuple[Any, ...]) -> ArtifactItem:
    return ArtifactItem(
        row[0], row[1], row[2] or "", row[3], row[4], row[5], row[6], moment_ms(row[7]), row[8], row[9], row[10], row[11], row[12],
        moment_ms(row[13]) if row[13] is not None else None, row[14], row[15], tuple(dict.fromkeys((row[16] or "").split("\n"))) if row[16] else (),
    )  # fmt: skip


def mark_sent(connection: sqlite3.Connection, who: Writer, key: str, by: str, hashed: str, at: datetime | None = None) -> None:
    """Say that it was sent, by whom or by which message."""
    when = int(at.timestamp() * 1000) if at else who.ms
    connection.execute("UPDATE artifact SET state='sent', sent_at=?, sent_by=?, sent_hash=? WHERE id=?", (when, by, hashed, key))


def mark(connection: sqlite3.Connection, key: str, state: str) -> None:
    """Set the state: `draft` again, or `dropped`."""
    connection.execute("UPDATE artifact SET state=?, sent_at=NULL, sent_by='', sent_hash='' WHERE id=?", (state, key))


def rename(connection: sqlite3.Connection, key: str, title: str) -> None:
    """Call it something else."""
    connection.execute("UPDATE artifact SET title=? WHERE id=?", (title, key))


def unsent_mails(connection: sqlite3.Connection, deal_id: str) -> list[tuple[str, str, int, int, str]]:
    """Return (id, title, created ms, head, text) of the e-mails of a deal that nobody called sent."""
    query = (
        "SELECT a.id, a.title, a.created_at, a.head, v.text FROM artifact a JOIN artifact_version v ON v.artifact_id=a.id AND v.number=a.head "
        "WHERE a.deal_id=? AND a.state='draft' AND a.kind='follow-up'"
    )
    return connection.execute(query, (deal_id,)).fetchall()


def own_mails_since(
    connection: sqlite3.Connection, deal_id: str, since: int, limit: int = 100
) -> list[tuple[str, int, str, str]]:
    """Return (id, moment in s, subject, text) of our messages to a deal since a moment (s), newest first."""
    query = (
        "SELECT t.id, t.at, t.subject, b.text FROM touchpoint t JOIN body b ON b.pk=t.pk WHERE t.deal_id=? AND t.at>=? AND t.kind='email' "
        "AND t.side='seller' AND t.deleted=0 AND t.origin<>'automated' ORDER BY t.at DESC LIMIT ?"
    )
    return connection.execute(query, (deal_id, since, limit)).fetchall()


def plans(connection: sqlite3.Connection, deal_id: str, until: datetime | None = None) -> Iterable[tuple[str, str]]:
    """Return (id, text) of the deal's mutual action plans as they stand, or as they stood at a moment."""
    version = "v.number=a.head"
    values: list[object] = [deal_id]
    if until is not None:
        version = (
            "v.number=(SELECT MAX(o.number) FROM artifact_version o WHERE o.artifact_id=a.id AND o.at<=? AND o.state='kept')"
        )
        values.insert(0, int(until.timestamp() * 1000))
    query = (
        f"SELECT a.id, v.text FROM artifact a JOIN artifact_version v ON v.artifact_id=a.id AND {version} "
        "WHERE a.deal_id=? AND a.kind='plan' AND a.state<>'dropped' ORDER BY a.created_at"
    )
    return connection.execute(query, values).fetchall()


def written_by_machines(connection: sqlite3.Connection, deal_id: str, until: datetime | None = None) -> tuple[LaneDraft, ...]:
    """Return the versions that a template or a model wrote, in order of time; `until` as of a moment."""
    past = f" AND v.at<={int(until.timestamp() * 1000)}" if until else ""
    query = (
        "SELECT a.id, v.number, v.at, v.author, a.kind, a.title, a.state FROM artifact a JOIN artifact_version v ON v.artifact_id=a.id "
        f"WHERE a.deal_id=? AND a.state<>'dropped' AND v.author<>'person'{past} ORDER BY v.at DESC LIMIT 500"
    )
    found = [LaneDraft(row[0], row[1], moment_ms(row[2]), *row[3:]) for row in connection.execute(query, (deal_id,))]
    return tuple(reversed(found))
