"""Two deals with an answer key: statuses, quotes, origins, matching and signals as careful people labelled them."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from journey_tui.analysis.rules import RulesAnalyst
from journey_tui.domain.views import DealView, TimelineRow
from journey_tui.playbooks import load
from journey_tui.sync.importer import Importer, Rules
from journey_tui.text import normalise
from journey_tui.workspace import Workspace
from tests.conftest import sample_data

FOLDERS = ("marlowe", "tarn_valley")


class Golden:
    """One labelled deal, imported."""

    def __init__(self, folder: Path, store: Path) -> None:
        self.key: dict[str, Any] = json.loads((folder / "expected.json").read_text(encoding="utf-8"))[0]
        now = datetime.fromisoformat(self.key["now"])
        books = load()
        self.report = Importer(store, Rules(RulesAnalyst(), books.playbook, books.channels), now).run([folder / "raw"])
        self.workspace = Workspace(store, now=now)
        hit = self.workspace.find(self.key["opportunity_id"])[0]
        self.view: DealView = self.workspace.deal(hit.deal_id, as_of=now)
        self.timeline: list[TimelineRow] = self.workspace.timeline(hit.deal_id, limit=10_000)
        self.unmatched: list[TimelineRow] = self.workspace.unmatched(everything=True, limit=10_000)

    def row(self, source: dict[str, str]) -> TimelineRow | None:
        """Return the touchpoint that a label names."""
        wanted = source.get("message_id") or source.get("id") or source.get("uid") or ""
        name = Path(source["file"]).name
        for row in (*self.timeline, *self.unmatched):
            if (
                Path(row.source.file).name == name
                and (not wanted or row.source.native_id == wanted)
                and row.kind.value != "crm_change"
            ):
                return row
        return None


@pytest.fixture(scope="module", params=FOLDERS)
def golden(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Golden:
    folder = sample_data() / "golden_examples" / request.param
    return Golden(folder, tmp_path_factory.mktemp(request.param) / "journey.db")


def _holds(quote: str, words: str) -> bool:
    a, b = normalise(quote).casefold(), normalise(words).casefold()
    return a in b or b in a


def test_nothing_is_skipped(golden: Golden) -> None:
    assert golden.report.skipped == []


def test_no_status_is_one_that_the_key_rejects(golden: Golden) -> None:
    statuses = {r.key: r.status.value for r in golden.view.reading.requirements}
    wrong = {
        k: (statuses[k], label["accept"]) for k, label in golden.key["requirements"].items() if statuses[k] in label["reject"]
    }
    assert wrong == {}


def test_most_of_the_required_quotes_are_found(golden: Golden) -> None:
    wanted = [m for m in golden.key["must_evidence"] if not m.get("optional")]
    missing = [m["quote"] for m in wanted if not any(_found(m, e) for e in golden.view.evidence)]
    assert len(missing) <= 0.4 * len(wanted), missing


def _found(label: dict[str, Any], e: Any) -> bool:
    return (
        e.requirement == label["requirement"]
        and _holds(label["quote"], e.quote)
        and e.side.value == label["side"]
        and e.stance.value in label["stance"].split("|")
        and e.modality.value in label["modality"].split("|")
    )


def test_no_forbidden_quote_is_evidence(golden: Golden) -> None:
    rows = {row.id: row for row in golden.timeline}
    wrong = []
    for label in golden.key["must_not_evidence"]:
        source = golden.row(label["source"])
        for e in golden.view.evidence:
            same = source is not None and rows[e.touchpoint_id].id == source.id
            about = label["requirement"] in ("any", e.requirement) and _holds(label["quote"], e.quote)
            if same and about and not _tolerated(label.get("allowed_as"), e):
                wrong.append((label["quote"], e.requirement, e.side.value, e.modality.value, e.stance.value))
    assert wrong == []


def _tolerated(allowed: dict[str, list[str]] | None, e: Any) -> bool:
    return bool(allowed) and any(getattr(e, name).value in values for name, values in (allowed or {}).items())


def test_origins_and_sides_agree(golden: Golden) -> None:
    wrong = []
    for label in golden.key["origins"]:
        row = golden.row(label["source"])
        accepted = {label["origin"], *label.get("origin_accept", ())}
        if row is None or row.origin.value not in accepted or label.get("side") not in (None, row.side.value):
            wrong.append((label["source"], row and (row.origin.value, row.side.value, row.origin_rule)))
    assert wrong == []


def test_matching_agrees(golden: Golden) -> None:
    wrong = []
    for label in golden.key["matching"]:
        row = golden.row(label["source"])
        accepted = label.get("accept", [label["deal"]])
        deal = golden.view.deal.name if row is not None and row.deal_id else None
        if row is None or deal not in accepted:
            wrong.append((label["source"], deal, row and row.why))
    assert wrong == []


def test_signals_agree(golden: Golden) -> None:
    fired = [(s.kind, f"{s.detail} {s.fact}") for s in golden.view.reading.signals if s.fired]
    kinds = {kind for kind, _ in fired}
    assert {s["kind"] for s in golden.key["signals"]["must_fire"]} <= kinds
    wrong = [
        s for s in golden.key["signals"]["must_not_fire"]
        if any(kind == s["kind"] and s.get("detail", "").casefold() in text.casefold() for kind, text in fired)
    ]  # fmt: skip
    assert wrong == []


def test_every_quote_stands_in_its_source(golden: Golden) -> None:
    for e in golden.view.evidence:
        text = golden.workspace.touchpoint(e.touchpoint_id)
        assert e.quote in text.text or e.quote == text.row.subject
