"""Dates with a meaning: what happens when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from journey_tui.analysis import tense
from journey_tui.analysis.dates import FoundDate
from journey_tui.analysis.quick import Pattern
from journey_tui.analysis.remarks_text import DATED, Hit, Reading, Sentence
from journey_tui.domain.model import Side

_I = re.IGNORECASE
_EVENT: Final = re.compile(
    r"\b(?:(?:[A-Za-z][\w'/&-]+ ){0,2}?)(?P<noun>board(?: meeting| papers?)?|(?:quality |town |city |works )?council|"
    r"(?:steering |investment |audit |risk |purchasing |change )?committee|steerco|(?:sign-?off|decision|review|kick-?off|"
    r"budget|status|project|exec(?:utive)?|all-hands|town ?hall|vendor|security)? ?(?:meeting|review|session)|audit(?:ors?)?|"
    r"inspection|inspectors?"
    r"|regulators?|go-?live|going live|live|launch|deadline|kick-?off|(?:change |code |budget |hiring |spending )?freeze|"
    r"cut-?over|renewal|renews?|expir(?:es?|y|ing)|runs out|contract(?: ends)?|budget(?:s)?(?: round| cycle)?|year[- ]end "
    r"close|decision|decid(?:e|es|ing)|vote|approval|approve|papers?|peak(?: season)?|season|"
    r"opening|opens?|migration|release|roll-?out|pilot|on site|hearing|tender|rfp|rfi|submission|submit|closes?|closing|due|"
    r"workshop|demo|presentation|visit|starts?|begins?|goes? (?:in|to|live|up)|takes? place|scheduled|planned|meets?|sits?|"
    r"convenes?|assessment|questionnaire|shut-?down|stocktake|exam(?:s|ination)?|"
    r"reopen\w*|coming|stays|survey|interviews?|assembly|agm|ballot|present(?:ing|ed)?|inaugurat\w+|stand-?down|outage|"
    r"hand-?over|payroll|open day|"
    r"term|harvest|merger|move|relocation|trial|training|conference|cap(?:ital)? ex|switch-?over|signature|signing|sign|legal "
    r"review|returns?|is back|come[s]? in|arrives?|lands?|finish(?:es)?|ends?|complete[sd]?|in place|ready|needs? to|"
    r"need(?:ed)?|want(?:ed)?|must|have to|has to|latest)\b",
    _I,
)
_HAPPENS: Final = re.compile(
    r"\b(?:is|are|happens|falls|booked|fixed|planned|set)(?: now| only| due)?(?: (?:on|for|in|from))?(?: the)?\s*$", _I
)
_DEADLINE: Final = re.compile(r"\b(?:by|before|no later than|until|latest)\s+(?:the\s+|end of\s+)*$", _I)
_HEDGE: Final = Pattern(
    r"\b(?:some ?time (?:after|in|around|before|next|during)|i'd say|i would say|i suppose|i guess|god willing|if all goes|not (?:meet|"
    r"happen|sit|start|go|tak|com)\w*|might|maybe|perhaps|possibly|not sure|no idea|unlikely|hypothetical|"
    r"could be|who knows|if we "
    r"were|wish|no (?:board|meeting|council|date)|cancel(?:led|ed)|called off|won't|will not|not going "
    r"to|isn't|is not|never|remember|last year|rumou?r)\b",
    _I,
)
_WEAK_NOUN: Final = frozenset(
    {
        "needs to",
        "need to",
        "need",
        "needed",
        "want",
        "wanted",
        "must",
        "have to",
        "has to",
        "latest",
        "ready",
        "live",
        "move",
        "complete",
        "completed",
        "in place",
        "sign",
        "returns",
        "return",
        "due",
        "ends",
        "end",
    }
)


def dated_events(reading: Reading) -> Iterator[Hit]:
    """Yield what the customer says will happen on a coming date, and the dates they set for us; `value` says what."""
    for sentence in reading.said_by(Side.CUSTOMER):
        text = sentence.text
        if not sentence.hints & DATED or text.endswith("?"):
            continue
        coming = _coming(reading, sentence)
        if not coming or _HEDGE.search(text) or AIM.search(text) or tense.only_tells(text):
            continue
        for one in coming:
            noun = _event_near(text, one)
            if noun:
                yield reading.hit(
                    "dated_event", sentence, noun, one.date if not _DEADLINE.search(text[: one.start]) else one.last_day
                )
                break


def _coming(reading: Reading, sentence: Sentence) -> list[FoundDate]:
    """Return the dates of a sentence that lie ahead, up to a quarter in width and eighteen months away."""
    today = reading.touchpoint.at.date()
    horizon = today + timedelta(days=550)
    return [
        one for one in reading.dates(sentence) if _ahead(one, today) and one.date < horizon and not _target_of(sentence.text, one)
    ]


def _ahead(one: FoundDate, today: date) -> bool:
    """Return whether a date lies ahead; the running month or quarter does only where its end is meant."""
    if one.precision == "year":
        return one.date.month == 12
    return one.date > today or (one.precision == "week" and one.last_day > today)


_TARGET: Final = re.compile(
    r"\b(?:under|below|less than|fewer than|at least|more than|down to|up to|reduce|cut|halve|improve|grow|increase|double|"
    r"it'll be|to be at)\b.*"
    r"|\b\d[\d.,]* ?(?:%|per ?cent)",
    _I,
)


def _target_of(text: str, one: FoundDate) -> bool:
    """Return whether the date only bounds a figure to reach or a duration: an outcome, no event."""
    if one.words.lower().startswith("within"):
        return True
    return bool(_DEADLINE.search(text[: one.start]) or one.words.lower().startswith(("the end", "end"))) and bool(
        _TARGET.search(text)
    )


def _event_near(text: str, one: FoundDate) -> str:
    """Return what happens on the date: the words around the event word nearest to it; a deadline for us counts alone."""
    found = [match for match in _EVENT.finditer(text) if match.end() <= one.start or match.start() >= one.end]
    if not found:
        return _words(text, one, one.start) if _HAPPENS.search(text[: one.start]) or _DEADLINE.search(text[: one.start]) else ""
    strong = [match for match in found if match["noun"].lower() not in _WEAK_NOUN] or found
    best = min(strong, key=lambda match: one.start - match.end() if match.end() <= one.start else 25 + match.start() - one.end)
    return _words(text, one, best.start())


_LEADING: Final = re.compile(
    r"^(?:(?:(?:i|we|they|you|it|there|that|he|she)'(?:ve|ll|re|m|s|d like|d)|we would like|and|but|so|the|a|an|our|we|i|to|it|"
    r"that|this|at|for|in|on|of|you|your|their|they|"
    r"is|are|"
    r"would|will|take|have|has|had|been|being|as|because|since|which|who|where|when|then|also|please|"
    r"there|there's|it's|we're|we've|i've)\b[ ,']*)+",
    _I,
)


def _words(text: str, one: FoundDate, place: int) -> str:
    """Return at most ten words of the clause that names the event, without the date."""
    start = max(
        (
            text.rfind(mark, 0, place) + len(mark)
            for mark in (", ", "; ", ": ", " - ", " so ", " and ", " because ")
            if text.rfind(mark, 0, place) >= 0
        ),
        default=0,
    )
    end = one.start if one.start > place else len(text)
    clause = re.sub(
        r"(?:\s+(?:on|by|in|for|from|at|until|before|the|of|is|are|to|around|and|only))+$", "", text[start:end].strip(" .,;!")
    )
    short = _LEADING.sub("", clause)
    return " ".join((short if len(short) > 3 else clause).split()[:10])


AIM: Final = re.compile(
    r"\b(?:target|goal|objective|aim|kpi)\b[^.;]{0,40}\b(?:under|below|over|above|at least|at most|\d)"
    r"|\b(?:want|need|like|hope|get|bring|cut|reduce|have)\b[^.;]{0,40}\b(?:down to|under|below|less than|fewer than|at most|halved|doubled)\b",
    _I,
)
"""By when a figure is to be reached is an outcome, no event."""
