"""The rows of the triage list, apart from all other views: they are what is painted first, and nothing more is loaded for them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from journey_tui.domain.kinds import Status
from journey_tui.lean import dataclass


@dataclass(frozen=True, slots=True)
class TriageRow:
    """One deal on the triage screen."""

    deal_id: str
    name: str
    account: str
    owner: str
    owner_id: str
    stage: str
    amount: Decimal | None
    currency: str
    close_date: date | None
    headline: str
    """The one-line story."""
    stoplight: tuple[tuple[str, Status], ...]
    """(requirement key, status), always in the playbook's order."""
    weakest: str
    truth: str
    truth_waived: str
    claim: str
    gap: int
    next_title: str
    next_due: date | None
    next_kind: str
    changed: int
    """How many changes since this person last looked."""
    group: str
    """`follow_up`, `dated`, `changed` or `rest`: what needs you first."""
    follow_up: str = ""
    """The call or meeting that ended without its follow-up: opens at its snapshot."""
    channel: str = ""
    closed: bool = False
    won: bool = False
    snoozed_until: date | None = None
    changed_at: datetime | None = None
    snoozed_for: str = ""
    """`reply`: it comes back as soon as the customer writes."""
    gate: str = ""
    """The first gate that is not passed, by its stage."""
    gate_state: str = ""
    signals: tuple[str, ...] = ()
    """Kinds of the signals that stand."""
    notes: int = 0
    """How many notes wait here for this person."""


@dataclass(frozen=True, slots=True)
class SavedView:
    """A list of deals under a name: what is filtered, how it is sorted, whose deals."""

    name: str
    query: str
    order: str
    mine: bool | None = None
    """None leaves mine or all as it is."""


@dataclass(frozen=True, slots=True)
class TriagePage:
    """A window of the triage list."""

    rows: tuple[TriageRow, ...]
    total: int
    """How many deals the filter lets through."""
    offset: int
    scope: str
    """`mine` or `all`."""
    exact: bool = True
    """Whether the order is that of the moment that is shown; with very many deals in the past it is today's."""
