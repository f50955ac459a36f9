"""Goals as people say them without the word: what they promised, want or would call a success, as a rate and by when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from journey_tui.analysis.cues import WHEN, Line, Scene
from journey_tui.analysis.cues.numbers import NUMBER, UNIT
from journey_tui.analysis.quick import Pattern
from journey_tui.domain.model import Side
from journey_tui.lean import dataclass

_SPAN: Final = (
    r"(?:week|month|quarter|day|year|shift|night|season|hour|term|semester|fortnight|run|batch|crew|line|site|desk|route)"
)
RATE: Final = rf"(?:(?:a|an|per|each|every) {_SPAN}|(?:in|out of|of|per) (?:a |every |two |five )?(?:hundred|thousand|ten|twenty|fifty|five|1,?000|100|10|20|50))"
_FEW: Final = (
    r"(?:or (?:less|fewer|under|below|better|more|over|above|none)|at (?:most|the most|worst|least|best)|tops|max(?:imum)?)"
)
_N: Final = (
    rf"(?P<n>(?:no more than |fewer than |less than |under |below |at most |at least |more than |over |about |max )?(?:{NUMBER}|none|zero|nil)(?: "
    rf"?{UNIT})?)"
)
_QUANTITY: Final = rf"{_N}(?P<rate>(?: (?!by\b|before\b|and\b)[\w-]+){{0,3}}? {RATE})?(?P<few>,? {_FEW})?"
_FRAME: Final = (
    r"(?:\b(?:i|we|she|he|my \w+|our \w+|the (?:board|director|chief|team|council|owner))(?:'d|'ll|'m|'re|'ve| have| had| has| am| are| would| will| shall|"
    r" myself| ourselves| really| only| just| also| now| still| personally)*"
    r" (?:wants?|needs?|like|love|aim(?:s|ing)?(?: at| for)?|after|commit(?:ted)? to|promised?|pledged?|signed up (?:to|for)|agreed to|said|told|show you|"
    r"call (?:it|that)|settle for|sign for|happy (?:with|at)|take|going for|set|owe|put (?:my|our) name|answer for|shooting for|chasing|asked for|expects?|"
    r"count "
    r"(?:it|that))\b"
    r"|\b(?:my|our|the)(?: own)? (?:line in the sand|line|bar|mark|test|yardstick|threshold|measure|definition of success|promise|number|figure|limit|mark "
    r"to hit)(?: \w+){0,3} (?:is|would be|stays|remains|will be)\b"
    r"|\b(?:agreed|settled|shook hands|landed|decided)(?: with [\w ]{1,25}?)? on\b|\bthe (?:figure|number|mark)(?: (?!is\b)[\w']+){1,6} is\b"
    r"|\bi(?:'d| would| will|'ll|'m| am)(?: be)? (?:over the moon|glad|happy|delighted|content|satisfied|pleased) (?:with|at)\b|\b(?:it|that|this) "
    r"(?:should|has to|must|needs to|ought to|is to|will|'ll|shall)(?: only)? be\b"
    r"|\bsuccess (?:is|means|would be|looks like|for (?:me|us) is)\b|\b(?:good|done|enough|worth it) (?:is|looks like|would be|means|for (?:me|us) is)\b)"
)
_FRAMED: Final = Pattern(rf"{_FRAME}[^.;?]{{0,60}}?(?<![\w-]){_QUANTITY}(?![\w-])")
_PAIR: Final = Pattern(
    rf"^(?:[a-z]+,? ){{0,4}}?(?P<now>{NUMBER})(?P<nowrate>(?: [\w-]+){{0,3}}? {RATE})?(?: now| today| last \w+| at the moment| currently| at present)?"
    rf"(?:[,;]| -)? ?(?:and|to|then|down to|up to|going to|but|towards)(?: i want| we want| it should be| make it)? {_N}(?P<rate>(?: [\w-]+){{0,3}}? "
    rf"{RATE})?(?P<few> {_FEW})?,? (?:by|before) "
)
_ALONE: Final = Pattern(
    rf"^(?:and |but |then |to |down to |up to |ideally |say |make it |down to |call it |say )*{_QUANTITY},? (?:by|before|when) "
)
_INSTEAD: Final = Pattern(
    rf"(?<![\w-]){_N}(?P<rate>(?: [\w-]+){{0,2}}? {RATE})?\b[^.;?]{{0,70}}?\b(?:instead of|rather than|down from|up from|not|compared (?:with|to)|against) "
    rf"(?:the |today's |this year's |last year's |our |about )?(?P<now>{NUMBER})\b"
)
_FROM: Final = Pattern(
    rf"\bfrom (?P<now>{NUMBER})(?: ?{UNIT})?(?: [\w-]+){{0,6}}? to {_N}\b(?! (?:january|february|march|april|may|june|july|august|september|october|"
    rf"november|december))"
)
_MEASURED: Final = Pattern(
    rf"(?<![\w-]){NUMBER}(?: ?(?:minutes?|mins?|hours?|seconds?|days|times|%|per ?cent|percent)|(?: [\w-]+){{0,4}}? {RATE}|[^.?]{{0,25}}\b(?:in|over|"
    rf"during) (?:january|february|march|april|may|june|july|august|september|october|november|december|the (?:summer|winter|autumn|spring|season))\b|"
    rf"[^.?]{{0,25}}\b(?:last|this) (?:week|month|quarter|year|season|winter|summer|spring|autumn|fall|term|semester)\b|[^.?]{{0,15}}\b(?:now|today|"
    rf"currently|at present|at the moment|on average)\b)"
    rf"|\blast (?:week|month|quarter|year|season|winter|summer|spring|autumn|fall|term|semester)[^.?]{{0,30}}?(?<![\w-]){NUMBER}\b"
)
_MORE_ORDER: Final = Pattern(
    r"\b(?:seats?|licen[cs]es?|users?|devices?|tablets?|scanners?|headsets?|sensors?|copies|accounts?|logins?|references?|quotes?|bids?|offers?|slots?|"
    r"demos?|calls? (?:a|per|with)|meet\w*|workshops?|sessions?|updates?|newsletters?|invites?|trainings?|trained|trainers?|interviews?|signatures?|signed|"
    r"copies|pages|slides|"
    r"discount\w*|price\w*|pric(?:e|ing)|budget\w*|pay(?:s|ing|ment)?|invoic\w+|spend|fee|fees|rate card|order(?:ed|ing)?|buy(?:ing)?|purchas\w+|"
    r"deliver(?:y|ed)|shipped|install\w*|go(?:es|ing)?[- ]live|rolled? out|rollout|pilot|trial|hir(?:e|ed|ing)|birthday|lunch|coffee|dinner|table|tickets? "
    r"(?:for|to)|o'clock|"
    r"of us|of you|colleagues|degrees|vendors?|suppliers?|candidates?|short-?list\w*|finalists?|stands? \d|rooms?|floors?|gates? \d|bays? \d|weeks?' "
    r"notice)\b"
)
_SHORT_DAY: Final = Pattern(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\btomorrow\b|\btoday\b|\bthis week\b")
_WHEN_ENDS: Final = re.compile(
    r"^(?:by|before|within|in|until|till|come|this|next|end|when|ahead|q|late|early|mid|over|at the end|on|for|during|from next|"
    r"from the (?:next|coming))"
)


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal: the number, the place of its words, and how many sentences before it say where they stand."""

    number: str
    at: int
    back: int = 0


