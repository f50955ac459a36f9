"""A date said anew: the old one is denied, cancelled or missed, or the new one is what holds now; and whether it is only our talk."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from journey_tui.analysis import dates_calendar as cal
from journey_tui.analysis.dates import FoundDate
from journey_tui.analysis.quick import Pattern

_I = re.IGNORECASE
_SLOT: Final = r"(?:slot|meeting|agenda|date|session|sitting|round|board|committee|council|panel|steerco|council meeting|deadline|go-?live|one)"
_DENIED: Final = re.compile(
    r"(?:\b(?:not|no longer|in place of|instead of|rather than|and not|but not|told you|said|wrote|originally|as opposed to|no more|"
    r"forget(?: about)?|scrap|scratch|drop|ignore|what (?:we|"
    r"i) said about|it was|"
    r"missed|miss|lost|lose|(?:can't|cannot|couldn't|won't|could not|will not) (?:make|keep|hold|do|meet|be)|taken (?:it |us |this )?off|dropped from)"
    r"\s+(?:on|for|in|before|to be|about|at)?\s*(?:the|our|its|their)?\s*)$",
    _I,
)
_CANCELLED: Final = re.compile(
    rf"^[)\]\"']?(?:'s)?(?: {_SLOT})?(?: (?:is|are|was|were|has|have|had|does|do|did|will|can|'s))?(?: (?:been|also|now|unfortunately|sadly|"
    rf"too|simply|just|again|then))*"
    r" (?:off\b(?! the)|gone|dead|out\b(?! of)|lost|cancel\w*|called off|scrapped|taken (?:out|off) (?:of )?(?:the |his |her |"
    r"our )?(?:diary|calendar|agenda|list)|(?:been )?(?:struck|removed|deleted|taken) (?:from|out of|off) (?:the |his |her |our )?(?:diary|"
    r"calendar|agenda)|history|no more|no longer (?:\w+)|not (?:take place|"
    r"happen\w*|hold|held|stand\w*|work\w*|going "
    r"ahead|possible|be|on)|falls? (?:through|away|out)|fell (?:through|away)|moot|off the (?:table|cards)|won't (?:work|happen|hold|do|be|"
    r"take place|stand)|"
    r"(?:doesn't|don't|didn't|does not|do not|did not) (?:work|hold|happen|stand|take place|apply|exist))",
    _I,
)
_NO_EVENT: Final = re.compile(
    r"\bno (?:\w+ )?(?:board|committee|council|meeting|session|steerco|round|sitting|panel|decision|vote)(?: meeting)? (?:on |in |this |the )*$"
    r"|\bno longer (?:on|in|for|by)?\s*(?:the )?$",
    _I,
)
_LOST: Final = Pattern(
    r"\b(?:missed|lost|ran out of time|run out of time|overran|didn't (?:get to|make|reach|come to)|did not (?:get to|make|reach|meet|"
    r"come to)|couldn't|could not|not quorate|"
    r"no quorum|inquorate|cancelled|canceled|called off|(?:taken|took|dropped|pulled|struck|knocked) (?:it |us |this |the item |"
    r"our item )?(?:off|from)|asked for (?:another|"
    r"more)|(?:runs?|running) late|have to wait|has to wait|must wait|need to wait|had to wait|held up|no longer (?:applies|stands|holds|"
    r"valid|possible))\b",
    _I,
)
_NEW_ONE: Final = re.compile(
    r"\b(?:next (?:one|sitting|meeting|session|slot|board|date|round)?|new date\b.*|goes (?:to|on|before)|comes? back(?: to (?:us|you|it))?|"
    r"come up|take (?:it|this|us) up|look at (?:it|this)|"
    r"sits?|meets?|convenes?|until|till|decides?|decide|will be|is|are|be|it's|it'll be|we start|starts?|takes? place|happens?|signed off|"
    r"go(?:es)? to|so|now|only|instead|count on|"
    r"to|for|then)(?: (?:only|now|on|in|for|the|its|their|our|at|early|mid|late|about|around|week of|be|of|to|is|are|with|which|and|will|a|"
    r"moved|planned|set|scheduled|displaced))*"
    r"\s*[:,-]?\s*(?:the |its |their |our |mid-|early |late )*$",
    _I,
)
_SPAN: Final = re.compile(
    r"\b(?:until|till|since|by|before|after|from|between|through|no later than)\s+(?:the |end of |about )*$", _I
)
_NOW_BEFORE: Final = re.compile(
    r"\bnow,?(?: (?:only|not|on|in|at|for|the|to|be|planned|set|scheduled|expected|looking|due|fixed|going|moved|sits?|meets?|takes? place|"
    r"happen(?:s|ing)?|decides?|aim(?:s|ing)?|"
    r"early|mid|late|pencilled|booked|more like|rather|said to be))*\s*[:,-]?\s*(?:the |mid-)*$",
    _I,
)
_NOW_AFTER: Final = re.compile(r"^,?\s*(?:now\b|instead\b(?! of))", _I)
_SUBJECT: Final = re.compile(
    r"\b(?:it|that|this|which|everything|date|board|council|committee|steerco|steering group|panel|directors|trustees|owners|partners|"
    r"go-?live|launch|opening|kick-?off|cut-?over|decision|"
    r"sign-?off|signature|signing|budget|pilot|trial|roll-?out|migration|review|sitting|ringi|round|vote|project|contract|start|release|"
    r"deadline|closing|approval|audit|visit|presentation|"
    r"order|purchase|assessment|submission|evaluation|selection|award|tender|agenda|slot|investment|determination|moderation|we)\b",
    _I,
)
_PEOPLE_NOW: Final = re.compile(
    r"\b(?:i|he|she|you|they)(?:'m|'re|'s| am| are| is| have| has|'ve)? now\b|\bwe(?:'ve| have| use| run)? now\b|\b(?:users?|people|sites|"
    r"boats) on it\b|\bold system\b",
    _I,
)
_EVENT: Final = re.compile(
    r"\b(?:agm|assembly|evaluation|inspection|meeting|works|project|board|council|committee|steerco|steering group|panel|directors|trustees|"
    r"owners|partners|go-?live|launch|opening|kick-?off|"
    r"cut-?over|decision|decide|sign-?off|signature|signing|"
    r"budget|pilot|roll-?out|migration|sitting|ringi|round|vote|approval|order|purchase|selection|award|tender|agenda|slot|investment|"
    r"session|deadline|start|date|hearing|answer|hear (?:from us|back|on)|everything|whole thing)\b",
    _I,
)
_ANY_MORE: Final = Pattern(
    r"(?:\bnot|n't|\bnever)\b[^.;]{0,40}\b(?:before|until|till)\b[^.;]{0,30}\b(?:any ?more|any longer|after all|now|i'm afraid|unfortunately)\b"
    r"|\b(?:i'm afraid|unfortunately|sadly|regrettably|sorry)\b[^.;]{0,40}(?:\bnot|n't|\bonly)\b[^.;]{0,30}\b(?:before|until|till|in|"
    r"after)\b|\bnot be before\b",
    _I,
)
_CHANGED: Final = Pattern(
    r"\b(?:(?:earlier|later|longer|sooner) than (?:planned|agreed|expected|announced|hoped|foreseen|intended|scheduled|first|originally|"
    r"(?:i|we|they|you) (?:\w+ )?(?:said|thought|told|wrote|hoped|planned|agreed|expected|announced|"
    r"have been told|were told))|in place of|(?:wrong|incorrect) date|(?:slight|small|last-minute|another|a|one) (?:change|delay|"
    r"postponement|slip|hiccup|setback)(?: of (?:plan|date)s?| in (?:the|our) \w+)?|change of (?:plans?|date|dates)|"
    r"(?:news|update|change) (?:on|about|in|to) (?:the )?(?:timing|date|timetable|schedule|calendar)|(?:running|run|are|is|fallen|"
    r"fell) (?:behind|late)|behind schedule|needs? (?:longer|more time|another \w+|extra time|\w+ more (?:days|weeks|months))|"
    r"(?:an?|one|two|three|four|five|six|a few|a couple of|\d+) (?:days?|weeks?|months?) (?:later|earlier)\b|"
    r"(?:didn't|did not|couldn't|could not|hasn't|has not) (?:happen|happened|take place|taken place|meet|met|sit|sat|convene\w*|get to"
    r" (?:it|us))|"
    r"only (?:meets?|sits?|convenes?|comes? together|decides?) again|(?:leave|leaving|park|parked|parking|shelve[sd]?|hold|holding|freeze|"
    r"frozen|stop|stopped|suspend\w*) (?:it|this|that|the \w+|everything|our \w+) (?:\w+ )?(?:until|till)|on (?:hold|ice) (?:until|till)|"
    r"(?:is|was|were|are|been|get|gets|got) (?:delayed|held up|set back|thrown back|pushed back|put (?:off|out|back))|delayed by|"
    r"falls? through|fell through|"
    r"more like\b|can't (?:hold|keep|make|meet) (?:the|that|our) (?:date|deadline|slot)|too (?:early|soon|tight|ambitious) (?:for|now)|"
    r"(?:put|pushed|moved|set) (?:out|off|back) (?:to|until|till)|pulled (?:our|the|us|it)|in next (?:year|quarter|month)'s|"
    r"(?:bad|sad|unwelcome|annoying) news|count on [^.;]{2,25} rather than|(?:want|wants|asked for|asks for|need|needs|insists? on|take|"
    r"takes) (?:another|one more|two more|an extra|\w+ weeks' notice)\b|carried over|carry over|(?:waits|has to wait|must wait|"
    r"will wait) (?:until|till|for)|takes us (?:to|into|past)|"
    r"(?:sooner|earlier|later) after all|make (?:that|it)\b|(?:frozen|froze|freezes?|stopped|suspended|blocked|"
    r"on ice)\b[^.;]{0,25}\b(?:until|till)|(?:they|we|he|she) now (?:say|says|think|talk|plan|aim|hope|expect)|clash(?:es|ed)? with|"
    r"slip(?:ped|s)|will be no (?:decision|vote|board|meeting|committee|council)|not (?:this|the) (?:year|month|quarter|side) )",
    _I,
)
_NOT_THIS_SIDE: Final = re.compile(r"\b(?:this side of|before|by)\s+(?:the )?$", _I)
_AT_EARLIEST: Final = Pattern(
    r"\b(?:so|now|therefore|which (?:means|makes)|that makes it)\b[^.;]{0,40}\bat the (?:very )?earliest\b", _I
)
_UNSURE: Final = Pattern(
    r"^(?:their|his|her|your) \b|\b(?:there was|year[- ]end is|fiscal year is|financial year is|might|maybe|perhaps|possibly|if (?:we|they|the|"
    r"it|you|i|that)(?! (?:agenda|board))|unless|whether|could (?:be|move|slip)|"
    r"would (?:be|mean|have)|rumou?r|last year|years ago|prefer|rather not|"
    r"nothing has|no change|stays|hasn't|haven't been|competitor|our supplier|your (?:release|launch)|vendor of)\b",
    _I,
)
_TALK: Final = (
    r"(?:call|demo|demonstration|catch-?up|chat|walk-?through|appointment|zoom|check-in|sync|dial-in|phone call|video call|teams call|"
    r"conference call|telco|telephone conference)"
)
_OURS: Final = Pattern(
    rf"\b(?:our|this|today's|tomorrow's|yesterday's|(?:mon|tues|wednes|thurs|fri)day's|the|your)(?: [\w'-]+){{0,2}} {_TALK}\b|"
    rf"\bour (?!board|steering|staff|management|team|committee|council|"
    r"internal|quarterly|executive|annual|budget|investment)(?:[\w'-]+ )?(?:meeting|session|review|workshop|talk|conversation|visit|lunch|"
    r"slot|get-together)\b|\b(?:meeting|session|workshop|review|"
    rf"visit) with (?:you|us)\b|\bi(?:'m| am|'ve| have|'ll| had)?(?: to)? (?:mov|shift|reschedul|push|postpon)\w* (?:the|your|our) (?:meeting|"
    rf"session|review|workshop|visit|call|demo|walk(?:-?through)?)\b|\b{_TALK} (?:with|between) (?:you|us)\b",
    _I,
)


_DAY: Final = re.compile(
    r"\bthe (?P<day>\d{1,2})(?:st|nd|rd|th)\b(?! (?:of [a-z]|floor|centur|anniversary|edition|time|version|user|berth|boat|percentile))",
    _I,
)
_PAST: Final = re.compile(
    r"\b(?:last (?:year|month|week|time|autumn|spring|summer|winter)|ago|back then|in those days|yesterday)\b", _I
)
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[./]\d{1,2}[./]\d\d\b")


def days_said(text: str, days: Sequence[FoundDate], today: date) -> list[FoundDate]:
    """Return the days of a sentence about a change: `the 20th` alone too, and without their year the coming ones."""
    found = list(days) if _PAST.search(text) else [_coming(one, today) for one in days]
    for match in _DAY.finditer(text):
        if not any(one.start < match.end() and match.start() < one.end for one in days) and 1 <= int(match["day"]) <= 31:
            day = cal.next_day_of_month(today, int(match["day"]), past=False)
            found.append(FoundDate(match.start(), match.end(), day, match.group(), "day", "relative"))
    return sorted(found, key=lambda one: one.start)


def _coming(one: FoundDate, today: date) -> FoundDate:
    """Return a day that was taken for a past one by the tense beside it as the coming one."""
    if one.last_day >= today or _YEAR.search(one.words) or one.precision not in ("day", "month") or one.kind == "assumed":
        return one
    if re.search(r"\b(?:last|yesterday|ago|today)\b", one.words, _I):
        return one
    alone = bool(_DAY.fullmatch(one.words.strip(" .,")))
    try:
        day = cal.next_day_of_month(today, one.date.day, past=False) if alone else one.date.replace(year=one.date.year + 1)
    except ValueError:
        return one
    return replace(one, date=day)


def is_our_talk(text: str) -> bool:
    """Return whether what is spoken of is a talk between them and us, no date of theirs."""
    return bool(_OURS.search(text))


def restated(
    text: str, days: Sequence[FoundDate], today: date, after: Sequence[tuple[str, Sequence[FoundDate]]]
) -> tuple[str, date | None, FoundDate | None, int] | None:
    """Return (words, old date, new date, how many of the sentences after it carry it) where a date is said anew.

    `after` are the sentences that follow, each with its dates.
    """
    if _UNSURE.search(text):
        return None
    days = days_said(text, days, today)
    old = [one for one in days if _denied(text, one)]
    new = [one for one in days if one not in old and one.last_day > today and not _SPAN.search(text[: one.start])]
    if old and not _ANY_MORE.search(text):
        return _replaced(text, old, new, today, after)
    fresh = next((one for one in new if _holds_now(text, one)), None)
    if fresh is None and _LOST.search(text) and _EVENT.search(text):
        open_days = [one for one in days if one.last_day > today]
        fresh = next((one for one in open_days if _NEW_ONE.search(text[: one.start])), None)
    if fresh is None and _ANY_MORE.search(text) and _SUBJECT.search(text):
        fresh = next(iter([*new, *(one for one in days if one.last_day > today)]), None)
    if fresh is None and (_CHANGED.search(text) or _AT_EARLIEST.search(text)) and _EVENT.search(text):
        ahead = [one for one in days if one.last_day > today]
        fresh = next((one for one in [*new, *ahead] if not _NOT_THIS_SIDE.search(text[: one.start])), None)
        if fresh is None and ahead:
            return text, None, None, 0
    return (text, None, fresh, 0) if fresh else None


def _denied(text: str, one: FoundDate) -> bool:
    return bool(_DENIED.search(text[: one.start]) or _NO_EVENT.search(text[: one.start]) or _CANCELLED.search(text[one.end :]))


def _replaced(
    text: str, old: list[FoundDate], new: list[FoundDate], today: date, after: Sequence[tuple[str, Sequence[FoundDate]]]
) -> tuple[str, date | None, FoundDate | None, int] | None:
    """Return what takes the place of a denied date: here, or in the next sentences; or that it is off without a new one."""
    was = old[0].date
    if new and _SUBJECT.search(text):
        return text, was, new[-1], 0
    for place, (words, days) in enumerate(after, 1):
        for one in days_said(words, days, today):
            if one.last_day > today and one.date != was and (_NEW_ONE.search(words[: one.start]) or _holds_now(words, one)):
                return f"{text} {words}", was, one, place
    off = any(_CANCELLED.search(text[one.end :]) or _NO_EVENT.search(text[: one.start]) for one in old)
    if off and _EVENT.search(text) and old[0].last_day >= today:
        return text, was, None, 0
    return None


def _holds_now(text: str, one: FoundDate) -> bool:
    """Return whether this is the date that holds now: `it is now`, `… instead`, `new date: …`."""
    before, behind = text[: one.start], text[one.end :]
    if _PEOPLE_NOW.search(before) and "looking at" not in before:
        return False
    if re.search(r"\bnew date\b[^.]{0,40}$", before, _I):
        return True
    now = _NOW_BEFORE.search(before) or _NOW_AFTER.search(behind) or (re.search(r"\binstead\b(?! of)", behind, _I))
    return bool(now) and bool(_SUBJECT.search(before))


__all__ = ["is_our_talk", "restated"]
