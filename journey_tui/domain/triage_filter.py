"""Narrow the list of deals: `stage:proposal owner:dana gate:held crm>truth quiet -new port`; plain words stay fuzzy."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Final

from journey_tui.domain.kinds import Status
from journey_tui.domain.views_triage import TriageRow
from journey_tui.lean import dataclass

Test = Callable[[TriageRow, date], bool]

HELP: Final = (
    ("stage: truth: owner: customer: channel: next:", "the words are in it: stage:proposal owner:dana next:security"),
    ("gate:held", "the next gate is open, ready, held, locked, recycled or waived; gate:proposal names it"),
    ("champion:stale", "a requirement has that status: pain champion metrics buyer criteria decision paper competition"),
    ("signal:promise", "that signal stands: promise, question, reply, moved, voice, amount …"),
    ("amount>100k close<30d due<7d", "at least, at most; due:none has no dated step, close:2026-12 is a month, close:month this one"),
    ("crm>truth truth>crm crm=truth", "who is ahead: the CRM, the customer, neither"),
    ("quiet new late undated followup snoozed", "silence that a signal names; changed since you looked; a step past its day; no date; call to follow up"),
    ("-quiet", "a minus says not; \"two words\" belong together; anything else is looked for in the names"),
)  # fmt: skip
"""What can be typed, and what it means."""

REQUIREMENTS: Final = {"pain": "pain", "champion": "champion", "metrics": "metrics", "outcome": "metrics", "buyer": "economic_buyer",
                       "economic_buyer": "economic_buyer", "criteria": "decision_criteria", "decision_criteria": "decision_criteria",
                       "decision": "decision_process", "decision_process": "decision_process", "paper": "paper_process",
                       "paper_process": "paper_process", "competition": "competition"}  # fmt: skip
_SILENCE: Final = frozenset({"reply_overdue", "no_two_way_contact"})
_TOKEN: Final = re.compile(r'(-?)([\w]+[:<>]=?)?"([^"]*)"|(\S+)')
_KEYED: Final = re.compile(r"(-?)([a-z_]+)(:|[<>]=?)(.+)", re.IGNORECASE | re.DOTALL)
_UNITS: Final = {"d": 1, "w": 7, "m": 30}
_SIZES: Final = {"k": 1_000, "m": 1_000_000}


@dataclass(frozen=True, slots=True)
class Filter:
    """What was typed, understood."""

    words: str
    """Plain words, looked for in the names, letters may be left out."""
    tests: tuple[Test, ...]
    snoozed: bool = False
    """Snoozed deals are asked for."""
    closed: bool = False
    """Closed deals are asked for."""
    unknown: tuple[str, ...] = ()
    """Terms with a key or value that is none: nothing is filtered by them, and the person is told."""

    def fits(self, row: TriageRow, today: date) -> bool:
        """Return whether a deal passes every test; words are the store's to look for."""
        return all(test(row, today) for test in self.tests)


def read_filter(text: str) -> Filter:
    """Return the filter that the text asks for; never raises."""
    words: list[str] = []
    tests: list[Test] = []
    unknown: list[str] = []
    for token in _tokens(text):
        bare = token[1:] if token.startswith("-") and len(token) > 1 else token
        test = _test(bare.casefold())
        if test is not None:
            tests.append(_negated(test) if bare is not token else test)
        elif (keyed := _KEYED.fullmatch(bare.casefold())) and (":" in bare or keyed[2] in ("amount", "due", "close")):
            unknown.append(token)
        else:
            words.append(token)
    asked = set(_tokens(text.casefold()))
    return Filter(" ".join(words), tuple(tests), "snoozed" in asked, bool(asked & {"closed", "won"}), tuple(unknown))


def _tokens(text: str) -> list[str]:
    found = []
    for minus, key, quoted, plain in _TOKEN.findall(text):
        found.append(plain or f"{minus}{key}{quoted}")
    return [token for token in found if token]


def _negated(test: Test) -> Test:
    return lambda row, today: not test(row, today)


