"""Find the dates that English text names, and work out which day each one means.

What is found is a calendar day in the speaker's zone. A period (`next week`, `Q1`, `in March`) is its first day with
its precision; `last_day` gives its end. Words without a year mean the nearest day that fits the tense (product.md §9).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from journey_tui.analysis import dates_calendar as cal
from journey_tui.analysis import tense
from journey_tui.analysis.dates_words import BARE_NAMES, DATE_WORDS, MONTHS, NEEDS, NUMBERS, ORDINALS, PATTERNS, WEEKDAYS, WORD
from journey_tui.lean import dataclass

Day = date
"""A calendar day; inside `FoundDate` its field hides the type's own name."""


@dataclass(frozen=True, slots=True)
class FoundDate:
    """One date in a text."""

    start: int
    end: int
    date: Day
    """The day meant; the first day of a longer period."""
    words: str
    """The text's own words, `text[start:end]`."""
    precision: str = "day"
    """`day`, `week`, `month`, `quarter` or `year`."""
    kind: str = "exact"
    """`exact` (day and month said), `relative` (counted from when it was said) or `assumed` (another reading exists)."""
    is_range_end: bool = False
    """The second half of `from … to …`."""

    @property
    def last_day(self) -> Day:
        """Return the last day of the period; weeks end on Friday, the last working day."""
        return cal.last_day(self.date, self.precision)


@dataclass(frozen=True, slots=True)
class _Said:
    """Where and when a text was said."""

    text: str
    day: date
    month_first: bool


_Resolver = Callable[[re.Match[str], _Said], "list[tuple[date, str, str]]"]
_OFFSET: Final = re.compile(r"([+-])(\d{2}):?(\d{2})$")
_RANGE_LINK: Final = re.compile(
    r"\s*(?:,\s*)?(?:to|until|till|through|thru|and|[-–—])\s+(?:including\s+|the\s+)?|\s*[-–—]\s*", re.I
)
_RANGE_START: Final = re.compile(r"\b(?:from|between|since)\s+(?:the\s+)?$", re.I)


def find_dates(text: str, said_at: datetime, *, zone: str = "UTC", words: frozenset[str] = frozenset()) -> list[FoundDate]:
    """Return the dates in `text` in the order of their place; impossible ones are left out. Never raises.

    `said_at` is when it was written or spoken, `zone` where: an IANA name or `+02:00`. `words` are those of the text in
    lower case, where the caller has them.
    """
    words = words or frozenset(WORD.findall(text.lower()))
    if words.isdisjoint(DATE_WORDS):
        return []
    if not _candidates(text, words):
        return []
    day = said_at.astimezone(_zone(zone)).date() if said_at.tzinfo and said_at.year < 9990 else said_at.date()
    said = _Said(text, day, _month_first(text, zone))
    found: list[FoundDate] = []
    taken = bytearray(len(text))
    for name, matches in _candidates(text, words):
        for match in matches:
            if any(taken[match.start() : match.end()]):
                continue
            days = _resolve(name, match, said)
            if days is None or days:
                taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
                found.extend(_found(match, days or []))
    found.sort(key=lambda one: (one.start, one.is_range_end))
    return list(_ranges(text, found))


@lru_cache(maxsize=8192)
def _candidates(text: str, words: frozenset[str]) -> tuple[tuple[str, tuple[re.Match[str], ...]], ...]:
    """Return what may be a date by its words alone, by pattern: which day it is hangs on when it was said."""
    found = ((name, tuple(pattern.finditer(text))) for name, pattern in PATTERNS if not words.isdisjoint(NEEDS.get(name, words)))
    return tuple((name, matches) for name, matches in found if matches)


def _resolve(name: str, match: re.Match[str], said: _Said) -> list[tuple[date, str, str]] | None:
    """Return (day, precision, kind) for a match; empty where it is no date after all, None where the day does not exist."""
    try:
        days = _RESOLVERS[name](match, said)
    except (ValueError, OverflowError):
        return None
    return [one for one in days if 1990 <= one[0].year <= 2100]


def _found(match: re.Match[str], days: list[tuple[date, str, str]]) -> Iterator[FoundDate]:
    start = next((match.start(name) for name in ("body", "body2") if match.groupdict().get(name)), match.start())
    for index, (day, precision, kind) in enumerate(days):
        yield FoundDate(start, match.end(), day, match.string[start : match.end()], precision, kind, is_range_end=index > 0)


