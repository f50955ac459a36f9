"""Let a model read one deal: what it has not read yet, checked, stored beside the rules' findings, and told anew.

Stopped anywhere, it goes on from there: each answer is stored with what it accounts for in one short transaction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import field, replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Final

from journey_tui.analysis.checks import lines_of
from journey_tui.analysis.client import ModelClient
from journey_tui.analysis.model import ModelAnalyst, WindowReading, mark
from journey_tui.analysis.model_errors import ModelError
from journey_tui.analysis.model_types import Prices, Usage, tokens
from journey_tui.analysis.port import Context
from journey_tui.analysis.prompts import READ
from journey_tui.analysis.windows import Window, read_mark
from journey_tui.data import model_store as kept
from journey_tui.data import rows
from journey_tui.data.reader import load_people
from journey_tui.data.sqlite import sqlite3, transaction
from journey_tui.data.store import writing
from journey_tui.domain.model import Person, Touchpoint
from journey_tui.domain.playbook import Playbook
from journey_tui.domain.views_model import ModelEstimate, ModelNote
from journey_tui.lean import dataclass
from journey_tui.sync.channels import in_force
from journey_tui.sync.importer import Rules
from journey_tui.sync.model_words import WordsReport, word_deal
from journey_tui.sync.project import mark_due, project_apart, project_marked

USUAL_OUT: Final = 700
"""Tokens of a usual answer, for estimates."""
AGREED: Final = "model_agreed"
"""Setting of the store: which model somebody agreed to let read every deal."""


@dataclass(slots=True)
class DealReport:
    """What reading a deal did."""

    deal_id: str
    requests: int = 0
    read: int = 0
    """Touchpoints read now."""
    waiting: int = 0
    accepted: int = 0
    refused: list[str] = field(default_factory=list)
    words: int = 0
    """Sentences said otherwise."""
    usage: Usage = field(default_factory=Usage)
    error: ModelError | None = None
    readings: list[WindowReading] = field(default_factory=list)

    @property
    def state(self) -> str:
        """Return `ok`, `partly` or `failed`."""
        return "ok" if self.error is None else "partly" if self.read or self.accepted else "failed"


def reading_mark(model: str, playbook: Playbook) -> str:
    """Return what is put down with every touchpoint that this model, prompt and playbook have read."""
    return read_mark(mark(model, playbook))


def read_deal_with_model(
    store: Path, deal_id: str, client: ModelClient, rules: Rules, now: datetime | None = None, *, words: bool = True
) -> DealReport:
    """Read what of the deal waits for the model; returns what came of it, an error of the model among it.

    Raises `StoreError` where the store cannot be written. The same again, with nothing new, asks nothing.
    """
    moment = now or datetime.now(UTC)
    report = DealReport(deal_id)
    with writing(store) as connection:
        job = _Job(connection, deal_id, client, rules, moment, report)
        if job.context is None:
            return report
        job.read()
        job.tell()
        if words and report.error is None:
            job.word()
        job.note()
    return report


class _Job:
    """The reading of one deal."""

    def __init__(
        self, connection: sqlite3.Connection, deal_id: str, client: ModelClient, rules: Rules, now: datetime, report: DealReport
    ) -> None:
        # The deal is told anew by the channels as this store has them, not as their files were.
        rules = replace(rules, channels=in_force(connection, rules.channels))
        self._db, self._deal, self._client, self._rules, self._now, self._report = connection, deal_id, client, rules, now, report
        self._analyst = ModelAnalyst(client, rules.playbook)
        self._mark = reading_mark(client.config.name, rules.playbook)
        self._people = load_people(connection, deal_id)
        self.context = context_of(connection, deal_id, self._people, rules.playbook)
        self._words_hash = ""
        self._noted = False
        self._mark_due: int | None = None
        """Under what mark the deal's reading is due: it is told anew where something was found or went; None where nothing was."""

    def read(self) -> None:
        """Ask about what waits, and store each answer as it comes."""
        assert self.context is not None
        waiting = kept.unread_touchpoints(self._db, self._deal, self._mark)
        hashes = dict(waiting)
        touchpoints = kept.whole_touchpoints(self._db, list(hashes))
        senders = kept.senders(self._db, self._deal)
        shown = self._analyst.windows(touchpoints, self.context, senders)
        left = Counter(key for window in shown for key in {t.id for t in window.touchpoints})
        silent = [(t.id, hashes[t.id]) for t in touchpoints if t.id not in left]
        fresh = set(left)
        if silent:
            with transaction(self._db):
                if kept.forget_model(self._db, [key for key, _ in silent]):
                    self._mark_due = mark_due(self._db, self._deal)
                kept.mark_read(self._db, self._deal, silent, self._mark, self._now)
        for reading in self._analyst.read_all(touchpoints, self.context, senders=senders):
            self._take(reading, left, fresh, hashes)
        self._report.waiting = sum(1 for count in left.values() if count)

    def _take(self, reading: WindowReading, left: Counter[str], fresh: set[str], hashes: dict[str, str]) -> None:
        """Store one answer; a touchpoint is read once all windows that show it have been answered."""
        report = self._report
        report.requests += reading.error is None or reading.error.sent
        report.readings.append(reading)
        report.usage = report.usage + reading.usage
        if reading.error is not None:
            report.error = reading.error
            return
        ids = {t.id for t in reading.window.touchpoints}
        done: list[tuple[str, str]] = []
        for key in ids:
            left[key] -= 1
            if not left[key]:
                done.append((key, hashes[key]))
        report.accepted += len(reading.evidence) + len(reading.remarks)
        report.refused += lines_of(reading.refused)
        with transaction(self._db):
            gone = kept.forget_model(self._db, ids & fresh)
            kept.store_findings(self._db, reading.evidence, reading.remarks)
            if gone or reading.evidence or reading.remarks:
                self._mark_due = mark_due(self._db, self._deal)
            kept.store_window(self._db, window_record(self._deal, reading, self._client.config.name), self._now)
            kept.mark_read(self._db, self._deal, done, self._mark, self._now)
        fresh -= ids
        report.read += len(done)

    def tell(self) -> None:
        """Work the deal out anew where it may read otherwise now; what others write meanwhile is nobody's reason to begin again."""
        if self._mark_due is None:
            return
        mark, self._mark_due = self._mark_due, None
        rules, people = (self._rules.playbook, self._rules.channels, self._now), self._people
        if mark:
            project_marked(self._db, self._deal, mark, *rules, people_of=lambda _: people)
        else:
            project_apart(self._db, [self._deal], *rules, people_of=lambda _: people)

    def word(self) -> None:
        """Let the model say the rules' sentences more plainly, where that has not been asked before."""
        before = kept.load_note(self._db, self._deal)
        known = before.words_hash if before else ""
        asked = word_deal(self._db, self._deal, self._client, self._rules, self._now, known, put_down=self._worded)
        if not self._noted:
            self._heard(asked)
        self.tell()

    def _worded(self, asked: WordsReport) -> None:
        """Put down what came of the sentences, in their transaction."""
        self._heard(asked)
        if asked.kept:
            self._mark_due = mark_due(self._db, self._deal)
        self._put_note()

    def _heard(self, asked: WordsReport) -> None:
        self._words_hash = asked.words_hash
        self._report.requests += asked.requests
        self._report.usage = self._report.usage + asked.usage
        self._report.words = asked.kept
        self._report.refused += asked.refused
        self._report.error = asked.error

    def note(self) -> None:
        """Put down how it went, where that is not done yet."""
        if not self._noted:
            with transaction(self._db):
                self._put_note()

    def _put_note(self) -> None:
        self._noted = True
        report, error = self._report, self._report.error
        before = kept.load_note(self._db, self._deal)
        if before is not None and not report.requests and error is None:
            return
        read, accepted = kept.found_counts(self._db, self._deal)
        config = self._client.config
        note = ModelNote(
            state=report.state if error else "ok", message=error.text if error else "", remedy=error.remedy if error else "",
            at=self._now, read_at=self._now if not report.waiting else before.read_at if before else None, model=config.name,
            prompt=READ, read=read, waiting=report.waiting, accepted=accepted,
            refused=len(report.refused) + (before.refused if before else 0),
            words_hash=self._words_hash or (before.words_hash if before else ""),
        )  # fmt: skip
        kept.store_note(self._db, self._deal, note)


