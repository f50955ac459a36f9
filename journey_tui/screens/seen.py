"""What on a screen the measures count as seen, and which sentences and statuses a quote stands behind."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from journey_tui.domain.reading import Claim, RequirementReading, SignalReading, Status, Step
from journey_tui.domain.views import DealView
from journey_tui.widgets.document import Item

Seen = tuple[str, str, str]
"""Kind, id, and band or state."""
NOTHING: Seen = ("", "", "")


def seen(item: Item, deal_id: str, origin: str) -> Seen:
    """Return what an item is to the measures; an empty kind for what they do not count."""
    value = item.value
    if isinstance(value, Claim):
        return ("claim", value.id, value.band.value)
    if isinstance(value, RequirementReading) and value.status is not Status.BLANK:
        return ("requirement", f"{deal_id}|requirement|{value.key}", value.band.value)
    if isinstance(value, Step):
        return ("step", value.id, value.state)
    if isinstance(value, SignalReading) and value.fired and origin == "all":
        return ("signal", value.id, value.kind)
    return NOTHING


def all_seen(items: Iterable[Item], deal_id: str, origin: str) -> list[Seen]:
    """Return what of some items the measures count."""
    return [one for item in items if (one := seen(item, deal_id, origin))[0]]


def stands_behind(view: DealView, quotes: Collection[str]) -> list[Seen]:
    """Return the sentences and statuses of a deal that stand on one of the quotes, wherever those are looked at."""
    claims = [("claim", one.id, one.band.value) for one in view.reading.claims if set(one.evidence) & set(quotes)]
    return claims + [
        ("requirement", f"{view.deal.id}|requirement|{one.key}", one.band.value)
        for one in view.reading.requirements
        if one.status is not Status.BLANK and set(one.evidence) & set(quotes)
    ]