def _ranges(text: str, found: list[FoundDate]) -> Iterator[FoundDate]:
    """Yield the dates with the second half of each range marked, and moved behind its first half."""
    before: FoundDate | None = None
    for one in found:
        between = text[before.end : one.start] if before else ""
        if before and not one.is_range_end and not before.is_range_end and _RANGE_LINK.fullmatch(between):
            opened = bool(_RANGE_START.search(text[max(0, before.start - 12) : before.start]))
            if opened or not between.strip(" ,").lower().startswith("and"):
                after = one.date if one.date >= before.date or one.kind == "exact" else one.date + timedelta(days=7)
                one = replace(one, is_range_end=True, date=after)
        yield one
        before = one


@lru_cache(maxsize=256)
def _zone(name: str) -> tzinfo:
    """Return the zone of that name; UTC where it is not known."""
    offset = _OFFSET.match(name)
    if offset:
        minutes = int(offset[2]) * 60 + int(offset[3])
        if minutes < 24 * 60:
            return timezone(timedelta(minutes=minutes if offset[1] == "+" else -minutes))
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        return timezone.utc  # noqa: UP017 - the same spelling as the branch above


_US_WRITING: Final = re.compile(
    r"(?<![\d/])(?:0?[1-9]|1[0-2])/(?:1[3-9]|2\d|3[01])(?:/(?:\d{4}|\d\d))?(?![\d/])"
    r"|\b(?:[A-Z][a-z]{2,8}\.?)\s\d{1,2}(?:st|nd|rd|th)?,\s(?:19|20)\d\d\b"
)


def _month_first(text: str, zone: str) -> bool:
    """Return whether numbers are written the American way: by zone, or by what else the text writes."""
    written = ("/" in text or "," in text) and bool(_US_WRITING.search(text))
    return written or zone.startswith(("America/", "US/"))


def _number(word: str) -> int:
    low = word.lower()
    return int(low) if low.isdigit() else NUMBERS[low]


def _ordinal(word: str) -> int:
    low = re.sub(r"\s+|-", "-", word.lower().strip())
    digits = re.match(r"\d{1,2}", low)
    return int(digits.group()) if digits else ORDINALS[low]


def _part(word: str | None) -> str:
    """Return `end`, `mid`, `early` … without articles."""
    return re.sub(r"^(?:the\s+)?(?:very\s+)?", "", (word or "").lower())


def _month(word: str) -> int:
    return MONTHS[word.lower().rstrip(".")[:3]]


def _year(word: str | None) -> int | None:
    if not word:
        return None
    digits = word.strip("'’ ,")
    return int(digits) + 2000 if len(digits) == 2 else int(digits)


def _day_of(match: re.Match[str], said: _Said, day: int, month: int, year: int | None) -> date:
    if year is not None:
        return date(year, month, day)
    weekday = match.groupdict().get("weekday")
    wanted = WEEKDAYS[weekday.lower()[:3]] if weekday else None
    return cal.nearest(said.day, month, day, past=_past(match, said), weekday=wanted)


def _day_month(match: re.Match[str], said: _Said) -> list[tuple[date, str, str]]:
    day = _day_of(match, said, _ordinal(match["day"]), _month(match["month"]), _year(match["year"]))
    return [(day, "day", "exact")]


def _day_range(match: re.Match[str], said: _Said) -> list[tuple[date, str, str]]:
    month, year = _month(match["month"]), _year(match["year"])
    last = _day_of(match, said, _ordinal(match["last"]), month, year)
    first = date(last.year, month, _ordinal(match["day"]))
    return [(first, "day", "exact"), (last, "day", "exact")] if first <= last else []


def _iso(match: re.Match[str], said: _Said) -> list[tuple[date, str, str]]:
    return [(date(int(match["year"]), int(match["m"]), int(match["d"])), "day", "exact")]


