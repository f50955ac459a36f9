"""What the remark rules share: sentences with their place, who speaks to whom, what is said in confidence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from datetime import date
from typing import Final

from journey_tui.analysis import dates_calendar as cal
from journey_tui.analysis.cues import Heard, fold
from journey_tui.analysis.cues.catalogue import hear
from journey_tui.analysis.dates import FoundDate, find_dates
from journey_tui.analysis.dates_words import DATE_WORDS, ORDINALS, WEEKDAYS
from journey_tui.analysis.port import Context
from journey_tui.analysis.quick import hint
from journey_tui.domain.model import Direction, Kind, Origin, Person, Segment, Side, Touchpoint
from journey_tui.lean import dataclass

DATED: Final = hint(DATE_WORDS)
"""The bit of a sentence that may name a day."""


class Sentence:
    """One sentence of one speaker, `touchpoint.text[start:end]`; not a dataclass, since very many are made."""

    __slots__ = ("end", "heard", "hints", "index", "low", "segment", "start", "text", "words")

    def __init__(self, start: int, end: int, heard: Heard, segment: Segment, index: int) -> None:
        self.start, self.end = start, end
        self.heard = heard
        self.text, self.low, self.words, self.hints = heard.plain, heard.low, heard.words, heard.hints
        """What is heard in it. Only for matching; quotes are cut from the source."""
        self.segment = segment
        self.index = index
        """Place of its segment among the touchpoint's."""


@dataclass(frozen=True, slots=True)
class Hit:
    """What one rule found in one sentence."""

    kind: str
    sentence: Sentence
    start: int
    end: int
    value: str = ""
    due: date | None = None
    addressed_to: str = ""


@dataclass(slots=True)
class Reading:
    """One touchpoint being read, with what is worked out once for all rules."""

    touchpoint: Touchpoint
    context: Context
    segments: tuple[Segment, ...]
    sentences: tuple[Sentence, ...] = ()
    found_dates: dict[tuple[int, int], list[FoundDate]] = field(default_factory=dict)
    """Dates by sentence, found once."""
    in_confidence: dict[int, bool] = field(default_factory=dict)
    """Whether a segment was said in confidence, by its start, found once."""
    by_side: dict[tuple[Side, ...], list[Sentence]] = field(default_factory=dict)
    """Sentences by who said them, found once."""
    sides: dict[str, Side] = field(default_factory=dict)
    """Side by address and by folded name."""
    keys: dict[str, str] = field(default_factory=dict)
    """Identity (address, else folded name) by folded name and by unique first name."""

    @property
    def automatic(self) -> bool:
        """Return whether a machine sent it: then only absences are read."""
        return bool(self.touchpoint.auto) or self.touchpoint.origin is Origin.AUTOMATED

    @property
    def spoken(self) -> bool:
        """Return whether it is a transcript."""
        return self.touchpoint.kind in {Kind.CALL, Kind.MEETING}

    def side(self, segment: Segment) -> Side:
        """Return the side of who speaks, as matching set it, else by people and addresses."""
        if segment.side is not Side.OTHER:
            return segment.side
        # An address decides alone: anybody can write under a known name from elsewhere.
        known = self.sides.get(segment.address) if segment.address else self.sides.get(fold(segment.speaker))
        if known:
            return known
        if segment.address:
            return self.touchpoint.side if segment.address == self.touchpoint.actor_key else Side.OTHER
        return self.touchpoint.side if fold(segment.speaker) == fold(self.touchpoint.actor) else Side.OTHER

    def key(self, segment: Segment) -> str:
        """Return the identity of who speaks."""
        if segment.address:
            return segment.address
        return self.keys.get(fold(segment.speaker)) or fold(segment.speaker) or self.touchpoint.actor_key

    def said_by(self, *sides: Side) -> Sequence[Sentence]:
        """Return the sentences that one of these sides said."""
        if sides not in self.by_side:
            theirs = [self.side(segment) in sides for segment in self.segments]
            self.by_side[sides] = [one for one in self.sentences if theirs[one.index]]
        return self.by_side[sides]

    def dates(self, sentence: Sentence) -> list[FoundDate]:
        """Return the dates of a sentence, with places counted in its normalised text."""
        if not sentence.hints & DATED:
            return []
        place = (sentence.start, sentence.end)
        if place not in self.found_dates:
            found = find_dates(sentence.text, self.touchpoint.at, zone=self.touchpoint.zone, words=sentence.words)
            self.found_dates[place] = _one_day(sentence.text, found, self.touchpoint.at.date())
        return self.found_dates[place]

    def hit(self, kind: str, sentence: Sentence, value: str = "", due: date | None = None, addressed_to: str = "") -> Hit:
        """Return a hit that quotes the whole sentence."""
        return Hit(kind, sentence, sentence.start, sentence.end, value, due, addressed_to)

    def side_of_party(self, address: str, name: str) -> Side:
        """Return the side of a recipient or attendee."""
        return (self.sides.get(address) if address else self.sides.get(fold(name))) or Side.OTHER

    def recipients(self, *roles: str) -> list[Side]:
        """Return the sides of those it was sent to."""
        return [self.side_of_party(party.address, party.name) for party in self.touchpoint.parties if party.role in roles]


