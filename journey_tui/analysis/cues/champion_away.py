"""What takes the person away who carries it inside: another job, a lost argument, no time."""

from __future__ import annotations

from typing import Final

from journey_tui.analysis.quick import Pattern

AWAY: Final = (
    Pattern(
        r"\bi (?:may|might|will|'ll|could|am|'m|'m probably|am probably|'m likely to|shall|'m going to|am going to|'m about to|am about to)(?: well| "
        r"probably| likely| soon| shortly| also| be| going to| about to| not| no longer| possibly| actually| due to)* (?:mov(?:e|ing) (?:to|on|teams?|over|"
        r"into|across|away|department|role|roles|jobs?|group|site|abroad|internally|house to|from)|chang(?:e|ing) (?:teams?|roles?|jobs?|departments?|"
        r"positions?|desks)|leav(?:e|ing) (?:the (?:company|team|business|firm|department|organi[sz]ation|project|bank|group|trust|council)|us|here|at the "
        r"end|in|next|my (?:role|job|post)|for (?:a new|another|good)|on (?:maternity|paternity))|step(?:ping)? (?:back|down|aside|away)|hand(?:ing)? "
        r"(?:it|this|that|over|things|everything|the (?:project|reins))|be (?:moving|leaving|handing|stepping|retiring|transferr\w+|reassigned|seconded)|"
        r"retir(?:e|ing)|tak(?:e|ing) (?:on )?(?:a (?:new|different|sabbatical|year|career break|step back)|another|maternity|parental|paternity|"
        r"redundancy|voluntary|early retirement)|go(?:ing)? (?:on (?:maternity|paternity|parental|sabbatical|secondment)|over to|to (?:a (?:new|different)|"
        r"another|the \w+ (?:team|programme|project|division|department|group|side)))|start(?:ing)? (?:a new|at|with another|my new)|transfer(?:ring|red)?|"
        r"reassigned|seconded|not be (?:involved|here|running|on this|leading)|no longer (?:be )?(?:involved|running|on|leading|responsible|here|in "
        r"charge)|be (?:out of|off) (?:this|the) (?:project|picture)|relocat(?:e|ing))\b"
    ),
    Pattern(
        r"\b(?:good|fair|strong|real|decent) chance (?:that )?i(?:'ll| will| go| move| leave| am| might| won't|'m)?\b|\bmy last (?:day|week|month|working "
        r"day)\b(?! (?:in the office )?before (?:christmas|my holiday|leave|vacation|the break))|\b(?:i've|i have) (?:been (?:asked to (?:move|take on|"
        r"lead|join|step|run another)|offered (?:a|another|the)|moved|reassigned|seconded|made redundant|told (?:to (?:stay out|stop|drop|focus|step|hand)|"
        r"my (?:role|job))|taken off|given another|put on another)|handed in my (?:notice|resignation)|resigned|accepted (?:a|another|an) (?:\w+ )?(?:job|"
        r"role|offer|position)|got a new (?:job|role)|given (?:my )?notice|more or less said yes|lost (?:the|that|my) (?:argument|fight|battle|sponsor|"
        r"backing|support|influence)|run out of (?:political )?(?:capital|road|favours|goodwill)|no (?:more )?(?:influence|pull|say) (?:left|any more|over|"
        r"on|in))\b|\boffered me (?:a|another|the) (?:\w+ )?(?:job|role|position|post)\b|\bmy (?:role|job|position|post) is (?:changing|going|being|under|"
        r"at risk|ending)|\bnew (?:job|role|position) (?:starts|from|in|at)\b"
    ),
    Pattern(
        r"\b(?:not (?:\w+ )?(?:sure|certain|confident|convinced|clear)|don't (?:think|know (?:if|whether|how))|doubt|unsure|wonder (?:if|whether)|hard "
        r"(?:for me )?to|struggl\w+ to|can't|cannot|couldn't|won't be able to|not able to|unable to|difficult to|finding it (?:hard|difficult) to|no idea "
        r"how to|tough to)(?: that)?(?: i| if i| whether i| we)?(?: can| could| will|'ll| to| be able to| ever)* (?:sell|carry|push|get|win|bring|make|"
        r"take|justify|defend|drag|keep) (?:this|it|that|you|them|the (?:case|idea|project|others|team|board|numbers?|argument)|my (?:boss|team|director)|"
        r"people|everyone)? ?(?:\w+ ){0,3}?(?:internally|inside|upstairs|through|over the line|any (?:further|more|longer)|the case|on my own|alone|past|"
        r"to (?:the (?:board|others)|my boss|management|them)|support|on board|with me|argument|here|forward)\b"
    ),
    Pattern(
        r"\b(?:my hands are tied|i've been told to (?:stay out|stop|drop)|i(?:'m| am) (?:not going to|no longer (?:going to|willing to|able to)) (?:fight|"
        r"push|argue|carry|stick)|i can't (?:push|carry|keep pushing|fight|do more|spend any more)|i(?:'m| am) (?:out of (?:this|the loop)|no longer "
        r"(?:involved|on (?:this|the)|leading|running|in charge|the right person|your contact|the one)|not the right person any|being moved|stepping "
        r"(?:back|down|away)|off this)|(?:someone|somebody|\w+) else (?:would|will|is going to|has to) (?:pick (?:this|it) up|take (?:this|it) over|run "
        r"this)|\w+ (?:will be|is) taking (?:this |it )?over from me|will take over (?:from me|my)|\b(?:won't|no longer|not|isn't going to) be (?:mine|my "
        r"(?:project|job|call|responsibility|problem|baby)|doing this|on this|your contact)|i'll be (?:running|heading|leading|joining|moving|working "
        r"(?:on|for|in) (?:the|another|a different)) (?:up )?(?:the|another|a new|our) (?:[\w-]+ ){0,3}?(?:site|team|plant|department|division|programme|"
        r"program|region|office|business unit|branch)|used up (?:all )?my (?:goodwill|capital|credit|favours)|my (?:successor|replacement)|i have (?:less|"
        r"no|little) (?:say|influence|time for this|sway)|lost (?:my )?(?:appetite|interest|enthusiasm|faith)|(?:this|it) (?:has|is) (?:dropped|fallen|"
        r"slipped|slid) (?:down|off) (?:my|the|our) (?:list|agenda|priorit\w+)|i've (?:gone cold|cooled))\b"
    ),
)
NOT_AWAY: Final = Pattern(
    r"\b(?:mov(?:e|ing) (?:house|on to (?:the next|slide|question|item|your|pricing)|to (?:the next (?:point|item|slide|step)|thursday|friday|monday|"
    r"tuesday|wednesday|contract|production|legal|phase|the cloud|s/4|saas|a new (?:system|erp|office|building)))|leav(?:e|ing) (?:at \d|at (?:four|five|"
    r"six|half)|for the (?:airport|train|station)|you (?:to|with|a)|it (?:there|with|to|at)|now|soon|early|in (?:ten|five|two) minutes|shortly|the (?:call|"
    r"room|office (?:at|now|early))|for (?!(?:an? |the )?(?:new|better|bigger|other|another|different|next|competitor|rival|"
    r"job|role|position|post|good|ever|family|health|maternity|paternity|parental|university|retirement|pastures|promotion|transfer|firm|company|employer|startup|start-up)\b)(?![^.;,]{0,20}\b(?:firm|company|job|role|employer|start-?up)\b)(?:the |my |our )?"
    r"(?:\w+ ){1,3}?(?:now|today|tonight|tomorrow|shortly|this (?:morning|afternoon|evening)|in (?:an|half an|\w+) (?:hour|minute)s?|at \w+|and (?:i'm|i am|i'll "
    r"be|will be|be) back|back (?:on|by|at)))|tak(?:e|ing) (?:a (?:look|break|few days|week off|day off|couple)|annual)|i'm off (?:at|to lunch|on (?:friday|"
    r"monday))|hand(?:ing)? (?:it|this|things|you)? ?over to (?:you|my colleague (?:for|to (?:show|talk|explain|walk))))\b"
)