def _numeric(match: re.Match[str], said: _Said) -> list[tuple[date, str, str]]:
    first, second = int(match["a"]), int(match["b"])
    readings = [(first, second), (second, first)] if not said.month_first else [(second, first), (first, second)]
    possible = [pair for pair in readings if 1 <= pair[0] <= 31 and 1 <= pair[1] <= 12]
    if not possible:
        return []
    day, month = possible[0]
    sure = len(possible) == 1 or first == second
    return [(_day_of(match, said, day, month, _year(match["year"])), "day", "exact" if sure else "assumed")]


def _whole_month(match: re.Match[str], said: _Said) -> list[tuple[date, str, str]]:
    month, how = _month(match["month"]), _part(match["how"])
    if match["month"].lower() in BARE_NAMES and not (how or match["lead"] or match["year"]):
        return []
    past = _past(match, said) or (match["lead"] or "").strip().lower() in {"last", "since"}
    year = _year(match["year"]) or cal.nearest_month(said.day, month, past=past)
    return [(*cal.part_of_month(year, month, how), "exact" if match["year"] else "relative")]


def _week_of_month(match: re.Match[str], said: _Said) -> list[tuple[date, str, str]]:
    month = _month(match["month"])
    year = _year(match["year"]) or cal.nearest_month(said.day, month, past=_past(match, said))
    which = 5 if match["which"].lower() == "last" else _ordinal(match["which"])
    if match["unit"].lower() == "weekend":
        return [(cal.nth_weekday(year, month, 5, which), "day", "relative")]
    return [(cal.week_of_month(year, month, which), "week", "relative")]


def _week_of(match: re.Match[str], said: _Said) -> list[tuple[date, str, str]]:
    if match["month"]:
        day = _day_of(match, said, _ordinal(match["day"]), _month(match["month"]), _year(match["year"]))
    else:
        day = cal.next_day_of_month(said.day, _ordinal(match["day"]))
    return [(day - timedelta(days=day.weekday()), "week", "exact")]


def _weekday(match: re.Match[str], said: _Said) -> list[tuple[date, str, str]]:
    wanted, which = WEEKDAYS[match["name"].lower()[:3]], (match["which"] or "").lower().strip()
    if re.search(r"\b(?:every|each|other|second|alternate)\s$", said.text[max(0, match.start() - 12) : match.start()], re.I):
        return []
    if match["after"]:
        return [(cal.coming(said.day, wanted) + timedelta(days=7), "day", "relative")]
    if which == "next":
        monday = said.day - timedelta(days=said.day.weekday()) + timedelta(days=7)
        return [(monday + timedelta(days=wanted), "day", "assumed")]
    if which == "last" or (not which and _past(match, said)):
        return [(cal.coming(said.day, wanted) - timedelta(days=7), "day", "relative")]
    if wanted == said.day.weekday() and (which == "this" or re.search(r"all day(?: on)? $", said.text[: match.start()][-12:])):
        return [(said.day, "day", "relative")]
    return [(cal.coming(said.day, wanted), "day", "relative")]


def _day_alone(match: re.Match[str], said: _Said) -> list[tuple[date, str, str]]:
    number = _ordinal(match["day"] or match["day2"])
    return [(cal.next_day_of_month(said.day, number, past=_past(match, said)), "day", "relative")]


def _count(match: re.Match[str], said: _Said) -> list[tuple[date, str, str]]:
    amount, unit = _number(re.sub(r"\s+", " ", match["n"])), match["unit"].lower()
    if _past(match, said) or not match["n"]:
        return []
    if unit.startswith(("working", "business")):
        return [(cal.add_working_days(said.day, amount), "day", "relative")]
    if unit.startswith("day"):
        return [(said.day + timedelta(days=amount), "day", "relative")]
    if unit.startswith(("week", "fortnight")):
        return [(said.day + timedelta(weeks=amount * (2 if unit[0] == "f" else 1)), "week", "relative")]
    months = amount * {"m": 1, "q": 3, "y": 12}[unit[0]]
    return [(cal.add_months(said.day, months), "month", "relative")]


def _named_day(match: re.Match[str], said: _Said) -> list[tuple[date, str, str]]:
    words = re.sub(r"\s+", " ", match.group().lower())
    days = 2 if "day after" in words else 1 if "tomorrow" in words or words == "tmrw" else -1 if "yesterday" in words else 0
    return [(said.day + timedelta(days=days), "day", "relative")]


