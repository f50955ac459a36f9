"""Frames for plain and clipped speech: who leaves out the subject, the verb or the pleasantries says as much."""

from __future__ import annotations

from typing import Final

from journey_tui.analysis.cues.frames import Frame
from journey_tui.analysis.cues.words import COLLEAGUE, I_DID, NAMED
from journey_tui.analysis.quick import Pattern
from journey_tui.domain.model import Stance

_ME: Final = (
    rf"(?:{I_DID}|^(?:so |and |also |then |well,? |ok,? |yesterday |today |this morning |this week )*(?:have |already |just )*)"
)
"""Somebody speaks of themselves, with or without saying so."""
_THING: Final = r"(?:your |the |our |both |all |these |those |this |that |two |three |four |\d+ )(?:[\w'-]+ ){0,3}?(?:box(?:es)?|units?|devices?|tool|system|product|software|app|prototype|sandbox|demo|pilot|trial|test|probe|sensors?|loggers?|tablets?|scanners?|machines?|licen[cs]es?|kit|installation|set-?up|module|workflow|dashboard)"
_WORK: Final = r"(?:it|this|them|you|your \w+|(?:the|our) (?:[\w-]+ ){0,3}?(?:project|pilot|trial|case|business case|results?|figures|findings|numbers|proposal|idea|plan|video|report|demo|system|tool|comparison|choice|recommendation)(?: of [\w' -]{2,40}?)?)"
_UP: Final = rf"(?:{COLLEAGUE}|(?:the |our |my )?(?:[\w-]+ ){{0,2}}(?:board|committee|steerco|council|chair(?:man|woman|person)?|president|dean|chancellor|governors?|trustees|partners?|plant managers?|general manager|managers?|directors?|head|heads|boss|cfo|ceo|coo|cio|cto|vp|owner|finance|meeting|senate)|(?:mr|mrs|ms|dr|prof)\.? [\w-]+)"
CHAMPION: Final = (
    Frame("champion: tried it themselves", Pattern(rf"{_ME}(?:ran|run|running|been running|tested|been testing|trial(?:l)?ed|piloted|used|been using|tried|been trying|installed|set up|put)\b {_THING}\b[^.;?]{{0,60}}?\b(?:on|in|at|with|for|since|over|across|through|myself|ourselves|every|again)\b"), ("act",), act=True,
        never=(Pattern(r"\b(?:competitor|rival|other vendor|years ago|last year|hotel|printer)\b"),)),
    Frame("champion: put it before them", Pattern(rf"{_ME}(?:presented|explained|demonstrated|demoed|pitched|defended|argued for|introduced|raised|tabled|brought up|reported on|proposed|championed|spoke (?:up )?for|spoke about|showed|shown|walked [\w ]{{2,30}}? through|put)\b {_WORK}\b[^.;?]{{0,60}}?(?:\b(?:to|at|in|before|with|for|in front of)\b [^.;?]{{0,20}}?{_UP}|\bmyself\b|\bin person\b)"), ("act",), act=True),
    Frame("champion: went to somebody", Pattern(rf"{_ME}(?:went (?:to|over to|up to|and saw|round to)|called on|stopped by|sat down with|spoke (?:to|with)|talked (?:to|with)|saw|met|rang|phoned|wrote to|emailed|pinged|cornered|lobbied|approached|reached out to)\b [^.;?]{{0,30}}?{_UP}[^.;?]{{0,60}}?\b(?:and |to )(?:ask(?:ed)?|request(?:ed)?|push(?:ed)?|press(?:ed)?|argu(?:e|ed)|insist(?:ed)?|demand(?:ed)?|secure[d]?|get|got|book(?:ed)?|arrang(?:e|ed)|explain(?:ed)?|convinc(?:e|ed)|persuad(?:e|ed)|told|tell)\b"), ("act",), act=True,
        never=(Pattern(r"\b(?:about (?:lunch|the party|parking)|printer|password)\b"),)),
    Frame("champion: asked for help inside", Pattern(r"\b(?:i|and i|and)(?:'ve| have|'d)? (?:also )?(?:asked|got|persuaded|convinced|requested|borrowed|booked|freed|found)\b [^.;?]{0,30}?(?:plants?|sites?|teams?|departments?|branch(?:es)?|operators?|nurses|drivers|engineers|colleagues|people|users|shift|crew|warehouse|lab|it|finance)\b[^.;?]{0,30}? (?:to )(?:lend|join|give|test|try|help|support|take part|attend|free|provide|release|work|come)\b"), ("act",), act=True),
    Frame("champion: will recommend it", Pattern(rf"{_ME}(?:shall be|will be|will|shall|'ll|am going to|'m going to|intend to|am)? ?(?:recommending|recommend|proposing|propose|backing|back|endorsing|endorse|voting for|vote for|speaking for|speak for|supporting)\b (?:it|you|this|halden|your \w+|that we|the (?:pilot|proposal|project|tool|system|purchase|order|switch))\b[^.;?]{{0,50}}?\b(?:on (?:the )?\d+\w*|on (?:mon|tues|wednes|thurs|fri)day|at the|to the|in the|in front|before the|to my|to our|tomorrow|next week)\b"), ("act",), act=True),
    Frame("champion: carried it with them", Pattern(r"^(?:presented|showed|explained|defended|pitched|demoed|shown)\b (?:it |them |this )?(?:all )?(?:myself|in person|to (?:the |our |my )[\w ]{3,40})\b"), ("act",), act=True),
)  # fmt: skip
LOSING_HEART: Final = (
    Frame("champion: cannot push on", Pattern(r"\b(?:(?:difficult|hard|impossible|tough|not easy|awkward) for me to (?:push|carry|drive|support|promote|defend|argue|insist|fight|sell|bring|raise|continue|keep)|i (?:can't|cannot|can not|could not|couldn't|won't|will not|don't want to|do not want to|am not able to|'m not able to|no longer|don't dare|dare not) (?:\w+ )?(?:push|carry|drive|promote|defend|argue|fight|insist|sell|raise|champion|stick my neck out|keep (?:pushing|fighting|asking|defending))\b|i(?:'m| am) (?:\w+ )?(?:losing heart|running out of (?:steam|arguments|road)|tired of (?:fighting|pushing|defending|asking)|on my own (?:with|in) this|alone (?:with|in) this|out of arguments)|i(?:'ve| have) (?:done|tried) (?:all|everything) i can\b|nothing (?:more|else) (?:that )?i can do\b|i (?:have to|must|need to) (?:step back|take a step back|let (?:it|this) go|stop pushing))"),
        firm=True, stance=Stance.WEAKENS, never=(Pattern(r"\b(?:trolley|cart|door|bed|button|lorry|pallet)\b"),)),
)  # fmt: skip
_ASKED_FOR: Final = (
    r"(?:quotes?|quotations?|estimates?|offers?|proposals?|bids?|tenders?|prices?|pricing|demos?|presentations?|pitch(?:es)?)"
)
NAMES: Final = (
    ("has quoted", Pattern(rf"\b(?:had|have|has|got|'ve|'s|requested|asked for|received|obtained|invited|collected|waiting for|expecting|want(?:ed)?|need(?:ed)?|on (?:my|our|the) desk)\b[^.;?]{{0,30}}?\b{_ASKED_FOR} (?:in )?(?:from|by|of) {NAMED}(?:(?:,| and|, and| or) (?P<more>[A-Z][\w&+'-]*(?: [A-Z][\w&+'-]*)?))?(?=[.,;!:)]|$| (?:for|on|as|too|also|and|but|in|at|last|this|to|is|was|sits))")),
    ("named, then quoted", Pattern(rf"\b{NAMED},? (?:i|we)(?:'ve|'d| have| had| got)(?: got| had)?(?: a| an| their| the| one)* (?:\w+ )?{_ASKED_FOR}\b")),
    ("somebody evaluates", Pattern(rf"\b(?:it|our it|finance|procurement|purchasing|operations|engineering|head ?office|hq|corporate|the (?:[\w-]+ )?(?:team|group|board|department|committee|cfo|cio|coo|plant|branch)|our (?:[\w-]+ )?(?:team|group|board|department|colleagues|cfo|cio|it|parent)|they|we|someone|somebody|[A-Z][\w-]+)(?:'s|'re| is| are| has been| have been| was| were) (?:\w+ )?(?:evaluating|assessing|trial(?:l)?ing|piloting|testing|looking (?:at|into)|considering|comparing|reviewing|in talks with|talking to|speaking to|leaning towards?|favou?ring|pushing(?: for)?) {NAMED}(?=[.,;!:]|$| (?:for|as|too|also|and|but|in|at|instead|alongside|because|since|with|next))")),
    ("on a list", Pattern(rf"\b(?:offers?|options?|vendors?|suppliers?|bidders?|candidates?|short-?list|alternatives?|finalists?|quotes?|choices?|contenders?)(?: (?:are|is|so far|now|left|in play))*: ?(?:you|yourselves|yours)?(?:,| and| or|\s)* ?{NAMED}(?:(?:,| and|, and| or) (?P<more>[A-Z][\w&+'-]*(?: [A-Z][\w&+'-]*)?))?(?=[.,;!:)']|$| )")),
)  # fmt: skip
_NEEDED: Final = r"(?:forms?|documents?|papers?|file|consent|statement|agreements?|annex(?:es)?|contract|signature|approval|assessment|questionnaire|certificates?|report|opinion|review|sign-?off|clearance|registration|nda|dpa|msa|po|purchase order|soc ?2|terms)"
_BEGUN: Final = r"(?:start|begin|issue|order|proceed|place|sign|release|open|process|raise|pay|finish|complete|clear|move|go ahead|set you up|register|approve|review|be issued|be placed|be signed|be released|be started|be processed|be raised|be paid)"
PAPERS: Final = (
    Frame("papers: nothing without", Pattern(rf"\b(?:can ?not|cannot|can't|do not|don't|does not|doesn't|will not|won't|may not|must not|is not allowed to|are not allowed to)(?: \w+)? {_BEGUN}\b[^.;?]{{0,50}}?\b(?:without|before|until|unless|as long as)\b[^.;?]{{0,60}}?\b{_NEEDED}\b"), ("step",), firm=True),
    Frame("papers: only when", Pattern(rf"\b(?:can|will|may|shall|could|i|we)\b(?: only)? ?{_BEGUN}\b[^.;?]{{0,60}}?\b(?:only (?:when|once|after|if)|when|once|as soon as|after)\b[^.;?]{{0,50}}?\b(?:have|has|is|are|receive[ds]?|arrives?|in the file|on file|signed|complete|come|lies|there)\b[^.;?]{{0,60}}?(?:\b{_NEEDED}\b|$)"), ("step",), firm=True,
        needs=(Pattern(rf"\b(?:{_NEEDED}|order|file)\b"),), never=(Pattern(r"\b(?:pilot|trial|test|demo|installation|training|project|shift|line)\b.{0,30}\b(?:start|begin)|\b(?:start|begin)\w* (?:the |our |a )?(?:pilot|trial|test|demo|installation|training|project|shift|work)\b"),)),
    Frame("papers: not here yet", Pattern(rf"\b(?:[\w-]+ ){{0,3}}{_NEEDED} (?:is |are |was |were |has |have |still |been )*(?:not (?:yet )?(?:been )?(?:received|here|in|signed|arrived|returned|sent|complete|there)|missing|outstanding|incomplete|unsigned|pending|overdue)\b|\b(?:missing|outstanding|still (?:need|missing|open|waiting for))(?: \w+){{0,3}}? (?:is |are |: ?)?(?:the |your |a |an |two |three )*(?:[\w-]+ ){{0,2}}{_NEEDED}\b|\b(?:one|two|three|four|some|several) {_NEEDED} (?:\w+ )?(?:missing|outstanding|open|to come)\b"), ("step",), firm=True,
        needs=(Pattern(r"\b(?:sponsor|vendor|supplier|security|form|contract\w*|agreement|dpa|nda|msa|soc ?2|certificate|consent|data protection|legal|council|clause|annex|order|purchase|documents?|signature|terms|questionnaire|statement|assessment)\b"),), never=(Pattern(r"\b(?:delivery|packing|shipment|parcel|driver|patient|lab|expense|time ?sheets?|holiday|customs)\b"),)),
    Frame("papers: clause by number", Pattern(r"^(?:re |on |and |also |first,? |second,? |then )*(?:clauses?|sections?|articles?|paragraphs?|schedule|annex|appendix|item|point) ?§?\d[\w.()]*\b(?: of [\w ]{3,30}?)?(?::|,| -| is| are| must| should| needs?| has| cannot| can| will| says| on| about| does)"), ("step",), firm=True,
        needs=(Pattern(r"\b(?:liabilit\w+|fees?|terms?|terminat\w+|notice|law|jurisdiction|indemnit\w+|data|warrant\w+|renew\w*|pay\w*|confidential\w*|cap|months?|must|should|accept\w*|strike|struck|delete\w*|replace\w*|amend\w*|chang\w+|agree\w*|audit|licen[cs]e|liable|insurance|sub-?processors?)\b"),)),
    Frame("papers: a consent to get", Pattern(r"\b(?:staff council|works council|personalrat|betriebsrat|employee representatives?|union|ethics (?:committee|board)|data protection (?:officer|office|authority)|privacy office\w*|dpo|security officer)\b[^.;?]{0,60}?\b(?:consent\w*|approv\w+|agree\w*|session|vote[sd]?|statement|opinion|sign\w*|object\w*|deferred|postponed|review\w*|has to|must|needs? to|clear\w*|agenda)\b|\b(?:consent|approval|statement|opinion|sign-?off|clearance) (?:of|from|by) (?:the |our )?(?:staff council|works council|personalrat|betriebsrat|union|ethics (?:committee|board)|data protection|dpo|privacy|security)\b"), ("step",), firm=True),
    Frame("papers: who keeps the contracts", Pattern(rf"\b(?:send|address|return|forward|e-?mail|copy|give|post)\b[^.;?]{{0,60}}?\b{_NEEDED}\b[^.;?]{{0,30}}? to [A-Z]?[\w' -]{{3,40}}?,? (?:who|she|he|they)\b"), ("step",), firm=True),
)  # fmt: skip
SELF: Final = (
    Pattern(r"\b(?:up to|below|under|over|above|beyond|at that size|for that (?:sum|amount|size))\b[^.;?]{0,30}?\b(?:i (?:need|require|want) no (?:further |other |extra )?(?:consent|approval|signature|permission)|i need nobody|i (?:alone )?(?:sign|decide|approve)|it(?:'s| is)? (?:just )?me (?:and|&|plus) \w+|\w+ and (?:i|me) (?:both )?(?:sign|have to sign|must sign|need to sign|decide|approve))\b"),
    Pattern(r"\b(?:\w+ and i|i and \w+|both of us|we both|me and \w+)(?: both)? (?:have to|must|need to|will|would have to|'ll) (?:sign|approve|agree|say yes|release)\b"),
    Pattern(r"\b(?:comes?|goes|will come|lands?|is brought|is submitted|is put) (?:to|before|in front of) me\b[^.?]{0,40}?(?:[.,;] ?|and |then )?(?:i (?:will |then |shall |'ll )?(?:decide|sign|approve|say)|for (?:approval|signature|decision|a decision))\b"),
)  # fmt: skip
BUYER_DOES: Final = Pattern(
    r"\b(?P<who>(?:(?:mr|mrs|ms|dr|prof)\.? )?[\w'&-]+(?: [\w'&.-]+){0,2}?),? (?:does|has it|holds it|decides|signs)(?: now)?,? (?:she|he|they) (?:signs?|approves?|decides?|has to sign|must sign|releases?) (?:on )?(?:anything|everything|all|whatever|what)\b"
)
