"""Read the demo as any other data and hold the reading against the answer key."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from journey_tui.analysis.rules import RulesAnalyst
from journey_tui.demo.days import Days
from journey_tui.domain.model import Evidence
from journey_tui.domain.views import DealView, TimelineRow
from journey_tui.playbooks import load
from journey_tui.sync.importer import Importer, Report, Rules
from journey_tui.text import normalise
from journey_tui.workspace import Workspace


@dataclass(slots=True)
class Verdict:
    """Where the reading and the key differ."""

    statuses: list[str] = field(default_factory=list)
    quotes_wanted: int = 0
    quotes_missed: list[str] = field(default_factory=list)
    forbidden: list[str] = field(default_factory=list)
    signals: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    origins: list[str] = field(default_factory=list)
    matching: list[str] = field(default_factory=list)


class DemoReading:
    """The demo, imported for one day."""

    def __init__(self, raw: Path, store: Path, today: date, key: dict[str, Any]) -> None:
        books = load()
        self.now = datetime.combine(today, time(9), UTC)
        self.report: Report = Importer(store, Rules(RulesAnalyst(), books.playbook, books.channels), self.now).run([raw])
        self.workspace = Workspace(store, now=self.now)
        self.key = key
        self.days = Days(today)

    def judge(self) -> Verdict:
        """Return every difference, in words that lead to it."""
        verdict = Verdict()
        self.rows: dict[tuple[str, str], TimelineRow] = {}
        names: dict[str, str] = {}
        for label in self.key["deals"]:
            hit = self.workspace.find(label["opportunity_id"])[0]
            names[hit.deal_id] = label["deal_name"]
            for row in self.workspace.timeline(hit.deal_id, limit=100_000):
                self._enter(row)
        for row in self.workspace.unmatched(everything=True, limit=100_000):
            self._enter(row)
        for label in self.key["deals"]:
            self._deal(label, verdict)
        self._labels(names, verdict)
        return verdict

    def _enter(self, row: TimelineRow) -> None:
        if row.kind.value != "crm_change":
            self.rows[(Path(row.source.file).name, row.source.native_id)] = row
            self.rows.setdefault((Path(row.source.file).name, ""), row)

    def row(self, source: dict[str, str]) -> TimelineRow | None:
        """Return the touchpoint that a label names."""
        name = Path(self.days.fill(source["file"])).name
        native = source.get("message_id") or source.get("id") or source.get("uid") or ""
        return self.rows.get((name, native))

    def _deal(self, label: dict[str, Any], verdict: Verdict) -> None:
        offset = label.get("as_of", label["lines"].get("as_of"))
        moment = datetime.combine(self.days.on(offset), time(9), UTC) if offset is not None else None
        view = self.workspace.deal(self.workspace.find(label["opportunity_id"])[0].deal_id, as_of=moment)
        who = label["key"]
        for r in view.reading.requirements:
            wanted = label["requirements"].get(r.key)
            if wanted and r.status.value in wanted.get("reject", ()):
                verdict.statuses.append(f"{who} {r.key}: {r.status.value}, accepted {wanted['accept']} - {wanted['why']}")
        for quote in label["must_evidence"]:
            self._wanted(quote, view, who, verdict)
        for quote in label["must_not_evidence"]:
            self._forbidden(quote, view, who, verdict)
        self._signals(label["signals"], view, who, verdict)
        lines = view.reading.lines
        direction = {0: "equal"}.get(lines.gap, "behind" if lines.gap > 0 else "ahead")
        if label.get("lines") and label["lines"].get("expect") not in (None, direction):
            verdict.lines.append(f"{who}: {direction} ({lines.truth} / {lines.claim}), expected {label['lines']}")

    def _wanted(self, label: dict[str, Any], view: DealView, who: str, verdict: Verdict) -> None:
        if label.get("optional"):
            return
        verdict.quotes_wanted += 1
        words = self.days.fill(label["quote"])
        same = [e for e in view.evidence if _holds(words, e.quote)]
        if not any(_fits(label, e) for e in same):
            seen = [(e.requirement, e.side.value, e.stance.value, e.modality.value) for e in same]
            verdict.quotes_missed.append(
                f"{who} {label['requirement']} {label['stance']} {label['modality']}: {words} | read as {seen}"
            )

    def _forbidden(self, label: dict[str, Any], view: DealView, who: str, verdict: Verdict) -> None:
        words, row = self.days.fill(label["quote"]), self.row(label["source"])
        for e in view.evidence:
            about = label["requirement"] in ("any", e.requirement) and _holds(words, e.quote)
            if row is not None and e.touchpoint_id == row.id and about and not _tolerated(label.get("allowed_as"), e):
                verdict.forbidden.append(
                    f"{who} {e.requirement} {e.side.value} {e.modality.value} {e.stance.value}: {words} ({label['why']})"
                )

    def _signals(self, label: dict[str, Any], view: DealView, who: str, verdict: Verdict) -> None:
        fired = [(s.kind, f"{s.detail} {s.fact}".casefold()) for s in view.reading.signals if s.fired]
        for wanted in label["must_fire"]:
            if wanted["kind"] not in {kind for kind, _ in fired}:
                verdict.signals.append(f"{who}: {wanted['kind']} silent - {wanted['why']}")
        for unwanted in label["must_not_fire"]:
            detail = unwanted.get("detail", "").casefold()
            if any(kind == unwanted["kind"] and detail in text for kind, text in fired):
                verdict.signals.append(f"{who}: {unwanted['kind']} fired - {unwanted['why']}")

    def _labels(self, names: dict[str, str], verdict: Verdict) -> None:
        for label in self.key["origins"]:
            row = self.row(label["source"])
            accepted = {label["origin"], *label.get("origin_accept", ())}
            if row is None or row.origin.value not in accepted or label.get("side") not in (None, row.side.value):
                found = row and (row.origin.value, row.side.value, row.origin_rule)
                verdict.origins.append(f"{label['source']}: {found}, expected {label['origin']} {label.get('side', '')}")
        for label in self.key["matching"]:
            if "message_id_prefix" in label["source"]:
                self._all_without_deal(label, verdict)
                continue
            row = self.row(label["source"])
            accepted_deals = label.get("accept", [label["deal"]])
            deal = names.get(row.deal_id) if row else None
            if row is None or deal not in accepted_deals:
                verdict.matching.append(f"{label['source']}: {deal} ({row and row.why}), expected {label['deal']}")

    def _all_without_deal(self, label: dict[str, Any], verdict: Verdict) -> None:
        prefix = label["source"]["message_id_prefix"]
        placed = [native for (_, native), row in self.rows.items() if native.startswith(prefix) and row.deal_id]
        verdict.matching += [f"{native} is in a deal, expected none" for native in placed]


def _holds(quote: str, words: str) -> bool:
    a, b = normalise(quote).casefold(), normalise(words).casefold()
    return a in b or b in a


def _fits(label: dict[str, Any], e: Evidence) -> bool:
    return (
        e.requirement == label["requirement"]
        and e.side.value == label["side"]
        and e.stance.value in label["stance"].split("|")
        and e.modality.value in label["modality"].split("|")
    )


def _tolerated(allowed: dict[str, list[str]] | None, e: Evidence) -> bool:
    return bool(allowed) and any(getattr(e, name).value in values for name, values in (allowed or {}).items())
