"""Measure readers on labelled deals: what they found of what is labelled, what they should not have, and what was refused.

A labelled deal is a folder with `raw/` (what would be imported) and `expected.json` (docs/model.md); calls are in
`evaluation_calls`.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from journey_tui.analysis.client import ModelClient
from journey_tui.analysis.model_errors import ModelError
from journey_tui.data import lists, rows
from journey_tui.data.findings import BY_DEAL
from journey_tui.data.reader import load_facts
from journey_tui.data.sqlite import open_reader, sqlite3
from journey_tui.domain.compose import read_deal
from journey_tui.domain.facts import facts_that_count
from journey_tui.domain.model import DealFacts, Evidence, Touchpoint
from journey_tui.lean import dataclass
from journey_tui.sync.importer import Importer, Rules
from journey_tui.sync.model_reading import read_deal_with_model
from journey_tui.text import normalise

READERS = ("rules", "model", "both")


class BadLabels(ValueError):
    """Labels that cannot be used; the message names the file."""


@dataclass(slots=True)
class Tally:
    """What was right of what."""

    hit: int = 0
    """Labelled and found, or labelled and agreed with."""
    missed: int = 0
    """Labelled and not found."""
    wrong: int = 0
    """Found although labelled as what must not be."""
    refused: int = 0
    """Proposed by the model, and not taken over by the checks."""

    @property
    def precision(self) -> float | None:
        """Return the share of what was found that is right; None where nothing was."""
        return round(self.hit / (self.hit + self.wrong), 3) if self.hit + self.wrong else None

    @property
    def recall(self) -> float | None:
        """Return the share of what is labelled that was found; None where nothing is."""
        return round(self.hit / (self.hit + self.missed), 3) if self.hit + self.missed else None

    def as_json(self) -> dict[str, Any]:
        """Return it with precision and recall."""
        return {
            "precision": self.precision, "recall": self.recall, "hit": self.hit, "missed": self.missed, "wrong": self.wrong,
            "refused": self.refused,
        }  # fmt: skip


@dataclass(slots=True)
class Scores:
    """How one reader did."""

    requirements: dict[str, Tally] = field(default_factory=dict)
    """Quotes, by requirement."""
    statuses: Tally = field(default_factory=Tally)
    """Statuses that the labels accept (`hit`) or reject (`wrong`)."""
    signals: Tally = field(default_factory=Tally)

    def of(self, requirement: str) -> Tally:
        """Return the tally of a requirement."""
        return self.requirements.setdefault(requirement, Tally())


@dataclass(slots=True)
class Evaluation:
    """Everything measured."""

    deals: int = 0
    calls: int = 0
    readers: dict[str, Scores] = field(default_factory=lambda: {"rules": Scores()})
    origin: Tally = field(default_factory=Tally)
    """The same for every reader: importing decides it."""
    matching: Tally = field(default_factory=Tally)
    factors: dict[str, dict[str, Tally]] = field(default_factory=dict)
    """By reader, then factor: calls in which a factor is not met."""
    errors: list[str] = field(default_factory=list)
    cost: float = 0.0


def labelled_deals(folder: Path) -> list[Path]:
    """Return the folders that hold a labelled deal: the folder itself, or those in it."""
    candidates = [folder, *sorted(path for path in folder.iterdir() if path.is_dir())] if folder.is_dir() else []
    return [path for path in candidates if (path / "expected.json").is_file() and (path / "raw").is_dir()]


def evaluate_deal(folder: Path, rules: Rules, client: ModelClient | None, found: Evaluation) -> None:
    """Import a labelled deal into a store of its own, let the readers read it, and add what they did to `found`."""
    for key in _labels(folder):
        with tempfile.TemporaryDirectory(prefix="journey-eval-") as scratch:
            store = Path(scratch) / "journey.db"
            now = datetime.fromisoformat(key["now"]) if "now" in key else datetime.now().astimezone()
            Importer(store, rules, now).run([folder / "raw"])
            _one(store, key, rules, client, now, found)
            found.deals += 1


def _labels(folder: Path) -> list[dict[str, Any]]:
    path = folder / "expected.json"
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
        labels = value if isinstance(value, list) else [value]
        return [{**_EMPTY, **one} for one in labels if one["opportunity_id"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadLabels(f"{path} cannot be used as labels ({type(error).__name__}). docs/model.md shows their form.") from error


_EMPTY: dict[str, Any] = {
    "requirements": {}, "must_evidence": [], "must_not_evidence": [], "origins": [], "matching": [],
    "signals": {"must_fire": [], "must_not_fire": []},
}  # fmt: skip


def _one(store: Path, key: dict[str, Any], rules: Rules, client: ModelClient | None, now: datetime, found: Evaluation) -> None:
    connection = open_reader(store)
    try:
        hits = lists.find_deals(connection, key["opportunity_id"], 1)
        if not hits:
            raise BadLabels(f"There is no deal {key['opportunity_id']} in the raw files.")
        deal_id = hits[0].deal_id
        refused: Sequence[str] = ()
        if client is not None:
            report = read_deal_with_model(store, deal_id, client, rules, now, words=False)
            refused = report.refused
            found.cost += float(report.usage.cost)
            if report.error is not None:
                found.errors.append(str(report.error))
        facts = load_facts(connection, deal_id)
        assert facts is not None
        unplaced = [t for t in _everything(connection) if t.deal_id != deal_id]
        _imported(key, [*facts.touchpoints, *unplaced], deal_id, facts, found)
        for reader, evidence in _by_reader(connection, facts, with_model=client is not None).items():
            scores = found.readers.setdefault(reader, Scores())
            _read(key, replace(facts, evidence=evidence), _believing(rules) if reader == "model" else rules, now, scores)
            for line in refused if reader != "rules" else ():
                kind, _, rest = line.partition(" ")
                if kind == "evidence":
                    scores.of(rest.partition(":")[0]).refused += 1
    finally:
        connection.close()


def _everything(connection: sqlite3.Connection) -> Iterable[Touchpoint]:
    return map(rows.touchpoint_of, connection.execute(f"{rows.TOUCHPOINTS} WHERE t.deleted=0"))


def _by_reader(connection: sqlite3.Connection, facts: DealFacts, *, with_model: bool) -> dict[str, tuple[Evidence, ...]]:
    """Return the evidence that each reader has: the rules, the model, and both together as the store tells it.

    The model's statuses are those that its readings alone would make if they counted; those of both are as they stand before a
    person confirms anything, and its quotes are all that a person is shown.
    """
    alone = {
        reader: rows.evidence_of(connection.execute(BY_DEAL.format(table=table), (facts.deal.id,)))
        for reader, table in (("rules", "evidence"), ("model", "model_evidence"))
    }
    return {**alone, "both": facts.evidence} if with_model else {"rules": alone["rules"]}


def _believing(rules: Rules) -> Rules:
    """Return the rules by which a model's readings count, for the column that judges the model alone."""
    weights = replace(rules.playbook.weights, model_alone=True)
    return replace(rules, playbook=replace(rules.playbook, weights=weights))


