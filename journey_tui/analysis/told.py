"""What the sources of a model's sentence say, clause by clause: numbers with their units, days, names, negation, condition, and who speaks."""

from __future__ import annotations

import re
from calendar import monthrange, weekday
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Final

from journey_tui.analysis import guards
from journey_tui.domain.context import Source
from journey_tui.lean import dataclass
from journey_tui.text import normalise

MONTHS: Final = "january february march april may june july august september october november december".split()
DAYS: Final = "monday tuesday wednesday thursday friday saturday sunday".split()
_ONES: Final = ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
                "nineteen").split()  # fmt: skip
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_TIMES: Final = {"hundred": 100, "k": 1_000, "thousand": 1_000, "m": 1_000_000, "mn": 1_000_000, "million": 1_000_000, "bn": 10**9, "billion": 10**9}  # fmt: skip
_UNIT: Final = (
    r"(?:[\s-]?(?:(?P<date>(?:of )?(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\b)|"
    r"(?P<share>%|per ?cent\b)|(?:\w+ )?(?P<span>minute|hour|day|week|month|quarter|year)s?\b|(?P<money>usd|eur|gbp|dollars|euros|pounds)\b))?"
)
_NUMBER: Final = re.compile(
    rf"(?<!\w)(?P<sign>[$€£])?\s?(?P<digits>\d+(?:[.,:]\d+)*)(?:\s?(?P<times>{'|'.join(_TIMES)})\b)?(?:st|nd|rd|th)?{_UNIT}"
)
_SPELT: Final = re.compile(
    rf"\b(?:(?P<tens>{'|'.join(_TENS)})(?:[- ](?P<one>{'|'.join(_ONES[1:10])}))?|(?P<ones>{'|'.join(_ONES)}))\b"
    rf"(?:[ -](?P<times>hundred|thousand|million|billion)\b)?{_UNIT}"
)
_QUARTER: Final = re.compile(r"\b(?:q|quarter )([1-4])\b|\b(first|second|third|fourth|last) quarter\b")
_AFTER_MONTH: Final = re.compile(r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? (?:the )?$")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_ISO: Final = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
_WORD: Final = re.compile(r"[^\W_]+")
_CLAUSES: Final = re.compile(
    r"(?<=[.!?])[\"')]*\s+|[;:]\s+|\s-+\s|\sand\s(?=(?:i|we|you|he|she|they|it)\b)|,\s+(?=(?:but|and|so|while|although|though|whereas|yet|not|which|who)\b)|\s(?=(?:but|although|though|whereas|because|unless)\b)"
)
_SENTENCES: Final = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+|\n+")
_WRAPPED: Final = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+|\n\s*\n|\n(?=\s*(?:[-*•]|\d+[.)])\s)")
"""In mail a line ends where the window did: a sentence goes on behind it."""
_NOT: Final = re.compile(
    r"\b(?:not(?! only)|never|nobody|no one|none|nothing|neither|nor|cannot|hardly|barely|without|(?:is|are|was|were|do|does|did|wo|would|ca|could|should|have|"
    r"has|had|ai|need|must)n't|no(?! (?:later|earlier|sooner|more|less|fewer) than)(?!,))\b"
)
_DENIES: Final = re.compile(
    r"\b(?:refus\w+|declin(?:e|es|ed|ing)|reject\w*|den(?:y|ies|ied)|cancel\w*|withdr[ae]w\w*|withdrawn|unable|unlikely|impossible|disagree\w*|disapprov\w*|"
    r"un(?:approved|signed|decided|clear|known|confirmed|willing|happy|resolved|available|affordable|necessary)|incomplete|lacks?|lacking|rul(?:e|es|ed) out|"
    r"stop(?:s|ped)?|fail(?:s|ed)?)\b"
)
_BOUND: Final = re.compile(r"\bnot\b(?: \w+){0,4} (until|till|before|later|earlier|more|less|sooner|yet)\b|\bno longer\b")
_SMALL: Final = frozenset(
    "that this with from they their them have been will were what when which about would there also into said says wrote told some more than then could "
    "writes asked asks according confirmed added stated mentioned replied answered explained does done doing very only just still already your ours "
    "these those here where whom whose while being having should shall might must cannot myself yourself himself herself itself ourselves themselves".split()
)
_NAMED: Final = frozenset((*MONTHS, *DAYS)) - {"march"}
_NEGATIVES: Final = frozenset("never nobody none nothing neither hardly barely without unable unlikely".split())


@dataclass(frozen=True, slots=True)
class Number:
    """A number, and what it counts as far as that is known."""

    value: str
    unit: str = ""
    """`%`, `money`, `day` …; empty where it is not said."""
    words: str = ""
    """As it stands in the text."""
    spelt: bool = False


