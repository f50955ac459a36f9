"""No sentence blames: the linter that every generated text passes, and the small words of dates and names.

The test of product.md §7: could the rep read it aloud to the customer?
"""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache

from journey_tui.lean import dataclass

BLAMING: tuple[tuple[str, str], ...] = (
    ("failed to", "has not yet"),
    ("failed", "did not work out"),
    ("failure", "open item"),
    ("forgot", "has not yet"),
    ("forgotten", "still open"),
    ("neglected", "has not yet"),
    ("should have", "could still"),
    ("should've", "could still"),
    ("ghosted", "no message since"),
    ("ghosting", "no message since"),
    ("gone dark", "no message since"),
    ("went dark", "no message since"),
    ("going dark", "no message since"),
    ("dead", "quiet"),
    ("stalled by", "waiting for"),
    ("stalled", "waiting"),
    ("sandbagged", "held back"),
    ("sandbagging", "holding back"),
    ("fudged", "changed"),
    ("slipped", "moved"),
    ("slipping", "moving"),
    ("no power", "decides with others"),
    ("single-threaded", "one voice heard so far"),
    ("single threaded", "one voice heard so far"),
    ("red flag", "worth confirming"),
    ("red flags", "worth confirming"),
    ("non-compliant", "not yet confirmed"),
    ("accountability", "ownership"),
    ("unresponsive", "not heard from since"),
    ("blame", "cause"),
    ("excuse", "reason"),
    ("ignored", "has not answered yet"),
    ("risk!", "worth confirming"),
)
"""(phrase that is never said, what is said instead), English; product.md §7 and its inflections."""

_INSTEAD = dict(BLAMING)
_QUOTED = re.compile("“[^”]*”")


@dataclass(frozen=True, slots=True)
class Blame:
    """A phrase that the linter names."""

    phrase: str
    start: int
    instead: str


@cache
def _pattern() -> re.Pattern[str]:
    """Return what finds the phrases: hardly any text has one."""
    longest_first = sorted((phrase for phrase, _ in BLAMING), key=len, reverse=True)
    return re.compile("|".join(rf"(?<![\w-]){re.escape(phrase)}(?![\w-])" for phrase in longest_first), re.I)


def lint(text: str) -> tuple[Blame, ...]:
    """Return the blaming phrases of a generated text; what stands in “quotes” is the customer's own and stays."""
    low = text.casefold()
    if not any(phrase in low for phrase in _INSTEAD):  # far cheaper than the pattern, and nearly always enough
        return ()
    spans = [match.span() for match in _QUOTED.finditer(text)]
    return tuple(
        Blame(match.group(), match.start(), _INSTEAD[match.group().casefold()])
        for match in _pattern().finditer(text)
        if not any(start <= match.start() < end for start, end in spans)
    )


def without_blame(text: str) -> str:
    """Return the text with every blaming phrase outside quotes said in the product's own way."""
    for blame in reversed(lint(text)):
        text = text[: blame.start] + blame.instead + text[blame.start + len(blame.phrase) :]
    return text


def short_date(day: date | datetime, today: date | datetime | None = None) -> str:
    """Return `3 Nov`, with the year where it is not that of `today`."""
    text = f"{day.day} {day:%b}"
    return text if today is not None and day.year == today.year else f"{text} {day.year}" if today is not None else text


def weekday_date(day: date | datetime, today: date | datetime | None = None) -> str:
    """Return `Tue 3 Nov`, with the year where it is not that of `today`."""
    return f"{day:%a} {short_date(day, today)}"


def first_words(quote: str, most: int = 20) -> str:
    """Return at most that many words of a quote, its own words in its own order, cut with an ellipsis."""
    words = quote.split()
    return " ".join(words) if len(words) <= most else " ".join(words[:most]).rstrip(",;:–-") + " …"


def quoted(quote: str, most: int = 20) -> str:
    """Return the quote in quotation marks, at most that many words; quotation marks inside become single ones."""
    inner = first_words(quote, most).replace("“", "‘").replace("”", "’").replace('"', "'")
    return f"“{inner}”"


def ended(text: str) -> str:
    """Return the sentence with a full stop, unless it ends already: `“… her call.”` takes no second one."""
    last = text.rstrip("”’)")[-1:]
    return text if last in ".!?…" or not text else f"{text}."


def list_of(items: list[str]) -> str:
    """Return `a`, `a and b` or `a, b and c`."""
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + f" and {items[-1]}" if items else ""
