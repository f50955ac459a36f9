"""Fill the review queue: measure the channels' deals, find what their records could say, and take in what people propose."""

from __future__ import annotations

import hashlib
import json
import logging
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from journey_tui.analysis import channel_rules as rules
from journey_tui.analysis.cues.objections import THEMES
from journey_tui.analysis.sentences import sentences as sentences_of
from journey_tui.data import channels as kept
from journey_tui.data.rows import segments_of
from journey_tui.data.sqlite import sqlite3, transaction
from journey_tui.data.syncing import EFFECTS_OWED
from journey_tui.domain.channel import Channel
from journey_tui.domain.channel_changes import Change, place_words, said, told, words_of
from journey_tui.domain.channel_statistics import LEAST, Statistic, change_for, measured, stays, words
from journey_tui.domain.model import Side
from journey_tui.domain.playbook import Playbook
from journey_tui.domain.views_channels import Heard, UpdateRow
from journey_tui.sync.channels import keep_record, with_change
from journey_tui.text import one_line

log = logging.getLogger("journey.channels")
LOOKED_AT = "channels looked at"
"""Setting of the store: when the channels' deals were last looked over, and how many there were."""
_CANDIDATES = 600
"""Newest touchpoints read for one theme."""
MEASURED, RULES = "measured", "rules"
_ALIKE = 0.75
"""Share of words from which two proposals for the same place are one."""


def look_over(
    connection: sqlite3.Connection, channels: Sequence[Channel], playbook: Playbook, now: datetime, *, again: bool = False
) -> None:
    """Measure and search the deals of every channel, at most once a day unless deals were added; short transactions."""
    deals = connection.execute("SELECT COUNT(*), COALESCE(MAX(rowid), 0) FROM deal").fetchone()
    touched = connection.execute("SELECT COUNT(*) / 200 FROM touchpoint").fetchone()[0]
    mark = f"{now.date()} {deals[0]} {touched}"
    row = connection.execute("SELECT value FROM meta WHERE key=?", (LOOKED_AT,)).fetchone()
    if not again and row is not None and row[0] == mark:
        return
    least, heard_in = limits()
    names = tuple(name for (name,) in connection.execute("SELECT DISTINCT name FROM account WHERE name<>''"))
    for channel in channels:
        statistics = _measure(connection, channel, least)
        found = list(_find(connection, channel, playbook, names, heard_in))
        with transaction(connection):
            _enter_statistics(connection, channel.key, statistics, playbook, now)
            for one in found:
                _enter(connection, channel, one, now)
            _enter_due(connection, channel, now)
    with transaction(connection):
        connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (LOOKED_AT, mark))


def limits() -> tuple[int, int]:
    """Return the floors that are set: deals for a statistic, deals for an objection; the defaults where settings are faulty."""
    from journey_tui.settings import SettingsError, load_settings

    try:
        channels = load_settings().channels
    except SettingsError:
        log.warning("the settings are faulty: channels are looked over with the default floors")
        return LEAST, rules.HEARD_IN
    return channels.least_deals, channels.heard_in


def update_id(*parts: str) -> str:
    """Return the id of an update: the same proposal for the same place has the same one."""
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]


# Measuring ------------------------------------------------------------------------------------------------------------------------


def _measure(connection: sqlite3.Connection, channel: Channel, least: int) -> list[Statistic]:
    query = (
        "SELECT p.deal_id, p.closed, d.created_at, d.close_date FROM projection p JOIN deal d ON d.id=p.deal_id "
        "WHERE json_extract(p.triage, '$.channel')=?"
    )
    deals = {row[0]: row[1:] for row in connection.execute(query, (channel.name,))}
    days: list[tuple[str, float]] = []
    for deal_id, (closed, created, close_date) in deals.items():
        history = _stage_history(connection, deal_id, created)
        days += stays(history, _instant(close_date) if closed and close_date else None, channel)
    replies, heard = _people(connection, channel.name)
    return measured(channel, days, replies, heard, len(deals), least)


def _stage_history(connection: sqlite3.Connection, deal_id: str, created: int | None) -> list[tuple[datetime, str]]:
    """Return when the deal entered which CRM stage; the first value of a history stands from the day the deal was made."""
    query = "SELECT at, old, new FROM field_change WHERE deal_id=? AND field='stage' ORDER BY at, id"
    found = connection.execute(query, (deal_id,)).fetchall()
    history = [(datetime.fromtimestamp(at, UTC), new) for at, _, new in found]
    if found and found[0][1] and created is not None and created < found[0][0]:
        history.insert(0, (datetime.fromtimestamp(created, UTC), found[0][1]))
    return history


def _instant(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=UTC)


