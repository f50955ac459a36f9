"""How people say that they can say yes themselves."""

from __future__ import annotations

from typing import Final

from journey_tui.analysis.quick import Pattern

_SPENDING: Final = (
    r"(?:it|this|that|these|those|the (?:\w+ )?(?:money|budget|spend|purchase|order|contract|deal|funds?|funding|cheque|check|paperwork|"
    r"quote|po|investment|amount|whole thing|lot)|anything|everything|any \w+|all (?:\w+ )?(?:purchases|orders|spend|contracts|of it)|"
    r"purchases?|orders?|contracts?|spend(?:ing)?|deals?|budgets?|up to|sums?|amounts?|invoices?|software|things like this|one of this size|"
    r"[£$€]?\d\S*)"
)
_VERB: Final = (
    r"(?:sign(?: off)?(?: on| for)?|approve|release|authori[sz]e|green-?light|okay|ok|commit(?: to)?|spend|fund|pay for|clear|wave through|nod "
    r"through|give (?:the )?(?:go-ahead|green light|nod))"
)
SELF: Final = (
    Pattern(
        r"\bi (?:don't|do not|won't) (?:need|have) to take (?:it|this|that) (?:anywhere|to any\w+|further|upstairs|higher|up)\b"
    ),
    Pattern(
        r"\bi (?:don't|do not|won't|needn't) (?:have to |need to )?(?:ask|go to|see|consult|clear it with|check with|trouble|bother) (?:any|a soul|the "
        r"board|"
        r"upstairs|permission)"
    ),
    Pattern(
        rf"\bi(?: can| may| could| get to| do|'m able to| am able to|'m allowed to| am allowed to|'m authori[sz]ed to| am authori[sz]ed to|'m empowered to|"
        rf" am empowered to| have (?:the )?(?:authority|power|mandate) to|'ve (?:the )?(?:authority|power) to| alone| personally| myself)* {_VERB} (?:off "
        rf")?(?:on )?{_SPENDING}\b"
    ),
    Pattern(
        r"\b(?:is|are|'s|was|stays?|remains?|sits?|lies|rests|comes? down to|falls?) (?:entirely |all |still |also |ultimately |squarely |really |mine, "
        r"all )?(?:mine to (?:release|sign|approve|decide|spend|give|commit|make|allocate)|(?:my|mine to) (?:call|decision)\b|within my (?:limit|authority|"
        r"remit|mandate|delegation|sign-?off|gift|budget)|down to me|with me\b(?! (?:for|until|now|today|next|this|and i'll))|up to me\b|in my gift|at my "
        r"discretion)"
    ),
    Pattern(
        r"\b(?:it|this|that|the (?:decision|budget|money|final say|call|final decision|cheque|signature|spend|sign-?off)|decision|budget|money|final "
        r"say)(?:'s| is| are) (?:ultimately |entirely |all |still |really )?(?:mine\b|my (?:decision|call|budget|money|signature|cost cent(?:re|er)|p&l|"
        r"shout)\b)"
    ),
    Pattern(
        r"\bi(?:'m| am)? (?:hold|own|control|run|manage|carry|have|look after|am responsible for|responsible for|'m responsible for|am accountable for|"
        r"answer for) (?:the |that |this |my own |our |a |its own )?(?:\w+ ){0,3}?(?:budget|purse(?: strings)?|p&l|cost cent(?:re|er)|chequebook|checkbook|"
        r"spend)\b"
    ),
    Pattern(
        r"\bi(?: do|'ve| have| already have|'ve got| got| also have)*(?: the| full| final| signing| spending| delegated| signature| sole| budget| "
        r"purchasing| buying| complete| necessary| all the)*(?: (?:the|full|final|signing|spending|delegated|signature|sole|budget|purchasing|buying|"
        r"financial))* (?:authority|sign-?off|final say|last word|final word|mandate|go-ahead|approval|green light)\b(?: (?:to|for|on|over|here|up|myself|"
        r"and|so|in|of|within|from|level|limit)|[,.;!]|$)"
    ),
    Pattern(
        r"\bi(?:'m| am) (?:also )?(?:the )?(?:(?:sole |main |only |final |actual )?(?:budget (?:holder|owner)|decision[- ]?maker|signatory|approver|"
        r"economic buyer|budget responsible)|(?:one|person|man|woman|guy|fool) (?:who|that) (?:signs|decides|approves|pays|releases|holds|says yes|has to "
        r"sign))"
    ),
    Pattern(
        r"\b(?:comes?|coming|paid|funded|taken|goes|going) (?:straight |directly )?(?:out of|from|against|on|through) my (?:own )?(?:budget|pot|cost "
        r"cent(?:re|er)|p&l|line|pocket|department)"
    ),
    Pattern(
        r"\bmy (?:own )?(?:signature|sign-?off|approval|name|say-?so|yes)(?: is| will be| would be|'s)? (?:is |all |the only |enough|that|what|it takes|on "
        r"(?:it\b|the (?:order|contract|che(?:que|ck)|agreement|dotted|line|bottom|purchase|po|form|paper))|goes on|sufficient|the last)"
    ),
    Pattern(
        r"\b(?:needs|takes|requires|wants) (?:only |just )?my (?:signature|sign-?off|approval|say-?so)\b|\bthe buck stops (?:with me|here|at my)|\bi "
        r"(?:make|take|have to make|get to make|handle) (?:the|these|those|that|all|such|purchasing|buying) (?:\w+ )?(?:final |buying |purchasing "
        r")?(?:decisions?|call)\b"
    ),
    Pattern(
        r"\bi (?:don't|do not|won't|wouldn't) need (?:to ask |anyone(?:'s| else's)?|anybody(?:'s)?|any further|board|further|the board|approval|permission|"
        r"to go (?:to|upstairs)|a (?:second )?signature|to trouble)(?:[^.]{0,40}(?:permission|approval|sign-?off|signature|blessing|board|for (?:that|"
        r"this)|say-?so))?|\bwithout (?:troubling|asking|going (?:to|back to)|bothering|involving|needing) (?:the |anyone|anybody|my |our )(?:\w+ "
        r")?(?:board|permission|approval|boss|committee|exco|group|else|cfo)?"
    ),
    Pattern(
        r"\bi (?:can|could|am able to) (?:make|take) (?:the|that|this) (?:final )?(?:decision|call)\b|\bi can say yes\b|\bi(?:'m| am) in a position to "
        r"(?:sign|approve|commit|decide|release)|\bas (?:the )?(?:cfo|ceo|coo|cto|cio|finance director|managing director|owner|\w+ director|head of \w+),? "
        r"i (?:can |will |do )?(?:sign|approve|release|decide|authori[sz]e)\b|\bi(?:'ll| will| shall) (?:be )?(?:sign(?:ing)?(?: it| this| the (?:order|"
        r"contract|agreement|po|paper\w*)| off)|approv(?:e|ing)|releas(?:e|ing) (?:it|this|the)|authori[sz]e)"
    ),
    Pattern(
        r"\b(?:under|below|up to|less than|within|over|above|anything) (?:[£$€]? ?\d\S*|\w+ (?:hundred|thousand|million|grand|k)|a hundred|two hundred|"
        r"that|this|it|my limit)[^.]{0,40}?\b(?:i (?:sign|approve|decide|release|can)|is mine|on my (?:own )?(?:signature|authority))\b"
    ),
    Pattern(
        r"\b(?:is|are|be|gets?|been|'s) (?:only |still |always |personally |also |all |then )*(?:released|approved|signed(?: off)?|authori[sz]ed|decided|"
        r"cleared|"
        r"granted|okayed|funded|settled|paid for) by me\b"
    ),
    Pattern(
        r"\b(?:comes?|gets?|goes|lands|stops?|ends|reaches) (?:up |only |straight |as far as )*(?:to |with |at )?(?:me|my desk)(?: and)? (?:no (?:further|"
        r"higher|one else|"
        r"farther)|(?:it )?(?:stops|ends|stays|goes no)|that's (?:it|the end|where)|nobody else|not (?:further|beyond|to anyone))|\b(?:it|that|this|"
        r"anything|everything|spend(?:ing)?|money|approvals?|requests?|orders?|decisions?|trail|road|chain)\b(?: [\w']+){0,5} (?:stops|ends) (?:with me|at "
        r"my desk|on my desk)\b|"
        r"\bcomes? to (?:me|my desk) (?:for (?:approval|signature|sign-?off|release|a yes|the yes)|to (?:sign|approve|decide|release))"
    ),
    Pattern(
        r"\b(?:the|this|that|our|company) (?:purse(?: strings)?|wallet|pen|chequebook|checkbook|cheque|purchasing card|last word|final word|final yes|yes|"
        r"signature|approval) (?:here )?(?:is|are|'s) (?:mine\b|my own)"
    ),
    Pattern(
        r"\b(?:the |that |this )?(?:money|funds?|budget|spend|amount|funding)(?: for (?:it|this|that))?(?: is|'s| sits| comes| are| lies| stands| was| "
        r"falls)(?: already| all| also| right)* "
        r"(?:in|under|on|within|inside|out of|from) my (?:own )?(?:plan|budget|cost cent(?:re|er)|p&l|budget line|vote|capital plan|annual plan|capex|"
        r"department's budget|spending plan|allocation)\b|"
        r"\b(?:it is|it's|that's|this is) my (?:own )?(?:budget|line|cost cent(?:re|er)|pot|plan|money|p&l)(?:,)? and my (?:name|signature|decision|call|"
        r"responsibility|risk|neck|pen)\b"
    ),
    Pattern(
        r"\bi(?: can| do|'ll| will)? (?:still|always|also|only|usually|normally|personally|alone|do|already) (?:sign(?: off)?(?: on| for)?|approve|release|"
        r"authori[sz]e|okay|fund|pay for|decide(?: on)?) "
        r"(?:it|this|that|them|these|those|the (?:money|budget|spend|order|orders|purchases?|contracts?)|everything|anything|all of)\b"
    ),
    Pattern(
        r"\bi (?:own|founded|bought|inherited) (?:the |this |my )?(?:\w+ )?(?:practice|company|business|firm|place|shop|brewery|bakery|clinic|farm|"
        r"workshop|garage|dealership|agency|yard|mill|hotel|restaurant|winery|distillery|nursery)\b[^.?]{0,20}?(?:,|;| and| so)[^.?]{0,40}"
        r"\b(?:mine|my (?:call|decision|money|purse|signature)|i (?:sign|decide|pay|approve)|nobody (?:else )?(?:signs|decides|to ask))\b"
    ),
    Pattern(
        r"\b(?:there(?:'s| is) )?(?:nobody|no one|no-one) (?:else )?(?:is |sits |stands |signs )?(?:above|over) me(?= (?:who|to|for|that|on|in (?:this|"
        r"these|such))\b|[,.;]|$)|\byou(?:'re| are) (?:talking|"
        r"speaking|writing) to "
        r"(?:the (?:\w+ )?(?:person|one|man|woman|owner) (?:with|who has|who holds|that holds|who signs|who pays)|him|her)\b[^.?]{0,20}\b(?:chequebook|"
        r"checkbook|purse|money|budget|pen|signature|signs|pays|order)"
        r"|\b(?:it's|it is|that's|that is|it will be) my (?:signature|name) (?:that|which|under|at the (?:bottom|foot)|on the (?:order|contract|cheque|"
        r"check|line|paper))"
    ),
)
