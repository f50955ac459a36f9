"""What every reader holds to: which touchpoints are read at all, what in them is believed, and what a sighting is seen as."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final

from journey_tui.analysis import guards
from journey_tui.analysis.cues import Line
from journey_tui.analysis.runs import Run
from journey_tui.domain.model import Kind, Origin, Seen, Side, Touchpoint

_SPOKEN: Final = frozenset({Kind.CALL, Kind.MEETING})
_NOTES: Final = frozenset({Kind.NOTE, Kind.TASK})


def readable(touchpoint: Touchpoint) -> bool:
    """Return whether somebody wrote or said it about the deal: no robot, no invitation text, no CRM field."""
    if not touchpoint.text.strip() or touchpoint.auto or touchpoint.origin is Origin.AUTOMATED:
        return False
    if touchpoint.kind in (Kind.CRM_CHANGE, Kind.PRODUCT_EVENT) or touchpoint.source.kind == "calendar":
        return False
    return not guards.for_machine(touchpoint.subject.lower())


def before_machine(text: str, lines: list[Line]) -> list[Line]:
    """Return the sentences up to the paragraph that speaks to software: from there on nothing is believed."""
    bad = next((line for line in lines if line.heard.for_machine), None)
    if bad is None:
        return lines
    paragraph = max(text.rfind("\n\n", 0, bad.start), 0)
    return [line for line in lines if line.end <= paragraph]


def meant(lines: Sequence[Line]) -> list[Line]:
    """Return the sentences without filler, numbered anew."""
    kept = [line for line in lines if not line.heard.filler]
    for place, line in enumerate(kept):
        line.index = place
    return kept


def seen_as(touchpoint: Touchpoint, run: Run) -> Seen | None:
    """Return which row of the price list a run is, None where it is nobody's word on this deal."""
    if run.side is Side.SELLER:
        return Seen.SELLER
    if run.side is Side.PARTNER:
        return Seen.THIRD_PARTY
    if run.side is not Side.CUSTOMER:
        return None
    if touchpoint.kind in _NOTES:
        return Seen.SELLER
    if touchpoint.kind is Kind.DOCUMENT:
        return Seen.DOCUMENT
    return Seen.TRANSCRIPT if touchpoint.kind in _SPOKEN else Seen.EMAIL


def finding_id(*parts: object) -> str:
    """Return the id of evidence or of a remark: a hash of deal, touchpoint, span and what it says."""
    return hashlib.sha256("|".join(map(str, parts)).encode("utf-8", "replace")).hexdigest()[:20]
