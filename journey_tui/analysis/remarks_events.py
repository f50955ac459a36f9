"""Dates with a meaning: what happens when, and which date has moved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
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
    r"\b(?:not (?:meet|happen|sit|start|go|tak|com)\w*|might|maybe|perhaps|possibly|not sure|no idea|unlikely|hypothetical|"
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
        if not coming or _HEDGE.search(text) or _AIM.search(text) or tense.only_tells(text):
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


_MOVE: Final = Pattern(
    r"\b(?:push(?:ed|es|ing)?|mov(?:e|es|ed|ing)|shift(?:s|ed|ing)?|slip(?:s|ped|ping)?|postpon(?:e|es|"
    r"ed|ing)|delay(?:s|ed|ing)?|defer(?:s|red|ring)?|reschedul(?:e|es|ed|ing)|bring(?:ing)?|brought|"
    r"bump(?:s|ed|ing)?"
    r"|pull(?:s|ed|ing)?|put|rolled|slid(?:es|ing|e)?|drift(?:s|ed|ing)?|set)\b",
    _I,
)
_NEW_DATE: Final = Pattern(
    r"\b(?:new (?:date|deadline|target)|(?:date|deadline|decision|board|kick-?off|go-?live|meeting|"
    r"review|launch|start) (?:is|will be) now|now (?:planned|scheduled|set|due|happening|going ahead|"
    r"on|in)\b|instead of|rather than|won't (?:happen|be|start|take place|meet) (?:until|before)|not "
    r"(?:before|until|happening (?:until|before)))\b",
    _I,
)
_TO_DATE: Final = re.compile(
    r"\b(?:to|until|till|into|back to|out to|(?:reschedul\w+|postponed|set|planned) for)\s+(?:(?:the|our|early|some ?time "
    r"(?:in|around)|"
    r"around|at least|after|week of|on|their|its|next|(?:next )?(?:session|meeting|sitting|board|council|committee|agenda)(?: (?:of|on|in))?)"
    r"\s+)*$",
    _I,
)
_LATER: Final = re.compile(
    r"\b(?:to|until|till|into|in|for|is now) (?:the )?(?P<when>(?:next|coming|following) (?:fiscal|financial|budget|business|school|calendar) year|"
    r"next year|(?:next|coming|following) (?:budget|planning) (?:cycle|round|period)|(?:the )?new (?:fiscal |financial )?year|"
    r"(?:FY|fiscal year|fiscal) ?'?\d{2,4}|a later (?:date|time)|further notice)\b",
    _I,
)
"""A later time that has no day."""
_AIM: Final = re.compile(
    r"\b(?:target|goal|objective|aim|kpi)\b[^.;]{0,40}\b(?:under|below|over|above|at least|at most|\d)"
    r"|\b(?:want|need|like|hope|get|bring|cut|reduce|have)\b[^.;]{0,40}\b(?:down to|under|below|less than|fewer than|at most|halved|doubled)\b",
    _I,
)
"""By when a figure is to be reached is an outcome, no event."""
_WISHED: Final = re.compile(
    r"\b(?:would|'d) (?:like|prefer|rather|have|need|want) to\b|\b(?:i|we) would (?=like|prefer|need|have)", _I
)
"""`I would like to postpone` decides; `we might postpone` does not."""
_NO_MOVE: Final = Pattern(
    r"\b(?:might|may|could|would|maybe|perhaps|if|can't|cannot|won't|not|never|don't|doesn't|no "
    r"plans?|unless|hasn't|haven't|wasn't|without|rather not|hope)\b(?=.{0,30}\b(?:push|mov|shift|"
    r"slip|postpon|delay|defer|reschedul|bring|bump|pull|put))",
    _I,
)
_BY_AMOUNT: Final = re.compile(
    r"\b(?:by|back|out|another|forward)\s+(?P<n>(?:by )?(?:an?|one|two|three|four|five|six|a couple "
    r"of|a few|\d{1,2})(?: more)? (?:days?|weeks?|months?|quarters?))\b",
    _I,
)
_REASON: Final = re.compile(
    r"\b(?:because(?: of)?|due to|owing to|since|as (?:our|the|we|they|it|finance|legal|it's|there)|"
    r"thanks to|on account of|after|so that|so as|until (?:after|the)|while|now that)\s+(?P<why>[^.;]+)",
    _I,
)
_WHAT: Final = Pattern(
    r"\b(?P<what>board(?: meeting)?|council|committee|steerco|go-?live|launch|kick-?off|cut-?over|"
    r"decision|sign-?off|signature|signing|budget|pilot|trial|roll-?out|migration|workshop|demo|review|"
    r"meeting|session|sitting|ringi|installation|delivery|call|project|contract|start|release|deadline|close|closing|approval|vote|audit|"
    r"visit|presentation|order|purchase|date|everything|whole thing|training|opening|assessment|"
    r"submission|evaluation|selection|award|tender)\b",
    _I,
)


def moved_dates(reading: Reading) -> Iterator[Hit]:
    """Yield dates that the customer says have moved: `due` the new one, `value` what, the old date and the reason."""
    for place, sentence in enumerate(reading.sentences):
        if sentence.hints & DATED and reading.side(sentence.segment) is Side.CUSTOMER and not sentence.text.endswith("?"):
            following = reading.sentences[place + 1] if place + 1 < len(reading.sentences) else None
            nearby = following.text if following and following.index == sentence.index else ""
            hit = _moved_date(reading, sentence, nearby)
            if hit:
                yield hit


_MOVED_HOUSE: Final = re.compile(r"\bmoved? (?:in|house|offices?|here|over)\b|\bmoved? to (?:a|the|our) ", _I)
_VAGUE_MOVE: Final = re.compile(r"\b(?:put|set|bring|brought|pull)", _I)


@lru_cache(maxsize=8192)
def _may_move(text: str) -> bool:
    """Return whether the words of a sentence tell of a move, whatever its dates are."""
    if _MOVE.search(text) is None and _NEW_DATE.search(text) is None:
        return False
    return _NO_MOVE.search(_WISHED.sub("", text)) is None and _AIM.search(text) is None


def _moved_date(reading: Reading, sentence: Sentence, nearby: str) -> Hit | None:
    """Return the moved date of one sentence; a vague verb needs the thing that moves, and every move a coming date or a span."""
    text = sentence.text
    if not _may_move(text):
        return None
    move, new = _MOVE.search(text), _NEW_DATE.search(text)
    what = _WHAT.search(text)
    days = reading.dates(sentence)
    target = _target(text, days, new)
    amount = _BY_AMOUNT.search(text) if move and not target and what else None
    later = _LATER.search(text) if move and not target and what and not _VAGUE_MOVE.search(move.group()) else None
    if not amount and not later:
        if not target or target.last_day <= reading.touchpoint.at.date():
            return None
        if not what and (not move or _VAGUE_MOVE.search(move.group()) or _MOVED_HOUSE.search(text)):
            return None
    old = next((one.date for one in days if target and one.start != target.start and one.date != target.date), None)
    value = _moved_value(text, nearby, what, old, target, amount)
    value += f"; to {later['when']}" if later else ""
    return reading.hit("date_moved", sentence, value, target.date if target else None)


def _target(text: str, days: list[FoundDate], new: re.Match[str] | None) -> FoundDate | None:
    """Return the new date: the end of `from … to …`, what follows `to`, or what is `now`."""
    ends = [one for one in days if one.is_range_end]
    if ends:
        return ends[0]
    for one in days:
        if _TO_DATE.search(text[: one.start]):
            return one
    if new and days:
        instead = re.search(r"\b(?:instead of|rather than)\b", text, _I)
        return next((one for one in days if not instead or one.start < instead.start()), None)
    return None


def _moved_value(
    text: str, nearby: str, what: re.Match[str] | None, old: date | None, target: FoundDate | None, amount: re.Match[str] | None
) -> str:
    """Return `kickoff; was 2026-12-02; because our change freeze`."""
    words = [what["what"].lower() if what else "date"]
    if old:
        words.append(f"was {old.isoformat()}")
    if amount:
        words.append(f"by {re.sub('^by ', '', amount['n'])}")
    tail = text[target.end :] if target else text
    reason = (
        _REASON.search(tail)
        or _REASON.search(text)
        or re.match(
            r"(?P<why>(?:our|the|finance|legal|we|they|there|"
            r"it)\b[^.;]{8,90})[.]?$",
            nearby,
            _I,
        )
    )
    if reason:
        words.append(f"because {reason['why'].strip()[:90]}")
    return "; ".join(words)
