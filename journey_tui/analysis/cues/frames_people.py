"""Frames for what people do: who can say yes, who carries it, the steps of a decision and the papers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from journey_tui.analysis import guards
from journey_tui.analysis.cues import (
    Hit,
    Line,
    Scene,
    approving,
    champion,
    decision_days,
    decision_process,
    economic_buyer,
    frames_plain,
    mood,
    paper_process,
    papers,
)
from journey_tui.analysis.cues.frames import NOT_OURS, Frame, framed, hits
from journey_tui.analysis.cues.words import BODY, COLLEAGUE, DESK, EVALUATION, I_DID, OURS, PAPER, WEEKDAY, gap
from journey_tui.analysis.quick import Pattern, Several
from journey_tui.domain.model import Side

_SLOT: Final = (
    r"(?:slots?|places?|seats?|spots?|time|minutes|hour|half an hour|meeting|audience|hearing|appointment|access|log-?ins?|accounts?|credentials|vpn|badge|budget|money|sponsor|contacts?|introduction|intro|invitation|permission|"
    r"test (?:data|environment|system|users?)|sandbox|data|exports?|samples?|numbers|figures|room on the agenda|hearing|volunteers?|testers?|a yes|the go-ahead)"
)
_LOGISTIC: Final = Pattern(
    r"\b(?:link|dial-?in|zoom|teams link|webex|slides?|recording|invoice|parking|coffee machine|room \d|table at|hotel|headset|mic|camera|screen|agenda for (?:our|the) call|password|helpdesk|spam|wrong \w+|calendar entry|newsletter|taxi|train)\b"
)
CHAMPION: Final = (
    Frame("champion: booked us in", Pattern(rf"{I_DID}(?:pencil(?:l)?ed|pencil|booked|book|slotted|slot|squeezed|squeeze|fitted|fit|lined|line|signed|sign|put|got|get|lock(?:ed)?|smuggled)\b {OURS} (?:\w+ )?(?:in|down|up|on|into|onto|through) (?:with|for|at|to|on|before|in front of|our|the|my) "
        rf"?(?:{COLLEAGUE}|[\w' -]{{2,40}})"), ("act",), act=True, never=(_LOGISTIC,)),
    Frame("champion: leave them to me", Pattern(r"\bleave (?!(?:it|that|this) (?:to|with) (?:me|us) to )(?:our \w+|my \w+|the \w+|him|her|them|[a-z]+) (?:to|with) me\b"), ("act",), act=True,
        never=(Pattern(r"\bleave (?:it|this|that|a (?:message|note)|the (?:keys?|door|invoice|slides?|agenda|minutes|booking|room)) (?:to|with)\b"), _LOGISTIC)),
    Frame("champion: wins over", Pattern(rf"{I_DID}[^.;?]{{2,80}}?\bto (?:win|talk|bring|get|convince|persuade|sway|warm|soften|square|sell|coax|turn) (?:him|her|them|everyone|{COLLEAGUE}|[a-z]+)(?: [a-z]+){{0,2}}? ?(?:over|round|around|on board|onside|up|with it|to it|of it|it|behind (?:it|this|you)|off the fence)\b"),
        ("act",), act=True),
    Frame("champion: talked into it", Pattern(rf"{I_DID}(?:talked|roped|persuaded|convinced|cajoled|nudged|coaxed|badgered|signed|got|pulled|dragged|won)\b {COLLEAGUE}{gap(5)}(?:into|on board|onside|over|round|behind (?:it|this|you|us)|in on (?:it|this))\b"), ("act",), act=True),
    Frame("champion: got us something", Pattern(rf"{I_DID}(?:got|get|found|find|secured?|arranged?|booked?|bought|won|fixed|organi[sz]ed?|wangled|wrangled|carved out|freed up|set up|set aside|reserved?|scheduled?|bagged|earmarked|cleared?|obtained|requested) (?:for )?(?:you|you guys|your (?:team|people|engineers?|colleagues?)|this|us)\b(?: [\w'-]+){{0,6}}? {_SLOT}\b"),
        ("act",), act=True, never=(_LOGISTIC,)),
    Frame("champion: opened access", Pattern(rf"\byou(?:'re| are|'ll| will|'ve| have| can)?(?: {gap(1)})? ?(?:getting|get|have|be getting|receive|be given|been given|been granted|now have|use) (?:\w+ ){{0,3}}?(?:access|log-?ins?|accounts?|credentials|permission|clearance|vpn)\b(?: \w+){{0,2}} (?:to|for|on|into|in) (?:our|the|my) "), ("act",), act=True),
    Frame("champion: opened a door", Pattern(rf"{I_DID}(?:open|opened|opening|hold|held|unlock|unlocked|kick in|push|prise) (?:up )?(?:the |some |a few |that |all the |any |other )?doors?\b"), ("act",), act=True,
        never=(Pattern(r"\b(?:front door|car door|office door|the door (?:was|is) (?:open|locked|stuck))\b"),)),
    Frame("champion: gathered for us", Pattern(rf"{I_DID}(?:put|pull|pulled|pulling|gather\w*|collect\w*|compil\w+|dug|dig|extract\w*|export\w*|assembl\w+|prepar\w+|anonymi[sz]\w+|print\w*|draw\w*|drew|map\w*|writ\w+|wrote|document\w*|record\w*|count\w*|measur\w*|film\w*|list\w*|ran|run|sent|scann?\w*|photograph\w*)\b(?: [\w'&-]+){{1,9}}? "
        rf"(?:for (?:you|your \w+)|so (?:that )?(?:you|your \w+) (?:can|could|know|see|have|get|understand|don't|won't)|to help (?:you|your))\b"), ("act",), act=True, never=(_LOGISTIC, Pattern(r"\b(?:looking forward|question|can you|could you|would you)\b"))),
    Frame("champion: so that you are heard", Pattern(rf"{I_DID}[^.;?]{{4,80}}?\b(?:so (?:that )?|in order that |for )you (?:can|could|get to|will|to|are|'ll) (?:be )?(?:heard|present\w*|meet|speak|show|pitch|make your (?:case|point)|demo|explain|talk to|see (?:the|our|how)|sit|join|defend|win|be (?:heard|seen|there|first))\b"), ("act",), act=True, never=(_LOGISTIC,)),
    Frame("champion: showed it round", Pattern(rf"{I_DID}(?:[^.;?]{{3,50}}? and )?(?:show(?:ed|n|ing)?|demo(?:ed|'d)?|present(?:ed|ing)?|pitch(?:ed|ing)?|walk(?:ed|ing)?|played|circulat\w+|pass(?:ed|ing)|distribut\w+|hand(?:ed|ing)?|gave|giv(?:en|ing)|pass|post(?:ed)?|shar(?:e|ed|ing)|took|tak(?:e|en|ing)|ran|run|read|forward\w*|sent|send|bring|brought|put) (?:{OURS}|it|them|him|her)(?: \w+){{0,4}}? (?:to|with|round|around|past|among|by|before|in front of|through|at|in) (?:all )?{COLLEAGUE}"), ("act",), act=True, never=(_LOGISTIC,)),
    Frame("champion: showed them", Pattern(rf"{I_DID}(?:show(?:ed|n)?|gave|given|sent|read|walked|talked|took|taken) (?:{COLLEAGUE})(?: \w+){{0,3}}? (?:your|the|those|our|through|how|what)\b(?: \w+){{0,3}}? (?:figures|numbers|results|pilot|slides|deck|proposal|prototype|demo|one-?pager|case|roi|savings?|tool|product|screens?|trial|offer|you)\b"), ("act",), act=True, never=(_LOGISTIC,)),
    Frame("champion: answered a doubt", Pattern(r"\b(?:when|after|as|because) [^.;?]{3,60}?(?:,|\bi\b) ?(?:i )?(?:told|reminded|showed|said|answered|pointed|explained|pushed back|countered|objected|stood up|spoke up|insisted|argued|put (?:him|her|them) (?:right|straight))\b(?: \w+){0,4}? (?:what|that|how|why|figures|numbers|cost|costs|out|for (?:you|it|this))\b"), ("act",), act=True,
        needs=(Pattern(r"\b(?:i)\b"), Pattern(r"\b(?:said|says|asked|objected|doubted|wanted|complained|worried|questioned|thought|tried|laughed|grumbled|mentioned|called (?:it|you))\b")), told=True, firm=True),
    Frame("champion: stood up for it", Pattern(rf"{I_DID}(?:stuck|stick|sticking|put|putting|laid|staked?) my (?:neck|head|reputation|name|job|hand|foot)\b"), ("act",), act=True),
    Frame("champion: asked inside", Pattern(rf"{I_DID}(?:asked|ask|begged|told|tell|instructed|urged|encouraged|invited|assigned|appointed|nominated|chased|nagged|pressed|briefed) {COLLEAGUE} (?:to|that|about|for|on) (?:\w+ ){{0,3}}?(?:join|meet|see|clear|free|keep|hold|give|help|support|test|try|look|read|attend|block|work with|answer|back|be there|come|make (?:time|room)|reserve|set|put|you\b|your|we're not|this (?:project|matters|is))\b"), ("act",), act=True, never=(_LOGISTIC, Pattern(r"\b(?:headset|laptop|password|fix my|printer|call you about the invoice)\b"))),
    Frame("champion: gave inside knowledge", Pattern(r"\b(?:here(?:'s| is| are)|attached (?:is|are)|you(?:'ll)? find|find attached|enclosed|i(?:'m| am) (?:sending|sharing)|i(?:'ve| have) (?:attached|enclosed|sent|shared)|let me share) (?:you )?(?:\w+ )?(?:our|the|an) (?:\w+ )?(?:internal|confidential) [\w' -]{3,60}"), ("act",), act=True),
    Frame("champion: regular time", Pattern(rf"{I_DID}(?:set|put|arrang\w+|schedul\w+|book\w*|block\w*|organi[sz]\w+|reserv\w+) (?:up |in |aside )?(?:a |an |our |some )?(?:weekly|fortnightly|regular|standing|daily|monthly|fixed|two|three|recurring)\b[^.;?]{{0,40}}? (?:with|for) (?:you|us|your|the (?:project|pilot|trial) team|this)\b"), ("act",), act=True),
)  # fmt: skip
_W: Final = r"(?P<who>(?:(?:mr|mrs|ms|dr|prof)\.? )?[\w'&-]+(?:,? [\w'&.-]+){0,5}?)"
_BUY: Final = r"(?:commit|spend|release|approve|authori[sz]e|sign|fund|pay|decide|say yes|green-?light|bless|buy|agree|ok|okay|stop (?:it|this)|veto)"
_END: Final = (
    r"(?=[.,;!]|$| (?:and|but|not|here|in|at|from|who|by|for|on|or|so|then|always|anyway|personally|herself|himself|as)\b)"
)
BUYER: Final = (
    ("is the one", Pattern(rf"\bthe (?:one|person|man|woman|lady|gentleman|individual|only one|only person|colleague|signature|name|human) (?:who|that|you need|you have to convince|to convince|with the (?:money|budget|pen|cheque ?book|power|final say|authority)|holding the \w+|whose (?:signature|yes|ok|name|budget|money|word|approval)|we need)[^.;?]{{0,60}}?(?:,| is|'s|:| will be| would be)(?: still| our| the| called)? {_W}{_END}")),
    ("is the one", Pattern(rf"\b{_W},? (?:is|'s|was made|remains|will be|would be|has become|became) (?:also |still |actually |ultimately |really |our |the |now )*(?:one|person|man|woman|owner of the (?:money|budget)|budget (?:holder|owner)|holder of the (?:budget|purse)|economic buyer|final approver|approver|decision[- ]?maker|signatory|final authority|authority|boss of the (?:money|budget)|person (?:who|that)|one (?:who|that)) ?(?:who |that )?(?:(?:can|has to|must|actually|finally|ultimately|will|needs to|gets to) )*(?:{_BUY}s?|be convinced|for (?:the |this )?(?:money|spend|budget)|of the (?:money|budget)|on (?:this|spend\w*|money)|here|in (?:the end|this)|{_END})")),
    ("puts their name", Pattern(rf"\b{_W},? (?:will |would |has to |must |needs to |is |be |'s |going to )*(?:be )?(?:putting|adding|setting|giving|lending) (?:his|her|their|its|the) (?:own |final )?(?:name|signature|ok|okay|yes|blessing|approval|seal)\b")),
    ("gives the ok", Pattern(rf"\b(?:once|when|after|until|unless|without|as soon as|before|if|only if|pending) {_W},? (?:has |have |'s |is |will |also )*(?:given?|gives|giving|signed|signs|signing|blessed|agreed|agrees|agreeing|approved|approving|said|says|saying|nodded|nods|released|okayed) (?:it |this |us |that |off |on it |to it )*(?:his|her|their|the|a|yes|ok|okay|off|it|this|go|green)?\b")),
    ("has to bless it", Pattern(rf"\b{_W},? (?:also |then |still |will |would |has|have|had|needs|need|must|'ll|is the one who has|wants)+ ?(?:to |also )*(?:bless|sanction|rubber[- ]?stamp|wave it through|green-?light|give (?:it |us |this )?(?:his|her|their|the|a) (?:\w+ )?(?:ok|okay|nod|blessing|yes|approval|go-ahead|green light|sign-?off)|sign (?:this|it|that|off)|approve (?:it|this|that)|agree to (?:it|this|the spend)|be convinced|say yes|release (?:it|the)|put (?:his|her|their) (?:name|signature)|authori[sz]e)\b")),
    ("on the desk", Pattern(rf"\b(?:lands?|ends? up|goes|go|arrives?|comes?|passes|pass|sits?|must go|has to go|runs?|is decided|gets decided|gets signed|is signed|stops) (?:up )?(?:on|at|over|via|through|across|to|by|with) {_W}(?:'s? (?:desk|table|inbox|hands?|team|office))?(?:,? (?:for|to) (?:approval|sign-?off|signature|a decision|the decision|the final \w+|a yes|a yes or no|release|authori[sz]ation|approve|sign|decide)|,? (?:always|first|no exceptions?|without exception))\b")),
    ("no order without", Pattern(rf"\b(?:no|not a single|nothing|not one|not a) (?:[\w ]{{0,20}} )?(?:leaves?|goes?|gets?|is|happens?|moves?|passes|order\w*|spent|bought|signed|paid|through)\b[^.;?]{{0,40}}? (?:without|until|unless|before|except) {_W}(?:'s)? (?:agree\w*|sign\w*|approv\w*|knowing|ok\w*|say-?so|nod\w*|blessing|yes|consent|permission|having|has|says|is happy|go-ahead|authority|authori[sz]\w+)\b")),
    ("holds the purse", Pattern(rf"\b{_W},? (?:'s|is|she's|he's|they're|she|he)? ?(?:also |still |the one |now |who )*(?:got|has|holds?|keeps?|sits on|guards?|manages|controls?|is in charge of|owns?|runs|has got|holding|minds?) (?:\w+ ){{0,2}}?(?:purse(?: strings)?|budget|money|cheque ?book|check ?book|funds|p&l|wallet|final say|last word|veto|casting vote|pen)\b")),
    ("writes the cheques", Pattern(rf"\b{_W},? (?:she |he |who |they )?(?:writes?|signs?|approves?|okays?|clears?|pays?|releases?|green-?lights?|authori[sz]es?) (?:\w+ ){{0,3}}?(?:che(?:que|ck)s|bills|spend(?:ing)?|capex|investments?|budgets?|purchases?|orders?|money|funds|anything (?:over|above|of this|like this)|everything (?:over|above|of this)|software|contracts)\b")),
    ("their decision", Pattern(rf"\b(?:it(?:'s| is)|that(?:'s| is)|this is|comes down to|decision (?:is|rests with|lies with|sits with|belongs to)|authority (?:is|sits|rests|lies)(?: with)?|up to|down to|in the end it's) (?:ultimately |really |always |all |entirely |still |going to be |with )*{_W}(?:'s (?:call|decision|money|budget|signature|p&l|choice|yes|neck|name)|(?: to| who) (?:decide|decides|say yes|sign|approve|signs|approves)\b)")),
)  # fmt: skip
SELF: Final = (
    Pattern(r"\bi(?:'ve| have|'ve got| have got| hold| get| also have)*(?: the| a)?(?: full| final| last| sole)* (?:final|last|deciding|casting) (?:word|say|vote|call|decision)\b|\b(?:the )?(?:final|last) (?:word|say|decision|call) (?:is|here is|on (?:this|it) is) (?:mine|with me|up to me)\b"),
    Pattern(r"\b(?:the )?(?:yes|decision|signature|buck|approval|money|budget|cost cent(?:re|er)|call|choice|p&l|spend) (?:\w+ ){0,3}?(?:is|are|stops|sits|lies|rests|ends|comes|stays) (?:\w+ )?(?:mine|with me|with yours truly|on my desk|down to me|up to me|at my desk)\b"),
    Pattern(r"\bi(?:'m| am) (?:authori[sz]ed|empowered|entitled|allowed|mandated|cleared|permitted|free|able) to (?:\w+ )?(?:commit|spend|sign|approve|buy|release|decide|order|authori[sz]e|say yes)\b"),
    Pattern(r"\b(?:as|being) (?:the |an? )?[\w -]{3,40}?,? i (?:get to |can |may |am the one who |do )?(?:decide|choose|sign|approve|buy|pay|say)\b(?: (?:what|which|who|whether|if|on|off|for|yes|it|this|everything))?"),
    Pattern(r"\b(?:up to|under|below|anything (?:under|below|up to|less than)|as long as it's (?:under|below|less than)|for (?:sums|amounts) (?:under|up to|below)) [£$€]?[\w.,]+(?: ?(?:k|grand|thousand|million|euros?|pounds|dollars|a year))?,? (?:i (?:can |may |just |simply )?(?:sign|approve|decide|buy|order|spend|don't|do not|needn't|need no|have (?:a )?free)|it's (?:mine|my)|is (?:mine|my))\b"),
)  # fmt: skip
_NOT_BUYING: Final = economic_buyer.NO_BUYING
PROCESS: Final = (
    Frame("decision: answer promised", Pattern(r"\byou(?:'ll| will| should| can expect to| are going to)? (?:get|have|receive|hear|know)(?: back)? (?:your|the|a|an|our)? ?(?:\w+ )?(?:answer|decision|verdict|word|yes or no|go or no-?go|result|outcome|choice|news from (?:the|our) \w+)\b"), ("step",), dated=True, firm=True, never=(Pattern(r"\b(?:lunch|dinner|about the (?:date|call|meeting|time)|your question|the question)\b"),)),
    Frame("decision: evaluation dated", Pattern(rf"\b(?:we|i|they|our \w+|the \w+ team)(?:'re| are|'ll| will|'ve| have| want to| plan to| intend to| would like to| are going to| aim to)*{gap(1)}(?:kick(?:ing)? off|start(?:ing)?|begin(?:ning)?|run(?:ning)?|launch(?:ing)?|clos(?:e|ing)|finish(?:ing)?|complet(?:e|ing)|end(?:ing)?|wrap(?:ping)? up|conclud\w+|do(?:ing)?|hold(?:ing)?|tak(?:e|ing) up|conduct\w*|schedul\w+|carry(?:ing)? out|mak(?:e|ing)|read(?:ing)?|scor(?:e|ing)|review(?:ing)?|publish\w*|issu(?:e|ing)|invit(?:e|ing))\b(?: [\w'-]+){{0,4}}? {EVALUATION}s?\b"), ("step",), dated=True),
    Frame("decision: evaluation dated", Pattern(rf"\b(?:the|our|a) (?:[\w-]+ ){{0,3}}?{EVALUATION}s? (?:\w+ )?(?:starts?|begins?|clos(?:es|ing)|ends?|runs?|takes?|finish\w*|is (?:on|in|at|due|set|planned|scheduled|over|starting)|are (?:on|in|due|planned|scheduled)|kicks? off|goes|go|will|follows?|has to)\b"), ("step",), dated=True, never=(Pattern(r"\byour (?:pilot|trial|workshop|webinar)\b"),)),
    Frame("decision: on their agenda", Pattern(rf"\b{BODY} (?:\w+ )?(?:sits?|meets?|convenes?|gathers?|looks? at|discuss(?:es)?|takes? (?:it|this|up)|deals? with|considers?|votes?|decides?|has (?:it|this|you) on|will|is (?:meeting|sitting|due|looking|going to)|comes together|get(?:s)? together|breaks? up|has (?:its|their|a) (?:next |last )?(?:meeting|session|sitting))\b"), ("step",), dated=True, never=(Pattern(r"\b(?:school board|on board|board(?:ing)? (?:game|pass|flight)|surf)\b"),)),
    Frame("decision: put before a body", Pattern(rf"\b(?:in front of|before|to|at|past|for|with) {BODY}\b"), ("step",), dated=True, needs=(Pattern(r"\b(?:goes?|go|going|present\w*|put(?:ting)?|tak(?:e|es|ing)|bring\w*|be in front|has to be|have to|must|paper|case|item|topic|agenda|submit\w*|propos\w+|request|recommend\w+|vote|approv\w+|decision|decid\w+|sign\w*)\b"),), never=(Pattern(r"\b(?:told|mentioned|said|showed|spoke|talked|complained|asked|canteen|minutes of)\b"),)),
    Frame("decision: shortlisting", Pattern(r"\b(?:we|i|they|[a-z]+ and i|the \w+)(?:'ll| will|'re| are| want to| plan to| intend to| sit down| going to|'d like to)*(?: [\w'-]+){0,6}? (?:whittl\w+|narrow\w*|cut|trim\w*|reduc\w+|shortlist\w*|short-list\w*|boil\w*|get|come|pick\w*|select\w*|choos\w+|down-?select\w*)(?: (?:it|them|this|the \w+))?(?: down)? (?:to |our |on )?(?:two|three|one|four|a (?:winner|vendor|supplier|partner)|the (?:last|final) (?:two|three)|someone|somebody)\b"), ("step",), dated=True, never=(Pattern(r"\b(?:hours?|days|minutes|percent|%|clicks)\b"),)),
    Frame("decision: minds made up", Pattern(r"\b(?:we|i|they|he|she|the \w+)(?:'ll| will|'re going to| have to| must| need to| want to| intend to)*(?: \w+){0,3} (?:make up (?:our|my|their|his|her) minds?|come to a (?:decision|conclusion|verdict)|have (?:picked|chosen|decided|a decision|made (?:a|the|our) (?:choice|decision))|settle on (?:one|a \w+)|award|reach a decision|take a decision|give (?:you )?(?:our|a|the) (?:verdict|decision))\b"), ("step",), dated=True),
    Frame("decision: said short", Pattern(rf"^(?:and |so |final |our |the |vendor )*(?:decision|decision day|award|verdict|vote|choice|final choice)(?: day| date| deadline)?(?: is| will be|:| -| by| on| due|,)* (?:the |next |this |by |on |early |mid |late |end of |before |in )*(?:{WEEKDAY}|\d{{1,2}}(?:st|nd|rd|th)?|q[1-4]|january|february|march|april|may|june|july|august|september|october|november|december|week|month|quarter|christmas|easter)\b"), ("step",), firm=True, never=(Pattern(r"\b(?:referee|court|match|venue|lunch)\b"),)),
    Frame("decision: said short", Pattern(rf"\b(?:we|i|they|board|committee|boss) (?:will |'ll )?(?:decide|vote|choose|pick|sign off|meet to decide)s? (?:it |this )?(?:on |by |next |this |before |till |until )*(?:{WEEKDAY})\b"), ("step",), firm=True),
)  # fmt: skip
_VERB_OF_DESK: Final = (
    r"(?:read(?:s|ing)?|review(?:s|ed|ing)?|redlin\w+|mark\w*|comment\w*|amend\w*|chang\w+|check\w*|accept\w*|insist\w*|reject\w*|wants?|need(?:s|ed)?|ask(?:s|ed|ing)?|requires?|go(?:es|ing)? through|look(?:s|ing)?|com(?:e|es|ing) back|came back|"
    r"send\w*|sent|handle\w*|prepar\w+|draft\w*|sign\w*|issu\w+|rais\w+|clear\w*|approv\w+|struck|strik\w+|push\w*|has|have|got|'s got|is on|are on|is with|works? on|working on|negotiat\w+|countersign\w*|set(?:s|ting)? (?:you )?up|will|can't|cannot|won't|must)"
)
PAPERS: Final = (
    Frame("papers: a desk at work", Pattern(rf"\b(?:our|the|my|their|we have our|from our|with|in|to)? ?{DESK}(?:,? [\w'.&-]+){{0,5}}?,? {_VERB_OF_DESK}\b[^.;?]{{0,80}}?\b{PAPER}\b"), ("step",)),
    Frame("papers: with a desk", Pattern(rf"\b{PAPER}\b(?:,? [\w'.&-]+){{0,8}}?,? (?:with|to|at|by|from|past|through|for|via|over to|in|before) (?:our |the |my )?(?:[a-z]+ (?:in|from|at) )?{DESK}\b"), ("step",)),
    Frame("papers: a check to pass", Pattern(r"\b(?:privacy |data protection |security |vendor |supplier |third[- ]party |it )?(?:impact assessment|risk assessment|security (?:review|assessment|check)|due diligence|vendor (?:check|assessment|review|approval)|supplier (?:check|assessment|approval)|background check|penetration test|compliance check|credit check|dpia)(?:,? [\w'.&-]+){0,3}? (?:must|has to|have to|needs? to|is|will|should|takes?|gets?|comes|first)\b"), ("step",)),
    Frame("papers: marked up", Pattern(r"\b(?:marked[- ]up|redlined|commented|annotated|amended|countersigned|signed|revised|our (?:own )?(?:standard|general|template)) (?:\w+ )?(?:version|copy|draft|contract|agreement|terms|template|paper|nda|msa|dpa|conditions)\b"), ("step",), never=(Pattern(r"\b(?:attendance|birthday|timesheet|photo|book)\b"),)),
    Frame("papers: somebody has that side", Pattern(r"\b[a-z]+ (?:does|handles?|looks? after|runs?|takes? care of|deals? with|owns?|is in charge of|is responsible for) (?:all )?(?:the |our )?(?:contract(?:s|ual)?|legal|paper\w*|commercial|purchasing|procurement|vendor|supplier|onboarding|redlin\w+)(?: and \w+)? (?:side|part|bit|matters|work|stuff|questions|paperwork|forms?|end|process|set-?up|onboarding)\b"), ("step",)),
    Frame("papers: order on its way", Pattern(r"\b(?:you(?:'ll| will)? (?:get|receive|have|need)|we(?:'ll| will| can| are)? (?:raise|issue|send|place|cut|need|release|make out)\w*|i(?:'ll| will| can)? (?:raise|issue|send|place|get|cut)|will (?:raise|issue|send)|expect|waiting for|comes?|goes out) (?:\w+ ){0,3}?(?:po\b|purchase order|order form|call-?off|requisition|letter of intent|loi\b|order)(?= (?:from|by|through|via|in|once|after|before|when|as soon|out|number|next|this|on)|[.,;]|$)"), ("step",), needs=(Pattern(r"\b(?:po|purchase order|order form|call-?off|requisition|letter of intent|loi|purchasing|procurement|coupa|ariba|sap|shared service\w*|vendor|supplier|once|from our|number)\b"),), never=(Pattern(r"\bin order\b|\border (?:of|confirmation for (?:lunch|dinner))"),)),
    Frame("papers: framework", Pattern(r"\b(?:buy(?:ing)?|purchas\w+|order\w*|procur\w+|call(?:ed|ing)? (?:it |this )?off|go(?:es|ing)?|run(?:ning)?|do (?:this|it)|contract\w*)\b[^.;?]{0,30}? (?:off|through|via|under|using|from|on) (?:the |our |a |an )?(?:[\w-]+ ){0,3}?(?:framework|g-?cloud|dps|gsa schedule|catalogue|marketplace|nhs supply chain|crown commercial|consortium|lot \d|reseller agreement|master agreement)\b"), ("step",)),
    Frame("papers: needed for set-up", Pattern(r"\b(?:need|send|provide|return|fill (?:in|out)|complete|upload|attach|require|submit|supply|give us|want|insists? on|please)\b[^.;?]{0,60}?\b(?:insurance certificates?|bank letter|duns|w-?9|vendor form|supplier form|tax (?:form|number|certificate)|certificate of \w+|company registration|anti-?bribery|modern slavery|code of conduct|soc ?2|iso certificate|pen test|security questionnaire|questionnaire|references? for procurement|supplier (?:portal|registration|set-?up))\b"), ("step",), firm=True),
)  # fmt: skip
_ROLES_OF_BUYING: Final = Pattern(
    r"\b(?:money|budget|spend\w*|sign\w*|approv\w+|yes|decid\w+|decision|purse|che(?:que|ck)s?|order|release\w*|commit\w*|p&l|authori\w+|limit|euros?|pounds|dollars|grand|thousand|million|k|purchase\w*|pays?|capex|bless\w*|ok|okay|go-ahead|convinc\w+|veto|final|last word|call|agree\w*|nod\w*|desk|price|cost|invest\w+|contract\w*)\b"
)


_SELF: Final = Several(("", pattern) for pattern in (*SELF, *frames_plain.SELF))
_BUYER: Final = Several((*BUYER, ("signs from now on", frames_plain.BUYER_DOES)))
_CARRIER: Final = framed(frames_plain.LOSING_HEART, CHAMPION, frames_plain.CHAMPION)
_PROCESS: Final = framed(PROCESS, frames_plain.PROCESS)
_PAPERS: Final = framed(PAPERS, frames_plain.PAPERS)


def buyer(line: Line, scene: Scene) -> Iterator[Hit]:
    """Yield who can say yes, by a frame with a person or a role in it."""
    low = line.low
    if NOT_OURS.search(low) or _NOT_BUYING.search(low) or economic_buyer.PAST_PERSON.search(low):
        return
    if scene.side is Side.CUSTOMER and not scene.note and scene.speaker:
        for _, pattern in _SELF.left(low):
            match = pattern.search(low)
            if match is None or guards.negated(low, match.start(), reach=16) or not _ROLES_OF_BUYING.search(low):
                continue
            modality = mood(line, scene, match.start())
            if modality is not None and not low[: match.start()].rstrip().endswith(("if", "wish", "could")):
                yield Hit(
                    "authority: own",
                    line.index,
                    line.index,
                    modality=modality,
                    parts=(("named", scene.speaker),),
                    subject=scene.speaker,
                )
                return
    for cue, pattern in _BUYER.left(low):
        for match in pattern.finditer(low):
            who = approving.who_at(line, scene, *match.span("who"))
            if cue == "is the one" and not _ROLES_OF_BUYING.search(match.group()):
                continue
            if not who or (guards.negated(low, match.start("who"), reach=12) and not cue.startswith("no order")):
                continue
            value, subject = economic_buyer.identity(who, scene)
            modality = mood(line, scene, match.start(), condition=False, weak=economic_buyer.is_body(who))
            if value and modality is not None and (value.split()[0] not in scene.sellers):
                yield Hit(
                    f"authority: {cue}", line.index, line.index, modality=modality, parts=(("named", value),), subject=subject
                )
                return


def carrier(line: Line, scene: Scene) -> Iterator[Hit]:
    """Yield what a customer did for it, by frames."""
    if scene.side is Side.CUSTOMER and not scene.note and not champion.NOT_FOR_US.search(line.low):
        yield from list(hits(_CARRIER, line, scene))[:1]


def process(line: Line, scene: Scene) -> Iterator[Hit]:
    """Yield dated steps of the customer's decision, by frames."""
    low = line.low
    if (
        decision_process.FOREIGN.search(low)
        or decision_process.DONE.search(low)
        or decision_days.ON_A_BOARD.search(low)
        or decision_process.BACK.search(low)
    ):
        return
    if decision_process.OURS.search(low) and not decision_process.GATE_WORD.search(low):
        return
    yield from list(hits(_PROCESS, line, scene))[:1]


def paper(line: Line, scene: Scene) -> Iterator[Hit]:
    """Yield papers on their way, by frames."""
    low = line.low
    if papers.FOOTER.search(low) or papers.BUSINESS.search(low) or papers.LAST.search(low) or paper_process.BACKED.search(low):
        return
    for hit in list(hits(_PAPERS, line, scene))[:1]:
        yield Hit(
            hit.cue,
            hit.first,
            hit.last,
            modality=hit.modality,
            parts=paper_process.parts_of(line, scene, dict(hit.parts)["step"]),
        )


OPENERS: Final = {
    "economic_buyer": (*SELF, *frames_plain.SELF, frames_plain.BUYER_DOES, *(pattern for _, pattern in BUYER)),
    "champion": tuple(one.pattern for one in (*CHAMPION, *frames_plain.CHAMPION, *frames_plain.LOSING_HEART)),
    "decision_process": tuple(one.pattern for one in (*PROCESS, *frames_plain.PROCESS)),
    "paper_process": tuple(one.pattern for one in (*PAPERS, *frames_plain.PAPERS)),
}
