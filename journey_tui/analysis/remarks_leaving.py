"""Who steps back: people of the customer's who leave, hand over, change their work or have no more time for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from journey_tui.analysis.quick import Pattern, hint
from journey_tui.analysis.remarks_text import Hit, Reading, Sentence, fold
from journey_tui.domain.model import Side

_I = re.IGNORECASE
_BE: Final = r"(?:'m|'ll be| am| will be| shall be|'ve been| have been| was| may be| might be| could be)"
_ADV: Final = r"(?: (?:now|also|sadly|unfortunately|officially|actually|probably|going to be|told to|due to|about to|to be))*"
_THIS: Final = (
    r"(?:this|it|that|the (?:whole )?(?:thing|project|evaluation|matter|topic|work|job|case|file|torch|baton|reins|account|"
    r"subject|initiative))"
)
_PLACE: Final = (
    r"(?:the (?:company|firm|business|organi[sz]ation|group|school|trust|hospital|team|department|council|bank|plant|post|role|job|"
    r"house|practice|district|authority|agency|office|service)\b(?! (?:for|at \d|early|now))|us\b|here\b|my (?:job|post|role|position|"
    r"desk|current)\b)"
)
_WHEN: Final = (
    r"(?:(?:at|by|before|in|from|as of|with effect from|after|towards|come) (?:the )?(?:end|start|beginning|middle|turn|first|new year|year|"
    r"spring|summer|autumn|fall|winter|christmas|easter|january|february|march|april|may|june|july|august|september|october|november|"
    r"december|q[1-4])|next (?:month|year|spring|summer|autumn|quarter))"
)
_GONE: Final = Pattern(
    rf"\b(?:i{_BE}{_ADV} (?:leaving|quitting|departing|resigning|retiring|finishing(?: up)?) (?:{_PLACE}|{_WHEN})|i (?:will |shall |'ll )?"
    rf"(?:leave|retire|finish(?: up)?|quit) (?:{_PLACE}|{_WHEN})|i{_BE}{_ADV} (?:retiring|resigning|stepping down|standing down|"
    r"finishing up here|moving on from|off to pastures|made redundant|let go|laid off|being let go|being made redundant|one of the "
    r"[\w ]{1,20} (?:let go|made redundant|laid off|who (?:were|was|are|go|have)))"
    r"|i(?:'ve| have)? (?:just |already |formally )?(?:resigned|retired)\b(?! (?:the|an?|our|my|two|three|all)\b)|my (?:last|"
    r"final) (?:working )?(?:day|week|month)\b"
    r"|(?:handed|given|giving|put|handing|hand|give)(?: in)? (?:in )?my (?:notice|resignation)|my (?:notice|resignation) (?:is|has|was|goes)"
    r"|i(?:'ve| have|'m| am|'ll| will|'ll be)?(?: just| already)? (?:accepted|accepting|accept|taken|taking|take|taking up|found|got|have got) (?:up )?"
    r"(?:an?|another|the)(?: new| different)? (?:new )?(?:position|post|job|role|appointment|offer (?:from|elsewhere|at))\b(?! that)"
    r"|they(?:'ve| have) offered me\b|i(?:'ve| have) been offered (?:an?|the|another) (?:\w+ ){0,3}(?:post|job|position|role)"
    r"|my (?:contract|secondment|posting|stint|term|interim|assignment|mandate|time here|tenure)(?: here)? (?:ends|is ending|expires|runs out|"
    r"finishes|is up|comes to an end|isn't being (?:renewed|extended)|won't be (?:renewed|extended)|is not being (?:renewed|extended)))",
    _I,
)
_LEAVE: Final = Pattern(
    r"\b(?:(?:i|my)\b[^.;?]{0,40}\b(?:maternity|paternity|parental|adoption|long-term sick|long|study|unpaid) leave|i\b[^.;?]{0,25}\b(?:on |a )?"
    r"sabbatical\b|i(?:'m| am) expecting (?:a baby|our|my|in)|(?:our|my|the) baby is due|i(?:'m| am) having (?:a baby|surgery))",
    _I,
)
_BACK_FROM: Final = Pattern(r"\b(?:back|return(?:ed|ing)?|home) from\b|\bwas on\b|\bwere on\b", _I)
_MOVED: Final = Pattern(
    r"\b(?:i(?:'ve been| have been|'m being| am being|'m| am| was|'ll be| will be|'m going to be)(?: now| also| just)? (?:moved (?:to|over|"
    r"on|off|into|up|across|away|out)|transferred|reassigned|"
    r"seconded|promoted (?:to|into|up|out)|posted|redeployed|relocated|pulled off|taken off|pulled (?:away|onto)|put (?:on|in charge of|to)|"
    r"asked to (?:concentrate|"
    r"focus|take over|take on|lead|run|help out)|appointed|relieved of (?:my|this|the|all))\b|i(?:'m| am|'ll be| will be) (?:moving|transferring|"
    r"switching|going|rotating|crossing)(?: over| across| back)? to (?:the|a|another|our|head)\b(?: [\w-]+){0,3} (?:team|terminal|department|"
    r"division|side|project|role|office|site|plant|branch|region|unit|group|company|business|function|desk|ward|campus|depot|store|hotel|"
    r"programme|program|post|position|job)\b|i(?:'m| am|'ll be| will be) (?:changing|switching|swapping) (?:jobs?|roles?|departments?|teams?|"
    r"employers?|desks?|sides|positions?|companies|functions?)\b|i (?:take|start|begin|'ll take|will take|will start|"
    r"'ll start)(?: up)? (?:an?|my|the) new "
    r"(?:post|role|job|position)|i(?:'ve| have) been given (?:the|another|a new|a different)\b(?: [\w-]+){0,3} (?:office|team|role|job|"
    r"department|region|"
    r"territory|post|project|portfolio|division|brief)\b"
    r"|(?:they|she|he|management|the (?:board|coo|ceo|group))(?:'ve| have|'s| has| is|'re| are)? (?:put|putting|moved|moving|transferred|transferring|"
    r"seconded|posted|pulled|pulling|taken|taking|reassigned|reassigning|assigned|assigning|sending|sent) me (?:to|off|onto|on to|out|away|over|from|on\b(?! time))"
    r"|my (?:\w+ )?(?:team|department|unit|role|post|position|job|office|function|section|group|division)(?:'s| is| was| has been| will be|"
    r"'ll be| is going to "
    r"be)(?: now| also| being)* (?:folded|merged|cut|eliminated|moved|moving|dissolved|abolished|axed|disbanded|absorbed|closed|closing|"
    r"split|restructured|"
    r"made redundant|going away|disappearing|outsourced|reorgani[sz]ed|redundant|at risk))",
    _I,
)
_MINE: Final = r"(?:area|patch|remit|responsibility|department|desk|portfolio|baby|brief|team|topic|project|job|world|ball|field|line|department's)"
_NO_LONGER: Final = Pattern(
    r"\b(?:i(?:'m| am)? (?:no longer|not any ?more) (?:look(?:ing)? after|responsible|in charge|handl(?:e|ing)|deal(?:ing)? with|work(?:ing)? (?:on|in|"
    r"at|for|here)|involved|the (?:right |main )?(?:person|contact|owner|lead|sponsor)|lead(?:ing)?|head(?:ing)?|manag(?:e|ing)|run(?:ning)?|part "
    rf"of|with (?:the|this)|own)|no longer my {_MINE}\b|(?:isn't|is not|'s not|ain't|not) my {_MINE} any ?(?:more|longer)|i (?:don't|do not) "
    r"(?:look after|work on|run|lead|manage|handle|head|deal with) [\w ]{2,30} any ?(?:more|longer))",
    _I,
)
_HANDS_OVER: Final = Pattern(
    rf"\b(?:i(?:'m| am|'ll be|'ll| will| will be|'ve| have| shall)?(?: now| also| have to| had to)? (?:hand(?:ing|ed)?|(?:pass(?:ing|ed)?|"
    rf"turn(?:ing|ed)?)(?! (?:it|this|that)\b)) "
    rf"(?:{_THIS}|things|everything|all of (?:this|it)|my (?:desk|work|projects?|tasks|duties|files|role|topics))(?: (?:on|over|off|"
    rf"across))*(?: to (?!the (?:"
    r"lawyers?|switchboard|printer)|you\b|our (?:lawyers?|solicitors?))| at the end| when| in| by| from| before|[.,!]|$)"
    rf"|(?:takes?|taking|will take|'ll take|is taking|has taken|took) (?:{_THIS} )?over (?:{_THIS} )?from me\b|(?:takes?|"
    rf"taking) over my (?:role|job|work|"
    r"desk|team|duties|post)|in my (?:place|stead) (?:from|after|as of)|my (?:successor|replacement|cover)\b(?! (?:note|letter|sheet|version))"
    r"|you(?:'ll| will)(?: now)? (?:be (?:dealing|working|talking|speaking)|deal|work|"
    r"talk) with [A-Z][\w'-]+(?: [A-Z][\w'-]+)?[^.;]{0,30}\b(?:from now|from here|going "
    r"forward|in future|instead|from then|after|from (?:the )?(?:\d|first|next|january|february|march|april|may|june|july|august|september|"
    r"october|november|december))"
    r"|(?:from now on|from here on|going forward|in future|after that|from then on),? (?:please )?(?:you(?:'ll| will)? (?:deal|be dealing|"
    r"work|talk|speak)|(?:talk|speak|write|"
    r"turn|go) to|[A-Z][\w'-]+ (?:will be|is) your|your (?:contact|point of contact))|(?:your|the) new (?:contact|point of contact|counterpart)\b"
    r"|(?:will be|is) your (?:main |new )?(?:contact|point of contact|counterpart)(?: person)? (?:going forward|from now on|from here on|"
    r"in future|from (?:the )?(?:\d|first|"
    r"january|february|march|april|may|june|july|august|september|october|november|december|then|next))"
    r"|(?:some(?:body|one) else|a colleague|one of my colleagues|whoever comes after me)(?:'ll| will| would|'s| has| is)? (?:(?:have|need|"
    r"going) to |be )?(?:pick(?:ing)? "
    rf"(?:{_THIS}|the reins) up|pick(?:ing)? up {_THIS}|carry(?:ing)? {_THIS}|tak(?:e|ing) {_THIS}|tak(?:e|ing) over|do(?:ing)? (?:this|"
    rf"it)\b|driv(?:e|ing) {_THIS}|"
    rf"finish(?:ing)? {_THIS}|run(?:ning)? with {_THIS}|look(?:ing)? after {_THIS}|see(?:ing)? {_THIS} through))",
    _I,
)
_STEPS_BACK: Final = Pattern(
    r"\b(?:i(?:'m| am|'ll| will|'ve| have| need| must|'d better| shall|'m having|'ve had|"
    r" had)?(?: going)?(?: have)?(?: to)?(?: have to)? (?:step(?:ping|ped)? (?:back|away|aside) "
    r"(?:from|for good|now)|step(?:ping|ped)? down|stand(?:ing)? down|bow(?:ing|ed)? out|pull(?:ing|ed)? out of (?:this|it|the)|drop(?:ping|"
    r"ped)? out of|withdraw(?:ing)? from|"
    r"back(?:ing|ed)? out of|tak(?:e|ing) a back seat|recus(?:e|ed|ing) myself)"
    r"|(?:won't|will not|shall not|isn't going to|is not going to|can't|cannot) be (?:me|myself)\b|i(?:'ll| will| shall)? (?:won't|not|"
    r"will not|shall not) be (?:the (?:one|person) "
    r"(?:to|who|that|taking|carrying|doing|driving|leading|running|signing|finishing)|involved|part of (?:this|it)|taking (?:this|it)|"
    r"carrying|leading|in charge|driving (?:this|it)|"
    r"here (?:any ?more|by then|when|to see|after|come|next (?:year|month|spring|summer)))"
    r"|i(?:'m| am) not (?:the one|the person|going to be the one) (?:to|who|that) (?:carry|push|drive|take|fight|do|pick)"
    r"|i (?:won't|can't|cannot|couldn't|will not|am unable to|don't think i can) (?:be able to )?(?:carry|push|drive|champion|fight for|"
    r"keep (?:pushing|driving|carrying)|give|take|"
    rf"see|lead) {_THIS}(?: [\w,']+){{0,3}} ?(?:any ?(?:more|further|longer)|further|inside|internally|alone|on my own|through|the (?:time|"
    rf"attention|energy)|upstairs)"
    r"|i (?:don't|do not|won't|will not|can't|cannot|no longer|just don't|simply don't|hardly)(?: really| honestly)? (?:have|find) (?:the |"
    r"any |enough |much )?(?:time|bandwidth|capacity|"
    rf"headspace|stomach|strength|energy|appetite|standing|clout) (?:for {_THIS}|left for|to (?:push|drive|carry|give|lead|champion|fight|"
    rf"run (?:{_THIS}|with)|see {_THIS}|keep|do "
    r"(?:this|it) justice)|any ?more\b)"
    r"|i(?:'m| am|'ll be| will be) (?:going|moving|dropping|cutting|reducing|switching) (?:down |back )?to (?:part[- ]time|half[- ]time|"
    r"reduced hours|(?:one|two|three|four|\d) days)"
    r"|i(?:'ve| have) (?:used up|spent|burnt|burned|run out of) (?:all )?(?:my|all|of)\b[^.;]{0,20}\b(?:credit|goodwill|capital|favours|"
    r"ammunition|arguments)"
    r"|i(?:'ll| will) have (?:much |a lot |far |very )?(?:less|little|no) time for (?:this|it|the))",
    _I,
)
_FROM_NOW: Final = (
    r"(?:from now on|from here on|going forward|in future|hereafter|henceforth|instead|from then on|thereafter|from next (?:week|month|"
    r"year)|as (?:of|from) \w+|from (?:the )?(?:\d|first|next|monday|"
    r"january|february|march|april|may|june|july|august|september|october|november|december))"
)
_PERIOD: Final = r"(?:months?|years?|a year|half a year|the (?:rest|remainder) of)"
_WAYS: Final = Pattern(
    r"\b(?:i(?:'ve| have)? (?:decided|chosen|agreed) to (?:call it a day|leave|go|retire|move on|step (?:down|back|aside)|hang up)|"
    r"call(?:ing)? it a day\b|hang(?:ing)? up my \w+|my (?:days|time|hours|weeks) "
    r"(?:here |in this (?:job|role|office) )?(?:are|is) (?:numbered|up|over|coming to an end|nearly (?:up|over))"
    r"|(?:gave|handed|given|handing|giving|put|sent)(?: them| her| him| in| back)* (?:in )?(?:my (?:letter|badge|keys|papers|cards|"
    r"resignation)|the keys)\b"
    r"|i(?:'ll| will| am going to|'m going to| shall) be (?:working (?:for|with|at) (?!you|us\b|it|this)|gone (?:for|by|from|after|before)|"
    r"joining [A-Z]|out of (?:here|the (?:company|business|job|picture)))|i(?:'m| am) (?:joining|starting (?:at|with)|"
    r"going to join|off to join|off to) [A-Z][\w-]+ (?:in|as|from|on|next|after|at the|come)"
    r"|i(?:'ll| will| shall|'m| am)? (?:won't|not|will not|shall not|not going to) be (?:around|here|with (?:you|us|the)|there|"
    r"at [A-Z]\w+) (?:to (?:see|do|finish|sign|help|drive)|after|by then|when|past|beyond|next (?:year|month|spring|summer)|"
    r"in (?:january|february|march|april|spring|summer|the new year)|any ?more|for (?:the (?:roll|go|launch|start|decision)|much longer|long))"
    r"|(?:my|our) (?:position|job|role|post) (?:isn't|is not|is no longer|won't be|will not be) (?:needed|required|there|filled|funded)|"
    r"(?:decided|told me|say|said|informed me)(?: that)? (?:my|our) (?:position|job|role|post|team)\b"
    r"|i(?:'m| am|'ll be| will be|'ve| have|'d)?(?: been| being)? (?:relinquish(?:ing|ed)? (?:charge|my|the)|under transfer|on transfer|"
    r"due for (?:transfer|rotation|retirement)|on my way out|on (?:garden(?:ing)?|long) leave|going on (?:long|extended|"
    r"medical|unpaid) leave)|my transfer (?:order|is|has|came|to)|transfer orders? (?:has|have|came)"
    r"|i(?:'m being| am being|'ve been| have been| was just|'m going to be| will be|'ll be)(?: now| just)? (?:sent (?:to|away|abroad)|"
    r"pulled (?:in|on|off|out|away)|drafted|roped|dragged|parachuted|assigned to|reassigned|shifted (?:to|over)|called (?:back|away)|"
    r"posted|rotated|loaned|lent|made (?:head|director|manager|responsible|chief)|named (?:head|director|manager|chief)|appointed|taken off|"
    r"moved (?:to|on|off|into|over|up|across))\b(?! by)(?! for (?:two|three|a few|the) days)"
    r"|(?:as of|from|since|starting) [\w ]{2,20},? i(?: will|'ll)?(?: now)? report (?:in)?to\b|i(?: will|"
    r"'ll)?(?: now)? report (?:in)?to [\w ]{2,30} (?:from|as of|now|since)"
    r"|(?:moved|taken|took|moving|taking|stripped|removed) \w+(?: \w+){0,3} (?:out of my|away from (?:me|my)|off (?:me|my (?:desk|plate|hands)))\b"
    r"|i(?:'m| am|'ll be| will be) (?:stepping|getting|going|moving|coming|bowing|dropping) out of (?:operations|this|it|the|my|sales|"
    r"management|day[- ]to[- ]day)"
    rf"|[A-Z][\w'-]+(?: [A-Z][\w'-]+)? (?:has|will have|takes|is taking|gets|will take|'ll take|'ll have|now has|picks up|is picking up|"
    rf"will be picking up|inherits|leads|will lead) (?:the (?:lead|reins|helm|project|file|topic)|this|it|over)(?: (?:on|of|for|from|over|up))*"
    rf"(?: this| it| the \w+)?,? (?:from me|{_FROM_NOW})|(?:{_FROM_NOW}),? [A-Z][\w'-]+(?: [A-Z][\w'-]+)? (?:has|will have|takes|is taking|"
    rf"will take|leads|runs|handles|looks after|will be (?:running|leading|handling|looking after)) (?:the (?:lead|reins|helm|project)|this|it|over)"
    r"|[A-Z][\w'-]+(?: [A-Z][\w'-]+)? (?:will be|is|'ll be) (?:looking after|taking care of|handling|doing|covering|minding) my (?:work|job|"
    r"desk|role|duties|projects?|accounts?|position)\b"
    rf"|(?:take (?:it |this |things )?up|deal|liaise|coordinate|speak|talk|correspond|work|be in touch|"
    rf"get in touch) with [A-Z][\w'-]+(?: [A-Z][\w'-]+)?,? {_FROM_NOW}"
    r"|(?:don't|do not|can't|cannot|shouldn't|no longer)(?: really)? (?:expect|count on|rely on|look to|bank on|depend on) (?:much (?:from|"
    r"of) |anything (?:from|of) )?me\b|(?:made|making) (?:enough|too many) enemies|i(?:'ve| have) done (?:all|what|everything) i (?:can|could)\b"
    r"|i (?:can't|cannot|couldn't) (?:help you|do) (?:any ?(?:more|further)|much more)(?: for (?:you|it|this))?|i(?:'m| am)(?: only|"
    r" just)? (?:only |just )(?:doing|working|in|here) (?:mornings|afternoons|part[- ]time|half (?:days|time)|(?:one|two|three) days|(?:mon|"
    r"tues|wednes|thurs|fri)days)"
    rf"|(?:gone|away|out|off|leave) for (?:a good |at least |about |the next )?(?:\w+ )?{_PERIOD}\b[^.;]{{0,20}}(?:baby|leave|surgery|"
    rf"treatment)|\bbaby\b[^.;]{{0,60}}\b(?:gone|away|off|out|leave)\b)",
    _I,
)
_ALONE: Final = Pattern(
    r"\b(?:retir(?:e|es|ed|ing|ement)\b(?! (?:the|an?|our|my|two|three|all|it|them) )|redundan\w+|resign(?:ed|ing|ation)?|superannuat\w+|"
    r"pregnan\w+|maternity|paternity|parental leave|"
    r"sabbatical|secondment|my successor|relieved (?:me|of)|out of a job|last (?:e-?mail|mail|message|call|week|month|shift|friday|day) "
    r"(?:from|in|at|with|here|on this)|exodus|relinquish\w*|written me off|signed off (?:sick|by (?:my|the) doctor)|sick leave|burn-?out|"
    r"let me go|got the (?:sack|push|boot)|sacked|fired|laid off|severance|gardening leave|notice period|swap(?:ping|ped)? (?:desks|jobs|places|roles)|"
    r"interview(?:ing)? (?:with|at|for) (?:an?|another|the) (?:\w+ )?(?:compet\w+|job|position|post|role|firm|company|employer)|"
    r"gone by (?:christmas|easter|spring|summer|autumn|the (?:new|end)|january|february|march|april|may|june|july|august|september|october|"
    r"november|december)|"
    r"(?:i|we) (?:go|come|fall|sit|move) under [A-Z]?\w+ (?:from|in|as of|after)|(?:put|lend|give) my (?:name|weight|neck|"
    r"signature) (?:behind|to|on|for) (?:this|it) any ?more|too much (?:on|else)(?: my plate)?\b[^.;]{0,50}\b(?:itself|without me|back seat|"
    r"somebody else|someone else|wait))\b",
    _I,
)
_SUCCEEDS: Final = Pattern(
    r"\b(?:starting|from|as of|after|beginning) [\w ]{2,24},? (?:my (?:deputy|colleague|assistant|successor|"
    r"number two) )?[A-Z][\w'-]+(?: [A-Z][\w'-]+)? (?:is|will be|becomes) (?:your|the) (?:(?:new|main|only) )?(?:man|woman|person|contact|"
    r"counterpart|go-to|port of call|lead|one to)\b"
    r"|(?:clos(?:ing|e|ed)|shut(?:ting)?(?: down)?) (?:the|our|my) (?:[\w-]+ )?(?:office|site|plant|branch|department|"
    r"store)\b[^.;]{0,40}\bi(?:'m| am|'ll be| will be) (?:out|gone|off|leaving|done|looking)|\b(?:somebody|someone) else will be (?:here|"
    r"in my|doing|at this|answering)",
)
_ANOTHERS: Final = Pattern(
    r"\bmy (?:predecessor|boss|father|mother|wife|husband|son|daughter|brother|sister|friend|colleague|chief|manager|"
    r"secretary|old|neighbour|uncle|aunt|grandfather|captain)\b[^.;,]{0,25}\b(?:retir|resign|redundan|pregnan|sack|fired|laid|leav|left|quit)",
    _I,
)
_OTHER: Final = Pattern(
    r"^(?:[^.;]{0,40}[,;-] )?(?:just so you know,? |by the way,? |btw,? |sad news:? |fyi,? )*(?P<who>[A-Z][\w'-]+(?: [A-Z][\w'-]+)?)(?:'s|"
    r" is| has| has been| was| will be|'ll be| will)?"
    r"(?: also| now| just| sadly| unfortunately| actually)* (?:leav(?:ing|es?) (?:us\b|the (?:company|firm|business|organi[sz]ation|group|"
    r"team|department|trust|school|hospital|"
    r"bank)|at the end|in (?:january|february|march|april|may|june|july|august|september|october|november|december|the (?:spring|summer|"
    r"autumn|new year))|next "
    r"(?:month|year)|on the)|left (?:us\b|the (?:company|firm|business|organi[sz]ation|group|team|department|trust)|last (?:week|month|"
    r"friday))|resigned|retir(?:ing|ed|es)|moved on\b|"
    r"made redundant|let go|handed in (?:his|her|their) (?:notice|resignation)|(?:gone|going|goes|go|away)? ?on (?:maternity|paternity|"
    r"parental|adoption|"
    r"long-term sick|sick) leave|promoted|moved to (?:another|the|"
    r"a different)|transferred|(?:won't|not|will not) be (?:with us|here|around) (?:after|any|by|when|from|next|in)|off to [A-Z]|"
    r"being replaced|being moved|being transferred|under transfer|gone from|no longer (?:with us|here|at|works?|in (?:charge|the (?:team|"
    r"role|business))|looks? after|runs?|leads?|"
    r"heads?|responsible)|stepping (?:down|back "
    r"from|aside)|quit\b|off to (?:another|a new)|finishing up)",
)
_GUARD: Final = Pattern(
    r"\bif (?:i|we|he|she|they|[A-Z])\b|\b(?:would|could|supposed to|imagine|suppose|in case|rumou?r|used to|unless)\b[^.;]{0,25}\b(?:leav|"
    r"retir|resign|quit|hand|step|"
    r"mov)|\b(?:years? ago|last year|(?<!come )(?<!comes )(?<!be )(?<!am )(?<!coming )(?<!'m )"
    r"back in|in (?:19|20)[0-2]\d\b|since (?:19|20)\d\d|once\b)|\bback on (?:mon|tue|wed|thu|fri)|\b(?:i'm|"
    r"am|i'll|be) (?:leaving|off) (?:for|early|at \d)\b|"
    r"\bstep(?:ping)? back (?:a (?:little|bit|moment|second)|so (?:that )?(?:you|we)|and (?:look|see|think))|\bday off\b|\blast day (?:of|"
    r"to|for|before) (?!work|service|employment)",
    _I,
)
_HINT: Final = hint(frozenset(
    """pulling assigned assigning reassigning sending
    leaving leave quitting departing resigning resigned retiring retire retired finishing finish quit stepping step standing stand
    pastures redundant let laid last final notice resignation accepted accepting accept taken taking take found job offered
    contract secondment posting stint term interim assignment mandate tenure maternity paternity parental adoption sabbatical sick
    expecting baby moved moving transferred transferring reassigned seconded promoted posted redeployed relocated pulled put asked
    appointed relieved going switching rotating crossing changing swapping given folded merged cut eliminated dissolved abolished
    axed disbanded absorbed closed closing split restructured outsourced reorganised reorganized risk longer anymore more handing
    hand handed passing pass passed turning successor replacement cover dealing deal contact somebody someone colleague whoever
    bow bowing pull drop withdraw withdrawing back seat recuse be time bandwidth capacity headspace stomach strength energy
    appetite carry push drive champion fight credit retirement superannuated superannuating pregnant redundancy successor relieved
    job mail message call exodus relinquish written burnout sacked fired severance swapping interview starting clos closing shut
    under behind much deputy letter badge keys papers cards numbered report reports decided enemies count expect rely transfer
    around joining working sent drafted roped dragged assigned charge lead leads takes take looking covering handling mornings
    afternoons goodwill capital favours arguments less left gone on""".split()
))  # fmt: skip
_FIRST_PERSON: Final = hint(
    frozenset(
        (
            "i",
            "me",
            "my",
            "myself",
            "joined",
            "gone",
            "starting",
            "this",
            "from",
            "as",
            "hereafter",
            "henceforth",
            "instead",
            "going",
            "numbered",
            "somebody",
            "someone",
            "colleague",
            "you",
            "your",
        )
    )
)


def leavings(reading: Reading) -> Iterator[Hit]:
    """Yield that somebody of the customer's steps back; `value` says in their words how, `addressed_to` whom it is about."""
    for sentence in reading.said_by(Side.CUSTOMER):
        if not sentence.hints & _HINT or sentence.text.endswith("?"):
            continue
        own = _own_words(sentence.text) if sentence.hints & _FIRST_PERSON else ""
        about = "" if own else _about(reading, sentence)
        if own or about:
            days = [one.date for one in reading.dates(sentence) if one.date > reading.touchpoint.at.date()]
            yield reading.hit("leaving", sentence, own or "leaving", min(days, default=None), about)


