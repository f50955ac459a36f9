"""Who is away until when: from automatic replies and from people's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from journey_tui.analysis.dates import find_dates
from journey_tui.analysis.dates_calendar import add_working_days
from journey_tui.analysis.dates_words import DATE_WORDS
from journey_tui.analysis.quick import Pattern, hint
from journey_tui.analysis.remarks_text import DATED, Hit, Reading, fold

_I = re.IGNORECASE
_AWAY_WORDS: Final = (
    r"out of (?:the )?(?:office|country)|ooo\b|on (?:annual |parental |maternity |paternity |family |sick |compassionate "
    r"|study |extended |a )?(?:leave|vacation|holidays?|sabbatical|pto)\b|on my holidays|away\b"
    r"|off sick|off (?:work |sick )?(?:from|until|till|on|next|this|for (?:a|the|two|three)|tomorrow|the (?:week|"
    r"rest)|all)\b|travelling|traveling|unavailable|not (?:available|around|reachable|in the office|at my "
    r"desk|working)"
    r"|in (?:committee|workshops?|court|training|hospital|all-day (?:meetings|workshops)|meetings)(?: all "
    r"day| all week| until| from|\b.{0,20}\ball (?:day|week))|offline|on jury (?:duty|service)|on the road|"
    r"at (?:a|the) (?:conference|trade (?:show|fair)|off-?site)"
    r"|out (?:until|till|from|on|next|this|all|tomorrow|for)\b|abroad"
)
_I_AM: Final = (
    r"(?:\b(?:i|we)(?:'m| am|'ll be| will be|'re| are|'ve been| shall be| go| have to be)(?: then| also| currently| "
    r"now| actually| going to be| mostly)?|^(?:currently|presently|now)?|\b(?:am|be))"
)
_FIRST: Final = Pattern(
    rf"{_I_AM}\s*(?:{_AWAY_WORDS})|\b(?:my|our) (?:annual |parental |maternity |paternity )?(?:leave|"
    rf"holidays?|vacation|sabbatical) (?:starts|begins|is|runs|from)|\b(?:taking|have|having|got) "
    rf"(?:some |a )?(?:time|week|few days|days?|fortnight|two weeks|leave|holiday|annual leave)(?: of)? "
    rf"(?:off|leave|from|holiday)\b"
    r"|\b(?:i|we) (?:return|will return|'ll return|am back|'m back|will be back|'ll be "
    r"back)\b.{0,30}\b(?:on|from|in)\b|\b(?:i|we)(?:'m|'re|'ll be) back\b.{0,30}\b(?:on|from|in)\b|\b(?:our|the) (?:\w+ "
    r")?(?:offices?|plant|lab|school|site|shop|factory|works|company|university|college|clinic) (?:is|are|will be) (?:closed|"
    r"shut)\b|\bwe(?:'re| are| "
    r"will be)? clos(?:ed|ing|e) (?:between|from|for|over)\b",
    _I,
)
_THIRD: Final = Pattern(
    rf"\b(?P<who>[A-Z][\w'-]+(?: [A-Z][\w'-]+)?)(?:'s| is| will be|'ll be| goes)(?: now| currently| "
    rf"also)? (?:{_AWAY_WORDS.replace('away', 'away')})"
)
_NOT_AWAY: Final = Pattern(
    r"\b(?:(?:right|straight|far|give|take|throw|put|pass|go|went|walk|explain|week|weeks|days?|"
    r"month|months|hours?|miles?|minutes?|years?) away|away (?:with|the)\b|off (?:at|the (?:table|"
    r"record|shelf|top|back)))\b",
    _I,
)
_AUTO_AWAY: Final = re.compile(rf"\b(?:{_AWAY_WORDS})|\b(?:return(?:ing)?|back|answer|reply|respond)\b", _I)
_BACK: Final = re.compile(
    r"\b(?:back|return(?:s|ing)?|answer(?:ing)?|repl(?:y|ying)|respond(?:ing)?|reachable|available|in "
    r"touch|resume|at my desk|in the office)\b(?: again)?[^.]{0,40}$",
    _I,
)
_LEAVE_KIND: Final = re.compile(
    r"\b(parental leave|maternity leave|paternity leave|sick leave|sabbatical|annual leave|leave|"
    r"vacation|holidays?)\b",
    _I,
)
_PAST_AWAY: Final = re.compile(r"\b(?:was|were|had been|'ve been|have been) (?:out|away|on|off|travell?ing|unavailable)\b", _I)


def absences(reading: Reading) -> Iterator[Hit]:
    """Yield who is away: `due` the first day back, `value` `from YYYY-MM-DD` and the kind of leave where they are known.

    From automatic replies and from people's own words; a colleague's word about another names that person in `addressed_to`.
    """
    if reading.touchpoint.auto in {"bounce", "list", "calendar_response"}:
        return
    if reading.touchpoint.auto == "auto_reply" or (
        reading.automatic
        and re.search(
            r"\b(?:automatic reply|out of (?:the "
            r")?office|auto-?reply|abwesen)",
            reading.touchpoint.subject,
            _I,
        )
    ):
        yield from _automatic(reading)
    if reading.automatic:
        return
    used = -1
    for place in range(len(reading.sentences)):
        if place > used:
            hit, used = _own_words(reading, place)
            if hit:
                yield hit


_HINT: Final = hint(frozenset(
    (
        "out",
        "off",
        "away",
        "ooo",
        "leave",
        "vacation",
        "holiday",
        "holidays",
        "sabbatical",
        "pto",
        "travelling",
        "traveling",
        "unavailable",
        "available",
        "around",
        "reachable",
        "office",
        "desk",
        "working",
        "committee",
        "workshop",
        "workshops",
        "court",
        "training",
        "hospital",
        "meetings",
        "offline",
        "jury",
        "road",
        "conference",
        "trade",
        "offsite",
        "site",
        "abroad",
        "closed",
        "closing",
        "close",
        "shut",
        "return",
        "back",
        "time",
    )
))  # fmt: skip
_TELLS: Final = hint(DATE_WORDS | {"leave", "sabbatical", "vacation", "holiday", "holidays"})
"""Without one of these nothing says how long, and without that it is no absence."""
_SUPPOSED: Final = Pattern(r"\b(?:if|might|in case|not) (?:i|we)?\s?(?:am|'m|are|be)?\s?(?:away|out|off|on leave)\b", _I)


def _own_words(reading: Reading, place: int) -> tuple[Hit | None, int]:
    """Return the absence that a sentence states, with the one after it where that says the day back; and the last place used."""
    sentence = reading.sentences[place]
    if not sentence.hints & _HINT:
        return None, place
    following = reading.sentences[place + 1] if place + 1 < len(reading.sentences) else None
    if not sentence.hints & _TELLS and (following is None or not following.hints & DATED):
        return None, place
    text = sentence.text
    third, first = _THIRD.search(text), _FIRST.search(text)
    if not (first or third) or _NOT_AWAY.search(text) or text.endswith("?") or _SUPPOSED.search(text):
        return None, place
    who = reading.keys.get(fold(third["who"]), "") if third and not first else ""
    if third and not first and not who:
        return None, place
    near = following is not None and following.index == sentence.index and _BACK.search(following.text.split(",")[0].rstrip(".!"))
    due, start = _span(reading, f"{text} {following.text}" if near and following else text)
    if (due and due <= reading.touchpoint.at.date()) or (_PAST_AWAY.search(text) and not due):
        return None, place
    if due or start or _LEAVE_KIND.search(text):
        return reading.hit("absence", sentence, _absence_value(text, start), due, who), place + 1 if near else place
    return None, place


def _automatic(reading: Reading) -> Iterator[Hit]:
    """Yield the one absence that an automatic reply states, quoting from its first to its last sentence about it."""
    told = [one for one in reading.sentences[:12] if _AUTO_AWAY.search(one.text)]
    if not told:
        return
    text = " ".join(one.text for one in told)
    due, start = _span(reading, text)
    last = told[-1] if told[-1].end - told[0].start < 600 else told[0]
    yield Hit("absence", told[0], told[0].start, last.end, _absence_value(text, start), due)


def _absence_value(text: str, start: date | None) -> str:
    kind = _LEAVE_KIND.search(text)
    words = [f"from {start.isoformat()}"] if start else []
    return ", ".join([*words, kind.group(1).lower()] if kind and kind.group(1).lower() != "leave" else words)


_LASTS: Final = re.compile(
    r"\bfor (?:the next |about |another )?(?P<n>an?|one|two|three|four|a few|a couple of|\d{1,2}) "
    r"(?P<unit>days?|weeks?|months?)\b",
    _I,
)


def _after(reading: Reading, amount: str, unit: str) -> date | None:
    """Return the day on which an absence `for two weeks` is over."""
    days = find_dates(f"in {amount} {unit}", reading.touchpoint.at, zone=reading.touchpoint.zone)
    return days[0].date if days else None


def _span(reading: Reading, text: str) -> tuple[date | None, date | None]:
    """Return (first day back, first day away) from what the text says."""
    days = find_dates(text, reading.touchpoint.at, zone=reading.touchpoint.zone)
    back = start = last = None
    for one in days:
        before = text[max(0, one.start - 60) : one.start]
        if _BACK.search(before) or re.search(r"\b(?:until|till|til)\s+(?:at least |about |around |the )*$", before, _I):
            back = back or one.date
        elif one.is_range_end or re.search(r"\b(?:through|thru|to|up to(?: and including)?|including)\s+(?:the )?$", before, _I):
            last = one.last_day
        elif re.search(r"\b(?:from|between|starting|as of|begins?|starts?)\s+(?:on )?(?:the )?$", before, _I) or (
            start is None and one.words.count(" ") > 3
        ):
            start = one.date
        elif not back:
            start, last = start or one.date, max(last or one.last_day, one.last_day)
    lasts = _LASTS.search(text)
    if lasts and back is None and last is None:
        return _after(reading, lasts["n"], lasts["unit"]), start
    if back is None and last is not None:
        back = add_working_days(last, 1)
    return back, start
