"""Acts for the project by grammar: winning colleagues over, gathering things for us, bringing people together, saying that it should be us."""

from __future__ import annotations

from typing import Final

from journey_tui.analysis.cues.classes import ROLE
from journey_tui.analysis.quick import Pattern

_I: Final = r"\bi(?:'ve| have|'d| had|'m| am)?(?: (?:already|just|also|now|personally|finally|since|even|quietly|therefore|then|managed to|been able to|myself|went and))*"
_HERE: Final = (
    rf"(?:our (?:\w+ ){{0,3}}?\w+|my (?:\w+ ){{0,2}}?(?:boss|manager|director|team|colleagues?|peers?|people|counterparts?|staff|md|cfo|ceo|coo|cio|cto|head)|"
    rf"(?:the |both |all )?(?:\w+ )?(?:{ROLE}|team|committee|council|group|panel|leads?|managers?|directors?|department|colleagues|users|staff|people|works council|union|nurses|drivers|planners|operators|engineers|"
    rf"architects?|lawyers|counsel|buyers?|it|finance|procurement|legal|security|operations)|everyone|everybody|colleagues|people here|them|him|her|management|upstairs|finance|it|legal|procurement|security|operations)"
)
_US: Final = r"(?:you|yours|your \w+(?: \w+)?|u|ur \w+|this (?:project|tool|product|one|system|solution|idea|pilot|trial)|the (?:\w+ )?(?:project|pilot|trial|idea|proposal|demo|business case|case|rollout|tool|product|system|offer|investment))"
WON: Final = Pattern(
    rf"{_I} (?:convinced|persuaded|won over|talked (?:round|into)|brought round|got|swayed|sold|pushed|lobbied|nudged|pressed|begged|asked) {_HERE} (?:to (?:open|agree|approve|allow|give|release|free|support|back|try|test|accept|join|listen|look|read|see|meet|sponsor|reserve|set|let|make|put|move|fund|pay|take|hold|keep|wait|sign|speed|come|sit)|on board|onside|round|over|behind|on (?:it|you|this|the idea)|into)\b"
    rf"|{_I} (?:spoke|spoken|talked|chatted|had (?:a )?(?:word|chat|coffee|lunch|call|conversation|meeting)|met|sat down|been) (?:to |with |at )*[^.;?]{{2,50}}?(?:,| and|;|:| -) (?:he|she|they|\w+)(?:'s| is|'re| are| has| have|'ll| will)? (?:now |also |fully |all |totally |finally |come |got )*(?:on board|onside|in favour|in|behind|convinced|supportive|agreed|agrees|keen|happy (?:to|with)|backing|with us|sold|interested|wants? (?:to|in)|likes?|support\w*|join\w*|impressed|said yes)\b"
    rf"|{_I} (?:took|taken|pulled|drew|grabbed|collared|cornered|caught|sat) [^.;?]{{2,50}}? (?:aside|down)\b"
    rf"|{_I} (?:walked|talked|led|took|taken|run|ran|guided|stepped) [^.;?]{{2,50}}? through {_US}"
)
SAID: Final = Pattern(
    rf"{_I} (?:told|said to|wrote to|written to|reported to|assured|explained to|reminded|informed|let) [^.;?]{{2,50}}? (?:know )?(?:that |why |how )?(?:you(?:'re| are| were|r)?|yours|u|ur|we (?:should|need|must|ought|want|have to)|it(?:'s| is| should be) (?:you|the)|this is|the (?:tool|product|project|pilot|trial)|your)\b[^.;?]{{0,60}}?\b(?:one|best|right|better|good|need|must|should|choice|way|works?|buy|take|pick|go (?:with|for)|ahead|favourite|preferred|worth|only|saves?|saved|solves?|recommend\w*|want|invest|helped|impress\w*)\b"
    rf"|{_I} (?:recommend(?:ed)?|proposed|suggested|nominated|put forward|voted for|spoke for|spoken for|argued for|pleaded for|stood up for|campaigned for|made the case for|made a case for|vouched for|defended) (?:to \w+ |that we \w+ |taking |using |buying |going with |choosing )*{_US}"
    rf"|\b(?:argued|fought|pushed|campaigned|spoke up|spoken up|lobbied) (?:hard |long )?for (?:it|this|you|that|us|the (?:budget|money|project|slot|pilot|trial|investment))\b"
)
SECURED: Final = Pattern(
    rf"{_I} (?:made sure|ensured|seen to it|saw to it|arranged|fixed it|insisted|managed)(?: it)?(?: that)? (?:{_US}|we|it|they)(?:'re| are|'s| is| be| were| get| gets| got| have| has| stay| stays)? (?:\w+ ){{0,2}}?(?:on the (?:short-?list|list|agenda|table)|invited|in the (?:budget|plan|final|running|room|race)|first|heard|seen|considered|included|access|time|a slot|a seat)\b"
    rf"|{_I} (?:got|put|kept|placed|pushed|moved|added|entered|fought|brought|squeezed) (?:you|u|your \w+|it|this|the (?:project|pilot|trial|topic)) (?:\w+ ){{0,2}}?(?:on|onto|into|to|in|through|back on|up) (?:to )?(?:the |our |my |their |next )?(?:[\w'-]+ ){{0,3}}?(?:agenda|short-?list|list|budget|plan|meeting|round|review|roadmap|programme|final|table|radar|committee|board|management team|top)\b"
    rf"|{_I} (?:freed|secured|won|reserved|set aside|ring-?fenced|found|got|scraped together|carved out|earmarked|unlocked|negotiated) (?:up )?(?:\w+ ){{0,4}}?(?:budget|money|funding|funds|days?|hours?|people|team|slot|line \w+|room|test environment|sandbox|headcount|capacity|resources)\b[^.;?]{{0,40}}?\b(?:for (?:you|your|this|the|it|u)|to (?:test|try|run|help|work|support|do))\b"
    rf"|{_I} blocked (?:\w+ ){{0,4}}?(?:days?|hours?|morning|afternoon|week|time|slots?|diar\w+|calendars?)\b[^.;?]{{0,60}}?\b(?:for (?:you|your|this|the (?:trial|test|pilot|session|workshop|project|demo|evaluation|kick-?off))|trial|pilot|workshop|test)\b"
)
GATHERED: Final = Pattern(
    rf"{_I} (?:pulled|exported|extracted|collected|gathered|dug out|compiled|put together|prepared|assembled|anonymi[sz]ed|copied|listed|written up|wrote up|mapped|drawn|drew|recorded|counted|measured|filmed|photographed|asked around|interviewed|surveyed)(?: out| together| up| down)? (?:\w+ ){{0,6}}?(?:for you|for u|for your (?:team|people|colleagues?|engineers?)|so (?:that )?you (?:can|could|have|see)|you (?:asked|wanted|needed)|to help you)\b"
)
TOGETHER: Final = Pattern(
    r"\b(?:i'd|i would|i want|i'd love|let me|i'd really|may i|i wanted)(?: to| you to| like| for you)* (?:meet|introduce|connect|put you in touch with|present)(?: you)?(?: to| with)? (?P<who>(?:our |my )?[a-z]\w+(?: \w+){0,3})"
    r"|\bi(?:'ve| have)?(?: just| also| already| now)* (?:introduced|intro'?d|connected|put|hooked|linked|cc'?d|copied)(?: \w+)? (?:you|u|both of you|you both|you two)(?: up)? (?:to|with|and|in touch with|in with) (?P<who2>(?:our |my )?[a-z]\w+(?: \w+){0,2})"
    r"|\b(?P<who3>[a-z]+)(?: \([^)]{2,30}\))?,? (?:please )?(?:meet|this is|here is) (?P<us>[a-z]+)(?: \w+)? (?:from|of|at|,|-|who|the one|\()"
    r"|\bin cc:? (?P<who4>(?:our |my )?[a-z]\w+(?: \w+){0,3}),? (?:who|our|the|head|my|responsible|in charge)"
)
_BODY: Final = r"(?:(?:the |our |my )?(?:\w+ )?(?:board|committee|council|steering(?: group| committee)?|exec(?:utive)?(?: team)?|exco|leadership(?: team)?|management(?: team| board| meeting)?|directors?|cfo|ceo|coo|cio|cto|md|budget (?:round|meeting)|capex \w+|investment \w+|partners|owners?|trustees|governors))"
PRESENTS: Final = Pattern(
    rf"\bi(?:'m| am|'ll| will|'ll be| will be|'ve| have)?(?: also| now| then| just| personally| already)* (?:present|presenting|presented|defend|defending|defended|take|taking|took|pitch|pitching|pitched|bring|bringing|brought|table|tabling|tabled|argue|arguing|put|putting|submit|submitting|submitted|make|making|made) (?:the (?:business )?case|it|this|you|the (?:\w+ )?(?:proposal|paper|project|investment|request|numbers|recommendation)|your \w+)(?: for \w+| myself| personally| in person)* (?:to|before|at|in|in front of|with) {_BODY}\b"
    rf"|{_I} (?:written|wrote|drafted|finished|prepared|submitted|handed in|put together|started|signed) (?:up )?(?:the|a|my|our) (?:\w+ )?(?:business case|board paper|investment request|capex request|recommendation|management summary|decision paper|justification|internal proposal|one-?pager)\b"
)
SHOWED: Final = Pattern(
    rf"{_I} (?:wrote|written|sent a (?:note|mail|memo)|sent an (?:e-?mail|invite)|circulated a (?:note|memo)|mailed|messaged) (?:to |round to )?{_HERE}[^.;?]{{0,20}}? (?:that|about|to|why|asking|recommending|suggesting) (?:they|we|he|she|it|you|your|this|the (?:tool|product|pilot|trial|project|system)|try|test|join|support|back)\b"
    rf"|{_I} (?:showed|shown|gave|given|sent|read|played|presented|put|held up) (?:to )?(?:them|him|her|everyone|everybody|{_HERE}) (?:\w+ )?(?:the |your |our )(?:figures|numbers|results|data|slides|demo|deck|case|pilot|roi|calculation|paper|recording|reference|proposal|offer|one-?pager)\b"
    rf"|{_I} (?:lined up|signed up|recruited|rounded up|rallied|enlisted|gathered|brought together|found) (?:you )?(?:\w+ )?(?:\w+ )?(?:users?|colleagues?|nurses|drivers|operators|planners|references?|volunteers|testers|sites?|teams?|people|supporters|allies|votes|managers|departments?)\b[^.;?]{{0,40}}?\b(?:for (?:you|your|the|this|it)|who|to (?:test|try|talk|speak|support|vote))"
    rf"|{_I} (?:negotiated|squeezed|wrung|got|secured|found|won|scraped|pulled|freed|shifted|moved) (?:an? )?(?:extra |another |additional |further )?(?:[£$€]? ?\d[\d.,]* ?(?:k|thousand|euros?|pounds?)?|money|funds|budget)\b[^.;?]{{0,15}}? (?:for (?:this|it|you|the)|out of|from)\b"
    rf"|{_I} (?:sat down|worked|teamed up|huddled|met) with (?:our |my |the )?\w+(?: \w+)?[^.;?]{{0,20}}? (?:and|to) (?:we )?(?:built|build|wrote|write|worked out|work out|calculated|calculate|did|do|prepared|prepare|drafted|draft|put together|finished) (?:the |a |our |your )?(?:roi|business case|numbers|figures|calculation|case|paper|tco|cost model|requirements|plan|budget|payback)\b"
    rf"|{_I} (?:push|pushed|fought|argued|campaigned|lobbied|pleaded)(?: \w+)? (?:4|for) (?:this|it|you|u|that)\b"
)
ACTS: Final = (
    ("won a colleague", WON),
    ("spoke for it", SAID),
    ("secured a place", SECURED),
    ("gathered for us", GATHERED),
    ("brings it before a body", PRESENTS),
    ("showed it", SHOWED),
)
"""Name and pattern for `Line.low`."""
NOT_AN_ACT: Final = Pattern(
    r"\b(?:restaurants?|hotel|wife|husband|holiday|vacation|leave next|on leave|invoice|calendar|parking|birthday|weather|menu|lunch menu|golf|dentist|garage|visitor|newsletter)\b|"
    r"\b(?:don't|do not|won't|doesn't|didn't) (?:need|want|like|recommend|think)\b|\b(?:no need|not interested|too expensive|not a fit|against (?:it|you|this)|instead of you|rather than you)\b"
)
OUT_OF_HOURS: Final = Pattern(
    r"\bintroduce you to (?:a|the|some) (?:\w+ )?(?:restaurant|bar|wine|beer|food|cuisine|place|pub|city|town|dish|hotel)\b"
)
GONE: Final = Pattern(
    r"\bi(?:'m| am|'ll be| will be) (?:\w+ )?on (?:parental|maternity|paternity|sick|long-?term|garden(?:ing)?|unpaid|study) leave\b[^.;?]{0,60}?\b(?:nobody|no one|without (?:a )?(?:replacement|cover)|someone else|take[s]? (?:this |it )?over|for (?:\w+ )?(?:months|year)|until (?:the )?(?:summer|autumn|next))"
    r"|\b(?:they|nobody|no one|people|management|the \w+) (?:\w+ )?(?:don't|doesn't|do not|won't|never|no longer|stopped|has stopped|have stopped|refuse[sd]? to) (?:listen(?:s|ing)? to|care(?:s)? what|follow(?:s)?|back(?:s|ing)?|support(?:s|ing)?|take(?:s)? (?:advice from)?) (?:me|i say|i think)\b"
    r"|\bi(?:'m| am|'ll be| will be|'ll| will)(?: also| soon| shortly| actually| sadly| unfortunately)* (?:leaving|leave|quitting|quit|retiring|retire|departing|resigning|changing|moving on|off to pastures)(?: (?:the|our|my|this))? (?:company|firm|business|organi[sz]ation|hospital|bank|council|trust|group|job|jobs|employer|role|post|team|department|agency|school|university|plant|at|in|on|for|to)\b(?! (?:noon|lunch|\d))"
    r"|\bmy (?:last|final) (?:working )?(?:day|week|month)(?: here| at work| in this role)? (?:is|will be|was)\b|\bi (?:no longer|don't) work (?:here|for|at|there) (?:any ?more|from|after|as of)|\bsomeone else (?:is|will be) (?:your|the) contact\b"
    r"|\b(?:they(?:'ve| have)|i(?:'ve| have) been|i was|i've got|management has)(?: \w+)? (?:taken (?:me )?off|pulled (?:me )?off|removed from|moved (?:me )?(?:off|to another|to a different|away)|put on (?:another|a different)|reassigned|transferred|benched|sidelined)\b"
)
OPENERS: Final = (*(pattern for _, pattern in ACTS), TOGETHER, GONE)
"""One of these must match, or there is nothing to read."""
