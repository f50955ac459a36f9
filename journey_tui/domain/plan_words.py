"""What a step is called: the thing promised, the day named, the voice asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Final

from journey_tui.domain.language import first_words, quoted
from journey_tui.domain.model import Lane, Remark, Side


def thing_of(remark: Remark) -> str:
    """Return what a promise or a question is about, in its own words."""
    value = remark.value if len(remark.value.split()) >= _NAMES_ITSELF else ""
    return _LOOSE_END.sub("", first_words(value, 12).rstrip(".?!")) if value else quoted(remark.quote, 10)


_NAMES_ITSELF: Final = 3
"""Words with which a thing or an event names itself; what is shorter is told in the words that it was said in."""
_LOOSE_END: Final = re.compile(
    r"(?:[\s,;:–-]+(?:and|or|but|before|after|on|by|at|in|to|of|for|with|the|a|an|who|which|that|(?:who|which|that) is))+$", re.I
)
"""Words that lead on to a date or a clause that was cut off: `the assessor, who is`."""
BACK: Final = re.compile(r"(?:come|get|go) back to\b", re.I)  # a promise of an answer: nothing to send is named


def lane_words(lane: Lane) -> str:
    """Return whom a gate asks to hear, in plain words."""
    return {
        Lane.ECONOMIC_BUYER: "who can say yes",
        Lane.CHAMPION: "the person who carries it",
        Lane.USERS_TECHNICAL: "users or technical people",
        Lane.PROCUREMENT_LEGAL_SECURITY: "procurement, legal or security",
    }.get(lane, "the gatekeeper")


def standing_events(remarks: Iterable[Remark]) -> list[Remark]:
    """Return the customer's dated events that still stand, by day: a later word on the same event takes the earlier one's place."""
    events = [
        r for r in remarks if r.kind == "dated_event" and r.side is Side.CUSTOMER and r.due is not None and not r.confidential
    ]
    alike = _by_words(events)
    standing = [one for one in events if not _is_replaced(one, alike)]
    return sorted(standing, key=lambda r: (r.due or date.max, r.id))


def _by_words(events: Iterable[Remark]) -> dict[frozenset[str], dict[date | None, datetime]]:
    """Return when each day was last named for an event, by the words that name the event."""
    found: dict[frozenset[str], dict[date | None, datetime]] = {}
    for one in events:
        if words := _words(one):
            days = found.setdefault(words, {})
            days[one.due] = max(one.at, days.get(one.due, one.at))
    return found


def _is_replaced(earlier: Remark, alike: Mapping[frozenset[str], Mapping[date | None, datetime]]) -> bool:
    """Return whether a later remark names another day for the same event: most words of the shorter one are shared."""
    one = _words(earlier)
    return any(
        any(at > earlier.at and due != earlier.due for due, at in days.items())
        for other, days in alike.items()
        if one and len(one & other) >= _SAME_EVENT * min(len(one), len(other))
    )


_SAME_EVENT: Final = 0.6


def _words(remark: Remark) -> frozenset[str]:
    return frozenset(w for w in re.findall(r"[^\W\d_]{4,}", remark.value.casefold()) if w not in _DAYS)


_DAYS: Final = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november"
    " december week month next".split()
)