_PEOPLE = (
    "SELECT p.deal_id, json_extract(e.value, '$.lane'), json_extract(e.value, '$.usual_reply_h'), json_extract(e.value, '$.last_heard'), "
    "json_extract(e.value, '$.name'), json_extract(e.value, '$.title'), p.name, e.value ->> '$.side' FROM projection p, json_each(p.reading, '$.people') e "
    "WHERE json_extract(p.triage, '$.channel')=? AND e.value ->> '$.side' IN ('customer', 'partner')"
)


def _people(connection: sqlite3.Connection, channel_name: str) -> tuple[list[float], dict[str, int]]:
    """Return the usual reply of each customer (days), and in how many deals each role was heard."""
    replies: list[float] = []
    deals: dict[str, set[str]] = defaultdict(set)
    for deal_id, lane, hours, heard, *_, side in connection.execute(_PEOPLE, (channel_name,)):
        if hours is not None and side == "customer":
            replies.append(hours / 24)
        if heard is not None:
            deals[lane].add(deal_id)
    return replies, {lane: len(ids) for lane, ids in deals.items()}


def _enter_statistics(
    connection: sqlite3.Connection, key: str, statistics: Iterable[Statistic], playbook: Playbook, now: datetime
) -> None:
    """Keep what was measured, and put it into the record where it differs: logged as an update, and undone as one."""
    for one in statistics:
        connection.execute(
            "INSERT OR REPLACE INTO channel_statistic (channel, name, value, count, least, at) VALUES (?, ?, ?, ?, ?, ?)",
            (key, one.name, one.value, one.count, one.least, kept.milliseconds(now)),
        )
        channel = _newest(connection, key)
        change = change_for(one, channel) if channel is not None else None
        if channel is None or change is None or _was_set_back(connection, channel, change, one):
            continue
        told = words(one.name, one.value, one.count, one.least)
        keep_record(connection, with_change(channel, change, playbook), at=now, by="Journey", why=f"measured: {told}")
        update = UpdateRow(
            update_id(key, "statistic", change.field, str(change.after), str(one.count)), key, channel.name, "statistic", change,
            f"{place_words(change)}: {said(change.before)} → {said(change.after)}", told, MEASURED, False, now, "approved", one.count,
            decided_by="Journey", decided_at=now, reason="statistics update themselves",
        )  # fmt: skip
        counted = Heard(f"count:{one.count}", told)
        kept.put_update(
            connection, update, (counted,), kept.MACHINES, applied=kept.change_text(change), known=json.dumps([counted.id])
        )


def _newest(connection: sqlite3.Connection, key: str) -> Channel | None:
    from journey_tui.playbooks.record import channel_of_toml

    stored = kept.newest_records(connection).get(key)
    return channel_of_toml(stored[1]) if stored else None


def _was_set_back(connection: sqlite3.Connection, channel: Channel, change: Change, one: Statistic) -> bool:
    """Return whether a person took this number back, and hardly more deals have been counted since."""
    query = "SELECT MAX(deals) FROM channel_update WHERE channel=? AND field=? AND kind='statistic' AND state<>'approved'"
    counted = connection.execute(query, (channel.key, change.field)).fetchone()[0]
    return counted is not None and one.count < counted + one.least


# Finding --------------------------------------------------------------------------------------------------------------------------


def _find(
    connection: sqlite3.Connection, channel: Channel, playbook: Playbook, names: tuple[str, ...], heard_in: int
) -> Iterator[rules.Found]:
    deals = connection.execute(
        "SELECT deal_id, name FROM projection WHERE json_extract(triage, '$.channel')=?", (channel.name,)
    ).fetchall()
    told = dict(deals)
    cuts: _Cuts = {}
    sentences = {theme.key: list(_candidates(connection, theme.words, told, cuts)) for theme in THEMES}
    yield from rules.objections(sentences, heard_in, names)
    yield from rules.proof_points(_candidates(connection, rules.RESULT_WORDS, told, cuts), names)
    evidence = list(_evidence(connection, told))
    people = tuple(row[0] for row in connection.execute("SELECT name FROM member UNION SELECT name FROM contact"))
    yield from rules.messages(evidence, heard_in + 1, (*names, *people))
    yield from rules.requirements(channel, evidence, {spec.key: spec.label for spec in playbook.requirements}, heard_in)
    by_role, by_title = _heard_people(connection, channel.name)
    yield from rules.roles(channel, by_role, len(told), heard_in)
    yield from rules.titles(channel, by_title, heard_in + 1)


