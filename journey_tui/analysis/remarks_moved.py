"""Which dates the customer says have moved, and which of our talks were put on another time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Final

from journey_tui.analysis.dates import FoundDate
from journey_tui.analysis.quick import Pattern
from journey_tui.analysis.remarks_events import AIM
from journey_tui.analysis.remarks_restated import days_said, is_our_talk, restated
from journey_tui.analysis.remarks_text import DATED, Hit, Reading, Sentence
from journey_tui.domain.model import Side

_I = re.IGNORECASE
_MOVE: Final = Pattern(
    r"\b(?:push(?:ed|es|ing)?|mov(?:e|es|ed|ing)|shift(?:s|ed|ing)?|slip(?:s|ped|ping)?|postpon(?:e|es|"
    r"ed|ing)|delay(?:s|ed|ing)?|defer(?:s|red|ring)?|reschedul(?:e|es|ed|ing)|bring(?:ing)?|brought|"
    r"bump(?:s|ed|ing)?"
    r"|pull(?:s|ed|ing)?|put|rolled|slid(?:es|ing|e)?|drift(?:s|ed|ing)?|set|(?:deadline|closing date|closing time|submission|tender|phase|"
    r"pilot|trial|date)[^.;]{0,25} extend(?:s|ed|ing)?|extend(?:s|ed|ing)? (?:the|our) (?:deadline|closing|submission|tender|phase|pilot|"
    r"trial|date)|adjourn(?:s|ed|ing)?|"
    r"prepon(?:e|es|ed|ing)|(?:held|hold|holding|holds) (?:(?:it|this|the \w+|everything|us) )?(?:back|over)|carr(?:y|ies|ied)|displaced|stood)\b",
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
    r"submission|evaluation|selection|award|tender|round|panel|slot|steering group|(?:directors|trustees|owners)(?!')|agenda|vote|item|investment|"
    r"determination)\b",
    _I,
)


def moved_dates(reading: Reading) -> Iterator[Hit]:
    """Yield dates that the customer says have moved: `due` the new one, `value` what, the old date and the reason."""
    told = -1
    for place, sentence in enumerate(reading.sentences):
        if (
            sentence.end > told
            and sentence.hints & DATED
            and reading.side(sentence.segment) is Side.CUSTOMER
            and not sentence.text.endswith("?")
        ):
            following = reading.sentences[place + 1] if place + 1 < len(reading.sentences) else None
            nearby = following.text if following and following.index == sentence.index else ""
            hit = None if is_our_talk(sentence.text) else _moved_date(reading, sentence, nearby) or _restated(reading, place)
            if hit:
                told = hit.end
                yield hit


def _restated(reading: Reading, place: int) -> Hit | None:
    """Return the date that the customer set anew without a word of moving: the old one denied, the new one said."""
    sentence = reading.sentences[place]
    if AIM.search(sentence.text):
        return None
    after = [
        one for one in reading.sentences[place + 1 : place + 3] if one.index == sentence.index and not one.text.endswith("?")
    ]
    found = restated(
        sentence.text, reading.dates(sentence), reading.touchpoint.at.date(), [(one.text, reading.dates(one)) for one in after]
    )
    if found is None:
        return None
    text, old, new, at = found
    value = _moved_value(text, after[0].text if after else "", _WHAT.search(sentence.text) or _WHAT.search(text), old, None, None)
    last = after[at - 1] if at else sentence
    return Hit("date_moved", sentence, sentence.start, last.end, value, new.date if new else None)


_MOVED_HOUSE: Final = re.compile(r"\bmoved? (?:in|house|offices?|here|over)\b|\bmoved? to (?:a|the|our) ", _I)
_VAGUE_MOVE: Final = re.compile(r"\b(?:put|set|bring|brought|pull|h[eo]ld|carr|stood)", _I)


@lru_cache(maxsize=8192)
def _may_move(text: str) -> bool:
    """Return whether the words of a sentence tell of a move, whatever its dates are."""
    if _MOVE.search(text) is None and _NEW_DATE.search(text) is None:
        return False
    return _NO_MOVE.search(_WISHED.sub("", text)) is None and AIM.search(text) is None


def _moved_date(reading: Reading, sentence: Sentence, nearby: str) -> Hit | None:
    """Return the moved date of one sentence; a vague verb needs the thing that moves, and every move a coming date or a span."""
    text = sentence.text
    if not _may_move(text):
        return None
    move, new = _MOVE.search(text), _NEW_DATE.search(text)
    what = _WHAT.search(text)
    days = reading.dates(sentence)
    days = days_said(text, days, reading.touchpoint.at.date())
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
    if new and "now " in new.group().lower() and not any(0 <= one.start - new.end() < 25 for one in days):
        return None
    if new and days:
        instead = re.search(r"\b(?:instead of|rather than)\b", text, _I)
        if instead and not any(0 <= one.start - instead.end() < 12 for one in days):
            return None
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


_TALK_MOVED: Final = Pattern(
    r"\b(?:mov(?:e|ed|ing)|shift(?:ed|ing)?|push(?:ed|ing)?|postpon(?:e|ed|ing)|reschedul(?:e|ed|ing)|pull(?:ed|ing)?|put (?:back|off|"
    r"forward|it back|it off)|(?:bring|brought)[\w ]{0,20} forward|"
    r"instead|is now|will now be|are now|new (?:invite|invitation|time)|"
    r"can't make|cannot make|bump(?:ed|ing)?|rearrang(?:e|ed|ing)|delay(?:ed|ing)?|re-?book(?:ed|ing)?)\b",
    _I,
)
_ONLY_ASKED: Final = Pattern(
    r"\b(?:could|can|may|might|shall|should|would|if|whether|won't|not|don't|never|unless|happy to|possible|thanks for|thank you for|"
    r"propose|suggest|notes?|slides|recording|tell me)\b",
    _I,
)
_INVITED: Final = Pattern(
    r"\b(?:new|updated|another|revised) (?:invite|invitation|calendar)\b|\b(?:invite|invitation) (?:is |has been )?(?:updated|moved|changed|"
    r"re-?sent)\b",
    _I,
)


def rescheduled(reading: Reading) -> Iterator[Hit]:
    """Yield that a talk between them and us was put on another time, by either side's words: `due` the new day."""
    for sentence in reading.said_by(Side.CUSTOMER, Side.SELLER):
        text = sentence.text
        if text.endswith("?") or not _TALK_MOVED.search(text) or not (is_our_talk(text) or _INVITED.search(text)):
            continue
        if _ONLY_ASKED.search(re.sub(r"\bcan't make\b|\bcannot make\b", "", text)):
            continue
        days = days_said(text, reading.dates(sentence), reading.touchpoint.at.date())
        target = _target(text, days, None) or (days[-1] if days else None)
        if target and target.last_day < reading.touchpoint.at.date():
            continue
        if target or re.search(r"\b\d{1,2}(?::\d\d| ?[ap]m)\b", text) or _BY_AMOUNT.search(text):
            yield reading.hit("rescheduled", sentence, "", target.date if target else None)
