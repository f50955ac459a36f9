"""Keep the records of product channels: take files in, follow what people decided, mark what reads otherwise."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from journey_tui.data import channels as kept
from journey_tui.data.reader import load_people
from journey_tui.data.sqlite import sqlite3
from journey_tui.domain.channel import Channel
from journey_tui.domain.channel_changes import TEXT_KEY, UNREAD, Change, ChangeConflict, apply, with_words
from journey_tui.domain.playbook import Playbook
from journey_tui.domain.reasons import OTHER, reasons_for
from journey_tui.paths import identity
from journey_tui.playbooks import PlaybookError, PlaybookSet, checked_channel
from journey_tui.playbooks.record import channel_of_toml, data_of, to_toml
from journey_tui.sync.project import project_apart

_UNREAD = (*UNREAD, "version")


def reading_mark(channel: Channel) -> str:
    """Return a digest of what the rules read of a record: it stays while only words for drafts change."""
    data = {key: value for key, value in data_of(channel).items() if key not in _UNREAD or key == "name"}
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()[:12]


def adopt(connection: sqlite3.Connection, channels: Iterable[Channel], now: datetime) -> tuple[Channel, ...]:
    """Return the channels in force, those of the files among them; what a file says in a higher version is kept as a version.

    Runs in the caller's transaction. A channel whose file is gone or bad goes on with the last good version.
    """
    stored = kept.newest_records(connection)
    found: dict[str, Channel] = {}
    for channel in channels:
        version, toml = stored.pop(channel.key, (0, ""))
        if channel.version > version:
            who = identity().login if version else "Journey"
            why = f"read from a file, version {channel.version}" if version else "as it was when this store first read it"
            kept.add_record(connection, channel.key, channel.version, to_toml(channel), at=now, by=who, why=why)
            found[channel.key] = channel
        else:
            found[channel.key] = channel_of_toml(toml)
    for key, (_, toml) in stored.items():
        found[key] = channel_of_toml(toml)
    return tuple(sorted(found.values(), key=lambda channel: not channel.default))


def in_force(connection: sqlite3.Connection, channels: Iterable[Channel]) -> tuple[Channel, ...]:
    """Return the channels with the newest record that the store keeps of each, those that it alone has among them."""
    stored = {key: toml for key, (_, toml) in kept.newest_records(connection).items()}
    found = [channel_of_toml(stored.pop(c.key)) if c.key in stored else c for c in channels]
    found += [channel_of_toml(toml) for toml in stored.values()]
    return tuple(sorted(found, key=lambda channel: not channel.default))


def keep_record(connection: sqlite3.Connection, channel: Channel, *, at: datetime, by: str, why: str) -> Channel:
    """Add a record as the next version and mark the deals that may read otherwise; return it with its version."""
    stored = kept.newest_records(connection).get(channel.key)
    before = channel_of_toml(stored[1]) if stored else None
    made = replace(channel, version=max(channel.version, stored[0] + 1 if stored else 1))
    kept.add_record(connection, made.key, made.version, to_toml(made), at=at, by=by, why=why)
    if before is None or reading_mark(before) != reading_mark(made):
        if before is not None:  # what is out of date is marked here: the next import need not read every deal again
            old, new = f"{made.key}:{reading_mark(before)}", f"{made.key}:{reading_mark(made)}"
            connection.execute("UPDATE meta SET value=replace(value, ?, ?) WHERE key='reading'", (old, new))
        if before is None or before.choose != made.choose or before.default != made.default:
            connection.execute("UPDATE projection SET valid_until=0")
        else:
            kept.outdate(connection, before.name)
    return made


# Decisions ----------------------------------------------------------------------------------------------------------------------

_DECIDED = (
    "SELECT d.id, d.at, d.person, d.target, d.value, d.reason, d.note, d.expires, d.about FROM decision d WHERE d.kind='review' "
    "AND (SELECT COUNT(*) FROM decision u WHERE u.undoes=d.id) % 2 = 0 ORDER BY d.rowid"
)


def settle(connection: sqlite3.Connection, playbook: Playbook, now: datetime) -> list[str]:
    """Bring updates and records up to what was decided; return the keys of the channels whose record changed.

    The decisions are the truth: run again it changes nothing, and after a stop it goes on. Runs in the caller's transaction.
    """
    standing: dict[str, tuple[Any, ...]] = {}
    for row in connection.execute(_DECIDED):
        standing[row[3].removeprefix("update:")] = row
    query = "SELECT id, channel, field, change, state, decision, applied, evidence, proposer, kind FROM channel_update WHERE decision<>'' OR id IN ({})"
    changed: list[str] = []
    for row in connection.execute(query.format(",".join("?" * len(standing))), tuple(standing)).fetchall():
        decided = standing.get(row[0])
        if row[5] == (decided[0] if decided else ""):
            continue
        changed += _follow(connection, row, decided, playbook, now)
    return list(dict.fromkeys(changed))


_UNDECIDED = {
    "": ("", None, "", "", "open", "", "", "", "{}"),
    "statistic": ("", None, "Journey", "", "approved", "statistics update themselves", "", "", "{}"),
}
"""What stands where no person's decision does: a measured number is in the record until somebody takes it out."""


