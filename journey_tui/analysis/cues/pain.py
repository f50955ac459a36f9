"""Problem worth solving now: what goes wrong, what it costs, and why it cannot wait."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from journey_tui.analysis import guards
from journey_tui.analysis.cues import WHEN, Hit, Line, Scene, hurting, incidents, mood
from journey_tui.analysis.quick import Pattern
from journey_tui.domain.model import Modality, Side, Stance

_WE: Final = Pattern(
    r"\b(?:we|we're|we've|we'll|us|our|ours|i|my|me|they|them|their|team|people|staff|nurses|drivers|operators|planners|engineers|customers?|clients?|"
    r"patients?|the (?:plant|site|line|warehouse|ward|office|depot|store|branch|shop|business|company|system|board|regulator|inspectors?|auditors?)|"
    r"everyone|everybody|nobody|somebody|someone)\b"
)
_CONSEQUENCE: Final = (
    Pattern(
        r"\b(?:was|were|been|got|get|being|be|are) (?:\w+ )?(?:fined|penali[sz]ed|sued|prosecuted|written up|wrote up|cited|reprimanded|shut down|"
        r"blacklisted|delisted|disqualified|suspended|hacked|breached|charged (?:penalties|extra|back)|audited and failed)\b|\bfined (?:us|them|twice|"
        r"again|for|\W?\d)|\b(?:a|the|that|another|two|three|hefty|heavy|big|\d+) (?:\w+ )?(?:fines?|penalt(?:y|ies))\b(?! (?:print|tun|detail|with|by me|"
        r"thanks))|\bpa(?:id|y|ying) (?:[\w,.£$€]+ ){0,4}?(?:in )?(?:penalt\w+|fines?|compensation|damages|late fees?|demurrage|premium freight|express "
        r"freight|overtime)|\bpenalty (?:clause|payments?|charges?|notice)"
    ),
    Pattern(
        r"\b(?:lost|lose|loses|losing|cost us|costing us|walked away from|miss(?:ed|ing)? out on) (?:\w+ ){0,5}?(?:customers?|clients?|accounts?|"
        r"contracts?|deals?|tenders?|orders?|bids?|business|revenue|sales|money|margin|patients?|members?|students?|tenants?|subscribers?|passengers?|"
        r"guests?|donors?|staff|people|nurses?|drivers?|engineers?|days?|hours?|weeks?|shifts?|weekends?|production|pallets?|lots?|batch(?:es)?|loads?|"
        r"shipments?|slots?|data|records?|accreditation|licen[cs]e|certificat\w+|a fortune|[£$€]\W?\d|\d)\b"
    ),
    Pattern(
        r"\b(?:writ(?:e|es|ing|ten)|wrote)[- ]?(?:off|offs)\b|\bwrite-?offs?\b|\bscrapp(?:ed|ing)\b|\bturn(?:ed|ing) (?:\w+ ){0,3}?away\b|\bturn(?:ed|ing) "
        r"away\b|\b(?:sit|sits|sitting|stay|stays|stayed|staying|work|works|worked|working) (?:here |there |on |in )?(?:\w+ )?(?:until|till|past) (?:\w+ "
        r")?(?:ten|nine|eleven|midnight|two|three|late|the early|\d+)\b|\b(?:spend|spends|spent|waste|wasted) (?:days|weeks|months|hours|ages|half \w+) "
        r"(?:arguing|explaining|chasing|correcting|fixing|sorting|finding|looking|hunting|apologi[sz]ing|redoing)|\bthr(?:ew|ow|owing|own) (?:\w+ )?away|"
        r"\b(?:in the|into the|went in the) (?:bin|skip)\b|\b(?:had to |have to |has to |having to )(?:redo|re-?do|re-?key|re-?type|retype|re-?enter|"
        r"re-?run|rework|start again|start over|apologi[sz]e|refund|recall|pay|hire|bring in|take on|stop|shut|close|cancel|turn (?:\w+ )?(?:away|down)|"
        r"send (?:\w+ )?(?:home|back|people|staff|a)|fly|courier|work (?:late|weekends?|nights?|overtime|saturdays?)|stay (?:late|until)|come in (?:on|at)|"
        r"compensate|credit|explain|write)\b"
    ),
    Pattern(
        r"\b(?:cost(?:s|ing)?|sets?|setting) (?:us |me |the business |the company |them |back )+(?:\w+ ){0,4}?(?:[£$€]|\d|a fortune|dear\w*|money|"
        r"thousands|millions|hundreds|hours|days|weeks|customers?|margin|business)|\bcost (?:of|is|was|runs|comes to) [^.]{0,30}(?:[£$€]\W?\d|\d+ ?(?:k|"
        r"m)\b|thousand|million)|(?:lost|losing|wast\w+|leak\w*|hole of|hit of|bill of|cost|costs|paid|paying|burn\w*|bleed\w*)\b[^.?;]{0,40}?(?:[£$€] "
        r"?\d[\d.,]*(?: ?(?:k|m|million|thousand))?|\b\d+ ?k|\w+ thousand|half a million|a million) (?:(?:a|per|every|each) (?:year|month|week|day|quarter|"
        r"time|batch|hour))|(?:[£$€] ?\d[\d.,]*(?: ?(?:k|m|million|thousand))?|\b\d+ ?k|\w+ thousand|half a million|a million)(?: \w+)? (?:the pair|each "
        r"time|down the drain|in (?:penalt\w+|fines?|write-?offs?|overtime|scrap|refunds?|rework|lost|waste|claims?|agency|credit|late))|\b(?:down the "
        r"drain|out of the window|bleeding (?:money|customers|cash|margin)|burning (?:money|cash|through))\b"
    ),
    Pattern(
        r"\b(?:\d+|two|three|four|five|six|ten|twenty|forty|\w+ hundred|hundreds of|dozens of|countless|many|half|endless) (?:\w+ )?(?:hours|days|"
        r"man-?days|evenings?|afternoons?|weekends?|people|ftes?|heads?)(?: \w+){0,4}? (?:a|per|each|every) (?:day|week|month|quarter|year|shift|batch|"
        r"order|claim|close|person)\b[^.]{0,80}?\b(?:manual\w*|hand|typing|retyping|re-?key\w*|copy\w*|chas\w+|search\w*|look\w*|correct\w*|fix\w*|"
        r"reconcil\w*|check\w*|spreadsheets?|excel|paper\w*|wast\w+|report\w*|on (?:this|that|it)|doing|just|enter\w*)\b|\b(?:spend|spends|spending|waste|"
        r"wastes|wasting|wasted|burn|burns|lose|losing|eats?|eating|takes?|taking)\b[^.?]{0,40}?\b(?:hours|days|half (?:a|the|my|their|our) (?:\w+)|a "
        r"(?:day|week|morning|whole day|full day)|most of (?:the|my|their|our)|weekends?|evenings?)\b[^.?]{0,70}?\b(?:manual\w*|by hand|typing|retyping|"
        r"re-?key\w*|copy\w*|chas\w+|search\w*|hunting|looking for|correct\w*|fixing|reconcil\w*|checking|spreadsheets?|excel|paper\w*|reports?|emails?|"
        r"data|entering|re-?enter\w*)\b"
    ),
    Pattern(
        r"\b(?:miss(?:ed|ing|es)?|blew|blown|breach(?:ed|ing)?) (?:\w+ ){0,4}?(?:deadlines?|slas?|shipments?|deliver(?:y|ies)|payroll|slots?|targets?|"
        r"payments?|appointments?|cut-?offs?|the (?:quarter|window|filing|season)|otif|service levels?|orders?|follow-?ups?)\b|\b(?:late|wrong|failed|"
        r"missed|delayed|incorrect|duplicate|double|rejected|unpaid|overdue) (?:\w+ )?(?:deliver(?:y|ies)|shipments?|payments?|orders?|invoices?|bookings?|"
        r"filings?|submissions?|appointments?|picks?|parts?|batch(?:es)?|fees?|data|doses?|entries)\b(?! (?:sorry|apolog))"
    ),
    Pattern(
        r"\b(?:customers?|clients?|patients?|members?|tenants?|residents?|passengers?|users|staff|people|nurses|drivers|engineers|good people|planners|"
        r"colleagues|suppliers|students|parents|the union|works council)(?: \w+){0,3} (?:complain(?:s|ed|ing)?|left|leav(?:e|es|ing)|quit(?:ting)?|"
        r"resign(?:ed|ing)?|walk(?:ed|ing)?(?: away| out| off)?|cancel(?:l?ed|l?ing)?|churn(?:ed|ing)?|threaten(?:ed|ing)?|switch(?:ed|ing)|defect(?:ed|"
        r"ing)|hang(?:ing)? up|hung up|burn(?:t|ed|ing) out|(?:are|were|is|was|get|getting|got) (?:furious|angry|unhappy|upset|fed up|off sick|leaving|"
        r"burnt out|exhausted|injured|hurt|waiting|shouting|queuing)|g(?:o|oing|one|et) elsewhere|wait(?:ed|ing)? (?:\w+ )?(?:hours|days|weeks|months))\b|"
        r"\b(?:complaints? (?:from|about|are|have|went|keep|every|rose|doubled|tripled|pil\w+)|(?:get|getting|got|had|have|receiv\w+|hundreds of|dozens of|"
        r"more|too many|\d+|formal) complaints?)\b(?! from me)"
    ),
    Pattern(
        r"\b(?:(?:line|plant|site|system|warehouse|server|production|everything|whole \w+|website|shop|store|app|platform|tool|machine|network|it)s? "
        r"(?:\w+ ){0,2}?(?:stood still|stands still|stopped|stops|shut|shuts down|went down|goes down|was down|were down|crash\w*|fell over|falls over|"
        r"froze|freezes|ground to a halt|grinds to a halt|was offline|broke(?: down)?|collapsed|came to a stop)|outages?|unplanned downtime|hours of "
        r"downtime|downtime (?:cost|of|last|every|is)|standstill|product recall|recalled (?:the|a|two|three|\d+)|near[- ]miss(?:es)?|data (?:breach|loss|"
        r"leak)|ransomware|close calls?|(?:serious |safety |security |patient |two |three |reportable )incidents?\b(?! (?:management|module|response "
        r"plan))|warning letter|form 483|\b483s?\b|non-?conformit(?:y|ies)|non-?compliance|major finding|(?:audit |two |three |major |minor |critical |a |"
        r"the |internal audit )findings?|failed (?:the|an|our|two|their|its) (?:\w+ )?(?:audit|inspection|review|test)|enforcement notice|improvement "
        r"notice|dragged (?:in front|before)|chargebacks?|credit notes)\b"
    ),
    Pattern(
        r"\b(?:can(?:'t|not)|could(?:n't| not)|unable to|not able to|no way (?:to|of)|struggl(?:e|es|ed|ing) to|fail(?:s|ed|ing)? to|never able to|"
        r"impossible to|nobody (?:can|could|knew|knows|was able|noticed|saw)|no one (?:can|could|knew|knows|noticed)) (?:\w+ )?(?:tell|show|say|see|find|"
        r"prove|trace|invoice|bill|ship|deliver|close|hire|keep up|keep (?:good )?(?:people|staff)|answer|forecast|plan|report|reconcile|scale|grow|take "
        r"on|cope|meet|serve|staff|recruit|track|know|quote|promise|pay|who|where|what|which|until|how|that)\b"
    ),
)
_PROBLEM: Final = Pattern(
    r"\b(?:(?:the|our|my|main|biggest|real|big|whole|core|underlying|only|first|worst|a|another|same|one) )+(?:problem|issue|pain(?: point)?|headache|"
    r"trouble|challenge|bottleneck|nightmare|frustration|worry|concern|weak (?:spot|point)|mess)(?:'s| is| was| are|:| we have| we've got| for us| with "
    r"our| today| right now| these days)|\bwhat (?:presses|hurts|worries|kills|bothers|scares|frightens|costs|annoys|frustrates)(?: on)? (?:us|me|the)\b|"
    r"\bkeeps? (?:me|us|my|our \w+|the \w+) (?:awake|up at night)|\b(?:is|are|'s) (?:killing|hurting|drowning|strangling|crippling|choking|eating|holding|"
    r"wearing|breaking|costing) (?:us|me|the|our|my)|\b(?:we're|we are|they're|team is|i'm|people are|everyone is|constantly|always) (?:drowning|"
    r"firefighting|fire-fighting|chasing|struggling|overwhelmed|snowed|sinking|buried|stuck|flying blind|running blind)\b|"
    r"\b(?:done|do|does|doing|typed|keyed|re-?keyed|copied|entered|tracked|kept|held|managed|handled|run|runs|reconciled|matched|planned|scheduled|signed|"
    r"filed|logged|all|still|everything) (?:\w+ ){0,3}?(?:by hand|manually|on paper|in (?:an? )?(?:excel|spreadsheets?|\w+ spreadsheets?)|on (?:a "
    r")?(?:whiteboard|spreadsheets?|post-?its?|clipboards?)|from memory|in (?:people's|somebody's|someone's|\w+'s) heads?)\b|\b(?:double|triple|duplicate) "
    r"(?:entry|keying|data entry|handling)\b|\bmanual (?:\w+ )?(?:work|process\w*|entry|steps?|copying|copy-?pasting|reconciliation|checks?|intervention|"
    r"workarounds?|effort|re-?keying|handover)\b|\bcopy[- ]?(?:and[- ])?past(?:e|ing)\b|\bfall(?:s|ing)? through the cracks\b|\b(?:go|goes|going|went|sent|"
    r"ships?|shipped) out (?:with (?:the |a )?)?(?:wrong|late|incomplete|missing)\b|\b(?:copying|typing|moving|transferring) (?:\w+ )?(?:from|between|out "
    r"of) (?:one|the|our|two|three|\w+) \w+ (?:in)?to\b|\b(?:three|four|five|six|seven|\d+) (?:different )?(?:screens|systems|spreadsheets|tools|logins|"
    r"databases|versions)\b|"
    r"\b(?:keeps?|kept|constantly|regularly|always|often|every (?:day|week|month|other \w+)) (?:\w+ )?(?:crash\w*|break\w*|fail\w*|going down|goes down|"
    r"freez\w*|going wrong|timing out|losing|getting it wrong|falling over)\b|\b(?:no|zero|little|poor|hardly any|lack of|without (?:any )?) "
    r"?(?:visibility|oversight|overview|traceability|audit trail|control over|single (?:view|source)|alerting|idea (?:who|what|where|which|how))\b|\b(?:is|"
    r"are|was|'s) (?:a|an|total|complete|such a|just a|pure|one big)(?: \w+)? (?:mess|nightmare|disaster|shambles|bottleneck|black hole|struggle|time sink|"
    r"lottery|joke|pain)\b|\b(?:error|mistake|fault)s? (?:\w+ )?(?:are|is|creep|happen|pile|rate|every|in (?:\d|one|every|our|the))\b|\b(?:too many|so "
    r"many|full of|riddled with|prone to) (?:errors?|mistakes?|duplicates?|exceptions|workarounds|systems)\b|"
    r"\b(?:takes?|taking|took) (?:us |them |me |people |the team )?(?:forever|ages|far too long|too long|way too long|an eternity|hours|days|weeks)\b|"
    r"\b(?:won't|doesn't|can't|cannot|does not|don't|simply not|isn't going to) (?:\w+ )?scale\b|\b(?:running|run) out of (?:space|capacity|people|time|"
    r"road)|\bbehind (?:on|with) (?:our|the|every)|\bbadly (?:out of date|broken|wrong)|\b(?:inefficienc\w+|outdated)\b|\bhalf the time\b|\b(?:fed up|sick "
    r"(?:and tired )?of|had enough of|tired of)\b|\burgently\b|\b(?:nobody|no one) (?:knows|owns|noticed|can tell|trusts|believes)\b"
)
WHY_NOW: Final = Pattern(
    r"\b(?:insurers?|the bank|auditors?|regulators?|the (?:ministry|authority|council|group|parent company|board|customer|client|union)|(?:biggest|largest|"
    r"main) (?:customer|client)|head office)(?: \w+)? (?:has |have |had )?(?:given|gave|gives|giving|wants?|demands?|demanded|requires?|insists?|set|"
    r"ordered) (?:us |it |that )?(?:until|till|by|to (?:prove|show|fix|have|be)|evidence|proof|a deadline|\w+ (?:weeks|months|days))|"
    r"\b(?:audit(?!or can| trail|able| log)s?|auditors?|inspect(?:ion|ions|or|ors)|regulator'?s?|regulators|surveillance visit|recertification|"
    r"re-certification|accreditation|licen[cs]e review|fda|mhra|ofgem|ofwat|ofsted|cqc|fca|bafin|ema|hse|watchdog)\b[^.?]{0,70}?\b(?:come|comes|coming|"
    r"back|visit\w*|is (?:in|on|due|booked|scheduled)|are (?:in|on|due|back|here)|return\w*|arriv\w+|again|due|next|in (?:jan|feb|mar|apr|may|jun|jul|aug|"
    r"sep|oct|nov|dec)\w*|on site|starts?|expect\w*|wants?|gave us|given us|before|by|from|deadline|will)\b|\b(?:before|ahead of|in time for|until|by) "
    r"(?:the |our |that |next |their |another )*(?:\w+ )?(?:audit|inspection|auditors?|inspectors?|regulator|season|peak|harvest|christmas|black friday|"
    r"easter|summer|winter|audit season|recertification|deadline|price (?:rise|review)|heating season|flu season|term starts?|school year|merger|carve-out|"
    r"split|go-live of|exam\w*|election)\b|"
    r"\b(?:end[- ]of[- ](?:life|support|sale|service)|out of support|(?:support|maintenance|licen[cs]e|contract|certificate|warranty|lease)(?: (?:for|of|"
    r"on) [^.,;]{3,30}?)? (?:\w+ )?(?:ends|ends in|expires|runs out|stops|lapses|is up|comes to an end|terminates)|(?:is|are|being|been|gets|will be) "
    r"(?:discontinued|sunset|retired|switched off|decommissioned|withdrawn|phased out|turned off)|(?:switch(?:es|ing)?|turn(?:s|ing)?) (?:it|the \w+|them) "
    r"off|comes? into (?:force|effect)|came into force|takes? effect|becomes? (?:mandatory|law|compulsory|illegal)|new (?:law|regulation|rules?|directive|"
    r"legislation|mandate|standard|act)|(?:legal|regulatory|statutory|compliance) deadline|csrd|nis ?2|dora\b|e-invoicing mandate|making tax digital|eu ai "
    r"act|retir(?:es|ing) (?:in|at|next|this|on)|last person who|only one who (?:knows|understands))\b|"
    r"\b(?:can(?:'t|not)|could not|couldn't|won't|will not|do not intend to|don't intend to|not going to|no way we) (?:\w+ )?(?:go|get|survive|afford|face|"
    r"live|do|be|have|repeat|risk|take|sit|run|wait|manage|stand) (?:\w+ ){0,3}?(?:through )?(?:another|one more|a second|again|twice|that again|this "
    r"again|a repeat|until|any longer|next (?:year|season|winter|summer|peak)|with the current|like (?:this|that)|fined)\b|\b(?:opening|opens?|launch\w*|"
    r"acquir\w+|taking over|merging|integrating|moving|adding|open up) (?:\w+ ){0,4}?(?:site|sites|plant|stores?|branch(?:es)?|warehouse|countries|country|"
    r"market|company|business|line|shift|hospital|ward|depot)s? (?:\w+ )?(?:in|by|next|this|from|before)\b|\b(?:the reason it(?:'s| is) now|can't wait|"
    r"cannot wait|time is running out|running out of time|clock is ticking|it(?:'s| is) now or|this cannot happen again|must not happen again|never again|"
    r"not again|for the (?:second|third|fourth) time)\b|\b(?:peak|busy|high|biggest|harvest|holiday|tax|flu) (?:season|quarter|period|"
    r"time)\b[^.?]{0,50}?\b(?:starts?|begins?|is|comes?|in|from|around|ahead)\b|\bbiggest quarter\b"
)
_IF_NOT: Final = Pattern(
    r"\bif (?:we|it|this|that|nothing|they|the \w+|lead\w*)(?: \w+){0,3}? (?:don't|do not|doesn't|can't|cannot|isn't|aren't|is not|are not|not|changes|"
    r"happens again|fail|miss|goes wrong|aren't ready|stays|get it wrong|get this wrong|slips)\b[^.?]{3,140}?\b(?:we(?:'re|'ll| are| will| would| lose| "
    r"miss| pay| can't| face)|they(?:'ll| will)|it(?:'ll| will| costs)|i(?:'m|'ll| will| am)|there(?:'s| will| is)|the \w+ (?:will|stops|shuts|is|are|"
    r"leaves?|fines?))"
)
_WEAK: Final = Pattern(
    r"\b(?:could|can) be (?:better|smoother|faster|easier|improved)\b|\b(?:a bit|a little|bit|slightly|somewhat|mildly|kind of|sort of|rather|quite|"
    r"pretty) (?:of )?(?:a )?(?:rubbish|clunky|slow|annoying|frustrating|painful|messy|tedious|cumbersome|awkward|old|dated|long-winded|a pain|nuisance|"
    r"pain)\b|\b(?:not|isn't|less than|far from|hardly) (?:exactly |really )?ideal\b|\broom for improvement\b|\bleaves something to be desired\b|"
    r"\b(?:annoying|frustrating|tedious|cumbersome|clunky|inefficient)\b"
)
LIVE_WITH: Final = Pattern(
    r"\b(?:learn(?:ed|t)?|got used|are used|used|happy|content|can) to (?:live|cope|working|work|living|coping|deal|dealing) (?:with|around)\b|\bwe (?:can "
    r"|could |just |do |'ve )?(?:live|lived(?![.,])|cope|manage[d]?|get by|got by|make do|muddle through|get along|work around)(?: with| without| by|,|\.| just "
    r"fine| fine| ok| all right| well enough)|\b(?:not|isn't|aren't|hardly|no longer|never|don't (?:see|have)|do not (?:see|have)|haven't (?:got|nailed "
    r"down)|no)(?: \w+){0,3}? (?:pressing|urgent|urgency|specific|clear|burning|immediate|big|real|major|huge|much of an?|an?)? ?(?:need|problem|issue|"
    r"urgency|rush|hurry|priority|pain|motivation|emergency|driver|reason to change)\b(?! (?:is|was|to (?:send|call|reply|worry|meet))|.{0,25}\b(?:with "
    r"(?:the|your|that|sharing|sending|me)|for me|at all with))|\b(?:problem|issue|pressure|pain|bottleneck|crisis|urgency)(?:'s| is| has| has been| was| "
    r"have)(?: \w+){0,3} (?:gone away|solved (?:itself)?|sorted(?: itself)?|fixed(?: itself)?|resolved|gone|eased|under control|less (?:pressing|urgent|"
    r"of)|no longer|history)\b|"
    r"\bwe(?:'ve| have)(?: \w+)? (?:fixed|solved|sorted|resolved|dealt with) (?:it|that|this|the (?:problem|issue|worst|bottleneck|backlog))|\b(?:happy|"
    r"fine|satisfied|comfortable|content) (?:enough )?with (?:what we have|how (?:it|things)|the way|our current|the current|things as)|\b(?:it|that|this|"
    r"everything|what we have|the current \w+|our current \w+) (?:works|does the job|is fine|is good enough|will do)(?: \w+)? (?:as it is|for us|for now|"
    r"well enough|today|perfectly|at the moment)|\bnobody(?:'s| is| has)? (?:complain\w*|really minds|shouting)|\bno (?:great |real |particular |big "
    r")?(?:hurry|rush|urgency)\b|\b(?:just|only|simply|merely) (?:exploring|browsing|curious|looking around|shopping around|doing (?:some )?(?:preliminary "
    r")?research|window shopping)\b|\bexploratory interest\b|\b(?:preliminary|early) research\b|\bshopping stage\b|\bmotivation isn't clear\b|\bnot "
    r"entirely sure (?:how|why|what|whether|if) (?:these|this|it|they|we)\b|\bhadn't thought about the specifics\b|\bcan wait\b|\bit's not keeping (?:me|"
    r"us|anyone)"
)
LOGISTICS: Final = Pattern(
    r"\b(?:link|invite|invitation|mic|microphone|camera|headset|zoom|teams|webex|video|dial|dialled|screen ?share|attachments?|pdf|calendar (?:invite|"
    r"entry|link)|voicemail|wi-?fi|line is bad|bad line|reception|parking|traffic|train|flight|taxi|luggage|weather|rain|snow|flu|a cold|dentist|doctor|"
    r"school|kids?|daughter|son|dog|wife|husband|lunch|coffee|holiday|leave from|recital|football|match|game)\b|\b(?:sorry|apolog\w+|excuse "
    r"me)\b[^.?]{0,50}\b(?:late|delay|slow|silence|missed|not (?:getting|coming|replying|answering)|short notice|confusion)|\b(?:late|slow|delayed|delay "
    r"in|behind) (?:reply|repl\w+|response|answer|getting back|in replying|with my|on (?:my )?e-?mails?)|\bmissed (?:your|the|our) (?:call|mail|e-?mail|"
    r"message|meeting|note)|\blost (?:my (?:voice|thread|notes|place|train)|the (?:link|thread|email|mail|number|connection)|your (?:number|card|mail)|you "
    r"(?:there|for))|\b(?:fine|happy|good|great|ok|okay) (?:with|by) (?:me|us)\b|\bno (?:problem|worries|issue|complaints)(?: at all| from me| with "
    r"that)?\s*[.,!]|\bnot a problem\b|\bfine print\b|\bno problem\b|\bwithout a problem|"
    r"\b(?:sandbox|trial|pilot|your (?:demo|app|platform|system|login|portal|software|site|website|team|support|tool|product|export|connector|api|sandbox)|"
    r"the (?:demo|login|tutorial|onboarding)|help text|tab order|column width|second factor)\b|\bi need to (?:go|run|leave|jump|catch)|\bhave to (?:go|run|"
    r"dash|drop|jump)\b|\bstuck in (?:a meeting|traffic|committee|another)|\bthe problem is (?:my|thursday|monday|friday|that day|the date)|\b(?:can't|"
    r"cannot) (?:make|do|attend|join|come|find the|see (?:your|the) (?:screen|slide)|hear|see you|open (?:the|your)|talk|speak|say (?:yet|more|now)|tell "
    r"you|promise|rule|show you|answer (?:that|this|now)|wait to)\b|\bcould(?:n't| not) tell you\b"
)
PAST_CLOSED: Final = Pattern(
    r"\b(?:years? ago|in (?:the )?(?:19\d\d|20(?:0\d|1\d|2[0-3]))|back in (?:the|19|20)|long ago|ancient history|used to (?:have|be|lose|get|struggle|"
    r"spend|take)|that(?:'s| is| was) (?:all )?(?:fixed|solved|behind us|history|in the past) now|before my time|in the old days)\b"
)
_NOTE: Final = Pattern(r"^(?:pains?|problem|challenge|issue|need|why now|compelling event)s?\s*[:=-]\s*\S")


def find(line: Line, scene: Scene) -> Iterator[Hit]:
    """Yield problems, what they cost and why they cannot wait; and what says that they can."""
    low = line.low
    live = LIVE_WITH.search(low)
    if live and scene.side is Side.CUSTOMER and not LOGISTICS.search(low):
        modality = mood(line, scene, live.start(), condition=False)
        if modality is not None and not _turns(low, live.end()):
            if modality is Modality.CONDITIONAL and re.search(r"\b(?:not|n't|no|exploring|research|curious)\b", live.group()):
                modality = Modality.ASSERTED
            yield Hit("pain: can live with it", line.index, line.index, Stance.WEAKENS, modality)
            return
    if guards.retracts(low) and re.search(r"\b(?:problem|issue|pain|fine|penalty|urgent)\b", low):
        yield Hit("pain: taken back", line.index, line.index, Stance.WEAKENS, Modality.RETRACTED)
        return
    if scene.side is Side.SELLER and not scene.note and not re.search(r"\b(?:you|your|they|their|his|her)\b", low):
        return
    solved = hurting.SOLVED.search(low)
    if (
        solved
        and scene.side is Side.CUSTOMER
        and not line.asked
        and not LOGISTICS.search(low)
        and not guards.negated(low, solved.start())
    ):
        modality = mood(line, scene, solved.start(), condition=False)
        if modality is Modality.ASSERTED and not _turns(low, solved.end()):
            yield Hit("pain: solved", line.index, line.index, Stance.WEAKENS, modality)
            return
    hit = None if hurting.NOT_PAIN.search(low) else _hurts(line, scene)
    if hit is None or hit.modality is not Modality.ASSERTED:
        hit = _by_grammar(line, scene, hit) or hit
    if hit is not None and not LOGISTICS.search(low) and not PAST_CLOSED.search(low):
        yield hit
    loss = _loss(line, scene)
    if loss is not None:
        yield loss


def _by_grammar(line: Line, scene: Scene, softer: Hit | None) -> Hit | None:
    """Return what the build of the sentence tells of a problem, with the parts that a softer reading has found."""
    low = line.low
    if (scene.side is not Side.CUSTOMER and not scene.note) or hurting.PRIVATE.search(low):
        return None
    found = [(part, match) for part, pattern in hurting.WAYS if (match := pattern.search(low)) is not None]
    if not found or (not _WE.search(low) and not _we_near(line, scene) and found[0][0] == "problem"):
        return None
    if re.search(r"\b(?:would|'d|could) (?!(?:have|not))", low):
        return None
    modality = mood(line, scene, found[0][1].start())
    if modality is not Modality.ASSERTED:
        return None
    parts = dict.fromkeys((part for part, _ in found), "") | dict(softer.parts if softer else ())
    if "consequence" in parts and (CAUSED.search(low) or incidents.with_its_cause(low)):
        parts["problem"] = ""
    if WHY_NOW.search(low):
        parts["why_now"] = ""
    return Hit("pain: told", line.index, line.index, modality=modality, parts=tuple(parts.items()))


CAUSED: Final = Pattern(
    r"\b(?:because|since|as|due to|when|after|so that|which|without|paper|spreadsheets?|excel|by hand|manual\w*|wrong|late|missing|lost|slow|old|errors?|"
    r"mistakes?|nobody|no one|can't|cannot|couldn't|copy\w*|typing|retyping|chasing|searching|looking for|phone|errors? in)\b"
)
_PART_OF: Final = {"pressed": "why_now", "mishap": "problem"}


def _loss(line: Line, scene: Scene) -> Hit | None:
    """Return a loss told as a story: `the first train stood forty minutes`."""
    if scene.side is not Side.CUSTOMER and not scene.note:
        return None
    found = incidents.told(line, scene.near(line, -1))
    if found is None or PAST_CLOSED.search(line.low):
        return None
    kinds, at = found
    fact = kinds[0] in ("billed", "pressed") and not re.search(r"\bwould\b|'d\b", line.low)
    modality = mood(line, scene, at, condition=not fact)
    if modality is None:
        return None
    parts = {_PART_OF.get(kind, "consequence"): "" for kind in kinds}
    shows = not {"stopped", "harmed", "mishap"}.isdisjoint(kinds) and incidents.with_its_cause(line.low)
    if incidents.CAUSE.search(line.low) or shows:
        parts["problem"] = ""
    return Hit(f"pain: {kinds[0]}", line.index, line.index, modality=modality, parts=tuple(parts.items()))


def _turns(low: str, at: int) -> bool:
    """Return whether the sentence turns after saying that they cope: `we managed, but last month …`."""
    turn = re.search(r"\b(?:but|until|except|however|yet|though|only)\b", low[at:])
    return bool(turn) and (
        _CONSEQUENCE[0].search(low[at:]) is not None
        or WHY_NOW.search(low[at:]) is not None
        or any(p.search(low[at:]) for p in _CONSEQUENCE)
    )


def _hurts(line: Line, scene: Scene) -> Hit | None:
    """Return problem, consequence and why-now, whichever are said."""
    low = line.low
    cost = next((m for pattern in _CONSEQUENCE if (m := pattern.search(low)) is not None), None)
    if_not = _IF_NOT.search(low)
    problem, why = _PROBLEM.search(low), WHY_NOW.search(low)
    noted = scene.note and _NOTE.search(low) is not None
    if (
        cost is not None
        and guards.negated(low, cost.start(), reach=20)
        and not re.match(r"(?:can|could|turn|unable|not able|no way|impossible|nobody|no one|never|fail|struggl)", cost.group())
    ):
        cost = None
    if problem is not None and guards.negated(low, problem.start(), reach=16):
        problem = None
    if cost is None and if_not is None and problem is None:
        return (
            _why_alone(line, scene, why)
            or _weakly(line, scene)
            or (Hit("pain: noted", line.index, line.index, parts=(("problem", ""),)) if noted else None)
        )
    first = min(m.start() for m in (cost, if_not, problem) if m is not None)
    if not _WE.search(low) and not scene.note and not _we_near(line, scene) and cost is None:
        return None
    modality = mood(line, scene, first, condition=if_not is None)
    if modality is None:
        return None
    parts: list[tuple[str, str]] = []
    if (
        problem is not None
        or (
            cost is not None
            and re.search(
                r"\b(?:because|since|as|due to|by hand|manual|when|after|for not|so that|which|without|paper|spreadsheet|could(?:n't| not)|can't|cannot|nobody|"
                r"no one)\b",
                low,
            )
        )
        or (cost is not None and incidents.with_its_cause(low))
    ):
        parts.append(("problem", ""))
    if cost is not None or if_not is not None:
        parts.append(("consequence", ""))
    if why is not None or (WHEN.search(low) and if_not is not None):
        parts.append(("why_now", ""))
    if not parts:
        parts.append(("problem", ""))
    return Hit(
        "pain: " + (" and ".join(part.replace("_", " ") for part, _ in parts)),
        line.index,
        line.index,
        modality=modality,
        parts=tuple(parts),
    )


def _we_near(line: Line, scene: Scene) -> bool:
    near = scene.near(line, -1)
    return near is not None and bool(_WE.search(near.low))


def _why_alone(line: Line, scene: Scene, why: re.Match[str] | None) -> Hit | None:
    """Return why it is now; alone it counts where a date or the person's own stake is said with it."""
    if why is None or guards.negated(line.low, why.start(), reach=10):
        return None
    low = line.low
    dated = WHEN.search(low) is not None or re.search(r"\b(?:next|this|another|again|soon|back)\b", low) is not None
    ours = (
        _WE.search(low) is not None
        or _we_near(line, scene)
        or re.search(r"\b(?:inspectors?|auditors?|regulator|audit)\b", low) is not None
    )
    if not dated or not ours:
        return None
    modality = mood(line, scene, why.start())
    return None if modality is None else Hit("pain: why now", line.index, line.index, modality=modality, parts=(("why_now", ""),))


def _weakly(line: Line, scene: Scene) -> Hit | None:
    """Return a complaint without weight."""
    match = _WEAK.search(line.low)
    if match is None or scene.side is not Side.CUSTOMER or guards.negated(line.low, match.start(), reach=10):
        return None
    modality = mood(line, scene, match.start(), weak=True)
    return (
        None
        if modality is None
        else Hit("pain: could be better", line.index, line.index, modality=modality, parts=(("problem", ""),))
    )


OPENERS: tuple[Pattern, ...] = (
    *_CONSEQUENCE,
    _PROBLEM,
    WHY_NOW,
    _IF_NOT,
    _WEAK,
    LIVE_WITH,
    _NOTE,
    guards.RETRACTION,
    *incidents.OPENERS,
    *hurting.OPENERS,
)
"""One of these must be able to match, or there is nothing to read."""
