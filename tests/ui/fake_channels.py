"""Made-up updates and a channel's record, for the screens."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from journey_tui.domain.channel import ApprovedMessage, Objection, ProofPoint
from journey_tui.domain.channel_changes import Change, said
from journey_tui.domain.channel_effects import follows, is_read
from journey_tui.domain.reading import DealReading
from journey_tui.domain.views_channels import (
    ChannelRecordView,
    ChannelRow,
    Comparison,
    DealEffect,
    Effects,
    Heard,
    RecordVersion,
    StatisticRow,
    UpdatePage,
    UpdateRow,
    UpdateView,
)
from journey_tui.playbooks import load
from tests.ui.fake_sources import NOW

DIRECT, NAME = "core_enterprise_direct", "Core / enterprise direct"


def _row(key: str, kind: str, change: Change, title: str, why: str, proposer: str = "rules", deals: int = 2) -> UpdateRow:
    return UpdateRow(
        key, DIRECT, NAME, kind, change, title, why, proposer, proposer != "rules", NOW - timedelta(days=2), "pending", deals
    )


def update_rows() -> list[UpdateRow]:
    """Return six updates of different kinds."""
    return [
        _row("u1", "objection", Change("objections", None, {"heard": "The connection drops where the work is done."}),
             "The connection drops where the work is done.", "heard from customers in 3 deals", deals=3),
        _row("u2", "record", Change("how_to_read", "Quiet weeks before a board are usual.", "Quiet weeks before a board or a review are usual."),
             "How to read it: Quiet weeks before a board or a review are usual.", "two boards this quarter", "Marek Dvorsky", 0),
        _row("u3", "requirement", Change("requirements", None, "paper_process"), "Ask for “Their path to signature” from the start",
             "customers spoke about it in 4 deals", deals=4),
        _row("u4", "record", Change("do_not_say", "seamless", None), "Do not say: seamless, taken out", "nobody says it any more", "Dana Ruiz", 0),
        _row("u5", "proof_point", Change("proof_points", None, {"text": "In use: “stops fell from 6 to 1”", "source": "mail, 2026-10-12"}),
             "Confirmed: “stops fell from 6 to 1”", "a customer said so in one deal", deals=1),
        _row("u6", "verify", Change("verified_at", None, "2026-11-23"), "Verify the record", "nobody verified it yet", deals=0),
    ]  # fmt: skip


def update_page(rows: list[UpdateRow], decided: dict[str, Any], state: str) -> UpdatePage:
    """Return the queue as decisions leave it."""
    states = {"approved": "decided", "rejected": "decided", "deferred": "deferred", "open": "pending"}
    listed = []
    for row in rows:
        one = decided.get(row.id)
        if (states[one.value] if one else "pending") == state:
            listed.append(
                replace(row, state=one.value if one and one.value != "open" else "pending", decided_by="Dana Ruiz" if one else "")
            )
    return UpdatePage(tuple(listed), (("pending", len(listed)),), ((DIRECT, NAME, len(listed)),))


def update_view(row: UpdateRow) -> UpdateView:
    """Return an update opened."""
    heard = (Heard("h1", "The wifi drops in the cold store every afternoon.", "deal-1", "Cold chain rollout", "Priya Nair", NOW, "deal-1/3"),
             Heard("h2", "Honestly, the network drops all day long.", "deal-2", "Clinic rollout", "Omar Haddad", NOW, "deal-2/4"))  # fmt: skip
    differs = ("Their path to signature: not asked for → Unknown, Contracting gate", "Step: none → Ask Priya who signs")
    deals = (DealEffect("deal-1", "Cold chain rollout", "Brightwater Foods", differs),) if is_read(row.change) else ()
    current = said(row.change.before) if row.change.before is not None else ""
    proposed = said(row.change.after) if row.change.after is not None else ""
    return UpdateView(
        row, current, proposed, heard[: row.deals] if row.kind != "verify" else (), Effects(is_read(row.change), deals, 4, 4), ""
    )


def record_view(reading: DealReading) -> ChannelRecordView:
    """Return a channel's record as a deal shows it."""
    books = load()
    shipped = books.channels[0]
    record = replace(
        shipped, version=4, verified_at=date(2026, 10, 12), do_not_say=("seamless", "game changer"),
        messages=(ApprovedMessage("We begin with one team and leave the others alone.", "champion", date(2026, 10, 12)),),
        proof_points=(ProofPoint("In use: “stops fell from 6 to 1”", "mail of a customer, 2026-10-02", date(2025, 1, 2)),),
        objections=(Objection("People on the floor do not want one more screen.", "Let two of them try it on one shift."),),
    )  # fmt: skip
    row = ChannelRow(
        DIRECT,
        NAME,
        4,
        True,
        "verified by Sales operations, 12 Oct 2026",
        "Sales operations",
        "",
        2,
        20,
        22,
        ("stage map",),
        "store",
    )
    statistics = (StatisticRow(DIRECT, "days:Discovery", "Discovery: 24 days (median of 9 stays)", 24, 9, 5),
                  StatisticRow(DIRECT, "days:Proposal", "Proposal: too few (2 stays, 5 are needed)", None, 2, 5))  # fmt: skip
    return ChannelRecordView(
        row, record, tuple(update_view(one) for one in update_rows()[:2]), statistics,
        (RecordVersion(DIRECT, 4, NOW, "Journey", "measured: Discovery: 24 days (median of 9 stays)"),), follows(reading, record, books.playbook),
        (("core_reseller", "Core / reseller"),),
    )  # fmt: skip


def comparison(deal_id: str) -> Comparison:
    """Return a deal read under two records."""
    return Comparison(
        deal_id, "Cold chain rollout", NAME, "Core / reseller",
        (("Reply cadence", "3 days", "10 days"), ("Gatekeepers", "Proposal: economic buyer", "Quote: economic buyer")),
        (("Signal reply overdue", "fires", "silent", ("reply cadence",)), ("Proposal gate", "open", "no such gate", ("stages and gates",))),
    )  # fmt: skip
