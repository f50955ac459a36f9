"""Up to what amount, or above which, somebody can say yes: what a statement of authority reaches."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from journey_tui.analysis.cues import Hit, Line, Scene
from journey_tui.analysis.cues.numbers import NUMBER, value_of
from journey_tui.analysis.quick import Pattern

_HALVES: Final = {
    "half a million": 500_000,
    "a quarter of a million": 250_000,
    "quarter of a million": 250_000,
    "six figures": 100_000,
}
_AMOUNT: Final = rf"(?:about |around |roughly |the |a sum of )?(?P<amount>{'|'.join(_HALVES)}|{NUMBER})(?!\w)"
_UP_TO: Final = Pattern(
    rf"\b(?:up to|under|below|less than|within|until|not over|not above|no(?:t)? more than|at most|to a maximum of|sign(?:s|ed)?(?: off)?(?: on)? to) {_AMOUNT}"
)
_ABOVE: Final = Pattern(
    rf"\b(?<!not )(?:over|above|beyond|more than(?<!no more than)|past|from|exceed(?:s|ing)?|bigger than|larger than|north of) {_AMOUNT}"
)
_LIMIT: Final = Pattern(
    r"\b(?:(?P<whose>my|his|her|their|[\w-]+'s) )?(?:own |personal )?(?:(?:approval|signing|signature|spending|purchasing|sign-?off|budget) )?"
    rf"(?:limit|threshold|ceiling|authority|mandate|delegation)(?: (?!is\b|was\b)[\w']+){{0,3}}?(?: is| was| has been| of| at| to| up to| stops at| ends at| goes to)+ {_AMOUNT}"
)
_UNITS: Final = re.compile(
    r"\s*(?:days?|weeks?|months?|years?|hours?|minutes?|percent|per cent|%|people|users?|seats?|heads?|sites?|o'clock|am|pm)\b|\s*%"
)
_SELF: Final = re.compile(r"\b(?:i|me|my|mine|myself|i'm|i've)\b")
_SMALL: Final = 1_000
"""A limit below it, said without a currency, means thousands: `my limit is seventy-five`."""


def with_limit(hit: Hit, line: Line, scene: Scene) -> Hit:
    """Return the hit with the amount that its statement reaches, as the part `up_to` or `above`; itself where none is said."""
    named = next((value for part, value in hit.parts if part == "named"), "")
    found = list(_limits(line.low)) if named else []
    if not found:
        return hit
    at = _place(named, line.low, own=named == scene.speaker)
    part, amount = min(
        (
            (_part(kind, whose, place < at, named == scene.speaker), amount, abs(place - at))
            for kind, whose, place, amount in found
        ),
        key=lambda one: one[2],
    )[:2]
    return replace(hit, parts=(*hit.parts, (part, f"{amount:g}")))


def _limits(low: str) -> Iterator[tuple[str, str, int, float]]:
    """Yield (kind, whose, place, amount) of each limit in a sentence."""
    for kind, pattern in (("up_to", _UP_TO), ("above", _ABOVE), ("limit", _LIMIT)):
        for match in pattern.finditer(low):
            amount = _amount(match["amount"], low[match.end("amount") :])
            if amount is not None:
                yield kind, (match["whose"] or "") if kind == "limit" else "", match.start(), amount


def _amount(words: str, after: str) -> float | None:
    """Return an amount of money; None where the words count something else."""
    if words in _HALVES:
        return _HALVES[words]
    if _UNITS.match(after) or re.fullmatch(r"(?:19|20)\d\d", words):
        return None
    try:
        amount = float(value_of(words).strip("£$€%"))
    except ValueError:
        return None
    plain = not re.search(r"[£$€]|\b(?:usd|eur|gbp|chf|sek)\b", words) and not re.match(
        r"\s*(?:euros?|dollars?|pounds?|quid|francs?)\b", after
    )
    return amount * 1_000 if plain and amount < _SMALL else amount


def _part(kind: str, whose: str, before: bool, own: bool) -> str:
    """Return which way a limit holds for the person named: their own goes up to it, another's limit is where they begin."""
    if kind != "limit":
        return kind
    return "up_to" if (own if whose == "my" else not before) else "above"


def _place(named: str, low: str, *, own: bool) -> int:
    """Return where the person stands in the sentence."""
    if own:
        match = _SELF.search(low)
        return match.start() if match else 0
    places = [low.find(word) for word in named.split()]
    return min((place for place in places if place >= 0), default=0)