_SAME_DAY: Final = re.compile(r"(?:,? (?:on )?(?:the )?|,? )")
_WEEKDAY: Final = re.compile(
    r"(?:this |next )?(?:mon|tue|wed|thu|fri|sat|sun)|close of|cob|eod|end of (?:the )?(?:day|business)", re.I
)
_WORD_DAY: Final = re.compile(r",? (?:on )?the (?P<day>[a-z]+(?:[ -][a-z]+)?)\b", re.I)


def _one_day(text: str, found: list[FoundDate], said: date) -> list[FoundDate]:
    """Return the dates with a weekday or time of day joined to the day right behind it: `Friday the thirteenth` is one."""
    kept: list[FoundDate] = []
    for one in found:
        before = kept[-1] if kept else None
        vague = before is not None and _WEEKDAY.match(before.words) and before.precision == "day" and not one.is_range_end
        if before is not None and vague and one.precision == "day" and _SAME_DAY.fullmatch(text[before.end : one.start]):
            sure = one.date if one.kind == "exact" else _by_weekday(before, one.date.day, said) or one.date
            kept[-1] = replace(one, start=before.start, words=text[before.start : one.end], date=sure)
        else:
            kept.append(_with_word_day(text, one, said))
    return kept


def _with_word_day(text: str, one: FoundDate, said: date) -> FoundDate:
    """Return a weekday with the day of the month that is written out behind it."""
    match = _WORD_DAY.match(text, one.end) if one.kind == "relative" and one.precision == "day" else None
    words = match["day"].lower().replace("-", " ").split() if match else []
    number = next((ORDINALS[name] for name in ("-".join(words), " ".join(words), *words[:1]) if name in ORDINALS), 0)
    if not match or not 1 <= number <= 31:
        return one
    return replace(
        one,
        end=match.end("day"),
        words=text[one.start : match.end("day")],
        date=_by_weekday(one, number, said) or cal.next_day_of_month(said, number, past=one.date < said),
    )


def _by_weekday(named: FoundDate, day: int, said: date) -> date | None:
    """Return the day of the month that falls on the weekday said before it, whatever the tense; None where none is near."""
    name = re.search(r"\b(mon|tue|wed|thu|fri|sat|sun)", named.words.lower())
    return cal.day_on_weekday(said, day, WEEKDAYS[name[1]]) if name else None


def open_reading(touchpoint: Touchpoint, context: Context) -> Reading:
    """Return the touchpoint ready to be read: own segments, their sentences, sides and identities."""
    segments = tuple(one for one in touchpoint.segments if one.role == "new")
    if not touchpoint.segments and touchpoint.kind is Kind.EMAIL:
        whole = Segment(0, len(touchpoint.text), touchpoint.actor, _address(touchpoint.actor_key), touchpoint.side)
        segments = (whole,)
    reading = Reading(touchpoint, context, segments)
    _learn_people(reading)
    reading.sentences = tuple(
        one for index, segment in enumerate(segments) for one in _sentences(touchpoint.text, segment, index)
    )
    return reading


