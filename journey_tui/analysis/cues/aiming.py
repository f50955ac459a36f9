"""Outcomes by grammar: a figure that somebody holds them to, a figure now and one to come, so much off something."""

from __future__ import annotations

import re
from typing import Final

from journey_tui.analysis.cues.numbers import NUMBER, RATIO, UNIT
from journey_tui.analysis.quick import Pattern

_N: Final = rf"(?P<n>(?:{NUMBER}(?: ?{UNIT})?|{RATIO}))"
_WHO: Final = r"(?:i|we|they|my (?:\w+ )?\w+|our (?:\w+ )?\w+|the (?:\w+ )?\w+|he|she|management|it)"
_AIM: Final = r"(?:have to|has to|need to|needs to|must|want to|wants to|plan to|aim to|intend to|are to|is to|am to|are supposed to|is supposed to|are meant to|should|shall|'ll have to|will have to|are expected to|is expected to|promised to|agreed to|committed to|pledged to|undertook to|would like to|'d like to|hope to)"
OFF: Final = Pattern(
    rf"\b{_AIM} (?:\w+ )?(?:shave|knock|take|cut|trim|strip|save|squeeze|get|carve|slash|bring|chop) (?:off |out )?(?:at least |about |around |roughly |some |another )?{_N}[^.;?]{{0,20}}? (?:off|out of|from|on|in) (?:the |our |my )?\w+"
)
REACH: Final = Pattern(
    rf"\b{_WHO} {_AIM} (?:\w+ )?(?:be (?:processing|handling|shipping|producing|serving|seeing|treating|closing|answering|making|delivering|doing|running at|picking|packing|billing|at|below|under|above|over)|process|handle|ship|produce|serve|see|treat|close|answer|make|deliver|reach|hit|get to|come (?:down )?to|drop to|fall to|rise to|climb to|stay (?:below|under|above)|get (?:below|under|above|down to|up to)|go (?:below|under|down to|up to)|bring (?:\w+ ){{1,4}}?(?:below|under|down to|to)|keep (?:\w+ ){{1,4}}?(?:below|under|above|at)) (?:only |at least |at most |no more than |fewer than |less than |more than |about |around )?{_N}"
)
HELD_TO: Final = Pattern(
    rf"\b(?:(?:in|on) my (?:objectives|targets|goals|appraisal|scorecard|bonus (?:plan|sheet)?)|my (?:bonus|objectives?|targets?|goals?|number|job|kpis?) (?:is|are|hangs? on|depends? on|says?|rests? on|asks? for|includes?)|(?:i|we)(?:'m|'re| am| are) (?:measured|judged|paid|assessed|held) (?:on|by|to|against)|(?:i|we) (?:owe|promised|told|pledged|guaranteed) (?:the |our |my )?(?:\w+ )?(?:board|owners?|bank|investors?|council|minister|ministry|ceo|cfo|group|regulator|inspector|director|boss|shareholders|union|parents|trust|customers?)|the (?:board|owners?|bank|ceo|cfo|group|minister|ministry|regulator|council|director|investors?) (?:\w+ )?(?:wants?|expects?|asks? (?:me |us )?for|set (?:me|us)|gave (?:me|us)|has given (?:me|us)|holds? (?:me|us) to|promised|demands?|insists? on|requires?))\b[^.;?]{{0,80}}?\b{_N}"
)
NOW_AND_THEN: Final = Pattern(
    rf"\b(?P<now>{NUMBER}(?: ?{UNIT})?) (?:\w+ ){{0,3}}?(?:now|today|at present|currently|at the moment|this year|last year|so far)\b[^.?]{{0,50}}?\b(?:target|goal|aim|plan|want|need|should|must|has to|have to|by|and|then|make it|->|to)\b[^.?]{{0,30}}?\b{_N}"
)
SHORT: Final = Pattern(
    rf"^(?:target|goal|aim|objective|mission|task|job|kpi|plan|number|our aim|my aim|the aim)?[:,]? ?(?:reduce|cut|bring|get|halve|double|raise|lift|increase|shorten|lower|shrink|improve|grow|speed up|push)\b[^.;?]{{3,60}}? (?:to|by|below|under|above|from) (?:about |around |at least )?{_N}"
    rf"|^{_N.replace('<n>', '<n2>')} (?:fewer|less|more|of|the|faster|off)?\b[^.;?]{{2,50}}?\b(?:by|before|within|until|in)\b[^.;?]{{2,30}}?,? (?:that's|that is|is|this is) (?:the|our|my) (?:aim|goal|target|plan|number|mark|mission|job|task|objective)\b"
    rf"|\bif (?:we|i|they|it) (?:can |could |just |only )*(?:get|see|have|reach|manage|hit|save|lose|make|cut|achieve)[^.;?]{{0,15}}? {_N.replace('<n>', '<n3>')}[^.;?]{{2,60}}?,? (?:i'm|i am|i'd be|we're|we are|it's|that's|everyone|the project|they'd be|my \w+ is) (?:\w+ )?(?:happy|done|fine|good|satisfied|worth|delighted|pleased|paid|won|home)\b"
    rf"|\bwhat (?:i|we) (?:\w+ )?(?:need|have|want|must|promised|owe) (?:to )?(?:show|deliver|prove|reach|report|get to)\b[^.;?]{{0,50}}? is (?:at least |about )?{_N.replace('<n>', '<n4>')}"
    rf"|\b(?:promised|agreed with|told|guaranteed|committed to) (?:the |our |my )?\w+ (?:that )?(?:nobody|no one|no \w+|every\w*|each \w+|all \w+|any \w+|the \w+|it|we)\b[^.;?]{{0,40}}? (?:more than|less than|fewer than|at most|at least|within|no more than|under|below|over) {_N.replace('<n>', '<n5>')}"
    rf"|\b(?:kpi|metric|measure|target|goal|number|figure)\b[^.?]{{0,40}}?[:,] {NUMBER}(?: ?{UNIT})? (?:today|now|currently|at present|this year)[^.?]{{0,10}}?,? {_N.replace('<n>', '<n6>')} (?:by|at|in|before|until|next)\b"
)
LESS_THAN: Final = Pattern(
    rf"\bif (?:by|before|within|at|in|come)\b[^.;?]{{0,40}}? (?:spends?|takes?|needs?|loses?|has|have|is|are|costs?|waits?|makes?|gets?) (?:\w+ )?(?:less than|under|below|fewer than|no more than|at most|only|more than|over|at least) (?:an? )?{_N}"
    rf"|\bif (?:by|before|within|at|in|come)\b[^.;?]{{0,40}}? (?:less than|under|below|fewer than|no more than) (?P<n2>an? {UNIT})"
)
WAYS: Final = (
    ("to take off", OFF),
    ("to reach", REACH),
    ("held to", HELD_TO),
    ("now and then", NOW_AND_THEN),
    ("worth it if", LESS_THAN),
    ("said short", SHORT),
)
"""Cue and pattern for `Line.low`."""
HEADS: Final = Pattern(
    r"\b(?:fleet|headcount|network|company|group|portfolio|estate|campus|plant|site|team|workforce)\b[^.;?]{0,15}? (?:grows?|expands?|goes|increases?|rises?|shrinks?) from \d[^.;?]{0,20}? to \d|"
    r"\bif (?:we|i|you|they) could\b[^.;?]{0,50}? would\b|"
    r"\b(?:we|they|the (?:company|firm|group|business|team)|i)(?:'re| are| were|'ll be| will be| employ| have| had| count)?(?: \w+)? \d[\d,.]* (?:people|employees|staff|strong|users|seats|sites|of us)\b[^.;?]{0,30}\b(?:will be|by|next)\b"
)
"""How many they are is no outcome."""
DROPPED: Final = Pattern(
    r"\b(?:(?:is|are|was|'s) (?:no longer|not|never) (?:any longer |really )?(?:the|our|my|an?) (?:\w+ )?(?:objective|goal|target|aim|priority|kpi|metric|number|figure|point)(?: any ?more| any longer| now)?|(?:drop|remove|delete|strike|take out|forget|leave out|kill) (?:that|the|this) (?:\w+ )?(?:number|figure|percentage|target|saving|savings|kpi|goal)\b|(?:target|goal|figure|number|objective|kpi) (?:has been|was|is|got) (?:\w+ )?(?:dropped|scrapped|replaced|withdrawn|lowered|abandoned|changed|revised))\b"
)


