"""What the lane timeline shows: how many touchpoints lie in each cell of each lane, and what surrounds them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime

from journey_tui.domain.model import FieldChange, Kind, Lane
from journey_tui.domain.timescale import Zoom
from journey_tui.domain.views import TimelineRow
from journey_tui.domain.views_workspace import PlannedStep
from journey_tui.domain.waivers import Waiver
from journey_tui.lean import dataclass


@dataclass(frozen=True, slots=True)
class Spot:
    """What one lane has in one cell."""

    count: int
    people: int
    """How many of them people did; the others are machines'."""
    kind: Kind
    """The kind of the one, or of the weightiest of the first few: a meeting before a call before the rest."""

    def with_more(self, other: Spot) -> Spot:
        """Return both together, as where two lanes share a line."""
        kind = max(self.kind, other.kind, key=lambda one: WEIGHTS.get(one, 0))
        return Spot(self.count + other.count, self.people + other.people, kind)


WEIGHTS: Mapping[Kind, int] = {Kind.MEETING: 5, Kind.CALL: 4, Kind.DOCUMENT: 3, Kind.EMAIL: 2, Kind.NOTE: 1}
"""Which kind stands for several."""


@dataclass(frozen=True, slots=True)
class LaneWindow:
    """The touchpoints of a run of cells, counted by lane and cell; an empty cell has no spot."""

    zoom: Zoom
    first: int
    count: int
    spots: Mapping[Lane, Mapping[int, Spot]] = field(default_factory=dict)
    """Lane → number of the cell → what is there."""


@dataclass(frozen=True, slots=True)
class LaneDraft:
    """One version of an artifact that Journey wrote: it stands in the lane of AI."""

    artifact_id: str
    number: int
    at: datetime
    author: str
    """`template` or `ai`."""
    kind: str
    title: str
    state: str
    """Of the artifact: `draft` or `sent`."""


@dataclass(frozen=True, slots=True)
class LaneFrame:
    """What holds at every zoom: from when to when, which lanes have anything, and how the CRM's fields changed."""

    first: datetime | None
    last: datetime | None
    lanes: tuple[Lane, ...]
    """Those with touchpoints, in the product's order, whatever the filter hides."""
    total: int
    changes: tuple[FieldChange, ...] = ()
    """In order of time."""
    plans: tuple[PlannedStep, ...] = ()
    """Steps of mutual action plans that have a day and are not done."""
    drafts: tuple[LaneDraft, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    cancelled: Mapping[Lane, Sequence[datetime]] = field(default_factory=dict)
    """When what was cancelled would have been."""
    counted: bool = True
    """Whether lanes and total are those of every touchpoint; False: of the newest ones alone, to begin with."""


@dataclass(frozen=True, slots=True)
class LaneItems:
    """Touchpoints of some lanes around a moment, in order of time."""

    rows: tuple[TimelineRow, ...]
    starts: bool
    """Whether nothing lies before the first one."""
    ends: bool
    """Whether nothing lies after the last one."""


@dataclass(frozen=True, slots=True)
class Hits:
    """Where words were found in a deal."""

    row: TimelineRow | None
    """The next hit from where the search began; None where there is none."""
    number: int
    """Which one it is, from 1 in order of time; 0 where there are too many to count."""
    total: int
    marks: tuple[tuple[datetime, Lane], ...] = ()
    """Every hit, where they are few enough to be marked."""


LANE_ORDER = tuple(Lane)
"""The buyer's lanes first, as product.md orders them."""
BUYER_LANES = frozenset(
    (Lane.ECONOMIC_BUYER, Lane.CHAMPION, Lane.USERS_TECHNICAL, Lane.PROCUREMENT_LEGAL_SECURITY, Lane.BUYER_OTHER)
)
