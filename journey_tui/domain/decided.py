"""How people's words hold: the newest in force leads, the others stay beside it, and what was set aside needs news to come back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime

from journey_tui.domain.language import short_date
from journey_tui.domain.model import DealFacts, Decision, Touchpoint
from journey_tui.domain.reasons import because
from journey_tui.domain.requirements import in_force


def on(decisions: Iterable[Decision], kinds: Sequence[str], target: str, now: datetime) -> list[Decision]:
    """Return the decisions in force on a thing, the leading one first: the newest, whoever said it."""
    mine = [d for d in decisions if d.kind in kinds and d.target == target and in_force(d, now)]
    return list(reversed(mine))


def word_of(decision: Decision, now: datetime) -> str:
    """Return who decided when and why: `dana, 20 Nov: the customer told me so`."""
    why = because(decision)
    return f"{decision.by}, {short_date(decision.at, now)}" + (f": {why}" if why else "")


def others(words: Sequence[Decision], now: datetime, value: Callable[[Decision], str] = lambda one: one.value) -> str:
    """Return what other people said before on the same thing, where it differs; empty where nobody did."""
    if not words:
        return ""
    leading, told, seen = words[0], [], {words[0].by}
    for one in words[1:]:
        if one.by not in seen and value(one) != value(leading):
            told.append(f"{one.by} said {value(one)} ({short_date(one.at, now)})")
        seen.add(one.by)
    return "; ".join(told)


class News:
    """Whether something new has come since a moment: it happened, or reached the store, after it."""

    def __init__(self, facts: DealFacts, now: datetime) -> None:
        """Put down when each touchpoint was news; what reached the store after `now` counts from when it happened."""
        self._at = {t.id: _news_at(t, now) for t in facts.touchpoints}
        self._touchpoint = {e.id: e.touchpoint_id for e in facts.evidence} | {r.id: r.touchpoint_id for r in facts.remarks}
        self._by_requirement: dict[str, list[str]] = {}
        for item in facts.evidence:
            if not item.rejected:
                self._by_requirement.setdefault(item.requirement, []).append(item.touchpoint_id)

    def since(
        self, moment: datetime, touchpoints: Iterable[str] = (), evidence: Iterable[str] = (), requirement: str = ""
    ) -> bool:
        """Return whether one of these touchpoints, the sources of this evidence, or evidence on the requirement is newer."""
        places = [*touchpoints, *(self._touchpoint.get(one, "") for one in evidence)]
        places += self._by_requirement.get(requirement, []) if requirement else []
        return any(self._at[place] > moment for place in places if place in self._at)


def _news_at(t: Touchpoint, now: datetime) -> datetime:
    """Return when it was news: what is planned is none by its day, only by reaching the store."""
    moments = [one for one in (t.at, t.imported_at, t.known_at if t.at > now else None) if one is not None and one <= now]
    return max(moments, default=datetime.min.replace(tzinfo=UTC))