def _address(key: str) -> str:
    return key if "@" in key else ""


def _learn_people(reading: Reading) -> None:
    """Fill the sides and identities: people of the deal, then speakers, then other addresses by their domain."""
    touchpoint = reading.touchpoint
    speakers = tuple(dict.fromkeys((one.speaker, one.address, one.side) for one in reading.segments))
    others = tuple((one.name, one.address) for one in touchpoint.parties)
    reading.sides, reading.keys = _WHO_IS_WHO.of(
        reading.context.people, (speakers, (touchpoint.actor_key, touchpoint.side), others)
    )


_Spoken = tuple[tuple[str, str, Side], ...]
_Around = tuple[_Spoken, tuple[str, Side], tuple[tuple[str, str], ...]]
"""Who takes part in one touchpoint: speakers, its actor, the parties."""
_Known = tuple[dict[str, Side], dict[str, str]]


class _WhoIsWho:
    """Sides and identities in the deal being read: its touchpoints come one after the other, mostly between the same people."""

    _MOST = 256

    def __init__(self) -> None:
        self._last: tuple[tuple[Person, ...], _Known, dict[_Around, _Known]] = ((), ({}, {}), {})

    def of(self, people: tuple[Person, ...], around: _Around) -> _Known:
        """Return (sides, identities) by address, folded name and unique first name; shared, so never to be changed."""
        if self._last[0] is not people:
            self._last = (people, _of_people(people), {})
        _, base, known = self._last
        if around not in known:
            if len(known) >= self._MOST:
                known.clear()
            known[around] = _with_speakers((dict(base[0]), dict(base[1])), around)
        return known[around]


_WHO_IS_WHO: Final = _WhoIsWho()


def _of_people(people: tuple[Person, ...]) -> _Known:
    sides: dict[str, Side] = {}
    keys: dict[str, str] = {}
    for person in people:
        key = person.address.lower() or fold(person.name)
        for name in (key, fold(person.name)):
            if name:
                sides.setdefault(name, person.side)
                keys.setdefault(name, key)
    return sides, keys


def _with_speakers(known: _Known, around: _Around) -> _Known:
    """Return what is known with the people around one touchpoint learnt; `known` is changed."""
    sides, keys = known
    speakers, (actor, actor_side), parties = around
    for speaker, address, side in speakers:
        if side is not Side.OTHER and speaker:
            sides.setdefault(address or fold(speaker), side)
            sides.setdefault(fold(speaker), side)
            keys.setdefault(fold(speaker), address or fold(speaker))
    domains = {key.rpartition("@")[2]: side for key, side in sides.items() if "@" in key}
    if "@" in actor and actor_side is not Side.OTHER:
        domains.setdefault(actor.rpartition("@")[2], actor_side)
    for name, address in parties:
        if name:
            keys.setdefault(fold(name), address or fold(name))
        found = domains.get(address.rpartition("@")[2]) if address else None
        if found:
            sides.setdefault(address, found)
            sides.setdefault(fold(name), found)
    firsts: dict[str, set[str]] = {}
    for name, key in keys.items():
        if "@" not in name and " " in name:
            firsts.setdefault(name.split()[0], set()).add(key)
    for first, found_keys in firsts.items():
        if len(found_keys) == 1:
            keys.setdefault(first, next(iter(found_keys)))
    return sides, keys


# A sentence ends at a mark followed by space, at an empty line, or before a bullet.
_END: Final = re.compile(r"[.!?…\n](?:(?<=\n)(?:\s*\n|(?=\s*(?:[-*•–]|\d{1,2}[.)])\s))|(?<!\n)[.!?…]*[\"'”’)\]]*(?=\s|$))")
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:e\.g|i\.e|mr|mrs|ms|dr|prof|approx|incl|no|vs|etc|inc|ltd|st|jan|feb|mar|apr|jun|"
    r"jul|aug|sept?|oct|nov"
    r"|dec|mon|tues?|wed|thurs?|fri|w/c|p|pp|fig|resp|ca|co)|\b[A-Z])\.$",
    re.I,
)
_SHORTENED: Final = tuple(
    "e.g i.e mr mrs ms dr prof approx incl no vs etc inc ltd st jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thur "
    "thurs fri w/c p pp fig resp ca co".split()
)
_SHORT_LINE = 34
_BULLETS: Final = "-*•–"
_GREETING: Final = re.compile(
    r"(?:hi|hello|hey|dear|good\s+(?:morning|afternoon|evening)|morning|thanks|thank you|all|both|"
    r"team)?\b[^.!?\n]{0,30},?$",
    re.I,
)


