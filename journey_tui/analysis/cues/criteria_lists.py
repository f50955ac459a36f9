"""Criteria that are told by what stands around them: a subject, an announcement, or the sentence that sums them up."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from journey_tui.analysis import guards
from journey_tui.analysis.cues import WHEN, Line, Scene
from journey_tui.analysis.quick import Pattern
from journey_tui.domain.model import Side

_CHOOSE: Final = (
    r"(?:choos(?:e|es|ing)|pick(?:s|ing)?|decid(?:e|es|ing)|judg(?:e|es|ing)|compar(?:e|es|ing)|select(?:s|ing)?|rank(?:s|ing)?|scor(?:e|es|"
    r"ing)|weigh(?:s|ing)?|buy(?:s|ing)?|vote(?:s|d)?|mark(?:s|ing)?|rat(?:e|es|ing)|go(?:es)?|look(?:s|ing)?)"
)
_ANNOUNCED: Final = Pattern(
    rf"\b(?:what|which (?:points|things|\w+)|how|the (?:\w+ )?(?:things?|points?|ones?|questions|tests?)|all|anything) (?:that |it is )?(?:[\w']+ "
    rf"){{1,4}}?(?:(?:'d|would|will|'ll|really|mostly|actually|all|shall|going to) )*{_CHOOSE} (?:it |them |you |one |between them |a \w+ )?(?:by|on|at|"
    rf"with|against|for)\b"
    r"|\bwhat (?:it|the \w+|this|whatever we buy|a \w+) (?:has|needs|must|have) (?:to )?(?:do|be|have|show|manage|survive|prove)\b|\bto get past (?:me|us|"
    r"him|her|them|the \w+|my \w+|our \w+)\b"
    r"|\bwhat (?:we|they|i|it|the [\w ]{2,30}|our [\w ]{2,30}|\w+ here|\w+) (?:will |would |'ll |really |now )?(?:needs?|wants?|looks? (?:at|for)|asks? "
    r"(?:for|of it)|insists? on|requires?|expects?)(?: from (?:it|a \w+|you|any \w+))?(?=[.:,]|$)"
    r"|\b(?:the|our|my|their) (?:\w+ )?(?:list|requirements?|conditions|must-haves|wants|yardsticks?|tests|acceptance criteria)(?: (?:is|are|as \w+|from "
    r"[\w ]+|for [\w ]+|follows?))?(?=[.:]|$)"
    rf"|\b(?:pick|choose|decide|judge|compare|buy|select) (?:it |them |one )?by\b"
)
_LISTS: Final = Pattern(
    r"\b(?:we|they|i|it|the [\w ]{2,30}?|our [\w ]{2,30}?|everybody|everyone)(?: (?:will|would|'ll|'d|only|all|now|always|mostly))* (?:choos(?:e|es)|"
    r"picks?|decides?|judges?|compares?|selects?|ranks?|scores?|weighs?|marks?|rates?|buys?|goe?s?(?= by ))(?: (?:it|them|you|one|everybody|everyone|"
    r"suppliers|vendors|tools|systems|a \w+))? (?:by|on|with|against|for|along)\b(?P<rest>[^:.?]{0,60}): \S"
    r"|\bwhat (?:the |our |we|they|i|it|my )(?:[\w ]{0,30}? ?)(?:wants?|needs?|insists? on|looks? (?:for|at)|asks? for|cares? about|requires?)(?: to "
    r"(?:see|have))?(?: is| are)?(?P<more>): \S"
)
_RANKED: Final = Pattern(
    r"\b(?:ranks?|comes?|stands?|goes|sits|counts|weighs) (?:well |far |way )?(?:above|before|higher than|ahead of|more than|over) (?:the )?(?:looks?|"
    r"price|cost|money|features|brand|polish|colou?rs?|design|anything|everything|all else|speed|savings?|discounts?)\b"
    r"|\bmatters? (?:far |much |a lot )?more (?:to (?:us|me|them) )?than (?:the )?(?:looks?|price|cost|money|features|brand|polish|colou?rs?|design|"
    r"anything|everything|speed|savings?|discounts?)\b"
)
_SUMMED: Final = Pattern(
    r"\b(?:anything|any \w+|whoever|whatever|one|a \w+|those|something) (?:that |which |who )?(?:fails?|misses|lacks|can't do|doesn't do|does not do|"
    r"breaks|without) (?:any |one |either |even one |all )?(?:of )?(?:those|these|them|the (?:two|three|four|five))\b"
    r"|\bif (?:any|one|either|even one) of (?:the |these |those )?(?:two|three|four|five|them|these|those)?(?: things| points)? ?(?:is|are|fails?|goes|"
    r"isn't)\b[^.]{0,25}\b(?:missing|fails?|not there|absent|out|walk|don't|needn't|no)\b"
    rf"|\b(?:that|those|it|these)(?:'s| is| are)? (?:the )?(?:ones?|points?|things?|all)? ?(?:what )?(?:that )?(?:we|they|i)(?:'d| would| will|'ll)? "
    rf"{_CHOOSE} (?:it |them |you )?(?:by|on|with|for)\b"
    r"|\b(?:the rest|everything else|all else) is (?:paint|polish|noise|decoration|detail|nice to have|icing|gravy|a bonus|extra|cosmetics?|secondary)\b|"
    r"\b(?:the rest|everything else|all else),? (?:we|they|i|nobody|no one) (?:don't|do not|never|won't|looks?|cares?) ?(?:look|care|mind|score|count|read|"
    r"about|at)?\b|\b(?:weight|weighting|weights|each) (?:is|are|count\w*) (?:equal\w*|the same)\b|\bin the order of (?:how|what|importance|pain)\b"
)
_PROPERTY: Final = Pattern(
    r"\b(?:can|can't|cannot|must(?:n't)?|has to|have to|may not|should|never|always|only|keeps?|stays?|works?|runs?|starts?|shows?|survives?|says?|makes?|"
    r"lets?|writes?|reads?|opens?|sends?|tells?|prints?|holds?|warns?|handles?|speaks?|fits?|needs?|without|even (?:when|with|if)|"
    r"in under|within|offline|logs?|records?|connects?|talks? to|loads?|remembers?|locks?|refuses?|accepts?|exports?|imports?|alerts?|whether|readable|"
    r"read-only|usable|doesn't|does not|won't|leaves?|takes|supports?|integrates?|finds?|recovers?|syncs?|saves|copes?|beeps?|rings?|closes?|knows|goes on|"
    r"carries on)\b"
)
_CHATTER: Final = Pattern(
    r"\b(?:thanks?|thank you|please|let me|let's|see you|i'll|we'll|you'll|i will|we will|i've|we've|i'd|i am|i'm|yesterday|last (?:week|month|night|year)|"
    r"was|were|had|took|sorry|hope|glad|happy|meet(?:ing)?|call you|attached|regards|cheers|on (?:mon|tues|wednes|thurs|fri)day|tomorrow|invoice|quote|"
    r"price list|sign(?:s|ed)?|order|the board|committee)\b"
)
_OPEN: Final = Pattern(r"^(?:re|fw|fwd|aw|wg|sv|tr)\s*:")


def stated(line: Line, scene: Scene) -> int | None:
    """Return the place of the words that make a sentence a criterion by what stands in or around it, None where nothing does."""
    if scene.side is not Side.CUSTOMER or scene.note or line.asked:
        return None
    low = line.low
    listed = _LISTS.search(low)
    if listed and not WHEN.search(listed["rest"] or low[listed.end() :]) and len(low) - listed.end() > 12:
        return listed.start()
    ranked = _RANKED.search(low)
    if ranked and _PROPERTY.search(low[: ranked.start()]) and len(low[: ranked.start()].split()) >= 6:
        return ranked.start()
    if not property_like(line):
        return None
    return 0 if _announced(line, scene) or _summed_up(line, scene) else None


def property_like(line: Line) -> bool:
    """Return whether a sentence, taken alone, says what something does or must never do."""
    return (
        14 <= len(line.low) <= 280 and not line.asked and _PROPERTY.search(line.low) is not None and not _CHATTER.search(line.low)
    )


def _announced(line: Line, scene: Scene) -> bool:
    """Return whether criteria were announced: up to four sentences before with only criteria between, in the subject, or by our question."""
    for step in range(1, 5):
        near = scene.near(line, -step)
        if near is None:
            return _announced_outside(scene)
        if _ANNOUNCED.search(near.low) and not near.asked and not guards.others_story(near.low):
            return True
        if not property_like(near):
            return _announced_outside(scene) and near.index == 0
    return False


def _announced_outside(scene: Scene) -> bool:
    """Return whether the mail's own subject says that criteria follow."""
    return subject_announces(scene.subject)


@lru_cache(maxsize=1024)
def subject_announces(subject: str) -> bool:
    """Return whether a subject in lower case says that criteria follow."""
    return bool(subject) and not _OPEN.search(subject) and _ANNOUNCED.search(subject) is not None


def _summed_up(line: Line, scene: Scene) -> bool:
    """Return whether one of the next three sentences says that this is what they choose by."""
    for step in range(1, 4):
        near = scene.near(line, step)
        if near is None:
            return False
        if _SUMMED.search(near.low) and not near.asked:
            return True
        if not property_like(near):
            return False
    return False


OPENERS: Final = (_LISTS, _RANKED, _ANNOUNCED, _SUMMED)
"""One of these must match, or there is nothing to read."""


def announced(lines: Iterable[Line], scene: Scene) -> bool:
    """Return whether anything around says that criteria follow or were listed: then what a product does can be one."""
    return _announced_outside(scene) or any(_ANNOUNCED.search(line.low) or _SUMMED.search(line.low) for line in lines)
