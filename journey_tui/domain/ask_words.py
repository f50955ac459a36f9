"""The words of questions: each class of meaning with the many ways in which people put it."""

from __future__ import annotations

import re
from typing import Final

MEANINGS: Final[dict[str, str]] = {
    "who": r"who|whom|whose|which (?:person|people|contact|one of them)|anyone|anybody|somebody|someone|names? of",
    "when": r"when|what (?:date|day|time)|which day|how long (?:ago|since|has|is|have|until|till)|how soon|how many days|by when",
    "why": (
        r"why|how come|reasons?|what makes|what is behind|because of what|on what basis|what does .{0,40}(?:rest|stand|based) on|based on what|"
        r"(?:what|which) (?:evidence|proof|quotes?)|how do (?:we|you|i) know|explain|justif\w+|evidence (?:for|behind|do we have)|prove|proof"
    ),
    "how_much": r"how much|how big|how large|what size|how many (?:dollars|euros|pounds)",
    "say": (
        r"sa(?:y|id|ys|ying)|mention(?:s|ed|ing)?|talk(?:s|ed|ing)? about|think(?:s)? (?:of|about)|thoughts?|feel(?:s|ing)? about|felt about|"
        r"tell(?:s|ing)?|"
        r"told|wr(?:ote|ite|itten)|word(?:s)? on|position on|stand on|views? on|opinion|come up|came up|comes up|brought up|bring up|raised?|"
        r"discuss(?:ed|ion|ions)?|respon(?:se|d|ded) to|react(?:ed|ion)?|feedback|comment(?:s|ed)?|quote(?:s|d)?|care about .{1,30}\bor\b|"
        r"talk(?:ed)? (?:of|on)"
    ),
    "yes": (
        r"say(?:s)? yes|sign(?:s|ed)?(?: (?:off|it|this|the|that|off on))?|signator\w+|signing (?:off|authority|power)|approv(?:e|es|ed|al|er|"
        r"ing)|budget (?:holder|owner|authority)|purse(?: strings)?|economic(?: buyer)?|decision[- ]?makers?|final (?:say|call|decision|word)|"
        r"authority|authoris\w+|authoriz\w+|green ?light\w*|hold(?:s)? (?:the )?(?:budget|money|purse)|writes? (?:the )?che(?:que|ck)|"
        r"own(?:s)? (?:the )?(?:budget|money|decision)|control(?:s)? (?:the )?(?:budget|money|spend\w*|purse)|makes? the (?:decision|call)|"
        r"calls? the shots|pull(?:s)? the trigger|the boss|real buyer|spend(?:ing)? (?:authority|limit|power)|bless(?:es)?|rubber[- ]stamps?|"
        r"ratif\w+|ok(?:ay)?s? (?:it|this|the)|nods?|mandated?|"
        r"dotted line|pen to paper|go[- ]ahead|decider|releases? (?:the )?(?:money|funds)|foots? the bill|veto(?:es)?|senior enough|win over|"
        r"can (?:decide|commit|buy)|"
        r"gets? to decide|who decides|the one deciding|ultimately decides?|power to|pays? for|has the money|holds? the pen|yes or no"
    ),
    "change": (
        r"chang(?:e|ed|es|ing)|new|news|different|update(?:s|d)?|happened|happening|moved|developments?|miss(?:ed)?|fresh|going on|"
        r"progress(?:ed)?|shift(?:s|ed)?|differ(?:s|ent|ence)?|alter(?:ed|s)?|arrived|c[ao]me in|activity|movement|diff|catch(?:es)? me up|"
        r"up to speed|what is up"
    ),
    "since": (
        r"since|last (?:looked|time|visit(?:ed)?|check(?:ed)?|log(?:ged)? ?(?:in|on)?|opened|session)|while i was (?:away|out|off|gone)|lately|"
        r"recent(?:ly)?|overnight|this (?:week|morning|month)|past (?:few )?(?:days?|weeks?|month)|last (?:few )?(?:days?|weeks?|month)|yesterday|"
        r"today|these days|latest|in my absence|(?:was|were|am|been) (?:away|gone|out|off)|(?:back )?from (?:leave|holiday|vacation)|on (?:leave|"
        r"holiday|vacation)|"
        r"fortnight|in the meantime|over the weekend|last (?:call|spoke)|just back|got back"
    ),
    "open": (
        r"open|outstanding|unresolved|pending|unknowns?|unclear|still (?:need|missing|to|have|don|not)|left to|to find out|gaps?|missing|"
        r"loose ends?|not (?:yet )?know|do(?:es)? ?n[o']t know|unsettled|to be (?:done|settled|confirmed)|not (?:yet )?(?:settled|confirmed|"
        r"covered|clear|verified|answered)|yet to|remain(?:s|ing)?|unanswered|unconfirmed|unproven|unverified|untested|assum\w+|holes?|blind spots?|"
        r"absent|lack(?:s|ing)?|thin|question marks?|"
        r"nailed down|up in the air|tb[dc]|foggy|murky|clear up|complete picture|fill in|undecided|in the dark|blank|incomplete"
    ),
    "next": (
        r"next|coming up|upcoming|ahead|planned|scheduled|in the (?:diary|calendar)|on the (?:books|calendar)|forthcoming|soon(?:est)?|future|"
        r"booked"
    ),
    "meeting": (
        r"meet(?:s|ing|ings)?|calls?|appointment|session|demo|see(?:ing)? them|sp(?:eak|eaking|oke) (?:to|with) them|talk(?:ing)? (?:to|"
        r"with) them|get[- ]?together|catch[- ]?up|invit(?:e|es|ation|ations)|sync|workshops?|slots?|sit down|get together|sessions?|appointments?|"
        r"agenda item|on the phone|(?:calendar|diary)|conversation"
    ),
    "gate": (
        r"gates?|gatekeepers?|(?:a|one|another) stage(?: (?:up|on|further|forward))?|(?:up|forward|on|further) (?:a|one|another) stage|"
        r"(?:stage )?exit|exit (?:criteria|conditions?)|next (?:stage|phase)|must[- ]meets?|(?:leave|get out of|out of) (?:this|the) stage"
    ),
    "hold": (
        r"hold(?:s|ing)?|held|block(?:s|ed|er|ers|ing)?|stop(?:s|ping)?|in the way|stuck|prevent\w*|keep(?:s|ing) (?:us|it|this|them)|bottleneck|"
        r"hurdles?|obstacles?|barriers?|roadblocks?|impediments?|hinder\w*|progress(?:ing)?|move on|moving on|go on|hold ?up|get through|"
        r"between us and|wait(?:s|ing)? (?:on|for)|stand(?:s|ing) between|slow(?:s|ing)?(?: (?:us|it|this))? down|"
        r"not moving|move forward|get(?:ting)? past|needed to (?:pass|move|advance)|need(?:s|ed)? to (?:pass|open|clear)|pass(?:es)?|advance|"
        r"clear(?:s)? (?:the|this)|unlock|missing for|bar(?:s|ring)|delay(?:s|ed|ing)?"
    ),
    "champion": (
        r"champions?|carr(?:y|ies|ying) (?:it|this|us)|sponsors?|advocates?|support(?:er|ers|s|ing)|on our side|push(?:es|ing) (?:for|it|this)|"
        r"fight(?:s|ing) (?:for|our|my)|(?:our|internal) coach|ally|allies|sell(?:s|ing) (?:it|this|us)? ?internally|in our corner|cheerleader|"
        r"back(?:s|"
        r"ing) us|friends?|inside (?:man|woman|person|help)|going to bat|root(?:s|ing) for|vouch\w*|driv(?:es|ing) (?:it|this) (?:internally|"
        r"inside)|on the inside|loves? us|inside the (?:customer|account|company)"
    ),
    "quiet": (
        r"quiet|silent|silence|no (?:reply|answer|response|word)|gone (?:cold|quiet|quite|silent|dark|missing)|went (?:cold|quiet|quite|silent|dark)|"
        r"stopped (?:reply\w*|respond\w*|answer\w*|writ\w*|talk\w*)|disappear\w*|dark|ghost\w*|unresponsive|not (?:been )?(?:heard|repl\w+|"
        r"respond\w*|answer\w*|wr\w+|come back|got back|gotten back)|(?:have|has) not (?:(?:we|i|you) )?heard|vanish\w*|radio|dropped off|hiding|"
        r"cold|mia|owes? us (?:a|"
        r"an) (?:reply|answer)|never (?:replied|answered|heard)"
    ),
    "hear": (
        r"hear|heard|speak|spoke|spoken|talk(?:ed)?|in touch|contact(?:ed)?|reach(?:ed)?|reply|replied|respond(?:ed)?|answer(?:ed)?|wrote|written|"
        r"e-?mail(?:ed|s)?|message(?:d|s)?|touch(?:ed)?|interact\w*|correspond\w*|communicat\w*|word from|sign of life"
    ),
    "last": r"last|latest|most recent(?:ly)?|how long (?:ago|since)|recently",
    "promise": (
        r"promis(?:e|ed|es|ing)|owe(?:s|d)?|owing|commit(?:s|ted|ment|ments)?|said (?:we|i)(?: would| will|'d)|supposed to|deliverables?|"
        r"on the hook|agreed to (?:send|do|provide|share|get|deliver)|have to (?:send|deliver|provide)|homework|outstanding (?:on|from) (?:our|"
        r"my) side|(?:our|my) (?:to-?dos?|tasks?|side|end|court)|(?:would|will|'d) (?:send|get back|share|follow up|provide)|pledg\w*|"
        r"undert[ao]\w+|on (?:our|my) plate|get back to them|follow[- ]?ups? (?:do|are|did) (?:i|we)|need to send|still have to send|due from us|"
        r"waiting for us|expect(?:s|ing)? from (?:us|me)"
    ),
    "ask": (
        r"ask(?:ed|s|ing)?|question(?:s|ed)?|want(?:ed|s)? to know|request(?:ed|s)?|enquir\w+|inquir\w+|quer(?:y|ies)|wonder(?:ed|ing)?|"
        r"want from us|wanted from us|unanswered|need answers?"
    ),
    "competition": (
        r"alternatives?|competit\w+|competing|rivals?|(?:up )?against|other (?:vendors?|suppliers?|options?|providers?|bidders?|products?|"
        r"solutions?|players?|companies|compan\w+)|who else|else (?:are they|is in|do they|did they)|compar(?:e|es|ing) us|short-?list\w*|versus|"
        r"vs|incumbents?|build it (?:themselves|in-?house)|in-?house|do nothing|status quo|instead of us|besides us|other than us|apart from us|"
        r"up for it|bake-?off|same deal"
    ),
    "amount": (
        r"amount|worth|value[ds]?|deal size|how (?:big|much|large)|money|price tag|dollars|euros|pounds|revenue|acv|arr|tcv|size of|"
        r"how many (?:dollars|euros|pounds)|pric(?:e|ing) of the deal|contract value|forecast(?:ed)? at|in for"
    ),
    "close": (
        r"clos(?:e|es|ing|ed) ?(?:date|day)?|expected to (?:close|sign|land)|when (?:will|do|does|are|is) (?:it|this|they|the deal|"
        r"we) (?:going to )?(?:sign|land|be signed|be done|finish|happen)|land(?:s|ing)?|target date|deadline|sign date|finish line|expected date|"
        r"due to close|when .{0,20}sign"
    ),
    "stage": (
        r"stages?|phase|pipeline|funnel|crm (?:say|says|has|show|shows|think|thinks|stage)|how far (?:along|have|are|is)|where in the (?:process|"
        r"pipeline|funnel)"
    ),
    "history": (
        r"history|over time|(?:has|have|did|been) .{0,25}(?:chang|mov|push|shift|slip|edit|cut|reduc|increas|drop|grow|go (?:up|down))\w*|"
        r"how often|how many times|went from|evol\w+|used to be|before|originally|original|previous(?:ly)?|at first|initial(?:ly)?|moved|shifted|"
        r"pushed|track|trail|ever"
    ),
    "people": (
        r"people|stakeholders?|contacts|involved|everyone|everybody|players|committee|buying (?:team|group|centre|center)|org ?chart|cast|roles?|"
        r"do we know|dealing with|(?:on|at) the(?:ir)? (?:customer|other|buyer|their)? ?(?:side|end)|who is who|attendees|relationships?|"
        r"key contacts?|part of (?:this|the) deal|faces"
    ),
    "step": (
        r"next (?:steps?|actions?|moves?|things?)|(?:my|an?|the|recommended|suggested|best|open|any) (?:actions?|tasks?|to-?dos?)|to-?dos?|"
        r"should (?:i|we) (?:do|be doing|take|focus|work|start|tackle)|(?:do|try|tackle) (?:next|now|first|today)|what now|now what|"
        r"plan of attack|priorit(?:y|ies|ise|ize)|mov(?:e|es) (?:it|this|the deal|things|them|us) (?:forward|along|on|ahead)|push (?:it|this|"
        r"the deal) (?:forward|along)|comes? next|recommend\w*|suggest\w*|focus on|where do (?:i|we) start|game plan|can i do|best thing to do|"
        r"what to do|need to do|(?:go|work) from here|help (?:this|the) deal|advance (?:this|the) deal|actions?"
    ),
    "risk": (
        r"risks?|risky|at risk|worr(?:y|ied|ies|ying|ied about)|concern(?:s|ed|ing)?|danger\w*|red flags?|flags?|go wrong|going wrong|gone wrong|"
        r"weak(?:est|ness|nesses|er)?|threat(?:s|en\w*)?|jeopard\w*|lose (?:it|this|the deal)|losing|soft spots?|warnings?|signals?|issues?|"
        r"problems? (?:with|in) (?:this|the|our) (?:deal|opportunity)|trouble|shaky|kill (?:it|this|the deal)|derail\w*|vulnerab\w*|keep\w* me up|"
        r"watch out|careful|nervous|what could|pitfalls?|downside|alarm\w*|health(?:y)?"
    ),
    "timeline": (
        r"timeline|chronolog\w*|sequence|story of|everything (?:about|on|around|we have)|play[- ]by[- ]play|log of|(?:show|list|give|find|"
        r"search)(?: me)? (?:all|every|the|what|anything)?.{0,12}(?:about|on|mention\w*|around|regarding)|look up|search|find"
    ),
    "status": (
        r"verified|supported|claimed|stale|conflicting|looks likely|worth verifying|band|confiden(?:ce|t)|how sure|so sure|certain(?:ty)?|rated|"
        r"score|status of|marked|green|yellow|red|only (?:medium|low|supported|claimed)|(?:is|are|was) .{0,30}(?:unknown|high|low|medium)|trust|"
        r"reliable|believe"
    ),
    "summary": (
        r"summar\w+|overview|recap|up to speed|catch me up|where (?:do|are|is) (?:we|things|they|this|it)(?: stand| at| with| now)?|"
        r"stand(?:s)? (?:now|today|right now|at the moment)|how (?:is|are|does) (?:it|this|the|things|that) ?(?:deal|opportunity|one|"
        r"account)? ?(?:going|looking|look|coming along|doing|shaping up)|state of (?:play|the deal|this)|tell me about (?:this|the) (?:deal|"
        r"opportunity|account)|brief(?:ing)?(?: me)?|nutshell|gist|tl;?dr|big picture|what is this (?:deal|opportunity)(?: about)?|"
        r"status(?: update)?$|the story|in short|deal about|elevator"
    ),
    "line": (
        r"truth line|claim line|crm (?:is )?(?:ahead|behind|right|wrong|agree\w*|match\w*)|ahead of (?:the )?(?:crm|evidence|customer)|"
        r"evidence reach\w*|behind the crm|gap between|customer evidence|really (?:at|in)|actually (?:at|in)|(?:agree|match|fit)\w* .{0,20}(?:crm|"
        r"evidence)|real stage|true stage"
    ),
    "pin": r"pin(?:s|ned)?|remember(?:ed)?|memory|kept facts?|notes? (?:on|about) this deal|facts (?:do|did|have) (?:i|we)|saved facts?|noted",
    "source": (
        r"synced?|sync|up to date|how (?:old|fresh|current|recent) (?:is|are)|data (?:from|age|source)|imported?|last (?:sync|import|refresh)|"
        r"sources?|freshness"
    ),
    "channel": r"(?:product )?channel|playbook|how .{0,20}read this|sales motion|which motion|rules apply",
    "draft": (
        r"drafts?|artifacts?|written so far|(?:documents?|e-?mails?|plans?) (?:have|did) (?:we|i) (?:written|drafted|made|write|draft)|"
        r"saved (?:here|documents?|drafts?|work)|business case|call plan|action plan"
    ),
    "dates": (
        r"dates?|deadlines?|milestones?|go[- ]live|timing|time ?frame|time ?scale|by when|schedule|when do(?:es)? (?:they|the customer|"
        r"it) (?:need|want|have to|start|begin|plan)|when .{0,20}(?:start|live|need|roll ?out|launch|decide|decision|kick off)|calendar of|"
        r"how soon"
    ),
    "owner": (
        r"whose deal|(?:who|which rep) (?:owns|is (?:the )?(?:owner|rep|ae|account (?:executive|manager)))(?! the budget)|deal owner|"
        r"account owner|account (?:executive|manager|exec)|own(?:s)? (?:this|the) (?:deal|account|opportunity)|works? (?:on )?this deal|our rep|"
        r"responsible for (?:this|the) (?:deal|account)|in charge on our side|runs this deal"
    ),
    "reply": (
        r"how (?:fast|quick(?:ly)?|long does|soon does|slow).{0,40}(?:repl\w+|answer\w*|respond\w*|get back|take)?|(?:usual|typical|average|"
        r"normal)(?:ly)? (?:reply|response|answer|take)\w*|response times?|reply times?|usually (?:reply|replies|answer|answers|respond|responds|"
        r"take)"
    ),
    "role": (
        r"(?:what|which) (?:is|are|does) .{0,40}(?:role|title|job|position|do there)|role|title|job|position(?! on)|what does .{1,30} do|"
        r"where does .{1,30}(?:fit|sit)"
    ),
    "compose": (
        r"write|compose|formulate|(?:re)?phrase|reword|rewrite|translate|proofread|shorten|condense|improve|brainstorm|invent|imagine|pretend|"
        r"role ?play|act as|make up|come up with|help me|give me (?:a|an|some|two|three|four|five|\d+)|suggest (?:a|an|some|how)|generate|"
        r"design|calculate|compute|estimate|guess|predict|explain|define|difference between|stands? for|meaning of|teach|interpret|analy[sz]e|grade|"
        r"draft (?:a|an|me|the|it)"
    ),
    "advise": (
        r"should (?:i|we)|do you (?:think|reckon|believe|feel|suspect)|how (?:do|can|could|would|should) (?:i|we|you) (?:get|make|"
        r"bring) .{2,40} to (?!the next)|(?:what|how|would|could) (?:would|should|could|can|do)? ?(?:you|i|we) (?:handle|respond|answer|react|"
        r"approach|"
        r"convince|persuade|say|do|offer|recommend|phrase|present|position|negotiate)|would (?:you|it|they)|what if|what (?:would|will|could|might|"
        r"should)|suppose|your (?:opinion|view|gut|advice)|is it (?:worth|wise|smart|a good)|how likely|chances?|odds|will (?:they|we|he|she)|"
        r"best practice|in general|industry|usual(?:ly)? (?:in|for|pay)"
    ),
    "they": r"they|them|their|customer|client|buyer|prospect",
    "us": r"we|us|our|i|me|my|you",
}
"""Class of meaning: the words that carry it, on normalised text (lower case, contractions written out)."""

