"""What the workspace hands out about a team's deals: counts of what is not met, one gap a deal, notes; frozen rows."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from journey_tui.domain.reading import Band, Status
from journey_tui.lean import dataclass

VOICE: Final = "voice"
"""Key of what is missing where a gate's role has not been heard yet."""


@dataclass(frozen=True, slots=True)
class Behind:
    """Which deals are meant: those behind one count."""

    channel: str = ""
    gate: str = ""
    key: str = ""
    """A requirement, `voice`, or empty for all of the gate."""
    kind: str = "stops"
    """`stops`, `recycled`, `came_back` or `not_won`."""


@dataclass(frozen=True, slots=True)
class NotMet:
    """One thing that gates still ask for, with how many deals wait for it."""

    key: str
    """Key of the requirement, or `voice`."""
    label: str
    deals: int
    statuses: tuple[tuple[str, int], ...] = ()
    """(status, deals), the weakest first."""


@dataclass(frozen=True, slots=True)
class GateCount:
    """What deals still want at one gate."""

    gate: str
    deals: int
    """Open deals that stop here."""
    wanting: int
    """Open deals that something is missing for here: those that stop here, and those whose CRM stage has gone past it."""
    states: tuple[tuple[str, int], ...]
    """(state, deals) of those that stop here: recycled, open, ready, held."""
    not_met: tuple[NotMet, ...]
    """A deal counts at each thing that the gate still asks for, so these may add up to more."""


@dataclass(frozen=True, slots=True)
class BreakCount:
    """How often journeys stop at a gate, or come back to it."""

    gate: str
    open_deals: int
    """Open deals whose first gate that is not passed is this one."""
    recycled: int
    """Among them, those that had passed it."""
    came_back: int
    """Open and closed deals whose Truth Line came back to this stage at least once."""
    not_won: int
    """Deals closed without a yes that stopped here."""


@dataclass(frozen=True, slots=True)
class ChannelCount:
    """The deals of one product channel."""

    name: str
    open_deals: int
    not_won: int
    all_passed: int
    """Open deals with every gate passed."""
    gates: tuple[GateCount, ...]
    breaks: tuple[BreakCount, ...]
    words: str
    """Where journeys stop most often, or that there are too few deals to say."""


@dataclass(frozen=True, slots=True)
class TeamPerson:
    """One person of the seller's side, and who leads them."""

    id: str
    name: str
    address: str
    leaders: tuple[str, ...]
    """Names."""
    active: bool = True


@dataclass(frozen=True, slots=True)
class TeamView:
    """Who leads whom, and where that is from."""

    people: tuple[TeamPerson, ...]
    origin: str
    """`crm`, `file` or empty where nobody says it."""
    words: str
    """In a sentence."""
    mine: tuple[str, ...] = ()
    """Ids of the people whom this person leads, directly or through others."""


@dataclass(frozen=True, slots=True)
class LeaderView:
    """What is not met across a team's deals."""

    scope: str
    """`team`: those of the people whom this person leads; `all`: everybody's."""
    words: str
    """Whose deals are counted, and why."""
    deals: int
    channels: tuple[ChannelCount, ...]
    readers: str
    """Who can read the notes that are left here."""
    oldest: datetime | None = None
    """When the oldest of the readings that are counted was worked out."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Something that was asked or done before about the same gap."""

    at: datetime
    by: str
    words: str
    source: str = ""
    """Where our people asked the customer: `e-mail`, `call` or `meeting`; empty for a note or a step."""
    touchpoint: str = ""


@dataclass(frozen=True, slots=True)
class CoachNote:
    """A note that somebody left on a deal for the person whose deal it is."""

    target: str
    at: datetime
    by: str
    to: str
    to_me: bool
    text: str
    requirement: str = ""
    read_by: str = ""
    read_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """The one gap of a deal: what its first gate that is not passed waits for, why it is this one, and what to ask."""

    deal_id: str
    deal: str
    account: str
    owner: str
    owner_id: str
    channel: str
    close_date: date | None
    gate: str
    """Empty where every gate is passed."""
    state: str
    key: str
    """Key of the requirement, or `voice`; empty where nothing is missing."""
    label: str
    status: Status | None
    band: Band | None
    why: tuple[str, ...]
    """What it stands on, line by line: gate, evidence, dates."""
    evidence: tuple[str, ...]
    question: str
    """One open question to ask this week."""
    asked: tuple[Asked, ...] = ()
    """What was asked and done about it before, newest first."""
    repeated: bool = False
    """Whether the question was asked before: there is no other one left."""
    notes: tuple[CoachNote, ...] = ()
    also: tuple[str, ...] = ()
    """What else is not met, gate by gate."""


@dataclass(frozen=True, slots=True)
class GapPage:
    """A window of the deals behind a count."""

    gaps: tuple[Gap, ...]
    total: int
    offset: int