def goal(line: Line, scene: Scene) -> Goal | None:
    """Return the goal that a customer states in a sentence, None where the number is an order, a price or a meeting."""
    if scene.side is not Side.CUSTOMER or scene.note or not _deadline(line, scene):
        return None
    return next(_goals(line, scene), None)


@lru_cache(maxsize=4096)
def _by_when(low: str) -> bool | None:
    """Return whether a sentence's first deadline is longer off than days; None where it names none."""
    for match in WHEN.finditer(low):
        if _WHEN_ENDS.match(match.group()) and not match.group().startswith(("in the last", "on the")):
            return not _SHORT_DAY.search(match.group())
    return None


def _deadline(line: Line, scene: Scene) -> bool:
    """Return whether a month, season or the like is named, from which on the number is to hold."""
    by = _by_when(line.low)
    if by is not None:
        return by
    near = scene.near(line, 1)
    return (
        near is not None
        and len(near.low) < 60
        and bool(re.match(r"(?:and |all )?(?:by|before|within) ", near.low) and WHEN.search(near.low))
    )


PAID: Final = Pattern(
    r"\b(?:pay(?:s|ing)?|pric(?:e|es|ing)|fees?|discount\w*|licen[cs]es?|seats?|your (?:offer|quote|proposal)|invoice[ds]?)\b"
)


