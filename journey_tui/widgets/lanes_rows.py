"""What the lane timeline consists of: its rows from top to bottom, and the places at which its cursor stops."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import datetime
from typing import Final

from journey_tui.domain.model import Lane
from journey_tui.domain.views import TimelineRow
from journey_tui.domain.views_lanes import BUYER_LANES, LANE_ORDER, LaneFrame
from journey_tui.domain.waivers import Dash
from journey_tui.lean import dataclass
from journey_tui.widgets.document import Item
from journey_tui.widgets.ink import joined

CLAIM, TRUTH = "claim", "truth"
WIDE_FROM: Final = 100
"""Columns from which every lane has a line of its own; below, the buyer's lanes share one (product.md §2)."""
NAMES: Final = {Lane.ECONOMIC_BUYER: "Econ buyer", Lane.CHAMPION: "Champion", Lane.USERS_TECHNICAL: "Users · tech",
                Lane.PROCUREMENT_LEGAL_SECURITY: "Legal · sec", Lane.BUYER_OTHER: "Buyer", Lane.SELLER: "Seller",
                Lane.PARTNER: "Partner", Lane.AUTOMATION: "Automation", Lane.AI: "AI"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class LaneRow:
    """One row that the cursor can stand on: a lane, several lanes that share a line, or one of the two lines above."""

    key: str
    name: str
    lanes: frozenset[Lane] = frozenset()


@dataclass(frozen=True, slots=True)
class Stop:
    """A place at which the cursor stops: a touchpoint, a change in the CRM, a move of the Truth Line, a gate, a planned step."""

    kind: str
    """`touchpoint`, `field`, `move`, `waiver`, `gate`, `close`; in a lane `step`, `plan` (of a mutual action plan) or `draft`."""
    id: str
    at: datetime
    row: str
    """Key of the row that it stands in."""
    glyph: str = ""
    """Empty for a touchpoint: the counts of its cell are painted there."""
    ink: str = "text"
    label: str = ""
    """Words set behind the glyph where there is room."""
    item: Item | None = None
    touchpoint: TimelineRow | None = None

    @property
    def key(self) -> tuple[str, str]:
        """Return what identifies it through every refresh."""
        return (self.kind, self.id)

    @property
    def in_lane(self) -> bool:
        """Return whether it stands in the lane that `row` names, not on one of the two lines."""
        return self.kind in ("step", "plan", "draft")

    @property
    def planned(self) -> bool:
        """Return whether it is drawn as planned, right of now."""
        return self.kind in ("step", "plan")


@dataclass(frozen=True, slots=True)
class Lines:
    """What the two lines on top show, and what is planned."""

    stops: tuple[Stop, ...] = ()
    """Changes of the CRM, moves, gates, steps and drafts, in order of time."""
    claim: str = ""
    """What the Claim Line says where the CRM has no history of its stage."""
    truth: str = ""
    """The stage at which the Truth Line begins."""
    dashes: tuple[Dash, ...] = ()
    """Where it stands on a waiver."""
    quoted: Mapping[Lane, Sequence[datetime]] = field(default_factory=dict)
    """When something was said from which evidence was taken, by the lane of who said it."""


def touchpoint_stop(row: TimelineRow, key: str) -> Stop:
    """Return the stop of a touchpoint in a row."""
    words = joined((row.subject, row.snippet))
    return Stop(
        "touchpoint", row.id, row.at, key, item=Item("touchpoint", row.id, words, touchpoint=row.id, value=row), touchpoint=row
    )


def rows_for(lanes: Iterable[Lane], width: int) -> tuple[LaneRow, ...]:
    """Return the rows from top to bottom: the two lines, then the lanes that have anything, the buyer's first."""
    present = set(lanes)
    found = [LaneRow(CLAIM, "CRM"), LaneRow(TRUTH, "Truth")]
    if width >= WIDE_FROM:
        return (*found, *(LaneRow(lane.value, NAMES[lane], frozenset({lane})) for lane in LANE_ORDER if lane in present))
    if present & BUYER_LANES:
        found.append(LaneRow("buyer", "Buyer", BUYER_LANES))
    short = ((Lane.SELLER, "Seller"), (Lane.PARTNER, "Partner"), (Lane.AUTOMATION, "Auto"), (Lane.AI, "AI"))
    return (*found, *(LaneRow(lane.value, name, frozenset({lane})) for lane, name in short if lane in present))


def lanes_shown(frame: LaneFrame, lines: Lines) -> set[Lane]:
    """Return the lanes that have anything: touchpoints, plans or drafts."""
    return {*frame.lanes, *(Lane(stop.row) for stop in lines.stops if stop.in_lane)}


def row_of_lane(rows: Sequence[LaneRow], lane: Lane) -> str:
    """Return the key of the row in which a lane is shown, empty where none shows it."""
    return next((row.key for row in rows if lane in row.lanes), "")


def lines_for(rows: Sequence[LaneRow], height: int) -> tuple[str, ...]:
    """Return what stands on each line of the picture: a row's key, `ruler`, `rule`, `caret`, or empty for a blank one.

    Airier where there is room; what matters most (lines and buyers) stands on top, and what does not fit at the end is left out.
    """
    lanes = [row for row in rows if row.lanes]
    buyers = [row.key for row in lanes if row.lanes <= BUYER_LANES]
    others = [row.key for row in lanes if not row.lanes <= BUYER_LANES]
    tight = 5 + len(lanes)
    airy = height >= tight + len(lanes) + 14
    gap = [""] if height >= tight + 9 else []
    between = [""] if airy else []

    def spread(keys: list[str]) -> list[str]:
        found: list[str] = []
        for key in keys:
            found += [key, *between]
        return found[: len(found) - len(between)] if between else found

    lines = ["ruler", *between, CLAIM, *between, TRUTH, *gap, *spread(buyers)]
    if buyers and others:
        lines.append("rule")
    lines += [*spread(others), "caret"]
    if len(lines) > height - 2:
        lines = [*lines[: max(3, height - 3)], "caret"]
    return tuple(lines)