def context_of(connection: sqlite3.Connection, deal_id: str, people: tuple[Person, ...], playbook: Playbook) -> Context | None:
    """Return what an analyst may know of the deal, None where there is none."""
    row = connection.execute(f"{rows.DEAL} WHERE d.id=?", (deal_id,)).fetchone()
    return Context(rows.deal_of(row), people, frozenset(playbook.keys)) if row else None


def window_record(deal_id: str, reading: WindowReading, model: str) -> kept.WindowRecord:
    """Return an answer as it is stored."""
    accepted = [f"evidence {e.requirement} ({e.stance}, {e.modality}): “{e.quote}”" for e in reading.evidence]
    accepted += [f"{'role' if r.kind == 'role' else 'remark'} {r.value or r.kind}: “{r.quote}”" for r in reading.remarks]
    return kept.WindowRecord(
        reading.key, deal_id, "read", READ, model, tuple(t.id for t in reading.window.touchpoints), reading.reply, tuple(accepted),
        tuple(lines_of(reading.refused)), reading.usage.tokens_in, reading.usage.tokens_out, reading.usage.cost,
    )  # fmt: skip


def windows_waiting(
    connection: sqlite3.Connection, deal_id: str, client: ModelClient, playbook: Playbook
) -> tuple[list[Touchpoint], list[Window]]:
    """Return what of a deal waits, and the windows that would be shown."""
    people = load_people(connection, deal_id)
    context = context_of(connection, deal_id, people, playbook)
    if context is None:
        return [], []
    unread = kept.unread_touchpoints(connection, deal_id, reading_mark(client.config.name, playbook))
    touchpoints = kept.whole_touchpoints(connection, [key for key, _ in unread])
    return touchpoints, ModelAnalyst(client, playbook).windows(touchpoints, context, kept.senders(connection, deal_id))


