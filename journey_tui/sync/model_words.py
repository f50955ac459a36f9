"""Let a model say the sentences of a deal's reading more plainly: one request a deal, asked again only when the sentences change."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import field
from datetime import datetime
from typing import Final

from journey_tui.analysis.answers import WordsAnswer
from journey_tui.analysis.checks import lines_of
from journey_tui.analysis.model import Client, request_hash, structured, submitted
from journey_tui.analysis.model_errors import ModelError
from journey_tui.analysis.model_types import Usage
from journey_tui.analysis.prompts import WORDS
from journey_tui.analysis.wording import Sentence, WordsRequest, check_words, words_hash, words_request
from journey_tui.data.model_store import WindowRecord, store_window
from journey_tui.data.reader import load_facts
from journey_tui.data.sqlite import sqlite3, transaction
from journey_tui.domain.compose import read_deal
from journey_tui.domain.facts import facts_that_count
from journey_tui.domain.model import DealFacts, Evidence, Wording
from journey_tui.domain.reading import Band, DealReading, Status
from journey_tui.lean import dataclass
from journey_tui.sync.importer import Rules

MOST_SENTENCES: Final = 20
_OPEN: Final = (Status.UNKNOWN, Status.CLAIMED, Status.STALE, Status.CONFLICTING)


@dataclass(slots=True)
class WordsReport:
    """What asking for words did."""

    words_hash: str = ""
    requests: int = 0
    kept: int = 0
    refused: list[str] = field(default_factory=list)
    usage: Usage = field(default_factory=Usage)
    error: ModelError | None = None


def word_deal(
    connection: sqlite3.Connection,
    deal_id: str,
    client: Client,
    rules: Rules,
    now: datetime,
    before: str,
    *,
    put_down: Callable[[WordsReport], None],
) -> WordsReport:
    """Ask for plainer sentences and store those that stand; `before` is the hash that was asked for last.

    `put_down` is called in the transaction in which they are stored.
    """
    asked = words_of_deal(connection, deal_id, rules, now)
    report = WordsReport()
    if asked is None:
        return report
    report.words_hash = words_hash(client.config.name, asked)
    if report.words_hash == before:
        return report
    report.requests = 1
    try:
        answer, reply, report.usage = structured(client, asked.request, submitted(client, asked.request), WordsAnswer)
    except ModelError as error:
        report.error, report.words_hash = error, ""
        return report
    wordings, refused = check_words(asked, answer)
    report.kept, report.refused = len(wordings), list(lines_of(refused))
    accepted = tuple(f"{one.kind}: {one.text}" for one in wordings)
    usage = report.usage
    record = WindowRecord(
        request_hash(asked.request), deal_id, "words", WORDS, client.config.name, (), reply, accepted, tuple(report.refused),
        usage.tokens_in, usage.tokens_out, usage.cost,
    )  # fmt: skip
    with transaction(connection):
        _store(connection, deal_id, wordings, asked, now)
        store_window(connection, record, now)
        put_down(report)
    return report


def words_of_deal(connection: sqlite3.Connection, deal_id: str, rules: Rules, now: datetime) -> WordsRequest | None:
    """Return the request for a deal's sentences as the rules say them now; None where there is nothing to say."""
    facts = load_facts(connection, deal_id)
    if facts is None or not facts.touchpoints:
        return None
    # The rules' own sentences, without what a model said of them before.
    bare = DealFacts(**{name: getattr(facts, name) for name in facts.__slots__ if name != "wordings"})
    reading = read_deal(bare, rules.playbook, rules.channels, now)
    evidence = {item.id: item for item in facts_that_count(facts, now, model_alone=rules.playbook.weights.model_alone).evidence}
    sentences = list(_sentences(reading, evidence))[:MOST_SENTENCES]
    return words_request(sentences) if sentences else None


def _sentences(reading: DealReading, evidence: dict[str, Evidence]) -> Iterator[Sentence]:
    """Yield what may be said otherwise; what stands on words said in confidence keeps the rules' careful sentence."""
    for claim in reading.claims:
        items = tuple(evidence[key] for key in claim.evidence if key in evidence)
        if not claim.set_by and not any(item.confidential for item in items):
            yield Sentence("claim", claim.id, claim.text, claim.band, items)
    for step in reading.steps:
        items = tuple(evidence[key] for key in step.evidence if key in evidence)
        if step.state in ("proposed", "accepted") and not any(item.confidential for item in items):
            named = step.person if step.person and step.person.split()[0] in step.title else ""
            yield Sentence("step", step.id, step.title, Band.MEDIUM, items, named)
    for row in reading.requirements:
        if row.status in _OPEN and row.question:
            yield Sentence("question", row.key, row.question, Band.NONE)


def _store(connection: sqlite3.Connection, deal_id: str, wordings: list[Wording], asked: WordsRequest, now: datetime) -> None:
    """Put the new sentences in the place of the old ones."""
    stands_on = {(s.kind, s.target): [item.id for item in s.evidence] for s in asked.sentences.values()}
    connection.execute("DELETE FROM model_wording WHERE deal_id=?", (deal_id,))
    connection.executemany(
        "INSERT OR REPLACE INTO model_wording (deal_id, kind, target, basis, text, evidence, at) VALUES (?,?,?,?,?,?,?)",
        [
            (deal_id, w.kind, w.target, w.basis, w.text, json.dumps(stands_on[(w.kind, w.target)]), int(now.timestamp()))
            for w in wordings
        ],
    )
