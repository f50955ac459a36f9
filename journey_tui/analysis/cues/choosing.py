"""How they choose, by grammar: what is out, what alone is let in, what comes before what, what they look at."""

from __future__ import annotations

import re
from typing import Final

from journey_tui.analysis.quick import Pattern, Several

_THING: Final = (
    r"(?:any(?:thing|one|body)|every(?:thing|one|body)|whatever|a (?:\w+ )?(?:system|tool|solution|vendor|supplier|product|platform|software|provider|partner|bidder|offer|service|licen[cs]e model|contract)|"
    r"(?:systems|tools|solutions|vendors|suppliers|products|platforms|software|providers|bidders|offers|companies|those|candidates)|any (?:\w+ )?(?:system|tool|solution|vendor|supplier|product|platform|software|provider|partner|bidder|offer|company|candidate|app))"
)
_US: Final = r"(?:we|i|our (?:\w+ )?\w+|the (?:\w+ )?\w+|my (?:\w+ )?\w+|they|nobody here|(?:it|legal|finance|security|management|operations|procurement))"
_QUALITY: Final = (
    r"(?:price|cost|costs|tco|total cost|security|integration\w*|sso|usability|ease(?: of (?:use|\w+))?|support|compliance|uptime|availability|reliability|performance|speed|accuracy|"
    r"scalability|hosting|data residency|encryption|apis?|offline|accessibility|languages?|training|references?|roadmap|traceability|flexibility|configur\w+|migration|export\w*|"
    r"reporting|functionality|features?|simplicity|maintenance|response times?|certification|sustainability|quality|fit|onboarding|privacy|robustness|durability|stability|"
    r"time to (?:value|go live)|implementation|footprint|weight|battery(?: life)?|warranty|service|local\w*|audit\w*|validation|interoperability|openness|delivery(?: time)?|lead times?|coverage|depth|"
    r"safety|hygiene|user[- ]friendliness|look and feel|maturity|financial stability|experience|track record|methodology|team|data protection|gdpr|roles?|permissions)"
)
OUT: Final = Pattern(
    rf"\b{_THING}\b[^.;?]{{3,80}}? (?:is|are|will be|would be|gets?|falls?|goes|drops?|comes|'s) (?:simply |automatically |just |immediately |straight |then |of no |not )*(?:out\b|ruled out|no good|useless|off the (?:table|list)|a no\b|a no-go|disqualified|dropped|excluded|rejected|kicked out|no use|of no use|unacceptable|not (?:acceptable|an option|considered|of interest)|a non-?starter|worthless|interest to us|in the bin|off)"
    rf"|\b{_THING}(?:,)? (?:that|which|who|with|without|hosted|stored|running|needing|requiring|based|made|built|over|under|above|below|slower|heavier|bigger|not)\b[^.;?]{{3,70}}? (?:we|i|they|our \w+|the \w+) (?:won't|will not|can't|cannot|don't|wouldn't|would not|am not going to|are not going to) (?:\w+ )?(?:look at|consider|take|touch|buy|accept|use|read|invite|allow|approve|entertain|shortlist|open)"
)
ONLY: Final = Pattern(
    rf"\b{_US}(?:'ll| will| can| would|'d| may| shall| do|'re| are)? (?:be allowed to |be able to )?only (?:ever |be )?(?:accept|buy|take|allow|work with|use|consider|approve|let|sign|look at|go (?:for|with)|choose|invite|deal with|agree to|tolerate|put up with|install|run|pass)(?:s|ed)? (?:\w+ ){{0,6}}?(?:that|which|who|with|if|when|whose|from|where|made|hosted|certified|on|in|as long as|provided)\b"
    rf"|\b{_US} (?:won't|will not|cannot|can't|would not|wouldn't|never|don't|will never|would never|are not going to|refuses? to) (?:\w+ )?(?:accept|buy|take|allow|approve|use|install|touch|work with|tolerate|agree to|let|put up with|pass|consider|wear|adopt|sign off) (?:\w+ ){{0,5}}?(?:that|which|who|with|without|unless|whose|where|outside|hosted)\b"
)
BEATS: Final = Pattern(
    rf"\b{_QUALITY}\b[^.;?,]{{0,30}}? (?:beats|trumps|outweighs?|comes? before|comes? first|comes? ahead of|goes before|is more important than|are more important than|matters more than|matter more than|counts more than|count more than|counts double|weighs more than|wins over|ranks? (?:above|before|first|second|third|highest)|is second to|takes precedence|over everything|above all|is (?:number|no\.?) (?:one|1)|is king|is what (?:we|i|they) (?:go|buy|pay) (?:by|for|on))"
    rf"|\b(?:i|we|they|the (?:\w+ )?(?:team|panel|board|committee))(?:'d| would|'ll| will)? (?:put|rank|rate|place|weigh|set|value|list) (?:\w+ ){{0,4}}?{_QUALITY}\b[^.;?]{{0,40}}? (?:first|above|over|before|higher|highest|at the top|on top|ahead|at \d+|number one|top)\b"
    rf"|\b(?:weigh(?:s|ted|ting)?|scor(?:e|es|ed|ing)|count(?:s|ed)?|rat(?:e|es|ed)|mark(?:s|ed)?|worth)\b[^.;?]{{0,50}}?\b{_QUALITY}\b[^.;?]{{0,20}}? (?:at |with |for |by )?\(?\d{{1,2}}\b"
    rf"|\b{_QUALITY}\b[^.;?,]{{0,20}}?,? (?:then|followed by|and then|and only then|after that) {_QUALITY}\b"
)
LOOK: Final = Pattern(
    rf"\b(?:we|i|they|our (?:\w+ )?\w+|the (?:\w+ )?\w+|it|procurement|legal|finance)(?:'ll| will| shall|'re| are|'m| am| would|'d| always| do)* (?:mainly |mostly |first |especially |particularly |only |also |then |closely |really |above all |in particular |going to |primarily )*(?:look(?:s|ing)?|pay(?:s|ing)? attention|judg(?:e|es|ing)|choos(?:e|es|ing)|decid(?:e|es|ing)|go(?:es|ing)?|select(?:s|ing)?|compar(?:e|es|ing)|test(?:s|ing)?|check(?:s|ing)?|measur(?:e|es|ing)|focus(?:es|ing)?) (?:mainly |mostly |first |especially |particularly |only |hard |closely |really |above all |you |vendors |offers |bids |everyone |them )*(?:at|(?<=attention )to|on|by|for|whether|how) (?:the |your |a |how |whether |our |\w+ )*?(?:{_QUALITY}\b|how (?:fast|well|easy|easily|much|quickly|often|long|good|many)|whether (?:it|you|the))"
    rf"|\b(?:(?:the )?(?:most important|main|biggest|first|key|top|number one|decisive|only|critical) (?:thing|point|question|factor|criterion|requirement|aspect|consideration|test)s?|what (?:counts|matters|decides|is important|we care about|i care about|interests us|we need to see)(?: (?:most|for us|to us|in the end|here|to me|for me))*)(?: (?:for|to) (?:us|me|our \w+|the \w+|my \w+))?(?: in the end)?(?: is| are|'s|:| will be)(?: that| whether| how| the| to| a| an)? \w+ \w+"
)
NEEDS_OR: Final = Pattern(
    r"\b(?:it|that|this|the (?:\w+ )?(?:system|tool|solution|product|platform|software|app|thing|service|terminal|device|scanner|vendor|supplier)|whatever (?:it is|we (?:buy|take|choose)))(?:'ll| will)? (?:absolutely |definitely |really |certainly |also |just |simply )*(?:needs?|must have|has to have|needs to have|requires?|has got to have|must|has to|needs to)\b[^.;?]{4,90}?(?:, otherwise|,? or (?:else|it's|we|our \w+|they|nobody|it)\b|; otherwise| - otherwise|, else|, without (?:it|that))"
    r"|\b(?:is|are|being|has to be|needs to be|remains|counts as)(?: \w+)? (?:a (?:hard |strict |firm |legal |basic |minimum |clear |formal )?)?(?:prerequisite|precondition|requirement|must|condition|given|necessity|mandatory|compulsory|obligatory|indispensable|non-?negotiable)(?: for (?:us|any\w*|every\w*)| here| on our side| by law|[,.;!]|$)"
    r"|\b(?:shall|must|has to|have to) (?:be able to |also |at least |always )*(?:\w+ ){1,12}?\(?(?:mandatory|requirement (?:\w+-?\d+|no)|req\.? ?\d|k\.?o\.?(?: criteri\w+)?|must)\)?"
    r"|\bas long as (?:it|you|they|the (?:\w+ )?(?:system|tool|solution|product|vendor)) (?:can't|cannot|doesn't|don't|does not|do not|isn't|aren't|won't)\b[^.;?]{3,60}, (?:we|i|it|there|nobody|no|you)"
)
TERSE: Final = Pattern(
    r"^(?:and |but )?no \w+(?: \w+)?,? (?:=|->|means |then )?no (?:deal|order|contract|sale|go|business|signature|thanks)\b"
    r"|\b(?:k\.?o\.?|must|musts|mandatory|required|need|needs|essential)\s*[:=] ?\w+"
    r"|\bwhat (?:we|i|they|the \w+|my \w+|our \w+) (?:really |absolutely |mostly )?(?:need|want|look for|expect|care about|insist on|require|value)s? (?:above all|most(?: of all)?|first and foremost|more than anything|really|before anything else)?,? ?(?:is|are) (?:that |an? |the |\w)"
    rf"|\b(?:boils|comes|came|boil) down to (?:whether|if|how|the|one thing|two things|{_QUALITY})\b(?! board)"
    rf"|\b{_QUALITY}\b[^.;?,]{{0,20}}? (?:comes? last|first|last|second|is secondary|decides|decides it|wins|comes? (?:second|third))(?=[,.;]|$| for (?:us|me)| and\b)"
    rf"|\b(?:won't|will not|can't|cannot|wouldn't|never|doesn't|does not) (?:get|make it|go|come|pass|survive|be getting) (?:past|through|by|beyond) (?:our|my|the|his|her|us|me) ?(?:\w+ )?(?:board|auditors?|security|legal|it|team|users?|nurses|drivers|union|works council|committee|panel|boss|door)?\b"
    rf"|\bif (?:your|the|it|you) ?(?:\w+ )?(?:product|system|tool|solution|software|platform|app|service|company)? ?(?:can't|cannot|doesn't|does not|isn't|is not|won't|fails to|can not) [^.;?]{{3,70}}?,? (?:there(?:'s| is) no (?:point|way|sense|use)|it(?:'s| is) (?:pointless|useless|over|out|no use)|forget it|we(?:'re| are) (?:out|done)|we stop|don't bother|no need)"
    rf"|\b(?:{_QUALITY}|integration with \w+|\w+ integration)\b[^.;?]{{0,30}}? (?:is|are) (?:absolutely |really |simply )?(?:essential|vital|crucial|indispensable|a given|paramount|decisive) (?:for|to) (?:us|me|our \w+|the \w+)"
)
DROPPED: Final = Pattern(
    r"\b(?:dropped|removed|waived|relaxed|given up(?: on)?|gave up(?: on)?|struck|withdrawn|scrapped|softened|deleted|taken (?:out|off)|lifted|abandoned|lowered)\b[^.;?]{0,40}?\b(?:requirements?|criteri(?:on|a)|must-?haves?|condition|conditions|k\.?o\.?)\b"
    r"|\b(?:requirements?|criteri(?:on|a)|must-?haves?|condition)\b[^.;?]{0,40}? (?:has|have|was|were|is|are)(?: been| now| gone)? (?:dropped|removed|waived|relaxed|struck|withdrawn|scrapped|softened|deleted|gone|off|out)\b"
    r"|\bwe (?:can|could|would|'d) (?:now )?(?:live|do|manage) without (?!you\b)(?:the |a |an )?\w+(?: \w+)? (?:after all|now|if need be|in the end)"
)
NOT_THESE: Final = Pattern(
    r"\b(?:must|has to|have to|had to|need to|needs to) have (?:been|met|got|had|lost|missed|gone|sent|seen|heard|slipped|come|made|left|taken|happened|felt|thought|cost|looked|forgotten)\b|"
    r"\b(?:lunch|dinner|holiday|flight|hotel|restaurant|weather|weekend|kids?|birthday|parking|badge|visitor)\b|\b(?:we|i|they) only (?:met|saw|spoke|talked|heard|started|joined|received|got)\b"
)
WAYS: Final = (
    ("out without it", OUT),
    ("only with it", ONLY),
    ("before the rest", BEATS),
    ("look at", LOOK),
    ("needed", NEEDS_OR),
    ("said short", TERSE),
)
"""Cue and pattern for `Line.low`: a criterion said as one."""
_OLD: Final = re.compile(r"\b(?:previous|old|last|current|existing|former|used to|years ago|back then)\b")


_WAYS_LEFT: Final = Several(WAYS)


def stated(low: str) -> tuple[str, re.Match[str]] | None:
    """Return (cue, match) of the first way in which a sentence in lower case states a criterion."""
    if NOT_THESE.search(low):
        return None
    for cue, pattern in _WAYS_LEFT.left(low):
        match = pattern.search(low)
        if match is not None and not _OLD.search(low[max(0, match.start() - 25) : match.start() + 20]):
            return cue, match
    return None


OPENERS: Final = (*(pattern for _, pattern in WAYS), DROPPED)
"""One of these must match, or there is nothing to read."""
