"""What parsers yield: plain records with their source, before they are matched to deals.

Every record is frozen, picklable and already clean (`journey_tui.text.clean`). Ids are `source:org:native`.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from journey_tui.domain.model import Kind, Origin, Party, Segment, Source
from journey_tui.lean import dataclass


@dataclass(frozen=True, slots=True)
class AccountRecord:
    """A company of the CRM."""

    id: str
    name: str
    source: Source
    domains: tuple[str, ...] = ()
    """Lower case, from the web site and the like; never a personal mail domain."""
    is_partner: bool = False
    owner_id: str = ""
    parent_id: str = ""
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class ContactRecord:
    """A person of the CRM on the outside."""

    id: str
    name: str
    source: Source
    address: str = ""
    title: str = ""
    department: str = ""
    account_id: str = ""
    account_domain: str = ""
    """Where the export links by domain instead of id."""
    account_name: str = ""
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class UserRecord:
    """A person or machine on the seller's side, as the CRM's users say."""

    id: str
    name: str
    source: Source
    address: str = ""
    title: str = ""
    manager_id: str = ""
    zone: str = ""
    active: bool = True
    automated: bool = False
    """An integration, automated-process or workflow user."""


@dataclass(frozen=True, slots=True)
class DealRecord:
    """An opportunity of the CRM."""

    id: str
    name: str
    source: Source
    account_id: str = ""
    account_name: str = ""
    account_domain: str = ""
    contact_addresses: tuple[str, ...] = ()
    contact_ids: tuple[str, ...] = ()
    owner_id: str = ""
    owner_name: str = ""
    """Name or address, where the export gives no id."""
    stage: str = ""
    amount: Decimal | None = None
    currency: str = ""
    close_date: date | None = None
    created_at: datetime | None = None
    modified_at: datetime | None = None
    closed: bool | None = None
    """None where the export does not say: then the stage's name decides."""
    won: bool | None = None
    type: str = ""
    record_type: str = ""
    product: str = ""
    pipeline: str = ""
    partner_id: str = ""
    next_step: str = ""
    description: str = ""
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class ChangeRecord:
    """One field of a deal getting a value at a moment (stage, amount, close_date, owner, next_step)."""

    id: str
    deal_id: str
    at: datetime
    field: str
    old: str
    new: str
    source: Source
    by_id: str = ""


@dataclass(frozen=True, slots=True)
class RoleRecord:
    """A contact's role on a deal, in the CRM's words."""

    id: str
    deal_id: str
    contact_id: str
    role: str
    source: Source
    primary: bool = False
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class TouchpointRecord:
    """One thing that happened, before it is matched to a deal and its people are known."""

    id: str
    kind: Kind
    at: datetime
    source: Source
    zone: str = "UTC"
    """IANA name or fixed offset `+02:00` of the source."""
    subject: str = ""
    text: str = ""
    segments: tuple[Segment, ...] = ()
    """`side` is still `other`: matching knows the sides."""
    parties: tuple[Party, ...] = ()
    """The one with role `from` (mail), `organizer` (meeting) or the owner acted."""
    message_id: str = ""
    references: tuple[str, ...] = ()
    """Message-IDs of the conversation, the root first."""
    deal_ids: tuple[str, ...] = ()
    """Deals the source itself links to."""
    account_id: str = ""
    contact_ids: tuple[str, ...] = ()
    owner_id: str = ""
    """The CRM user it belongs to."""
    created_by_id: str = ""
    origin: Origin = Origin.HUMAN
    origin_rule: str = "written by a person"
    ends_at: datetime | None = None
    all_day: bool = False
    status: str = ""
    """`cancelled`, `tentative`, `completed`, `open`."""
    due: date | None = None
    auto: str = ""
    """`auto_reply`, `bounce`, `calendar_response`, `list`."""
    uid: str = ""
    """iCalendar UID of the meeting it is, announces or answers."""
    sequence: int = 0
    title: str = ""
    """Title of a call or meeting as its transcript states it."""
    direction: str = ""
    """`in` or `out` where the source itself says so."""
    deleted: bool = False
    list_id: str = ""
    created_at: datetime | None = None
    """When the record itself was made, where that is later than `at`."""


Record = AccountRecord | ContactRecord | UserRecord | DealRecord | ChangeRecord | RoleRecord | TouchpointRecord


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that could not be read: what, where, why and what to do."""

    file: str
    place: str
    """`row 12`, `byte 4096`, `member x.csv`, or empty for the whole file."""
    reason: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Unsaid:
    """A record that a row would make by itself and does not beside another table, which tells the same or says it better."""

    id: str
    field: str = ""
    """Of a change: the deal's field."""


Parsed = Record | Skipped | Unsaid