@dataclass(frozen=True)
class Clause:
    """A part of a sentence that says one thing."""

    text: str
    """Folded."""
    speaker: frozenset[str] = frozenset()
    """Words of the name of who says it."""
    whole: str = ""
    """The sentence around it, folded."""
    head: str = ""
    """What stands above it: who, when, about what; folded."""

    @cached_property
    def stems(self) -> frozenset[str]:
        """Return the beginnings of its longer words."""
        return stems(self.text)

    @cached_property
    def denied(self) -> bool:
        """Return whether it denies."""
        return denied(self.text)


class Told:
    """What some sources say together."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self.sources = sources
        self.text = folded("\n".join(one.text for one in sources))
        self.speakers = [frozenset(words(one.speaker)) for one in sources if one.speaker]

    @cached_property
    def words(self) -> frozenset[str]:
        """Return every word."""
        return frozenset(words(self.text))

    @cached_property
    def stems(self) -> frozenset[str]:
        """Return the beginnings of the longer words."""
        return stems(self.text)

    @cached_property
    def numbers(self) -> dict[str, set[str]]:
        """Return the units of each number."""
        found: dict[str, set[str]] = {}
        for one in numbers(self.text):
            found.setdefault(one.value, set()).add(one.unit)
        return found

    @cached_property
    def dates(self) -> frozenset[tuple[int, int]]:
        """Return (month, day) of every day that a sentence names."""
        return frozenset(pair for one in self.clauses for pair in _pairs(one.head) | _pairs(one.whole)) | frozenset(
            dated(self.text)
        )

    @cached_property
    def calendar(self) -> frozenset[str]:
        """Return the months and weekdays that are named, and the weekdays of whole dates."""
        return calendar(self.text) | _weekdays(self.dates, self.numbers)

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """Return the clauses of all of them."""
        return tuple(clause for one in self.sources for clause in _clauses_of(one))

    def closest(self, said: frozenset[str]) -> tuple[float, list[Clause]]:
        """Return which share of these words the closest clauses have, and those clauses; 0 where none has any."""
        best, found = 0.0, list[Clause]()
        for one in self.clauses:
            share = len(said & one.stems) / len(said) if said else 0.0
            if share > best:
                best, found = share, []
            if share and share == best and not (one.text == one.whole and any(near.whole == one.whole for near in found)):
                found.append(one)  # a sentence is as near as its clause is: the clause alone says it
        return best, found


def _clauses_of(source: Source) -> Iterator[Clause]:
    """Yield the clauses of a source: what is said, not who says it."""
    speaker, head = frozenset(words(source.speaker)), folded(source.head)
    for sentence in (_WRAPPED if source.head else _SENTENCES).split(source.said):
        whole = folded(sentence)
        parts = clauses(whole)
        for part in parts if len(parts) < 2 else (*parts, whole):
            yield Clause(part, speaker, whole, head)


def clauses(low: str) -> list[str]:
    """Return the clauses of a folded sentence."""
    return [part for part in (one.strip(" ,") for one in _CLAUSES.split(low)) if part]


def folded(text: str) -> str:
    """Return a text as it is compared."""
    return normalise(text).casefold()


def words(text: str) -> Iterator[str]:
    """Yield the words of a folded text."""
    return (found.group() for found in _WORD.finditer(text.casefold()))


def stems(text: str) -> frozenset[str]:
    """Return the beginnings of the longer words, without what only joins or denies: inflections are alike."""
    found = re.findall(r"[^\W\d_]{4,}", text.casefold())
    return frozenset(stem(word) for word in found if word not in _SMALL and word not in _NEGATIVES and word not in _NAMED)


def stem(word: str) -> str:
    """Return the beginning of a word without its inflection."""
    bare = re.sub(r"(?:ing|ed|es|s|e|ly)$", "", word)
    return (bare if len(bare) >= 3 else word)[:5]


def denied(low: str) -> bool:
    """Return whether a folded clause denies; what is not refused is not denied."""
    return bool(_NOT.search(low)) != bool(_DENIES.search(low))


def bounded(one: str, other: str) -> bool:
    """Return whether two clauses may say the same though one denies: `not before May` and `in May`; not where both have the bound."""
    found = _BOUND.search(one) or _BOUND.search(other)
    return found is not None and not (found[1] and all(re.search(rf"\b{found[1]}\b", low) for low in (one, other)))


def numbers(low: str) -> Iterator[Number]:
    """Yield the numbers of a folded text, in digits or spelt."""
    for found in _QUARTER.finditer(low):
        yield Number(f"q{found.group(1) or _ORDER.get(found.group(2), 4)}", "", found.group())
    for found in _NUMBER.finditer(_QUARTER.sub(" ", low)):
        unit = "%" if found["share"] else found["span"] or ("money" if found["money"] or found["sign"] else "")
        if found["date"] or _AFTER_MONTH.search(low, max(0, found.start() - 12), found.start()):
            unit = "date"
        if not unit and not found["times"] and _YEAR.fullmatch(found["digits"]):
            unit = "year"
        for value in _values(found["digits"], _TIMES.get(found["times"] or "", 1)):
            yield Number(value, unit, found.group().strip())
    for found in _SPELT.finditer(low):
        ones = found["ones"] or found["one"]
        count = (20 + 10 * _TENS.index(found["tens"]) if found["tens"] else 0) + (_ONES.index(ones) if ones else 0)
        unit = "%" if found["share"] else found["span"] or ("money" if found["money"] else "")
        yield Number(str(count * _TIMES.get(found["times"] or "", 1)), unit, found.group().strip(), spelt=True)


_ORDER: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}


def _values(digits: str, times: int) -> Iterator[str]:
    """Yield how digits may be read: `50,000` is fifty thousand, `3,5` three and a half, `10:30` a time."""
    if ":" in digits:
        yield digits.lstrip("0")
        return
    plain = digits.replace(",", "") if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", digits) else digits.replace(",", ".")
    if plain.count(".") > 1:
        yield digits
        return
    try:
        value = (Decimal(plain) * times).normalize()
    except InvalidOperation:
        yield digits
        return
    yield f"{value:f}"


def calendar(low: str) -> frozenset[str]:
    """Return the months and weekdays that a folded text names, also in short or as a date in figures."""
    said = set(words(low))
    named = {name for name in (*MONTHS, *DAYS) if name in said or name[:3] in said or name[:4] in said}
    return frozenset(named | {MONTHS[month - 1] for month, _ in _iso(low)})


def _weekdays(days: Iterable[tuple[int, int]], told: Iterable[str]) -> frozenset[str]:
    """Return on which weekdays these days fall, in the years that are told."""
    found: set[str] = set()
    for year in (int(value) for value in told if _YEAR.fullmatch(value)):
        for month, day in days:
            if day <= monthrange(year, month)[1]:
                found.add(DAYS[weekday(year, month, day)])
    return frozenset(found)


def month_of(name: str) -> int | None:
    """Return the number of a month, by its name or the first letters of it."""
    return next((n for n, full in enumerate(MONTHS, 1) if len(name) >= 3 and full.startswith(name[:4])), None)


def _iso(low: str) -> Iterable[tuple[int, int]]:
    return [(int(m), int(d)) for _, m, d in _ISO.findall(low) if 1 <= int(m) <= 12]


def _pairs(low: str) -> frozenset[tuple[int, int]]:
    """Return the days of a sentence: each of its months with each small number that counts nothing else: `12 and 14 March` are two."""
    months = {n for n, name in enumerate(MONTHS, 1) if name in calendar(low)}
    if not months or len(low) > 600:
        return frozenset(dated(low)) | frozenset(_iso(low))
    days = {
        int(one.value)
        for one in numbers(low)
        if one.unit in ("", "date") and one.value.isdigit() and 1 <= int(one.value) <= 31 and not one.spelt
    }
    return frozenset((month, day) for month in months for day in days) | frozenset(_iso(low))


_MONTH: Final = r"(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|january|february|march|april|august|september|october|november|december)"
_DATED: Final = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH}\b|\b{_MONTH}\.? (?:the )?(\d{{1,2}})(?:st|nd|rd|th)?\b(?![:.,]?\d)"
)


def dated(low: str) -> Iterator[tuple[int, int]]:
    """Yield (month, day) of the days that a folded text names."""
    yield from _iso(low)
    for day, after, before, other in _DATED.findall(low):
        month = month_of(after or before)
        if month is not None:
            yield month, int(day or other)


def careful(low: str) -> bool:
    """Return whether a folded sentence says something under a condition, in doubt, or asks it."""
    return low.rstrip("\"' ").endswith("?") or guards.hypothetical(low) or guards.hedged(low) or bool(_CAREFUL.search(low))


_CAREFUL: Final = re.compile(
    r"\b(?:if|whether|may|might|could|would|unless|depend\w*|condition\w*|provided|probably|perhaps|maybe|likely|possibly|seem\w*|appear\w*|looks? (?:like|likely)|"
    r"hop(?:e|es|ing)|"
    r"expect\w*|plan(?:s|ned)? to|ask(?:s|ed|ing)?|wonder\w*|question|unclear|open|not (?:yet )?(?:sure|certain|known|confirmed)|subject to|once|as soon as|until|"
    r"worth|aims?|tentative\w*|consider\w*|thinks?|believes?|guess\w*|in doubt|suggest\w*)\b"
)