def _period(match: re.Match[str], said: _Said) -> list[tuple[date, str, str]]:
    unit, which = match["unit"].lower(), (match["which"] or "this").lower()
    step = {"next": 1, "following": 1, "coming": 1, "last": -1, "previous": -1}.get(which, 0)
    first, precision = cal.period(said.day, unit, step)
    part = _part(match["part"])
    if part.startswith(("end", "close", "late")):
        return [(cal.last_day(first, precision), precision, "relative")]
    if part.startswith(("start", "beginning", "early")):
        return [(first, {"year": "quarter", "quarter": "month", "month": "week"}.get(precision, precision), "relative")]
    if part.startswith("mid"):
        return [(first + (cal.last_day(first, precision) - first) // 2, "week", "relative")]
    return [(first if step or unit == "weekend" else said.day, precision, "relative")]


def _after_next(match: re.Match[str], said: _Said) -> list[tuple[date, str, str]]:
    return [(*cal.period(said.day, match["unit"].lower(), 2), "relative")]


def _nth_weekday(match: re.Match[str], said: _Said) -> list[tuple[date, str, str]]:
    month = _month(match["month"])
    year = _year(match["year"]) or cal.nearest_month(said.day, month, past=_past(match, said))
    which = 5 if match["which"].lower() == "last" else _ordinal(match["which"])
    return [(cal.nth_weekday(year, month, WEEKDAYS[match["name"].lower()[:3]], which), "day", "relative")]


def _period_end(match: re.Match[str], said: _Said) -> list[tuple[date, str, str]]:
    word = re.sub(r"[^a-z]", "", match.group().lower())
    unit = next(
        (
            unit
            for short, unit in (
                ("eod", "day"),
                ("cob", "day"),
                ("cop", "day"),
                ("close", "day"),
                ("eow", "week"),
                ("eom", "month"),
                ("eoq", "quarter"),
                ("eoy", "year"),
                ("ye", "year"),
            )
            if word.startswith(short)
        ),
        "",
    )
    unit = unit or next(unit for unit in ("week", "month", "quarter", "year", "day") if unit in word)
    if unit == "day":
        return [(said.day, "day", "relative")]
    first, precision = cal.period(said.day, unit, 0)
    return [(cal.last_day(first, precision), precision, "relative")]


def _quarter(match: re.Match[str], said: _Said) -> list[tuple[date, str, str]]:
    named = (match["named"] or "").lower()
    number = int(match["q"]) if match["q"] else 4 if named == "last" else ORDINALS[named]
    year = _year(match["year"]) or cal.nearest_quarter(said.day, number, past=_past(match, said))
    first = date(year, number * 3 - 2, 1)
    part = _part(match["part"])
    if part.startswith(("end", "late", "close")):
        return [(cal.last_day(first, "quarter"), "quarter", "assumed")]
    return [(first, "month" if part else "quarter", "assumed")]


def _feast(match: re.Match[str], said: _Said) -> list[tuple[date, str, str]]:
    day = cal.feast(said.day, match["feast"].lower())
    return [(day, "day", "assumed")]


def _year_alone(match: re.Match[str], said: _Said) -> list[tuple[date, str, str]]:
    first = date(int(match["year"]), 1, 1)
    if match["part"]:
        return [(cal.last_day(first, "year"), "year", "exact")]
    return [(first, "year", "exact")]


def _past(match: re.Match[str], said: _Said) -> bool:
    """Return whether the clause before the date speaks of what has been."""
    return tense.tells_of_past(said.text[max(0, match.start() - 90) : match.start()])


_RESOLVERS: Final[dict[str, _Resolver]] = {
    "iso": _iso,
    "week_of": _week_of,
    "week_of_month": _week_of_month,
    "day_range": _day_range,
    "range_after": _day_range,
    "day_month": _day_month,
    "month_day": _day_month,
    "numeric": _numeric,
    "quarter": _quarter,
    "period": _period,
    "period_end": _period_end,
    "after_next": _after_next,
    "nth_weekday": _nth_weekday,
    "whole_month": _whole_month,
    "weekday": _weekday,
    "count": _count,
    "from_now": _count,
    "named_day": _named_day,
    "feast": _feast,
    "year": _year_alone,
    "day_alone": _day_alone,
}