_TEXTS = (
    "SELECT t.id, t.deal_id, t.at, t.actor, t.side, b.text, b.segments FROM (SELECT rowid FROM touchpoint_fts WHERE touchpoint_fts MATCH ? "
    "ORDER BY rowid DESC LIMIT ?) x JOIN touchpoint t ON t.pk=x.rowid JOIN body b ON b.pk=t.pk WHERE t.deleted=0 AND t.deal_id<>'' "
    "AND t.origin<>'automated' ORDER BY t.at, t.id"
)


_Cuts = dict[str, list[tuple[str, str, str]]]
"""What customers said in a touchpoint: sentence, the same case-folded, speaker. Most texts bear on several themes."""


def _candidates(connection: sqlite3.Connection, terms: str, deals: dict[str, str], cuts: _Cuts) -> Iterator[rules.Sentence]:
    """Yield what customers said in touchpoints that have one of the words, sentence by sentence."""
    wanted = terms.casefold().split()
    match = " OR ".join(f'"{word}"' for word in terms.split())
    for touchpoint, deal_id, at, actor, side, text, segments in connection.execute(_TEXTS, (match, _CANDIDATES)):
        if deal_id not in deals:
            continue
        if touchpoint not in cuts:
            cuts[touchpoint] = [
                (text[first:last], text[first:last].casefold(), speaker)
                for start, end, speaker in _customers(text, segments, actor, side)
                for first, last in sentences_of(text, start, end)
            ]
        for sentence, low, speaker in cuts[touchpoint]:
            if any(word in low for word in wanted) and "between us" not in low:
                yield rules.Sentence(
                    one_line(sentence), deal_id, deals[deal_id], speaker, datetime.fromtimestamp(at, UTC), touchpoint
                )


def _customers(text: str, segments: str, actor: str, side: str) -> Iterator[tuple[int, int, str]]:
    """Yield the runs of a text that a customer wrote or said: quoted and forwarded ones are not this touchpoint's own."""
    found = segments_of(segments)
    if not found and side == "customer":
        yield 0, len(text), actor
    for one in found:
        if one.role == "new" and one.side is Side.CUSTOMER:
            yield one.start, one.end, one.speaker or actor


def _evidence(connection: sqlite3.Connection, deals: dict[str, str]) -> Iterator[tuple[str, rules.Sentence]]:
    """Yield what customers asserted, by requirement; what was said in confidence stays out."""
    query = (
        "SELECT e.deal_id, e.requirement, e.at, e.detail ->> '$.quote', e.detail ->> '$.speaker', e.touchpoint_id FROM evidence e "
        "WHERE e.detail ->> '$.side'='customer' AND e.detail ->> '$.stance'='supports' AND e.detail ->> '$.modality'='asserted' "
        "AND e.detail ->> '$.confidential'=0 ORDER BY e.at, e.id"
    )
    for deal_id, requirement, at, quote, speaker, touchpoint in connection.execute(query):
        if deal_id in deals:
            yield (
                requirement,
                rules.Sentence(quote, deal_id, deals[deal_id], speaker, datetime.fromtimestamp(at, UTC), touchpoint),
            )


def _heard_people(connection: sqlite3.Connection, channel_name: str) -> tuple[dict[str, list[Heard]], dict[str, list[Heard]]]:
    """Return who was heard, by role and by title."""
    by_role: dict[str, list[Heard]] = defaultdict(list)
    by_title: dict[str, list[Heard]] = defaultdict(list)
    for deal_id, lane, _, heard, name, title, deal, side in connection.execute(_PEOPLE, (channel_name,)):
        if heard is None:
            continue
        one = Heard(
            f"{deal_id}|{name}",
            f"{name}{f', {title}' if title else ''} was heard",
            deal_id,
            deal,
            name,
            datetime.fromisoformat(heard),
        )
        by_role[lane].append(one)
        if title and side == "customer":
            by_title[title].append(one)
    return by_role, by_title


# The queue ------------------------------------------------------------------------------------------------------------------------


def _enter(connection: sqlite3.Connection, channel: Channel, found: rules.Found, now: datetime) -> None:
    """Add what was found, join it to what waits already, or bring back what was rejected if there is new evidence."""
    key = update_id(channel.key, found.change.field, found.subject)
    why = found.why.format(n="one deal" if found.deals == 1 else f"{found.deals} deals")
    row = connection.execute("SELECT state, known, at, deals, note FROM channel_update WHERE id=?", (key,)).fetchone()
    if row is None:
        if _says_already(channel, found.change):
            return
        update = UpdateRow(
            key, channel.key, channel.name, found.kind, found.change, found.title, why, RULES, False, now, "pending", found.deals
        )
        kept.put_update(connection, update, found.heard, kept.MACHINES)
        return
    state, known, _, deals, note = row
    new = {one.id for one in found.heard} - set(json.loads(known))
    back = state == "rejected" and bool(new) and found.deals > deals
    if state in ("approved", "rejected") and not back:
        return
    note = "Back with new evidence since it was rejected." if back else note
    connection.execute(
        "UPDATE channel_update SET state=?, evidence=?, deals=?, why=?, note=?, at=CASE WHEN ? THEN ? ELSE at END WHERE id=?",
        ("pending" if back else state, kept.heard_text(found.heard), found.deals, why, note, back, kept.milliseconds(now), key),
    )