def _test(token: str) -> Test | None:
    """Return the test that a term asks for; None where it is none."""
    if token in _FLAGS:
        return _FLAGS[token]
    found = _KEYED.fullmatch(token)
    if found is None:
        return None
    key, sign, value = found[2], found[3], found[4]
    if key in REQUIREMENTS and sign == ":":
        return _status(REQUIREMENTS[key], value)
    if key == "gate" and sign == ":":
        return lambda row, today: value in (row.gate_state, "") or row.gate.casefold().startswith(value)
    if key in ("signal", "signals") and sign == ":":
        return lambda row, today: any(value.replace(" ", "_") in kind for kind in row.signals)
    if key in _NAMES and sign == ":":
        name = _NAMES[key]
        return lambda row, today: all(word in name(row).casefold() for word in value.split())
    if key == "amount" and sign != ":":
        return _amount(sign, value)
    if key in ("due", "close"):
        return _day(key, sign, value)
    return None


_NAMES: Final[dict[str, Callable[[TriageRow], str]]] = {
    "stage": lambda row: f"{row.stage} {row.claim}", "crm": lambda row: row.claim, "truth": lambda row: row.truth,
    "owner": lambda row: row.owner, "customer": lambda row: row.account, "account": lambda row: row.account,
    "deal": lambda row: row.name, "channel": lambda row: row.channel, "next": lambda row: row.next_title,
    "weakest": lambda row: row.weakest.replace("_", " "), "story": lambda row: row.headline,
}  # fmt: skip
_FLAGS: Final[dict[str, Test]] = {
    "crm>truth": lambda row, today: row.gap > 0,
    "truth<crm": lambda row, today: row.gap > 0,
    "truth>crm": lambda row, today: row.gap < 0,
    "crm<truth": lambda row, today: row.gap < 0,
    "crm=truth": lambda row, today: row.gap == 0,
    "truth=crm": lambda row, today: row.gap == 0,
    "quiet": lambda row, today: bool(_SILENCE & set(row.signals)),
    "new": lambda row, today: row.changed > 0,
    "changed": lambda row, today: row.changed > 0,
    "late": lambda row, today: row.next_due is not None and row.next_due < today,
    "undated": lambda row, today: row.next_due is None,
    "followup": lambda row, today: row.group == "follow_up",
    "follow-up": lambda row, today: row.group == "follow_up",
    "snoozed": lambda row, today: row.snoozed_until is not None,
    "closed": lambda row, today: row.closed,
    "won": lambda row, today: row.won,
}


def _status(key: str, value: str) -> Test | None:
    """Return whether a requirement has the status that begins so."""
    wanted = {one for one in Status if one.value.casefold().startswith(value)}
    return (lambda row, today: dict(row.stoplight).get(key, Status.BLANK) in wanted) if wanted else None


def _amount(sign: str, value: str) -> Test | None:
    size = _SIZES.get(value[-1:], 1)
    try:
        amount = Decimal(value.rstrip("km").replace(",", "").replace("_", "")) * size
    except InvalidOperation:
        return None
    if not amount.is_finite():
        return None
    return lambda row, today: row.amount is not None and _compared(row.amount, sign, amount)


def _compared(value: Decimal, sign: str, other: Decimal) -> bool:
    return value >= other if sign[0] == ">" else value <= other


def _day(key: str, sign: str, value: str) -> Test | None:
    """Return whether the next step's day, or the close date, is none, in a month, or within so many days."""

    def day_of(row: TriageRow) -> date | None:
        return row.next_due if key == "due" else row.close_date

    if sign == ":":
        if value == "none":
            return lambda row, today: day_of(row) is None
        if value == "today":
            return lambda row, today: day_of(row) == today
        if value == "month":
            return lambda row, today: (day := day_of(row)) is not None and (day.year, day.month) == (today.year, today.month)
        if re.fullmatch(r"\d{4}(-\d\d){0,2}", value):
            return lambda row, today: (day := day_of(row)) is not None and day.isoformat().startswith(value)
        return None
    limit = _limit(value)
    if limit is None:
        return None
    if sign[0] == "<":
        return lambda row, today: (day := day_of(row)) is not None and day <= limit(today)
    return lambda row, today: (day := day_of(row)) is not None and day >= limit(today)


def _limit(value: str) -> Callable[[date], date] | None:
    """Return the day of `30d`, `2w`, `1m` from today, or of a date."""
    if found := re.fullmatch(r"(\d{1,3})([dwm])", value):
        days = int(found[1]) * _UNITS[found[2]]
        return lambda today: today + timedelta(days=days)
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return lambda today: day