_NEAR_ME: Final = re.compile(
    r"(?:\b(?:i|i'm|i've|i'd|i'll|me)\b(?! (?:have seen|saw|recommend|know|hear))[^.;,]{0,26}|\bmy (?:early |own )?|\b(?:we)\b ?|"
    r"\bme\b[^.;,]{0,20}|^(?:my|sadly|joined|this is|this will be)\b[^.;,]{0,40}|\b(?:board|management|doctor|they|company) (?:has|have|had|"
    r"'ve|'s)? ?)$",
    _I,
)
_OF_ME: Final = re.compile(
    r"\b(?:i|me|my|myself|we go|we come)\b|^(?:joined|gone|retiring|leaving|resigned)\b|^this (?:is|will be)\b", _I
)


def _is_ones_own(text: str, match: re.Match[str]) -> bool:
    """Return whether a word of leaving is said of the speaker: near an I, or as one's own thing."""
    return bool(_NEAR_ME.search(text[: match.start()])) or match.group().lower().startswith(
        ("my ", "last ", "gone", "exodus", "i ", "we ")
    )


@lru_cache(maxsize=8192)
def _own_words(text: str) -> str:
    """Return the words by which the speaker steps back, or nothing."""
    if _GUARD.search(text):
        return ""
    for pattern in (_WAYS, _ALONE, _SUCCEEDS, _GONE, _MOVED, _NO_LONGER, _HANDS_OVER, _STEPS_BACK, _LEAVE):
        match = pattern.search(text)
        if match and pattern is _ALONE and not _is_ones_own(text, match):
            continue
        if match and not (
            pattern in (_LEAVE, _ALONE) and (_BACK_FROM.search(text) or not _OF_ME.search(text) or _ANOTHERS.search(text))
        ):
            return match.group().strip(" .,")
    return ""


def _about(reading: Reading, sentence: Sentence) -> str:
    """Return the key of a colleague who leaves, by a sentence about them."""
    match = _OTHER.search(sentence.text)
    if match is None or _GUARD.search(sentence.text):
        return ""
    key = reading.keys.get(fold(match["who"]), "")
    return key if reading.sides.get(key) is Side.CUSTOMER and key != reading.key(sentence.segment) else ""


__all__ = ["leavings"]
