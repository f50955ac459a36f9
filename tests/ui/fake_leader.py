"""Made-up counts across a team's deals, and gaps, for the screens."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from journey_tui.domain.model import Decision
from journey_tui.domain.reading import Band, Status
from journey_tui.domain.views_leader import (
    Asked,
    Behind,
    BreakCount,
    ChannelCount,
    CoachNote,
    Gap,
    GapPage,
    GateCount,
    LeaderView,
    NotMet,
)
from tests.ui.fake_sources import NOW

DIRECT = "Core / enterprise direct"


def leader_view(scope: str, *, empty: bool) -> LeaderView:
    """Return counts of two channels."""
    gates = (
        GateCount("Discovery", 3, 3, (("recycled", 1), ("open", 2)), (
            NotMet("metrics", "Outcome they want", 3, (("Unknown", 1), ("Claimed", 2))),
            NotMet("pain", "Problem worth solving now", 1, (("Stale", 1),)),
        )),
        GateCount("Proposal", 6, 8, (("open", 4), ("ready", 1), ("held", 1)), (
            NotMet("economic_buyer", "Who can say yes", 7, (("Conflicting", 1), ("Unknown", 2), ("Supported", 4))),
            NotMet("voice", "Hearing from the person who signs", 5),
        )),
    )  # fmt: skip
    breaks = (BreakCount("Discovery", 3, 1, 2, 1), BreakCount("Proposal", 6, 0, 0, 3))
    small = (
        GateCount("Quote", 2, 2, (("open", 2),), (NotMet("decision_process", "Their path to a decision", 2, (("Unknown", 2),)),)),
    )
    channels = (
        ChannelCount(DIRECT, 10, 4, 1, gates, breaks, "Most stop at Proposal: 6 of 10 open deals."),
        ChannelCount("Core / reseller", 2, 0, 0, small, (BreakCount("Quote", 2, 0, 0, 0),),
                     "2 deals: too few to say where journeys stop (5 are needed). The counts stand as they are."),
    )  # fmt: skip
    words = "deals of the 4 people whom you lead" if scope == "team" else "everybody's deals"
    return LeaderView(
        scope,
        words,
        0 if empty else 12,
        () if empty else channels,
        "This is a team's store: every member of its group can read every note.",
        NOW,
    )


def gap(number: int, notes: tuple[CoachNote, ...] = ()) -> Gap:
    """Return the gap of a made-up deal."""
    return Gap(
        f"deal-{number}", "Cold chain rollout", f"Brightwater {number}", "Dana Ruiz", "u1", DIRECT, date(2026, 12, 18) + timedelta(days=number), "Proposal",
        "open", "economic_buyer", "Who can say yes", Status.CLAIMED, Band.LOW,
        ("Proposal is the first gate not passed, after Discovery, Evaluation; it is open.",
         "Of what it asks for, this is the furthest from met: Claimed; Their path to a decision: Supported.",
         "Dana Ruiz, 3 Nov: “Janet signs anything over fifty.” Still missing: heard in their own words.",
         "CRM: Contracting; customer evidence reaches Proposal. Close date 18 Dec, in 25 days."),
        ("e1",), "Who says yes to an amount like this, and when could we hear it from them?",
        (Asked(NOW - timedelta(days=9), "Lea Sommer", "Have you met Janet yet?"),), False, notes,
        ("Proposal: Their path to a decision (Supported)", "Contracting: Their path to signature (Unknown), hearing from the customer's procurement, legal or security"),
    )  # fmt: skip


class FakeLeader:
    """The part of the made-up workspace that leaders look at."""

    decisions: list[Decision]
    empty: bool

    def leader(self, *, scope: str = "team") -> LeaderView:
        return leader_view(scope, empty=self.empty)

    def _notes(self, deal_id: str) -> tuple[CoachNote, ...]:
        left = [one for one in self.decisions if one.kind == "coach" and one.deal_id == deal_id]
        read = {one.target for one in self.decisions if one.kind == "coach_read"}
        return tuple(
            CoachNote(one.target, one.at, one.by, "Dana Ruiz", True, one.value, read_by="Dana Ruiz" if one.target in read else "",
                      read_at=NOW if one.target in read else None)
            for one in reversed(left)
        )  # fmt: skip

    def gaps(self, asked: Behind, *, scope: str = "team", offset: int = 0, limit: int = 50) -> GapPage:
        total = 45 if asked.key == "economic_buyer" else 3
        numbers = range(offset, min(total, offset + limit))
        return GapPage(tuple(gap(n, self._notes(f"deal-{n}")) for n in numbers), total, offset)

    def gap(self, deal_id: str) -> Gap:
        return replace(gap(0, self._notes(deal_id)), deal_id=deal_id)

    def note_readers(self) -> str:
        return leader_view("all", empty=False).readers

    def coach(self, deal_id: str, text: str, *, requirement: str = "") -> Decision:
        return self._put("coach", f"{deal_id}|coach|{len(self.decisions)}", deal_id=deal_id, value=text)

    def note_read(self, deal_id: str, target: str) -> Decision:
        return self._put("coach_read", target, deal_id=deal_id, value="read")

    def _put(self, kind: str, target: str, **details: Any) -> Decision:
        return self.decide(kind, target, **details)  # type: ignore[attr-defined, no-any-return]