def _says_already(channel: Channel, change: Change) -> bool:
    """Return whether the record has the item, in whatever case."""
    items = getattr(channel, change.field, ())
    asked = words_of(change.after).casefold()
    return any(str(getattr(item, "heard", getattr(item, "text", item))).casefold() == asked for item in items)


def _enter_due(connection: sqlite3.Connection, channel: Channel, now: datetime) -> None:
    """Add that the record's verification is due, once for each date that it was verified last."""
    if channel.is_verified(now.date()):
        return
    last = channel.verified_at.isoformat() if channel.verified_at else ""
    key = update_id(channel.key, "verify", last)
    if connection.execute("SELECT 1 FROM channel_update WHERE id=?", (key,)).fetchone() is None:
        why = f"last verified {last}; it holds for {channel.verify_every} days" if last else "nobody verified it yet"
        change = Change("verified_at", last or None, now.date().isoformat())
        update = UpdateRow(
            key, channel.key, channel.name, "verify", change, "Verify the record", why, RULES, False, now, "pending", 0
        )
        kept.put_update(connection, update, (Heard(f"verify:{last}", why),), kept.MACHINES)


def propose(
    connection: sqlite3.Connection,
    channel: Channel,
    change: Change,
    why: str,
    who: tuple[int, str],
    now: datetime,
    deal_id: str = "",
    *,
    labels: Mapping[str, str] | None = None,
) -> str:
    """Add a person's proposal, or join it to one that waits and says the same; return the update's id.

    `labels`: what requirements are called in its title.
    """
    uid, person = who
    deal = connection.execute("SELECT name FROM deal WHERE id=?", (deal_id,)).fetchone() if deal_id else None
    heard = Heard(f"{person}:{kept.milliseconds(now)}", why, deal_id if deal else "", deal[0] if deal else "", person, now)
    with transaction(connection):
        same = _alike(connection, channel.key, change)
        if same is not None:
            before = kept.heard_of(connection, same)
            proposer, reasons = connection.execute("SELECT proposer, why FROM channel_update WHERE id=?", (same,)).fetchone()
            joined = proposer if person in proposer.split(", ") else f"{proposer}, {person}"
            connection.execute(
                "UPDATE channel_update SET proposer=?, why=?, evidence=?, state='pending', until='' WHERE id=?",
                (joined, reasons if why in reasons else f"{reasons}; {why}", kept.heard_text((*before, heard)), same),
            )
            return same
        key = update_id(channel.key, change.field, json.dumps(change.before), json.dumps(change.after, sort_keys=True))
        title = (
            f"{place_words(change)}: {told(change, change.after if change.after is not None else change.before, labels or {})}"
        )
        title = f"{title}, taken out" if change.after is None else title
        update = UpdateRow(
            key, channel.key, channel.name, "record", change, title, why, person, True, now, "pending", int(bool(deal))
        )
        old = connection.execute("SELECT state, decided_by, reason FROM channel_update WHERE id=?", (key,)).fetchone()
        if old is not None:
            key = update.id + f"-{kept.milliseconds(now):x}"
            update = replace(update, id=key, note=f"Proposed again; {old[0]} before by {old[1]}{f': {old[2]}' if old[2] else ''}")
        kept.put_update(connection, update, (heard,), uid)
        connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, '1')", (EFFECTS_OWED,))
        return key


def _alike(connection: sqlite3.Connection, channel: str, change: Change) -> str | None:
    """Return the id of an open proposal for the same place that says the same in nearly the same words."""
    query = "SELECT id, change FROM channel_update WHERE channel=? AND field=? AND state IN ('pending', 'deferred') ORDER BY at"
    for key, text in connection.execute(query, (channel, change.field)):
        other = json.loads(text)
        if said(other["before"]) == said(change.before) and _overlap(said(other["after"]), said(change.after)) >= _ALIKE:
            return str(key)
    return None


def _overlap(one: str, other: str) -> float:
    a, b = (set(re.findall(r"\w+", text.casefold())) for text in (one, other))
    return 1.0 if a == b else len(a & b) / len(a | b) if a | b else 0.0