def _sentences(text: str, segment: Segment, index: int) -> Iterator[Sentence]:
    """Yield the sentences of a segment, without the white space around them."""
    start, body_end = segment.start, min(segment.end, len(text))
    for cut in _cuts(text, segment.start, body_end):
        yield from _trimmed(text, start, cut, segment, index)
        start = cut
    yield from _trimmed(text, start, body_end, segment, index)


def _cuts(text: str, start: int, end: int) -> Iterator[int]:
    for match in _END.finditer(text, start, end):
        mark = match.group()
        if mark[-1] in "\"'”’)" and text[match.end() : match.end() + 2].strip().islower():
            continue
        if mark == "." and _abbreviated(text[max(start, match.start() - 7) : match.end()]):
            continue
        if (
            mark == "."
            and text[match.start() - 1 : match.start()].isdigit()
            and re.match(r"\s[A-Z]?[a-z]{2,8}\b", text[match.end() : match.end() + 10])
        ):
            following = text[match.end() : match.end() + 10].strip().lower()[:3]
            if following in {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}:
                continue
        yield match.end()


def _abbreviated(tail: str) -> bool:
    """Return whether the point behind `tail` belongs to an abbreviation; cheap tests first, since most words are none."""
    return (tail[-2:-1].isalpha() and (tail[-3:-2].isalnum() is False or tail[:-1].lower().endswith(_SHORTENED))) and bool(
        _ABBREVIATION.search(tail)
    )


def _trimmed(text: str, start: int, end: int, segment: Segment, index: int) -> Iterator[Sentence]:
    """Yield one sentence, a greeting or name on its own first line cut off."""
    part = text[start:end]
    whole = part.lstrip()
    start, part = start + len(part) - len(whole), whole.rstrip()
    if "\n" in part:
        line, _, rest = part.partition("\n")
        if _is_salutation(line) and rest.strip():
            start, part = start + len(line) + 1 + len(rest) - len(rest.lstrip()), rest.strip()
    if part[:1] in _BULLETS and part:
        part = part.lstrip("-*•– \t")
        start = text.find(part, start, end + 1) if part else start
    if part:
        yield Sentence(start, start + len(part), hear(part), segment, index)


def _is_salutation(line: str) -> bool:
    return len(line) <= _SHORT_LINE and not line.rstrip()[-1:].isalnum() and bool(_GREETING.fullmatch(line.strip()))


def is_confidential(reading: Reading, segment: Segment) -> bool:
    """Return whether this was said in confidence: by its subject, or by any of this speaker's own words in the message.

    In a transcript the mark holds for the turn that carries it and the speaker's turn after it.
    """
    if segment.start not in reading.in_confidence:
        own = _same_speaker(reading, segment)
        said = any(one.heard.in_confidence and one.segment in own for one in reading.sentences)
        reading.in_confidence[segment.start] = said or hear(reading.touchpoint.subject).in_confidence
    return reading.in_confidence[segment.start]


def _same_speaker(reading: Reading, segment: Segment) -> list[Segment]:
    mine = [one for one in reading.segments if one.speaker == segment.speaker]
    if not reading.spoken:
        return mine
    place = mine.index(segment) if segment in mine else 0
    return mine[max(0, place - 1) : place + 1]


def outward(touchpoint: Touchpoint) -> bool:
    """Return whether it left the seller's side."""
    return touchpoint.direction is not Direction.INTERNAL


__all__ = ["DATED", "Hit", "Reading", "Sentence", "fold", "is_confidential", "open_reading", "outward"]
