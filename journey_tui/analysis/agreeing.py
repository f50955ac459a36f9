"""Whether a model's sentence agrees with what it cites: its numbers, days, names, speaker and quoted words, its “not”, “if” and “more”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from journey_tui.analysis.told import (
    DAYS,
    MONTHS,
    Clause,
    Told,
    bounded,
    calendar,
    careful,
    clauses,
    dated,
    denied,
    folded,
    numbers,
    stems,
    words,
)
from journey_tui.text import normalise

_QUOTED: Final = re.compile('[“"]([^”"\n]{4,})[”"]')
_NAME: Final = re.compile(r"(?<![.!?:“\"*-] )(?<!^)(?<!^[“\"*-])\b[A-Z][\w'’-]*[a-z][\w'’-]*")
_FIRST: Final = re.compile(r"[^\W\d_]+")
_ACRONYM: Final = re.compile(r"\b[A-Z]{2,6}\b")
_PLAIN_NAMES: Final = frozenset("crm journey ai ok usd eur gbp pdf am pm".split())
_SAYS: Final = (
    r"(?:sa(?:id|ys)|wr(?:ote|ites)|told|tells|ask(?:ed|s)|promis(?:ed|es)|confirm(?:ed|s)|mention(?:ed|s)|stat(?:ed|es)|add(?:ed|s)|explain(?:ed|s)|"
    r"repl(?:ied|ies)|answer(?:ed|s)|think(?:s)?|thought|believe[sd]?|want(?:s|ed)?|need(?:s|ed)?|agree[sd]?|offer(?:ed|s)|expect(?:s|ed)?|announced|suggest(?:s|ed))"
)
_BETWEEN: Final = r"(?:\s+(?:has|had|have|then|also|already|just|once|later|himself|herself|\([^)]{0,40}\)))*"
_SPEAKS: Final = re.compile(
    rf"\b([A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)?){_BETWEEN}\s+{_SAYS}\b|\b(?:according to|in the words of|as put by)\s+([A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)?)",
    re.I,
)
_SIDES: Final = (
    ("customer", re.compile(rf"\bthe (?:customer|client|buyer|prospect)s?{_BETWEEN}\s+{_SAYS}\b", re.I)),
    ("seller", re.compile(rf"\b(?:we|our (?:side|team)|the seller){_BETWEEN}\s+{_SAYS}\b", re.I)),
)
_SELF: Final = re.compile(r"\b(?:i|me|my|we|us|our|i'm|i'll|i've|i'd)\b")
OPPOSITES: Final = tuple(
    (re.compile(rf"\b(?:{one})\b"), re.compile(rf"\b(?:{other})\b"))
    for one, other in (
        (r"increas\w+|ris(?:e|es|en|ing)|rose|gr(?:ow|ew|ows|own|owth)|went up|goes up",
         r"decreas\w+|fall(?:s|en|ing)?|fell|drop(?:s|ped|ping)?|shrink\w*|shrank|reduc\w+|cuts?|cutting|halved?|went down|goes down"),
        ("more|higher|above|over|exceed\\w*|at least|minimum|longer", "less|fewer|lower|below|under|at most|up to|maximum|no more than|shorter"),
        ("before|earlier|by|until|sooner", "after|afterwards|later|from|since"),
        ("approv\\w+|accept\\w*|agree[sd]?|sign(?:s|ed)", "reject\\w*|declin\\w+|refus\\w+|disagree\\w*|cancel\\w*"),
        ("w[io]ns?|gain\\w*", "los(?:e|es|t|ing)"), ("start\\w*|begin\\w*|began|begun|open(?:s|ed)?", "end(?:s|ed)?|stop\\w*|clos(?:e|es|ed)|finish\\w*"),
        ("includ\\w+", "exclud\\w+"), ("internal(?:ly)?", "external(?:ly)?"), ("faster|quicker", "slower"), ("best|better", "worst|worse"),
        ("must|has to|have to|required|mandatory|needs? to", "can|may|could|optional|nice to have"), ("always|all|every|everybody", "some|sometimes|few|seldom|never"),
        ("with", "without"), ("happy|glad|pleased", "unhappy|worried|annoyed"), ("first", "last"),
    )
)  # fmt: skip
"""Words that turn the meaning where one stands in the place of the other."""
CLOSE: Final = 0.6
"""Share of a clause's words that its source clause has, from which on the two speak of the same."""
NEAR: Final = 0.34


def false(text: str, told: Told, names: frozenset[str] = frozenset(), people: frozenset[str] = frozenset()) -> str:
    """Return why a sentence does not stand in what it cites, empty where it does; `names` need no source, `people` are the deal's."""
    for quote in _QUOTED.findall(text):
        if folded(quote).rstrip(" .…,;:!?") not in told.text:
            return "the words that it quotes are not those of what it cites"
    for found in (_strange_numbers(text, told), _strange_days(text, told)):
        if one := next(found, ""):
            return f"it says {one}, and what it cites does not"
    if name := next(_strange_names(text, told, names, people), ""):
        return f"it names {name}, and what it cites does not"
    if reason := _another_speaker(text, told, names, people):
        return reason
    own = stems(text)
    if own and not own & told.stems:
        return "what it cites says nothing of this"
    return next(_turned(text, told, people), "")