REQUIREMENTS: Final[dict[str, str]] = {
    "economic_buyer": r"who can say yes|economic(?: buyer)?|budget|sign[- ]?off|approver|approval|decision[- ]?makers?|signator\w+",
    "champion": r"champions?|who is carrying it|carrying it inside|sponsors?|advocates?",
    "competition": r"alternatives?(?: they weigh)?|competit\w+|rivals?",
    "paper_process": (
        r"path to signature|paper ?work|paper process|paper(?:s)?|legal|procurement|contract(?:s|ing|ual)?|security (?:review|questionnaire|check|"
        r"assessment|people)|red-?lines?|msa|purchase order|vendor (?:form|onboarding|registration)|nda|terms|infosec|compliance|"
        r"get(?:ting)? (?:it|this) signed|signature"
    ),
    "decision_process": (
        r"path to (?:a |the )?decision|decision[- ](?:process|path|steps?|date|timeline|meeting|timing)|how (?:will|do|does|is|are|would) (?:they|"
        r"the customer|it|a decision|the decision|this|things) (?:going to )?(?:decide|be decided|get decided|be made|made|get approved)|"
        r"how .{0,25}decision|when (?:will|do|does|are|is) (?:they|the customer|a decision|the decision|the board).{0,15}(?:decid|decision|made|"
        r"meet)\w*|steps to|buying process|deciding|approval (?:process|steps|chain|path)|evaluation (?:process|plan|steps)|board (?:meeting|date|"
        r"meets?)|process (?:look|on their|they|for|to)|their process|the process"
    ),
    "decision_criteria": (
        r"criteri(?:a|on)|must[- ]haves?|requirements?|scorecards?|how (?:will|do|are|would) they (?:choos\w+|judge|pick|select\w*|evaluat\w*|"
        r"compare|measure us|rank)|how they(?:'ll| will| choose)|look(?:ing)? for|matters?(?: most)? to|important to|care(?:s)? (?:most )?about|"
        r"deal ?breakers?|(?:what|which features?) do(?:es)? (?:they|the customer) need|choos(?:e|ing)|judg\w+ (?:us|vendors)|want(?:s)? in a|"
        r"evaluat\w+ (?:us|on)"
    ),
    "metrics": (
        r"outcomes?(?: they want)?|goals?|metrics?|roi|targets?|success (?:look|mean|for)\w*|kpis?|measur\w+ success|benefits?|"
        r"want(?:s)? to achieve|trying to (?:achieve|do|improve|reach)|hop(?:e|ing) (?:to|for)|aim(?:s|ing)? (?:to|for)|get out of (?:it|this)|"
        r"improve|savings?|return on|quantif\w+|numbers?|value (?:do|are|would|for) (?:they|them)|expect(?:s|ed)? (?:results?|to gain)|gain"
    ),
    "pain": (
        r"pains?|problem(?:s)?(?: worth)?|hurt(?:s|ing)?|challenges?|struggl\w+|why (?:are|do|would|did) they (?:buy\w*|look\w*|do\w*|need|want|"
        r"care|come|talk)|why now|drivers?|motivat\w+|compelling|broken|suffer\w*|what (?:is )?(?:driv\w+|wrong (?:today|now))|situation today|"
        r"trying to (?:solve|fix)|solv(?:e|es|ing)|fix(?:es|ing)?|urgen\w+|going wrong today|use case|bother\w*"
    ),
}
"""Requirement: the words that mean it."""