def _read(key: dict[str, Any], facts: DealFacts, rules: Rules, now: datetime, scores: Scores) -> None:
    """Add what one reader found to its scores."""
    known = facts_that_count(facts, now, model_alone=rules.playbook.weights.model_alone)
    counted = [e for e in (*known.evidence, *known.proposed) if e.observed_at <= now]
    for label in key["must_evidence"]:
        if not label.get("optional"):
            tally = scores.of(label["requirement"])
            if any(_fits(label, e) for e in counted):
                tally.hit += 1
            else:
                tally.missed += 1
    sources = {t.id: t for t in facts.touchpoints}
    for label in key["must_not_evidence"]:
        for e in counted:
            if _forbidden(label, e, sources.get(e.touchpoint_id)):
                scores.of(e.requirement).wrong += 1
    reading = read_deal(facts, rules.playbook, rules.channels, now, past=True)
    for row in reading.requirements:
        label = key["requirements"].get(row.key)
        if label:
            scores.statuses.hit += row.status.value in label.get("accept", ())
            scores.statuses.wrong += row.status.value in label.get("reject", ())
    fired = [(s.kind, f"{s.detail} {s.fact}".casefold()) for s in reading.signals if s.fired]
    for wanted in key["signals"].get("must_fire", ()):
        hit = any(kind == wanted["kind"] for kind, _ in fired)
        scores.signals.hit += hit
        scores.signals.missed += not hit
    for never in key["signals"].get("must_not_fire", ()):
        detail = never.get("detail", "").casefold()
        scores.signals.wrong += any(kind == never["kind"] and detail in text for kind, text in fired)


def _holds(quote: str, words: str) -> bool:
    a, b = normalise(quote).casefold(), normalise(words).casefold()
    return a in b or b in a


def _fits(label: dict[str, Any], e: Evidence) -> bool:
    return (
        e.requirement == label["requirement"]
        and _holds(label["quote"], e.quote)
        and e.side.value == label.get("side", e.side.value)
        and e.stance.value in label.get("stance", e.stance.value).split("|")
        and e.modality.value in label.get("modality", e.modality.value).split("|")
    )


def _forbidden(label: dict[str, Any], e: Evidence, touchpoint: Touchpoint | None) -> bool:
    if label["requirement"] not in ("any", e.requirement) or not _holds(label["quote"], e.quote):
        return False
    if touchpoint is None or not _is_source(label["source"], touchpoint):
        return False
    allowed = label.get("allowed_as") or {}
    return not any(getattr(e, name).value in values for name, values in allowed.items())


def _is_source(source: dict[str, str], touchpoint: Touchpoint) -> bool:
    native = source.get("message_id") or source.get("id") or source.get("uid") or ""
    same = Path(touchpoint.source.file).name == Path(source["file"]).name
    return same and (not native or touchpoint.source.native_id == native) and touchpoint.kind.value != "crm_change"


def _imported(key: dict[str, Any], touchpoints: list[Touchpoint], deal_id: str, facts: DealFacts, found: Evaluation) -> None:
    """Add whether origins and deals of touchpoints agree with the labels."""
    for label in key["origins"]:
        one = next((t for t in touchpoints if _is_source(label["source"], t)), None)
        right = one is not None and one.origin.value in {label["origin"], *label.get("origin_accept", ())}
        right = right and label.get("side") in (None, one.side.value if one else None)
        found.origin.hit += right
        found.origin.wrong += not right
    for label in key["matching"]:
        one = next((t for t in touchpoints if _is_source(label["source"], t)), None)
        deal = facts.deal.name if one is not None and one.deal_id == deal_id else None
        right = one is not None and deal in label.get("accept", [label["deal"]])
        found.matching.hit += right
        found.matching.wrong += not right


def total(scores: Scores) -> Tally:
    """Return all requirements together."""
    sums: Counter[str] = Counter()
    for tally in scores.requirements.values():
        sums.update(hit=tally.hit, missed=tally.missed, wrong=tally.wrong, refused=tally.refused)
    return Tally(**sums)


def note_error(found: Evaluation, error: ModelError) -> None:
    """Put down that the model failed."""
    found.errors.append(str(error))