def doubtful(text: str, told: Told, people: frozenset[str] = frozenset()) -> str:
    """Return why a sentence is worth checking against what it cites, empty where nothing speaks against it."""
    for reason in (_denied_elsewhere(text, told, people), _surer(text, told, people), _elsewhere(text, told, people)):
        if reason:
            return f"Worth checking: {reason}."
    mine = stems(text)
    if mine and len(mine & told.stems) * 4 < len(mine):
        return "Worth checking: only part of this stands in what it cites."
    return ""


# What has to be found.


def _strange_numbers(text: str, told: Told) -> Iterator[str]:
    """Yield the numbers that are not told, or are told of something else: 31 % is not 31 days."""
    known = told.numbers
    for one in numbers(folded(text)):
        if one.unit == "date" and len(one.value) <= 2:
            continue  # a day of a month: compared as such
        units = known.get(one.value)
        if one.spelt and not one.unit and (one.value in ("0", "1") or units is None):
            continue  # a pronoun, or a count of what is cited: `doubtful` says so
        if units is None or (one.unit and "" not in units and one.unit not in units):
            yield one.words


def _strange_days(text: str, told: Told) -> Iterator[str]:
    """Yield days, months and weekdays that are not told."""
    low = folded(text)
    for month, day in dated(low):
        if (month, day) not in told.dates:
            yield f"{day} {MONTHS[month - 1].capitalize()}"
    written = frozenset(found.casefold() for found in re.findall(r"\b[A-Z][a-z]{2,8}\b", normalise(text)))
    for name in (*MONTHS, *DAYS):
        if (
            written & {name, name[:3], name[:4]}
            and name not in told.calendar
            and not (name == "may" and not re.search(r"\bMay\b(?! \w+ )", text))
        ):
            yield name.capitalize()


def _strange_names(text: str, told: Told, names: frozenset[str], people: frozenset[str]) -> Iterator[str]:
    """Yield names that are not told; a word at the beginning counts where it is one of the deal's people."""
    plain = normalise(text)
    first = _FIRST.match(plain.lstrip("*\"'- "))
    found = [one.group() for one in _NAME.finditer(plain)]
    if first and first.group().casefold() in people:
        found.insert(0, first.group())
    for name in found:
        bare = name.removesuffix("'s").removesuffix("'")
        low = set(words(bare))
        if low <= told.words | names | _PLAIN_NAMES or calendar(bare.casefold()):
            continue
        yield bare


def _another_speaker(text: str, told: Told, names: frozenset[str], people: frozenset[str]) -> str:
    """Return why it is not who or whose side said it; who is only told of as saying it counts too."""
    if not told.speakers or len(told.speakers) < len(told.sources):
        return ""
    for side, pattern in _SIDES:
        sides = {one.side for one in told.sources}
        if pattern.search(normalise(text)) and sides and side not in sides and sides <= {"customer", "seller"}:
            return f"it has the {side} say this, and what it cites is the other side's word"
    for found in _SPEAKS.finditer(normalise(text)):
        who = (found.group(1) or found.group(2)).removesuffix("'s")
        own = set(words(who)) & (people - names)
        if not own or not who[0].isupper() or any(own & speaker for speaker in told.speakers) or _reported(own, told):
            continue
        said = " and ".join(dict.fromkeys(one.speaker for one in told.sources))
        return f"it has {who} say this, and what it cites is {said}'s word"
    return ""


def _reported(names: set[str], told: Told) -> bool:
    """Return whether somebody tells what these people say or want."""
    return any(
        re.search(rf"\b{re.escape(name)}\b(?: \w+){{0,2}}? {_SAYS}\b|\bfrom {re.escape(name)}\b", one.text)
        for name in names
        for one in told.clauses
    )


# What has to agree.


def _pairs(text: str, told: Told, people: frozenset[str]) -> Iterator[tuple[str, float, list[Clause]]]:
    """Yield each clause of a sentence with the clauses of its sources that come closest, and how close they come."""
    named = stems(" ".join(people))
    for clause in clauses(folded(text)):
        own = stems(clause)
        share, closest = told.closest(own - named or own)
        if closest:
            yield clause, share, closest


def _turned(text: str, told: Told, people: frozenset[str]) -> Iterator[str]:
    """Yield how it says the contrary of the clause that it repeats."""
    for clause, share, closest in _pairs(text, told, people):
        if share < CLOSE:
            continue
        own = denied(clause)
        if all(own != one.denied for one in closest) and not any(bounded(clause, one.text) for one in closest):
            yield "it says “not” where what it cites does not" if own else "what it cites says “not” here"
        for one, other in OPPOSITES:
            for mine, theirs in ((one, other), (other, one)):
                if (
                    (found := mine.search(clause))
                    and not theirs.search(clause)
                    and all(own == two.denied and theirs.search(two.text) and not mine.search(two.whole) for two in closest)
                ):
                    yield f"it says “{found.group()}”, and what it cites says the contrary"