_BOUND: Final = (r"(?<![\w'-])(?:", r")(?![\w'-])")
COMPILED: Final = {name: re.compile(_BOUND[0] + pattern + _BOUND[1]) for name, pattern in MEANINGS.items()}
COMPILED_REQUIREMENTS: Final = {name: re.compile(_BOUND[0] + pattern + _BOUND[1]) for name, pattern in REQUIREMENTS.items()}

CONTRACTIONS: Final = (
    (r"\bwhat's\b|\bwhats\b", "what is"), (r"\bwho's\b|\bwhos\b", "who is"), (r"\bwhen's\b", "when is"), (r"\bwhere's\b", "where is"),
    (r"\bhow's\b|\bhows\b", "how is"), (r"\bwhy's\b", "why is"), (r"\bthat's\b", "that is"), (r"\bit's\b", "it is"), (r"\bthere's\b", "there is"),
    (r"\bhere's\b", "here is"), (r"\bcan't\b|\bcannot\b|\bcant\b", "can not"), (r"\bwon't\b|\bwont\b", "will not"), (r"n't\b", " not"),
    (r"\b(are|was|were|had|does|could|would|should)nt\b", r"\1 not"),
    (r"\bdont\b", "do not"), (r"\bdidnt\b", "did not"), (r"\bhavent\b", "have not"), (r"\bhasnt\b", "has not"), (r"\bisnt\b", "is not"),
    (r"'re\b", " are"), (r"'ve\b", " have"), (r"'ll\b", " will"), (r"\bi'm\b", "i am"), (r"\bgonna\b", "going to"), (r"\bwanna\b", "want to"),
    (r"\blet's\b", "let us"), (r"\bu\b", "you"), (r"\bpls\b|\bplz\b", "please"), (r"\bthru\b", "through"), (r"\bppl\b", "people"),
    (r"\bmtg(s?)\b", r"meeting\1"), (r"\bwat\b|\bwot\b|\bwhta\b", "what"), (r"\bwats\b|\bwots\b|\bwhat s\b", "what is"), (r"\bwen\b", "when"),
    (r"\babt\b", "about"), (r"\bb4\b", "before"), (r"\bteh\b", "the"), (r"\bur\b", "your"), (r"\bcust\b", "customer"), (r"\bwk\b", "week"),
    (r"\btmrw\b|\btmr\b|\b2moro\b", "tomorrow"), (r"\bappt\b", "appointment"), (r"\bsth\b|\bsmth\b", "something"), (r"\bhav\b", "have"),
    (r"\bdunno\b", "do not know"), (r"\bgotta\b", "have to"), (r"\bappr\b", "approval"), (r"\breq(s?)\b", r"requirement\1"), (r"\binfo\b", "information"),
    (r"\bw/(?=\s)|(?<=\s)w(?=\s)", "with"), (r"\bnxt\b", "next"), (r"\bmsg(s?)\b", r"message\1"),
    (r"\beb\b", "economic buyer"), (r"\bdm\b", "decision maker"), (r"\bopp\b|\boppty\b", "opportunity"),
)  # fmt: skip
"""What short forms are written out as before a question is read."""