def number(match: re.Match[str]) -> str:
    """Return the figure that a match gives."""
    return next((words for name, words in match.groupdict().items() if name.startswith("n") and name != "now" and words), "")


WEIGHT_OFF: Final = Pattern(
    r"\b(?:wouldn't|would not|shouldn't|don't|do not|can't|not going to|no point(?: in)?|i'd not|never) (?:really |now |any more )?(?:hang|build|base|rest|"
    r"pin|stake|stand|hinge|hinging|putting|put|lead|leading|lean|pitch|bank|rely|dwell|go) [^.?]{0,40}?\b(?:on|with|around|in) (?:it|that|this|those|the "
    r"(?:\w+ )?(?:number|figure|target|\d\S*))\b"
    r"|\b(?:not|no longer|isn't|ceased to be|stopped being|hardly|less of) (?:the|a|our|my|really the|such a|exactly the)? ?(?:top |main |big "
    r")?(?:priority|focus|target|goal|headline|objective|driver|aim|reason|point|case)(?: any ?(?:more|longer)| now| these days| at the moment)"
    r"|\b(?:not|no longer) (?:the|our|a) (?:priority|target|goal|headline)\b|\b(?:number|figure|target|goal|percentage|kpi|headline|\d+ ?%|backlog|saving|"
    r"metric)s? (?:\w+ )?(?:is|are|was|were|has been|have been|'s) (?:now |rather |a bit |somewhat |completely |long |no longer |already )?"
    r"(?:out of date|outdated|old|stale|wrong|gone|dropped|scrapped|off the table|dead|moot|irrelevant|less (?:important|relevant|pressing)|history|"
    r"superseded|withdrawn|parked|not what|(?:being )?re(?:viewed|set|visited|considered|thought)|meaningless|of no interest|no longer)"
    r"|\b(?:nobody|no one|no-one)(?:'s| has| is| was| ever)?(?: \w+){0,2} (?:asked|asks|asking|cares?|talks?|talking|looks?|looking|mentions?|"
    r"mentioned)\b[^.?]{0,30}\b(?:number|figure|target|backlog|metric|kpi|goal|percentage|that|\d+ ?%)"
    r"|\b(?:dropped|abandoned|given up on|walked away from|shelved|parked|moved away from|backed off|stopped (?:chasing|tracking|measuring|reporting)) "
    r"(?:that|the|this|our|those) (?:[\w%.]+ ){0,3}?(?:target|goal|number|figure|objective|metric|kpi|percentage)"
    r"|\b(?:it|that|the \w+|backlog|number) (?:has|have|'s)(?: \w+){0,3} come down (?:on its own|by itself|anyway|already)|\bwe(?:'ve| have) already "
    r"(?:hit|reached|got|met) (?:that|the|our)\b[^.?]{0,20}(?:target|number|figure|goal)?|\b(?:no longer|not) (?:about|chasing|measured on|interested in) "
    r"(?:the |that )?(?:number|figure|percentage|\d)"
    r"|\b(?:take|took|taking|leave|drop|cut|strike|keep) (?:that|it|this|the (?:\w+ )?(?:number|figure|target|headline|goal|\d\S*)) (?:off|out of|from) (?:the |our |your )?(?:front page|first page|first slide|front|headline|cover|top|slides?|deck|story|summary|business case|title)\b"
    r"|\b(?:care|worry|think|interested|bothered) (?:much )?less about (?:the|that|those) (?:\w+ )?(?:number|figure|target|saving|backlog|percentage)"
)
OPENERS: Final = (*(pattern for _, pattern in WAYS), DROPPED)
"""One of these must match, or there is nothing to read."""
