"""A workspace of made-up deals: the same methods as the real one, held in memory, with a fixed clock."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from journey_tui.domain.model import Decision
from journey_tui.domain.reading import Band, Status, SumLine
from journey_tui.domain.triage_filter import read_filter
from journey_tui.domain.views import (
    DealHit,
    DealView,
    EvidenceView,
    SavedView,
    SourceAge,
    TimelineRow,
    TouchpointView,
    TriagePage,
    TriageRow,
)
from journey_tui.domain.views_channels import ChannelRecordView, Comparison, UpdatePage, UpdateRow, UpdateView
from journey_tui.domain.views_measures import MeasuresView, Opened, Question
from journey_tui.domain.views_model import ModelStatus
from journey_tui.domain.views_sources import OwnSide, SourcesView
from journey_tui.domain.views_workspace import KeptFact, WorkspaceView
from tests.ui.fake_channels import comparison, record_view, update_page, update_rows, update_view
from tests.ui.fake_deals import LABELS, deal_view, evidence_of, touchpoint_view
from tests.ui.fake_lanes import FakeLanes
from tests.ui.fake_leader import FakeLeader
from tests.ui.fake_measures import measures_view
from tests.ui.fake_rows import triage_rows
from tests.ui.fake_sources import NOW, OWN, source_ages, sources_view, touchpoints


class DealNotFound(LookupError):
    """No such deal."""


class DecisionRefused(ValueError):
    """The decision is not allowed, with the reason in words."""


class FakeWorkspace(FakeLanes, FakeLeader):
    """Deals in memory; decisions are recorded and change what the screens show."""

    def __init__(self, *, rows: list[TriageRow] | None = None, many: int = 0, empty: bool = False) -> None:
        self.rows = [] if empty else (rows if rows is not None else triage_rows())
        if many:
            self.rows = [replace(self.rows[at % len(self.rows)], deal_id=f"deal-{at:05d}", account=f"{self.rows[at % len(self.rows)].account} {at}",
                                 group="rest") for at in range(many)]  # fmt: skip
        self.empty = empty
        self.timeline_size = 34
        self.decisions: list[Decision] = []
        self.undone: list[Decision] = []
        self.calls: list[tuple[str, Any]] = []
        self.version = 1
        self.forms: dict[str, str] = {}
        self.configured = True
        self.model: ModelStatus | None = None
        self.own = replace(OWN, confirmed=True)
        self.is_team = False
        self.fail: Exception | None = None
        self.views: list[SavedView] = []
        self._loose = (
            []
            if empty
            else [replace(row, deal_id="", quotes=0, why="two deals fit: name one") for row in touchpoints("loose", 9)]
        )
        self._lock = threading.Lock()

    def typed_form(self, about: str) -> str:
        return self.forms.get(about, "")

    def keep_form(self, about: str, text: str) -> None:
        self.forms[about] = text

    def drop_form(self, about: str) -> None:
        self.forms.pop(about, None)

    def _check(self) -> None:
        if self.fail is not None:
            raise self.fail

    def triage(
        self,
        *,
        mine: bool = True,
        origin: str = "all",
        order: str = "needs",
        query: str = "",
        closed: bool = False,
        snoozed: bool = False,
        offset: int = 0,
        limit: int = 200,
        as_of: datetime | None = None,
    ) -> TriagePage:
        self._check()
        self.calls.append(("triage", (mine, origin, order, query, offset, limit)))
        away = {one.target for one in self.decisions if one.kind == "snooze"}
        seen = {one.target for one in self.decisions if one.kind == "seen"}
        asked = read_filter(query)
        words = asked.words.casefold().split()
        rows = [replace(row, changed=0) if row.deal_id in seen else row for row in self.rows
                if row.deal_id not in away and (not mine or row.owner == "Dana Ruiz" or self.rows[0].deal_id.startswith("deal-"))
                and all(word in f"{row.account} {row.name} {row.owner} {row.stage}".casefold() for word in words)
                and asked.fits(row, NOW.date())]  # fmt: skip
        keys: dict[str, Any] = {
            "account": lambda row: row.account.casefold(),
            "close": lambda row: row.close_date or date.max,
            "amount": lambda row: -(row.amount or 0),
            "truth": lambda row: -abs(row.gap),
            "changed": lambda row: -row.changed,
        }
        if order in keys:
            rows = sorted(rows, key=keys[order])
        return TriagePage(tuple(rows[offset : offset + limit]), len(rows), offset, "mine" if mine else "all")

    def _row(self, deal_id: str) -> TriageRow:
        row = next((row for row in self.rows if row.deal_id == deal_id), None)
        if row is None:
            raise DealNotFound(f"There is no deal {deal_id}.")
        return row

    def deal(self, deal_id: str, *, as_of: datetime | None = None, origin: str = "all") -> DealView:
        self._check()
        self.calls.append(("deal", (deal_id, origin)))
        row = self._row(deal_id)
        view = deal_view(row, seen=True, empty=row.headline.startswith("A deal with no message"))
        states = {one.target: one.value for one in self.decisions if one.kind == "step"}
        words = {one.target: one for one in self.decisions if one.kind == "override"}
        steps = tuple(replace(step, state=states.get(step.id, step.state)) for step in view.reading.steps)
        claims = tuple(
            replace(claim, text=words[claim.id].value, set_by="Dana Ruiz") if claim.id in words else claim
            for claim in view.reading.claims
        )
        return replace(view, reading=replace(view.reading, steps=steps, claims=claims), notes=self._notes(deal_id))

    def timeline(
        self,
        deal_id: str,
        *,
        as_of: datetime | None = None,
        origin: str = "all",
        newest_first: bool = True,
        offset: int = 0,
        limit: int = 500,
    ) -> list[TimelineRow]:
        self._check()
        self.calls.append(("timeline", (deal_id, origin, offset, limit)))
        rows = touchpoints(deal_id, 0 if self._row(deal_id).headline.startswith("A deal with no message") else self.timeline_size)
        rows = [row for row in rows if origin == "all" or (row.origin.value == "automated") == (origin == "automated")]
        return rows[offset : offset + limit]

    def touchpoint(self, touchpoint_id: str) -> TouchpointView:
        self._check()
        deal_id = touchpoint_id.rpartition("/")[0]
        row = next(row for row in touchpoints(deal_id) if row.id == touchpoint_id)
        return touchpoint_view(row if deal_id != "loose" else replace(row, deal_id=""))

    def evidence(self, evidence_id: str, *, as_of: datetime | None = None) -> EvidenceView:
        self._check()
        deal_id = evidence_id.rpartition("/")[0]
        quote = next(one for one in evidence_of(deal_id) if one.id == evidence_id)
        row = next(row for row in touchpoints(deal_id) if row.id == quote.touchpoint_id)
        confirmed = quote.confirmed_at is not None or any(
            one.kind == "confirm" and one.target == evidence_id for one in self.decisions
        )
        sums = (SumLine("customer e-mail, asserted .85 × read by rules .80 = .68, one observation, 13 d old", 0.68, 0.64, (quote.id,), True),
                SumLine("CRM field .25", 0.25, 0.25, (), False, "the customer's own words count instead"))  # fmt: skip
        return EvidenceView(quote, row, "Thanks for the overview. Before anything goes live", "Please send the questionnaire answers to me directly.",
                            LABELS[quote.requirement], Status.SUPPORTED, Band.MEDIUM, sums, 0.68,
                            "a second customer voice on the review, or your confirmation (c)", "Dana Ruiz" if confirmed else "", "")  # fmt: skip

    def sources_view(self, *, limit: int = 300) -> SourcesView:
        self._check()
        return sources_view(empty=self.empty, configured=self.configured, own=self.own_side())

    def source_ages(self) -> tuple[SourceAge, ...]:
        self._check()
        return () if self.empty else source_ages()

    def model_status(self) -> ModelStatus | None:
        return self.model

    def own_side(self) -> OwnSide:
        return self.own

    def confirm_own_side(self, domains: tuple[str, ...]) -> None:
        self.own = OwnSide(tuple(domains), self.own.people, confirmed=True)
        self.calls.append(("own side", domains))

    def sync_now(self) -> str:
        self.calls.append(("sync", None))
        return "none" if self.empty else "asked" if self.configured else "begun"

    def unmatched(self, *, offset: int = 0, limit: int = 200) -> list[TimelineRow]:
        self._check()
        taken = {one.target for one in self.decisions if one.kind == "match"}
        return [row for row in self._loose if row.id not in taken][offset : offset + limit]

    def find(self, query: str, *, limit: int = 20) -> list[DealHit]:
        words = query.casefold().split()
        hits = [DealHit(row.deal_id, row.name, row.account, row.owner, 1.0) for row in self.rows
                if all(word in f"{row.account} {row.name}".casefold() for word in words)]  # fmt: skip
        return hits[:limit]

    def search(self, query: str, *, deal_id: str = "", limit: int = 20) -> list[TimelineRow]:
        return [row for row in touchpoints(deal_id) if query.casefold() in f"{row.subject} {row.snippet}".casefold()][:limit]

    def decide(
        self,
        kind: str,
        target: str,
        *,
        deal_id: str = "",
        value: str = "",
        reason: str = "",
        note: str = "",
        expires: date | None = None,
        edits: dict[str, str] | None = None,
    ) -> Decision:
        self._check()
        if kind == "waive" and reason == "refuse":
            raise DecisionRefused("A waiver needs a reason that others can follow.")
        with self._lock:
            decision = Decision(
                f"d{len(self.decisions)}",
                NOW,
                "Dana Ruiz",
                kind,
                target,
                deal_id,
                value,
                reason,
                note,
                expires,
                tuple((edits or {}).items()),
            )
            self.decisions.append(decision)
            self.undone.clear()
        return decision

    def coming(self) -> tuple[Decision | None, Decision | None]:
        return (self.decisions[-1] if self.decisions else None, self.undone[-1] if self.undone else None)

    def undo(self, decision_id: str = "") -> Decision | None:
        if not self.decisions:
            return None
        self.undone.append(self.decisions.pop())
        return self.undone[-1]

    def redo(self) -> Decision | None:
        if not self.undone:
            return None
        self.decisions.append(self.undone.pop())
        return self.decisions[-1]

    def mark_seen(self, deal_id: str) -> Decision:
        return self.decide("seen", deal_id, deal_id=deal_id)

    def assign(self, touchpoint_id: str, deal_id: str) -> Decision:
        return self.decide("match", touchpoint_id, deal_id=deal_id, value=deal_id)

    def deal_channel(self, deal_id: str) -> ChannelRecordView:
        self._check()
        return record_view(deal_view(self._row(deal_id), seen=True).reading)

    def compare_channels(self, deal_id: str, key: str) -> Comparison:
        return comparison(deal_id)

    def updates(self, *, state: str = "pending", channel: str = "", kind: str = "", limit: int = 0) -> UpdatePage:
        self._check()
        decided = {one.target.removeprefix("update:"): one for one in self.decisions if one.kind == "review"}
        return update_page([] if self.empty else self._waiting(), decided, state)

    waiting: list[UpdateRow] | None = None
    """What waits for review, where it is not the six."""
    uncounted = 0
    """Deals that are still to be read: each look at an update reads one."""

    def update(self, update_id: str, *, reads: int = 0) -> UpdateView:
        view = update_view(next(row for row in self._waiting() if row.id == update_id))
        if self.uncounted and view.effects.reads:
            self.uncounted -= 1
            return replace(view, effects=replace(view.effects, looked_at=view.effects.of - 1 - self.uncounted))
        return view

    def _waiting(self) -> list[UpdateRow]:
        return update_rows() if self.waiting is None else self.waiting

    def review(self, update_id: str, verdict: str, **details: Any) -> Decision:
        return self.decide(
            "review", f"update:{update_id}", value=verdict, reason=details.get("reason", ""), note=details.get("words", "")
        )

    def saved_views(self) -> tuple[SavedView, ...]:
        return tuple(self.views)

    def save_view(self, view: SavedView, *, instead_of: str = "") -> None:
        self.views = [one for one in self.views if one.name not in (view.name, instead_of)] + [view]

    def delete_view(self, name: str) -> None:
        self.views = [one for one in self.views if one.name != name]

    # Measures.

    question: Question | None = None
    """What is asked before a deal shows."""
    rates = False
    measuring = True
    people = 1

    def measures(self, *, span: str = "week", team: bool = False, zone: Any = None, quick: bool = False) -> MeasuresView:
        self._check()
        return measures_view(span, team=team, people=self.people, zone=zone, empty=self.empty, on=self.measuring)

    def opening(self, deal_id: str, *, blind: bool = True, zone: Any = None, **options: Any) -> Opened:
        view = self.deal(deal_id, **options)
        return Opened(view, self.question if blind and "check" not in self.answers else None)

    @property
    def answers(self) -> dict[str, str]:
        return {value[0]: value[1] for name, value in self.calls if name == "answer"}

    def answer(self, subject: str, value: str, **about: Any) -> None:
        self.calls.append(("answer", (subject, value, about)))

    def may_ask(self, subject: str, zone: Any = None) -> bool:
        return self.rates and subject not in self.answers

    def new_visit(self) -> str:
        return f"visit {len(self.calls)}"

    def observe(self, kind: str, **about: Any) -> None:
        self.calls.append(("observe", (kind, about)))

    def noted(self, kind: str) -> list[dict[str, Any]]:
        """Return what was noted of a kind."""
        return [value[1] for name, value in self.calls if name == "observe" and value[0] == kind]

    def flush_notes(self) -> None:
        self.calls.append(("flush", None))

    # The deal workspace: only what the tab shows before anything is asked; the rest is tried on the demo's deals.

    person = "Dana Ruiz"

    def workspace_view(self, deal_id: str) -> WorkspaceView:
        self._check()
        pinned = tuple(KeptFact(fact, fact, "Dana Ruiz", NOW, "typed") for fact in self.deal(deal_id).pinned)
        return WorkspaceView((), 0, (), pinned, "")

    def data_version(self) -> int:
        return self.version
