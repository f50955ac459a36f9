"""A small deal to tell: builders that name only what a test is about."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from journey_tui.domain.model import (
    Deal,
    DealFacts,
    Direction,
    Evidence,
    FieldChange,
    Kind,
    Modality,
    Origin,
    Party,
    Person,
    ReadBy,
    Seen,
    Side,
    Source,
    Stance,
    Touchpoint,
)

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DEAL = Deal(
    id="salesforce:main:006A", name="Harbour berth planning", account="Port of Lisse", owner="Dana Ruiz", stage="Proposal",
    amount=Decimal(184000), currency="EUR", close_date=date(2026, 12, 18), created_at=datetime(2026, 9, 1, tzinfo=UTC),
)  # fmt: skip
ANNA = Person("contact:1", "Anna Prins", "anna@lisse.example", "Head of Berths", Side.CUSTOMER)
OMAR = Person("contact:2", "Omar Haddad", "omar@lisse.example", "IT security", Side.CUSTOMER)
DANA = Person("user:1", "Dana Ruiz", "dana@seller.example", "Account Executive", Side.SELLER)


def day(month: int, number: int, hour: int = 10) -> datetime:
    """Return an instant of 2026 in UTC."""
    return datetime(2026, month, number, hour, tzinfo=UTC)


def mail(key: str, at: datetime, who: Person = ANNA, subject: str = "Berths", to: Person = DANA, **extra: object) -> Touchpoint:
    """Return a message."""
    ours = who.side is Side.SELLER
    base = Touchpoint(
        id=f"mail:-:{key}", kind=Kind.EMAIL, at=at, actor=who.name, actor_key=who.address, side=who.side,
        direction=Direction.OUT if ours else Direction.IN, origin=Origin.HUMAN, origin_rule="written by a person",
        source=Source("mail", "/in/box.mbox", f"<{key}>", "byte 0", "h"), subject=subject, thread=key, deal_id=DEAL.id,
        parties=(Party(who.name, who.address, "from"), Party(to.name, to.address, "to")), imported_at=at,
    )  # fmt: skip
    return base if not extra else _with(base, extra)


def _with(touchpoint: Touchpoint, extra: dict[str, object]) -> Touchpoint:
    from dataclasses import replace

    return replace(touchpoint, **extra)  # type: ignore[arg-type]


def call(key: str, at: datetime, ends: datetime, who: Person = ANNA) -> Touchpoint:
    """Return a call with the customer."""
    return mail(key, at, who, subject="Berth workshop", kind=Kind.CALL, direction=Direction.OUT, ends_at=ends, meeting=key)


def said(key: str, requirement: str, quote: str, at: datetime, who: Person = ANNA, **extra: object) -> Evidence:
    """Return a customer's asserted e-mail statement, read by rules."""
    values: dict[str, object] = {
        "id": key, "deal_id": DEAL.id, "touchpoint_id": f"mail:-:{key}", "requirement": requirement, "quote": quote, "start": 0,
        "end": len(quote), "speaker": who.name, "speaker_key": who.address, "side": who.side, "stance": Stance.SUPPORTS,
        "modality": Modality.ASSERTED, "observed_at": at, "read_by": ReadBy.RULES, "seen": Seen.EMAIL, "thread": key,
    }  # fmt: skip
    return Evidence(**{**values, **extra})  # type: ignore[arg-type]


def facts(*touchpoints: Touchpoint, evidence: tuple[Evidence, ...] = (), **extra: object) -> DealFacts:
    """Return the deal with these touchpoints and this evidence."""
    values: dict[str, object] = {"deal": DEAL, "people": (ANNA, OMAR, DANA), "touchpoints": touchpoints, "evidence": evidence}
    return DealFacts(**{**values, **extra})  # type: ignore[arg-type]


def stage(at: datetime, old: str, new: str) -> FieldChange:
    """Return a change of the CRM's stage."""
    return FieldChange(DEAL.id, at, "stage", old, new, "Dana Ruiz")