def _denied_elsewhere(text: str, told: Told, people: frozenset[str]) -> str:
    if not (_QUOTED.sub(" ", text)).strip():
        return ""
    for clause, share, closest in _pairs(text, told, people):
        if share >= NEAR and all(denied(clause) != one.denied for one in closest):
            return "one of this sentence and its source says “not”"
    if denied(folded(text)) and not any(one.denied for one in told.clauses):
        return "it says “not”, and what it cites nowhere does"
    return ""


def _surer(text: str, told: Told, people: frozenset[str]) -> str:
    """Return whether it states what its source asks, doubts or puts under a condition."""
    low = folded(text)
    if careful(low):
        return ""
    for _, share, closest in _pairs(text, told, people):
        if share >= NEAR and all(careful(one.whole) and not _states(one, low) for one in closest):
            whole = closest[0].whole
            return (
                "its source asks this"
                if whole.rstrip("\"' ").endswith("?")
                else "its source says it under a condition or in doubt"
            )
    return ""


def _states(one: Clause, low: str) -> bool:
    """Return whether the sentence repeats the doubtful words themselves."""
    return one.whole.strip(" .!?") in low


def _elsewhere(text: str, told: Told, people: frozenset[str]) -> str:
    """Return what is told of something else: another number, day or person stands in the clause that it repeats."""
    low = folded(text)
    for one in numbers(low):
        if one.spelt and not one.unit and one.value not in ("0", "1") and one.value not in told.numbers:
            return f"it counts {one.words}, and what it cites does not"
    if odd := next((a for a in _ACRONYM.findall(text) if a.casefold() not in told.words | _PLAIN_NAMES), ""):
        return f"{odd} does not stand in what it cites"
    named = people & {word.casefold() for word in re.findall(r"\b[A-Z]\w+", text)}
    for clause, share, closest in _pairs(text, told, people):
        for kind, said in _things(clause, named).items() if share >= CLOSE else ():
            for thing in said:
                if thing in DAYS and next(dated(clause), None):
                    continue  # it is the day of that date
                if all(not _belongs(thing, kind, one, low, named) and _rivals(kind, one, people) for one in closest):
                    return f"{thing.capitalize()} stands elsewhere in what it cites"
    return _changed_places(low, told, named)


def _belongs(thing: str, kind: str, one: Clause, low: str, people: frozenset[str]) -> bool:
    """Return whether a number, day or name belongs to a clause: it stands in its sentence, or says who said it and when."""
    if thing in _things(one.whole, people)[kind]:
        return True
    if kind == "name" and thing in one.speaker:
        return bool(_TELLS.search(low)) or (bool(_SELF.search(one.whole)) and not _SELF.search(_QUOTED.sub(" ", low)))
    return bool(_TELLS.search(low)) and thing in _things(one.head, people)[kind]


_TELLS: Final = re.compile(
    r"\b(?:said|says|wrote|writes|told|tells|asked|asks|mentioned|mentions|confirmed|confirms|stated|states|added|adds|explained|replied|answered|promised|"
    r"e-?mails?|mail|(?:the|a|an|in|his|her|their|our) (?:call|meeting|note|message|letter)|(?:call|meeting|note|message|letter)s? (?:of|on)|"
    r"transcript|according|words)\b"
)
"""A sentence that says who told it and when."""


def _rivals(kind: str, one: Clause, people: frozenset[str]) -> bool:
    """Return whether the clause has another of that kind itself; who speaks of themself is one."""
    found = set(_things(one.text, people)[kind])
    return bool(found) or (kind == "name" and bool(_SELF.search(one.text)))


def _things(low: str, people: frozenset[str]) -> dict[str, list[str]]:
    """Return the numbers, days and people of a folded text."""
    return {
        "number": [
            one.value for one in numbers(low) if one.unit not in ("year", "date") and not (one.spelt and one.value in ("0", "1"))
        ],
        "day": sorted(calendar(low)),
        "name": [word for word in words(low) if word in people],
    }


def _changed_places(low: str, told: Told, people: frozenset[str]) -> str:
    """Return whether two people stand in the other order around the same words."""
    mine = [word for word in dict.fromkeys(words(low)) if word in people]
    for one, two in pairwise(mine):
        share, closest = told.closest(stems(low) - {*stems(" ".join(people))})
        if share < CLOSE or not closest:
            continue
        order = [[word for word in words(clause.text) if word in (one, two)] for clause in closest]
        passive = any(
            bool(re.search(r"\b(?:by|from)\b", low)) != bool(re.search(r"\b(?:by|from)\b", clause.text)) for clause in closest
        )
        if not passive and all(found[:2] == [two, one] for found in order):
            return f"{one.capitalize()} and {two.capitalize()} have changed places"
    return ""
