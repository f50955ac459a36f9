"""Made-up deals for the screens: one told in full, the others by a line each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from journey_tui.domain.model import (
    Deal,
    Evidence,
    Lane,
    Modality,
    Party,
    ReadBy,
    Seen,
    Segment,
    Side,
    Source,
    Stance,
)
from journey_tui.domain.reading import (
    Band,
    Change,
    Claim,
    DealReading,
    GateReading,
    GateState,
    Lines,
    PersonReading,
    RequirementReading,
    SignalReading,
    Status,
    Step,
    SumLine,
)  # fmt: skip
from journey_tui.domain.views import ChannelView, DealView, SourceAge, TimelineRow, TouchpointView, TriageRow
from tests.ui.fake_rows import GLYPH
from tests.ui.fake_sources import NOW

MOVE = "Who is carrying it inside ◐ → ●"
LABELS = {
    "pain": "Problem worth solving now",
    "metrics": "Outcome they want",
    "decision_criteria": "How they'll choose",
    "champion": "Who is carrying it inside",
    "economic_buyer": "Who can say yes",
    "decision_process": "Their path to a decision",
    "paper_process": "Their path to signature",
}
BANDS = {
    "V": Band.HIGH,
    "S": Band.MEDIUM,
    "c": Band.LOW,
    "x": Band.LOW,
    "t": Band.LOW,
    ".": Band.NONE,
    "-": Band.NONE,
    " ": Band.NONE,
}

TEXT = (
    "Dana,\n\nThanks for the overview. Before anything goes live\nour team has to run its own review, earliest slot is the last week of "
    "November.\nPlease send the questionnaire answers to me directly.\n\nOmar\n"
)


def _evidence(
    deal_id: str,
    key: str,
    quote: str,
    requirement: str,
    speaker: str,
    days: int,
    *,
    stance: Stance = Stance.SUPPORTS,
    modality: Modality = Modality.ASSERTED,
    tp: int = 0,
    confirmed: bool = False,
) -> Evidence:
    start = TEXT.find(quote)
    return Evidence(
        id=f"{deal_id}/{key}", deal_id=deal_id, touchpoint_id=f"{deal_id}/tp{tp}", requirement=requirement, quote=quote,
        start=max(0, start), end=max(0, start) + (len(quote) if start >= 0 else 0), speaker=speaker,
        speaker_key=speaker.lower().replace(" ", ".") + "@northwind.example",
        side=Side.SELLER if speaker == "Dana Ruiz" else Side.CUSTOMER, stance=stance, modality=modality,
        observed_at=NOW - timedelta(days=days, hours=2), read_by=ReadBy.RULES, seen=Seen.EMAIL,
        source=Source("mail", "inbox.mbox", "<1@northwind.example>", "byte 4096", "0" * 16),
        confirmed_at=NOW - timedelta(days=1) if confirmed else None)  # fmt: skip


def evidence_of(deal_id: str) -> tuple[Evidence, ...]:
    """Return the quotes of a deal."""
    return (
        _evidence(deal_id, "ev1", "picking errors fell by 31 % in six weeks", "metrics", "Priya Shah", 6, tp=1, confirmed=True),
        _evidence(
            deal_id, "ev2", "we go into peak season on 12 January and want this live before", "pain", "Lena Brandt", 12, tp=4
        ),
        _evidence(
            deal_id,
            "ev3",
            "our team has to run its own review, earliest slot is the last week of November",
            "decision_process",
            "Omar Haddad",
            13,
            tp=2,
        ),
        _evidence(deal_id, "ev4", "Janet signs anything over 150", "economic_buyer", "Priya Shah", 20, tp=0),
        _evidence(
            deal_id,
            "ev5",
            "since the reorganisation it is the operations board that signs",
            "economic_buyer",
            "Omar Haddad",
            9,
            stance=Stance.CONTRADICTS,
            tp=2,
        ),
        _evidence(
            deal_id, "ev6", "I forwarded the pilot report to our finance lead this morning", "champion", "Priya Shah", 1, tp=0
        ),
        _evidence(
            deal_id,
            "ev7",
            "must-haves are the audit trail and single sign-on, in that order",
            "decision_criteria",
            "Lena Brandt",
            15,
            modality=Modality.CONDITIONAL,
            tp=4,
        ),
    )


def _requirement(row: TriageRow, key: str, status: Status, quotes: tuple[Evidence, ...]) -> RequirementReading:
    mine = tuple(one.id for one in quotes if one.requirement == key)
    light = next(sign for sign, value in GLYPH.items() if value is status)
    band, score = BANDS[light], {"V": 0.9, "S": 0.68, "c": 0.35, "x": 0.45, "t": 0.2}.get(light, 0.0)
    shown = mine if status not in (Status.UNKNOWN, Status.BLANK) else ()
    return RequirementReading(
        key=key, label=LABELS[key], status=status, band=band, score=score, aged=score, evidence=shown, strongest=shown[0] if shown else "",
        covered=("number",) if shown else (), missing=() if status is Status.VERIFIED else ("time frame",),
        reason="one customer voice, 13 d old" if shown else "nobody of theirs has said it",
        would_change="A second customer voice on it, or your confirmation (c)" if shown else "",
        question=f"What would {row.account.split(' ')[0]} need to see first?" if not shown else "",
        sums=tuple(SumLine("customer e-mail, asserted .85 × read by rules .80 = .68", 0.68, 0.64, (one,), True) for one in shown),
        gate={"pain": "Discovery", "metrics": "Discovery", "decision_criteria": "Evaluation", "champion": "Evaluation"}.get(key, "Proposal"))  # fmt: skip


def _gates(row: TriageRow) -> tuple[GateReading, ...]:
    stages = ("Discovery", "Evaluation", "Proposal", "Contracting")
    meets = (("pain", "metrics"), ("decision_criteria", "champion"), ("economic_buyer", "decision_process"), ("paper_process",))
    keepers = (Lane.CHAMPION, Lane.USERS_TECHNICAL, Lane.ECONOMIC_BUYER, Lane.PROCUREMENT_LEGAL_SECURITY)
    at = stages.index(row.truth)
    gates = []
    for number, (name, keys, keeper) in enumerate(zip(stages, meets, keepers, strict=True)):
        state = (
            GateState.PASSED
            if number < at
            else GateState.HELD
            if number == at == 1
            else GateState.OPEN
            if number == at
            else GateState.LOCKED
        )
        gates.append(
            GateReading(
                name,
                state,
                keys,
                keeper,
                number <= at,
                ("Omar Haddad on the security review",) if number == at else (),
                until=date(2026, 11, 27) if state is GateState.HELD else None,
                reason="security review, last week of November" if state is GateState.HELD else "",
            )
        )
    return tuple(gates)


def _claims(row: TriageRow, deal_id: str) -> tuple[Claim, ...]:
    def claim(
        number: int, slot: str, text: str, band: Band, evidence: tuple[str, ...], reason: str, requirement: str = ""
    ) -> Claim:
        return Claim(
            f"{deal_id}/claim{number}", slot, text, band, tuple(f"{deal_id}/{one}" for one in evidence), requirement, reason
        )

    who = row.account.split(" ")[0]
    return (
        claim(
            1,
            "where",
            f"“Picking errors fell by 31 % in six weeks”: Priya Shah, operations, said what the {who} pilot did on 17 Nov.",
            Band.HIGH,
            ("ev1", "ev6"),
            "Priya's own words, 17 Nov, confirmed by you",
            "metrics",
        ),
        claim(
            2,
            "why",
            "Lena Brandt wants to be live before peak season: “we go into peak season on 12 January and want this live before”.",
            Band.HIGH,
            ("ev2",),
            "Lena's own words, 11 Nov",
            "pain",
        ),
        claim(
            3,
            "way",
            "It looks like Omar Haddad decides when: “our team has to run its own review, earliest slot is the last week of "
            "November”.",
            Band.MEDIUM,
            ("ev3",),
            "one customer voice, 10 Nov",
            "decision_process",
        ),
        claim(
            4,
            "moves",
            "Who signs above $150,000 has been said in two ways. Priya would know which one holds; who should be asked with her?",
            Band.LOW,
            ("ev4", "ev5"),
            "two voices differ",
            "economic_buyer",
        ),
        claim(5, "also", "What does finance need to see before the order?", Band.NONE, (), "nobody of theirs has said it"),
    )


def _steps(row: TriageRow, deal_id: str) -> tuple[Step, ...]:
    draft = (
        "Hello Omar,\n\nas promised, our answers to the questionnaire and the two audit reports. Section 4 covers the data that leaves the "
        "site, which Lena said matters most to you.\n\nWould Thursday or Friday suit for your questions?\n\nDana"
    )

    def step(
        number: int, title: str, days: int | None, requirement: str, minutes: int, why: str, person: str, **more: object
    ) -> Step:
        due = None if days is None else NOW.date() + timedelta(days=days)
        base = Step(
            f"{deal_id}/step{number}",
            title,
            f"{deal_id}/claim3",
            requirement,
            "Evaluation",
            "Dana Ruiz",
            Side.SELLER,
            due,
            minutes,
            "proposed",
            why,
            person,
            (f"{deal_id}/ev3",),
            (f"{deal_id}/tp2",),
            "part",
            draft,
        )
        return replace(base, **more)  # type: ignore[arg-type]

    return (
        step(1, row.next_title or "Send Omar the security pack", 0, "decision_process", 10,
             "He asked for the questionnaire answers on 10 Nov, and his team's slot begins today.", "Omar Haddad", kind="promise"),
        step(2, "Ask Priya who signs above $150,000", 2, "economic_buyer", 5, "Two people have named different signers.", "Priya Shah",
             evidence=(f"{deal_id}/ev4", f"{deal_id}/ev5")),
        step(3, "Walk finance through the error numbers", 7, "metrics", 30, "Priya forwarded the report; finance has not asked yet.",
             "Priya Shah", side=Side.CUSTOMER, owner="Priya Shah", evidence=(f"{deal_id}/ev6",)),
        step(4, "Send the write-up of Friday's call", -3, "champion", 15, "The call of 20 Nov ended without one.", "Priya Shah", state="done",
             done_by="your mail of Fri 20 Nov"),
    )  # fmt: skip


def _signals(deal_id: str) -> tuple[SignalReading, ...]:
    return (
        SignalReading(f"{deal_id}/sig1", "customer_date_moved", True, "Northwind moved the close date once, 2 Dec to 18 Dec: “after our change freeze”.",
                      "The Proposal gate waits for a decision with a date.", "Priya confirming 18 Dec with finance", evidence=(f"{deal_id}/ev3",)),
        SignalReading(f"{deal_id}/sig2", "reply_overdue", False, "No message from Lena Brandt in synced sources since 11 Nov.", "", "",
                      cancelled_by="She said on 3 Nov that she is away until 25 Nov.", touchpoints=(f"{deal_id}/tp4",)),
    )  # fmt: skip


def _people() -> tuple[PersonReading, ...]:
    def one(
        name: str, title: str, side: Side, lane: Lane, days: int | None, reply: float | None, away: date | None = None
    ) -> PersonReading:
        heard = None if days is None else NOW - timedelta(days=days)
        return PersonReading(
            name.lower().replace(" ", ".") + "@northwind.example",
            name,
            title,
            side,
            lane,
            "contact role: Champion",
            heard,
            reply,
            away,
            7,
        )

    return (one("Priya Shah", "Operations lead", Side.CUSTOMER, Lane.CHAMPION, 1, 5.0), one("Omar Haddad", "Head of security", Side.CUSTOMER,
            Lane.PROCUREMENT_LEGAL_SECURITY, 9, None), one("Lena Brandt", "Shift planner", Side.CUSTOMER, Lane.USERS_TECHNICAL, 12, 26.0,
            date(2026, 11, 25)), one("Janet Kowalski", "CFO", Side.CUSTOMER, Lane.ECONOMIC_BUYER, None, None))  # fmt: skip


def deal_view(row: TriageRow, *, seen: bool = True, empty: bool = False) -> DealView:
    """Return a deal opened; `empty` is one without touchpoints."""
    deal_id = row.deal_id
    quotes = () if empty else evidence_of(deal_id)
    requirements = tuple(_requirement(row, key, status, quotes) for key, status in row.stoplight)
    gap = "agree" if row.gap == 0 else ""
    sentence = (f"CRM and customer evidence {gap} on {row.truth}." if gap else
                f"CRM: {row.claim}. Customer evidence reaches {row.truth}. One item would close the gap: Omar Haddad on the security review.")  # fmt: skip
    claims = (
        Claim(
            f"{deal_id}/claim0", "where", "Nothing has been heard from this customer yet; the CRM is all there is.", Band.NONE, ()
        ),
    )
    changes = (
        Change(NOW - timedelta(days=1), "+", "Priya forwarded the pilot report to finance", MOVE, (f"{deal_id}/ev6",), f"{deal_id}/tp0"),
        Change(NOW - timedelta(days=2), "~", "Customer moved the close date, 2 Dec → 18 Dec", "“after our change freeze”", (), f"{deal_id}/tp2"),
        Change(NOW - timedelta(days=3), "✓", "Your follow-up of Friday was found in the mailbox", "", (), f"{deal_id}/tp1"),
    )  # fmt: skip
    reading = DealReading(
        deal_id=deal_id, as_of=NOW, valid_until=None, headline=row.headline, claims=claims if empty else _claims(row, deal_id),
        requirements=requirements, gates=_gates(row), lines=Lines(row.truth, row.truth_waived, row.claim, row.gap, sentence),
        signals=() if empty else _signals(deal_id), steps=() if empty else _steps(row, deal_id), people=() if empty else _people(),
        weakest=row.weakest, channel="core-direct", channel_rule="default", channel_verified=True, changes=changes,
        counts=() if empty else (("human", 28), ("automated", 6)), unread=() if empty else ("not read (German): 3 touchpoints",))  # fmt: skip
    deal = Deal(id=deal_id, name=row.name, account=row.account, owner=row.owner, stage=row.stage, amount=row.amount, currency=row.currency,
                close_date=row.close_date, source=Source("salesforce", "Opportunity.csv", deal_id, "row 12"))  # fmt: skip
    channel = ChannelView(
        "core-direct",
        "Core / enterprise direct",
        "record type Enterprise",
        True,
        "verified 2 Nov by R. Lund",
        "Finance comes late here: the pilot's numbers reach it through operations. Silence of a week is usual while "
        "security reviews.",
        0,
        ("Discovery", "Evaluation", "Proposal", "Contracting"),
    )
    sources = (SourceAge("mail", NOW - timedelta(minutes=4), False, "mail 4 m"),
               SourceAge("salesforce", NOW - timedelta(hours=3), False, "crm 3 h"),
               SourceAge("transcript", NOW - timedelta(days=7), True, "calls not synced since Mon 16 Nov"))  # fmt: skip
    return DealView(deal, reading, quotes, () if empty else changes, NOW - timedelta(days=4) if seen else None, () if empty else sources, channel,
                    frozenset() if empty else frozenset({f"{deal_id}/ev6"}), NOW, False)  # fmt: skip


def touchpoint_view(row: TimelineRow) -> TouchpointView:
    """Return a touchpoint whole."""
    quotes = tuple(one for one in evidence_of(row.deal_id) if one.touchpoint_id == row.id) if row.deal_id else ()
    text = TEXT
    half = text.index("Please")
    segments = (
        Segment(0, half, row.actor, side=row.side),
        Segment(half, len(text), "Dana Ruiz", side=Side.SELLER, role="quoted"),
    )
    return TouchpointView(
        row,
        text,
        segments,
        (Party(row.actor, "omar@northwind.example", "from"), Party("Dana Ruiz", "dana@ourselves.example")),
        quotes,
    )