def estimate(
    connection: sqlite3.Connection, deal_ids: Sequence[str], client: ModelClient, playbook: Playbook, prices: Prices
) -> ModelEstimate:
    """Return what reading these deals would take; nothing is sent."""
    analyst = ModelAnalyst(client, playbook)
    deals = touchpoints = requests = sent = 0
    for deal_id in deal_ids:
        waiting, shown = windows_waiting(connection, deal_id, client, playbook)
        deals += bool(shown)
        touchpoints += len(waiting) if shown else 0
        requests += len(shown) + bool(shown)  # one more to word it
        sent += sum(tokens(analyst.request(window).characters) for window in shown) + (1_500 if shown else 0)
    got, most = requests * USUAL_OUT, requests * client.config.max_output_tokens
    known = prices.known
    return ModelEstimate(
        client.config.name, deals, touchpoints, requests, sent, got, prices.cost(sent, got) if known else None,
        prices.cost(sent, most) if known else None,
    )  # fmt: skip


def agreed(connection: sqlite3.Connection, model: str) -> bool:
    """Return whether somebody agreed that this model may read every deal of the store."""
    row = connection.execute("SELECT value FROM meta WHERE key=?", (AGREED,)).fetchone()
    return row is not None and row[0] == model


def agree(store: Path, model: str) -> None:
    """Remember that this model may read every deal of the store."""
    with writing(store) as connection:
        connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (AGREED, model))


def waiting_for_model(connection: sqlite3.Connection, model: str, playbook: Playbook) -> list[str]:
    """Return the open deals with words that this model has not read, the most urgent first."""
    return kept.waiting_deals(connection, reading_mark(model, playbook))


def total(reports: Iterable[DealReport]) -> tuple[int, Decimal]:
    """Return how many touchpoints were read, and for how many US dollars."""
    found = list(reports)
    return sum(one.read for one in found), sum((one.usage.cost for one in found), Decimal(0))


Progress = Callable[[DealReport], None]