def _goals(line: Line, scene: Scene) -> Iterator[Goal]:
    low = line.low
    back = _measured_before(line, scene)
    last = scene.near(line, -1)
    if last is not None and PAID.search(last.low):
        return
    for pattern in (_FROM, _PAIR, _INSTEAD):
        match = pattern.search(low)
        if match and not other(low, match) and match["now"].strip() != match["n"].strip():
            yield Goal(match["n"], match.start())
    for match in _FRAMED.finditer(low):
        if other(low, match):
            continue
        earlier = bool(re.search(rf"\bfrom {NUMBER}\b", low[: match.start()])) or bool(_MEASURED.search(low[: match.start()]))
        if match["rate"] or ((match["few"] or _ends(low, match.end())) and (back or earlier or _asked_how_many(scene))):
            yield Goal(match["n"], match.start(), back)
    match = _ALONE.search(low)
    if match and not other(low, match) and (back or _asked_how_many(scene)) and (match["rate"] or match["few"] or len(low) < 90):
        yield Goal(match["n"], match.start(), back)


def other(low: str, match: re.Match[str]) -> bool:
    """Return whether the number counts what is ordered, paid, met for or dated."""
    after = re.split(r"[,;.]", low[match.end() : match.end() + 30], maxsplit=1)[0]
    return bool(_MORE_ORDER.search(low[max(0, match.start() - 40) : match.end()] + after)) or _dated(low, match)


def _dated(low: str, match: re.Match[str]) -> bool:
    """Return whether the number is a day of the month, a year or a time of the day."""
    around = low[max(0, match.start("n") - 10) : match.end("n") + 12]
    return bool(
        re.search(r"\b(?:20\d\d|\d{1,2}(?:st|nd|rd|th)|\d{1,2}[:.]\d\d)\b", match["n"] + low[match.end("n") : match.end("n") + 3])
    ) or bool(
        re.search(
            r"\b(?:january|february|april|june|july|august|september|october|november|december|march|may) \d{1,2}\b|\b\d{1,2} (?:january|february|"
            r"march|april|june|july|august|september|october|november|december)\b|\bat \d{1,2}\b(?! ?%)(?: (?:on|tomorrow|sharp))",
            around,
        )
    )


def _ends(low: str, at: int) -> bool:
    """Return whether the deadline, a comma or the end follows the number: it counts what was counted before, no new thing."""
    return bool(re.match(r"[,.!]?(?:$| (?:by|before|within|in time|when|instead|rather|at|come|this|next|or)\b|,)", low[at:]))


def _measured_before(line: Line, scene: Scene) -> int:
    """Return how many sentences before, two at most, a measured number was stated by the same speaker; 0 where none."""
    for step in (1, 2):
        near = scene.near(line, -step)
        if near is None or near.asked or line.end - near.start > 380:
            break
        if _MEASURED.search(near.low) and not _MORE_ORDER.search(near.low):
            return step
    return 0


_HOW_MANY: Final = Pattern(
    r"\bhow (?:many|often|much time|long|high|low|bad)\b|\bwhat (?:number|figure|would (?:good|success|you call|change|be different|it take)|are you "
    r"aiming|is the (?:target|goal|aim)|do you (?:measure|count|want it))\b|\b(?:target|goal|success|different after|where (?:do|would) you want)\b"
)


def _asked_how_many(scene: Scene) -> bool:
    return bool(_HOW_MANY.search(scene.before[-300:]))


ENOUGH: Final = Pattern(
    r"\bi(?:'ve| have) done (?:my|what)|\bi(?:'m| am|'ll be|'d be) (?:happy|content|satisfied)\b|\b(?:it|that)(?:'s| is| has) (?:been )?(?:a success|worth "
    r"it|paid)\b|\bi(?:'d| would|'ll) call (?:it|that)\b"
)
"""What makes an `if` the measure of success rather than a doubt."""
_ADOPTED: Final = Pattern(
    r"^(?:and )?(?:i|we)(?:'ve| have|'m| am| will|'ll)? (?:adopted|accepted|agreed|signed|endorsed|backed|made|put my name|measured on|stand by|stand "
    r"behind|hold myself)\b[^.?]{0,20}\b(?:it|that|this|them)\b"
)


def adopted(line: Line, scene: Scene) -> int:
    """Return the next sentence where the speaker makes the goal their own in it, else this one."""
    near = scene.near(line, 1)
    return near.index if near is not None and near.end - line.start <= 400 and _ADOPTED.search(near.low) else line.index


def place_range(low: str, at: int) -> bool:
    """Return whether the number at `at` ends a range of places or names (`stands 9 to 14`), no way from one value to another."""
    return bool(re.search(r"(?<!from )(?<!currently )\b[a-z]+s \d+ (?:to|through|and|-) $", low[:at])) and not re.search(
        r"\bfrom [^.;]{0,25}$", low[:at]
    )


OPENERS: Final = (_FRAMED, _PAIR, _ALONE, _INSTEAD, _FROM)
"""One of these must be able to match, or there is nothing to read."""