def _follow(
    connection: sqlite3.Connection, row: Any, decided: tuple[Any, ...] | None, playbook: Playbook, now: datetime
) -> list[str]:
    """Let one update follow its decision; return its channel where the record changed."""
    update_id, channel, field, change_text, state, _, applied, evidence, proposer, kind = row
    decision, at, person, _, value, reason, note, expires, about = (
        decided or _UNDECIDED["statistic" if kind == "statistic" else ""]
    )
    edited = str(json.loads(about or "{}").get("words", ""))
    changed: list[str] = []
    trouble = ""
    if state == "approved" and applied and value != "approved":
        before, why = json.loads(applied), f"“{_title(connection, update_id)}” taken back"
        trouble = _change(
            connection, channel, Change(field, before["before"], before["after"]).inverse, playbook, now, person, why
        )
        changed, applied = ([], applied) if trouble else ([channel], "")
    if value == "approved" and not applied:
        change = _wanted(field, json.loads(change_text), edited, now)
        why = f"{_title(connection, update_id)}; proposed by {proposer}" + (", edited" if edited else "")
        trouble = _change(connection, channel, change, playbook, now, person, why)
        if not trouble:
            applied, changed = kept.change_text(change), [channel]
    new = "approved" if applied else "pending" if value in ("open", "approved") else value
    known = json.dumps([one["id"] for one in json.loads(evidence)]) if new in ("rejected", "approved") else "[]"
    connection.execute(
        "UPDATE channel_update SET state=?, until=?, decision=?, decided_at=?, decided_by=?, reason=?, known=?, applied=?, note=? WHERE id=?",
        (
            new,
            expires if new == "deferred" else "",
            decision,
            at,
            person,
            _because(reason, note),
            known,
            applied,
            trouble,
            update_id,
        ),
    )
    return changed


def _because(reason: str, note: str) -> str:
    """Return why somebody decided, in words."""
    words = {one.code: one.words for one in reasons_for("review", "")}
    return note if reason == OTHER else "; ".join(part for part in (words.get(reason, reason), note) if part)


def _title(connection: sqlite3.Connection, update_id: str) -> str:
    return str(connection.execute("SELECT title FROM channel_update WHERE id=?", (update_id,)).fetchone()[0])


def _wanted(field: str, change: dict[str, Any], note: str, now: datetime) -> Change:
    """Return the change as it is to be made: with the words that a person edited, verified from today on."""
    wanted = Change(field, change["before"], change["after"])
    if note:
        wanted = with_words(wanted, note)
    if field == "verified_at":
        wanted = Change(field, wanted.before, now.date().isoformat())
    if field in TEXT_KEY and isinstance(wanted.after, dict):
        wanted = Change(field, wanted.before, {**wanted.after, "verified_at": now.date().isoformat()})
    return wanted


def _change(
    connection: sqlite3.Connection, key: str, change: Change, playbook: Playbook, now: datetime, by: str, why: str
) -> str:
    """Make a change of a record as a new version; return why it could not be made, else an empty string."""
    try:
        channel = changed_channel(connection, key, change, playbook)
    except (ChangeConflict, PlaybookError) as error:
        return f"The record was left as it is: {error if isinstance(error, ChangeConflict) else error.problem}"
    keep_record(connection, channel, at=now, by=by or "Journey", why=why)
    return ""


def changed_channel(connection: sqlite3.Connection, key: str, change: Change, playbook: Playbook) -> Channel:
    """Return the newest record with a change made and checked; raises `ChangeConflict` or `PlaybookError`."""
    stored = kept.newest_records(connection).get(key)
    if stored is None:
        raise ChangeConflict(f"there is no channel {key} any more.")
    return with_change(channel_of_toml(stored[1]), change, playbook)


def with_change(channel: Channel, change: Change, playbook: Playbook) -> Channel:
    """Return a record with a change made and checked; raises `ChangeConflict` or `PlaybookError`."""
    return checked_channel(Path(f"{channel.key}.toml"), apply(data_of(channel), change), playbook)


def tell_again(connection: sqlite3.Connection, channel_name: str, books: PlaybookSet, now: datetime, *, most: int) -> int:
    """Project the deals of a channel that are out of date, in short transactions; return how many."""
    query = "SELECT deal_id FROM projection WHERE valid_until=0 AND json_extract(triage, '$.channel')=? ORDER BY closed, changed_at DESC LIMIT ?"
    waiting = [row[0] for row in connection.execute(query, (channel_name, most))]
    for start in range(0, len(waiting), 20):
        project_apart(
            connection,
            waiting[start : start + 20],
            books.playbook,
            books.channels,
            now,
            people_of=partial(load_people, connection),
        )
    return len(waiting)
