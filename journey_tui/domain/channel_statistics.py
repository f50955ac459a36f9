"""Numbers measured over the deals of a channel: medians with their counts, and nothing where there are too few."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from statistics import median
from typing import Final

from journey_tui.domain.channel import Channel
from journey_tui.domain.channel_changes import Change
from journey_tui.domain.kinds import role_words
from journey_tui.domain.lines import NOT_MAPPED, mapped_stage
from journey_tui.lean import dataclass

LEAST: Final = 5
"""Deals below which nothing is said (default of `channels.least`)."""
_WORTH: Final = 0.1
"""Share by which a median must differ from the record before it is put in its place."""
NEVER_ABOUT: Final = 0.5
"""Days that a stay must have lasted: what is passed on in an afternoon was entered late."""


LEAST_CADENCE: Final = 2.0
"""Days below which no cadence is put into a record: who answers often answers fast, and a weekend is not silence."""


@dataclass(frozen=True, slots=True)
class Statistic:
    """One measured number."""

    name: str
    """`days:Discovery`, `cadence`, `role:champion`."""
    value: float | None
    """Days; of a role the share of deals in which it was heard. None where there are too few."""
    count: int
    least: int


def stays(history: Sequence[tuple[datetime, str]], ended: datetime | None, channel: Channel) -> list[tuple[str, float]]:
    """Return (stage, days) of every stay in a stage of the channel that is over; `history`: when which CRM stage was entered."""
    found: list[tuple[str, float]] = []
    since: tuple[str, datetime] | None = None
    for at, crm in history:
        stage = mapped_stage(crm, channel)
        if since is not None and stage != since[0]:
            found.append((since[0], (at - since[1]).total_seconds() / 86400))
            since = None
        if since is None and stage != NOT_MAPPED:
            since = (stage, at)
    if since is not None and ended is not None:
        found.append((since[0], (ended - since[1]).total_seconds() / 86400))
    return [(stage, days) for stage, days in found if days >= NEVER_ABOUT]


def measured(
    channel: Channel,
    days: Iterable[tuple[str, float]],
    replies: Sequence[float],
    roles: Mapping[str, int],
    deals: int,
    least: int,
) -> list[Statistic]:
    """Return the channel's numbers: typical days by stage, reply cadence (days), share of deals in which each role was heard."""
    by_stage: dict[str, list[float]] = {stage.name: [] for stage in channel.stages}
    for stage, number in days:
        by_stage[stage].append(number)
    found = [
        Statistic(f"days:{stage}", round(median(values), 1) if len(values) >= least else None, len(values), least)
        for stage, values in by_stage.items()
    ]
    found.append(Statistic("cadence", round(median(replies), 1) if len(replies) >= least else None, len(replies), least))
    for lane in channel.expected_roles:
        share = round(roles.get(lane.value, 0) / deals, 2) if deals >= least else None
        found.append(Statistic(f"role:{lane.value}", share, deals, least))
    return found


def change_for(statistic: Statistic, channel: Channel) -> Change | None:
    """Return the change of the record that a measured number asks for; None where it agrees, or there are too few."""
    if statistic.value is None or statistic.name.startswith("role:"):
        return None
    if statistic.name == "cadence":
        now, value, field = channel.reply_cadence_days, max(LEAST_CADENCE, round(statistic.value * 2) / 2), "reply_cadence_days"
    else:
        stage = next(stage for stage in channel.stages if stage.name == statistic.name.partition(":")[2])
        now, value, field = stage.typical_days, max(1, round(statistic.value)), f"stages.{stage.name}.typical_days"
    return Change(field, now, value) if abs(value - now) > _WORTH * now else None


def words(name: str, value: float | None, count: int, least: int) -> str:
    """Return a measured number in words, with its count."""
    what, _, part = name.partition(":")
    label = {"days": part, "cadence": "Reply within", "role": role_words(part).capitalize()}[what]
    unit = {"days": ("stay", "stays"), "cadence": ("person", "people"), "role": ("deal", "deals")}[what][count != 1]
    if value is None:
        return f"{label}: too few ({count} {unit}, {least} are needed)"
    if what == "role":
        return f"{label} heard in {value:.0%} of {count} {unit}"
    return f"{label}{':' if what == 'days' else ''} {value:g} days (median of {count} {unit})"
