"""More ways to speak of alternatives: without a name, by hiring instead, none at all; and what is out without being one."""

from __future__ import annotations

from typing import Final

from journey_tui.analysis.cues import Line
from journey_tui.analysis.quick import Pattern

CANNOT_RULE: Final = Pattern(
    r"\b(?:can't|cannot|can not|couldn't|don't want to|won't|not) (?:yet |quite |really |fully |completely |entirely )*rul(?:e|"
    r"ing|ed) (?:it|that|them|"
    r"this|him|her|anything|\w+(?: \w+)?) out|\b(?:can't|cannot|couldn't) (?:yet )?(?:exclude|discount) (?:it|that|them|"
    r"this)\b|\b(?:still|idea is|option "
    r"is|thing is) (?:\w+ )?(?:floating|doing the rounds|on the table|alive|in play|being discussed|a (?:live )?possibility|in "
    r"the running)"
)
NOT_RULED: Final = Pattern(
    r"\b(?:can't|cannot|can not|couldn't|don't want to|not|haven't|hasn't|yet to|before we|until we|unless|if we|won't) (?:yet "
    r"|quite |really |fully "
    r")*(?:rul\w+|drop\w*|reject\w*|eliminat\w+|discount\w*|decid\w+|exclud\w+)"
)
_NONE: Final = Pattern(
    r"\b(?:aside|apart) from you(?:rselves)?\b[^.;?]{0,20}\b(?:nobody|no one|none|nothing)\b|"
    r"\b(?:nobody|no one|none|no other \w+)(?: else)? (?:apart|aside|besides|except|but)(?: from| for)? you\b|"
    r"\b(?:we|i) (?:have|asked|approached|invited|know|found|see|spoke to|talked to|considered|looked at) (?:nobody|no one|"
    r"none) else\b(?! (?:who|in the|to (?:do|cover|ask)|on (?:shift|duty|my team)|free))|"
    r"\b(?:did not|didn't|have not|haven't|won't|will not|not going to) (?:ask|asked|invite|invited|approach|approached|try|"
    r"tried|call|called|contact|contacted) (?:any ?(?:one|body) else|another (?:vendor|supplier|firm|company)) (?:for (?:a |an "
    r")?(?:price|quote|offer|demo|bid|tender)|to (?:quote|bid|pitch|show))\b|"
    r"\b(?:we|i)(?:'ve| have)? (?:only|just) (?:asked|invited|rang|rung|called|approached|spoken to|talked to|written to|been "
    r"talking to|been speaking to) you(?: guys| people| lot)?(?=[.,;!]|$| (?:for (?:an? |the )?(?:price|quote|offer|demo|bid|proposal)|so far|about (?:a price|an offer|this)))|"
    r"\b(?:we|i)(?:'ve| have)? (?:asked|invited|approached|called|rang) (?:\w+ ){1,3}(?:for this |to quote |to bid )?and (?:for )?"
    r"(?:nothing|nobody|no one|no-one) else\b|"
    r"\b(?:we|i) (?:did not|didn't|have not|haven't|never|won't|will not) (?:go|gone|went|put (?:it|this)|going) (?:back )?out to "
    r"(?:tender|market|bid)\b|"
    r"\b(?:so |then )?(?:it is|it's|that leaves|leaving|leaves) (?:only|just) you(?: guys| people| lot)?(?=[.,;!]|$| (?:now|left|in|on))"
)
_OTHER: Final = Pattern(
    r"\b(?:the|our|an) (?:other|second|third|cheaper|competing|rival) (?:offer|quote|bid|tender|proposal|vendor|supplier|"
    r"product|tool|bidder) (?:is|was|came|comes|in) (?:from|at|on|\w+ (?:cheaper|dearer|less|more))\b|"
    r"\b(?:the )?(?:vendor|maker|supplier|manufacturer|people|provider|company) (?:of|behind|who make|that makes) our (?:\w+ "
    r"){1,4}?(?:offers?|sells?|has|have|pitched|is pitching|are pitching|wants? to sell|says? (?:they|it|he|she) can)\b|"
    r"\bour (?:\w+ ){0,3}(?:vendor|supplier|provider|maker|manufacturer|integrator) (?:also |now )?(?:offers?|sells?|pitched|"
    r"is pitching|are pitching|wants? to sell|says? (?:they|it|he|she) (?:can|could|have|has)) (?:\w+ ){0,3}?(?:something|one|"
    r"it|this|that|the same|a (?:similar|\w*log|module|tool|version)|like it)\b"
)
_STAY: Final = Pattern(
    r"\b(?:it(?:'s| is)|between) you (?:or|and|against) (?:the |our |a |my )?(?:old |current |paper )?(?:whiteboard|"
    r"spreadsheets?|excel|paper|clipboard|notebook|phone|fridge|nothing|status quo|what we have|log ?book|book|binder|radio)\b|"
    r"\b(?:otherwise|else|failing that|if not,?) (?:we|i)(?:'ll| will| would)? (?:just )?(?:keep|stay with|stick with|go on "
    r"with|carry on with) (?:the |our |using )?(?:\w+ )?(?:whiteboard|spreadsheets?|excel|paper|clipboard|notebook|log ?book|"
    r"book|binder)\b"
)
_HIRE: Final = Pattern(
    r"\b(?:could|can|might|would|or|may|rather|to) (?:also |just |simply |always |perhaps |well )*(?:hire|take on|employ|"
    r"recruit|put on|pay for) (?:\w+ )?(?:one|two|three|four|another|extra|more|an?) (?:\w+ ){0,3}?(?:instead|for (?:the|that) "
    r"(?:same )?(?:money|price))\b"
)
WAYS: Final = (
    ("nobody else", _NONE, "none"),
    ("others, unnamed", _OTHER, ""),
    ("stay as they are", _STAY, "status quo"),
    ("hire people", _HIRE, "more staff"),
)
"""Cue, pattern for `Line.low`, and the alternative's name where it has one."""
_SUPPLY: Final = Pattern(
    r"\b(?:vendors?|suppliers?|bid\w*|quot\w+|offers?|tender\w*|price\w*|demo|product|tool|short-?list|running|ruled|withdr\w+|"
    r"competition|pitch\w*|expensive|proposal of|contract with)\b"
)
_THINGS: Final = frozenset(
    """dinner lunch breakfast mail email invoice contract proposal agenda report word news budget money power internet electricity weather sun tide rain snow moon jury
    everyone everybody nobody school office boss manager doctor captain teacher management finance legal procurement half most staff crew team harvest traffic heating
    light wifi network system server printer phone radio coffee milk paper fuel petrol diesel stock time version update release payment money today tomorrow""".split()
)


def is_thing(name: str, line: Line) -> bool:
    """Return whether a sentence's first word only looks like a name: `Boats are out`, `Dinner is out`."""
    if " " in name or not line.low.startswith(name) or _SUPPLY.search(line.low):
        return False
    plural = (
        name.endswith("s") and not name.endswith("ss") and line.low[len(name) :].startswith((" are", " were", " have", "'re"))
    )
    return plural or name in _THINGS


OPENERS: Final = (CANNOT_RULE, *(pattern for _, pattern, _ in WAYS))
